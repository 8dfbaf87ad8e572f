"""All annotations, details, comparison, the look of the text, and the pages of a PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.core.model import Annotation, Changes
from archive_app.gui.kit.context import Context
from archive_app.gui.reader.notes.annotations_model import AnnotationsModel, within
from archive_app.gui.reader.notes.color_names import ColorNamesDialog
from archive_app.gui.reader.pane import ReaderPane

Settle = Callable[[], None]


@pytest.fixture
def marked(archive: Archive, ids: list[str]) -> list[Annotation]:
    return [
        archive.annotate(ids[0], 130, 150, color="yellow", note="ملاحظة أولى"),
        archive.annotate(ids[1], 5000, 5040, color="rose", tags=["شك"]),
        archive.note(ids[2], "على المقال كله"),
    ]


def rows(pane: ReaderPane) -> list[str]:
    model = pane.annotations.model
    return [model.row(n)[1].id for n in range(model.rowCount())]  # type: ignore[index]


def test_all_annotations(
    pane: ReaderPane, marked: list[Annotation], ids: list[str], archive: Archive, settle: Settle
) -> None:
    QAbstractItemModelTester(
        pane.annotations.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    pane.show_annotations()
    settle()
    assert pane.stack.currentWidget() is pane.annotations
    assert set(rows(pane)) == {item.id for item in marked}
    pane.annotations.grab()
    pane.annotations.colors["rose"].click()
    settle()
    assert rows(pane) == [marked[1].id]
    pane.annotations.colors["rose"].click()
    pane.annotations.field.setText("ملاحظة")
    pane.annotations.reload()
    settle()
    assert rows(pane) == [marked[0].id]
    pane.annotations.field.setText("")
    pane.annotations.show_only(archive.article(ids[2]))
    settle()
    assert rows(pane) == [marked[2].id]
    assert pane.annotations.only.isVisible()
    pane.annotations.only.click()
    settle()
    assert len(rows(pane)) == 3


def test_from_a_row_to_its_passage(
    pane: ReaderPane,
    archive: Archive,
    marked: list[Annotation],
    ids: list[str],
    settle: Settle,
) -> None:
    # as the window does
    pane.articleRequested.connect(
        lambda article: pane.show_article(article, archive.search("سوريا"))
    )
    pane.show_annotations()
    settle()
    number = rows(pane).index(marked[1].id)
    pane.annotations._choose(pane.annotations.model.index(number, 0, QModelIndex()))
    settle()
    assert pane.stack.currentWidget() is pane.view
    assert pane.article_id == ids[1]
    assert pane.view.page.marks.active == marked[1].id
    rect = pane.view.page.span_rect((5000, 5001))
    assert rect is not None
    assert pane.view.page.viewport().rect().contains(rect.center().toPoint())


def test_list_follows_changes(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    pane.show_annotations()
    settle()
    assert rows(pane) == []
    assert "No highlights yet" in pane.annotations.empty.text()
    archive.annotate(ids[0], 130, 150)
    pane.refresh(Changes(frozenset({ids[0]}), annotations=True))
    qtbot.waitUntil(lambda: len(rows(pane)) == 1)


def test_periods(archive: Archive, ids: list[str]) -> None:
    article = archive.article(ids[0])
    old = Annotation("old", "commenting", modified="2026-01-01T00:00:00Z")
    new = Annotation("new", "commenting", modified="2026-11-20T12:00:00Z")
    found = [(article, new), (article, old)]
    now = datetime(2026, 11, 22, tzinfo=UTC)
    assert within(found, "", now) == found
    assert within(found, "week", now) == [(article, new)]
    assert within(found, "day", now) == []
    assert len(within(found, "year", now)) == 2


def test_model_without_rows() -> None:
    model = AnnotationsModel()
    assert model.rowCount() == 0
    assert model.row(0) is None


def test_details_are_written_and_undone(
    pane: ReaderPane, archive: Archive, ids: list[str], context: Context, settle: Settle
) -> None:
    pane._context.actions["details"].trigger()
    assert pane.details.isVisible()
    assert not pane.view.notes.isVisible()
    field = pane.details._fields["creator"]
    field.setText("محمد علي، John Smith")
    field.editingFinished.emit()
    settle()
    assert archive.article(ids[0]).metadata.creator == ("محمد علي", "John Smith")
    assert "John Smith" in pane.view.page.document().toPlainText()
    context.write(archive.undo)
    settle()
    assert archive.article(ids[0]).metadata.creator == ()
    assert field.text() == ""


def test_field_left_as_it_was_writes_nothing(pane: ReaderPane, archive: Archive) -> None:
    before = archive.undo_label
    pane.details._fields["title"].editingFinished.emit()
    assert archive.undo_label == before


def test_another_date_can_be_chosen(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    chosen = None
    for article in ids:
        data = archive.article(article).metadata
        others = [c.date for c in data.dates if c.date != data.date]
        if others:
            pane.show_article(article)
            settle()
            button = pane.details.dates.itemAt(0).widget()
            assert isinstance(button, QToolButton)
            button.click()
            settle()
            chosen = archive.article(article).metadata.date
            assert chosen == others[0]
            break
    if chosen is None:
        pytest.skip("no seed says two dates")


def test_two_articles_side_by_side(
    pane: ReaderPane, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    pane.compare_with(ids[1])
    settle()
    view = pane.comparison
    assert view.ids == (ids[0], ids[1])
    assert "different" in view.summary.text()
    for page in [side.page for side in view.views]:
        assert page.built is not None
        assert not page.marks.hits
    left, right = (side.page.verticalScrollBar() for side in view.views)
    left.setValue(left.maximum())
    assert right.value() == right.maximum()
    view.leave.click()
    assert pane.stack.currentWidget() is pane.view


@pytest.mark.slow
def test_reprint_shows_what_differs(
    pane: ReaderPane, archive: Archive, ids: list[str], tmp_path: Path, settle: Settle
) -> None:
    text = archive.text(ids[0])
    path = tmp_path / "reprint.txt"
    path.write_text(text.replace("صباح اليوم", "مساء أمس"), encoding="utf-8")
    (other,) = archive.import_paths([path]).imported
    pane.compare_with(other.id)
    settle()
    assert pane.comparison.summary.text().startswith("\u206899\u2069 %")
    for view in pane.comparison.views:
        assert len(view.page.marks.hits) == 1


def test_beside_another_article_one_reads_and_marks_as_alone(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    pane.compare_with(ids[1])
    settle()
    first, second = pane.comparison.views
    second.page.setFocus()
    qtbot.waitUntil(second.page.hasFocus)
    second.page.select_span((200, 240))
    QTest.keyClick(second.page, Qt.Key.Key_2)
    settle()
    (placed,) = archive.annotations(ids[1])
    assert placed.annotation.color == "green"
    assert [mark.color for mark in second.page.marks.marks] == ["green"]
    assert archive.annotations(ids[0]) == ()
    QTest.keyClick(second.page, Qt.Key.Key_N)
    settle()
    assert second.notes.isVisible()
    assert first.notes.isHidden()
    second.notes.finish()
    second.page.setFocus()
    # What is marked beside is marked in the reader itself, and the other way round.
    first.page.setFocus()
    qtbot.waitUntil(first.page.hasFocus)
    first.page.select_span((130, 150))
    QTest.keyClick(first.page, Qt.Key.Key_1)
    settle()
    assert [mark.color for mark in pane.view.page.marks.marks] == ["yellow"]
    pane._context.actions["find"].trigger()
    assert first.find_bar.isVisible()
    assert not second.find_bar.isVisible()
    assert pane.shows(ids[1])
    assert not pane.shows(ids[2])


@pytest.mark.slow
def test_articles_read_lately_are_offered_for_comparison(
    pane: ReaderPane, ids: list[str], settle: Settle
) -> None:
    assert not pane._context.actions["compare"].isEnabled()
    pane.show_article(ids[1])
    settle()
    pane._context.actions["compare"].trigger()
    settle()
    menu = pane.findChild(QMenu)
    assert menu is not None
    offered = [action for action in menu.actions() if not action.isSeparator()]
    assert len(offered) == 1
    offered[0].trigger()
    settle()
    assert pane.comparison.ids == (ids[1], ids[0])
    menu.close()


def test_look_of_the_text(pane: ReaderPane, context: Context) -> None:
    panel = pane.appearance
    panel.open_below(pane.header.button("appearance"))
    assert panel.isVisible()
    panel._stepping("text_size", 1)()
    panel._stepping("leading", -0.1)()
    panel._papers["sepia"].click()
    panel.justify.setChecked(True)
    settings = context.settings
    assert settings.get("text_size") == 20
    assert settings.get("leading") == pytest.approx(1.8)
    assert settings.get("justify") is True
    assert pane.view.page.paper.name == "sepia"
    panel.close()


def test_pages_of_a_pdf(
    pane: ReaderPane, archive: Archive, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    if pane.pages is None:
        pytest.skip("without QtPdf")
    path = tmp_path / "pages.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setPageMargins(QMarginsF(10, 10, 10, 10))
    painter = QPainter(writer)
    painter.drawText(400, 400, "Page one")
    writer.newPage()
    painter.drawText(400, 400, "Page two")
    painter.end()
    assert pane.pages.show_file(path)
    assert pane.pages.document.pageCount() == 2
    pane.pages.step(1)
    assert pane.pages.view.pageNavigator().currentPage() == 1
    before = pane.pages.view.zoomFactor()
    pane.pages.zoom(1)
    assert pane.pages.view.zoomFactor() > before
    pane.pages.zoom(0)
    pane.pages.open_find()
    pane.pages.find_bar.field.setText("PAGE")
    qtbot.waitUntil(lambda: pane.pages.finds.done)
    # From the page that is seen.
    assert pane.pages.find_bar.count.text() == "2 of 2"
    pane.pages.find_bar.stepped.emit(1)
    assert pane.pages.find_bar.count.text() == "1 of 2"
    pane.pages.close_find()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    assert not pane.pages.show_file(broken)
    assert pane.pages.stack.currentWidget() is pane.pages.broken
    pane.pages.clear()


def test_found_on_the_pages_of_a_pdf_as_in_the_text(
    pane: ReaderPane, tmp_path: Path, qtbot: QtBot
) -> None:
    if pane.pages is None:
        pytest.skip("without QtPdf")
    path = tmp_path / "arabic.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    painter = QPainter(writer)
    painter.setFont(QFont("Noto Naskh Arabic", 16))
    painter.drawText(400, 600, "زيارة الرئيس إلى سورية")
    writer.newPage()
    painter.drawText(400, 600, "سُوريا في ٢٠١٥")
    painter.end()
    pages = pane.pages
    assert pages.show_file(path)
    pane.stack.setCurrentWidget(pages)
    pages.open_find()
    for query, found in (("الى", [0]), ("الرييس", [0]), ("2015", [1]), ("سوريا", [1])):
        pages.find_bar.field.setText(query)
        qtbot.waitUntil(lambda: pages.finds.done)
        assert [hit.page for hit in pages.finds.hits] == found, query
    # The mark lies over the page, where the letters are.
    (hit,) = pages.finds.hits
    place = pages.view._placed(hit.rects[0], hit.page, pages.view.pages())
    assert QRectF(pages.view.pages()[1]).contains(place)
    whole = pages.view.pages()[-1].bottom() + 1 + pages.view.pageSpacing()
    whole += pages.view.documentMargins().bottom()
    bar = pages.view.verticalScrollBar()
    assert bar.maximum() + pages.view.viewport().height() == whole
    assert "Highlights and notes" in pages.notice.text()
    pages.clear()


@pytest.mark.slow
def test_repair_is_refused_and_accepted_again(
    pane: ReaderPane, archive: Archive, tmp_path: Path, settle: Settle
) -> None:
    text = "قال وزير الخارجية إن المحادثات في جنيف كانت بناءة، وإن الوفدين اتفقا على موعد آخر."
    path = tmp_path / "broken.txt"
    path.write_bytes(text.encode().decode("latin-1").encode())
    (article,) = archive.import_paths([path]).imported
    assert archive.content(article.id).repairs
    pane.show_article(article.id)
    settle()
    box = pane.details.repairs.itemAt(0).widget()
    assert isinstance(box, QCheckBox)
    sample = pane.details.repairs.itemAt(1).widget()
    assert isinstance(sample, QLabel)
    assert "Before:" in sample.text()
    assert "وزير الخارجية" in pane.view.page.document().toPlainText()
    box.click()
    settle()
    assert archive.refused_repairs(article.id)
    assert "وزير الخارجية" not in pane.view.page.document().toPlainText()
    box = pane.details.repairs.itemAt(0).widget()
    assert isinstance(box, QCheckBox)
    assert not box.isChecked()
    box.click()
    settle()
    assert "وزير الخارجية" in pane.view.page.document().toPlainText()


def test_colours_take_the_names_that_users_give(
    pane: ReaderPane, archive: Archive, settle: Settle
) -> None:
    pane._context.actions["color-names"].trigger()
    dialog = pane.findChild(ColorNamesDialog)
    assert dialog is not None
    dialog.fields["yellow"].setText("  ادّعاء ")
    dialog.accept()
    settle()
    assert archive.settings.color_names == {"yellow": "ادّعاء"}
    assert pane.view.bar._colors["yellow"].toolTip() == "ادّعاء (1)"
    assert pane.view.notes._colors["yellow"].toolTip() == "ادّعاء"
    assert pane.view.bar._colors["green"].toolTip() == "Green (2)"


def test_escape_leaves_the_comparison_then_the_distraction_free_page(
    pane: ReaderPane, ids: list[str], settle: Settle
) -> None:
    pane.compare_with(ids[1])
    settle()
    pane._context.actions["immerse"].trigger()
    page = pane.comparison.views[0].page
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert pane.stack.currentWidget() is pane.view
    left: list[bool] = []
    pane.immersed.connect(left.append)
    pane._context.actions["escape"].trigger()
    assert left == [False]
