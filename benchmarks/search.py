"""The whole way of a query: lens, index, facets, order, and the first twenty with snippets.

``python -m benchmarks.search CORPUS [--sizes 10000 30100 100000] [--json]`` builds the catalogue
and the index (the lexicon with them), and asks

- a mixed set of questions of one to three words, phrases and prefixes, drawn from the corpus with a
  fixed seed, each once: nothing is warmed by itself; through the word lens and the root lens;
- questions by their kind, each once;
- what a click asks for: the whole archive, in each order; a result narrowed by a facet, sorted
  otherwise, its next page; what a half-typed word may become;
- the first question after opening, in a process that has asked nothing, for a common word and for
  one that the archive lacks (which has to be looked up among all its words).

Also the opening, and the size of all that lies on the disk against the text.
"""

from __future__ import annotations

import contextlib
import gc
import json
import random
import shutil
import sqlite3
import sys
import time
from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import Any

from archive_app.core.model import Article, Filters, Lens, Metadata
from archive_app.search.catalogue import Catalogue, Entry
from archive_app.search.index import Index
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
        searcher.prepare()  # as after each import
    seconds = time.perf_counter() - start
    index_bytes = sum(path.stat().st_size for path in index.folder.iterdir() if path.is_file())
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


KINDS: dict[str, dict[str, Any]] = {
    "rare": {},
    "common": {},
    "and": {},
    "or": {},
    "not": {},
    "phrase": {},
    "near": {},
    "prefix": {},
    "fuzzy": {},
    "root": {"lens": Lens.ROOT},
    "exact": {"lens": Lens.EXACT},
    "question": {"match": "any"},
    "facets": {},
}
"""The kinds of questions, and how they are asked; ``facets``: narrowed by source and month."""

EACH = 40


