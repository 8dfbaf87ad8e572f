"""The page: an article's text with what is marked in it, to read and to select from.

A `QTextEdit` that only reads: it brings bidirectional caret movement, selection by mouse and
keyboard, input methods and accessibility, and lays long texts out as they are looked at. The
highlights are painted under its text by `marks`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import unquote

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlock,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from archive_app.core.model import Span
from archive_app.gui.kit.copying import to_clipboard
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.kit.theme import WHITE, Paper
from archive_app.gui.reader.document.byline import TAG_SCHEME
from archive_app.gui.reader.document.document import Built
from archive_app.gui.reader.document.inline import INSIDE
from archive_app.gui.reader.document.marks import MARK_STEP, Mark, MarksPainter, in_lanes
from archive_app.gui.reader.document.segments import grow, sentences, words
from archive_app.gui.reader.document.text_view import TextView
from archive_app.gui.reader.document.typography import ROLE, Typography


class ArticlePage(TextView):
    """Shows a built document. All spans that come and go are code points of the article."""

    selectionSettled = Signal()
    """The selection was made (or is gone), by mouse or keyboard."""
    annotationClicked = Signal(str)
    """A highlight or a margin mark was clicked: its annotation."""
    groundClicked = Signal()
    """A click that was on no annotation: what is chosen is let go."""
    linkClicked = Signal(str)
    zoomStepped = Signal(int)
    """The wheel with Ctrl, or a pinch: a step larger (1) or smaller (-1)."""
    menuWanted = Signal(QPoint)
    """The menu of the text, at a place of the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_page")
        self.setAccessibleName(self.tr("Article"))
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setCursorWidth(2)
        self.marks = MarksPainter()
        self.mime_maker: Callable[[Span], QMimeData] | None = None
        self._paper = WHITE
        self._pressed: QPoint | None = None
        self.set_paper(WHITE)

    # ------------------------------------------------------------ showing

    @property
    def paper(self) -> Paper:
        """What it lies on."""
        return self._paper

    def show_built(self, built: Built, text: str, typography: Typography) -> None:
        """Show a built document of ``text``, from its top, with nothing marked."""
        self.marks.marks = []
        self.marks.set_hits(())
        self.marks.active = ""
        super().show_built(built, text, typography)

    def lay_out(self) -> None:
        """Centre the column, with the marks in the margin where its lines begin."""
        super().lay_out()
        if self._built is None:
            return
        width, margin = self.viewport().width(), self.margin
        rtl = self._built.direction == "rtl"
        self.marks.margin_at = width - margin + MARK_STEP if rtl else margin - MARK_STEP
        self.marks.outward = 1.0 if rtl else -1.0

    def set_paper(self, paper: Paper) -> None:
        """Lay the text on another paper (the document keeps its own colours until rebuilt)."""
        if paper is self._paper and self.styleSheet():
            return
        self._paper = paper
        palette = self.palette()
        role = QPalette.ColorRole
        for key, color in (
            (role.Base, paper.ground),
            (role.Window, paper.ground),
            (role.Text, paper.text),
            (role.Highlight, paper.here),
            (role.HighlightedText, paper.text),
            (role.Link, paper.link),
        ):
            palette.setColor(QPalette.ColorGroup.All, key, QColor(color))
        self.setPalette(palette)
        self.viewport().setPalette(palette)
        # The style sheet of the window would win over the palette.
        self.setStyleSheet(
            f"#article_page {{ background: {paper.ground}; color: {paper.text};"
            f" selection-background-color: {paper.here}; selection-color: {paper.text};"
            " border: none; }"
            f"QScrollBar::handle {{ background: {paper.hairline}; }}"
            f"QScrollBar::handle:hover {{ background: {paper.muted}; }}"
        )
        self.viewport().update()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Paint these highlights."""
        self.marks.marks = in_lanes(marks)
        self.viewport().update()

    def mark(self, annotation_id: str, color: str, span: Span, **look: bool) -> Mark | None:
        """A mark for a span of the article; None where none of it is shown."""
        if self._built is None:
            return None
        ranges = tuple(self._built.positions.ranges(*span))
        return Mark(annotation_id, color, ranges, **look) if ranges else None

    def set_active(self, annotation_id: str) -> None:
        """Set one annotation's passage apart."""
        if self.marks.active != annotation_id:
            self.marks.active = annotation_id
            self.viewport().update()

    def set_hits(self, spans: Sequence[Span], here: int = -1) -> None:
        """Mark found words and the one (an index) that the reader is at."""
        if self._built is None:
            return
        found: list[Span] = []
        index = -1
        for number, span in enumerate(spans):
            if number == here:
                index = len(found)
            found += self._built.positions.ranges(*span)
        self.marks.set_hits(found, index)
        self.viewport().update()

    # ------------------------------------------------------------ where things are

    def selected_span(self) -> Span | None:
        """The selected part of the article, or None."""
        cursor = self.textCursor()
        if self._built is None or not cursor.hasSelection():
            return None
        return self._built.positions.selection(cursor.selectionStart(), cursor.selectionEnd())

    def select_span(self, span: Span) -> None:
        """Select a part of the article (keyboard focus stays where it is)."""
        if self._built is None:
            return
        ranges = self._built.positions.ranges(*span)
        if not ranges:
            return
        cursor = self.textCursor()
        cursor.setPosition(ranges[0][0])
        cursor.setPosition(ranges[-1][1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.selectionSettled.emit()

    def clear_selection(self) -> None:
        """Select nothing; the caret stays at the selection's end."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def selection_rects(self) -> tuple[QRectF, QRectF] | None:
        """The caret's rectangles at the selection's start and end, in the viewport."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return (
            self.caret_rect(cursor.selectionStart()),
            self.caret_rect(cursor.selectionEnd()),
        )

    # ------------------------------------------------------------ selecting with one key

    def select_word(self) -> None:
        """Select the word at the caret; again, one more."""
        self._select_with(words)

    def select_sentence(self) -> None:
        """Select the sentence at the caret; again, one more."""
        self._select_with(sentences)

    def _select_with(self, split: Callable[[str, int, int], list[Span]]) -> None:
        if self._built is None or not self._text:
            return
        cursor = self.textCursor()
        positions = self._built.positions
        span = self.selected_span()
        if span is None:
            at = cursor.position()
            if not self.viewport().rect().contains(self.cursorRect().center()):
                at = self.cursorForPosition(QPoint(self.viewport().width() // 2, 40)).position()
            point = positions.to_text(at)
            if point is None:
                return
            span = (point, point)
        spans: list[Span] = []
        for segment in positions.segments:
            if segment.end < span[0]:
                continue
            if segment.start > span[1] and spans and spans[-1][1] > span[1]:
                break
            start, end = self._paragraph(segment.start, segment.end)
            if not spans or start >= spans[-1][1]:
                spans += split(self._text, start, end)
        wanted = grow(spans, span)
        if wanted is not None:
            self.select_span(wanted)
            self.ensureCursorVisible()

    def _paragraph(self, start: int, end: int) -> Span:
        """A segment with those of the same paragraph round it (isolates part them)."""
        segments = self._built.positions.segments if self._built else []
        for segment in segments:
            if segment.start == end:
                end = segment.end
        return start, end

    def paintEvent(self, event: QPaintEvent) -> None:
        """The marks first, the text over them."""
        if self._built is not None:
            painter = QPainter(self.viewport())
            painter.setClipRect(event.rect())
            painter.translate(-self.origin())
            blocks = self.blocks_in(self.viewport().rect())
            self._paint_rules(painter, blocks)
            self.marks.paint(painter, self.document(), blocks, self._paper)
            painter.end()
        super().paintEvent(event)

    def _paint_rules(self, painter: QPainter, blocks: Sequence[QTextBlock]) -> None:
        """A line along each quotation, on the side where its lines begin."""
        layout = self.document().documentLayout()
        for block in blocks:
            if block.blockFormat().property(ROLE) != "quote":
                continue
            rect = layout.blockBoundingRect(block)
            rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
            margin = self.document().rootFrame().frameFormat().leftMargin()
            x = self.viewport().width() - margin - 3 if rtl else margin
            painter.fillRect(
                QRectF(x, rect.top() + 4, 3, rect.height() - 8), QColor(self._paper.hairline)
            )

    # ------------------------------------------------------------ events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Shift+Space page; all else is Qt's own."""
        if event.key() == Qt.Key.Key_Space and not (
            event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        ):
            self.page_on(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            # Qt's own would leave data made in Python on the clipboard past Python's end.
            if self.selected_span() is not None:
                to_clipboard(self.createMimeDataFromSelection())
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A selection by keyboard is settled when the keys are let go."""
        super().keyReleaseEvent(event)
        keys = {Qt.Key.Key_Shift, Qt.Key.Key_A, Qt.Key.Key_Escape}
        if event.key() in keys or not event.modifiers():
            self.selectionSettled.emit()

    def page_on(self, direction: int) -> None:
        """Go a page on (1) or back (-1), keeping a line in view."""
        bar = self.verticalScrollBar()
        step = self.viewport().height() - round(1.5 * self._typography.line_height())
        bar.setValue(bar.value() + direction * max(40, step))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where, so that a click can be told from a drag."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(self.on_line(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens a link or an annotation; a drag has made a selection."""
        super().mouseReleaseEvent(self.on_line(event))
        point = event.position().toPoint()
        pressed, self._pressed = self._pressed, None
        clicked = pressed is not None and (point - pressed).manhattanLength() < 4
        if event.button() == Qt.MouseButton.LeftButton and clicked:
            if self.textCursor().hasSelection():
                self.selectionSettled.emit()
            elif name := self.annotation_at(point):
                # (A link that is highlighted: a click with Ctrl follows it.)
                href = self.anchorAt(point)
                follow = href and event.modifiers() & Qt.KeyboardModifier.ControlModifier
                if follow:
                    self.follow(href)
                else:
                    self.annotationClicked.emit(name)
            elif href := self.anchorAt(point):
                self.groundClicked.emit()
                self.follow(href)
            else:
                self.groundClicked.emit()
                self.selectionSettled.emit()
            return
        self.selectionSettled.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A word is selected."""
        super().mouseDoubleClickEvent(self.on_line(event))
        self.selectionSettled.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be clicked."""
        super().mouseMoveEvent(self.on_line(event))
        point = event.position().toPoint()
        over = bool(self.anchorAt(point)) or bool(self._margin_mark(point))
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def follow(self, href: str) -> None:
        """Go to a place of the text; other links are for the window."""
        inside = INSIDE.fullmatch(href)
        if inside is None:
            self.linkClicked.emit(href)
        else:
            self.reveal((int(inside[1]), int(inside[1]) + 1))

    def _told(self, href: str) -> str:
        """Where a link goes, for the eye: an address in its own order, or the beginning of the
        place in the text."""
        inside = INSIDE.fullmatch(href)
        if inside is None:
            return "" if href.startswith(TAG_SCHEME) else isolate(unquote(href))
        start = int(inside[1])
        words = self._text[start : start + 400].partition("\n\n")[0].split()
        return isolate(" ".join(words))

    def annotation_at(self, point: QPoint) -> str:
        """The innermost annotation at a point of the viewport (text or margin), or nothing."""
        if name := self._margin_mark(point):
            return name
        cursor = self.cursorForPosition(point)
        # The nearest caret place is as far as the next line or past its end: look at the rect.
        for position in (cursor.position(), cursor.position() - 1):
            for mark in self.marks.marks_at(position):
                rect = self.caret_rect(cursor.position())
                near = abs(rect.center().x() - point.x()) < 2 * self._typography.size
                if near and rect.top() - 4 <= point.y() <= rect.bottom() + 4:
                    return mark.id
        return ""

    def _margin_mark(self, point: QPoint) -> str:
        return self.marks.margin_mark_at(QPointF(point) + self.origin())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The pane's menu, not Qt's: its own would offer what cannot be done here."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menuWanted.emit(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))
        else:
            self.menuWanted.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel changes the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoomStepped.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """A pinch on a touchpad changes the size; over a link it says where it goes."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            told = self._told(self.anchorAt(event.pos()))
            if told:
                QToolTip.showText(event.globalPos(), told, self)
            else:
                QToolTip.hideText()
            return True
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            if abs(event.value()) > 0.02:
                self.zoomStepped.emit(1 if event.value() > 0 else -1)
            return True
        return super().viewportEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied or dragged: the article's own text, never the byline's isolates."""
        span = self.selected_span()
        if span is None or self.mime_maker is None:
            return super().createMimeDataFromSelection()
        return self.mime_maker(span)
