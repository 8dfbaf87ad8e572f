"""All segments of a snapshot as one: posting lists as whole arrays over one space of documents.

Documents are numbered from 0 over all segments (deleted ones among them, as in Whoosh, whose
statistics count them until a merge). `Snapshot` translates to the catalogue's numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from archive_app.core.arrays import Array, Bools, Floats, Ints
from archive_app.search.index.segments.memory import Memory
from archive_app.search.index.segments.segments import LENGTHS, FieldData, SegmentData, hashes

EMPTY = np.empty(0, dtype=np.int64)
EMPTY_FLOATS = np.empty(0, dtype=np.float64)

LOOKED_UP = 500_000
"""Words of which it is remembered where they stand in the dictionaries: a query looks them up to
score them, and again for where they stand in the texts."""

Places = list[tuple[int, FieldData, Ints, Ints]]
"""For each segment that holds some words: where its documents begin, the field, the numbers of
the words there, and their places in the request."""


class Postings(NamedTuple):
    """The posting lists of several words, one after the other.

    ``docs`` ascend within each word of each segment; ``tfs`` are their frequencies there. They
    come in runs: ``counts`` tells how many postings each has, ``words`` to which of the words it
    belongs (its place in the request). None of the arrays may be written to.
    """

    docs: Ints
    tfs: Ints
    words: Ints
    counts: Ints

    def each(self, values: Array) -> Array:
        """For each posting the value of its word: ``values`` are given in the request's order."""
        return np.repeat(values[self.words], self.counts)


