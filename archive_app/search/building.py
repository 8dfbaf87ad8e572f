"""Gathers documents in memory and writes them as one segment: the inversion.

Words come as numbers of a vocabulary that lasts as long as the segment is built, one array of
them a field; one stable sort of that array puts all occurrences into the order of the
dictionary.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from archive_app.search import postings
from archive_app.search.files import SectionWriter
from archive_app.search.segments import hashes, length_codes

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]


class _Vocabulary(dict[str, int]):
    """Numbers each word when it first comes."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _FieldBuilder:
    """The postings of one field.

    ``words`` come a document at a time; ``values`` are kept only once a single posting came.
    """

    def __init__(self, positions: bool) -> None:
        self.positions = positions
        self.vocabulary = _Vocabulary()
        self.ids = array("I")
        self.docs = array("I")
        self.counts = array("I")  # how many of ids belong to each of docs
        self.values = array("I")  # positions, or frequencies
        self.lengths: dict[int, int] = {}

    def add_words(self, doc: int, words: Sequence[str]) -> None:
        self.ids.extend(map(self.vocabulary.__getitem__, words))
        self.docs.append(doc)
        self.counts.append(len(words))
        self.lengths[doc] = len(words)
        if self.values:
            self.values.extend(range(len(words)))

    def add_posting(self, doc: int, word: bytes, values: Sequence[int]) -> None:
        """``values``: the positions, or one frequency in a field without positions."""
        if self.ids and not self.values:
            self.values.extend(self.flat(np.arange(len(self.ids)))[1].tolist())
        text = word.decode("utf-8", "surrogateescape")  # also what is no text at all
        self.ids.extend(repeat(self.vocabulary[text], len(values)))
        self.docs.append(doc)
        self.counts.append(len(values))
        self.values.extend(values)

    def flat(self, order: Ints) -> tuple[Array, Array]:
        """For each of ``ids``, in this order, its document and its position (or frequency)."""
        counts = np.frombuffer(self.counts, dtype=np.uint32)
        starts = np.cumsum(counts, dtype=np.uint32) - counts
        runs = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)[order]
        docs = np.frombuffer(self.docs, dtype=np.uint32)[runs]
        if len(self.values):
            return docs, np.frombuffer(self.values, dtype=np.uint32)[order]
        return docs, order.astype(np.uint32) - starts[runs]


class SegmentBuilder:
    """Documents on their way into a segment. Fields are made known by their first postings."""

    def __init__(self) -> None:
        self.size = 0
        self.tokens = 0
        """How many words it holds: what its memory grows with."""
        self._fields: dict[str, _FieldBuilder] = {}
        self._numbers: dict[str, dict[int, int]] = {}
        self._stored: dict[int, bytes] = {}

    def start(self) -> int:
        """Begin the next document; its number."""
        self.size += 1
        return self.size - 1

    def _field(self, name: str, positions: bool) -> _FieldBuilder:
        field = self._fields.get(name)
        if field is None:
            field = self._fields[name] = _FieldBuilder(positions)
        return field

    def add_words(self, doc: int, name: str, words: Sequence[str]) -> None:
        """A field of words with positions, whole."""
        if words:
            self._field(name, True).add_words(doc, words)
            self.tokens += len(words)

    def add_posting(
        self, doc: int, name: str, word: bytes, positions: bool, values: Sequence[int]
    ) -> None:
        """One posting: its positions, or its frequency in a field without ``positions``."""
        self._field(name, positions).add_posting(doc, word, values)
        self.tokens += len(values)

    def set_length(self, doc: int, name: str, length: int, positions: bool) -> None:
        """The field's length in a document; `add_words` sets it by itself."""
        self._field(name, positions).lengths[doc] = length

    def set_number(self, doc: int, name: str, number: int) -> None:
        """A number in a column."""
        self._numbers.setdefault(name, {})[doc] = number

    def set_stored(self, doc: int, values: dict[str, Any]) -> None:
        """Values that the document keeps: what JSON can hold."""
        self._stored[doc] = json.dumps(values, ensure_ascii=False).encode()

    def vocabulary(self) -> set[str]:
        """The words of all the fields of words."""
        words: set[str] = set()
        for field in self._fields.values():
            words.update(field.vocabulary)
        return words

    def write(self, path: Path) -> dict[str, int]:
        """Write the segment, onto the disk; for each field the sum of its lengths."""
        writer = SectionWriter(path)
        try:
            facts: dict[str, Any] = {}
            for name, field in sorted(self._fields.items()):
                if len(field.ids):
                    facts[name] = _write_field(writer, name, field)
            lengths = [name for name, field in self._fields.items() if field.lengths]
            for name in lengths:
                codes = length_codes(_column(self._fields[name].lengths, self.size, 0))
                writer.add(f"{name}.lengths", codes)
            for name, column in self._numbers.items():
                writer.add(f"{name}.numbers", _column(column, self.size, -1))
            write_stored(writer, [self._stored.get(doc, b"") for doc in range(self.size)])
            writer.finish(
                {
                    "docs": self.size,
                    "fields": facts,
                    "lengths": lengths,
                    "numbers": list(self._numbers),
                }
            )
        except BaseException:
            writer.abandon()
            raise
        return {name: int(fact["total"]) for name, fact in facts.items()}


