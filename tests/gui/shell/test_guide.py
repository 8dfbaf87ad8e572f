"""What F1 leads to, and names that are isolated just once."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from archive_app import __version__
from archive_app.gui.kit.commands import Id
from archive_app.gui.kit.settings import Settings
from archive_app.gui.shell.app import Program
from archive_app.gui.shell.guide import GuideDialog, guide_file
from archive_app.gui.shell.keys import KeysDialog
from archive_app.gui.shell.window import MainWindow
from tests.gui.conftest import LONG, Opened, rest

ISOLATES = ("⟨U+2068⟩", "⟨U+2069⟩")
"""How a control that was isolated a second time shows."""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_f1_leads_to_the_guide_and_says_the_version(
    language: str, opened: Opened, settings: Settings, program: Program, qtbot: QtBot
) -> None:
    settings.set("language", language)
    program.translate()
    window = opened()
    window.context.run(Id.KEYS)
    keys = window.findChild(KeysDialog)
    assert keys is not None
    assert any(__version__ in label.text() for label in keys.findChildren(QLabel))
    name = window.context.actions[Id.GUIDE].text()
    next(b for b in keys.findChildren(QAbstractButton) if b.text().replace("&", "") == name).click()
    guide = window.findChild(GuideDialog)
    assert guide is not None
    # The guide in the language of the interface, each paragraph in its direction.
    heading = guide_file(language).read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    assert guide.page.toPlainText().startswith(heading)
    window.context.run(Id.ABOUT)
    box = window.findChild(QMessageBox)
    assert box is not None
    assert __version__ in box.text()
    for dialog in (box, guide, keys):
        assert isinstance(dialog, QDialog)
        dialog.close()


def test_ctrl_q_quits(opened: Opened) -> None:
    window = opened()
    assert [key.toString() for key in window.context.actions[Id.QUIT].shortcuts()] == ["Ctrl+Q"]
    window.context.run(Id.QUIT)
    assert not window.isVisible()


def texts(window: MainWindow) -> list[str]:
    """All that stands in a window's labels, buttons and menus."""
    found = [w.text() for w in QApplication.allWidgets() if isinstance(w, QLabel | QAbstractButton)]
    return found + [action.text() for action in window.findChildren(QAction)]


def test_no_name_is_isolated_twice(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    archive = window.context.archive
    first = archive.article(window.results.model.hit(0).article.id)  # type: ignore[union-attr]
    twin = archive.import_bytes(archive.text(first.id).encode() + "\nزيادة".encode(), "twin.txt")
    archive.set_metadata(twin.imported[0].id, source="السفير", date="2018-04-01")
    archive.find_stories()
    window.results.ask()
    rest(qtbot, window)
    window.show_article(first.id)
    rest(qtbot, window)
    assert archive.article(first.id).story
    window.reader.open_compare()
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=LONG)
    shown = texts(window)
    QApplication.activePopupWidget().close()
    window.reader.toggle_details()
    rest(qtbot, window)
    shown += texts(window)
    assert any("السفير" in text for text in shown)
    assert not [text for text in shown if any(sign in text for sign in ISOLATES)]
