"""What the dialogs share that list things: the list, or a sentence where it is empty; buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.gui.kit.context import Context
from archive_app.gui.kit.page import EmptyPage, close_buttons
from archive_app.gui.kit.windows import Dialog


class ListDialog(Dialog):
    """A list, what stands in its place where there is nothing to list, and a way out."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._context = context
        self.empty = EmptyPage(context)
        self.empty.hide()
        self._buttons = close_buttons(self)

    def _lay_out(
        self, title: str, view: QAbstractItemView, size: tuple[int, int], *below: QWidget
    ) -> None:
        """Show ``view``, and ``below`` it what else there is, in a window of that size (pixels)."""
        self._view = view
        self.setWindowTitle(title)
        view.setAccessibleName(title)
        self.resize(*size)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(view, 1)
        column.addWidget(self.empty, 1)
        for widget in (*below, self._buttons):
            column.addWidget(widget)

    def _add_button(self, text: str, act: Callable[[], None]) -> QPushButton:
        """A button beside Close, for what can be done about the list."""
        button = self._buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _show_empty(self, empty: bool) -> None:
        """Show the sentence in place of the list, or the list."""
        self._view.setVisible(not empty)
        self.empty.setVisible(empty)
