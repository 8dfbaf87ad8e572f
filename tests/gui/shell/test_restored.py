"""A notes file that vanished outside is told of in the window, which asks what is to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.gui.shell.app import Program
from archive_app.gui.shell.start import StartPage
from archive_app.gui.shell.window import MainWindow
from tests.gui.conftest import LONG, Opened, rest


def vanish(archive: Archive) -> str:
    """Annotate an article, and take its notes file away; return its id."""
    (hit,) = archive.search(limit=1).hits
    archive.note(hit.article.id, "ملاحظة")
    archive.folder.sidecar_path(hit.article.path).unlink()
    return hit.article.id


def press(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.waitUntil(window.notice.isVisible, timeout=LONG)
    (button,) = (each for each in window.notice.buttons if each.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def notes(window: MainWindow, key: str) -> list[str]:
    return [each.annotation.note for each in window.context.archive.annotations(key)]


def test_told_while_the_window_is_open(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    key = vanish(window.context.archive)
    window.context.changed.emit(window.context.archive.refresh())
    title = window.context.archive.article(key).metadata.title
    qtbot.waitUntil(window.notice.isVisible, timeout=LONG)
    assert title in window.notice.text.text()
    press(qtbot, window, "Keep")
    rest(qtbot, window)
    assert notes(window, key) == ["ملاحظة"]
    assert window.context.archive.restored_sidecars() == []
    assert not window.notice.isVisible()


@pytest.mark.slow
def test_told_when_the_window_opens_and_refused(
    program: Program, opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    with Archive.open(tmp_path / "archive", cache=tmp_path / "cache") as archive:
        key = vanish(archive)
        archive.refresh()
    window = opened()
    press(qtbot, window, "Remove the notes")
    qtbot.waitUntil(lambda: notes(window, key) == [], timeout=LONG)
    rest(qtbot, window)
    assert window.context.archive.undo_label == "remove"


def test_an_archive_that_is_not_connected_is_told_of(
    program: Program, opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    """Whether its disk is taken out while the window is open, or was before the start."""
    window = opened()
    key = window.context.archive.search(limit=1).hits[0].article.id
    told: list[str] = []
    window.context.told.connect(told.append)
    folder, away = tmp_path / "archive", tmp_path / "away"
    folder.rename(away)
    window.context.write(lambda: window.context.archive.tag(key, add=["وسم"]))
    qtbot.waitUntil(lambda: any("not connected" in text for text in told), timeout=LONG)
    program.close_archive()
    program.settings.remember_archive(folder)
    program.begin(None)

    def page() -> StartPage | None:
        frame = program.window
        found = frame.centralWidget() if isinstance(frame, QMainWindow) else None
        return found if isinstance(found, StartPage) else None

    qtbot.waitUntil(
        lambda: (shown := page()) is not None and "not connected" in shown.busy.text(),
        timeout=LONG,
    )
    shown = page()
    assert shown is not None
    (recent,) = (b for b in shown.findChildren(QToolButton) if str(folder) in b.toolTip())
    away.rename(folder)
    recent.click()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=LONG)
    assert isinstance(program.window, MainWindow)
    rest(qtbot, program.window)
    assert program.window.context.archive.article(key).tags == ()
