"""Every error that Khizana raises on purpose, as one tree.

::

    KhizanaError
    ├── ArchiveError            the archive folder as a whole
    │   ├── NotAnArchive        no archive there (and none was to be made)
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
    ├── CacheError              catalogue or index damaged or of another version; rebuild
    ├── ImportFailed            an annotation or settings file that cannot be taken in
    └── Cancelled               the user stopped it

Each carries the path it is about and a *reason*: a short stable key (``"empty"``) that the
fronts translate into one sentence, and a detail for the log.
"""

from __future__ import annotations

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


class CacheError(KhizanaError):
    """The catalogue or the index is damaged or of another version; rebuilding mends it."""

    reason = "cache"


class ImportFailed(KhizanaError):
    """An annotation or settings file that cannot be taken in."""

    reason = "import-failed"


class Cancelled(KhizanaError):
    """The user stopped the work."""

    reason = "cancelled"