def _column(values: dict[int, int], size: int, default: int) -> Ints:
    column = np.full(size, default, dtype=np.int64)
    column[np.fromiter(values, np.int64, len(values))] = np.fromiter(
        values.values(), np.int64, len(values)
    )
    return column


def _write_field(writer: SectionWriter, name: str, field: _FieldBuilder) -> dict[str, Any]:
    words = [word.encode("utf-8", "surrogateescape") for word in field.vocabulary]
    numbers = sorted(range(len(words)), key=words.__getitem__)
    ranks = np.empty(len(words), dtype=np.uint32)
    ranks[numbers] = np.arange(len(words), dtype=np.uint32)
    keys = ranks[np.frombuffer(field.ids, dtype=np.uint32)]
    order = stable_order(keys)
    docs, values = field.flat(order)
    keys = keys[order]
    if field.positions:
        fresh = np.empty(len(keys), dtype=np.bool_)
        fresh[:1] = True
        np.not_equal(keys[1:], keys[:-1], out=fresh[1:])
        fresh[1:] |= docs[1:] != docs[:-1]
        first = np.flatnonzero(fresh)
        tfs = np.diff(first, append=len(keys)).astype(np.uint32)
        keys, docs, positions = keys[first], docs[first], values
    else:
        tfs, positions = values, values[:0]
    counts = np.bincount(keys, minlength=len(words))
    streams = {
        "docs": [postings.encode_docs(docs, tfs > 1, counts)],
        "tfs": [postings.encode_tfs(tfs, counts)],
    }
    if field.positions:
        streams["positions"] = [postings.encode_positions(positions, tfs, counts)]
    write_terms(writer, name, [words[number] for number in numbers], counts)
    write_streams(writer, name, streams)
    return {
        "terms": len(words),
        "total": sum(field.lengths.values()),
        "positions": field.positions,
    }


def stable_order(keys: Array) -> Ints:
    """The stable order of small numbers (below 2³²).

    By halves: NumPy's stable sort of 16-bit numbers is a radix sort, several times as fast as
    its sort of longer ones.
    """
    low = np.argsort(keys.astype(np.uint16), kind="stable")
    if not len(keys) or int(keys.max()) < 1 << 16:
        return low
    high = (keys >> 16).astype(np.uint16)
    return low[np.argsort(high[low], kind="stable")]


def write_terms(writer: SectionWriter, name: str, terms: Sequence[bytes], counts: Array) -> None:
    """Write a field's dictionary: ``terms`` sorted, with their document frequencies."""
    at = postings.bounds(np.fromiter(map(len, terms), np.int64, len(terms)))
    writer.add(f"{name}.text_at", _offsets(at))
    writer.add(f"{name}.text", np.frombuffer(b"".join(terms), dtype=np.uint8))
    crcs = hashes(terms)
    order = np.argsort(crcs, kind="stable")
    writer.add(f"{name}.hashes", crcs[order])
    writer.add(f"{name}.by_hash", order.astype(np.uint32))
    writer.add(f"{name}.df", counts.astype(np.uint32))


def write_streams(
    writer: SectionWriter, name: str, streams: dict[str, list[postings.Stream]]
) -> None:
    """Write a field's streams, each given in pieces, and where their terms begin."""
    for part, pieces in streams.items():
        sizes = np.concatenate([np.diff(piece.at) for piece in pieces])
        writer.add(f"{name}.{part}_at", _offsets(postings.bounds(sizes)))
        writer.add(f"{name}.{part}", *(piece.raw for piece in pieces))


def _offsets(at: Ints) -> Array:
    if int(at[-1]) >= 1 << 32:
        raise OverflowError("a segment too large for its offsets")
    return at.astype(np.uint32)


def write_stored(writer: SectionWriter, values: Iterable[bytes]) -> None:
    """Write the stored values of all documents, where any has some."""
    pieces = list(values)
    if any(pieces):
        at = postings.bounds(np.fromiter(map(len, pieces), np.int64, len(pieces)))
        writer.add("stored", np.frombuffer(b"".join(pieces), dtype=np.uint8))
        writer.add("stored_at", at)
