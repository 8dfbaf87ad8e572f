"""The row over the article: where one is among the hits, and the few tools of reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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

from archive_app.core.model import Article
from archive_app.gui.kit import copying
from archive_app.gui.kit.commands import Id, Menu
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.drafts import Draft
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.reader.loading import Loaded
from archive_app.gui.reader.notes.tag_editor import TagEditor


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
        self._buttons: dict[Id, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(4)
        self._row = QHBoxLayout()
        self._row.setSpacing(2)
        column.addLayout(self._row)
        self.handle = DragHandle(self)
        self.versions = QToolButton(self)
        self.versions.setProperty("role", "link")
        self.versions.setToolTip(self.tr("Put two versions side by side"))
        self.versions.clicked.connect(lambda: context.run(Id.COMPARE))
        self.versions.hide()
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.tags = TagEditor(context, self)
        self.tags.hide()
        self.tags.added.connect(lambda tag: self._tag([tag], []))
        self.tags.removed.connect(lambda tag: self._tag([], [tag]))
        self.tags.done.connect(self._end_tags)
        column.addWidget(self.tags)
        context.theme_changed.connect(self._dress)
        context.drafts.saved.connect(self._drafted)
        context.drafts.refused.connect(self._drafted)

    def fill(self) -> None:
        """Make the row of the bar's commands: those that turn pages first, the others at its
        end behind the count of hits."""
        going, finding, tools = self._context.actions.sections(Menu.READER_BAR)
        self._row.addWidget(self.handle)
        self._add(going)
        self._row.addWidget(self.versions)
        self._row.addStretch(1)
        self._row.addWidget(self.count)
        self._add([*finding, *tools])
        self._dress()

    def _add(self, actions: Iterable[QAction]) -> None:
        for action in actions:
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setIconSize(QSize(20, 20))
            self._row.addWidget(button)
            self._buttons[Id(action.objectName())] = button

    def button(self, name: Id) -> QToolButton:
        """The button of a command."""
        return self._buttons[name]

    def _dress(self) -> None:
        self._context.actions.dress(self._buttons)
        for button in self._buttons.values():
            shortcut = button.defaultAction().shortcut().toString()
            text = button.defaultAction().text()
            button.setToolTip(f"{text} ({isolate(shortcut)})" if shortcut else text)
        self.handle.setIcon(self._context.icons.icon("article"))

    def show_article(self, loaded: Loaded | None, here: int, total: int) -> None:
        """Show the state of an article: which hit of how many, and its tags."""
        if self._loaded is None or loaded is None or loaded.id != self._loaded.id:
            self.tags.hide()
        if loaded is None or self._loaded is None or loaded.id != self._loaded.id:
            self._count_versions(loaded)
        self._loaded = loaded
        self.handle.loaded = loaded
        self.handle.setVisible(loaded is not None)
        if loaded is not None:
            self.show_tags(loaded)
        text = ""
        if total and here >= 0:
            text = self.tr("%1 of %2").replace("%1", str(here + 1)).replace("%2", str(total))
        elif total:
            text = self.tr("%n found", "", total)
        self.count.setText(text)

    def _count_versions(self, loaded: Loaded | None) -> None:
        """Say of how many versions of a story this is one."""
        self.versions.hide()
        if loaded is None or not loaded.content.article.story:
            return
        archive, story = self._context.archive, loaded.content.article.story

        def say(found: Sequence[Article]) -> None:
            if self._loaded is not None and self._loaded.id == loaded.id and len(found) > 1:
                self.versions.setText(self.tr("One of %Ln version(s)", "", len(found)))
                self.versions.show()

        self._context.read(lambda: archive.story(story), say, latest="reader-versions")

    def show_what_applies(self) -> None:
        """Leave out what does not apply now, where it would tell nothing in grey."""
        for button in self._buttons.values():
            button.setVisible(not self._context.actions.absent(button.defaultAction()))

    def show_tags(self, loaded: Loaded) -> None:
        """Show an article's tags, with those that the archive has not taken yet."""
        drafts = self._context.drafts
        self.tags.set_tags(drafts.tags_with(loaded.id, loaded.content.article.tags))
        self.tags.show_unsaved(drafts.refused_value("tags", loaded.id) is not None)

    def _drafted(self, draft: Draft) -> None:
        """Tags of the article were taken by the archive, or were not."""
        loaded = self._loaded
        if loaded is not None and draft.kind == "tags" and draft.article == loaded.id:
            self.tags.show_unsaved(
                self._context.drafts.refused_value("tags", loaded.id) is not None
            )

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
        if self._loaded is not None:
            self._context.drafts.tag(self._loaded.id, add, remove)
