"""The reader's commands as actions, for its keys, the menus and the command palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from archive_app.core.model import COLORS
from archive_app.gui.kit.actions import ARABIC_KEYS

_LOCAL_KEYS = {**ARABIC_KEYS, "W": "ص", "S": "س", "[": "ج", "]": "د"}
"""What the reader's plain keys give on an Arabic (101) keyboard."""


class Commands:
    """Makes actions by name. Keys with Ctrl work in the whole window; plain letters only while
    the focus is in ``page``, where nobody types.
    """

    def __init__(self, pane: QWidget, page: QWidget) -> None:
        self._pane = pane
        self._page = page
        self.actions: dict[str, QAction] = {}
        self.plain: list[QAction] = []
        """Those whose keys are for the page, and for every other page that is joined to it."""

    def add(
        self,
        name: str,
        text: str,
        slot: Callable[[], object],
        keys: Sequence[str] = (),
        *,
        plain: bool = False,
        checkable: bool = False,
    ) -> QAction:
        """Add a command; ``text`` is translated already. ``plain``: its keys are for the page."""
        owner = self._page if plain else self._pane
        action = QAction(text, owner)
        action.setObjectName(name)
        action.setCheckable(checkable)
        sequences = [*keys, *(_LOCAL_KEYS[key] for key in keys if key in _LOCAL_KEYS)]
        action.setShortcuts([QKeySequence(key) for key in sequences])
        # What the list of results has keys for too is valid here only while one reads.
        local = plain or name == "copy-citation"
        contexts = Qt.ShortcutContext
        action.setShortcutContext(
            contexts.WidgetWithChildrenShortcut if local else contexts.WindowShortcut
        )
        action.triggered.connect(lambda *_: slot())
        owner.addAction(action)
        if plain:
            self.plain.append(action)
        self.actions[name] = action
        return action


def highlight_text(color: str) -> str:
    """The name of the command that highlights in a colour."""
    translate = QCoreApplication.translate
    return {
        "yellow": translate("reader_commands", "Highlight in yellow"),
        "green": translate("reader_commands", "Highlight in green"),
        "blue": translate("reader_commands", "Highlight in blue"),
        "rose": translate("reader_commands", "Highlight in rose"),
        "violet": translate("reader_commands", "Highlight in violet"),
    }[color]


def number_of(color: str) -> str:
    """The key of a colour."""
    return str(COLORS.index(color) + 1)
