"""The trash: what was deleted, and the way back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import date_text, isolate
from archive_app.gui.kit.page import EmptyPage, close_buttons

ITEM = Qt.ItemDataRole.UserRole + 1


class TrashDialog(QDialog):
    """What lies in the trash; restoring brings articles back to where they were."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Trash"))
        self.resize(560, 420)
        self.list = QListWidget()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(self.tr("Trash"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemSelectionChanged.connect(self._selected)
        self.empty = EmptyPage(context)
        self.empty.say(self.tr("The trash is empty."))
        self.empty.hide()
        buttons = close_buttons(self)
        self.restore = buttons.addButton(
            self.tr("Bring back"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.restore.setAutoDefault(False)
        self.restore.clicked.connect(self._restore)
        self.clear = buttons.addButton(
            self.tr("Empty the trash…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.clear.setAutoDefault(False)
        self.clear.clicked.connect(self._ask_empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(buttons)
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
        self.list.setVisible(bool(items))
        self.empty.setVisible(not items)
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
