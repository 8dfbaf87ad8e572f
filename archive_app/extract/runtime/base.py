"""What the extractors of structured formats share.

An extractor itself only sniffs, so that it costs nothing to have many; what reads the format, and
the libraries it needs, are imported with the first file of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from archive_app.core.model import Extraction
from archive_app.extract.common.images import checked
from archive_app.extract.common.source import Source

ZIP = b"PK\x03\x04"


class BaseExtractor:
    """An extractor that is read by the function ``reader`` (``module.function``, of this package),
    which takes the source, the stamp ``name/version``, and the media type."""

    name = ""
    version = 1
    media_types: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    reader = ""

    def is_named(self, name: str) -> bool:
        """Whether a file's name has one of the format's suffixes."""
        return name.lower().endswith(self.suffixes)

    def by_name(self, name: str) -> float:
        """The score of a file of which nothing but the name speaks for the format."""
        return 0.1 if self.is_named(name) else 0.0

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is the format: a zip archive that begins with its media type, unpacked."""
        if not head.startswith(ZIP):
            return self.by_name(name)
        if self.media_types[0].encode() in head[:200]:
            return 1.0
        return 0.9 if self.is_named(name) else 0.0

    def extract(self, source: Source) -> Extraction:
        """The document's text; raises the `ExtractError` that the reader raises."""
        module, _, function = self.reader.rpartition(".")
        read: Any = getattr(import_module(f"archive_app.extract.{module}"), function)
        found: Extraction = read(source, f"{self.name}/{self.version}", self.media_types[0])
        return found


class ExtractorWithImages(BaseExtractor):
    """An extractor of a format whose files hold images: its reader's module has ``image``."""

    def image(self, source: Source, name: str) -> bytes:
        """The image ``name`` of the file. Raises `NotFound` where it holds none of that name."""
        module = import_module(f"archive_app.extract.{self.reader.rpartition('.')[0]}")
        return checked(module.image(source, name), source, name)
