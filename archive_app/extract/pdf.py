"""PDF: text in reading order, put back into paragraphs."""

from __future__ import annotations

from archive_app.core.model import Extraction
from archive_app.extract.source import Source


class Pdf:
    """The extractor of PDF."""

    name = "pdf"
    version = 1
    media_types = ("application/pdf",)
    suffixes = (".pdf",)

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is a PDF: by its mark, within the first kilobyte."""
        at = head[:1024].find(b"%PDF-")
        if at == 0:
            return 1.0
        if at > 0:
            return 0.8
        return 0.1 if name.lower().endswith(self.suffixes) else 0.0

    def extract(self, source: Source) -> Extraction:
        """The document's text. Raises `DamagedFile` or `EncryptedFile`.

        A document of images alone gives no text, and the warnings ``no-text`` and ``scanned``.
        """
        from archive_app.extract import pdftext

        return pdftext.read(source, f"{self.name}/{self.version}", self.media_types[0])


EXTRACTORS = (Pdf(),)
