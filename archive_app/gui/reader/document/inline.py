"""A paragraph's text in runs: what is a link, what is Latin, what has to be set apart.

Within right-to-left text an address, an ISO date or a telephone number is shown whole and in
its own order by invisible isolates round it (U+2066…U+2069); a range of years or pages runs with
the paragraph, its first number first, by right-to-left marks beside its dash (U+200F). They stand
in the document, not in the article's text, and are never copied out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from archive_app.core.model import Link, Style, StyleKind
from archive_app.text.direction import Direction

LRI, PDI, RLM = "\u2066", "\u2069", "\u200f"

# What a QTextDocument would take for the end of a block or for an object of its own.
_UNSAFE = {
    ord("\n"): "\u2028", ord("\r"): "\u2028", 0x0B: "\u2028", 0x0C: "\u2028", 0x85: "\u2028",
    0x2029: "\u2028", 0x00: "\ufffd", 0xFDD0: "\ufffd", 0xFDD1: "\ufffd", 0xFFFC: "\ufffd",
}  # fmt: skip
_UNSAFE.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
_ANY_UNSAFE = re.compile("[\x00\x0a-\x0d\x85\u2029\ud800-\udfff\ufdd0\ufdd1\ufffc]")

_APART = re.compile(
    r"(?:https?://|www\.)[^\s<>«»“”،؛]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@[A-Za-z0-9_]{2,}"
    r"|\bv?\d+(?:(?:\.\d+){2,}-\w|(?:\.\d+)+-[A-Za-z])[\w.-]*"
    r"|\b\d{4}-\d{1,2}-\d{1,2}\b|(?<![\w+])\+?\d[\d-]{5,}\d\b",
    re.ASCII,
)
_DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9]"
# Two numbers and a dash between them, or two years and a slash; no part of a longer figure.
_RANGE = re.compile(
    rf"(?<![\w./:+*=-])(?<!\d\) )(?P<first>{_DIGIT}{{1,4}})"
    rf"(?:(?P<dash>[-–—])|/(?={_DIGIT}{{4}})(?<={_DIGIT}{{4}}/))"
    rf"(?P<last>{_DIGIT}{{1,4}})(?![\w/:*=-]|[.,٫٬]\d|\.\w)"
)
_TELEPHONE = re.compile(
    r"(?:هاتف|تلفون|جوال|موبايل|فاكس|رقم|رمز|\b(?:tel|fax|phone|no)\b)[^\n،؛]{0,24}$", re.IGNORECASE
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9'’.,:/&@_+\-()\u0300-\u036f ]*")
_HINT = re.compile(r"[A-Za-z\u00c0-\u024f]|\d[-–—/]\d|\d{7}")
_FIGURES = re.compile(r"\d+-\d+")
_SCRIPTS = {
    "Syriac": "\u0700-\u074f", "Thaana": "\u0780-\u07bf", "Nko": "\u07c0-\u07ff",
    "Devanagari": "\u0900-\u097f", "Bengali": "\u0980-\u09ff", "Gurmukhi": "\u0a00-\u0a7f",
    "Gujarati": "\u0a80-\u0aff", "Oriya": "\u0b00-\u0b7f", "Tamil": "\u0b80-\u0bff",
    "Telugu": "\u0c00-\u0c7f", "Kannada": "\u0c80-\u0cff", "Malayalam": "\u0d00-\u0d7f",
    "Sinhala": "\u0d80-\u0dff", "Thai": "\u0e00-\u0e7f", "Lao": "\u0e80-\u0eff",
    "Tibetan": "\u0f00-\u0fff", "Myanmar": "\u1000-\u109f", "Khmer": "\u1780-\u17ff",
}  # fmt: skip
"""The scripts that no Arabic or Latin face has, by Qt's names of their writing systems."""

_ANY_SCRIPT = re.compile(f"[{''.join(_SCRIPTS.values())}]")
# With what follows and is of no script (a bracket, a figure): Qt lays it out as of the same.
_SCRIPT = re.compile(
    "|".join(f"(?P<{name}>[{part}](?:[{part}_]|[\\W\\d])*)" for name, part in _SCRIPTS.items())
)
_T = TypeVar("_T", Link, Style)
INSIDE = re.compile(r"#(\d+)", re.ASCII)
"""A link to a place of the text itself: its code point."""
_ALLOWED = re.compile(r"(?:https?://|mailto:|ftp://|#\d)", re.IGNORECASE)


class Run(NamedTuple):
    """``text[start:end]`` in one dress; or ``insert``, characters that are not the text's."""

    start: int
    end: int
    latin: bool = False
    href: str = ""
    insert: str = ""
    script: str = ""
    """The script (`_SCRIPTS`), where it is one that no Arabic or Latin face has."""
    styles: tuple[StyleKind, ...] = ()


