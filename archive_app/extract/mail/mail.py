"""Messages: EML (as every mail program saves them) and MSG (Outlook's)."""

from __future__ import annotations

import re

from archive_app.core.model import Extraction
from archive_app.extract.common import ole
from archive_app.extract.common.source import Source
from archive_app.extract.runtime.base import ExtractorWithImages

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,40}):")
_TELLING = frozenset(
    (b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path",
     b"mime-version", b"delivered-to", b"content-type", b"reply-to")
)  # fmt: skip


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


class Eml(ExtractorWithImages):
    """The extractor of messages in the format of the Internet (RFC 5322, MIME)."""

    name = "eml"
    version = 1
    media_types = ("message/rfc822",)
    suffixes = (".eml",)
    reader = "mail.message.read"

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is a message: by the header fields that it begins with."""
        telling = _telling_fields(head)
        if len(telling) >= 3 or (telling and self.is_named(name)):
            return 0.85
        return self.by_name(name)


class Msg(ExtractorWithImages):
    """The extractor of Outlook's messages, and of what else lies in an OLE file."""

    name = "msg"
    version = 1
    media_types = ("application/vnd.ms-outlook",)
    suffixes = (".msg",)
    reader = "mail.outlook.read"

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is Outlook's: by the mark of OLE, which old Word files bear as well."""
        if head.startswith(ole.SIGNATURE):
            return 0.9 if self.is_named(name) else 0.5
        return self.by_name(name)

    def extract(self, source: Source) -> Extraction:
        """The message's body, its attachments as parts.

        Raises `EncryptedFile` for an Office document under a password, `UnknownFormat` for an
        old Word file and the like, `DamagedFile`.
        """
        ole.expect(source, "message")
        return super().extract(source)


EXTRACTORS = (Eml(), Msg())
