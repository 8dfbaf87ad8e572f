"""Names that look alike to readers are told to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.text.labels import alike, tidy


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("سبق\u200b", "سبق"),
        ("\u200fالرياض\u200e", "الرياض"),
        ("\u202bالشرق\u202c الأوسط", "الشرق الأوسط"),
        ("  عكاظ \u00a0 اليوم\n", "عكاظ اليوم"),
        ("مي\u200cخواهم", "مي\u200cخواهم"),  # Persian: here it parts what is joined wrongly
        ("نامه\u200c", "نامه"),
        ("Okaz\x00", "Okaz"),
        ("\u200b\u2067", ""),
    ],
)
def test_what_is_not_seen_is_left_out(name: str, seen: str) -> None:
    assert tidy(name) == seen


@given(st.text())
def test_tidying_twice_is_tidying_once(name: str) -> None:
    assert tidy(tidy(name)) == tidy(name)
    assert alike(tidy(name)) == alike(name)


@pytest.mark.parametrize(
    "same", [("حرب", "حَرْب", "حـرب", "حرب\u200f"), ("Syria", "SYRIA", "syria "), ("أخبار", "اخبار")]
)
def test_what_readers_take_for_one_name_is_alike(same: tuple[str, ...]) -> None:
    assert len(set(map(alike, same))) == 1


def test_nested_tags_are_not_like_two_words() -> None:
    assert alike("حرب/سورية") != alike("حرب سورية")
