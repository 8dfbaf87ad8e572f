"""References for Zotero, EndNote and Mendeley: RIS (ISI ResearchSoft's tagged format, 2011)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive_app.core.model import Article

SUFFIX = ".ris"


def write(articles: Iterable[Article]) -> str:
    """The articles as newspaper articles, lines ending in CR LF as the format has it."""
    lines = (line for article in articles for line in _entry(article))
    return "".join(f"{line}\r\n" for line in lines)


def _entry(article: Article) -> Iterator[str]:
    m = article.metadata
    year, month, day = [*m.date.split("-"), "", "", ""][:3]
    values = [
        ("TI", m.title or article.path.rpartition("/")[2]),
        *(("AU", name) for name in m.creator),
        ("T2", m.source),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("UR", m.identifier),
        ("LA", m.language),
        ("AB", m.description),
        ("ID", article.id),
    ]
    yield "TY  - NEWS"
    for tag, value in values:
        if value.strip():
            # A value is one line: what follows a line break would be read as another tag.
            yield f"{tag}  - {' '.join(value.split())}"
    yield "ER  - "
    yield ""
