"""Marks what a query found in texts: its words where they were asked for singly, its phrases where
all of one stands together.

Texts are long and hits are few, so the texts of a page of results are folded as one and searched
for the shortest strings that any of the words contain; only around those is a word looked at.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from archive_app.core.model import Span, Why
from archive_app.search.language import ExpandedTerm, Prefix, Wildcard
from archive_app.text.fold import BULK, Offsets, after_marks, bare, fold, fold_long
from archive_app.text.stemming.lens import begins

ORDER = (Why.EXACT, Why.SPELLING, Why.FORM, Why.NAME, Why.ROOT)
"""Reasons, the closest first."""

RANK = {why: rank for rank, why in enumerate(ORDER)}
_TEXT = ("", "body")
_BLANK = re.compile(r"\s")
_WORD = re.compile(r"[^\W\d_]+|\d+")

ENOUGH = 30
"""Places of one word that are looked at for a snippet: the best passage is among the first."""

FIRST = 700
"""Code points of each text (below its headline) that are read first for a snippet: in most of
the best hits the word that was asked for stands there as typed, and no more need be read."""

LONG = 5000
"""Code points of a text that are read at once with those of others; of several words, this many
first: seldom do they all stand together at the beginning."""


class Mark(NamedTuple):
    """A found word or phrase: where it stands, which of the query's it is, and why it is one."""

    start: int
    end: int
    term: int
    why: Why


_mark = tuple.__new__
"""Makes a `Mark` in a third of the time: there are hundreds to a page of results."""


class _Held(NamedTuple):
    """A word of a phrase in a text: where it stands in the folded text, and in the text itself,
    and which of the query's words it can be."""

    start: int
    end: int
    first: int
    last: int
    found: dict[int, Why]


