"""The window as its user meets it: how soon it is there, and whether it ever keeps one waiting.

``python -m benchmarks.window --archive FOLDER [--home FOLDER]`` or
``python -m benchmarks.window --corpus FOLDER [--sizes 30100 100000] [--scratch FOLDER]``, with
``[--runs 5] [--platform offscreen] [--json]``.

Each start is a process of its own, from its first instruction to the moment at which the list of
articles is painted and a key that is typed stands in the search box. What is done in the window
then (`benchmarks.window_use`) is one more process. Everything is measured on the platform
``offscreen`` (Qt draws, but to no screen), and also in a real window where ``DISPLAY`` is set.
CPU times are given beside the others: they say what a loaded machine hides.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.running import markdown

PART = 10_000
"""Articles in one file of JSON lines, of which an archive is imported."""
SUMMED = ("median", "p95", "worst")
HOME = "KHIZANA_HOME"
"""The variable that says where settings and caches lie (`archive_app.core.settings`)."""


def build(source: Path, scratch: Path, count: int) -> Path:
    """An archive of so many articles below ``scratch``, imported where it is not there yet.

    Articles beyond the corpus' size are the same again with a number of their own.
    """
    folder = scratch / f"window-{count}"
    if folder.is_dir():
        return folder
    from archive_app.archive import Archive

    items = corpus.cached(source, scratch)
    with tempfile.TemporaryDirectory(dir=scratch) as place:
        for first in range(0, count, PART):
            lines = []
            for number in range(first, min(first + PART, count)):
                item = items[number % len(items)]
                turn = f"\n\n{number}" if number >= len(items) else ""
                record = {"title": item.title, "content": item.text + turn}
                record |= {"source": item.source, "date": item.date}
                lines.append(json.dumps(record, ensure_ascii=False))
            Path(place, f"{first:06}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        with Archive.open(folder, create=True, cache=scratch / "home" / "cache") as archive:
            archive.import_paths([place])
            archive.prepare()
    return folder


def start(folder: Path, begun: float) -> None:
    """Start the program; print the milliseconds since ``begun`` (`time.monotonic`), and end."""
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication, QWidget

    from archive_app.gui.shell import app

    class Watch(QObject):
        """Waits until the list is painted, then for a key to be."""

        def __init__(self, window: QWidget) -> None:
            super().__init__(window)
            self.window: Any = window
            self.there = (time.monotonic() - begun) * 1000
            self.listed = 0.0
            for part in (window.results.list.viewport(), window.results.box.field):  # type: ignore[attr-defined]
                part.installEventFilter(self)

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                # The paint itself comes after this.
                if not self.listed:
                    if self.window.results.model.rowCount():
                        self.listed = -1.0
                        QTimer.singleShot(0, self.type)
                elif self.window.results.box.query:
                    QTimer.singleShot(0, self.tell)
            return False

        def type(self) -> None:
            """The list is there: type."""
            self.listed = (time.monotonic() - begun) * 1000
            press = QKeyEvent(
                QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "ا"
            )
            QApplication.postEvent(QApplication.focusWidget() or self.window, press)

        def tell(self) -> None:
            """The letter is there: that is all."""
            if self.listed < 0:
                return
            usage = os.times()
            figures = {
                "window": self.there,
                "list": self.listed,
                "key": (time.monotonic() - begun) * 1000,
                "cpu": (usage.user + usage.system) * 1000,
            }
            print(json.dumps(figures), flush=True)
            self.listed = -1.0
            # As after a crash: this is no measurement of how fast it ends.
            os._exit(0)

    class Watched(app.Program):
        """The program, that tells of its window."""

        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self.shown.connect(lambda window: Watch(window) if hasattr(window, "results") else None)

    app.Program = Watched  # type: ignore[misc]
    app.main([str(folder)])


def run(task: str, folder: Path, home: Path, platform: str, *arguments: object) -> dict[str, Any]:
    """Do a task in a process of its own and return what it prints."""
    environment = os.environ | {HOME: str(home), "QT_QPA_PLATFORM": platform}
    # What was installed is compiled; a checkout that must stay clean is compiled beside it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.setdefault("PYTHONPYCACHEPREFIX", str(home / "compiled"))
    module = "benchmarks.window" if task == "start" else "benchmarks.window_use"
    done = subprocess.run(
        [sys.executable, "-m", module, task, str(folder), repr(time.monotonic()),
         *map(str, arguments)],
        check=True, stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def measure(source: Path, scratch: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Archives of these sizes, on each platform, for `benchmarks.__main__`."""
    archives = {f"{count:,} articles": build(source, scratch, count) for count in options.sizes}
    return every(archives, scratch / "home", platforms(), options.runs, write=True)


