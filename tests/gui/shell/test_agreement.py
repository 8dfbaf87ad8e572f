"""List and reader agree: what is read is what the list marks, and what its keys do something to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.gui.kit.commands import Id
from archive_app.gui.shell.window import MainWindow
from tests.gui.conftest import LONG, Opened, ask, rest

NEWS = "زيتون فلسطين\n\nموسم قطاف الزيتون بدأ اليوم في القرى\n"


def agrees(window: MainWindow) -> bool:
    """Whether the list's only chosen row is the article in the reader."""
    results = window.results
    rows = results.selected_rows()
    current = results.list.currentIndex().row()
    return rows == [current] and results.current_id() == window.reader.article_id != ""


def paste(window: MainWindow, qtbot: QtBot, text: str) -> None:
    QApplication.clipboard().setText(text)
    with qtbot.waitSignal(window.jobs.ended, timeout=LONG):
        window.context.run(Id.PASTE)
    rest(qtbot, window)


def click(window: MainWindow, qtbot: QtBot, row: int) -> None:
    rect = window.results.list.visualRect(window.results.model.index(row))
    viewport = window.results.list.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=rect.center())


@pytest.mark.slow
@pytest.mark.parametrize("sort", ["relevance", "-date", "title", "added"])
def test_the_selection_follows_what_was_pasted(opened: Opened, qtbot: QtBot, sort: str) -> None:
    window = opened()
    window.results.set_sort(sort)
    rest(qtbot, window)
    window.results.focus_list()
    qtbot.waitUntil(lambda: agrees(window), timeout=LONG)
    before = window.reader.article_id
    paste(window, qtbot, NEWS)
    qtbot.waitUntil(lambda: agrees(window), timeout=LONG)
    assert window.reader.article_id != before
    fresh = window.context.archive.article(window.reader.article_id).path
    # What the key does is done to what is read.
    window.results.list.setFocus()
    window.context.run(Id.DELETE)
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 5, timeout=LONG)
    assert [item.path for item in window.context.archive.trash()] == [fresh]
    qtbot.waitUntil(lambda: agrees(window), timeout=LONG)
    rest(qtbot, window)


def test_what_the_list_does_not_hold_leaves_nothing_chosen(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    ask(qtbot, window, "شويغو")
    window.results.focus_list()
    qtbot.waitUntil(lambda: agrees(window), timeout=LONG)
    paste(window, qtbot, NEWS)
    qtbot.waitUntil(lambda: "زيتون" in window.reader.view.page.toPlainText(), timeout=LONG)
    rest(qtbot, window)
    assert window.results.selected_rows() == []
    assert not window.context.actions[Id.DELETE].isEnabled()
    window.results.box.clear()
    qtbot.waitUntil(lambda: agrees(window), timeout=LONG)
    rest(qtbot, window)


@pytest.mark.slow
def test_after_a_deletion_the_neighbour_is_open(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.results.focus_list()
    window.results.step(1)
    qtbot.waitUntil(lambda: agrees(window), timeout=LONG)
    ids = [window.results.model.hit(row).article.id for row in range(5)]  # type: ignore[union-attr]
    for gone, beside in ((1, 2), (2, 3), (3, 4), (4, 0), (0, None)):
        assert window.reader.article_id == ids[gone]
        window.context.run(Id.DELETE)
        left = window.results.model.rowCount() - 1
        qtbot.waitUntil(lambda left=left: window.results.model.rowCount() == left, timeout=LONG)
        rest(qtbot, window)
        if beside is not None:
            qtbot.waitUntil(lambda: agrees(window), timeout=LONG)
            assert window.reader.article_id == ids[beside]
    assert window.reader.article_id == ""


def test_a_click_always_opens(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    click(window, qtbot, 1)
    qtbot.waitUntil(lambda: agrees(window), timeout=LONG)
    article = window.reader.article_id
    # Whatever stands in the article's place: all annotations, another article beside it.
    window.context.run(Id.ANNOTATIONS)
    assert not window.reader.shows(article)
    click(window, qtbot, 1)
    qtbot.waitUntil(lambda: window.reader.shows(article), timeout=LONG)
    window.reader.clear()
    click(window, qtbot, 1)
    qtbot.waitUntil(lambda: window.reader.shows(article), timeout=LONG)
    rest(qtbot, window)
    shown: list[str] = []
    window.reader.view.shown.connect(lambda: shown.append(window.reader.article_id))
    click(window, qtbot, 1)
    rest(qtbot, window)
    assert not shown, "what is read already is not read anew"


@pytest.mark.slow
def test_an_article_far_down_the_list_is_found(
    archive: Archive, opened: Opened, qtbot: QtBot
) -> None:
    """Where the hits of its page were not fetched yet."""
    folder = archive.path
    for number in range(40):
        (folder / f"n{number:02}.txt").write_text(
            f"خبر رقم {number}\n\nنص الخبر {number} هنا اليوم"
        )
    with Archive.open(folder, cache=folder.parent / "cache") as again:
        again.refresh()
    window = opened()
    window.results.set_sort("title")
    rest(qtbot, window)
    results = window.results.model.results
    assert results is not None
    last = window.context.archive.articles([int(results.docs[-1])])[0].id
    window.context.open_article(last)
    qtbot.waitUntil(lambda: agrees(window), timeout=LONG)
    assert window.results.list.currentIndex().row() == 44
    top = window.results.list.verticalScrollBar().value()
    assert top > 0
    # Asked anew, it stays where it is.
    window.results.ask()
    rest(qtbot, window)
    qtbot.waitUntil(lambda: agrees(window), timeout=LONG)
    assert window.results.list.verticalScrollBar().value() == top
