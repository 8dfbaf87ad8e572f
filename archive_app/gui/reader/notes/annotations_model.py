"""The rows of the library-wide annotations view, and how a row is painted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from archive_app.core.model import Annotation, Article
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import date_text, isolate, visible
from archive_app.gui.kit.theme import paper_for
from archive_app.gui.reader.document.marks import draw_shape
from archive_app.gui.reader.notes.note_text import plain_note
from archive_app.text.direction import direction

Row = tuple[Article, Annotation]
Index = QModelIndex | QPersistentModelIndex

PERIODS = {"": 0, "day": 1, "week": 7, "month": 31, "year": 366}
"""Periods to look back over, in days; the empty one is all time."""


def within(rows: Sequence[Row], period: str, now: datetime | None = None) -> list[Row]:
    """The rows whose annotation was changed within a period (a key of `PERIODS`)."""
    days = PERIODS[period]
    if not days:
        return list(rows)
    since = ((now or datetime.now(UTC)) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S")
    return [row for row in rows if (row[1].modified or row[1].created) >= since]


class AnnotationsModel(QAbstractListModel):
    """Annotations with their articles, in the order given."""

    RowRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """The annotation and its article in a row."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, or its words for screen readers."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        article, item = row
        if role == self.RowRole:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            quote = item.anchor.exact if item.anchor is not None else ""
            parts = (quote, item.note, article.metadata.title)
            return visible(" · ".join(part for part in parts if part))
        return None


class AnnotationDelegate(QStyledItemDelegate):
    """Paints a passage, its note and where it is from, each in its own direction."""

    PAD = 12

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Up to two lines of the passage, two of the note, and one of the article."""
        row = index.data(AnnotationsModel.RowRole)
        widget = self.parent()
        width = widget.viewport().width() if isinstance(widget, QListView) else 400
        width -= 2 * self.PAD + 20
        lines = 1
        for text in (row[1].anchor.exact if row[1].anchor is not None else "", _note(row[1])):
            if text:
                metrics = QFontMetrics(option.font)
                lines += 1 if metrics.horizontalAdvance(text[:400]) <= width else 2
        return QSize(200, lines * _line_height(option.font) + 2 * self.PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        row = index.data(AnnotationsModel.RowRole)
        if row is None:
            return
        article, item = row
        theme = self._context.theme
        paper = paper_for("auto", theme)
        painter.save()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selected))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        inner = rect.adjusted(self.PAD + 20, self.PAD, -self.PAD, -self.PAD)
        if rtl:
            inner = rect.adjusted(self.PAD, self.PAD, -self.PAD - 20, -self.PAD)
        x = rect.right() - self.PAD - 6 if rtl else rect.left() + self.PAD + 6
        ink = QColor(paper.marks.get(item.color, theme.muted))
        line = _line_height(option.font)
        draw_shape(
            painter, QPointF(x, inner.top() + line / 2), item.color, ink, filled=bool(item.note)
        )
        top = inner.top()
        if item.anchor is not None:
            top = _lines(painter, QRect(inner.left(), top, inner.width(), 2 * line),
                         item.anchor.exact, option.font, QColor(theme.text), 2)  # fmt: skip
        if item.note:
            top = _lines(painter, QRect(inner.left(), top, inner.width(), 2 * line),
                         _note(item), option.font, QColor(theme.accent), 2)  # fmt: skip
        data = article.metadata
        about = " · ".join(
            part
            for part in (
                isolate(data.title or article.path.rsplit("/", 1)[-1]),
                isolate(data.source),
                isolate(date_text(data.date)),
                "  ".join(f"#{isolate(tag)}" for tag in item.tags),
            )
            if part
        )
        _lines(painter, QRect(inner.left(), top, inner.width(), line), about,
               option.font, QColor(theme.muted), 1)  # fmt: skip
        painter.setPen(QColor(theme.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


@lru_cache(maxsize=4096)
def _words(markdown: str) -> str:
    return plain_note(markdown)


def _note(item: Annotation) -> str:
    return _words(item.note) if item.note else ""


def _line_height(font: QFont) -> int:
    return round(QFontMetrics(font).height() * 1.35)


def _lines(painter: QPainter, rect: QRect, text: str, font: QFont, color: QColor, most: int) -> int:
    """Draw at most ``most`` lines of ``text`` in its own direction, the last one elided.

    Returns where the next line begins.
    """
    text = " ".join(text.split())
    height = _line_height(font)
    option = QTextOption()
    way = Qt.LayoutDirection.RightToLeft
    if direction(text, "rtl") == "ltr":
        way = Qt.LayoutDirection.LeftToRight
    option.setTextDirection(way)
    option.setAlignment(Qt.AlignmentFlag.AlignLeft)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid() and len(starts) <= most:
        line.setLineWidth(rect.width())
        starts.append(line.textStart())
    layout.endLayout()
    painter.setPen(color)
    painter.setFont(font)
    for number, start in enumerate(starts[:most]):
        stop = starts[number + 1] if number + 1 < len(starts) else len(text)
        part = text[start:stop].rstrip()
        if number == most - 1 and len(starts) > most:
            metrics = QFontMetrics(font)
            part = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, rect.width())
        where = QRectF(rect.left(), rect.top() + number * height, rect.width(), height)
        single = QTextOption(option)
        single.setWrapMode(QTextOption.WrapMode.NoWrap)
        single.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(where, part, single)
    return rect.top() + max(1, min(most, len(starts))) * height
