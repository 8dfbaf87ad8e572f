"""What passes through the steps of an import: a file on its way in, and what was read of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from archive_app.core.errors import ExtractError, SidecarError
from archive_app.core.model import Article, Extraction
from archive_app.importing.reading import Read
from archive_app.library import names
from archive_app.library import sidecar as sidecars
from archive_app.library.folder import ArchiveFolder
from archive_app.library.sidecar import Sidecar, Stamp


@dataclass(slots=True)
class Item:
    """One file on its way in.

    ``path`` is where its bytes lie now; ``display_path`` how the report names it (a member of a
    container as ``archive.zip/member``); ``name`` the name it came with. ``archive_path`` is its
    path relative to the archive where it lies there already and stays. ``staged`` says that
    ``path`` is a temporary file of ours, to be moved. ``parent`` is the id of the article it is
    a part of, ``depth`` how many containers it was in. ``stored_sidecar`` is that of a file in the
    archive that has one already, ``sidecar_error`` why there is one that cannot be read.
    ``deferred`` says that it is a container that waits for all else. ``sidecar_path`` is where the
    sidecar lies beside a file outside of the archive, ``incoming_sidecar`` what that says.
    """

    path: Path
    display_path: str
    name: str
    size: int = 0
    mtime_ns: int = 0
    archive_path: str = ""
    staged: bool = False
    parent: str = ""
    depth: int = 0
    stored_sidecar: tuple[Sidecar, Stamp] | None = None
    sidecar_error: SidecarError | None = None
    deferred: bool = False
    sidecar_path: Path | None = None
    incoming_sidecar: Sidecar | None = None

    def load_sidecar(self, folder: ArchiveFolder) -> None:
        """Look for the sidecar of a file that lies in the archive."""
        try:
            self.stored_sidecar = sidecars.load(folder.sidecar_path(self.archive_path))
        except FileNotFoundError:
            pass
        except SidecarError as error:
            self.sidecar_error = error

    @property
    def sidecar(self) -> Sidecar | None:
        """The sidecar of a file in the archive that has one already."""
        return self.stored_sidecar[0] if self.stored_sidecar is not None else None

    @property
    def title(self) -> str:
        """The title of a file that gives none."""
        return names.split_suffix(names.safe_name(self.name))[0]


@dataclass(slots=True)
class Record:
    """One file with what was read of it.

    ``path`` (relative to the archive), ``id`` and ``article`` are there once it is stored;
    ``like`` is the id of an article with the same words. ``failed`` is why a container in the
    archive could not be unpacked, or not to its end.
    """

    item: Item
    result: Extraction | ExtractError
    read: Read
    path: str = ""
    id: str = ""
    article: Article | None = None
    like: str = ""
    failed: str = ""

    @property
    def text(self) -> Extraction | None:
        """The extraction, None where there is no text to be had."""
        return self.result if isinstance(self.result, Extraction) else None

    def release_content(self) -> None:
        """Let go of texts and parts, once they are stored: an import remembers every record, to
        know its twins."""
        self.read = Read(self.read.sha256, self.read.size)
        if isinstance(self.result, Extraction) and self.result.parts:
            self.result = replace(self.result, parts=())


def printable(path: Path | str) -> str:
    """A path for reports: what is no UTF-8 in it is replaced, so that every program can show it."""
    return os.fsencode(path).decode("utf-8", "replace")
