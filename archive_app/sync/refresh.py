"""What changed in the archive's folder from outside, taken into the caches.

A file is looked at by its size and time of change, and read only where these differ from what
the catalogue noted. What vanished is marked missing, never forgotten: its sidecar may hold
work, and it may come back.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from archive_app.core.model import Changes
from archive_app.importing import Importer
from archive_app.library.leftovers import sweep
from archive_app.sync.apply import adopt, apply, catch_up
from archive_app.sync.compare import Known, compare
from archive_app.sync.decide import decide
from archive_app.sync.walk import look

log = logging.getLogger(__name__)


def refresh(importer: Importer, paths: Iterable[Path] | None = None) -> Changes:
    """Take in what changed in the folder from outside; return what that changed.

    ``paths`` (absolute, or relative to the archive; files or folders) say where to look; None
    looks everywhere. In an archive that is read only nothing is written but the caches.
    """
    folder = importer.folder
    with importer.hold():
        disk = look(folder, paths)
        if disk.whole and not folder.read_only:
            sweep(folder.path)
        known = Known(importer.caches.catalogue, disk.places)
        decisions = decide(compare(known, disk))
        if done := Counter(each.case for each in decisions if each.steps):
            log.info("refresh: %s", ", ".join(f"{case} {count}" for case, count in done.items()))
        changes, unread = apply(importer, decisions, disk)
    changes |= adopt(importer, unread)
    with importer.hold():
        return changes | catch_up(importer)
