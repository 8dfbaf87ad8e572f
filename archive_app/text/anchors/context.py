"""What stood far around a passage, in a few hundred bytes.

Thirty-two characters of context cannot tell a passage from its twin: the same telegram printed
six times, a title repeated at the end. The words around can. An anchor keeps each of them as one
character (six bits of a hash of its folded letters), and knows whether there were twins at all.
`anchors.alignment` compares them with a new text. The form is described in docs/storage-format.md.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from archive_app.core.model import Anchor
from archive_app.text.anchors.matching import Skeleton, skeleton, words

REACH = 240
"""Words on each side of a passage that its anchor keeps: with them it takes 500 bytes more, and
of nine press articles in ten it knows every word."""

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BEGINNING, ENDING = "^", "$"
"""What stands before the first word and after the last."""


@lru_cache(maxsize=1 << 14)
def _character(word: str) -> str:
    """A folded word as one character: six bits of its CRC-32 in UTF-8."""
    return _ALPHABET[zlib.crc32(word.encode()) & 63]


def _characters(found: Sequence[str]) -> str:
    return "".join(map(_character, found))


class Words:
    """A text as one character a word, between characters for its beginning and end."""

    def __init__(self, text: str) -> None:
        of = skeleton(text)
        self.starts, self.size = of.word_starts, len(of.text)
        ends = (of.index(match.end()) for match in SENTENCE_END.finditer(text))
        # Where sentences and lines begin, as places in ``self.text``; its ends belong to none.
        inner = {bisect_left(self.starts, at) + 1 for at in ends}
        self.units = sorted({1, len(self.starts) + 1, *inner})
        found = [of.text[a:b] for a, b in pairwise([*self.starts, len(of.text)])]
        self.text = BEGINNING + _characters(found) + ENDING

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The words that the letters ``start`` to ``end`` of the skeleton touch."""
        return bisect_right(self.starts, start), bisect_left(self.starts, end) + 1

    def unit(self, start: int, end: int) -> tuple[int, int]:
        """The words of the sentences or lines in which the words ``start`` to ``end`` stand."""
        low = self.units[max(0, bisect_right(self.units, start) - 1)]
        at = bisect_left(self.units, max(end, low + 1))
        return low, self.units[min(at, len(self.units) - 1)]

    def letter(self, word: int) -> int:
        """With which letter of the skeleton a word begins."""
        if word > len(self.starts):
            return self.size
        return self.starts[max(word, 1) - 1]

    def count(self, unit: str) -> int:
        """How often these words stand as sentences or lines of their own."""
        found, known = 0, set(self.units)
        at = self.text.find(unit) if unit else -1
        while at >= 0 and found < _MANY:
            found += at in known and at + len(unit) in known
            at = self.text.find(unit, at + 1)
        return found


@lru_cache(maxsize=8)
def words_of(text: str) -> Words:
    """The words of a text. The last few are remembered, for the annotations of one article."""
    return Words(text)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words of the old text about a passage, which are ``text[first:last]``. The sentences or
    lines that it stood in were ``text[unit_first:unit_last]``, and stood ``units`` times in the
    whole old text, the passage's letters ``occurrences`` times."""

    text: str
    first: int
    last: int
    unit_first: int
    unit_last: int
    units: int
    occurrences: int

    @property
    def unit(self) -> str:
        """The words of the passage's sentences; empty where they are not all known."""
        known = self.unit_first >= 0 and self.unit_last <= len(self.text)
        return self.text[self.unit_first : self.unit_last] if known else ""


def describe(text: str, start: int, end: int) -> str:
    """What an anchor of ``text[start:end]`` (code points) keeps of its surroundings, joined by
    full stops: how often it stands in the text and how often its sentences (or lines) do, how many
    of their words come before it and how many after it, and up to `REACH` words before and after
    it as a character each."""
    of = skeleton(text)
    known = words_of(text)
    low, high = of.index(start), of.index(end)
    # A word that an edge of the passage cuts in two belongs to neither side.
    first = bisect_right(known.starts, low) - (low < len(of.text)) + 1
    last = bisect_left(known.starts, high) + 1
    before = known.text[1:first][-REACH:]
    after = known.text[last:-1][:REACH]
    unit_first, unit_last = known.unit(first, last)
    counts = (
        _occurrences(of, of.text[low:high]),
        known.count(known.text[unit_first:unit_last]),
        max(0, first - unit_first),
        max(0, unit_last - last),
    )
    return ".".join([*map(str, counts), before, after])


def _occurrences(of: Skeleton, quote: str) -> int:
    """How often letters stand in a text as whole words."""
    found = 0
    at = of.text.find(quote) if quote else -1
    while at >= 0 and found < _MANY:
        found += of.starts_word(at) and of.starts_word(at + len(quote))
        at = of.text.find(quote, at + 1)
    return found


def surroundings_of(anchor: Anchor) -> Surroundings | None:
    """What an anchor knows of its surroundings; None where it knows nothing, or what it knows
    is of another passage (a program that moved the anchor knew nothing of them)."""
    match = _FORM.fullmatch(anchor.surroundings)
    if match is None:
        return None
    occurrences, units, unit_before, unit_after = map(int, match.groups()[:4])
    before, after = match[5], match[6]
    # The outermost word of the context may be cut, and so may that next to the passage.
    left = _characters(words(anchor.prefix)[1:-1])
    right = _characters(words(anchor.suffix)[1:-1])
    if left not in before[-len(left) - 1 :] or right not in after[: len(right) + 1]:
        return None
    low = (BEGINNING if len(before) < REACH else "") + before
    passage = _characters(words(anchor.exact))
    high = after + (ENDING if len(after) < REACH else "")
    first, last = len(low), len(low) + len(passage)
    return Surroundings(
        low + passage + high,
        first,
        last,
        first - unit_before,
        last + unit_after,
        units,
        occurrences,
    )


_FORM = re.compile(r"(\d{1,9})\." * 4 + r"([\w-]*)\.([\w-]*)", re.ASCII)
SENTENCE_END = re.compile(r"[.!?؟…]+(?=[\s\"”»)\]]|$)|\n")

_MANY = 99
"""From here on nothing is counted."""
