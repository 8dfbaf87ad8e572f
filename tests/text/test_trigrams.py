"""Words that look alike, against the definition worked out one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.text.trigrams import TrigramIndex

WORDS = st.text("ابتسك", min_size=1, max_size=7)


def trigrams(word):
    padded = f"\n{word}\n"
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


@given(st.lists(WORDS, unique=True, max_size=12), WORDS, st.sampled_from([0.2, 0.5, 0.9]))
def test_agrees_with_the_definition(words, asked, at_least):
    places, similarity = TrigramIndex(words).similar(asked, at_least)
    expected = {}
    for place, word in enumerate(words):
        shared = len(trigrams(word) & trigrams(asked))
        dice = 2 * shared / (len(trigrams(word)) + len(trigrams(asked)))
        if dice >= at_least:
            expected[place] = dice
    assert dict(zip(places.tolist(), similarity.tolist(), strict=True)) == pytest.approx(expected)
    assert similarity.tolist() == sorted(similarity.tolist(), reverse=True)


def test_the_word_itself_is_likest():
    words = ["غوتيريش", "غوتيريس", "جوتيريس", "موسكو"]
    places, similarity = TrigramIndex(words).similar("غوتيريش", 0.3)
    assert [words[place] for place in places] == ["غوتيريش", "غوتيريس", "جوتيريس"]
    assert similarity[0] == 1


def test_nothing_in_nothing():
    assert TrigramIndex([]).similar("سوريا", 0.1)[0].size == 0
    assert TrigramIndex(["سوريا"]).similar("", 0.1)[0].size == 0
