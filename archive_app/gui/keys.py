"""The F1 page: the keys that are valid here, by group."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from archive_app.gui.actions import ARABIC_KEYS, Command
from archive_app.gui.context import Context


class KeysDialog(QDialog):
    """All keys; it is made from the registry, so it cannot be out of date."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys"))
        self.resize(560, 640)
        self.page = QTextBrowser()
        self.page.setHtml(self.html())
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(self.page)
        column.addWidget(buttons)

    def html(self) -> str:
        """The page."""
        groups: dict[str, list[tuple[str, str]]] = {
            self.tr("In the results"): [
                (self.tr("Through the results"), "↓ ↑"),
                (self.tr("Read the article"), "Enter"),
                (self.tr("Back to the search"), "Esc"),
            ]
        }
        for command in self._context.actions:
            keys = self._keys(command)
            if keys:
                groups.setdefault(command.group, []).append(
                    (command.action.text().replace("&", ""), keys)
                )
        side = "rtl" if self._context.rtl else "ltr"
        muted = self._context.theme.muted
        rows = []
        for group, entries in groups.items():
            rows.append(
                f'<tr><td colspan="2" style="padding-top:16px;color:{muted}">'
                f"<b>{escape(group)}</b></td></tr>"
            )
            rows.extend(
                f'<tr><td style="padding:4px 0">{escape(text)}</td>'
                f'<td style="padding:4px 16px" dir="ltr">{escape(keys)}</td></tr>'
                for text, keys in entries
            )
        return f'<table dir="{side}" width="100%" cellspacing="0">{"".join(rows)}</table>'

    @staticmethod
    def _keys(command: Command) -> str:
        arabic = set(ARABIC_KEYS.values())
        texts = [
            sequence.toString(QKeySequence.SequenceFormat.NativeText)
            for sequence in command.action.shortcuts()
        ]
        return "  ·  ".join(text for text in texts if text and text not in arabic)
