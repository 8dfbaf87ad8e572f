"""References as CSL-JSON, which Zotero, pandoc and citeproc read (schema 1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from archive_app.core.model import Article

SUFFIX = ".json"


def write(articles: Iterable[Article]) -> str:
    """The articles as one array of newspaper articles."""
    return json.dumps([_entry(a) for a in articles], ensure_ascii=False, indent=1) + "\n"


def _entry(article: Article) -> dict[str, Any]:
    m = article.metadata
    entry: dict[str, Any] = {
        "id": article.id,
        "type": "article-newspaper",
        "title": m.title or article.path.rpartition("/")[2],
        # Whole names: which part of an Arabic name is the family's no program can know.
        "author": [{"literal": name} for name in m.creator],
        "container-title": m.source,
        "issued": _issued(m.date),
        "URL": m.identifier,
        "language": m.language,
        "abstract": m.description,
    }
    return {name: value for name, value in entry.items() if value}


def _issued(date: str) -> dict[str, Any]:
    """A date, perhaps partial, as its parts; what is none as it is written."""
    with suppress(ValueError):
        return {"date-parts": [[int(part) for part in date.split("-")]]}
    return {"raw": date} if date else {}
