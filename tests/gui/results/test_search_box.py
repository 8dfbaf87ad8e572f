"""The search box by itself: typing, completions, recent queries, lenses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from archive_app.core.model import Completion, Lens
from archive_app.gui.kit.context import Context
from archive_app.gui.results.search_box import SearchBox, lowered
from tests.gui.conftest import LONG

OFFERS = [
    Completion("word", "سورية", "سورية", 12),
    Completion("tag", "روسيا", 'وسم:"روسيا"', 3),
    Completion("title", "قمة موسكو", "قمة موسكو"),
]


@pytest.fixture
def box(context: Context, qtbot: QtBot) -> Iterator[SearchBox]:
    window = QWidget()
    layout = QVBoxLayout(window)
    result = SearchBox(context)
    layout.addWidget(result)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    result.field.setFocus()
    qtbot.waitUntil(result.field.hasFocus, timeout=LONG)
    yield result
    window.close()


def test_a_letter_is_announced_at_once_a_burst_when_it_rests(box: SearchBox, qtbot: QtBot) -> None:
    heard: list[str] = []
    box.query_changed.connect(heard.append)
    for end in range(1, 6):
        box.field.setText("سورية"[:end])
    assert heard == ["س"]
    qtbot.waitUntil(lambda: heard == ["س", "سورية"], timeout=LONG)
    box.set_query("روسيا")
    assert heard == ["س", "سورية", "روسيا"]
    box.set_query("روسيا")
    box.set_query("أخرى", announce=False)
    assert heard == ["س", "سورية", "روسيا"]
    assert not box._timer.isActive()  # and nothing is on its way


def test_text_of_any_script_leaves_the_box_as_it_is(box: SearchBox) -> None:
    before = (box.height(), box.sizeHint().height())
    assert lowered("query", box.field.font()) == 0
    for text in ("سورية", "Syria سورية", "Syria", ""):
        box.field.setText(text)
        assert box.field.textMargins().top() == 2 * lowered(text, box.field.font())
        box.layout().activate()
        assert (box.height(), box.sizeHint().height()) == before


def test_tab_walks_through_the_completions_and_enter_takes_one(
    box: SearchBox, qtbot: QtBot
) -> None:
    box.set_query("سو", announce=False)
    box._offer(OFFERS)
    assert box.popup.isVisible()
    assert box.popup.selected() == ""
    qtbot.keyClick(box.field, Qt.Key.Key_Tab)
    assert box.popup.selected() == "سورية"
    qtbot.keyClick(box.field, Qt.Key.Key_Tab)
    qtbot.keyClick(box.field, Qt.Key.Key_Tab)
    # There is no further one: Tab would go on from here.
    assert not box.popup.step(1)
    qtbot.keyClick(box.field, Qt.Key.Key_Backtab)
    assert box.popup.selected() == 'وسم:"روسيا"'
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert box.query == 'وسم:"روسيا"'
    assert not box.popup.isVisible()
    assert box.recent()[0] == 'وسم:"روسيا"'
    assert box.popup.grab().width() > 0


def test_what_is_typed_already_is_not_offered(box: SearchBox) -> None:
    box.set_query("سورية", announce=False)
    box._offer(OFFERS[:1])
    assert not box.popup.isVisible()


def test_down_leaves_for_the_results(box: SearchBox, qtbot: QtBot) -> None:
    box.set_query("سو", announce=False)
    box._offer(OFFERS)
    with qtbot.waitSignal(box.down_pressed, timeout=LONG):
        qtbot.keyClick(box.field, Qt.Key.Key_Down)
    assert not box.popup.isVisible()


def test_recent_queries_come_with_alt_down(box: SearchBox, qtbot: QtBot) -> None:
    for number in range(20):
        box.set_query(f"بحث {number}")
        box.remember()
    assert len(box.recent()) == 12
    assert box.recent()[0] == "بحث 19"
    box.set_query("بحث 15")
    box.remember()
    assert box.recent()[:2] == ["بحث 15", "بحث 19"]
    box.set_query("")
    qtbot.keyClick(box.field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert box.popup.isVisible()
    qtbot.keyClick(box.field, Qt.Key.Key_Escape)
    assert not box.popup.isVisible()


def test_the_lens_is_kept(box: SearchBox, context: Context, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.lens_changed, timeout=LONG):
        box.set_lens(Lens.ROOT)
    assert context.setting("lens") == "root"
    assert box.lens is Lens.ROOT
