"""The time of a change: UTC, to the microsecond, never the same twice in a process."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta


class Clock:
    """A source of UTC times, each later than the last, so that "the newest wins" is no tie."""

    def __init__(self) -> None:
        self._last = datetime.min.replace(tzinfo=UTC)
        self._lock = threading.Lock()

    def now(self) -> str:
        """Return the time, such as ``2026-11-22T01:45:12.123456Z``."""
        with self._lock:
            present = datetime.now(UTC)
            if present <= self._last:
                present = self._last + timedelta(microseconds=1)
            self._last = present
        return present.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


_clock = Clock()


def now() -> str:
    """Return the present time in UTC, such as ``2026-11-22T01:45:12.123456Z``.

    Two calls in one process never return the same, so that of two changes one is the newer.
    """
    return _clock.now()
