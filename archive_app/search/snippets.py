"""Marks what was found in a text, and takes its best passage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archive_app.core.model import Snippet, Span, Why
from archive_app.search.expand import Seen
from archive_app.text.fold import bare
from archive_app.text.tokens import Token, tokens

LENGTH = 200
"""A snippet's length in code points, about two lines of the results list."""

ORDER = (Why.EXACT, Why.SPELLING, Why.FORM, Why.NAME, Why.ROOT)
"""Reasons, the closest first."""

_RANK = {why: rank for rank, why in enumerate(ORDER)}


class Mark(NamedTuple):
    """A found word: where it stands, which of the query's words it is, and why."""

    start: int
    end: int
    term: int
    why: Why


def find(text: str, seen: Sequence[Seen], fields: Iterable[str] = ("", "body")) -> list[Mark]:
    """Return every place in ``text`` where a word of the query stands, in order.

    ``fields`` are those whose words may be marked here (``""``: words of any field).
    """
    wanted = [(i, one) for i, one in enumerate(seen) if one.field in set(fields)]
    if not wanted:
        return []
    marks = []
    for token in tokens(text):
        for number, one in wanted:
            why = _why(one, token, text)
            if why is not None:
                marks.append(Mark(token.start, token.end, number, why))
                break
    return marks


def _why(one: Seen, token: Token, text: str) -> Why | None:
    if one.word.kind == "prefix":
        return Why.EXACT if token.text.startswith(one.word.text) else None
    why = one.forms.get(token.text)
    if why is Why.EXACT and bare(text[token.start : token.end]) != one.word.bare:
        return None if one.strict else Why.SPELLING
    return why


def closest(marks: Iterable[Mark]) -> Why | None:
    """Return the closest reason among marks."""
    return min((mark.why for mark in marks), key=_RANK.__getitem__, default=None)


def spans(marks: Iterable[Mark]) -> tuple[Span, ...]:
    """Return just where marks stand."""
    return tuple((mark.start, mark.end) for mark in marks)


def best(text: str, marks: Sequence[Mark], length: int = LENGTH) -> Snippet:
    """Return the passage of ``text`` with the most of the query's words, marked.

    Without marks it is the text's beginning.
    """
    start = _best_start(marks, length)
    if start:
        start = _word_start(text, max(0, start - length // 5))
    end = min(len(text), start + length)
    if end < len(text):
        end = _word_end(text, end, start)
    inside = tuple(
        (mark.start - start, mark.end - start)
        for mark in marks
        if start <= mark.start and mark.end <= end
    )
    return Snippet(text[start:end], inside, start)


def _best_start(marks: Sequence[Mark], length: int) -> int:
    """Where the stretch with the most different words (then the most, then the first) begins."""
    best_value, best_place = (0, 0.0), 0
    for i, mark in enumerate(marks):
        limit = mark.start + length * 4 // 5
        terms: set[int] = set()
        total = 0.0
        for other in marks[i : i + 40]:
            if other.end > limit:
                break
            total += 1.0 - 0.15 * _RANK[other.why]
            terms.add(other.term)
        value = (len(terms), total)
        if value > best_value:
            best_value, best_place = value, mark.start
    return best_place


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
