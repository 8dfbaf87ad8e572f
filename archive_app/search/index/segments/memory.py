"""What was read and worked out lately, as much of it as there is room for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """Values by their keys; those not asked for in the longest time are let go. For any thread."""

    def __init__(self, room: int, size: Callable[[T], int]) -> None:
        """``room`` is what all values may come to by ``size`` (bytes, most often)."""
        self._room = room
        self._size = size
        self._lock = Lock()
        self._held = 0
        self._found: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        """Return what was put under ``key``, if it is still there."""
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def put(self, key: Hashable, value: T) -> None:
        """Keep a value. One larger than a quarter of the room is not worth all the others."""
        size = self._size(value)
        if size > self._room // 4:
            return
        with self._lock:
            if key in self._found:
                return
            self._found[key] = value
            self._held += size
            while self._held > self._room:
                self._held -= self._size(self._found.popitem(last=False)[1])