def platforms() -> list[str]:
    """Without a screen; and with one, where there is one."""
    return ["offscreen", *(["xcb"] if os.environ.get("DISPLAY") else [])]


def every(
    archives: dict[str, Path], home: Path, shown: list[str], runs: int, *, write: bool
) -> dict[str, Any]:
    """Each archive on each platform. With ``write`` files are imported too, and removed."""
    return {
        f"{name}, {platform}": one(folder, home, platform, runs, write=write)
        for name, folder in archives.items()
        for platform in shown
    }


def one(folder: Path, home: Path, platform: str, runs: int, *, write: bool) -> dict[str, Any]:
    """The starts, the first of which only warms what the system caches, then the use."""
    starts = [run("start", folder, home, platform) for _ in range(runs + 1)][1:]
    found: dict[str, Any] = {
        name: round(statistics.median(one[name] for one in starts)) for name in starts[0]
    }
    load = round(os.getloadavg()[0], 1)
    used = run("use", folder, home, platform, *(["write"] if write else []))
    return {"start": found, "load": load, **used}


def table(results: dict[str, Any]) -> str:
    """A column for each archive and platform, a line for each measurement."""

    def three(*path: str) -> Callable[[dict[str, Any]], str]:
        return lambda got: " / ".join(f"{_at(got, *path)[key]:.0f}" for key in SUMMED)

    def single(*path: str) -> Callable[[dict[str, Any]], str]:
        return lambda got: f"{_at(got, *path):,.0f}"

    start, typing, scroll = "start", "typing", "scroll"
    lines: list[tuple[str, Callable[[dict[str, Any]], str]]] = [
        ("start: a window", single(start, "window")),
        ("start: the list painted", single(start, "list")),
        ("start: a typed letter painted", single(start, "key")),
        ("start: CPU", single(start, "cpu")),
        ("a letter, to its first results", three(typing, "letter")),
        ("the last letter of a word typed fast", three(typing, "last")),
        ("while typing: longest stall", single(typing, "stall")),
        ("while typing: longest work", single(typing, "work")),
        ("a click on an article, to its text", three("opening")),
        ("a click on a facet", three("facet")),
        ("another order", three("sort")),
        ("page down: a frame", three(scroll, "pages")),
        ("page down: longest stall", single(scroll, "pages", "stall")),
        ("page down: longest work", single(scroll, "pages", "work")),
        ("dragging the scroll bar: a frame", three(scroll, "drag")),
        ("dragging the scroll bar: longest stall", single(scroll, "drag", "stall")),
        ("dragging the scroll bar: longest work", single(scroll, "drag", "work")),
        ("after it, until the rows are there", single(scroll, "filled")),
        ("a dropped article, until it is listed", three("drop")),
        ("a letter while 3,000 files are imported", three("import", "letter")),
        ("meanwhile: longest stall", single("import", "stall")),
        ("meanwhile: longest work", single("import", "work")),
    ]
    rows = []
    for name, of in lines:
        cells = [of(got) if _has(got, name) else "" for got in results.values()]
        rows.append([name, *cells])
    return markdown(["milliseconds (median / p95 / worst)", *results], rows)


def _at(figures: Any, *path: str) -> Any:
    for key in path:
        figures = figures[key]
    return figures


def _has(got: dict[str, Any], name: str) -> bool:
    """Whether a line was measured: files are imported only into archives made for it."""
    return "drop" in got or not ("dropped" in name or "imported" in name or "meanwhile" in name)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, help="an archive that is there")
    parser.add_argument("--home", type=Path, help="where its settings and caches lie")
    parser.add_argument("--corpus", type=Path, help="a folder of zips with JSON arrays of articles")
    parser.add_argument("--sizes", type=int, nargs="+", default=[30_100, 100_000])
    parser.add_argument("--scratch", type=Path, help="where to build (kept); else a temporary one")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--platform", nargs="+", help="offscreen, xcb, …")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        scratch = options.scratch or Path(temporary)
        scratch.mkdir(parents=True, exist_ok=True)
        if options.archive is not None:
            archives = {options.archive.name: options.archive}
        else:
            archives = {
                f"{count:,} articles": build(options.corpus, scratch, count)
                for count in options.sizes
            }
        results = every(
            archives,
            options.home or scratch / "home",
            options.platform or platforms(),
            options.runs,
            write=options.archive is None,
        )
    print(json.dumps(results, ensure_ascii=False) if options.json else table(results))


if __name__ == "__main__":
    if sys.argv[1:2] == ["start"]:
        start(Path(sys.argv[2]), float(sys.argv[3]))
    else:
        main()
