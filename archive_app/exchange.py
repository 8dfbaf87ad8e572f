"""What goes between the archive and other programs: annotations in, references out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from archive_app.core.model import Article, Changes
from archive_app.export import bibtex, csl, ris
from archive_app.library.foreign import Foreign

FORMS: Mapping[str, tuple[str, Callable[[Iterable[Article]], str]]] = {
    "bibtex": (".bib", bibtex.write),
    "ris": (".ris", ris.write),
    "csl": (".json", csl.write),
}
"""The forms of references: each one's suffix and writer."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import of annotations did: what changed, how many came in, and those whose
    article is not in the archive."""

    changes: Changes
    added: int
    unmatched: tuple[Foreign, ...]


def address(url: str) -> str:
    """Return a web address to compare by: no scheme, ``www.``, fragment or final slash."""
    parts = urlsplit(url.strip())
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{unquote(parts.path).rstrip('/')}{query}"


def assign(
    items: Iterable[Foreign], articles: Iterable[Article], *, everything: bool = False
) -> tuple[dict[str, list[Foreign]], list[Foreign]]:
    """Find the article of each annotation, by its web address, else by its file's name.

    Returns the annotations by article id, and those of no article, or of more than one. With
    ``everything`` all belong to the only article given.
    """
    if everything:
        return {article.id: list(items) for article in articles}, []
    by_address: dict[str, set[str]] = {}
    for article in articles:
        keys = {article.path.rpartition("/")[2], article.path}
        if article.metadata.identifier:
            keys.add(address(article.metadata.identifier))
        for key in keys:
            by_address.setdefault(key, set()).add(article.id)
    assigned: dict[str, list[Foreign]] = {}
    unmatched: list[Foreign] = []
    for item in items:
        name = unquote(urlsplit(item.source).path).rpartition("/")[2]
        found = by_address.get(address(item.source)) or by_address.get(name) or set()
        if item.source and len(found) == 1:
            assigned.setdefault(next(iter(found)), []).append(item)
        else:
            unmatched.append(item)
    return assigned, unmatched
