"""Conflict copies of sidecars, which synchronisers leave when two machines wrote: merged.

Two people annotate one article, each on their machine; the synchroniser keeps one file under the
name and the other beside it under another. Which is which is chance, and so is when: merging is
the same in every order (`merging.merge`), and may happen on both machines.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from archive_app.core import disk
from archive_app.core.errors import SidecarError
from archive_app.core.model import Finding
from archive_app.library import names, sidecar, trash
from archive_app.library.folder import ArchiveFolder
from archive_app.library.merging import merge_unknown
from archive_app.library.settings import FORMAT, settings_from_json
from archive_app.library.walk import is_settings, kind_of

log = logging.getLogger(__name__)


class Conflict(NamedTuple):
    """A conflict copy of a sidecar, and the sidecar; absolute paths."""

    copy: Path
    sidecar: Path


def find_conflicts(
    folder: ArchiveFolder, paths: Iterable[Path] | None = None
) -> Iterator[Conflict]:
    """The files named like conflict copies of sidecars, among ``paths`` or in the whole archive."""
    if paths is None:
        paths = [folder.path / found.path for found in folder.walk() if found.kind == "copy"]
    for path in paths:
        if kind_of(path.name) == "copy":
            yield Conflict(path, path.with_name(names.sidecar_of_copy(path.name)))


def merge_conflicts(
    folder: ArchiveFolder, paths: Iterable[Path] | None = None
) -> tuple[list[Path], list[Finding]]:
    """Merge the conflict copies of sidecars into these, and move the copies to the trash; those of
    ``archive.json`` likewise.

    Returns the absolute paths of the originals concerned, and what could not be merged: a copy
    that cannot be read (``broken-copy``), or one whose sidecar cannot (``broken-sidecar``); both
    stay as they are. A file that is named like a copy but is another article's, or no sidecar
    at all, is left alone.
    """
    merged: dict[Path, None] = {}
    findings: list[Finding] = []
    for conflict in find_conflicts(folder, paths):
        try:
            copy, _ = sidecar.load(conflict.copy)
        except FileNotFoundError:
            continue
        except SidecarError as error:
            where = folder.relative(conflict.copy)
            findings.append(Finding("warning", "broken-copy", where, error.detail))
            continue
        try:
            if conflict.sidecar.exists():
                if sidecar.load(conflict.sidecar)[0].id != copy.id:
                    continue
                sidecar.save(conflict.sidecar, copy, None)
                trash.put(folder, conflict.copy)
            elif _has_original(conflict.sidecar, copy):
                disk.move(conflict.copy, conflict.sidecar)
            else:
                continue
        except SidecarError as error:
            where = folder.relative(conflict.sidecar)
            findings.append(Finding("error", "broken-sidecar", where, error.detail))
            continue
        merged[original_of(conflict.sidecar, copy)] = None
    _merge_settings(folder)
    if merged or findings:
        log.info("conflict copies: %d merged, %d cannot be", len(merged), len(findings))
    return list(merged), findings


def _merge_settings(folder: ArchiveFolder) -> None:
    """Merge conflict copies of ``archive.json`` into it: what it lacks is taken from them."""
    for path in disk.paths(folder.path):
        if path.name == names.SETTINGS or not is_settings(path.name):
            continue
        try:
            theirs, version = settings_from_json(path.read_bytes().decode("utf-8-sig"))
        except (OSError, ValueError):
            continue
        mine = folder.reload_settings()
        if version <= FORMAT and theirs.id == mine.id:
            folder.save_settings(
                replace(
                    mine,
                    tag_colors={**theirs.tag_colors, **mine.tag_colors},
                    color_names={**theirs.color_names, **mine.color_names},
                    saved_searches={**theirs.saved_searches, **mine.saved_searches},
                    variants=tuple(dict.fromkeys((*mine.variants, *theirs.variants))),
                    extra=merge_unknown(mine.extra, theirs.extra),
                )
            )
            trash.put(folder, path)


def original_of(path: Path, content: sidecar.Sidecar) -> Path:
    """The original of a sidecar: by the sidecar's name, or where that was cut, by its contents."""
    return path.with_name(names.original_name(path.name) or content.file)


def _has_original(path: Path, copy: sidecar.Sidecar) -> bool:
    """Whether a copy whose sidecar is gone belongs to the original beside it."""
    original = original_of(path, copy)
    return original.is_file() and original.stat().st_size == copy.size
