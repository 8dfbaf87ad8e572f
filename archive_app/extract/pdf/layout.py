"""From glyphs on a page to lines of text in reading order, by where the glyphs stand.

The order in which a PDF stores its text says little: programs write Arabic in visual order, in
logical order, or in pieces, and libraries that guess turn words around. What is certain is
where each glyph stands. So glyphs are gathered into lines by their baseline, each line is
sorted from right to left (or left to right, by its letters), and what runs the other way
inside it (numbers, Latin names) is turned back, by the rules of the Unicode Bidirectional
Algorithm (UAX 9) in reverse.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from archive_app.text.direction import direction
from archive_app.text.shaping import MIRRORED

REPLACEMENT = "\ufffd"
"""Stands for a glyph of which the file does not say what letter it is."""

_SAME_LINE = 0.35  # of the font size that baselines on one line may differ
_NEAR = 1.3  # of the font size that pieces of a line may stand apart (more: another column)
_SPACE = (
    0.13  # of the font size of a gap that is a space (between letters: up to 0.11 in DejaVu Sans)
)
_ALEFS = "اأإآٱ"
_NUMBER = re.compile(r"[0-9]+(?:[.,:/\-+٫٬][0-9]+)*|[٠-٩۰-۹]+(?:[.,:/٫٬][٠-٩۰-۹]+)*")
_MARK = re.compile(r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+$")
_ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u05d0-\u05ea]")


@dataclass(slots=True)
class Glyph:
    """One glyph or the letters that it stands for: ``left`` and ``right`` edges and baseline
    ``y`` (upwards) in points, the font's ``size``; ``known`` is false without a letter for it."""

    text: str
    left: float
    right: float
    y: float
    size: float
    known: bool = True


@dataclass(slots=True)
class Line:
    """One line of text in reading order and where it stands (``y`` upwards, in points)."""

    text: str
    left: float
    right: float
    y: float
    size: float
    rtl: bool
    page: int = 0


@dataclass(slots=True)
class _Run:
    glyphs: list[Glyph]
    order: int
    left: float
    right: float
    y: float
    size: float


def lines_of(glyphs: Sequence[Glyph], page: int = 0) -> list[Line]:
    """The lines that the glyphs of a page make, in reading order.

    ``glyphs`` come in the file's order, which decides only between lines; letters that came from
    one glyph (a ligature) stand in the same place.
    """
    runs = _merge(_runs(_joined(glyphs)))
    lines = []
    for run in runs:
        text, rtl = _read(run)
        if text:
            lines.append(Line(text, run.left, run.right, run.y, run.size, rtl, page))
    return _in_order(lines)


# ---------------------------------------------------------------- gathering


