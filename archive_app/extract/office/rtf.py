"""Rich text (RTF), as Word, WordPad, LibreOffice and TextEdit write it."""

from __future__ import annotations

from archive_app.extract.runtime.base import BaseExtractor


class Rtf(BaseExtractor):
    """The extractor of rich text."""

    name = "rtf"
    version = 1
    media_types = ("application/rtf",)
    suffixes = (".rtf",)
    reader = "office.richtext.read"

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is rich text, by its first group."""
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
            return 1.0
        return self.by_name(name)


EXTRACTORS = (Rtf(),)