class Marker:
    """Finds the words and phrases of a query (``expanded``) in texts.

    Only what was asked for in one of ``fields`` is marked (``""``: in any field). Of a phrase
    nothing is marked but where it stands, from its first word to its last.
    """

    def __init__(self, expanded: Sequence[ExpandedTerm], fields: Collection[str] = _TEXT) -> None:
        self._asked = {n: one for n, one in enumerate(expanded) if one.field in fields}
        self._single: dict[str, tuple[int, Why]] = {}
        self._within: dict[str, dict[int, Why]] = {}  # words of phrases
        self._prefixes: list[tuple[str, int]] = []
        phrases: dict[int, list[int]] = {}  # by the number of the phrase
        for number, one in self._asked.items():
            if one.slop:
                phrases.setdefault(one.phrase, []).append(number)
                for form, why in one.forms.items():
                    self._within.setdefault(form, {})[number] = why
                continue
            if isinstance(one.word, Prefix) and one.word.text:
                self._prefixes.append((one.word.text, number))
            for form, why in one.forms.items():
                known = self._single.get(form)
                if known is None or RANK[why] < RANK[known[1]]:
                    self._single[form] = (number, why)
        self._phrases = list(phrases.values())
        self.count = len(phrases) + sum(not one.slop for one in self._asked.values())
        """How many words and phrases were asked for."""
        self.first_read = LONG if self.count > 1 else FIRST
        """Code points of each text that `first` reads first."""
        self._cores: list[str] = []
        every = {*self._single, *self._within, *(prefix for prefix, _ in self._prefixes)}
        for word in sorted(every, key=len):
            if word and not any(core in word for core in self._cores):
                self._cores.append(word)

    def find(self, text: str, most: int = sys.maxsize) -> list[Mark]:
        """Return every place in ``text`` where what was asked for stands, in order.

        With ``most``, where there are very many of a word, about so many are enough.
        """
        if not self._cores or not text:
            return []
        folded = fold_long(text) if len(text) >= BULK and not text.isascii() else None
        if folded is None:
            slowly = fold(text)
            return self._marks(text, slowly.text, slowly.offsets, most)
        return self._marks(text, *folded, most)

    def _marks(
        self, text: str, plain: str, offsets: Sequence[int] | Offsets, most: int = sys.maxsize
    ) -> list[Mark]:
        """``plain`` is ``text`` folded, with the ``offsets`` back to it (see `Folded`)."""
        places = self._places(plain, sys.maxsize if self._phrases else most)
        back: Mapping[int, int] | Sequence[int]
        if isinstance(offsets, Offsets):
            wanted = [place for start, end, *_ in places for place in (start, end - 1, end)]
            back = dict(zip(wanted, offsets.at(wanted), strict=True))
        else:
            back = offsets
        marks: list[Mark] = []
        held: list[_Held] = []
        for start, end, single, within in places:
            first, last = back[start], back[end - 1] + 1
            if back[end] != last:  # something was folded away behind the word
                last = after_marks(text, last)
            if single is not None:
                why = self._spelled(*single, text[first:last])
                if why is not None:
                    marks.append(_mark(Mark, (first, last, single[0], why)))
            if within:
                found = {
                    number: exact
                    for number, why in within.items()
                    if (exact := self._spelled(number, why, text[first:last])) is not None
                }
                if found:
                    held.append(_Held(start, end, first, last, found))
        if held:
            for phrase in self._phrases:
                marks += self._standing(phrase, held, plain)
            marks.sort()
        return marks

    def _places(
        self, plain: str, most: int
    ) -> list[tuple[int, int, tuple[int, Why] | None, Mapping[int, Why]]]:
        """Where words stand in a folded text that are asked for, singly or in phrases."""
        places: dict[int, int] = {}
        size = len(plain)
        for core in self._cores:
            inside = str.isalpha if core[0].isalpha() else str.isdecimal
            at = plain.find(core)
            enough = len(places) + most
            while at >= 0 and len(places) < enough:
                start, end = at, at + len(core)
                while start and inside(plain[start - 1]):
                    start -= 1
                while end < size and inside(plain[end]):
                    end += 1
                places[start] = end
                at = plain.find(core, end)
        none: Mapping[int, Why] = {}
        found = []
        for start, end in sorted(places.items()):
            word = plain[start:end]
            single, within = self._reason(word), self._within.get(word, none)
            if single is not None or within:
                found.append((start, end, single, within))
        return found

    def _reason(self, word: str) -> tuple[int, Why] | None:
        found = self._single.get(word)
        if found is None:
            for prefix, number in self._prefixes:
                if word.startswith(prefix):
                    return number, Why.EXACT
                if not self._asked[number].strict and begins(word, prefix):
                    return number, Why.FORM
        return found

    def _spelled(self, number: int, why: Why, written: str) -> Why | None:
        """Why a word as it is ``written`` is one asked for; None where its spelling forbids it."""
        if why is not Why.EXACT:
            return why
        one = self._asked[number]
        if isinstance(one.word, (Prefix, Wildcard)) or _spelled(written, one.word.bare):
            return why
        return None if one.strict else Why.SPELLING

    def _standing(self, phrase: Sequence[int], held: Sequence[_Held], plain: str) -> list[Mark]:
        """Where a phrase stands, from its first word to its last: for each place of the last the
        nearest of the first from which it is reached."""
        slop = self._asked[phrase[0]].slop
        held = [one for one in held if any(number in one.found for number in phrase)]
        steps: dict[int, int] = {}  # to each of them from the one before
        # For each place that ends the words so far: where they begin, and the weakest reason.
        ends: dict[int, tuple[int, Why]] = {
            place: (place, one.found[phrase[0]])
            for place, one in enumerate(held)
            if phrase[0] in one.found
        }
        for number in phrase[1:]:
            reached: dict[int, tuple[int, Why]] = {}
            for place, (begun, why) in ends.items():
                apart = 0
                for after in range(place + 1, len(held)):
                    if after not in steps:
                        gap = plain, held[after - 1].end, held[after].start
                        between = islice(_WORD.finditer(*gap), slop)
                        steps[after] = sum(1 for _ in between) + 1
                    apart += steps[after]
                    if apart > slop:
                        break
                    own = held[after].found.get(number)
                    if own is not None and (after not in reached or reached[after][0] < begun):
                        reached[after] = begun, max(why, own, key=RANK.__getitem__)
            ends = reached
        nearest: dict[int, tuple[int, Why]] = {}  # of several ends of one beginning the first
        for place, (begun, why) in sorted(ends.items()):
            nearest.setdefault(begun, (place, why))
        return [
            _mark(Mark, (held[begun].first, held[place].last, phrase[0], why))
            for begun, (place, why) in nearest.items()
        ]

    def find_all(self, texts: Sequence[str]) -> list[list[Mark]]:
        """Return `find` for several texts, which are looked at as one."""
        if not self._cores or not any(texts):
            return [[] for _ in texts]
        joined = "\n".join(texts)
        folded = fold_long(joined)
        if folded is None:  # something rare is in one of them
            return [self.find(text) for text in texts]
        found: list[list[Mark]] = [[] for _ in texts]
        ends = list(accumulate((len(text) + 1 for text in texts), initial=0))
        for mark in self._marks(joined, *folded):
            start, end, term, why = mark
            number = bisect_right(ends, start) - 1
            before = ends[number]
            if end < ends[number + 1]:  # no phrase runs from one text into the next
                found[number].append(_mark(Mark, (start - before, end - before, term, why)))
        return found

    def first(
        self, texts: list[str], after: Sequence[int], whole: Mapping[int, Callable[[], str]]
    ) -> list[list[Mark]]:
        """Return places in each of the texts from which `best` takes a good passage.

        ``after`` is where each text's headline ends. Where the beginning of a text holds all
        the words close together and as typed, the rest is not read. Of some texts only the
        `beginning` is given: ``whole`` gives all of them, by their place; those that are read
        on are put in its place in ``texts``.
        """
        size = self.first_read
        cuts = [_blank(text, start + size) for text, start in zip(texts, after, strict=True)]
        found = self.find_all([text[:cut] for text, cut in zip(texts, cuts, strict=True)])
        further = [
            place
            for place, (text, cut) in enumerate(zip(texts, cuts, strict=True))
            if (cut < len(text) or place in whole) and not self._enough(found[place], after[place])
        ]
        for place in further:
            if place in whole:
                texts[place] = whole[place]()
        if self._phrases:  # they may run across the cut
            for place in further:
                found[place] = []
                cuts[place] = 0
        rest = [texts[place][cuts[place] :] for place in further]
        short = [text if len(text) <= LONG else "" for text in rest]
        for place, text, marks in zip(further, rest, self.find_all(short), strict=True):
            cut = cuts[place]
            read = marks if len(text) <= LONG else self.find(text, ENOUGH)
            found[place] += [_mark(Mark, (m[0] + cut, m[1] + cut, m[2], m[3])) for m in read]
        return found

    def _enough(self, marks: Sequence[Mark], after: int) -> bool:
        below = [mark for mark in marks if mark.start >= after]
        typed = [mark for mark in below if mark.why is Why.EXACT]
        if len({mark.term for mark in typed}) < self.count:
            return False
        return self.count == 1 or _together(typed, self.count)


NEAR = 160
"""Code points within which all that was asked for stands together: as much of a snippet as is
looked at for words."""


def _together(marks: Sequence[Mark], count: int) -> bool:
    """Whether some stretch holds each of ``count`` terms."""
    last: dict[int, int] = {}
    for mark in marks:
        last[mark.term] = mark.start
        if len(last) == count and mark.end - min(last.values()) <= NEAR:
            return True
    return False


def _spelled(written: str, spelling: str) -> bool:
    """Whether a word is spelled so, tashkeel aside."""
    return written == spelling or bare(written) == spelling


def spans(marks: Iterable[Mark]) -> tuple[Span, ...]:
    """Return where marks stand, in order; those that touch the same words as one."""
    found: list[Span] = []
    for start, end, *_ in sorted(marks):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def _blank(text: str, place: int) -> int:
    """The end of the first blank from ``place`` on: a text may be cut there."""
    blank = _BLANK.search(text, place)
    return blank.end() if blank else len(text)
