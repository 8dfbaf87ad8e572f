"""Runs an archive's long work in a process of its own, which is started when it is wanted.

The process opens the same archive: the lock on it makes the two take turns, and each sees in
the caches what the other wrote. Where the process ends under its work (killed, out of memory),
whoever waits is told, another one takes its place and puts the archive right; nothing that was
stored is lost.
"""

from __future__ import annotations

import itertools
import logging
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive_app.core import disk, logs
from archive_app.core.errors import Cancelled, KhizanaError, WorkStopped
from archive_app.core.frames import read_frame, start_process, write_frame
from archive_app.core.model import Changes
from archive_app.core.progress import CancelToken, Progress, ProgressCallback, ignore
from archive_app.jobs.operations import MANY, OPERATIONS, Turned
from archive_app.jobs.protocol import (
    Answer,
    Cancel,
    Changed,
    Ended,
    Failed,
    Open,
    Opened,
    Order,
    Prepare,
    Progressed,
    Start,
    Watch,
    pack,
    unpack,
)
from archive_app.jobs.runner import ChangesCallback, Runner, ignore_changes

if TYPE_CHECKING:
    from archive_app.archive import Archive

log = logging.getLogger(__name__)

_TICK = 0.1
"""Seconds between looks at whether a piece of work was cancelled."""

_GRACE = 10.0
"""Seconds that the process has to end in; then it is ended."""

Inbox = queue.SimpleQueue[Answer | None]
"""The answers about one piece of work; None when none will come any more."""


class _Process:
    """The process, the thread that reads its answers, and who waits for them."""

    def __init__(self, open_: Open, changed: Callable[[Changes], None]) -> None:
        self._changed = changed
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._waiting: dict[int, Inbox] = {}
        self.opened: Inbox = queue.SimpleQueue()
        self.alive = True
        self._child: subprocess.Popen[bytes] = start_process(
            "archive_app.jobs.worker", "--job-worker"
        )
        self._reader = threading.Thread(target=self._read, name="khizana-answers", daemon=True)
        self._reader.start()
        self.send(open_)

    @property
    def pid(self) -> int:
        """The system's number of the process."""
        return self._child.pid

    def send(self, order: Order, inbox: Inbox | None = None) -> None:
        """Give an order; what is answered to a `Start` goes to ``inbox``."""
        data = pack(order)
        with self._lock:
            if inbox is not None and isinstance(order, Start):
                if not self.alive:
                    inbox.put(None)
                    return
                self._waiting[order.number] = inbox
        # Its end, where nobody reads any more, comes through the reader.
        with self._writing, suppress(OSError, ValueError):
            write_frame(self._child.stdin, data)  # type: ignore[arg-type]

    def _read(self) -> None:
        with suppress(OSError, ValueError):
            while (frame := read_frame(self._child.stdout)) is not None:  # type: ignore[arg-type]
                self._take(unpack(frame))
        with self._lock:
            self.alive = False
            waiting = [*self._waiting.values(), self.opened]
            self._waiting.clear()
        for inbox in waiting:
            inbox.put(None)

    def _take(self, answer: Answer) -> None:
        if isinstance(answer, Changed):
            self._changed(answer.changes)
        elif isinstance(answer, Opened):
            self.opened.put(answer)
        else:
            with self._lock:
                inbox = self._waiting.get(answer.number)
                if isinstance(answer, Ended | Failed):
                    self._waiting.pop(answer.number, None)
            if inbox is not None:
                inbox.put(answer)

    def close(self) -> None:
        """Let it stop what it is at, and wait until it has ended."""
        with self._writing, suppress(OSError, ValueError):
            self._child.stdin.close()  # type: ignore[union-attr]
        try:
            self._child.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._reader.join(_GRACE)
        with suppress(OSError, ValueError):
            self._child.stdout.close()  # type: ignore[union-attr]


