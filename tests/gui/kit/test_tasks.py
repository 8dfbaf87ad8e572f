"""Background work: order, overtaking, errors, and an orderly end."""

from __future__ import annotations

import threading
from typing import Any

from pytestqt.qtbot import QtBot

from archive_app.core.progress import CancelToken
from archive_app.gui.kit.tasks import Tasks
from tests.gui.conftest import LONG


def fail(error: BaseException) -> None:
    raise AssertionError(error)


def test_results_arrive_in_the_gui_thread(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[Any] = []
    with qtbot.waitSignal(tasks.idle, timeout=LONG):
        tasks.read(
            threading.get_ident, lambda ident: seen.append((ident, threading.get_ident())), fail
        )
        assert not seen
    there, here = seen[0]
    assert here == threading.get_ident() != there


def test_errors_go_to_the_one_who_asked(tasks: Tasks, qtbot: QtBot) -> None:
    errors: list[BaseException] = []
    with qtbot.waitSignal(tasks.idle, timeout=LONG):
        tasks.read(lambda: 1 / 0, fail, errors.append)
    assert isinstance(errors[0], ZeroDivisionError)


def test_the_latest_overtakes(tasks: Tasks, qtbot: QtBot) -> None:
    begun, go = threading.Event(), threading.Event()
    ran: list[int] = []
    seen: list[int] = []

    def work(number: int) -> int:
        ran.append(number)
        begun.set()
        go.wait(20)
        return number

    with qtbot.waitSignal(tasks.idle, timeout=LONG):
        tasks.read(lambda: work(0), seen.append, fail, latest="search")
        assert begun.wait(20)
        for number in range(1, 10):
            tasks.read(lambda number=number: work(number), seen.append, fail, latest="search")
        go.set()
    # The first ran but was overtaken; of those that waited only the last ever began.
    assert ran == [0, 9]
    assert seen == [9]


def test_writes_keep_their_order(tasks: Tasks, qtbot: QtBot) -> None:
    order: list[int] = []
    done: list[int] = []
    with qtbot.waitSignal(tasks.idle, timeout=LONG):
        for number in range(50):
            tasks.write(lambda number=number: order.append(number), lambda _: done.append(1), fail)
    assert order == list(range(50))
    assert len(done) == 50


def test_a_job_hears_that_it_is_to_stop(tasks: Tasks, qtbot: QtBot) -> None:
    begun = threading.Event()
    seen: list[bool] = []

    def work(token: CancelToken) -> bool:
        begun.set()
        for _ in range(2000):
            if token.cancelled:
                return True
            threading.Event().wait(0.01)
        return False

    with qtbot.waitSignal(tasks.idle, timeout=LONG):
        token = tasks.job(work, seen.append, fail)
        assert begun.wait(20)
        token.cancel()
    assert seen == [True]


def test_closing_writes_what_was_begun_and_delivers_nothing(qtbot: QtBot) -> None:
    tasks = Tasks()
    written: list[int] = []
    for number in range(20):
        tasks.write(lambda number=number: written.append(number), fail, fail)
    tasks.job(lambda token: threading.Event().wait(0) or token.cancelled, fail, fail)
    tasks.close()
    assert written == list(range(20))
    tasks.read(lambda: 1, fail, fail)
    qtbot.wait(1)
