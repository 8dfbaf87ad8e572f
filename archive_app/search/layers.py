"""Scores a `Layered` word: several sets of words, each as one term over all fields, added up.

It is BM25F in the simple form of Robertson, Zaragoza and Taylor (2004): the frequencies of a
field are weighed and divided by its length, then added over the fields, and what saturates
is their sum. So a word in the title *and* in the text is not counted as two words.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from math import log1p
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from archive_app.search.nodes import Layered
from archive_app.search.view import EMPTY, EMPTY_FLOATS, Bools, Floats, Ints, View

K1 = 1.2
"""BM25's usual constant (Robertson & Zaragoza 2009, section 3)."""

B = 0.75
"""How much a long text counts against its words, likewise."""

B_SHORT = 0.3
"""The same for titles, tags and the like, whose length tells little."""


REMEMBERED = 32_000_000
"""Bytes of results that are kept for each state of the index: while somebody types, filters
and turns pages, the same words are asked for again and again."""


class Memory:
    """The last results for one state of the index, as many as there is room for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._size = 0
        self._found: OrderedDict[Hashable, tuple[Ints, Floats]] = OrderedDict()

    def get(self, key: Hashable) -> tuple[Ints, Floats] | None:
        """Return what was put under ``key``, if it is still there."""
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def put(self, key: Hashable, found: tuple[Ints, Floats]) -> None:
        """Keep a result, and let go of those not asked for in the longest time."""
        with self._lock:
            if key in self._found:
                return
            self._found[key] = found
            self._size += found[0].nbytes + found[1].nbytes
            while self._size > REMEMBERED:
                _, (docs, scores) = self._found.popitem(last=False)
                self._size -= docs.nbytes + scores.nbytes


_memory: WeakKeyDictionary[View, Memory] = WeakKeyDictionary()


def remembered(view: View, query: Layered) -> tuple[Ints, Floats]:
    """Return `layered` for a query, from memory where it was asked for before.

    The arrays are shared: they must not be written to.
    """

    def make() -> tuple[Ints, Floats]:
        fields = {name: weight for name, weight in query.fields if name in view.schema}
        words = [word.encode("utf-8", "surrogatepass") for word in query.words]
        return layered(view, fields, words, query.bits, query.weights)

    return kept(view, query, make)


def kept(view: View, key: Hashable, make: Callable[[], tuple[Ints, Floats]]) -> tuple[Ints, Floats]:
    """Return what ``make`` gives, from memory where it was asked for under ``key`` before.

    The arrays are shared: they must not be written to.
    """
    memory = _memory.get(view)
    if memory is None:
        memory = _memory.setdefault(view, Memory())
    found = memory.get(key)
    if found is None:
        found = make()
        memory.put(key, found)
    return found


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

    For each two groups in a row it is s / (s + 1), where s = Σ 1 / distance² over the places where
    they stand at most `FAR` words apart, in either order: the proximity term of Büttcher, Clarke
    & Lushman (2006), without the weight of the words, which all these documents share.
    """
    scores = np.zeros(len(docs))
    keys = [view.occurrences(field, words, docs) for words in groups]
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
    return docs, scores
