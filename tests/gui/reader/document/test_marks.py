"""Marks: told apart, in their lanes, where the letters are, with text that can be read on them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument, QTextOption

from archive_app.core.model import COLORS
from archive_app.gui.kit.theme import (
    DARK,
    SEPIA,
    WHITE,
    Paper,
)
from archive_app.gui.reader.document.marks import (
    SHAPES,
    Mark,
    MarksPainter,
    bands,
    in_lanes,
    line_spans,
)
from tests.gui.contrast import contrast

PAPERS = [WHITE, SEPIA, DARK]


def mixed(first: str, second: str) -> str:
    pairs = zip(
        (first[i : i + 2] for i in (1, 3, 5)), (second[i : i + 2] for i in (1, 3, 5)), strict=True
    )
    return "#" + "".join(f"{(int(a, 16) + int(b, 16)) // 2:02X}" for a, b in pairs)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_text_on_highlights_reads_well(paper: Paper) -> None:
    for color in COLORS:
        assert contrast(paper.text, paper.highlights[color]) >= 7
    for first, second in combinations(COLORS, 2):
        ground = mixed(paper.highlights[first], paper.highlights[second])
        assert contrast(paper.text, ground) >= 7
    for ground in (paper.hit, paper.here):
        assert contrast(paper.text, ground) >= 7


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_margin_marks_can_be_seen(paper: Paper) -> None:
    for color in COLORS:
        assert contrast(paper.ground, paper.marks[color]) >= 3  # of graphic objects (WCAG 2)


def test_every_colour_has_its_own_shape() -> None:
    assert len({SHAPES[color] for color in COLORS}) == len(COLORS)


RANGES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=15)


@given(RANGES)
def test_overlapping_marks_are_in_different_lanes(ranges: list[tuple[int, int]]) -> None:
    marks = in_lanes(
        Mark(str(n), "yellow", ((start, start + length),))
        for n, (start, length) in enumerate(ranges)
    )
    assert len(marks) == len(ranges)
    for one, other in combinations(marks, 2):
        if one.start < other.end and other.start < one.end:
            assert one.lane != other.lane


def test_innermost_mark_comes_first() -> None:
    painter = MarksPainter()
    painter.marks = in_lanes(
        [Mark("wide", "yellow", ((0, 50),)), Mark("narrow", "blue", ((10, 20),))]
    )
    assert [mark.id for mark in painter.marks_at(15)] == ["narrow", "wide"]
    assert [mark.id for mark in painter.marks_at(30)] == ["wide"]
    assert painter.marks_at(50) == []


@pytest.fixture
def document(qapp: object) -> QTextDocument:
    made = QTextDocument("خلال أعمال المؤتمر بمشاركة 85 دولة abc و xyz كلها")
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    made.setDefaultTextOption(option)
    made.setTextWidth(900)
    made.size()
    return made


def test_figures_within_arabic_are_marked_too(document: QTextDocument) -> None:
    """The caret's place is ambiguous at the edge of a number; the band must not be."""
    text = document.toPlainText()
    line = document.firstBlock().layout().lineAt(0)
    start = text.index("بمشاركة")
    whole = line_spans(line, start, text.index("دولة") + 4)
    assert len(whole) == 1
    number = line_spans(line, text.index("85"), text.index("85") + 2)
    assert len(number) == 1
    assert number[0][1] - number[0][0] > 8
    assert whole[0][0] <= number[0][0]
    assert number[0][1] <= whole[0][1]


def test_passage_of_two_directions_lies_in_two_pieces(document: QTextDocument) -> None:
    text = document.toPlainText()
    line = document.firstBlock().layout().lineAt(0)
    # from the Arabic into the first letters of the Latin word: not one stretch on the line
    spans = line_spans(line, text.index("دولة"), text.index("abc") + 1)
    assert len(spans) == 2


def test_bands_are_where_the_line_is(document: QTextDocument) -> None:
    block = document.firstBlock()
    (band,) = bands(document, block, 0, len(document.toPlainText()))
    rect = document.documentLayout().blockBoundingRect(block)
    assert abs(band.center().y() - rect.center().y()) < rect.height()
    assert band.width() == pytest.approx(block.layout().lineAt(0).naturalTextWidth() + 2, abs=2)
    assert bands(document, block, 5, 5) == []


def test_bands_end_with_the_letters(qapp: object) -> None:
    """Not with the blank at which a line was broken, nor with what Qt adds to its width."""
    document = QTextDocument("“داعش” الإرهابي هزم في سورية ولكنه لا يزال هنا وهناك")
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    document.setDefaultTextOption(option)
    document.setTextWidth(160)
    document.size()
    block = document.firstBlock()
    found = bands(document, block, 0, block.length() - 1)
    assert len(found) == block.layout().lineCount() > 1
    margin = document.documentMargin()
    for band in found:
        assert band.right() <= 160 - margin + 1.5
        assert band.left() >= margin - 1.5
