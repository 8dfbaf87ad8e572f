"""The trash: what was deleted, and the way back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QWidget,
)

from archive_app.gui.dialogs.listing import ListDialog
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import date_text, isolate

ITEM = Qt.ItemDataRole.UserRole + 1


class TrashDialog(ListDialog):
    """What lies in the trash; restoring brings articles back to where they were."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = QListWidget()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemSelectionChanged.connect(self._selected)
        self.empty.say(self.tr("The trash is empty."))
        self.restore = self._add_button(self.tr("Restore"), self._restore)
        self.clear = self._add_button(self.tr("Empty the trash…"), self._ask_empty)
        self._lay_out(self.tr("Trash"), self.list, (560, 420))
        self._selected()
        self.load()

    def load(self) -> None:
        """Read what lies there."""
        self._context.read(self._context.archive.trash, self._show)

    def _show(self, items: list[Any]) -> None:
        self.list.clear()
        for item in items:
            name = item.path.rpartition("/")[2]
            row = QListWidgetItem(f"{isolate(name)} · {date_text(item.deleted[:10])}")
            row.setToolTip(isolate(item.path))
            row.setData(ITEM, item)
            self.list.addItem(row)
        self._show_empty(not items)
        self.clear.setEnabled(bool(items) and not self._context.archive.read_only)
        self._selected()

    def _selected(self) -> None:
        self.restore.setEnabled(bool(self.list.selectedItems()))

    def _restore(self) -> None:
        items = [row.data(ITEM) for row in self.list.selectedItems()]
        runner = self._context.runner
        self._context.write(lambda: runner.run("restore", items=items), lambda _: self.load())

    def _ask_empty(self) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setText(self.tr("Remove %Ln file(s) for good?", "", self.list.count()))
        box.setInformativeText(self.tr("They cannot be brought back after that."))
        yes = box.addButton(self.tr("Remove for good"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.buttonClicked.connect(lambda button: self._empty() if button is yes else None)
        box.open()

    def _empty(self) -> None:
        archive = self._context.archive
        self._context.write(archive.empty_trash, lambda _: self.load())
