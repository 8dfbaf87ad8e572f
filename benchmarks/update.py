"""One article: changed, from its text to an index on the disk that finds it; and dropped, from
a file to the search that finds it in the archive, as with the window open.

``python -m benchmarks.update CORPUS [--sizes 30100 100000] [--json]``
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
from argparse import Namespace
from html import escape
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.engines import ENGINES
from benchmarks.formats import docx
from benchmarks.running import apart, main, markdown, summary
from benchmarks.window import build

TIMES = 60
DROPPED = 12
"""Files of each format that are dropped, one at a time."""


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


def dropped(source: Path, scratch: Path, folder: Path) -> dict[str, Any]:
    """Import files one by one and ask for each; original, sidecar, catalogue and index are on the
    disk by then. The first of each format is given apart: it has the most to load."""
    from archive_app import Archive

    items = corpus.cached(source, scratch)
    figures: dict[str, Any] = {}
    with (
        Archive.open(folder, cache=scratch / "home" / "cache") as archive,
        tempfile.TemporaryDirectory() as place,
    ):
        chance = random.Random(archive.count)  # other names, where the archive was kept
        archive.prepare()  # as the window does once it is there
        for kind in ("txt", "html", "docx"):
            taken = []
            for _ in range(DROPPED):
                mark = kind + "".join(chance.choices("bdfgkmz", k=12))
                item = items[chance.randrange(len(items))]
                path = Path(place, f"{mark}.{kind}")
                _write(path, [f"{item.title} {mark}", *item.text.split("\n")])
                start = time.perf_counter()
                report = archive.import_paths([path])
                found = archive.search(mark)
                taken.append((time.perf_counter() - start) * 1000)
                if [hit.article.id for hit in found.hits] != [report.imported[0].id]:
                    raise SystemExit(f"not found: {path}")
            figures[f"khizana, a dropped .{kind}"] = summary(taken[1:]) | {"first": taken[0]}
    return figures


def _write(path: Path, paragraphs: list[str]) -> None:
    paragraphs = ["".join(filter(str.isprintable, text)) for text in paragraphs]  # XML wants that
    if path.suffix == ".docx":
        docx(paragraphs, path)
    elif path.suffix == ".html":
        body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
        page = (
            f"<html><head><title>{escape(paragraphs[0])}</title></head><body>{body}</body></html>"
        )
        path.write_text(page, encoding="utf-8")
    else:
        path.write_text("\n\n".join(paragraphs), encoding="utf-8")


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
        folder = build(source, scratch, count)
        results[str(count)] |= apart(
            "benchmarks.update", "dropped", "khizana", source, scratch, count, folder
        )
    return results


def table(results: dict[str, Any]) -> str:
    """Milliseconds."""
    rows = [
        [
            f"{int(count):,}",
            name,
            *(values[key] for key in ("median", "p95", "worst")),
            f"{values['first']:.0f}" if "first" in values else "",
        ]
        for count, engines in results.items()
        for name, values in engines.items()
    ]
    return markdown(["articles", "engine", "median ms", "p95 ms", "worst ms", "first ms"], rows)


if __name__ == "__main__":
    if sys.argv[1:2] in (["one"], ["dropped"]):
        _, what, engine, where, aside, number, target = sys.argv
        place = Path(where), Path(aside)
        if what == "one":
            print(json.dumps(one(engine, *place, int(number), Path(target))))
        else:
            print(json.dumps(dropped(*place, Path(target))))
    else:
        main("One article", measure, table, sizes=(30_100, 100_000))