def _joined(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs, with letters that came from one glyph joined in their order.

    Libraries turn a ligature's letters around with the text: alef before lam in one place
    shows it, for no such ligature exists.
    """
    groups: list[list[Glyph]] = []
    for glyph in glyphs:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and last.left == glyph.left
            and last.right == glyph.right
            and last.y == glyph.y
            and not glyph.text.isspace()
            and not last.text.isspace()
        ):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    turned = straight = 0
    for group in groups:
        if len(group) == 2:
            first, second = group[0].text, group[1].text
            turned += first in _ALEFS and second == "ل"
            straight += first == "ل" and second in _ALEFS
    out = []
    for group in groups:
        if len(group) == 1:
            out.append(group[0])
            continue
        letters = [glyph.text for glyph in group]
        backwards = (
            letters[0] in _ALEFS and letters[1] == "ل"
            if len(group) == 2
            else turned > straight and _ARABIC.search(letters[0])
        )
        if backwards:
            letters.reverse()
        one = group[0]
        known = all(glyph.known for glyph in group)
        out.append(Glyph("".join(letters), one.left, one.right, one.y, one.size, known))
    return out


def _runs(glyphs: Iterable[Glyph]) -> Iterator[_Run]:
    """Glyphs that follow each other on one baseline, with no wide gap."""
    run: _Run | None = None
    for order, glyph in enumerate(glyphs):
        size = glyph.size
        if run is not None:
            larger = max(run.size, size)
            near = _NEAR * larger
            if (
                abs(glyph.y - run.y) > _SAME_LINE * larger
                or glyph.left > run.right + near
                or glyph.right < run.left - near
            ):
                yield run
                run = None
        if run is None:
            if glyph.text.isspace():
                continue
            run = _Run([glyph], order, glyph.left, glyph.right, glyph.y, size)
            continue
        run.glyphs.append(glyph)
        if not glyph.text.isspace():
            run.left = min(run.left, glyph.left)
            run.right = max(run.right, glyph.right)
            run.size = max(run.size, size)
    if run is not None:
        yield run


def _merge(runs: Iterable[_Run]) -> list[_Run]:
    """Runs on one baseline and close to each other as one, in the order of the first."""
    rows: dict[int, list[_Run]] = {}
    merged: dict[int, _Run] = {}
    for run in runs:
        # A raised mark may come first: the baseline is that of most glyphs.
        run.y = Counter(glyph.y for glyph in run.glyphs).most_common(1)[0][0]
        key = round(run.y)
        reach = min(20, math.ceil(_SAME_LINE * run.size) + 1)
        near = [
            other
            for row in range(key - reach, key + reach + 1)
            for other in rows.get(row, ())
            if _touch(run, other)
        ]
        near.sort(key=lambda other: other.order)
        if not near:
            merged[run.order] = run
            rows.setdefault(key, []).append(run)
            continue
        target, *others = near
        for other in (*others, run):
            if other is not run:
                del merged[other.order]
                rows[round(other.y)].remove(other)
            target.glyphs += other.glyphs
            target.left = min(target.left, other.left)
            target.right = max(target.right, other.right)
            target.size = max(target.size, other.size)
        before = round(target.y)
        target.y = Counter(glyph.y for glyph in target.glyphs).most_common(1)[0][0]
        if round(target.y) != before:
            rows[before].remove(target)
            rows.setdefault(round(target.y), []).append(target)
    return [merged[order] for order in sorted(merged)]


def _touch(run: _Run, other: _Run) -> bool:
    """Whether two runs stand on one line, close to each other."""
    size = max(run.size, other.size)
    return (
        abs(run.y - other.y) <= _SAME_LINE * size
        and run.left <= other.right + _NEAR * size
        and run.right >= other.left - _NEAR * size
    )


def _in_order(lines: list[Line]) -> list[Line]:
    """The lines from top to bottom where the file's order jumps up within a column, else as the
    file has them; pieces side by side by the page's direction."""
    if len(lines) < 2:
        return lines
    jumps = sum(
        after.y > before.y + before.size and after.left < before.right and after.right > before.left
        for before, after in pairwise(lines)
    )
    rtl = sum(line.rtl for line in lines) * 2 >= len(lines)
    if jumps * 5 > len(lines):
        lines = sorted(lines, key=lambda line: (-line.y, -line.right if rtl else line.left))
    out: list[Line] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and abs(lines[end].y - lines[at].y) <= _SAME_LINE * lines[at].size:
            end += 1
        row = lines[at:end]
        row.sort(key=lambda line: -line.right if rtl else line.left)
        out += row
        at = end
    return out


# ---------------------------------------------------------------- reading a line


def _read(run: _Run) -> tuple[str, bool]:
    """A run's text in reading order, and whether it runs from right to left."""
    marks = [glyph for glyph in run.glyphs if _MARK.match(glyph.text)]
    letters = run.glyphs
    if marks:
        letters = [glyph for glyph in letters if not _MARK.match(glyph.text)]
    letters.sort(key=attrgetter("right", "left"), reverse=True)
    whole = "".join(glyph.text for glyph in letters)
    if not whole.strip():
        return "", False
    rtl = direction(whole) == "rtl"
    if not rtl and not _ARABIC.search(whole):
        letters.sort(key=lambda glyph: (glyph.left, glyph.right))
    pieces = _spaced(letters, run.size)
    _attach(pieces, marks)
    if rtl:
        pieces = _turn(pieces, _is_ltr)
        text = "".join(piece.text for piece in pieces)
    else:
        if _ARABIC.search(whole):
            pieces.reverse()
            pieces = _turn(pieces, _is_rtl)
        text = "".join(piece.text for piece in pieces)
    return " ".join(text.split()), rtl


@dataclass(slots=True)
class _Piece:
    """A base letter (or ligature) with its marks, or a space."""

    text: str
    left: float
    right: float


def _spaced(letters: Sequence[Glyph], size: float) -> list[_Piece]:
    """The letters as pieces in their order, with a space where a gap or a space glyph stands."""
    pieces: list[_Piece] = []
    gap = _SPACE * size
    last: _Piece | None = None  # the piece before, None after a space
    for glyph in letters:
        left, right = glyph.left, glyph.right
        if glyph.text.isspace():
            if last is not None:
                pieces.append(_Piece(" ", left, right))
                last = None
            continue
        if last is not None and (last.left - right > gap or left - last.right > gap):
            pieces.append(_Piece(" ", right, last.left))
        last = _Piece(glyph.text if glyph.known else REPLACEMENT, left, right)
        pieces.append(last)
    return pieces


def _attach(pieces: list[_Piece], marks: Sequence[Glyph]) -> None:
    """Put each mark behind the letter over which it stands."""
    for mark in marks:
        middle = (mark.left + mark.right) / 2
        best: _Piece | None = None
        nearest = float("inf")
        for piece in pieces:
            if piece.text == " " or not piece.text[0].isalpha():
                continue
            away = max(piece.left - middle, middle - piece.right, 0.0)
            # Among letters that both lie under it, the one whose middle is nearer.
            away += abs((piece.left + piece.right) / 2 - middle) / 1000
            if away < nearest:
                best, nearest = piece, away
        if best is not None:
            best.text += mark.text


@lru_cache(maxsize=4096)
def _is_ltr(text: str) -> bool:
    return any(unicodedata.bidirectional(char) == "L" for char in text)


@lru_cache(maxsize=4096)
def _is_rtl(text: str) -> bool:
    return _ARABIC_LETTER.search(text) is not None


def _is_digit(text: str) -> bool:
    return text[0].isdecimal()


def _turn(pieces: list[_Piece], foreign: Callable[[str], bool]) -> list[_Piece]:
    """The pieces with what runs against the line's direction turned back.

    From a foreign letter to the last one before a native letter all is one run, the spaces
    and digits between included; digits elsewhere are numbers, turned each by itself.
    """
    native = _is_rtl if foreign is _is_ltr else _is_ltr
    out: list[_Piece] = []
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and not native(pieces[end].text):
            end += 1
        out += _turn_run(pieces[at:end], foreign)
        while end < len(pieces) and native(pieces[end].text):
            out.append(pieces[end])
            end += 1
        at = end
    return out


def _turn_run(run: list[_Piece], foreign: Callable[[str], bool]) -> list[_Piece]:
    """A stretch without native letters, turned as `_turn` says."""
    strong = [at for at, piece in enumerate(run) if foreign(piece.text)]
    latin = foreign is _is_ltr
    if not strong:
        return _numbers(run) if latin else run
    first, last = strong[0], strong[-1]
    # Digits that touch the foreign run belong to it (UAX 9, W7), as do their signs.
    while first > 0 and _is_digit(run[first - 1].text):
        first -= 1
    while last + 1 < len(run) and _is_digit(run[last + 1].text):
        last += 1
    reach = first - 1
    while reach >= 0 and not _is_digit(run[reach].text):
        reach -= 1
    if latin and reach >= 0 and all(piece.text == " " for piece in run[reach + 1 : first]):
        # A number one space before (in reading order after) a foreign word reads with it.
        while reach > 0 and (_is_digit(run[reach - 1].text) or run[reach - 1].text in ".,"):
            reach -= 1
        first = reach
    before = _numbers(run[:first]) if latin else run[:first]
    after = _numbers(run[last + 1 :]) if latin else run[last + 1 :]
    return [*before, *reversed(run[first : last + 1]), *after]


def _numbers(run: list[_Piece]) -> list[_Piece]:
    """The pieces with each number turned so that its first digit comes first."""
    if not any(piece.text[0].isdecimal() for piece in run):
        return run
    visual = "".join(piece.text[0] for piece in reversed(run))
    back = list(reversed(run))
    spans: list[tuple[int, int]] = []
    for found in _NUMBER.finditer(visual):
        start, end = found.span()
        european = visual[start] < "\u0100"
        while european and end < len(visual) and visual[end] in "%$€£°#":
            end += 1
        while european and start > 0 and visual[start - 1] in "$€£#":
            start -= 1
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    out: list[_Piece] = []
    at = len(back)
    for start, end in reversed(spans):
        out += reversed(back[end:at])
        out += back[start:end]
        at = start
    out += reversed(back[:at])
    return out


_OPENING = "([{«“‘"
_CLOSING = ")]}»”’"
_TO_OPENING = dict(zip(_CLOSING, _OPENING, strict=True))
_TO_CLOSING = dict(zip(_OPENING, _CLOSING, strict=True))
_STRAY = re.compile(r"^([.،؛:!؟?]+[”“»«\"]?|[”“»«\"][.،؛!؟?]+)(?=[\u0620-\u064a])")


def tidy(text: str) -> str:
    """A line from right to left with its brackets and quotation marks turned as they should be.

    A file may name the glyph that is seen, which in a line from right to left is the mirror
    image of the character, and libraries turn some of them. What stands before a word opens,
    what stands behind one closes; between spaces, what is open decides.
    """
    stray = _STRAY.match(text)
    if stray:
        # The full stop of a line that was set from left to right.
        text = f"{text[stray.end() :]}{stray[1].translate(MIRRORED)[::-1]}"
    if not any(char in _TO_OPENING or char in _TO_CLOSING for char in text):
        return text
    out = list(text)
    depth: dict[str, int] = {}
    for at, char in enumerate(text):
        if char not in _TO_OPENING and char not in _TO_CLOSING:
            continue
        opening = _TO_OPENING.get(char, char)
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if before.isalnum() and after.isalnum() and char in "’‘":
            continue
        opens = before.isspace() or before in _OPENING + _CLOSING
        closes = after.isspace() or after in _CLOSING + _OPENING + ".،؛:!؟?,;"
        if opens == closes:
            opens = depth.get(opening, 0) <= 0
        out[at] = opening if opens else _TO_CLOSING[opening]
        depth[opening] = depth.get(opening, 0) + (1 if opens else -1)
    return "".join(out)
