"""OpenDocument texts, packed (ODT) and flat (FODT): text with headings, lists, tables, notes."""

from __future__ import annotations

from archive_app.extract.runtime.base import ExtractorWithImages

_TYPE = b"application/vnd.oasis.opendocument.text"


class Odt(ExtractorWithImages):
    """The extractor of OpenDocument texts in their zip archive."""

    name = "odt"
    version = 1
    media_types = (_TYPE.decode(),)
    suffixes = (".odt", ".ott")
    reader = "office.opendocument.read_packed"


class Fodt(ExtractorWithImages):
    """The extractor of OpenDocument texts that are one XML file."""

    name = "fodt"
    version = 1
    media_types = ("application/vnd.oasis.opendocument.text-flat-xml",)
    suffixes = (".fodt",)
    reader = "office.opendocument.read_flat"

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is a flat OpenDocument text, by its first element."""
        if b"<office:document" in head and _TYPE in head:
            return 0.95
        return self.by_name(name)


EXTRACTORS = (Odt(), Fodt())
