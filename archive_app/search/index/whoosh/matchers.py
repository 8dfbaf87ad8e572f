"""Whoosh's way through our posting lists and dictionaries: one posting, one term at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from whoosh import formats
from whoosh.codec import base
from whoosh.matching import LeafMatcher, NullMatcher, ReadTooFar
from whoosh.query.spans import Span

from archive_app.search.index.segments.segments import LENGTHS, FieldData, SegmentData


def plain(format_: Any) -> bool:
    """Whether a posting's format keeps positions; NotImplementedError where it keeps more."""
    if type(format_) is formats.Positions:
        return True
    if type(format_) in (formats.Existence, formats.Frequency):
        return False
    raise NotImplementedError(f"postings of {type(format_).__name__}")


class Cursor(base.FieldCursor):  # type: ignore[misc]
    """Walks over a field's terms, in their order."""

    def __init__(self, field: FieldData, fieldobj: Any) -> None:
        self._field = field
        self._type = fieldobj
        self._place = 0

    def first(self) -> Any:
        """Go to the first term."""
        self._place = 0
        return self.text()

    def find(self, term: Any) -> Any:
        """Go to the first term that is not below this one."""
        self._place = self._field.lower(
            term if isinstance(term, bytes) else self._type.to_bytes(term)
        )
        return self.text()

    def next(self) -> Any:
        """Go to the next term."""
        self._place += 1
        return self.text()

    def text(self) -> Any:
        """The term it stands on; None past the end."""
        if not self.is_valid():
            return None
        return self._type.from_bytes(self._field.word(self._place))

    def is_valid(self) -> bool:
        """Whether it stands on a term."""
        return self._place < self._field.count


class PostingMatcher(LeafMatcher):  # type: ignore[misc]
    """Whoosh's way through a posting list: document by document. The list is one block."""

    def __init__(
        self,
        field: FieldData,
        number: int,
        term: tuple[str, bytes],
        format_: Any,
        scorer: Any,
        data: SegmentData,
    ) -> None:
        self._field = field
        self._number = number
        self._term = term
        self._data = data
        self.format = format_
        self.scorer = scorer
        docs, tfs, _ = field.postings(np.array([number]))
        self._docs: list[int] = docs.tolist()
        self._tfs: list[int] = tfs.tolist()
        self._place = 0
        self._positions: dict[int, list[int]] | None = None

    def copy(self) -> PostingMatcher:
        """Another, at the same place."""
        other = PostingMatcher(
            self._field, self._number, self._term, self.format, self.scorer, self._data
        )
        other._place = self._place
        return other

    def is_active(self) -> bool:
        """Whether it stands on a posting."""
        return self._place < len(self._docs)

    def reset(self) -> None:
        """Go to the first posting."""
        self._place = 0

    def id(self) -> int:
        """The document."""
        return self._docs[self._place]

    def next(self) -> bool:
        """Go to the next posting."""
        if not self.is_active():
            raise ReadTooFar
        self._place += 1
        return False

    def skip_to(self, id: int) -> bool:  # noqa: A002
        """Go to the first posting of this document or a later one."""
        if not self.is_active():
            raise ReadTooFar
        if id > self.id():
            self._place = bisect_left(self._docs, id, self._place)
        return False

    def all_ids(self) -> Iterable[int]:
        """All the documents."""
        return iter(self._docs)

    def weight(self) -> float:
        """The frequency."""
        return float(self._tfs[self._place])

    def value(self) -> bytes:
        """The posting's value in Whoosh's own bytes."""
        if plain(self.format):
            return bytes(self.format.encode(self.value_as("positions")))
        if type(self.format) is formats.Frequency:
            return bytes(formats.pack_uint(self._tfs[self._place]))
        return b""

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        """All the documents and values from here on."""
        while self.is_active():
            yield self.id(), self.value()
            self.next()

    def value_as(self, astype: str) -> Any:
        """The posting's ``frequency``, ``weight`` or ``positions``."""
        if astype in ("frequency", "weight"):
            return self._tfs[self._place]
        if astype == "positions":
            if self._positions is None:
                docs, positions = self._field.occurrences(np.array([self._number]))
                starts = np.flatnonzero(np.diff(docs, prepend=-1))
                pieces = np.split(positions, starts[1:])
                self._positions = {
                    int(docs[start]): piece.tolist()
                    for start, piece in zip(starts, pieces, strict=True)
                }
            return self._positions[self.id()]
        return super().value_as(astype)

    def spans(self) -> list[Span]:
        """The positions as spans."""
        return [Span(position) for position in self.value_as("positions")]

    def replace(self, minquality: float = 0) -> Any:  # noqa: ARG002
        """Itself, or nothing at the end. (Whoosh asks by qualities that leave out boosts.)"""
        return self if self.is_active() else NullMatcher()

    def supports_block_quality(self) -> bool:
        """Whether the scorer knows bounds."""
        return bool(self.scorer and self.scorer.supports_block_quality())

    def block_max_weight(self) -> float:
        """The greatest frequency in the list."""
        return float(max(self._tfs))

    def block_min_length(self) -> int:
        """The least length of the field in its documents."""
        codes = self._data.length_codes(self._term[0])[np.array(self._docs)]
        return int(LENGTHS[codes.min()])

    def skip_to_quality(self, minquality: float) -> int:
        """Past the list, where no posting in it can score more than this."""
        if self.is_active() and self.block_quality() <= minquality:
            self._place = len(self._docs)
            return 1
        return 0
