"""The process that extracts: it takes chunks of files from its parent, and hands results back.

It talks over its standard input and output in frames (a length of four bytes, then a pickle,
see `pool`). A thread of its own reads the orders: where they end, the parent is gone, and the
process ends at once, whatever it is at. What a library prints goes nowhere.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from archive_app.core.errors import DamagedFile, ExtractError, LimitExceeded, Unreadable
from archive_app.core.frames import claim_pipes, read_frame, write_frame
from archive_app.core.model import Extraction
from archive_app.core.sound import sound_extraction
from archive_app.extract.common.source import Limits, Source
from archive_app.extract.runtime.registry import extract_from, extractors

Finish = Callable[[Source, Extraction | ExtractError], Any]
"""What is done in the worker with each file's outcome; what it returns goes to the parent."""


class Replaced(NamedTuple):
    """What a `Finish` returns to put another result in the place of the extraction (a lighter
    one, say), with what else it has to say."""

    result: Extraction
    extra: Any


HEARTBEAT = 0.25
"""Seconds between two words of a worker that is at a long file."""


def attempt(
    path: Path,
    name: str,
    limits: Limits,
    finish: Finish | None,
    refused: frozenset[str] = frozenset(),
) -> tuple[Extraction | ExtractError, Any]:
    """Extract one file, whatever happens to it, in this process.

    Returns the extraction or the error (an unexpected one as `DamagedFile`), and what
    ``finish`` made of it (None without one).
    """
    outcome: Extraction | ExtractError
    extra: Any = None
    source: Source | None = None
    try:
        source = Source(path, name=name, limits=limits, refused=refused)
        outcome = sound_extraction(extract_from(source))
    except ExtractError as error:
        outcome = error
    except MemoryError:
        outcome = LimitExceeded(path, "out of memory")
    except RecursionError:
        outcome = LimitExceeded(path, "nested too deeply")
    except OSError as error:
        outcome = Unreadable(path, str(error))
    except Exception as error:  # noqa: BLE001 - a hostile file may make any library raise anything
        outcome = DamagedFile(path, f"{type(error).__name__}: {error}"[:500])
    if isinstance(outcome, ExtractError) and outcome.path is None:
        outcome = type(outcome)(path, outcome.detail)
    if finish is not None and source is not None:
        try:
            extra = finish(source, outcome)
            if isinstance(extra, Replaced):
                outcome, extra = extra
        except ExtractError as error:
            outcome = error
        except Exception as error:  # noqa: BLE001 - as above
            outcome = DamagedFile(path, f"{type(error).__name__}: {error}"[:500])
    return outcome, extra


class _Worker:
    """The loop of a worker process."""

    def __init__(self, orders: BinaryIO, results: BinaryIO) -> None:
        self.orders = orders
        self.results = results
        self.writing = threading.Lock()
        self.at: tuple[int, int] = (-1, -1)
        self.queue: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def run(self) -> None:
        """Work until the orders end."""
        first = read_frame(self.orders)
        if first is None:
            return
        limits = pickle.loads(first)  # noqa: S301 - from our own parent
        threading.Thread(target=self._listen, daemon=True).start()
        extractors()  # loaded now, so that no file pays for it with its time
        gc.freeze()  # modules are no garbage
        gc.set_threshold(5000, 10, 10)
        self._send(("ready",))
        threading.Thread(target=self._beat, daemon=True).start()
        armed = 0.0
        while True:
            chunk, jobs, finish = pickle.loads(self.queue.get())  # noqa: S301 - from our own parent
            done: list[tuple[int, Any, Any]] = []
            sent = time.monotonic()
            for number, (path, name, refused) in enumerate(jobs):
                self.at = (chunk, number)
                now = time.monotonic()
                if now - armed > 1:
                    # Ends this process from outside the interpreter, where nobody else did.
                    faulthandler.dump_traceback_later(2 * limits.seconds + 10, exit=True)
                    armed = now
                if now - sent > HEARTBEAT and done:
                    self._send(("part", chunk, done))
                    done, sent = [], now
                done.append((number, *attempt(Path(path), name, limits, finish, refused)))
            self.at = (-1, -1)
            faulthandler.cancel_dump_traceback_later()
            armed = 0.0
            self._send(("done", chunk, done))

    def _send(self, message: tuple[Any, ...]) -> None:
        try:
            data = pickle.dumps(message, protocol=5)
        except Exception as error:  # noqa: BLE001 - one result that cannot travel, not all
            kind, chunk, done = message
            done = [
                (number, DamagedFile(None, f"result cannot be sent: {error}"[:300]), None)
                for number, *_ in done
            ]
            data = pickle.dumps((kind, chunk, done), protocol=5)
        with self.writing:
            write_frame(self.results, data)

    def _listen(self) -> None:
        while (frame := read_frame(self.orders)) is not None:
            self.queue.put(frame)
        os._exit(0)

    def _beat(self) -> None:
        said = (-1, -1)
        while True:
            time.sleep(HEARTBEAT)
            at = self.at
            if at[0] >= 0 and at == said:
                self._send(("at", *at))
            said = at


def main() -> None:
    """Be a worker process: orders on standard input, results on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    orders, results = claim_pipes()
    faulthandler.disable()
    sys.setrecursionlimit(3000)
    try:
        _Worker(orders, results).run()
    except (BrokenPipeError, EOFError):
        os._exit(0)
