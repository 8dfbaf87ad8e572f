"""Arabic verse: lines of two hemistichs, which stand beside each other in two columns."""

from __future__ import annotations

import re

from archive_app.core.model import Span

_GAP = re.compile(
    r"[ \u00a0]*(?:\t+|[ \u00a0]{4,}|\s\*{2,4}\s|\s[.…]{3,6}\s|\s[=~]{2,4}\s)[ \t\u00a0]*"
)
_LETTER = re.compile(r"[\u0620-\u064a\u0671-\u06d3]")
_LONGEST = 70
"""Code points of a hemistich with all its marks at most; prose has no such gaps, but tables do."""

_FEWEST = 6
"""Letters of a hemistich at least; of the two, neither has more than twice the other's."""

Verse = tuple[Span, Span]
"""The two hemistichs of a line."""


def hemistichs(text: str, start: int, end: int) -> list[Verse] | None:
    """The hemistichs of each line of ``text[start:end]``; None where it is no verse."""
    found: list[Verse] = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        first, last = start + line.start(), start + line.end()
        gaps = [gap for gap in _GAP.finditer(text, first, last) if first < gap.start()]
        gaps = [gap for gap in gaps if gap.end() < last]
        if len(gaps) != 1:
            return None
        halves = ((first, gaps[0].start()), (gaps[0].end(), last))
        counts = [len(_LETTER.findall(text, *half)) for half in halves]
        short, long = sorted(counts)
        if short < _FEWEST or long > 2 * short or max(b - a for a, b in halves) > _LONGEST:
            return None
        found.append(halves)
    return found or None
