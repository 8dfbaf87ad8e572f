"""Takes the passage of a text that shows best what was found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from archive_app.core.model import Snippet, Why
from archive_app.search.catalogue import unpack_beginning, unpack_text
from archive_app.search.marks import RANK, Mark, spans

LENGTH = 200
"""A snippet's length in code points, about two lines of the results list."""

_VALUE = {why: 20 - 3 * rank for why, rank in RANK.items()}
_BLANK = re.compile(r"\s")


def closest(marks: Iterable[Mark]) -> Why | None:
    """Return the closest reason among marks."""
    return min((mark.why for mark in marks), key=RANK.__getitem__, default=None)


def beginning(packed: bytes, title: str, first_read: int) -> tuple[str, bool]:
    """Return as much of a packed text as `Marker.first` reads first and `best` may then take,
    and whether that is all of it."""
    needed = len(title) + first_read + 2 * LENGTH
    text, whole = unpack_beginning(packed, 2 * needed)  # Arabic letters are two bytes each
    if whole or (len(text) >= needed and _BLANK.search(text, needed - LENGTH)):
        return text, whole
    return unpack_text(packed), True


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
    inside = spans(mark for mark in marks if start <= mark.start and mark.end <= end)
    if not inside:  # what stands far apart is longer than a snippet
        inside = tuple((mark.start, end) for mark in marks if start <= mark.start < end)[:1]
    return Snippet(text[start:end], tuple((a - start, b - start) for a, b in inside), start)


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
