"""Python's collector of cyclic garbage, told to come more rarely while much is piled up."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = (50_000, 20, 20)
"""Thresholds (see `gc.set_threshold`) for work that keeps nearly all it makes: with Python's own,
a sixth of an import went into looking through what it had made before."""


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Let the collector come rarely within a ``with``; a nested one changes nothing.

    The thresholds are the whole process's: garbage of other threads waits longer, too.
    """
    before = gc.get_threshold()
    if not before[0] or before >= RARELY:  # 0: switched off
        yield
        return
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
