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


def delete(folder: ArchiveFolder, original: Path) -> Trashed:
    """Move an original and its sidecar to the trash, and the folder of a saved page's parts.

    ``original`` is relative or absolute. Any of them may be missing; raises NotFound where all are,
    DiskError, and they are where they were.
    """
    source = folder.path / original
    beside = folder.sidecar_path(source)
    # The original goes first: a crash in between leaves a sidecar, which restoring finds again.
    parts = page_folder(source)
    files = [source, beside] if parts is None else [source, parts, beside]
    return _move_in(folder, source, files, "article")


def put(folder: ArchiveFolder, copy: Path) -> Trashed:
    """Move a conflict copy (of a sidecar, of the settings) to the trash, once it was merged."""
    source = folder.path / copy
    return _move_in(folder, source, [source], "copy")


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


def restore(folder: ArchiveFolder, item: Trashed) -> Path:
    """Bring a deletion back to where it was; return the absolute path of its file.

    Where another file has that name now, it gets a number. Raises NotFound where it is no longer
    in the trash; DiskError, SidecarError, and it is there as it was.
    """
    entry = _entry(folder, item)
    original = entry / Path(item.path).name
    beside = entry / names.sidecar_name(original.name)
    target = folder.absolute(item.path)
    number = 1
    while os.path.lexists(target) and original.exists():
        number += 1
        target = target.with_name(names.numbered(Path(item.path).name, number))
    disk.make_folder(target.parent, parents=True)
    # The sidecar comes first, so that the original never stands without it.
    pairs: list[tuple[Path, Path]] = []
    kept: sidecar.Sidecar | None = None
    there = folder.sidecar_path(target)
    if beside.exists() and not os.path.lexists(there):
        pairs.append((beside, there))
    elif beside.exists():  # they are merged, if both can be read
        try:
            kept = sidecar.load(beside)[0]
            sidecar.load(there)
        except SidecarError:
            kept = None
            pairs.append((beside, sidecar.set_aside_name(there)))
    if original.exists():
        pairs.append((original, target))
    if (parts := page_folder(original)) is not None:
        ending = parts.name.removeprefix(names.split_suffix(original.name)[0])
        place = target.with_name(names.split_suffix(target.name)[0] + ending)
        if not os.path.lexists(place):
            pairs.append((parts, place))
    with disk.moved(pairs):
        if kept is not None:
            sidecar.save(there, kept, None)
    disk.sync_folder(target.parent)
    disk.remove_folder(entry, anyhow=True)
    return target


def empty(folder: ArchiveFolder, items: Iterable[Trashed] | None = None) -> None:
    """Destroy what lies in the trash, or just these deletions."""
    for item in listed(folder) if items is None else items:
        disk.remove_folder(_entry(folder, item))


def _move_in(folder: ArchiveFolder, path: Path, files: list[Path], kind: Kind) -> Trashed:
    present = [file for file in files if file.exists() or file.is_symlink()]
    if not present:
        raise NotFound(path)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    entry = folder.path / TRASH / f"{stamp}-{secrets.token_hex(4)}"
    disk.make_folder(entry, parents=True, new=True)
    item = Trashed(entry.name, folder.relative(path), now(), kind)
    note = {"path": item.path, "deleted": item.deleted, "kind": kind}
    text = json.dumps(note, ensure_ascii=False, indent=1) + "\n"
    try:
        disk.write_atomic(entry / _NOTE, text.encode("utf-8", "backslashreplace"))
        with disk.moved((file, entry / file.name) for file in present):
            pass
    except BaseException:
        if not _held(entry):
            disk.remove_folder(entry, anyhow=True)
        raise
    disk.sync_folder(entry)
    disk.sync_folder(path.parent)
    return item


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
        note = json.loads((entry / _NOTE).read_text("utf-8"))
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
