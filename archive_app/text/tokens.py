"""Text into words: a word is a run of letters or a run of digits of the folded text.

Everything else parts words, and so does the change between letters and digits: «2015م» and
«سوخوي24» are two words each. Marks and invisible controls are folded away first, so they
never part a word. The three functions agree: they give the same words in the same order.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from archive_app.text.fold import BULK, SEVERAL, as_text, bare, bulk, fold, fold_text

TOKENS_VERSION = 1
"""Raised whenever `words` gives another answer for any text: indexes are then rebuilt."""

_WORD = re.compile(r"[^\W\d_]+|\d+")


class Token(NamedTuple):
    """A word of a text: ``text`` folded, ``start`` and ``end`` in code points of the original
    text (with the tashkeel of its last letter), ``position`` counted in words from 0.
    """

    text: str
    start: int
    end: int
    position: int


def tokens(text: str) -> list[Token]:
    """The words of ``text``, each with where it stands in it."""
    folded = fold(text)
    offsets, found = folded.offsets, []
    for position, match in enumerate(_WORD.finditer(folded.text)):
        start, end = match.span()
        first, last = offsets[start], offsets[end - 1] + 1
        if offsets[end] != last:  # something was folded away behind the word
            first, last = folded.span(start, end)
        found.append(Token(match.group(), first, last, position))
    return found


_SPACE = ord(" ")


def _parted(text: str) -> str | None:
    """The folded words of a long text parted by blanks, through NumPy; None where it holds
    what has to go the slow way (ligatures, characters beyond the BMP).
    """
    folded = bulk(text)
    if (folded == SEVERAL).any():
        return None
    folded = folded[folded != 0]
    kinds = _kinds()[folded]
    folded = np.where(kinds == 0, np.uint16(_SPACE), folded)
    # letters against digits: the product of the two kinds is 2 at just these borders
    borders = np.flatnonzero(kinds[:-1] * kinds[1:] == 2) + 1
    if borders.size:
        folded = np.insert(folded, borders, _SPACE)
    return as_text(folded)


@lru_cache(maxsize=1)
def _kinds() -> npt.NDArray[np.uint8]:
    """UTF-16 unit → 0 no part of a word, 1 a letter, 2 a digit; as the pattern has it."""
    # In the pattern a letter is what is alphanumeric and no decimal digit.
    every = map(chr, range(65536))
    kinds = np.fromiter(
        (2 if char.isdecimal() else char.isalnum() for char in every), np.uint8, 65536
    )
    kinds.flags.writeable = False
    return kinds


def words(text: str) -> list[str]:
    """The folded words of ``text``: ``[t.text for t in tokens(text)]``, at several million
    words a second on long text (join short texts with a line feed where there are many).
    """
    if len(text) >= BULK and not text.isascii():
        parted = _parted(text)
        if parted is not None:
            return parted.split()
    return _WORD.findall(fold_text(text))


def bare_words(text: str) -> list[str]:
    """The words of ``text`` in their exact form (see `fold.bare`), one for one with `words`."""
    return _WORD.findall(bare(text))
