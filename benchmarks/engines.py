"""Ours and its peers behind one interface: build, update, query.

All keep words with positions of title and text, each by its own analysis, on the disk. All
answer with the best fifty and the number of all matches. Each is used as its documentation
advises for speed: one commit for a whole import, one process (Recoll uses the cores it finds).
"""

# ruff: noqa: D102, ARG002 - what each method does, `Engine` says
from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.corpus import Item

Question = tuple[str, tuple[str, ...]]
"""A kind and its words: ``word``, ``and``, ``or``, ``not``, ``phrase``, ``prefix``, ``fuzzy``;
``lens``: a word in all its forms, the one that was typed first; ``facets``: a word, and how many
of the articles that hold it each source has."""

TOP = 50


class Engine:
    """One engine's index in a folder."""

    name = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, items: Sequence[Item]) -> None:
        """Index the items, numbered from 1, from nothing; on the disk when it returns."""
        raise NotImplementedError

    def open(self) -> None:
        """Open what was built."""
        raise NotImplementedError

    def settle(self) -> None:
        """What the engine does at leisure after an import, before it is asked."""

    def update(self, number: int, item: Item) -> None:
        """Put an item in another's place, on the disk when it returns."""
        raise NotImplementedError

    def ask(self, question: Question) -> int:
        """Find the best fifty and return how many match."""
        raise NotImplementedError

    def fresh(self) -> None:
        """Empty the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def size(self) -> int:
        """Bytes on the disk."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


class Ours(Engine):
    """Khizana's index: its own analysis, Whoosh with the codec of arrays."""

    name = "khizana"
    batch = 0

    def build(self, items: Sequence[Item]) -> None:
        from archive_app.search.index import Index
        from archive_app.text.tokens import words

        self.fresh()
        index = Index.open(self.folder / "index")
        batch = self.batch or len(items)
        for first in range(0, len(items), batch):
            with index.writer() as writer:
                for number, item in enumerate(items[first : first + batch], first + 1):
                    writer.add(number, {"title": words(item.title), "body": words(item.text)})
        if self.batch:
            index.optimize()
        index.close()
        codes = _codes(items)
        np.save(self.folder / "sources.npy", np.array([0, *codes], dtype=np.int32))

    def open(self) -> None:
        from archive_app.search.index import Index

        self.index = Index.open(self.folder / "index", create=False)
        self.sources = np.load(self.folder / "sources.npy", mmap_mode="r")

    def settle(self) -> None:
        self.index.optimize()

    def update(self, number: int, item: Item) -> None:
        from archive_app.text.tokens import words

        with self.index.writer() as writer:
            writer.add(number, {"title": words(item.title), "body": words(item.text)})

    def ask(self, question: Question) -> int:
        snapshot = self.index.snapshot()
        matches = snapshot.execute(self._plan(*question))
        snapshot.top(matches, TOP)
        if question[0] == "facets":
            np.bincount(self.sources[matches.docs])
        return len(matches.docs)

    def _plan(self, kind: str, words: tuple[str, ...]) -> Any:
        """A question as a plan of ours."""
        from archive_app.search.index import And, Expansion, Group, GroupPhrase, Not, Or, Prefix

        if kind == "fuzzy":
            near = self.vocabulary.near(words[0], 1)
            words = (words[0], *(word for word in near if word[0] == words[0][0]))
        if kind in ("lens", "fuzzy"):
            bits = (0b11, *[0b10] * (len(words) - 1))
            return Expansion((("body", 1.0),), words, bits, (0.3, 0.3))
        groups = tuple(Group("body", ((word, 1.0),)) for word in words)
        return {
            "and": lambda: And(groups),
            "or": lambda: Or(groups),
            "not": lambda: And((groups[0], Not(groups[1]))),
            "phrase": lambda: GroupPhrase("body", groups),
            "prefix": lambda: Prefix("body", words[0]),
        }.get(kind, lambda: groups[0])()

    @cached_property
    def vocabulary(self) -> Any:
        """The words that fuzzy ones are looked for among."""
        from archive_app.search.language import Vocabulary

        snapshot = self.index.snapshot()
        words = snapshot.prefix("")
        return Vocabulary(words, snapshot.frequencies, words)


class OursInBatches(Ours):
    """The same, searchable as it goes: a commit for each 1,000 articles, merged at the end."""

    name = "khizana-batches"
    batch = 1000


def _codes(items: Sequence[Item]) -> list[int]:
    """The items' sources as small numbers."""
    known: dict[str, int] = {}
    return [known.setdefault(item.source, len(known)) for item in items]


