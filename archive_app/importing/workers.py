"""The worker processes of an archive's imports, one of which is kept ready for the next file.

Starting a worker and loading what reads a format takes longer than reading a file. So the pool
of a small import stays, with one worker, for the next; `prepare` has one ready before the first.
What runs the workers is imported when the first is wanted: opening an archive needs none.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from archive_app.core import disk

if TYPE_CHECKING:
    from archive_app.extract import ExtractionPool, Limits

SMALL = 200
"""After more files than these a worker has grown, and is not kept."""

_PAGE = "<html><head><title>خزانة</title></head><body><p>مقال قصير عن المدينة.</p></body></html>"


class Workers:
    """What is kept between imports: at most one pool, which the import that uses it has alone."""

    def __init__(self) -> None:
        self.pool: ExtractionPool | None = None
        self._lock = threading.Lock()
        self._wanted = False
        self._process = os.getpid()
        self._inherited: ExtractionPool | None = None
        """The pool of the process that this one was forked off: that one's alone, also to end."""

    def _swap(self, pool: ExtractionPool | None) -> ExtractionPool | None:
        with self._lock:
            if self._process != os.getpid():
                self._process, self._inherited, self.pool = os.getpid(), self.pool, None
            before, self.pool = self.pool, pool
        return before

    @contextmanager
    def borrowed(self, limits: Limits) -> Iterator[ExtractionPool]:
        """A pool for one import, with a worker that is there already if there is one."""
        from archive_app.extract import ExtractionPool

        pool = self._swap(None)
        if pool is not None and pool.limits != limits:
            pool.close()
            pool = None
        if pool is None:
            pool = ExtractionPool(limits=limits)
        pool.count = 0
        try:
            yield pool
        except BaseException:
            pool.close()
            raise
        if pool.count > SMALL:
            pool.close()
            if self._wanted:
                threading.Thread(target=self.prepare, name="workers", daemon=True).start()
        else:
            self._keep(pool)

    def _keep(self, pool: ExtractionPool) -> None:
        if pool.shrink() and (other := self._swap(pool)) is not None:
            other.close()

    def prepare(self) -> None:
        """Have a worker ready, with what it needs for the commonest formats, and this process
        too; for a thread of its own."""
        from archive_app.extract import ExtractionPool, Job, Limits, attempt
        from archive_app.importing.reading import finish

        self._wanted = True
        with suppress(OSError), disk.scratch() as folder:
            page, text = folder / "a.html", folder / "a.txt"
            disk.write_new(page, _PAGE.encode())
            disk.write_new(text, ("خزانة\n\n" + "مقال قصير عن المدينة. " * 20).encode())
            attempt(text, text.name, Limits(), finish)
            if self.pool is None:
                pool = ExtractionPool()
                list(pool.map([Job(page)], finish=finish))
                self._keep(pool)

    def release(self) -> None:
        """Let go of the worker that is kept, and keep none ready."""
        self._wanted = False
        if (pool := self._swap(None)) is not None:
            pool.close()
