"""What a file does to the worker that reads it. Workers import this, so it needs no pytest."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil

from archive_app.core.errors import ExtractError
from archive_app.core.model import Extraction
from archive_app.extract.common.source import Source


def misbehave(source: Source, outcome: Extraction | ExtractError) -> object:
    """Do what the file's name says."""
    name = source.path.name
    if name.startswith("hang"):
        hang(source.path)
    if name.startswith("die"):
        os.kill(os.getpid(), 9 if os.name == "posix" else signal.SIGTERM)
    if name.startswith("swell"):
        hoard = bytearray(400 * 1024 * 1024)
        hoard[::4096] = b"x" * len(hoard[::4096])
        threading.Event().wait()
    if name.startswith("greedy"):
        hoard_until_the_other_is_gone(source.path)
    if name.startswith("raise"):
        raise RuntimeError("on purpose")
    if name.startswith("odd"):
        return lambda: None
    if name.startswith("print"):
        print("noise " * 1000)
        os.write(1, b"noise" * 1000)
    return os.getpid()


def hang(path: Path) -> None:
    """Never end; where a port is written beside the file, hold a connection to it meanwhile."""
    line = socket.socket()
    with suppress(FileNotFoundError):
        line.connect(("127.0.0.1", int(path.with_suffix(".port").read_text())))
    threading.Event().wait()


def hoard_until_the_other_is_gone(path: Path) -> None:
    """Hold 200 MB until the process at the other greedy file has ended, or is done with it."""
    path.with_suffix(".pid").write_text(str(os.getpid()))
    hoard = bytearray(200 << 20)
    hoard[::4096] = b"x" * len(hoard[::4096])
    (other,) = (each for each in path.parent.glob("greedy*.txt") if each != path)
    while not other.with_suffix(".done").exists():
        with suppress(OSError, ValueError):
            if not psutil.pid_exists(int(other.with_suffix(".pid").read_text())):
                break
        time.sleep(0.02)
    path.with_suffix(".done").touch()
