"""What the search box offers covers nothing, and goes when results are chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from archive_app.core.model import Completion
from archive_app.gui.kit.settings import Settings
from archive_app.gui.shell.app import Program
from archive_app.gui.shell.window import MainWindow
from tests.gui.conftest import LONG, Opened, rest

OFFERS = [
    Completion("word", "سورية", "سورية", 12),
    Completion("tag", "روسيا", 'وسم:"روسيا"', 3),
    Completion("title", "قمة موسكو التي طال الحديث عنها في الصحف " * 3, "قمة موسكو"),
    *(Completion("word", f"word{n}", f"word{n}", n) for n in range(1, 6)),
]


def place(widget: QWidget) -> QRect:
    """Where a widget is, in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


@pytest.fixture
def typing(opened: Opened) -> MainWindow:
    """A window in whose search somebody types."""
    window = opened()
    window.activateWindow()
    window.results.box.field.setFocus()
    window.results.box.set_query("سو", announce=False)
    return window


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_covers_nothing(
    language: str, opened: Opened, settings: Settings, program: Program, qtbot: QtBot
) -> None:
    settings.set("language", language)
    program.translate()
    window = opened()
    window.activateWindow()
    results = window.results
    results.box.field.setFocus()
    results.box.set_query("سو", announce=False)
    results.hint.setText("a notice")
    results.hint.show()
    results.box._offer(OFFERS)
    qtbot.waitUntil(results.box.popup.isVisible, timeout=LONG)
    qtbot.wait(1)
    popup = place(results.box.popup)
    for other in (results.box, results.count, results.sort_button, results.hint, results.list):
        assert not popup.intersects(place(other)), other
    # Two rows at most, however much is offered: the first results stay in view.
    assert popup.height() < 4 * results.fontMetrics().lineSpacing()
    assert results.list.viewport().height() > results.list.rowHeight(0)


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_it_goes_when_the_results_are_chosen(typing: MainWindow, key: Qt.Key, qtbot: QtBot) -> None:
    box = typing.results.box
    box._offer(OFFERS)
    assert box.popup.isVisible()
    qtbot.keyClick(box.field, key)
    assert not box.popup.isVisible()
    rest(qtbot, typing)
    assert not box.popup.isVisible()


def test_a_click_on_a_result_closes_it(typing: MainWindow, qtbot: QtBot) -> None:
    results = typing.results
    results.box._offer(OFFERS)
    qtbot.wait(1)
    spot = results.list.visualRect(results.model.index(0)).center()
    qtbot.mouseClick(results.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert not results.box.popup.isVisible()
    rest(qtbot, typing)
    assert typing.reader.article_id == results.current_id()


def test_what_was_on_its_way_is_not_offered_after_enter(typing: MainWindow, qtbot: QtBot) -> None:
    box = typing.results.box
    # Nothing is found, so that the focus stays in the field.
    box.set_query("zqxjk")
    rest(qtbot, typing)
    box.field.textEdited.emit("سور")
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    rest(qtbot, typing)
    assert QApplication.focusWidget() is box.field
    assert not box.popup.isVisible()
