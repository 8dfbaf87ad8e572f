"""The small bar at the selection's end: five colours, note, tag, copy, search for this."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QToolButton,
    QWidget,
)

from archive_app.core.model import COLORS
from archive_app.gui.kit.icons import Icons
from archive_app.gui.kit.theme import Paper, Theme
from archive_app.gui.reader.notes.colors import color_name, swatch

GAP = 6


def place_bar(start: QRectF, end: QRectF, bar: QSize, view: QSize, *, rtl: bool) -> QPoint | None:
    """Where the bar goes: never over the selected text.

    ``start`` and ``end`` are the caret's rectangles at the selection's ends, in the view's
    coordinates; ``rtl`` is the direction of the text there. It stands under the selection's
    last line, else over its first, and reaches from its end on in the direction of reading.
    None where the selection fills the view: then there is no place beside it.
    """
    x = end.center().x() - bar.width() if rtl else end.center().x()
    x = max(4.0, min(x, view.width() - bar.width() - 4.0))
    top, bottom = min(start.top(), end.top()), max(start.bottom(), end.bottom())
    if bottom > 0 and bottom + GAP + bar.height() <= view.height() - 4:
        return QPoint(round(x), round(bottom + GAP))
    if top < view.height() and top - GAP - bar.height() >= 4:
        return QPoint(round(x), round(top - GAP - bar.height()))
    return None


class SelectionBar(QFrame):
    """Offers what can be done with the selection, or with a highlight that was clicked."""

    colorChosen = Signal(str)
    noteWanted = Signal()
    tagWanted = Signal()
    copyWanted = Signal()
    searchWanted = Signal()
    removeWanted = Signal()

    def __init__(
        self, icons: Icons, theme: Theme, names: Mapping[str, str], parent: QWidget, *, docked: bool
    ) -> None:
        """``docked``: a strip of the pane, for selections that leave no room beside them."""
        super().__init__(parent)
        self.setObjectName("selection_bar")
        self.setAccessibleName(self.tr("Selection"))
        # A click here must not take the selection away from the text.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._names = names
        self._colors: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(2)
        for number, color in enumerate(COLORS, start=1):
            button = self._button(row)
            button.setIconSize(QSize(20, 20))
            button.clicked.connect(lambda _=False, c=color: self.colorChosen.emit(c))
            button.setProperty("key", number)
            self._colors[color] = button
        self._line(row)
        self._others: dict[str, QToolButton] = {}
        for icon, text, signal in (
            ("note", self.tr("Note (N)"), self.noteWanted),
            ("tag", self.tr("Tag (T)"), self.tagWanted),
            ("copy", self.tr("Copy"), self.copyWanted),
            ("search", self.tr("Search for selection"), self.searchWanted),
            ("trash", self.tr("Remove highlight"), self.removeWanted),
        ):
            button = self._button(row)
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _=False, s=signal: s.emit())
            self._others[icon] = button
        if docked:
            row.addStretch(1)
        else:
            shadow = QGraphicsDropShadowEffect(self)
            shadow.setBlurRadius(16)
            shadow.setOffset(0, 2)
            shadow.setColor(QColor(0, 0, 0, 60))
            self.setGraphicsEffect(shadow)
        self._docked = docked
        self.dress(icons, theme, theme.paper)
        self.set_current("", removable=False)
        self.hide()

    def dress(self, icons: Icons, theme: Theme, paper: Paper) -> None:
        """Take the colours of a theme and paper."""
        self._paper = paper
        edge = "border-top" if self._docked else "border"
        radius = 0 if self._docked else 6
        self.setStyleSheet(
            f"#selection_bar {{ background: {theme.surface}; {edge}: 1px solid {theme.hairline};"
            f" border-radius: {radius}px; }}"
            "QToolButton { border: none; border-radius: 4px; padding: 4px; }"
            f"QToolButton:hover {{ background: {theme.hover}; }}"
        )
        for name, button in self._others.items():
            button.setIcon(icons.icon(name, "text"))
        self.set_current(
            getattr(self, "_current", ""), removable=self._others["trash"].isVisibleTo(self)
        )

    def set_names(self, names: Mapping[str, str]) -> None:
        """Take what the user calls the colours."""
        self._names = names
        self.set_current(self._current, removable=self._others["trash"].isVisibleTo(self))

    def set_current(self, color: str, *, removable: bool) -> None:
        """Show the colour of the highlight that was clicked, and whether it can be removed."""
        self._current = color
        for number, (name, button) in enumerate(self._colors.items(), start=1):
            button.setIcon(swatch(name, self._paper, checked=name == color))
            text = f"{color_name(name, self._names)} ({number})"
            button.setToolTip(text)
            button.setAccessibleName(text)
        self._others["trash"].setVisible(removable)

    def show_at(self, start: QRectF, end: QRectF, view: QSize, *, rtl: bool) -> bool:
        """Stand beside the selection; False, and hidden, where there is no room for that."""
        self.adjustSize()
        place = place_bar(start, end, self.sizeHint(), view, rtl=rtl)
        if place is None:
            self.hide()
            return False
        self.resize(self.sizeHint())
        self.move(place)
        self.show()
        self.raise_()
        return True

    def _button(self, row: QHBoxLayout) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setIconSize(QSize(18, 18))
        row.addWidget(button)
        return button

    def _line(self, row: QHBoxLayout) -> None:
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.VLine)
        line.setFixedWidth(1)
        line.setEnabled(False)
        row.addSpacing(4)
        row.addWidget(line)
        row.addSpacing(4)
