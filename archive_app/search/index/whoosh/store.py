"""The index as Whoosh knows it: its table of contents, its writer, and what is merged when.

Whoosh's own table of contents is a pickle, which runs code when it is read, and Whoosh never
waits for the disk. Ours is JSON with a checksum, and a commit is on the disk when it returns:
the segment files first, then the table, then the folder.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import _DEF_INDEX_NAME, TOC, FileIndex, clean_files
from whoosh.scoring import BM25F
from whoosh.writing import NO_MERGE, OPTIMIZE, SegmentWriter

from archive_app.core import disk
from archive_app.core.errors import CacheError
from archive_app.search.index.execution.bm25 import K1, B
from archive_app.search.index.segments import merging
from archive_app.search.index.segments.building import SegmentBuilder
from archive_app.search.index.whoosh.codec import (
    ArrayCodec,
    ArraySegment,
    Number,
    Words,
    posting_values,
)
from archive_app.search.index.whoosh.matchers import plain

TOC_FORMAT = 1
"""Changes with the layout of the table of contents."""

MAX_DOCS = 100_000
"""No merge makes a segment of more documents: it would take too long."""

MAX_SEGMENTS = 8
"""More than these, and the newest are merged. Full ones do not count."""

MAX_TOKENS = 4_000_000
"""A writer holds no more words than these in memory (some 250 MB while it writes them)."""

Segments = list[ArraySegment]


def _read_table(path: Path, generation: int, indexname: str) -> Segments:
    try:
        raw = path.read_bytes()
        head, _, body = raw.partition(b"\n")
        name, version, crc = head.split(b" ")
        if (name, int(version)) != (b"khizana-toc", TOC_FORMAT):
            raise CacheError(path, f"table of contents of another version: {head!r}")
        if int(crc, 16) != zlib.crc32(body):
            raise CacheError(path, "damaged: checksum")
        table = json.loads(body)
        if table["generation"] != generation:
            raise CacheError(path, "damaged: generation")
        segments = []
        for entry in table["segments"]:
            segment = ArraySegment(indexname)
            segment.segid = entry["name"]
            if not re.fullmatch("[0-9a-z]{1,32}", segment.segid):
                raise CacheError(path, "damaged: a segment's name")
            segment.size = int(entry["docs"])
            segment.deleted = set(np.cumsum(entry["deleted"], dtype=np.int64).tolist())
            segments.append(segment)
    except OSError as error:
        raise CacheError(path, f"cannot be read: {error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CacheError(path, f"damaged: {error}") from error
    return segments


def _write_table(path: Path, generation: int, segments: Sequence[ArraySegment]) -> None:
    table = {
        "generation": generation,
        "segments": [
            {
                "name": segment.segid,
                "docs": segment.size,
                # Gaps, which stay short.
                "deleted": np.diff(sorted(segment.deleted), prepend=0).tolist(),
            }
            for segment in segments
        ],
    }
    body = json.dumps(table).encode()
    disk.write_atomic(path, b"khizana-toc %d %08x\n" % (TOC_FORMAT, zlib.crc32(body)) + body)


class _Storage(FileStorage):  # type: ignore[misc]
    """A folder of files, and no folder in it for the scratch files that we do not write."""

    def temp_storage(self, name: str | None = None) -> RamStorage:  # noqa: ARG002
        return RamStorage()

    def delete_file(self, name: str) -> None:
        disk.remove(self._fpath(name))

    def lock(self, name: str) -> _Lock:
        return _Lock(self._fpath(name))


class _Lock:
    """A lock as Whoosh's writer takes it."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self, blocking: bool = False) -> bool:
        assert not blocking
        self._handle = disk.take_lock(self._path)
        return self._handle is not None

    def release(self) -> None:
        if self._handle is not None:
            disk.give_lock(self._handle)
            self._handle = None


