"""All measurements that docs/performance.md shows, in one run.

``python -m benchmarks CORPUS [--parts NAME …] [--sizes 10000 30100 100000] [--runs 3]
[--kills 100] [--json]`` takes some forty minutes on two cores, most of it at the largest size:
``--sizes 10000 30100`` takes a third. CORPUS is a folder of zips with JSON arrays of articles.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import corpus


class Part(NamedTuple):
    """One module of measurements (``measure`` and ``table``): its title, and at which of the
    sizes it measures."""

    title: str
    sizes: Callable[[Sequence[int]], Sequence[int]]


def _all(sizes: Sequence[int]) -> Sequence[int]:
    return sizes


def _larger(sizes: Sequence[int]) -> Sequence[int]:
    return sizes[1:] or sizes


PARTS = {
    "importing": Part("Import end to end", _all),
    "indexing": Part("Indexing alone", _all),
    "queries": Part("Queries to the index", _all),
    "search": Part("The whole way of a query", _all),
    "update": Part("One article", _larger),
    "window": Part("The window", _larger),
    "crash": Part("Killed while importing", _all),
}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_100, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--scratch", type=Path, help="where to build (kept); else a temporary one")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start = time.perf_counter()
    results: dict[str, Any] = {}
    sizes = options.sizes
    with tempfile.TemporaryDirectory() as temporary:
        scratch = options.scratch or Path(temporary)
        scratch.mkdir(parents=True, exist_ok=True)
        items = corpus.cached(options.corpus, scratch)
        if not options.json:
            print(
                f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, "
                f"Python {platform.python_version()}; {len(items):,} articles, "
                f"{corpus.size(items) / 1e6:.1f} MB of text; load {os.getloadavg()[0]:.1f}"
            )
        for name in options.parts:
            module = import_module(f"benchmarks.{name}")
            options.sizes = list(PARTS[name].sizes(sizes))
            begun = time.perf_counter()
            results[name] = module.measure(options.corpus, scratch, options)
            if not options.json:
                seconds = time.perf_counter() - begun
                print(f"\n### {PARTS[name].title}\n\n{module.table(results[name])}")
                print(f"\n({seconds:.0f} s)", flush=True)
    results["seconds"] = round(time.perf_counter() - start)
    if options.json:
        print(json.dumps(results, ensure_ascii=False))
    else:
        print(f"\nAll in {results['seconds']} s.")


if __name__ == "__main__":
    main()
