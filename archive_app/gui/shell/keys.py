"""The F1 page: the keys that are valid here, by group."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from archive_app.gui.kit.actions import ARABIC_KEYS, key_text, plain_text
from archive_app.gui.kit.commands import Id
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.page import close_buttons
from archive_app.gui.kit.windows import Dialog
from archive_app.gui.shell.guide import about_text


class KeysDialog(Dialog):
    """All keys; it is made of the table of commands, so it cannot be out of date."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(560, 640)
        self.page = QTextBrowser()
        self.page.setHtml(self.html())
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        buttons = close_buttons(self)
        for name in (Id.GUIDE, Id.ABOUT):
            action = context.actions[name]
            button = buttons.addButton(plain_text(action), QDialogButtonBox.ButtonRole.HelpRole)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, name=name: context.run(name))
        version = QLabel(about_text())
        version.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(self.page)
        column.addWidget(version)
        column.addWidget(buttons)

    def html(self) -> str:
        """The page."""
        groups: dict[str, list[tuple[str, str]]] = {
            self.tr("In the results"): [
                (self.tr("Move through the results"), "↓ ↑"),
                (self.tr("Read the article"), "Enter"),
                (self.tr("Back to the search"), "Esc"),
            ]
        }
        for command in self._context.actions:
            action = self._context.actions[command.id]
            if keys := _keys(action):
                groups.setdefault(command.group_name, []).append((plain_text(action), keys))
        rtl = self._context.rtl
        muted = self._context.theme.muted
        rows = []
        for group, entries in groups.items():
            rows.append(_row(f'<b style="color:{muted}">{escape(group)}</b>', "", 16, rtl=rtl))
            rows.extend(_row(escape(text), escape(keys), 4, rtl=rtl) for text, keys in entries)
        return f'<table width="100%" cellspacing="0">{"".join(rows)}</table>'


def _keys(action: QAction) -> str:
    arabic = {key_text(QKeySequence(key)) for key in ARABIC_KEYS.values()}
    texts = [key_text(sequence) for sequence in action.shortcuts()]
    return "  ·  ".join(text for text in texts if text and text not in arabic)


def _row(text: str, keys: str, above: int, *, rtl: bool) -> str:
    """A row of the table. Qt's rich text does not mirror tables, so the cells change places."""
    side = "right" if rtl else "left"
    cells = [
        f'<td width="65%" align="{side}" style="padding:{above}px 0 4px 0">{text}</td>',
        f'<td align="{side}" style="padding:{above}px 0 4px 0">{keys}</td>',
    ]
    return f"<tr>{''.join(reversed(cells) if rtl else cells)}</tr>"