def whoosh_query(question: Question) -> Any:
    """A question as a query of Whoosh's."""
    from whoosh import query as q

    kind, words = question
    terms = [q.Term("body", word) for word in words]
    return {
        "word": lambda: terms[0],
        "facets": lambda: terms[0],
        "lens": lambda: q.Or(terms),
        "and": lambda: q.And(terms),
        "or": lambda: q.Or(terms),
        "not": lambda: q.And([terms[0], q.Not(terms[1])]),
        "phrase": lambda: q.Phrase("body", list(words)),
        "prefix": lambda: q.Prefix("body", words[0]),
        "fuzzy": lambda: q.FuzzyTerm("body", words[0], maxdist=1, prefixlength=1),
    }[kind]()


class Stock(Engine):
    """Whoosh 2.7.4 as it comes; its words are those of our analysis."""

    name = "whoosh"

    def build(self, items: Sequence[Item]) -> None:
        from whoosh import fields, index
        from whoosh.analysis import RegexTokenizer

        from archive_app.text.tokens import words

        self.fresh()
        text = fields.TEXT(analyzer=RegexTokenizer(r"[^ ]+"))
        schema = fields.Schema(id=fields.ID(unique=True, stored=True), title=text, body=text)
        with index.create_in(str(self.folder), schema).writer(limitmb=256) as writer:
            for number, item in enumerate(items, 1):
                title, body = " ".join(words(item.title)), " ".join(words(item.text))
                writer.add_document(id=str(number), title=title, body=body)

    def open(self) -> None:
        from whoosh import index

        self.index = index.open_dir(str(self.folder))
        self.searcher = self.index.searcher()

    def update(self, number: int, item: Item) -> None:
        from archive_app.text.tokens import words

        with self.index.writer() as writer:
            title, body = " ".join(words(item.title)), " ".join(words(item.text))
            writer.update_document(id=str(number), title=title, body=body)

    def ask(self, question: Question) -> int:
        if question[0] == "facets":  # its index keeps no column to count by
            raise NotImplementedError
        return len(self.searcher.search(whoosh_query(question), limit=TOP))


class Fts5(Engine):
    """SQLite's full-text search, its own tokeniser."""

    name = "fts5"

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.folder / "fts.db")
        database.execute("PRAGMA journal_mode = WAL")
        return database

    def build(self, items: Sequence[Item]) -> None:
        self.fresh()
        database = self._connect()
        # Contentless: it too keeps the words alone. The texts that a deletion wants are given.
        database.execute("CREATE VIRTUAL TABLE t USING fts5(title, body, content='')")
        with database:
            database.executemany(
                "INSERT INTO t (rowid, title, body) VALUES (?, ?, ?)",
                ((number, item.title, item.text) for number, item in enumerate(items, 1)),
            )
            database.execute("CREATE TABLE article (id INTEGER PRIMARY KEY, source INTEGER)")
            database.executemany("INSERT INTO article VALUES (?, ?)", enumerate(_codes(items), 1))
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()

    def open(self) -> None:
        self.database = self._connect()
        self.database.execute("PRAGMA synchronous = FULL")

    def update(self, number: int, item: Item) -> None:
        with self.database:
            self.database.execute(
                "INSERT INTO t (t, rowid, title, body) VALUES ('delete', ?, ?, ?)",
                (number, item.title, item.text),
            )
            self.database.execute(
                "INSERT INTO t (rowid, title, body) VALUES (?, ?, ?)",
                (number, item.title, item.text),
            )

    def ask(self, question: Question) -> int:
        kind, words = question
        if kind == "fuzzy":
            raise NotImplementedError
        quoted = [f'"{word}"' for word in words]
        match = {
            "word": quoted[0],
            "facets": quoted[0],
            "lens": " OR ".join(quoted),
            "and": " AND ".join(quoted),
            "or": " OR ".join(quoted),
            "not": " NOT ".join(quoted),
            "phrase": '"' + " ".join(words) + '"',
            "prefix": quoted[0] + "*",
        }[kind]
        match = f"body : ({match})"
        self.database.execute(
            "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", (match, TOP)
        ).fetchall()
        if kind == "facets":
            counts = self.database.execute(
                "SELECT source, count(*) FROM t JOIN article ON article.id = t.rowid "
                "WHERE t MATCH ? GROUP BY source",
                (match,),
            ).fetchall()
            return sum(number for _, number in counts)
        (count,) = self.database.execute(
            "SELECT count(*) FROM t WHERE t MATCH ?", (match,)
        ).fetchone()
        return int(count)


