"""The results' model and the cards it is painted as."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.core.model import Changes
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.theme import LIGHT_THEME
from archive_app.gui.results.result_delegate import (
    Line,
    ResultDelegate,
    squeeze,
    tag_color,
    utf16,
)
from archive_app.gui.results.results import HIT, PAGE, ResultsModel
from archive_app.gui.results.results_list import ResultsList
from archive_app.gui.results.results_pane import ResultsPane
from tests.gui.conftest import LONG


@pytest.fixture
def many(archive: Archive) -> Archive:
    """An archive of more articles than fit on a page."""
    for number in range(PAGE * 2):
        archive.import_bytes(
            f"مقال رقم {number}\n\nنص عن المدينة {number}".encode(), f"{number}.txt"
        )
    return archive


def test_model_keeps_the_rules(context: Context, archive: Archive) -> None:
    model = ResultsModel(context)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_results(archive.search("سورية"))
    assert model.rowCount() == 5
    assert model.rowCount(model.index(0)) == 0
    model.set_results(archive.search("شويغو"))
    model.set_results(None)
    assert model.rowCount() == 0
    assert tester.model() is model


def test_rows_are_fetched_when_they_are_looked_at(
    context: Context, many: Archive, qtbot: QtBot
) -> None:
    model = ResultsModel(context)
    results = many.search("", limit=PAGE)
    model.set_results(results)
    assert model.rowCount() == PAGE * 2 + 5
    assert model.index(0).data(HIT) is not None
    last = model.index(model.rowCount() - 1)
    assert last.data(HIT) is None
    assert last.data() == ""
    with qtbot.waitSignal(model.page_ready, timeout=LONG):
        pass
    assert last.data(HIT).article.doc == results.docs[-1]
    assert last.data()


def test_a_result_that_was_replaced_delivers_nothing(
    context: Context, many: Archive, qtbot: QtBot
) -> None:
    model = ResultsModel(context)
    model.set_results(many.search("", limit=0))
    assert model.index(0).data(HIT) is None
    model._fetch()
    model.set_results(many.search("شويغو", limit=PAGE))
    qtbot.waitUntil(lambda: not context.tasks.pending, timeout=LONG)
    assert model.rowCount() == 2
    assert {model.hit(row).article.metadata.source for row in range(2)} <= {  # type: ignore[union-attr]
        "سانا",
        "وزارة الإعلام",
    }


def test_changed_rows_are_fetched_anew(context: Context, archive: Archive, qtbot: QtBot) -> None:
    model = ResultsModel(context)
    model.set_results(archive.search(""))
    article = model.index(2).data(HIT).article.id
    changes = archive.tag(article, add=["جديد"])
    with qtbot.waitSignal(model.dataChanged, timeout=LONG):
        model.refresh(changes)
    assert model.index(2).data(HIT).article.tags == ("جديد",)
    model.refresh(Changes(articles=frozenset({"nobody"}), tags=True))
    assert not context.tasks.pending


def test_dragging_out_gives_files_and_text(context: Context, archive: Archive) -> None:
    model = ResultsModel(context)
    model.set_results(archive.search("شويغو"))
    data = model.mimeData([model.index(0)])
    assert data.urls()[0].toLocalFile().endswith(".txt")
    assert "شويغو" in data.text()
    assert data.html().startswith('<p dir="rtl">')
    assert set(model.mimeTypes()) <= set(data.formats())
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(QModelIndex()) & Qt.ItemFlag.ItemIsDragEnabled


def test_ids_of_rows_that_are_not_fetched(context: Context, many: Archive, qtbot: QtBot) -> None:
    model = ResultsModel(context)
    results = many.search("", limit=PAGE)
    model.set_results(results)
    got: list[list[str]] = []
    model.with_ids([0, PAGE + 3], got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=LONG)
    assert got == [[many.articles([int(results.docs[row])])[0].id for row in (0, PAGE + 3)]]


class Counting(ResultsModel):
    """Counts how often it is asked how long it is: once a row by views that ask for each."""

    asked = 0

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """How many rows there are."""
        self.asked += 1
        return super().rowCount(parent)


@pytest.fixture
def long_list(context: Context, archive: Archive, qtbot: QtBot) -> ResultsList:
    """A list of far more rows than there are articles, shown."""
    model = Counting(context)
    results = replace(archive.search("", limit=PAGE), docs=np.arange(100_000))
    model.set_results(results)
    view = ResultsList()
    qtbot.addWidget(view)
    model.setParent(view)
    view.setModel(model)
    view.setItemDelegate(ResultDelegate(context, view))
    view.measure()
    view.resize(400, 600)
    view.show()
    return view


def test_a_list_of_any_length_asks_for_what_it_shows(long_list: ResultsList) -> None:
    model = long_list.model()
    assert isinstance(model, Counting)
    model.set_results(model.results)
    model.dataChanged.emit(model.index(0), model.index(PAGE - 1))
    long_list.scrollToBottom()
    long_list.viewport().repaint()
    assert 0 < model.asked < 1000
    assert long_list.indexAt(long_list.viewport().rect().center()).row() > 99_000


def test_rows_that_are_selected(long_list: ResultsList, qtbot: QtBot) -> None:
    long_list.selectAll()
    assert long_list.selected_rows() == list(range(100_000))
    long_list.setCurrentIndex(long_list.model().index(5, 0))
    qtbot.keyClick(long_list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert long_list.selected_rows() == [5, 6]
    qtbot.keyClick(long_list, Qt.Key.Key_End)
    assert long_list.selected_rows() == [99_999]
    # No search by first letters: it would look at every row.
    qtbot.keyClick(long_list, Qt.Key.Key_X)
    qtbot.keyClick(long_list, Qt.Key.Key_Home)
    assert long_list.selected_rows() == [0]
    with qtbot.waitSignal(long_list.escaped, timeout=LONG):
        qtbot.keyClick(long_list, Qt.Key.Key_Up)


def test_squeeze_moves_the_spans() -> None:
    assert squeeze("ما هو مستو", [(3, 5), (4, 4)]) == ("ما هو مستو", [(3, 5)])
    text = "  أول\n\nسطر\t ثانٍ  "
    start = text.index("سطر")
    assert squeeze(text, [(start, start + 3)]) == ("أول سطر ثانٍ", [(4, 7)])
    assert squeeze("   ", [(0, 2)]) == ("", [])


def test_utf16_positions() -> None:
    assert utf16("a😀b", 2) == 3
    assert utf16("", 0) == 0


@pytest.mark.parametrize("rtl", [True, False])
def test_a_line_is_cut_at_its_end(qapp: object, rtl: bool) -> None:
    text = "كلمة " * 200 if rtl else "word " * 200
    line = Line(text.strip(), QFont(), 200, 2, rtl=rtl)
    assert line.count == 2
    assert line._layout.text().endswith("…")
    assert len(line._layout.text()) < len(text)
    assert Line("", QFont(), 200, 2, rtl=rtl).count <= 1


def test_tag_colours_are_steady_and_the_users_win() -> None:
    marks = LIGHT_THEME.paper.marks
    assert tag_color("حرب", {}, marks) == tag_color("حرب", {}, marks)
    assert tag_color("حرب", {"حرب": "#123456"}, marks) == "#123456"
    assert tag_color("حرب", {"حرب": "rose"}, marks) == marks["rose"]


@pytest.mark.parametrize("read_only", [False, True])
def test_an_empty_archive_offers_only_what_can_be_done(
    context: Context, archive: Archive, qtbot: QtBot, read_only: bool
) -> None:
    archive.delete([hit.article.id for hit in archive.search(limit=9).hits])
    archive.folder.read_only = read_only
    pane = ResultsPane(context)
    qtbot.addWidget(pane)
    with qtbot.waitSignal(pane.searched, timeout=LONG):
        pane.ask()
    assert pane.empty.button.isHidden() == read_only
    assert "empty" in pane.empty.sentence.text()


def test_a_dot_tells_what_is_unread(context: Context, archive: Archive, qtbot: QtBot) -> None:
    rows = ResultsList()
    qtbot.addWidget(rows)
    delegate = ResultDelegate(context, rows)
    rows.setItemDelegate(delegate)
    model = ResultsModel(context, rows)
    rows.setModel(model)
    rows.resize(400, 600)
    rows.measure()
    rows.show()
    accent = LIGHT_THEME.color("accent").rgb()

    def dots(row: int) -> int:
        """Pixels in the accent's colour in the margins of a row."""
        image = rows.viewport().grab().toImage()
        rect = rows.visualRect(model.index(row))
        margins = [*range(1, 15), *range(rect.width() - 15, rect.width() - 1)]
        return sum(
            image.pixel(x, y) == accent for x in margins for y in range(rect.top(), rect.bottom())
        )

    model.set_results(archive.search("", limit=PAGE))
    first = model.hit(0)
    assert first is not None
    assert dots(0) > 10
    assert "unread" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    archive.mark_read(first.article.id)
    model.set_results(archive.search("", limit=PAGE))
    assert dots(0) == 0
    assert dots(1) > 10
    assert "unread" not in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
