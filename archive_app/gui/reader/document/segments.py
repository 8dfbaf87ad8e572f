"""Words and sentences of an article's text, for selecting them with one key.

Offsets are code points. A sentence ends at a full stop, question or exclamation mark or an
ellipsis with what closes a quotation behind it; two dots, with which the Arabic press writes a
pause, do not end one, nor does a dot between figures or after a single letter (an initial).
"""

from __future__ import annotations

import re

from archive_app.core.model import Span

_END = re.compile(r"(?<![.\s])(?:[!?؟۔…]+|\.(?![.\d])|\.{3,})[\"'»”’)\]]*(?=\s|$)")
_INITIAL = re.compile(r"(?<!\w)\w\.$")
_WORD = re.compile(
    r"\w(?:[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640'’-]*)"
)


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of the paragraph ``text[start:end]``, without the blanks between them."""
    found: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if _INITIAL.search(text, max(begin, match.end() - 3), match.end()):
            continue
        found.append((begin, match.end()))
        begin = match.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        found.append((begin, end))
    return [span for span in found if text[span[0] : span[1]].strip()]


def words(text: str, start: int, end: int) -> list[Span]:
    """The words of ``text[start:end]``, each with the marks on its letters."""
    return [match.span() for match in _WORD.finditer(text, start, end)]


def grow(spans: list[Span], selection: Span) -> Span | None:
    """The spans that ``selection`` touches, whole; one more where it has them whole already.

    With an empty selection, the one it lies in (or the next). None where there is none.
    """
    start, end = selection
    touched = [s for s in spans if s[0] < max(end, start + 1) and s[1] > start]
    if not touched:
        following = [s for s in spans if s[0] >= start]
        return following[0] if following else (spans[-1] if spans else None)
    whole = (touched[0][0], touched[-1][1])
    if start == end or not (start <= whole[0] and end >= whole[1]):
        return whole
    following = [s for s in spans if s[0] >= end]
    return (whole[0], following[0][1]) if following else whole
