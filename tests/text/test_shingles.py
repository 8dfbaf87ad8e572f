"""Resemblance of texts: the estimate holds, alike texts meet in a band, a diff covers all words."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.text.shingles import (
    BANDS,
    ROWS,
    bands,
    diff,
    resemblance,
    shingles,
    signature,
)
from archive_app.text.tokens import tokens, words

WORDS = st.lists(
    st.sampled_from(["في", "من", "قال", "الرئيس", "موسكو", "2015", "داعش"]), max_size=40
)


def text(seed: int, length: int = 300) -> list[str]:
    source = random.Random(seed)
    return [f"كلمة{source.randrange(5000)}" for _ in range(length)]


def test_same_words_same_signature() -> None:
    assert resemblance(signature(shingles(text(1))), signature(shingles(text(1)))) == 1.0
    assert resemblance(signature(shingles(text(1))), signature(shingles(text(2)))) < 0.1


def test_estimate_is_near() -> None:
    source = random.Random(7)
    for share in (0.05, 0.1, 0.2, 0.4):
        kept = [word for word in text(3, 600) if source.random() > share]
        one, other = shingles(text(3, 600)), shingles(kept)
        estimate = resemblance(signature(one), signature(other))
        jaccard = len(np.intersect1d(one, other)) / len(np.union1d(one, other))
        assert abs(estimate - jaccard) < 0.15


def test_signature_is_the_same_everywhere() -> None:
    """They are kept in caches, and compared with those that other versions made."""
    found = signature(shingles(["في", "موسكو", "اليوم", "مؤتمر", "الأمن"]))
    assert found[:3].tolist() == [3019271405, 560127205, 959120200]


def test_reprint_shares_a_band() -> None:
    other = [*text(4), *text(5, 60)]
    keys = bands(np.stack([signature(shingles(text(4))), signature(shingles(other))]))
    assert keys.shape == (2, BANDS)
    assert (keys[0] == keys[1]).any()


def test_short_and_empty() -> None:
    assert len(shingles([])) == 0
    assert len(shingles(["واحد", "اثنان"])) == 1
    assert signature(shingles([])).shape == (ROWS,)


def test_diff_of_a_reprint() -> None:
    first = "قال الرئيس الروسيّ إن العملية مستمرة."
    second = "وقال الرئيس الروسي أمس إن العملية مستمره"
    found = [
        (piece.kind, first[slice(*piece.first)], second[slice(*piece.second)])
        for piece in diff(first, second)
    ]
    assert found == [
        ("changed", "قال", "وقال"),
        ("same", "الرئيس الروسيّ", "الرئيس الروسي"),
        ("added", "", "أمس"),
        ("same", "إن العملية مستمرة", "إن العملية مستمره"),
    ]


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS)
def test_diff_covers_all_words(first: list[str], second: list[str]) -> None:
    one, two = " ".join(first), " ، ".join(second)
    pieces = diff(one, two)
    for side, whole in ((1, one), (2, two)):
        spans = [piece[side] for piece in pieces]
        assert spans == sorted(spans)
        inside = [
            token
            for token in tokens(whole)
            if any(a <= token.start and token.end <= b for a, b in spans)
        ]
        assert len(inside) == len(words(whole))
    for piece in pieces:
        same = words(one[slice(*piece.first)]) == words(two[slice(*piece.second)])
        assert same == (piece.kind == "same")
