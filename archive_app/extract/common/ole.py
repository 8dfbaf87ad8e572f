"""Files that hold files, as Microsoft's old programs write them (OLE, MS-CFB): what one is."""

from __future__ import annotations

import io
import struct
from typing import Any, Literal

from archive_app.core.errors import DamagedFile, EncryptedFile, UnknownFormat
from archive_app.extract.common.source import Source

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How such a file begins."""


def open_ole(source: Source) -> Any:
    """The file, opened by olefile; to be closed. Raises `DamagedFile`."""
    import olefile

    try:
        return olefile.OleFileIO(io.BytesIO(source.data))
    except (OSError, ValueError, IndexError, struct.error, TypeError) as error:
        raise DamagedFile(source.path, str(error)) from error


def expect(source: Source, kind: Literal["message", "word"]) -> None:
    """Make sure what lies in an OLE file.

    Raises `EncryptedFile` for an Office document under a password, `UnknownFormat` for what is
    of another kind, `DamagedFile`.
    """
    found = _kind_of(source)
    if found == "encrypted":
        raise EncryptedFile(source.path)
    if found != kind:
        raise UnknownFormat(source.path, f"OLE: {found}")


def _kind_of(source: Source) -> Literal["message", "encrypted", "word", "other"]:
    ole = open_ole(source)
    try:
        names = {"/".join(path) for path in ole.listdir()}
    finally:
        ole.close()
    if "EncryptedPackage" in names:
        return "encrypted"
    if any(name.startswith("__properties_version1.0") for name in names):
        return "message"
    return "word" if "WordDocument" in names else "other"
