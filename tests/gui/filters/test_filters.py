"""The filters' pane and the line of time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from archive_app.core.model import Facets, Filters
from archive_app.gui.filters.filters import (
    COUNT,
    KIND,
    MARK,
    VALUE,
    FilterPane,
    mark_area,
)
from archive_app.gui.filters.timeline import Timeline
from archive_app.gui.kit.context import Context
from tests.gui.conftest import LONG

FACETS: Facets = {
    "source": {f"مصدر {number}": 40 - number for number in range(30)},
    "tag": {"حرب": 5, "حرب/سورية": 3, "سلام/اتفاق": 2},
    "month": {"2016-11": 2, "2017-01": 7, "2017-04": 1},
    "language": {"ar": 9, "en": 1},
    "type": {"text": 9, "pdf": 1},
    "annotated": {"yes": 3, "no": 7},
    "read": {"yes": 4, "no": 6},
}


@pytest.fixture
def pane(context: Context, qtbot: QtBot) -> FilterPane:
    result = FilterPane(context)
    qtbot.addWidget(result)
    result.resize(240, 900)
    QAbstractItemModelTester(
        result._model, QAbstractItemModelTester.FailureReportingMode.Fatal, result
    )
    result.show_facets(Filters(), FACETS, 10)
    result.show()
    return result


def rows(pane: FilterPane, kind: str) -> dict[object, QModelIndex]:
    model = pane._model
    found = (model.index(row, 0) for row in range(model.rowCount()))
    return {index.data(VALUE): index for index in found if index.data(KIND) == kind}


def click(pane: FilterPane, qtbot: QtBot, index: QModelIndex, *, mark: bool = False) -> Filters:
    pane.tree.scrollTo(index)
    rect = pane.tree.visualRect(index)
    place = mark_area(rect, False).center() if mark else QPoint(60, rect.center().y())
    with qtbot.waitSignal(pane.filters_changed, timeout=LONG) as changed:
        qtbot.mouseClick(pane.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    filters = changed.args[0]
    pane.show_facets(filters, FACETS, 10)
    return filters


def test_the_unread_and_the_annotated_can_be_left_out(pane: FilterPane, qtbot: QtBot) -> None:
    views = rows(pane, "view")
    assert click(pane, qtbot, views["unread"], mark=True).read is True
    assert rows(pane, "view")["unread"].data(MARK) == "out"
    assert click(pane, qtbot, rows(pane, "view")["annotated"], mark=True).annotated is False
    assert click(pane, qtbot, rows(pane, "view")["annotated"]).annotated is True
    assert click(pane, qtbot, rows(pane, "view")["annotated"]).annotated is None
    assert click(pane, qtbot, rows(pane, "view")["unread"], mark=True).read is None


def test_a_facet_of_one_value_is_folded_but_there(pane: FilterPane) -> None:
    facets = {**FACETS, "language": {"ar": 10}}
    pane.show_facets(Filters(), facets, 10)
    assert not rows(pane, "language")
    assert "pdf" in rows(pane, "type")
    # What is filtered by is in sight.
    pane.show_facets(Filters(language=("ar",)), facets, 10)
    assert rows(pane, "language")
    pane.show_facets(Filters(), facets, 10)
    pane.tree.acted.emit(rows(pane, "section")["language"], False, False)
    assert rows(pane, "language")["ar"].data() == "Arabic"
    pane.tree.acted.emit(rows(pane, "section")["language"], False, False)
    assert not rows(pane, "language")


def test_counts(pane: FilterPane) -> None:
    views = rows(pane, "view")
    assert views["all"].data(COUNT) == 10
    assert views["unread"].data(COUNT) == 6
    assert views["annotated"].data(COUNT) == 3
    assert len(rows(pane, "source")) == 12
    assert rows(pane, "more")["source"].data() == "18 more"
    assert rows(pane, "tag")["حرب/سورية"].data() == "سورية"
    assert "سلام" in rows(pane, "parent")
    assert rows(pane, "language")["ar"].data() == "Arabic"


def test_a_click_takes_in_a_second_frees(pane: FilterPane, qtbot: QtBot) -> None:
    assert click(pane, qtbot, rows(pane, "tag")["حرب"]).tag == ("حرب",)
    assert click(pane, qtbot, rows(pane, "tag")["حرب"]).tag == ()
    assert click(pane, qtbot, rows(pane, "view")["unread"]).read is False
    assert click(pane, qtbot, rows(pane, "view")["annotated"]).annotated is True
    assert click(pane, qtbot, rows(pane, "view")["all"]) == Filters()


def test_the_mark_leaves_out(pane: FilterPane, qtbot: QtBot) -> None:
    assert click(pane, qtbot, rows(pane, "source")["مصدر 1"], mark=True).source == ("-مصدر 1",)
    assert click(pane, qtbot, rows(pane, "source")["مصدر 1"], mark=True).source == ()


def test_keys_take_in_and_leave_out(pane: FilterPane, qtbot: QtBot) -> None:
    pane.tree.setCurrentIndex(rows(pane, "tag")["حرب"])
    with qtbot.waitSignal(pane.filters_changed, timeout=LONG) as changed:
        qtbot.keyClick(pane.tree, Qt.Key.Key_Return)
    assert changed.args[0].tag == ("حرب",)
    with qtbot.waitSignal(pane.filters_changed, timeout=LONG) as changed:
        qtbot.keyClick(pane.tree, Qt.Key.Key_Delete)
    assert changed.args[0].tag == ("-حرب",)


def test_sections_fold_and_more_unfolds(pane: FilterPane) -> None:
    pane._act(rows(pane, "more")["source"], False, False)
    assert len(rows(pane, "source")) == 30
    pane._act(rows(pane, "section")["source"], False, False)
    assert not rows(pane, "source")
    pane._act(rows(pane, "section")["source"], False, False)
    assert len(rows(pane, "source")) == 30


def test_what_is_taken_in_stays_visible_without_a_count(pane: FilterPane) -> None:
    pane.show_facets(Filters(source=("غائب",)), FACETS, 10)
    pane._open.add("source")
    pane.show_facets(Filters(source=("غائب",)), FACETS, 10)
    assert rows(pane, "source")["غائب"].data(COUNT) == 0


@pytest.mark.parametrize("rtl", [False, True])
def test_timeline_runs_with_the_interface(context: Context, qtbot: QtBot, rtl: bool) -> None:
    line = Timeline(context)
    qtbot.addWidget(line)
    line.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    line.resize(120, 80)
    line.set_months(FACETS["month"], ("", ""))
    line.show()
    assert line.isVisible()
    first = QPoint(118, 20) if rtl else QPoint(2, 20)
    third = QPoint(120 - 50, 20) if rtl else QPoint(50, 20)
    with qtbot.waitSignal(line.range_chosen, timeout=LONG) as chosen:
        qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=first)
        qtbot.mouseMove(line, third)
        qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, pos=third)
    assert chosen.args == ["2016-11", "2017-01"]
    line.set_months(FACETS["month"], ("2016-11", "2017-01"))
    line.setFocus()
    ahead = Qt.Key.Key_Left if rtl else Qt.Key.Key_Right
    qtbot.keyClick(line, ahead)
    with qtbot.waitSignal(line.range_chosen, timeout=LONG) as chosen:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert chosen.args == ["2016-11", "2016-11"]
    assert line.grab().width() == 120


def test_timeline_of_many_years_and_of_none(context: Context, qtbot: QtBot) -> None:
    line = Timeline(context)
    qtbot.addWidget(line)
    line.set_months({"1998-01": 3, "2017-12": 4}, ("", ""))
    assert [name for name, _ in line._bars] == [str(year) for year in range(1998, 2018)]
    line.set_months({}, ("", ""))
    assert line.isHidden()
