"""What the catalogue knows of an article's sidecar that is gone: enough to make it again.

A sidecar that vanishes outside takes all of a user's work with it, and nobody has that but the
catalogue, which holds the annotations whole and the rest as it was shown. What it does not hold is
lost: tombstones, other programs' annotations, and keys of later versions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from archive_app.caches.caches import Caches
from archive_app.core.errors import NotFound
from archive_app.core.model import Article, Finding, Metadata
from archive_app.library.record import USER_METADATA
from archive_app.library.sidecar import Sidecar, UserValue
from archive_app.search.catalogue import Catalogue
from archive_app.text.labels import tidy

RESTORED = "sidecar-restored"
"""The key of the finding that tells of a sidecar that was made again."""


def restored(caches: Caches, first: Sidecar) -> Sidecar:
    """``first``, the sidecar that was begun for an article whose own is gone, with what the
    catalogue knows of that; as it is where the article is not listed.

    What the user set is told by its difference from what extraction finds, where the bytes are
    those that were read then. Its time is that of the import: where the true sidecar comes back,
    what that says is newer, and wins where the two are merged.
    """
    catalogue = caches.catalogue
    try:
        content = catalogue.content(first.id)
    except NotFound:
        return first
    article = content.article
    values: dict[str, Any] = {"read": True} if article.read else {}
    if catalogue.by_sha256(first.sha256) == first.id:
        values |= _set_by_user(article.metadata, first.metadata)
        if content.extractor == first.extractor:
            kinds = {each.kind for each in first.repairs} - {r.kind for r in content.repairs}
            values |= {"refused_repairs": tuple(sorted(kinds))} if kinds else {}
    return replace(
        first,
        added=article.added or first.added,
        parent=article.parent or first.parent,
        annotations=catalogue.annotations(first.id),
        user={name: UserValue(value, article.added) for name, value in values.items()},
    )


def _set_by_user(shown: Metadata, extracted: Metadata) -> dict[str, Any]:
    """The values that are shown and were not extracted; the catalogue holds names tidied."""
    return {
        name: getattr(shown, name)
        for name in USER_METADATA
        if _tidied(getattr(shown, name)) != _tidied(getattr(extracted, name))
    }


def _tidied(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return tidy(value) if isinstance(value, str) else tuple(map(tidy, value))


def told_of(catalogue: Catalogue) -> list[Article]:
    """The articles whose sidecars were made again, and nobody has said yet what he thinks of it."""
    paths = [finding.path for finding in catalogue.findings() if finding.key == RESTORED]
    ids = [id_ for id_ in map(catalogue.by_path, dict.fromkeys(paths)) if id_ is not None]
    return [catalogue.get(id_) for id_ in ids]


def settle(catalogue: Catalogue, articles: Iterable[Article]) -> None:
    """Tell no more of these articles' sidecars."""
    paths = {article.path for article in articles}
    present: tuple[Finding, ...] = catalogue.findings()
    kept = tuple(f for f in present if f.key != RESTORED or f.path not in paths)
    if kept != present:
        catalogue.set_findings(kept)
