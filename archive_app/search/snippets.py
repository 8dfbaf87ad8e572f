"""Marks what was found in a text, and takes its best passage.

Texts are long and hits are few, so the texts of a page of results are folded as one and searched
for the shortest strings that any of the words contain; only around those is a word looked at.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from archive_app.core.model import Snippet, Span, Why
from archive_app.search.catalogue import unpack_beginning, unpack_text
from archive_app.search.language import ExpandedTerm, Prefix
from archive_app.text.fold import BULK, Offsets, after_marks, bare, fold, fold_long, fold_text
from archive_app.text.tokens import words

LENGTH = 200
"""A snippet's length in code points, about two lines of the results list."""

ORDER = (Why.EXACT, Why.SPELLING, Why.FORM, Why.NAME, Why.ROOT)
"""Reasons, the closest first."""

_RANK = {why: rank for rank, why in enumerate(ORDER)}
_VALUE = {why: 20 - 3 * rank for why, rank in _RANK.items()}
_TEXT = ("", "body")
_BLANK = re.compile(r"\s")

ENOUGH = 30
"""Places of one word that are looked at for a snippet: the best passage is among the first."""

FIRST = 700
"""Code points of each text (below its headline) that are read first for a snippet: in most of
the best hits the word that was asked for stands there as typed, and no more need be read."""

LONG = 5000
"""Code points of a text that are read at once with those of others; of several words, this many
first: seldom do they all stand together at the beginning."""


class Mark(NamedTuple):
    """A found word: where it stands, which of the query's words it is, and why."""

    start: int
    end: int
    term: int
    why: Why


_mark = tuple.__new__
"""Makes a `Mark` in a third of the time: there are hundreds to a page of results."""


