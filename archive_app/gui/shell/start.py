"""The start page: where to begin when no archive is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.gui.kit.i18n import isolate
from archive_app.gui.kit.icons import Icons


class StartPage(QWidget):
    """Three ways in: the sample, a folder, a new archive; and those opened lately."""

    sample_requested = Signal()
    open_requested = Signal()
    new_requested = Signal()
    recent_requested = Signal(str)
    language_requested = Signal(str)

    def __init__(
        self,
        icons: Icons,
        recent: Sequence[str],
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        title = QLabel(self.tr("Khizana"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.9)
        title.setFont(font)
        line = QLabel(
            self.tr("An archive for press articles: find, read and mark them, on your own machine.")
        )
        line.setProperty("role", "muted")
        line.setWordWrap(True)
        self.busy = QLabel()
        self.busy.setProperty("role", "muted")
        self.busy.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(line)
        column.addSpacing(16)
        self.sample = self._button(
            icons.icon("article", "on_accent"), self.tr("Open the sample archive"),
            self.sample_requested.emit, primary=True,
        )  # fmt: skip
        self.new = self._button(
            icons.icon("folder-new"), self.tr("New archive…"), self.new_requested.emit
        )
        self.open = self._button(
            icons.icon("open"), self.tr("Open a folder as an archive…"), self.open_requested.emit
        )
        for button in (self.sample, self.new, self.open):
            column.addWidget(button)
        self._recents(column, icons, recent)
        column.addSpacing(8)
        column.addWidget(self.busy)
        other = QToolButton()
        other.setProperty("role", "link")
        # The other language is named in itself, and so is not translated.
        other.setText("English" if language == "ar" else "العربية")
        other.clicked.connect(
            lambda: self.language_requested.emit("en" if language == "ar" else "ar")
        )
        column.addWidget(other, 0, Qt.AlignmentFlag.AlignLeading)
        inner = QWidget()
        inner.setFixedWidth(420)
        inner.setLayout(column)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)

    def _button(
        self, icon: QIcon, text: str, then: Callable[[], object], *, primary: bool = False
    ) -> QPushButton:
        button = QPushButton(text)
        button.setIcon(icon)
        button.setIconSize(QSize(20, 20))
        button.setMinimumHeight(40)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        if primary:
            button.setProperty("role", "primary")
        button.clicked.connect(lambda _=False: then())
        return button

    def _recents(self, column: QVBoxLayout, icons: Icons, recent: Sequence[str]) -> None:
        # Also those whose disk is not connected now, for it may be by the time one asks.
        there = sorted(recent, key=lambda path: not Path(path).is_dir())[:5]
        if not there:
            return
        column.addSpacing(16)
        heading = QLabel(self.tr("Recent"))
        heading.setProperty("role", "section")
        column.addWidget(heading)
        for path in there:
            button = QToolButton()
            button.setProperty("role", "text")
            button.setText(isolate(Path(path).name))
            button.setToolTip(isolate(path))
            button.setIcon(icons.icon("archive"))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(lambda _=False, path=path: self.recent_requested.emit(path))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def say(self, text: str) -> None:
        """Tell what is happening, or why it did not; the buttons wait meanwhile."""
        self.busy.setText(text)

    def set_busy(self, busy: bool) -> None:
        """Hold the buttons while an archive opens."""
        for button in (self.sample, self.new, self.open):
            button.setEnabled(not busy)
