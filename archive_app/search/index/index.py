"""The index of words: the only module that others open it by.

An `Index` is a folder in the user's cache. It holds, for each article (by its catalogue number
``doc``), the words of its fields with their positions, already folded and parted. Everything
in it can be made again from the archive: damage is a `CacheError`, and the remedy a rebuild.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from whoosh.fields import Schema
from whoosh.index import TOC, LockError

from archive_app.core import disk
from archive_app.core.arrays import Bools, Floats, Ints
from archive_app.core.errors import ArchiveLocked, CacheError
from archive_app.core.fields import INDEXED
from archive_app.core.model import Finding
from archive_app.search.index.execution.executor import Executor
from archive_app.search.index.execution.plan import Node
from archive_app.search.index.segments.segments import SegmentData, hashes
from archive_app.search.index.segments.view import View
from archive_app.search.index.whoosh.codec import EXTENSION, ArraySegment, Number, Words
from archive_app.search.index.whoosh.store import ArrayIndex, ArrayWriter, pack

INDEX_VERSION = 2
"""Changes when what lies in the index changes; an older one is a `CacheError`."""

_NAME = f"KHIZANA{INDEX_VERSION}"
"""What the index's files are called, so that another version finds none."""

_SCHEMA = Schema(doc=Number(), **{name: Words() for name in INDEXED})
_WAIT = 10.0
"""Seconds that a writer waits for another."""

Docs = Bools | Ints
FieldWords = Sequence[str] | str
"""The words of a field in their order: a list, or one string with single spaces between."""


class Matches(NamedTuple):
    """All the articles that a query matches, in no particular order."""

    docs: Ints
    """Catalogue numbers."""
    scores: Floats