class Marker:
    """Finds the words of a query (``expanded``) in texts.

    Only words that were asked for in one of ``fields`` are marked (``""``: in any field).
    """

    def __init__(self, expanded: Sequence[ExpandedTerm], fields: Collection[str] = _TEXT) -> None:
        self._forms: dict[str, tuple[int, Why]] = {}
        self._prefixes: list[tuple[str, int]] = []
        self._asked: dict[int, ExpandedTerm] = {}
        self._names: dict[int, list[ExpandedTerm]] = {}  # by the number of their phrase
        for number, one in enumerate(expanded):
            if one.field not in fields:
                continue
            self._asked[number] = one
            if one.word.variant and one.phrase:
                self._names.setdefault(one.phrase, []).append(one)
            if isinstance(one.word, Prefix):
                self._prefixes.append((one.word.text, number))
            for form, why in one.forms.items():
                known = self._forms.get(form)
                if known is None or _RANK[why] < _RANK[known[1]]:
                    self._forms[form] = (number, why)
        self.first_read = LONG if len(self._asked) > 1 else FIRST
        """Code points of each text that `first` reads first."""
        self._cores: list[str] = []
        for word in sorted({*self._forms, *(prefix for prefix, _ in self._prefixes)}, key=len):
            if word and not any(core in word for core in self._cores):
                self._cores.append(word)

    def find(self, text: str, most: int = sys.maxsize) -> list[Mark]:
        """Return every place in ``text`` where a word of the query stands, in order.

        With ``most``, where there are very many of them, about so many are enough.
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
        reasons = [
            (start, end, *found)
            for start, end in sorted(places.items())
            if (found := self._reason(plain[start:end])) is not None
        ]
        back: Mapping[int, int] | Sequence[int]
        if isinstance(offsets, Offsets):
            wanted = [place for start, end, *_ in reasons for place in (start, end - 1, end)]
            back = dict(zip(wanted, offsets.at(wanted), strict=True))
        else:
            back = offsets
        marks = []
        for start, end, number, why in reasons:
            first, last = back[start], back[end - 1] + 1
            if back[end] != last:  # something was folded away behind the word
                last = after_marks(text, last)
            if why is Why.EXACT:
                one = self._asked[number]
                begun = isinstance(one.word, Prefix)
                if not begun and not _spelled(text[first:last], one.word.bare):
                    if one.strict:
                        continue
                    marks.append(_mark(Mark, (first, last, number, Why.SPELLING)))
                    continue
            marks.append(_mark(Mark, (first, last, number, why)))
        return self._whole(marks, text)

    def _whole(self, marks: list[Mark], text: str) -> list[Mark]:
        """The marks without single words of a name that was not typed, but stands for what was.

        Of «الأمم المتحدة», found for UN, «المتحدة» alone means nothing.
        """
        if not self._names:
            return marks
        held = [fold_text(text[mark.start : mark.end]) for mark in marks]
        parted = [bool(words(text[before.end : after.start])) for before, after in pairwise(marks)]
        whole: set[int] = set()
        for name in self._names.values():
            for first in range(len(marks) - len(name) + 1):
                last = first + len(name)
                if not any(parted[first : last - 1]) and all(
                    word in one.forms for word, one in zip(held[first:last], name, strict=True)
                ):
                    whole.update(range(first, last))
        loose = {id(one) for name in self._names.values() for one in name}
        return [
            mark
            for place, mark in enumerate(marks)
            if place in whole or id(self._asked[mark.term]) not in loose
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
        rest = [texts[place][cuts[place] :] for place in further]
        short = [text if len(text) <= LONG else "" for text in rest]
        for place, text, marks in zip(further, rest, self.find_all(short), strict=True):
            cut = cuts[place]
            read = marks if len(text) <= LONG else self.find(text, ENOUGH)
            found[place] += [_mark(Mark, (m[0] + cut, m[1] + cut, m[2], m[3])) for m in read]
        return found

    def _enough(self, marks: Sequence[Mark], after: int) -> bool:
        count = len(self._asked)
        below = [mark for mark in marks if mark.start >= after]
        typed = {mark.term for mark in below if mark.why is Why.EXACT}
        if len(typed) < count:
            return False
        return count == 1 or _best_start(below, LENGTH)[1][:2] == (count, count * _VALUE[Why.EXACT])

    def _reason(self, word: str) -> tuple[int, Why] | None:
        found = self._forms.get(word)
        if found is None:
            for prefix, number in self._prefixes:
                if word.startswith(prefix):
                    return number, Why.EXACT
        return found


def beginning(packed: bytes, title: str, first_read: int) -> tuple[str, bool]:
    """Return as much of a packed text as `Marker.first` reads first and `best` may then take,
    and whether that is all of it."""
    needed = len(title) + first_read + 2 * LENGTH
    text, whole = unpack_beginning(packed, 2 * needed)  # Arabic letters are two bytes each
    if whole or (len(text) >= needed and _BLANK.search(text, needed - LENGTH)):
        return text, whole
    return unpack_text(packed), True


def _spelled(written: str, spelling: str) -> bool:
    """Whether a word is spelled so, tashkeel aside."""
    return written == spelling or bare(written) == spelling


def closest(marks: Iterable[Mark]) -> Why | None:
    """Return the closest reason among marks."""
    return min((mark.why for mark in marks), key=_RANK.__getitem__, default=None)


def spans(marks: Iterable[Mark]) -> tuple[Span, ...]:
    """Return just where marks stand."""
    return tuple((mark.start, mark.end) for mark in marks)


def best(text: str, marks: Sequence[Mark], length: int = LENGTH, after: int = 0) -> Snippet:
    """Return the passage of ``text`` with the most of the query's words, marked.

    Without marks it is the text's beginning. ``after`` is where the headline ends, which is shown
    already: what lies before it is taken only where nothing else holds a mark.
    """
    below = [mark for mark in marks if mark.start >= after]
    if not marks or below:
        start = max(_best_start(below, length)[0], after)
    else:
        start, after = _best_start(marks, length)[0], 0
    if start > after:
        start = _word_start(text, max(after, start - length // 5))
    end = min(len(text), start + length)
    if end < len(text):
        end = _word_end(text, end, start)
    inside = tuple(
        (mark.start - start, mark.end - start)
        for mark in marks
        if start <= mark.start and mark.end <= end
    )
    return Snippet(text[start:end], inside, start)


def headline_end(text: str, title: str) -> int:
    """Return where a text that opens with its own title goes on after it, else 0.

    A title that extraction shortened ends in an ellipsis; the text goes on in mid-sentence then.
    """
    shown = title.removesuffix("…").rstrip()
    if not shown or not text.startswith(shown):
        return 0
    rest = text[len(shown) :]
    if rest and not rest[0].isspace() and shown == title:  # just the beginning of another word
        return 0
    return len(text) - len(rest.lstrip()) if rest.strip() else 0


def _best_start(marks: Sequence[Mark], length: int) -> tuple[int, tuple[int, int, int]]:
    """Where the best stretch begins, the first of equals, and what it is worth: how many different
    words it has, how near they are to what was typed, and the same of all its marks."""
    best_value, best_place = (0, 0, 0), 0
    inside: dict[int, list[int]] = {}  # of each word the values of its marks in the stretch
    nearest = total = last = 0
    for place, mark in enumerate(marks):
        limit = mark.start + length * 4 // 5
        while last < len(marks) and marks[last].end <= limit:
            other = marks[last]
            value = _VALUE[other.why]
            total += value
            held = inside.get(other.term)
            if held is None:
                inside[other.term] = [value]
                nearest += value
            else:
                nearest += max(0, value - max(held))
                held.append(value)
            last += 1
        found = (len(inside), nearest, total)
        if found > best_value:
            best_value, best_place = found, mark.start
        if last <= place:  # a word longer than a snippet
            last = place + 1
        else:  # it leaves the stretch
            value = _VALUE[mark.why]
            total -= value
            held = inside[mark.term]
            del held[0]
            if held:
                nearest -= max(0, value - max(held))
            else:
                nearest -= value
                del inside[mark.term]
    return best_place, best_value


def _blank(text: str, place: int) -> int:
    """The end of the first blank from ``place`` on: a text may be cut there."""
    blank = _BLANK.search(text, place)
    return blank.end() if blank else len(text)


def _word_start(text: str, place: int) -> int:
    """The start of the word at or after ``place``, so that no word is cut."""
    if place == 0 or text[place - 1].isspace():
        return place
    for i in range(place, min(place + 30, len(text))):
        if text[i].isspace():
            return i + 1
    return place


def _word_end(text: str, place: int, start: int) -> int:
    """The end of the word before ``place``, so that no word is cut."""
    for i in range(place, max(place - 30, start), -1):
        if text[i].isspace():
            return i
    return place
