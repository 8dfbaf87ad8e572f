"""Bytes in, text and metadata out: one module a format family, chosen by `registry`."""

from __future__ import annotations

from pathlib import Path

from archive_app.core.errors import ExtractError
from archive_app.core.model import Extraction
from archive_app.extract.registry import choose, extract_from, media_type
from archive_app.extract.source import Limits, Source

__all__ = ["Limits", "Source", "extract", "identify"]


def identify(path: Path) -> str:
    """The media type of the file, by its content first and its name second; ``""`` unknown.

    Never raises: a file that cannot be opened is of no known type.
    """
    try:
        head = Source(path).head
    except ExtractError:
        return ""
    extractor = choose(head, path.name)
    return media_type(extractor, path.name) if extractor else ""


def extract(path: Path, *, name: str = "", limits: Limits | None = None) -> Extraction:
    """Extract the file in this process. ``name`` is the name it came with, if another.

    Raises a subclass of `ExtractError`.
    """
    return extract_from(Source(path, name=name, limits=limits))
