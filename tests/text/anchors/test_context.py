"""What an anchor keeps of the words far around its passage."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.text.anchors import make_anchor
from archive_app.text.anchors.context import REACH, surroundings_of
from archive_app.text.anchors.matching import words
from tests.conftest import SEED_TEXTS

TEXT = SEED_TEXTS[0].read_text("utf-8-sig")
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
    known = surroundings_of(anchor)
    assert known is not None
    assert known.text[known.first : known.last] == as_documented(anchor.exact)


@pytest.mark.parametrize("around", ["", "x", "1.2.3.AB.CD", "1.1.0.0.ب.AB", "1.1.0.0.AB.CD.EF"])
def test_another_form_is_disregarded(around: str) -> None:
    assert surroundings_of(replace(make_anchor(TEXT, 100, 120), surroundings=around)) is None


def test_those_of_another_passage_are_disregarded() -> None:
    """A program that does not know the key moved the anchor, and left it."""
    here, there = make_anchor(TEXT, 400, 420), make_anchor(TEXT, 800, 830)
    assert surroundings_of(here) is not None
    assert surroundings_of(replace(there, surroundings=here.surroundings)) is None


@pytest.mark.parametrize(
    ("text", "passage", "counts"),
    [
        ("كلمة " * 150, "كلمة", "99.1.0.149"),  # beyond 99 nothing is counted
        ("كلمة\n" * 150, "كلمة", "99.99.0.0"),
        ("كلمة " * 98, "كلمة", "98.1.0.97"),
        ("حرب. سلم. حرب وسلم. حربنا. حرب", "حرب", "3.2.0.0"),
        ("وصل الوفد. وصل الوفد أمس. وصل الوفد", "الوفد", "3.2.1.0"),
        ("أول الكلام. وسط الكلام هنا\nآخر الكلام", "الكلام. وسط", "1.1.1.2"),
        ("أول الكلام. وسط الكلام هنا\nآخر الكلام", "هنا\nآخر", "1.1.2.1"),
        ("نص واحد بلا نقطة", "نص واحد بلا نقطة", "1.1.0.0"),
        ("حرب حرب حرب حرب", "حرب حرب", "3.1.0.2"),
        ("قالت: «انتهى». ثم: قالت", "قالت", "2.1.0.1"),
        ("أ ب ج", "أ", "1.1.0.2"),
        ("مقال! مقال؟ مقال… مقال.", "مقال", "4.4.0.0"),
        ("من 1.5 إلى 2.5", "إلى", "1.1.3.2"),
    ],
)
def test_how_often_a_passage_and_its_sentence_stand_in_the_text(
    text: str, passage: str, counts: str
) -> None:
    start = text.index(passage)
    around = make_anchor(text, start, start + len(passage)).surroundings
    assert around.startswith(counts + ".")


def test_a_passage_without_letters_is_counted_nowhere() -> None:
    text = "قال: «انتهى»."
    at = text.index("»")
    assert make_anchor(text, at, at + 1).surroundings.startswith("0.")


@pytest.mark.parametrize("size", [REACH - 1, REACH, REACH + 1])
def test_the_ends_of_a_text_are_known_where_all_its_words_are(size: int) -> None:
    words = [f"{n}ك" for n in range(size)]
    text = " ".join([*words, "المقطع", *words])
    start = text.index("المقطع")
    known = surroundings_of(make_anchor(text, start, start + len("المقطع")))
    assert known is not None
    assert (known.text[0] == "^") == (known.text[-1] == "$") == (size < REACH)
    assert known.first == min(size, REACH) + (size < REACH)
    assert len(known.text) == 2 * known.first + 1
    assert (known.unit != "") == (size <= REACH)


def test_what_is_read_tells_the_passages_sentence_and_its_twins() -> None:
    text = "مقدمة. وصل الوفد أمس إلى دمشق. خبر. وصل الوفد أمس إلى دمشق. وصل الوفد. خاتمة."
    start = text.index("الوفد أمس")
    known = surroundings_of(make_anchor(text, start, start + len("الوفد")))
    assert known is not None
    assert known.unit == as_documented("وصل الوفد أمس إلى دمشق")
    assert (known.occurrences, known.units) == (3, 2)
    assert known.text == f"^{as_documented(text)}$"
    assert known.text[known.first : known.last] == as_documented("الوفد")
    assert (known.first - known.unit_first, known.unit_last - known.last) == (1, 3)


@pytest.mark.parametrize("side", ["prefix", "suffix"])
def test_surroundings_that_one_side_of_the_context_belies_are_disregarded(side: str) -> None:
    a = make_anchor(TEXT, 400, 420)
    assert surroundings_of(replace(a, **{side: "كلام آخر لا صلة له بما كان هنا"})) is None
    # The outermost word and that next to the passage may be cut, one more may not be missing.
    words = getattr(a, side).split(" ")
    assert surroundings_of(
        replace(a, **{side: " ".join(words[1:] if side == "prefix" else words[:-1])})
    )
    middle = len(words) // 2
    assert (
        surroundings_of(replace(a, **{side: " ".join([*words[:middle], *words[middle + 1 :]])}))
        is None
    )
