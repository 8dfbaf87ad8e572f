"""Tags: chips, completion by folded letters, and every way to add and take off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.gui.kit.context import Context
from archive_app.gui.reader.notes.tag_editor import TagEditor
from archive_app.gui.reader.pane import ReaderPane

Settle = Callable[[], None]


@pytest.fixture
def editor(qtbot: QtBot, context: Context) -> TagEditor:
    made = TagEditor(context)
    qtbot.addWidget(made)
    made.set_tags(["حرب", "سوريا/حلب"])
    made.show()
    return made


def test_added_with_enter_or_a_comma(editor: TagEditor, qtbot: QtBot) -> None:
    said: list[str] = []
    editor.added.connect(said.append)
    editor.field.setText("  خان   شيخون ")
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    editor.field.setText("")
    QTest.keyClicks(editor.field, "a,")
    editor._edited("ب، ج؛")
    assert said == ["خان شيخون", "a", "ب", "ج"]
    assert editor.tags == ("حرب", "سوريا/حلب", "خان شيخون", "a", "ب", "ج")


def test_no_tag_twice(editor: TagEditor) -> None:
    said: list[str] = []
    editor.added.connect(said.append)
    editor._add("حرب")
    editor._add("   ")
    assert said == []


def test_taken_off_by_click_and_backspace(editor: TagEditor, qtbot: QtBot) -> None:
    said: list[str] = []
    editor.removed.connect(said.append)
    editor._chips[0].click()
    QTest.keyClick(editor.field, Qt.Key.Key_Backspace)
    assert said == ["حرب", "سوريا/حلب"]
    assert editor.tags == ()


def test_escape_and_empty_enter_end(editor: TagEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.done):
        QTest.keyClick(editor.field, Qt.Key.Key_Escape)
    with qtbot.waitSignal(editor.done):
        QTest.keyClick(editor.field, Qt.Key.Key_Return)


def test_completion_folds(editor: TagEditor) -> None:
    editor._know([("الإرهاب", 3), ("مكافحة الإرهاب", 2), ("حرب", 1), ("اقتصاد", 1)])
    assert editor._completer.narrow("الارهاب", editor.tags) == 2
    assert editor._completer._model.stringList() == ["الإرهاب", "مكافحة الإرهاب"]
    assert editor._completer.narrow("حر", editor.tags) == 0


def test_tags_of_the_article(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    qtbot.keyClick(pane.view.page, Qt.Key.Key_T)
    tags = pane.header.tags
    assert tags.isVisible()
    tags.field.setText("دفاع")
    QTest.keyClick(tags.field, Qt.Key.Key_Return)
    settle()
    assert archive.article(ids[0]).tags == ("دفاع",)
    assert "دفاع" in pane.view.page.document().toPlainText()
    tags._chips[0].click()
    settle()
    assert archive.article(ids[0]).tags == ()
    QTest.keyClick(tags.field, Qt.Key.Key_Escape)
    assert not tags.isVisible()


def test_t_on_a_selection_tags_the_passage(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    pane.view.page.select_span((150, 180))
    qtbot.keyClick(pane.view.page, Qt.Key.Key_T)
    settle()
    (card,) = pane.view.notes.shown()
    card.tag_editor.field.setText("شك")
    QTest.keyClick(card.tag_editor.field, Qt.Key.Key_Return)
    settle()
    assert archive.annotations(ids[0])[0].annotation.tags == ("شك",)
    assert archive.article(ids[0]).tags == ()
