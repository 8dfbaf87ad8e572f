"""Reading and marking as a user does it: keys, clicks, and what then lies in the archive."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QKeyCombination, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.core.model import Changes
from archive_app.gui.kit.context import Context
from archive_app.gui.reader.pane import ReaderPane
from archive_app.gui.reader.places import PLACES

Settle = Callable[[], None]


def passage(archive: Archive, article: str, words: str) -> tuple[int, int]:
    start = archive.text(article).index(words)
    return start, start + len(words)


def test_digit_highlights_the_selection(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    span = passage(archive, ids[0], "مؤتمر موسكو السابع")
    pane.view.page.select_span(span)
    qtbot.keyClick(pane.view.page, Qt.Key.Key_3)
    settle()
    (placed,) = archive.annotations(ids[0])
    assert placed.annotation.color == "blue"
    assert placed.span == span
    assert [mark.color for mark in pane.view.page.marks.marks] == ["blue"]
    assert pane.view.page.selected_span() is None


def test_arabic_keyboard_works_too(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    pane.view.page.select_span(passage(archive, ids[0], "موسكو-سانا"))
    keys = [key.toString() for key in pane._context.actions["highlight-yellow"].shortcuts()]
    assert keys == ["1", "١"]
    assert "ى" in [key.toString() for key in pane._context.actions["note"].shortcuts()]


def test_selection_over_paragraphs_and_back(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    text = archive.text(ids[0])
    start, end = text.index("بدأت في موسكو"), text.index("أن تنظيم “داعش”")
    pane.view.page.select_span((start, end))
    pane.view.highlight("rose")
    settle()
    (placed,) = archive.annotations(ids[0])
    assert placed.span == (start, end)
    assert len(pane.view.page.marks.marks[0].ranges) == 2


def test_clicked_highlight_takes_another_colour_and_goes(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    span = passage(archive, ids[0], "صباح اليوم")
    made = archive.annotate(ids[0], *span, color="yellow")
    pane.refresh(Changes(frozenset({ids[0]}), annotations=True))
    settle()
    rect = pane.view.page.span_rect((span[0] + 3, span[0] + 4))
    assert rect is not None
    qtbot.mouseClick(
        pane.view.page.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint()
    )
    settle()
    assert pane.view.page.marks.active == made.id
    assert pane.view.bar.isVisible()
    qtbot.keyClick(pane.view.page, Qt.Key.Key_2)
    settle()
    assert archive.annotations(ids[0])[0].annotation.color == "green"
    qtbot.keyClick(pane.view.page, Qt.Key.Key_Delete)
    settle()
    assert archive.annotations(ids[0]) == ()
    assert pane.view.page.marks.marks == []


def test_margin_mark_can_be_clicked(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    made = archive.annotate(ids[0], *passage(archive, ids[0], "صباح اليوم"))
    pane.refresh(Changes(frozenset({ids[0]}), annotations=True))
    settle()
    pane.view.page.grab()
    marks = pane.view.page.marks
    (rect, name), *_ = marks._margin
    assert name == made.id
    offset = pane.view.page.verticalScrollBar().value()
    point = QPoint(round(rect.center().x()), round(rect.center().y()) - offset)
    assert pane.view.page.annotation_at(point) == made.id
    # the article is Arabic: its marks are at the right of the column
    column = pane.view.page.document().rootFrame().frameFormat().rightMargin()
    assert rect.center().x() > pane.view.page.viewport().width() - column


def test_note_on_a_passage_is_written_in_place(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    pane.view.page.select_span(passage(archive, ids[0], "صباح اليوم"))
    qtbot.keyClick(pane.view.page, Qt.Key.Key_N)
    settle()
    (card,) = pane.view.notes.shown()
    assert card.editor is not None
    card.editor.setPlainText("ملاحظة **مهمة**")
    QTest.keyClick(card.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert archive.annotations(ids[0])[0].annotation.note == "ملاحظة **مهمة**"
    assert card.note.toPlainText() == "ملاحظة مهمة"


def test_what_is_being_written_survives_leaving_the_article(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    pane.view.write_note()
    (draft,) = pane.view.notes.shown()
    assert draft.editor is not None
    draft.editor.setPlainText("على المقال كله")
    pane.show_article(ids[1])
    settle()
    (placed,) = archive.annotations(ids[0])
    assert placed.annotation.note == "على المقال كله"
    assert placed.span is None
    assert archive.annotations(ids[1]) == ()
    assert pane.view.notes.shown() == []


def test_escape_keeps_a_note(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    pane.view.write_note()
    (draft,) = pane.view.notes.shown()
    assert draft.editor is not None
    draft.editor.setPlainText("كُتب ولم يُحفظ بعد")
    QTest.keyClick(draft.editor, Qt.Key.Key_Escape)
    settle()
    (placed,) = archive.annotations(ids[0])
    assert placed.annotation.note == "كُتب ولم يُحفظ بعد"
    # One in which nothing was written leaves nothing behind.
    pane.view.write_note()
    QTest.keyClick(pane.view.notes.shown()[0].editor, Qt.Key.Key_Escape)
    settle()
    assert len(archive.annotations(ids[0])) == len(pane.view.notes.shown()) == 1


def test_undo_reaches_articles_that_were_left(
    pane: ReaderPane, archive: Archive, ids: list[str], context: Context, settle: Settle
) -> None:
    pane.view.page.select_span((150, 160))
    pane.view.highlight("yellow")
    settle()
    pane.show_article(ids[1])
    settle()
    context.write(archive.undo)
    settle()
    assert archive.annotations(ids[0]) == ()
    context.write(archive.redo)
    settle()
    assert len(archive.annotations(ids[0])) == 1
    pane.show_article(ids[0])
    settle()
    assert len(pane.view.page.marks.marks) == 1


def test_changes_from_outside_are_shown(
    pane: ReaderPane, archive: Archive, ids: list[str], context: Context, settle: Settle
) -> None:
    archive.annotate(ids[0], 150, 160, color="violet")
    archive.tag(ids[0], ["حرب"])
    context.changed.emit(Changes(frozenset({ids[0]}), annotations=True, tags=True))
    settle()
    assert [mark.color for mark in pane.view.page.marks.marks] == ["violet"]
    assert "حرب" in pane.view.page.document().toPlainText()


def test_tag_in_the_byline_asks_for_its_articles(
    pane: ReaderPane,
    archive: Archive,
    ids: list[str],
    context: Context,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    context.write(lambda: archive.tag(ids[0], ["حرب أهلية"]))
    settle()
    with qtbot.waitSignal(pane.searchRequested) as caught:
        pane.view.page.linkClicked.emit("khizana-tag:حرب أهلية")
    assert caught.args == ['tag:"حرب أهلية"']


def test_hits_of_the_query_are_marked_and_counted(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    pane.show_article(ids[1], archive.search("سوريا"))
    settle()
    here, total = pane.view.finds.here, pane.view.finds.total
    assert here == 0
    assert total >= 10
    assert pane.header.count.text() == f"1 of {total}"
    pane._context.actions["find-previous"].trigger()
    assert pane.header.count.text() == f"{total} of {total}"
    pane._context.actions["find-next"].trigger()
    assert pane.header.count.text() == f"1 of {total}"


def test_find_in_page_is_folded(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    qtbot.keyClick(pane.view.page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert pane.view.find_bar.isVisible()
    pane.view.find_bar.field.setText("الارهاب")
    total = archive.text(ids[0]).count("الإرهاب")
    assert pane.view.finds.total == total > 0
    assert pane.view.find_bar.count.text() == f"1 of {total}"
    QTest.keyClick(pane.view.find_bar.field, Qt.Key.Key_Return)
    assert pane.view.find_bar.count.text() == f"2 of {total}"
    pane.view.find_bar.field.setText("لا وجود له هنا")
    assert pane.view.find_bar.count.text() == "No matches"
    QTest.keyClick(pane.view.find_bar.field, Qt.Key.Key_Escape)
    assert not pane.view.find_bar.isVisible()
    assert (pane.view.finds.here, pane.view.finds.total) == (-1, 0)


def test_word_and_sentence_with_one_key(
    pane: ReaderPane, archive: Archive, ids: list[str], qtbot: QtBot
) -> None:
    text = archive.text(ids[0])
    page = pane.view.page
    at = text.index("موسكو صباح")
    cursor = page.textCursor()
    cursor.setPosition(page.built.positions.to_document(at) or 0)
    page.setTextCursor(cursor)
    qtbot.keyClick(page, Qt.Key.Key_W)
    assert text[slice(*page.selected_span())] == "موسكو"
    qtbot.keyClick(page, Qt.Key.Key_W)
    assert text[slice(*page.selected_span())] == "موسكو صباح"
    qtbot.keyClick(page, Qt.Key.Key_S)
    sentence = text[slice(*page.selected_span())]
    assert sentence.startswith("بدأت في موسكو")
    assert sentence.endswith("الدفاع.")


def test_space_pages(pane: ReaderPane, qtbot: QtBot) -> None:
    bar = pane.view.page.verticalScrollBar()
    qtbot.keyClick(pane.view.page, Qt.Key.Key_Space)
    first = bar.value()
    assert 0 < first < pane.view.page.viewport().height()
    qtbot.keyClick(pane.view.page, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 0


def test_place_is_remembered_and_kept_while_zooming(
    pane: ReaderPane, ids: list[str], context: Context, settle: Settle
) -> None:
    pane.show_article(ids[1])
    settle()
    pane.view.page.verticalScrollBar().setValue(1500)
    place = pane.view.page.place()
    assert place > 500
    pane.view.zoom(1)
    pane.view.zoom(1)
    assert abs(pane.view.page.place() - place) < 120
    place = pane.view.page.place()
    pane.show_article(ids[0])
    settle()
    assert context.state.get(PLACES)[ids[1]] == place
    assert pane.view.page.place() == 0
    pane.show_article(ids[1])
    settle()
    assert abs(pane.view.page.place() - place) < 120


def test_zoom_stays_within_bounds(pane: ReaderPane, context: Context) -> None:
    for _ in range(40):
        pane._context.actions["zoom-in"].trigger()
    assert context.settings.get("text_size") == 40
    pane._context.actions["zoom-reset"].trigger()
    assert context.settings.get("text_size") == 19


def test_copies(pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle) -> None:
    clipboard = QGuiApplication.clipboard()
    span = passage(archive, ids[0], "سنوياً وزارة الدفاع")
    pane.view.page.select_span(span)
    pane._context.actions["copy"].trigger()
    assert clipboard.text() == "سنوياً وزارة الدفاع"
    assert 'dir="rtl"' in clipboard.mimeData().html()
    pane._context.actions["copy-bare"].trigger()
    assert clipboard.text() == "سنويا وزارة الدفاع"
    pane._context.actions["copy-shaped"].trigger()
    assert "ﺓﺭﺍﺯﻭ" in clipboard.text()
    pane._context.actions["copy-citation"].trigger()
    settle()
    assert "سنوياً وزارة الدفاع" in clipboard.text()
    assert "بوتين" in clipboard.text()


def test_copy_with_nothing_selected_is_the_article(pane: ReaderPane) -> None:
    pane.view.copy()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("بوتين: تنظيم داعش")
    assert "\u2066" not in text


def test_select_all_copies_the_articles_own_text(
    pane: ReaderPane, archive: Archive, ids: list[str]
) -> None:
    page = pane.view.page
    page.moveCursor(QTextCursor.MoveOperation.Start)
    page.moveCursor(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    data = page.createMimeDataFromSelection()
    assert "بدأت في موسكو" in data.text()
    assert "سانا ·" not in data.text()


def test_search_for_this(pane: ReaderPane, archive: Archive, ids: list[str], qtbot: QtBot) -> None:
    pane.view.page.select_span(passage(archive, ids[0], "وزير الدفاع"))
    with qtbot.waitSignal(pane.searchRequested) as caught:
        pane._context.actions["search-selection"].trigger()
    assert caught.args == ['"وزير الدفاع"']


def test_reading_without_distraction(pane: ReaderPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.immersed) as caught:
        pane._context.actions["immerse"].trigger()
    assert caught.args == [True]
    assert not pane.header.isVisible()
    assert not pane.view.notes.isVisible()
    with qtbot.waitSignal(pane.immersed):
        qtbot.keyClick(pane.view.page, Qt.Key.Key_Escape)
    assert pane.header.isVisible()
    assert pane.view.notes.isVisible()


def test_narrow_pane_keeps_the_text(pane: ReaderPane) -> None:
    pane.resize(560, 600)
    assert not pane.view.notes.isVisible()
    pane._context.actions["notes"].trigger()
    assert pane.view.notes.isVisible()


def test_passage_is_shown(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    text = archive.text(ids[1])
    span = (len(text) - 400, len(text) - 380)
    pane.show_passage(ids[1], *span)
    settle()
    rect = pane.view.page.span_rect(span)
    assert rect is not None
    assert pane.view.page.viewport().rect().contains(rect.center().toPoint())
    assert pane.view.page.selected_span() == span


def test_overtaken_articles_never_show(pane: ReaderPane, ids: list[str], settle: Settle) -> None:
    for article in (*ids, *ids, ids[2]):
        pane.show_article(article)
    settle()
    assert pane.article_id == ids[2]


def test_cleared(pane: ReaderPane) -> None:
    pane.clear()
    assert pane.article_id == ""
    assert pane.stack.currentWidget() is pane.blank
    assert not pane._context.actions["highlight-yellow"].isEnabled()


def test_every_action_says_what_it_does(pane: ReaderPane) -> None:
    for name, action in ((c.id, pane._context.actions[c.id]) for c in pane._context.actions):
        assert action.text(), name
    keys = [
        key.toString()
        for command in pane._context.actions
        for key in pane._context.actions[command.id].shortcuts()
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("paper", ["white", "sepia", "dark"])
def test_papers(pane: ReaderPane, context: Context, paper: str) -> None:
    context.settings.set("paper", paper)
    ground = pane.view.page.paper.ground
    picture = pane.view.page.grab().toImage()
    assert picture.pixelColor(8, picture.height() - 8).name().upper() == ground


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_the_windows_keys_are_left_to_it(
    pane: ReaderPane, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    """A text edit takes Ctrl+Z and plain letters for itself; the page only reads."""
    action = QAction(pane)
    action.setShortcut(QKeySequence(QKeyCombination(modifiers, key)))
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    pane.addAction(action)
    with qtbot.waitSignal(action.triggered, timeout=1000):
        qtbot.keyClick(pane.view.page, key, modifiers)


def test_copy_by_key(pane: ReaderPane, archive: Archive, ids: list[str], qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    pane.view.page.select_span(passage(archive, ids[0], "صباح اليوم"))
    qtbot.keyClick(pane.view.page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "صباح اليوم"


def test_shift_and_arrows_select(pane: ReaderPane, settle: Settle, qtbot: QtBot) -> None:
    page = pane.view.page
    cursor = page.textCursor()
    cursor.setPosition(page.built.positions.to_document(200) or 0)
    page.setTextCursor(cursor)
    for _ in range(6):
        qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyRelease(page, Qt.Key.Key_Shift)
    settle()
    assert page.selected_span() == (200, 206)
    assert pane.view.bar.isVisible()


def test_hits_are_painted_when_the_article_shows(
    pane: ReaderPane, archive: Archive, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = pane.view.page.marks
    tops: list[int] = []
    monkeypatch.setattr(marks, "paint", lambda *with_: tops.append(with_[2][0].position()))
    found = archive.search("lavrov").hits[0].article.id
    for _ in range(2):  # chosen in the list, then entered
        pane.show_article(found, archive.search("lavrov"))
        settle()
        # The headline holds the first hit, and is there from the first painting on.
        assert marks.hits[0][0] < 76
        assert tops
        assert set(tops) == {0}
        tops.clear()


def test_note_right_after_a_highlight_is_its_note(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    pane.view.page.select_span(passage(archive, ids[0], "صباح اليوم"))
    qtbot.keyClick(pane.view.page, Qt.Key.Key_1)
    settle()
    (card,) = pane.view.notes.shown()
    assert card.active
    assert pane.view.page.marks.active == card.id
    qtbot.keyClick(pane.view.page, Qt.Key.Key_N)
    assert card.editor is not None
    assert pane.view.notes.shown() == [card]


def test_note_before_the_highlight_is_written_waits_for_it(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    pane.view.page.select_span(passage(archive, ids[0], "صباح اليوم"))
    qtbot.keyClick(pane.view.page, Qt.Key.Key_1)
    qtbot.keyClick(pane.view.page, Qt.Key.Key_N)
    settle()
    (card,) = pane.view.notes.shown()
    assert card.id
    assert card.editor is not None


def test_note_on_the_whole_is_seen_wherever_the_text_stands(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    pane.show_article(ids[1])
    settle()
    archive.annotate(ids[1], 200, 210, note="فوق")
    pane.refresh(Changes(frozenset({ids[1]}), annotations=True))
    settle()
    bar = pane.view.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    pane.view.write_note()
    panel = pane.view.notes
    draft = panel.shown()[0]
    assert draft.editor is not None
    assert panel.area.viewport().rect().contains(draft.geometry())


def test_filter_gives_way_to_a_note_that_is_written(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    pane.view.notes.field.setText("لا شيء")
    pane.view.page.select_span((150, 160))
    pane.view.write_note()
    settle()
    (card,) = pane.view.notes.shown()
    assert card.isVisible()
    assert card.editor is not None


def test_change_elsewhere_does_not_keep_the_next_article_away(
    pane: ReaderPane, ids: list[str], context: Context, settle: Settle
) -> None:
    pane.show_article(ids[1])
    context.changed.emit(Changes(frozenset({ids[0]}), metadata=True))
    settle()
    assert pane.article_id == ids[1]


def test_a_change_leaves_the_reader_at_the_hit(
    pane: ReaderPane, archive: Archive, ids: list[str], context: Context, settle: Settle
) -> None:
    pane.show_article(ids[1], archive.search("سوريا"))
    settle()
    pane.view.finds.step(1)
    context.write(lambda: archive.tag(ids[1], ["حرب"]))
    settle()
    assert pane.view.finds.here == 1


def test_sentence_of_the_empty_panel_keeps_its_distance(pane: ReaderPane) -> None:
    panel = pane.view.notes
    assert panel.empty.isVisible()
    assert panel.empty.x() >= 16
    assert panel.empty.geometry().right() <= panel.width() - 16


def test_in_a_narrow_pane_notes_lie_over_the_text_until_escape(
    pane: ReaderPane, qtbot: QtBot
) -> None:
    pane.resize(420, 700)
    assert pane.view.notes.isHidden()
    pane.show_notes(True)
    assert pane.view.notes.isVisible()
    assert pane.view.covered
    assert pane.view.page.width() == pane.view.width()
    pane._context.actions["escape"].trigger()
    assert pane.view.notes.isHidden()
    pane.resize(1000, 700)
    qtbot.waitUntil(pane.view.notes.isVisible)
    assert not pane.view.covered
    assert pane.view.page.width() < pane.view.width()


def test_a_note_left_by_key_leads_back_to_the_text(pane: ReaderPane, qtbot: QtBot) -> None:
    pane._context.actions["note"].trigger()
    editor = pane.view.notes._draft.editor
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert pane.view.page.hasFocus()
