"""What an anchor keeps of the words far around its passage."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.text.anchors import make_anchor
from archive_app.text.anchors.context import REACH, read
from archive_app.text.anchors.matching import words

SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
TEXT = SEEDS[0].read_text("utf-8-sig")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

MIXED = "ابتسلَّه ًـ.؟\n é12٣،«\u200d\U0001f468"


def as_documented(text: str) -> str:
    """Words as characters, by the description in docs/storage-format.md."""
    return "".join(ALPHABET[zlib.crc32(word.encode()) & 63] for word in words(text))


def test_the_form_is_the_documented_one() -> None:
    text = "وَصَلَ الوفدُ. زارَ الوفد المتحف في ٢٠١٨، وعاد. وصل الوفد."
    start = text.index("المتحف")
    around = make_anchor(text, start, start + len("المتحف في")).surroundings
    before, after = as_documented("وصل الوفد زار الوفد"), as_documented("2018 وعاد وصل الوفد")
    assert around == f"1.1.2.2.{before}.{after}"
    first = make_anchor(text, 0, text.index(".")).surroundings
    assert first.startswith("2.2.0.0..")  # the passage and its sentence, twice each


def test_it_is_no_longer_than_six_hundred_bytes() -> None:
    text = "كلمة " * 1000
    around = make_anchor(text, 2500, 2504).surroundings
    assert [len(part) for part in around.split(".")[4:]] == [REACH, REACH]
    assert len(around) <= 600


def test_a_word_that_is_cut_belongs_to_neither_side() -> None:
    text = "قبل الكلمة بعد"
    start = text.index("كلم")
    around = make_anchor(text, start, start + 3).surroundings
    assert around == f"0.1.1.1.{as_documented('قبل')}.{as_documented('بعد')}"


@given(st.text(st.sampled_from(MIXED), min_size=1, max_size=60), st.data())
def test_what_is_written_is_read(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    anchor = make_anchor(text, start, data.draw(st.integers(start + 1, len(text))))
    known = read(anchor)
    assert known is not None
    assert known.text[known.first : known.last] == as_documented(anchor.exact)


@pytest.mark.parametrize("around", ["", "x", "1.2.3.AB.CD", "1.1.0.0.ب.AB", "1.1.0.0.AB.CD.EF"])
def test_another_form_is_disregarded(around: str) -> None:
    assert read(replace(make_anchor(TEXT, 100, 120), surroundings=around)) is None


def test_those_of_another_passage_are_disregarded() -> None:
    """A program that does not know the key moved the anchor, and left it."""
    here, there = make_anchor(TEXT, 400, 420), make_anchor(TEXT, 800, 830)
    assert read(here) is not None
    assert read(replace(there, surroundings=here.surroundings)) is None
