"""Assembles an article's text together with its blocks and links, piece by piece.

Every extractor of a structured format writes into one `TextBuilder`: inline text as it
comes (white space is collapsed as browsers do), then `flush` where a block ends. The builder
keeps all offsets, so that no extractor counts characters itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from archive_app.core.model import Block, BlockKind, Link, Style, StyleKind

_SPACES = re.compile(r"[ \t\n\r\f\v\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
# C0 and C1 controls, the soft hyphen, the byte order mark, the zero-width space, surrogates
# that broken escapes leave behind, and non-characters: none is text, some crash writers of XML.
_JUNK = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINKABLE = re.compile(r"(?:https?|mailto|ftp)://?|mailto:|#.", re.IGNORECASE)
_BREAK: dict[str, str] = {"item": "\n", "image": "\n"}


def clean(text: str) -> str:
    """``text`` without control characters and other code points that are no text."""
    return _JUNK.sub("", text)


def squeeze(text: str) -> str:
    """``text`` cleaned, each run of white space made one space, the ends stripped."""
    return _SPACES.sub(" ", clean(text)).strip()


class Written(NamedTuple):
    """What was written: a text with its blocks, links and styles, and the places in it that links
    may lead to, by their names. A link to one of them is ``#`` and its name."""

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    styles: tuple[Style, ...] = ()
    places: Mapping[str, int] = MappingProxyType({})


