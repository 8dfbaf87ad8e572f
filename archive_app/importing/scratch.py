"""Members and attachments as files of ours, until they are articles or turn out to be none."""

from __future__ import annotations

from pathlib import Path

from archive_app.core import disk
from archive_app.core.model import Part
from archive_app.importing.finding import Item
from archive_app.importing.reading import Spool
from archive_app.library.folder import ArchiveFolder
from archive_app.library.leftovers import make_spool


class Spooling:
    """The folder of one import's spooled files, made when the first comes.

    It lies on the archive's own disk, so that files are only moved from it; where nothing is to
    be written there (``writing`` is false), among the system's temporary files.
    """

    def __init__(self, folder: ArchiveFolder, *, writing: bool) -> None:
        self._archive = folder.path
        self._writing = writing
        self._folder: Path | None = None
        self._count = 0

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        if self._folder is None:
            self._folder = make_spool(self._archive if self._writing else None)
        return self._folder

    def put(self, part: Part, *, shown: str, depth: int = 0, parent: str = "") -> Item:
        """Return a part as a file to read, called ``shown`` in the report."""
        self._count += 1
        path = self.folder / f"{self._count}{Path(part.name).suffix[:12]}"
        disk.write_new(path, part.data)
        return Item(
            path, shown, part.name, len(part.data), spooled=True, depth=depth, parent=parent
        )

    def for_workers(self) -> Spool | None:
        """Return where workers put their copies of what they read; None: they make none."""
        return Spool(str(self.folder), str(self._archive)) if self._writing else None

    def discard(self) -> None:
        """Remove what is left."""
        if self._folder is not None:
            disk.remove_folder(self._folder, anyhow=True)
