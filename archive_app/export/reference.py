"""An article as a reference: its fields clean of what only orders text, its dates real ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from archive_app.core.model import Article

Kind = Literal["article", "book", "email", "webpage"]

_KINDS: dict[str, Kind] = {
    "application/epub+zip": "book",
    "message/rfc822": "email",
    "application/vnd.ms-outlook": "email",
}
_PAGES = ("text/html", "application/xhtml+xml", "multipart/related", "application/x-mimearchive")

_UNSEEN = dict.fromkeys(
    [0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)
"""Marks that order text and blanks without width. The joiners stay: they are spelling."""

_DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference says. ``date`` are year, month and day, as many as are known; none where
    the article's date is no date, which is ``undated`` then. ``accessed`` is when the archive got
    a thing that has an address."""

    id: str
    kind: Kind
    title: str
    creator: tuple[str, ...]
    source: str
    date: tuple[int, ...]
    undated: str
    url: str
    language: str
    description: str
    accessed: tuple[int, ...]

    @property
    def iso(self) -> str:
        """The date as ISO 8601 in ASCII digits, perhaps partial; empty where there is none."""
        return iso(self.date)


def reference(article: Article) -> Reference:
    """Return the reference of an article. One without a title goes by its file's name."""
    m = article.metadata
    parts = _date(m.date)
    url = clean(m.identifier)
    return Reference(
        id=article.id,
        kind=_kind(article),
        title=clean(m.title) or clean(article.path.rpartition("/")[2]),
        creator=tuple(filter(None, map(clean, m.creator))),
        source=clean(m.source),
        date=parts,
        undated="" if parts else clean(m.date),
        url=url,
        language=clean(m.language),
        description=clean(m.description),
        accessed=_date(article.added[:10]) if url.startswith(("http://", "https://")) else (),
    )


def clean(text: str) -> str:
    """Return a text on one line, without marks that nobody sees."""
    return " ".join(text.translate(_UNSEEN).split())


def iso(parts: tuple[int, ...]) -> str:
    """Return year, month and day as ISO 8601."""
    return "-".join(f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(parts))


def _date(text: str) -> tuple[int, ...]:
    """The parts of an ISO date, in whatever digits; none of what is no date of the calendar."""
    match = _ISO.fullmatch(clean(text).translate(_DIGITS))
    parts = tuple(int(part) for part in match.groups() if part) if match else ()
    try:
        date(*(*parts, 1, 1)[:3])
    except (ValueError, TypeError):
        return ()
    return parts


def _kind(article: Article) -> Kind:
    media_type = article.media_type.partition(";")[0].strip().lower()
    if media_type in _PAGES and article.metadata.identifier and not article.metadata.source:
        return "webpage"
    return _KINDS.get(media_type, "article")
