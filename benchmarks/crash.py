"""Kills a bulk import at random moments and looks what is left: the old state or the new.

``python -m benchmarks.crash CORPUS [--kills 100] [--json]``. A process adds articles in batches and
tells of each commit; it is killed (SIGKILL) after a random time, and the index opened: it
must hold all the commits that were told of, at most one more, and be whole. The next process
goes on from there.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from archive_app.search.index import Index
from archive_app.text.tokens import words
from benchmarks import corpus

BATCH = 50


def work(source: Path, scratch: Path, folder: Path) -> None:
    """Add batches for ever, and tell of each."""
    items = corpus.cached(source, scratch)
    index = Index.open(folder)
    count = index.doc_count
    print("ready", flush=True)
    while True:
        with index.writer() as writer:
            for number in range(count, count + BATCH):
                item = items[number % len(items)]
                writer.add(number, {"title": words(item.title), "body": words(item.text)})
        count += BATCH
        print(count, flush=True)


def measure(source: Path, scratch: Path, options: argparse.Namespace) -> dict[str, int]:
    """How often the old state was left, how often the new."""
    chance = random.Random(getattr(options, "seed", 1))
    old = new = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "index")
        corpus.cached(source, scratch)
        Index.open(folder).close()
        for _ in range(options.kills):
            told = Index.open(folder).doc_count
            child = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.crash", "work", source, scratch, folder],
                stdout=subprocess.PIPE,
                text=True,
            )
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.6))
            child.send_signal(signal.SIGKILL)
            commits = [int(line) for line in child.stdout.read().split()]
            child.wait()
            told = commits[-1] if commits else told
            index = Index.open(folder, create=False)
            if index.doc_count not in (told, told + BATCH) or index.verify(range(index.doc_count)):
                raise SystemExit(f"neither the old state nor the new: {told}, {index.doc_count}")
            new += index.doc_count > told
            old += index.doc_count == told
            index.close()
    return {"kills": options.kills, "old": old, "new": new, "other": 0}


def table(figures: dict[str, int]) -> str:
    """One sentence."""
    return (
        f"{figures['kills']} times: the old state {figures['old']}, the new {figures['new']}, "
        f"any other {figures['other']}."
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        figures = measure(options.corpus, Path(scratch), options)
    print(json.dumps(figures) if options.json else table(figures))


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        work(*map(Path, sys.argv[2:]))
    else:
        main()
