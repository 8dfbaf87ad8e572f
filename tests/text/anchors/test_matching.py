"""Finding a stretch of letters, and its edges, in letters that were changed."""

from __future__ import annotations

from itertools import product

import pytest
from rapidfuzz.distance import Levenshtein

from archive_app.text.anchors import matching
from tests.conftest import SEED_TEXTS

TEXT = matching.letters(SEED_TEXTS[0].read_text("utf-8-sig"))
START, END = 500, 560
PASSAGE, BEFORE, AFTER = TEXT[START:END], TEXT[START - 30 : START], TEXT[END : END + 30]


def test_a_match_is_as_near_as_any_that_ends_there() -> None:
    for pattern in map("".join, product("اب", repeat=3)):
        for text in map("".join, product("ابت", repeat=5)):
            for start, end in matching.matches(pattern, text, 2, 9):
                nearest = min(Levenshtein.distance(pattern, text[at:end]) for at in range(end))
                assert Levenshtein.distance(pattern, text[start:end]) == nearest <= 2


def test_matches_stand_at_least_half_the_pattern_apart() -> None:
    assert matching.matches("اااا", "اااااا", 0, 9) == [(0, 4), (2, 6)]
    assert matching.matches("ا", "ااا", 0, 9) == [(0, 1), (1, 2), (2, 3)]
    assert matching.matches("ا", "ااا", 0, 2) == [(0, 1), (1, 2)]
    assert matching.matches("سوريا", "سوريا" * 3, 0, 9) == [(0, 5), (5, 10), (10, 15)]
    # The nearest first, wherever it stands.
    assert matching.matches("سوريا", "سوريهسوريا", 1, 9)[0] == (5, 10)


def test_similarity_reaches_half_the_pattern_farther() -> None:
    pattern, put_in = "ابتثجحخد", "ززززززز"
    for size, similarity in ((0, 1.0), (1, 0.875), (4, 0.5), (6, 0.0)):
        text = put_in[:size] + pattern + put_in
        assert matching.similarity_after(pattern, "وو" + text, 2) == similarity
        turned = (put_in + pattern + put_in[:size], 15 + size)
        assert matching.similarity_before(pattern, *turned) == similarity
    assert matching.similarity_after(pattern, put_in, 0) == 0.0
    assert matching.similarity_after(pattern, "", 0) == 0.0
    assert matching.similarity_before(pattern, "زز" * 8, 16) == 0.0
    assert matching.similarity_after("", put_in, 0) == 1.0


@pytest.mark.parametrize("shift", range(-20, 21, 4))
def test_edges_are_found_about_a_guess(shift: int) -> None:
    assert matching.edge_after(BEFORE, PASSAGE, TEXT, START + shift) == START
    assert matching.edge_before(PASSAGE, AFTER, TEXT, END + shift) == END
    assert matching.edge_after("", PASSAGE, TEXT, START + shift) == START
    assert matching.edge_before(PASSAGE, "", TEXT, END + shift) == END


@pytest.mark.parametrize(
    ("new", "start", "end"),
    [
        (BEFORE + PASSAGE + AFTER, 30, 90),
        (BEFORE + "غغغغ" + PASSAGE + AFTER, 34, 94),  # a word put in before
        (BEFORE + PASSAGE + "غغغغ" + AFTER, 30, 90),  # and after
        (BEFORE + "غغغغ" + PASSAGE[4:-4] + "غغغغ" + AFTER, 30, 90),  # words changed at the edges
        (BEFORE[:-4] + "غغغغ" + PASSAGE + "غغغغ" + AFTER[4:], 30, 90),  # and next to them
        (BEFORE + PASSAGE[4:-4] + AFTER, 30, 82),  # left out
        (BEFORE[:-6] + PASSAGE + AFTER[6:], 24, 84),
        (BEFORE + PASSAGE[:30] + "غ" + PASSAGE[30:] + AFTER, 30, 91),
    ],
)
def test_edges_are_where_what_was_changed_leaves_them(new: str, start: int, end: int) -> None:
    for off in (-3, 0, 3):
        assert matching.edge_after(BEFORE, PASSAGE, new, start + off) == start
        assert matching.edge_before(PASSAGE, AFTER, new, end + off) == end


def test_where_nothing_stands_the_guess_stays() -> None:
    assert matching.edge_after(BEFORE, PASSAGE, "", 0) == 0
    assert matching.edge_before(PASSAGE, AFTER, "", 0) == 0


def test_words_begin_where_letters_were_parted() -> None:
    skeleton = matching.skeleton("«قال: دِمَشق» 2018")
    assert skeleton.text == "قالدمشق2018"
    begins = [at for at in range(12) if skeleton.starts_word(at)]
    assert begins == [0, 3, 7, 11]
    assert list(skeleton.word_starts) == [0, 3, 7]
    assert skeleton.span(3, 7) == (6, 11 + 1)
