"""Closing the window while work runs, and starting the program while another one ends."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from archive_app.core.progress import CancelToken
from archive_app.gui.shell.app import SingleInstance
from archive_app.gui.shell.window import MainWindow
from tests.gui.conftest import LONG, Opened

SECOND = """
import sys
from PySide6.QtCore import QCoreApplication
from archive_app.gui.shell.app import SingleInstance
app = QCoreApplication(sys.argv)
second = SingleInstance()
second._name = sys.argv[1]
sys.exit(0 if second.hand_over(sys.argv[2]) else 3)
"""


class Work:
    """Work that lasts until it is let go or stopped."""

    def __init__(self, window: MainWindow) -> None:
        self.go = threading.Event()
        self.job = window.jobs.start("Import of <b>x</b>", self.run, lambda *_: None)

    def run(self, _progress: object, token: CancelToken) -> None:
        while not self.go.wait(0.01):
            token.check()


def answer(window: MainWindow, text: str) -> None:
    """Press the button of the question that says that."""
    box = window.leaving.box
    assert box is not None
    next(button for button in box.buttons() if text in button.text().replace("&", "")).click()


def test_without_work_it_just_closes(opened: Opened) -> None:
    window = opened()
    assert window.close()


def test_it_waits_for_work_where_one_can_see_it(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    work = Work(window)
    assert not window.close()
    assert window.isVisible()
    assert "Import of" in window.leaving.box.informativeText()  # type: ignore[union-attr]
    answer(window, "Quit when finished")
    assert window.isVisible()
    assert window.status.job.isVisible()
    work.go.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)


def test_it_stops_the_work_and_then_closes(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    work = Work(window)
    assert not window.close()
    answer(window, "Stop and quit")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)
    assert not work.job.running


def test_who_stays_stays(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    work = Work(window)
    assert not window.close()
    answer(window, "Cancel")
    work.go.set()
    qtbot.waitUntil(lambda: not work.job.running, timeout=LONG)
    assert window.isVisible()


@pytest.fixture
def name(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """A place of its own for the program that runs."""
    monkeypatch.setattr("archive_app.gui.shell.app.default_path", lambda: tmp_path)


@pytest.mark.slow
@pytest.mark.usefixtures("name", "qapp")
def test_a_folder_is_handed_to_the_program_that_runs(qtbot: QtBot) -> None:
    first = SingleInstance()
    assert not SingleInstance().hand_over("/x")
    first.listen()
    heard: list[str] = []
    first.asked.connect(heard.append)
    # In a process of its own: the socket waits without letting other threads of Python run.
    other = subprocess.Popen([sys.executable, "-c", SECOND, first._name, "/أرشيف"])
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=LONG)
    assert other.returncode == 0
    assert heard == ["/أرشيف"]
    # Once it ends, a new one is on its own.
    first.close()
    assert not SingleInstance().hand_over("/x")


@pytest.mark.usefixtures("name", "qapp")
def test_one_that_does_not_answer_counts_as_none() -> None:
    instance = SingleInstance()
    instance.patience = 50
    silent = QLocalServer()
    QLocalServer.removeServer(instance._name)
    assert silent.listen(instance._name)
    assert not instance.hand_over("/x")
    assert instance.hand_over(None)
    silent.close()
