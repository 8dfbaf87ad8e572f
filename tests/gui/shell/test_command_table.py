"""The table of commands: no two of one id, no key twice, none without a place, none dead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from archive_app.core.settings import resources
from archive_app.gui.kit import i18n
from archive_app.gui.kit.actions import plain_text
from archive_app.gui.kit.commands import CONTEXT, Command, Id, Scope, Situation
from archive_app.gui.shell.app import Program
from archive_app.gui.shell.command_palette import GROUP
from archive_app.gui.shell.command_table import READER, STEPS, WINDOW
from archive_app.gui.shell.keys import KeysDialog
from archive_app.gui.shell.window import MainWindow
from tests.gui.conftest import LONG, Opened, ask, rest

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
    assert undo.named(Situation(undo="tag")) == "Undo tagging"
    assert undo.named(Situation()) == ""


@pytest.fixture
def active(active: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window at the front, an article in the reader."""
    active.results.focus_list()
    rest(qtbot, active)
    qtbot.waitUntil(lambda: active.context.actions.situation.hits > 1, timeout=LONG)
    return active


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


# What some commands need before they can do anything.


def _select(window: MainWindow) -> None:
    window.reader.view.page.select_span((50, 90))


def _highlight(window: MainWindow) -> None:
    _select(window)
    window.reader.view.highlight("green")


def _tag(window: MainWindow) -> None:
    archive, article = window.context.archive, window.reader.article_id
    window.context.write(lambda: archive.tag(article, add=["حرب"]))


def _elsewhere(window: MainWindow) -> None:
    hit = window.results.model.hit(1)
    assert hit is not None
    window.show_article(hit.article.id)


NEEDS: dict[Id, Callable[[MainWindow], object]] = {
    **dict.fromkeys((name for name in Id if name.startswith("highlight-")), _select),
    Id.SEARCH_SELECTION: _select,
    Id.ESCAPE: _select,
    Id.REMOVE: _highlight,
    Id.UNDO: _tag,
    Id.REDO: lambda window: (_tag(window), window.context.write(window.context.archive.undo)),
    Id.BACK: _elsewhere,
    Id.FORWARD: lambda window: (_elsewhere(window), window.go(-1)),
    Id.PREVIOUS_RESULT: lambda window: window.results.step(1),
    Id.ZOOM_RESET: lambda window: window.reader.zoom(1),
    Id.PREVIOUS_ARTICLE: lambda window: window.results.step(1),
}
ELSEWHERE = {Id.PAGES, Id.LEFT_OUT}
"""What needs an archive of another kind; tested with the reader."""


@pytest.fixture
def notice(
    monkeypatch: pytest.MonkeyPatch, program: Program
) -> Callable[[MainWindow], dict[str, object]]:
    """Gives all that a user could notice of a window, and what it asked of others."""
    asked: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", asked.append)
    for name in ("close_archive", "choose_new", "choose_folder", "show_preferences"):
        monkeypatch.setattr(program, name, lambda name=name: asked.append(name))

    def look(window: MainWindow) -> dict[str, object]:
        page = window.reader.view.page
        return {
            "asked": len(asked),
            "row": window.results.list.currentIndex().row(),
            "shown": [child.isVisible() for child in QApplication.allWidgets()],
            "focus": QApplication.focusWidget(),
            "clipboard": QGuiApplication.clipboard().text(),
            "told": window.status.state.text(),
            "selection": (page.textCursor().position(), page.textCursor().anchor()),
            "chosen": page.marks.active,
            "marks": len(page.marks.marks),
            "hit": window.reader.view.finds.here,
            "article": window.reader.article_id,
            "query": window.results.question.text,
            "size": window.context.settings.get("text_size"),
            "state": window.windowState(),
            "jobs": len(window.jobs.items),
            "situation": window.context.actions.situation,
        }

    return look


def stands_at_first(window: MainWindow) -> bool:
    """Whether the first result is read, at rest and with its hits; else go there."""
    if window.context.tasks.pending:
        return False
    first = window.results.model.hit(0)
    assert first is not None
    here = (window.results.current_id(), window.reader.article_id)
    if here == (first.article.id, first.article.id) and window.context.actions.situation.hits > 1:
        return True
    window.show_article(first.article.id)
    return False


@pytest.mark.slow
def test_no_command_is_dead(
    notice: Callable[[MainWindow], dict[str, object]], opened: Opened, qtbot: QtBot
) -> None:
    """Each command that is enabled does something that a user notices."""
    window = opened()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LONG)
    actions = window.context.actions
    # Deleting takes away what the others need, quitting all.
    last = (Id.DELETE, Id.QUIT)
    for command in sorted(
        COMMANDS, key=lambda command: command.id in last and 1 + last.index(command.id)
    ):
        if command.id in ELSEWHERE:
            continue
        if window.results.question.text != "سورية":
            ask(qtbot, window, "سورية")
        window.results.focus_list()
        qtbot.waitUntil(lambda: stands_at_first(window), timeout=LONG)
        QGuiApplication.clipboard().clear()
        NEEDS.get(command.id, lambda _: None)(window)
        rest(qtbot, window)

        def applies(name: Id = command.id) -> None:
            assert actions[name].isEnabled(), (name, actions.situation)

        qtbot.waitUntil(applies, timeout=LONG)
        before = notice(window)
        actions.run(command.id)

        def seen(name: Id = command.id, before: dict[str, object] = before) -> None:
            assert notice(window) != before, name

        qtbot.waitUntil(seen, timeout=LONG)
        rest(qtbot, window)
        qtbot.waitUntil(lambda: not any(job.running for job in window.jobs.items), timeout=LONG)
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible():
                other.close()
        window.palette_box.hide()
        window.reader.set_immersed(False)
        window.reader.view.finds.close()
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.reader.remember()
