"""The text in its column: laid out, scrolled, and asked where things stand.

A place is a code point of the article. One that was gone to is held through every change of size
and width, until somebody scrolls: only then is the place what happens to be at the top.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QShowEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from archive_app.core.model import Span
from archive_app.gui.reader.document.document import Built
from archive_app.gui.reader.document.gradual_layout import GradualLayout
from archive_app.gui.reader.document.hit_testing import into_line
from archive_app.gui.reader.document.typography import Typography

MARGIN = 44
"""The least margin beside the column in pixels: two margin marks fit in it."""

TOP = 28

FAR = 10_000_000.0
"""Pixels from the view, up or down, at which something stands that is not laid out yet."""


class TextView(QTextEdit):
    """Shows a built document in a column. All spans and places are code points of the article."""

    scrolled = Signal()
    """The text moved under the panel beside it, or was laid out anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._built: Built | None = None
        self._text = ""
        self._typography = Typography()
        self._held: tuple[int, float] | None = None
        self._scrolling = False
        self._gradual = GradualLayout(self._keeping_place, self)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._hold)

    @property
    def built(self) -> Built | None:
        """What is shown."""
        return self._built

    def show_built(self, built: Built, text: str, typography: Typography) -> None:
        """Show a built document of ``text``, from its top."""
        before = self._built
        self._built, self._text, self._typography = built, text, typography
        # The document goes with the page; one shown before goes now.
        built.document.setParent(self)
        self._held = None
        self._gradual.begin(built.document, 0)
        self.setDocument(built.document)
        if before is not None and before.document is not built.document:
            before.document.deleteLater()
        self.lay_out()
        self.verticalScrollBar().setValue(0)

    # ------------------------------------------------------------ where things are

    def reveal(self, span: Span) -> None:
        """Bring a part of the article into view, a third from the top, if it is not in view."""
        rect = self.span_rect(span)
        if rect is None:
            return
        view = self.viewport().rect()
        if rect.top() >= 8 and rect.bottom() <= view.height() - 8:
            return
        self._held = (span[0], view.height() / 3)
        self._hold()

    def span_rect(self, span: Span) -> QRectF | None:
        """The rectangle of a span's first line, in the viewport; None where it is not shown."""
        if self._built is None:
            return None
        ranges = self._built.positions.ranges(*span)
        if not ranges:
            return None
        return self.caret_rect(ranges[0][0])

    def caret_rect(self, position: int) -> QRectF:
        """The caret's rectangle at a document position, in the viewport; far above or below it
        what is not laid out yet.
        """
        if side := self._gradual.side(position):
            return QRectF(0, side * FAR, 1, 1)
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        return QRectF(self.cursorRect(cursor))

    def origin(self) -> QPointF:
        """The document's point at the viewport's upper left corner. As Qt has it: in a window
        that runs from the right a document that is too wide is seen from its right end.
        """
        bar = self.horizontalScrollBar()
        across = bar.maximum() - bar.value() if self.isRightToLeft() else bar.value()
        return QPointF(across, self.verticalScrollBar().value())

    def cursorForPosition(self, point: QPoint) -> QTextCursor:
        """The letter nearest to a point of the viewport, on the nearest line."""
        return super().cursorForPosition(self._into_line(point))

    def _into_line(self, point: QPoint) -> QPoint:
        """A point of the viewport moved into the nearest line."""
        origin = self.origin()
        return (into_line(self.document(), QPointF(point) + origin) - origin).toPoint()

    def on_line(self, event: QMouseEvent) -> QMouseEvent:
        """The event as if it were on the nearest line, for Qt to select by."""
        point = event.position().toPoint()
        inside = self.viewport().rect()
        moved = self._into_line(point)
        if moved == point or inside.contains(moved) != inside.contains(point):
            # (Outside the view a drag scrolls it, and must stay outside.)
            return event
        return QMouseEvent(
            event.type(),
            QPointF(event.position().x(), moved.y()),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )

    def place(self) -> int:
        """The code point at the top of the view: where the reader is."""
        if self._held is not None and not self._held[1]:
            return self._held[0]
        if self._built is None or self.verticalScrollBar().value() == 0:
            return 0
        position = self.cursorForPosition(QPoint(self.viewport().width() // 2, 4)).position()
        return self._built.positions.to_text(position) or 0

    def horizon(self) -> int:
        """The code point up to which the text has surely been laid out: some pages below the
        view.
        """
        if self._built is None:
            return 0
        corner = QPoint(self.viewport().width() // 2, self.viewport().height() - 1)
        block = self.cursorForPosition(corner).block()
        for _ in range(40):
            following = block.next()
            if not following.isValid():
                return len(self._text)
            if not following.isVisible():
                break
            block = following
        return self._built.positions.to_text(block.position()) or len(self._text)

    def go_to_place(self, point: int) -> None:
        """Bring a code point to the top of the view (0: the headline), and keep it there while
        the page is laid out, until somebody scrolls.
        """
        if self._built is None:
            return
        if point <= 0:
            self._held = None
            self.verticalScrollBar().setValue(0)
            return
        self._held = (point, 0.0)
        self._hold()

    def _hold(self) -> None:
        """Bring what is held to where it is to stand in the view."""
        if self._held is None or self._built is None or self._scrolling:
            return
        point, below = self._held
        position = self._built.positions.to_document(point)
        if position is None:
            return
        self._scrolling = True
        if self._gradual.side(position):
            self._lay_out_from(position)
        bar = self.verticalScrollBar()
        wanted = round(bar.value() + self.caret_rect(position).top() - below)
        # Qt tells the bar of what is laid out only later.
        room = self.document().size().height() - self.viewport().height()
        if bar.maximum() < min(wanted, room):
            bar.setMaximum(round(room))
        bar.setValue(wanted)
        self._scrolling = False

    def _lay_out_from(self, position: int) -> None:
        """Lay the text out from a document position that is not laid out."""
        document = self.document()
        self._gradual.begin(document, position)
        document.markContentsDirty(0, document.characterCount() - 1)

    def _keeping_place(self, change: Callable[[], None]) -> None:
        """Keep what is seen where it is while the heights above it change."""
        layout, bar = self.document().documentLayout(), self.verticalScrollBar()
        first = self.cursorForPosition(QPoint(self.viewport().width() // 2, 4)).block()
        self._scrolling = True
        before = layout.blockBoundingRect(first).top()
        change()
        moved = layout.blockBoundingRect(first).top() - before
        wanted = round(bar.value() + moved)
        bar.setMaximum(max(bar.maximum(), wanted))
        bar.setValue(wanted)
        self._scrolling = False
        self._hold()

    def _scrolled(self, value: int) -> None:
        # At the end of its range Qt may have put the bar while the text is not laid out.
        if not self._scrolling and value < self.verticalScrollBar().maximum():
            self._held = None
        self.scrolled.emit()

    # ------------------------------------------------------------ laying out

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the place that was gone to before: Qt goes to the caret when first shown."""
        held, self._scrolling = self._held, True
        super().showEvent(event)
        self._scrolling = False
        self._held = held
        self._hold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place while the column is set anew."""
        held = self._held or (self.place(), 0.0)
        if self._built is not None and event.size().width() != event.oldSize().width():
            position = self._built.positions.to_document(held[0]) or 0
            self._gradual.begin(self.document(), position)
        self._scrolling = True
        super().resizeEvent(event)
        self.lay_out()
        self._scrolling = False
        if held[0]:
            self._held = held
            self._hold()

    @property
    def margin(self) -> int:
        """Pixels beside the column, on each side."""
        return max(MARGIN, (self.viewport().width() - self._typography.column_width) // 2)

    def lay_out(self) -> None:
        """Centre the column in the page."""
        if self._built is None:
            return
        margin = self.margin
        document = self.document()
        frame = document.rootFrame()
        shape = frame.frameFormat()
        if (shape.leftMargin(), shape.topMargin()) != (margin, TOP):
            # A picture's greatest width is the page's without the document's margins: those of
            # the frame alone would let it grow beyond the column.
            document.setDocumentMargin(margin)
            shape.setMargin(margin)
            shape.setTopMargin(TOP)
            shape.setBottomMargin(96)
            frame.setFrameFormat(shape)
        for table in self._built.tables:
            table.fit(self.viewport().width() - 2 * margin)
        self.scrolled.emit()

    def blocks_in(self, rect: QRect) -> list[QTextBlock]:
        """The blocks that a rectangle of the viewport shows, and a neighbour on each side."""
        first = self.cursorForPosition(rect.topLeft()).block()
        last = self.cursorForPosition(rect.bottomRight()).block()
        if first.position() > last.position():
            first, last = last, first
        first = first.previous() if first.previous().isValid() else first
        stop = last.next() if last.next().isValid() else last
        # A document that was only just set may be asked before it is laid out, and then says
        # nonsense; where a block stands is always true.
        layout = self.document().documentLayout()
        top = rect.top() + self.verticalScrollBar().value()
        while _is_laid_out(first.previous()) and layout.blockBoundingRect(first).top() > top:
            first = first.previous()
        bottom = top + rect.height()
        while _is_laid_out(stop.next()) and layout.blockBoundingRect(stop).bottom() < bottom:
            stop = stop.next()
        # In a table's row the cursor may stand in any cell: take whole rows.
        found = [first]
        while found[-1] != stop and found[-1].next().isValid():
            found.append(found[-1].next())
        return found


def _is_laid_out(block: QTextBlock) -> bool:
    return block.isValid() and block.isVisible()
