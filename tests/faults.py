"""A disk that refuses: any call of the system that `archive_app.core.disk` makes can fail."""

from __future__ import annotations

import os
import shutil
from functools import partial
from typing import Any

import pytest

from archive_app.core import disk

CALLS = frozenset(
    {"open", "write", "fsync", "fstat", "close"}
    | {"replace", "rename", "move", "unlink", "rmdir", "rmtree"}
    | {"mkdir", "makedirs", "copytree", "chmod", "scandir", "listdir", "flock"}
)
"""What can fail. Closing fails after it has closed."""


class Faults:
    """Fails one call of the system, counted from `at`, with an error's number.

    ``met`` says whether it came to that; then ``call`` is what it was. ``only`` are the calls
    that count. Clearing up after a failure is not disturbed: only one call fails.
    """

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, number: int, only: frozenset[str] = CALLS
    ) -> None:
        self._number = number
        self._only = only
        self._left = -1
        self.met = False
        self.call = ""
        modules: list[tuple[str, Any]] = [("os", os), ("shutil", shutil)]
        if hasattr(disk, "fcntl"):
            modules.append(("fcntl", disk.fcntl))
        for name, module in modules:
            monkeypatch.setattr(disk, name, _Faulty(module, self))
        flush = disk._syncfs()
        if flush is not None:
            monkeypatch.setattr(
                disk, "_syncfs", lambda: lambda handle: self.run("fsync", flush, handle)
            )

    def at(self, call: int) -> None:
        """Let the call with this number (from 0, counted from now) fail; -1: none."""
        self._left = call
        self.met = False
        self.call = ""

    def run(self, name: str, function: Any, *arguments: Any, **options: Any) -> Any:
        """Do a call of the system, or fail."""
        if name not in self._only or self._left < 0:
            return function(*arguments, **options)
        self._left -= 1
        if self._left >= 0:
            return function(*arguments, **options)
        self.met, self.call = True, name
        if name == "close":
            function(*arguments, **options)
        raise OSError(self._number, os.strerror(self._number))


class _Faulty:
    """A module whose functions may fail."""

    def __init__(self, module: Any, faults: Faults) -> None:
        self._module = module
        self._faults = faults

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        if name not in CALLS:
            return found
        return partial(self._faults.run, name, found)
