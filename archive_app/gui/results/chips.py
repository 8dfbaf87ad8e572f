"""The filters that are set, as chips below the search box: a click takes one away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from archive_app.core.model import Filters
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.filter_state import Chip, chips
from archive_app.gui.kit.flow import FlowLayout
from archive_app.gui.kit.i18n import date_text, isolate
from archive_app.gui.kit.names import language_name, type_name


class ChipRow(QWidget):
    """A chip for each filter; hidden while there is none."""

    removed = Signal(object)
    """A `Chip` is to go."""
    cleared = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._flow = FlowLayout(self, spacing=4)
        self._filters = Filters()
        context.theme_changed.connect(lambda: self.show_filters(self._filters))
        self.hide()

    def show_filters(self, filters: Filters) -> None:
        """Show these filters."""
        self._filters = filters
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = list(chips(filters))
        for chip in shown:
            self._flow.addWidget(self._button(chip))
        if len(shown) > 1:
            everything = QToolButton(self)
            everything.setText(self.tr("Clear all"))
            everything.setProperty("role", "link")
            everything.clicked.connect(self.cleared)
            self._flow.addWidget(everything)
        self.setVisible(bool(shown))
        self.updateGeometry()

    def _button(self, chip: Chip) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "chip")
        button.setText(self.text(chip))
        button.setIcon(self._context.icons.icon("close"))
        button.setIconSize(QSize(12, 12))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(self.tr("Remove this filter"))
        button.clicked.connect(lambda: self.removed.emit(chip))
        return button

    def text(self, chip: Chip) -> str:
        """What a chip says, the value isolated from the direction around it."""
        value = chip.value.removeprefix("-")
        if chip.facet == "annotated":
            return self.tr("not annotated") if chip.value else self.tr("annotated")
        if chip.facet == "read":
            return self.tr("unread") if chip.value else self.tr("read")
        if chip.facet == "story":
            return self.tr("one story")
        if chip.facet == "dates":
            first, _, last = value.partition("..")
            if first == last:
                return date_text(first)
            return f"{date_text(first)} – {date_text(last)}".strip(" –")
        names = {
            "source": self.tr("source"),
            "tag": self.tr("tag"),
            "month": self.tr("month"),
            "language": self.tr("language"),
            "type": self.tr("type"),
            "status": self.tr("status"),
        }
        if chip.facet == "language":
            value = language_name(value)
        elif chip.facet == "type":
            value = type_name(value)
        elif chip.facet == "month":
            value = date_text(value)
        text = f"{names[chip.facet]}: {isolate(value)}"
        return self.tr("not %1").replace("%1", text) if chip.value.startswith("-") else text
