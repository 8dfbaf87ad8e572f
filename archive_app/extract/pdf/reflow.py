"""From the lines of a document's pages to its paragraphs, headings and page furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive_app.core.model import BlockKind
from archive_app.extract.pdf.layout import Line

_LEADING = 1.3  # times the usual distance of lines, from which on a gap parts paragraphs
_SIZE = 1.12  # ratio of font sizes that parts paragraphs
_HEADING = 1.15  # ratio to the body's font size from which on a short paragraph is a heading
_HEADING_LINES = 4
_FAR = 1.9  # font sizes from one baseline to the next that are far after a sentence's end
_FLUSH = 0.5  # font sizes from the column's edge that still count as at it
_INDENT = 0.8  # of the font size
_SLACK = 0.6  # of the font size that a line may end short by chance
_SENTENCE_END = re.compile(r"[.!؟?:…][”»\"')\]]*$")
_BULLET = re.compile(r"[•▪●◦‣∙]\s*(?=\S)")
_PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:(?:page|p|صفحة|ص)\W*)?[0-9٠-٩]{1,4}\W*(?:(?:of|من|/)\W*[0-9٠-٩]{1,4})?[\W_]*$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9٠-٩۰-۹]+")


@dataclass(slots=True)
class Paragraph:
    """A paragraph's text, its kind, and its level where it is a heading."""

    text: str
    kind: BlockKind = "paragraph"
    level: int = 0


@dataclass(slots=True)
class _Column:
    """The edges of a page's text, and how many of its lines begin or end at each."""

    left: float
    right: float
    lines: int = 0
    at_left: int = 0
    at_right: int = 0

    @property
    def width(self) -> float:
        return self.right - self.left

    def room(self, line: Line) -> float:
        """How much of the column the line leaves empty at its end. Text from right to left may
        be aligned left, and the other way round.
        """
        most = 0.6 * self.lines
        at_start, at_end = self.at_left, self.at_right
        if line.rtl:
            at_start, at_end = at_end, at_start
        ends_right = line.rtl == (at_start < most <= at_end)
        return self.right - line.right if ends_right else line.left - self.left


