"""Queries to the index: the best fifty and the count, by kind; ours against its peers.

``python -m benchmarks.queries CORPUS [--sizes 10000 30100 100000] [--json]``. The words are drawn
from the corpus with a fixed seed, and such that every engine's analysis leaves them as they
are. The whole way of a query (lens, facets, snippets) is `benchmarks.search`.
"""

from __future__ import annotations

import json
import random
import sys
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archive_app.text.tokens import words
from benchmarks import corpus
from benchmarks.corpus import Item
from benchmarks.engines import ENGINES, Question
from benchmarks.running import apart, main, markdown, summary

KINDS = ("rare", "medium", "common", "and", "or", "not", "phrase", "prefix", "fuzzy")
EACH = 20
STOCK_SIZE = 5_000


def questions(items: list[Item]) -> dict[str, list[Question]]:
    """For each kind some questions, drawn from the first 5,000 articles."""
    chance = random.Random(20150721)
    texts = [words(item.text) for item in items[:5_000]]
    raw = {word for item in items[:5_000] for word in item.text.split()}
    counts = Counter(word for text in texts for word in set(text))
    plain = sorted(word for word in counts if word in raw and len(word) > 2 and word.isalpha())
    bands = {
        "rare": [word for word in plain if 2 <= counts[word] <= 10],
        "medium": [word for word in plain if 30 <= counts[word] <= 500],
        "common": [word for word in plain if counts[word] > 1_000],
    }

    def some(band: str, number: int = 1) -> tuple[str, ...]:
        return tuple(chance.sample(bands[band], number))

    def phrase() -> tuple[str, ...]:
        while True:
            text = chance.choice(texts)
            at = chance.randrange(max(1, len(text) - 1))
            pair = tuple(text[at : at + 2])
            if len(pair) == 2 and all(word in raw and word.isalpha() for word in pair):
                return pair

    makers: dict[str, Callable[[], Question]] = {
        "rare": lambda: ("word", some("rare")),
        "medium": lambda: ("word", some("medium")),
        "common": lambda: ("word", some("common")),
        "and": lambda: ("and", (*some("medium"), *some("common"))),
        "or": lambda: ("or", (*some("medium", 2), *some("common"))),
        "not": lambda: ("not", (*some("common"), *some("medium"))),
        "phrase": lambda: ("phrase", phrase()),
        "prefix": lambda: ("prefix", (some("medium")[0][:3],)),
        "fuzzy": lambda: ("fuzzy", some("medium")),
    }
    return {kind: [makers[kind]() for _ in range(EACH)] for kind in KINDS}


def one(name: str, source: Path, scratch: Path, folder: Path) -> dict[str, Any]:
    """Ask one engine all questions, each once unmeasured and then three times."""
    items = corpus.cached(source, scratch)
    engine = ENGINES[name](folder)
    start = time.perf_counter()
    engine.open()
    opening = (time.perf_counter() - start) * 1000
    engine.settle()
    result: dict[str, Any] = {"open": round(opening, 2)}
    every: list[float] = []
    for kind, asked in questions(items).items():
        taken = []
        try:
            for question in asked:
                engine.ask(question)
                for _ in range(1 if name == "whoosh" else 3):
                    start = time.perf_counter()
                    engine.ask(question)
                    taken.append((time.perf_counter() - start) * 1000)
        except NotImplementedError:
            continue
        result[kind] = summary(taken)
        every += taken
    result["all"] = summary(every)
    return result


def measure(source: Path, scratch: Path, options: Namespace) -> dict[str, Any]:
    """All engines at all sizes (stock Whoosh at one); indexes that are there are used."""
    corpus.cached(source, scratch)
    results: dict[str, Any] = {}
    for place, count in enumerate(options.sizes):
        names = ["khizana", "tantivy"]
        if count < 50_000:
            names.append("fts5")
        if place == 0:
            names.append("whoosh")
        results[str(count)] = {}
        for name in names:
            number = min(count, STOCK_SIZE) if name == "whoosh" else count
            folder = scratch / f"{name}-{number}"
            if not folder.exists():
                apart("benchmarks.indexing", "one", name, source, scratch, number, folder)
            results[str(count)][name] = apart(
                "benchmarks.queries", "one", name, source, scratch, folder
            )
    return results


def table(results: dict[str, Any]) -> str:
    """Medians by kind, in milliseconds."""
    rows = []
    for count, engines in results.items():
        for name, values in engines.items():
            shown = f"{STOCK_SIZE:,}" if name == "whoosh" else f"{int(count):,}"
            cells = [str(values[kind]["median"]) if kind in values else "–" for kind in KINDS]
            whole = values["all"]
            rows.append([shown, name, f"{whole['median']} / {whole['p95']}", *cells])
    return markdown(["articles", "engine", "all: median / p95 ms", *KINDS], rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        _, _, engine, where, aside, target = sys.argv
        print(json.dumps(one(engine, Path(where), Path(aside), Path(target))))
    else:
        main("Queries to the index", measure, table)