class Snapshot:
    """The index as it stood at one moment. It never changes and serves any thread."""

    def __init__(self, view: View) -> None:
        self._view = view

    @cached_property
    def _docs(self) -> Ints:
        return self._view.numbers("doc")

    @cached_property
    def _highest(self) -> int:
        return int(self._docs.max(initial=-1))

    @property
    def docs(self) -> Ints:
        """The catalogue numbers of all articles in it."""
        return self._docs[self._view.live]

    @property
    def count(self) -> int:
        """How many articles there are."""
        return self._view.live_count

    def execute(
        self,
        plan: Node,
        *,
        allowed: Docs | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Matches:
        """All articles that match, in the order in which they were added.

        ``allowed`` lets through only some articles: catalogue numbers, or a mask indexed by
        catalogue number (numbers beyond its end are left out). ``weights`` multiply the scores
        of each field's words. `CacheError` where the index is damaged.
        """
        found = Executor(self._view, self._translated, weights).run(plan)
        docs, scores = found
        numbers = self._docs[docs]
        keep = None
        if self._view.live_count < self._view.size:
            keep = self._view.live[docs]
        if allowed is not None:
            mask: Any = allowed if allowed.dtype == np.bool_ else _mask(allowed, self._highest)
            if len(mask) <= self._highest:
                mask = np.append(mask, np.zeros(self._highest + 1 - len(mask), dtype=np.bool_))
            let_through = mask[numbers]
            keep = let_through if keep is None else keep & let_through
        if keep is None or keep.all():
            return Matches(numbers, scores)
        return Matches(numbers[keep], scores[keep])

    def _translated(self, numbers: Ints) -> Bools:
        """Articles by their catalogue numbers as a mask over the view's documents."""
        chosen: Bools = _mask(numbers, self._highest)[self._docs]
        return chosen

    def top(self, matches: Matches, count: int) -> Matches:
        """The best ``count``, the best first; equals by their number."""
        return top(matches, count)

    def frequencies(self, words: Sequence[str], field: str = "body") -> Ints:
        """How many articles hold each of these words (deleted ones until the next merge)."""
        return self._view.frequencies(field, [word.encode() for word in words])

    def words(self, field: str = "body") -> list[tuple[str, int]]:
        """Every word of the field, sorted, with the number of articles that hold it (those that
        were deleted since the last merge are still counted)."""
        counts: dict[bytes, int] = {}
        for segment in self._view.segments:
            data = segment.field(field)
            if data is not None:
                for word, count in zip(data.words(), data.frequencies.tolist(), strict=True):
                    counts[word] = counts.get(word, 0) + count
        return [(word.decode(), count) for word, count in sorted(counts.items())]

    def prefix(self, prefix: str, field: str = "body") -> list[str]:
        """The field's words that begin so, sorted."""
        return [word.decode() for word in self._view.words(field, prefix.encode())]


def _mask(numbers: Any, highest: int) -> Bools:
    """Numbers from 0 to ``highest`` as a mask; others are left out."""
    mask = np.zeros(highest + 1, dtype=np.bool_)
    mask[numbers[(numbers >= 0) & (numbers <= highest)]] = True
    return mask


def top(matches: Matches, count: int) -> Matches:
    """The best ``count`` of the matches, the best first; equals by their number."""
    docs, scores = matches
    if 0 < count < len(docs):
        # Whoever ties with the last one is kept too, so that the order among equals holds.
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        chosen = scores >= least
        docs, scores = docs[chosen], scores[chosen]
    order = np.lexsort((docs, -scores))[:count]
    return Matches(docs[order], scores[order])


class IndexWriter:
    """A batch of changes, seen by nobody until `commit`.

    A context manager: it commits at the end of the block, or cancels where that raises.
    """

    def __init__(self, index: Index, *, news: bool = True) -> None:
        self._index = index
        self._news = news
        try:
            self._writer: ArrayWriter = index._whoosh.writer(timeout=_WAIT, news=news)  # noqa: SLF001
        except LockError as error:
            raise ArchiveLocked(index.folder, "another writes to the index") from error
        self._gone: set[int] = set()
        self._here: dict[int, tuple[ArraySegment, int]] = {}
        self.new_words: list[str] = []
        """After `commit`: the words that no field of the index held before (without ``news``
        nobody looks for them)."""

    def add(self, doc: int, fields: Mapping[str, FieldWords]) -> None:
        """Add an article, its words folded and parted already, in place of any of its number."""
        self.delete(doc)
        place = self._writer.newsegment, self._writer.docnum
        self._writer.add_document(doc=doc, **fields)
        self._here[doc] = place

    def delete(self, doc: int) -> None:
        """Remove an article, also one added in this batch; one that is not there is no error."""
        self._gone.add(doc)
        place = self._here.pop(doc, None)
        if place is not None:
            place[0].delete_document(place[1])

    def commit(self) -> None:
        """Write the batch. When this returns, it is on the disk.

        After a `CacheError` (the index is damaged) nothing was written.
        """
        writer = self._writer
        try:
            opened = [(self._index.data(segment), segment) for segment in writer.segments]
            self._delete(opened)
            if self._news:
                self.new_words = self._unknown([data for data, _ in opened])
            writer.commit()
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise

    def _delete(self, opened: Sequence[tuple[SegmentData, ArraySegment]]) -> None:
        gone = np.array(sorted(self._gone), dtype=np.int64)
        for data, segment in opened:
            numbers = data.numbers("doc")
            if len(gone) and gone[0] <= numbers.max(initial=-1):
                segment.deleted.update(np.flatnonzero(np.isin(numbers, gone)).tolist())

    def _unknown(self, opened: Sequence[SegmentData]) -> list[str]:
        words = list(self._writer.words())
        for data in sorted(opened, key=lambda data: -data.size):
            for name in data.field_names:
                field = data.field(name)
                if field is not None and words:
                    _, known = field.find(words, hashes(words))
                    fresh = np.ones(len(words), dtype=np.bool_)
                    fresh[known] = False
                    words = [words[place] for place in np.flatnonzero(fresh).tolist()]
        return [word.decode() for word in words]

    def cancel(self) -> None:
        """Throw the batch away."""
        self._writer.cancel()

    def __enter__(self) -> IndexWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.commit()
        else:
            self.cancel()


class Index:
    """The index in a folder of the user's cache. Use `Index.open`."""

    def __init__(self, folder: Path, whoosh: ArrayIndex) -> None:
        self.folder = folder
        self._whoosh = whoosh
        self._lock = threading.Lock()
        self._data: dict[str, SegmentData] = {}
        self._latest: tuple[int, Snapshot] | None = None

    @classmethod
    def open(cls, folder: Path, create: bool = True) -> Index:
        """Open the index, or make an empty one.

        Raises `CacheError` where there is none (and none is to be made), or it is damaged or
        of another version: delete the folder and build it again. Reads nothing that grows with
        the archive; what is damaged deeper inside is a `CacheError` when it is first read.
        """
        if ArrayIndex.generation_in(folder, _NAME) >= 0:
            index = cls(folder, ArrayIndex(folder, _SCHEMA, _NAME))
            index.snapshot()
            return index
        if not create:
            raise CacheError(folder, "no index of this version")
        if folder.is_dir() and any(name.endswith(EXTENSION) for name in disk.names(folder)):
            raise CacheError(folder, "an index of another version, or without its table")
        return cls(folder, ArrayIndex.make(folder, _SCHEMA, _NAME))

    def writer(self, *, news: bool = True) -> IndexWriter:
        """A new batch of changes. Only one at a time: another waits, then `ArchiveLocked`.

        Without ``news`` it does not look for words that are new to the index, which takes
        longer than anything else in a commit.
        """
        return IndexWriter(self, news=news)

    def data(self, segment: ArraySegment) -> SegmentData:
        """A segment's file, opened once (for the writer and the snapshots)."""
        name = segment.segment_id()
        data = self._data.get(name)
        if data is None:
            data = SegmentData(segment.path(self._whoosh.storage))
            if data.size != segment.size:
                data.file.damaged("another number of documents than the table of contents says")
            self._data[name] = data
        return data

    def snapshot(self) -> Snapshot:
        """The index as it stands now (also after another process wrote to it)."""
        with self._lock:
            for attempt in range(10):
                generation = int(self._whoosh.latest_generation())
                if self._latest is not None and self._latest[0] == generation:
                    break
                try:
                    self._latest = generation, self._snapshot(self._whoosh.table(generation))
                    break
                except CacheError:
                    # Another process may have merged and cleaned up in between.
                    if attempt == 9 or generation == self._whoosh.latest_generation():
                        raise
            if self._latest is None:
                raise CacheError(self.folder, "no index")
            return self._latest[1]

    def _snapshot(self, toc: TOC) -> Snapshot:
        pairs = [(self.data(segment), frozenset(segment.deleted)) for segment in toc.segments]
        current = {segment.segment_id() for segment in toc.segments}
        self._data = {name: data for name, data in self._data.items() if name in current}
        return Snapshot(View(_SCHEMA, pairs))

    @property
    def doc_count(self) -> int:
        """How many articles there are."""
        return self.snapshot().count

    def words(self, field: str = "body") -> list[tuple[str, int]]:
        """Every word of the field, sorted, with the number of articles that hold it."""
        return self.snapshot().words(field)

    def prefix(self, prefix: str, field: str = "body") -> list[str]:
        """The field's words that begin so, sorted."""
        return self.snapshot().prefix(prefix, field)

    def optimize(self) -> None:
        """Merge into as few segments as may be, for faster queries and less space."""
        try:
            writer = self._whoosh.writer(timeout=_WAIT)
        except LockError as error:
            raise ArchiveLocked(self.folder, "another writes to the index") from error
        try:
            if len(writer.segments) > 1 or writer.has_deletions():
                writer.commit(mergetype=pack)
            else:
                writer.cancel()
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise

    def check(self) -> None:
        """Compare all checksums now, so that no query has to (`CacheError` where one is wrong).

        Without it each block is checked when it is first read. 100,000 articles take a tenth of
        a second where the files are in memory.
        """
        self.snapshot()
        for data in list(self._data.values()):
            if not data.file.sound:
                data.file.verify()

    def verify(self, docs: Iterable[int] | None = None) -> list[Finding]:
        """Read everything and compare checksums; ``docs`` are the articles that should be in it.

        Damage is found as an ``error`` with the key ``damaged-index``.
        """
        try:
            snapshot = self.snapshot()
            for data in list(self._data.values()):
                data.file.verify()
            held = set(snapshot.docs.tolist())
        except CacheError as error:
            return [Finding("error", "damaged-index", str(error.path), error.detail)]
        wanted = held if docs is None else set(docs)
        return [
            *(Finding("warning", "not-indexed", detail=str(doc)) for doc in sorted(wanted - held)),
            *(
                Finding("warning", "not-in-catalogue", detail=str(doc))
                for doc in sorted(held - wanted)
            ),
        ]

    def close(self) -> None:
        """Let go of the files. Snapshots go on serving."""
        self._data = {}
        self._latest = None
