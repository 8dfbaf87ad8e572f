"""Tags as chips, with a field that completes from the tags of the archive."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QToolButton, QWidget

from archive_app.gui.kit.context import Context
from archive_app.gui.kit.flow import FlowLayout
from archive_app.gui.kit.i18n import isolate
from archive_app.text.fold import fold_text

_PARTING = re.compile("[,،;؛\n]")


class _Field(QLineEdit):
    """A field that says when it is entered."""

    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class _FoldedCompleter(QCompleter):
    """Completes by folded letters: ``الارهاب`` offers ``الإرهاب``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.all: list[str] = []
        self._model = QStringListModel(self)
        self.setModel(self._model)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(8)

    def narrow(self, typed: str, taken: Iterable[str]) -> int:
        """Keep the tags that hold ``typed``, those that begin with it first; how many."""
        wanted = fold_text(typed).strip()
        used = set(taken)
        found = [tag for tag in self.all if tag not in used and wanted in fold_text(tag)]
        found.sort(key=lambda tag: not fold_text(tag).startswith(wanted))
        self._model.setStringList(found[:40])
        return len(found)


class TagEditor(QWidget):
    """Edits a set of tags. It changes nothing itself: ``added`` and ``removed`` say what to."""

    added = Signal(str)
    removed = Signal(str)
    done = Signal()
    """Escape, or Enter in an empty field."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tags: list[str] = []
        self._chips: list[QToolButton] = []
        self._flow = FlowLayout(self, 4)
        self.field = _Field(self)
        self.field.setPlaceholderText(self.tr("Add a tag"))
        self.field.setAccessibleName(self.tr("Add a tag"))
        self.field.setMinimumWidth(130)
        self.field.setMaximumWidth(200)
        self._completer = _FoldedCompleter(self)
        self.field.setCompleter(self._completer)
        self._completer.activated.connect(self._chosen)
        self.field.textEdited.connect(self._edited)
        self.field.returnPressed.connect(self._enter)
        self.field.entered.connect(self._learn)
        self.field.installEventFilter(self)
        self._flow.addWidget(self.field)
        self._mark = QLabel(self.tr("Not saved yet; it is tried again."), self)
        self._mark.setProperty("role", "danger")
        self._mark.hide()

    @property
    def unsaved(self) -> bool:
        """Whether it shows tags that the archive has not taken."""
        return self._mark.isVisibleTo(self)

    def show_unsaved(self, unsaved: bool) -> None:
        """Say that the archive has not taken these tags yet, or no longer."""
        if unsaved != self.unsaved:
            self._mark.setVisible(unsaved)
            self._flow.removeWidget(self._mark)
            if unsaved:
                self._flow.addWidget(self._mark)
            self.updateGeometry()

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags shown."""
        return tuple(self._tags)

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show these tags."""
        wanted = list(dict.fromkeys(tags))
        if wanted == self._tags:
            return
        self._tags = wanted
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._flow.removeWidget(self.field)
        self._chips = [self._chip(tag) for tag in wanted]
        for chip in self._chips:
            self._flow.addWidget(chip)
        self._flow.addWidget(self.field)
        if self.unsaved:
            self._flow.removeWidget(self._mark)
            self._flow.addWidget(self._mark)
        self.updateGeometry()

    def _chip(self, tag: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setProperty("role", "chip")
        chip.setText(isolate(tag))
        chip.setIcon(self._context.icons.icon("close"))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        text = self.tr("Remove tag %1").replace("%1", isolate(tag))
        chip.setToolTip(text)
        chip.setAccessibleName(text)
        chip.clicked.connect(lambda: self._remove(tag))
        chip.show()
        return chip

    def _learn(self) -> None:
        archive = self._context.archive
        self._context.read(archive.tags, self._know, latest="reader-tags")

    def _know(self, tags: list[tuple[str, int]]) -> None:
        self._completer.all = [tag for tag, _ in tags]

    def _edited(self, text: str) -> None:
        if _PARTING.search(text):
            for part in _PARTING.split(text):
                self._add(part)
            self.field.clear()
            return
        if text.strip() and self._completer.narrow(text, self._tags):
            self._completer.complete()
        elif popup := self._completer.popup():
            popup.hide()

    def _chosen(self, tag: str) -> None:
        self._add(tag)
        # The completer writes its choice into the field after this.
        QTimer.singleShot(0, self.field, self.field.clear)

    def _enter(self) -> None:
        text = self.field.text()
        self.field.clear()
        if text.strip():
            self._add(text)
        else:
            self.done.emit()

    def _add(self, tag: str) -> None:
        tag = " ".join(tag.split())
        if tag and tag not in self._tags:
            self.set_tags([*self._tags, tag])
            self.added.emit(tag)

    def _remove(self, tag: str) -> None:
        self.set_tags([old for old in self._tags if old != tag])
        self.field.setFocus()
        self.removed.emit(tag)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace in an empty field takes the last tag off; Escape ends."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Escape:
                    self.field.clear()
                    self.done.emit()
                    return True
                empty = not self.field.text()
                if event.key() == Qt.Key.Key_Backspace and empty and self._tags:
                    self._remove(self._tags[-1])
                    return True
        return super().eventFilter(watched, event)
