"""Queries to the index: the best fifty and the count, by kind; ours against its peers.

``python -m benchmarks.queries CORPUS [--sizes 10000 30100 100000] [--json]``. The words are drawn
from the corpus with a fixed seed, and such that every engine's analysis leaves them as they
are. ``lens`` is a word with all its forms (to the others: any of these words), ``facets`` a common
word with how many articles each source has. No question is asked twice. The whole
way of a query (lens, all facets, order, snippets) is `benchmarks.search`.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archive_app.text.stemming.stem import analyses
from archive_app.text.tokens import words
from benchmarks import corpus
from benchmarks.corpus import Item
from benchmarks.engines import ENGINES, Question, Recoll
from benchmarks.running import apart, main, markdown, summary

KINDS = (
    *("rare", "medium", "common", "and", "or", "not", "phrase", "prefix", "fuzzy"),
    *("lens", "facets"),
)
WARM, EACH = 10, 40
"""Questions of each kind that are asked before time is taken, and those of which it is taken."""

STOCK_SIZE = 5_000
"""Articles in stock Whoosh's index: a larger one would take many minutes to make."""

RECOLL_MOST = 50_000
"""The same for Recoll, by its size."""


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

    forms: dict[str, list[str]] = {}
    for word, (stem, _, _) in zip(plain, analyses(plain), strict=True):
        forms.setdefault(stem, []).append(word)
    families = [family for family in forms.values() if len(family) >= 5]

    def family() -> tuple[str, ...]:
        chosen = chance.choice(families)
        typed = chance.choice(chosen)
        return (typed, *(word for word in chosen if word != typed))

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
        "lens": lambda: ("lens", family()),
        "facets": lambda: ("facets", some("common")),
    }
    return {kind: [makers[kind]() for _ in range(WARM + EACH)] for kind in KINDS}


def one(name: str, source: Path, scratch: Path, folder: Path) -> dict[str, Any]:
    """Ask one engine all questions."""
    items = corpus.cached(source, scratch)
    engine = ENGINES[name](folder)
    start = time.perf_counter()
    try:
        engine.open()
    except NotImplementedError:
        return {}
    opening = (time.perf_counter() - start) * 1000
    engine.settle()
    result: dict[str, Any] = {"open": round(opening, 2)}
    every: list[float] = []
    for kind, asked in questions(items).items():
        taken = []
        try:
            for number, question in enumerate(asked):
                start = time.perf_counter()
                engine.ask(question)
                spent = (time.perf_counter() - start) * 1000
                result.setdefault("first", spent)
                if number >= WARM:
                    taken.append(spent)
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
        names = ["khizana", "tantivy", "fts5"]
        if count <= RECOLL_MOST and Recoll.installed():
            names.append("recoll")
        if place == 0:
            names.append("whoosh")
        results[str(count)] = {}
        for name in names:
            number = min(count, STOCK_SIZE) if name == "whoosh" else count
            folder = scratch / f"{name}-{number}"
            if not folder.exists():
                apart("benchmarks.indexing", "one", name, source, scratch, number, folder)
            figures = apart("benchmarks.queries", "one", name, source, scratch, folder)
            if figures:
                results[str(count)][name] = figures
    return results


def table(results: dict[str, Any]) -> str:
    """How many times as fast ours is, by kind; then milliseconds; then how they grow."""
    ratios, times, growth = [], [], []
    for count, engines in results.items():
        ours = engines["khizana"]
        for name, values in engines.items():
            shown = f"{STOCK_SIZE:,}" if name == "whoosh" else f"{int(count):,}"
            whole = values["all"]
            if name != "khizana":
                each = {k: values[k]["median"] / ours[k]["median"] for k in KINDS if k in values}
                middle = statistics.median(each.values())
                cells = [f"{each[kind]:.2f}" if kind in each else "–" for kind in KINDS]
                ratios.append([shown, name, f"{middle:.2f}", *cells])
            cells = [f"{values[kind]['median']:.2f}" if kind in values else "–" for kind in KINDS]
            summed = f"{whole['median']:.2f} / {whole['p95']:.2f}"
            times.append([shown, name, f"{values['first']:.1f}", summed, *cells])
    sizes = sorted(results, key=int)
    least, most = results[sizes[0]], results[sizes[-1]]
    for name in least if len(sizes) > 1 else ():
        if name in most and name != "whoosh":
            cells = [
                f"{most[name][kind]['median'] / least[name][kind]['median']:.1f}"
                if kind in most[name]
                else "–"
                for kind in KINDS
            ]
            growth.append([name, f"{int(sizes[-1]) / int(sizes[0]):.1f}", *cells])
    tables = [
        "How many times the milliseconds of ours the others take (medians; their middle first).\n",
        markdown(["articles", "engine", "middle", *KINDS], ratios),
        "\nMilliseconds: medians.\n",
        markdown(["articles", "engine", "the first", "all: median / p95", *KINDS], times),
    ]
    if growth:
        span = f"{int(sizes[-1]):,} articles as in {int(sizes[0]):,}"
        tables += [
            f"\nHow many times as long it takes in {span}.\n",
            markdown(["engine", "articles", *KINDS], growth),
        ]
    return "\n".join(tables)


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        _, _, engine, where, aside, target = sys.argv
        print(json.dumps(one(engine, Path(where), Path(aside), Path(target))))
    else:
        main("Queries to the index", measure, table)
