"""What the executor asks of an index: one space of documents, posting lists as whole arrays.

Documents are numbered from 0 over all segments (deleted ones among them, as in Whoosh, whose
statistics count them until a merge). `Snapshot` translates to the catalogue's numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

EMPTY = np.empty(0, dtype=np.int64)
EMPTY_FLOATS = np.empty(0, dtype=np.float64)


class Postings(NamedTuple):
    """The posting lists of several words, one after the other.

    ``docs`` ascend within each word; ``tfs`` are their frequencies there; ``owners`` tells for
    each posting which of the words it belongs to (its place in the request).
    """

    docs: Ints
    tfs: Ints
    owners: Ints


class View(Protocol):
    """An index as the executor reads it. Words are the field's bytes (UTF-8)."""

    schema: Any
    size: int
    """How many documents there are, deleted ones among them."""

    def scorable(self, field: str) -> bool:
        """Whether the field keeps lengths (else a term's score is its frequency)."""
        ...

    def average_length(self, field: str) -> float:
        """The mean length of the field over all documents (1 where it is empty)."""
        ...

    def lengths(self, field: str, docs: Ints) -> Floats:
        """The field's length in each of these documents."""
        ...

    def postings(self, field: str, words: Sequence[bytes]) -> Postings:
        """The posting lists of the words, those that do not occur left out."""
        ...

    def docs(self, field: str, words: Sequence[bytes]) -> Bools:
        """Which documents hold any of the words."""
        ...

    def docs_between(
        self, field: str, low: bytes | None, high: bytes | None, low_out: bool, high_out: bool
    ) -> Bools:
        """Which documents hold a word in the range (None: open at that end)."""
        ...

    def occurrences(self, field: str, words: Sequence[bytes], docs: Ints) -> Ints:
        """Where any of the words stands in these (ascending) documents.

        Sorted keys without repeats, ``document << 32 | position``.
        """
        ...

    def words(self, field: str, prefix: bytes = b"") -> list[bytes]:
        """The field's words that begin with the prefix, sorted, without repeats."""
        ...
