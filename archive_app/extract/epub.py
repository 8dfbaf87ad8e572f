"""E-books (EPUB 2 and 3), chapter after chapter in the order of reading."""

from __future__ import annotations

from archive_app.core.model import Extraction
from archive_app.extract.pictures import checked
from archive_app.extract.source import Source

_ZIP = b"PK\x03\x04"
_TYPE = b"application/epub+zip"


class Epub:
    """The extractor of e-books."""

    name = "epub"
    version = 1
    media_types = (_TYPE.decode(),)
    suffixes = (".epub",)

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is an e-book: its type stands unpacked at the start."""
        named = name.lower().endswith(self.suffixes)
        if not head.startswith(_ZIP):
            return 0.1 if named else 0.0
        return 1.0 if _TYPE in head[:200] else 0.9 if named else 0.0

    def extract(self, source: Source) -> Extraction:
        """The book's text; raises `DamagedFile`, `EncryptedFile` or `LimitExceeded`."""
        from archive_app.extract import book

        return book.read(source, f"{self.name}/{self.version}", self.media_types[0])

    def image(self, source: Source, name: str) -> bytes:
        """The image ``name`` of the file. Raises `NotFound` where it holds none of that name."""
        from archive_app.extract import book

        return checked(book.image(source, name), source, name)


EXTRACTORS = (Epub(),)
