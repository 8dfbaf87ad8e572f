"""A segment opened for reading: its dictionaries and posting lists as arrays.

A segment never changes. Opening one maps its file and reads the directory; every array is
read (and its checksum compared) when it is first asked for.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length, length_to_byte

from archive_app.core.arrays import Array, Bools, Ints
from archive_app.core.errors import CacheError
from archive_app.search.index.segments import postings
from archive_app.search.index.segments.files import Section, SectionFile
from archive_app.search.index.segments.memory import Memory
from archive_app.search.index.segments.postings import Stream

LENGTHS = np.array([byte_to_length(code) for code in range(256)], dtype=np.float64)
"""The field lengths that the 256 codes stand for: Whoosh's own scale, so its own scores."""

_PIECE = 1 << 16
"""Bytes of a docs stream that are decoded at a time when a range is read."""

ROOM = 640
"""Bytes of decoded posting lists that a segment remembers for each of its documents, at most: who
types, filters and turns pages asks for the same words again, and most phrases hold one of a few."""

_STEP = 64
"""Words between two of those by which a range of the dictionary is found."""

_EXACT = np.array([length_to_byte(length) for length in range(4096)], dtype=np.uint8)


def length_codes(lengths: Array) -> npt.NDArray[np.uint8]:
    """Field lengths as codes of one byte (`LENGTHS` gives them back, the nearest above)."""
    small = np.minimum(lengths, len(_EXACT) - 1)
    codes = _EXACT[small]
    for place in np.flatnonzero(lengths >= len(_EXACT)).tolist():
        codes[place] = length_to_byte(int(lengths[place]))
    return codes


def hashes(words: Sequence[bytes]) -> npt.NDArray[np.uint32]:
    """What the dictionary finds words by: their CRC-32."""
    return np.fromiter(map(zlib.crc32, words), np.uint32, len(words))


Arrays = tuple[Array, ...]


def size_of(arrays: Arrays) -> int:
    """In bytes."""
    return sum(array.nbytes for array in arrays)


