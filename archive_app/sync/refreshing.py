"""What changed in the archive's folder from outside, taken into the caches.

A file is looked at by its size and time of change, and read only where these differ from what
the catalogue noted. New files are taken in; one whose bytes are those of an article that went
missing is that article under a new name, and its sidecar follows it. Sidecars that others
changed are read again, conflict copies merged, and what vanished is marked missing, never
forgotten: its sidecar may hold work, and it may come back.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive_app.caches import Caches
from archive_app.caches.reread import Stamp, reread, stamp_of
from archive_app.core import disk
from archive_app.core.errors import SidecarError, Unreadable
from archive_app.core.model import Changes, Finding, Status
from archive_app.core.progress import CancelToken, ProgressCallback, ignore
from archive_app.importing import copies
from archive_app.importing.copies import Copy
from archive_app.importing.pipeline import Hold
from archive_app.importing.reading import file_hash
from archive_app.importing.workers import Workers
from archive_app.library import names, walk
from archive_app.library import sidecar as sidecars
from archive_app.library.conflicts import merge_conflicts
from archive_app.library.folder import ArchiveFolder
from archive_app.library.leftovers import sweep
from archive_app.library.walk import Found
from archive_app.sync.adopting import take_in


@dataclass(slots=True)
class _Seen:
    """The files found: originals and sidecars by path relative to the archive (POSIX)."""

    originals: dict[str, Found] = field(default_factory=dict)
    sidecars: dict[str, Found] = field(default_factory=dict)


def refresh(
    folder: ArchiveFolder,
    caches: Caches,
    paths: Iterable[Path] | None = None,
    *,
    progress: ProgressCallback = ignore,
    cancel: CancelToken | None = None,
    hold: Hold = nullcontext,
    workers: Workers | None = None,
) -> Changes:
    """Take in what changed in the folder from outside; return what that changed.

    ``paths`` (absolute, or relative to the archive; files or folders) say where to look; None
    looks everywhere. In an archive that is read only nothing is written but the caches.
    """
    chosen = None if paths is None else [folder.path / path for path in paths]
    if chosen is not None and folder.path in chosen:
        chosen = None
    with hold():
        changes, again = _compare(folder, caches, chosen)
    if again:
        ids = take_in(
            folder,
            caches,
            again,
            progress=progress,
            cancel=cancel,
            hold=hold,
            workers=workers,
        )
        if ids:
            changes |= Changes(articles=ids, added=True, text=True)
    with hold():
        return changes | _catch_up(folder, caches)


def _compare(
    folder: ArchiveFolder, caches: Caches, chosen: list[Path] | None
) -> tuple[Changes, list[Path]]:
    """Bring the catalogue up to all but the originals' texts; return what that changed, and the
    originals that are to be read (again)."""
    findings: list[Finding] = []
    merged: set[str] = set()
    if not folder.read_only:
        if chosen is None:
            sweep(folder.path)
        originals, findings = merge_conflicts(folder, chosen)
        merged = {folder.relative(path) for path in originals}
    seen = _look(folder, chosen)
    known = caches.catalogue.stamps(None if chosen is None else _places(folder, chosen, seen))
    by_path = {path: article for article, (path, _) in known.items()}
    changes = Changes()

    gone = {article: path for article, (path, _) in known.items() if path not in seen.originals}
    kept, orphaned = _copies(folder, caches, chosen, seen, gone)
    new = [path for path in seen.originals if path not in by_path and path not in kept]
    new += orphaned
    moved = _moved(folder, caches, gone, new) if new else {}
    for path, article in moved.items():
        _follow(folder, caches, article, path)
        gone.pop(article, None)
    changes |= _there_or_not(caches, gone, known, seen, set(moved.values()))

    again = [path for path in new if path not in moved]
    touched: dict[str, Stamp] = {}
    for article, (path, stamp) in known.items():
        if path not in seen.originals or article in gone:
            continue
        original = seen.originals[path]
        sidecar = seen.sidecars.get(folder.relative(folder.sidecar_path(path)))
        if (original.mtime_ns, original.size) != stamp[:2]:
            again.append(path)
        elif (
            path in merged or ((sidecar.mtime_ns, sidecar.size) if sidecar else (0, 0)) != stamp[2:]
        ):
            touched[path] = (original.mtime_ns, original.size, 0, 0)
    if moved:
        changes |= Changes(articles=frozenset(moved.values()), metadata=True)
    if touched:
        changes |= reread(folder, caches, touched, by_path, findings)
    _note(caches, findings, {*touched, *again, *gone.values()}, everything=chosen is None)
    return changes, [Path(path) for path in again]


# ---------------------------------------------------------------- looking


def _look(folder: ArchiveFolder, chosen: list[Path] | None) -> _Seen:
    seen = _Seen()
    if chosen is None:
        for found in folder.walk():
            _sort(seen, found)
        return seen
    for path in chosen:
        with suppress(ValueError, OSError):
            for found in _at(folder, path):
                _sort(seen, found)
    return seen


def _at(folder: ArchiveFolder, path: Path) -> Iterator[Found]:
    """The files at (or below) a path of the archive, and the partner of a file: its sidecar or
    its original."""
    relative = path.relative_to(folder.path)
    if any(names.is_ignored(part) for part in relative.parts[:-1]):
        return
    if path.is_dir():
        if relative.parts and names.is_ignored(relative.name):
            return
        for found in walk.walk(path):
            yield found._replace(path=relative / found.path)
        return
    partner = (
        path.with_name(names.original_name(path.name))
        if names.is_sidecar(path.name) and names.original_name(path.name)
        else folder.sidecar_path(relative)
    )
    for each in (path, partner):
        with suppress(OSError):
            status = each.stat()
            if not stat.S_ISREG(status.st_mode):
                continue
            kind = walk.kind_of(each.name, top=each.parent == folder.path)
            if walk.in_page_folder(each):
                continue
            yield Found(each.relative_to(folder.path), kind, status.st_size, status.st_mtime_ns)


def _sort(seen: _Seen, found: Found) -> None:
    if found.kind == "original":
        seen.originals[found.path.as_posix()] = found
    elif found.kind == "sidecar":
        seen.sidecars[found.path.as_posix()] = found


def _places(folder: ArchiveFolder, chosen: list[Path], seen: _Seen) -> set[str]:
    """The paths (POSIX, relative) at or below which the articles concerned lie."""
    places = set(seen.originals)
    for path in chosen:
        with suppress(ValueError):
            places.add(path.relative_to(folder.path).as_posix())
            if names.original_name(path.name):
                original = path.with_name(names.original_name(path.name))
                places.add(original.relative_to(folder.path).as_posix())
    return places


# ---------------------------------------------------------------- moved and missing


def _copies(
    folder: ArchiveFolder,
    caches: Caches,
    chosen: list[Path] | None,
    seen: _Seen,
    gone: dict[str, str],
) -> tuple[dict[str, Copy], list[str]]:
    """Which files go on being copies of articles, and which elsewhere in the archive than where
    was looked have lost their article's own file and may take its place."""
    catalogue = caches.catalogue
    known = copies.load(catalogue)
    if not known:
        return {}, []
    sound = copies.sound(catalogue, known)
    kept: dict[str, Copy] = {}
    orphaned: list[str] = []
    for path, copy in known.items():
        whole = path in sound and copy.twin not in gone
        if (found := seen.originals.get(path)) is not None:
            if whole and (found.mtime_ns, found.size) == (copy.mtime_ns, copy.size):
                kept[path] = copy
        elif not _looked_at(folder, chosen, path):
            if whole:
                kept[path] = copy
            elif (folder.path / path).is_file():
                orphaned.append(path)
    if kept != known:
        copies.save(catalogue, kept)
    return kept, orphaned


