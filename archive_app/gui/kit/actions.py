"""Qt's actions, made of the table of commands: for keys, menus, bars, the palette and F1."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from archive_app.gui.kit.commands import Command, Id, Menu, Scope, Sections, Situation, Table
from archive_app.gui.kit.icons import Icons

ARABIC_KEYS = {
    "J": "ت", "K": "ن", "N": "ى", "T": "ف", "M": "ة", "/": "ظ", "W": "ص", "S": "س",
    "1": "١", "2": "٢", "3": "٣", "4": "٤", "5": "٥",
}  # fmt: skip
"""What the plain keys of our shortcuts give on an Arabic (101) keyboard: they work there too."""

ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
LRI, PDI = "\u2066", "\u2069"
"""LEFT-TO-RIGHT ISOLATE and its end."""

Host = TypeVar("Host")


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


def _shown_key(keys: tuple[str, ...]) -> str:
    """What a menu is to show for a key that right-to-left text would turn round (``Ctrl+,``)."""
    text = keys[0] if keys else ""
    turned = text and not text[-1].isalnum() and text[-1] not in "/}"
    return f"\t{key_text(QKeySequence(text))}" if turned else ""


class Actions(QObject):
    """The actions of one window, by their commands' ids, in the order they were added.

    ``situation`` is how things stand; whoever knows of a change tells it to `update`, and each
    action is enabled, checked and named by what its row says of it.
    """

    def __init__(self, icons: Icons, parent: QObject | None = None, *, rtl: bool = False) -> None:
        super().__init__(parent)
        self.icons = icons
        self.situation = Situation()
        # Back is where reading comes from, as its arrow points: in Arabic from the right.
        back, forward = ("Right", "Left") if rtl else ("Left", "Right")
        self._arrows = {"{back}": back, "{forward}": forward}
        self._commands: dict[Id, Command[Any]] = {}
        self._actions: dict[Id, QAction] = {}
        self._menus: dict[Menu, Sections] = {}

    def add(self, table: Table[Host], host: Host, places: Mapping[Scope, QWidget]) -> None:
        """Make the actions of a table. Each belongs to the widget of its scope in ``places``:
        its keys are valid there, or in that widget's whole window with `Scope.WINDOW`.
        """
        for command in table.commands:
            self._commands[command.id] = command
            self._actions[command.id] = self._make(command, host, places[command.scope])
        self._menus.update(table.menus)
        self.update()

    def _make(self, command: Command[Host], host: Host, owner: QWidget) -> QAction:
        action = QAction(command.name + _shown_key(command.keys), owner)
        action.setObjectName(command.id)
        action.setCheckable(command.checked is not None)
        sequences = [*command.keys, *(ARABIC_KEYS[k] for k in command.keys if k in ARABIC_KEYS)]
        for name, arrow in self._arrows.items():
            sequences = [key.replace(name, arrow) for key in sequences]
        action.setShortcuts([QKeySequence(key) for key in sequences])
        local = command.scope is not Scope.WINDOW
        contexts = Qt.ShortcutContext
        action.setShortcutContext(
            contexts.WidgetWithChildrenShortcut if local else contexts.WindowShortcut
        )
        # `triggered` hands over its checked state, which no command wants.
        action.triggered.connect(lambda *_: command.do(host))
        owner.addAction(action)
        return action

    def update(self, **changes: Any) -> None:
        """Take in what changed (fields of `Situation`) and let the actions stand accordingly."""
        now = self.situation = replace(self.situation, **changes)
        for name, command in self._commands.items():
            action = self._actions[name]
            action.setEnabled(command.enabled(now))
            if command.checked is not None:
                action.setChecked(command.checked(now))
            if command.named is not None:
                action.setText(command.named(now) or command.name)

    def run(self, name: Id) -> None:
        """Do what a command does, if it applies now. KeyError if there is none of that id."""
        self._actions[name].trigger()

    def menu(self, which: Menu, parent: QWidget) -> QMenu:
        """One of the table's menus, without what does not apply and is absent then."""
        menu = QMenu(parent)
        for at, section in enumerate(self.sections(which)):
            if at:
                menu.addSeparator()
            menu.addActions([action for action in section if not self.absent(action)])
        menu.aboutToShow.connect(self.dress)
        return menu

    def sections(self, which: Menu) -> list[list[QAction]]:
        """The actions of a menu or bar by its sections."""
        return [[self._actions[name] for name in section] for section in self._menus[which]]

    def absent(self, action: QAction) -> bool:
        """Whether an action is to be left out where it would be grey."""
        return not action.isEnabled() and self._commands[Id(action.objectName())].absent

    def dress(self, names: Iterable[Id] | None = None) -> None:
        """Give the actions (all without ``names``) their icons, as drawn now. Where only menus
        and the palette show them they are drawn when one of those first opens."""
        for name in self._commands if names is None else names:
            if icon := self._commands[name].icon:
                self._actions[name].setIcon(self.icons.icon(icon))

    def in_scope(self, scope: Scope) -> list[QAction]:
        """The actions whose keys are valid there."""
        return [self._actions[c.id] for c in self._commands.values() if c.scope is scope]

    def __getitem__(self, name: Id) -> QAction:
        """The action of that command; KeyError if there is none."""
        return self._actions[name]

    def __iter__(self) -> Iterator[Command[Any]]:
        """All commands in order."""
        return iter(tuple(self._commands.values()))
