"""What Khizana remembers of its user on this machine: a small JSON file, no more.

What belongs to an archive travels with it in its ``archive.json`` instead.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Self

import platformdirs

from archive_app.core import disk
from archive_app.core.errors import DiskError
from archive_app.core.sound import parse_json, sound_json

RECENT = 10


HOME = "KHIZANA_HOME"
"""A variable that names a folder for settings, caches and log together, instead of the user's own
(a portable installation, a test)."""


def default_path() -> Path:
    """Return where the settings lie, in the user's configuration folder."""
    home = os.environ.get(HOME)
    folder = Path(home) if home else platformdirs.user_config_path("khizana", appauthor=False)
    return folder / "settings.json"


def cache_home() -> Path:
    """Return the folder of all caches, in the user's cache folder."""
    home = os.environ.get(HOME)
    return (
        Path(home) / "cache" if home else platformdirs.user_cache_path("khizana", appauthor=False)
    )


def log_home() -> Path:
    """Return the folder of the log, in the user's folder for such files."""
    home = os.environ.get(HOME)
    return Path(home) / "log" if home else platformdirs.user_log_path("khizana", appauthor=False)


@dataclass(slots=True)
class Settings:
    """The settings. ``language`` is ``ar``, ``en`` or empty (the system's); ``window`` and
    ``reader`` hold the window's own state."""

    last_archive: str = ""
    recent: list[str] = field(default_factory=list)
    language: str = ""
    window: dict[str, Any] = field(default_factory=dict)
    reader: dict[str, Any] = field(default_factory=dict)
    path: Path | None = None

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the settings; a missing or damaged file gives the defaults."""
        path = path or default_path()
        try:
            data = parse_json(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            data = {}
        settings = cls(path=path)
        if isinstance(data, dict):
            for item in fields(cls):
                default = getattr(settings, item.name)
                if item.name != "path" and isinstance(data.get(item.name), type(default)):
                    value = data[item.name]
                    # The others are paths, which may hold bytes that are no UTF-8.
                    sounded = item.name in {"language", "window", "reader"}
                    setattr(settings, item.name, sound_json(value) if sounded else value)
        return settings

    def save(self) -> None:
        """Write the settings, whole or not at all; where that fails they are just not kept."""
        if self.path is None:
            return
        data = asdict(self)
        del data["path"]
        try:
            disk.make_folder(self.path.parent, parents=True)
            text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
            disk.write_atomic(self.path, text.encode("utf-8", "backslashreplace"), durable=False)
        except DiskError:
            return

    def opened(self, archive: Path) -> None:
        """Remember that this archive was opened last."""
        name = str(archive.resolve())
        self.last_archive = name
        self.recent = [name, *(item for item in self.recent if item != name)][:RECENT]


def resources() -> Path:
    """Return the folder of icons, translations and style sheets, in a checkout or installed."""
    installed = Path(__file__).parent.parent / "_resources"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "resources"


def seeds() -> Path:
    """Return the folder of the sample articles, in a checkout or installed."""
    installed = Path(__file__).parent.parent / "_seeds"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "seeds"
