"""The table of commands: no two of one id, no key twice, none without a place, none dead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from archive_app.core.settings import resources
from archive_app.gui.kit import i18n
from archive_app.gui.kit.actions import plain_text
from archive_app.gui.kit.commands import CONTEXT, Command, Id, Scope, Situation
from archive_app.gui.shell.command_palette import GROUP
from archive_app.gui.shell.command_table import READER, STEPS, WINDOW
from archive_app.gui.shell.keys import KeysDialog
from archive_app.gui.shell.window import MainWindow
from tests.gui.conftest import LONG, ask, rest

Opened = Callable[..., MainWindow]
COMMANDS: tuple[Command[Any], ...] = (*WINDOW.commands, *READER.commands)


def test_every_id_has_one_row() -> None:
    assert Counter(command.id for command in COMMANDS) == Counter(Id)


def test_no_key_means_two_things_in_one_place() -> None:
    """A key of the whole window is no other's; in two places it may mean two things."""
    taken: dict[str, list[Command[Any]]] = {}
    for command in COMMANDS:
        for key in command.keys:
            taken.setdefault(key, []).append(command)
    inside = {Scope.RESULTS: {Scope.RESULTS}, Scope.PAGE: {Scope.PAGE, Scope.READER}}
    for key, commands in taken.items():
        scopes = [command.scope for command in commands]
        if len(scopes) > 1:
            assert Scope.WINDOW not in scopes, key
            for places in inside.values():
                assert sum(scope in places for scope in scopes) <= 1, key


def test_every_icon_is_there() -> None:
    for command in COMMANDS:
        assert not command.icon or (resources() / "icons" / f"{command.icon}.svg").is_file()


def test_every_menu_is_made_of_commands_once_each() -> None:
    for table in (WINDOW, READER):
        own = {command.id for command in table.commands}
        for sections in table.menus.values():
            listed = [name for section in sections for name in section]
            assert len(set(listed)) == len(listed)
            assert set(listed) <= own


@pytest.mark.parametrize("language", ["ar"])
def test_every_row_has_an_arabic_text(qapp: QApplication, language: str) -> None:
    i18n.install(qapp, language)
    try:
        texts = [text for command in COMMANDS for text in (command.text, command.group)]
        for text in (*texts, *STEPS.values()):
            assert QCoreApplication.translate(CONTEXT, text) != text
        assert COMMANDS[0].name != COMMANDS[0].text
        assert COMMANDS[0].group_name != COMMANDS[0].group
    finally:
        i18n.install(qapp, "en")


def test_what_is_undone_is_named() -> None:
    undo = next(command for command in COMMANDS if command.id is Id.UNDO)
    assert undo.named is not None
    assert undo.named(Situation(undo="tag")) == "Undo the tagging"
    assert undo.named(Situation()) == ""


@pytest.fixture
def active(opened: Opened, qtbot: QtBot) -> MainWindow:
    """A window at the front, an article in the reader."""
    window = opened()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LONG)
    ask(qtbot, window, "سورية")
    window.results.focus_list()
    rest(qtbot, window)
    qtbot.waitUntil(lambda: window.context.actions.situation.hits > 1, timeout=LONG)
    return window


def test_palette_and_f1_have_every_command(active: MainWindow, qtbot: QtBot) -> None:
    active.palette_box.open_here()
    items = [active.palette_box.list.item(row) for row in range(active.palette_box.list.count())]
    listed = [(item.text(), item.data(GROUP)) for item in items]
    wanted = [
        (plain_text(active.context.actions[command.id]), command.group)
        for command in COMMANDS
        if command.id is not Id.PALETTE
    ]
    assert listed == wanted
    page = KeysDialog(active.context, active).html()
    for command in COMMANDS:
        if command.keys:
            assert plain_text(active.context.actions[command.id]) in page
    active.palette_box.hide()
    rest(qtbot, active)


def test_who_needs_a_selection_is_grey_without(active: MainWindow, qtbot: QtBot) -> None:
    actions = active.context.actions
    marked = (Id.HIGHLIGHT_BLUE, Id.SEARCH_SELECTION)
    assert not any(actions[name].isEnabled() for name in marked)
    active.reader.view.page.select_span((50, 90))
    assert all(actions[name].isEnabled() for name in marked)
    active.reader.view.page.clear_selection()
    assert not any(actions[name].isEnabled() for name in marked)
    listed = (Id.DELETE, Id.TAG_ARTICLES, Id.MARK_READ, Id.COPY_CITATIONS)
    assert all(actions[name].isEnabled() for name in listed)
    active.results.list.clearSelection()
    assert not any(actions[name].isEnabled() for name in listed)
    rest(qtbot, active)


def test_the_menu_of_the_page_leaves_out_what_does_not_apply(
    active: MainWindow, qtbot: QtBot
) -> None:
    def texts() -> list[str]:
        active.reader.view.page.menuWanted.emit(QPoint(200, 200))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QWidget)
        found = [action.text() for action in menu.actions()]
        menu.close()
        return found

    assert "Highlight in blue" not in texts()
    assert "Copy" in texts()
    active.reader.view.page.select_span((50, 90))
    assert "Highlight in blue" in texts()
    rest(qtbot, active)
