"""Building an archive's caches anew, and checking that library and caches agree."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from archive_app.caches import Caches
from archive_app.core.errors import CacheError
from archive_app.core.lazy import lazily
from archive_app.core.logs import why
from archive_app.core.model import Finding, Status
from archive_app.core.progress import CancelToken, ProgressCallback, ignore
from archive_app.core.sound import sound
from archive_app.library.folder import ArchiveFolder
from archive_app.search.catalogue import ANALYSER_VERSION, SCHEMA_VERSION

if TYPE_CHECKING:
    from archive_app import importing
    from archive_app.archive import reextraction
    from archive_app.caches import copies, last_known
    from archive_app.library import verify
else:
    importing = lazily("archive_app.importing")
    reextraction = lazily("archive_app.archive.reextraction")
    copies = lazily("archive_app.caches.copies")
    last_known = lazily("archive_app.caches.last_known")
    verify = lazily("archive_app.library.verify")

log = logging.getLogger(__name__)

UNFINISHED = "unfinished"
"""Set in the catalogue while an import runs; found there at opening, it means a crash."""


def open_caches(
    folder: ArchiveFolder,
    base: Path,
    progress: ProgressCallback = ignore,
    cancel: CancelToken | None = None,
) -> tuple[Caches, bool]:
    """Open an archive's caches, or build them where they are missing, damaged or outdated.

    Returns them, and whether they were left unfinished, so that the folder is to be looked
    through for what they lack. Raises `Cancelled`.
    """
    try:
        caches = Caches.open(base)
    except CacheError as error:
        log.info("caches are made anew: %s", why(error))
        log.debug("caches are made anew: %s", error)
        return build_caches(folder, base, progress, cancel), False
    catalogue = caches.catalogue
    killed, behind = bool(catalogue.meta(UNFINISHED)), len(catalogue.stale())
    apart = not caches.agree()
    if killed or behind or apart:
        log.info(
            "left unfinished: an import %s, %d behind in the index, the two apart %s",
            killed,
            behind,
            apart,
        )
    return caches, bool(killed or behind or apart)


def log_opened(folder: ArchiveFolder, caches: Caches, seconds: float) -> None:
    """Log what was opened: counts and versions, and where, at DEBUG."""
    catalogue = caches.catalogue
    log.info(
        "opened: %d articles, read only %s, schema %d, analyser %s, %s, %d findings, %.2f s",
        catalogue.count(),
        folder.read_only,
        SCHEMA_VERSION,
        ANALYSER_VERSION,
        caches.folder.name,
        len(folder.notices) + len(catalogue.findings()),
        seconds,
    )
    log.debug("opened: %s, its caches in %s", folder.path, caches.folder)


def build_caches(
    folder: ArchiveFolder,
    base: Path,
    progress: ProgressCallback = ignore,
    cancel: CancelToken | None = None,
    places: Mapping[str, str] = MappingProxyType({}),
) -> Caches:
    """Make a new generation of caches below ``base`` from the folder, and adopt it.

    ``places`` are the paths of the articles by their ids, as far as they are known.
    Raises `Cancelled`, and leaves the present generation as it is then.
    """
    caches, begun = Caches.begin(base), time.monotonic()
    try:
        importer = importing.Importer(
            folder, caches, progress=progress, cancel=cancel or CancelToken()
        )
        found = list(folder.walk())
        importer.adopt((each.path for each in found if each.kind == "original"), places)
        unnamed = [sound(str(each.path)) for each in found if each.kind == "undecodable-name"]
        findings = [Finding("warning", "undecodable-name", path) for path in unnamed]
        if findings:
            caches.catalogue.set_findings([*caches.catalogue.findings(), *findings])
        importer.cancel.check()
    except BaseException:
        caches.close()
        raise
    caches.adopt()
    count = caches.catalogue.count()
    log.info("caches made anew: %d articles, %.1f s", count, time.monotonic() - begun)
    return caches


def rebuild_caches(
    folder: ArchiveFolder,
    old: Caches,
    progress: ProgressCallback = ignore,
    cancel: CancelToken | None = None,
) -> Caches:
    """Make a new generation beside the present one, as `build_caches`; what that one tells of
    where articles lie, and of sidecars that were made again, is taken over."""
    places: dict[str, str] = {}
    told: list[Finding] = []
    with suppress(CacheError):
        places = {key: path for key, (path, _) in old.catalogue.stamps().items()}
        told = [f for f in old.catalogue.findings() if f.key == last_known.RESTORED]
    caches = build_caches(folder, old.folder.parent, progress, cancel, places)
    if told:
        caches.catalogue.set_findings([*caches.catalogue.findings(), *told])
    return caches


def check(
    folder: ArchiveFolder,
    caches: Caches,
    *,
    progress: ProgressCallback = ignore,
    cancel: CancelToken | None = None,
) -> list[Finding]:
    """Return what is amiss in the folder, and where the caches disagree with it.

    Raises `NotConnected`, `Cancelled`.
    """
    folder.require()
    found = verify.verify(folder, progress=progress, cancel=cancel)
    catalogue = caches.catalogue
    here = {path.relative_to(folder.path).as_posix() for path in folder.originals()}
    listed = {article.path: article for article in catalogue.all()}
    extra = sorted(here - listed.keys() - {f.path for f in found if f.key == "sidecar-copy"})
    twins = copies.findings(catalogue, extra)
    known = {finding.path for finding in twins}
    # A second copy needs no sidecar, and may have that of its article.
    copied = {"no-sidecar", "same-id"}
    found = [f for f in found if f.key not in copied or not known & {f.path, f.detail}] + twins
    found += [Finding("warning", "not-listed", path) for path in extra if path not in known]
    found += [Finding("error", "missing", path) for path in sorted(listed.keys() - here)]
    found += [
        Finding("warning", "stale", path)
        for path, article in sorted(listed.items())
        if article.status is Status.STALE
    ]
    found += caches.index.verify([article.doc for article in listed.values()])
    found += [
        Finding("info", "outdated", "", f"{each.extractor} → {each.present}: {each.count}")
        for each in reextraction.outdated(caches)
    ]
    return list(dict.fromkeys(found))