class Spans(Generic[_T]):
    """Links or styles of a text, to be asked for those of a part of it."""

    def __init__(self, items: Iterable[_T]) -> None:
        self.items: list[_T] = sorted(items, key=lambda item: item.start)
        self._starts: list[int] = [item.start for item in self.items]

    def within(self, start: int, end: int) -> list[_T]:
        """Those that touch ``text[start:end]``, also without covering any of it."""
        first = bisect_left(self._starts, start)
        # One that began before: they nest, but not deeply.
        before = [item for item in self.items[max(0, first - 8) : first] if item.end > start]
        return before + self.items[first : bisect_right(self._starts, end)]


def is_mark(link: Link) -> bool:
    """Whether a link is the mark of a footnote: it covers no text, and leads to a place in it."""
    return link.start == link.end and INSIDE.fullmatch(link.href) is not None


def clean(text: str) -> str:
    """``text`` with what a document cannot hold replaced, character for character."""
    return text.translate(_UNSAFE) if _ANY_UNSAFE.search(text) else text


def runs(
    text: str,
    start: int,
    end: int,
    way: Direction,
    links: Sequence[Link] = (),
    styles: Sequence[Style] = (),
    notes: Mapping[int, str] = MappingProxyType({}),
) -> Iterator[Run]:
    """The runs of ``text[start:end]``, in order; together they are the whole of it.

    Links that cover no text are marks of footnotes: ``notes`` says by where they lead what they
    are numbered with.
    """
    piece = text[start:end]
    rtl = way == "rtl"
    foreign = [
        (start + match.start(), start + match.end(), match.lastgroup or "")
        for match in (_SCRIPT.finditer(piece) if _ANY_SCRIPT.search(piece) else ())
    ]
    if (
        not links
        and not styles
        and not foreign
        and not (_HINT.search(piece) if rtl else "://" in piece)
    ):
        yield Run(start, end)
        return
    latin = [
        (start + match.start(), start + match.start() + len(match.group().rstrip(" .,:(-")))
        for match in (_LATIN.finditer(piece) if rtl else ())
    ]
    ranges = [
        (start + match.end("first"), start + match.start("last"))
        for match in (_RANGE.finditer(piece) if rtl else ())
        if _runs_on(piece, match) and not any(a <= start + match.start() < b for a, b in latin)
    ]
    apart = [
        (start + match.start(), start + match.start() + len(match.group().rstrip(".,;:!?)]'\"")))
        for match in _APART.finditer(piece)
    ]
    apart = [
        (first, last)
        for first, last in apart
        if not any(first <= a < last for a, _ in ranges) or not _FIGURES.fullmatch(text[first:last])
    ]
    ranges = [one for one in ranges if not any(a <= one[0] < b for a, b in apart)]
    hrefs = [
        (max(start, link.start), min(end, link.end), link.href)
        for link in links
        if link.start < link.end and _ALLOWED.match(link.href)
    ]
    marks: dict[int, list[Run]] = {}
    for link in links:
        if is_mark(link) and (label := notes.get(int(link.href[1:]))):
            run = Run(link.start, link.start, href=link.href, insert=label, styles=("superscript",))
            marks.setdefault(link.start, []).append(run)
    hrefs += [
        (first, last, text[first:last])
        for first, last in apart
        if text[first:last].startswith(("http://", "https://"))
        and not any(a < last and first < b for a, b, _ in hrefs)
    ]
    cuts = {start, end, *marks}
    cuts.update(at for style in styles for at in (style.start, style.end) if start < at < end)
    for span in (*apart, *latin, *ranges, *((a, b) for a, b, _ in (*hrefs, *foreign))):
        cuts.update(span)
    edges = sorted(cuts)
    opens = {first for first, _ in apart} if rtl else set()
    closes = {last for _, last in apart} if rtl else set()
    dashes = {place for span in ranges for place in span}
    for first, last in pairwise(edges):
        if first in closes:
            yield Run(first, first, insert=PDI)
        yield from marks.get(first, ())
        if first in opens:
            yield Run(first, first, insert=LRI)
        if first in dashes:
            yield Run(first, first, insert=RLM)
        yield Run(
            first,
            last,
            any(a <= first and last <= b for a, b in latin),
            next((href for a, b, href in hrefs if a <= first and last <= b), ""),
            script=next((name for a, b, name in foreign if a <= first and last <= b), ""),
            styles=tuple(style.kind for style in styles if style.start <= first < style.end),
        )
    if end in closes:
        yield Run(end, end, insert=PDI)
    yield from marks.get(end, ())


def _runs_on(piece: str, found: re.Match[str]) -> bool:
    """Whether two numbers and a dash are a range of years or pages: the second is the greater,
    or the end of a year (1975-90), and no telephone is spoken of."""
    first, last = found["first"], found["last"]
    rising = int(first) < int(last) or (len(first) == 4 and len(last) == 2)
    return rising and not _TELEPHONE.search(piece, max(0, found.start() - 40), found.start())
