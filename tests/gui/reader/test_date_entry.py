"""A date is read in any usual form, and what is none is refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.gui.reader.date_entry import EXAMPLES, Calendar, DateEntry
from archive_app.gui.reader.pane import ReaderPane
from archive_app.gui.shell.query_help import shown
from archive_app.text.dates import typed_date

Settle = Callable[[], None]


@pytest.fixture
def entry(pane: ReaderPane) -> DateEntry:
    pane.toggle_details()
    return pane.details.date


def leave(entry: DateEntry, text: str) -> None:
    """Type a date and go on."""
    entry.field.setText(text)
    entry.field.textEdited.emit(text)
    entry.field.editingFinished.emit()


@pytest.mark.parametrize("text", ["26 نيسان 2017", "26-04-2017", "٢٦/٤/٢٠١٧", "29 رجب 1438 هـ"])
def test_what_is_typed_is_stored_as_a_date_and_found(
    pane: ReaderPane, entry: DateEntry, archive: Archive, ids: list[str], settle: Settle, text: str
) -> None:
    entry.field.setText(text)
    # What was understood is shown while one types.
    assert "2017" in entry.told.text()
    assert "1438" in entry.told.text()
    leave(entry, text)
    settle()
    assert archive.article(ids[0]).metadata.date == "2017-04-26"
    assert entry.field.text() == "2017-04-26"
    assert ids[0] in {hit.article.id for hit in archive.search("date:2017-04-26").hits}


@pytest.mark.parametrize(
    "text", ["غدًا", "31/2/2017", "26/4", "30 نيسان أو 1 أيار 2017 أو 2018-01-01"]
)
def test_what_is_no_date_is_refused_in_a_sentence(
    pane: ReaderPane, entry: DateEntry, archive: Archive, ids: list[str], settle: Settle, text: str
) -> None:
    before = archive.article(ids[0]).metadata.date
    leave(entry, text)
    settle()
    assert archive.article(ids[0]).metadata.date == before
    assert entry.field.text() == text
    assert entry.told.isVisible()
    assert all(example in entry.told.text() for example in EXAMPLES)


def test_the_examples_are_dates() -> None:
    assert all(typed_date(example) for example in EXAMPLES)


def test_days_are_picked_by_either_calendar(qtbot: QtBot) -> None:
    calendar = Calendar("2017-04-26")
    qtbot.addWidget(calendar)
    assert (calendar.year.value(), calendar.month.currentIndex(), calendar.day.value()) == (
        1438, 6, 29,
    )  # fmt: skip
    calendar.day.setValue(1)
    assert calendar.page.selectedDate() == QDate(2017, 3, 29)
    calendar.month.setCurrentIndex(8)
    assert calendar.page.selectedDate() == QDate(2017, 5, 27)
    # A month of 29 days has no 30th.
    calendar.year.setValue(1439)
    calendar.month.setCurrentIndex(9)
    calendar.day.setValue(30)
    assert calendar.day.value() == 29
    assert calendar.page.selectedDate() == QDate(2018, 7, 13)
    chosen: list[str] = []
    calendar.chosen.connect(chosen.append)
    calendar.page.setSelectedDate(QDate(2018, 5, 17))
    assert (calendar.year.value(), calendar.day.value()) == (1439, 2)
    calendar.take.click()
    assert chosen == ["2018-05-17"]


def test_a_picked_day_is_written(
    pane: ReaderPane, entry: DateEntry, archive: Archive, ids: list[str], settle: Settle
) -> None:
    entry._pick("2018-05-17")
    settle()
    assert archive.article(ids[0]).metadata.date == "2018-05-17"


def test_examples_of_dates_run_from_the_left() -> None:
    lri, pdi = chr(0x2066), chr(0x2069)
    assert f"{lri}2015..2017-04{pdi}" in shown("تاريخ:2015..2017-04")
    assert f'"{lri}' not in shown('"روسيا سورية"~5')
