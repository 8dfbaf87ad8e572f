"""Whole arrays of small numbers as bytes, and back, without a loop over the numbers.

Each number is a run of bytes that hold seven bits each, the low ones first; all but the last
byte of a run have their high bit set (LEB128, as in DWARF and Protocol Buffers). Most numbers
of an index (gaps between documents, gaps between positions) fit one byte.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from archive_app.core.arrays import Bytes, Ints

LIMIT = 1 << 35
"""Numbers must be below this: five bytes."""


def encode(values: npt.NDArray[Any]) -> tuple[Bytes, Ints]:
    """The bytes of all the numbers, and where each ends (``len + 1`` offsets, from 0 on).

    Raises ValueError where a number is negative or not below `LIMIT`.
    """
    if not len(values):
        return np.empty(0, np.uint8), np.zeros(1, np.int64)
    low, high = int(values.min()), int(values.max())
    if low < 0 or high >= LIMIT:
        raise ValueError(f"{low}…{high}")
    if high < 1 << 7:
        return values.astype(np.uint8), np.arange(len(values) + 1, dtype=np.int64)
    longer = [np.flatnonzero(values >= 1 << 7)]
    shift = 14
    while high >= 1 << shift:
        before = longer[-1]
        longer.append(before[values[before] >= 1 << shift])
        shift += 7
    sizes = np.ones(len(values), dtype=np.uint8)
    for more in longer:
        sizes[more] += 1
    ends = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(sizes, out=ends[1:])
    out = np.empty(int(ends[-1]), dtype=np.uint8)
    starts = ends[:-1]
    out[starts] = values & 0x7F
    for place, more in enumerate(longer):
        at = starts[more] + place
        out[at] |= 0x80
        out[at + 1] = (values[more] >> (7 * (place + 1))) & 0x7F
    return out, ends


def lasts(raw: Bytes) -> Ints:
    """Where the last byte of each number lies."""
    return (raw < 0x80).nonzero()[0]


def decode(raw: Bytes) -> Ints:
    """All the numbers. Bytes that end inside a number make no number of it."""
    longer = (raw >= 0x80).nonzero()[0]
    if not len(longer):
        return raw.astype(np.int64)
    if len(longer) * 8 < len(raw):
        return _few_longer(raw, longer)
    last = lasts(raw)
    sizes = np.empty(len(last), dtype=np.int64)
    if len(last):
        sizes[0] = last[0] + 1
        np.subtract(last[1:], last[:-1], out=sizes[1:])
    values = raw[last].astype(np.int64)
    more = (sizes > 1).nonzero()[0]
    back = 1
    while len(more):
        if back > 4:
            raise ValueError("a number of more than five bytes")
        values[more] = (values[more] << 7) | (raw[last[more] - back] & 0x7F)
        back += 1
        more = more[sizes[more] > back]
    return values


def _few_longer(raw: Bytes, longer: Ints) -> Ints:
    """The same where most numbers are one byte: ``longer`` are the bytes that are not the last."""
    values = raw[raw < 0x80].astype(np.int64)
    # As many numbers end before such a byte as there are other bytes before it.
    owners = longer - np.arange(len(longer))
    inside = owners < len(values)
    longer, owners = longer[inside], owners[inside]
    for _ in range(4):
        if not len(owners):
            return values
        highest = np.append(owners[1:] != owners[:-1], True)
        here = owners[highest]
        values[here] = (values[here] << 7) | (raw[longer[highest]] & 0x7F)
        longer, owners = longer[~highest], owners[~highest]
    if len(owners):
        raise ValueError("a number of more than five bytes")
    return values


def spread(starts: Ints, counts: Ints) -> Ints:
    """The places of many ranges, one after the other: ``starts[i] … starts[i] + counts[i] - 1``."""
    total = int(counts.sum())
    ends = np.cumsum(counts)
    return np.repeat(starts - (ends - counts), counts) + np.arange(total, dtype=np.int64)
