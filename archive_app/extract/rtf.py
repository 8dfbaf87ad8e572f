"""Rich text (RTF), as Word, WordPad, LibreOffice and TextEdit write it."""

from __future__ import annotations

from archive_app.core.model import Extraction
from archive_app.extract.source import Source


class Rtf:
    """The extractor of rich text."""

    name = "rtf"
    version = 1
    media_types = ("application/rtf",)
    suffixes = (".rtf",)

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is rich text, by its first group."""
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
            return 1.0
        return 0.1 if name.lower().endswith(self.suffixes) else 0.0

    def extract(self, source: Source) -> Extraction:
        """The document's text; raises `DamagedFile` for what is no rich text."""
        from archive_app.extract import richtext

        return richtext.read(source, f"{self.name}/{self.version}", self.media_types[0])


EXTRACTORS = (Rtf(),)
