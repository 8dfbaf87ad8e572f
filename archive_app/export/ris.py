"""References for Zotero, EndNote and Mendeley: RIS (ISI ResearchSoft's tagged format, 2011)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive_app.core.model import Article
from archive_app.export.reference import iso, reference

SUFFIX = ".ris"


_TYPES = {"article": "NEWS", "book": "BOOK", "email": "ICOMM", "webpage": "ELEC"}


def write(articles: Iterable[Article]) -> str:
    """The articles as references, lines ending in CR LF as the format has it."""
    lines = (line for article in articles for line in _entry(article))
    return "".join(f"{line}\r\n" for line in lines)


def _entry(article: Article) -> Iterator[str]:
    one = reference(article)
    values = [
        ("TI", one.title),
        *(("AU", name) for name in one.creator),
        ("PB" if one.kind == "book" else "T2", one.source),
        ("PY", one.iso[:4]),
        ("DA", _slashed(one.date)),
        ("Y2", _slashed(one.accessed)),
        ("UR", one.url),
        ("LA", one.language),
        ("AB", one.description),
        ("ID", one.id),
    ]
    yield f"TY  - {_TYPES[one.kind]}"
    for tag, value in values:
        if value:
            yield f"{tag}  - {value}"
    yield "ER  - "
    yield ""


def _slashed(parts: tuple[int, ...]) -> str:
    """A date as RIS has it: ``2018/04/04/``, what is not known left empty."""
    if not parts:
        return ""
    year, month, day = [*iso(parts).split("-"), "", ""][:3]
    return f"{year}/{month}/{day}/"
