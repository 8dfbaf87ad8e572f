"""Jobs, their reports, the trash, the preferences, and what comes from outside."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.core.errors import SidecarError
from archive_app.core.model import Article, Duplicate, Failure, Finding, ImportReport, Metadata
from archive_app.core.progress import CancelToken, Progress, ProgressCallback
from archive_app.gui.dialogs.report import MOST, ReportDialog, ReportTexts
from archive_app.gui.dialogs.trash import TrashDialog
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.copying import to_clipboard
from archive_app.gui.kit.i18n import number
from archive_app.gui.kit.jobs import Job, Jobs, JobsPanel, StatusLine
from archive_app.gui.shell.app import Program
from archive_app.gui.shell.drop import Offer
from archive_app.gui.shell.preferences import PreferencesDialog
from tests.gui.conftest import LONG, Opened, rest


def test_a_job_tells_how_far_it_is_and_stops(context: Context, qtbot: QtBot) -> None:
    jobs = Jobs(context)
    panel, status = JobsPanel(context, jobs), StatusLine(context, jobs)
    qtbot.addWidget(panel)
    qtbot.addWidget(status)
    status.show()
    begun = threading.Event()
    results: list[str] = []

    def work(progress: ProgressCallback, cancel: CancelToken) -> str:
        progress(Progress("import", 412, 3000))
        begun.set()
        while not cancel.cancelled:
            threading.Event().wait(0.005)
        return "stopped"

    job = jobs.start("Import of x", work, lambda _, result: results.append(result))
    assert begun.wait(20)
    qtbot.waitUntil(lambda: "412 of 3,000" in status.job.text(), timeout=LONG)
    assert status.bar.value() == 137
    with qtbot.waitSignal(jobs.ended, timeout=LONG):
        status._cancel()
        assert job.describe() == "Stopping…"
    assert results == ["stopped"]
    assert not jobs.running
    assert not status.job.isVisible()


def test_a_job_that_fails_says_why(context: Context, qtbot: QtBot) -> None:
    jobs = Jobs(context)
    told: list[str] = []
    context.told.connect(told.append)

    def work(_: ProgressCallback, __: CancelToken) -> None:
        raise OSError(28, "no space")

    with qtbot.waitSignal(jobs.ended, timeout=LONG):
        job = jobs.start("Import", work, lambda *_: None)
    assert job.failure
    assert told == [job.failure]


def test_time_left(qapp: QApplication) -> None:
    job = Job("x")
    assert job.describe() == "Waiting"
    job.report(Progress("import", 0, 1000))
    assert "0 of 1,000" in job.describe()
    job._since -= 10
    job.report(Progress("import", 100, 1000))
    assert job.describe().endswith("10 a second · 90 seconds left") or "minute" in job.describe()
    assert job.permille() == 100
    job.report(Progress("find", 7))
    assert job.permille() == -1


def test_report_lists_every_file_and_opens_articles(context: Context, qtbot: QtBot) -> None:
    report = ImportReport(
        imported=(Article("a1", 1, "2026-11/a.txt", Metadata(title="عنوان")),),
        duplicates=(Duplicate("b.txt", "2026-11/a.txt", "a1"),),
        failed=(Failure("c\u202e.pdf", "encrypted"),),
        repaired=("a1",),
    )
    texts = ReportTexts()
    assert texts.summary(report) == "1 article imported, 1 already in the archive, 1 without text."
    dialog = ReportDialog(context, "Import", texts.summary(report), texts.parts(report))
    dialog.show()
    model = dialog._model
    parts = {model.item(row).text(): model.item(row) for row in range(model.rowCount())}
    assert list(parts) == [
        "Could not be read · 1",
        "Already in the archive · 1",
        "Repaired · 1",
        "Imported · 1",
    ]
    assert "\u202e" not in parts["Could not be read · 1"].child(0).text()
    with qtbot.waitSignal(context.article_requested, timeout=LONG) as opened:
        dialog.tree.activated.emit(parts["Already in the archive · 1"].child(0).index())
    assert opened.args[0] == "a1"
    dialog._copy()
    assert "password" in QApplication.clipboard().text()
    dialog.close()
    findings = texts.findings([Finding("error", "missing", "a.txt"), Finding("info", "stale")])
    assert [len(part.lines) for part in findings] == [1, 0, 1]


def test_a_long_report_lists_no_more_than_is_shown(context: Context) -> None:
    failed = tuple(Failure(f"{number}.txt", "empty") for number in range(MOST + 5))
    part = ReportTexts().parts(ImportReport(failed=failed))[0]
    assert (len(part.lines), part.count) == (MOST, MOST + 5)
    dialog = ReportDialog(context, "Import", "", [part])
    assert dialog.tree.model().index(0, 0).data().endswith(number(MOST + 5))
    dialog.close()


def test_import_of_a_bad_file_shows_the_report(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened()
    bad = tmp_path / "noise.txt"
    bad.write_bytes(bytes(range(256)) * 20)
    with qtbot.waitSignal(window.jobs.ended, timeout=LONG) as ended:
        window.commands.import_offer(Offer(paths=(bad,)))
    rest(qtbot, window)
    dialogs = window.findChildren(ReportDialog)
    assert ended.args[0].summary.endswith("without text.")
    assert len(dialogs) == 1
    dialogs[0].close()


def test_a_report_waits_where_most_was_imported(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened()
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("خبر\n\nنص الخبر كله هنا", encoding="utf-8")
    paths = (tmp_path / "empty.txt", tmp_path / "good.txt")
    assert not window.panel.isVisible()
    with qtbot.waitSignal(window.jobs.needs_look, timeout=LONG):
        window.commands.import_offer(Offer(paths=paths))
    rest(qtbot, window)
    assert not window.findChildren(ReportDialog)
    assert window.panel.isVisible()


def test_a_job_that_meets_broken_notes_asks(context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    jobs = Jobs(context)
    broken = SidecarError(tmp_path / "a.txt.annotations.json", "not JSON")

    def work(_progress: object, _cancel: object) -> None:
        raise broken

    with qtbot.waitSignal(context.notes_broken, timeout=LONG) as asked:
        job = jobs.start("Annotations", work, lambda _job, _result: None)
    assert asked.args == [broken]
    assert job.failure


def test_paste(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    mime = QMimeData()
    mime.setText("خبر عاجل\n\nانقطاع الكهرباء عن حلب")
    to_clipboard(mime)
    with qtbot.waitSignal(window.jobs.ended, timeout=LONG):
        window.context.actions["paste"].trigger()
    rest(qtbot, window)
    assert window.context.archive.search("الكهرباء").total == 1
    QApplication.clipboard().clear()
    window.context.actions["paste"].trigger()
    assert "nothing to import" in window.status.state.text()


def test_check_and_rebuild(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    for command in (window.commands.verify, window.commands.rebuild, window.commands.refresh):
        with qtbot.waitSignal(window.jobs.ended, timeout=LONG) as ended:
            command()
        rest(qtbot, window)
        assert not ended.args[0].failure
    assert window.jobs.items[0].summary.startswith("No problems found")
    assert window.results.model.rowCount() == 5


@pytest.mark.slow
def test_what_appears_in_the_folder_is_taken_in(
    opened: Opened, program: Program, qtbot: QtBot
) -> None:
    program.settings.set("watch", True)
    window = opened()
    path = window.context.archive.path / "من الخارج.txt"
    path.write_text("افتتاح متحف اللوفر\n\nفي أبوظبي اليوم", encoding="utf-8")
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 6, timeout=LONG)
    rest(qtbot, window)
    assert path.exists()


def test_trash_dialog(context: Context, archive: Archive, qtbot: QtBot) -> None:
    article = archive.search("شويغو").hits[0].article.id
    archive.delete(article)
    dialog = TrashDialog(context)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=LONG)
    assert not dialog.restore.isEnabled()
    dialog.list.setCurrentRow(0)
    dialog.restore.click()
    qtbot.waitUntil(lambda: dialog.list.count() == 0, timeout=LONG)
    qtbot.waitUntil(dialog.empty.isVisible, timeout=LONG)
    assert archive.article(article).id == article
    dialog.close()


def test_preferences_are_valid_at_once(context: Context, archive: Archive, qtbot: QtBot) -> None:
    dialog = PreferencesDialog(context)
    dialog.show()
    dialog.variants.setPlainText("غوتيريش = جوتيريس")
    dialog.close()
    qtbot.waitUntil(
        lambda: tuple(map(tuple, archive.settings.variants)) == (("غوتيريش", "جوتيريس"),),
        timeout=LONG,
    )
