"""The archive of the sample articles, to try the program on."""

from __future__ import annotations

from pathlib import Path

from archive_app.archive.archive import Archive
from archive_app.core.settings import seeds


def sample_archive(folder: Path, cache: Path | None = None) -> None:
    """Make a writable archive of the seeds in ``folder``, unless there is one already."""
    if (folder / "archive.json").exists():
        return
    with Archive.open(folder, create=True, cache=cache) as archive:
        archive.save_settings(name="عيّنة خزانة")
        archive.import_paths(sorted(seeds().glob("*.txt")))
