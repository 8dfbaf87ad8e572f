"""A reader over an archive of the seeds, and a way to wait for its work without sleeping."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.core.settings import Settings as Store
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.icons import Icons
from archive_app.gui.kit.settings import Settings, State
from archive_app.gui.kit.tasks import Tasks
from archive_app.gui.kit.theme import LIGHT_THEME, palette, style_sheet
from archive_app.gui.reader.pane import ReaderPane
from archive_app.gui.shell.command_table import READER


@pytest.fixture
def context(qapp: QApplication, archive: Archive, tmp_path: Path) -> Iterator[Context]:
    """The services of a window over the seeds, in English, light."""
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    QLocale.setDefault(QLocale(QLocale.Language.English))
    qapp.setPalette(palette(LIGHT_THEME))
    qapp.setStyleSheet(style_sheet(LIGHT_THEME))
    tasks = Tasks()
    made = Context(
        archive,
        tasks,
        Settings(Store(path=tmp_path / "settings.json")),
        State(None),
        LIGHT_THEME,
        Icons(LIGHT_THEME, rtl=False),
        "en",
    )
    yield made
    tasks.close()
    qapp.setStyleSheet("")


@pytest.fixture
def settle(qtbot: QtBot, context: Context) -> Callable[[], None]:
    """Wait until no work is under way and the events have been handled."""

    def wait() -> None:
        qtbot.waitUntil(lambda: context.tasks.pending == 0, timeout=10_000)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: context.tasks.pending == 0, timeout=10_000)
        QApplication.processEvents()

    return wait


@pytest.fixture
def ids(archive: Archive) -> list[str]:
    """The ids of the seeds, in the order of their file names."""
    found = archive.articles(archive.search("").docs)
    return [article.id for article in sorted(found, key=lambda article: article.path)]


@pytest.fixture
def pane(
    qtbot: QtBot, context: Context, settle: Callable[[], None], ids: list[str]
) -> Iterator[ReaderPane]:
    """A reader with the first seed open."""
    made = ReaderPane(context, READER)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.show_article(ids[0])
    settle()
    made.activateWindow()
    made.view.page.setFocus()
    qtbot.waitUntil(made.view.page.hasFocus)
    yield made
    made.remember()
    made.hide()
