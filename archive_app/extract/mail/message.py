"""Reads a message (EML): its headers in whatever encoding, its body, its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime

from archive_app.core.errors import DamagedFile, NotFound
from archive_app.core.model import DateCandidate, Extraction, Metadata, Part, Repair
from archive_app.extract.common.builder import TextBuilder, clean, squeeze
from archive_app.extract.common.dom import Element, render, unseen
from archive_app.extract.common.encodings import decode, mend
from archive_app.extract.common.finishing import finish
from archive_app.extract.common.plain import normalize, paragraphs
from archive_app.extract.common.source import Source
from archive_app.extract.web import page

_SENT = 0.9
"""How sure the date of sending is to be the message's."""
_PARTS = 1_000
_HEADER = 20_000  # characters of a header field; no subject and no sender is longer
_BAD_NAME = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]")


def read(source: Source, stamp: str, media_type: str) -> Extraction:
    """The extraction of a message."""
    root = BytesParser(policy=policy.compat32).parsebytes(source.data)
    if not root.keys():
        raise DamagedFile(source.path, "no headers")
    plain, rich, parts = _sort(root)
    charset = _charset_of(rich or plain or root)
    builder = TextBuilder()
    subject = header(root, "Subject", charset)
    if subject:
        builder.text(subject)
        builder.flush("heading", 1)
    repairs: list[Repair] = []
    images = _Images(root)
    if rich is not None:
        write_html(builder, _payload(rich), _charset_of(rich), images.name, repairs)
    if (rich is None or builder.length <= len(subject)) and plain is not None:
        write_plain(builder, _payload(plain), _charset_of(plain), repairs)
    return finish(
        source,
        builder,
        stamp=stamp,
        media_type=media_type,
        known=_metadata(root, subject, charset),
        repairs=repairs,
        warnings=("attachments-left-out",) if len(parts) >= _PARTS else (),
        parts=parts,
    )


def write_html(
    builder: TextBuilder,
    data: bytes,
    charset: str,
    images: page.ImageNames,
    repairs: list[Repair],
) -> None:
    """Write a message's HTML body, all that a reader would see of it."""
    text, repair = page.decoded(data, charset)
    if repair:
        repairs.append(repair)
    tree = page.parse(text)
    if tree is None:
        return

    def name(element: Element) -> str:
        return images((element.get("src") or "").strip())

    def href(target: str) -> str:
        return target.strip()

    render(tree, builder, skip=unseen, href=href, image=name)


def write_plain(builder: TextBuilder, data: bytes, charset: str, repairs: list[Repair]) -> None:
    """Write a message's plain body, its wrapped lines joined; quoted lines as quotes."""
    if not data:
        return
    decoded = decode(data, hint=charset)
    if decoded.repair:
        repairs.append(decoded.repair)
    text = normalize(decoded.text)
    for block in paragraphs(text):
        body = text[block.start : block.end]
        quoted = body.startswith(">")
        builder.text(re.sub(r"(?m)^(?:> ?)+", "", body) if quoted else body)
        builder.flush("quote" if quoted else "paragraph")


def _sort(root: Message) -> tuple[Message | None, Message | None, list[Part]]:
    """The plain body, the HTML body, the attachments."""
    plain: Message | None = None
    rich: Message | None = None
    parts: list[Part] = []
    for part in _leaves(root):
        kind = part.get_content_type()
        name = _file_name(part)
        attached = part.get_content_disposition() == "attachment" or (
            bool(name) and part.get_content_disposition() != "inline"
        )
        if kind == "message/rfc822":
            held = part.get_payload()
            inner = held[0] if isinstance(held, list) and held else None
            if isinstance(inner, Message) and len(parts) < _PARTS:
                subject = header(inner, "Subject", "")
                data = inner.as_bytes(policy=policy.compat32)
                parts.append(Part(safe_name(subject or "message", ".eml"), data, "attachment"))
        elif kind == "text/plain" and plain is None and not attached:
            plain = part
        elif kind == "text/html" and rich is None and not attached:
            rich = part
        elif (attached or part.get_content_maintype() not in {"image", "text"}) and (
            len(parts) < _PARTS
        ):
            data = _payload(part)
            if data:
                ending = f".{part.get_content_subtype()[:10]}"
                parts.append(Part(safe_name(name or "attachment", ending), data, "attachment"))
    return plain, rich, parts


