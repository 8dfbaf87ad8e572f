"""An article's content as a `QTextDocument`, and the map between the two.

What is not the article's own text (the byline, a headline that stands only in the metadata,
invisible isolates round addresses) is in the document but not in the map, so that it can be
neither highlighted nor counted. Qt lays a document out as far as it is looked at, so a text of
a megabyte is built whole and still opens at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QImageReader,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
    QTextLength,
    QTextListFormat,
    QTextTable,
)

from archive_app.core.model import Block, Content, StyleKind
from archive_app.gui.kit.theme import Paper
from archive_app.gui.reader.document.byline import Byline
from archive_app.gui.reader.document.inline import Run, Spans, clean, is_mark, runs
from archive_app.gui.reader.document.positions import PositionMap, Segment
from archive_app.gui.reader.document.tables import (
    MOST_CELLS,
    FittedTable,
    fitted,
    insert_table,
    is_modest,
)
from archive_app.gui.reader.document.typography import (
    ROLE,
    SIZE,
    TITLE,
    Typography,
    script_families,
)
from archive_app.gui.reader.document.verse import Verse, hemistichs
from archive_app.text.direction import Direction, direction

IMAGE_SCHEME = "khizana-image:"

Ways = Mapping[tuple[int, int], Direction]
"""Directions of blocks by their spans."""

ImageSource = Callable[[str], bytes]
"""Gives an image of the article by its `Block.name`; raises when there is none."""

_HEADINGS = (1.32, 1.2, 1.1, 1.0, 1.0, 1.0)
_LARGEST_IMAGE = 64 << 20
_BLANK = re.compile(r"\s+")


class ArticleDocument(QTextDocument):
    """A document that takes images from the article alone: nothing from disk or network."""

    def __init__(self, images: ImageSource | None) -> None:
        super().__init__()
        self._images = images
        self._kept: dict[str, QImage] = {}
        self.setUndoRedoEnabled(False)

    def loadResource(self, kind: int, url: QUrl | str) -> QImage | None:
        """An image of the article; an empty one for every other resource."""
        name = url if isinstance(url, str) else url.toString()
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        if not name.startswith(IMAGE_SCHEME):
            return QImage()
        return self.image(name[len(IMAGE_SCHEME) :])

    def image(self, name: str) -> QImage:
        """The image of that name; a null image where it is missing, damaged or too large."""
        if name not in self._kept:
            self._kept[name] = self._read(name)
        return self._kept[name]

    def _read(self, name: str) -> QImage:
        if self._images is None:
            return QImage()
        try:
            data = self._images(name)
        except Exception:  # noqa: BLE001 - an image that cannot be had is only not shown
            return QImage()
        if len(data) > _LARGEST_IMAGE:
            return QImage()
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        reader.setAutoTransform(True)
        return reader.read()


@dataclass(slots=True)
class Built:
    """A built document: its map, its main direction, and where its parts begin."""

    document: ArticleDocument
    positions: PositionMap
    direction: Direction
    title: str = ""
    tables: list[FittedTable] = field(default_factory=list)


def build(
    content: Content,
    typography: Typography,
    paper: Paper,
    byline: Byline,
    images: ImageSource | None = None,
    ways: Ways | None = None,
) -> Built:
    """The document of an article. ``byline`` makes the lines under the headline; ``ways`` are
    the blocks' `directions`, where they are known already.
    """
    return _Builder(content, typography, paper, byline, images, ways or {}).build()


def directions(content: Content) -> Ways:
    """The direction of each shown block of an article, by where it stands.

    To be called off the GUI thread: it reads the whole text, letter by letter.
    """
    main = main_direction(content)
    return {
        (block.start, block.end): direction(content.text[block.start : block.end], main)
        for block in content.blocks
        if block.kind != "hidden"
    }


def main_direction(content: Content) -> Direction:
    """The direction of most of an article's text."""
    return direction(content.text[:20_000], direction(content.article.metadata.title, "rtl"))


