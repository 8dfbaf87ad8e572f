"""Scores a `Layered` word: several sets of words, each as one term, added up (see `nodes`)."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

import numpy as np

from archive_app.search.view import EMPTY, EMPTY_FLOATS, Bools, Floats, Ints, View

K1 = 1.2
B = 0.75
"""BM25's usual constants (Robertson & Zaragoza 2009, section 3)."""


def layered(
    view: View,
    field: str,
    words: Sequence[bytes],
    bits: Sequence[int],
    weights: Sequence[float],
) -> tuple[Ints, Floats]:
    """Return the documents with any of the words, ascending, and their scores.

    The score is Σ weight · idf · tf·(k1+1) / (tf + k1·(1-b+b·length/mean)) over the layers, each
    with the summed frequency of its words and idf = ln(1 + (N-df+½) / (df+½)), which, unlike
    Whoosh's, goes to nothing for what nearly every document holds.
    """
    postings = view.postings(field, words)
    if not len(postings.docs):
        return EMPTY, EMPTY_FLOATS
    docs, places = _compact(postings.docs, view.size)
    norms = view.lengths(field, docs) * (K1 * B / view.average_length(field)) + K1 * (1 - B)
    scores = np.zeros(len(docs))
    held = np.array(bits, dtype=np.int64)
    every = np.int64(np.bitwise_or.reduce(held))
    done: dict[bytes, Floats] = {}
    for layer, weight in enumerate(weights):
        if not every >> layer & 1:
            continue
        inside = (held >> layer & 1).astype(np.bool_)
        key = inside.tobytes()
        if key not in done:
            done[key] = _one(postings.tfs, postings.owners, inside, places, norms, view.size)
        scores += weight * done[key]
    return docs, scores


def _one(
    tfs: Ints,
    owners: Ints,
    inside: np.ndarray,
    places: Ints,
    norms: Floats,
    size: int,
) -> Floats:
    """One layer's score in each document."""
    if inside.all():
        summed = np.bincount(places, weights=tfs, minlength=len(norms))
        df = len(norms)
    else:
        chosen = inside[owners]
        summed = np.bincount(places[chosen], weights=tfs[chosen], minlength=len(norms))
        df = int(np.count_nonzero(summed))
    idf = log1p((max(size - df, 0) + 0.5) / (df + 0.5))
    result: Floats = summed * (idf * (K1 + 1)) / (summed + norms)
    return result


def _compact(docs: Ints, size: int) -> tuple[Ints, Ints]:
    """The documents without repeats, ascending, and each posting's place among them."""
    if len(docs) * 16 < size:
        unique, places = np.unique(docs, return_inverse=True)
        return unique, places
    mask = np.zeros(size, dtype=np.bool_)
    mask[docs] = True
    unique = np.flatnonzero(mask)
    order = np.empty(size, dtype=np.int64)
    order[unique] = np.arange(len(unique))
    return unique, order[docs]