def reflow(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs of a document, its running heads, feet and page numbers as ``hidden`` ones.

    A paragraph ends where the next line's first word would have fitted into the last line, at a
    wider gap, an indent, or another font size; it may run over the end of a page.
    """
    furniture = _furniture(pages)
    body = _body_size(pages)
    sizes = _heading_sizes(pages, body, furniture)
    out: list[Paragraph] = []
    hidden: list[Paragraph] = []
    block: list[Line] = []

    def close() -> None:
        if block:
            out.append(_paragraph(block, body, sizes))
            block.clear()
        out.extend(hidden)
        hidden.clear()

    for page in pages:
        shown = [line for line in page if id(line) not in furniture]
        gaps = _usual_gaps(shown)
        edges = _edges(shown)
        last: Line | None = None
        for line in page:
            if id(line) in furniture:
                hidden.append(Paragraph(line.text, "hidden"))
                continue
            before = last if last is not None else (block[-1] if block else None)
            if before is not None and _parted(
                before, line, gaps, edges, body, first_on_page=last is None
            ):
                close()
            block.append(line)
            last = line
    close()
    return out


def _parted(
    before: Line,
    line: Line,
    gaps: dict[int, float],
    edges: dict[int, _Column],
    body: float,
    *,
    first_on_page: bool,
) -> bool:
    """Whether a new paragraph begins with ``line``."""
    bigger, smaller = max(before.size, line.size), min(before.size, line.size)
    if bigger > _SIZE * max(smaller, 0.1):
        return True
    if before.rtl != line.rtl and _SENTENCE_END.search(before.text):
        return True
    column = edges.get(id(before)) or edges.get(id(line)) or _Column(line.left, line.right)
    if before.page == line.page:
        if min(before.right, line.right) <= max(before.left, line.left):
            # Beside each other or in the next column: only a column goes on.
            return not (line.y > before.y and not _SENTENCE_END.search(before.text))
        distance = before.y - line.y
        usual = gaps.get(round(line.size), 0.0)
        if distance <= 0 or (usual and distance > _LEADING * usual):
            return True
        if distance > _FAR * line.size and (not usual or _SENTENCE_END.search(before.text)):
            return True
    elif not first_on_page:
        return True
    if line.size >= _HEADING * body:
        return False  # headings are broken where it pleases
    if _BULLET.match(line.text):
        return True
    room = column.room(before)
    if room > _first_word_width(line) + _SLACK * line.size and room > 0.04 * column.width:
        return True
    if before.page != line.page:
        return False
    indent = before.right - line.right if line.rtl else line.left - before.left
    return indent > _INDENT * line.size and bool(_SENTENCE_END.search(before.text))


def _first_word_width(line: Line) -> float:
    """About how wide the line's first word is, from the mean width of its characters."""
    word = line.text.split(" ", 1)[0]
    return (len(word) + 1) * (line.right - line.left) / max(1, len(line.text))


def _usual_gaps(lines: Sequence[Line]) -> dict[int, float]:
    """For each font size, the usual distance between baselines on the page."""
    found: dict[int, Counter[float]] = {}
    for before, line in pairwise(lines):
        distance = before.y - line.y
        if 0 < distance < 4 * line.size and round(before.size) == round(line.size):
            found.setdefault(round(line.size), Counter())[round(distance * 2) / 2] += 1
    usual = {}
    for size, distances in found.items():
        total = distances.total()
        # The smallest that is not rare: the larger ones stand between paragraphs.
        common = [gap for gap, count in distances.items() if count * 5 >= total]
        usual[size] = min(common) if common else min(distances)
    return usual


def _edges(lines: Sequence[Line]) -> dict[int, _Column]:
    """For each line (by ``id``), the column that it stands in: those of its font size that lie
    over and under each other.
    """
    columns: list[tuple[int, _Column]] = []
    edges: dict[int, _Column] = {}
    for line in sorted(lines, key=lambda line: line.left):
        size = round(line.size)
        for other, column in reversed(columns):
            if other == size and line.left < column.right - line.size:
                break
        else:
            column = _Column(line.left, line.right)
            columns.append((size, column))
        column.right = max(column.right, line.right)
        edges[id(line)] = column
    for line in lines:
        column = edges[id(line)]
        column.lines += 1
        column.at_left += line.left - column.left < _FLUSH * line.size
        column.at_right += column.right - line.right < _FLUSH * line.size
    return edges


def _paragraph(block: Sequence[Line], body: float, sizes: Sequence[int]) -> Paragraph:
    text = ""
    for line in block:
        if text.endswith("-") and len(text) > 2 and text[-2].isalpha() and line.text[:1].islower():
            text = text[:-1] + line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    size = max(line.size for line in block)
    if (
        size >= _HEADING * body
        and len(block) <= _HEADING_LINES
        and any(char.isalpha() for char in text)
    ):
        rank = sizes.index(round(size)) + 1 if round(size) in sizes else len(sizes) + 1
        return Paragraph(text, "heading", min(rank, 6))
    if bullet := _BULLET.match(text):
        return Paragraph(text[bullet.end() :], "item", 1)
    return Paragraph(text)


def _body_size(pages: Iterable[Iterable[Line]]) -> float:
    """The font size of most of the text."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _heading_sizes(pages: Iterable[Iterable[Line]], body: float, furniture: set[int]) -> list[int]:
    """The font sizes of headings, the largest first."""
    return sorted(
        {
            round(line.size)
            for page in pages
            for line in page
            if line.size >= _HEADING * body and id(line) not in furniture
        },
        reverse=True,
    )


def _furniture(pages: Sequence[Sequence[Line]]) -> set[int]:
    """The lines (by ``id``) that are page numbers, or come at the top or the foot of most pages
    alike but for their digits."""
    found: set[int] = set()
    edge_lines: dict[str, list[Line]] = {}
    for page in pages:
        if len(page) < 3:
            continue
        ordered = sorted(page, key=lambda line: -line.y)
        ends = [*ordered[:2], *ordered[-2:]]
        for line in page:
            at_edge = line.y > ordered[0].y - 2 or line.y < ordered[-1].y + 2
            if at_edge and _PAGE_NUMBER.match(line.text):
                found.add(id(line))
        for line in {id(line): line for line in ends}.values():
            key = _DIGITS.sub("#", line.text)
            edge_lines.setdefault(key, []).append(line)
    for key, lines in edge_lines.items():
        count = len({line.page for line in lines})
        if count >= 3 and count * 2 >= len(pages) and len(key) <= 150:
            found.update(id(line) for line in lines)
    return found
