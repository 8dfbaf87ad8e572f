"""One annotation in the panel: its passage, its note, its tags, and what can be done to it."""

from __future__ import annotations

import html
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from archive_app.core.model import COLORS, AnchorStatus, Placed, Span
from archive_app.gui.kit.commands import Id
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.kit.theme import Paper
from archive_app.gui.kit.windows import ENTER
from archive_app.gui.reader.document.marks import draw_shape
from archive_app.gui.reader.notes.colors import color_name, swatch
from archive_app.gui.reader.notes.note_text import NoteEditor, NoteView, line_pitch
from archive_app.gui.reader.notes.tag_editor import TagEditor
from archive_app.text.direction import direction

_QUOTE = 140
"""Letters of a passage that a card shows."""


class NoteCard(QFrame):
    """An annotation's card. It writes nothing itself; its signals say what is to be written."""

    pressed = Signal(str)
    noteWritten = Signal(str, str)
    """The editor was left: the annotation and what stands in it."""
    typed = Signal(str, str)
    """Something was typed: likewise."""
    tagsChanged = Signal(str, object)
    recolored = Signal(str, str)
    removed = Signal(str)
    anchored = Signal(str, object)
    """The annotation belongs to this span (a candidate that was chosen, or one confirmed)."""
    grown = Signal()
    writing = Signal()
    """The note is being edited."""
    ended = Signal()
    """It was left by a key: the text is to be read on."""

    def __init__(self, context: Context, paper: Paper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note_card")
        self._context = context
        self._paper = paper
        self._placed: Placed | None = None
        self._text = ""
        self._active = False
        self._height = (-1, 0)
        self.grown.connect(self._forget_height)
        self.editor: NoteEditor | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 18, 8)
        column.setSpacing(4)
        self._column = column
        self.quote = QLabel(self)
        self.quote.setWordWrap(True)
        self.quote.setTextFormat(Qt.TextFormat.RichText)
        self.quote.setProperty("role", "muted")
        self.note = NoteView(self)
        self.note.pressed.connect(self._press)
        self.note.anchorClicked.connect(lambda url: context.tell(url.toString()))
        self.status = QLabel(self)
        self.status.setWordWrap(True)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setProperty("role", "danger")
        self.candidates = QVBoxLayout()
        self.candidates.setSpacing(2)
        self.tag_line = QLabel(self)
        self.tag_line.setWordWrap(True)
        self.tag_line.setTextFormat(Qt.TextFormat.PlainText)
        self.tag_editor = TagEditor(context, self)
        self.tag_editor.hide()
        self.tag_editor.added.connect(self._tags_edited)
        self.tag_editor.removed.connect(self._tags_edited)
        self.tag_editor.done.connect(self._end_tags)
        self.unsaved = QLabel(self.tr("Not saved yet; it is tried again."), self)
        self.unsaved.setWordWrap(True)
        self.unsaved.setProperty("role", "danger")
        self.unsaved.hide()
        self.tools = QWidget(self)
        self._fill_tools()
        column.addWidget(self.quote)
        column.addWidget(self.note)
        column.addWidget(self.unsaved)
        column.addWidget(self.status)
        column.addLayout(self.candidates)
        column.addWidget(self.tag_line)
        column.addWidget(self.tag_editor)
        column.addWidget(self.tools)

    def _fill_tools(self) -> None:
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._buttons: dict[str, QToolButton] = {}
        for icon, text, slot in (
            ("edit", self.tr("Edit the note"), self.edit),
            ("tag", self.tr("Tags of the passage"), self.edit_tags),
            ("highlight", self.tr("Colour"), self._choose_color),
            ("trash", self.tr("Remove"), lambda: self.removed.emit(self.id)),
        ):
            button = QToolButton(self.tools)
            button.setIconSize(QSize(16, 16))
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _=False, s=slot: s())
            row.addWidget(button)
            self._buttons[icon] = button
        row.addStretch(1)

    # ------------------------------------------------------------ showing

    @property
    def id(self) -> str:
        """The annotation's id; nothing for a note that is not written yet."""
        return self._placed.annotation.id if self._placed is not None else ""

    @property
    def placed(self) -> Placed | None:
        """What it shows."""
        return self._placed

    def show_placed(self, placed: Placed | None, text: str) -> None:
        """Show an annotation of ``text`` (None: a note on the article about to be written)."""
        if placed == self._placed and text == self._text and placed is not None:
            return
        self._placed, self._text = placed, text
        self._forget_height()
        item = placed.annotation if placed is not None else None
        quote = self._passage()
        way = direction(quote, "rtl")
        # Rich text for its leading alone: the passage goes in as letters, never as tags.
        leading = f"line-height: {line_pitch(self.quote.font())}px; -qt-line-height-type: minimum"
        self.quote.setText(f'<p dir="{way}" style="{leading}; margin: 0">{html.escape(quote)}</p>')
        self._lead(self.quote, way == "rtl")
        self.quote.setVisible(bool(quote))
        note = item.note if item is not None else ""
        if self.editor is None:
            self.note.show_note(note, direction(note, way))
            self.note.setVisible(bool(note))
        tags = item.tags if item is not None else ()
        self._show_tags(tags)
        self.tag_line.setVisible(bool(tags) and not self.tag_editor.isVisibleTo(self))
        if not self.tag_editor.unsaved:
            self.tag_editor.set_tags(tags)
        self._show_status()
        self._buttons["highlight"].setVisible(item is not None and item.anchor is not None)
        self._dress()
        self._describe()

    def _show_tags(self, tags: tuple[str, ...]) -> None:
        rtl = direction(" ".join(tags), "rtl") == "rtl"
        # The line runs as its tags do, whatever the direction of the interface.
        mark = "\u200f" if rtl else "\u200e"
        self.tag_line.setText(mark + "   ".join(f"#{isolate(tag)}" for tag in tags))
        self._lead(self.tag_line, rtl)

    def _passage(self) -> str:
        if self._placed is None or self._placed.annotation.anchor is None:
            return self.tr("On the whole article")
        if self._placed.span is not None:
            passage = self._text[slice(*self._placed.span)]
        else:
            passage = self._placed.annotation.anchor.exact
        passage = " ".join(passage.split())
        if len(passage) > _QUOTE:
            passage = passage[:_QUOTE].rsplit(" ", 1)[0] + "…"
        return passage

    def _lead(self, label: QLabel, rtl: bool) -> None:
        """Set a label's text from its own side."""
        label.setAlignment(
            (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignAbsolute
            | Qt.AlignmentFlag.AlignTop
        )

    def _show_status(self) -> None:
        while (item := self.candidates.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        placed = self._placed
        text = ""
        if placed is not None and placed.status == AnchorStatus.ORPHAN:
            text = self.tr("This passage is no longer in the text.")
            if placed.candidates:
                text = self.tr("This passage is no longer in the text. It may be one of these:")
            for span in placed.candidates:
                self._candidate(span)
        elif placed is not None and placed.span is not None and placed.annotation.review:
            text = self.tr("The text has changed: is this still the passage?")
            confirm = self._link(self.tr("Yes, this is it"))
            confirm.clicked.connect(lambda: self.anchored.emit(self.id, placed.span))
        self.status.setText(text)
        self.status.setVisible(bool(text))

    def _candidate(self, span: Span) -> None:
        words = " ".join(self._text[slice(*span)].split())
        button = self._link("")
        width = QFontMetrics(button.font()).horizontalAdvance("م" * 22)
        shown = QFontMetrics(button.font()).elidedText(words, Qt.TextElideMode.ElideRight, width)
        button.setText(isolate(shown))
        button.setToolTip(words)
        button.clicked.connect(lambda: self.anchored.emit(self.id, span))
        button.setProperty("span", list(span))

    def _link(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "link")
        button.setText(text)
        self.candidates.addWidget(button)
        button.show()
        return button

    def _describe(self) -> None:
        """Say it to screen readers."""
        item = self._placed.annotation if self._placed is not None else None
        names = self._context.archive.settings.color_names
        parts = [color_name(item.color, names)] if item is not None and item.color else []
        parts += [self._passage(), item.note if item is not None else ""]
        self.setAccessibleName(". ".join(part for part in parts if part))

    def set_paper(self, paper: Paper) -> None:
        """Take the colours of the page."""
        self._paper = paper
        self._dress()

    def _dress(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(self._context.icons.icon(name))
        self.tools.setVisible(self._active and self._placed is not None and self.editor is None)
        self.update()

    @property
    def active(self) -> bool:
        """Whether it is the chosen one."""
        return self._active

    def set_active(self, active: bool) -> None:
        """Show the tools of the chosen card."""
        if active != self._active:
            self._active = active
            self._dress()
            self.grown.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A stripe and a shape in the annotation's colour; the chosen card on its own ground."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._context.theme
        if self._active or self.editor is not None or self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.hairline), 1))
            painter.setBrush(QColor(theme.surface))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        color = self._placed.annotation.color if self._placed is not None else ""
        ink = QColor(self._paper.marks.get(color, theme.faint))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - 8 if rtl else 8
        y = self._column.contentsMargins().top() + self.quote.fontMetrics().height() / 2
        noted = self._placed is not None and bool(self._placed.annotation.note)
        draw_shape(painter, QPointF(x, y), color, ink, filled=noted, size=8)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press chooses it."""
        self._press()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click edits its note."""
        self.edit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar choose it, as a press does; its tools are next to Tab then."""
        if event.key() in {*ENTER, Qt.Key.Key_Space} and self.hasFocus():
            self._press()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shown by its edge."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No longer."""
        super().focusOutEvent(event)
        self.update()

    def _press(self) -> None:
        if self.id:
            self.pressed.emit(self.id)

    # ------------------------------------------------------------ editing

    def edit(self) -> None:
        """Edit the note in place."""
        if self.editor is not None:
            self._focus_editor()
            return
        self._open_editor(self._placed.annotation.note if self._placed is not None else "")
        self._focus_editor()
        self.writing.emit()

    def _focus_editor(self) -> None:
        if self.editor is not None:
            self.editor.setFocus()

    def _open_editor(self, note: str) -> None:
        self.editor = NoteEditor(note, direction(self._passage(), "rtl"), self)
        self.editor.finished.connect(self._end_edit)
        self.editor.grown.connect(self.grown)
        self.editor.textChanged.connect(self._type)
        self._column.insertWidget(self._column.indexOf(self.note), self.editor)
        self.note.hide()
        self.editor.show()
        self._dress()
        self.grown.emit()

    def _type(self) -> None:
        if self.editor is not None:
            self.typed.emit(self.id, self.editor.toPlainText().strip())

    def show_unsaved(self, note: str) -> None:
        """The archive has not taken the note: it stays in its editor, marked so."""
        if self.editor is None:
            self._open_editor(note)
        self.unsaved.show()
        self.grown.emit()

    def show_saved(self) -> None:
        """The archive has it now."""
        self.unsaved.hide()
        editor = self.editor
        if editor is not None and not editor.hasFocus():
            self._close_editor()
            self.note.show_note(editor.toPlainText().strip(), direction(self._passage(), "rtl"))
            self.note.setVisible(bool(editor.toPlainText().strip()))
        self._dress()
        self.grown.emit()

    def finish(self) -> None:
        """End what is being edited and keep it: the article is about to be left."""
        self._end_edit()

    @property
    def writes(self) -> bool:
        """Whether it is being written in: its note, or its tags."""
        waits = self.unsaved.isVisibleTo(self) and self.editor is not None
        noted = self.editor is not None and (not waits or self.editor.hasFocus())
        return noted or self.tag_editor.isVisibleTo(self)

    def limit(self, most: int, width: int) -> None:
        """Be no higher than ``most`` at that width (pixels): a long note scrolls within."""
        if self.editor is not None:
            rest = self._column.totalHeightForWidth(width) - self.editor.height()
            self.editor.limit(most - rest)

    def height_at(self, width: int) -> int:
        """How high it is at that width, in pixels; kept until it changes."""
        if self._height[0] != width:
            self._height = (width, self._column.totalHeightForWidth(width))
        return self._height[1]

    def _forget_height(self) -> None:
        self._height = (-1, 0)

    def _close_editor(self) -> NoteEditor | None:
        # Hiding it takes the focus away, which ends it too: once is enough.
        editor, self.editor = self.editor, None
        if editor is not None:
            if editor.hasFocus():
                # Back to the text; else the focus would go to the window's first button.
                self.ended.emit()
            editor.hide()
            editor.deleteLater()
        return editor

    def _end_edit(self) -> None:
        editor = self._close_editor()
        if editor is None:
            return
        written = editor.toPlainText().strip()
        self.unsaved.hide()
        # Shown at once; what the archive gives back will say the same.
        self.note.show_note(written, direction(written, "rtl"))
        self.note.setVisible(bool(written))
        self.noteWritten.emit(self.id, written)
        self._dress()
        self.grown.emit()

    def edit_tags(self) -> None:
        """Edit the passage's tags in place."""
        self.tag_line.hide()
        self.tag_editor.show()
        self.tag_editor.field.setFocus()
        self.grown.emit()

    def _tags_edited(self) -> None:
        self.tagsChanged.emit(self.id, self.tag_editor.tags)
        self.grown.emit()

    def _end_tags(self) -> None:
        self.tag_editor.hide()
        tags = self.tag_editor.tags
        self._show_tags(tags)
        self.tag_line.setVisible(bool(tags))
        self.grown.emit()

    def show_unsaved_tags(self, tags: Iterable[str]) -> None:
        """The archive has not taken these tags: they stay in their editor, marked so."""
        self.tag_editor.set_tags(tags)
        self.tag_editor.show_unsaved(True)
        self.tag_line.hide()
        self.tag_editor.show()
        self.grown.emit()

    def _choose_color(self) -> None:
        menu = QMenu(self)
        names = self._context.archive.settings.color_names
        current = self._placed.annotation.color if self._placed is not None else ""
        for color in COLORS:
            action = menu.addAction(
                swatch(color, self._paper, checked=color == current), color_name(color, names)
            )
            action.triggered.connect(lambda _=False, c=color: self.recolored.emit(self.id, c))
        menu.addSeparator()
        menu.addAction(self._context.actions[Id.COLOR_NAMES])
        button = self._buttons["highlight"]
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
