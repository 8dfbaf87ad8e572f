"""How alike two texts are: MinHash over shingles of folded words, and a diff by words.

A text's shingles are the runs of `WIDTH` words in it. Two texts' resemblance is the share of
their shingles that they have in common (Jaccard's coefficient), estimated from *MinHash*
signatures (Broder, "On the resemblance and containment of documents", 1997): the least values
of many hash functions over the shingles, which agree as often as the sets are alike. Pairs
worth comparing are found by *banding* (Leskovec, Rajaraman, Ullman, "Mining of Massive
Datasets", 3.4): signatures that agree in a whole band of rows.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from archive_app.core.model import Span
from archive_app.text.tokens import tokens

WIDTH = 4
"""Words in a shingle."""

ROWS = 128
"""Hash functions, and so values, in a signature: the estimate's standard error is at most .044."""

BANDS = 32
"""Bands of a signature; with 4 rows each, of pairs that are .5 alike 87 % are found, of pairs
that are .6 alike 99 %."""

Signature = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]


@lru_cache(maxsize=1)
def _functions() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """The hash functions ``(a·x + b) mod 2⁶⁴ >> 32``, the same on every machine."""
    state = np.random.Generator(np.random.PCG64(20150721))
    factors = state.integers(0, 1 << 63, ROWS, dtype=np.uint64) * 2 + 1
    return factors, state.integers(0, 1 << 63, ROWS, dtype=np.uint64)


def shingles(words: Sequence[str]) -> Hashes:
    """The hashes of the distinct shingles of a text's folded words, sorted.

    A text of fewer than `WIDTH` words has one: all of it; an empty one none.
    """
    if not words:
        return np.empty(0, dtype=np.uint64)
    crc = zlib.crc32
    each = np.fromiter((crc(word.encode()) for word in words), dtype=np.uint64, count=len(words))
    each = (each + np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xBF58476D1CE4E5B9)
    each ^= each >> np.uint64(31)
    width = min(WIDTH, len(words))
    together = each[: len(each) - width + 1].copy()
    for offset in range(1, width):
        together = (
            together * np.uint64(0x100000001B3) + each[offset : len(each) - width + 1 + offset]
        )
    together ^= together >> np.uint64(29)
    return np.unique(together)


def signature(hashes: Hashes) -> Signature:
    """The MinHash signature (`ROWS` values) of a set of shingle hashes."""
    if not len(hashes):
        return np.full(ROWS, 0xFFFFFFFF, dtype=np.uint32)
    factors, offsets = _functions()
    least = np.empty(ROWS, dtype=np.uint64)
    # In pieces that stay in the processor's cache.
    for start in range(0, ROWS, 16):
        rows = slice(start, start + 16)
        values = hashes[None, :] * factors[rows, None] + offsets[rows, None]
        least[rows] = values.min(axis=1)
    return (least >> np.uint64(32)).astype(np.uint32)


def resemblance(one: Signature, other: Signature) -> float:
    """The estimated share of shingles in common (0 to 1) of two signatures' texts."""
    return float(np.count_nonzero(one == other)) / ROWS


def bands(signatures: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """The band keys of many signatures (n × `ROWS`) as an array n × `BANDS`."""
    count = len(signatures)
    rows = ROWS // BANDS
    parts = signatures.reshape(count, BANDS, rows).astype(np.uint64)
    keys = np.zeros((count, BANDS), dtype=np.uint64)
    for row in range(rows):
        keys = (keys ^ parts[:, :, row]) * np.uint64(0x9FB21C651E98DF25)
        keys ^= keys >> np.uint64(28)
    return keys


class Aligned(NamedTuple):
    """A piece of a comparison: ``kind`` is ``same``, ``changed``, ``removed`` (only in the first
    text) or ``added`` (only in the second); the spans are in code points of each text."""

    kind: str
    first: Span
    second: Span


def diff(first: str, second: str) -> list[Aligned]:
    """What is the same in two texts and what is not, word by word, in order.

    Words are compared folded, so that a hamza more or less is no difference. The spans begin
    and end at words; together they cover all words of both texts.
    """
    ones, twos = tokens(first), tokens(second)
    matcher = SequenceMatcher(
        None, [token.text for token in ones], [token.text for token in twos], autojunk=False
    )
    kinds = {"equal": "same", "replace": "changed", "delete": "removed", "insert": "added"}

    def span(found: Sequence[object], start: int, stop: int, text: str) -> Span:
        if start < stop:
            return found[start].start, found[stop - 1].end  # type: ignore[attr-defined]
        at = found[start].start if start < len(found) else len(text)  # type: ignore[attr-defined]
        return at, at

    def pieces() -> Iterator[Aligned]:
        for tag, a, b, c, d in matcher.get_opcodes():
            yield Aligned(kinds[tag], span(ones, a, b, first), span(twos, c, d, second))

    return list(pieces())
