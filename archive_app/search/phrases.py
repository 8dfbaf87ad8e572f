"""Phrases and proximity by positions: which documents hold words near each other.

Positions come as sorted keys ``document << 32 | position``, so that one array holds a whole
posting list and neighbours are found by arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from archive_app.search.view import EMPTY, Ints, distinct, sorted_set


def near(keys: Sequence[Ints], slop: int, ordered: bool) -> Ints:
    """The documents in which the words stand near each other.

    ``keys`` holds for each word of the phrase where it stands. Ordered, each word comes 1 to
    ``slop`` positions after the one before; else within ``slop`` of the stretch that the words
    before it cover, on either side.
    """
    if any(not len(places) for places in keys):
        return EMPTY
    ends = _ordered(keys, slop) if ordered else _unordered(keys, slop)
    return distinct(ends >> 32) if ordered else sorted_set(ends >> 32)


def _ordered(keys: Sequence[Ints], slop: int) -> Ints:
    """Where the chain of words can end. How it began plays no part (as in Whoosh)."""
    ends = keys[0]
    for places in keys[1:]:
        if not len(ends):
            break
        # Some end among the ``slop`` positions before? No key of another document lies there.
        before = np.searchsorted(ends, places)
        within = before > np.searchsorted(ends, places - slop)
        ends = places[within]
    return ends


def _unordered(keys: Sequence[Ints], slop: int) -> Ints:
    """The ends of the stretches that hold all the words."""
    starts = ends = keys[0]
    for places in keys[1:]:
        right, by_right = _within(places, ends + 1, ends + slop)
        left, by_left = _within(places, starts - slop, starts - 1)
        # Each stretch once.
        starts, ends = (
            np.concatenate([starts[by_right], left]),
            np.concatenate([right, ends[by_left]]),
        )
        order = np.lexsort((ends, starts))
        starts, ends = starts[order], ends[order]
        fresh = np.ones(len(starts), dtype=np.bool_)
        fresh[1:] = (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])
        starts, ends = starts[fresh], ends[fresh]
        if not len(ends):
            break
    return ends


def _within(places: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Every place in each of the ranges (ends included), and whose range that was."""
    first = np.searchsorted(places, low)
    counts = np.searchsorted(places, high, side="right") - first
    owners = np.repeat(np.arange(len(low)), counts)
    starts = np.cumsum(counts) - counts
    return places[first[owners] + np.arange(len(owners)) - starts[owners]], owners
