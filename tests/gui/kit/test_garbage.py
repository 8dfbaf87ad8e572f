"""Cyclic garbage goes in the GUI thread, and nowhere else."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.gui.kit.garbage import BURST, Collector


class Cycle(QObject):
    """A widget's stand-in that only the collector can free."""

    def __init__(self, gone: list[bool]) -> None:
        super().__init__()
        self.me = self
        weakref.finalize(self, lambda: gone.append(QThread.isMainThread()))


def test_workers_collect_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    collector = Collector()
    gone: list[bool] = []
    Cycle(gone)
    thread = threading.Thread(target=lambda: [[[]] for _ in range(200_000)])
    thread.start()
    thread.join()
    assert gone == []
    kept: list[list[int]] = [[] for _ in range(gc.get_threshold()[0] * 5)]
    qtbot.waitUntil(lambda: gone == [True])
    assert kept
    collector.stop()
    assert gc.isenabled()


def test_what_is_loaded_in_one_go_is_not_gone_through(qapp: QApplication) -> None:
    collector = Collector()
    loaded = [[number] for number in range(BURST + 1)]
    assert collector.collect() == 0
    assert gc.get_freeze_count() >= len(loaded)
    gone: list[bool] = []
    Cycle(gone)
    gc.collect()
    assert gone == [True], "what comes after is collected as ever"
    collector.stop()
    gc.unfreeze()
