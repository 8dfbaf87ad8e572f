"""The list of results: a table of one column, for a table alone takes any number of rows at once.

Qt's list views ask the model for every row whenever the result changes or a page of it arrives:
a sixth of a second at 100,000 articles. A table's rows are sections of equal height, of which
it asks for those that show.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

Action = QAbstractItemView.CursorAction


class ResultsList(QTableView):
    """The rows, all as high as the delegate says; Escape and Up from the first leave them."""

    escaped = Signal()
    clicked_again = Signal()
    """The current row was clicked, which makes no other one current."""
    activated_row = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(0)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(0)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def measure(self) -> None:
        """Take the height of the rows from the delegate."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        height = self.itemDelegate().sizeHint(option, QModelIndex()).height()
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(max(1, height // 3))

    def changeEvent(self, event: QEvent) -> None:
        """Another font makes other rows."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.measure()

    def selected_rows(self) -> list[int]:
        """The rows that are selected, in order."""
        # By its ranges: as single indexes, a whole result takes a tenth of a second.
        chosen = self.selectionModel().selection()
        parts = [chosen.at(place) for place in range(chosen.count())]
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def moveCursor(self, action: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and last row, not column."""
        if action in {Action.MoveHome, Action.MoveEnd}:
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, _text: str) -> None:
        """No search by a row's first letters: it would fetch every row, and the box is there."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the current row is told too."""
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        again = index.isValid() and index == self.currentIndex()
        super().mousePressEvent(event)
        if again and plain and event.button() == Qt.MouseButton.LeftButton:
            self.clicked_again.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up from the first row and Escape leave the list."""
        if event.key() == Qt.Key.Key_Escape or (
            event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0
        ):
            self.escaped.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.activated_row.emit()
        else:
            super().keyPressEvent(event)
