"""What is painted under the text: highlights, found words, and the marks in the margin.

Coordinates are those of the document, in logical pixels. A passage of mixed direction may lie
in several pieces of one line; they are found by their glyphs, as Qt placed them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QPainter,
    QPen,
    QPolygonF,
    QTextBlock,
    QTextDocument,
    QTextLine,
)

from archive_app.core.model import Span
from archive_app.gui.kit.theme import Paper
from archive_app.gui.reader.document.typography import SIZE

_RISE, _FALL = 1.12, 0.58
"""How far a band reaches above and below the baseline, in sizes of its letters."""

LANE = 3.0
"""Pixels between the underlines of highlights that overlap."""

MARK_SIZE = 9.0
MARK_STEP = 14.0
"""The size of a margin mark and the distance between two beside one line, in pixels."""

SHAPES = {
    "yellow": "circle",
    "green": "square",
    "blue": "triangle",
    "rose": "diamond",
    "violet": "hexagon",
    "": "bar",
}
"""The shape of each colour's mark, so that nobody has to tell them apart by hue."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight or a note's passage: where it stands in the document and how it looks.

    ``ranges`` are document positions, one for each paragraph touched. ``lane`` tells those that
    overlap apart; ``noted`` fills the margin mark; ``review`` says that it may have moved.
    """

    id: str
    color: str
    ranges: tuple[Span, ...]
    noted: bool = False
    review: bool = False
    lane: int = 0

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.ranges[-1][1]


def in_lanes(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order, the longer first where two begin together, each in the first lane
    where no other stands.
    """
    ordered = sorted((mark for mark in marks if mark.ranges), key=lambda m: (m.start, -m.end))
    ends: list[int] = []
    placed: list[Mark] = []
    for mark in ordered:
        lane = next((n for n, end in enumerate(ends) if end <= mark.start), len(ends))
        if lane == len(ends):
            ends.append(mark.end)
        else:
            ends[lane] = mark.end
        placed.append(replace(mark, lane=lane))
    return placed


def line_spans(line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    """The stretches (left, right) that ``start:end`` (block positions) takes on a line."""
    first = max(start, line.textStart())
    last = min(end, line.textStart() + line.textLength())
    if first >= last:
        return []
    # A cursor's place is ambiguous where two directions meet; the glyphs' own places are not.
    pieces = sorted(
        (rect.left(), rect.right())
        for run in line.glyphRuns(first, last - first)
        if (rect := run.boundingRect()).width() > 0
    )
    spans: list[tuple[float, float]] = []
    for left, right in pieces:
        if spans and left <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(right, spans[-1][1]))
        else:
            spans.append((left, right))
    return spans


RectsOf = Callable[[int, int], Iterable[QRectF]]
"""Gives the rectangles behind a passage (the document's positions), as far as it is in view."""


def _rects(
    document: QTextDocument, blocks: Sequence[QTextBlock], start: int, end: int
) -> Iterator[QRectF]:
    for block in blocks:
        if block.position() < end and block.position() + block.length() > start:
            yield from bands(document, block, start, end)


def bands(document: QTextDocument, block: QTextBlock, start: int, end: int) -> list[QRectF]:
    """The rectangles behind the document's positions ``start:end`` as far as ``block`` holds
    them, in the document's coordinates.
    """
    origin = document.documentLayout().blockBoundingRect(block).topLeft()
    layout = block.layout()
    found: list[QRectF] = []
    first, last = start - block.position(), end - block.position()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        if line.textStart() >= last:
            break
        if line.textStart() + line.textLength() <= first:
            continue
        # The blank at which a line was broken hangs over its end.
        stop = min(last, line.textStart() + line.textLength())
        while stop > first and document.characterAt(block.position() + stop - 1).isspace():
            stop -= 1
        size = letter_size(document, block)
        baseline = origin.y() + line.y() + line.ascent()
        for left, right in line_spans(line, first, stop):
            found.append(
                QRectF(
                    origin.x() + left - 1,
                    baseline - _RISE * size,
                    right - left + 2,
                    (_RISE + _FALL) * size,
                )
            )
    return found


def letter_size(document: QTextDocument, block: QTextBlock) -> int:
    """The size of a block's letters in pixels."""
    size = block.blockFormat().property(SIZE)
    return int(size) if size else document.defaultFont().pixelSize()


