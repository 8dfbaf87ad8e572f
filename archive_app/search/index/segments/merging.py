"""Merges segments by arrays: the documents are renumbered, all else is copied as bytes.

Only a segment with deleted documents has its frequencies and positions decoded, to leave
theirs out. Worked off in blocks of terms, so that memory does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from archive_app.core.arrays import Bools, Ints
from archive_app.search.index.segments import postings
from archive_app.search.index.segments.building import (
    stable_order,
    write_stored,
    write_streams,
    write_terms,
)
from archive_app.search.index.segments.files import SectionWriter
from archive_app.search.index.segments.postings import Stream
from archive_app.search.index.segments.segments import FieldData, SegmentData

_BLOCK = 1 << 20
"""How many postings are in hand at a time (some 50 bytes each)."""


class Source(NamedTuple):
    """A segment to merge, and which of its documents live on."""

    data: SegmentData
    live: Bools


class _Part(NamedTuple):
    """One field of one source: where its terms go, and its documents' new numbers."""

    field: FieldData
    targets: Ints
    renumbered: Ints
    whole: bool


class _Block(NamedTuple):
    """A range of terms of one source, its documents renumbered, the dead left out."""

    targets: Ints
    counts: Ints
    docs: Ints
    repeated: Bools
    streams: dict[str, Stream]
    total: int


def merge(sources: Sequence[Source], path: Path) -> int:
    """Write the sources' live documents, in their order, as one segment; how many they are.

    Raises `CacheError` where a source is damaged: then nothing is written.
    """
    writer = SectionWriter(path)
    try:
        size = _merge(sources, writer)
    except BaseException:
        writer.abandon()
        raise
    return size


def _merge(sources: Sequence[Source], writer: SectionWriter) -> int:
    renumbered = []
    size = 0
    for source in sources:
        numbers = np.where(source.live, np.cumsum(source.live) - 1 + size, -1)
        renumbered.append(numbers)
        size += int(np.count_nonzero(source.live))
    facts: dict[str, Any] = {}
    for name in _names(source.data.field_names for source in sources):
        fact = _merge_field(name, sources, renumbered, writer)
        if fact is not None:
            facts[name] = fact
    lengths = _names(source.data.length_names for source in sources)
    for name in lengths:
        writer.add(
            f"{name}.lengths",
            *(source.data.length_codes(name)[source.live] for source in sources),
        )
    numbers_names = _names(source.data.number_names for source in sources)
    for name in numbers_names:
        columns = [source.data.numbers(name)[source.live] for source in sources]
        writer.add(f"{name}.numbers", *columns)
    if any(source.data.has_stored for source in sources):
        write_stored(writer, (value for source in sources for value in _stored(source)))
    writer.finish({"docs": size, "fields": facts, "lengths": lengths, "numbers": numbers_names})
    return size


def _names(groups: Any) -> list[str]:
    return sorted({name for names in groups for name in names})


def _stored(source: Source) -> list[bytes]:
    live = np.flatnonzero(source.live).tolist()
    if not source.data.has_stored:
        return [b""] * len(live)
    raw, at = source.data.stored_raw()
    text = raw.tobytes()
    offsets = at.tolist()
    return [text[offsets[doc] : offsets[doc + 1]] for doc in live]


def _merge_field(
    name: str, sources: Sequence[Source], renumbered: Sequence[Ints], writer: SectionWriter
) -> dict[str, Any] | None:
    fields = []
    for source, numbers in zip(sources, renumbered, strict=True):
        field = source.data.field(name)
        if field is not None:
            fields.append((field, numbers, bool(source.live.all())))
    dictionaries = [field.words() for field, _, _ in fields]
    # Runs that are sorted already: Python's sort finds and merges them.
    words = list(dict.fromkeys(sorted(word for words in dictionaries for word in words)))
    numbers_of = {word: number for number, word in enumerate(words)}
    parts = [
        _Part(
            field,
            np.fromiter(map(numbers_of.__getitem__, dictionary), np.int64, len(dictionary)),
            numbers,
            whole,
        )
        for (field, numbers, whole), dictionary in zip(fields, dictionaries, strict=True)
    ]
    del numbers_of, dictionaries
    before = np.zeros(len(words), dtype=np.int64)
    for part in parts:
        before[part.targets] += part.field.frequencies
    positions = fields[0][0].has_positions
    kinds = ["tfs", "positions"] if positions else ["tfs"]
    streams: dict[str, list[Stream]] = {kind: [] for kind in ["docs", *kinds]}
    counts = np.zeros(len(words), dtype=np.int64)
    total = 0
    for first, last in _ranges(before):
        blocks = [_block(part, first, last, kinds) for part in parts]
        total += sum(block.total for block in blocks)
        for block in blocks:
            counts[block.targets] += block.counts
        alive = counts[first:last] > 0
        for kind, stream in _joined(blocks, first, last, alive, counts, kinds).items():
            streams[kind].append(stream)
    if not counts.any():
        return None
    if not counts.all():
        words = [word for word, count in zip(words, counts.tolist(), strict=True) if count]
        counts = counts[counts > 0]
    write_terms(writer, name, words, counts)
    write_streams(writer, name, streams)
    return {"terms": len(words), "total": total, "positions": positions}


