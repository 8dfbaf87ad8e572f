"""A plugin that refuses Qt: whatever passes its tests with it needs none.

``make test`` runs with it all tests but those of the window: ``pytest -p no:pytest-qt -p
tests.without_qt``.
"""

from __future__ import annotations

import sys

NAMES = ("PySide6", "shiboken6", "pytestqt")


class Refuse:
    """A finder of modules that lets none of Qt's be imported."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Refuse Qt's; leave the others to the next finder."""
        if name.partition(".")[0] in NAMES:
            raise ImportError("no Qt here")


sys.meta_path.insert(0, Refuse())  # type: ignore[arg-type]
