"""Without a mouse: Tab reaches all that can be used, in the window and in every dialog."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from archive_app.core.model import Changes
from archive_app.gui.kit.settings import Settings
from archive_app.gui.reader.header import DragHandle
from archive_app.gui.reader.selection_bar import SelectionBar
from archive_app.gui.shell.window import MainWindow
from tests.gui.conftest import LONG, Opened, ask, rest

USED = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit,
        QPlainTextEdit)  # fmt: skip
"""What is used by the keyboard where it stands."""
WHOLE = (QAbstractSpinBox, QComboBox, QLineEdit, QTabBar, SelectionBar, QAbstractItemView)
"""What has parts that are no places of their own; the selection's bar has keys for all it does."""


def usable(window: QWidget) -> list[QWidget]:
    """All that can be seen and used in a window."""

    def part(widget: QWidget) -> bool:
        above = widget.parentWidget()
        while above is not None and above is not window:
            if isinstance(above, WHOLE):
                return True
            above = above.parentWidget()
        return False

    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, USED)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is window
        and not isinstance(widget, DragHandle)
        and not part(widget)
    ]


def walk(qtbot: QtBot, window: QWidget, key: Qt.Key) -> list[QWidget]:
    """What has the focus one after the other, until it is back where it began."""
    found: list[QWidget] = []
    while (here := QApplication.focusWidget()) not in found:
        assert here is not None
        assert window.isAncestorOf(here), here
        found.append(here)
        qtbot.keyClick(here, key)
    assert QApplication.focusWidget() is found[0], "it does not come back"
    return found


def all_round(qtbot: QtBot, window: QWidget) -> list[QWidget]:
    """The whole ring, both ways."""
    there = walk(qtbot, window, Qt.Key.Key_Tab)
    back = walk(qtbot, window, Qt.Key.Key_Backtab)
    assert there[1:] == back[:0:-1]
    missing = [widget for widget in usable(window) if widget not in there]
    assert not missing, [(type(each), each.accessibleName()) for each in missing]
    return there


@pytest.fixture(params=["en", "ar"])
def window(
    request: pytest.FixtureRequest, settings: Settings, opened: Opened, qtbot: QtBot
) -> MainWindow:
    """A window at the front in either language, an article with notes open in it."""
    settings.set("language", request.param)
    window = opened()
    window.resize(1500, 800)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LONG)
    ask(qtbot, window, "سورية")
    window.results.focus_list()
    qtbot.waitUntil(lambda: bool(window.reader.article_id), timeout=LONG)
    rest(qtbot, window)
    archive, article = window.context.archive, window.reader.article_id
    window.context.write(
        lambda: archive.annotate(article, 0, 12, note="ملاحظة"),
        changes=Changes(frozenset({article}), annotations=True),
    )
    rest(qtbot, window)
    return window


@pytest.mark.slow
def test_tab_goes_all_round_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.results.box.field.setFocus()
    window.results.box.popup.hide()
    ring = all_round(qtbot, window)
    order = [window.results.box.field, window.results.sort_button, window.results.list,
             window.reader.view.page, window.reader.view.notes.field, window.status,
             window.menu_button, window.filters.tree]  # fmt: skip
    places = [ring.index(widget) for widget in order]
    assert places == sorted(places)
    # With the tools of a note, the details and the jobs as well.
    card = next(iter(window.reader.view.notes._cards.values()))
    assert card in ring
    card.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert card.active
    qtbot.keyClick(card, Qt.Key.Key_Tab)
    assert card.isAncestorOf(QApplication.focusWidget())
    all_round(qtbot, window)
    window.reader.toggle_details()
    window.panel.show()
    window.results.box.field.setFocus()
    all_round(qtbot, window)
    rest(qtbot, window)


@pytest.mark.slow
def test_tab_walks_through_the_completions_and_on(window: MainWindow, qtbot: QtBot) -> None:
    box = window.results.box
    box.field.setFocus()
    box.clear()
    box.field.insert("سور")
    box.field.textEdited.emit("سور")
    qtbot.waitUntil(box.popup.isVisible, timeout=LONG)
    offered = box.popup.view.model().rowCount()
    for at in range(offered):
        qtbot.keyClick(box.field, Qt.Key.Key_Tab)
        assert box.popup.view.currentIndex().row() == at
    qtbot.keyClick(box.field, Qt.Key.Key_Tab)
    assert not box.field.hasFocus()
    assert not box.popup.isVisible()
    rest(qtbot, window)


