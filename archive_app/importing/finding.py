"""The first stage of an import: which files there are, and what each is called."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive_app.core.errors import SidecarError
from archive_app.core.model import Failure
from archive_app.library import names
from archive_app.library.sidecar import Sidecar, Stamp
from archive_app.library.walk import walk


@dataclass(slots=True)
class Item:
    """One file on its way in.

    ``path`` is where its bytes lie now; ``shown`` how the report names it (a member of a
    container as ``archive.zip/member``); ``name`` the name it came with. ``inside`` is its path
    relative to the archive where it lies there already and stays. ``spooled`` says that
    ``path`` is a temporary file of ours, to be moved. ``parent`` is the id of the article it is
    a part of, ``depth`` how many containers it was in. ``old`` and ``broken`` are about the
    sidecar that a file in the archive may have (see `storing.Record`). ``deferred`` says that
    it is a container that waits for all else.
    """

    path: Path
    shown: str
    name: str
    size: int = 0
    mtime_ns: int = 0
    inside: str = ""
    spooled: bool = False
    parent: str = ""
    depth: int = 0
    old: tuple[Sidecar, Stamp] | None = None
    broken: SidecarError | None = None
    deferred: bool = False


def find(paths: Iterable[Path], archive: Path) -> Iterator[Item | Failure]:
    """Every file at and below ``paths``, each once, and what could not be looked at.

    A file that is named is taken whatever it is called; in folders, hidden and temporary files,
    sidecars and the ``page_files`` of saved pages are passed over. Links are followed, loops of
    them once. ``archive`` is the archive's folder: files in it are marked as lying there.
    """
    root = archive.resolve()
    seen: set[tuple[int, int]] = set()
    for given in paths:
        path = Path(os.path.abspath(given))  # noqa: PTH100 - `absolute` keeps "..", `resolve` follows links
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            yield Failure(shown(path), "no-access", str(error))
            continue
        if path.is_dir():
            yield from _in_folder(path, root, seen)
        elif not path.is_file():
            yield Failure(shown(path), "unknown-format", "no regular file")
        elif not _known(seen, status):
            yield Item(
                path,
                shown(path),
                path.name,
                status.st_size,
                status.st_mtime_ns,
                _inside(path, root),
            )


def _in_folder(folder: Path, root: Path, seen: set[tuple[int, int]]) -> Iterator[Item | Failure]:
    outside: dict[Path, bool] = {}
    for found in walk(folder):
        path = folder / found.path
        if found.kind == "unreadable":
            yield Failure(shown(path), "no-access", "the folder cannot be listed")
            continue
        if found.kind != "original":
            continue
        try:
            status = os.lstat(path)
            link = stat.S_ISLNK(status.st_mode)
            if link:
                status = path.stat()
        except OSError as error:
            yield Failure(shown(path), "no-access", str(error))
            continue
        parent = found.path.parent
        if parent not in outside:
            resolved = (folder / parent).resolve()
            outside[parent] = root not in (resolved, *resolved.parents)
        inside = "" if outside[parent] and not link else _inside(path, root)
        if inside and any(part.startswith(".") for part in Path(inside).parts):
            continue
        if _known(seen, status):
            continue
        yield Item(path, shown(path), path.name, found.size, found.mtime_ns, inside)


def _known(seen: set[tuple[int, int]], status: os.stat_result) -> bool:
    """Whether this very file was found before (under several paths, by links)."""
    if not status.st_ino:
        return False
    identity = (status.st_dev, status.st_ino)
    # Two hard links are two files to the user; only what links lead to twice is one.
    if identity in seen and status.st_nlink == 1:
        return True
    seen.add(identity)
    return False


def _inside(path: Path, root: Path) -> str:
    """The path relative to the archive, ``""`` for what lies elsewhere or is none of its files."""
    try:
        relative = path.resolve().relative_to(root)
    except (ValueError, OSError, RuntimeError):
        return ""
    if names.is_sidecar(path.name) or relative.as_posix() == names.SETTINGS:
        return ""
    return relative.as_posix()


def shown(path: Path | str) -> str:
    """A path for reports: what is no UTF-8 in it is replaced, so that every program can show it."""
    return os.fsencode(path).decode("utf-8", "replace")