def _looked_at(folder: ArchiveFolder, chosen: list[Path] | None, path: str) -> bool:
    absolute = folder.path / path
    return chosen is None or any(each in (absolute, *absolute.parents) for each in chosen)


def _moved(
    folder: ArchiveFolder, caches: Caches, gone: dict[str, str], new: list[str]
) -> dict[str, str]:
    """Which of the new files are articles that are not where they were: path → id.

    By the id in the sidecar that moved along, else by the bytes.
    """
    catalogue = caches.catalogue
    lost = {*gone, *catalogue.missing()}
    found: dict[str, str] = {}
    if not lost:
        return found
    sizes: dict[int, list[str]] = {}
    hashes: dict[str, str] = {}
    for sha256, article_id in catalogue.hashes().items():
        if article_id in lost:
            hashes[sha256] = article_id
            sizes.setdefault(catalogue.get(article_id).size, []).append(article_id)
    for path in new:
        article_id = ""
        with suppress(FileNotFoundError, SidecarError):
            article_id = sidecars.load(folder.sidecar_path(path))[0].id
        if article_id not in lost:
            with suppress(OSError, Unreadable):
                if (folder.path / path).stat().st_size in sizes:
                    article_id = hashes.get(file_hash(folder.path / path)[0], "")
        if article_id in lost and article_id not in found.values():
            found[path] = article_id
    return found


