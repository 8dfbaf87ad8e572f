"""What an extractor is given: a file's bytes, read once, and the limits it has to keep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from archive_app.core.errors import EmptyFile, LimitExceeded, Unreadable

HEAD = 8192
"""How many bytes of a file `Source.head` gives to those that sniff."""

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an imported file may ask for; beyond it there is `LimitExceeded`.

    ``size`` is a file's in bytes, ``text`` the extracted text's in code points; ``member``
    (bytes), ``total`` (bytes), ``members``, ``ratio`` (unpacked to packed) and ``depth`` (of
    containers in containers, and of nested elements) bound what is unpacked; ``seconds`` and
    ``memory`` (bytes, of the worker; and of two workers together) bound the work on one file.
    """

    size: int = 512 * _MEBIBYTE
    text: int = 20_000_000
    member: int = 256 * _MEBIBYTE
    total: int = 8192 * _MEBIBYTE
    members: int = 1_000_000
    ratio: int = 500
    depth: int = 4
    seconds: float = 60.0
    memory: int = 1536 * _MEBIBYTE


class Source:
    """One file to extract from: its ``path``, the ``name`` it came with, and its bytes.

    The bytes are read once, when they are first asked for. ``data`` may be given for a file
    that has none on disk (a paste, a part of another file); ``path`` then only names it.
    ``refused`` are the kinds of `Repair` that the user does not want for this file.
    """

    def __init__(
        self,
        path: Path,
        *,
        name: str = "",
        limits: Limits | None = None,
        data: bytes | None = None,
        refused: frozenset[str] = frozenset(),
    ) -> None:
        self.path = path
        self.name = name or path.name
        self.limits = limits or Limits()
        self.refused = refused
        if data is not None:
            self.__dict__["data"] = data  # what the cached property would have read
            if not data:
                raise EmptyFile(path)
            if len(data) > self.limits.size:
                raise LimitExceeded(path, f"{len(data)} bytes")

    @cached_property
    def data(self) -> bytes:
        """All bytes of the file.

        Raises `EmptyFile`, `LimitExceeded` (before reading) or `Unreadable`.
        """
        try:
            with self.path.open("rb") as file:
                # One byte more than is allowed: the size on disk is not to be trusted.
                data = file.read(self.limits.size + 1)
        except OSError as error:
            raise Unreadable(self.path, str(error)) from error
        if not data:
            raise EmptyFile(self.path)
        if len(data) > self.limits.size:
            raise LimitExceeded(self.path, f"more than {self.limits.size} bytes")
        return data

    @cached_property
    def head(self) -> bytes:
        """The first `HEAD` bytes, without reading the rest. Raises as `data` does."""
        if "data" in self.__dict__:
            return self.data[:HEAD]
        try:
            with self.path.open("rb") as file:
                head = file.read(HEAD)
        except OSError as error:
            raise Unreadable(self.path, str(error)) from error
        if not head:
            raise EmptyFile(self.path)
        if len(head) < HEAD and len(head) <= self.limits.size:
            self.__dict__["data"] = head  # all there is: it need not be read again
        return head

    def sibling(self, name: str) -> Path | None:
        """The file or folder ``name`` beside this one (``page_files`` of ``page.html``).

        None when there is none, or when ``name`` would lead out of the folder.
        """
        if not name or name in {".", ".."} or "/" in name or "\\" in name or "\0" in name:
            return None
        beside = self.path.parent / name
        try:
            return beside if beside.exists() and not beside.is_symlink() else None
        except OSError:
            return None
