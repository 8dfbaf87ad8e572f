"""Positions: what is marked in Qt's count must be the same letters in Python's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive_app.gui.reader.document.positions import CodeUnits, PositionMap, Segment

# Plain, Arabic with marks, and astral characters (emoji, a family joined by ZWJ, old Turkic).
LETTERS = st.text(alphabet="aب\u064bِّ 🎉👨\u200d👩𐰀é\n", max_size=60)


def units_of(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(LETTERS)
def test_units_are_those_of_utf16(text: str) -> None:
    units = CodeUnits(text)
    for point in range(len(text) + 1):
        assert units.units(point) == units_of(text[:point])
        assert units.points(units.units(point)) == point


@given(LETTERS)
def test_middle_of_a_pair_is_its_start(text: str) -> None:
    units = CodeUnits(text)
    for point, letter in enumerate(text):
        if ord(letter) > 0xFFFF:
            assert units.points(units.units(point) + 1) == point


@st.composite
def shown(draw: st.DrawFn) -> tuple[str, str, PositionMap]:
    """A text, a document that shows parts of it between other things, and its map."""
    text = draw(LETTERS)
    document, segments, at = "", [], 0
    while at < len(text):
        skip = draw(st.integers(0, 4))
        take = draw(st.integers(0, 12))
        document += draw(st.sampled_from(["", "-", "🎈-", "--"]))
        start, end = min(at + skip, len(text)), min(at + skip + take, len(text))
        segments.append(Segment(start, end, units_of(document)))
        document += text[start:end]
        at = end + (0 if skip or take else 1)
    return text, document, PositionMap(text, segments)


def cut(document: str, first: int, last: int) -> str:
    return document.encode("utf-16-le")[2 * first : 2 * last].decode("utf-16-le")


@given(shown(), st.data())
def test_ranges_show_just_those_letters(
    case: tuple[str, str, PositionMap], data: st.DataObject
) -> None:
    text, document, positions = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    expected = "".join(
        text[max(start, s.start) : min(end, s.end)]
        for s in positions.segments
        if s.start < end and s.end > start
    )
    assert "".join(cut(document, *span) for span in positions.ranges(start, end)) == expected


@given(shown())
def test_there_and_back(case: tuple[str, str, PositionMap]) -> None:
    _, _, positions = case
    for segment in positions.segments:
        for point in range(segment.start, segment.end):
            assert positions.to_text(positions.to_document(point)) == point
        for point in range(segment.start + 1, segment.end + 1):
            there = positions.to_document(point, forward=False)
            assert positions.to_text(there, forward=False) == point


@given(shown(), st.data())
def test_a_selection_is_within_what_was_selected(
    case: tuple[str, str, PositionMap], data: st.DataObject
) -> None:
    _, document, positions = case
    length = units_of(document)
    first = data.draw(st.integers(0, length))
    last = data.draw(st.integers(first, length))
    span = positions.selection(first, last)
    if span is None:
        assert not any(
            max(first, a) < min(last, b) - 1
            for segment in positions.segments
            for a, b in positions.ranges(segment.start, segment.end)
        )
    else:
        # a half-selected pair may be taken in whole at the front, never at the back
        for a, b in positions.ranges(*span):
            assert first - 1 <= a <= b <= last


def test_nothing_shown() -> None:
    positions = PositionMap("abc", [])
    assert positions.to_document(1) is None
    assert positions.to_text(0, forward=False) is None
    assert positions.ranges(0, 3) == []
    assert positions.selection(0, 9) is None
