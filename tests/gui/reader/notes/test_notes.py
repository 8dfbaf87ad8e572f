"""The panel: in order, filtered, orphans to place by hand, tags, and moved passages to confirm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.core.model import Anchor, AnchorStatus, Annotation, Changes, Placed
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.theme import WHITE
from archive_app.gui.reader.notes.note_card import NoteCard
from archive_app.gui.reader.notes.note_text import NoteEditor, NoteView, plain_note
from archive_app.gui.reader.pane import ReaderPane

Settle = Callable[[], None]


@pytest.fixture
def marked(pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle) -> ReaderPane:
    """Three highlights and a note on the whole, made out of order."""
    archive.annotate(ids[0], 600, 640, color="rose", note="ثالثة")
    archive.annotate(ids[0], 130, 150, color="yellow", note="أولى", tags=["مصدر"])
    archive.annotate(ids[0], 300, 320, color="green")
    archive.note(ids[0], "على الكل")
    pane.refresh(Changes(frozenset({ids[0]}), annotations=True))
    settle()
    return pane


def notes_of(pane: ReaderPane) -> list[str]:
    return [card.placed.annotation.note for card in pane.view.notes.shown() if card.placed]


def test_in_the_order_of_the_text(marked: ReaderPane) -> None:
    assert notes_of(marked) == ["على الكل", "أولى", "", "ثالثة"]


def test_cards_stand_beside_their_passages(marked: ReaderPane) -> None:
    cards = marked.view.notes.shown()
    marked.view.notes._arrange()
    tops = [card.y() for card in cards]
    assert tops == sorted(tops)
    for above, below in pairwise(cards):
        assert above.geometry().bottom() < below.y()
    before = cards[2].y()
    marked.view.page.verticalScrollBar().setValue(100)
    assert cards[2].y() == before - 100


def test_filters(marked: ReaderPane) -> None:
    panel = marked.view.notes
    panel.field.setText("اولى")
    assert notes_of(marked) == ["أولى"]
    panel.field.setText("مصدر")
    assert notes_of(marked) == ["أولى"]
    panel.field.setText("")
    panel._colors["green"].setChecked(True)
    panel._colors["rose"].setChecked(True)
    assert notes_of(marked) == ["", "ثالثة"]
    panel.field.setText("لا شيء")
    assert notes_of(marked) == []
    assert panel.empty.isVisible()


def test_pressed_card_goes_to_its_passage(marked: ReaderPane, qtbot: QtBot) -> None:
    card = marked.view.notes.shown()[3]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert marked.view.page.marks.active == card.id
    assert card.active
    assert card.tools.isVisible()


def test_tags_of_a_passage(
    marked: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    card = marked.view.notes.shown()[1]
    assert "مصدر" in card.tag_line.text()
    card.edit_tags()
    card.tag_editor.field.setText("شك")
    QTest.keyClick(card.tag_editor.field, Qt.Key.Key_Return)
    settle()
    tags = {
        placed.annotation.note: placed.annotation.tags for placed in archive.annotations(ids[0])
    }
    assert tags["أولى"] == ("مصدر", "شك")


def test_colour_from_the_card(
    marked: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    card = marked.view.notes.shown()[2]
    card.recolored.emit(card.id, "violet")
    settle()
    assert "violet" in {placed.annotation.color for placed in archive.annotations(ids[0])}


def anchor(start: int, end: int, exact: str) -> Anchor:
    return Anchor(start, end, exact)


@pytest.fixture
def card(qtbot: QtBot, context: Context) -> NoteCard:
    made = NoteCard(context, WHITE)
    qtbot.addWidget(made)
    return made


def test_orphan_offers_its_candidates(card: NoteCard, qtbot: QtBot) -> None:
    text = "نص آخر فيه جملة قريبة من الأصل وجملة ثانية"
    item = Annotation("a", "highlighting", anchor(0, 9, "جملة ضاعت"), color="blue", note="ملاحظة")
    placed = Placed(item, None, AnchorStatus.ORPHAN, 0.4, ((11, 20), (31, 42)))
    card.show_placed(placed, text)
    card.show()
    assert "no longer in the text" in card.status.text()
    assert "جملة ضاعت" in card.quote.text()
    offers = [b for b in card.findChildren(QToolButton) if b.property("span")]
    assert [b.property("span") for b in offers] == [[11, 20], [31, 42]]
    with qtbot.waitSignal(card.anchored) as caught:
        offers[1].click()
    assert caught.args == ["a", (31, 42)]


def test_moved_passage_asks_to_be_confirmed(card: NoteCard, qtbot: QtBot) -> None:
    item = Annotation("a", "highlighting", anchor(0, 3, "نص"), color="blue", review=True)
    card.show_placed(Placed(item, (0, 2), AnchorStatus.REVIEW, 0.9), "نص آخر")
    card.show()
    assert "changed" in card.status.text()
    confirm = next(b for b in card.findChildren(QToolButton) if b.text() == "Yes, this is it")
    with qtbot.waitSignal(card.anchored) as caught:
        confirm.click()
    assert caught.args == ["a", (0, 2)]
    card.show_placed(Placed(replace(item, review=False), (0, 2)), "نص آخر")
    assert card.status.text() == ""


def test_orphan_is_anchored_in_the_archive(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    made = archive.annotate(ids[0], 130, 150)
    pane.refresh(Changes(frozenset({ids[0]}), annotations=True))
    settle()
    (card,) = pane.view.notes.shown()
    card.anchored.emit(made.id, (300, 320))
    settle()
    assert archive.annotations(ids[0])[0].span == (300, 320)


def test_notes_load_nothing(qtbot: QtBot) -> None:
    view = NoteView()
    qtbot.addWidget(view)
    view.show_note("![x](file:///etc/passwd) <img src='https://example.org/a.png'> نص", "rtl")
    assert view.loadResource(2, QUrl("file:///etc/passwd")) is None
    assert "<img" in view.document().toPlainText() or "نص" in view.document().toPlainText()


def test_each_line_of_a_note_in_its_own_direction(qtbot: QtBot) -> None:
    view = NoteView()
    qtbot.addWidget(view)
    view.show_note("سطر عربي\n\nAn English line", "rtl")
    document: QTextDocument = view.document()
    ways = []
    block = document.begin()
    while block.isValid():
        ways.append(block.textDirection())
        block = block.next()
    assert ways == [Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight]


def test_editor_turns_with_what_is_written(qtbot: QtBot) -> None:
    editor = NoteEditor("", "rtl")
    qtbot.addWidget(editor)
    option = editor.document().defaultTextOption
    assert option().textDirection() == Qt.LayoutDirection.RightToLeft
    editor.setPlainText("Written in English")
    assert option().textDirection() == Qt.LayoutDirection.LeftToRight
    height = editor.height()
    editor.setPlainText("\n".join("line" for _ in range(12)))
    assert editor.height() > height


def test_plain_note() -> None:
    assert plain_note("هذا **مهم**\n\n- أ\n- ب") == "هذا مهم أ ب"


def in_view(pane: ReaderPane, card: NoteCard) -> bool:
    """Whether a card is wholly seen."""
    viewport = pane.view.notes.area.viewport()
    top = card.mapTo(viewport, card.rect().topLeft())
    return viewport.rect().contains(card.rect().translated(top))


@pytest.mark.slow
@pytest.mark.parametrize("count", [3, 9, 40])
@pytest.mark.parametrize("rtl", [False, True])
def test_what_is_written_is_always_wholly_in_view(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, count: int, rtl: bool
) -> None:
    if rtl:
        pane.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    # All in the first lines, so that the cards crowd there.
    made = [
        archive.annotate(ids[0], 100 + 10 * n, 106 + 10 * n, note=f"ملاحظة طويلة رقم {n} " * 6)
        for n in range(count)
    ]
    pane.refresh(Changes(frozenset({ids[0]}), annotations=True))
    settle()
    panel = pane.view.notes
    for annotation in (made[0], made[count // 2], made[-1]):
        panel.edit(annotation.id)
        settle()
        card = panel._cards[annotation.id]
        assert card.editor is not None
        assert in_view(pane, card), annotation.note
        # While it grows, also beyond what there is room for.
        for text in ("سطر\n" * 4, "سطر\n" * 60, "سطر"):
            card.editor.setPlainText(text)
            card.editor.moveCursor(QTextCursor.MoveOperation.End)
            settle()
            assert in_view(pane, card)
            inside = card.editor.viewport().rect()
            assert inside.contains(card.editor.cursorRect().center())
        pane.view.page.verticalScrollBar().setValue(60)
        settle()
        assert in_view(pane, card)
        pane.view.page.verticalScrollBar().setValue(0)
        QTest.keyClick(card.editor, Qt.Key.Key_Escape)
        settle()
        panel.edit_tags(annotation.id)
        settle()
        assert in_view(pane, card)
        QTest.keyClick(card.tag_editor.field, Qt.Key.Key_Escape)
        settle()
    panel.edit_whole()
    settle()
    assert in_view(pane, panel._draft)


@pytest.mark.slow
def test_the_card_of_a_passage_in_the_headline_is_seen(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    made = archive.annotate(ids[0], 0, 12, note="عنوان")
    pane.refresh(Changes(frozenset({ids[0]}), annotations=True))
    settle()
    card = pane.view.notes._cards[made.id]
    assert in_view(pane, card)
    pane.view.activate(made.id)
    settle()
    assert in_view(pane, card)


def test_a_click_elsewhere_lets_go_of_the_chosen_highlight(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    made = archive.annotate(ids[0], 130, 150, color="yellow")
    pane.refresh(Changes(frozenset({ids[0]}), annotations=True))
    settle()
    view = pane.view
    rect = view.page.span_rect((400, 401))
    assert rect is not None

    def elsewhere() -> None:
        viewport = view.page.viewport()
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())

    def beside() -> None:
        sheet = view.notes.sheet
        qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.rect().bottomLeft())

    for let_go in (elsewhere, beside):
        view.activate(made.id)
        assert view.page.marks.active == made.id
        let_go()
        settle()
        assert view.page.marks.active == ""
        assert not view.bar.isVisible()
        assert not view.notes._cards[made.id].active
        for key in ("1", "3", "Delete"):
            QTest.keyClick(view.page, getattr(Qt.Key, f"Key_{key}"))
        settle()
        (placed,) = archive.annotations(ids[0])
        assert placed.annotation.color == "yellow"
