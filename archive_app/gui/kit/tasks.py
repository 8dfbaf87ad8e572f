"""Work in the background: one lane for writes, one for long jobs, a free pool for reads.

Results come back as signals, so callbacks run in the GUI thread; no event loop is ever spun
by hand, and the GUI thread never waits for a worker (but once, at the end, in `close`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from archive_app.core.progress import CancelToken
from archive_app.gui.kit.garbage import Collector

READERS = 2
"""Threads for reads. Few: they share one interpreter lock and the disk."""

SWITCH = 0.0005
"""Seconds after which a thread that computes gives way to the GUI thread (Python's own 0.005
adds up while a window is painted, for Qt's functions let go of the lock at each call)."""

Done = Callable[[Any], object]
Failed = Callable[[BaseException], object]


@dataclass(slots=True)
class _Task:
    work: Callable[[], Any]
    done: Done
    failed: Failed
    token: CancelToken
    latest: str = ""


class Tasks(QObject):
    """Runs work off the GUI thread and hands the results back in it."""

    idle = Signal()
    """Nothing is under way any more."""

    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer: Executor = ThreadPoolExecutor(1, "khizana-write")
        self._worker: Executor = ThreadPoolExecutor(1, "khizana-job")
        self._readers: Executor = ThreadPoolExecutor(READERS, "khizana-read")
        self._running: dict[str, _Task] = {}
        self._waiting: dict[str, _Task] = {}
        self._tasks: dict[int, _Task] = {}
        self._number = 0
        self._pending = 0
        self._collector = Collector(self)
        self._tokens: set[CancelToken] = set()
        self._closed = False
        # Queued always: the callback must never run within the call that started the work.
        sys.setswitchinterval(SWITCH)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many pieces of work are under way or waiting."""
        return self._pending + len(self._waiting)

    def read(
        self, work: Callable[[], Any], done: Done, failed: Failed, *, latest: str = ""
    ) -> CancelToken:
        """Run ``work`` in the pool. With ``latest``, newer work of that name overtakes older."""
        task = _Task(work, done, failed, CancelToken(), latest)
        if latest and latest in self._running:
            self._running[latest].token.cancel()
            self._waiting[latest] = task
        else:
            self._start(self._readers, task)
        return task.token

    def write(self, work: Callable[[], Any], done: Done, failed: Failed) -> None:
        """Run ``work`` after all writes before it."""
        self._start(self._writer, _Task(work, done, failed, CancelToken()))

    def job(self, work: Callable[[CancelToken], Any], done: Done, failed: Failed) -> CancelToken:
        """Run long ``work`` (an import, a rebuild) after all jobs before it.

        It is given a token, which is also returned: raising it stops the work, which then
        still delivers what it has. `close` raises it as well.
        """
        token = CancelToken()
        task = _Task(lambda: work(token), done, failed, CancelToken())
        self._tokens.add(token)
        self._start(self._worker, task)
        return token

    def close(self) -> None:
        """Cancel what runs, drop what waits, and wait until all threads have ended."""
        self._closed = True
        self._waiting.clear()
        for token in self._tokens:
            token.cancel()
        for pool in (self._readers, self._worker):
            pool.shutdown(wait=True, cancel_futures=True)
        # What the user did is written, however fast the window closes.
        self._writer.shutdown(wait=True)
        self._collector.stop()

    # ---------------------------------------------------------------- inside

    def _start(self, pool: Executor, task: _Task) -> None:
        if self._closed:
            return
        if task.latest:
            self._running[task.latest] = task
        self._pending += 1
        self._number += 1
        self._tasks[self._number] = task
        pool.submit(self._run, self._number)

    def _run(self, number: int) -> None:
        """Do a task's work. The thread holds the task no longer than that: what it was made of
        may hold widgets, and whoever lets go of them last destroys them in its own thread."""
        result: Any = None
        error: BaseException | None = None
        task = self._tasks[number]
        try:
            if not task.token.cancelled:
                result = task.work()
        except BaseException as caught:  # noqa: BLE001 - it is handed to the GUI thread
            error = caught
        del task
        try:
            self._finished.emit(number, result, error)
        except RuntimeError:
            pass  # the window is gone: nobody is left to hear of it

    def _deliver(self, number: int, result: Any, error: BaseException | None) -> None:
        task = self._tasks.pop(number)
        self._pending -= 1
        if task.latest and self._running.get(task.latest) is task:
            del self._running[task.latest]
            waiting = self._waiting.pop(task.latest, None)
            if waiting is not None:
                self._start(self._readers, waiting)
        if not task.token.cancelled and not self._closed:
            if error is not None:
                task.failed(error)
            else:
                task.done(result)
        if not self.pending:
            self.idle.emit()
