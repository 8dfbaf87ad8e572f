"""How the page looks (Aa): size, leading, width, paper, faces, set while one reads."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.kit.theme import paper_for


class AppearancePanel(QFrame):
    """A small popup under the Aa button. Each change is seen at once in the text behind it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._context = context
        self._values: dict[str, QLabel] = {}
        self._papers: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for row, (name, text, step) in enumerate(
            (
                ("text_size", self.tr("Size"), 1),
                ("leading", self.tr("Line spacing"), 0.1),
                ("column", self.tr("Column width"), 2),
            )
        ):
            self._stepper(grid, row, name, text, step)
        column.addLayout(grid)
        papers = QHBoxLayout()
        papers.setSpacing(4)
        for name, text in (
            ("auto", self.tr("Paper: match window")),
            ("white", self.tr("White paper")),
            ("sepia", self.tr("Sepia paper")),
            ("dark", self.tr("Dark paper")),
        ):
            button = QToolButton(self)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setIconSize(QSize(40, 28))
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _=False, n=name: context.settings.set("paper", n))
            papers.addWidget(button)
            self._papers[name] = button
        papers.addStretch(1)
        column.addLayout(papers)
        self.justify = QCheckBox(self.tr("Justify the paragraphs"), self)
        self.justify.toggled.connect(lambda on: context.settings.set("justify", on))
        column.addWidget(self.justify)
        self.arabic = self._faces(column, "arabic_font", self.tr("Arabic typeface"))
        self.latin = self._faces(column, "latin_font", self.tr("Latin typeface"))

    def _stepper(self, grid: QGridLayout, row: int, name: str, text: str, step: float) -> None:
        label = QLabel(text, self)
        value = QLabel(self)
        value.setAlignment(Qt.AlignmentFlag.AlignCenter)
        value.setMinimumWidth(40)
        grid.addWidget(label, row, 0)
        for column, (icon, way, said) in enumerate(
            (("minus", -1, self.tr("%1: decrease")), ("plus", 1, self.tr("%1: increase"))), start=0
        ):
            button = QToolButton(self)
            button.setIcon(self._context.icons.icon(icon))
            button.setAccessibleName(said.replace("%1", text))
            button.setToolTip(said.replace("%1", text))
            button.setAutoRepeat(True)
            button.clicked.connect(self._stepping(name, way * step))
            grid.addWidget(button, row, 1 + 2 * column)
        grid.addWidget(value, row, 2)
        self._values[name] = value

    def _stepping(self, name: str, step: float) -> Callable[[], None]:
        bounds = {"text_size": (12, 40), "leading": (1.4, 2.6), "column": (28, 60)}[name]

        def change() -> None:
            settings = self._context.settings
            value = max(bounds[0], min(bounds[1], settings.get(name) + step))
            settings.set(name, round(value, 1) if name == "leading" else round(value))
            self._show_values()

        return change

    def _faces(self, column: QVBoxLayout, name: str, text: str) -> QComboBox:
        label = QLabel(text, self)
        label.setProperty("role", "muted")
        column.addWidget(label)
        box = QComboBox(self)
        box.setAccessibleName(text)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(22)
        box.activated.connect(
            lambda index: self._context.settings.set(name, box.itemData(index) or "")
        )
        column.addWidget(box)
        return box

    def _fill(self, box: QComboBox, name: str, system: QFontDatabase.WritingSystem) -> None:
        chosen = self._context.settings.get(name)
        if not box.count():
            box.addItem(self.tr("Default"), "")
            for family in QFontDatabase.families(system):
                if not QFontDatabase.isPrivateFamily(family):
                    box.addItem(isolate(family), family)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _show_values(self) -> None:
        settings = self._context.settings
        for name, label in self._values.items():
            value = settings.get(name)
            label.setText(f"{value:.1f}" if isinstance(value, float) else str(value))

    def open_below(self, anchor: QWidget) -> None:
        """Open under a button, within the screen."""
        settings = self._context.settings
        self._show_values()
        self.justify.setChecked(settings.get("justify"))
        for name, button in self._papers.items():
            button.setChecked(settings.get("paper") == name)
            button.setIcon(self._sample(name))
        self._fill(self.arabic, "arabic_font", QFontDatabase.WritingSystem.Arabic)
        self._fill(self.latin, "latin_font", QFontDatabase.WritingSystem.Latin)
        self.adjustSize()
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
        place.setX(place.x() + anchor.width() // 2 - self.width() // 2)
        room = anchor.screen().availableGeometry()
        place.setX(max(room.left() + 8, min(place.x(), room.right() - self.width() - 8)))
        self.move(place)
        self.show()

    def _sample(self, name: str) -> QIcon:
        """A piece of the paper with a line of its ink."""
        paper = paper_for(name, self._context.theme)
        pixmap = QPixmap(80, 56)
        pixmap.setDevicePixelRatio(2)
        pixmap.fill(QColor(paper.ground))
        painter = QPainter(pixmap)
        painter.setPen(QPen(QColor(self._context.theme.hairline), 1))
        painter.drawRect(0, 0, 39, 27)
        painter.setPen(QColor(paper.text))
        painter.drawText(pixmap.deviceIndependentSize().toSize().width() // 2 - 6, 19, "أب")
        painter.end()
        return QIcon(pixmap)
