"""The stories of the archive: articles that share most of their text, reprints most often."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from archive_app.core.model import Article
from archive_app.gui.dialogs.listing import ListDialog
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import date_text, isolate

NUMBER = Qt.ItemDataRole.UserRole + 1
MOST = 500
"""Stories listed, the largest first."""


class StoriesDialog(ListDialog):
    """The stories by size; the one chosen is shown in the results."""

    story_chosen = Signal(int)
    search_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.empty.say(
            self.tr("No reprints are known yet."), self.tr("Look for reprints"), "search"
        )
        self.empty.acted.connect(self._search)
        self._lay_out(self.tr("Stories"), self.list, (640, 480))
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
        self._show_empty(not stories)

    def _choose(self, item: QListWidgetItem) -> None:
        self.story_chosen.emit(int(item.data(NUMBER)))
        self.accept()

    def _search(self) -> None:
        self.search_requested.emit()
        self.accept()
