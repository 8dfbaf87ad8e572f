"""One changed article: from its text to an index on the disk that finds it.

``python -m benchmarks.update CORPUS [--sizes 30100] [--json]``
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.engines import ENGINES
from benchmarks.running import apart, main, markdown, summary

TIMES = 60


def one(name: str, source: Path, scratch: Path, count: int, folder: Path) -> dict[str, Any]:
    """Update articles of one index, one after the other."""
    items = corpus.repeated(corpus.cached(source, scratch), count)
    engine = ENGINES[name](folder)
    engine.open()
    chance = random.Random(1)
    taken = []
    for _ in range(TIMES if name != "whoosh" else 5):
        number = chance.randrange(count)
        start = time.perf_counter()
        engine.update(number + 1, items[number])
        taken.append((time.perf_counter() - start) * 1000)
    return summary(taken)


def measure(source: Path, scratch: Path, options: Namespace) -> dict[str, Any]:
    """All engines; stock Whoosh on a smaller index."""
    corpus.cached(source, scratch)
    results: dict[str, Any] = {}
    for count in options.sizes:
        results[str(count)] = {}
        for name in ("khizana", "tantivy", "fts5", "whoosh"):
            number = min(count, 2_000) if name == "whoosh" else count
            folder = scratch / f"{name}-{number}-updated"
            built = scratch / f"{name}-{number}"
            if not built.exists():
                apart("benchmarks.indexing", "one", name, source, scratch, number, built)
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(built, folder)
            results[str(count)][name] = apart(
                "benchmarks.update", "one", name, source, scratch, number, folder
            )
    return results


def table(results: dict[str, Any]) -> str:
    """Milliseconds."""
    rows = [
        [f"{int(count):,}", name, values["median"], values["p95"], values["worst"]]
        for count, engines in results.items()
        for name, values in engines.items()
    ]
    return markdown(["articles", "engine", "median ms", "p95 ms", "worst ms"], rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        _, _, engine, where, aside, number, target = sys.argv
        print(json.dumps(one(engine, Path(where), Path(aside), int(number), Path(target))))
    else:
        main("Updating one article", measure, table, sizes=(30_100,))