def by_kind(items: list[Item]) -> dict[str, list[tuple[str, Filters]]]:
    """Questions of each kind, with their filters."""
    chance = random.Random(2015)
    texts = [text for item in items if len(text := words(item.text)) > 40]
    counts = Counter(word for text in texts for word in set(text) if len(word) > 2)
    common = sorted(word for word, count in counts.items() if count > len(texts) // 10)
    middle = sorted(word for word, count in counts.items() if 20 <= count <= len(texts) // 20)
    rare = sorted(word for word, count in counts.items() if 2 <= count <= 5 and len(word) > 3)
    sources = sorted({item.source for item in items})

    def row(number: int, step: int = 1) -> str:
        text = chance.choice(texts)
        at = chance.randrange(len(text) - number * step)
        return " ".join(text[at : at + number * step : step])

    def one(kind: str) -> str:
        word, other, often = chance.choice(middle), chance.choice(middle), chance.choice(common)
        return {
            "rare": chance.choice(rare),
            "and": f"{word} {often}",
            "or": f"{word} OR {other} OR {often}",
            "not": f"{often} -{word}",
            "phrase": f'"{row(2)}"',
            "near": f'"{row(2, 2)}"~5',
            "prefix": f"{word[:3]}*",
            "fuzzy": f"{word}~",
            "question": row(6),
        }.get(kind, often if kind in ("common", "facets") else word)

    def filters(kind: str) -> Filters:
        if kind != "facets":
            return Filters()
        return Filters(source=(chance.choice(sources),), month=("2015-07",))

    return {kind: [(one(kind), filters(kind)) for _ in range(EACH)] for kind in KINDS}


def opened(folder: Path) -> tuple[Catalogue, Searcher]:
    """What was built."""
    catalogue = Catalogue.open(folder / CATALOGUE, create=False)
    return catalogue, Searcher(catalogue, Index.open(folder / INDEX, create=False))


def first(items: list[Item], folder: Path, question: str) -> dict[str, float]:
    """Open and ask one question, in a process of its own; milliseconds."""
    del items
    start = time.perf_counter()
    _, searcher = opened(folder)
    opening = (time.perf_counter() - start) * 1000
    start = time.perf_counter()
    searcher.search(question)
    return {"open": opening, "first": (time.perf_counter() - start) * 1000}


def ask(items: list[Item], folder: Path) -> dict[str, Any]:
    """Open and ask."""
    _, searcher = opened(folder)
    start = time.perf_counter()
    searcher.prepare()  # as after each opening, while nobody waits for it
    result: dict[str, Any] = {"prepare": time.perf_counter() - start}
    mixed = questions(items[:5_000])
    gc.collect()
    gc.freeze()  # the corpus that this process holds is no part of what is measured
    with Memory() as memory:
        for lens in (Lens.WORD, Lens.ROOT):
            taken = [timed(searcher, question, lens=lens) for question in mixed]
            result[lens.value] = summary(taken[WARM:])
        result["kinds"] = {
            kind: summary([timed(searcher, text, filters=by, **KINDS[kind]) for text, by in asked])
            for kind, asked in by_kind(items[:5_000]).items()
        }
        result["clicks"] = {name: summary(taken) for name, taken in clicks(searcher).items()}
    result["memory"] = memory.peak
    return result


def timed(searcher: Searcher, question: str, **options: Any) -> float:
    """Milliseconds that a search takes."""
    start = time.perf_counter()
    searcher.search(question, **options)
    return (time.perf_counter() - start) * 1000


def clicks(searcher: Searcher) -> dict[str, list[float]]:
    """Milliseconds of what a click asks for, by the click."""
    taken: dict[str, list[float]] = {}
    for order in ("added", "date", "-date", "title"):
        taken[f"all, by {order}"] = [timed(searcher, "", sort=order) for _ in range(5)]
    for word in ("السعودية", "الرياض", "محمد", "من", "اليوم"):
        found = searcher.search(word)
        for facet, values in found.facets.items():
            if facet in CLICKED:
                chosen: dict[str, Any] = {facet: (next(iter(values)),)}
                filters = Filters(**chosen)
                taken.setdefault("facet", []).append(timed(searcher, word, filters=filters))
                taken.setdefault("facet, of all", []).append(timed(searcher, "", filters=filters))
        for order in ("date", "title"):
            taken.setdefault("sort", []).append(timed(searcher, word, sort=order))
        start = time.perf_counter()
        searcher.hits(found, 20, 40)
        taken.setdefault("next page", []).append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        searcher.complete(word[:3])
        taken.setdefault("complete", []).append((time.perf_counter() - start) * 1000)
    return taken


CLICKED = ("source", "tag", "month", "language", "type")


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
        place = (source, scratch, count, folder)
        plain = apart("benchmarks.search", "first", *place, "السعودية")
        absent = apart("benchmarks.search", "first", *place, "السعوضية")
        asked = apart("benchmarks.search", "ask", *place)
        results[str(count)] = {
            "built": json.loads(built.read_text()),
            **plain,
            "first of an absent word": absent["first"],
            **asked,
        }
    return results


def table(results: dict[str, Any]) -> str:
    """One line a size; then the kinds and the clicks, one line each, with how they grow."""
    head = ["articles", "word lens: median / p95 ms", "root lens: median / p95 ms", "open ms"]
    head += ["first ms", "first, absent word, ms", "prepared in s", "index + lexicon / text"]
    head += ["catalogue / text", "built articles/s", "memory MB"]
    rows = [
        [
            f"{int(count):,}",
            *(pair(got[lens]) for lens in ("word", "root")),
            f"{got['open']:.1f}",
            f"{got['first']:.1f}",
            f"{got['first of an absent word']:.1f}",
            f"{got['prepare']:.1f}",
            f"{got['built']['index']:.2f} + {got['built']['lexicon']:.2f}",
            f"{got['built']['catalogue']:.2f}",
            f"{got['built']['rate']:,.0f}",
            f"{got['built']['memory']:.0f} / {got['memory']:.0f}",
        ]
        for count, got in results.items()
    ]
    return "\n\n".join(
        [markdown(head, rows), each(results, "kinds", "kind"), each(results, "clicks", "click")]
    )


def each(results: dict[str, Any], part: str, title: str) -> str:
    """Medians and 95th percentiles by kind and size, and how the median grows."""
    least, *_, most = [*results.values()] * 2
    rows = [
        [
            name,
            f"{most[part][name]['median'] / least[part][name]['median']:.1f}",
            *(pair(got[part][name]) for got in results.values()),
        ]
        for name in least[part]
    ]
    sizes = [f"{int(count):,}: median / p95 ms" for count in results]
    return markdown([title, "grows ×", *sizes], rows)


def pair(figures: dict[str, float]) -> str:
    """A median and a 95th percentile."""
    return f"{figures['median']:.1f} / {figures['p95']:.1f}"


TASKS = {"build": build, "ask": ask, "first": first}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in TASKS:
        _, task, where, aside, number, target, *more = sys.argv
        articles = corpus.repeated(corpus.cached(Path(where), Path(aside)), int(number))
        print(json.dumps(TASKS[task](articles, Path(target), *more)))  # type: ignore[operator]
    else:
        main("The whole way of a query", measure, table)
