"""What the similarity of a context says for a place, somewhat as the logarithm of its odds.

The numbers are set by ``benchmarks/anchoring.py``.
"""

from __future__ import annotations

from itertools import pairwise

SHORT = 8
"""Letters under which a stretch of text says little."""

ENOUGH = 9.0
PER_LETTER = 0.15
MOST_LETTERS = 120
PER_CHANGE = 45.0
WHOLE_SENTENCE = 7.0
SILENT = -0.5
PER_WORD = 1.0
"""What each word farther around says for a place where it stands as far as it stood."""
_CURVE = ((0.0, -6.0), (0.3, -6.0), (0.5, 0.0), (0.6, 3.0), (0.75, 6.0), (1.0, 10.0))
"""Similarity of a context, and how much it says for a place. Two passages that have nothing to do
with each other are alike by about 0.3."""


def side(near: tuple[str, float], *wider: tuple[str, float]) -> float:
    """What one side's context says for a place: each of its stretches, and how like it is.

    ``near`` is what stood in the passage's own sentence. Beyond that other sentences may come
    between: if just that is unlike, the side is silent.
    """
    telling = [(text, similarity) for text, similarity in (near, *wider) if len(text) >= SHORT]
    if not telling or (len(near[0]) < SHORT and max(similarity for _, similarity in telling) < 0.5):
        return SILENT
    return max(_weighed(_interpolated(similarity), text) for text, similarity in telling)


def _weighed(value: float, text: str) -> float:
    """What speaks for a place counts less where it is short."""
    return value * min(1.0, len(text) / 20) if value > 0 else value


def _interpolated(similarity: float) -> float:
    for (left, low), (right, high) in pairwise(_CURVE):
        if similarity <= right:
            return low + (high - low) * (similarity - left) / (right - left)
    return _CURVE[-1][1]
