"""The first step: what is on the disk, in the whole archive or where somebody says to look."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from archive_app.core.errors import SidecarError, Unreadable
from archive_app.importing.incoming_sidecars import original_beside
from archive_app.importing.reading import file_hash
from archive_app.library import names, walk
from archive_app.library import sidecar as sidecars
from archive_app.library.conflicts import find_conflicts
from archive_app.library.folder import ArchiveFolder
from archive_app.library.walk import Found


class OnDisk(NamedTuple):
    """A file's time of change (ns) and size (bytes)."""

    mtime_ns: int
    size: int


@dataclass(slots=True)
class Disk:
    """What was found, by path relative to the archive (POSIX): ``originals``, ``sidecars``, and
    sidecars' ``conflicts`` (copies that synchronisers leave).

    ``places`` are the paths at or below which was looked, None for everywhere.
    """

    folder: ArchiveFolder
    places: frozenset[str] | None = None
    originals: dict[str, OnDisk] = field(default_factory=dict)
    sidecars: dict[str, OnDisk] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether was looked everywhere."""
        return self.places is None

    def looked_at(self, path: str) -> bool:
        """Whether a path lies where was looked."""
        if self.places is None or path in self.places:
            return True
        return any(parent.as_posix() in self.places for parent in Path(path).parents)

    def sidecar(self, path: str) -> OnDisk | None:
        """The sidecar beside an original, None where there is none."""
        place, slash, name = path.rpartition("/")
        return self.sidecars.get(place + slash + names.sidecar_name(name))

    def claim(self, path: str) -> str:
        """The id in the sidecar of an original; ``""`` where there is none, or a broken one."""
        with suppress(FileNotFoundError, SidecarError):
            return sidecars.load(self.folder.sidecar_path(path))[0].id
        return ""

    def digest(self, path: str) -> str:
        """The SHA-256 (hex) of a file, ``""`` where it cannot be read."""
        with suppress(Unreadable):
            return file_hash(self.folder.path / path)[0]
        return ""

    def there(self, path: str) -> bool:
        """Whether an original is there now, also where was not looked."""
        return path in self.originals or (self.folder.path / path).is_file()

    def see(self, path: str) -> bool:
        """Look at an original where was not looked; whether it is there."""
        with suppress(OSError):
            for found in _at(self.folder, self.folder.path / path):
                self.add(found)
            for found in _at(self.folder, self.folder.sidecar_path(path)):
                self.add(found)
        return path in self.originals

    def add(self, found: Found) -> None:
        """Take in a file that was found."""
        path, seen = found.path.as_posix(), OnDisk(found.mtime_ns, found.size)
        if found.kind == "original":
            self.originals[path] = seen
        elif found.kind == "sidecar":
            self.sidecars[path] = seen
        elif found.kind == "copy":
            self.conflicts.append(path)


def look(folder: ArchiveFolder, paths: Iterable[Path] | None = None) -> Disk:
    """What is on the disk at and below ``paths`` (absolute, or relative to the archive); with a
    file its partner, sidecar or original. None: in the whole archive."""
    chosen = None if paths is None else [folder.path / path for path in paths]
    if chosen is None or folder.path in chosen:
        disk = Disk(folder)
        for found in folder.walk():
            disk.add(found)
        return disk
    places: set[str] = set()
    disk = Disk(folder)
    for path in chosen:
        with suppress(ValueError, OSError):
            for each in (path, *_partners(folder, path)):
                places.add(each.relative_to(folder.path).as_posix())
                for found in _at(folder, each):
                    disk.add(found)
    disk.conflicts = list(dict.fromkeys(disk.conflicts))
    disk.places = frozenset(places)
    return disk


def _partners(folder: ArchiveFolder, path: Path) -> list[Path]:
    """The files that belong to a file: its sidecar or its original, of a conflict copy both."""
    if path.is_dir():
        return []
    beside = [conflict.sidecar for conflict in find_conflicts(folder, [path])]
    if names.is_sidecar(path.name):
        beside = [path]
    if not beside:
        return [folder.sidecar_path(path)]
    return [*beside, *(original for each in beside if (original := _original_of(each)))]


def _original_of(sidecar: Path) -> Path | None:
    """The original of a sidecar, by its name; where that was cut, by what it says."""
    name = names.original_name(sidecar.name)
    return sidecar.with_name(name) if name else original_beside(sidecar)


def _at(folder: ArchiveFolder, path: Path) -> Iterator[Found]:
    """The files at or below a path of the archive."""
    relative = path.relative_to(folder.path)
    if any(names.is_ignored(part) for part in relative.parts[:-1]):
        return
    if path.is_dir():
        if not (relative.parts and names.is_ignored(relative.name)):
            for found in walk.walk(path):
                yield walk.in_archive(found._replace(path=relative / found.path))
        return
    with suppress(OSError):
        status = path.stat()
        if stat.S_ISREG(status.st_mode) and not walk.in_page_folder(path):
            kind = walk.kind_of(path.name, top=path.parent == folder.path)
            found = Found(relative, kind, status.st_size, status.st_mtime_ns)
            yield walk.in_archive(found)
