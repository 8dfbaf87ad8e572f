"""Collects cyclic garbage in the GUI thread alone.

Python's collector runs in whichever thread happens to allocate. Where that is a worker, it may
destroy widgets there, and Qt crashes when their timers fire. So the automatic collector is
switched off while a window is open, and a timer does its work by Python's own thresholds.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 500
"""Milliseconds between looks at the counts."""


BURST = 20_000
"""Containers made between two looks from which on they are taken for what is loaded to stay (the
archive's words, say): to go through them all would stop the window for a tenth of a second."""


class Collector(QObject):
    """Switches automatic collection off, and collects in the thread it lives in, until `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._automatic = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(INTERVAL)

    def collect(self) -> int:
        """Collect what Python would have by now; return how many objects went. A burst of new
        ones is set aside for good: what of it is in no cycle goes by itself all the same."""
        if gc.get_count()[0] > BURST:
            gc.freeze()
            return 0
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if threshold and count > threshold
        ]
        return gc.collect(max(due)) if due else 0

    def stop(self) -> None:
        """Give collection back to Python."""
        self._timer.stop()
        if self._automatic:
            gc.enable()
