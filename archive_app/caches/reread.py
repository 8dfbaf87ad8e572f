"""Sidecars that changed while their originals did not, taken into the caches."""

from __future__ import annotations

import os

from archive_app.caches import Caches, prepare
from archive_app.core.errors import SidecarError
from archive_app.core.model import Changes, Extraction, Finding
from archive_app.library import sidecar as sidecars
from archive_app.library.folder import ArchiveFolder

Stamp = tuple[int, int, int, int]
"""Time of change (ns) and size (bytes) of an original, then of its sidecar (0 where none is)."""

_WINDOW = 500


def stamp_of(folder: ArchiveFolder, path: str) -> Stamp:
    """The stamp of a file of the archive as it is now. Raises OSError."""
    original = (folder.path / path).stat()
    try:
        sidecar: os.stat_result | None = folder.sidecar_path(path).stat()
    except OSError:
        sidecar = None
    return (
        original.st_mtime_ns,
        original.st_size,
        sidecar.st_mtime_ns if sidecar else 0,
        sidecar.st_size if sidecar else 0,
    )


def reread(
    folder: ArchiveFolder,
    caches: Caches,
    touched: dict[str, Stamp],
    by_path: dict[str, str],
    findings: list[Finding],
) -> Changes:
    """Take in sidecars that were changed (or made, or removed) from outside."""
    catalogue = caches.catalogue
    changes = Changes()
    batch = []
    for path, stamp in touched.items():
        article_id = by_path[path]
        try:
            sidecar, read = sidecars.load(folder.sidecar_path(path))
        except FileNotFoundError:
            continue  # taken away: the article keeps what the catalogue has until a rebuild
        except SidecarError as error:
            findings.append(Finding("error", "broken-sidecar", path, error.detail))
            catalogue.set_stamps({article_id: stamp_of(folder, path)})
            continue
        content = catalogue.content(article_id)
        extraction = Extraction(
            text=content.text,
            extractor=content.extractor,
            media_type=content.article.media_type,
            metadata=sidecar.metadata,
            blocks=content.blocks,
            links=content.links,
            repairs=content.repairs,
            warnings=content.warnings,
        )
        if sidecar.id != article_id:  # another article's sidecar: then it is that article
            caches.drop([article_id])
        batch.append(
            prepare(
                path,
                sidecar,
                extraction if content.text else None,
                (*stamp[:2], read.mtime_ns, read.size),
            )
        )
        changes |= Changes(
            articles=frozenset({article_id, sidecar.id}), metadata=True, tags=True, annotations=True
        )
    for start in range(0, len(batch), _WINDOW):
        caches.put(batch[start : start + _WINDOW])
    return changes
