"""How fast articles open in the reader, and whether Qt ever complains.

    python benchmarks/reader.py [ARCHIVE] [--limit N] [--json FILE]

Opens every article of an archive (the sample collection when none is named) once, as a click
on a result does: read off the GUI thread, built, laid out, painted; and paints its row in the
list of results. Prints the median, the 99th percentile and the slowest, each warning of Qt with
the article (or row) that first brought it, and the time for a text of one megabyte, with the
longest time that the window did not answer while it opened.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QMessageLogContext, QRect, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from archive_app import Archive
from archive_app.core.model import Hit
from archive_app.core.settings import Settings as Store
from archive_app.gui.kit import i18n
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.icons import Icons
from archive_app.gui.kit.settings import Settings, State
from archive_app.gui.kit.tasks import Tasks
from archive_app.gui.kit.theme import LIGHT_THEME, palette, style_sheet
from archive_app.gui.reader.pane import ReaderPane
from archive_app.gui.results.result_delegate import ResultDelegate
from archive_app.gui.results.results import HIT

SEEDS = Path(__file__).parent.parent / "seeds"
HARMLESS = ("This plugin does not support",)
"""What the offscreen platform says of itself."""

ROW_WIDTH = 392
"""The width of the list of results in pixels, as the window opens first."""


class Opener:
    """A reader in a window of its own, and a clock."""

    def __init__(self, app: QApplication, archive: Archive) -> None:
        self.app = app
        self.tasks = Tasks()
        store = Store(path=Path(tempfile.mkdtemp()) / "settings.json")
        icons = Icons(LIGHT_THEME, rtl=True)
        self.context = Context(
            archive, self.tasks, Settings(store), State(None), LIGHT_THEME, icons, "ar"
        )
        self.pane = ReaderPane(self.context)
        self.pane.resize(900, 800)
        self.pane.show()
        self.delegate = ResultDelegate(self.context)
        self.rows = QStandardItemModel(1, 1)
        self.longest = 0.0

    def open(self, article: str) -> float:
        """Open an article; seconds until it was painted."""
        self.longest = 0.0
        started = time.perf_counter()
        self.pane.show_article(article)
        while self.pane.article_id != article:
            self.turn()
        self.pane.view.page.viewport().repaint()
        return time.perf_counter() - started

    def paint_row(self, hit: Hit) -> float:
        """Paint an article's row in the list of results; seconds."""
        began = time.perf_counter()
        item = QStandardItem()
        item.setData(hit, HIT)
        self.rows.setItem(0, item)
        option = QStyleOptionViewItem()
        option.font = self.app.font()
        option.rect = QRect(0, 0, ROW_WIDTH, self.delegate.sizeHint(option, item.index()).height())
        canvas = QPixmap(option.rect.size())
        painter = QPainter(canvas)
        self.delegate.paint(painter, option, item.index())
        painter.end()
        return time.perf_counter() - began

    def turn(self) -> None:
        """One turn of the event loop; `longest` is the longest of them."""
        began = time.perf_counter()
        self.app.processEvents()
        self.longest = max(self.longest, time.perf_counter() - began)

    def settle(self) -> None:
        """Let what still waits in the background come to its end."""
        while self.tasks.pending:
            self.turn()
        # No event loop runs here that would delete what is to be deleted later.
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def close(self) -> None:
        """End the threads."""
        self.tasks.close()
        self.pane.deleteLater()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("archive", nargs="?", type=Path)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    warnings: list[str] = []
    shown = [""]

    def note(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if not text.startswith(HARMLESS):
            warnings.append(f"{text} [{shown[0]}]")

    qInstallMessageHandler(note)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setPalette(palette(LIGHT_THEME))
    app.setStyleSheet(style_sheet(LIGHT_THEME))
    i18n.install(app, "ar")
    with tempfile.TemporaryDirectory() as scratch:
        found: dict[str, Any] = every_article(app, options, Path(scratch), shown)
        found.update(megabyte(app, Path(scratch)))
    found["warnings"] = len(warnings)
    for text in sorted(set(warnings)):
        print("Qt:", text)
    for key, value in found.items():
        print(f"{key:24} {value}")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 1 if warnings else 0


def every_article(
    app: QApplication, options: argparse.Namespace, scratch: Path, shown: list[str]
) -> dict[str, Any]:
    """Open every article once; ``shown`` is told which."""
    folder = options.archive or scratch / "seeds"
    cache = None if options.archive else scratch / "cache"
    with Archive.open(folder, create=options.archive is None, cache=cache) as archive:
        if options.archive is None:
            archive.import_paths([SEEDS])
        found = archive.search("", limit=0)
        count = min(options.limit or len(found.docs), len(found.docs))
        opener = Opener(app, archive)
        times: list[float] = []
        rows: list[float] = []
        for start in range(0, count, 500):
            for hit in archive.hits(found, start, min(start + 500, count)):
                shown[0] = f"row of {hit.article.path}"
                rows.append(opener.paint_row(hit))
                shown[0] = hit.article.path
                times.append(opener.open(hit.article.id))
                opener.settle()
            print(f"\r{len(times):,} of {count:,}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        opener.close()
    return {
        "articles": len(times),
        "median_ms": round(1000 * statistics.median(times), 1),
        "p99_ms": round(1000 * sorted(times)[int(0.99 * (len(times) - 1))], 1),
        "slowest_ms": round(1000 * max(times), 1),
        "row_median_ms": round(1000 * statistics.median(rows), 2),
        "row_p99_ms": round(1000 * sorted(rows)[int(0.99 * (len(rows) - 1))], 2),
        "row_slowest_ms": round(1000 * max(rows), 1),
    }


def megabyte(app: QApplication, scratch: Path) -> dict[str, Any]:
    """Open one megabyte of text, and see how long the window is deaf meanwhile."""
    seeds = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    text = (seeds * (1_000_000 // len(seeds.encode()) + 1)).encode()[:1_000_000]
    path = scratch / "megabyte.txt"
    path.write_bytes(text.decode(errors="ignore").encode())
    with Archive.open(scratch / "one", create=True, cache=scratch / "cache") as archive:
        archive.import_paths([path])
        (article,) = archive.articles(archive.search("", limit=0).docs)
        opener = Opener(app, archive)
        opener.open(article.id)
        opener.pane.clear()
        opener.settle()
        seconds = opener.open(article.id)
        opener.settle()
        until = time.perf_counter() + 3
        while time.perf_counter() < until:
            opener.turn()
        deaf = opener.longest
        began = time.perf_counter()
        bar = opener.pane.view.page.verticalScrollBar()
        bar.setValue(bar.maximum())
        opener.pane.view.page.viewport().repaint()
        to_end = time.perf_counter() - began
        opener.close()
    return {
        "megabyte_ms": round(1000 * seconds, 1),
        "megabyte_deaf_ms": round(1000 * deaf, 1),
        "megabyte_to_end_ms": round(1000 * to_end, 1),
    }


if __name__ == "__main__":
    sys.exit(main())
