"""A notice: one quiet line that offers something, with the answers as buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class Notice(QFrame):
    """Stands above the status line until it is answered; hidden where nothing is offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        self._waiting: list[tuple[str, Mapping[str, Callable[[], object]]]] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 6, 16, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self.text, 1)
        self.hide()

    def offer(self, text: str, answers: Mapping[str, Callable[[], object]]) -> None:
        """Show ``text`` with a button for each answer, in order; any of them closes the notice.

        Where something is offered already it waits for the answer to that.
        """
        if self.isVisible():
            self._waiting.append((text, answers))
            return
        for button in self.buttons:
            button.deleteLater()
        self.text.setText(text)
        self.buttons = [QPushButton(answer) for answer in answers]
        for button, then in zip(self.buttons, answers.values(), strict=True):
            button.clicked.connect(self.hide)
            button.clicked.connect(lambda _=False, then=then: then())
            button.clicked.connect(self._next)
            self._row.addWidget(button)
        self.show()

    def _next(self) -> None:
        if self._waiting and not self.isVisible():
            self.offer(*self._waiting.pop(0))
