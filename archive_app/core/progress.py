"""How long work tells how far it is, and how it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from archive_app.core.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """One report: ``done`` of ``total`` steps (0: not known yet), in ``stage``, at ``item``.

    ``stage`` is a stable key (``"find"``, ``"import"``, ``"index"``); ``item`` a name to show.
    """

    stage: str
    done: int
    total: int = 0
    item: str = ""


ProgressCallback = Callable[[Progress], None]


def ignore(_: Progress) -> None:
    """The progress callback of one who does not want to know."""


class CancelToken:
    """A flag that any thread may raise and that long work looks at between steps."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if somebody asked the work to stop."""
        if self._event.is_set():
            raise Cancelled
