"""The index of words: the only module that opens Whoosh.

An `Index` is a folder in the user's cache. It holds, for each article (by its catalogue number
``doc``), the words of its fields with their positions, already folded and parted. Everything
in it can be made again from the archive: damage is a `CacheError`, and the remedy a rebuild.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import numpy as np
from whoosh import fields as whoosh_fields
from whoosh import index as whoosh_index
from whoosh.analysis import RegexTokenizer
from whoosh.index import LockError
from whoosh.writing import OPTIMIZE

from archive_app.core.errors import ArchiveLocked, CacheError
from archive_app.core.model import Finding
from archive_app.search.executor import Executor
from archive_app.search.stock import StockView
from archive_app.search.view import Bools, Floats, Ints

INDEX_VERSION = 1
"""Changes when what lies in the index changes; another version is a `CacheError`."""

FIELDS = ("title", "body", "creator", "note", "tag")
"""The fields of words."""

Docs = Bools | Ints
Words = Sequence[str] | str
"""The words of a field in their order: a list, or one string with single spaces between."""


class Matches(NamedTuple):
    """All the articles that a query matches, in no particular order."""

    docs: Ints
    """Catalogue numbers."""
    scores: Floats


class Snapshot:
    """The index as it stood at one moment. It never changes and serves any thread."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._view = StockView(reader)
        docs = np.full(self._view.size, -1, dtype=np.int64)
        for number, stored in reader.iter_docs():
            docs[number] = stored["doc"]
        self._docs = docs
        self._live = docs >= 0

    @property
    def docs(self) -> Ints:
        """The catalogue numbers of all articles in it."""
        return self._docs[self._live]

    def execute(
        self,
        query: Any,
        *,
        allowed: Docs | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Matches:
        """All articles that match, in the order in which they were added.

        ``allowed`` lets through only some articles: catalogue numbers, ascending, or a mask
        indexed by catalogue number (numbers beyond its end are left out). ``weights`` multiply
        the scores of each field's words. Raises NotImplementedError for a kind of query that
        has no meaning here.
        """
        found = Executor(self._view, self._mask, weights).run(query)
        keep = self._live[found.docs]
        if allowed is not None:
            keep &= self._mask(allowed)[found.docs]
        docs = found.docs[keep]
        return Matches(self._docs[docs], found.scores[keep])

    def _mask(self, allowed: Docs) -> Bools:
        if allowed.dtype == np.bool_:
            inside = self._live & (self._docs < len(allowed))
            mask = np.zeros(len(self._docs), dtype=np.bool_)
            mask[inside] = allowed[self._docs[inside]]
            return mask
        return np.isin(self._docs, allowed) & self._live

    def top(self, matches: Matches, count: int) -> Matches:
        """The best ``count``, the best first; equals by their number."""
        return top(matches, count)

    def words(self, field: str = "body") -> list[tuple[str, int]]:
        """Every word of the field, sorted, with the number of articles that hold it."""
        return [
            (word.decode(), self._reader.doc_frequency(field, word))
            for word in self._view.words(field)
        ]

    def prefix(self, prefix: str, field: str = "body") -> list[str]:
        """The field's words that begin so, sorted."""
        return [word.decode() for word in self._view.words(field, prefix.encode())]


def top(matches: Matches, count: int) -> Matches:
    """The best ``count`` of the matches, the best first; equals by their number."""
    docs, scores = matches
    if 0 < count < len(docs):
        # Whoever ties with the last one is kept too, so that the order among equals holds.
        least = -np.partition(-scores, count - 1)[count - 1]
        chosen = scores >= least
        docs, scores = docs[chosen], scores[chosen]
    order = np.lexsort((docs, -scores))[:count]
    return Matches(docs[order], scores[order])


class IndexWriter:
    """A batch of changes, seen by nobody until `commit`. A context manager: it commits at the
    end of the block, or cancels where that raises."""

    def __init__(self, index: Index) -> None:
        self._index = index
        try:
            self._writer = index._whoosh.writer(timeout=10.0)  # noqa: SLF001
        except LockError as error:
            raise ArchiveLocked(index.folder) from error
        self._seen: set[str] = set()
        self._deleted: set[int] = set()
        self._added: dict[int, Mapping[str, Words]] = {}
        self.new_words: list[str] = []
        """After `commit`: the words that no field of the index held before, sorted."""

    def add(self, doc: int, fields: Mapping[str, Words]) -> None:
        """Add an article, its words folded and parted already. To replace one, delete it too."""
        self._added[doc] = fields

    def delete(self, doc: int) -> None:
        """Remove an article, also one added in this batch; one that is not there is no error."""
        self._deleted.add(doc)
        self._added.pop(doc, None)

    def commit(self) -> None:
        """Write the batch. When this returns, it is on disk."""
        for doc in self._deleted:
            self._writer.delete_by_term("doc", doc)
        for doc, fields in self._added.items():
            texts = {
                name: value if isinstance(value, str) else " ".join(value)
                for name, value in fields.items()
            }
            for text in texts.values():
                self._seen.update(text.split(" "))
            self._writer.add_document(doc=doc, **texts)
        with self._writer.reader() as reader:
            self.new_words = sorted(
                word
                for word in self._seen
                if word and not any((field, word) in reader for field in FIELDS)
            )
        self._writer.commit()

    def cancel(self) -> None:
        """Throw the batch away."""
        self._writer.cancel()

    def __enter__(self) -> IndexWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.commit()
        else:
            self.cancel()


class Index:
    """The index in a folder of the user's cache. Use `Index.open`."""

    def __init__(self, folder: Path, whoosh: Any) -> None:
        self.folder = folder
        self._whoosh = whoosh
        self._lock = threading.Lock()

    @classmethod
    def open(cls, folder: Path, create: bool = True) -> Index:
        """Open the index, or make an empty one.

        Raises `CacheError` where there is none (and none is to be made), or it is damaged or
        of another version: delete the folder and build it again.
        """
        if whoosh_index.exists_in(str(folder)):
            return cls(folder, whoosh_index.open_dir(str(folder)))
        if not create:
            raise CacheError(folder, "no index")
        folder.mkdir(parents=True, exist_ok=True)
        words = whoosh_fields.TEXT(analyzer=RegexTokenizer(r"[^ ]+"), phrase=True)
        schema = whoosh_fields.Schema(
            doc=whoosh_fields.NUMERIC(numtype=int, bits=64, stored=True, unique=True),
            **dict.fromkeys(FIELDS, words),
        )
        return cls(folder, whoosh_index.create_in(str(folder), schema))

    def writer(self) -> IndexWriter:
        """A new batch of changes. Only one at a time: another waits, then `ArchiveLocked`."""
        return IndexWriter(self)

    def snapshot(self) -> Snapshot:
        """The index as it stands now."""
        with self._lock:
            return Snapshot(self._whoosh.reader())

    @property
    def doc_count(self) -> int:
        """How many articles there are."""
        return int(self._whoosh.doc_count())

    @property
    def size_on_disk(self) -> int:
        """In bytes."""
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())

    def words(self, field: str = "body") -> list[tuple[str, int]]:
        """Every word of the field, sorted, with the number of articles that hold it."""
        return self.snapshot().words(field)

    def prefix(self, prefix: str, field: str = "body") -> list[str]:
        """The field's words that begin so, sorted."""
        return self.snapshot().prefix(prefix, field)

    def optimize(self) -> None:
        """Merge what can be merged, for faster queries."""
        self._whoosh.writer(timeout=10.0).commit(mergetype=OPTIMIZE)

    def verify(self, docs: Iterable[int] | None = None) -> list[Finding]:
        """Read everything and compare checksums; ``docs`` are the articles that should be in it."""
        held = set(self.snapshot().docs.tolist())
        wanted = held if docs is None else set(docs)
        return [
            Finding("warning", "not-indexed", detail=str(doc)) for doc in sorted(wanted - held)
        ] + [Finding("warning", "not-in-catalogue", detail=str(doc)) for doc in sorted(held - wanted)]

    def close(self) -> None:
        """Close it. Snapshots go on serving."""
        self._whoosh.close()
