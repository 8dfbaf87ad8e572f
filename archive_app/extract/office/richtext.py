"""Reads RTF (Microsoft's *Rich Text Format Specification*, version 1.9.1).

Letters stand in it as Unicode escapes or as bytes in the code page of the font at hand; a
right-to-left run has a font of its own. All groups that hold no text of the document are
passed over.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from archive_app.core.errors import DamagedFile, LimitExceeded
from archive_app.core.model import BlockKind, DateCandidate, Extraction, Metadata
from archive_app.extract.common.builder import TextBuilder, squeeze
from archive_app.extract.common.encodings import ARABIC_SCORE, score
from archive_app.extract.common.finishing import finish
from archive_app.extract.common.metadata import CREATED
from archive_app.extract.common.source import Source

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?"  # a control word
    r"|((?:\\'[0-9A-Fa-f]{2})+)"  # letters as bytes
    r"|\\([^A-Za-z])"  # a control symbol
    r"|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_DEPTH = 500
_CELL = 400
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 179: "cp1256",
    180: "cp1256", 181: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_PASSED_NAMES = """
    colortbl pict objdata header footer headerl headerr headerf footerl footerr footerf xe tc rxe
    listtable listoverridetable rsidtbl generator themedata colorschememapping latentstyles
    datastore mmathPr filetbl revtbl userprops bkmkstart bkmkend nonshppict pntext listtext
    pnseclvl annotation atnid atnauthor atnref atndate atnicn sp sn sv fontemb falt panose
    template passwordhash ftnsep ftnsepc aftnsep aftnsepc docvar wgrffmtfilter blipuid xmlnstbl
"""
_PASSED = frozenset(_PASSED_NAMES.split())
_STARRED_KEPT = frozenset(("shpinst", "shptxt", "fldinst", "shppict", "do", "dptxbxtext"))
_SYMBOLS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
    "tab": " ", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
_HEADING = re.compile(r"(?:heading|عنوان)\s*([1-9])", re.IGNORECASE)
_LINK = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]+)"')


@dataclass(slots=True)
class _Group:
    """What holds within a group and ends with it."""

    destination: str = ""
    skipped: bool = False
    fallback: int = 1
    font: int = -1
    rtl_font: int = -1
    rtl: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _Format:
    """A paragraph's format, until the next one is set from the beginning."""

    outline: int = -1
    style: int = 0
    item: int = 0
    table: bool = False


@dataclass(slots=True)
class _Tables:
    """The document's tables of fonts and styles, and its properties."""

    code_page: str = "cp1252"
    default_font: int = 0
    fonts: dict[int, str] = field(default_factory=dict)
    headings: dict[int, int] = field(default_factory=dict)
    title: str = ""
    created: list[int] = field(default_factory=list)


def read(source: Source, stamp: str, media_type: str) -> Extraction:
    """The extraction of an RTF file."""
    text = source.data.decode("latin-1")
    if "{\\rtf" not in text[:100]:
        raise DamagedFile(source.path, "no rich text")
    reader = _Reader(text, source)
    builder = reader.read()
    tables = reader.tables
    title = squeeze(tables.title)
    created = ""
    if len(tables.created) == 3 and 1900 < tables.created[0] < 2100:
        year, month, day = tables.created
        created = f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
    return finish(
        source,
        builder,
        stamp=stamp,
        media_type=media_type,
        known=Metadata(
            title=title if builder.begins_with(title) else "",
            dates=(DateCandidate(created, "meta", CREATED, created),) if created else (),
        ),
        warnings=("damaged",) if reader.cut else (),
    )


def paragraphs_of(data: bytes, source: Source) -> list[str]:
    """The paragraphs of rich text that lies in another file (a message's body)."""
    text, blocks = _Reader(data.decode("latin-1"), source).read().finish()[:2]
    return [text[block.start : block.end] for block in blocks]


def _code_page(text: str) -> str:
    """The code page of the document: what it says, unless its bytes are Arabic and it says
    Western."""
    found = re.search(r"\\ansicpg(\d+)", text[:2000])
    name = _lookup(f"cp{found[1]}") if found else ""
    if not name and re.search(r"\\mac\b", text[:2000]):
        name = "mac_roman"
    if name in {"", "cp1252"}:
        data = bytes(int(byte, 16) for byte in re.findall(r"\\'([89A-Fa-f][0-9A-Fa-f])", text))
        if data and score(data.decode("cp1256", "replace")) > ARABIC_SCORE:
            return "cp1256"
    return name or "cp1252"


