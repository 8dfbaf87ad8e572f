"""Stories: articles that share most of their text, and articles with the very same words.

Both rest on signatures of the texts, kept in a small database beside the catalogue (a cache
like it). An article's *word digest* is a digest of its folded words: two articles with the same
one are the same text in another format or wrapping, likely duplicates. Its *MinHash* stands
for its set of word shingles (`text.shingles`): articles whose shingles are mostly the same
are reprints of one story.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any

import numpy as np
import numpy.typing as npt

from archive_app.caches import Caches
from archive_app.core import disk
from archive_app.core.arrays import Ints
from archive_app.core.model import Article
from archive_app.core.progress import CancelToken, Progress, ProgressCallback, ignore
from archive_app.text.shingles import BANDS, ROWS, bands, resemblance, shingles, signature
from archive_app.text.tokens import words

FILE = "stories.sqlite"

RESEMBLANCE = 0.5
"""The share of all shingles in common from which two articles are of one story."""

CONTAINMENT = 0.8
"""The share of the shorter's shingles that are in the longer from which they are, too: a
shortened reprint."""

_CANDIDATE = 0.3
FEWEST = 20
"""A text with fewer shingles is of no story: short notices are alike by chance."""

_CHUNK = 200
_COMPARED = 20
_TABLES = """
CREATE TABLE IF NOT EXISTS likeness (
    id TEXT PRIMARY KEY, doc INTEGER, digest INTEGER
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_digest ON likeness (digest);
CREATE TABLE IF NOT EXISTS signature (
    doc INTEGER PRIMARY KEY, hash TEXT NOT NULL, size INTEGER NOT NULL, mins BLOB NOT NULL
);
"""


def connect(caches: Caches) -> sqlite3.Connection:
    """The database of signatures of these caches, made where it is missing or broken."""
    path = caches.folder / FILE
    for last in (False, True):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(_TABLES)
        except sqlite3.DatabaseError:
            connection.close()
            if last:
                raise
            disk.remove(path, missing_ok=True)
        else:
            break
    return connection


# ---------------------------------------------------------------- the same words


class WordDigests:
    """Which articles have the same words."""

    def __init__(self, caches: Caches) -> None:
        self._caches = caches

    def add(self, articles: Iterable[tuple[str, int, int]]) -> dict[str, str]:
        """Note articles (id, doc, digest; digest 0: none); return id → id of one that was noted
        before with the same words."""
        found: dict[str, str] = {}
        with closing(connect(self._caches)) as db:
            db.execute("BEGIN")
            for article_id, doc, digest in articles:
                if not digest:
                    continue
                row = db.execute(
                    "SELECT id FROM likeness WHERE digest = ? AND id != ? ORDER BY doc LIMIT 1",
                    (digest, article_id),
                ).fetchone()
                if row is not None and self._caches.catalogue.find(row[0]) is not None:
                    found[article_id] = row[0]
                db.execute(
                    "INSERT OR REPLACE INTO likeness VALUES (?, ?, ?)", (article_id, doc, digest)
                )
            db.execute("COMMIT")
        return found


def likely_duplicates(caches: Caches) -> list[tuple[str, ...]]:
    """The groups of articles (ids, the first that came first) with the very same words."""
    groups: dict[int, list[str]] = defaultdict(list)
    with closing(connect(caches)) as db:
        query = (
            "SELECT digest, id FROM likeness WHERE digest IN "
            "(SELECT digest FROM likeness GROUP BY digest HAVING count(*) > 1) ORDER BY doc"
        )
        for digest, article_id in db.execute(query):
            groups[digest].append(article_id)
    present = caches.catalogue.docs([found for group in groups.values() for found in group])
    kept = (tuple(found for found in group if found in present) for group in groups.values())
    return [group for group in kept if len(group) > 1]


# ---------------------------------------------------------------- reprints


def find_stories(
    caches: Caches, *, progress: ProgressCallback = ignore, cancel: CancelToken | None = None
) -> int:
    """Group the articles that share most of their text; return how many stories there are.

    Only texts that are new or changed since the last time are read. A story that was there
    before keeps its number.
    """
    known = caches.catalogue.texts_known()
    with closing(connect(caches)) as db:
        _sign(caches, db, known, progress, cancel)
        if cancel is not None and cancel.cancelled:
            return len(caches.catalogue.stories())
        docs, sizes, signatures = _signatures(db)
    groups = group(sizes, signatures)
    old = {doc: (article_id, story) for doc, article_id, _, story in known}
    wanted = _numbered(groups, docs, {doc: story for doc, (_, story) in old.items()})
    changed = {
        article_id: wanted.get(doc, 0)
        for doc, (article_id, story) in old.items()
        if wanted.get(doc, 0) != story
    }
    if changed:
        caches.catalogue.set_stories(changed)
    return len(groups)


def in_order(articles: Iterable[Article]) -> list[Article]:
    """The articles of a story, who had it first first: by date (those without one last), then by
    when they were added."""
    return sorted(
        articles, key=lambda article: (article.metadata.date or "~", article.added, article.doc)
    )


Known = Sequence[tuple[int, str, str, int]]


def _sign(
    caches: Caches,
    db: sqlite3.Connection,
    known: Known,
    progress: ProgressCallback,
    cancel: CancelToken | None,
) -> None:
    """Bring the table of signatures up to the catalogue's texts."""
    signed: dict[int, str] = dict(db.execute("SELECT doc, hash FROM signature"))
    there = {doc for doc, *_ in known}
    gone = [(doc,) for doc in signed if doc not in there]
    missing = [(doc, text_hash) for doc, _, text_hash, _ in known if signed.get(doc) != text_hash]
    db.execute("BEGIN")
    db.executemany("DELETE FROM signature WHERE doc = ?", gone)
    db.execute("COMMIT")
    for start in range(0, len(missing), _CHUNK):
        if cancel is not None and cancel.cancelled:
            return
        progress(Progress("stories", start, len(missing)))
        chunk = dict(missing[start : start + _CHUNK])
        rows: list[tuple[Any, ...]] = []
        for doc, text in caches.catalogue.texts(chunk).items():
            hashes = shingles(words(text))
            rows.append((doc, chunk[doc], len(hashes), signature(hashes).tobytes()))
        db.execute("BEGIN")
        db.executemany("INSERT OR REPLACE INTO signature VALUES (?, ?, ?, ?)", rows)
        db.execute("COMMIT")


def _signatures(db: sqlite3.Connection) -> tuple[Ints, Ints, npt.NDArray[np.uint32]]:
    """Docs, numbers of shingles and signatures, in the order of the docs."""
    rows = db.execute(
        "SELECT doc, size, mins FROM signature WHERE size >= ? ORDER BY doc", (FEWEST,)
    ).fetchall()
    mins = b"".join(row[2] for row in rows)
    return (
        np.array([row[0] for row in rows], dtype=np.int64),
        np.array([row[1] for row in rows], dtype=np.int64),
        np.frombuffer(mins, dtype=np.uint32).reshape(len(rows), ROWS),
    )


def group(sizes: Ints, signatures: npt.NDArray[np.uint32]) -> list[list[int]]:
    """The groups (of two and more, as indices, ascending) of texts that are mostly the same."""
    parents = list(range(len(sizes)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    if len(sizes) > 1:
        keys = bands(signatures)
        for band in range(BANDS):
            for one, other in _neighbours(keys[:, band]):
                if root(one) != root(other) and _same(sizes, signatures, one, other):
                    parents[max(root(one), root(other))] = min(root(one), root(other))
    chains: dict[int, list[int]] = defaultdict(list)
    for index in range(len(sizes)):
        chains[root(index)].append(index)
    return [
        members
        for chain in chains.values()
        if len(chain) > 1
        for members in _tight(sizes, signatures, chain)
        if len(members) > 1
    ]


def _tight(sizes: Ints, signatures: npt.NDArray[np.uint32], chain: list[int]) -> list[list[int]]:
    """A chain of texts, each like some other, parted into groups where each is like at least half.

    Notices on one pattern (a ministry's daily bulletin) else make one endless story.
    """
    groups: list[list[int]] = []
    for index in chain:
        best, most = None, 0.0
        for members in groups:
            some = members[:_COMPARED]
            share = sum(_same(sizes, signatures, index, other) for other in some) / len(some)
            if share >= 0.5 and share > most:
                best, most = members, share
        if best is None:
            groups.append([index])
        else:
            best.append(index)
    return groups


def _neighbours(keys: npt.NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
    """Pairs of texts with the same key: each with the first of its bucket and the one before."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    same = np.flatnonzero(ordered[1:] == ordered[:-1])
    first = -1
    last = -2
    for at in same.tolist():
        if at != last + 1:
            first = int(order[at])
        yield int(order[at]), int(order[at + 1])
        if first != int(order[at]):
            yield first, int(order[at + 1])
        last = at


def _same(sizes: Ints, signatures: npt.NDArray[np.uint32], one: int, other: int) -> bool:
    """Whether two texts are one story, by their signatures and sizes."""
    share = resemblance(signatures[one], signatures[other])
    if share >= RESEMBLANCE:
        return True
    if share < _CANDIDATE:
        return False
    # From Jaccard's J: the shingles in common are J (a + b) / (1 + J).
    common = share * (int(sizes[one]) + int(sizes[other])) / (1 + share)
    return common >= CONTAINMENT * min(int(sizes[one]), int(sizes[other]))


def _numbered(groups: list[list[int]], docs: Ints, stories: dict[int, int]) -> dict[int, int]:
    """Return doc → story; a group takes the least number that its articles had and is free."""
    following = max(stories.values(), default=0) + 1
    taken: set[int] = set()
    result: dict[int, int] = {}
    for members in groups:
        mine = [int(docs[index]) for index in members]
        had = sorted({stories.get(doc, 0) for doc in mine} - {0} - taken)
        if had:
            number = had[0]
        else:
            number = following
            following += 1
        taken.add(number)
        result.update(dict.fromkeys(mine, number))
    return result
