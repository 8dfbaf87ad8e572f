"""A notes file that vanished outside is told of in the window, which asks what is to be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.gui.shell.app import Program
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