def _leaves(root: Message) -> Iterator[Message]:
    """The parts that are no containers, a forwarded message as one; without recursion."""
    stack = [root]
    seen = 0
    while stack and seen < 10 * _PARTS:
        part = stack.pop()
        seen += 1
        held = part.get_payload()
        if part.get_content_type() == "message/rfc822" or not isinstance(held, list):
            yield part
        else:
            stack.extend(one for one in reversed(held) if isinstance(one, Message))


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return data if isinstance(data, bytes) else b""


def _charset_of(part: Message) -> str:
    try:
        return part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError):
        return ""


def header(message: Message, name: str, charset: str) -> str:
    """A header field's text, ``""`` where there is none: encoded words decoded, raw eight-bit
    text by the encoding of the body, ``charset``."""
    wanted = name.lower()
    for key, raw in message.raw_items():
        if key.lower() == wanted:
            return decode_words(_raw(str(raw)[:_HEADER]), charset)
    return ""


def _raw(value: str) -> bytes:
    # The parser keeps raw bytes above 127 as lone surrogates; no other surrogate is a text's.
    return value.encode("utf-8", "surrogateescape" if _escaped(value) else "replace")


def _escaped(value: str) -> bool:
    return all(0xDC80 <= ord(char) <= 0xDCFF for char in value if "\ud800" <= char <= "\udfff")


def decode_words(raw: bytes, charset: str) -> str:
    """The text of a header's bytes (RFC 2047), raw ones in ``charset`` unless they are UTF-8 or
    read better in another."""
    try:
        text = raw.decode("ascii")
    except UnicodeDecodeError:
        try:
            return squeeze(mend(decode(raw, hint=charset).text)[0])
        except Exception:  # noqa: BLE001 - a header that is no text leaves the message readable
            return squeeze(raw.decode("utf-8", "replace"))
    pieces = []
    try:
        words = decode_header(text)
    except (HeaderParseError, ValueError):
        return squeeze(text)
    for word, encoding in words:
        if isinstance(word, str):
            pieces.append(word)
            continue
        try:
            pieces.append(word.decode(encoding or "ascii"))
        except (LookupError, UnicodeDecodeError):
            pieces.append(decode(word, hint=charset).text if word else "")
    return squeeze(clean(mend("".join(pieces))[0]))


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        return ""
    return decode_words(_raw(name), _charset_of(part)) if name else ""


def safe_name(name: str, ending: str = "") -> str:
    """A bare file name without what leads elsewhere or deceives, and not too long."""
    name = _BAD_NAME.sub("_", name).strip(" .") or "attachment"
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 10 or not stem:
        stem, suffix = name, ""
    suffix = f".{suffix}" if suffix else ending
    return f"{stem[:80]}{suffix}"


def _metadata(root: Message, subject: str, charset: str) -> Metadata:
    sender = getaddresses([header(root, "From", charset)])
    names = tuple(dict.fromkeys(name or address for name, address in sender if name or address))
    date = ""
    stated = str(root.get("Date") or "")
    try:
        date = parsedate_to_datetime(stated).date().isoformat() if stated else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        date = ""
    return Metadata(
        title=subject,
        creator=names,
        source=header(root, "Organization", charset),
        date=date,
        dates=(DateCandidate(date, "meta", _SENT, squeeze(stated)),) if date else (),
    )


class _Images:
    """The images that a message carries within itself, by their ``cid:`` addresses."""

    def __init__(self, root: Message) -> None:
        self.parts = {
            f"cid:{str(part.get('Content-ID')).strip().strip('<>')}": part
            for part in _leaves(root)
            if part.get("Content-ID") and part.get_content_maintype() == "image"
        }

    def name(self, address: str) -> str:
        if address[:5].lower() == "data:":
            return page.data_name(address)
        return address if address in self.parts else ""


def image(source: Source, name: str) -> bytes:
    """The bytes of the image ``name`` of a message. Raises `NotFound`."""
    root = BytesParser(policy=policy.compat32).parsebytes(source.data)
    part = _Images(root).parts.get(name)
    if part is not None:
        return _payload(part)
    rich = _sort(root)[1]
    if name.startswith("data:") and rich is not None:
        return page.held_in_address(_payload(rich), name, source)
    raise NotFound(source.path, name)