def _lookup(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8" if name == "cp65001" else ""


class _Reader:
    """One walk over the tokens of a document."""

    def __init__(self, text: str, source: Source) -> None:
        self.source = source
        self.content = text
        self.tables = _Tables(code_page=_code_page(text))
        self.out = TextBuilder()
        self.group = _Group()
        self.stack: list[_Group] = []
        self.format = _Format()
        self.starred = False
        self.to_skip = 0
        self.pending_high = 0
        self.entry: dict[str, int | str] = {}
        self.field = ""
        self.rows: list[list[str]] = []
        self.row: list[str] = []
        self.cell: list[str] = []
        self.notes: list[str] = []
        self.cut = False

    def read(self) -> TextBuilder:
        """Read the document to its end."""
        at = 0
        while at < len(self.content):
            token = _TOKEN.match(self.content, at)
            if token is None:
                break
            at = token.end()
            word, number, data, symbol, brace, plain = token.groups()
            if word:
                if word == "bin" and number:
                    at += max(0, int(number))
                else:
                    self.word(word, int(number) if number else None)
            elif data:
                self.letters(bytes.fromhex(data.replace("\\'", "")))
            elif symbol:
                self.symbol(symbol)
            elif brace == "{":
                self.open()
            elif brace == "}":
                if not self.stack:
                    break
                self.close()
            elif plain:
                self.letters(plain.encode("latin-1"))
        self.cut = bool(self.stack)
        self.paragraph()
        self.end_table()
        for note in self.notes:
            self.out.text(note)
            self.out.flush()
        return self.out

    # ------------------------------------------------------------ groups

    def open(self) -> None:
        if len(self.stack) > _DEPTH:
            raise LimitExceeded(self.source.path, "nested too deep")
        self.stack.append(self.group)
        self.group = replace(self.group)
        self.starred = False
        self.to_skip = 0

    def close(self) -> None:
        ended = self.group
        self.group = self.stack.pop()
        if ended.destination != self.group.destination or not self.stack:
            self.end_destination(ended.destination)
        self.starred = False
        self.to_skip = 0

    def end_destination(self, name: str) -> None:
        if name == "fldinst":
            found = _LINK.search(self.field)
            if found and not self.format.table:
                self.end_table()
                self.out.open_link(found[1])
            self.field = ""
        elif name == "fldrslt":
            self.out.close_link()
        elif name == "footnote" and self.entry.get("note"):
            self.notes.append(str(self.entry.pop("note")))
        elif name in {"shptxt", "dptxbxtext"}:
            self.paragraph()

    # ------------------------------------------------------------ control words

    def word(self, word: str, number: int | None) -> None:
        group = self.group
        if self.starred:
            self.starred = False
            if word not in _STARRED_KEPT:
                group.skipped = True
        if word in _PASSED:
            if word in {"pntext", "listtext"}:
                self.format.item = max(1, self.format.item)
            group.skipped = True
        if group.skipped:
            return
        value = number if number is not None else 1
        if word == "u":
            self.unicode(number or 0)
        elif word == "uc":
            group.fallback = max(0, value)
        elif word in {"fonttbl", "stylesheet", "fldinst", "fldrslt", "footnote", "info", "title",
                      "creatim", "shptxt", "dptxbxtext"}:  # fmt: skip
            group.destination = word
            if word in {"shptxt", "dptxbxtext"}:
                self.paragraph()
        elif group.destination in {"info", "creatim"}:
            if group.destination == "creatim" and word in {"yr", "mo", "dy"}:
                self.tables.created.append(value)
            elif word not in {"title", "creatim"}:
                group.destination = f"info-{word}" if group.destination == "info" else "creatim"
        elif group.destination == "fonttbl":
            if word == "f":
                self.entry["font"] = value
            elif word == "fcharset":
                self.tables.fonts[int(self.entry.get("font", 0))] = _CHARSETS.get(value, "")
            elif word == "cpg":
                self.tables.fonts[int(self.entry.get("font", 0))] = _lookup(f"cp{value}")
        elif group.destination == "stylesheet":
            if word == "s":
                self.entry["style"] = value
            elif word == "outlinelevel" and value < 9:
                self.tables.headings[int(self.entry.get("style", 0))] = min(6, value + 1)
        else:
            self.body_word(word, number, value)

    def body_word(self, word: str, number: int | None, value: int) -> None:
        group, form = self.group, self.format
        if word in _SYMBOLS:
            self.text(_SYMBOLS[word])
        elif word in {"par", "sect", "page"}:
            self.end_line()
        elif word in {"line", "softline"}:
            self.text("\n")
        elif word == "pard":
            self.format = _Format()
        elif word == "plain":
            group.font, group.rtl_font, group.hidden = self.tables.default_font, -1, False
        elif word == "s":
            form.style = value
        elif word == "outlinelevel":
            form.outline = value
        elif word == "ls":
            form.item = max(1, form.item) if value else 0
        elif word == "ilvl":
            form.item = value + 1 if form.item else 0
        elif word == "intbl":
            form.table = True
        elif word in {"cell", "nestcell"}:
            self.row.append(squeeze("".join(self.cell)))
            self.cell = []
        elif word in {"row", "nestrow"}:
            self.rows.append(self.row)
            self.row = []
        elif word == "deff":
            self.tables.default_font = value
        elif word == "f":
            group.font = value
        elif word == "af":
            group.rtl_font = value
        elif word in {"rtlch", "ltrch"}:
            group.rtl = word == "rtlch"
        elif word in {"v", "deleted"}:
            group.hidden = number != 0

    def symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.starred = True
        elif symbol in "\\{}":
            self.text(symbol)
        elif symbol == "~":
            self.text(" ")
        elif symbol == "_":
            self.text("-")
        elif symbol in "\r\n":
            self.word("par", None)

    # ------------------------------------------------------------ letters

    def unicode(self, number: int) -> None:
        code = number + 65536 if number < 0 else number
        self.to_skip = self.group.fallback
        if 0xD800 <= code < 0xDC00:
            self.pending_high = code
            return
        if 0xDC00 <= code < 0xE000 and self.pending_high:
            code = 0x10000 + ((self.pending_high - 0xD800) << 10) + code - 0xDC00
        self.pending_high = 0
        if code < 0x110000 and not 0xD800 <= code < 0xE000:
            self.text(chr(code))

    def letters(self, data: bytes) -> None:
        """Bytes in the code page of the font at hand, less those that repeat an escape."""
        if self.to_skip:
            skipped = min(self.to_skip, len(data))
            self.to_skip -= skipped
            data = data[skipped:]
        if data and not self.group.skipped:
            group = self.group
            font = group.rtl_font if group.rtl and group.rtl_font >= 0 else group.font
            if font < 0:
                font = self.tables.default_font
            page = self.tables.fonts.get(font) or self.tables.code_page
            self.text(data.decode("ascii" if data.isascii() else page, "replace"))

    def text(self, text: str) -> None:
        group = self.group
        if group.skipped or group.hidden:
            return
        name = group.destination
        if name == "fldinst":
            self.field += text
        elif name == "title":
            self.tables.title += text
        elif name == "footnote":
            self.entry["note"] = f"{self.entry.get('note', '')}{text}"
        elif name == "stylesheet":
            found = _HEADING.search(text)
            if found:
                self.tables.headings[int(self.entry.get("style", 0))] = min(6, int(found[1]))
            if text.rstrip().endswith(";"):
                self.entry.pop("style", None)
        elif name in {"fonttbl", "info", "creatim"} or name.startswith("info-"):
            return
        else:
            self.body_text(text)

    def body_text(self, text: str) -> None:
        if self.format.table:
            self.cell.append(text)
            return
        self.end_table()
        for number, line in enumerate(text.split("\n")):
            if number:
                self.out.line()
            self.out.text(line)

    # ------------------------------------------------------------ blocks

    def end_line(self) -> None:
        if self.group.destination == "footnote":
            self.text(" ")
        elif self.format.table:
            self.cell.append(" ")
        else:
            self.paragraph()

    def paragraph(self) -> None:
        form = self.format
        kind: BlockKind = "paragraph"
        level = 0
        if 0 <= form.outline < 9:
            kind, level = "heading", min(6, form.outline + 1)
        elif form.style in self.tables.headings:
            kind, level = "heading", self.tables.headings[form.style]
        elif form.item:
            kind, level = "item", form.item
        self.out.flush(kind, level)

    def end_table(self) -> None:
        """Write the rows that have come: as a table of data, or as paragraphs."""
        if self.cell or self.row:
            self.rows.append([*self.row, squeeze("".join(self.cell))])
            self.row, self.cell = [], []
        if not self.rows:
            return
        rows, self.rows = self.rows, []
        wide = sum(sum(map(bool, row)) > 1 for row in rows)
        data = wide >= 2 and max(len(cell) for row in rows for cell in row) <= _CELL
        for row in rows:
            for number, cell in enumerate(row):
                if data and number:
                    self.out.cell()
                self.out.text(cell)
                if not data:
                    self.out.flush()
            self.out.line()
        self.out.flush("table" if data else "paragraph")
