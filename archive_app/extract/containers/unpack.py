"""Files of files: zip, tar, WARC, mailboxes, exports with many records; each member becomes an
article.

Nothing that a container says of itself is believed: sizes are counted as they stream, names
are only names, links are passed over, and limits on members, bytes and ratio hold for what
comes out. A member that breaks a limit, or cannot be read, is a `Failure`; the others come.
"""

from __future__ import annotations

import io
import os
import posixpath
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from archive_app.core.errors import DamagedFile, LimitExceeded, Unreadable
from archive_app.core.model import Failure, Part
from archive_app.extract.common.source import Limits
from archive_app.extract.containers import mailbox, tabular

_TAR = re.compile(r"\.(tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz|zst))$", re.IGNORECASE)
_WARC = re.compile(r"\.warc(\.gz)?$", re.IGNORECASE)
_CHUNK = 1 << 16
_SMALL = 4 << 20
"""Bytes that a member may unpack to whatever its ratio."""

# What a document that is a zip inside holds first or always; those are formats, not containers.
_DOCUMENT_MEMBERS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/manifest.xml"})
_IGNORED = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.IGNORECASE)


def is_container(path: Path, name: str = "", *, guess: bool = False) -> bool:
    """Whether the file's members are to be articles, not the file itself.

    Its name says what it may be, its content what it is; with ``guess`` the name is not asked
    (for a file that nothing else reads). Never raises.
    """
    return bool(_kind(path, name or path.name, guess=guess))


_TYPES = {
    "zip": "application/zip",
    "tar": "application/x-tar",
    "warc": "application/warc",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "mbox": "application/mbox",
}


def container_type(path: Path, name: str = "") -> str:
    """The media type of a container, ``""`` for a file that is none. Never raises."""
    return _TYPES.get(_kind(path, name or path.name, guess=True), "")


def unpack(path: Path, limits: Limits, *, name: str = "") -> Iterator[Part | Failure]:
    """The members of a container, one at a time, in its order; names are as it gives them.

    Raises `DamagedFile`, `Unreadable` or `LimitExceeded` where the container as a whole breaks.
    """
    kind = _kind(path, name or path.name, guess=True)
    try:
        if kind == "zip":
            yield from _limited(_zip(path, limits), path, limits)
        elif kind == "tar":
            yield from _limited(_tar(path, limits), path, limits)
        elif kind == "warc":
            from archive_app.extract.containers import warc

            yield from _limited(warc.records(path, limits), path, limits)
        elif kind == "mbox":
            yield from _limited(mailbox.messages(path, limits), path, limits)
        elif kind:
            yield from _limited(tabular.records(path, kind, limits), path, limits)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, ValueError) as error:
        raise DamagedFile(path, str(error)) from error
    except OSError as error:
        raise Unreadable(path, str(error)) from error
    except RecursionError as error:
        raise LimitExceeded(path, "nested too deeply") from error


def _kind(path: Path, name: str, *, guess: bool) -> str:
    """``zip``, ``tar``, ``warc``, ``mbox``, ``json``, ``jsonl``, ``csv``, or ``""``."""
    lowered = name.lower()
    try:
        head = _head(path)
    except OSError:
        return ""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip" if _is_plain_zip(path, lowered) else ""
    if _WARC.search(lowered) or head.startswith(b"WARC/"):
        from archive_app.extract.containers import warc

        return "warc" if warc.is_collection(path) else ""
    packed = head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ"))
    if head[257:262] == b"ustar" or (packed and (guess or _TAR.search(lowered))):
        return "tar" if tarfile.is_tarfile(path) else ""
    if _TAR.search(lowered):
        return "tar" if tarfile.is_tarfile(path) else ""
    if lowered.endswith((".json", ".jsonl", ".ndjson", ".geojson", ".csv", ".tsv")):
        return tabular.kind(path, lowered)
    if head.startswith(b"From "):
        try:
            return "mbox" if mailbox.is_mailbox(path, head, lowered) else ""
        except OSError:
            return ""
    return ""