class ProcessRunner(Runner):
    """Runs them in another process; ``archive`` is the front's, and learns of all that is done."""

    def __init__(
        self,
        archive: Archive,
        on_changes: ChangesCallback = ignore_changes,
        *,
        cache: Path | None = None,
    ) -> None:
        """``on_changes`` gets changes from outside (after `watch`), and what a process had
        done that ended under its work. ``cache`` stands in for the user's cache folder, as in
        `Archive.open`."""
        super().__init__(archive, on_changes)
        self._open = Open(archive.path, cache)
        self._watching = False
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._served = False  # whether a process ever had the archive open
        self._numbers = itertools.count(1)
        self._closed = False
        self._running = 0

    @property
    def pid(self) -> int:
        """The number of the process that works now; 0 where there is none."""
        process = self._process
        return process.pid if process is not None and process.alive else 0

    def run(
        self,
        operation: str,
        *,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
        **arguments: Any,
    ) -> Any:
        """See `Runner`. An edit of few articles is done here, sooner than another process is
        asked; so is everything where no process can be started at all."""
        token = cancel or CancelToken()
        token.check()
        process = self._ready() if OPERATIONS[operation].is_long(arguments) else None
        if process is None:
            return super().run(operation, progress=progress, cancel=token, **arguments)
        before = self._archive.editor.caches.catalogue.last_doc()
        order = Start(next(self._numbers), operation, arguments)
        with self._patiently():
            try:
                return self._follow(process, order, progress, token)
            except WorkStopped as stopped:
                logs.failed(log, "long work stopped", stopped)
                self._recover()
                if (salvage := OPERATIONS[operation].salvage) is None:
                    raise
                return salvage(self._archive, before, **arguments)

    def turn(
        self,
        *,
        forward: bool,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
    ) -> Changes | None:
        """See `Runner`. The step is kept here; where it is about many, it is turned there."""
        editor = self._archive.editor
        with editor.turning(forward=forward) as turn:
            if turn is None:
                return None
            if turn.step.size < MANY:
                return editor.turn(turn, forward, progress, cancel)
            turned: Turned = self.run(
                "turn",
                progress=progress,
                cancel=cancel,
                step=turn.step,
                trashed=editor.hand_over_trashed(turn.step),
                forward=forward,
            )
            turn.done.update(turned.done)
            turn.whole = turned.whole
            if turned.error is not None:
                raise turned.error
            return turned.changes

    def _follow(
        self, process: _Process, order: Start, progress: ProgressCallback, token: CancelToken
    ) -> Any:
        """Give an order and wait for what comes of it."""
        inbox: Inbox = queue.SimpleQueue()
        process.send(order, inbox)
        last: Progress | None = None
        asked = False
        while True:
            if token.cancelled and not asked:
                process.send(Cancel(order.number))
                asked = True
            try:
                answer = inbox.get(timeout=_TICK)
            except queue.Empty:
                continue
            match answer:
                case Progressed(progress=last):
                    progress(last)
                case Ended(result=result, handed=handed):
                    self._archive.editor.catch_up(handed)
                    return result
                case Failed(error=error, handed=handed):
                    self._archive.editor.catch_up(handed)
                    raise error
                case _:
                    far = f" at {last.done} of {last.total} ({last.stage})" if last else ""
                    raise WorkStopped(self._archive.path, f"{order.operation}{far}")

    @contextmanager
    def _patiently(self) -> Iterator[None]:
        """While work runs, the front's own writes wait for it, however long a step takes; else as
        long as for the process, which writes of itself too (what changed outside)."""
        with self._lock:
            self._running += 1
            self._archive.editor.patience = None
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1
                if not self._running:
                    self._archive.editor.patience = disk.LONG_WAIT

    def _ready(self) -> _Process | None:
        """The process, with the archive open; a new one where there is none. None where it
        cannot be had, and never could. Raises `WorkStopped`, and what opening the archive does.
        """
        with self._lock:
            if self._closed:
                raise Cancelled(self._archive.path)
            if self._process is None or not self._process.alive:
                if self._process is not None:
                    self._process.close()
                try:
                    self._process = _Process(self._open, self._changed)
                except OSError as error:
                    logs.failed(log, "no process for long work", error)
                    return None
                self._archive.editor.patience = self._archive.editor.patience and disk.LONG_WAIT
                if self._watching:
                    self._process.send(Watch())
            process = self._process
            answer = process.opened.get()
            process.opened.put(answer)
        if isinstance(answer, Opened):
            if answer.error is not None:
                raise answer.error
            self._served = True
            return process
        if self._served:
            raise WorkStopped(self._archive.path, "it ended while it opened the archive")
        log.warning("the process for long work does not start")
        return None

    def _recover(self) -> None:
        """Have another process, which puts right what the one that ended left unfinished."""
        with suppress(KhizanaError):
            self._ready()
        self._archive.editor.catch_up()
        self._changed(Changes(added=True, text=True))

    def _changed(self, changes: Changes) -> None:
        if changes.settings:
            self._archive.folder.reload_settings()
        self._on_changes(changes)

    def watch(self) -> None:
        """See `Runner`."""
        with self._lock:
            self._watching = True
            there = self._process if self._process is not None and self._process.alive else None
        if there is not None:
            there.send(Watch())
        elif self._ready() is None:
            super().watch()

    def prepare(self) -> None:
        """See `Runner`."""
        process = self._ready()
        if process is None:
            super().prepare()
        else:
            process.send(Prepare())

    def close(self) -> None:
        """See `Runner`."""
        with self._lock:
            self._closed = True
            process, self._process = self._process, None
        if process is not None:
            process.close()
