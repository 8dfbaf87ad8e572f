"""The pieces of a text: what the lexicon remembers texts by."""

from __future__ import annotations

import re

_PIECE = re.compile(r"[^\s.,;:!?()\[\]\"'«»“”،؛؟…/|-]+")


def pieces(text: str) -> set[str]:
    """The distinct runs without blanks and common punctuation.

    These always part words, so the words of a text are those of its pieces, and pieces come
    back often enough to be remembered.
    """
    return set(_PIECE.findall(text))
