"""Scores a `Layered` word: several sets of words, each as one term over all fields, added up.

It is BM25F in the simple form of Robertson, Zaragoza and Taylor (2004): the frequencies of a
field are weighed and divided by its length, then added over the fields, and what saturates
is their sum. So a word in the title *and* in the text is not counted as two words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log1p

import numpy as np

from archive_app.search.view import EMPTY, EMPTY_FLOATS, Bools, Floats, Ints, View

K1 = 1.2
"""BM25's usual constant (Robertson & Zaragoza 2009, section 3)."""

B = 0.75
"""How much a long text counts against its words, likewise."""

B_SHORT = 0.3
"""The same for titles, tags and the like, whose length tells little."""


def layered(
    view: View,
    fields: Mapping[str, float],
    words: Sequence[bytes],
    bits: Sequence[int],
    weights: Sequence[float],
) -> tuple[Ints, Floats]:
    """Return the documents with any of the words in any field, ascending, and their scores.

    ``fields`` gives each field's weight. The score is Σ weight · idf · tf·(k1+1) / (tf + k1) over
    the layers, where idf = ln(1 + (N-df+½) / (df+½)), which, unlike Whoosh's, goes to nothing
    for what nearly every document holds.
    """
    all_docs, all_tfs, all_owners = [], [], []
    for field, boost in fields.items():
        postings = view.postings(field, words)
        if not len(postings.docs):
            continue
        b = B if field == "body" else B_SHORT
        length = view.lengths(field, postings.docs) * (b / view.average_length(field)) + (1 - b)
        all_docs.append(postings.docs)
        all_tfs.append(boost * postings.tfs / length)
        all_owners.append(postings.owners)
    if not all_docs:
        return EMPTY, EMPTY_FLOATS
    docs, places = _compact(np.concatenate(all_docs), view.size)
    tfs, owners = np.concatenate(all_tfs), np.concatenate(all_owners)
    scores = np.zeros(len(docs))
    held = np.array(bits, dtype=np.int64)
    every = int(np.bitwise_or.reduce(held))
    done: dict[bytes, Floats] = {}
    for layer, weight in enumerate(weights):
        if not every >> layer & 1 or not weight:
            continue
        inside = (held >> layer & 1).astype(np.bool_)
        key = inside.tobytes()
        if key not in done:
            done[key] = _one(tfs, owners, inside, places, len(docs), view.size)
        scores += weight * done[key]
    return docs, scores


def _one(tfs: Floats, owners: Ints, inside: Bools, places: Ints, count: int, size: int) -> Floats:
    """One layer's score in each document."""
    if inside.all():
        summed = np.bincount(places, weights=tfs, minlength=count)
        df = count
    else:
        chosen = inside[owners]
        summed = np.bincount(places[chosen], weights=tfs[chosen], minlength=count)
        df = int(np.count_nonzero(summed))
    idf = log1p((max(size - df, 0) + 0.5) / (df + 0.5))
    result: Floats = summed * (idf * (K1 + 1)) / (summed + K1)
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


FAR = 5
"""Words further apart than this are not near."""


def nearness(
    view: View, field: str, groups: Sequence[Sequence[bytes]], docs: Ints
) -> tuple[Ints, Floats]:
    """Return which of ``docs`` (ascending) hold neighbouring groups near each other, and how much.

    For each two groups in a row it is idf · s / (s + 1), where s = Σ 1 / distance² over the
    places where they stand at most `FAR` words apart, in either order, and idf is the lesser
    of the two: a proximity term after Büttcher, Clarke & Lushman (2006).
    """
    scores = np.zeros(len(docs))
    keys = [view.occurrences(field, words, docs) for words in groups]
    dfs = [int(view.frequencies(field, words).sum()) for words in groups]
    for place in range(len(groups) - 1):
        first, second = keys[place], keys[place + 1]
        if not len(first) or not len(second):
            continue
        df = max(dfs[place], dfs[place + 1])
        idf = log1p((max(view.size - df, 0) + 0.5) / (df + 0.5))
        at = np.searchsorted(second, first)
        total = np.zeros(len(docs))
        for neighbour in (at - 1, at):
            inside = (neighbour >= 0) & (neighbour < len(second))
            here, there = first[inside], second[neighbour[inside]]
            apart = np.abs(there - here)
            # Keys of two documents are further apart than any two places in one.
            near = (apart <= FAR) & (apart > 0)
            owners = np.searchsorted(docs, here[near] >> 32)
            total += np.bincount(owners, weights=1.0 / apart[near] ** 2, minlength=len(docs))
        scores += idf * total / (total + 1)
    return docs, scores
