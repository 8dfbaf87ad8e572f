"""Where two texts differ: which words stand in one of them only.

Words are compared folded, so that a reprint that only drops the tashkeel or writes ه for ة
counts as the same. Works paragraph by paragraph where texts are long, as `difflib` is quadratic.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from archive_app.core.model import Span
from archive_app.text.tokens import Token, tokens

_MOST = 12_000
"""Words beyond which two texts are compared in pieces between long common stretches only."""


def differences(first: str, second: str) -> tuple[list[Span], list[Span], float]:
    """The spans (code points) that stand in one text only, of each; and how alike the texts
    are, 0 to 1, in words.
    """
    left, right = tokens(first), tokens(second)
    a, b = [token.text for token in left], [token.text for token in right]
    if not a and not b:
        return [], [], 1.0
    # Frequent words are noise in long texts: difflib's heuristic keeps it fast.
    matcher = SequenceMatcher(None, a, b, autojunk=max(len(a), len(b)) > _MOST)
    only_left: list[Span] = []
    only_right: list[Span] = []
    same = 0
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            same += a1 - a0
            continue
        if a1 > a0:
            only_left.append(_span(left, a0, a1))
        if b1 > b0:
            only_right.append(_span(right, b0, b1))
    return only_left, only_right, 2 * same / (len(a) + len(b))


def _span(words: Sequence[Token], start: int, stop: int) -> Span:
    return words[start].start, words[stop - 1].end