class Tantivy(Engine):
    """tantivy (Rust), one indexing thread, its own tokeniser."""

    name = "tantivy"

    def _schema(self) -> Any:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True)
        builder.add_text_field("title")
        builder.add_text_field("body")
        builder.add_integer_field("source", fast=True)
        return builder.build()

    def build(self, items: Sequence[Item]) -> None:
        import tantivy

        self.fresh()
        index = tantivy.Index(self._schema(), path=str(self.folder))
        writer = index.writer(heap_size=256_000_000, num_threads=1)
        for number, (item, source) in enumerate(zip(items, _codes(items), strict=True), 1):
            writer.add_document(
                tantivy.Document(id=number, title=item.title, body=item.text, source=source)
            )
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        import tantivy

        self.index = tantivy.Index.open(str(self.folder))
        self.searcher = self.index.searcher()
        self.writer: Any = None

    def update(self, number: int, item: Item) -> None:
        import tantivy

        if self.writer is None:
            self.writer = self.index.writer(heap_size=64_000_000, num_threads=1)
        self.writer.delete_documents("id", number)
        self.writer.add_document(tantivy.Document(id=number, title=item.title, body=item.text))
        self.writer.commit()

    def ask(self, question: Question) -> int:
        from tantivy import Occur, Query

        schema = self.index.schema
        kind, words = question
        terms = [Query.term_query(schema, "body", word) for word in words]
        occurs = {
            "word": [Occur.Must],
            "facets": [Occur.Must],
            "lens": [Occur.Should] * len(terms),
            "and": [Occur.Must] * len(terms),
            "or": [Occur.Should] * len(terms),
            "not": [Occur.Must, Occur.MustNot],
        }
        if kind == "phrase":
            query = Query.phrase_query(schema, "body", list(words))
        elif kind == "fuzzy":
            query = Query.fuzzy_term_query(schema, "body", words[0], distance=1)
        elif kind == "prefix":
            query = Query.regex_query(schema, "body", words[0] + ".*")
        else:
            query = Query.boolean_query(list(zip(occurs[kind], terms, strict=True)))
        found: Any = self.searcher.search(query, limit=TOP, count=True)
        if kind == "facets":
            self.searcher.aggregate(query, {"sources": {"terms": {"field": "source"}}})
        return int(found.count or 0)


class Recoll(Engine):
    """Recoll (Xapian) over the same texts as files, with its own analysis and all its cores."""

    name = "recoll"

    def _write(self, items: Iterable[Item]) -> None:
        self.fresh()
        config, files = self.folder / "config", self.folder / "files"
        config.mkdir()
        for number, item in enumerate(items, 1):
            place = files / f"{number // 1000}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{number}.txt").write_text(f"{item.title}\n\n{item.text}", encoding="utf-8")
        (config / "recoll.conf").write_text(
            f"topdirs = {files}\nidxflushmb = 200\n", encoding="utf-8"
        )

    def build(self, items: Sequence[Item]) -> None:
        subprocess.run(
            ["recollindex", "-c", str(self.folder / "config"), "-z"],
            check=True,
            capture_output=True,
            env={**os.environ, "HOME": str(self.folder)},
        )

    def open(self) -> None:
        # Its Python module is the system's, and goes with the system's Python.
        system = "/usr/lib/python3/dist-packages"
        sys.path.append(system)
        try:
            from recoll import recoll  # type: ignore[import-not-found]
        except ImportError as error:
            raise NotImplementedError from error
        finally:
            sys.path.remove(system)
        os.environ["HOME"] = str(self.folder)
        self.database: Any = recoll.connect(confdir=str(self.folder / "config"))

    def ask(self, question: Question) -> int:
        kind, words = question
        if kind in ("fuzzy", "facets"):
            raise NotImplementedError
        asked = {
            "word": words[0],
            "lens": " OR ".join(words),
            "and": " ".join(words),
            "or": " OR ".join(words),
            "not": " -".join(words),
            "phrase": '"' + " ".join(words) + '"',
            "prefix": words[0] + "*",
        }[kind]
        query = self.database.query()
        count = query.execute(asked, stemming=0)
        query.fetchmany(TOP)
        return int(count)

    def size(self) -> int:
        database = self.folder / "config" / "xapiandb"
        return sum(path.stat().st_size for path in database.rglob("*") if path.is_file())

    @staticmethod
    def installed() -> bool:
        """Whether Recoll is there."""
        return shutil.which("recollindex") is not None


ENGINES: dict[str, type[Engine]] = {
    engine.name: engine for engine in (Ours, OursInBatches, Tantivy, Fts5, Stock, Recoll)
}


def timed_build(engine: Engine, items: Sequence[Item]) -> float:
    """Seconds to index the items; writing Recoll's files does not count."""
    if isinstance(engine, Recoll):
        engine._write(items)
    start = time.perf_counter()
    engine.build(items)
    return time.perf_counter() - start
