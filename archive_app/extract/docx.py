"""Word documents (DOCX): text with its headings, lists, tables, links, notes and text boxes."""

from __future__ import annotations

from archive_app.core.model import Extraction
from archive_app.extract.pictures import checked
from archive_app.extract.source import Source

_ZIP = b"PK\x03\x04"


class Docx:
    """The extractor of Word documents."""

    name = "docx"
    version = 1
    media_types = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
    suffixes = (".docx", ".docm", ".dotx")

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is Word's: a zip archive with a ``word/`` folder, or named so."""
        named = name.lower().endswith(self.suffixes)
        if not head.startswith(_ZIP):
            return 0.1 if named else 0.0
        if b"word/" in head:
            return 0.95
        return 0.9 if named else 0.6 if b"[Content_Types].xml" in head[:200] else 0.0

    def extract(self, source: Source) -> Extraction:
        """The document's text; raises `DamagedFile`, `EncryptedFile` or `LimitExceeded`."""
        from archive_app.extract import wordml

        return wordml.read(source, f"{self.name}/{self.version}", self.media_types[0])

    def image(self, source: Source, name: str) -> bytes:
        """The image ``name`` of the file. Raises `NotFound` where it holds none of that name."""
        from archive_app.extract import wordml

        return checked(wordml.image(source, name), source, name)


EXTRACTORS = (Docx(),)
