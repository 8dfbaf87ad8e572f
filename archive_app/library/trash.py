"""The archive's trash: what was deleted, whole, and how it comes back.

Each deletion has a folder of its own in ``.trash``, with the original, its sidecar, and
``trashed.json``, which says where they were. Emptying the trash is the only thing in Khizana
that destroys anything.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from archive_app.core import disk
from archive_app.core.errors import NotFound, SidecarError
from archive_app.core.sound import read_json
from archive_app.core.times import now
from archive_app.library import names, sidecar
from archive_app.library.folder import TRASH, ArchiveFolder
from archive_app.library.walk import page_folder

_NOTE = "trashed.json"

Kind = Literal["article", "copy"]
"""An article with its sidecar; or a conflict copy, which was merged."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """One deletion: its folder's name in the trash, the path (relative, with forward slashes)
    where its file was, and when it was deleted (UTC)."""

    name: str
    path: str
    deleted: str = ""
    kind: Kind = "article"


def delete(folder: ArchiveFolder, *originals: Path) -> list[Trashed]:
    """Move originals and their sidecars to the trash, and the folders of saved pages' parts: all
    of them or none.

    An original is relative or absolute. Any of its files may be missing. Raises NotFound where all
    of one's are, DiskError; then what can be moved back is where it was.
    """
    jobs = []
    for original in originals:
        source = folder.path / original
        beside = folder.sidecar_path(source)
        # The original goes first: a crash in between leaves a sidecar, which restoring finds again.
        parts = page_folder(source)
        jobs.append((source, [source, beside] if parts is None else [source, parts, beside]))
    return _move_in(folder, jobs, "article")


def put(folder: ArchiveFolder, copy: Path) -> Trashed:
    """Move a conflict copy (of a sidecar, of the settings) to the trash, once it was merged."""
    source = folder.path / copy
    return _move_in(folder, [(source, [source])], "copy")[0]


def listed(folder: ArchiveFolder) -> list[Trashed]:
    """What lies in the trash, the newest first."""
    found = []
    with suppress(FileNotFoundError):
        for entry in disk.entries(folder.path / TRASH):
            if entry.is_dir(follow_symlinks=False):
                item = _read(Path(entry.path))
                if item is not None:
                    found.append(item)
    return sorted(found, key=lambda item: (item.deleted, item.name), reverse=True)


def restore(folder: ArchiveFolder, *items: Trashed) -> list[Path]:
    """Bring deletions back to where they were, all of them or none; return the absolute paths of
    their files.

    Where another file has that name now, it gets a number. Raises NotFound where one is no longer
    in the trash, DiskError, SidecarError; then what can be moved back is in the trash as it was.
    """
    entries = [_entry(folder, item) for item in items]
    targets: list[Path] = []
    pairs: list[tuple[Path, Path]] = []
    merges: list[tuple[Path, sidecar.Sidecar]] = []
    for item, entry in zip(items, entries, strict=True):
        original = entry / Path(item.path).name
        target = folder.absolute(item.path)
        number = 1
        while original.exists() and (target in targets or os.path.lexists(target)):
            number += 1
            target = target.with_name(names.numbered(Path(item.path).name, number))
        targets.append(target)
        # The sidecar comes first, so that the original never stands without it.
        beside, there = entry / names.sidecar_name(original.name), folder.sidecar_path(target)
        if beside.exists() and not os.path.lexists(there):
            pairs.append((beside, there))
        elif beside.exists():  # they are merged, if both can be read
            try:
                merges.append((there, sidecar.load(beside)[0]))
                sidecar.load(there)
            except SidecarError:
                merges = [merge for merge in merges if merge[0] != there]
                pairs.append((beside, sidecar.set_aside_name(there)))
        if original.exists():
            pairs.append((original, target))
        if (parts := page_folder(original)) is not None:
            ending = parts.name.removeprefix(names.split_suffix(original.name)[0])
            place = target.with_name(names.split_suffix(target.name)[0] + ending)
            if not os.path.lexists(place):
                pairs.append((parts, place))
    for place in dict.fromkeys(target.parent for target in targets):
        disk.make_folder(place, parents=True)
    with disk.moved(pairs):
        for there, kept in merges:
            sidecar.save(there, kept, None)
    for place in dict.fromkeys(target.parent for target in targets):
        disk.sync_folder(place)
    for entry in entries:
        disk.remove_folder(entry, anyhow=True)
    return targets


def empty(folder: ArchiveFolder, items: Iterable[Trashed] | None = None) -> None:
    """Destroy what lies in the trash, or just these deletions. Raises DiskError."""
    for item in listed(folder) if items is None else items:
        disk.remove_folder(_entry(folder, item))


def _move_in(
    folder: ArchiveFolder, jobs: list[tuple[Path, list[Path]]], kind: Kind
) -> list[Trashed]:
    """Move files to the trash, for each job those that are there; all of them or none."""
    items: list[Trashed] = []
    notes: list[disk.Job] = []
    pairs: list[tuple[Path, Path]] = []
    entries: list[Path] = []
    for path, files in jobs:
        present = [file for file in files if file.exists() or file.is_symlink()]
        if not present:
            raise NotFound(path)
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        entry = folder.path / TRASH / f"{stamp}-{secrets.token_hex(4)}"
        entries.append(entry)
        item = Trashed(entry.name, folder.relative(path), now(), kind)
        items.append(item)
        note = {"path": item.path, "deleted": item.deleted, "kind": kind}
        text = json.dumps(note, ensure_ascii=False, indent=1) + "\n"
        notes.append(disk.Job(str(entry / _NOTE), text.encode("utf-8", "backslashreplace")))
        pairs += [(file, entry / file.name) for file in present]
    try:
        for entry in entries:
            disk.make_folder(entry, parents=True, new=True)
        disk.write_batch(notes)
        with disk.moved(pairs):
            pass
    except BaseException:
        for entry in entries:
            with suppress(OSError):
                if not _held(entry):
                    disk.remove_folder(entry, anyhow=True)
        raise
    for place in dict.fromkeys((*entries, *(path.parent for path, _ in jobs))):
        disk.sync_folder(place)
    return items


def _held(entry: Path) -> list[os.DirEntry[str]]:
    """What a folder of the trash holds besides its note."""
    return [found for found in disk.entries(entry) if found.name != _NOTE]


def _read(entry: Path) -> Trashed | None:
    """The deletion in a folder of the trash; without its note, what the files there tell. None
    where it holds nothing (any more)."""
    held = _held(entry)
    if not held:
        return None
    with suppress(OSError, ValueError, TypeError, KeyError):
        note = read_json((entry / _NOTE).read_text("utf-8"))
        path, deleted = str(note["path"]), str(note["deleted"])
        if not Path(path).is_absolute() and ".." not in Path(path).parts:
            return Trashed(
                entry.name, path, deleted, "copy" if note["kind"] == "copy" else "article"
            )
    files = [found.name for found in held if found.is_file()]
    originals = [name for name in files if not names.is_sidecar(name)] or files
    return Trashed(entry.name, originals[0]) if originals else None


def _entry(folder: ArchiveFolder, item: Trashed) -> Path:
    entry = folder.path / TRASH / Path(item.name).name
    if not item.name or not entry.is_dir():
        raise NotFound(entry)
    return entry
