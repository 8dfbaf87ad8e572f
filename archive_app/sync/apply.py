"""The last step: what was decided is done, in the folder and in the caches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from archive_app.caches import copies
from archive_app.caches.sidecar_updates import update_from_sidecars
from archive_app.core.disk import remove
from archive_app.core.errors import SidecarError
from archive_app.core.model import Changes, Finding, Status
from archive_app.importing import Importer
from archive_app.library import sidecar as sidecars
from archive_app.library.conflicts import merge_conflicts
from archive_app.library.sidecar import Sidecar
from archive_app.search.catalogue import Catalogue
from archive_app.sync.decide import Beside, Decision, Facts, Original, Step
from archive_app.sync.walk import Disk


def apply(
    importer: Importer, decisions: Sequence[Decision], disk: Disk
) -> tuple[Changes, list[Path]]:
    """Do all that was decided, but for reading: return the originals that are to be read.

    The right to write is held by the caller.
    """
    folder, caches = importer.folder, importer.caches
    catalogue = caches.catalogue
    plan = {
        step: [decision.facts for decision in decisions if step in decision.steps] for step in Step
    }
    findings: list[Finding] = []
    merged: list[Path] = []
    if not folder.read_only:
        conflicts = [folder.path / facts.path for facts in plan[Step.MERGE]]
        merged, findings = merge_conflicts(folder, conflicts)
    with catalogue.transaction():
        _move(importer, plan[Step.MOVE], disk)
    changes = Changes()
    unread = {facts.path for facts in plan[Step.READ]}
    updated = {facts.article: facts.path for facts in plan[Step.UPDATE]}
    for path in map(folder.relative, merged):
        if path not in unread and (article := catalogue.by_path(path)) is not None:
            updated[article] = path
    if updated:
        told, broken = update_from_sidecars(folder, caches, updated)
        changes |= told
        findings += broken
    with catalogue.transaction():  # last: a sidecar that is taken in knows of no missing original
        changes |= _mark(catalogue, plan)
    _forget_copies(catalogue, decisions, disk)
    looked_at = {*updated.values(), *unread, *(facts.path for facts in plan[Step.LOSE])}
    _note(catalogue, findings, looked_at, everything=disk.whole)
    return changes, [Path(path) for path in sorted(unread)]


def adopt(importer: Importer, unread: Sequence[Path]) -> Changes:
    """Read originals; the right to write is held for one batch at a time."""
    ids = importer.adopt(unread) if unread else frozenset()
    return Changes(articles=ids, added=True, text=True) if ids else Changes()


def catch_up(importer: Importer) -> Changes:
    """Index the articles that the index lags behind with."""
    caches = importer.caches
    stale = caches.catalogue.stale()
    for article_id in stale:
        article = caches.catalogue.get(article_id)
        with suppress(FileNotFoundError, SidecarError):
            sidecar, _ = sidecars.load(importer.folder.sidecar_path(article.path))
            caches.catalogue.mark_stale([article_id], stale=False)
            caches.reindex([(article, sidecar)])
    return Changes(articles=frozenset(stale), text=True) if stale else Changes()


def _move(importer: Importer, moved: Iterable[Facts], disk: Disk) -> None:
    """Note where articles lie now, and bring along the sidecars that stayed behind, all at once."""
    folder, catalogue = importer.folder, importer.caches.catalogue
    left: list[tuple[Facts, Path, Sidecar]] = []
    for facts in moved:
        old = folder.sidecar_path(catalogue.get(facts.article).path)
        catalogue.set_path(facts.article, facts.path)
        if facts.beside is not Beside.LEFT:
            continue
        seen = disk.originals[facts.path]
        catalogue.set_stamps({facts.article: (seen.mtime_ns, seen.size, 0, 0)})
        with suppress(OSError, SidecarError):
            sidecar, _ = sidecars.load(old)
            left.append((facts, old, replace(sidecar, file=Path(facts.path).name)))
    if folder.read_only or not left:
        return
    try:
        _bring(importer, left, disk)
    except (OSError, SidecarError):  # one that will not come keeps no other back
        for one in left:
            with suppress(OSError, SidecarError):
                _bring(importer, [one], disk)


def _bring(importer: Importer, left: list[tuple[Facts, Path, Sidecar]], disk: Disk) -> None:
    """Write sidecars beside their originals, with one durable commit, then remove the old ones."""
    folder, catalogue = importer.folder, importer.caches.catalogue
    written = sidecars.save_all(
        (folder.sidecar_path(facts.path), sidecar, None) for facts, _, sidecar in left
    )
    stamps = {}
    for (facts, old, _), (_, stamp) in zip(left, written, strict=True):
        remove(old, missing_ok=True)
        seen = disk.originals[facts.path]
        stamps[facts.article] = (seen.mtime_ns, seen.size, stamp.mtime_ns, stamp.size)
    catalogue.set_stamps(stamps)


def _mark(catalogue: Catalogue, plan: dict[Step, list[Facts]]) -> Changes:
    """Mark what vanished as missing, and what came back as there."""
    lost = [facts.article for facts in plan[Step.LOSE]]
    if lost:
        catalogue.set_status(lost, Status.MISSING.value, "missing")
    there = [facts.article for facts in (*plan[Step.RETURN], *plan[Step.MOVE])]
    missing = set(catalogue.missing())
    for article_id in there:
        if article_id in missing:
            # Missing hid whether it ever had text; its words tell.
            status = Status.OK if catalogue.get(article_id).words else Status.NO_TEXT
            catalogue.set_status([article_id], status.value, "")
    changed = frozenset((*lost, *there))
    return Changes(articles=changed, metadata=True) if changed else Changes()


def _forget_copies(catalogue: Catalogue, decisions: Iterable[Decision], disk: Disk) -> None:
    """Remember only those second copies that are copies still, as far as was looked."""
    known = copies.load(catalogue)
    if not known:
        return
    originals = {decision.facts.path: decision.facts.original for decision in decisions}
    kept = {
        path: copy
        for path, copy in known.items()
        if originals.get(path) is Original.SECOND
        or (path not in originals and not disk.looked_at(path))
    }
    if kept != known:
        copies.save(catalogue, kept)


def _note(
    catalogue: Catalogue, findings: list[Finding], looked_at: set[str], *, everything: bool
) -> None:
    """Keep what was found amiss for the archive's notices, without what is so no more."""
    present = catalogue.findings()
    kept = [
        finding
        for finding in present
        if finding.path not in looked_at and not (everything and finding.key == "broken-copy")
    ]
    wanted = tuple(dict.fromkeys([*kept, *findings]))
    if wanted != present:
        catalogue.set_findings(wanted)
