"""The process that works for a front: it has the same archive open, and does what it is told.

Orders come on the standard input, answers go to the standard output (`protocol`). Long work
has a thread, and so have edits; the main thread listens. When the front is gone, what runs is
cancelled, so that it ends between two steps; what takes too long to end is cut off, which an
archive is safe against.
"""

from __future__ import annotations

import os
import queue
import signal
import threading
import time
from contextlib import suppress
from typing import BinaryIO

from archive_app.archive import Archive
from archive_app.core import disk, logs
from archive_app.core.errors import Cancelled, KhizanaError
from archive_app.core.frames import claim_pipes, read_frame, write_frame
from archive_app.core.progress import CancelToken, Progress
from archive_app.core.settings import log_home
from archive_app.jobs.operations import OPERATIONS, Lane
from archive_app.jobs.protocol import (
    Answer,
    Cancel,
    Changed,
    Ended,
    Failed,
    Open,
    Opened,
    Order,
    Progressed,
    Start,
    Watch,
    pack,
    unpack,
)

POLITE = 5
"""How much lower than its front's the process's priority is: who types comes first."""

OFTEN = 0.05
"""Seconds between two reports of progress of one stage."""

GRACE = 5.0
"""Seconds that work has to end in when the front is gone."""


class Worker:
    """Does what is ordered on one stream and answers on another, until the orders end."""

    def __init__(self, orders: BinaryIO, answers: BinaryIO) -> None:
        self._orders = orders
        self._answers = answers
        self._writing = threading.Lock()
        self._tokens: dict[int, CancelToken] = {}
        self._lanes: dict[Lane, queue.SimpleQueue[Start | None]] = {}
        self._archive: Archive | None = None

    def run(self) -> None:
        """Listen and work; returns when the orders end and what ran has stopped."""
        threads: list[threading.Thread] = []
        while (frame := read_frame(self._orders)) is not None:
            order: Order = unpack(frame)
            if isinstance(order, Open):
                if not self._open(order):
                    return
                threads = [self._lane(name) for name in ("long", "edit")]
            elif isinstance(order, Start):
                self._tokens[order.number] = CancelToken()
                self._lanes[OPERATIONS[order.operation].lane].put(order)
            elif isinstance(order, Cancel):
                if (token := self._tokens.get(order.number)) is not None:
                    token.cancel()
            elif isinstance(order, Watch):
                self._watch()  # what is ordered after it is done under watch
            elif self._archive is not None:
                threading.Thread(target=self._archive.prepare_import, daemon=True).start()
        for token in list(self._tokens.values()):
            token.cancel()
        for lane in self._lanes.values():
            lane.put(None)
        until = time.monotonic() + GRACE
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        if self._archive is not None and not any(thread.is_alive() for thread in threads):
            self._archive.close()

    def _open(self, order: Open) -> bool:
        try:
            self._archive = Archive.open(order.folder, cache=order.cache)
        except KhizanaError as error:
            self._answer(Opened(error))
            return False
        self._archive.editor.patience = disk.LONG_WAIT
        self._answer(Opened())
        return True

    def _watch(self) -> None:
        assert self._archive is not None
        self._archive.watch(lambda changes: self._answer(Changed(changes)))

    def _lane(self, name: Lane) -> threading.Thread:
        orders = self._lanes[name] = queue.SimpleQueue()

        def work() -> None:
            while (order := orders.get()) is not None:
                self._answer(self._done(order))
                self._tokens.pop(order.number, None)

        thread = threading.Thread(target=work, name=f"khizana-{name}", daemon=True)
        thread.start()
        return thread

    def _done(self, order: Start) -> Answer:
        assert self._archive is not None
        token = self._tokens[order.number]
        told: tuple[str, float] = ("", 0.0)

        def progress(report: Progress) -> None:
            nonlocal told
            stage, since = told
            now = time.monotonic()
            if report.stage != stage or now - since >= OFTEN:
                told = report.stage, now
                self._answer(Progressed(order.number, report))

        try:
            if token.cancelled:
                raise Cancelled
            self._archive.folder.reload_settings()  # the front may have changed them
            work = OPERATIONS[order.operation].work
            result = work(self._archive, progress, token, **order.arguments)
        except Exception as error:  # noqa: BLE001 - the front is told, whatever it is
            return Failed(order.number, error, self._archive.editor.hand_over())
        return Ended(order.number, result, self._archive.editor.hand_over())

    def _answer(self, answer: Answer) -> None:
        data = pack(answer)
        # Where the front is gone, the orders end too, and with them this process.
        with self._writing, suppress(OSError, ValueError):
            write_frame(self._answers, data)


def main() -> None:
    """Be the process of a front's jobs: orders on standard input, answers on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the front's to answer
    orders, answers = claim_pipes()
    with suppress(OSError, AttributeError):  # Windows has no `nice`
        os.nice(POLITE)
    logs.write_to_file(log_home(), "khizana-jobs")
    Worker(orders, answers).run()
    os._exit(0)
