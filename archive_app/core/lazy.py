"""Modules that are imported when they are first used.

For those that the façade needs only for some of what it does: an import of files, say, brings in
every reader of file formats, and the window is to be there before that::

    if TYPE_CHECKING:
        from archive_app import importing
    else:
        importing = lazily("archive_app.importing")
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


class _Lazy:
    """Stands for a module until something of it is asked for, and hands that on."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


def lazily(name: str) -> Any:
    """Return what stands for the module called ``name``, importing it on first use.

    Safe from any thread. An import that fails raises where the module is first used.
    """
    return _Lazy(name)


def entrance(room: str, **modules: tuple[str, ...]) -> Callable[[str], Any]:
    """Return a ``__getattr__`` for the ``__init__`` of a room.

    ``modules`` gives for each module of the room the names that others import; it is imported
    when one of them is first asked for.
    """
    homes = {name: module for module, names in modules.items() for name in names}

    def get(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{homes[name]}"), name)

    return get
