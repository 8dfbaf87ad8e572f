"""What the colours mean to the users of an archive: claim, quote, doubt."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.model import COLORS
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.drafts import Draft
from archive_app.gui.kit.theme import paper_for
from archive_app.gui.kit.windows import Dialog
from archive_app.gui.reader.notes.colors import color_name, swatch


class ColorNamesDialog(Dialog):
    """Five fields. The names lie in the archive, so that all who share it see them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(self.tr("Names of the colours"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        text = QLabel(self.tr("What does each colour stand for in this archive?"), self)
        text.setWordWrap(True)
        column.addWidget(text)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        paper = paper_for("auto", context.theme)
        names = context.archive.settings.color_names
        self.fields: dict[str, QLineEdit] = {}
        for row, color in enumerate(COLORS):
            sample = QLabel(self)
            sample.setPixmap(swatch(color, paper, checked=True).pixmap(QSize(20, 20)))
            field = QLineEdit(names.get(color, ""), self)
            field.setPlaceholderText(color_name(color, {}))
            field.setAccessibleName(color_name(color, {}))
            field.setMaxLength(40)
            grid.addWidget(sample, row, 0)
            grid.addWidget(field, row, 1)
            self.fields[color] = field
        column.addLayout(grid)
        buttons = QDialogButtonBox(self)
        keep = buttons.addButton(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setDefault(True)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def accept(self) -> None:
        """Write the names; an empty one is the colour's own again."""
        names = {color: " ".join(field.text().split()) for color, field in self.fields.items()}
        kept = {color: name for color, name in names.items() if name}
        self._context.drafts.save(Draft("colors", "", "", kept))
        super().accept()
