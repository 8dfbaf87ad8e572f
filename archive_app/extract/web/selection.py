"""Which blocks of a page belong to its article, given what trafilatura took for it.

Trafilatura finds where an article is, but loses pieces inside it: subheadings, short list
items, captions, links. So the page's own blocks are taken from the first to the last that it
found, with what stands between them, unless that is links.
"""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.core.model import Block, Link
from archive_app.extract.common.builder import TextBuilder, Written, kept, squeeze

_SURE = 25  # code points from which on a block found inside a longer paragraph is no chance
_FOUND = 0.8  # of trafilatura's text that must be among the page's blocks
_ADDED = 0.4  # of trafilatura's text that the blocks between may add to it at most
_BEFORE = 12  # blocks (date, byline, lead) that may stand between title and first paragraph
_SMALL = 600  # code points of plain text on a whole page, up to which all of it is taken
_LINKED = 0.5  # of a block's text in links, from which on it is a menu's


def around(written: Written, found: Sequence[str], title: str) -> TextBuilder:
    """The blocks of a page (``written``) that belong with the paragraphs ``found`` in it.

    The page's heading comes with them if it says ``title`` and stands shortly before. Where the
    page's blocks do not match what was found, ``found`` itself is taken.
    """
    text, blocks, links = written[:3]
    units = {squeeze(unit) for unit in found}
    joined = "\n".join(units)
    wanted = sum(map(len, units))
    marks = []
    for block in blocks:
        body = squeeze(text[block.start : block.end])
        marks.append(bool(body) and (body in units or (len(body) >= _SURE and body in joined)))
    matched = sum(
        block.end - block.start for block, mark in zip(blocks, marks, strict=True) if mark
    )
    if not any(marks) or matched < _FOUND * wanted:
        return _as_found(found, title)
    linked = _link_shares(blocks, links)
    plain = sum(block.end - block.start for at, block in enumerate(blocks) if linked[at] < _LINKED)
    if plain <= _SMALL:
        return kept(written, [share < _LINKED for share in linked])
    first = marks.index(True)
    last = len(marks) - 1 - marks[::-1].index(True)
    heading = _heading_before(text, blocks, first, title)
    start = first if heading is None else heading
    keep = [
        start <= at <= last and (marks[at] or linked[at] < _LINKED or at == heading)
        for at in range(len(blocks))
    ]
    added = sum(
        block.end - block.start
        for at, block in enumerate(blocks)
        if keep[at] and not marks[at] and at != heading
    )
    if added > max(_ADDED * matched, 200):
        keep = [marks[at] or at == heading for at in range(len(blocks))]
    return kept(written, keep)


def _heading_before(text: str, blocks: Sequence[Block], first: int, title: str) -> int | None:
    """The last block that is the title (by its words: old pages know no headings), shortly
    before the block ``first``."""
    wanted = squeeze(title)
    for at in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
        block = blocks[at]
        if wanted and squeeze(text[block.start : block.end]) == wanted:
            return at
    return None


def _link_shares(blocks: Sequence[Block], links: Sequence[Link]) -> list[float]:
    """For each block, the share of its text that is in links."""
    shares = [0.0] * len(blocks)
    at = 0
    for number, block in enumerate(blocks):
        size = 0
        while at < len(links) and links[at].start < block.end:
            if not links[at].href.startswith("#"):
                size += links[at].end - links[at].start
            at += 1
        shares[number] = size / max(1, block.end - block.start)
    return shares


def _as_found(found: Sequence[str], title: str) -> TextBuilder:
    builder = TextBuilder()
    if title and squeeze(title) != squeeze(found[0]):
        builder.text(title)
        builder.flush("heading", 1)
    for unit in found:
        for number, line in enumerate(unit.split("\n")):
            if number:
                builder.line()
            builder.text(line)
        builder.flush()
    return builder
