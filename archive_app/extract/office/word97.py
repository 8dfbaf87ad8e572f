"""Reads the text of Word 97–2003's documents (MS-DOC) by their piece table.

Text and its structure are apart in this format; paragraphs, table rows and links are taken from
the marks in the text, styles are not read.
"""

from __future__ import annotations

import re
import struct
from typing import Any

from archive_app.core.errors import DamagedFile, EncryptedFile, LimitExceeded, UnknownFormat
from archive_app.core.model import Extraction
from archive_app.extract.common.builder import TextBuilder, squeeze
from archive_app.extract.common.encodings import ARABIC_SCORE, score
from archive_app.extract.common.finishing import finish
from archive_app.extract.common.ole import open_ole
from archive_app.extract.common.source import Source

_MAGIC = 0xA5EC
_FLAGS, _TEXT_LENGTH, _NOTE_LENGTH = 0x0A, 0x4C, 0x50
_PIECES, _PIECES_SIZE = 0x01A2, 0x01A6
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_COMPRESSED = 0x40000000
_LINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_CHUNK = re.compile("([^\r\n\x07\x0c\x0e]*)([\r\n\x07\x0c\x0e]|\\Z)")
_FIELD = re.compile("([\x13\x14\x15])")
_CELL = 400


def read(source: Source, stamp: str, media_type: str) -> Extraction:
    """The extraction of an old Word document."""
    ole = open_ole(source)
    try:
        text, notes = _text(ole, source)
    except (OSError, ValueError, IndexError, struct.error, TypeError, KeyError) as error:
        raise DamagedFile(source.path, str(error)) from error
    finally:
        ole.close()
    builder = TextBuilder()
    _write(text, builder)
    _write(notes, builder)
    return finish(source, builder, stamp=stamp, media_type=media_type)


def _text(ole: Any, source: Source) -> tuple[str, str]:
    """The document's text and that of its footnotes, with Word's marks in it."""
    main = _stream(ole, "WordDocument", source)
    magic, version = struct.unpack_from("<HH", main, 0)
    if magic != _MAGIC or version < 0xC0:
        raise UnknownFormat(source.path, f"Word, version {version:#x}")
    (flags,) = struct.unpack_from("<H", main, _FLAGS)
    if flags & _ENCRYPTED:
        raise EncryptedFile(source.path)
    length, notes = struct.unpack_from("<ii", main, _TEXT_LENGTH)
    start, size = struct.unpack_from("<Ii", main, _PIECES)
    table = _stream(ole, "1Table" if flags & _TABLE_1 else "0Table", source)
    pieces = _pieces(table[start : start + max(size, 0)])
    parts: list[bytes | str] = []
    for first, last, place in pieces:
        count = max(0, last - first)
        if place & _COMPRESSED:
            at = (place & ~_COMPRESSED) // 2
            parts.append(main[at : at + count])
        else:
            at = place & ~_COMPRESSED
            parts.append(main[at : at + 2 * count].decode("utf-16-le", "replace"))
    narrow = b" ".join(part for part in parts if isinstance(part, bytes))
    arabic = bool(re.search(rb"[\x80-\xff]", narrow)) and (
        score(narrow.decode("cp1256", "replace")) > ARABIC_SCORE
    )
    page = "cp1256" if arabic else "cp1252"
    whole = "".join(
        part.decode(page, "replace") if isinstance(part, bytes) else part for part in parts
    )
    if len(whole) > source.limits.text:
        raise LimitExceeded(source.path, f"{len(whole)} characters")
    return whole[: max(0, length)], whole[max(0, length) : max(0, length) + max(0, notes)]


def _stream(ole: Any, name: str, source: Source) -> bytes:
    if not ole.exists(name):
        raise DamagedFile(source.path, f"no stream {name}")
    if ole.get_size(name) > source.limits.member:
        raise LimitExceeded(source.path, name)
    return bytes(ole.openstream(name).read())


def _pieces(data: bytes) -> list[tuple[int, int, int]]:
    """The piece table: for each piece of text its first and last position, and its place."""
    at = 0
    while at < len(data) and data[at] == 1:  # formats that pieces refer to
        (size,) = struct.unpack_from("<H", data, at + 1)
        at += 3 + size
    if at >= len(data) or data[at] != 2:
        return []
    (size,) = struct.unpack_from("<I", data, at + 1)
    table = data[at + 5 : at + 5 + size]
    count = (len(table) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", table, 0)
    return [
        (
            positions[number],
            positions[number + 1],
            struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)[0],
        )
        for number in range(count)
    ]


def _write(text: str, builder: TextBuilder) -> None:
    """Write text with Word's marks: 0D ends a paragraph, 07 a cell (one more of it the row), 0C a
    page, 0B a line; 13, 14 and 15 hold a field's code and its result.
    """
    rows: list[list[str]] = []
    row: list[str] = []
    cell = ""
    for chunk, end in _CHUNK.findall(text):
        if end == "\x07":
            content = squeeze(f"{cell} {_plain(chunk)}")
            cell = ""
            if content or not row:
                row.append(content)
            else:
                rows.append(row)
                row = []
        elif row:
            cell = f"{cell} {_plain(chunk)}"  # a paragraph inside a cell
        else:
            _write_rows(rows, builder)
            rows = []
            _write_chunk(chunk, builder)
            builder.flush()
    _write_rows([*rows, row] if row else rows, builder)


def _write_rows(rows: list[list[str]], builder: TextBuilder) -> None:
    data = len(rows) > 1 and all(len(cell) <= _CELL for row in rows for cell in row)
    for row in rows:
        for number, cell in enumerate(row):
            if data and number:
                builder.cell()
            builder.text(cell)
            if not data:
                builder.flush()
        builder.line()
    builder.flush("table" if data else "paragraph")


def _write_chunk(chunk: str, builder: TextBuilder) -> None:
    code: str | None = None
    for part in _FIELD.split(chunk):
        if part == "\x13":
            code = ""
        elif part == "\x14":
            found = _LINK.search(code or "")
            if found:
                builder.open_link(found[1])
            code = None
        elif part == "\x15":
            builder.close_link()
            code = None
        elif code is not None:
            code += part
        else:
            for number, line in enumerate(part.split("\x0b")):
                if number:
                    builder.line()
                builder.text(line)
    builder.close_link()


def _plain(chunk: str) -> str:
    """A chunk's text without the codes of its fields."""
    return re.sub("\x13[^\x13\x14\x15]*\x14?|[\x14\x15]", "", chunk).replace("\x0b", " ")
