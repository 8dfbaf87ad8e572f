"""Words that look alike, by the character trigrams they share.

Ranking adds such words to a query word's own forms: they catch what neither stem nor root does
(compounds, foreign names in several spellings, broken plurals), and where they catch too
much, their group is so common that it weighs little. Suggestions start from them too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_EDGE = "\n"
"""Stands before and after each word, so that beginnings and endings count."""


def _grams(joined: str) -> npt.NDArray[np.int64]:
    """The trigram that starts at each character but the last two, as one number (21 bits each)."""
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    points = points.astype(np.int64)
    return (points[:-2] << 42) | (points[1:-1] << 21) | points[2:]


class TrigramIndex:
    """An index of the trigrams of many words; read only, safe in every thread.

    About 50 bytes a word; 400,000 words take about a second to take in.
    """

    def __init__(self, words: Sequence[str]) -> None:
        """``words`` are folded and distinct; `similar` answers with their places in it."""
        lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
        if not len(words):
            self._grams = np.empty(0, dtype=np.int64)
            self._starts = np.zeros(1, dtype=np.int64)
            self._posting = np.empty(0, dtype=np.int32)
            self._sizes = np.empty(0, dtype=np.int32)
            return
        grams = _grams("".join(f"{_EDGE}{word}{_EDGE}" for word in words))
        # a word of n characters has n trigrams with its edges; the two after it cross over
        ends = np.cumsum(lengths + 2)
        inside = np.ones(len(grams) + 2, dtype=bool)
        inside[ends - 1] = False
        inside[ends - 2] = False
        owners = np.repeat(np.arange(len(words), dtype=np.int32), lengths + 2)
        grams, owners = grams[inside[:-2]], owners[inside]
        order = np.argsort(grams, kind="stable")
        grams, owners = grams[order], owners[order]
        once = np.ones(len(grams), dtype=bool)
        once[1:] = (grams[1:] != grams[:-1]) | (owners[1:] != owners[:-1])
        grams, self._posting = grams[once], owners[once]
        self._sizes = np.bincount(self._posting, minlength=len(words)).astype(np.int32)
        first = np.ones(len(grams), dtype=bool)
        first[1:] = grams[1:] != grams[:-1]
        self._grams = grams[first]
        self._starts = np.append(np.flatnonzero(first), len(grams))

    def similar(
        self, word: str, at_least: float
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """The places of the words like ``word``, and how like each is.

        Similarity is Dice's coefficient of the sets of trigrams: twice the shared ones by the
        sum of both, 0 to 1. Only words with at least ``at_least`` (above 0) are given, the
        likest first, then in the order of the words.
        """
        if not len(self._sizes) or not word:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float64)
        asked = np.unique(_grams(f"{_EDGE}{word}{_EDGE}"))
        at = np.searchsorted(self._grams, asked)
        at = at[(at < len(self._grams))]
        at = at[np.isin(self._grams[at], asked)]
        runs = [self._posting[self._starts[i] : self._starts[i + 1]] for i in np.unique(at)]
        if not runs:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float64)
        shared = np.bincount(np.concatenate(runs), minlength=len(self._sizes))
        # No word has fewer trigrams than it shares: with fewer shared it cannot be like enough.
        places = np.flatnonzero(shared >= max(1.0, at_least * len(asked) / (2 - at_least) - 1e-9))
        dice = 2.0 * shared[places] / (self._sizes[places] + len(asked))
        keep = dice >= at_least
        places, dice = places[keep], dice[keep]
        order = np.argsort(-dice, kind="stable")
        return places[order], dice[order]