class ArrayIndex(FileIndex):  # type: ignore[misc]
    """A Whoosh index of `ArrayCodec` segments. It loads no pickles."""

    def __init__(self, folder: Path, schema: Any, indexname: str = _DEF_INDEX_NAME) -> None:
        """Open the index; `CacheError` where there is none or its table is damaged."""
        self.folder = folder
        self.storage = _Storage(str(folder))
        self.indexname = indexname
        self._schema = schema
        self._read_toc()

    @classmethod
    def make(cls, folder: Path, schema: Any, indexname: str = _DEF_INDEX_NAME) -> ArrayIndex:
        """An empty index in the folder, in place of one that lies there."""
        disk.make_folder(folder, parents=True)
        generation = cls.generation_in(folder, indexname) + 1
        _write_table(folder / TOC._filename(indexname, generation), generation, [])  # noqa: SLF001
        clean_files(_Storage(str(folder)), indexname, generation, [])
        return cls(folder, schema, indexname)

    @staticmethod
    def generation_in(folder: Path, indexname: str = _DEF_INDEX_NAME) -> int:
        """The number of the newest commit there; -1 where there is no index."""
        if not folder.is_dir():
            return -1
        return int(TOC._latest_generation(FileStorage(str(folder)), indexname))  # noqa: SLF001

    def _read_toc(self) -> TOC:
        generation = self.latest_generation()
        if generation < 0:
            raise CacheError(self.folder, "no index")
        return self.table(generation)

    def table(self, generation: int) -> TOC:
        """A commit's table of contents; `CacheError` where it is gone or damaged."""
        path = self.folder / TOC._filename(self.indexname, generation)  # noqa: SLF001
        return TOC(self._schema, _read_table(path, generation, self.indexname), generation)

    def writer(self, **options: Any) -> ArrayWriter:
        """A writer of array segments, whatever Whoosh would make."""
        return ArrayWriter(self, **options)

    def searcher(self, **options: Any) -> Any:
        """Whoosh's searcher, which scores as our executor does."""
        options.setdefault("weighting", BM25F(B=B, K1=K1))
        return super().searcher(**options)

    def commit_table(self, segments: Segments, generation: int) -> None:
        """Make these segments the index, on the disk."""
        path = self.folder / TOC._filename(self.indexname, generation)  # noqa: SLF001
        _write_table(path, generation, segments)
        clean_files(self.storage, self.indexname, generation, segments)


class _Pool:
    """Stands in Whoosh's sort pool's place: postings go straight into the builder."""

    def __init__(self, writer: ArrayWriter) -> None:
        self._writer = writer

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        name, word, doc, weight, value = item
        format_ = self._writer.schema[name].format
        self._writer.builder.add_posting(
            doc, name, word, plain(format_), posting_values(format_, weight, value)
        )

    def cleanup(self) -> None:
        """Nothing lies on disk."""


class ArrayWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer, with the inversion and the merging done by arrays."""

    def __init__(self, index: ArrayIndex, *, news: bool = True, **options: Any) -> None:
        """``news``: `words` will be asked for."""
        options["codec"] = ArrayCodec()
        super().__init__(index, **options)
        self._news = news
        self.docnum: int
        self.newsegment: ArraySegment
        self._index = index
        self.pool = _Pool(self)
        self._simple = all(isinstance(field, Words | Number) for _, field in self.schema.items())
        self._merging: Segments = []
        self._words: set[bytes] = set()
        self._written: Segments = []

    @property
    def builder(self) -> SegmentBuilder:
        """What the documents are gathered in."""
        builder: SegmentBuilder = self.newsegment.builder
        return builder

    def add_document(self, **fields: Any) -> None:
        """Add a document; `Words` may be lists of words, or words with spaces between."""
        if not self._simple:
            super().add_document(**fields)
        else:
            self._check_state()
            self._check_fields(self.schema, fields)
            builder = self.builder
            doc = builder.start()
            for name, value in fields.items():
                if isinstance(value, int):
                    builder.set_number(doc, name, value)
                else:
                    builder.add_words(doc, name, value)
            self._added = True
            self.docnum += 1
        if self.builder.tokens >= MAX_TOKENS:
            self._write_out()

    def add_reader(self, reader: Any) -> None:
        """Take in another reader's documents; one of ours is merged by arrays at the commit."""
        segment = reader.segment()
        if isinstance(segment, ArraySegment):
            self._merging.append(segment)
        else:
            super().add_reader(reader)

    def _write_out(self) -> None:
        """Write the documents in hand as a segment that no table names yet."""
        segment = self.newsegment
        segment.size = segment.builder.size
        if self._news:
            self._words |= segment.builder.vocabulary()
        segment.builder.write(segment.path(self.storage))
        segment.builder = SegmentBuilder()
        self._written.append(segment)
        segment = ArraySegment(self.indexname)
        self.newsegment = segment
        self.perdocwriter = self.codec.per_document_writer(self.storage, segment)
        self.fieldwriter = self.codec.field_writer(self.storage, segment)
        self.docnum = self.docbase
        self._added = False

    def words(self) -> set[bytes]:
        """The terms of all documents added."""
        return self._words | self.builder.vocabulary()

    def merge_segments(self, segments: Segments) -> ArraySegment:
        """These segments' live documents as one segment, that no table names yet."""
        merged = ArraySegment(self.indexname)
        sources = [
            merging.Source(self.codec.data(self.storage, segment), segment.live())
            for segment in segments
        ]
        merged.size = merging.merge(sources, merged.path(self.storage))
        return merged

    def commit(
        self,
        mergetype: Callable[..., Any] | None = None,
        optimize: bool | None = None,
        merge: bool | None = None,
    ) -> None:
        """Write all changes. When this returns they are on the disk."""
        self._check_state()
        if self._added:
            self._write_out()
        merge = self.merge if merge is None else merge
        optimize = self.optimize if optimize is None else optimize
        mergetype = mergetype or self.mergetype
        if mergetype is None:
            mergetype = OPTIMIZE if optimize else tiers if merge else NO_MERGE
        emptied = [segment for segment in self.segments if not segment.doc_count()]
        segments = [s for s in [*self.segments, *self._written] if s not in emptied]
        final = list(mergetype(self, segments))
        if self._added:
            # Documents of another codec, that the merge policy brought in.
            self._written = []
            self._write_out()
            final += self._written
        if self._merging:
            final.append(self.merge_segments(self._merging))
        self._index.commit_table(final, self.generation)
        self.committed = final
        self._close_segment()
        self._finish()

    def _close_segment(self) -> None:
        self.perdocwriter.is_closed = self.fieldwriter.is_closed = True

    def cancel(self) -> None:
        """Throw all changes away."""
        super().cancel()
        for segment in self._written:
            with suppress(OSError):  # another commit will remove it
                disk.remove(segment.path(self.storage))


# ---------------------------------------------------------------- what is merged when


def tiers(writer: ArrayWriter, segments: Segments) -> Segments:
    """Whoosh's ``mergetype``: keep the segments few, and rewrite each document seldom.

    Segments stand in the order of their age. When there are too many, the newest are merged,
    and with them each older one that is not more than twice as large as the largest of them:
    batches of one size are so rewritten about twice to reach thirty-six of them, and a single
    changed article never drags a large segment along. A segment a quarter of which is deleted
    is written anew.
    """
    segments = [
        writer.merge_segments([segment])
        if segment.deleted_count() * 4 > segment.doc_count_all()
        else segment
        for segment in segments
    ]
    while sum(segment.doc_count() * 2 < MAX_DOCS for segment in segments) > MAX_SEGMENTS:
        first = _tail([segment.doc_count() for segment in segments])
        if first is None:
            break
        segments = [*segments[:first], writer.merge_segments(segments[first:])]
    return segments


def _tail(sizes: Sequence[int]) -> int | None:
    """Where the run of newest segments begins that should become one; None: nothing fits."""
    first = len(sizes) - 1
    largest = total = sizes[first]
    while first and total + sizes[first - 1] <= MAX_DOCS:
        if sizes[first - 1] > 2 * largest and first < len(sizes) - 1:
            break
        first -= 1
        largest = max(largest, sizes[first])
        total += sizes[first]
    return first if first < len(sizes) - 1 else None


def pack(writer: ArrayWriter, segments: Segments) -> Segments:
    """Whoosh's ``mergetype``: as few segments as `MAX_DOCS` allows, without deleted documents."""
    packed: Segments = []
    run: Segments = []

    def close_run() -> None:
        if len(run) > 1 or any(segment.deleted for segment in run):
            packed.append(writer.merge_segments(run))
        else:
            packed.extend(run)
        run.clear()

    for segment in segments:
        if run and sum(s.doc_count() for s in run) + segment.doc_count() > MAX_DOCS:
            close_run()
        run.append(segment)
    close_run()
    return packed