@pytest.mark.slow
def test_enter_opens_the_menu_of_a_button(window: MainWindow, qtbot: QtBot) -> None:
    button = window.results.sort_button
    shown: list[bool] = []
    # The menu runs a loop of its own until it is closed.
    button.menu().aboutToShow.connect(lambda: QTimer.singleShot(0, button.menu().close))
    button.menu().aboutToShow.connect(lambda: shown.append(True))
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert shown == [True]


def dialogs(window: MainWindow) -> Sequence[Callable[[], object]]:
    """What opens each dialog of the program's own, and those of Qt's that it asks with."""
    pages, articles = window.pages, window.articles
    ids = [hit.article.id for hit in window.context.archive.search("", limit=3).hits]
    return (pages.keys, pages.trash, pages.reports, pages.duplicates, pages.similar_tags,
            pages.stories, window.preferences_requested.emit, window.reader.name_colors,
            lambda: window.searches.save(window.results.question), lambda: articles.tag(ids),
            lambda: articles.delete(ids))  # fmt: skip


@pytest.mark.slow
def test_tab_goes_all_round_each_dialog(window: MainWindow, qtbot: QtBot) -> None:
    archive = window.context.archive
    gone = archive.search("شويغو").hits[0].article.id
    window.context.write(lambda: archive.delete([gone]))
    rest(qtbot, window)
    for show in dialogs(window):
        show()
        rest(qtbot, window)
        dialog = window.findChildren(QDialog)[-1]
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow, timeout=LONG)
        if QApplication.focusWidget() is None:
            qtbot.keyClick(dialog, Qt.Key.Key_Tab)
        all_round(qtbot, dialog)
        box = dialog.findChildren(QDialogButtonBox)[0]
        last = box.buttons()[-1] if len(box.buttons()) == 1 else None
        close = box.button(QDialogButtonBox.StandardButton.Close) or last
        close = close or box.button(QDialogButtonBox.StandardButton.Cancel)
        if close is not None:
            close.setFocus()
            qtbot.keyClick(close, Qt.Key.Key_Return)
        else:
            dialog.reject()
        qtbot.waitUntil(lambda: not window.findChildren(QDialog), timeout=LONG)
    rest(qtbot, window)


ON_A_SCREEN = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QDialog
from archive_app.core.settings import Settings as Store
from archive_app.gui.kit.settings import Settings
from archive_app.gui.screenshots import turn
from archive_app.gui.shell.app import Program, make_app
from archive_app.gui.shell.window import FILTERS_FROM
from archive_app.jobs import Runner

home, width, height = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
app = make_app([])
app.setQuitOnLastWindowClosed(False)
room = app.primaryScreen().availableGeometry()
assert (room.width(), room.height()) == (width, height), room

def inside(window):
    turn(30)
    assert room.contains(window.frameGeometry()), (window, window.frameGeometry())

for language in ("ar", "en"):
    store = Settings(Store(path=home / language / "settings.json"))
    for name, value in (("language", language), ("watch", False)):
        store.set(name, value)
    program = Program(app, store, cache=home / "cache", runner=Runner)
    program.show_start()
    inside(program.window)
    program.window.move(width - 300, height - 200)
    program.open_sample()
    while not hasattr(program.window, "results"):
        turn(20)
    window = program.window
    inside(window)
    assert window.side.isVisible()
    pages = window.pages
    for show in (pages.keys, pages.trash, pages.reports, pages.duplicates, pages.stories,
                 program.show_preferences, window.reader.name_colors):
        show()
        turn(60)
        dialog = window.findChildren(QDialog)[-1]
        inside(dialog)
        dialog.close()
    # A place from a larger screen comes back onto this one.
    window.setGeometry(900, 500, 1800, 1300)
    window.save_state()
    window.setGeometry(0, 40, 600, 500)
    window._restore()
    inside(window)
    while program.tasks.pending:
        turn(20)
    window.close()
    program.end()
print("inside")
"""


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1440, 900), (1366, 768), (1280, 720)])
def test_every_window_fits_the_screen_that_it_opens_on(
    size: tuple[int, int], tmp_path: Path
) -> None:
    screen = {"name": "one", "x": 0, "y": 0, "width": size[0], "height": size[1],
              "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": [screen], "windowFrameMargins": True}))
    done = subprocess.run(
        [sys.executable, "-c", ON_A_SCREEN, str(tmp_path), *map(str, size)],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
             "KHIZANA_HOME": str(tmp_path / "home")},
    )  # fmt: skip
    assert done.stdout.strip() == "inside", done.stderr[-3000:]
