"""What the tests of the window share: a program of their own on an archive of the seeds.

A warning from Qt fails a test (``qt_log_level_fail``), but for those with which the offscreen
platform says what it cannot do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.core.settings import Settings as Store
from archive_app.gui.kit import i18n
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.icons import Icons
from archive_app.gui.kit.settings import Settings, State
from archive_app.gui.kit.tasks import Tasks
from archive_app.gui.kit.theme import LIGHT_THEME
from archive_app.gui.shell.app import Program
from archive_app.gui.shell.window import MainWindow
from archive_app.jobs import Runner

GUI = Path(__file__).parent
Opened = Callable[..., MainWindow]
"""Opens a window on an archive of the seeds."""

LONG = 20_000
"""Milliseconds that a test waits at most: machines may be busy, and a wait ends when it can."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Overlook what the offscreen platform does not support."""
    mark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
    for item in items:
        if GUI in item.path.parents:
            item.add_marker(mark)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Without the user's own look."""
    return ["khizana", "-style", "fusion"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of their own: English, light, not watching."""
    result = Settings(Store(path=tmp_path / "config" / "settings.json"))
    result.set("language", "en")
    result.set("appearance", "light")
    result.set("watch", False)
    return result


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """Background work that ends with the test."""
    result = Tasks()
    yield result
    result.close()


@pytest.fixture
def context(qapp: QApplication, archive: Archive, tasks: Tasks, settings: Settings) -> Context:
    """What a pane is given, over an archive of the seeds."""
    i18n.install(qapp, "en")
    icons = Icons(LIGHT_THEME, rtl=False)
    return Context(archive, tasks, settings, State(None), LIGHT_THEME, icons, "en")


@pytest.fixture
def program(
    qapp: QApplication, archive: Archive, settings: Settings, tmp_path: Path
) -> Iterator[Program]:
    """The program with nothing open; ``archive`` lies in ``tmp_path``."""
    archive.close()
    result = Program(qapp, settings, cache=tmp_path / "cache", runner=Runner)
    yield result
    if result.window is not None:
        result.window.close()
    result.end()
    if result.window is not None:
        result.window.deleteLater()
    # A window that lives on is styled anew with each one that is made after it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def opened(program: Program, qtbot: QtBot, tmp_path: Path) -> Opened:
    """Opens an archive in the program and gives its window, at rest."""

    def go(folder: Path | None = None) -> MainWindow:
        before = program.window
        program.open(folder or tmp_path / "archive")
        qtbot.waitUntil(
            lambda: isinstance(program.window, MainWindow) and program.window is not before,
            timeout=LONG,
        )
        window = program.window
        assert isinstance(window, MainWindow)
        window.resize(1280, 800)
        rest(qtbot, window)
        return window

    return go


def rest(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is under way."""
    tasks = window.context.tasks
    qtbot.waitUntil(
        lambda: not tasks.pending and window.results.model.results is not None, timeout=LONG
    )
    # What the last result set off begins in the next turn.
    qtbot.wait(1)
    qtbot.waitUntil(lambda: not tasks.pending, timeout=LONG)


def ask(qtbot: QtBot, window: MainWindow, query: str) -> None:
    """Type a query and wait for its answer."""
    with qtbot.waitSignal(window.results.searched, timeout=LONG):
        window.results.box.field.clear()
        window.results.box.field.insert(query)
    rest(qtbot, window)
