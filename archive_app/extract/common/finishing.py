"""The last step of every structured format: text, blocks and what the text says of itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from itertools import accumulate

from archive_app.core.errors import LimitExceeded
from archive_app.core.model import Extraction, Link, Metadata, Part, Repair, Style
from archive_app.extract.common import boilerplate
from archive_app.extract.common.builder import TextBuilder, Written
from archive_app.extract.common.metadata import describe
from archive_app.extract.common.plain import with_title
from archive_app.extract.common.repair import repair, variants
from archive_app.extract.common.source import Source
from archive_app.text.authors import decoded, split_authors
from archive_app.text.dates import date_in_url
from archive_app.text.labels import tidy


def finish(
    source: Source,
    builder: TextBuilder,
    *,
    stamp: str,
    media_type: str,
    known: Metadata | None = None,
    repairs: Iterable[Repair] = (),
    warnings: Iterable[str] = (),
    parts: Iterable[Part] = (),
    web: bool = False,
) -> Extraction:
    """The extraction of ``source`` from what was written into ``builder``.

    ``web``: it is a web page, whose leftovers are hidden; of other files nobody but the author
    knows what is none of the text. ``known`` is the metadata that the format states; its gaps are
    filled from the text.
    An extraction without text carries the warning ``no-text`` first, then what else there is.
    Raises `LimitExceeded` where there is more text than the source's limits allow.
    """
    known = tidied(known or Metadata())
    written, mended = _mended(builder.finish(), source.refused)
    text, blocks, links, styles, places = written
    repairs = (*repairs, *mended)
    if len(text) > source.limits.text:
        raise LimitExceeded(source.path, f"{len(text)} characters")
    warnings = tuple(warnings)
    if not text:
        return Extraction(
            text="",
            extractor=stamp,
            media_type=media_type,
            metadata=known,
            blocks=blocks,
            repairs=repairs,
            warnings=("no-text", *warnings),
            parts=tuple(parts),
        )
    in_url = date_in_url(known.identifier) if known.identifier else None
    if in_url and all(in_url.date != date.date for date in known.dates):
        known = replace(known, dates=(*known.dates, in_url))
    visible = boilerplate.hide(text, blocks) if web else blocks
    metadata = describe(text, visible, known)
    return Extraction(
        text=text,
        extractor=stamp,
        media_type=media_type,
        metadata=metadata,
        blocks=with_title(text, list(visible), metadata),
        links=_resolved(links, places),
        styles=styles,
        repairs=repairs,
        warnings=warnings,
        parts=tuple(parts),
    )


def tidied(known: Metadata) -> Metadata:
    """Return metadata without what nobody sees in its names (a newspaper would be two)."""
    return replace(
        known,
        title=tidy(decoded(known.title)),
        creator=tuple(dict.fromkeys(filter(None, map(tidy, _authors(known.creator))))),
        source=tidy(decoded(known.source)),
    )


def _authors(stated: tuple[str, ...]) -> list[str]:
    """The authors that a file states: in one line, or each in a place of its own."""
    return split_authors(stated[0]) if len(stated) == 1 else [decoded(name) for name in stated]


def _resolved(links: Iterable[Link], places: Mapping[str, int]) -> tuple[Link, ...]:
    """The links, those to places of the text by their code points; without those that lead to
    places that are not there."""
    found = []
    for link in links:
        if not link.href.startswith("#"):
            found.append(link)
        elif (place := places.get(link.href[1:])) is not None:
            found.append(replace(link, href=f"#{place}"))
    return tuple(found)


def _mended(written: Written, refuse: Container[str]) -> tuple[Written, tuple[Repair, ...]]:
    """A text with its blocks and links after `repair`, which mends line by line.

    A block begins and ends with lines, so that its new place is known. A link is found again by
    its own mended words in its line; it covers the whole line where they are not there.
    """
    text, blocks, links, styles, places = written
    mended, done = repair(text, refuse)
    if not done:
        return written, ()
    before, after = text.split("\n"), mended.split("\n")
    old = [0, *accumulate(len(line) + 1 for line in before)]
    new = [0, *accumulate(len(line) + 1 for line in after)]

    def place(at: int) -> int:
        line = bisect_right(old, at) - 1
        inside = at - old[line]
        if inside >= len(before[line]):
            return new[line] + len(after[line])
        return new[line] + (0 if not inside else min(inside, len(after[line])))

    moved = []
    for link in links:
        if link.start == link.end:
            moved.append(replace(link, start=place(link.start), end=place(link.start)))
            continue
        line = bisect_right(old, link.start) - 1
        words = next(
            (one for one in variants(text[link.start : link.end]) if one in after[line]),
            after[line],
        )
        at = after[line].find(words)
        if words:
            moved.append(Link(new[line] + at, new[line] + at + len(words), link.href))

    def as_it_was(style: Style) -> bool:
        line = bisect_right(old, style.start) - 1
        return before[line] == after[line] and style.end <= old[line] + len(before[line])

    kept = tuple(
        replace(style, start=place(style.start), end=place(style.start) + style.end - style.start)
        for style in styles
        if as_it_was(style)
    )
    stand = {name: place(at) for name, at in places.items()}
    changed = tuple(
        replace(block, start=place(block.start), end=place(block.end)) for block in blocks
    )
    return Written(mended, changed, tuple(moved), kept, stand), done
