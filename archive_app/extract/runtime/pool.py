"""Extraction in processes of their own, so that a bad file costs itself and nothing else.

The pool starts workers (`worker`), hands each small chunks of files, and watches them: one
that is silent for too long or grows too large is killed, one that dies is replaced. The file
it was at is reported as failed; the others of its chunk are given out again, singly, so that
the guilty one shows. Workers are plain child processes, not `multiprocessing`'s, which would
import the caller's main module again: the pool works the same from a script, an interactive
session, the window and a test. They end when their orders end, so also when this process is
killed.
"""

from __future__ import annotations

import itertools
import logging
import os
import pickle
import queue
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

import psutil

from archive_app.core.errors import DamagedFile, ExtractError, LimitExceeded
from archive_app.core.frames import read_frame, start_process, write_frame
from archive_app.core.model import Extraction
from archive_app.core.progress import CancelToken
from archive_app.extract.common.source import Limits
from archive_app.extract.runtime.worker import Finish, attempt

CHUNK_FILES = 64
"""The most files in one chunk."""

CHUNK_BYTES = 1024 * 1024
"""A chunk is closed once its files have so many bytes together."""

LIGHT = frozenset({".txt", ".text", ".md", ".markdown", ""})
"""Suffixes of what is quick and safe to read, and goes in full chunks; others go singly."""

log = logging.getLogger(__name__)

_AHEAD = 2
_START_SECONDS = 60.0
_TRIES = 3
_TICK = 0.2
_MOST_WORKERS = 8
_POLITE = 5
"""By so much a worker is nicer than this process: the window, and the process that stores what
workers read, come first."""

_EACH = 256 << 20
"""Bytes that each worker may hold in any case, however many there are."""


class Job(NamedTuple):
    """A file to extract: where it is, the name it came with, its size in bytes as listed, the
    repairs that the user refused for it, and a ``key`` of the caller's own, which comes back."""

    path: Path
    name: str = ""
    size: int = 0
    refused: frozenset[str] = frozenset()
    key: Any = None


class Outcome(NamedTuple):
    """What became of a job: the extraction or the error, and what ``finish`` made of it."""

    job: Job
    result: Extraction | ExtractError
    extra: Any = None


@dataclass(slots=True)
class _Chunk:
    number: int
    jobs: list[Job]
    left: set[int] = field(default_factory=set)
    fresh: bool = False  # to be given to a worker that has done nothing yet

    def __post_init__(self) -> None:
        self.left = set(range(len(self.jobs)))


class _Process:
    """A worker process and the thread that reads its results."""

    def __init__(
        self, number: int, first: bytes, inbox: queue.SimpleQueue[tuple[int, bytes | None]]
    ):
        self.number = number
        self.chunks: deque[_Chunk] = deque()
        self.used = False
        self.ready = False
        self.heard = time.monotonic()
        self.at: tuple[int, int] = (-1, -1)
        self.process = start_process("archive_app.extract.runtime.worker", "--extraction-worker")
        self.watched: psutil.Process | None
        try:
            self.watched = psutil.Process(self.process.pid)
        except psutil.Error:
            self.watched = None
        else:
            with suppress(psutil.Error):
                self.watched.nice(_below(psutil.Process().nice()))
        self.reader = threading.Thread(target=self._read, args=(inbox,), daemon=True)
        self.reader.start()
        self.send(first)

    def send(self, frame: bytes) -> None:
        """Give it an order; one that is dead already does not mind."""
        assert self.process.stdin is not None
        try:
            write_frame(self.process.stdin, frame)  # type: ignore[arg-type]
        except OSError:
            pass  # its end comes through the reader

    def _read(self, inbox: queue.SimpleQueue[tuple[int, bytes | None]]) -> None:
        assert self.process.stdout is not None
        try:
            while (frame := read_frame(self.process.stdout)) is not None:  # type: ignore[arg-type]
                inbox.put((self.number, frame))
        except (OSError, ValueError):
            pass
        inbox.put((self.number, None))

    def memory(self) -> int:
        """Its resident memory in bytes, 0 where it cannot be told."""
        try:
            return int(self.watched.memory_info().rss) if self.watched else 0
        except psutil.Error:
            return 0

    def stop(self) -> None:
        """End it now, and wait until it has ended."""
        self.process.kill()
        self.process.wait()
        self.reader.join(5)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    pass  # an order that was never read


def _below(priority: int) -> int:
    """The priority below one of this process, whatever that is; the lowest where it is that."""
    lower: int | None = getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", None)
    if lower is None:
        return min(priority + _POLITE, 19)
    idle: int = getattr(psutil, "IDLE_PRIORITY_CLASS", lower)  # Windows knows classes
    return idle if priority in (idle, lower) else lower