class _Builder:
    def __init__(
        self,
        content: Content,
        typography: Typography,
        paper: Paper,
        byline: Byline,
        images: ImageSource | None,
        ways: Ways,
    ) -> None:
        self.ways = ways
        self.shapes: dict[tuple[str, Direction], QTextBlockFormat] = {}
        self.content = content
        self.text = content.text
        self.typography = typography
        self.paper = paper
        self.byline = byline
        self.document = ArticleDocument(images)
        self.document.setDefaultFont(typography.font())
        self.document.setDocumentMargin(0)
        self.document.setIndentWidth(typography.size * 1.5)
        self.cursor = QTextCursor(self.document)
        self.segments: list[Segment] = []
        self.tables: list[FittedTable] = []
        self.fresh = True
        self.main = main_direction(content)
        self.plain = QTextCharFormat()
        self.latin = QTextCharFormat()
        self.latin.setFontFamilies(typography.families(latin_first=True))
        self.links = Spans(content.links)
        self.styles = Spans(content.styles)
        # Footnotes whose numbers the text does not have, by where they stand and are marked.
        marks = [link for link in self.links.items if is_mark(link)]
        self.notes = {int(link.href[1:]): str(n) for n, link in enumerate(marks, start=1)}
        self.marked = {int(link.href[1:]): link.start for link in marks}

    # ------------------------------------------------------------ the whole

    def build(self) -> Built:
        blocks = [block for block in self._blocks() if block.kind != "hidden"]
        headline = self._headline(blocks)
        self.cursor.beginEditBlock()
        title = self.content.article.metadata.title
        if headline is None and title and not self._opens_with(blocks, title):
            self._open(self._block_format("title", direction(title, self.main)), "title")
            self._put_decoration(clean(title), self._title_format(), direction(title, self.main))
        if headline is None:
            self._put_byline()
        index = 0
        while index < len(blocks):
            block = blocks[index]
            if index == headline:
                self._put_paragraph(block, "title", self._title_format())
                self._put_byline()
            elif block.kind == "item":
                stop = index
                while stop < len(blocks) and blocks[stop].kind == "item":
                    stop += 1
                self._put_list(blocks[index:stop])
                index = stop
                continue
            elif verses := self._verses(blocks, index):
                index += self._put_verse(verses)
                continue
            else:
                self._put(block)
            index += 1
        if not blocks and self.byline.missing:
            self._open(self._block_format("empty", self.main), "empty")
            faint = QTextCharFormat()
            faint.setForeground(QColor(self.paper.muted))
            self._put_decoration(self.byline.missing, faint, self.main)
        self.cursor.endEditBlock()
        positions = PositionMap(self.text, self.segments)
        return Built(self.document, positions, self.main, title, self.tables)

    def _blocks(self) -> Sequence[Block]:
        """The content's blocks; without any, one for each line that is not blank."""
        if self.content.blocks or not self.text.strip():
            return self.content.blocks
        return [
            Block("paragraph", match.start(), match.end())
            for match in re.finditer(r"[^\n\r]*\S[^\n\r]*", self.text)
        ]

    def _headline(self, blocks: Sequence[Block]) -> int | None:
        """Which of the first blocks is the headline itself, if one is."""
        title = _squeeze(self.content.article.metadata.title)
        for index, block in enumerate(blocks[:3]):
            if title and _squeeze(self.text[block.start : block.end]) == title:
                return index
        return None

    def _opens_with(self, blocks: Sequence[Block], title: str) -> bool:
        """Whether the title is but the beginning of the text, which would then stand twice."""
        start = _squeeze(title).rstrip("….").rstrip()
        return any(
            _squeeze(self.text[block.start : block.end]).startswith(start) for block in blocks[:4]
        )

    # ------------------------------------------------------------ blocks

    def _put(self, block: Block) -> None:
        if block.kind == "heading":
            level = min(max(block.level, 1), 6)
            letters = QTextCharFormat()
            letters.setFontWeight(QFont.Weight.Bold)
            scale = _HEADINGS[level - 1]
            letters.setProperty(
                QTextFormat.Property.FontPixelSize, round(self.typography.size * scale)
            )
            self._put_paragraph(block, f"heading{level}", letters)
        elif block.kind == "table":
            self._put_table(block)
        elif block.kind == "image":
            self._put_image(block)
        else:
            self._put_paragraph(block, block.kind)

    def _put_paragraph(
        self, block: Block, role: str, letters: QTextCharFormat | None = None
    ) -> None:
        start, end = _trim(self.text, block.start, block.end)
        if start == end:
            return
        way = self._way(block)
        self._open(self._block_format(role, way), role)
        if number := self.notes.get(block.start):
            run = Run(start, start, href=f"#{self.marked[block.start]}")
            self.cursor.insertText(f"{number}.\u00a0", self._letters(self.plain, run, way))
        self._put_text(start, end, way, letters)

    def _way(self, block: Block) -> Direction:
        known = self.ways.get((block.start, block.end))
        return known or direction(self.text[block.start : block.end], self.main)

    def _put_list(self, items: Sequence[Block]) -> None:
        opened = None
        depth = 0
        for block in items:
            start, end = _trim(self.text, block.start, block.end)
            if start == end:
                continue
            way = self._way(block)
            if block.label:
                self._open_numbered(block, way)
                opened = None
                self._put_text(start, end, way)
                continue
            self._open(self._block_format("item", way), "item")
            if opened is None or block.level != depth:
                shape = QTextListFormat()
                shape.setStyle(QTextListFormat.Style.ListDisc)
                shape.setIndent(max(1, block.level))
                opened = self.cursor.createList(shape)
                depth = block.level
            else:
                opened.add(self.cursor.block())
            self._put_text(start, end, way)

    def _open_numbered(self, block: Block, way: Direction) -> None:
        """Begin an item with its number before the lines. (Qt's own lists number on their own,
        and write points and brackets of right-to-left numbers on the wrong side.)
        """
        label = f"{block.label}\u00a0\u00a0"
        shape = QTextBlockFormat(self._block_format("item", way))
        shape.setIndent(max(1, block.level))
        shape.setTextIndent(-QFontMetricsF(self.typography.font()).horizontalAdvance(label))
        self._open(shape, "numbered")
        self.cursor.insertText(label, self.plain)

    def _put_table(self, block: Block) -> None:
        rows = list(_rows(self.text, block.start, block.end))
        if not rows:
            return
        way = self._way(block)
        if not is_modest(rows):
            # A spreadsheet: Qt lays tables out whole, so it is shown as lines instead.
            for row in rows:
                self._open(self._block_format("row", way), "row")
                self._put_text(row[0][0], row[-1][1], way)
            return
        if not self.fresh or self.document.characterCount() > 1:
            self._open(self._block_format("spacer", way), "spacer")
        rtl = way == "rtl"
        table = insert_table(
            self.cursor, rows, rtl=rtl, paper=self.paper, cell=self._put_cell, head=block.level
        )
        self.tables.append(self._fitted(table, rows, rtl=rtl))
        self.cursor.movePosition(QTextCursor.MoveOperation.End)
        self.fresh = True

    def _put_cell(self, start: int, end: int, kind: str = "cell") -> None:
        start, end = _trim(self.text, start, end)
        way = direction(self.text[start:end], self.main)
        self.cursor.setBlockFormat(self._block_format(kind, way))
        letters = QTextCharFormat(self.plain)
        if kind in {"head", "caption"}:
            letters.setFontWeight(QFont.Weight.Bold)
        self._put_text(start, end, way, letters)

    def _verses(self, blocks: Sequence[Block], index: int) -> list[list[Verse]]:
        """The verse that begins with a block, block by block: two lines at least."""
        found: list[list[Verse]] = []
        for block in blocks[index:]:
            plain = block.kind == "paragraph"
            lines = hemistichs(self.text, block.start, block.end) if plain else None
            if lines is None:
                break
            found.append(lines)
        return found if sum(map(len, found)) > 1 else []

    def _put_verse(self, verses: Sequence[Sequence[Verse]]) -> int:
        """Put verse in two columns; how many blocks it takes."""
        rows = [list(line) for lines in verses for line in lines]
        self._open(self._block_format("spacer", "rtl"), "spacer")
        for first in range(0, len(rows), MOST_CELLS // 2):
            part = rows[first : first + MOST_CELLS // 2]
            table = insert_table(
                self.cursor, part, rtl=True, paper=self.paper, cell=self._put_cell, bare=True
            )
            self.tables.append(self._fitted(table, part, rtl=True))
            self.cursor.movePosition(QTextCursor.MoveOperation.End)
        self.fresh = True
        return len(verses)

    def _fitted(
        self, table: QTextTable, rows: Sequence[Sequence[tuple[int, int]]], *, rtl: bool
    ) -> FittedTable:
        fonts = [self.typography.font(), self.typography.font(latin_first=True)]
        height = self.typography.line_height()
        return fitted(table, self.text, rows, rtl=rtl, fonts=fonts, line_height=height)

    def _put_image(self, block: Block) -> None:
        picture = self.document.image(block.name) if block.name else QImage()
        if not picture.isNull():
            shape = QTextImageFormat()
            shape.setName(IMAGE_SCHEME + block.name)
            shape.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            self._open(self._block_format("image", self.main), "image")
            self.cursor.insertImage(shape)
        if block.start < block.end:
            letters = QTextCharFormat()
            letters.setForeground(QColor(self.paper.muted))
            letters.setProperty(
                QTextFormat.Property.FontPixelSize, round(self.typography.size * 0.84)
            )
            self._put_paragraph(block, "caption", letters)

    def _put_byline(self) -> None:
        lines = self.byline.lines(self.main)
        for number, line in enumerate(lines):
            shape = QTextBlockFormat(self._block_format("byline", self.main))
            if number == len(lines) - 1:
                shape.setBottomMargin(round(self.typography.size * 0.95))
            self._open(shape, "byline")
            for piece in line:
                letters = QTextCharFormat()
                letters.setProperty(
                    QTextFormat.Property.FontPixelSize, round(self.typography.size * 0.84)
                )
                letters.setForeground(QColor(self.paper.muted))
                if piece.href:
                    letters.setAnchor(True)
                    letters.setAnchorHref(piece.href)
                    letters.setForeground(QColor(self.paper.link))
                self.cursor.insertText(piece.text, letters)

    # ------------------------------------------------------------ text

    def _open(self, shape: QTextBlockFormat, role: str) -> None:
        """Begin a block; the document's first is there already."""
        if self.fresh:
            self.cursor.setBlockFormat(shape)
            self.cursor.setBlockCharFormat(self.plain)
            self.fresh = False
        else:
            self.cursor.insertBlock(shape, self.plain)
        current = self.cursor.currentList()
        if current is not None and role != "item":
            current.remove(self.cursor.block())
            self.cursor.setBlockFormat(shape)

    def _put_decoration(self, text: str, letters: QTextCharFormat, way: Direction) -> None:
        """Insert what is not of the article's text."""
        for run in runs(text, 0, len(text), way):
            piece = run.insert or text[run.start : run.end]
            self.cursor.insertText(piece, self._letters(letters, run._replace(href=""), way))

    def _put_text(
        self, start: int, end: int, way: Direction, letters: QTextCharFormat | None = None
    ) -> None:
        """Insert ``text[start:end]`` and note where it stands."""
        base = letters or self.plain
        links = self.links.within(start, end)
        styles = self.styles.within(start, end)
        opened = self.cursor.position()
        begun = start
        for run in runs(self.text, start, end, way, links, styles, self.notes):
            shape = self._letters(base, run, way)
            if run.insert:
                if begun < run.start:
                    self.segments.append(Segment(begun, run.start, opened))
                self.cursor.insertText(run.insert, shape)
                opened, begun = self.cursor.position(), run.start
            else:
                self.cursor.insertText(clean(self.text[run.start : run.end]), shape)
        if begun < end:
            self.segments.append(Segment(begun, end, opened))

    def _letters(self, base: QTextCharFormat, run: Run, way: Direction) -> QTextCharFormat:
        if not (run.href or run.script or run.styles or run.latin or way == "ltr"):
            return base
        shape = QTextCharFormat(base)
        if run.latin or way == "ltr":
            shape.merge(self.latin)
        if run.script and (faces := script_families(run.script)):
            shape.setFontFamilies([*faces, *self.typography.families()])
        for style in run.styles:
            _set_style(shape, style)
        if run.href:
            shape.setAnchor(True)
            shape.setAnchorHref(run.href)
            shape.setForeground(QColor(self.paper.link))
        return shape

    # ------------------------------------------------------------ formats

    def _title_format(self) -> QTextCharFormat:
        letters = QTextCharFormat()
        letters.setFontWeight(QFont.Weight.Bold)
        letters.setProperty(QTextFormat.Property.FontPixelSize, round(self.typography.size * TITLE))
        return letters

    def _block_format(self, role: str, way: Direction) -> QTextBlockFormat:
        """The format of such blocks, made once; not to be changed."""
        if (role, way) not in self.shapes:
            self.shapes[role, way] = self._make_block_format(role, way)
        return self.shapes[role, way]

    def _make_block_format(self, role: str, way: Direction) -> QTextBlockFormat:
        size = self.typography.size
        shape = QTextBlockFormat()
        shape.setProperty(ROLE, role)
        shape.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if way == "rtl" else Qt.LayoutDirection.LeftToRight
        )
        justified = self.typography.justify and role in {"paragraph", "quote"}
        shape.setAlignment(
            Qt.AlignmentFlag.AlignJustify if justified else Qt.AlignmentFlag.AlignLeft
        )
        scale, above, below = 1.0, 0.0, 0.63
        if role == "title":
            scale, below = TITLE, 0.45
        elif role.startswith("heading"):
            scale = _HEADINGS[int(role[7:]) - 1]
            above, below = 0.9, 0.35
        elif role == "byline":
            scale, below = 0.84, 0.1
        elif role in {"item", "row", "cell", "head"}:
            below = 0.2 if role == "item" else 0.0
        elif role == "caption":
            scale = 0.84
        if role == "quote":
            above, below = 0.35, 0.8
            # Qt's margins are sides of the page, not of the line.
            start, end = size * 1.6, size * 0.8
            shape.setRightMargin(start if way == "rtl" else end)
            shape.setLeftMargin(end if way == "rtl" else start)
        if role not in {"image", "spacer"}:
            shape.setLineHeight(
                self.typography.line_height(scale),
                QTextBlockFormat.LineHeightTypes.FixedHeight.value,
            )
        if role == "spacer":
            shape.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            below = 0.3
        shape.setProperty(SIZE, round(size * scale))
        shape.setTopMargin(round(size * above))
        shape.setBottomMargin(round(size * below))
        if role.startswith("heading"):
            shape.setHeadingLevel(int(role[7:]))
        return shape


def _set_style(shape: QTextCharFormat, style: StyleKind) -> None:
    """Set letters apart as the document does."""
    if style == "bold":
        shape.setFontWeight(QFont.Weight.Bold)
    elif style == "italic":
        shape.setFontItalic(True)
    else:
        raised = style == "superscript"
        alignment = QTextCharFormat.VerticalAlignment
        shape.setVerticalAlignment(
            alignment.AlignSuperScript if raised else alignment.AlignSubScript
        )


def _squeeze(text: str) -> str:
    return _BLANK.sub(" ", text).strip()


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _rows(text: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """The spans of a table's cells, row by row: rows are lines, cells are parted by tabs."""
    for line in re.finditer(r"[^\n]+", text[start:end]):
        at = start + line.start()
        row: list[tuple[int, int]] = []
        for cell in line.group().split("\t"):
            row.append((at, at + len(cell)))
            at += len(cell) + 1
        yield row
