"""Between the catalogue's rows and the values of `core.model`."""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from archive_app.core.model import (
    Anchor,
    Annotation,
    Article,
    Block,
    DateCandidate,
    Link,
    Metadata,
    Repair,
    Status,
    Style,
)
from archive_app.search.catalogue.raw_tokens import raw_tokens
from archive_app.text.labels import tidy

UNIT = "\x1f"
"""Parts the values of a list in one column (ASCII's unit separator)."""

ARTICLE_COLUMNS = (
    "doc, id, path, title, creator, source, date, language, identifier, description, dates, "
    "media_type, size, words, added, tags, annotations, read, status, reason, story, parent, stale"
)

LEVEL = 1
"""zlib's level: 6 saves another tenth of the room and takes three times as long."""

Stamp = tuple[int, int, int, int]
"""Modification time (ns) and size (bytes) of the original, then of its sidecar."""


class Structured(Protocol):
    """What has a structure to keep: an `Entry`, or an `Extraction`."""

    @property
    def blocks(self) -> tuple[Block, ...]: ...  # noqa: D102
    @property
    def links(self) -> tuple[Link, ...]: ...  # noqa: D102
    @property
    def repairs(self) -> tuple[Repair, ...]: ...  # noqa: D102
    @property
    def warnings(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def styles(self) -> tuple[Style, ...]: ...  # noqa: D102


class Packed(NamedTuple):
    """A text ready for the catalogue, made where there was time (in a worker): `pack_text`,
    `pack_structure`, and the text's raw tokens, a line each."""

    text: bytes
    structure: bytes
    raw_tokens: str


@dataclass(frozen=True, slots=True)
class Entry:
    """All that the catalogue keeps of one article. ``article.doc`` is given by the catalogue.

    With ``packed`` the text and its structure are not looked at.
    """

    article: Article
    text: str = ""
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
    styles: tuple[Style, ...] = ()
    extractor: str = ""
    text_hash: str = ""
    sha256: str = ""
    annotations: tuple[Annotation, ...] = ()
    stamp: Stamp = (0, 0, 0, 0)
    packed: Packed | None = None


def join(values: Iterable[str]) -> str:
    """Return a list of strings as one column's value."""
    return UNIT.join(value.replace(UNIT, " ") for value in values)


def split(value: str) -> tuple[str, ...]:
    """Return the list that `join` made a column's value of."""
    return tuple(value.split(UNIT)) if value else ()


def article_values(article: Article) -> tuple[Any, ...]:
    """Return an article's columns from ``id`` to ``parent``, in the order of `ARTICLE_COLUMNS`."""
    metadata = article.metadata
    dates = (
        json.dumps(
            [[d.date, d.origin, d.confidence, d.quote] for d in metadata.dates],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        if metadata.dates
        else ""
    )
    return (
        article.id,
        article.path,
        metadata.title,
        join(map(tidy, metadata.creator)),
        tidy(metadata.source),  # those that older versions read, too
        metadata.date,
        metadata.language,
        metadata.identifier,
        metadata.description,
        dates,
        article.media_type,
        article.size,
        article.words,
        article.added,
        join(article.tags),
        article.annotations,
        int(article.read),
        "" if article.status in (Status.OK, Status.STALE) else article.status.value,
        article.reason,
        article.story,
        article.parent,
    )


def to_article(row: tuple[Any, ...]) -> Article:
    """Return the article of a row of `ARTICLE_COLUMNS`."""
    dates: tuple[DateCandidate, ...] = ()
    if row[10]:
        dates = tuple(DateCandidate(*item) for item in json.loads(row[10]))
    status = Status(row[18]) if row[18] else Status.STALE if row[22] else Status.OK
    return Article(
        id=row[1],
        doc=row[0],
        path=row[2],
        metadata=Metadata(row[3], split(row[4]), row[5], row[6], row[7], row[8], row[9], dates),
        media_type=row[11],
        size=row[12],
        words=row[13],
        added=row[14],
        tags=split(row[15]),
        annotations=row[16],
        read=bool(row[17]),
        status=status,
        reason=row[19],
        story=row[20],
        parent=row[21],
    )


def pack(text: str, structure: Structured) -> Packed:
    """Return a text and its structure packed for `Entry.packed`."""
    return Packed(pack_text(text), pack_structure(structure), "\n".join(raw_tokens(text)))


def pack_text(text: str) -> bytes:
    """Return a text compressed. Lone surrogates, which hostile files bring, survive."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), LEVEL)


def unpack_text(data: bytes) -> str:
    """Return the text that `pack_text` compressed."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def unpack_beginning(data: bytes, size: int) -> tuple[str, bool]:
    """Return the beginning of a text, about ``size`` bytes of it, and whether that is all."""
    unpacker = zlib.decompressobj()
    raw = unpacker.decompress(data, size)
    text, _ = codecs.utf_8_decode(raw, "surrogatepass", unpacker.eof)
    return text, unpacker.eof


def pack_structure(entry: Structured) -> bytes:
    """Return an article's blocks, links, repairs, warnings and styles, packed; empty where it has
    none."""
    if not (entry.blocks or entry.links or entry.repairs or entry.warnings):
        return b""
    data = [
        [[b.kind, b.start, b.end, b.level, b.name, b.label] for b in entry.blocks],
        [[link.start, link.end, link.href] for link in entry.links],
        [[r.kind, r.count, r.before, r.after] for r in entry.repairs],
        list(entry.warnings),
        [[style.start, style.end, style.kind] for style in entry.styles],
    ]
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode(), LEVEL)


class Structure(NamedTuple):
    """What is known of a text besides its letters."""

    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
    styles: tuple[Style, ...] = ()


def unpack_structure(data: bytes) -> Structure:
    """Return what `pack_structure` packed, also what an older version did: there were no styles
    and no labels of list items."""
    if not data:
        return Structure()
    blocks, links, repairs, warnings, *styles = json.loads(zlib.decompress(data))
    return Structure(
        tuple(Block(*item) for item in blocks),
        tuple(Link(*item) for item in links),
        tuple(Repair(*item) for item in repairs),
        tuple(warnings),
        tuple(Style(*item) for item in (styles[0] if styles else ())),
    )


def annotation_values(doc: int, item: Annotation) -> tuple[Any, ...]:
    """Return an annotation's row."""
    anchor = item.anchor
    data = [
        [
            anchor.start,
            anchor.end,
            anchor.exact,
            anchor.prefix,
            anchor.suffix,
            anchor.text_hash,
            anchor.extractor,
            anchor.surroundings,
        ]
        if anchor
        else None,
        item.note,
        list(item.tags),
        item.created,
        item.creator,
        int(item.review),
        dict(item.extra),
    ]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    return doc, item.id, item.motivation, item.color, item.modified, text


def to_annotation(row: tuple[Any, ...]) -> Annotation:
    """Return the annotation of a row of ``id, motivation, color, modified, data``."""
    ident, motivation, color, modified, text = row
    anchor, note, tags, created, creator, review, extra = json.loads(text)
    return Annotation(
        id=ident,
        motivation=motivation,
        anchor=Anchor(*anchor) if anchor else None,
        color=color,
        note=note,
        tags=tuple(tags),
        created=created,
        modified=modified,
        creator=creator,
        review=bool(review),
        extra=extra,
    )


SETTERS = ", ".join(f"{name.strip()} = ?" for name in ARTICLE_COLUMNS.split(",")[2:-1])
"""Every column of an article that `article_values` gives, but for its id."""


def all_text(entry: Entry) -> str:
    """All the words that an article brings to the index, whatever the field."""
    article = entry.article
    notes = (item.note for item in entry.annotations)
    tags = (tag for item in entry.annotations for tag in item.tags)
    parts = (article.metadata.title, *article.metadata.creator, *article.tags, *tags, *notes)
    return "\n".join((*parts, entry.text))


def tags_of(annotations: Iterable[Annotation]) -> tuple[str, ...]:
    """Return the tags that annotations put on their article as a whole, without repeats."""
    found = (
        tag
        for item in annotations
        if item.motivation == "tagging" and item.anchor is None
        for tag in item.tags
    )
    return tuple(dict.fromkeys(found))


def stamp(value: str) -> Stamp:
    """Return a stored stamp."""
    parts = [int(part) for part in value.split()]
    return (parts[0], parts[1], parts[2], parts[3])
