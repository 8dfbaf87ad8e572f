"""Cards beside the text: in order, never one over another, the chosen one at its passage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.gui.reader.notes.alignment import align

CARDS = st.lists(st.tuples(st.floats(0, 2000), st.floats(20, 300)), max_size=12)


@given(CARDS, st.integers(-1, 11))
def test_none_over_another(cards: list[tuple[float, float]], pinned: int) -> None:
    wanted = sorted(top for top, _ in cards)
    heights = [height for _, height in cards]
    tops = align(wanted, heights, 8, pinned)
    for index in range(len(tops) - 1):
        assert tops[index] + heights[index] + 8 <= tops[index + 1] + 1e-6


@given(CARDS, st.integers(0, 11))
def test_first_stays_in_reach(cards: list[tuple[float, float]], pinned: int) -> None:
    wanted = sorted(top for top, _ in cards)
    tops = align(wanted, [height for _, height in cards], 8, pinned)
    if tops:
        assert tops[0] >= wanted[0] - 1e-6


@given(CARDS, st.integers(0, 11))
def test_the_one_that_is_written_in_is_where_it_wants_to_be(
    cards: list[tuple[float, float]], pinned: int
) -> None:
    wanted = sorted(top for top, _ in cards)
    heights = [height for _, height in cards]
    tops = align(wanted, heights, 8, pinned, firm=True)
    if pinned < len(tops):
        assert tops[pinned] == wanted[pinned]
    for index in range(len(tops) - 1):
        assert tops[index] + heights[index] + 8 <= tops[index + 1] + 1e-6


def test_with_room_each_at_its_own() -> None:
    assert align([0, 100, 300], [50, 50, 50], 8) == [0, 100, 300]


def test_chosen_one_pushes_those_before_it_up() -> None:
    tops = align([0, 100, 110], [20, 50, 50], 8, pinned=2)
    assert tops[2] == 110
    assert tops[1] == pytest.approx(52)
    assert tops[0] == 0
