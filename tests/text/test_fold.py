"""Folding: what becomes of each letter, and the map back to the original."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.text.fold import BULK, bare, fold, fold_text, is_mark

ARABIC = st.text(
    st.one_of(
        st.sampled_from("ابتجحدرسعفقكلمنهويىةءآأإؤئٱکگیہےپچژڤ"),
        st.sampled_from("\u064b\u064e\u0651\u0670\u0640\u200c\u200f\u202b\ufeff"),
        st.sampled_from("ﻻﷲﷺﺍﺑﹰﹷ٠١٢۳۴ \n.،؟«»"),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("ســوريـــا", "سوريا"),
        ("أحمد إلى آخر ٱلكتاب", "احمد الي اخر الكتاب"),
        ("مسؤول رئيس شيء", "مسوول رييس شيء"),
        ("مدرسة على", "مدرسه علي"),
        ("ﻻ ﷲ ﺳﻮﺭﻳﺎ", "لا الله سوريا"),
        ("کتابی گفت ہے", "كتابي كفت هي"),
        ("٢٠١٥ ۱۳۹۴", "2015 1394"),
        ("Çelik ŠIBENIK Straße", "celik sibenik strasse"),
        ("ﹰا", "ا"),
        ("الر\u200fياض", "الرياض"),
        ("ا\u0654حمد", "احمد"),
    ],
)
def test_folds(text, folded):
    assert fold_text(text) == folded


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("ســوريـــا", "سوريا"),
        ("أحمد", "أحمد"),
        ("ا\u0654حمد", "أحمد"),
        ("مدرسة على", "مدرسة على"),
        ("ﻷن", "لأن"),
        ("٢٠١٥", "2015"),
        ("Café", "café"),
    ],
)
def test_bare_keeps_the_spelling(text, exact):
    assert bare(text) == exact


def written():
    """The characters of all scripts, less those that are all alike (Han, Hangul, private)."""
    alike = [(0x3400, 0xA000), (0xAC00, 0xD7A4), (0x17000, 0x18D80), (0x20000, 0xE0000)]
    for point in range(sys.maxunicode + 1):
        inside = any(first <= point < last for first, last in alike)
        if unicodedata.category(chr(point)) not in ("Cn", "Co", "Cs") and not inside:
            yield chr(point)


def test_every_character_folds_to_a_fixed_point():
    for char in (*written(), "漢", "힣", "\ue000"):
        once = fold_text(char)
        assert fold_text(once) == once, hex(ord(char))
        assert fold_text(bare(char)) == once, hex(ord(char))
        assert bare(bare(char)) == bare(char), hex(ord(char))


@given(ARABIC)
def test_folding_is_idempotent(text):
    assert fold_text(fold_text(text)) == fold_text(text)
    assert fold(text).text == fold_text(text)


@given(ARABIC, ARABIC)
def test_folding_works_character_by_character(first, second):
    assert fold_text(first + second) == fold_text(first) + fold_text(second)


@given(ARABIC)
def test_the_fast_path_gives_the_same(text):
    long = text * (BULK // max(1, len(text)) + 1)
    assert fold_text(long) == fold(long).text


@given(ARABIC)
def test_the_map_leads_back(text):
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)
    for index, char in enumerate(folded.text):
        assert char in fold_text(text[folded.offsets[index]])


@given(ARABIC, st.data())
def test_a_span_folds_to_what_it_was_taken_from(text, data):
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert folded.text[start:end] in fold_text(text[first:last])
    if start < end:
        assert last == len(text) or not is_mark(text[last])


def test_a_hit_carries_its_tashkeel_but_no_control():
    text = "في دِمَشْقَ\u200f أمس"
    folded = fold(text)
    start = folded.text.index("دمشق")
    first, last = folded.span(start, start + 4)
    assert text[first:last] == "دِمَشْقَ"


def test_half_a_ligature_is_taken_whole():
    folded = fold("ﻻ")
    assert folded.text == "لا"
    assert folded.span(0, 1) == folded.span(1, 2) == (0, 1)


@given(ARABIC)
def test_bare_and_fold_agree(text):
    assert sorted(fold_text(bare(text))) == sorted(fold_text(text))


def test_composed_and_decomposed_text_fold_alike():
    for text in ("آخر مؤتمر رئيس أول", "Éléphant Ångström"):
        apart = unicodedata.normalize("NFD", text)
        assert fold_text(apart) == fold_text(text)
        assert bare(apart) == bare(text)


@given(ARABIC)
def test_the_map_of_a_long_text_is_that_of_its_parts(text):
    times = BULK // max(1, len(text)) + 1
    short, long = fold(text), fold(text * times)
    expected = [at + turn * len(text) for turn in range(times) for at in short.offsets[:-1]]
    assert list(long.offsets) == [*expected, len(text) * times]
