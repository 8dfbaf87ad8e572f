"""All measurements that docs/performance.md shows, in one run.

``python -m benchmarks CORPUS [--sizes 10000 30100 100000] [--runs 3] [--kills 100] [--json]``
takes some quarter of an hour on two cores. CORPUS is a folder of zips with JSON arrays of articles.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import corpus, indexing, queries, search, update, window
from benchmarks.running import apart


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_100, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--scratch", type=Path, help="where to build (kept); else a temporary one")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start = time.perf_counter()
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as temporary:
        scratch = options.scratch or Path(temporary)
        scratch.mkdir(parents=True, exist_ok=True)
        items = corpus.cached(options.corpus, scratch)

        def show(title: str, module: Any, sizes: list[int]) -> None:
            options.sizes = sizes
            results[module.__name__] = module.measure(options.corpus, scratch, options)
            if not options.json:
                print(f"\n### {title}\n\n{module.table(results[module.__name__])}", flush=True)

        if not options.json:
            print(
                f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, "
                f"Python {platform.python_version()}; {len(items):,} articles, "
                f"{corpus.size(items) / 1e6:.1f} MB of text; load {os.getloadavg()[0]:.1f}"
            )
        sizes = options.sizes
        show("Indexing alone", indexing, sizes)
        show("Queries to the index", queries, sizes)
        show("The whole way of a query", search, sizes)
        show("Updating one article", update, [sizes[len(sizes) // 2]])
        show("The window", window, sizes[1:])
        results["crash"] = apart(
            "benchmarks.crash", options.corpus, "--kills", options.kills, "--json"
        )
        results["seconds"] = round(time.perf_counter() - start)
    if options.json:
        print(json.dumps(results, ensure_ascii=False))
    else:
        crash = results["crash"]
        print(
            f"\n### Killed while importing\n\n{crash['kills']} times: the old state "
            f"{crash['old']}, the new {crash['new']}, any other {crash['other']}.\n\n"
            f"All in {results['seconds']} s."
        )


if __name__ == "__main__":
    main()
