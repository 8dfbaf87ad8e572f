"""The registry of commands: what the menus, the command palette and the F1 page list."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from archive_app.gui.kit.icons import Icons

ARABIC_KEYS = {
    "J": "ت", "K": "ن", "N": "ى", "T": "ف", "M": "ة", "/": "ظ",
    "1": "١", "2": "٢", "3": "٣", "4": "٤", "5": "٥",
}  # fmt: skip
"""What the plain keys of our shortcuts give on an Arabic (101) keyboard: they work there too."""


ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
LRI, PDI = "\u2066", "\u2069"
"""LEFT-TO-RIGHT ISOLATE and its end."""


@dataclass(frozen=True, slots=True)
class Command:
    """A named action and the group it is listed under (already translated)."""

    name: str
    action: QAction
    group: str
    listed: bool = True


def plain_text(action: QAction) -> str:
    """An action's text without what is meant for menus alone."""
    return action.text().partition("\t")[0].replace("&", "")


def key_text(sequence: QKeySequence) -> str:
    """A key as people write it, arrows as arrows, safe inside text of the other direction."""
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    if sys.platform == "darwin":
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)
    for name, arrow in ARROWS.items():
        text = text.replace(name, arrow)
    return f"{LRI}{text}{PDI}" if text else ""


def _shown_key(keys: Sequence[str]) -> str:
    """What a menu is to show for a key that right-to-left text would turn round (``Ctrl+,``)."""
    text = keys[0] if keys else ""
    turned = text and not text[-1].isalnum() and text != "/"
    return f"\t{key_text(QKeySequence(text))}" if turned else ""


class Actions(QObject):
    """The commands of one window, by name, in the order they were added."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        self._icons: dict[str, str] = {}

    def add(
        self,
        name: str,
        text: str,
        trigger: Callable[[], object] | None,
        *,
        widget: QWidget,
        keys: Sequence[str] = (),
        group: str = "",
        icon: str = "",
        checkable: bool = False,
        local: bool = False,
        listed: bool = True,
    ) -> QAction:
        """Add a command and return its action.

        ``widget`` owns the action; its keys work in the widget's whole window, or with
        ``local`` only while the focus is within the widget. Plain letters work on an Arabic
        keyboard too. ``icon`` is the name of one (see `dress`). ``listed`` False keeps it out
        of the command palette.
        """
        action = QAction(text + _shown_key(keys), widget)
        action.setObjectName(name)
        action.setCheckable(checkable)
        sequences = list(keys)
        sequences.extend(ARABIC_KEYS[key] for key in keys if key in ARABIC_KEYS)
        action.setShortcuts([QKeySequence(key) for key in sequences])
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
            if local
            else Qt.ShortcutContext.WindowShortcut
        )
        if icon:
            self._icons[name] = icon
        if trigger is not None:
            # `triggered` hands over its checked state, which a plain command does not want.
            action.triggered.connect(lambda *_: trigger())
        widget.addAction(action)
        self._commands[name] = Command(name, action, group, listed)
        return action

    def adopt(self, name: str, action: QAction, group: str, *, listed: bool = True) -> None:
        """List an action that a pane has made itself and added to its own widget."""
        self._commands[name] = Command(name, action, group, listed)

    def dress(self, icons: Icons) -> None:
        """Give the commands their icons, as drawn now. Only menus and the palette show them, so
        they are drawn when one of those first opens."""
        for name, icon in self._icons.items():
            self._commands[name].action.setIcon(icons.icon(icon))

    def __getitem__(self, name: str) -> QAction:
        """The action of that name; KeyError if there is none."""
        return self._commands[name].action

    def __contains__(self, name: object) -> bool:
        """Whether there is a command of that name."""
        return name in self._commands

    def __iter__(self) -> Iterator[Command]:
        """All commands in order."""
        return iter(tuple(self._commands.values()))
