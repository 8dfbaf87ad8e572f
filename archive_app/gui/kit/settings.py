"""What the program remembers: one schema of settings, and the state of each archive's window.

Both are small JSON files in the user's configuration folder, written whole or not at all.
A file that cannot be read counts as empty; a value of another type counts as its default.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from archive_app.core import disk
from archive_app.core.errors import DiskError
from archive_app.core.logs import why
from archive_app.core.settings import Settings as Store
from archive_app.core.sound import parse_json

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its name, default (whose type it keeps), what it is, and its choices if few."""

    name: str
    default: Any
    description: str
    choices: tuple[str, ...] = ()


SCHEMA: tuple[Setting, ...] = (
    Setting("language", "", "Interface language; empty follows the system", ("", "ar", "en")),
    Setting("appearance", "system", "Light or dark", ("system", "light", "dark")),
    Setting("motion", True, "Whether panes may move (never more than 150 ms)"),
    Setting("hijri", True, "Show the Hijri date beside the Gregorian one"),
    Setting("numerals", "auto", "Digits in dates and counts", ("auto", "western", "arabic")),
    Setting("paper", "auto", "What the article lies on", ("auto", "white", "sepia", "dark")),
    Setting("arabic_font", "Noto Naskh Arabic", "Typeface of Arabic text in the reader"),
    Setting("latin_font", "", "Typeface of Latin text in the reader; empty: a serif"),
    Setting("text_size", 19, "Size of the reader's text, in pixels (12 to 40)"),
    Setting("leading", 1.9, "Line height of the reader's text, in sizes (1.4 to 2.6)"),
    Setting("column", 40, "Width of the reader's column, in sizes (28 to 60)"),
    Setting("justify", False, "Justify paragraphs in the reader"),
    Setting("left_out", False, "Show what was left out of the text: buttons, running heads"),
    Setting("lens", "word", "How closely words match", ("exact", "word", "root")),
    Setting("sort", "relevance", "Order of the results",
            ("relevance", "-date", "date", "title", "added")),
    Setting("watch", True, "Take in what appears in the archive's folder from outside"),
    Setting("reread", False, "Read again at opening what an older version of the program read"),
    Setting("geometry", "", "The window's place, in base64"),
    Setting("panes", "", "The widths of the panes, in base64"),
    Setting("mark_read", True, "Count an article as read once it was shown for a while"),
    Setting("used_commands", [], "The commands chosen last in the palette, the latest first"),
    Setting("show_filters", True, "Whether the filters are shown where there is room"),
)  # fmt: skip


class Settings(QObject):
    """The program's settings by the `SCHEMA`. ``changed`` carries the name that changed.

    They lie in the file that the command line uses too (`archive_app.core.settings`).
    """

    changed = Signal(str)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self._schema = {setting.name: setting for setting in SCHEMA}

    def get(self, name: str) -> Any:
        """The value of a setting; its default where none (or one of another type) is kept."""
        setting = self._schema[name]
        if name == "language":
            value: Any = self.store.language
        else:
            value = self.store.window.get(name, setting.default)
        if isinstance(setting.default, float) and type(value) is int:
            value = float(value)
        if type(value) is not type(setting.default):
            return setting.default
        if setting.choices and value not in setting.choices:
            return setting.default
        return value

    def set(self, name: str, value: Any) -> None:
        """Keep a value. KeyError for a name that is not in the schema."""
        if name not in self._schema:
            raise KeyError(name)
        if self.get(name) == value:
            return
        if name == "language":
            self.store.language = value
        else:
            self.store.window[name] = value
        self.store.save()
        self.changed.emit(name)

    def state_path(self, archive_id: str) -> Path | None:
        """Where the state of an archive's window is kept (see `State`)."""
        if self.store.path is None:
            return None
        return self.store.path.parent / "state" / f"{archive_id[-32:]}.json"

    @property
    def last_archive(self) -> str:
        """The archive that was open last, or nothing."""
        return self.store.last_archive

    @property
    def recent_archives(self) -> list[str]:
        """The archives opened lately, the latest first."""
        return list(self.store.recent)

    def remember_archive(self, folder: Path) -> None:
        """Put an archive first among those opened lately."""
        self.store.opened(folder)
        self.store.save()


class State(QObject):
    """What one archive's window remembers: free keys, JSON values, stored a moment later."""

    def __init__(self, path: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._values = _load(path) if path is not None else {}
        self._timer = QTimer(self, singleShot=True, interval=1500)
        self._timer.timeout.connect(self.flush)

    def get(self, name: str, default: Any = None) -> Any:
        """The value kept under ``name``, or ``default``."""
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> None:
        """Keep a JSON value under ``name``."""
        if self._values.get(name) != value:
            self._values[name] = value
            self._timer.start()

    def flush(self) -> None:
        """Write now what is not yet written."""
        self._timer.stop()
        if self.path is not None:
            _store(self.path, self._values)


def _load(path: Path) -> dict[str, Any]:
    try:
        values = parse_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _store(path: Path, values: Mapping[str, Any]) -> None:
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True)
    try:
        disk.make_folder(path.parent, parents=True)
        disk.write_atomic(path, text.encode("utf-8", "backslashreplace"), durable=False)
    except DiskError as error:
        log.warning("settings not kept: %s", why(error))
