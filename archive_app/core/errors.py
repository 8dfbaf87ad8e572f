"""Every error that Khizana raises on purpose, as one tree.

::

    KhizanaError
    ├── ArchiveError            the archive folder as a whole
    │   ├── NotAnArchive        no archive there (and none was to be made)
    │   │   └── NotConnected    not even its folder is there (a disk was taken out)
    │   ├── ReadOnlyArchive     a write to an archive that cannot be written
    │   ├── ArchiveLocked       another process is writing to it
    │   └── NewerFormat         written by a later version of Khizana
    ├── NotFound                no such article, annotation or file
    ├── SidecarError            a sidecar that cannot be read; it is kept as it is
    ├── ExtractError            a file whose text cannot be read
    │   ├── EmptyFile
    │   ├── UnknownFormat       binary or unsupported
    │   ├── DamagedFile         truncated, garbled
    │   ├── EncryptedFile
    │   ├── LimitExceeded       too large, too deep, too slow
    │   └── Unreadable          no permission, vanished, input/output error
    ├── DiskError               the disk refused to write, move, list or remove a file
    │   ├── DiskFull            no room left
    │   ├── WriteProtected      read only, or not permitted
    │   ├── FileBusy            another program holds the file
    │   ├── FileGone            the file or its folder is not there (a disk was taken out)
    │   └── AlreadyThere        something stands where nothing may be overwritten
    ├── CacheError              catalogue or index damaged or of another version; rebuild
    ├── WorkStopped             the process that did long work ended under it
    ├── OutputFailed            what a command prints could not be written
    ├── ImportFailed            an annotation or settings file that cannot be taken in
    └── Cancelled               the user stopped it

Each carries the path it is about and a *reason*: a short stable key (``"empty"``) that the
fronts translate into one sentence, and a detail for the log.
"""

from __future__ import annotations

import errno
from pathlib import Path


class KhizanaError(Exception):
    """The root. ``reason`` is a stable key, ``path`` what it is about, ``detail`` for the log."""

    reason = "error"

    def __init__(self, path: Path | str | None = None, detail: str = "") -> None:
        self.path = Path(path) if path is not None else None
        self.detail = detail
        super().__init__(path, detail)

    def __str__(self) -> str:
        return ": ".join(str(part) for part in (self.path, self.reason, self.detail) if part)


class ArchiveError(KhizanaError):
    """The archive folder as a whole cannot serve."""

    reason = "archive"


class NotAnArchive(ArchiveError):
    """There is no archive in this folder, and none was to be made."""

    reason = "not-an-archive"


class NotConnected(NotAnArchive):
    """The folder of an archive is not there: its disk, it seems, was taken out."""

    reason = "not-connected"


class ReadOnlyArchive(ArchiveError):
    """The archive lies where nothing can be written."""

    reason = "read-only"


class ArchiveLocked(ArchiveError):
    """Another process is writing to the archive."""

    reason = "locked"


class NewerFormat(ArchiveError):
    """The archive was written by a later version of Khizana."""

    reason = "newer-format"


class NotFound(KhizanaError):
    """No such article, annotation or file."""

    reason = "not-found"


class SidecarError(KhizanaError):
    """A sidecar that cannot be read. It is kept as it is and never overwritten."""

    reason = "broken-sidecar"


class ExtractError(KhizanaError):
    """A file whose text cannot be read."""

    reason = "unreadable-format"


class EmptyFile(ExtractError):
    """The file holds nothing."""

    reason = "empty"


class UnknownFormat(ExtractError):
    """The file is of no format that Khizana reads, whatever its name says."""

    reason = "unknown-format"


class DamagedFile(ExtractError):
    """The file is truncated or garbled."""

    reason = "damaged"


class EncryptedFile(ExtractError):
    """The file wants a password."""

    reason = "encrypted"


class LimitExceeded(ExtractError):
    """The file is too large, too deeply nested, or took too long."""

    reason = "limit"


class Unreadable(ExtractError):
    """The file cannot be opened: no permission, vanished, or an input/output error."""

    reason = "no-access"


class DiskError(KhizanaError, OSError):
    """The disk refused to write, move, list or remove a file; what was there is there still.

    It is an OSError too (``errno`` is the system's number, 0 where there is none). ``kept`` are
    the files of a batch that could not be put back as they were: they stay as the batch made them.
    """

    reason = "disk"

    def __init__(self, path: Path | str | None = None, detail: str = "", number: int = 0) -> None:
        super().__init__(path, detail)
        self.kept: frozenset[str] = frozenset()
        self.errno = number
        self.strerror = detail

    def __reduce__(self) -> tuple[type[DiskError], tuple[Path | None, str, int]]:
        """OSError would take the path for the number."""
        return type(self), (self.path, self.detail, self.errno or 0)


class DiskFull(DiskError):
    """There is no room left on the disk, or none for this user."""

    reason = "disk-full"


class WriteProtected(DiskError, PermissionError):
    """The place is read only, or the user may not write there."""

    reason = "write-protected"


class FileBusy(DiskError):
    """Another program holds the file."""

    reason = "busy"


class FileGone(DiskError, FileNotFoundError):
    """The file or its folder is not there."""

    reason = "gone"


class AlreadyThere(DiskError, FileExistsError):
    """Something stands where nothing may be overwritten."""

    reason = "already-there"


_REFUSALS: dict[type[DiskError], tuple[int, ...]] = {
    DiskFull: (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)),
    WriteProtected: (errno.EACCES, errno.EPERM, errno.EROFS),
    FileBusy: (errno.EBUSY, errno.ETXTBSY),
    FileGone: (errno.ENOENT, errno.ENOTDIR),
    AlreadyThere: (errno.EEXIST,),
}
_BY_NUMBER = {number: kind for kind, numbers in _REFUSALS.items() for number in numbers}

_SHARING = {32, 33}
"""Windows' ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, which Python gives as EACCES."""


def disk_error(error: OSError, path: Path | str) -> DiskError:
    """What the system refused, as an error of ours about a path."""
    if isinstance(error, DiskError):
        return error
    kind = _BY_NUMBER.get(error.errno or 0, DiskError)
    if getattr(error, "winerror", None) in _SHARING:
        kind = FileBusy
    return kind(path, str(error), error.errno or 0)


class CacheError(KhizanaError):
    """The catalogue or the index is damaged or of another version; rebuilding mends it."""

    reason = "cache"


class WorkStopped(KhizanaError):
    """The process that did long work ended under it; what it had done is kept."""

    reason = "work-stopped"


class ImportFailed(KhizanaError):
    """An annotation or settings file that cannot be taken in."""

    reason = "import-failed"


class Cancelled(KhizanaError):
    """The user stopped the work."""

    reason = "cancelled"


class OutputFailed(KhizanaError):
    """What a command prints could not be written: a full disk, a stream that is closed."""

    reason = "output"
