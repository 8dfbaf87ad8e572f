"""Phrases and proximity by positions: which documents hold words near each other.

Positions come as sorted keys ``document << 32 | position``, so that one array holds a whole
posting list and neighbours are found by arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from archive_app.core.arrays import Bools, Ints
from archive_app.search.index.segments.view import EMPTY, distinct

Reading = Callable[[Bools], Ints]
"""Where a word stands in the documents of a mask, as keys."""

_POSITION = (1 << 32) - 1


def near(reading: Sequence[Reading], counts: Sequence[int], among: Bools, slop: int) -> Ints:
    """The documents among those of a mask in which the words stand near each other.

    ``reading`` gives for each word of the phrase where it stands; ``counts`` is about how many
    documents hold it: rare ones are read first, so that little is read of the others. Each
    word comes 1 to ``slop`` positions after the one before.
    """
    if not among.any():
        return EMPTY
    if slop == 1:
        return _adjacent(reading, counts, among)
    ends = reading[0](among)
    for read in reading[1:]:
        ends = _following(ends, read(_in_docs(ends, among)), slop)
        if not len(ends):
            return EMPTY
    return distinct(ends >> 32)


def _in_docs(keys: Ints, among: Bools) -> Bools:
    """A mask of the documents of some keys."""
    mask = np.zeros_like(among)
    mask[keys >> 32] = True
    return mask


def _adjacent(reading: Sequence[Reading], counts: Sequence[int], among: Bools) -> Ints:
    """A plain phrase: each word is as far from the beginning as it is in the phrase."""
    starts: Ints | None = None
    for place in sorted(range(len(reading)), key=counts.__getitem__):
        keys = reading[place](among if starts is None else _in_docs(starts, among))
        keys = keys[(keys & _POSITION) >= place] - place
        starts = keys if starts is None else _common(starts, keys)
        if not len(starts):
            return EMPTY
    return EMPTY if starts is None else distinct(starts >> 32)


def _common(first: Ints, second: Ints) -> Ints:
    """What is in both of two sorted arrays without repeats."""
    if len(second) < len(first):
        first, second = second, first
    if len(first) * 8 < len(second):
        places = np.searchsorted(second, first)
        places[places == len(second)] = 0
        return first[second[places] == first] if len(second) else first[:0]
    # Two ascending runs, which the stable sort just merges.
    merged = np.concatenate([first, second])
    merged.sort(kind="stable")
    twice: Ints = merged[:-1][merged[1:] == merged[:-1]]
    return twice


def _following(ends: Ints, places: Ints, slop: int) -> Ints:
    """The places that lie 1 to ``slop`` behind some end. How it began plays no part (as in
    Whoosh)."""
    if len(ends) * 8 < len(places):
        first = np.searchsorted(places, ends, side="right")
        last = np.searchsorted(places, ends + slop, side="right")
        chosen = np.zeros(len(places) + 1, dtype=np.int64)
        np.add.at(chosen, first, 1)
        np.add.at(chosen, last, -1)
        return places[np.cumsum(chosen[:-1]) > 0]
    # Some end among the ``slop`` positions before? No key of another document lies there.
    before = np.searchsorted(ends, places)
    return places[before > np.searchsorted(ends, places - slop)]