def _follow(folder: ArchiveFolder, caches: Caches, article_id: str, path: str) -> None:
    """Note where an article lies now, and bring its sidecar along if it stayed behind."""
    catalogue = caches.catalogue
    old = folder.sidecar_path(catalogue.get(article_id).path)
    fresh = folder.sidecar_path(path)
    if not folder.read_only and old != fresh and old.is_file() and not fresh.exists():
        with suppress(OSError, SidecarError):
            sidecar, _ = sidecars.load(old)
            sidecars.save(fresh, replace(sidecar, file=Path(path).name), None)
            disk.remove(old)
    catalogue.set_path(article_id, path)
    catalogue.set_stamps({article_id: stamp_of(folder, path)})


def _there_or_not(
    caches: Caches,
    gone: dict[str, str],
    known: dict[str, tuple[str, Stamp]],
    seen: _Seen,
    moved: set[str],
) -> Changes:
    """Mark what vanished as missing, and what came back as there."""
    catalogue = caches.catalogue
    missing = set(catalogue.missing())
    lost = [article for article in gone if article not in missing]
    back = [
        article
        for article in missing
        if article in moved or (article in known and known[article][0] in seen.originals)
    ]
    if lost:
        catalogue.set_status(lost, Status.MISSING.value, "missing")
    for article_id in back:
        # Missing hid whether it ever had text; its words tell.
        status = Status.OK if catalogue.get(article_id).words else Status.NO_TEXT
        catalogue.set_status([article_id], status.value, "")
    if not lost and not back:
        return Changes()
    return Changes(articles=frozenset((*lost, *back)), metadata=True)


# ---------------------------------------------------------------- the index, and findings


def _catch_up(folder: ArchiveFolder, caches: Caches) -> Changes:
    """Index the articles that the index lags behind with."""
    stale = caches.catalogue.stale()
    for article_id in stale:
        article = caches.catalogue.get(article_id)
        with suppress(FileNotFoundError, SidecarError):
            sidecar, _ = sidecars.load(folder.sidecar_path(article.path))
            caches.catalogue.mark_stale([article_id], stale=False)
            caches.reindex([(article, sidecar)])
    return Changes(articles=frozenset(stale), text=True) if stale else Changes()


def _note(
    caches: Caches, findings: list[Finding], looked_at: set[str], *, everything: bool
) -> None:
    """Keep what was found amiss for the archive's notices, without what is so no more."""
    present = caches.catalogue.findings()
    kept = [
        finding
        for finding in present
        if finding.path not in looked_at and not (everything and finding.key == "broken-copy")
    ]
    wanted = tuple(dict.fromkeys([*kept, *findings]))
    if wanted != present:
        caches.catalogue.set_findings(wanted)
