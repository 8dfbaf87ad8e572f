"""Scores the `Expansion` of a word: sets of words, each as one term over all fields, added up.

It is BM25F in the simple form of Robertson, Zaragoza and Taylor (2004): the frequencies of a
field are weighed and divided by its length, then added over the fields, and what saturates
is their sum. So a word in the title *and* in the text is not counted as two words.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from archive_app.core.arrays import Bools, Floats, Ints
from archive_app.search.index.execution import bm25
from archive_app.search.index.execution.plan import Expansion
from archive_app.search.index.segments.memory import Memory
from archive_app.search.index.segments.view import EMPTY, EMPTY_FLOATS, Postings, View

REMEMBERED = 32_000_000
"""Bytes of results that are kept for each state of the index: while somebody types, filters
and turns pages, the same words are asked for again and again."""


class Found(NamedTuple):
    """Documents, ascending, each with its score."""

    docs: Ints
    scores: Floats


NOTHING = Found(EMPTY, EMPTY_FLOATS)

_memory: WeakKeyDictionary[View, Memory[Found]] = WeakKeyDictionary()


def remembered(view: View, query: Expansion) -> Found:
    """Return `score_expansion` for a query, from memory where it was asked for before.

    The arrays are shared: they must not be written to.
    """

    def make() -> Found:
        fields = {name: weight for name, weight in query.fields if name in view.schema}
        words = [word.encode("utf-8", "surrogatepass") for word in query.words]
        return score_expansion(view, fields, words, query.bits, query.weights)

    return kept(view, query, make)


def kept(view: View, key: Hashable, make: Callable[[], Found]) -> Found:
    """Return what ``make`` gives, from memory where it was asked for under ``key`` before.

    The arrays are shared: they must not be written to.
    """
    memory = _memory.get(view)
    if memory is None:
        room: Memory[Found] = Memory(REMEMBERED, lambda arrays: sum(a.nbytes for a in arrays))
        memory = _memory.setdefault(view, room)
    found = memory.get(key)
    if found is None:
        found = make()
        memory.put(key, found)
    return found


def score_expansion(
    view: View,
    fields: Mapping[str, float],
    words: Sequence[bytes],
    bits: Sequence[int],
    weights: Sequence[float],
) -> Found:
    """Return the documents with any of the words in any field, ascending, and their scores.

    ``fields`` gives each field's weight. The score is Σ weight · idf · tf·(k1+1) / (tf + k1) over
    the layers (see `bm25`).
    """
    parts: list[tuple[Postings, Floats]] = []
    for field, weight in fields.items():
        postings = view.postings(field, words)
        if len(postings.docs):
            b = bm25.B if field == "body" else bm25.B_SHORT
            tfs = bm25.by_length(view, field, postings.docs, postings.tfs, b, weight)
            parts.append((postings, tfs))
    if not parts:
        return NOTHING
    place = None
    if sum(len(postings.docs) for postings, _ in parts) * 16 < view.size:
        docs = np.unique(np.concatenate([postings.docs for postings, _ in parts]))
    else:
        mask = view.mask(parts[0][0].docs)
        for postings, _ in parts[1:]:
            mask[postings.docs] = True
        docs = np.flatnonzero(mask)
        place = np.empty(view.size, dtype=np.int64)
        place[docs] = np.arange(len(docs))
    held = np.array(bits, dtype=np.int64)
    scores = np.zeros(len(docs))
    done: dict[bytes, Floats] = {}
    for layer, weight in enumerate(weights):
        inside = (held >> layer & 1).astype(np.bool_)
        key = inside.tobytes()
        if not weight or not inside.any():
            continue
        if key not in done:
            chosen = parts if inside.all() else [_some(*part, inside) for part in parts]
            summed = np.zeros(len(docs))
            for postings, tfs in chosen:
                at = np.searchsorted(docs, postings.docs) if place is None else place[postings.docs]
                summed += np.bincount(at, weights=tfs, minlength=len(docs))
            idf = bm25.idf_of_layer(view.size, int(np.count_nonzero(summed)))
            done[key] = bm25.saturated(summed, idf)
        scores += weight * done[key]
    return Found(docs, scores)


def _some(postings: Postings, tfs: Floats, inside: Bools) -> tuple[Postings, Floats]:
    """The postings of some of the words."""
    runs = inside[postings.words]
    if np.count_nonzero(runs) == 1:
        run = int(runs.argmax())
        first = int(postings.counts[:run].sum())
        chosen: Any = slice(first, first + int(postings.counts[run]))
    else:
        chosen = np.repeat(runs, postings.counts)
    return postings._replace(docs=postings.docs[chosen]), tfs[chosen]


FAR = 5
"""Words further apart than this are not near."""


def proximity(view: View, field: str, groups: Sequence[Sequence[bytes]], docs: Ints) -> Found:
    """Return which of ``docs`` (ascending) hold neighbouring groups near each other, and how much.

    For each two groups in a row it is s / (s + 1), where s = Σ 1 / distance² over the places where
    they stand at most `FAR` words apart, in either order: the proximity term of Büttcher, Clarke
    & Lushman (2006), without the weight of the words, which all these documents share.
    """
    scores = np.zeros(len(docs))
    wanted = view.mask(docs)
    keys = [view.occurrences(field, words, wanted) for words in groups]
    for place in range(len(groups) - 1):
        first, second = keys[place], keys[place + 1]
        if not len(first) or not len(second):
            continue
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
        scores += total / (total + 1)
    return Found(docs, scores)
