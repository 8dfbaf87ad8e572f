"""Word documents (DOCX): text with its headings, lists, tables, links, notes and text boxes."""

from __future__ import annotations

from archive_app.extract.runtime.base import ZIP, ExtractorWithImages


class Docx(ExtractorWithImages):
    """The extractor of Word documents."""

    name = "docx"
    version = 2
    media_types = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
    suffixes = (".docx", ".docm", ".dotx")
    reader = "office.wordml.read"

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is Word's: a zip archive with a ``word/`` folder, or named so."""
        if not head.startswith(ZIP):
            return self.by_name(name)
        if b"word/" in head:
            return 0.95
        return 0.9 if self.is_named(name) else 0.6 if b"[Content_Types].xml" in head[:200] else 0.0


EXTRACTORS = (Docx(),)
