"""A paragraph's direction, and strings that must not touch their neighbours."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive_app.text.direction import FSI, PDI, direction, isolate, show_controls


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال وزير الدفاع", "rtl"),
        ("Reuters", "ltr"),
        ("BBC: قال وزير الدفاع الروسي", "rtl"),
        ("The minister met محمد in Moscow", "ltr"),
        ("المصدر: https://www.example.com/2017/04/26/a-very-long-address", "rtl"),
        ("مراسلة someone.long@example.org", "rtl"),
        ("https://example.com", "ltr"),
        ("سوريا CNN", "rtl"),
        ("שלום", "rtl"),
        ("ﺳﻮﺭﻳﺎ", "rtl"),
    ],
)
def test_direction(text, expected):
    assert direction(text) == expected


@pytest.mark.parametrize("text", ["", "2017/04/26", "…", "٢٠١٥"])
def test_what_has_no_letters_takes_the_default(text):
    assert direction(text) == "ltr"
    assert direction(text, "rtl") == "rtl"


@given(st.characters(categories=["Lu", "Ll", "Lo", "Lt", "Lm"]))
@example("\u0640")  # the tatweel, which lengthens a word
def test_a_letter_goes_the_way_unicode_says(letter):
    kind = unicodedata.bidirectional(letter)
    if kind in ("R", "AL", "L"):
        assert direction(letter) == ("ltr" if kind == "L" else "rtl")


@given(
    st.text(st.one_of(st.characters(), st.sampled_from("\u202e\u2066\u2069\u200f")), max_size=20)
)
def test_nothing_breaks_out_of_an_isolate(text):
    inside = isolate(text)
    if text:
        assert inside[0] == FSI
        assert inside[-1] == PDI
        assert not set(inside[1:-1]) & set("\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e")
    else:
        assert inside == ""


def test_hostile_names_show_their_controls():
    assert show_controls("report\u202efdp.exe") == "report⟨U+202E⟩fdp.exe"
    assert show_controls("a\nb") == "a⟨U+000A⟩b"
    assert show_controls("تقرير سوريا.txt") == "تقرير سوريا.txt"
