"""The stories of the archive: articles that share most of their text, reprints most often."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.model import Article
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import date_text, isolate
from archive_app.gui.kit.page import EmptyPage, close_buttons

NUMBER = Qt.ItemDataRole.UserRole + 1
MOST = 500
"""Stories listed, the largest first."""


class StoriesDialog(QDialog):
    """The stories by size; the one chosen is shown in the results."""

    story_chosen = Signal(int)
    search_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Stories"))
        self.resize(640, 480)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Stories"))
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.empty = EmptyPage(context)
        self.empty.say(
            self.tr("No reprints are known yet."), self.tr("Look for reprints"), "search"
        )
        self.empty.acted.connect(self._search)
        self.empty.hide()
        buttons = close_buttons(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(buttons)
        context.read(self._load, self._show)

    def _load(self) -> list[tuple[int, int, Article]]:
        archive = self._context.archive
        stories = sorted(archive.stories(), key=lambda item: -item[1])[:MOST]
        found = []
        for number, count in stories:
            articles = archive.story(number)
            if articles:
                found.append((number, count, articles[0]))
        return found

    def _show(self, stories: list[tuple[int, int, Article]]) -> None:
        for number, count, first in stories:
            title = isolate(first.metadata.title or first.path)
            parts = [
                self.tr("%Ln article(s)", "", count),
                isolate(first.metadata.source),
                date_text(first.metadata.date),
            ]
            item = QListWidgetItem(f"{title}\n{' · '.join(part for part in parts if part)}")
            item.setData(NUMBER, number)
            self.list.addItem(item)
        self.list.setVisible(bool(stories))
        self.empty.setVisible(not stories)

    def _choose(self, item: QListWidgetItem) -> None:
        self.story_chosen.emit(int(item.data(NUMBER)))
        self.accept()

    def _search(self) -> None:
        self.search_requested.emit()
        self.accept()
