"""Messages: EML (as every mail program saves them) and MSG (Outlook's)."""

from __future__ import annotations

import re

from archive_app.core.errors import EncryptedFile, UnknownFormat
from archive_app.core.model import Extraction
from archive_app.extract.pictures import checked
from archive_app.extract.source import Source

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,40}):")
_TELLING = frozenset(
    (b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path",
     b"mime-version", b"delivered-to", b"content-type", b"reply-to")
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _telling_fields(head: bytes) -> set[bytes]:
    """The fields of a message that the bytes begin with; none where they begin otherwise."""
    found: set[bytes] = set()
    for number, line in enumerate(head.removeprefix(b"\xef\xbb\xbf").splitlines()):
        if not line:
            break
        if line[:1] in b" \t" or (not number and line.startswith(b"From ")):
            continue
        field = _FIELD.match(line)
        if field is None:
            return set() if number < 3 else found & _TELLING
        found.add(field[1].lower())
    return found & _TELLING


class Eml:
    """The extractor of messages in the format of the Internet (RFC 5322, MIME)."""

    name = "eml"
    version = 1
    media_types = ("message/rfc822",)
    suffixes = (".eml",)

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is a message: by the header fields that it begins with."""
        named = name.lower().endswith(self.suffixes)
        telling = _telling_fields(head)
        if len(telling) >= 3 or (named and telling):
            return 0.85
        return 0.1 if named else 0.0

    def extract(self, source: Source) -> Extraction:
        """The message's body, its attachments as parts; raises `DamagedFile`."""
        from archive_app.extract import message

        return message.read(source, f"{self.name}/{self.version}", self.media_types[0])

    def image(self, source: Source, name: str) -> bytes:
        """The image ``name`` of the file. Raises `NotFound` where it holds none of that name."""
        from archive_app.extract import message

        return checked(message.image(source, name), source, name)


class Msg:
    """The extractor of Outlook's messages, and of what else lies in an OLE file."""

    name = "msg"
    version = 1
    media_types = ("application/vnd.ms-outlook",)
    suffixes = (".msg",)

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is Outlook's: by the mark of OLE, which old Word files bear as well."""
        named = name.lower().endswith(self.suffixes)
        if head.startswith(_OLE):
            return 0.9 if named else 0.5
        return 0.1 if named else 0.0

    def extract(self, source: Source) -> Extraction:
        """The message's body, its attachments as parts.

        Raises `EncryptedFile` for an Office document under a password, `UnknownFormat` for an
        old Word file and the like, `DamagedFile`.
        """
        from archive_app.extract import outlook

        kind = outlook.kind_of(source)
        if kind == "encrypted":
            raise EncryptedFile(source.path)
        if kind != "message":
            raise UnknownFormat(source.path, f"OLE: {kind}")
        return outlook.read(source, f"{self.name}/{self.version}", self.media_types[0])

    def image(self, source: Source, name: str) -> bytes:
        """The image ``name`` of the file. Raises `NotFound` where it holds none of that name."""
        from archive_app.extract import outlook

        return checked(outlook.image(source, name), source, name)


EXTRACTORS = (Eml(), Msg())
