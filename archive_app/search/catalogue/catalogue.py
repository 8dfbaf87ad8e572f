"""The catalogue: what is known of every article, in one SQLite file in the user's cache folder.

It lists articles (`Article`), keeps their extracted text compressed, their structure and
annotations, and, for the other modules of `search`, the columns and the lexicon. Each thread
has its own connection; writes go one at a time, each in one transaction. Every write raises
the *generation*, and each article remembers the generation that last changed it, so whoever
holds something derived (`columns`) can catch up with just what changed.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive_app.core import disk
from archive_app.core.errors import CacheError, NotFound
from archive_app.core.model import Annotation, Article, Content, Finding, Metadata, Status
from archive_app.search.catalogue import rows, schema
from archive_app.search.catalogue.lexicon import ANALYSER_VERSION, Lexicon, chunks
from archive_app.search.catalogue.rows import Entry, Stamp

__all__ = ["Catalogue", "Entry", "Stamp"]


class Catalogue:
    """One archive's catalogue. Safe to use from any thread; `close` ends it for all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._local = threading.local()
        self._connections: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._closed = False
        self.lexicon = Lexicon()
        self._process = os.getpid()
        self._inherited: list[sqlite3.Connection] = []

    # ------------------------------------------------------------ opening

    @classmethod
    def open(
        cls, path: Path, *, create: bool = True, versions: Mapping[str, str] | None = None
    ) -> Catalogue:
        """Open the catalogue in the file ``path``, or make it where there is none and ``create``.

        ``versions`` names what else made its content (extractors, say); a catalogue made with
        others is not opened. Raises `CacheError` where the file is missing, damaged, or of
        another schema, analyser or ``versions``.
        """
        path = Path(path)
        catalogue = cls(path)
        wanted = {"analyser": ANALYSER_VERSION, **(versions or {})}
        try:
            fresh = not path.exists() or path.stat().st_size == 0
            if fresh and not create:
                raise CacheError(path, "no catalogue")
            if fresh:
                catalogue._make(wanted)
            catalogue._check(wanted)
        except (sqlite3.Error, OSError) as error:
            catalogue.close()
            raise CacheError(path, str(error)) from error
        except CacheError:
            catalogue.close()
            raise
        return catalogue

    def _make(self, versions: Mapping[str, str]) -> None:
        disk.make_folder(self.path.parent, parents=True)
        connection = self._connection
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
        connection.executescript(f"BEGIN; {schema.TABLES} COMMIT;")
        with self.transaction() as db:
            db.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                [("generation", 0), *((f"version.{k}", v) for k, v in versions.items())],
            )

    def _check(self, versions: Mapping[str, str]) -> None:
        connection = self._connection
        found = connection.execute("PRAGMA application_id").fetchone()[0]
        if found != schema.APPLICATION_ID:
            raise CacheError(self.path, "not a catalogue")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found != schema.SCHEMA_VERSION:
            raise CacheError(self.path, f"schema {found}, not {schema.SCHEMA_VERSION}")
        for name, wanted in versions.items():
            version = self.meta(f"version.{name}")
            if version != wanted:
                raise CacheError(self.path, f"{name} {version}, not {wanted}")

    @property
    def _connection(self) -> sqlite3.Connection:
        """This thread's connection, made on first use."""
        if self._closed:
            raise CacheError(self.path, "closed")
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if self._process != os.getpid():
            # Forked: SQLite forbids to use, and to close, a connection of the process before.
            self._inherited += [inherited for _, inherited in self._connections]
            self._connections, self._process, connection = [], os.getpid(), None
            self._local = threading.local()
        if connection is None:
            connection = sqlite3.connect(
                self.path, isolation_level=None, check_same_thread=False, cached_statements=256
            )
            for pragma in schema.PRAGMAS:
                connection.execute(pragma)
            self._local.connection = connection
            with self._lock:
                self._connections = [pair for pair in self._connections if _used(*pair)]
                self._connections.append((threading.current_thread(), connection))
        return connection

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for the modules of `search` that read their own tables."""
        return self._connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection inside a write transaction; nested ones join the outer."""
        with self._lock:
            connection = self._connection
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                self.lexicon.rest()
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close every thread's connection. The catalogue cannot be used afterwards."""
        with self._lock:
            self._closed = True
            for _, connection in self._connections:
                connection.close()
            self._connections.clear()

    # ------------------------------------------------------------ generation and meta

    @property
    def generation(self) -> int:
        """The number of the last write; whatever was derived at this number is still right."""
        return int(self.meta("generation"))

    @staticmethod
    def _next(db: sqlite3.Connection) -> int:
        """Begin the next generation, inside a transaction, and return its number."""
        query = "UPDATE meta SET value = value + 1 WHERE key = 'generation' RETURNING value"
        return int(db.execute(query).fetchone()[0])

    def meta(self, key: str) -> Any:
        """Return a stored value (string, number or None where there is none)."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str | float | None) -> None:
        """Store a value under ``key``; None removes it."""
        with self.transaction() as db:
            if value is None:
                db.execute("DELETE FROM meta WHERE key = ?", (key,))
            else:
                db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # ------------------------------------------------------------ writing

    def add(self, entries: Iterable[Entry]) -> list[int]:
        """Put articles in, in one transaction, and return their docs in the same order.

        An article whose id is there already is replaced and keeps its doc, and its story where
        it gives none.
        """
        entries = list(entries)
        if not entries:
            return []
        with self.transaction() as db:
            version = self._next(db)
            known = self.docs(entry.article.id for entry in entries)
            row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'article'").fetchone()
            following = (row[0] if row else 0) + 1
            docs: list[int] = []
            replaced: list[int] = []
            for entry in entries:
                doc = known.get(entry.article.id)
                if doc is None:
                    doc = known[entry.article.id] = following
                    following += 1
                else:
                    replaced.append(doc)
                docs.append(doc)
            stories = self._stories_of(db, replaced)
            self.lexicon.forget(db, replaced)
            db.executemany("DELETE FROM annotation WHERE doc = ?", [(doc,) for doc in replaced])
            marks = ", ".join("?" * 28)
            db.executemany(
                f"INSERT OR REPLACE INTO article ({rows.ARTICLE_COLUMNS}, version, sha256, "  # noqa: S608
                f"text_hash, extractor, stamp) VALUES ({marks})",
                [
                    (
                        doc,
                        *rows.article_values(_in_story(entry.article, stories.get(doc, 0))),
                        0,
                        version,
                        entry.sha256,
                        entry.text_hash,
                        entry.extractor,
                        " ".join(map(str, entry.stamp)),
                    )
                    for doc, entry in zip(docs, entries, strict=True)
                ],
            )
            db.executemany(
                "INSERT OR REPLACE INTO content VALUES (?, ?, ?)",
                [
                    (doc, entry.packed.text, entry.packed.structure)
                    if entry.packed
                    else (doc, rows.pack_text(entry.text), rows.pack_structure(entry))
                    for doc, entry in zip(docs, entries, strict=True)
                ],
            )
            db.executemany(
                "INSERT OR REPLACE INTO annotation VALUES (?, ?, ?, ?, ?, ?)",
                [
                    rows.annotation_values(doc, item)
                    for doc, entry in zip(docs, entries, strict=True)
                    for item in entry.annotations
                ],
            )
            self.lexicon.add(
                db,
                [
                    (doc, rows.all_text(entry), entry.packed.raw_tokens if entry.packed else "")
                    for doc, entry in zip(docs, entries, strict=True)
                ],
            )
        return docs

    @staticmethod
    def _stories_of(db: sqlite3.Connection, docs: list[int]) -> dict[int, int]:
        """The stories of articles, doc → number, of those that are in one."""
        found: dict[int, int] = {}
        for chunk in chunks(docs):
            marks = ",".join("?" * len(chunk))
            query = f"SELECT doc, story FROM article WHERE story AND doc IN ({marks})"  # noqa: S608
            found.update(db.execute(query, chunk))
        return found

    def update(
        self,
        id_: str,
        *,
        metadata: Metadata | None = None,
        annotations: Iterable[Annotation] | None = None,
        read: bool | None = None,
        status: Status | None = None,
        reason: str | None = None,
        path: str | None = None,
        story: int | None = None,
        sidecar_stamp: tuple[int, int] | None = None,
    ) -> Article:
        """Write what changed of an article (None: it stays) and return it as it is now.

        Its tags and its count of annotations follow its ``annotations``. ``sidecar_stamp`` is
        the sidecar's modification time (ns) and size (bytes). Raises `NotFound`.
        """
        with self.transaction() as db:
            article = self.get(id_)
            values: dict[str, Any] = {"read": read, "reason": reason, "path": path, "story": story}
            values |= {"metadata": metadata, "status": status}
            if annotations is not None:
                annotations = list(annotations)
                self._put_annotations(db, article.doc, annotations)
                values["tags"] = rows.tags_of(annotations)
                values["annotations"] = sum(item.motivation != "tagging" for item in annotations)
            given = {name: value for name, value in values.items() if value is not None}
            article = replace(article, **given)
            version = self._next(db)
            db.execute(
                f"UPDATE article SET {rows.SETTERS}, version = {version} WHERE doc = ?",  # noqa: S608
                (*rows.article_values(article)[1:], article.doc),
            )
            if sidecar_stamp is not None:
                row = db.execute("SELECT stamp FROM article WHERE doc = ?", (article.doc,))
                original = rows.stamp(row.fetchone()[0])[:2]
                self.set_stamps({id_: (*original, *sidecar_stamp)})
            return self.get(article.doc)

    def remove(self, ids: str | Iterable[str]) -> None:
        """Forget articles. Their docs are never given to others. Unknown ids are passed over."""
        with self.transaction() as db:
            docs = list(self.docs([ids] if isinstance(ids, str) else ids).values())
            version = self._next(db)
            each = [(doc,) for doc in docs]
            self.lexicon.forget(db, docs)
            for table in ("article", "content", "annotation"):
                db.executemany(f"DELETE FROM {table} WHERE doc = ?", each)  # noqa: S608
            db.executemany(
                "INSERT OR REPLACE INTO gone VALUES (?, ?)", [(doc, version) for doc in docs]
            )

    def _set(self, column: str, values: Iterable[tuple[Any, str]]) -> None:
        with self.transaction() as db:
            version = self._next(db)
            db.executemany(
                f"UPDATE article SET {column} = ?, version = {version} WHERE id = ?",  # noqa: S608
                values,
            )

    def set_status(self, ids: Iterable[str], status: str, reason: str = "") -> None:
        """Set how articles stand (a value of `Status`, ``ok`` among them) and why."""
        ids = list(ids)
        value = "" if status in ("ok", "stale") else status
        with self.transaction():
            self._set("status", [(value, id_) for id_ in ids])
            self._set("reason", [(reason, id_) for id_ in ids])

    def set_stories(self, stories: Mapping[str, int]) -> None:
        """Set the story (a number, 0 for none) of articles: id → story."""
        self._set("story", [(story, id_) for id_, story in stories.items()])

    def set_path(self, id_: str, path: str) -> None:
        """Say where an article's original lies now, relative to the archive."""
        self._set("path", [(path, id_)])

    def set_stamps(self, stamps: Mapping[str, Stamp]) -> None:
        """Set the file stamps of articles: id → stamp."""
        with self.transaction() as db:
            db.executemany(
                "UPDATE article SET stamp = ? WHERE id = ?",
                [(" ".join(map(str, stamp)), id_) for id_, stamp in stamps.items()],
            )

    @staticmethod
    def _put_annotations(db: sqlite3.Connection, doc: int, items: Iterable[Annotation]) -> None:
        db.execute("DELETE FROM annotation WHERE doc = ?", (doc,))
        db.executemany(
            "INSERT OR REPLACE INTO annotation VALUES (?, ?, ?, ?, ?, ?)",
            [rows.annotation_values(doc, item) for item in items],
        )

    def set_findings(self, findings: Iterable[Finding]) -> None:
        """Remember what was found amiss in the folder (broken sidecars, say) for `findings`."""
        values = [[f.severity, f.key, f.path, f.detail] for f in findings]
        self.set_meta("findings", json.dumps(values, ensure_ascii=False) if values else None)

    def mark_stale(self, ids: Iterable[str], *, stale: bool = True) -> None:
        """Mark that the index has not got the present words of articles (or that it has again)."""
        self._set("stale", [(int(stale), id_) for id_ in ids])

    # ------------------------------------------------------------ reading

    def docs(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the docs of articles, id → doc, without those that are not there."""
        found: dict[str, int] = {}
        for chunk in chunks(list(ids)):
            marks = ",".join("?" * len(chunk))
            query = f"SELECT id, doc FROM article WHERE id IN ({marks})"  # noqa: S608
            found.update(self._connection.execute(query, chunk))
        return found

    def _doc(self, id_: str) -> int:
        row = self._connection.execute("SELECT doc FROM article WHERE id = ?", (id_,)).fetchone()
        if row is None:
            raise NotFound(id_, "no such article")
        return int(row[0])

    def find(self, key: str | int) -> Article | None:
        """Return the article of this id or doc, or None."""
        column = "doc" if isinstance(key, int) else "id"
        return self._one(f"{column} = ?", key)

    def _one(self, where: str, value: str | int) -> Article | None:
        row = self._connection.execute(
            f"SELECT {rows.ARTICLE_COLUMNS} FROM article WHERE {where} LIMIT 1",  # noqa: S608
            (value,),
        ).fetchone()
        return rows.to_article(row) if row else None

    def get(self, key: str | int) -> Article:
        """Return the article of this id or doc. Raises `NotFound`."""
        article = self.find(key)
        if article is None:
            raise NotFound(str(key), "no such article")
        return article

    def many(self, docs: Iterable[int]) -> list[Article]:
        """Return the articles of these docs in the same order, without those that are gone."""
        wanted = [int(doc) for doc in docs]
        found: dict[int, Article] = {}
        for chunk in chunks(wanted):
            marks = ",".join("?" * len(chunk))
            query = f"SELECT {rows.ARTICLE_COLUMNS} FROM article WHERE doc IN ({marks})"  # noqa: S608
            found.update(
                (row[0], rows.to_article(row)) for row in self.connection.execute(query, chunk)
            )
        return [found[doc] for doc in wanted if doc in found]

    def text(self, key: str | int) -> str:
        """Return an article's extracted text. Raises `NotFound`."""
        doc = key if isinstance(key, int) else self._doc(key)
        query = "SELECT text FROM content WHERE doc = ?"
        row = self._connection.execute(query, (doc,)).fetchone()
        if row is None:
            raise NotFound(str(key), "no such article")
        return rows.unpack_text(row[0])

    def texts(self, docs: Iterable[int]) -> dict[int, str]:
        """Return the texts of articles, doc → text, without those that are gone."""
        return {doc: rows.unpack_text(data) for doc, data in self.packed_texts(docs).items()}

    def packed_texts(self, docs: Iterable[int]) -> dict[int, bytes]:
        """Return the same, packed still (see `rows.unpack_text`)."""
        found: dict[int, bytes] = {}
        for chunk in chunks([int(doc) for doc in docs]):
            marks = ",".join("?" * len(chunk))
            query = f"SELECT doc, text FROM content WHERE doc IN ({marks})"  # noqa: S608
            found.update(self._connection.execute(query, chunk))
        return found

    def content(self, key: str | int) -> Content:
        """Return what the reader shows of an article. Raises `NotFound`."""
        article = self.get(key)
        row = self._connection.execute(
            "SELECT content.text, structure, extractor FROM content "
            "JOIN article USING (doc) WHERE doc = ?",
            (article.doc,),
        ).fetchone()
        if row is None:
            raise NotFound(str(key), "no such article")
        structure = rows.unpack_structure(row[1])
        return Content(
            article,
            rows.unpack_text(row[0]),
            structure.blocks,
            structure.links,
            structure.repairs,
            structure.warnings,
            row[2],
            structure.styles,
        )

    def annotations(self, id_: str) -> tuple[Annotation, ...]:
        """Return an article's annotations (tags among them), in the order of their ids."""
        query = "SELECT id, motivation, color, modified, data FROM annotation WHERE doc = ?"
        found = self._connection.execute(query, (self._doc(id_),))
        return tuple(rows.to_annotation(row) for row in found)

    def all_annotations(self, *, color: str = "") -> Iterator[tuple[int, Annotation]]:
        """Yield (doc, annotation) over the whole archive, the last modified first, but for tags.

        ``color`` keeps just that highlight colour.
        """
        query = (
            "SELECT doc, id, motivation, color, modified, data FROM annotation "
            "WHERE motivation != 'tagging' AND :color IN ('', color) "
            "ORDER BY modified DESC, doc, id"
        )
        for doc, *row in self._connection.execute(query, {"color": color}).fetchall():
            yield doc, rows.to_annotation(tuple(row))

    def by_sha256(self, digest: str) -> str | None:
        """Return the id of an article whose original has this SHA-256 (hex), or None."""
        query = "SELECT id FROM article WHERE sha256 = ? ORDER BY doc LIMIT 1"
        row = self._connection.execute(query, (digest,)).fetchone()
        return row[0] if row else None

    def by_path(self, path: str) -> str | None:
        """Return the id of the article whose original lies at ``path`` in the archive, or None."""
        query = "SELECT id FROM article WHERE path = ? ORDER BY doc LIMIT 1"
        row = self._connection.execute(query, (path,)).fetchone()
        return row[0] if row else None

    def stories(self) -> list[tuple[int, int]]:
        """Return the stories with how many articles each has, the largest first."""
        query = (
            "SELECT story, count(*) FROM article WHERE story GROUP BY story "
            "ORDER BY count(*) DESC, story"
        )
        return [(row[0], row[1]) for row in self._connection.execute(query)]

    def story(self, number: int) -> list[Article]:
        """Return a story's articles, who had it first first."""
        # "AND story" lets SQLite use the index, which holds but the articles that have one.
        query = (
            f"SELECT {rows.ARTICLE_COLUMNS} FROM article "  # noqa: S608
            "WHERE story = ? AND story ORDER BY date, doc"
        )
        return [rows.to_article(row) for row in self._connection.execute(query, (number,))]

    def all(self) -> Iterator[Article]:
        """Yield every article in the order they came, as they stood when asked."""
        query = f"SELECT {rows.ARTICLE_COLUMNS} FROM article ORDER BY doc"  # noqa: S608
        for row in self._connection.execute(query).fetchall():
            yield rows.to_article(row)

    def findings(self) -> tuple[Finding, ...]:
        """Return what `set_findings` remembered."""
        stored = self.meta("findings")
        return tuple(Finding(*item) for item in json.loads(stored)) if stored else ()

    def stale(self) -> list[str]:
        """Return the ids of the articles whose words the index has not got."""
        # The plus keeps SQLite from reading the whole table in this order.
        query = "SELECT id FROM article WHERE stale ORDER BY +doc"
        return [row[0] for row in self._connection.execute(query)]

    def missing(self) -> list[str]:
        """Return the ids of the articles whose originals are missing."""
        query = "SELECT id FROM article WHERE status = 'missing' ORDER BY doc"
        return [row[0] for row in self._connection.execute(query)]

    def stamps(self, below: Iterable[str] | None = None) -> dict[str, tuple[str, Stamp]]:
        """Return where each original lies and its stamp: id → (path, stamp).

        With ``below``, only of those that lie at or below one of these paths.
        """
        query = "SELECT id, path, stamp FROM article"
        if below is None:
            found = self._connection.execute(query).fetchall()
        else:
            at = f"{query} WHERE path = ? OR (path > ? || '/' AND path < ? || '0')"
            found = [
                row
                for place in below
                for row in self._connection.execute(at, (place, place, place))
            ]
        return {id_: (path, rows.stamp(stamp)) for id_, path, stamp in found}

    def hashes(self) -> dict[str, str]:
        """Return SHA-256 (hex) → id for all articles."""
        return dict(self._connection.execute("SELECT sha256, id FROM article ORDER BY doc DESC"))

    def texts_known(self) -> list[tuple[int, str, str, int]]:
        """Return (doc, id, SHA-256 of the text, story) of every article with a text."""
        query = "SELECT doc, id, text_hash, story FROM article WHERE words ORDER BY doc"
        return self._connection.execute(query).fetchall()

    def text_hash(self, id_: str) -> str:
        """Return the SHA-256 (hex) of an article's extracted text. Raises `NotFound`."""
        query = "SELECT text_hash FROM article WHERE id = ?"
        row = self._connection.execute(query, (id_,)).fetchone()
        if row is None:
            raise NotFound(id_, "no such article")
        return str(row[0])

    def count(self) -> int:
        """How many articles there are."""
        return int(self._connection.execute("SELECT count(*) FROM article").fetchone()[0])

    def doc_sum(self) -> tuple[int, int]:
        """How many articles there are, and the sum of their numbers: quick to compare by."""
        query = "SELECT count(*), coalesce(sum(doc), 0) FROM article"
        count, total = self._connection.execute(query).fetchone()
        return count, total

    def last_doc(self) -> int:
        """The highest number of an article; 0 where there is none."""
        return int(self._connection.execute("SELECT max(doc) FROM article").fetchone()[0] or 0)


def _used(thread: threading.Thread, connection: sqlite3.Connection) -> bool:
    """Whether a connection's thread still lives; else it is closed."""
    if not thread.is_alive():
        connection.close()
        return False
    return True


def _in_story(article: Article, number: int) -> Article:
    """An article in the story that it was in before, where it gives none."""
    return replace(article, story=number) if number and not article.story else article
