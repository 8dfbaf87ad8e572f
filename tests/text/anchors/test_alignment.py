"""Passages and their twins, told apart by the words far around them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.core.model import AnchorStatus
from archive_app.text.anchors import make_anchor, resolve
from archive_app.text.anchors.alignment import align
from archive_app.text.anchors.context import words_of
from tests.conftest import SEED_TEXTS

PARAGRAPHS = [line for line in SEED_TEXTS[0].read_text("utf-8-sig").split("\n") if len(line) > 60]
TELEGRAM = "وقالت الوكالة في نبأ عاجل من العاصمة إن الاجتماع انتهى قبل قليل من دون بيان."
HEADING = "ردود أولى"


def joined(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def anchored(text: str, passage: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(passage, start + 1)
    return start, start + len(passage)


ONE, TWO, THREE, FOUR = PARAGRAPHS[:4]
REPEATED = joined(ONE, TELEGRAM, TWO, TELEGRAM, THREE, TELEGRAM, FOUR)


@pytest.mark.parametrize("nth", range(3))
def test_the_right_one_of_three_twins_is_found_wherever_all_moved(nth: int) -> None:
    anchor = make_anchor(REPEATED, *anchored(REPEATED, TELEGRAM, nth))
    new = "مقدمة جديدة طويلة.\n\n" + REPEATED.replace("ة", "ه")
    assert resolve(anchor, new).span == anchored(new, TELEGRAM.replace("ة", "ه"), nth)


@pytest.mark.parametrize("nth", range(3))
def test_a_twin_is_not_taken_for_the_passage_that_was_deleted(nth: int) -> None:
    start, end = anchored(REPEATED, TELEGRAM, nth)
    anchor = make_anchor(REPEATED, start, end)
    new = REPEATED[:start] + REPEATED[end:]
    assert resolve(anchor, new).status is AnchorStatus.ORPHAN


def test_a_word_of_a_deleted_sentence_is_not_found_in_its_twin() -> None:
    start, end = anchored(REPEATED, TELEGRAM, 1)
    word = start + TELEGRAM.index("الاجتماع")
    anchor = make_anchor(REPEATED, word, word + len("الاجتماع"))
    assert resolve(anchor, REPEATED[:start] + REPEATED[end:]).status is AnchorStatus.ORPHAN


def test_twins_that_changed_places_are_each_found_with_their_neighbours() -> None:
    text = joined(ONE, TELEGRAM + " " + TWO, THREE, TELEGRAM + " " + FOUR)
    new = joined(TELEGRAM + " " + FOUR, THREE, ONE, TELEGRAM + " " + TWO)
    for nth in range(2):
        anchor = make_anchor(text, *anchored(text, TELEGRAM, nth))
        assert resolve(anchor, new).span == anchored(new, TELEGRAM, 1 - nth)


def test_a_place_that_both_twins_can_claim_is_left_to_a_person() -> None:
    """Before it stands what stood before the one, after it what stood after the other."""
    text = joined(ONE, TELEGRAM + " " + TWO, THREE, TELEGRAM + " " + FOUR)
    anchor = make_anchor(text, *anchored(text, TELEGRAM))
    new = joined(TELEGRAM + " " + FOUR, ONE, THREE, TELEGRAM + " " + TWO)
    found = resolve(anchor, new)
    assert found.status is AnchorStatus.ORPHAN
    assert found.candidates[0] == anchored(new, TELEGRAM, 1)


def test_a_heading_that_moved_away_from_all_around_it_is_found_for_review() -> None:
    text = joined(ONE, TWO, HEADING, THREE, FOUR)
    anchor = make_anchor(text, *anchored(text, HEADING))
    new = joined(HEADING, ONE, FOUR, TWO, THREE)
    found = resolve(anchor, new)
    assert found.status is AnchorStatus.REVIEW
    assert found.span == anchored(new, HEADING)
    # Another program's anchor cannot know that there was just one.
    assert resolve(replace(anchor, surroundings=""), new).status is AnchorStatus.ORPHAN


def test_of_two_like_headings_none_is_found_where_both_moved() -> None:
    text = joined(HEADING, ONE, TWO, HEADING, THREE, FOUR)
    anchor = make_anchor(text, *anchored(text, HEADING))
    new = joined(FOUR, ONE, HEADING, THREE, TWO, HEADING)
    assert resolve(anchor, new).status is AnchorStatus.ORPHAN


def test_a_title_that_the_page_repeats_above_is_found_below() -> None:
    title = "مؤتمر موسكو السابع للأمن الدولي يبدأ أعماله"
    text = joined(title, ONE, TWO)
    anchor = make_anchor(text, 0, len(title))
    new = joined("الرئيسية", title, THREE, title + " " + ONE, TWO)
    assert resolve(anchor, new).span == anchored(new, title, 1)


def test_a_passage_with_changed_words_at_both_edges_is_found_whole() -> None:
    text = joined(ONE, TWO, THREE)
    start, end = anchored(text, TWO)
    start, end = start + TWO.index(" ") + 1, end - len(TWO.rsplit(" ", 1)[1]) - 1
    passage = text[start:end].split(" ")
    edited = " ".join(["كلمة", *passage[1:-1], "أخرى"])
    new = text[:start] + edited + text[end:]
    assert resolve(make_anchor(text, start, end), new).span == (start, start + len(edited))


@given(st.permutations(PARAGRAPHS[:6]), st.lists(st.integers(0, 5), max_size=2))
def test_no_word_is_used_twice_and_equal_words_alone_meet(
    order: list[str], gone: list[int]
) -> None:
    old = words_of(joined(*PARAGRAPHS[:6])).text
    new = words_of(joined(*[p for i, p in enumerate(order) if i not in gone]))
    mapping, origins = align(old, new)
    used = [j for j in mapping if j >= 0]
    assert len(set(used)) == len(used)
    assert all(old[i] == new.text[j] for i, j in enumerate(mapping) if j >= 0)
    assert origins == {j: i for i, j in enumerate(mapping) if j >= 0}
    # What is left of the old text is found but for a few words at the seams.
    assert len(used) >= len(new.text) - 6 * len(order)


def test_the_same_text_is_aligned_with_itself() -> None:
    new = words_of(REPEATED)
    assert align(new.text, new)[0] == list(range(len(new.text)))
