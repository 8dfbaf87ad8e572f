"""Articles with the very same words, together; the user decides what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from archive_app.core.model import Article, Changes
from archive_app.gui.dialogs.listing import ListDialog
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import date_text, isolate

ID = Qt.ItemDataRole.UserRole + 1
MOST = 500
"""Groups listed; more come up once these are decided."""


class DuplicatesDialog(ListDialog):
    """The groups of likely duplicates. Nothing goes but by the user's word; closing leaves all."""

    delete_requested = Signal(object)
    """Articles are to go to the trash: a list of ids."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.tree = QTreeView()
        self.tree.setHeaderHidden(True)
        self.tree.setItemsExpandable(False)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.setUniformRowHeights(True)
        self.model = QStandardItemModel(0, 2, self)
        self.tree.setModel(self.model)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.activated.connect(self._open)
        self.tree.selectionModel().currentChanged.connect(lambda *_: self._selected())
        self.empty.say(self.tr("No duplicates found."))
        self.delete = self._add_button(self.tr("Move to the trash"), self._delete)
        self._lay_out(self.tr("Possible duplicates"), self.tree, (720, 480))
        self._selected()
        context.changed.connect(self._changed)
        self.load()

    def load(self) -> None:
        """Read which there are."""
        self._context.read(
            self._context.archive.likely_duplicates, self._show, latest="likely-duplicates"
        )

    def _changed(self, changes: Changes) -> None:
        if changes.removed or changes.added:
            self.load()

    def _show(self, groups: Sequence[Sequence[Article]]) -> None:
        self.model.removeRows(0, self.model.rowCount())
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for group in groups[:MOST]:
            first = group[0].metadata
            item = QStandardItem(isolate(first.title or group[0].path))
            item.setFont(bold)
            item.setSelectable(False)
            for article in group:
                item.appendRow(self._row(article))
            self.model.appendRow([item, QStandardItem()])
        for row in range(self.model.rowCount()):
            self.tree.setFirstColumnSpanned(row, QModelIndex(), True)
        self.tree.expandAll()
        self._show_empty(not groups)
        self.delete.setVisible(bool(groups))
        self._selected()

    def _row(self, article: Article) -> list[QStandardItem]:
        name = QStandardItem(isolate(article.path))
        name.setToolTip(isolate(article.path))
        name.setData(article.id, ID)
        data = article.metadata
        parts = [isolate(data.source), date_text(data.date)]
        if article.annotations:
            parts.append(self.tr("annotated"))
        return [name, QStandardItem(" · ".join(part for part in parts if part))]

    def current_id(self) -> str:
        """The article that is chosen, or nothing."""
        return str(self.tree.currentIndex().siblingAtColumn(0).data(ID) or "")

    def _selected(self) -> None:
        allowed = not self._context.archive.read_only
        self.delete.setEnabled(allowed and bool(self.current_id()))

    def _open(self, index: QModelIndex) -> None:
        article = index.siblingAtColumn(0).data(ID)
        if article:
            self._context.open_article(str(article))

    def _delete(self) -> None:
        if article := self.current_id():
            self.delete_requested.emit([article])
