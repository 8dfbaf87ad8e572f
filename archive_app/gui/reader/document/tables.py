"""Tables of the article's text, set with hairlines between the rows and fitted to the column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from archive_app.core.model import Span
from archive_app.gui.kit.theme import Paper
from archive_app.gui.reader.document.typography import SIZE

MOST_CELLS = 1500
"""Beyond this a table is shown as lines: Qt lays the whole of a table out at once (measured:
1,500 cells in 60 ms)."""

_SMALLEST = 0.6
"""The least size of a table's letters, in sizes of the text, at which they are read with ease."""

_PADDING, _TIGHT, _NONE = 6, 3, 1
"""Pixels round a cell's text: as is usual, with small letters, at the last."""

_SLACK = 4
"""Pixels that a column has beyond its longest word: Qt measures lines in whole pixels."""


def is_modest(rows: Sequence[Sequence[Span]]) -> bool:
    """Whether a table can be set as one."""
    return sum(len(row) for row in rows) <= MOST_CELLS and max(map(len, rows)) <= 24


@dataclass(slots=True)
class FittedTable:
    """A table in a document, and what its columns need.

    ``least`` are the widths of the columns' longest words, ``most`` those of their longest
    cells, in pixels at the size of the text, by the columns of the document.
    """

    table: QTextTable
    least: Sequence[float]
    most: Sequence[float]
    size: int
    line_height: float
    _fitted: tuple[int, int] | None = None

    def fit(self, room: float) -> None:
        """Set the letters and columns so that the table takes ``room`` pixels and no word is
        broken, as far as letters can be read that small; it never takes more."""
        inner = room - len(self.least) - 1
        smallest = round(self.size * _SMALLEST)
        choices = [(size, _PADDING if size > 0.7 * self.size else _TIGHT)
                   for size in range(self.size, smallest - 1, -1)]  # fmt: skip
        # More columns than there is room for words: a few letters a line have to do.
        last = [(size, _NONE) for size in range(smallest, 3, -1)]
        size, padding = next(
            (one for one in choices if sum(self._needs(*one)) <= inner),
            next((one for one in last if self._holds(*one, inner)), last[-1]),
        )
        lengths = [QTextLength(QTextLength.Type.FixedLength, width)
                   for width in self._widths(size, padding, inner)]  # fmt: skip
        shape = self.table.format()
        if lengths == shape.columnWidthConstraints() and (size, padding) == self._fitted:
            return
        cursor = self.table.firstCursorPosition()
        cursor.beginEditBlock()
        shape.setColumnWidthConstraints(lengths)
        shape.setCellPadding(padding)
        self.table.setFormat(shape)
        if size != (self._fitted[0] if self._fitted else self.size):
            self._resize(size)
        cursor.endEditBlock()
        self._fitted = (size, padding)

    def _needs(self, size: int, padding: int) -> list[float]:
        """The columns' least widths with their padding."""
        return [need * size / self.size + 2 * padding + _SLACK for need in self.least]

    def _holds(self, size: int, padding: int, inner: float) -> bool:
        """Whether a letter or two fit into each column."""
        return len(self.least) * (1.6 * size + 2 * padding) <= inner

    def _widths(self, size: int, padding: int, inner: float) -> list[int]:
        """The columns' widths with their padding: what they need, and what is left over by how
        much more they could take."""
        columns = len(self.least)
        needs = self._needs(size, padding)
        if sum(needs) > inner:
            return [int(inner / columns)] * columns
        wishes = [max(0.0, most - least) for most, least in zip(self.most, self.least, strict=True)]
        left, wished = inner - sum(needs), sum(wishes)
        shares = [wish / wished if wished else 1 / columns for wish in wishes]
        return [int(need + left * share) for need, share in zip(needs, shares, strict=True)]

    def _resize(self, size: int) -> None:
        letters, lines = QTextCharFormat(), QTextBlockFormat()
        letters.setProperty(QTextFormat.Property.FontPixelSize, size)
        lines.setLineHeight(
            round(self.line_height * size / self.size),
            QTextBlockFormat.LineHeightTypes.FixedHeight.value,
        )
        lines.setProperty(SIZE, size)
        cursor = self.table.firstCursorPosition()
        cursor.setPosition(self.table.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(letters)
        cursor.mergeBlockFormat(lines)


def insert_table(
    cursor: QTextCursor,
    rows: Sequence[Sequence[Span]],
    *,
    rtl: bool,
    paper: Paper,
    cell: Callable[[int, int, str], None],
    head: int = 0,
    bare: bool = False,
) -> QTextTable:
    """Insert a table at ``cursor`` and move it into each cell; ``cell`` puts the text there, and is
    told whether it is a ``cell``, a ``head`` (of the first ``head`` rows) or the ``caption`` (of a
    row that is but one cell). ``bare``: without lines.
    """
    width = max(len(row) for row in rows)
    captioned = len(rows) > 1 and len(rows[0]) == 1 and width > 1
    shape = QTextTableFormat()
    shape.setBorder(0 if bare else 1)
    shape.setBorderBrush(QColor(paper.hairline))
    style = QTextFrameFormat.BorderStyle
    shape.setBorderStyle(style.BorderStyle_None if bare else style.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(_PADDING)
    shape.setCellSpacing(0)
    shape.setBottomMargin(12)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table = cursor.insertTable(len(rows), width, shape)
    if captioned:
        table.mergeCells(0, 0, 1, width)
    heads = range(captioned, captioned + head)
    for number, row in enumerate(rows):
        kind = "head" if number in heads else "cell"
        if captioned and not number:
            cursor.setPosition(table.cellAt(0, 0).firstPosition())
            cell(*row[0], "caption")
            continue
        # Qt knows no right-to-left tables: the columns stand in the document the other way
        # round, and are filled in its order, so that no cell moves one that is filled.
        for at in range(width):
            column = width - 1 - at if rtl else at
            if column < len(row):
                cursor.setPosition(table.cellAt(number, at).firstPosition())
                cell(*row[column], kind)
    return table


def fitted(
    table: QTextTable,
    text: str,
    rows: Sequence[Sequence[Span]],
    *,
    rtl: bool,
    fonts: Sequence[QFont],
    line_height: float,
) -> FittedTable:
    """A table of ``rows`` (spans of ``text``) with what its columns need in the wider
    of ``fonts``, all of one size."""
    metrics = [QFontMetricsF(font) for font in fonts]

    def widest(strings: Collection[str]) -> float:
        longest = max(map(len, strings), default=0)
        # Measuring all of them takes long.
        likely = [string for string in strings if 2 * len(string) >= longest]
        return max((m.horizontalAdvance(string) for string in likely for m in metrics), default=0.0)

    width = max(len(row) for row in rows)
    least, most = [0.0] * width, [0.0] * width
    for column in range(width):
        # (A row of one cell is the caption, over all columns.)
        cells = [text[slice(*row[column])] for row in rows if column < len(row) and len(row) > 1]
        at = width - 1 - column if rtl else column
        least[at] = widest({word for cell in cells for word in cell.split()})
        most[at] = widest(cells)
    return FittedTable(table, least, most, fonts[0].pixelSize(), line_height)
