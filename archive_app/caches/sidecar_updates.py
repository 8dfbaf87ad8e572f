"""Sidecars that changed while their originals did not, taken into the caches."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from archive_app.caches import Caches, prepare
from archive_app.core.errors import SidecarError
from archive_app.core.model import Changes, Extraction, Finding
from archive_app.library import sidecar as sidecars
from archive_app.library.folder import ArchiveFolder

_WINDOW = 500


def update_from_sidecars(
    folder: ArchiveFolder, caches: Caches, articles: Mapping[str, str]
) -> tuple[Changes, list[Finding]]:
    """Take in the sidecars of these articles (id → path of the original) as they are now.

    The originals count as they were when they were read. Returns what that changed, and which
    sidecars are broken.
    """
    catalogue = caches.catalogue
    stamps = catalogue.stamps(articles.values())
    changes = Changes()
    findings: list[Finding] = []
    batch = []
    for article_id, path in articles.items():
        original = stamps[article_id][1][:2]
        beside = folder.sidecar_path(path)
        try:
            sidecar, read = sidecars.load(beside)
        except FileNotFoundError:
            continue  # taken away: the article keeps what the catalogue has until a rebuild
        except SidecarError as error:
            findings.append(Finding("error", "broken-sidecar", path, error.detail))
            with suppress(OSError):
                status = beside.stat()
                seen = (*original, status.st_mtime_ns, status.st_size)
                catalogue.set_stamps({article_id: seen})
            continue
        content = catalogue.content(article_id)
        extraction = Extraction(
            text=content.text,
            extractor=content.extractor,
            media_type=content.article.media_type,
            metadata=sidecar.metadata,
            blocks=content.blocks,
            links=content.links,
            styles=content.styles,
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
                (*original, read.mtime_ns, read.size),
            )
        )
        changes |= Changes(
            articles=frozenset({article_id, sidecar.id}), metadata=True, tags=True, annotations=True
        )
    for start in range(0, len(batch), _WINDOW):
        findings += caches.put(batch[start : start + _WINDOW])
    return changes, findings
