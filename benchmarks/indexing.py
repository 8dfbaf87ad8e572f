"""Indexing alone: articles a second, bytes on the disk, memory; ours against its peers.

``python -m benchmarks.indexing CORPUS [--sizes 10000 30100 100000] [--runs 3] [--json]``
"""

from __future__ import annotations

import json
import statistics
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.engines import ENGINES, Recoll, timed_build
from benchmarks.running import Memory, apart, main, markdown

STOCK_SAMPLE = 2_000
"""Stock Whoosh is measured on so few: it is slow, and its rate falls as it grows."""


def one(name: str, source: Path, scratch: Path, count: int, folder: Path) -> dict[str, Any]:
    """Build one index, here and now."""
    items = corpus.repeated(corpus.cached(source, scratch), count)
    engine = ENGINES[name](folder)
    with Memory() as memory:
        seconds = timed_build(engine, items)
    return {
        "seconds": seconds,
        "rate": count / seconds,
        "bytes": engine.size(),
        "share": engine.size() / corpus.size(items),
        "memory": memory.peak,
    }


def measure(source: Path, scratch: Path, options: Namespace) -> dict[str, Any]:
    """All engines at all sizes; the smallest size several times, alternating."""
    corpus.cached(source, scratch)
    results: dict[str, Any] = {}
    for place, count in enumerate(options.sizes):
        names = ["khizana", "khizana-batches", "tantivy", "fts5"]
        if place == 0:
            names.append("whoosh")
        if Recoll.installed():
            names.append("recoll")
        runs: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
        for turn in range(options.runs if place == 0 else 1):
            for name in names:
                if name in ("whoosh", "recoll") and turn:
                    continue
                number = min(count, STOCK_SAMPLE) if name == "whoosh" else count
                folder = scratch / f"{name}-{count}"
                runs[name].append(
                    apart("benchmarks.indexing", "one", name, source, scratch, number, folder)
                )
        results[str(count)] = {
            name: {
                key: statistics.median(run[key] for run in done)
                for key in ("seconds", "rate", "bytes", "share", "memory")
            }
            for name, done in runs.items()
        }
    return results


def table(results: dict[str, Any]) -> str:
    """Ratios first."""
    rows = []
    first: dict[str, Any] = next(iter(results.values()), {})
    for count, engines in results.items():
        ours = engines["khizana"]["rate"]
        rows += [
            [
                f"{int(count):,}",
                name,
                f"{ours / values['rate']:.2f}",
                f"{values['rate']:,.0f}",
                f"{values['rate'] / first[name]['rate']:.2f}" if name in first else "",
                f"{values['bytes'] / 1e6:.1f}",
                f"{values['share']:.2f}",
                f"{values['memory']:.0f}",
            ]
            for name, values in engines.items()
        ]
    head = [
        "articles",
        "engine",
        "ours is × as fast",
        "articles/s",
        "of its rate at the smallest size",
        "MB",
        "of the text",
        "memory MB",
    ]
    return markdown(head, rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        _, _, engine, where, aside, number, target = sys.argv
        print(json.dumps(one(engine, Path(where), Path(aside), int(number), Path(target))))
    else:
        main("Indexing alone", measure, table)
