"""References as CSL-JSON, which Zotero, pandoc and citeproc read (schema 1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from archive_app.core.model import Article
from archive_app.export.reference import Reference, reference

SUFFIX = ".json"


_TYPES = {
    "article": "article-newspaper",
    "book": "book",
    "email": "personal_communication",
    "webpage": "webpage",
}


def write(articles: Iterable[Article]) -> str:
    """The articles as one array of references."""
    return json.dumps([_entry(a) for a in articles], ensure_ascii=False, indent=1) + "\n"


def _entry(article: Article) -> dict[str, Any]:
    one = reference(article)
    entry: dict[str, Any] = {
        "id": one.id,
        "type": _TYPES[one.kind],
        "genre": "E-mail" if one.kind == "email" else "",
        "title": one.title,
        # Whole names: which part of an Arabic name is the family's no program can know.
        "author": [{"literal": name} for name in one.creator],
        "publisher" if one.kind == "book" else "container-title": one.source,
        "issued": _issued(one),
        "accessed": {"date-parts": [list(one.accessed)]} if one.accessed else {},
        "URL": one.url,
        "language": one.language,
        "abstract": one.description,
    }
    return {name: value for name, value in entry.items() if value}


def _issued(one: Reference) -> dict[str, Any]:
    """A date, perhaps partial, as its parts; what is none as it is written."""
    if one.date:
        return {"date-parts": [list(one.date)]}
    return {"raw": one.undated} if one.undated else {}
