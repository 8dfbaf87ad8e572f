"""Word documents from before 2007 (DOC)."""

from __future__ import annotations

from archive_app.core.model import Extraction
from archive_app.extract.common import ole
from archive_app.extract.common.source import Source
from archive_app.extract.runtime.base import BaseExtractor

_STREAM = "WordDocument".encode("utf-16-le")


class Doc(BaseExtractor):
    """The extractor of Word 97–2003's documents."""

    name = "doc"
    version = 1
    media_types = ("application/msword",)
    suffixes = (".doc", ".dot")
    reader = "office.word97.read"

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is old Word's: an OLE file named so, or with its stream in the head."""
        if head.startswith(ole.SIGNATURE):
            return 0.95 if self.is_named(name) else 0.9 if _STREAM in head else 0.0
        return self.by_name(name)

    def extract(self, source: Source) -> Extraction:
        """The document's text.

        Raises `EncryptedFile`, `DamagedFile`, or `UnknownFormat` for what is older than Word 97.
        """
        ole.expect(source, "word")
        return super().extract(source)


EXTRACTORS = (Doc(),)
