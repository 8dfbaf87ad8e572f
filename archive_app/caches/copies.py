"""Files in the archive's folder whose bytes an article has already: remembered, not listed.

Such a file stays where it lies and becomes no article of its own, for the same text twice helps
nobody; nor is it lost: when its article's own file vanishes, it takes that one's place, and
when the article is deleted, it becomes an article. What is remembered is a cache, kept in the
catalogue: without it the files are compared again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass

from archive_app.core.model import Finding, Status
from archive_app.search.catalogue import Catalogue

_KEY = "copies"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file as it was when it was compared (``mtime_ns``, ``size`` in bytes), the id of the
    article that has its bytes, and its sidecar as it was when that was merged (0: there was none).
    """

    mtime_ns: int
    size: int
    article_id: str
    sidecar_mtime_ns: int = 0
    sidecar_size: int = 0


def load(catalogue: Catalogue) -> dict[str, Copy]:
    """The remembered files by their path relative to the archive (POSIX)."""
    found: dict[str, Copy] = {}
    with suppress(ValueError, TypeError, AttributeError):
        for path, (mtime_ns, size, twin, *beside) in json.loads(
            catalogue.meta(_KEY) or "{}"
        ).items():
            found[path] = Copy(int(mtime_ns), int(size), str(twin), *map(int, beside))
    return found


def save(catalogue: Catalogue, copies: Mapping[str, Copy]) -> None:
    """Remember these files, and no others."""
    rows = {path: astuple(copy) for path, copy in copies.items()}
    catalogue.set_meta(_KEY, json.dumps(rows, ensure_ascii=False) if rows else "")


def remember(catalogue: Catalogue, copies: Mapping[str, Copy]) -> None:
    """Remember these files besides those that are."""
    if copies:
        save(catalogue, {**load(catalogue), **copies})


def sound(catalogue: Catalogue, copies: Mapping[str, Copy]) -> dict[str, Copy]:
    """Those whose article is still listed and has its own file, as far as the catalogue knows."""
    twins = {copy.article_id: catalogue.find(copy.article_id) for copy in copies.values()}
    there = {key for key, twin in twins.items() if twin and twin.status is not Status.MISSING}
    return {path: copy for path, copy in copies.items() if copy.article_id in there}


def findings(catalogue: Catalogue, here: Iterable[str]) -> list[Finding]:
    """One finding, ``duplicate-file``, for each of the paths that is remembered; its detail is
    the path of the article with the same bytes."""
    known = sound(catalogue, load(catalogue))
    return [
        Finding("info", "duplicate-file", path, catalogue.get(known[path].article_id).path)
        for path in here
        if path in known
    ]
