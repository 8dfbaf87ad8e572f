"""Gathers documents in memory and writes them as one segment: the inversion.

Words become numbers (`packing`), one array of them a field; one stable sort of that array puts
all occurrences into the order of the dictionary.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from archive_app.core.arrays import Array, Ints
from archive_app.search.index.segments import postings
from archive_app.search.index.segments.files import SectionWriter
from archive_app.search.index.segments.packing import Chunk, Packer
from archive_app.search.index.segments.segments import hashes, length_codes

_CHUNK = 1 << 20
"""Letters that are turned into keys at a time: some 600 articles, in the processor's cache."""


class _Content(NamedTuple):
    """A field's occurrences, document after document, as they came."""

    terms: list[bytes]
    """The distinct words, sorted."""
    keys: Array
    """For each occurrence the number of its word among the terms."""
    docs: Array
    """For each run of occurrences its document."""
    counts: Array
    """How many occurrences belong to each run."""
    values: Array | None
    """For each occurrence its position (or frequency); None: positions as they stand."""


class _Words:
    """A field of words: whole texts, turned into keys a thousand documents at a time."""

    positions = True

    def __init__(self) -> None:
        self._packer = Packer()
        self._chunks: list[Chunk] = []
        self._texts: list[str] = []
        self._pending = 0
        self._docs = array("I")
        self._counts = array("I")
        self._content: _Content | None = None

    def add(self, doc: int, text: str) -> int:
        """A document's words with single spaces between them; how many they are."""
        count = text.count(" ") + 1
        self._texts.append(text)
        self._docs.append(doc)
        self._counts.append(count)
        self._pending += len(text)
        self._content = None
        if self._pending >= _CHUNK:
            self._pack()
        return count

    def _pack(self) -> None:
        if self._texts:
            self._chunks.append(self._packer.pack(" ".join(self._texts)))
            self._texts = []
            self._pending = 0

    @property
    def lengths(self) -> dict[int, int]:
        """The length of each document that has the field."""
        return dict(zip(self._docs, self._counts, strict=True))

    def content(self) -> _Content:
        """All of it; asked for twice it is made once."""
        if self._content is None:
            self._pack()
            docs, counts = (np.array(column, np.uint32) for column in (self._docs, self._counts))
            self._content = _Content(*self._packer.join(self._chunks), docs, counts, None)
        return self._content


