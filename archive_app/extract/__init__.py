"""Bytes in, text and metadata out: one module a format family, chosen by `registry`."""

from __future__ import annotations

from pathlib import Path

from archive_app.core.errors import ExtractError, NotFound
from archive_app.core.model import Extraction
from archive_app.extract.common.source import Limits, Source
from archive_app.extract.containers.unpack import container_type, is_container, unpack
from archive_app.extract.runtime.pool import ExtractionPool, Job, Outcome
from archive_app.extract.runtime.registry import choose, extract_from, media_type, present
from archive_app.extract.runtime.worker import Finish, Replaced, attempt

__all__ = [
    "ExtractionPool",
    "Finish",
    "Job",
    "Limits",
    "Outcome",
    "Replaced",
    "Source",
    "attempt",
    "container_type",
    "extract",
    "identify",
    "images",
    "is_container",
    "present",
    "unpack",
]


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


def images(path: Path, name: str) -> bytes:
    """An image of an article from its own file; ``name`` is the `Block.name` of its block.

    An extractor whose files hold images has a method ``image(source, name) -> bytes``.
    Raises `NotFound` where there is no such image, or an `ExtractError`.
    """
    source = Source(path)
    extractor = choose(source.head, path.name)
    reader = getattr(extractor, "image", None)
    if reader is None:
        raise NotFound(path, name)
    data: bytes = reader(source, name)
    return data