class MarksPainter:
    """Paints under the text what is marked in it, as far as it can be seen."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.hits: Sequence[Span] = ()
        self.here = -1
        self._hit_ends: list[int] = []
        self.active = ""
        self.margin_at = 0.0
        self.outward = 1.0
        self._margin: list[tuple[QRectF, str]] = []

    def set_hits(self, hits: Sequence[Span], here: int = -1) -> None:
        """Mark found words (document positions, in order), and the one the reader is at."""
        self.hits = hits
        self.here = here
        self._hit_ends = [end for _, end in hits]

    def marks_at(self, position: int) -> list[Mark]:
        """The marks over a document position, the innermost first."""
        over = [
            mark
            for mark in self.marks
            if any(start <= position < end for start, end in mark.ranges)
        ]
        return sorted(over, key=lambda mark: mark.end - mark.start)

    def margin_mark_at(self, point: QPointF) -> str:
        """The annotation whose margin mark is at a point of the document, or nothing."""
        return next((name for rect, name in self._margin if rect.contains(point)), "")

    def paint(
        self,
        painter: QPainter,
        document: QTextDocument,
        blocks: Sequence[QTextBlock],
        paper: Paper,
    ) -> None:
        """Paint what lies in ``blocks`` (those in view, in order)."""
        self._margin = []
        if not blocks:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        seen = (blocks[0].position(), blocks[-1].position() + blocks[-1].length())
        rects_of = partial(_rects, document, blocks)
        self._paint_highlights(painter, rects_of, seen, paper)
        self._paint_hits(painter, rects_of, seen, paper)

    def _paint_hits(self, painter: QPainter, rects_of: RectsOf, seen: Span, paper: Paper) -> None:
        # The hits are in order and do not overlap.
        for index in range(bisect_left(self._hit_ends, seen[0] + 1), len(self.hits)):
            start, end = self.hits[index]
            if start >= seen[1]:
                break
            here = index == self.here
            for rect in rects_of(start, end):
                inner = rect.adjusted(-1, rect.height() * 0.08, 1, -rect.height() * 0.06)
                painter.setBrush(QColor(paper.here if here else paper.hit))
                painter.setPen(QPen(QColor(paper.link), 1.2) if here else Qt.PenStyle.NoPen)
                painter.drawRoundedRect(inner, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)

    def _paint_highlights(
        self, painter: QPainter, rects_of: RectsOf, seen: Span, paper: Paper
    ) -> None:
        shown = [
            (mark, [rect for passage in mark.ranges for rect in rects_of(*passage)])
            for mark in self.marks
            if mark.start < seen[1] and mark.end > seen[0]
        ]
        for index, (mark, rects) in enumerate(shown):
            if not mark.color:
                continue
            fill = QColor(paper.highlights[mark.color])
            painter.setBrush(fill)
            for rect in rects:
                painter.drawRoundedRect(rect, 2, 2)
            # Where two overlap the ground is the mean of both, so that the text's contrast is
            # never less than on the darker of them.
            for other, others in shown[:index]:
                if not other.color:
                    continue
                mixed = QColor(paper.highlights[other.color])
                mixed.setAlphaF(0.5)
                painter.setBrush(mixed)
                for rect in rects:
                    for below in others:
                        if rect.intersects(below):
                            painter.drawRect(rect.intersected(below))
        for mark, rects in shown:
            self._underline(painter, mark, rects, paper)
        self._paint_margin(painter, seen[0], shown, paper)

    def _underline(
        self, painter: QPainter, mark: Mark, rects: Sequence[QRectF], paper: Paper
    ) -> None:
        strong = QColor(paper.marks[mark.color] if mark.color else paper.muted)
        if mark.id == self.active:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(strong, 1.4))
            for rect in rects:
                painter.drawRoundedRect(rect, 2, 2)
        elif mark.lane or mark.review or not mark.color:
            style = Qt.PenStyle.SolidLine
            if mark.review:
                style = Qt.PenStyle.DashLine
            elif not mark.color:
                style = Qt.PenStyle.DotLine
            painter.setPen(QPen(strong, 1.6, style))
            for rect in rects:
                y = rect.bottom() - 1 - LANE * max(0, mark.lane - 1)
                painter.drawLine(QPointF(rect.left() + 1, y), QPointF(rect.right() - 1, y))
        painter.setPen(Qt.PenStyle.NoPen)

    def _paint_margin(
        self,
        painter: QPainter,
        first: int,
        shown: Sequence[tuple[Mark, list[QRectF]]],
        paper: Paper,
    ) -> None:
        beside: dict[int, int] = {}
        for mark, rects in shown:
            if not rects or mark.start < first:
                continue
            middle = rects[0].center().y()
            place = beside.get(round(middle), 0)
            beside[round(middle)] = place + 1
            x = self.margin_at + self.outward * (MARK_SIZE / 2 + place * MARK_STEP)
            strong = QColor(paper.marks[mark.color] if mark.color else paper.muted)
            draw_shape(painter, QPointF(x, middle), mark.color, strong, filled=mark.noted)
            if mark.id == self.active:
                painter.setPen(QPen(strong, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(x, middle), MARK_SIZE * 0.85, MARK_SIZE * 0.85)
                painter.setPen(Qt.PenStyle.NoPen)
            reach = MARK_STEP / 2
            self._margin.append((QRectF(x - reach, middle - 10, 2 * reach, 20), mark.id))


def draw_shape(
    painter: QPainter, center: QPointF, color: str, ink: QColor, *, filled: bool, size: float = 0
) -> None:
    """Draw the mark of a highlight colour about ``center``: an outline, or filled when there
    is a note.
    """
    half = (size or MARK_SIZE) / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.6))
    painter.setBrush(QBrush(ink) if filled else Qt.BrushStyle.NoBrush)
    x, y = center.x(), center.y()
    shape = SHAPES.get(color, "bar")
    if shape == "circle":
        painter.drawEllipse(center, half, half)
    elif shape == "square":
        side = half * 0.88
        painter.drawRect(QRectF(x - side, y - side, 2 * side, 2 * side))
    elif shape == "bar":
        painter.drawLine(QPointF(x, y - half), QPointF(x, y + half))
    else:
        points = {
            "triangle": ((0, -1.05), (1.05, 0.8), (-1.05, 0.8)),
            "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
            "hexagon": ((-0.55, -1), (0.55, -1), (1.1, 0), (0.55, 1), (-0.55, 1), (-1.1, 0)),
        }[shape]
        painter.drawPolygon(QPolygonF([QPointF(x + half * a, y + half * b) for a, b in points]))
    painter.restore()