def _head(path: Path) -> bytes:
    """A file's first bytes, without the machinery of a file object: every import begins so."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(handle, 4096)
    finally:
        os.close(handle)


def _is_plain_zip(path: Path, lowered: str) -> bool:
    """Whether a zip is just that, and not a document or an application in its clothes."""
    if lowered.endswith((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".epub", ".jar", ".apk")):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return lowered.endswith(".zip")
    if lowered.endswith(".zip"):
        return not ("[Content_Types].xml" in names or (names[:1] == ["mimetype"]))
    return not _DOCUMENT_MEMBERS.intersection(names)


def _limited(
    members: Iterator[Part | Failure], path: Path, limits: Limits
) -> Iterator[Part | Failure]:
    """The members, up to the limits on their number and their bytes together."""
    total = 0
    for count, member in enumerate(members):
        if count >= limits.members:
            raise LimitExceeded(path, f"more than {limits.members} members")
        if isinstance(member, Part):
            total += len(member.data)
            if total > limits.total:
                raise LimitExceeded(path, f"more than {limits.total} bytes inside")
        yield member


def read_limited(stream: IO[bytes], limit: int, packed: int = 0, ratio: int = 0) -> bytes | None:
    """All of a stream, or None where it holds more than ``limit`` bytes, or more than ``ratio``
    times the ``packed`` ones (small ones aside). Reads no further than it must to know."""
    if packed and ratio:
        limit = min(limit, max(_SMALL, packed * ratio))
    data = io.BytesIO()  # which grows in place, where pieces would have to be joined
    while piece := stream.read(_CHUNK):
        if data.tell() + len(piece) > limit:
            return None
        data.write(piece)
    return data.getvalue()


def member_name(name: str) -> str:
    """A member's name as a relative path without ``..``, drives and the like, for the report.

    The file's own name is its last part; it is made safe when it is stored.
    """
    parts = [part for part in re.split(r"[/\\]", name) if part not in {"", ".", ".."}]
    return posixpath.join(*parts) if parts else "unnamed"


def _zip(path: Path, limits: Limits) -> Iterator[Part | Failure]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir() or _IGNORED.search(info.filename):
                continue
            name = member_name(_zip_name(info))
            if (info.external_attr >> 16) & 0o170000 == 0o120000:
                yield Failure(name, "unknown-format", "a link")
                continue
            if info.flag_bits & 0x1:
                yield Failure(name, "encrypted")
                continue
            try:
                with archive.open(info) as stream:
                    data = read_limited(
                        stream, limits.member, max(1, info.compress_size), limits.ratio
                    )
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
                yield Failure(name, "damaged", str(error))
                continue
            except (NotImplementedError, RuntimeError) as error:
                yield Failure(name, "unreadable-format", str(error))
                continue
            if data is None:
                yield Failure(name, "limit", "it unpacks to more than is allowed")
            else:
                yield Part(name, data)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A member's name: UTF-8 where it says so, else as Arabic Windows and old tools wrote it."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp720", "cp1256"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or any("\u0621" <= char <= "\u064a" for char in text):
            return text
    return info.filename


def _tar(path: Path, limits: Limits) -> Iterator[Part | Failure]:
    packed = path.stat().st_size
    unpacked = 0
    with tarfile.open(path, "r:*") as archive:
        for info in archive:
            if info.isdir() or _IGNORED.search(info.name):
                continue
            name = member_name(info.name.encode("utf-8", "replace").decode("utf-8"))
            if not info.isreg():
                yield Failure(name, "unknown-format", "a link or a device")
                continue
            stream = archive.extractfile(info)
            data = read_limited(stream, limits.member) if stream else None
            if data is None:
                yield Failure(name, "limit", "it unpacks to more than is allowed")
                continue
            unpacked += len(data)
            if unpacked > max(_SMALL, packed * limits.ratio):
                raise LimitExceeded(path, "it unpacks to more than is allowed")
            yield Part(name, data)
