"""A note shown as what its Markdown means, and edited as Markdown, each in its own direction."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QTextBrowser, QWidget

from archive_app.gui.kit.copying import pasted
from archive_app.text.direction import Direction, direction


def set_directions(document: QTextDocument, default: Direction) -> None:
    """Give each paragraph of a document the direction of its own letters, and some leading."""
    block = document.begin()
    while block.isValid():
        way = direction(block.text(), default)
        shape = QTextBlockFormat()
        shape.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if way == "rtl" else Qt.LayoutDirection.LeftToRight
        )
        # Not a multiple of the face's own: an Arabic one takes enough as it is.
        shape.setLineHeight(
            line_pitch(document.defaultFont()),
            QTextBlockFormat.LineHeightTypes.MinimumHeight.value,
        )
        QTextCursor(block).mergeBlockFormat(shape)
        block = block.next()


def line_pitch(font: QFont) -> int:
    """The least distance of two lines of a note or its passage, in pixels."""
    return round(1.35 * QFontMetrics(font).lineSpacing())


def plain_note(markdown: str) -> str:
    """The words of a note, without its Markdown, on one line."""
    document = QTextDocument()
    features = QTextDocument.MarkdownFeature
    document.setMarkdown(markdown, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
    return " ".join(document.toPlainText().split())


class NoteView(QTextBrowser):
    """A note, rendered. It loads nothing: neither pictures nor pages nor style sheets."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.document().setDocumentMargin(0)
        self.setStyleSheet("background: transparent; border: none;")
        self.viewport().setAutoFillBackground(False)

    def show_note(self, markdown: str, default: Direction) -> None:
        """Show a note; ``default`` is the direction of lines without letters."""
        features = QTextDocument.MarkdownFeature
        self.document().setMarkdown(
            markdown, features.MarkdownDialectGitHub | features.MarkdownNoHTML
        )
        set_directions(self.document(), default)
        self._fit()

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        """Nothing, whatever a note asks for."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the text is at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(max(40, self.viewport().width()))
        height = round(self.document().size().height()) + 2
        if height != self.height():
            self.setFixedHeight(height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press chooses the card."""
        self.pressed.emit()
        super().mousePressEvent(event)

    def wheelEvent(self, event: QEvent) -> None:
        """The wheel is for what lies behind."""
        event.ignore()


class NoteEditor(QPlainTextEdit):
    """Edits a note's Markdown, growing with it. Leaving it keeps what was written."""

    finished = Signal()
    """It was left, by a key or otherwise: the text is to be kept."""
    grown = Signal()

    def __init__(self, text: str, default: Direction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._default: Direction = default
        self._over = False
        self._most = 0
        self.setObjectName("note_editor")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlaceholderText(self.tr("Write a note (Markdown)"))
        self.setAccessibleName(self.tr("Note"))
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.textChanged.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        way = direction(self.toPlainText(), self._default)
        option = self.document().defaultTextOption()
        wanted = Qt.LayoutDirection.RightToLeft if way == "rtl" else Qt.LayoutDirection.LeftToRight
        if option.textDirection() != wanted:
            option.setTextDirection(wanted)
            # In a plain text edit the side does not follow the direction.
            right = way == "rtl"
            option.setAlignment(
                Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            )
            self.document().setDefaultTextOption(option)
        self._fit()

    def limit(self, most: int) -> None:
        """Be no higher than so many pixels: beyond, the text scrolls within."""
        if most != self._most:
            self._most = most
            self._fit()

    def _fit(self) -> None:
        least = 3 * self.fontMetrics().lineSpacing()
        height = wanted = round(max(least, self._text_height()) + 22)
        if self._most:
            height = min(wanted, max(self._most, least + 22))
        policies = Qt.ScrollBarPolicy
        whole = height == wanted
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOff if whole else policies.ScrollBarAsNeeded
        )
        if height != self.height():
            self.setFixedHeight(height)
            self.grown.emit()
        if whole:
            # All of it has room: what was scrolled away while it had none comes back.
            self.verticalScrollBar().setValue(0)
        else:
            self.ensureCursorVisible()

    def _text_height(self) -> float:
        """The height of all lines: a face that steps in for Arabic has taller ones."""
        height = 0.0
        block = self.document().begin()
        while block.isValid():
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lines break elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as it was made."""
        return QSize(super().sizeHint().width(), self.height())

    def _finish(self) -> None:
        if not self._over:
            self._over = True
            self.finished.emit()

    def event(self, event: QEvent) -> bool:
        """Escape and Ctrl+Enter belong to the editor, not to the window's shortcuts."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter and Escape leave it; undoing takes back what was written."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape or (enter and control):
            self._finish()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the editor keeps what was written (a menu or another window is no leaving)."""
        super().focusOutEvent(event)
        reasons = Qt.FocusReason
        if event.reason() not in {reasons.PopupFocusReason, reasons.ActiveWindowFocusReason}:
            self._finish()

    def insertFromMimeData(self, source: object) -> None:
        """Plain text only, in reading order."""
        self.insertPlainText(pasted(source.text()))  # type: ignore[attr-defined]
