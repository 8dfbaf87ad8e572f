"""Tables of the article's text, set with hairlines between the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QColor, QTextCursor, QTextFrameFormat, QTextLength, QTextTableFormat

from archive_app.core.model import Span
from archive_app.gui.kit.theme import Paper

MOST_CELLS = 1500
"""Beyond this a table is shown as lines: Qt lays the whole of a table out at once (measured:
1,500 cells in 60 ms)."""


def is_modest(rows: Sequence[Sequence[Span]]) -> bool:
    """Whether a table can be set as one."""
    return sum(len(row) for row in rows) <= MOST_CELLS and max(map(len, rows)) <= 24


def insert_table(
    cursor: QTextCursor,
    rows: Sequence[Sequence[Span]],
    *,
    rtl: bool,
    paper: Paper,
    cell: Callable[[int, int], None],
) -> None:
    """Insert a table at ``cursor`` and move it into each cell; ``cell`` puts the text there."""
    width = max(len(row) for row in rows)
    shape = QTextTableFormat()
    shape.setBorder(1)
    shape.setBorderBrush(QColor(paper.hairline))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(6)
    shape.setCellSpacing(0)
    shape.setBottomMargin(12)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table = cursor.insertTable(len(rows), width, shape)
    for number, row in enumerate(rows):
        # Qt knows no right-to-left tables: the columns stand in the document the other way
        # round, and are filled in its order, so that no cell moves one that is filled.
        for at in range(width):
            column = width - 1 - at if rtl else at
            if column < len(row):
                cursor.setPosition(table.cellAt(number, at).firstPosition())
                cell(*row[column])
