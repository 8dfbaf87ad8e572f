"""Code points of an article's text ↔ positions in the `QTextDocument` that shows it.

Python counts code points, Qt counts UTF-16 units; and a document holds only the shown parts of
the text, with a byline, tables' frames and invisible isolates between them. A `PositionMap` is
a list of *segments*, each a stretch of text that stands in the document letter for letter.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from archive_app.core.model import Span

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class CodeUnits:
    """Code points ↔ UTF-16 units of one string, in the logarithm of its astral characters."""

    def __init__(self, text: str) -> None:
        self._points = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [point + index for index, point in enumerate(self._points)]

    def units(self, point: int) -> int:
        """How many UTF-16 units the first ``point`` code points take."""
        return point + bisect_left(self._points, point)

    def points(self, unit: int) -> int:
        """The code point at a UTF-16 unit; of a surrogate pair's middle, where it starts."""
        return unit - bisect_left(self._units, unit)


class Segment(NamedTuple):
    """``text[start:end]`` (code points) stands in the document from ``position`` (UTF-16)."""

    start: int
    end: int
    position: int


class PositionMap:
    """Where each piece of a text stands in a document.

    The document's order is the text's but for a right-to-left table's rows: Qt does not mirror
    tables, so their columns stand in the document the other way round.
    """

    def __init__(self, text: str, segments: list[Segment]) -> None:
        self._units = CodeUnits(text)
        self.segments = sorted(segment for segment in segments if segment.start < segment.end)
        self._starts = [segment.start for segment in self.segments]
        self._placed = sorted(self.segments, key=lambda segment: segment.position)
        self._positions = [segment.position for segment in self._placed]

    def _last(self, segment: Segment) -> int:
        """The document position behind a segment."""
        return segment.position + self._units.units(segment.end) - self._units.units(segment.start)

    def to_document(self, point: int, *, forward: bool = True) -> int | None:
        """The document position of a code point of the text.

        Where the text is not shown, the nearest shown place: after it when ``forward``, else
        before it. None when nothing is shown on that side.
        """
        index = bisect_right(self._starts, point) - 1
        if index >= 0:
            segment = self.segments[index]
            inside = point < segment.end if forward else segment.start < point <= segment.end
            if inside:
                offset = self._units.units(point) - self._units.units(segment.start)
                return segment.position + offset
            if not forward:
                if point > segment.start:
                    return self._last(segment)
                return self._last(self.segments[index - 1]) if index else None
        if not forward:
            return None
        following = index + 1
        return self.segments[following].position if following < len(self.segments) else None

    def to_text(self, position: int, *, forward: bool = True) -> int | None:
        """The code point at a document position.

        At a position that shows none of the text (the byline, between two paragraphs) the next
        one shown when ``forward``, else the end of the last one before. None when there is none.
        """
        index = bisect_right(self._positions, position) - 1
        if index >= 0:
            segment = self._placed[index]
            last = self._last(segment)
            inside = position < last if forward else segment.position < position <= last
            if inside:
                base = self._units.units(segment.start)
                return self._units.points(base + position - segment.position)
            if not forward:
                if position > segment.position:
                    return segment.end
                return self._placed[index - 1].end if index else None
        if not forward:
            return None
        following = index + 1
        return self._placed[following].start if following < len(self._placed) else None

    def ranges(self, start: int, end: int) -> list[Span]:
        """The document ranges that show ``text[start:end]``, one for each segment touched."""
        found: list[Span] = []
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self.segments) and self.segments[index].start < end:
            segment = self.segments[index]
            first, last = max(start, segment.start), min(end, segment.end)
            if first < last:
                base = segment.position - self._units.units(segment.start)
                found.append((base + self._units.units(first), base + self._units.units(last)))
            index += 1
        return found

    def selection(self, first: int, last: int) -> Span | None:
        """The text that a document range shows, as one span; None where it shows none."""
        index = max(0, bisect_right(self._positions, first) - 1)
        start, end = -1, -1
        while index < len(self._placed) and self._placed[index].position < last:
            segment = self._placed[index]
            index += 1
            if self._last(segment) <= first:
                continue
            base = self._units.units(segment.start) - segment.position
            begin = max(segment.start, self._units.points(base + first))
            stop = min(segment.end, self._units.points(base + last))
            if begin < stop:
                start = begin if start < 0 else min(start, begin)
                end = max(end, stop)
        return (start, end) if start >= 0 else None
