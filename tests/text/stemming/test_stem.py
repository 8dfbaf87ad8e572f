"""Stems and roots: properties, bulk, and what the rules of derivation make."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.core.model import Why
from archive_app.text.fold import fold_text
from archive_app.text.stemming.lens import relation, stem_keys
from archive_app.text.stemming.lexemes import lexemes
from archive_app.text.stemming.morphology import stem_table, stem_table_for
from archive_app.text.stemming.roots import FOUR, THREE
from archive_app.text.stemming.stem import (
    UNKNOWN,
    analyse,
    analyses,
    root,
    stem,
    stems,
)
from archive_app.text.stemming.stopwords import STOP_WORDS
from archive_app.text.tokens import words
from tests.conftest import SEEDS

WORDS = st.text("ابتجحدرسشصطعفقكلمنهويء", min_size=1, max_size=10)


def seed_words():
    return sorted({w for path in SEEDS.glob("*.txt") for w in words(path.read_text("utf-8"))})


@given(st.one_of(WORDS, st.text(max_size=12)))
def test_a_word_always_has_a_stem(word):
    folded = fold_text(word)
    assert bool(stem(folded)) == bool(folded)
    assert stem(folded) == analyse(folded)[0]
    assert root(folded) == analyse(folded)[1]


@pytest.mark.slow
@given(st.lists(WORDS, max_size=20))
def test_bulk_gives_the_same(many):
    assert stems(many) == [stem(word) for word in many]
    assert [found for _, found, _ in analyses(many)] == [root(word) for word in many]
    assert analyses(many) == [analyse(word) for word in many]


@given(WORDS)
def test_a_root_is_one_of_the_list(word):
    listed = {base for _, base in lexemes().values()}
    assert root(word) in {"", *THREE.split(), *FOUR.split(), *listed}


@given(WORDS)
def test_only_unknown_words_are_marked(word):
    found, base, certain = analyse(word)
    assert found.endswith(UNKNOWN) is not certain
    assert certain or not base
    assert stem_keys(word)[0] == found
    assert len(stem_keys(word)) == 1 or not certain


@pytest.mark.slow
@given(WORDS, WORDS)
def test_relation_goes_both_ways(first, second):
    assert relation(first, second) == relation(second, first)


@pytest.mark.parametrize(
    "name", ["شويغو", "بلومبرغ", "ستولتنبرغ", "زيلينسكي", "نافالني", "تشيبوكساري"]
)
def test_unknown_names_are_found_with_what_is_attached(name):
    assert not analyse(name)[2]
    for lead in ("و", "ب", "ل", "ف", "ك", "ول", "وب", "ال", "لل", "وال"):
        assert relation(name, lead + name) is Why.FORM
        assert relation(lead + name, name) is Why.FORM


def test_roots_are_well_formed():
    three, four = THREE.split(), FOUR.split()
    assert len(three) == len(set(three)) > 1700
    assert len(four) == len(set(four))
    assert {len(one) for one in three} == {3}
    assert {len(one) for one in four} == {4}


def test_lemmas_are_themselves_words():
    table = stem_table()
    lemmas = {entry.lemma for found in table.values() for entry in found if entry}
    known = sum(lemma in table for lemma in lemmas)
    assert known / len(lemmas) > 0.99


@pytest.mark.slow
def test_a_word_needs_no_more_of_the_table_than_its_letters_give():
    table = stem_table()
    for word in seed_words()[::9]:
        some = stem_table_for(word)
        for first in range(len(word) - 1):
            for last in range(first + 2, len(word) + 1):
                assert some.get(word[first:last]) == table.get(word[first:last]), word


def test_most_words_of_the_press_are_explained():
    found = analyses(seed_words())
    assert sum(certain for *_, certain in found) / len(found) > 0.9


def test_particles_have_no_root():
    assert not {stem(w) for w in ("كان", "بان", "لان")} & {"ان"}
    for word in ("في", "من", "علي", "هذا", "وهو", "فقد", "بان", "لان", "التي"):
        assert word in STOP_WORDS
        assert root(word) == ""


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("ministers", "minist"),
        ("attacked", "attack"),
        ("2015", "2015"),
        ("", ""),
        ("ا", "ا"),
        ("東京", "東京"),
    ],
)
def test_other_scripts_and_oddities(word, base):
    assert stem(word) == base
    assert root(word) == ""


def test_a_lexicon_takes_seconds():
    many = [lead + word for word in seed_words() for lead in ("", "و", "ال", "ب", "وال")]
    analyses(many[:10])
    best = float("inf")
    for _ in range(3):  # the best of three: other work on the machine must not fail this
        start = time.process_time()
        analyses(many)
        best = min(best, time.process_time() - start)
    assert len(many) / best > 25_000  # 85,000 a second on the machine it was written on
