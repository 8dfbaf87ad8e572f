"""Annotations in, references out, likely duplicates, and broken notes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.gui.dialogs.duplicates import DuplicatesDialog
from archive_app.gui.dialogs.interchange import form_of
from archive_app.gui.dialogs.report import ReportDialog
from archive_app.gui.kit.context import Context
from tests.gui.conftest import LONG, Opened, ask, rest


def web_annotation(source: str, exact: str) -> dict[str, object]:
    """A W3C Web Annotation on a passage."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "body": {"type": "TextualBody", "value": "ملاحظة"},
        "target": {
            "source": source,
            "selector": {"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": ""},
        },
    }


@pytest.mark.slow
def test_annotations_come_in_and_the_unmatched_are_listed(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened()
    archive = window.context.archive
    article = archive.search("شويغو").hits[0].article
    name = article.path.rpartition("/")[2]
    exact = archive.text(article.id)[10:40]
    file = tmp_path / "notes.json"
    file.write_text(
        json.dumps(
            [
                web_annotation(f"https://example.org/{name}", exact),
                web_annotation("https://example.org/elsewhere", "x y"),
                web_annotation("https://example.org/elsewhere", "z"),
            ]
        ),
        encoding="utf-8",
    )
    with qtbot.waitSignal(window.jobs.ended, timeout=LONG) as ended:
        window.exchange.import_annotations(file)
    rest(qtbot, window)
    assert ended.args[0].summary == "1 annotation imported."
    assert len(archive.annotations(article.id)) == 1
    (dialog,) = window.findChildren(ReportDialog)
    part = dialog._model.item(0)
    assert part.rowCount() == 1
    assert "example.org/elsewhere" in part.child(0, 0).text()
    assert part.child(0, 1).text() == "2 annotations"
    dialog.close()


@pytest.mark.slow
def test_a_file_that_holds_no_annotations_is_told(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened()
    file = tmp_path / "none.json"
    file.write_text("{", encoding="utf-8")
    with qtbot.waitSignal(window.jobs.ended, timeout=LONG) as ended:
        window.exchange.import_annotations(file)
    assert "could not be imported" in ended.args[0].failure


def test_references_of_the_selected_and_of_the_result(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened()
    ask(qtbot, window, "شويغو")
    whole = window.context.archive.search("شويغو")
    assert 0 < whole.total < window.context.archive.count
    every = [hit.article.id for hit in whole.hits]
    for ids, count in ((every, whole.total), (every[:1], 1)):
        for form, mark in (("bibtex", "@"), ("ris", "TY  -"), ("csl", '"title"')):
            file = tmp_path / f"out-{count}-{form}"
            with qtbot.waitSignal(window.jobs.ended, timeout=LONG) as ended:
                window.exchange.export_references(file, ids, form)
            assert ended.args[0].summary.startswith(f"{count} reference")
            text = file.read_text(encoding="utf-8")
            assert text.count("TY  -") == count or form != "ris"
            assert mark in text
    assert form_of("a.RIS", "bibtex") == "ris"
    assert form_of("a.txt", "csl") == "csl"


def test_references_of_an_archive_with_nothing_found(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened()
    with qtbot.waitSignal(window.jobs.ended, timeout=LONG) as ended:
        window.exchange.export_references(tmp_path / "a.bib", [])
    assert ended.args[0].summary.startswith("0 references")


def test_broken_notes_are_set_aside_on_the_users_word(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    archive = window.context.archive
    article = archive.search("شويغو").hits[0].article.id
    sidecar = archive.folder.sidecar_path(archive.original(article))
    sidecar.write_text("{ broken", encoding="utf-8")
    for answer in (QMessageBox.ButtonRole.RejectRole, QMessageBox.ButtonRole.AcceptRole):
        window.context.write(lambda: archive.tag(article, add=["حرب"]))
        qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=LONG)
        assert sidecar.read_text(encoding="utf-8") == "{ broken"
        (box,) = window.findChildren(QMessageBox)
        assert "cannot be read" in box.text()
        next(b for b in box.buttons() if box.buttonRole(b) == answer).click()
        qtbot.waitUntil(lambda: not window.findChildren(QMessageBox), timeout=LONG)
        rest(qtbot, window)
    kept = sidecar.with_name(f"{sidecar.name}.broken-1")
    assert kept.read_text(encoding="utf-8") == "{ broken"
    assert "broken-1" in window.status.state.text()
    window.context.write(lambda: archive.tag(article, add=["حرب"]))
    rest(qtbot, window)
    assert archive.article(article).tags == ("حرب",)


def test_likely_duplicates_together(context: Context, archive: Archive, qtbot: QtBot) -> None:
    dialog = DuplicatesDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.empty.isVisible, timeout=LONG)
    text = "خبر عاجل من حلب\n\n" + "انقطعت الكهرباء عن أحياء المدينة كلها مساء أمس " * 3
    archive.import_bytes(text.encode(), "أول.txt")
    archive.import_bytes((text.replace("\n\n", "\n\n\n") + "\n").encode(), "ثان.txt")
    dialog.load()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=LONG)
    group = dialog.model.item(0)
    assert group.rowCount() == 2
    assert not dialog.delete.isEnabled()
    second = group.child(1)
    dialog.tree.setCurrentIndex(second.index())
    asked: list[list[str]] = []
    dialog.delete_requested.connect(asked.append)
    dialog.delete.click()
    assert asked == [[dialog.current_id()]]
    with qtbot.waitSignal(context.article_requested, timeout=LONG):
        dialog.tree.activated.emit(second.index())
    context.write(lambda: archive.delete(asked[0]))
    qtbot.waitUntil(dialog.empty.isVisible, timeout=LONG)
    assert archive.search("الكهرباء").total == 1
    dialog.close()
