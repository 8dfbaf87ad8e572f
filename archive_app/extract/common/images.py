"""What may be given out as an article's image: pictures, whatever else a file may hold."""

from __future__ import annotations

from archive_app.core.errors import NotFound
from archive_app.extract.common.source import Source

KINDS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
"""How the images that are given out begin; beside them WebP. Nothing that could hold a script."""


def checked(data: bytes, source: Source, name: str) -> bytes:
    """``data``, the image ``name`` of ``source``. Raises `NotFound` where it is no image."""
    if data.startswith(KINDS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return data
    raise NotFound(source.path, name)
