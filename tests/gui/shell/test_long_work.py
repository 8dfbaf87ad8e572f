"""The window with a process of its own for long work, as users have it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.core.model import Filters
from archive_app.gui.kit.settings import Settings
from archive_app.gui.shell.app import Program
from archive_app.gui.shell.drop import Offer
from archive_app.gui.shell.window import MainWindow
from archive_app.jobs import ProcessRunner
from tests.gui.conftest import LONG, rest
from tests.importing.conftest import article

SLOWLY = 3 * LONG


@pytest.fixture
def window(
    qapp: QApplication, archive: Archive, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> Iterator[MainWindow]:
    """The program as it is started, on an archive of the seeds that is watched."""
    archive.close()
    settings.set("watch", True)
    program = Program(qapp, settings, cache=tmp_path / "cache")
    program.open(tmp_path / "archive")
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=LONG)
    shown = program.window
    assert isinstance(shown, MainWindow)
    rest(qtbot, shown)
    yield shown
    runner = shown.context.runner
    assert isinstance(runner, ProcessRunner)
    pid = runner.pid
    shown.close()
    program.end()
    assert not pid or not psutil.pid_exists(pid) or psutil.Process(pid).status() == "zombie"
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def fill(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.txt").write_text(article(number), encoding="utf-8")
    return folder


def runner_of(window: MainWindow) -> ProcessRunner:
    runner = window.context.runner
    assert isinstance(runner, ProcessRunner)
    return runner


def total(window: MainWindow) -> int:
    return window.results.model.rowCount()


@pytest.mark.slow
def test_what_is_dropped_comes_in_by_the_other_process(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    before = total(window)
    job = window.commands.import_offer(Offer(paths=(fill(tmp_path / "in", 60),)))
    assert job is not None
    qtbot.waitUntil(lambda: not job.running, timeout=SLOWLY)
    assert not job.failure
    qtbot.waitUntil(lambda: total(window) == before + 60, timeout=LONG)
    assert runner_of(window).pid not in {0, os.getpid()}
    window.results.set_filters(Filters())
    ids = [item.id for item in window.context.archive.articles(range(1, before + 61))]
    window.articles.mark_read(ids, read=True)
    rest(qtbot, window)
    assert all(item.read for item in window.context.archive.articles(range(1, before + 61)))


@pytest.mark.slow
def test_a_file_put_into_the_folder_is_listed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: runner_of(window).pid != 0, timeout=LONG)
    window.commands.verify()  # after it, the folder is watched
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=SLOWLY)
    before = total(window)
    (tmp_path / "archive" / "جديد.txt").write_text(article(7), encoding="utf-8")
    qtbot.waitUntil(lambda: total(window) == before + 1, timeout=SLOWLY)


@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
@pytest.mark.slow
def test_an_import_that_is_killed_ends_with_a_report(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    before = total(window)
    job = window.commands.import_offer(Offer(paths=(fill(tmp_path / "in", 3000),)))
    assert job is not None

    def under_way() -> bool:
        told = job.progress
        return told is not None and told.stage == "import" and told.done > 900

    qtbot.waitUntil(under_way, timeout=SLOWLY)
    os.kill(runner_of(window).pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: not job.running, timeout=SLOWLY)
    assert job.show_report is not None
    assert job.summary
    assert total(window) >= before
    rest(qtbot, window)
    assert {finding.key for finding in window.context.archive.verify()} <= {"leftover"}
    again = window.commands.import_offer(Offer(paths=(tmp_path / "in",)))
    assert again is not None
    qtbot.waitUntil(lambda: not again.running, timeout=SLOWLY)
    qtbot.waitUntil(lambda: total(window) == before + 3000, timeout=SLOWLY)
