"""The stories of the archive: articles that share most of their text, reprints most often."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from archive_app.core.model import Article
from archive_app.gui.dialogs.listing import ListDialog
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import date_text, isolate, number
from archive_app.text.fold import fold_text

STORY = Qt.ItemDataRole.UserRole + 1
"""A row's story; 0 for one of its versions."""
VERSION = Qt.ItemDataRole.UserRole + 2
"""The id of the article of a version's row."""
KEY = Qt.ItemDataRole.UserRole + 3
"""A story's title, folded, to be looked for."""


class _Story(NamedTuple):
    number: int
    versions: int
    first: Article
    key: str


class StoriesDialog(ListDialog):
    """The stories by size, found by their titles; each opens to its versions.

    A story that is chosen is shown in the results, a version in the reader.
    """

    story_chosen = Signal(int)
    version_chosen = Signal(str)
    search_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a story by its title"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._sift)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setUniformRowHeights(True)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemExpanded.connect(self._open)
        self.list.itemActivated.connect(lambda item, _: self._choose(item))
        self.list.currentItemChanged.connect(lambda *_: self._changed())
        self.show_all = self._add_button(self.tr("Show its versions"), self._choose_current)
        self._add_button(self.tr("Find reprints"), self._search)
        self.empty.say(self.tr("No reprints are known yet."), self.tr("Find reprints"), "search")
        self.empty.acted.connect(self._search)
        self._lay_out(self.tr("Stories"), self.list, (760, 560), self.count)
        column = self.layout()
        assert column is not None
        column.insertWidget(0, self.field)  # type: ignore[attr-defined]
        self._changed()
        self.empty.hide()
        context.read(self._load, self._show)

    # ------------------------------------------------------------ listing

    def _load(self) -> list[_Story]:
        archive = self._context.archive
        found = []
        for story, count in archive.stories():
            if articles := archive.story(story):
                first = articles[0]
                found.append(_Story(story, count, first, fold_text(first.metadata.title)))
        return found

    def _show(self, stories: list[_Story]) -> None:
        rows = []
        for story in stories:
            row = QTreeWidgetItem([isolate(_name(story.first)), self._versions(story.versions)])
            row.setData(0, STORY, story.number)
            row.setData(0, KEY, story.key)
            row.setToolTip(0, isolate(_name(story.first)))
            row.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            rows.append(row)
        self.list.addTopLevelItems(rows)
        self._show_empty(not rows)
        for widget in (self.field, self.count):
            widget.setVisible(bool(rows))
        self._sift(self.field.text())

    def _versions(self, count: int) -> str:
        return self.tr("%Ln version(s)", "", count)

    def _open(self, row: QTreeWidgetItem) -> None:
        """Read the versions of a story when its row is opened."""
        if row.childCount() or not row.data(0, STORY):
            return
        for article in self._context.archive.story(row.data(0, STORY)):
            about = (isolate(article.metadata.source), date_text(article.metadata.date))
            text = " · ".join(filter(None, about))
            child = QTreeWidgetItem([isolate(_name(article)), text])
            child.setToolTip(0, isolate(article.path))
            child.setData(0, VERSION, article.id)
            row.addChild(child)

    def _sift(self, text: str) -> None:
        wanted = fold_text(text).split()
        shown, total = 0, self.list.topLevelItemCount()
        for row in filter(None, map(self.list.topLevelItem, range(total))):
            fits = all(word in row.data(0, KEY) for word in wanted)
            row.setHidden(not fits)
            shown += fits
        some = self.tr("%1 of %2").replace("%1", number(shown)).replace("%2", number(total))
        self.count.setText(some if shown < total else self.tr("%Ln story(s)", "", total))

    # ------------------------------------------------------------ choosing

    def _changed(self) -> None:
        self.show_all.setEnabled(self.list.currentItem() is not None)

    def _choose_current(self) -> None:
        row = self.list.currentItem()
        if row is not None:
            self._choose(row.parent() or row)

    def _choose(self, row: QTreeWidgetItem) -> None:
        if version := row.data(0, VERSION):
            self.version_chosen.emit(str(version))
        else:
            self.story_chosen.emit(int(row.data(0, STORY)))
        self.accept()

    def _search(self) -> None:
        self.search_requested.emit()
        self.accept()


def _name(article: Article) -> str:
    return article.metadata.title or article.path
