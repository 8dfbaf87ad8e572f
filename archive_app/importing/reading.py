"""What a worker makes of one file: its hash, its words, and the hash of its words.

All that costs time and needs nothing but the file is done here, in the worker; the parent
process only stores.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from archive_app.core.errors import EmptyFile, ExtractError, LimitExceeded, Unreadable
from archive_app.core.model import Extraction
from archive_app.extract.source import Source
from archive_app.text.tokens import words

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Read:
    """The SHA-256 (hex) and size of a file, and, of its text, the folded words joined by blanks,
    the SHA-256 (hex), and a digest of the words that is the same for the same text in another
    format or with other line breaks (0: too few words to tell)."""

    sha256: str
    size: int
    words: str = ""
    text_hash: str = ""
    likeness: int = 0


FEWEST = 20
"""Texts of fewer words are not called likely duplicates of each other."""


def finish(source: Source, outcome: Extraction | ExtractError) -> Read:
    """The worker's last step with each file. Raises `Unreadable` where it cannot be hashed."""
    try:
        sha256, size = hashlib.sha256(source.data).hexdigest(), len(source.data)
    except EmptyFile:
        sha256, size = hashlib.sha256(b"").hexdigest(), 0
    except LimitExceeded:
        sha256, size = file_hash(source.path)
    if not isinstance(outcome, Extraction):
        return Read(sha256, size)
    joined = " ".join(words(outcome.text))
    digest = hashlib.blake2b(joined.encode(), digest_size=8).digest()
    return Read(
        sha256,
        size,
        joined,
        hashlib.sha256(outcome.text.encode("utf-8", "surrogatepass")).hexdigest(),
        int.from_bytes(digest, "little") >> 1 if joined.count(" ") >= FEWEST else 0,
    )


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