class ExtractionPool:
    """Worker processes that extract files. Use it in a ``with``, or `close` it.

    ``workers`` is how many (None: one a processor, at most eight); ``limits`` holds for each
    file; ``finish``, a function of a module, is called in the worker with the source and the
    outcome of each file, and what it returns comes back with them. Not for two threads at once.
    """

    def __init__(
        self,
        workers: int | None = None,
        limits: Limits | None = None,
        finish: Finish | None = None,
    ) -> None:
        self.workers = workers or max(1, min(_MOST_WORKERS, os.cpu_count() or 1))
        self.limits = limits or Limits()
        self._first = pickle.dumps(self.limits, protocol=5)
        self._inbox: queue.SimpleQueue[tuple[int, bytes | None]] = queue.SimpleQueue()
        self._processes: dict[int, _Process] = {}
        self._numbers = itertools.count()
        self._finish = finish
        self._failed_starts = 0
        self.count = 0
        """How many files it was given (whoever counts may set it back)."""
        self._together = max(self.limits.memory, self.workers * _EACH)
        self._alone: deque[_Chunk] = deque()

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the pool."""
        self.close()

    def close(self) -> None:
        """End all workers. The pool may be used again: it then starts new ones."""
        for process in self._processes.values():
            process.stop()
        self._processes.clear()

    def shrink(self) -> bool:
        """End all workers but one; return whether there is one."""
        for number in list(self._processes)[1:]:
            self._processes.pop(number).stop()
        return bool(self._processes)

    def map(
        self,
        jobs: Iterable[Job | Path],
        cancel: CancelToken | None = None,
        *,
        finish: Finish | None = None,
    ) -> Iterator[Outcome]:
        """Extract files and yield each one's outcome, as they are ready (not in order).

        ``jobs`` is taken lazily, a few chunks ahead of what is yielded. When ``cancel`` is
        raised, the workers are ended and nothing more comes. ``finish`` takes the place of
        the pool's own from now on.
        """
        self._finish = finish or self._finish
        waiting = _chunks(jobs, itertools.count())
        again: deque[_Chunk] = deque()
        following: _Chunk | None = None
        exhausted = False
        try:
            while True:
                if self._failed_starts >= _TRIES:
                    again.extend(self._alone)
                    again.extend(
                        _Chunk(chunk.number, [chunk.jobs[index] for index in sorted(chunk.left)])
                        for process in self._processes.values()
                        for chunk in process.chunks
                    )
                    self.close()
                    if following is not None:
                        again.append(following)
                    yield from self._here(itertools.chain(again, waiting), cancel)
                    return
                while not exhausted or again:
                    # No worker is started before there is something for it to do.
                    if following is None:
                        following = next(waiting, None)
                        exhausted = following is None
                    if following is None and not again:
                        break
                    # Suspects go first, and only to a worker that has nothing else to do.
                    process = self._free(bool(again))
                    if process is None:
                        break
                    if again:
                        self._give(process, again.popleft())
                    elif following is not None:
                        self._give(process, following)
                        following = None
                if exhausted and not again and not self._busy():
                    if not self._alone:
                        return
                    again.append(self._alone.popleft())
                    continue
                yield from self._receive(again)
                if cancel is not None and cancel.cancelled:
                    return
                yield from self._watch(again)
        finally:
            self._alone.clear()
            if self._busy():
                self.close()

    def _here(self, chunks: Iterable[_Chunk], cancel: CancelToken | None) -> Iterator[Outcome]:
        """Extract in this process: what is left to do where no worker can be started."""
        for chunk in chunks:
            for job in chunk.jobs:
                if cancel is not None and cancel.cancelled:
                    return
                result = attempt(job.path, job.name, self.limits, self._finish, job.refused)
                yield Outcome(job, *result)

    # ------------------------------------------------------------ giving out

    def _new_number(self) -> int:
        """A number for a chunk that is given out again."""
        return next(self._numbers) + (1 << 40)

    def _busy(self) -> bool:
        return any(process.chunks for process in self._processes.values())

    def _free(self, alone: bool) -> _Process | None:
        """A worker that can take a chunk, a new one if need be; None when all have enough."""
        idle = [process for process in self._processes.values() if not process.chunks]
        if idle:
            return idle[0]
        if len(self._processes) < self.workers:
            number = next(self._numbers)
            self._processes[number] = _Process(number, self._first, self._inbox)
            return self._processes[number]
        if alone:
            return None
        least = min(self._processes.values(), key=lambda process: len(process.chunks))
        if len(least.chunks) >= _AHEAD or any(chunk.fresh for chunk in least.chunks):
            return None
        return least

    def _give(self, process: _Process, chunk: _Chunk) -> None:
        if chunk.fresh and process.used:
            process.stop()
            del self._processes[process.number]
            number = next(self._numbers)
            process = self._processes[number] = _Process(number, self._first, self._inbox)
        if not process.chunks:
            process.heard = time.monotonic()
        process.chunks.append(chunk)
        orders = [(str(job.path), job.name, job.refused) for job in chunk.jobs]
        process.send(pickle.dumps((chunk.number, orders, self._finish), protocol=5))
        self.count += len(orders)

    # ------------------------------------------------------------ getting back

    def _receive(self, again: deque[_Chunk]) -> Iterator[Outcome]:
        """Take in what workers say, waiting a tick for the first word."""
        try:
            number, frame = self._inbox.get(timeout=_TICK)
        except queue.Empty:
            return
        while True:
            process = self._processes.get(number)
            if process is not None:
                if frame is None:
                    yield from self._lost(process, again, "")
                else:
                    yield from self._heard(process, frame)
            try:
                number, frame = self._inbox.get_nowait()
            except queue.Empty:
                return

    def _heard(self, process: _Process, frame: bytes) -> Iterator[Outcome]:
        kind, *message = pickle.loads(frame)  # noqa: S301 - from our own worker
        if kind == "ready":
            process.ready = True
            process.heard = time.monotonic()
            return
        if kind == "at":
            at = (message[0], message[1])
            if at != process.at:
                process.at = at
                process.heard = time.monotonic()
            return
        number, results = message
        process.heard = time.monotonic()
        process.used = True
        chunk = process.chunks[0]
        assert chunk.number == number
        if kind == "done":
            process.chunks.popleft()
        for index, result, extra in results:
            chunk.left.discard(index)
            yield Outcome(chunk.jobs[index], result, extra)

    def _watch(self, again: deque[_Chunk]) -> Iterator[Outcome]:
        """Kill workers that take too long or too much."""
        now = time.monotonic()
        for process in list(self._processes.values()):
            if not process.chunks:
                continue
            if not process.ready:
                if now - process.heard > max(_START_SECONDS, self.limits.seconds):
                    yield from self._lost(process, again, "the worker did not start")
            elif now - process.heard > self.limits.seconds:
                yield from self._lost(process, again, f"more than {self.limits.seconds:g} s")
            elif now - process.heard > _TICK and process.memory() > self.limits.memory:
                yield from self._lost(process, again, f"more than {self.limits.memory} bytes")
        yield from self._watch_together(again, now)

    def _watch_together(self, again: deque[_Chunk], now: float) -> Iterator[Outcome]:
        """Where the workers together hold too much, end the greediest; its file has its turn
        later, when no other is being read."""
        busy = [process for process in self._processes.values() if process.chunks]
        slow = [process for process in busy if process.ready and now - process.heard > _TICK]
        if not slow or len(busy) < 2:
            return
        if sum(process.memory() for process in self._processes.values()) > self._together:
            greediest = max(slow, key=_Process.memory)
            yield from self._lost(greediest, again, "", alone=True)

    def _lost(
        self, process: _Process, again: deque[_Chunk], why: str, *, alone: bool = False
    ) -> Iterator[Outcome]:
        """A worker that died or was given up: name the guilty file, give out the others again.

        With ``alone`` no file is guilty, and those it was at wait until no other is read.
        """
        log.info("a worker ended at %d files: %s", len(process.chunks), why or "it died")
        # What it said before its end counts.
        del self._processes[process.number]
        process.stop()
        said: list[bytes] = []
        others: list[tuple[int, bytes | None]] = []
        while True:
            try:
                item = self._inbox.get_nowait()
            except queue.Empty:
                break
            if item[0] == process.number:
                said += [item[1]] if item[1] is not None else []
            else:
                others.append(item)
        for item in others:
            self._inbox.put(item)
        for frame in said:
            if process.chunks:
                yield from self._heard(process, frame)
        if not process.chunks:
            return
        if not process.ready:  # it never came to any file: that is nobody's fault
            self._failed_starts += 1
            again.extend(_Chunk(self._new_number(), chunk.jobs) for chunk in process.chunks)
            return
        current, *rest = process.chunks
        again.extend(_Chunk(self._new_number(), chunk.jobs) for chunk in rest)
        left = sorted(current.left)
        if alone:
            self._alone.extend(_Chunk(self._new_number(), [current.jobs[i]]) for i in left)
            return
        known = process.at[1] if process.at[0] == current.number and process.at[1] in left else None
        guilty = known if why and known is not None else left[0] if len(current.jobs) == 1 else None
        # A worker that had done other files before may have died of those: once more, afresh.
        second_chance = not why and process.used and not current.fresh
        for index in left:
            job = current.jobs[index]
            if index == guilty and not second_chance:
                error: ExtractError
                if why:
                    error = LimitExceeded(job.path, why)
                else:
                    error = DamagedFile(job.path, f"the reader died ({process.process.returncode})")
                yield Outcome(job, error)
            else:
                again.append(_Chunk(self._new_number(), [job], fresh=second_chance))


def _chunks(jobs: Iterable[Job | Path], numbers: Iterator[int]) -> Iterator[_Chunk]:
    """The jobs in chunks: many small texts together, a few files of other kinds."""
    light: list[Job] = []
    size = 0
    for item in jobs:
        job = item if isinstance(item, Job) else Job(item)
        if job.path.suffix.lower() not in LIGHT or job.size > CHUNK_BYTES // 4:
            yield _Chunk(next(numbers), [job])
            continue
        light.append(job)
        size += job.size
        if len(light) >= CHUNK_FILES or size >= CHUNK_BYTES:
            yield _Chunk(next(numbers), light)
            light, size = [], 0
    if light:
        yield _Chunk(next(numbers), light)
