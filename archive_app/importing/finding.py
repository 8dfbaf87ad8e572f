"""The first stage of an import: which files there are, and what each is called."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from archive_app.core.model import Failure
from archive_app.core.sound import sound
from archive_app.importing.incoming_sidecars import original_beside, sidecar_beside
from archive_app.importing.items import Item, printable
from archive_app.library import names
from archive_app.library.folder import ArchiveFolder
from archive_app.library.sidecar import is_sidecar_copy
from archive_app.library.walk import Kind, walk


def find(paths: Iterable[Path], archive: Path) -> Iterator[Item | Failure]:
    """Every file at and below ``paths``, and what cannot be taken in, each once, with its reason.

    A file that is named is taken whatever it is called; in folders, hidden and temporary files
    and the ``page_files`` of saved pages are passed over, and sidecars go with their files. Links
    are followed, to a folder once. ``archive`` is the archive's folder: files in it are marked as
    lying there.
    """
    root = archive.resolve()
    seen: set[Path] = set()
    for given in paths:
        path = Path(os.path.abspath(given))  # noqa: PTH100 - `absolute` keeps "..", `resolve` follows links
        try:
            status = path.stat()
        except (OSError, ValueError, RuntimeError) as error:
            reason = "broken-link" if path.is_symlink() else "no-access"
            yield Failure(printable(path), reason, str(error))
            continue
        if path.is_dir():
            yield from _in_folder(path, root, seen)
        elif not path.is_file():
            yield Failure(printable(path), "special-file")
        elif path not in seen:
            seen.add(path)
            inside = _inside(path, root)
            if is_sidecar_copy(path):
                yield Failure(printable(path), "sidecar-copy")
                continue
            beside = None if inside else sidecar_beside(path)
            size, mtime_ns = status.st_size, status.st_mtime_ns
            shown = printable(path)
            yield Item(path, shown, path.name, size, mtime_ns, inside, sidecar_path=beside)


_REASONS: Mapping[Kind, str] = {
    "unreadable": "no-access",
    "broken-link": "broken-link",
    "found-already": "found-already",
    "special-file": "special-file",
    "copy": "conflict-copy",
    "aside": "set-aside",
}
"""Why what lies in a folder is not taken in."""


def _in_folder(folder: Path, root: Path, seen: set[Path]) -> Iterator[Item | Failure]:
    inner: dict[Path, bool] = {}  # folders that lie in the archive
    items: dict[str, Item] = {}  # of the folder that is being looked at
    sidecars: dict[str, Path] = {}  # those that stand before their files (see `sidecar_name`)
    present = Path()
    for found in walk(folder):
        path = folder / found.path
        if path in seen:
            continue
        seen.add(path)
        if (parent := found.path.parent) != present:
            present, items, sidecars = parent, {}, {}
        if parent not in inner:
            resolved = (folder / parent).resolve()
            inner[parent] = root in (resolved, *resolved.parents)
        if found.kind == "sidecar" and not inner[parent]:
            original = original_beside(path)
            if original is None:
                yield Failure(printable(path), "orphan-sidecar")
            elif original.name in items:
                items[original.name].sidecar_path = path
            else:
                sidecars[original.name] = path
        if (reason := _REASONS.get(found.kind)) and not (inner[parent] and found.kind == "copy"):
            yield Failure(printable(path), reason)
        if found.kind != "original":
            continue
        if is_sidecar_copy(path):
            yield Failure(printable(path), "sidecar-copy")
            continue
        inside = _inside(path, root) if inner[parent] and not path.is_symlink() else ""
        if inside and any(part.startswith(".") for part in Path(inside).parts):
            continue
        item = Item(path, printable(path), path.name, found.size, found.mtime_ns, inside)
        item.sidecar_path = sidecars.get(path.name)
        items[path.name] = item
        yield item


def lying_in(folder: ArchiveFolder, originals: Iterable[Path]) -> Iterator[Item | Failure]:
    """Originals that lie in the archive (absolute, or relative to it), as they are now."""
    for original in originals:
        inside = folder.relative(original)
        path = folder.path / inside
        try:
            status = path.stat()
        except OSError as error:
            yield Failure(printable(path), "no-access", str(error))
            continue
        if is_sidecar_copy(path):
            yield Failure(printable(path), "sidecar-copy")
        else:
            yield Item(path, printable(path), path.name, status.st_size, status.st_mtime_ns, inside)


def _inside(path: Path, root: Path) -> str:
    """The path relative to the archive, ``""`` for what lies elsewhere or is none of its files."""
    try:
        relative = path.resolve().relative_to(root)
    except (ValueError, OSError, RuntimeError):
        return ""
    if sound(str(relative)) != str(relative):
        return ""  # it cannot be listed where it lies; a copy under a readable name can
    if names.is_sidecar(path.name) or relative.as_posix() == names.SETTINGS:
        return ""
    return relative.as_posix()
