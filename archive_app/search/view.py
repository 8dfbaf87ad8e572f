"""All segments of a snapshot as one: posting lists as whole arrays over one space of documents.

Documents are numbered from 0 over all segments (deleted ones among them, as in Whoosh, whose
statistics count them until a merge). `Snapshot` translates to the catalogue's numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from archive_app.search.segments import LENGTHS, FieldData, SegmentData, hashes

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

EMPTY = np.empty(0, dtype=np.int64)
EMPTY_FLOATS = np.empty(0, dtype=np.float64)


class Postings(NamedTuple):
    """The posting lists of several words, one after the other.

    ``docs`` ascend within each word of each segment; ``tfs`` are their frequencies there;
    ``owners`` tells for each posting which of the words it belongs to (its place in the
    request).
    """

    docs: Ints
    tfs: Ints
    owners: Ints


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

    def lengths(self, field: str, docs: Ints) -> Floats:
        """The field's length in each of these documents."""
        if field not in self._lengths:
            empty = np.empty(0, dtype=np.uint8)
            codes = [segment.length_codes(field) for segment in self.segments]
            self._lengths[field] = codes[0] if len(codes) == 1 else np.concatenate([empty, *codes])
        lengths: Floats = LENGTHS[self._lengths[field][docs]]
        return lengths

    # ------------------------------------------------------------ postings

    def _fields(self, field: str) -> list[tuple[int, FieldData]]:
        pairs = (
            (base, segment.field(field))
            for base, segment in zip(self._bases, self.segments, strict=False)
        )
        return [(base, data) for base, data in pairs if data is not None]

    def _found(self, field: str, words: Sequence[bytes]) -> list[tuple[int, FieldData, Ints, Ints]]:
        """For each segment that holds some of the words: their numbers there, their places."""
        crcs = hashes(words)
        found = []
        for base, data in self._fields(field):
            terms, owners = data.find(words, crcs)
            if len(terms):
                found.append((base, data, terms, owners))
        return found

    def frequency(self, field: str, word: bytes) -> int:
        """How many documents hold the word, deleted ones among them."""
        found = self._found(field, [word])
        return sum(int(data.frequencies[terms[0]]) for _, data, terms, _ in found)

    def frequencies(self, field: str, words: Sequence[bytes]) -> Ints:
        """How many documents hold each of the words, deleted ones among them."""
        counts = np.zeros(len(words), dtype=np.int64)
        for _, data, terms, owners in self._found(field, words):
            counts[owners] += data.frequencies[terms]
        return counts

    def postings(self, field: str, words: Sequence[bytes]) -> Postings:
        """The posting lists of the words, those that do not occur left out."""
        docs, tfs, owners = [], [], []
        for base, data, terms, places in self._found(field, words):
            here, frequencies, counts = data.postings(terms)
            docs.append(here + base if base else here)
            tfs.append(frequencies)
            owners.append(np.repeat(places, counts))
        return Postings(_joined(docs), _joined(tfs), _joined(owners))

    def docs(self, field: str, words: Sequence[bytes]) -> Bools:
        """Which documents hold any of the words."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for base, data, terms, _ in self._found(field, words):
            mask[data.docs(terms) + base] = True
        return mask

    def docs_between(
        self, field: str, low: bytes | None, high: bytes | None, low_out: bool, high_out: bool
    ) -> Bools:
        """Which documents hold a word in the range (None: open at that end)."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for base, data in self._fields(field):
            first = 0 if low is None else data.lower(low + b"\0" if low_out else low)
            last = data.count if high is None else data.lower(high if high_out else high + b"\0")
            for start, stop in data.pieces(first, last):
                mask[data.docs_of_range(start, stop) + base] = True
        return mask

    def occurrences(self, field: str, words: Sequence[bytes], docs: Ints) -> Ints:
        """Where any of the words stands in these (ascending) documents.

        Sorted keys without repeats, ``document << 32 | position``.
        """
        wanted = np.zeros(self.size, dtype=np.bool_)
        wanted[docs] = True
        keys = []
        for base, data, terms, _ in self._found(field, words):
            here, positions = data.occurrences(terms, wanted[base:])
            here += base
            here <<= 32
            here |= positions
            keys.append(here if len(terms) == 1 else sorted_set(here))
        return _joined(keys)

    def words(
        self, field: str, prefix: bytes = b"", lengths: tuple[int, int] | None = None
    ) -> list[bytes]:
        """The field's words that begin with the prefix, sorted, without repeats.

        ``lengths``: only those of so many bytes (least and most).
        """
        lists = []
        for _, data in self._fields(field):
            first = data.lower(prefix)
            above = after(prefix)
            last = data.count if above is None else data.lower(above)
            lists.append(data.words(first, last, lengths))
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