class _Postings:
    """Any other field: postings one by one, those of a term in the order of the documents."""

    def __init__(self, positions: bool) -> None:
        self.positions = positions
        self.lengths: dict[int, int] = {}
        self._terms: dict[bytes, int] = {}
        self._ids = array("I")
        self._docs = array("I")
        self._counts = array("I")
        self._values = array("I")

    def add(self, doc: int, word: bytes, values: Sequence[int]) -> None:
        """``values``: the positions, or one frequency in a field without positions."""
        self._ids.extend(repeat(self._terms.setdefault(word, len(self._terms)), len(values)))
        self._docs.append(doc)
        self._counts.append(len(values))
        self._values.extend(values)

    def add_words(self, doc: int, words: Sequence[str]) -> None:
        """A document's words, whole."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            places.setdefault(word, []).append(place)
        for word, values in places.items():
            self.add(doc, word.encode(), values)
        self.lengths[doc] = len(words)

    def take(self, other: _Words) -> None:
        """Take in what came as words."""
        content = other.content()
        first = 0
        for doc, count in zip(content.docs.tolist(), content.counts.tolist(), strict=True):
            keys = content.keys[first : first + count].tolist()
            self.add_words(doc, [content.terms[key].decode() for key in keys])
            first += count

    def content(self) -> _Content:
        """All of it."""
        words = list(self._terms)
        order = sorted(range(len(words)), key=words.__getitem__)
        ranks = np.empty(len(words), dtype=np.uint32)
        ranks[order] = np.arange(len(words), dtype=np.uint32)
        columns = (self._ids, self._docs, self._counts, self._values)
        ids, docs, counts, values = (np.array(column, np.uint32) for column in columns)
        return _Content([words[place] for place in order], ranks[ids], docs, counts, values)


class SegmentBuilder:
    """Documents on their way into a segment. Fields are made known by their first postings."""

    def __init__(self) -> None:
        self.size = 0
        self.tokens = 0
        """How many words it holds: what its memory grows with."""
        self._fields: dict[str, _Words | _Postings] = {}
        self._numbers: dict[str, dict[int, int]] = {}
        self._stored: dict[int, bytes] = {}

    def start(self) -> int:
        """Begin the next document; its number."""
        self.size += 1
        return self.size - 1

    def add_words(self, doc: int, name: str, words: Sequence[str] | str) -> None:
        """A field of words with positions, whole: a list, or a string with spaces between."""
        if isinstance(words, str):
            text = words
            if "  " in text or text[:1] == " " or text[-1:] == " ":
                text = " ".join(text.split())
        else:
            text = " ".join(words)
        if not text:
            return
        field = self._fields.get(name)
        if field is None:
            field = self._fields[name] = _Words()
        if isinstance(field, _Words):
            self.tokens += field.add(doc, text)
        else:
            field.add_words(doc, text.split(" "))
            self.tokens += field.lengths[doc]

    def _postings(self, name: str, positions: bool) -> _Postings:
        field = self._fields.get(name)
        if not isinstance(field, _Postings):
            postings_field = self._fields[name] = _Postings(positions)
            if field is not None:
                postings_field.take(field)
            return postings_field
        return field

    def add_posting(
        self, doc: int, name: str, word: bytes, positions: bool, values: Sequence[int]
    ) -> None:
        """One posting: its positions, or its frequency in a field without ``positions``."""
        self._postings(name, positions).add(doc, word, values)
        self.tokens += len(values)

    def set_length(self, doc: int, name: str, length: int, positions: bool) -> None:
        """The field's length in a document; `add_words` sets it by itself."""
        self._postings(name, positions).lengths[doc] = length

    def set_number(self, doc: int, name: str, number: int) -> None:
        """A number in a column."""
        self._numbers.setdefault(name, {})[doc] = number

    def set_stored(self, doc: int, values: dict[str, Any]) -> None:
        """Values that the document keeps: what JSON can hold."""
        self._stored[doc] = json.dumps(values, ensure_ascii=False).encode()

    def vocabulary(self) -> set[bytes]:
        """The words of all the fields of words."""
        words: set[bytes] = set()
        for field in self._fields.values():
            words.update(field.content().terms)
        return words

    def write(self, path: Path) -> dict[str, int]:
        """Write the segment, onto the disk; for each field the sum of its lengths."""
        writer = SectionWriter(path)
        try:
            facts: dict[str, Any] = {}
            lengths = {name: field.lengths for name, field in self._fields.items()}
            for name, field in sorted(self._fields.items()):
                content = field.content()
                if content.terms:
                    total = sum(lengths[name].values())
                    facts[name] = _write_field(writer, name, content, field.positions, total)
            for name, column in lengths.items():
                writer.add(f"{name}.lengths", length_codes(_column(column, self.size, 0)))
            for name, column in self._numbers.items():
                writer.add(f"{name}.numbers", _column(column, self.size, -1))
            write_stored(writer, [self._stored.get(doc, b"") for doc in range(self.size)])
            writer.finish(
                {
                    "docs": self.size,
                    "fields": facts,
                    "lengths": list(lengths),
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


def _write_field(
    writer: SectionWriter, name: str, content: _Content, positions: bool, total: int
) -> dict[str, Any]:
    order = stable_order(content.keys)
    keys = content.keys[order]
    counts = content.counts
    runs = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)[order]
    docs = content.docs[runs]
    if content.values is None:
        starts = np.cumsum(counts, dtype=np.uint32) - counts
        values = order.astype(np.uint32) - starts[runs]
    else:
        values = content.values[order]
    if positions:
        fresh = np.empty(len(keys), dtype=np.bool_)
        fresh[:1] = True
        np.not_equal(keys[1:], keys[:-1], out=fresh[1:])
        fresh[1:] |= docs[1:] != docs[:-1]
        first = np.flatnonzero(fresh)
        tfs = np.diff(first, append=len(keys)).astype(np.uint32)
        keys, docs = keys[first], docs[first]
    else:
        tfs = values
    frequencies = np.bincount(keys, minlength=len(content.terms))
    streams = {
        "docs": [postings.encode_docs(docs, tfs > 1, frequencies)],
        "tfs": [postings.encode_tfs(tfs, frequencies)],
    }
    if positions:
        streams["positions"] = [postings.encode_positions(values, tfs, frequencies)]
    write_terms(writer, name, content.terms, frequencies)
    write_streams(writer, name, streams)
    return {"terms": len(content.terms), "total": total, "positions": positions}


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
