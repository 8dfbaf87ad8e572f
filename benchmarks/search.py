"""The whole way of a query: lens, index, facets, order, and the first twenty with snippets.

``python -m benchmarks.search CORPUS [--sizes 10000 30100 100000] [--json]`` builds the catalogue
and the index (the lexicon with them), and asks questions of one to three words, phrases and
prefixes, drawn from the corpus with a fixed seed, each once: nothing is warmed by itself.
Also the opening, and the size of all that lies on the disk against the text.
"""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import sqlite3
import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

from archive_app.core.model import Article, Lens, Metadata
from archive_app.search.catalogue import Catalogue
from archive_app.search.index import Index
from archive_app.search.rows import Entry
from archive_app.search.searcher import Searcher
from archive_app.text.tokens import words
from benchmarks import corpus
from benchmarks.corpus import Item
from benchmarks.running import Memory, apart, main, markdown, summary

BATCH = 1_000
WARM = 20
ASKED = 200
CATALOGUE, INDEX = "catalogue.sqlite", "index"


def entry(number: int, item: Item) -> Entry:
    """An article as the catalogue takes it; every tenth is tagged."""
    article = Article(
        id=f"{number:032x}",
        doc=0,
        path=f"2015-07/{number}.txt",
        metadata=Metadata(title=item.title, source=item.source, date=item.date, language="ar"),
        media_type="text/plain",
        size=len(item.text),
        added="2015-07-21T00:00:00Z",
        tags=("مهم",) if number % 10 == 0 else (),
    )
    return Entry(article, item.text)


def build(items: list[Item], folder: Path) -> dict[str, Any]:
    """Catalogue, lexicon and index, batch by batch."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    catalogue = Catalogue.open(folder / CATALOGUE, create=True)
    index = Index.open(folder / INDEX)
    searcher = Searcher(catalogue, index)
    start = time.perf_counter()
    with Memory() as memory:
        for first in range(0, len(items), BATCH):
            part = items[first : first + BATCH]
            docs = catalogue.add(entry(first + n, item) for n, item in enumerate(part))
            with index.writer() as writer:
                for doc, item in zip(docs, part, strict=True):
                    writer.add(doc, {"title": words(item.title), "body": words(item.text)})
            searcher.learn(writer.new_words)
        index.optimize()
    seconds = time.perf_counter() - start
    index_bytes = index.size_on_disk
    index.close()
    catalogue.close()
    text = corpus.size(items)
    lexicon = lexicon_bytes(folder / CATALOGUE)
    every = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "rate": len(items) / seconds,
        "memory": memory.peak,
        "index": index_bytes / text,
        "lexicon": lexicon / text,
        "catalogue": (every - index_bytes) / text,
    }


def lexicon_bytes(path: Path) -> int:
    """How much of the catalogue is lexicon; 0 where this SQLite cannot tell."""
    tables = ("family", "spelling", "odd", "sqlite_autoindex_spelling_1")
    marks = ",".join("?" * len(tables))
    try:
        with contextlib.closing(sqlite3.connect(path)) as database:
            (found,) = database.execute(
                f"SELECT sum(pgsize) FROM dbstat WHERE name IN ({marks})", tables
            ).fetchone()
    except sqlite3.OperationalError:
        return 0
    return int(found or 0)


def questions(items: list[Item]) -> list[str]:
    """Queries as people type them: words of one text, in the order in which they stand there."""
    chance = random.Random(42)
    asked: list[str] = []
    while len(asked) < WARM + ASKED:
        text = words(chance.choice(items).text)
        if len(text) < 20:
            continue
        long = [word for word in text if len(word) > 3]
        at = chance.randrange(len(text) - 3)
        kind = chance.choice(["one", "two", "three", "phrase", "near", "prefix"])
        asked.append(
            {
                "one": chance.choice(long or text),
                "two": " ".join(chance.sample(long, 2)) if len(long) > 2 else text[0],
                "three": " ".join(chance.sample(text, 3)),
                "phrase": '"' + " ".join(text[at : at + 2]) + '"',
                "near": '"' + " ".join(text[at : at + 3 : 2]) + '"~5',
                "prefix": chance.choice(long or text)[:4] + "*",
            }[kind]
        )
    return asked


def ask(items: list[Item], folder: Path) -> dict[str, Any]:
    """Open and ask."""
    start = time.perf_counter()
    catalogue = Catalogue.open(folder / CATALOGUE, create=False)
    index = Index.open(folder / INDEX, create=False)
    searcher = Searcher(catalogue, index)
    opening = (time.perf_counter() - start) * 1000
    asked = questions(items[:5_000])
    result: dict[str, Any] = {"open": opening}
    start = time.perf_counter()
    searcher.search(asked[0])
    result["first"] = (time.perf_counter() - start) * 1000
    with Memory() as memory:
        for lens in (Lens.WORD, Lens.ROOT):
            taken = []
            for number, question in enumerate(asked):
                start = time.perf_counter()
                searcher.search(question, lens=lens)
                if number >= WARM:
                    taken.append((time.perf_counter() - start) * 1000)
            result[lens.value] = summary(taken)
    result["memory"] = memory.peak
    return result


def measure(source: Path, scratch: Path, options: Namespace) -> dict[str, Any]:
    """Build and ask, in processes apart; what is built already is used."""
    corpus.cached(source, scratch)
    results: dict[str, Any] = {}
    for count in options.sizes:
        folder = scratch / f"whole-{count}"
        built = folder.with_suffix(".json")
        if not built.exists():
            figures = apart("benchmarks.search", "build", source, scratch, count, folder)
            built.write_text(json.dumps(figures))
        asked = apart("benchmarks.search", "ask", source, scratch, count, folder)
        results[str(count)] = {"built": json.loads(built.read_text()), **asked}
    return results


def table(results: dict[str, Any]) -> str:
    """One line a size."""
    head = ["articles", "word lens: median / p95 ms", "root lens: median / p95 ms", "open ms"]
    head += [
        "first ms",
        "index + lexicon / text",
        "catalogue / text",
        "built articles/s",
        "memory MB",
    ]
    rows = [
        [
            f"{int(count):,}",
            *(f"{got[lens]['median']:.1f} / {got[lens]['p95']:.1f}" for lens in ("word", "root")),
            f"{got['open']:.1f}",
            f"{got['first']:.1f}",
            f"{got['built']['index']:.2f} + {got['built']['lexicon']:.2f}",
            f"{got['built']['catalogue']:.2f}",
            f"{got['built']['rate']:,.0f}",
            f"{got['built']['memory']:.0f} / {got['memory']:.0f}",
        ]
        for count, got in results.items()
    ]
    return markdown(head, rows)


if __name__ == "__main__":
    if sys.argv[1:2] in (["build"], ["ask"]):
        _, task, where, aside, number, target = sys.argv
        articles = corpus.repeated(corpus.cached(Path(where), Path(aside)), int(number))
        work = build if task == "build" else ask
        print(json.dumps(work(articles, Path(target))))
    else:
        main("The whole way of a query", measure, table)
