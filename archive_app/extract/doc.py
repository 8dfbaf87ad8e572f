"""Word documents from before 2007 (DOC)."""

from __future__ import annotations

from archive_app.core.errors import EncryptedFile, UnknownFormat
from archive_app.core.model import Extraction
from archive_app.extract.source import Source

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM = "WordDocument".encode("utf-16-le")


class Doc:
    """The extractor of Word 97–2003's documents."""

    name = "doc"
    version = 1
    media_types = ("application/msword",)
    suffixes = (".doc", ".dot")

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is old Word's: an OLE file named so, or with its stream in the head."""
        named = name.lower().endswith(self.suffixes)
        if head.startswith(_OLE):
            return 0.95 if named else 0.9 if _STREAM in head else 0.0
        return 0.1 if named else 0.0

    def extract(self, source: Source) -> Extraction:
        """The document's text.

        Raises `EncryptedFile`, `DamagedFile`, or `UnknownFormat` for what is older than Word 97.
        """
        from archive_app.extract import outlook, word97

        kind = outlook.kind_of(source)
        if kind == "encrypted":
            raise EncryptedFile(source.path)
        if kind != "word":
            raise UnknownFormat(source.path, f"OLE: {kind}")
        return word97.read(source, f"{self.name}/{self.version}", self.media_types[0])


EXTRACTORS = (Doc(),)
