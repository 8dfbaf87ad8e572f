"""Posting lists as bytes: how documents, frequencies and positions are written and read.

Three streams a field. *docs*: for each posting the gap to the document before (the first: its
number), doubled, plus 1 where the word occurs more than once there. *tfs*: the frequencies
above 1, less 2. *positions*: for each posting the first position, then gaps. A stream holds
the terms in their sorted order; where each begins is kept beside it. A posting's frequency
and positions do not depend on its neighbours: a merge copies them as bytes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from archive_app.core.arrays import Array, Bytes, Ints
from archive_app.search.index.segments import varint


class Stream(NamedTuple):
    """The bytes of some terms, and where each term's begin (one offset more than terms)."""

    raw: Bytes
    at: Ints


def bounds(counts: Array) -> Ints:
    """Where each of the runs begins, and the last ends."""
    out = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=out[1:])
    return out


def encode_docs(docs: Array, repeated: Array, counts: Array) -> Stream:
    """The documents of terms with ``counts`` postings each; ``repeated``: tf above 1."""
    at = bounds(counts)
    if not len(docs):
        return Stream(np.empty(0, np.uint8), at)
    gaps = np.empty(len(docs), dtype=docs.dtype)
    gaps[0] = docs[0]
    np.subtract(docs[1:], docs[:-1], out=gaps[1:])
    first = at[:-1][np.diff(at) > 0]
    gaps[first] = docs[first]
    gaps <<= 1
    gaps |= repeated
    raw, ends = varint.encode(gaps)
    return Stream(raw, ends[at])


def decode_docs(raw: Bytes, counts: Array) -> tuple[Ints, Array]:
    """The documents, and which of them hold the word more than once.

    Raises ValueError where the bytes do not hold as many postings as ``counts`` says.
    """
    values = varint.decode(raw)
    at = bounds(counts)
    if len(values) != at[-1]:
        raise ValueError("postings and document frequency differ")
    repeated = (values & 1).astype(np.bool_)
    values >>= 1
    if len(counts) == 1:
        return np.cumsum(values), repeated
    docs = np.cumsum(values)
    first = at[:-1][counts > 0]
    docs -= np.repeat(docs[first] - values[first], counts[counts > 0])
    return docs, repeated


def encode_tfs(tfs: Array, counts: Array) -> Stream:
    """The frequencies above 1 of terms with ``counts`` postings each."""
    repeated = tfs > 1
    raw, ends = varint.encode(tfs[repeated] - 2)
    return Stream(raw, ends[bounds(repeated)[bounds(counts)]])


def decode_tfs(raw: Bytes, repeated: Array) -> Ints:
    """The frequencies, given which are above 1 (ValueError where the bytes do not fit)."""
    tfs = np.ones(len(repeated), dtype=np.int64)
    values = varint.decode(raw)
    values += 2
    places = repeated.nonzero()[0]
    if len(places) != len(values):
        raise ValueError("frequencies do not fit the postings")
    tfs[places] = values
    return tfs


def encode_positions(positions: Array, tfs: Array, counts: Array) -> Stream:
    """The positions: ``tfs`` of them for each posting, ascending within it."""
    first = bounds(tfs)
    if not len(positions):
        return Stream(np.empty(0, np.uint8), first[bounds(counts)])
    gaps = np.empty(len(positions), dtype=positions.dtype)
    gaps[0] = positions[0]
    np.subtract(positions[1:], positions[:-1], out=gaps[1:])
    gaps[first[:-1]] = positions[first[:-1]]
    raw, ends = varint.encode(gaps)
    return Stream(raw, ends[first[bounds(counts)]])


def decode_positions(raw: Bytes, tfs: Ints, chosen: Ints | None = None) -> Ints:
    """The positions of all postings, or of the ``chosen`` ones only (their places, ascending).

    Raises ValueError where there are not as many positions as ``tfs`` says.
    """
    if chosen is None:
        return _places(raw, tfs)
    return decode_some_positions(raw, position_starts(raw, tfs), tfs, chosen)


def position_starts(raw: Bytes, tfs: Ints) -> Ints:
    """Where each posting's positions begin among the bytes, and the last's end.

    Raises ValueError where there are not as many positions as ``tfs`` says.
    """
    last = varint.lasts(raw)
    ends = np.cumsum(tfs)
    if len(last) != (ends[-1] if len(ends) else 0):
        raise ValueError("positions and frequencies differ")
    starts = np.zeros(len(tfs) + 1, dtype=np.int64)
    starts[1:] = last[ends - 1]
    starts[1:] += 1
    return starts


def decode_some_positions(raw: Bytes, starts: Ints, tfs: Ints, chosen: Ints) -> Ints:
    """The positions of the ``chosen`` postings; ``starts`` as `position_starts` gives them."""
    first = starts[chosen].astype(np.int64)
    return _places(raw[varint.spread(first, starts[chosen + 1] - first)], tfs[chosen])


def _places(raw: Bytes, tfs: Ints) -> Ints:
    values = varint.decode(raw)
    ends = np.cumsum(tfs)
    if len(values) != (ends[-1] if len(ends) else 0):
        raise ValueError("positions and frequencies differ")
    if not len(values):
        return values
    sums = np.cumsum(values)
    first = ends - tfs
    sums -= np.repeat(sums[first] - values[first], tfs)
    return sums


def gather(stream: Stream, order: Ints) -> Stream:
    """The terms' bytes in another order."""
    starts, sizes = stream.at[:-1][order], np.diff(stream.at)[order]
    return Stream(stream.raw[varint.spread(starts, sizes)], bounds(sizes))
