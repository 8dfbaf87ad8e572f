"""Find in the article (Ctrl+F), and the count of the search's own hits: "3 of 17"."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from archive_app.gui.kit.copying import pasted
from archive_app.gui.kit.icons import Icons


class FindBar(QFrame):
    """A strip under the text: a field, how many there are, next and previous."""

    sought = Signal(str)
    """The words sought changed."""
    stepped = Signal(int)
    """The next (1) or the one before (-1) is wanted."""
    closed = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(self.tr("Find in the article"))
        self.field.setAccessibleName(self.tr("Find in the article"))
        self.field.setMaximumWidth(320)
        self.field.textChanged.connect(lambda _: self.sought.emit(self.words))
        self.field.installEventFilter(self)
        self.count = QLabel(self)
        self.count.setMinimumWidth(72)
        self.previous = self._button(self.tr("Previous"))
        self.next = self._button(self.tr("Next"))
        self.close_button = self._button(self.tr("Close"))
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.close_button.clicked.connect(self.closed)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.dress(icons)
        self.hide()

    @property
    def words(self) -> str:
        """What is sought, in reading order whatever way it was pasted."""
        return pasted(self.field.text())

    def dress(self, icons: Icons) -> None:
        """Take the icons of a theme."""
        self.previous.setIcon(icons.icon("up"))
        self.next.setIcon(icons.icon("down"))
        self.close_button.setIcon(icons.icon("close"))

    def show_count(self, here: int, total: int) -> None:
        """Say where the reader is: ``here`` counts from 0, below 0 when at none of them."""
        if total == 0:
            text = self.tr("No matches") if self.field.text().strip() else ""
        elif here < 0:
            text = self.tr("%n found", "", total)
        else:
            text = self.tr("%1 of %2").replace("%1", str(here + 1)).replace("%2", str(total))
        self.count.setText(text)
        self.previous.setEnabled(total > 0)
        self.next.setEnabled(total > 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back, Escape closes."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                    back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                    self.stepped.emit(-1 if back else 1)
                    return True
                if event.key() == Qt.Key.Key_Escape:
                    self.closed.emit()
                    return True
        return super().eventFilter(watched, event)

    def _button(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button
