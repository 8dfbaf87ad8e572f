"""One writer at a time: the lock on an archive folder."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from archive_app.core.errors import ArchiveLocked, ReadOnlyArchive

LOCK = ".khizana.lock"
"""The lock's file. It is empty, and means nothing unless it is held."""


class WriteLock:
    """The right to write to an archive, held by one process (and one `WriteLock`) at a time.

    The system gives it back when the process ends, however it ends. It lies in the folder given,
    which must be the same for all that write to the archive; a second process may always read.
    One that holds the lock may take it again, and gives it back as often.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / LOCK, thread_local=False)
        self.folder = folder

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return bool(self._lock.is_locked)

    def acquire(self, timeout: float = 0.5) -> None:
        """Take the lock, waiting at most ``timeout`` seconds.

        Raises ArchiveLocked where another holds it, ReadOnlyArchive where nothing can be written.
        """
        try:
            self._lock.acquire(timeout=timeout, poll_interval=0.05)
        except Timeout as error:
            raise ArchiveLocked(self.folder) from error
        except OSError as error:
            raise ReadOnlyArchive(self.folder, str(error)) from error

    def release(self) -> None:
        """Give the lock back, once for each time it was taken; nothing where it is not held."""
        self._lock.release()

    def __enter__(self) -> WriteLock:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