class TextBuilder:
    """Collects text, `Block`, `Link` and `Style` values with offsets in code points."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._buffer: list[str] = []
        self._size = 0
        self._last = "\n"
        self._open: tuple[int, str] | None = None
        self._pending: list[tuple[int, int, str]] = []
        self._images: list[str] = []
        self._styles: list[Style] = []
        self._styled: list[tuple[StyleKind, int]] = []
        self._ended: list[Style] = []
        self._named: list[tuple[str, int]] = []
        self._places: dict[str, int] = {}

    @property
    def empty(self) -> bool:
        """Whether the block now being written holds nothing yet."""
        return self._size == 0

    @property
    def at_line_start(self) -> bool:
        """Whether nothing stands yet on the line now being written."""
        return self._last == "\n"

    @property
    def length(self) -> int:
        """Code points written so far, the open block's included."""
        return self._length + self._size

    def text(self, text: str) -> None:
        """Add inline text; white space is collapsed, and dropped at the start of a line."""
        text = _SPACES.sub(" ", clean(text))
        if text.startswith(" ") and self._last in " \n\t":
            text = text[1:]
        if text:
            self._put(text)

    def verbatim(self, text: str) -> None:
        """Add text whose line breaks and runs of spaces mean something (``pre``)."""
        text = clean(text.replace("\r\n", "\n").replace("\r", "\n"))
        if self.empty:
            text = text.lstrip("\n")
        if text:
            self._put(text)

    def line(self) -> None:
        """A line break within the block."""
        self._trim()
        if not self.empty and self._last != "\n":
            self._put("\n")

    def cell(self) -> None:
        """The border between two cells of a table's row."""
        self._trim()
        self._put("\t")

    def open_link(self, href: str) -> None:
        """What follows leads to ``href``; other than web and mail addresses, and places of the
        text (``#`` and the name), are passed over."""
        self.close_link()
        if _LINKABLE.match(href):
            self._open = (self._size, href)

    def close_link(self) -> None:
        """The link that is open, if any, ends here."""
        if self._open is None:
            return
        start, href = self._open
        self._open = None
        if self._size > start:
            self._pending.append((start, self._size, href))

    def place(self, name: str) -> None:
        """What follows is the place of that name."""
        self._named.append((name, self._size))

    def note(self, name: str) -> None:
        """The mark of a footnote, which begins at the place of that name."""
        self._pending.append((self._size, self._size, f"#{name}"))

    def open_style(self, kind: StyleKind) -> None:
        """What follows is set so, until `close_style`."""
        self._styled.append((kind, self._size))

    def close_style(self) -> None:
        """The style opened last ends here."""
        if self._styled:
            kind, start = self._styled.pop()
            if start < self._size:
                self._ended.append(Style(start, self._size, kind))

    def image(self, name: str) -> None:
        """An image of the file's own; inside a paragraph it comes after the paragraph."""
        self._images.append(name)
        if self.empty:
            self._place_images()

    def flush(self, kind: BlockKind = "paragraph", level: int = 0, label: str = "") -> bool:
        """End the block now being written, as ``kind``; false when it holds nothing."""
        resumed = self._open[1] if self._open else ""
        self.close_link()
        body = "".join(self._buffer)
        stripped = body.rstrip(" \n\t")
        lead = len(stripped) - len(stripped.lstrip(" \n")) if stripped.strip() else 0
        stripped = stripped[lead:]
        pending, self._pending = self._pending, []
        styles = [*self._ended, *(Style(start, self._size, kind) for kind, start in self._styled)]
        self._ended, self._styled = [], [(kind, 0) for kind, _ in self._styled]
        self._buffer, self._size, self._last = [], 0, "\n"
        written = bool(stripped.strip())
        if written:
            self._separate(kind)
            start = self._length
            self._done.append(stripped)
            self._length += len(stripped)
            self._blocks.append(Block(kind, start, self._length, level, label=label))
            for first, last, href in pending:
                self._link(stripped, start, first - lead, last - lead, href)
            for style in sorted(styles, key=lambda style: style.start):
                first, last = max(style.start - lead, 0), min(style.end - lead, len(stripped))
                if first < last:
                    self._styles.append(Style(start + first, start + last, style.kind))
            for name, at in self._named:
                self._places.setdefault(name, start + min(max(at - lead, 0), len(stripped)))
            self._named = []
        self._named = [(name, 0) for name, _ in self._named]
        self._place_images()
        if resumed:
            self._open = (0, resumed)
        return written

    def finish(self) -> Written:
        """End the last block and give the text with all that is known of it."""
        self.flush()
        return Written(
            "".join(self._done),
            tuple(self._blocks),
            tuple(self._links),
            tuple(self._styles),
            self._places,
        )

    def _put(self, text: str) -> None:
        self._buffer.append(text)
        self._size += len(text)
        self._last = text[-1]

    def _trim(self) -> None:
        """Drop the spaces before a line's or a cell's end."""
        while self._buffer and self._last == " ":
            body = self._buffer.pop()
            cut = body.rstrip(" ")
            self._size -= len(body) - len(cut)
            if cut:
                self._buffer.append(cut)
                self._last = cut[-1]
            else:
                self._last = self._buffer[-1][-1] if self._buffer else "\n"
        if self._open is not None and self._open[0] > self._size:
            self._open = (self._size, self._open[1])

    def _separate(self, kind: str) -> None:
        if self._done:
            same = bool(self._blocks) and self._blocks[-1].kind == kind
            gap = _BREAK.get(kind, "\n\n") if same else "\n\n"
            self._done.append(gap)
            self._length += len(gap)

    def _link(self, body: str, base: int, first: int, last: int, href: str) -> None:
        first, last = max(first, 0), min(last, len(body))
        if first == last and href.startswith("#"):
            self._links.append(Link(base + first, base + first, href))
            return
        quote = body[first:last]
        first += len(quote) - len(quote.lstrip())
        last -= len(quote) - len(quote.rstrip())
        if first < last:
            self._links.append(Link(base + first, base + last, href))

    def _place_images(self) -> None:
        # An image has no text of its own: its block is an empty span between two others.
        for name in self._images:
            at = self._length
            self._blocks.append(Block("image", at, at, 0, name))
        self._images = []

    def copy(self, text: str, block: Block, links: Sequence[Link], at: int) -> None:
        """Take over a block of another text as it is, with the links from the ``at``-th on that
        lie in it."""
        if block.kind != "image":
            self._separate(block.kind)
        start = self._length
        self._done.append(text[block.start : block.end])
        self._length += block.end - block.start
        self._blocks.append(replace(block, start=start, end=self._length))
        while at < len(links) and links[at].start <= block.end:
            link = links[at]
            first, last = link.start - block.start, min(link.end, block.end) - block.start
            self._links.append(Link(start + first, start + last, link.href))
            at += 1

    def take_over(
        self,
        styles: Sequence[Style],
        places: Mapping[str, int],
        moved: Sequence[tuple[int, int, int]],
    ) -> None:
        """Take over styles and places of a text of which blocks were copied: ``moved`` says from
        where to where they stood (in order), and how far they were moved."""
        starts = [start for start, _, _ in moved]

        def shift(at: int) -> int | None:
            number = bisect_right(starts, at) - 1
            return moved[number][2] if number >= 0 and at <= moved[number][1] else None

        for style in styles:
            by = shift(style.start)
            if by is not None:
                self._styles.append(Style(style.start + by, style.end + by, style.kind))
        for name, at in places.items():
            by = shift(at)
            if by is not None:
                self._places[name] = at + by

    def begins_with(self, title: str) -> bool:
        """Whether ``title`` stands in the first 600 code points of what is written."""
        head = squeeze("".join(self._done)[:600])
        return bool(title) and squeeze(title) in head


def kept(written: Written, keep: Sequence[bool]) -> TextBuilder:
    """A builder that holds only those blocks of ``written`` for which ``keep`` is true, in their
    order, with all that is known of them."""
    text, blocks, links, styles, places = written
    out = TextBuilder()
    at = 0
    moved: list[tuple[int, int, int]] = []
    for block, wanted in zip(blocks, keep, strict=True):
        while at < len(links) and links[at].start < block.start:
            at += 1
        if wanted:
            out.copy(text, block, links, at)
            moved.append((block.start, block.end, out.length - block.end))
    out.take_over(styles, places, moved)
    return out
