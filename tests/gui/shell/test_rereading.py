"""What an older version read is offered to be read again, and nobody is asked twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.gui.dialogs.report import ReportDialog
from archive_app.gui.kit.settings import Settings
from archive_app.gui.shell.app import Program
from archive_app.gui.shell.window import MainWindow
from tests.archive.older import MENU, files, import_as_before
from tests.gui.conftest import LONG, Opened, rest


@pytest.fixture
def older(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Three articles of an older version, one with a highlight on what goes: its id."""
    with Archive.open(tmp_path / "archive", cache=tmp_path / "cache") as archive:
        import_as_before(archive, files(tmp_path, "a.txt", "same.txt", "noise.txt"), monkeypatch)
        (hit,) = archive.search("الأرشيف").hits
        archive.annotate(hit.article.id, 0, len(MENU))
    return hit.article.id


def offered(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(window.notice.isVisible, timeout=LONG)


def press(qtbot: QtBot, window: MainWindow, text: str) -> None:
    (button,) = (each for each in window.notice.buttons if each.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not window.notice.isVisible()


def looked(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.rereading._looked, timeout=LONG)
    rest(qtbot, window)


@pytest.mark.slow
def test_what_can_be_read_better_is_offered_and_read_again(
    opened: Opened, older: str, qtbot: QtBot
) -> None:
    window = opened()
    window.show_article(older)
    offered(qtbot, window)
    assert "3 articles" in window.notice.text.text()
    told: list[str] = []
    window.context.told.connect(told.append)
    with qtbot.waitSignal(window.jobs.ended, timeout=LONG):
        press(qtbot, window, "Re-read")
    assert told[-1] == "1 article changed, 1 unchanged, 1 could not be re-read."
    assert window.panel.isVisible()
    rest(qtbot, window)
    archive = window.context.archive
    assert MENU not in archive.text(older)
    shown = window.reader.view.page.document().toPlainText()
    assert MENU not in shown
    assert "الفقرة الأخيرة" in shown
    (job,) = window.jobs.items
    assert job.show_report is not None
    job.show_report()
    (dialog,) = window.findChildren(ReportDialog)
    titles = [dialog._model.item(row).text() for row in range(dialog._model.rowCount())]
    assert [title.partition(" · ")[0] for title in titles] == [
        "Could not be re-read; the old text is kept",
        "Highlights whose passage is missing",
        "Changed",
    ]
    dialog.close()


@pytest.mark.slow
def test_not_now_is_remembered_until_an_extractor_grows_again(
    opened: Opened, older: str, program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened()
    offered(qtbot, window)
    press(qtbot, window, "Not now")
    assert not window.jobs.items
    assert window.context.archive.outdated()
    again = opened()
    looked(qtbot, again)
    assert not again.notice.isVisible()
    monkeypatch.setattr("archive_app.extract.common.plain.PlainText.version", 2)
    third = opened()
    offered(qtbot, third)


@pytest.mark.slow
def test_it_begins_by_itself_where_that_is_wanted(
    opened: Opened, older: str, settings: Settings, qtbot: QtBot
) -> None:
    settings.set("reread", True)
    window = opened()
    qtbot.waitUntil(lambda: bool(window.jobs.items), timeout=LONG)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=LONG)
    assert MENU not in window.context.archive.text(older)
    # What could not be read is not tried again at every opening.
    again = opened()
    looked(qtbot, again)
    assert not again.jobs.items
    assert again.context.archive.outdated()


def test_the_command_tells_where_there_is_nothing(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    told: list[str] = []
    window.context.told.connect(told.append)
    window.context.actions["reread"].trigger()
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    assert told == ["Every article was read by this version; none is outdated."]
    assert not window.jobs.items
