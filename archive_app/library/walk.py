"""What lies in an archive folder: originals, sidecars, and what else is found there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from archive_app.core import disk
from archive_app.core.sound import sound
from archive_app.library import names

Kind = Literal[
    "original",
    "sidecar",
    "copy",
    "aside",
    "ignored",
    "unreadable",
    "broken-link",
    "found-already",
    "special-file",
    "undecodable-name",
]
"""``copy``: a file named like a sidecar's conflict copy; ``aside``: a broken sidecar set aside;
``unreadable``: a folder that cannot be listed, a file that cannot be looked at; ``broken-link``:
a link that leads nowhere, or to itself; ``found-already``: a folder that was walked under
another path, by links; ``special-file``: a pipe, a socket, a device;
``undecodable-name``: a file of the archive whose path is no UTF-8, so that nothing can list it."""

_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
_PAGE_FOLDERS = ("_files", ".files", "-files", "_dateien", "_fichiers", "_archivos", "_ملفات")
"""How browsers name the folder of a saved page's parts: it belongs to the page."""


class Found(NamedTuple):
    """A file by its path relative to the archive, with size (bytes) and time of change (ns)."""

    path: Path
    kind: Kind
    size: int = 0
    mtime_ns: int = 0


def walk(root: Path) -> Iterator[Found]:
    """Every file below a folder, in order of names, and what is no file or cannot be read.

    A folder's files come before the folders in it. Links are followed, each folder once, so that
    a loop of links ends. Hidden folders (``.trash`` and the like) and the folders of saved web
    pages are passed over. A folder that vanishes meanwhile gives nothing.
    """
    yield from _walk(root, Path(), set())


def _walk(root: Path, relative: Path, seen: set[tuple[int, int]]) -> Iterator[Found]:
    folder = root / relative
    try:
        status = folder.stat()
        # On file systems without inode numbers (0) only the path tells folders apart.
        identity = (status.st_dev, status.st_ino or hash(folder.resolve()))
        if identity in seen:
            yield Found(relative, "found-already")
            return
        seen.add(identity)
        listed = disk.entries(folder)
    except FileNotFoundError:
        return
    except (OSError, RuntimeError):
        yield Found(relative, "unreadable")
        return
    pages = {
        names.split_suffix(entry.name)[0].lower()
        for entry in listed
        if entry.name.lower().endswith(_PAGE_SUFFIXES)
    }
    folders = []
    for entry in listed:
        try:
            if entry.is_dir():
                if not names.is_ignored(entry.name) and not _is_page_folder(entry.name, pages):
                    folders.append(entry.name)
                continue
            kind = kind_of(entry.name, top=not relative.parts)
            if not entry.is_file():
                if kind != "ignored":
                    yield from _no_file(relative / entry.name, entry)
                continue
            status = entry.stat()
        except FileNotFoundError:
            continue
        except OSError:
            yield from _no_file(relative / entry.name, entry)
            continue
        yield Found(relative / entry.name, kind, status.st_size, status.st_mtime_ns)
    for name in folders:
        yield from _walk(root, relative / name, seen)


def _no_file(path: Path, entry: os.DirEntry[str]) -> Iterator[Found]:
    """Why an entry of a folder is none of its files; nothing where it is gone meanwhile."""
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except FileNotFoundError:
        return
    except OSError:
        yield Found(path, "unreadable")
        return
    if not stat.S_ISLNK(mode):
        yield Found(path, "unreadable" if stat.S_ISREG(mode) else "special-file")
        return
    try:
        Path(entry.path).stat()
    except OSError:
        yield Found(path, "broken-link")
    else:
        yield Found(path, "special-file")


def in_archive(found: Found) -> Found:
    """A file as the archive takes it: what nothing can list is no original and no sidecar."""
    path = str(found.path)
    return found if sound(path) is path else found._replace(kind="undecodable-name")


def kind_of(name: str, *, top: bool = False) -> Kind:
    """What a file is, by its name; ``top``: it lies at the archive's top."""
    if names.is_ignored(name) or (top and is_settings(name)):
        return "ignored"
    if names.is_sidecar(name):
        return "sidecar"
    if names.is_set_aside(name):
        return "aside"
    return "copy" if names.sidecar_of_copy(name) else "original"


def is_settings(name: str) -> bool:
    """Whether a file at the archive's top is its settings, or a conflict copy of them."""
    return (
        name == names.SETTINGS
        or (name.startswith("archive") and name.endswith(".json") and names.is_conflict_name(name))
        or name.startswith(names.SETTINGS + ".broken-")
    )


def page_folder(page: Path) -> Path | None:
    """The folder of a saved page's parts (``page_files`` beside ``page.html``), if any."""
    stem, suffix = names.split_suffix(page.name)
    if suffix.lower() not in _PAGE_SUFFIXES:
        return None
    for ending in _PAGE_FOLDERS:
        folder = page.with_name(stem + ending)
        if folder.is_dir() and not folder.is_symlink():
            return folder
    return None


def in_page_folder(path: Path) -> bool:
    """Whether a file lies in the folder of a saved page's parts, at any depth."""
    for folder in path.parents:
        lower = folder.name.lower()
        for ending in _PAGE_FOLDERS:
            stem = folder.name[: len(folder.name) - len(ending)]
            if lower.endswith(ending) and any(
                folder.with_name(stem + suffix).is_file() for suffix in _PAGE_SUFFIXES
            ):
                return True
    return False


def _is_page_folder(name: str, pages: set[str]) -> bool:
    lower = name.lower()
    return any(lower.endswith(end) and lower.removesuffix(end) in pages for end in _PAGE_FOLDERS)
