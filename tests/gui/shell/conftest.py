"""What the tests of the window itself share."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from archive_app.gui.shell.window import MainWindow
from tests.gui.conftest import LONG, Opened, ask


@pytest.fixture
def active(opened: Opened, qtbot: QtBot) -> MainWindow:
    """A window at the front, with results."""
    window = opened()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LONG)
    ask(qtbot, window, "سورية")
    return window
