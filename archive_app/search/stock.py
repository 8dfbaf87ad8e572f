"""Whoosh's own reader as the executor's `View`: simple and slow, posting by posting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from archive_app.search.view import Bools, Floats, Ints, Postings


class StockView:
    """A Whoosh reader (of any codec) seen as whole arrays."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.schema = reader.schema
        self.size: int = reader.doc_count_all()
        self._lengths: dict[str, Floats] = {}

    def scorable(self, field: str) -> bool:
        """Whether the field keeps lengths."""
        return bool(self.schema[field].scorable)

    def average_length(self, field: str) -> float:
        """The mean length of the field over all documents (1 where it is empty)."""
        return float(self._reader.field_length(field) / (self.size or 1)) or 1.0

    def lengths(self, field: str, docs: Ints) -> Floats:
        """The field's length in each of these documents."""
        if field not in self._lengths:
            read = self._reader.doc_field_length
            self._lengths[field] = np.fromiter(
                (read(doc, field, 1) for doc in range(self.size)), np.float64, self.size
            )
        return self._lengths[field][docs]

    def postings(self, field: str, words: Sequence[bytes]) -> Postings:
        """The posting lists of the words."""
        rows: list[tuple[int, int, int]] = []
        for owner, word in enumerate(words):
            if (field, word) in self._reader:
                matcher = self._reader.postings(field, word)
                while matcher.is_active():
                    rows.append((matcher.id(), int(matcher.weight()), owner))
                    matcher.next()
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return Postings(table[:, 0], table[:, 1], table[:, 2])

    def docs(self, field: str, words: Iterable[bytes]) -> Bools:
        """Which documents hold any of the words."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for word in words:
            mask[list(self._reader.postings(field, word).all_ids())] = True
        return mask

    def docs_between(
        self, field: str, low: bytes | None, high: bytes | None, low_out: bool, high_out: bool
    ) -> Bools:
        """Which documents hold a word in the range."""

        def inside(word: bytes) -> bool:
            above = low is None or word > low or (word == low and not low_out)
            return above and (high is None or word < high or (word == high and not high_out))

        return self.docs(field, [word for word in self.words(field) if inside(word)])

    def occurrences(self, field: str, words: Sequence[bytes], docs: Ints) -> Ints:
        """Where any of the words stands in these documents."""
        keys: set[int] = set()
        wanted = set(docs.tolist())
        for word in words:
            if (field, word) not in self._reader:
                continue
            matcher = self._reader.postings(field, word)
            while matcher.is_active():
                if matcher.id() in wanted:
                    keys.update((matcher.id() << 32) + at for at in matcher.value_as("positions"))
                matcher.next()
        return np.array(sorted(keys), dtype=np.int64)

    def words(self, field: str, prefix: bytes = b"") -> list[bytes]:
        """The field's words that begin with the prefix, sorted."""
        return list(self._reader.expand_prefix(field, prefix))
