"""Reads Outlook's messages (MS-OXMSG): properties as streams in an OLE file."""

from __future__ import annotations

import hashlib
import struct
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from archive_app.core.errors import LimitExceeded, NotFound
from archive_app.core.model import DateCandidate, Extraction, Metadata, Part, Repair
from archive_app.extract.common.builder import TextBuilder, squeeze
from archive_app.extract.common.encodings import decode
from archive_app.extract.common.finishing import finish
from archive_app.extract.common.ole import open_ole
from archive_app.extract.common.source import Source
from archive_app.extract.mail.message import safe_name, write_html, write_plain

_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_SENDER, _SENT_FOR, _ADDRESS = "0C1A", "0042", "0C1F"
_LONG_NAME, _SHORT_NAME, _DATA, _CONTENT_ID = "3707", "3704", "3701", "3712"
_SENT, _DELIVERED, _CODE_PAGE = 0x0039, 0x0E06, 0x3FFD
_ATTACHMENT = "__attach_version1.0_"
_MESSAGE = "__substg1.0_3701000D/"
"""The folder of an attachment that is a message itself (MS-OXMSG, 2.2.2.1)."""
_DEEP = 4
"""Messages in messages that are taken out."""
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


class _Message:
    """A message's properties and attachments."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.ole = open_ole(source)
        self.entries = {"/".join(path): path for path in self.ole.listdir()}
        self.fixed = self._fixed_properties()
        number = (
            struct.unpack("<i", self.fixed[_CODE_PAGE][:4])[0] if _CODE_PAGE in self.fixed else 0
        )
        self.code_page = f"cp{number}" if number not in {0, 65001} else "utf-8"

    def stream(self, name: str) -> bytes:
        """A stream's bytes; empty where it is missing or broken."""
        path = self.entries.get(name)
        if path is None:
            return b""
        try:
            if self.ole.get_size(path) > self.source.limits.member:
                raise LimitExceeded(self.source.path, name)
            return bytes(self.ole.openstream(path).read())
        except (OSError, ValueError, IndexError, struct.error, TypeError):
            return b""

    def text(self, tag: str, folder: str = "") -> str:
        """A property of text, in Unicode or in the message's code page."""
        name = f"{folder}__substg1.0_{tag}"
        wide = self.stream(f"{name}001F")
        if wide:
            return squeeze(wide.decode("utf-16-le", "replace").rstrip("\0"))
        narrow = self.stream(f"{name}001E").rstrip(b"\0")
        return squeeze(decode(narrow, hint=self.code_page).text) if narrow.strip() else ""

    def _fixed_properties(self, folder: str = "") -> dict[int, bytes]:
        data = self.stream(f"{folder}__properties_version1.0")
        found = {}
        for at in range(24 if folder else 32, len(data) - 15, 16):
            _, tag = struct.unpack_from("<HH", data, at)
            found[tag] = data[at + 8 : at + 16]
        return found

    def date_in(self, folder: str = "") -> datetime | None:
        """When the message was sent, or else delivered; None where it does not say."""
        fixed = self._fixed_properties(folder) if folder else self.fixed
        for tag in (_SENT, _DELIVERED):
            ticks = struct.unpack("<Q", fixed[tag])[0] if tag in fixed else 0
            with suppress(OverflowError):
                if ticks:
                    return _EPOCH + timedelta(microseconds=ticks // 10)
        return None

    def attachments(self, folder: str = "") -> list[str]:
        """The folders of the attachments, with their slash; of the message in ``folder``, which
        may be an attachment itself."""
        start = folder + _ATTACHMENT
        return sorted(
            {
                f"{folder}{name[len(folder) :].split('/')[0]}/"
                for name in self.entries
                if name.startswith(start)
            }
        )


def read(source: Source, stamp: str, media_type: str) -> Extraction:
    """The extraction of an Outlook message."""
    message = _Message(source)
    try:
        return _read(message, source, stamp, media_type)
    finally:
        message.ole.close()


def _read(message: _Message, source: Source, stamp: str, media_type: str) -> Extraction:
    subject = message.text(_SUBJECT)
    builder = TextBuilder()
    if subject:
        builder.text(subject)
        builder.flush("heading", 1)
    repairs: list[Repair] = []
    rich = message.stream(f"__substg1.0_{_HTML}0102")
    if not rich and (wide := message.stream(f"__substg1.0_{_HTML}001F")):
        rich = wide.decode("utf-16-le", "replace").encode("utf-8")
    held = _images(message)
    if rich:
        write_html(builder, rich, "", lambda address: address if address in held else "", repairs)
    if builder.length <= len(subject):
        wide = message.stream(f"__substg1.0_{_BODY}001F")
        narrow = message.stream(f"__substg1.0_{_BODY}001E").rstrip(b"\0")
        body = wide.decode("utf-16-le", "replace").rstrip("\0").encode("utf-8") if wide else narrow
        write_plain(builder, body, "utf-8" if wide else message.code_page, repairs)
    if builder.length <= len(subject):
        _write_rtf(message, builder, source)
    sender = message.text(_SENT_FOR) or message.text(_SENDER) or message.text(_ADDRESS)
    sent = message.date_in()
    date = sent.date().isoformat() if sent else ""
    return finish(
        source,
        builder,
        stamp=stamp,
        media_type=media_type,
        known=Metadata(
            title=subject,
            creator=(sender,) if sender else (),
            date=date,
            dates=(DateCandidate(date, "meta", 0.9, date),) if date else (),
        ),
        repairs=repairs,
        parts=_parts(message),
    )


def _write_rtf(message: _Message, builder: TextBuilder, source: Source) -> None:
    """Write the body that is only there as compressed rich text."""
    from archive_app.extract.office.richtext import paragraphs_of

    packed = message.stream(f"__substg1.0_{_RTF}0102")
    for paragraph in paragraphs_of(unpack_rtf(packed), source) if packed else ():
        builder.text(paragraph)
        builder.flush()


_PRELOAD = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""The dictionary that compressed rich text begins with (MS-OXRTFCP, 2.1.3.1)."""


def unpack_rtf(data: bytes) -> bytes:
    """Compressed rich text (MS-OXRTFCP), unpacked; empty where it is broken."""
    if len(data) < 16:
        return b""
    _, size, kind, _ = struct.unpack_from("<IIII", data)
    if kind == 0x414C454D:  # MELA: not compressed
        return data[16 : 16 + size]
    if kind != 0x75465A4C:  # LZFu
        return b""
    window = bytearray(_PRELOAD.ljust(4096, b"\0"))
    write = len(_PRELOAD)
    out = bytearray()
    at = 16
    while at < len(data) and len(out) <= size:
        control = data[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 2 > len(data):
                    return bytes(out)
                token = data[at] << 8 | data[at + 1]
                at += 2
                offset, length = token >> 4, (token & 0xF) + 2
                if offset == write:
                    return bytes(out)
                for step in range(length):
                    byte = window[(offset + step) % 4096]
                    out.append(byte)
                    window[write] = byte
                    write = (write + 1) % 4096
            else:
                if at >= len(data):
                    return bytes(out)
                out.append(data[at])
                window[write] = data[at]
                write = (write + 1) % 4096
                at += 1
    return bytes(out)


def _parts(message: _Message, inside: str = "", depth: int = 0) -> list[Part]:
    """The attachments of a message; a message among them as the Internet's format has it (EML),
    for it has no bytes of its own that could stand alone."""
    parts = []
    held = _images(message)
    for folder in message.attachments(inside):
        name = message.text(_LONG_NAME, folder) or message.text(_SHORT_NAME, folder)
        if any(entry.startswith(f"{folder}{_MESSAGE}") for entry in message.entries):
            if depth < _DEEP:
                mail = _as_mail(message, f"{folder}{_MESSAGE}", depth + 1)
                subject = message.text(_SUBJECT, f"{folder}{_MESSAGE}") or name
                parts.append(Part(safe_name(f"{subject}.eml"), mail, "attachment"))
            continue
        data = message.stream(f"{folder}__substg1.0_{_DATA}0102")
        if data and f"cid:{message.text(_CONTENT_ID, folder)}" not in held:
            parts.append(Part(safe_name(name or "attachment", ".bin"), data, "attachment"))
    return parts


def _as_mail(message: _Message, folder: str, depth: int) -> bytes:
    """The message in ``folder``, an attachment, as an EML file."""
    mail = EmailMessage()
    sender = message.text(_SENT_FOR, folder) or message.text(_SENDER, folder)
    date = message.date_in(folder)
    for name, value in (
        ("Subject", message.text(_SUBJECT, folder)),
        ("From", formataddr((sender, message.text(_ADDRESS, folder))) if sender else ""),
        ("Date", format_datetime(date) if date else ""),
    ):
        if value:
            mail.add_header(name, value)
    wide = message.stream(f"{folder}__substg1.0_{_BODY}001F")
    narrow = message.stream(f"{folder}__substg1.0_{_BODY}001E").rstrip(b"\0")
    text = wide.decode("utf-16-le", "replace").rstrip("\0") if wide else ""
    if not text and narrow:
        text = decode(narrow, hint=message.code_page).text
    if not text and (packed := message.stream(f"{folder}__substg1.0_{_RTF}0102")):
        from archive_app.extract.office.richtext import paragraphs_of

        text = "\n\n".join(paragraphs_of(unpack_rtf(packed), message.source))
    mail.set_content(text)
    if rich := message.stream(f"{folder}__substg1.0_{_HTML}0102"):
        mail.add_alternative(decode(rich).text, subtype="html")
    for part in _parts(message, folder, depth):
        mail.add_attachment(part.data, "application", "octet-stream", filename=part.name)
    # The same message gives the same bytes each time, so that a twin is known by them.
    mark = hashlib.sha256(f"{folder}{text}".encode()).hexdigest()[:24]
    for number, one in enumerate(mail.walk()):
        if one.is_multipart():
            one.set_boundary(f"={mark}-{number}=")
    return bytes(mail)


def _images(message: _Message) -> dict[str, str]:
    """From ``cid:`` addresses to the folders of the images that the body shows."""
    return {
        f"cid:{number}": folder
        for folder in message.attachments()
        if (number := message.text(_CONTENT_ID, folder))
        and message.text(_LONG_NAME, folder)
        .lower()
        .endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"))
    }


def image(source: Source, name: str) -> bytes:
    """The bytes of the image ``name`` of a message. Raises `NotFound`."""
    message = _Message(source)
    try:
        folder = _images(message).get(name)
        data = message.stream(f"{folder}__substg1.0_{_DATA}0102") if folder else b""
    finally:
        message.ole.close()
    if not data:
        raise NotFound(source.path, name)
    return data