class FieldData:
    """One field of a segment: a sorted dictionary, and for each of its terms (by its number
    there) the postings."""

    def __init__(
        self, file: SectionFile, name: str, facts: dict[str, Any], memory: Memory[Arrays]
    ) -> None:
        self._file = file
        self._name = name
        try:
            self.count = int(facts["terms"])
            """How many terms there are."""
            self.total = int(facts["total"])
            """The sum of the field's lengths over the documents."""
            self.has_positions = bool(facts["positions"])
        except (KeyError, TypeError, ValueError) as error:
            file.damaged(f"field {name}: {error}")
        self._memory = memory

    def _section(self, part: str) -> Section:
        return self._file.section(f"{self._name}.{part}")

    def _whole(self, part: str, length: int) -> Array:
        array = self._section(part).checked()
        if len(array) != length:
            self._file.damaged(f"length of {self._name}.{part}")
        return array

    # ------------------------------------------------------------ dictionary

    @cached_property
    def _text(self) -> Section:
        return self._section("text")

    @cached_property
    def _text_at(self) -> Array:
        return self._whole("text_at", self.count + 1)

    @cached_property
    def _hashes(self) -> Array:
        return self._whole("hashes", self.count)

    @cached_property
    def _by_hash(self) -> Array:
        return self._whole("by_hash", self.count)

    @cached_property
    def frequencies(self) -> Array:
        """For each term the number of documents that hold it."""
        return self._whole("df", self.count)

    def word(self, term: int) -> bytes:
        """A term's word."""
        start, stop = int(self._text_at[term]), int(self._text_at[term + 1])
        return self._text.part(start, stop).tobytes()

    def words(self, first: int = 0, last: int | None = None) -> list[bytes]:
        """The words of a range of terms."""
        last = self.count if last is None else last
        if last <= first:
            return []
        at = self._text_at[first : last + 1].astype(np.int64)
        text = self._text.part(int(at[0]), int(at[-1])).tobytes()
        at -= at[0]
        offsets = at.tolist()
        return [text[start:stop] for start, stop in pairwise(offsets)]

    def find(self, words: Sequence[bytes], crcs: Array) -> tuple[Ints, Ints]:
        """The numbers of the words that are here, and their places in the request.

        ``crcs`` are the words' `hashes`.
        """
        table = self._hashes
        places = np.searchsorted(table, crcs)
        inside = (places < self.count).nonzero()[0]
        inside = inside[table[places[inside]] == crcs[inside]]
        if not len(inside):
            return inside, inside
        terms: list[int] = []
        owners: list[int] = []
        numbers = self._by_hash[places[inside]].astype(np.int64)
        starts = self._text_at[numbers].astype(np.int64)
        texts = self._text.pieces(starts, self._text_at[numbers + 1].astype(np.int64))
        if texts == [words[owner] for owner in inside.tolist()]:  # as good as always
            return numbers, inside
        for owner, term, text in zip(inside.tolist(), numbers.tolist(), texts, strict=True):
            if text != words[owner]:
                crc, place = int(crcs[owner]), int(places[owner])
                term = self._same_hash(words[owner], crc, place)  # noqa: PLW2901
            if term >= 0:
                terms.append(term)
                owners.append(owner)
        return np.array(terms, dtype=np.int64), np.array(owners, dtype=np.int64)

    def _same_hash(self, word: bytes, crc: int, place: int) -> int:
        """The word's number among those of one hash, from this place on; -1 where it is none."""
        while place < self.count and int(self._hashes[place]) == crc:
            term = int(self._by_hash[place])
            if self.word(term) == word:
                return term
            place += 1
        return -1

    @cached_property
    def _term_index(self) -> list[bytes]:
        """Every so many words one, in memory: what lies between two is read at once."""
        numbers = np.arange(0, self.count, _STEP)
        at = self._text_at
        return self._text.pieces(at[numbers].astype(np.int64), at[numbers + 1].astype(np.int64))

    def lower(self, word: bytes) -> int:
        """The number of the first term that is not below the word."""
        first = max(0, bisect_left(self._term_index, word) - 1) * _STEP
        return first + bisect_left(self.words(first, min(first + _STEP, self.count)), word)

    # ------------------------------------------------------------ postings

    @cached_property
    def _docs(self) -> tuple[Section, Array]:
        return self._section("docs"), self._whole("docs_at", self.count + 1)

    @cached_property
    def _tfs(self) -> tuple[Section, Array]:
        return self._section("tfs"), self._whole("tfs_at", self.count + 1)

    @cached_property
    def _positions(self) -> tuple[Section, Array]:
        return self._section("positions"), self._whole("positions_at", self.count + 1)

    def _raw(self, which: tuple[Section, Array], terms: Ints) -> Array:
        section, at = which
        return section.parts(at[terms].astype(np.int64), at[terms + 1].astype(np.int64))

    def _decoded(self, terms: Ints) -> tuple[Ints, Bools, Ints]:
        counts = self.frequencies[terms].astype(np.int64)
        try:
            docs, repeated = postings.decode_docs(self._raw(self._docs, terms), counts)
        except ValueError as error:
            self._file.damaged(str(error))
        return docs, repeated, counts

    def pieces(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Cuts a range of terms so that the postings of each piece fit the processor's cache."""
        at = self._docs[1]
        while first < last:
            end = np.array(int(at[first]) + _PIECE).astype(at.dtype)  # else all of it is converted
            stop = first + int(np.searchsorted(at[first : last + 1], end, side="right")) - 1
            stop = min(max(stop, first + 1), last)
            yield first, stop
            first = stop

    def docs_of_range(self, first: int, last: int) -> Ints:
        """The documents of a range of terms, with repeats."""
        section, at = self._docs
        raw = section.part(int(at[first]), int(at[last]))
        try:
            return postings.decode_docs(raw, self.frequencies[first:last].astype(np.int64))[0]
        except ValueError as error:
            self._file.damaged(str(error))

    def postings(self, terms: Ints) -> tuple[Ints, Ints, Ints]:
        """Documents and frequencies of the terms, and how many postings each has.

        The arrays are kept for the next request, and must not be written to: a query reads its
        words once for their scores and once more for where they stand.
        """
        key = self._name, terms.tobytes()
        found = self._memory.get(key)
        if found is None:
            docs, repeated, counts = self._decoded(terms)
            try:
                tfs = postings.decode_tfs(self._raw(self._tfs, terms), repeated)
            except ValueError as error:
                self._file.damaged(str(error))
            found = _kept(docs, tfs, counts)
            self._memory.put(key, found)
        docs, tfs, counts = found
        return docs, tfs, counts

    def _placed(self, terms: Ints, tfs: Ints) -> Arrays:
        """The bytes of the terms' positions, and where each posting's begin; kept likewise."""
        key = self._name, terms.tobytes(), "positions"
        found = self._memory.get(key)
        if found is None:
            raw = self._raw(self._positions, terms)
            found = _kept(raw, postings.position_starts(raw, tfs).astype(np.uint32))
            self._memory.put(key, found)
        return found

    def occurrences(self, terms: Ints, wanted: Bools | None = None) -> tuple[Ints, Ints]:
        """Documents and positions of all occurrences, in the ``wanted`` documents only.

        Sorted by term, document and position; `CacheError` where the field has no positions.
        """
        if not self.has_positions:
            raise CacheError(self._file.path, f"{self._name} keeps no positions")
        docs, tfs, _ = self.postings(terms)
        try:
            if wanted is None:
                positions = postings.decode_positions(self._raw(self._positions, terms), tfs)
            else:
                chosen = wanted[docs].nonzero()[0]
                raw, starts = self._placed(terms, tfs)
                positions = postings.decode_some_positions(raw, starts, tfs, chosen)
                docs, tfs = docs[chosen], tfs[chosen]
        except ValueError as error:
            self._file.damaged(str(error))
        return np.repeat(docs, tfs), positions

    def stream(self, part: str, first: int, last: int) -> Stream:
        """The bytes of a range of terms as they lie there; ``part``: docs, tfs, positions."""
        section, at = getattr(self, f"_{part}")
        offsets = at[first : last + 1].astype(np.int64)
        raw = section.part(int(offsets[0]), int(offsets[-1]))
        return Stream(raw, offsets - offsets[0])


def _kept(*arrays: Array) -> Arrays:
    for array in arrays:
        array.flags.writeable = False
    return arrays


class SegmentData:
    """A segment's file, opened."""

    def __init__(self, path: Path) -> None:
        """Raises `CacheError` where the file is missing, damaged or of another format."""
        self.file = SectionFile(path)
        facts = self.file.facts
        try:
            self.size = int(facts["docs"])
            """How many documents there are, deleted ones among them."""
            self._field_facts: dict[str, dict[str, Any]] = dict(facts["fields"])
            self._length_names: list[str] = list(facts["lengths"])
            self._number_names: list[str] = list(facts["numbers"])
        except (KeyError, TypeError, ValueError) as error:
            self.file.damaged(f"facts: {error}")
        self._memory: Memory[Arrays] = Memory(max(self.size, 1000) * ROOM, size_of)
        self._fields: dict[str, FieldData] = {}
        self._lengths: dict[str, npt.NDArray[np.uint8]] = {}
        self._numbers: dict[str, Ints] = {}

    @property
    def field_names(self) -> list[str]:
        """The fields that have terms here."""
        return list(self._field_facts)

    @property
    def length_names(self) -> list[str]:
        """The fields that keep lengths here."""
        return self._length_names

    @property
    def number_names(self) -> list[str]:
        """The columns of numbers here."""
        return self._number_names

    def field(self, name: str) -> FieldData | None:
        """A field's dictionary and postings; None where no document has it."""
        found = self._fields.get(name)
        if found is None and name in self._field_facts:
            found = self._fields[name] = FieldData(
                self.file, name, self._field_facts[name], self._memory
            )
        return found

    def _column(self, section: str) -> Array:
        array = self.file.section(section).checked()
        if len(array) != self.size:
            self.file.damaged(f"length of {section}")
        return array

    def length_codes(self, field: str) -> npt.NDArray[np.uint8]:
        """For each document the code of the field's length (see `LENGTHS`)."""
        if field not in self._lengths:
            self._lengths[field] = (
                self._column(f"{field}.lengths")
                if field in self._length_names
                else np.zeros(self.size, dtype=np.uint8)
            )
        return self._lengths[field]

    def numbers(self, field: str) -> Ints:
        """For each document its number in this column (-1 where it has none)."""
        if field not in self._numbers:
            self._numbers[field] = (
                self._column(f"{field}.numbers")
                if field in self._number_names
                else np.full(self.size, -1, dtype=np.int64)
            )
        return self._numbers[field]

    @cached_property
    def has_stored(self) -> bool:
        """Whether any document keeps values beside the numbers."""
        return "stored" in set(self.file.names())

    def stored_raw(self) -> tuple[Array, Array]:
        """The stored values as bytes (JSON), and where each document's begin."""
        at = self.file.section("stored_at").checked()
        if len(at) != self.size + 1:
            self.file.damaged("length of stored_at")
        return self.file.section("stored").checked(), at

    def stored(self, doc: int) -> dict[str, Any]:
        """The values that the document keeps, numbers left out."""
        if not self.has_stored:
            return {}
        raw, at = self.stored_raw()
        text = raw[int(at[doc]) : int(at[doc + 1])].tobytes()
        try:
            return dict(json.loads(text)) if text else {}
        except (ValueError, TypeError) as error:
            self.file.damaged(f"stored values: {error}")
