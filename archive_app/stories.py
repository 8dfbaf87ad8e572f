"""Stories: articles that share most of their text, and articles with the very same words.

Both rest on signatures of the texts, kept in a small database beside the catalogue (a cache
like it). An article's *likeness* is a digest of its folded words: two articles with the same
one are the same text in another format or wrapping, likely duplicates. Its *MinHash* stands
for its set of word shingles (`text.shingles`): articles whose shingles are mostly the same
are reprints of one story.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing

from archive_app.caches import Caches
from archive_app.core.progress import CancelToken, ProgressCallback, ignore

FILE = "stories.sqlite"


def connect(caches: Caches) -> sqlite3.Connection:
    """The database of signatures of these caches, made where it is missing or broken."""
    path = caches.folder / FILE
    for attempt in (1, 2):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(
                "CREATE TABLE IF NOT EXISTS likeness (id TEXT PRIMARY KEY, doc INTEGER, "
                "digest INTEGER) WITHOUT ROWID;"
                "CREATE INDEX IF NOT EXISTS by_digest ON likeness (digest);"
                "CREATE TABLE IF NOT EXISTS signature (doc INTEGER PRIMARY KEY, hash TEXT, mins BLOB);"
            )
        except sqlite3.DatabaseError:
            connection.close()
            if attempt == 2:
                raise
            path.unlink(missing_ok=True)
        else:
            return connection
    raise AssertionError


class Likeness:
    """Which articles have the same words."""

    def __init__(self, caches: Caches) -> None:
        self._caches = caches

    def add(self, articles: Iterable[tuple[str, int, int]]) -> dict[str, str]:
        """Note articles (id, doc, digest; digest 0: none); return id → id of an older likeness."""
        found: dict[str, str] = {}
        with closing(connect(self._caches)) as db:
            db.execute("BEGIN")
            for article_id, doc, digest in articles:
                if digest:
                    row = db.execute(
                        "SELECT id FROM likeness WHERE digest = ? AND id != ? ORDER BY doc LIMIT 1",
                        (digest, article_id),
                    ).fetchone()
                    if row is not None:
                        found[article_id] = row[0]
                    db.execute(
                        "INSERT OR REPLACE INTO likeness VALUES (?, ?, ?)",
                        (article_id, doc, digest),
                    )
            db.execute("COMMIT")
        return found


def find_stories(
    caches: Caches, *, progress: ProgressCallback = ignore, cancel: CancelToken | None = None
) -> int:
    """Group the articles that share most of their text; return how many stories there are."""
    raise NotImplementedError
