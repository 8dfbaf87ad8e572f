"""Batches: what is read is stored in the background, while more is read.

A batch is one durable commit. The first is small, so that its articles can be found soon; later
ones are larger, for each costs some work of its own. While one is being stored the next one
grows, up to a limit that keeps the memory bounded.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, Self, TypeVar

FIRST = 250
"""Articles in the first batch; each further one has twice as many, up to `BATCH`."""

BATCH = 2000
"""Articles in one durable commit, when all goes well: about a second's work."""

MOST = 3000
"""So many articles are gathered while the batch before is being stored, then it is waited for."""

BATCH_SECONDS = 3.0
"""Seconds after which a batch is stored even if it is not full."""


log = logging.getLogger(__name__)

Item = TypeVar("Item")
Stored = TypeVar("Stored")


class Batches(Generic[Item, Stored]):
    """Gathers items and hands them to ``store`` in batches; ``done`` is told of what it returned.

    ``store`` runs in a thread of its own once `due` batches are handed over by `start`, one at a
    time; ``done`` always in the thread that calls. What ``store`` raises is raised by the next
    call of `start` or `finish`; its batch is then lost to this object.
    """

    def __init__(
        self, store: Callable[[list[Item]], Stored], done: Callable[[Stored], None]
    ) -> None:
        self._store = store
        self._done = done
        self._items: list[Item] = []
        self._size = min(FIRST, BATCH)
        self._begun = 0.0
        self._thread: ThreadPoolExecutor | None = None
        self._storing: Future[Stored] | None = None

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for the thread, and let it go."""
        if self._thread is not None:
            self._thread.shutdown()
            self._thread = None

    def add(self, *items: Item) -> None:
        """Take items into the present batch."""
        if not self._items:
            self._begun = time.monotonic()
        self._items += items

    @property
    def due(self) -> bool:
        """Whether the present batch should be handed over now."""
        if self._storing is not None and not self._storing.done():
            return len(self._items) >= MOST
        return len(self._items) >= self._size or (
            bool(self._items) and time.monotonic() - self._begun > BATCH_SECONDS
        )

    def start(self) -> None:
        """Hand the present batch over to be stored in the background, after the one before."""
        self._settle()
        if items := self._take():
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, "import")
            self._storing = self._thread.submit(self._timed, items)

    def finish(self) -> None:
        """Store the present batch here, after the one before; both are stored on return."""
        self._settle()
        if items := self._take():
            self._done(self._timed(items))

    def _timed(self, items: list[Item]) -> Stored:
        begun = time.monotonic()
        stored = self._store(items)
        log.info("a batch of %d stored in %.2f s", len(items), time.monotonic() - begun)
        return stored

    def _take(self) -> list[Item]:
        items, self._items = self._items, []
        self._size = min(2 * self._size, BATCH)
        return items

    def _settle(self) -> None:
        """Wait for the batch that is being stored."""
        storing, self._storing = self._storing, None
        if storing is not None:
            self._done(storing.result())