def _ranges(counts: Ints) -> list[tuple[int, int]]:
    """Cuts the terms into ranges of about `_BLOCK` postings, and of at most 65,536 terms (their
    numbers within the range sort faster as 16 bits)."""
    at = postings.bounds(counts)
    ranges = []
    first = 0
    while first < len(counts):
        last = int(np.searchsorted(at, at[first] + _BLOCK, side="right")) - 1
        last = min(max(last, first + 1), first + (1 << 16), len(counts))
        ranges.append((first, last))
        first = last
    return ranges


def _block(part: _Part, first: int, last: int, kinds: Sequence[str]) -> _Block:
    """The part's terms whose new numbers are in the range."""
    start, stop = np.searchsorted(part.targets, [first, last]).tolist()
    targets = part.targets[start:stop]
    field = part.field
    counts = field.frequencies[start:stop].astype(np.int64)
    streams = {kind: field.stream(kind, start, stop) for kind in ["docs", *kinds]}
    docs, repeated = postings.decode_docs(streams["docs"].raw, counts)
    docs = part.renumbered[docs]
    if part.whole:
        total = field.total if first == 0 else 0
        return _Block(targets, counts, docs, repeated, streams, total)
    keep = docs >= 0
    tfs = postings.decode_tfs(streams["tfs"].raw, repeated)
    owners = np.repeat(np.arange(len(counts)), counts)[keep]
    kept = np.bincount(owners, minlength=len(counts))
    kept_tfs = tfs[keep]
    if "positions" in kinds:
        positions = postings.decode_positions(streams["positions"].raw, tfs, np.flatnonzero(keep))
        streams["positions"] = postings.encode_positions(positions, kept_tfs, kept)
    streams["tfs"] = postings.encode_tfs(kept_tfs, kept)
    total = int(kept_tfs.sum()) if field.total else 0
    return _Block(targets, kept, docs[keep], repeated[keep], streams, total)


def _joined(
    blocks: Sequence[_Block],
    first: int,
    last: int,
    alive: Bools,
    counts: Ints,
    kinds: Sequence[str],
) -> dict[str, Stream]:
    """The blocks' postings, those of each term one after the other."""
    targets = np.concatenate([block.targets for block in blocks]) - first
    sizes = np.concatenate([block.counts for block in blocks])
    docs = np.concatenate([block.docs for block in blocks])
    repeated = np.concatenate([block.repeated for block in blocks])
    by_posting = stable_order(np.repeat(targets, sizes))
    live_counts = counts[first:last][alive]
    joined = {"docs": postings.encode_docs(docs[by_posting], repeated[by_posting], live_counts)}
    by_term = stable_order(targets)
    chunks = postings.bounds(np.bincount(targets[by_term], minlength=last - first))
    for kind in kinds:
        pieces = [block.streams[kind] for block in blocks]
        sizes_of = np.concatenate([np.diff(piece.at) for piece in pieces])
        whole = Stream(np.concatenate([piece.raw for piece in pieces]), postings.bounds(sizes_of))
        chunked = postings.gather(whole, by_term)
        # From one offset a chunk (source and term) to one offset a term.
        at = chunked.at[chunks]
        # A term that died holds no bytes.
        joined[kind] = Stream(chunked.raw, postings.bounds(np.diff(at)[alive]))
    return joined
