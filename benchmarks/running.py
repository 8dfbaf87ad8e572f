"""Runs each measurement in a process of its own, so that none warms or burdens another."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil


def apart(module: str, *arguments: object) -> Any:
    """What ``python -m module arguments`` prints as JSON in the last line of its output."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


class Memory:
    """How much more memory the process comes to hold inside the ``with`` block, in MB (`peak`)."""

    def __enter__(self) -> Memory:
        self._process = psutil.Process()
        self._before = self._process.memory_info().rss
        self.peak = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def _look(self) -> None:
        self.peak = max(self.peak, (self._process.memory_info().rss - self._before) / 1e6)

    def _watch(self) -> None:
        while not self._done.wait(0.02):
            self._look()

    def __exit__(self, *_: object) -> None:
        self._look()
        self._done.set()
        self._thread.join()


def summary(milliseconds: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    ordered = sorted(milliseconds)
    return {
        "median": round(statistics.median(ordered), 3),
        "p95": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 3),
        "worst": round(ordered[-1], 3),
    }


def main(
    description: str,
    measure: Callable[[Path, Path, argparse.Namespace], dict[str, Any]],
    table: Callable[[dict[str, Any]], str],
    *,
    sizes: Sequence[int] = (10_000, 30_100, 100_000),
) -> None:
    """The command line that all benchmarks share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("corpus", type=Path, help="a folder of zips with JSON arrays of articles")
    parser.add_argument("--json", action="store_true", help="print JSON, not a table")
    parser.add_argument("--scratch", type=Path, help="where to build (kept); else a temporary one")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(sizes))
    parser.add_argument("--runs", type=int, default=3, help="alternating runs of which the median")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        scratch = options.scratch or Path(temporary)
        scratch.mkdir(parents=True, exist_ok=True)
        result = measure(options.corpus, scratch, options)
    print(json.dumps(result, ensure_ascii=False) if options.json else table(result))


def markdown(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
