"""Members and attachments as files of ours, until they are articles or turn out to be none."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from archive_app.core import disk
from archive_app.core.model import Part
from archive_app.importing.items import Item
from archive_app.importing.reading import CopyTo
from archive_app.library.folder import ArchiveFolder
from archive_app.library.leftovers import make_staging_folder


class StagingFolder:
    """The folder of one import's own files, made when the first comes, and removed at the end of
    a ``with``.

    It lies on the archive's own disk, so that files are only moved from it; where nothing is to
    be written there (``writing`` is false), among the system's temporary files.
    """

    def __init__(self, folder: ArchiveFolder, *, writing: bool) -> None:
        self._archive = folder.path
        self._writing = writing
        self._folder: Path | None = None
        self._count = 0

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what is left."""
        if self._folder is not None:
            disk.remove_folder(self._folder, anyhow=True)

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        if self._folder is None:
            self._folder = make_staging_folder(self._archive if self._writing else None)
        return self._folder

    def put(self, part: Part, *, display_path: str, depth: int = 0, parent: str = "") -> Item:
        """Return a part as a file to read, called ``display_path`` in the report."""
        self._count += 1
        path = self.folder / f"{self._count}{Path(part.name).suffix[:12]}"
        disk.write_new(path, part.data)
        return Item(
            path, display_path, part.name, len(part.data), staged=True, depth=depth, parent=parent
        )

    def for_workers(self) -> CopyTo | None:
        """Return where workers put their copies of what they read; None: they make none."""
        return CopyTo(str(self.folder), str(self._archive)) if self._writing else None
