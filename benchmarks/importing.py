"""Importing text files end to end, from files on the disk to an archive that can be searched.

``python -m benchmarks.importing CORPUS [--sizes 10000 30100 100000] [--runs 3] [--json]``

Each article is a file of its own (title, blank line, content). Importing copies it, writes its
sidecar, lists and indexes it. Recoll, where it is installed, indexes the same files in turn
with ours; it copies nothing and keeps no text.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from benchmarks import corpus
from benchmarks.running import apart, main, markdown


def write_files(source: Path, scratch: Path, count: int) -> Path:
    """The corpus as files, a thousand a folder; beyond its size with a number of their own."""
    folder = scratch / f"files-{count}"
    if folder.exists():
        return folder
    items = corpus.cached(source, scratch)
    for number in range(count):
        item = items[number % len(items)]
        turn = f" {number // len(items)}" if number >= len(items) else ""
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        text = f"{item.title}{turn}\n\n{item.text}"
        (place / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return folder


class Tree:
    """The memory of this process and its children together, sampled: ``peak`` in MB. What they
    share is counted once where the system tells (Linux)."""

    def __enter__(self) -> Tree:
        self.peak = 0.0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._end.wait(1.0):  # telling what is shared takes milliseconds
            total = 0
            for process in (me, *me.children(recursive=True)):
                with suppress(psutil.Error):
                    memory = process.memory_full_info()
                    total += getattr(memory, "pss", memory.rss)
            self.peak = max(self.peak, total / 1e6)


def ours(files: Path, folder: Path) -> dict[str, float]:
    """Import the files into a new archive, then group their stories."""
    from archive_app import Archive

    shutil.rmtree(folder, ignore_errors=True)
    before = os.times()
    with Archive.open(folder / "archive", create=True, cache=folder / "caches") as archive:
        with Tree() as tree:
            start = time.perf_counter()
            report = archive.import_paths([files])
            seconds = time.perf_counter() - start
        used = os.times()
        stories: dict[str, float] = {}
        if len(report.imported) < 50_000:  # beyond that the corpus repeats: all is a story
            start = time.perf_counter()
            stories = {"stories": archive.find_stories()}
            stories["stories_seconds"] = time.perf_counter() - start
        caches = sum(path.stat().st_size for path in (folder / "caches").rglob("*.*"))
    return {
        "seconds": seconds,
        "rate": len(report.imported) / seconds,
        "imported": len(report.imported),
        "duplicates": len(report.duplicates),
        "failed": len(report.failed),
        "cpu": used.user + used.system - before.user - before.system,
        "cpu_workers": used.children_user + used.children_system,
        "memory": tree.peak,
        "caches": caches / 1e6,
        **stories,
    }


def recoll(files: Path, folder: Path) -> dict[str, float]:
    """Index the same files with Recoll."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "recoll.conf").write_text(f"topdirs = {files}\nidxflushmb = 200\n", encoding="utf-8")
    before = os.times()
    start = time.perf_counter()
    subprocess.run(
        ["recollindex", "-c", str(folder), "-z"],
        check=True,
        capture_output=True,
        env={**os.environ, "HOME": str(folder)},
    )
    seconds = time.perf_counter() - start
    used = os.times()
    count = sum(1 for _ in files.rglob("*.txt"))
    cpu = used.children_user + used.children_system
    cpu -= before.children_user + before.children_system
    return {"seconds": seconds, "rate": count / seconds, "cpu_workers": cpu}


ENGINES = {"khizana": ours, "recoll": recoll}


def measure(source: Path, scratch: Path, options: Namespace) -> dict[str, Any]:
    """Ours and Recoll in turns; the median of the smallest size's runs, one run of the others."""
    names = [name for name in ENGINES if name != "recoll" or shutil.which("recollindex")]
    results: dict[str, Any] = {}
    spent: list[Path] = []
    for place, count in enumerate(options.sizes):
        files = write_files(source, scratch, count)
        runs: dict[str, list[dict[str, float]]] = {name: [] for name in names}
        for turn in range(options.runs if place == 0 else 1):
            for name in names:
                # Nothing is deleted before the end: ext4 passes over inodes that were just
                # freed one by one, and new files then cost many times as much.
                folder = scratch / f"import-{name}-{count}-{turn}"
                runs[name].append(apart("benchmarks.importing", "one", name, files, folder))
                spent.append(folder)
        results[str(count)] = {
            name: {key: statistics.median(run[key] for run in done) for key in done[0]}
            for name, done in runs.items()
        }
        spent.append(files)
    for folder in spent:
        shutil.rmtree(folder, ignore_errors=True)
    return results


def table(results: dict[str, Any]) -> str:
    """The results as Markdown."""
    first: dict[str, Any] = next(iter(results.values()), {})
    rows = [
        (
            f"{int(count):,}",
            name,
            f"{run['seconds'] / engines['khizana']['seconds']:.2f}",
            f"{run['seconds']:.1f}",
            f"{run['rate']:,.0f}",
            f"{run['rate'] / first[name]['rate']:.2f}",
            f"{run.get('cpu', 0) + run['cpu_workers']:.1f}",
            f"{run['memory']:.0f}" if "memory" in run else "",
            f"{run['stories']:.0f} in {run['stories_seconds']:.1f} s" if "stories" in run else "",
        )
        for count, engines in results.items()
        for name, run in engines.items()
    ]
    head = (
        "files",
        "by",
        "ours is × as fast",
        "seconds",
        "articles/s",
        "of its rate at the smallest size",
        "CPU seconds",
        "memory (MB)",
        "stories",
    )
    return markdown(head, rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        print(json.dumps(ENGINES[sys.argv[2]](Path(sys.argv[3]), Path(sys.argv[4]))))
    else:
        main(__doc__, measure, table)
