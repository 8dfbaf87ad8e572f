"""PDF: text in reading order, put back into paragraphs."""

from __future__ import annotations

from archive_app.extract.runtime.base import BaseExtractor


class Pdf(BaseExtractor):
    """The extractor of PDF."""

    name = "pdf"
    version = 2
    media_types = ("application/pdf",)
    suffixes = (".pdf",)
    reader = "pdf.pdftext.read"

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is a PDF: by its mark, within the first kilobyte."""
        at = head[:1024].find(b"%PDF-")
        if at == 0:
            return 1.0
        if at > 0:
            return 0.8
        return self.by_name(name)


EXTRACTORS = (Pdf(),)
