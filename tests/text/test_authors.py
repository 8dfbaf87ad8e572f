"""Authors in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.text.authors import decoded, join_authors, split_authors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("سعاد الحسن، منير العلي", ["سعاد الحسن", "منير العلي"]),
        ("سعاد الحسن؛ منير العلي", ["سعاد الحسن", "منير العلي"]),
        ("Smith, John", ["Smith, John"]),
        ("Smith, John، منير", ["Smith, John", "منير"]),
        ("Smith, John, Jane Doe", ["Smith, John", "Jane Doe"]),
        ("Smith, John; Doe, Jane", ["Smith, John", "Doe, Jane"]),
        ("Jane Doe, John Smith", ["Jane Doe", "John Smith"]),
        ("Jane Doe and John Smith", ["Jane Doe", "John Smith"]),
        ("Reuters, AFP", ["Reuters", "AFP"]),
        ("محمد علي، John Smith", ["محمد علي", "John Smith"]),
        ("Jane&nbsp;Doe&quot;; A", ['Jane Doe"', "A"]),
        ("&#8220;أحمد&#8221;", ["“أحمد”"]),
        ("a, a، ", ["a, a"]),
        ("", []),
    ],
)
def test_who_is_named(text: str, names: list[str]) -> None:
    assert split_authors(text) == names


NAMES = st.sampled_from(["Smith, John", "منير العلي", "Jane Doe", "AFP", "Reuters", "سانا"])


@given(st.lists(NAMES, unique=True, max_size=4))
def test_what_is_joined_is_parted_again(names: list[str]) -> None:
    if len(names) != 1 or ";" not in join_authors(names):
        assert split_authors(join_authors(names)) == names


def test_references_to_characters_are_read() -> None:
    assert decoded("&amp;quot;x&amp;quot; AT&T &nbsp") == '"x" AT&T  '
