"""Finding one text in another that was edited: approximate matching on a text's bare letters.

A `Skeleton` is a text reduced to its folded letters and digits: what is left when tashkeel,
hamza seats, digit shapes, quotation marks, punctuation and white space no longer count. The
matching is Myers' bit-parallel algorithm (G. Myers, "A fast bit-vector algorithm for approximate
string matching based on dynamic programming", Journal of the ACM 46:3, 1999), in which Python's
integers stand for words of any length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain

from rapidfuzz.distance import Levenshtein

from archive_app.core.model import Span
from archive_app.text.fold import Folded, fold, fold_text

_LETTERS = re.compile(r"[^\W_]+")

REACH = 40
"""Letters of a passage, next to an edge of it, by which the edge is found."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The folded letters and digits of a text; ``offsets[i]`` says where ``text[i]`` stands in
    ``folded.text``, and at each of ``word_starts`` a word begins."""

    text: str
    offsets: Sequence[int]
    word_starts: Sequence[int]
    folded: Folded

    def span(self, start: int, end: int) -> Span:
        """The code points of the original that ``text[start:end]`` (not empty) came from, with
        the marks on its last letter."""
        return self.folded.span(self.offsets[start], self.offsets[end - 1] + 1)

    def index(self, offset: int) -> int:
        """The first letter that stands at or after a code point of the original."""
        return bisect_left(self.offsets, bisect_left(self.folded.offsets, offset))

    def starts_word(self, index: int) -> bool:
        """Whether a word begins before a letter (or the text ends there)."""
        if index in (0, len(self.text)):
            return True
        return self.offsets[index - 1] + 1 != self.offsets[index]


@lru_cache(maxsize=8)
def skeleton(text: str) -> Skeleton:
    """The skeleton of a text. The last few are remembered, for the annotations of one article."""
    folded = fold(text)
    found = list(_LETTERS.finditer(folded.text))
    offsets = list(chain.from_iterable(range(*word.span()) for word in found))
    starts = list(accumulate((word.end() - word.start() for word in found[:-1]), initial=0))
    text = "".join(word.group() for word in found)
    return Skeleton(text, offsets, starts if found else [], folded)


def letters(text: str) -> str:
    """The folded letters and digits of a text, without the map."""
    return "".join(words(text))


def words(text: str) -> list[str]:
    """The words of a text, each as its folded letters and digits."""
    return _LETTERS.findall(fold_text(text))


def distances(pattern: str, text: str, *, anchored: bool = False) -> list[int]:
    """For each prefix of ``text`` (after each of its characters), the least number of characters
    to insert, delete or replace so that ``pattern`` becomes one of its ends.

    ``anchored``: becomes the whole prefix. ``pattern`` must not be empty.
    """
    bits: dict[str, int] = {}
    for position, character in enumerate(pattern):
        bits[character] = bits.get(character, 0) | 1 << position
    mask = (1 << len(pattern)) - 1
    last = 1 << len(pattern) - 1
    carry = int(anchored)
    # Names after the paper: vertical and horizontal differences of the matrix, plus and minus.
    plus_v, minus_v, distance = mask, 0, len(pattern)
    found = []
    for character in text:
        equal = bits.get(character, 0)
        x_v = equal | minus_v
        x_h = (((equal & plus_v) + plus_v) ^ plus_v) | equal
        plus_h = minus_v | ~(x_h | plus_v)
        minus_h = plus_v & x_h
        if plus_h & last:
            distance += 1
        elif minus_h & last:
            distance -= 1
        plus_h = (plus_h << 1) | carry
        plus_v = ((minus_h << 1) | ~(x_v | plus_h)) & mask
        minus_v = plus_h & x_v & mask
        found.append(distance)
    return found


def matches(pattern: str, text: str, limit: int, most: int) -> list[Span]:
    """Where ``pattern`` stands in ``text`` with at most ``limit`` differences: at most ``most``
    spans, the nearest matches first, no two of them ending within half the pattern's length."""
    row = distances(pattern, text)
    good = sorted((d, end) for end, d in enumerate(row, 1) if d <= limit)
    spans: list[Span] = []
    apart = max(1, len(pattern) // 2)
    for distance, end in good:
        if all(abs(end - other) >= apart for _, other in spans):
            spans.append((_start(pattern, text, end, distance), end))
            if len(spans) == most:
                break
    return spans


def _start(pattern: str, text: str, end: int, distance: int) -> int:
    """Where the match that ends at ``end`` begins: the nearest start with that distance."""
    window = text[max(0, end - len(pattern) - distance) : end]
    row = distances(pattern[::-1], window[::-1], anchored=True)
    return end - 1 - min(range(len(row)), key=row.__getitem__) if row else end


def similarity_after(pattern: str, text: str, position: int) -> float:
    """How like (0 to 1) ``pattern`` is to what follows ``position`` in ``text``."""
    return _similarity(pattern, text[position : position + len(pattern) * 3 // 2])


def similarity_before(pattern: str, text: str, position: int) -> float:
    """How like (0 to 1) ``pattern`` is to what precedes ``position`` in ``text``."""
    window = text[max(0, position - len(pattern) * 3 // 2) : position]
    return _similarity(pattern[::-1], window[::-1])


def _similarity(pattern: str, window: str) -> float:
    if not pattern:
        return 1.0
    if window.startswith(pattern):
        return 1.0
    least = min(distances(pattern, window, anchored=True), default=len(pattern))
    return 1.0 - least / len(pattern)


def edge_after(before: str, passage: str, text: str, guess: int) -> int:
    """Where ``passage`` begins in ``text``, about ``guess``, seen from what stood ``before`` it."""
    head = passage[:REACH]
    low = max(0, guess - len(before) - REACH // 2)
    window = text[low : guess + len(head) + REACH // 2]
    spans = matches(before + head, window, len(before + head), 1)
    if not spans:
        return guess
    start, end = spans[0]
    return low + start + _map(before + head, window[start:end], len(before))


def edge_before(passage: str, after: str, text: str, guess: int) -> int:
    """Where ``passage`` ends in ``text``, about ``guess``, seen from what stood ``after`` it."""
    turned = edge_after(after[::-1], passage[::-1], text[::-1], len(text) - guess)
    return len(text) - turned


def _map(pattern: str, found: str, index: int) -> int:
    """Where the edge before ``pattern[index]`` went in ``found``.

    By an equal stretch that begins at the edge or runs over it; else by one that ends at it (so
    what comes after it was changed, not moved); else where the next equal stretch begins.
    """
    blocks = [
        (block.src_start, block.src_end, block.dest_start)
        for block in Levenshtein.opcodes(pattern, found)
        if block.tag == "equal"
    ]
    for start, end, dest in blocks:
        if start <= index <= end - _SOLID or (start <= index < end == len(pattern)):
            return dest + index - start
    for start, end, dest in blocks:
        if start <= index - _SOLID and end >= index - 1:
            return dest + min(end, index) - start
    for start, end, dest in blocks:
        if start >= index and end - start >= _SOLID:
            return dest
    return min(index, len(found))


_SOLID = 5
"""Equal letters in a row that are hardly an accident."""
