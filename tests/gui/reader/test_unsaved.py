"""What cannot be saved stays where it was typed, and says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.core.errors import DiskFull
from archive_app.core.model import Changes
from archive_app.gui.kit import drafts as module
from archive_app.gui.kit.context import Context
from archive_app.gui.reader.pane import ReaderPane

Settle = Callable[[], None]


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Says whether the disk is full; it is."""
    state = {"full": True}
    real = module.write

    def write(archive: Archive, draft: module.Draft) -> Changes:
        if state["full"]:
            raise DiskFull(archive.path)
        return real(archive, draft)

    monkeypatch.setattr(module, "write", write)
    return lambda on: state.update(full=on)


def test_a_note_stays_in_its_editor_until_it_is_saved(
    pane: ReaderPane, archive: Archive, context: Context, ids: list[str], settle: Settle,
    full: Callable[[bool], None],
) -> None:  # fmt: skip
    made = archive.annotate(ids[0], 130, 150, note="قديم")
    pane.refresh(Changes(frozenset({ids[0]}), annotations=True))
    settle()
    panel = pane.view.notes
    panel.edit(made.id)
    card = panel._cards[made.id]
    assert card.editor is not None
    card.editor.setPlainText("جديد")
    QTest.keyClick(card.editor, Qt.Key.Key_Escape)
    settle()
    assert card.editor is not None
    assert card.editor.toPlainText() == "جديد"
    assert card.unsaved.isVisible()
    # A note on the whole article alike; both are there after another article was read.
    panel.edit_whole()
    assert panel._draft is not None
    assert panel._draft.editor is not None
    panel._draft.editor.setPlainText("على الكل")
    pane.show_article(ids[1])
    settle()
    assert panel.shown() == []
    pane.show_article(ids[0])
    settle()
    texts = [each.editor.toPlainText() for each in panel.shown() if each.editor is not None]
    assert sorted(texts) == ["جديد", "على الكل"]
    assert all(each.unsaved.isVisible() for each in panel.shown())
    full(False)
    context.drafts._retry()
    settle()
    settle()
    assert sorted(p.annotation.note for p in archive.annotations(ids[0])) == ["جديد", "على الكل"]
    assert [each.editor for each in panel.shown()] == [None, None]
    assert not any(each.unsaved.isVisible() for each in panel.shown())


def test_details_stay_in_their_field(
    pane: ReaderPane, archive: Archive, context: Context, ids: list[str], settle: Settle,
    full: Callable[[bool], None],
) -> None:  # fmt: skip
    pane.toggle_details()
    field, mark = pane.details._fields["title"], pane.details._marks["title"]
    before = field.text()
    field.setText("عنوان آخر")
    field.editingFinished.emit()
    settle()
    assert mark.isVisible()
    pane.show_article(ids[1])
    settle()
    assert not mark.isVisible()
    pane.show_article(ids[0])
    settle()
    assert (field.text(), mark.isVisible()) == ("عنوان آخر", True)
    assert archive.article(ids[0]).metadata.title == before
    full(False)
    context.drafts._retry()
    settle()
    assert archive.article(ids[0]).metadata.title == "عنوان آخر"
    assert not mark.isVisible()


def test_tags_stay_too(
    pane: ReaderPane, archive: Archive, context: Context, ids: list[str], settle: Settle,
    full: Callable[[bool], None],
) -> None:  # fmt: skip
    pane.header.edit_tags()
    pane.header.tags.field.setText("حرب")
    QTest.keyClick(pane.header.tags.field, Qt.Key.Key_Return)
    settle()
    assert pane.header.tags.unsaved
    made = archive.annotate(ids[0], 130, 150)
    pane.refresh(Changes(frozenset({ids[0]}), annotations=True, tags=True))
    settle()
    assert pane.header.tags.tags == ("حرب",)
    card = pane.view.notes._cards[made.id]
    pane.view.notes.edit_tags(made.id)
    card.tag_editor.field.setText("مصدر")
    QTest.keyClick(card.tag_editor.field, Qt.Key.Key_Return)
    settle()
    assert card.tag_editor.unsaved
    full(False)
    context.drafts._retry()
    settle()
    settle()
    assert archive.article(ids[0]).tags == ("حرب",)
    assert archive.annotations(ids[0])[0].annotation.tags == ("مصدر",)
    assert not pane.header.tags.unsaved
    assert not card.tag_editor.unsaved


def test_a_detail_is_not_carried_to_another_article(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    pane.toggle_details()
    field = pane.details._fields["source"]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    other = archive.article(ids[1]).metadata.source
    field.setText("صحيفة")
    pane.show_article(ids[1])
    settle()
    pane.view.page.setFocus()
    settle()
    assert archive.article(ids[0]).metadata.source == "صحيفة"
    assert archive.article(ids[1]).metadata.source == other
