"""The line nearest to a point of a document.

Qt takes a point between two lines (a tenth of the height at the usual leading) for the start of
the lower one, whatever its place along the line. A point that is first moved into the nearest
line is taken for the nearest letter there.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextTable


def into_line(document: QTextDocument, point: QPointF) -> QPointF:
    """``point`` (of the document, in pixels) moved up or down into the nearest line."""
    # Moved into a table's row, it may be beside the few lines of another cell.
    for _ in range(2):
        moved = _moved(document, point)
        if moved == point:
            break
        point = moved
    return point


def _moved(document: QTextDocument, point: QPointF) -> QPointF:
    at = document.documentLayout().hitTest(point, Qt.HitTestAccuracy.FuzzyHit)
    if at < 0:
        return point
    nearest, middle = float("inf"), point.y()
    for block in _around(document, document.findBlock(at)):
        for top, bottom in _lines(document, block):
            distance = max(top - point.y(), point.y() - bottom)
            if distance < 0:
                return point
            if distance < nearest:
                nearest, middle = distance, (top + bottom) / 2
    return QPointF(point.x(), middle)


def _around(document: QTextDocument, block: QTextBlock) -> Iterator[QTextBlock]:
    """A block and its neighbours; in a table, the blocks of its cell."""
    table: QTextTable | None = QTextCursor(block).currentTable()
    if table is None:
        yield from (near for near in (block.previous(), block, block.next()) if near.isValid())
        return
    cell = table.cellAt(block.position())
    inside = document.findBlock(cell.firstPosition())
    while inside.isValid() and inside.position() <= cell.lastPosition():
        yield inside
        inside = inside.next()


def _lines(document: QTextDocument, block: QTextBlock) -> Iterator[tuple[float, float]]:
    """Top and bottom of each line as Qt tests it: without the leading."""
    origin = document.documentLayout().blockBoundingRect(block).top()
    layout = block.layout()
    for number in range(layout.lineCount()):
        rect = layout.lineAt(number).naturalTextRect()
        yield origin + rect.top(), origin + rect.bottom()
