"""The row over the article: where one is among the hits, and the few tools of reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QDrag, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.gui.kit import copying
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.reader.loading import Loaded
from archive_app.gui.reader.notes.tag_editor import TagEditor

_ICONS = {
    "previous-article": "previous",
    "next-article": "next",
    "find-previous": "up",
    "find-next": "down",
    "find": "search",
    "appearance": "text-size",
    "details": "info",
    "compare": "columns",
    "pages": "reader",
    "immerse": "full-screen",
    "notes": "notes",
}


class DragHandle(QToolButton):
    """The article's own icon: dragged out, it is the article (text, HTML, file)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.loaded: Loaded | None = None
        self._pressed: QPoint | None = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(self.tr("Drag the article into another program"))
        self.setAccessibleName(self.toolTip())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where."""
        self._pressed = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """No drag after all."""
        self._pressed = None
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin the drag."""
        if self._pressed is None or self.loaded is None:
            return
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if moved < QApplication.startDragDistance():
            return
        self._pressed = None
        drag = QDrag(self)
        drag.setMimeData(copying.mime(self.loaded.content, None, self.loaded.original))
        drag.setPixmap(self.icon().pixmap(20, 20))
        drag.exec(Qt.DropAction.CopyAction)


class Header(QFrame):
    """Tools of reading at the end of the row; the hits' count at its start; tags below it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader_header")
        self._context = context
        self._loaded: Loaded | None = None
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(4)
        self._row = QHBoxLayout()
        self._row.setSpacing(2)
        column.addLayout(self._row)
        self.handle = DragHandle(self)
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.tags = TagEditor(context, self)
        self.tags.hide()
        self.tags.added.connect(lambda tag: self._tag([tag], []))
        self.tags.removed.connect(lambda tag: self._tag([], [tag]))
        self.tags.done.connect(self._end_tags)
        column.addWidget(self.tags)
        context.theme_changed.connect(self._dress)

    def fill(self, actions: Mapping[str, QAction]) -> None:
        """Put the actions that have an icon into the row."""
        self._row.addWidget(self.handle)
        for name in ("previous-article", "next-article"):
            self._button(name, actions)
        self._row.addStretch(1)
        self._row.addWidget(self.count)
        for name in ("find-previous", "find-next"):
            self._button(name, actions)
        for name in ("find", "appearance", "pages", "compare", "details", "immerse", "notes"):
            self._button(name, actions)
        self._dress()

    def _button(self, name: str, actions: Mapping[str, QAction]) -> None:
        if name not in actions:
            return
        button = QToolButton(self)
        button.setDefaultAction(actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(20, 20))
        self._row.addWidget(button)
        self._buttons[name] = button

    def button(self, name: str) -> QToolButton:
        """The button of an action."""
        return self._buttons[name]

    def _dress(self) -> None:
        for name, button in self._buttons.items():
            button.defaultAction().setIcon(self._context.icons.icon(_ICONS[name]))
            shortcut = button.defaultAction().shortcut().toString()
            text = button.defaultAction().text()
            button.setToolTip(f"{text} ({isolate(shortcut)})" if shortcut else text)
        self.handle.setIcon(self._context.icons.icon("article"))

    def show_article(self, loaded: Loaded | None, here: int, total: int) -> None:
        """Show the state of an article: which hit of how many, and its tags."""
        if self._loaded is None or loaded is None or loaded.id != self._loaded.id:
            self.tags.hide()
        self._loaded = loaded
        self.handle.loaded = loaded
        self.handle.setVisible(loaded is not None)
        if loaded is not None:
            self.tags.set_tags(loaded.content.article.tags)
        text = ""
        if total and here >= 0:
            text = self.tr("%1 of %2").replace("%1", str(here + 1)).replace("%2", str(total))
        elif total:
            text = self.tr("%n found", "", total)
        self.count.setText(text)
        for name in ("find-previous", "find-next"):
            if name in self._buttons:
                self._buttons[name].setVisible(total > 0)

    def show_only_enabled(self, names: Iterable[str]) -> None:
        """Hide the buttons of these actions while they do not apply."""
        for name in names:
            if name in self._buttons:
                self._buttons[name].setVisible(self._buttons[name].defaultAction().isEnabled())

    def edit_tags(self) -> None:
        """Open the article's tags for editing."""
        self.tags.show()
        self.tags.field.setFocus()

    def _end_tags(self) -> None:
        self.tags.hide()
        parent = self.parentWidget()
        if parent is not None:
            parent.setFocus()

    def _tag(self, add: list[str], remove: list[str]) -> None:
        if self._loaded is None:
            return
        archive, article = self._context.archive, self._loaded.id
        self._context.write(lambda: archive.tag(article, add, remove))
