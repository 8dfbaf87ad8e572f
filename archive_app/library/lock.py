"""One writer at a time: the lock on an archive folder."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from archive_app.core import disk
from archive_app.core.errors import ArchiveLocked, FileGone, ReadOnlyArchive, WriteProtected
from archive_app.core.progress import CancelToken

LOCK = ".khizana.lock"
"""The lock's file. It is empty, and means nothing unless it is held."""

TURN = ".khizana.turn"
"""A second lock, held while one waits for the first: a turnstile. Who gave the first back and wants
it again at once queues behind whoever came meanwhile, so that long work in many small steps
starves nobody."""

_PAUSE = 0.02
"""Seconds between two tries."""


class WriteLock:
    """The right to write to an archive, held by one process (and one `WriteLock`) at a time.

    The system gives it back when the process ends, however it ends. It lies in the folder given,
    which must be the same for all that write to the archive; a second process may always read.
    One that holds the lock may take it again, and gives it back as often.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._guard = threading.Lock()
        self._handle: int | None = None
        self._taken = 0
        self._process = os.getpid()

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._taken > 0

    def acquire(
        self, timeout: float | None = disk.SHORT_WAIT, cancel: CancelToken | None = None
    ) -> None:
        """Take the lock, waiting at most ``timeout`` seconds (None: as long as it takes), and no
        longer than until it is cancelled. All waiting for it is done here.

        Raises ArchiveLocked where another holds it, ReadOnlyArchive where nothing may be written,
        DiskError where the disk will not.
        """
        end = None if timeout is None else time.monotonic() + timeout
        with self._guard:
            self._forget_parent()
            if self._handle is None:
                try:
                    turn = self._wait(TURN, end, cancel)
                    try:
                        self._handle = self._wait(LOCK, end, cancel)
                    finally:
                        disk.give_lock(turn)
                except WriteProtected as error:
                    raise ReadOnlyArchive(self.folder, str(error)) from error
            self._taken += 1

    def _forget_parent(self) -> None:
        """A process that was forked off does not hold what the one before held then."""
        if self._process != os.getpid():
            self._process, self._taken = os.getpid(), 0
            if self._handle is not None:
                os.close(self._handle)
                self._handle = None

    def _wait(self, name: str, end: float | None, cancel: CancelToken | None) -> int:
        """Take one of the two locks, by a time of the monotonic clock."""
        while (handle := self._take(name)) is None:
            late = end is not None and time.monotonic() >= end
            if late or (cancel is not None and cancel.cancelled):
                raise ArchiveLocked(self.folder)
            time.sleep(_PAUSE)
        return handle

    def _take(self, name: str) -> int | None:
        try:
            return disk.take_lock(self.folder / name)
        except FileGone:  # somebody cleared the caches away
            disk.make_folder(self.folder, parents=True, mode=0o700)
            return disk.take_lock(self.folder / name)

    def release(self) -> None:
        """Give the lock back, once for each time it was taken; nothing where it is not held."""
        with self._guard:
            self._taken = max(self._taken - 1, 0)
            if self._handle is not None and not self._taken:
                disk.give_lock(self._handle)
                self._handle = None

    def __enter__(self) -> WriteLock:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