class View:
    """An index as the executor reads it. Words are the field's bytes (UTF-8)."""

    def __init__(self, schema: Any, segments: Sequence[tuple[SegmentData, frozenset[int]]]) -> None:
        """``segments``: each with its deleted documents."""
        self.schema = schema
        self.segments = [data for data, _ in segments]
        self._deleted = [deleted for _, deleted in segments]
        sizes = [data.size for data in self.segments]
        self._bases = np.cumsum([0, *sizes]).tolist()
        self.size: int = self._bases[-1]
        """How many documents there are, deleted ones among them."""
        self._lengths: dict[str, npt.NDArray[np.uint8]] = {}
        self._places: Memory[tuple[int, Places]] = Memory(LOOKED_UP, lambda found: found[0])

    @cached_property
    def live(self) -> Bools:
        """Which documents are not deleted."""
        mask = np.ones(self.size, dtype=np.bool_)
        for base, deleted in zip(self._bases, self._deleted, strict=False):
            mask[np.fromiter(deleted, np.int64, len(deleted)) + base] = False
        return mask

    @property
    def live_count(self) -> int:
        """How many documents are not deleted."""
        return self.size - sum(map(len, self._deleted))

    def numbers(self, column: str) -> Ints:
        """A column of numbers over all documents."""
        return _joined([segment.numbers(column) for segment in self.segments])

    # ------------------------------------------------------------ statistics

    def scorable(self, field: str) -> bool:
        """Whether the field keeps lengths (else a term's score is its frequency)."""
        return bool(self.schema[field].scorable)

    def average_length(self, field: str) -> float:
        """The mean length of the field over all documents (1 where it is empty)."""
        total = sum(data.total for _, data in self._fields(field))
        return total / self.size if total else 1.0

    def by_length(self, field: str, docs: Ints, values: Callable[[Floats], Floats]) -> Floats:
        """For each of the documents what ``values`` makes of the field's length in it.

        There are just 256 lengths, so it is worked out for each of those.
        """
        codes = self._lengths.get(field)
        if codes is None:
            empty = np.empty(0, dtype=np.uint8)
            columns = [segment.length_codes(field) for segment in self.segments]
            codes = columns[0] if len(columns) == 1 else np.concatenate([empty, *columns])
            self._lengths[field] = codes
        return values(LENGTHS)[codes[docs]]

    # ------------------------------------------------------------ postings

    def _fields(self, field: str) -> list[tuple[int, FieldData]]:
        pairs = (
            (base, segment.field(field))
            for base, segment in zip(self._bases, self.segments, strict=False)
        )
        return [(base, data) for base, data in pairs if data is not None]

    def holds(self, field: str) -> bool:
        """Whether any document has the field."""
        return any(field in segment.field_names for segment in self.segments)

    def _found(self, field: str, words: Sequence[bytes]) -> Places:
        """Where the words are found; those of segments that hold none are left out."""
        key = field, tuple(words)
        known = self._places.get(key)
        if known is None:
            fields = self._fields(field)
            crcs = hashes(words) if fields else EMPTY
            found: Places = []
            for base, data in fields:
                terms, owners = data.find(words, crcs)
                if len(terms):
                    found.append((base, data, terms, owners))
            known = len(words) + 10, found
            self._places.put(key, known)
        return known[1]

    def frequencies(self, field: str, words: Sequence[bytes]) -> Ints:
        """How many documents hold each of the words, deleted ones among them."""
        counts = np.zeros(len(words), dtype=np.int64)
        for _, data, terms, owners in self._found(field, words):
            counts[owners] += data.frequencies[terms]
        return counts

    def postings(self, field: str, words: Sequence[bytes]) -> Postings:
        """The posting lists of the words, those that do not occur left out."""
        docs, tfs, places, counts = [], [], [], []
        for base, data, terms, owners in self._found(field, words):
            here, frequencies, numbers = data.postings(terms)
            docs.append(here + base if base else here)
            tfs.append(frequencies)
            places.append(owners)
            counts.append(numbers)
        return Postings(_joined(docs), _joined(tfs), _joined(places), _joined(counts))

    def docs_of_prefix(self, field: str, prefix: bytes) -> Bools:
        """Which documents hold a word of the field that begins so."""
        mask = np.zeros(self.size, dtype=np.bool_)
        above = after(prefix)
        for base, segment in zip(self._bases, self.segments, strict=False):
            data = segment.field(field)
            if data is None:
                continue
            first = data.lower(prefix)
            last = data.count if above is None else data.lower(above)
            here = mask[base : base + segment.size]
            for start, stop in data.pieces(first, last):
                here[data.docs_of_range(start, stop)] = True
                if here.all():  # they have other words of the range as well
                    break
        return mask

    def mask(self, docs: Ints) -> Bools:
        """The documents as a mask over all."""
        mask = np.zeros(self.size, dtype=np.bool_)
        mask[docs] = True
        return mask

    def occurrences(self, field: str, words: Sequence[bytes], wanted: Bools) -> Ints:
        """Where any of the words stands in the ``wanted`` documents (a mask over all).

        Sorted keys without repeats, ``document << 32 | position``.
        """
        keys = []
        for base, data, terms, _ in self._found(field, words):
            here, positions = data.occurrences(terms, wanted[base:] if base else wanted)
            here += base
            here <<= 32
            here |= positions
            keys.append(here if len(terms) == 1 else sorted_set(here))
        return _joined(keys)

    def words(self, field: str, prefix: bytes = b"") -> list[bytes]:
        """The field's words that begin with the prefix, sorted, without repeats."""
        lists = []
        for _, data in self._fields(field):
            first = data.lower(prefix)
            above = after(prefix)
            last = data.count if above is None else data.lower(above)
            lists.append(data.words(first, last))
        if len(lists) == 1:
            return lists[0]
        return list(dict.fromkeys(sorted(word for words in lists for word in words)))


def sorted_set(values: Ints) -> Ints:
    """The values sorted, without repeats (several times as fast as `numpy.unique`).

    They mostly come as a few ascending runs, which the stable sort merges.
    """
    return distinct(np.sort(values, kind="stable"))


def distinct(values: Ints) -> Ints:
    """Sorted values without repeats."""
    if len(values) < 2:
        return values
    fresh = np.empty(len(values), dtype=np.bool_)
    fresh[0] = True
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    return values[fresh]


def after(prefix: bytes) -> bytes | None:
    """The least byte string above all that begin with the prefix (None: there is none)."""
    stripped = prefix.rstrip(b"\xff")
    return stripped[:-1] + bytes([stripped[-1] + 1]) if stripped else None


def _joined(arrays: Sequence[Ints]) -> Ints:
    if not arrays:
        return EMPTY
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
