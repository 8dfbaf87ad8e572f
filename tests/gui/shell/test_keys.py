"""The keys, the command palette and the F1 page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from archive_app.gui.kit.actions import ARABIC_KEYS, key_text, plain_text
from archive_app.gui.shell.app import Program
from archive_app.gui.shell.command_palette import fit
from archive_app.gui.shell.keys import KeysDialog
from archive_app.gui.shell.query_help import QueryHelp
from archive_app.gui.shell.window import MainWindow
from tests.gui.conftest import Opened, rest


def test_down_j_and_k_walk_through_the_results(active: MainWindow, qtbot: QtBot) -> None:
    rows = active.results.list
    qtbot.keyClick(active.results.box.field, Qt.Key.Key_Down)
    for key, row in ((Qt.Key.Key_J, 1), (Qt.Key.Key_J, 2), (Qt.Key.Key_K, 1)):
        qtbot.keyClick(rows, key)
        assert rows.currentIndex().row() == row
    rest(qtbot, active)


def test_letters_are_typed_where_one_types(active: MainWindow, qtbot: QtBot) -> None:
    active.results.box.field.clear()
    qtbot.keyClicks(active.results.box.field, "jk/m")
    assert active.results.box.query == "jk/m"
    rest(qtbot, active)


def test_slash_goes_to_the_search(active: MainWindow, qtbot: QtBot) -> None:
    active.results.focus_list()
    qtbot.keyClick(active.results.list, Qt.Key.Key_Slash)
    assert active.results.box.field.hasFocus()
    assert active.results.box.field.selectedText() == "سورية"
    rest(qtbot, active)


@pytest.mark.slow
def test_mark_as_read(active: MainWindow, qtbot: QtBot) -> None:
    active.results.focus_list()
    article = active.results.current_id()
    qtbot.keyClick(active.results.list, Qt.Key.Key_M)
    rest(qtbot, active)
    assert active.context.archive.article(article).read
    qtbot.keyClick(active.results.list, Qt.Key.Key_M)
    rest(qtbot, active)
    assert not active.context.archive.article(article).read


def test_palette_finds_and_runs(active: MainWindow, qtbot: QtBot) -> None:
    box = active.palette_box
    qtbot.keyClick(active, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert box.isVisible()
    assert box.field.hasFocus()
    qtbot.keyClicks(box.field, "filters")
    assert box.list.currentItem().text() == "Filters"
    before = active.side.isVisible()
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert active.side.isVisible() != before
    active.context.actions["palette"].trigger()
    qtbot.keyClick(box.field, Qt.Key.Key_Down)
    qtbot.keyClick(box.field, Qt.Key.Key_Up)
    qtbot.keyClicks(box.field, "no such command")
    assert box.list.currentItem() is None
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert not box.isVisible()
    rest(qtbot, active)


def test_palette_puts_the_best_first_and_remembers(active: MainWindow, qtbot: QtBot) -> None:
    box = active.palette_box

    def names(text: str) -> list[str]:
        return [plain_text(active.context.actions[name]) for name in box.found(text)]

    # An exact match, then a beginning, then the rest.
    assert names("notes")[0] == "Notes"
    assert names("preferences")[0] == "Preferences…"
    found = names("find")
    begin = [name.lower().startswith("find") for name in found]
    assert begin == sorted(begin, reverse=True)
    assert True in begin
    assert names("no such command") == []
    assert fit("تفضيلات", "التفضيلات…", "") == 3
    assert fit("حذف", "حَذْف", "") == 0
    first = names("")
    box.open_here()
    box.field.setText("filters")
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    box.open_here()
    box.field.setText("full screen")
    box._close()
    assert names("") == ["Filters", *(name for name in first if name != "Filters")]
    box.open_here()
    assert box.list.currentItem().text() == "Filters"
    box._close()
    rest(qtbot, active)


def test_the_keys_that_people_know_are_there(active: MainWindow) -> None:
    actions = active.context.actions
    have = {key.toString() for command in actions for key in actions[command.id].shortcuts()}
    wanted = (
        *("Ctrl+L", "/", "Ctrl+K", "Ctrl+F", "J", "K", "1", "2", "3", "4", "5", "N", "T", "M"),
        *("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+C", "Ctrl+Shift+C", "Ctrl+I", "Alt+Left", "Alt+Right"),
        *("F9", "F10", "F11", "Ctrl+0", "Ctrl+,", "F1"),
    )
    missing = [key for key in wanted if QKeySequence(key).toString() not in have]
    assert not missing


def test_plain_keys_work_on_an_arabic_keyboard(active: MainWindow) -> None:
    shortcuts = active.context.actions["next-result"].shortcuts()
    assert QKeySequence(ARABIC_KEYS["J"]) in shortcuts


def test_keys_page_lists_what_is_valid(active: MainWindow) -> None:
    page = KeysDialog(active.context, active).html()
    assert "Ctrl+K" in page
    assert ARABIC_KEYS["J"] not in page
    assert "←" in key_text(QKeySequence("Alt+Left"))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_examples_of_the_query_help_find_something(
    program: Program, opened: Opened, qtbot: QtBot, language: str
) -> None:
    program.settings.set("language", language)
    program.translate()
    window = opened()
    help_ = QueryHelp(window.context, window)
    for query, meaning in help_.examples():
        assert meaning
        assert window.context.archive.search(query).total, query
    rest(qtbot, window)
