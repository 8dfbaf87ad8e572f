"""OpenDocument texts, packed (ODT) and flat (FODT): text with headings, lists, tables, notes."""

from __future__ import annotations

from archive_app.core.model import Extraction
from archive_app.extract.pictures import checked
from archive_app.extract.source import Source

_ZIP = b"PK\x03\x04"
_TYPE = b"application/vnd.oasis.opendocument.text"


class Odt:
    """The extractor of OpenDocument texts in their zip archive."""

    name = "odt"
    version = 1
    media_types = (_TYPE.decode(),)
    suffixes = (".odt", ".ott")

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is an OpenDocument text: its type stands unpacked at the start."""
        named = name.lower().endswith(self.suffixes)
        if not head.startswith(_ZIP):
            return 0.1 if named else 0.0
        return 1.0 if _TYPE in head[:200] else 0.9 if named else 0.0

    def extract(self, source: Source) -> Extraction:
        """The document's text; raises `DamagedFile`, `EncryptedFile` or `LimitExceeded`."""
        from archive_app.extract import opendocument

        return opendocument.read_packed(source, f"{self.name}/{self.version}", self.media_types[0])

    def image(self, source: Source, name: str) -> bytes:
        """The image ``name`` of the file. Raises `NotFound` where it holds none of that name."""
        from archive_app.extract import opendocument

        return checked(opendocument.image(source, name), source, name)


class Fodt:
    """The extractor of OpenDocument texts that are one XML file."""

    name = "fodt"
    version = 1
    media_types = ("application/vnd.oasis.opendocument.text-flat-xml",)
    suffixes = (".fodt",)

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is a flat OpenDocument text, by its first element."""
        if b"<office:document" in head and _TYPE in head:
            return 0.95
        return 0.1 if name.lower().endswith(self.suffixes) else 0.0

    def extract(self, source: Source) -> Extraction:
        """The document's text; raises `DamagedFile`."""
        from archive_app.extract import opendocument

        return opendocument.read_flat(source, f"{self.name}/{self.version}", self.media_types[0])

    def image(self, source: Source, name: str) -> bytes:
        """The image ``name`` of the file. Raises `NotFound` where it holds none of that name."""
        from archive_app.extract import opendocument

        return checked(opendocument.image(source, name), source, name)


EXTRACTORS = (Odt(), Fodt())
