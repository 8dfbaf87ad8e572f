"""Files that hold files, as Microsoft's old programs write them (OLE, MS-CFB): what one is."""

from __future__ import annotations

import io
import struct
from typing import Any, Literal

from archive_app.core.errors import DamagedFile
from archive_app.extract.building.source import Source


def open_ole(source: Source) -> Any:
    """The file, opened by olefile; to be closed. Raises `DamagedFile`."""
    import olefile

    try:
        return olefile.OleFileIO(io.BytesIO(source.data))
    except (OSError, ValueError, IndexError, struct.error, TypeError) as error:
        raise DamagedFile(source.path, str(error)) from error


def kind_of(source: Source) -> Literal["message", "encrypted", "word", "other"]:
    """What lies in an OLE file. Raises `DamagedFile`."""
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
