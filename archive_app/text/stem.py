"""Light stems and roots of folded words: what the *word* and the *root* lens go by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

STEM_VERSION = 0
"""Raised whenever `stem` or `root` gives another answer: the lexicon is then made anew."""

_ARTICLES = ("وبال", "فبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال")
_ENDINGS = (
    "هما",
    "كما",
    "ها",
    "هم",
    "هن",
    "كم",
    "نا",
    "ات",
    "ان",
    "ون",
    "ين",
    "يه",
    "يا",
    "وا",
    "ه",
    "ي",
)
_LATIN = re.compile(r"[a-z]+$")


@lru_cache(maxsize=1)
def _english() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def stem(word: str) -> str:
    """The light stem of a folded word."""
    if _LATIN.match(word):
        return str(_english().stemWord(word))
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            word = word[len(article) :]
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def root(word: str) -> str:
    """The root of a folded word; empty where none was found."""
    core = re.sub("[اويته]", "", stem(word))
    return core if len(core) == 3 and not core.isascii() else ""


def stems(words: Iterable[str]) -> list[str]:
    """The stem of each of many words."""
    return [stem(word) for word in words]
