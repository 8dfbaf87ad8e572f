"""What a worker makes of one file: a copy, its hash, its words, and the hash of its words.

All that costs time and needs nothing but the file is done here, in the worker; the parent
process only stores.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from dataclasses import dataclass, replace
from pathlib import Path

from archive_app.core import disk
from archive_app.core.errors import DiskError, EmptyFile, ExtractError, LimitExceeded, Unreadable
from archive_app.core.model import Extraction
from archive_app.extract import Replaced, Source
from archive_app.search.catalogue import Packed, pack
from archive_app.text.tokens import words

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Read:
    """The SHA-256 (hex) and size of a file, and, of its text, the folded words joined by blanks,
    the SHA-256 (hex), and a digest of the words that is the same for the same text in another
    format or with other line breaks (0: too few words to tell). ``copy`` is where the very
    bytes that were read and hashed lie on the archive's disk, ready to be moved to their place;
    empty where there is no copy. ``packed`` is the text as the catalogue keeps it, None where
    nothing of it can be seen."""

    sha256: str
    size: int
    words: str = ""
    text_hash: str = ""
    words_digest: int = 0
    copy: str = ""
    packed: Packed | None = None


@dataclass(frozen=True, slots=True)
class CopyTo:
    """Where workers put copies: the ``folder``, and the ``archive`` whose files need none."""

    folder: str
    archive: str


_numbers = itertools.count()

FEWEST = 20
"""Texts of fewer words are not called likely duplicates of each other."""


def finish(
    source: Source, outcome: Extraction | ExtractError, copies: CopyTo | None = None
) -> Read | Replaced:
    """The worker's last step with each file. Raises `Unreadable` where it cannot be hashed.

    With ``copies`` the file is copied there, unless it lies in the archive already. An extraction
    goes on without its text and structure, which travel in `Read.packed`.
    """
    copy = ""
    try:
        data = source.data
        sha256, size = hashlib.sha256(data).hexdigest(), len(data)
        if copies is not None and not str(source.path).startswith(copies.archive + os.sep):
            copy = _copy(data, copies.folder)
    except EmptyFile:
        sha256, size = hashlib.sha256(b"").hexdigest(), 0
    except LimitExceeded:
        sha256, size = file_hash(source.path)
    if not isinstance(outcome, Extraction):
        return Read(sha256, size, copy=copy)
    joined = " ".join(words(outcome.text))
    digest = hashlib.blake2b(joined.encode(), digest_size=8).digest()
    text = outcome.text
    read = Read(
        sha256,
        size,
        joined,
        hashlib.sha256(outcome.text.encode("utf-8", "surrogatepass")).hexdigest(),
        int.from_bytes(digest, "little") >> 1 if joined.count(" ") >= FEWEST else 0,
        copy,
        pack(text, outcome) if text.strip() else None,
    )
    return Replaced(replace(outcome, text="", blocks=(), links=(), styles=()), read)


def _copy(data: bytes, folder: str) -> str:
    """Write the bytes to a new file in the folder; ``""`` where that fails (the parent will say
    why, when it tries)."""
    path = os.path.join(folder, f"{os.getpid()}-{next(_numbers)}")  # noqa: PTH118 - hot
    try:
        disk.write_new(path, data)
    except DiskError:
        return ""
    return path


def file_hash(path: Path) -> tuple[str, int]:
    """The SHA-256 (hex) and the size of a file of any size. Raises `Unreadable`."""
    digest = hashlib.sha256()
    size = 0
    try:
        with path.open("rb") as file:
            while data := file.read(_CHUNK):
                digest.update(data)
                size += len(data)
    except OSError as error:
        raise Unreadable(path, str(error)) from error
    return digest.hexdigest(), size
