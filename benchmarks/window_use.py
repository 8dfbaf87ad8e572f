"""What is done in an open window, measured from the key or the click to the paint that answers.

Run by `benchmarks.window`, in a process of its own: ``python -m benchmarks.window_use use FOLDER
BEGUN [write]``. With ``write`` files are dropped and imported too, and taken out again after.

A timer of one millisecond beats all the while: the longest time between two beats is the longest
that the window did not answer (``stall``). A loaded machine adds to it what it takes away, so it is
also told how much of a processor the window's own thread took between two beats (``work``).
"""

from __future__ import annotations

import gc
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from archive_app.core.model import Filters
from archive_app.core.settings import Settings as Store
from archive_app.gui.filters.filters import KIND, VALUE
from archive_app.gui.kit.settings import Settings
from archive_app.gui.reader.document.page import ArticlePage
from archive_app.gui.results.results_list import ResultsList
from archive_app.gui.shell.app import Program, make_app
from archive_app.gui.shell.drop import Offer
from archive_app.text.tokens import words
from benchmarks.running import summary

BEAT = 1
"""Milliseconds from beat to beat."""
APART = 90
"""Milliseconds between the keys of somebody who types fast."""
PATIENCE = 60.0
"""Seconds after which something is not going to happen any more."""
IMPORTED = 3_000
"""Files imported while somebody searches."""


class Bench:
    """The program with one archive open, a clock, and hands."""

    def __init__(self, folder: Path) -> None:
        self.painted: dict[type[QWidget], float] = {ResultsList: 0.0, ArticlePage: 0.0}
        self.frames: list[float] = []
        for kind in self.painted:
            self._time_paints(kind)
        self.app = make_app([])
        self.program = Program(self.app, Settings(Store.load()))
        self.beats: list[float] = []
        self.works: list[float] = []
        self._last = self._worked = 0.0
        self._heart = QTimer(interval=BEAT)
        self._heart.setTimerType(Qt.TimerType.PreciseTimer)
        self._heart.timeout.connect(self._beat)
        self._heart.start()
        self.answered = ""
        self.program.begin(folder)
        self.until(lambda: hasattr(self.program.window, "results"))
        self.window: Any = self.program.window
        gc.freeze()  # as `archive_app.gui.app.main` does
        self.results = self.window.results
        self.results.searched.connect(self._note_answer)
        self.window.resize(1320, 840)
        self.ask("")
        self.rest()

    def _time_paints(self, kind: type[QWidget]) -> None:
        """Note when a widget has painted and, of the list, how long it took."""
        paint = kind.paintEvent

        def timed(widget: QWidget, event: QPaintEvent) -> None:
            begun = time.perf_counter()
            paint(widget, event)
            self.painted[kind] = time.perf_counter()
            if kind is ResultsList:
                self.frames.append((self.painted[kind] - begun) * 1000)

        kind.paintEvent = timed  # type: ignore[method-assign]

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        if self._last:
            self.beats.append((now - self._last) * 1000)
            self.works.append((worked - self._worked) * 1000)
        self._last, self._worked = now, worked

    def _note_answer(self, question: Any, _results: object) -> None:
        self.answered = question.text
        # What stood there before may have been painted a moment ago: this has not.
        self.painted[ResultsList] = 0.0

    # ------------------------------------------------------------ waiting

    def until(self, condition: Callable[[], object], milliseconds: int = 0) -> None:
        """Let the window live until a condition holds and so much time has passed."""
        begun = time.perf_counter()
        loop = QEventLoop()
        timer = QTimer(interval=BEAT)

        def look() -> None:
            passed = time.perf_counter() - begun
            if passed * 1000 >= milliseconds and condition():
                loop.quit()
            elif passed > PATIENCE:
                raise SystemExit("the window does not come to an end")

        timer.timeout.connect(look)
        timer.start()
        loop.exec()
        timer.stop()

    def rest(self) -> None:
        """Wait until nothing is under way."""
        self.until(lambda: not self.program.tasks.pending, 50)

    def fetched(self, row: int) -> None:
        """Wait until a row of the list has its article."""
        self.until(lambda: self.results.model.hit(row) is not None)

    def pause(self, milliseconds: int) -> None:
        """Let the window live for a while."""
        self.until(lambda: True, milliseconds)

    @contextmanager
    def stalls(self, found: dict[str, Any]) -> Iterator[None]:
        """Put the longest stall and work into ``found``, in milliseconds."""
        self.beats.clear()
        self.works.clear()
        yield
        found["stall"] = round(max(self.beats, default=0.0), 1)
        found["work"] = round(max(self.works, default=0.0), 1)

    # ------------------------------------------------------------ doing

    def answer(self, act: Callable[[], object], text: str) -> float:
        """Milliseconds from an act to the paint of the answer to the query ``text``."""
        self.answered = "\0"
        begun = time.perf_counter()
        act()
        self.until(lambda: self.answered == text and self.painted[ResultsList])
        return (self.painted[ResultsList] - begun) * 1000

    def ask(self, text: str) -> None:
        """Ask, and wait for the answer."""
        self.answer(lambda: self.results.search_for(text) or self.results.ask(), text)

    def key(self, letter: str) -> None:
        """Press a key in the search box."""
        field = self.results.box.field
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(
                field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            )

    def empty(self) -> None:
        """Empty the search box and wait until all articles are there again."""
        self.results.set_filters(Filters())
        self.results.box.field.setFocus()
        self.ask("")
        self.rest()


def click(widget: QWidget, place: QPoint) -> None:
    """Press and let go."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def typing(bench: Bench, queries: list[str]) -> dict[str, Any]:
    """Queries typed letter by letter: each letter awaited, then as fast as people type."""
    found: dict[str, Any] = {}
    each, last = [], []
    with bench.stalls(found):
        for query in queries:
            bench.empty()
            for at, letter in enumerate(query, 1):
                each.append(bench.answer(partial(bench.key, letter), query[:at]))
        for query in queries:
            bench.empty()
            for letter in query[:-1]:
                bench.key(letter)
                bench.pause(APART)
            last.append(bench.answer(partial(bench.key, query[-1]), query))
    bench.empty()
    return found | {"letter": summary(each), "last": summary(last)}


def opening(bench: Bench, count: int = 40) -> dict[str, Any]:
    """Clicks on articles, to the paint of their texts."""
    found: dict[str, Any] = {}
    taken = []
    view = bench.results.list
    chance = random.Random(7)
    with bench.stalls(found):
        for _ in range(count):
            bench.results.list.verticalScrollBar().setValue(
                chance.randrange(max(1, view.verticalScrollBar().maximum()))
            )
            row = view.rowAt(view.viewport().height() // 2)
            bench.fetched(row)
            bench.rest()
            bench.fetched(row)
            wanted = bench.results.model.hit(row).article.id
            place = view.visualRect(view.model().index(row, 0)).center()
            bench.painted[ArticlePage] = 0.0
            begun = time.perf_counter()
            click(view.viewport(), place)
            while True:
                bench.until(lambda: bench.painted[ArticlePage])
                if bench.window.reader.article_id == wanted:
                    break
                bench.painted[ArticlePage] = 0.0
            taken.append((bench.painted[ArticlePage] - begun) * 1000)
            bench.rest()
    return found | summary(taken)


def facets(bench: Bench, count: int = 10) -> dict[str, Any]:
    """Clicks on sources in the filters, to the paint of the result."""
    found: dict[str, Any] = {}
    taken = []
    bench.empty()
    tree = bench.window.filters.tree
    model = tree.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    sources = [index.data(VALUE) for index in rows if index.data(KIND) == "source"][:count]
    with bench.stalls(found):
        for source in sources:
            bench.empty()
            rows = [model.index(row, 0) for row in range(model.rowCount())]
            wanted = ("source", source)
            (index,) = [one for one in rows if (one.data(KIND), one.data(VALUE)) == wanted]
            tree.scrollTo(index)
            place = QPoint(60, tree.visualRect(index).center().y())
            if tree.isRightToLeft():
                place.setX(tree.viewport().width() - 60)
            taken.append(bench.answer(partial(click, tree.viewport(), place), ""))
            bench.rest()
    bench.empty()
    return found | (summary(taken) if taken else {})


def sorting(bench: Bench) -> dict[str, Any]:
    """Changes of the order of all articles."""
    found: dict[str, Any] = {}
    taken = []
    bench.empty()
    with bench.stalls(found):
        for _ in range(3):
            for key in ("title", "-date", "date", "added", "relevance"):
                taken.append(bench.answer(partial(bench.results.set_sort, key), ""))
                bench.rest()
    return found | summary(taken)


def scrolling(bench: Bench) -> dict[str, Any]:
    """Frames of the list: page by page, then with the handle of the bar over all of it."""
    bench.empty()
    view = bench.results.list
    bar = view.verticalScrollBar()
    view.setFocus()
    found: dict[str, Any] = {}
    for name in ("pages", "drag"):
        found[name] = {}
        bench.frames.clear()
        with bench.stalls(found[name]):
            for step in range(200):
                if name == "pages":
                    QTest.keyClick(view, Qt.Key.Key_PageDown)
                    bench.pause(33)
                else:
                    bar.setValue(bar.maximum() * step // 200)
                    bench.pause(8)
        found[name] |= summary(bench.frames)
    begun = time.perf_counter()
    bar.setValue(bar.maximum() // 3)
    bench.fetched(view.rowAt(10))
    found["filled"] = round((time.perf_counter() - begun) * 1000, 1)
    view.scrollToTop()
    bench.rest()
    return found


def dropping(bench: Bench, folder: Path, count: int = 5) -> dict[str, Any]:
    """A file dropped on the window, to the paint of the list that has it."""
    found: dict[str, Any] = {}
    taken = []
    bench.empty()
    with bench.stalls(found):
        for number in range(count):
            path = folder / f"dropped-{number}.txt"
            path.write_text(f"مقال جديد {number} {time.time_ns()}\n\nنص المقال الجديد كله هنا.\n")
            total = bench.results.model.rowCount()
            begun = time.perf_counter()
            bench.painted[ResultsList] = 0.0
            bench.window.commands.import_offer(Offer(paths=(path,)))
            bench.until(partial(lambda before: bench.results.model.rowCount() > before, total))
            bench.until(lambda: bench.painted[ResultsList])
            taken.append((bench.painted[ResultsList] - begun) * 1000)
            bench.rest()
    return found | summary(taken)


def importing(bench: Bench, folder: Path, queries: list[str]) -> dict[str, Any]:
    """Typing while files are imported."""
    stamp = time.time_ns()
    archive = bench.window.context.archive
    texts = [article.metadata.title for article in archive.articles(range(1, 400))]
    for number in range(IMPORTED):
        body = "\n\n".join(texts[(number * 7 + at) % len(texts)] for at in range(12))
        (folder / f"{number:05}.txt").write_text(f"خبر {number} {stamp}\n\n{body}\n", "utf-8")
    bench.empty()
    found: dict[str, Any] = {}
    letters: list[float] = []
    begun = time.perf_counter()
    with bench.stalls(found):
        job = bench.window.commands.import_offer(Offer(paths=(folder,)))
        while job.running:
            for query in queries:
                bench.results.box.clear()
                bench.until(lambda: bench.results.question.text == "")
                for at, letter in enumerate(query, 1):
                    letters.append(bench.answer(partial(bench.key, letter), query[:at]))
                    bench.pause(APART)
                    if not job.running:
                        break
                if not job.running:
                    break
        found["seconds"] = round(time.perf_counter() - begun, 1)
    bench.rest()
    return found | {"letter": summary(letters)}


def clean(bench: Bench, known: set[str]) -> None:
    """Take out what was imported."""
    archive = bench.window.context.archive
    here = archive.articles(archive.search(limit=0).docs)
    archive.delete([item.id for item in here if item.id not in known])
    archive.empty_trash()


def chosen(bench: Bench, count: int) -> list[str]:
    """Queries of one and two words, from titles of the archive, always the same."""
    chance = random.Random(3)
    docs = bench.results.model.results.docs
    found: list[str] = []
    while len(found) < count:
        doc = int(docs[chance.randrange(len(docs))])
        for article in bench.window.context.archive.articles([doc]):
            title = [word for word in words(article.metadata.title) if len(word) > 3]
            if len(title) > 1:
                found.append(" ".join(title[: 1 + len(found) % 2]))
    return found


def use(folder: Path, *, write: bool) -> dict[str, Any]:
    """Everything, one after the other."""
    bench = Bench(folder)
    queries = chosen(bench, 12)
    found: dict[str, Any] = {
        "typing": typing(bench, queries),
        "opening": opening(bench),
        "facet": facets(bench),
        "sort": sorting(bench),
        "scroll": scrolling(bench),
    }
    if write:
        archive = bench.window.context.archive
        known = {item.id for item in archive.articles(archive.search(limit=0).docs)}
        with tempfile.TemporaryDirectory() as place:
            found["drop"] = dropping(bench, Path(place))
        with tempfile.TemporaryDirectory() as place:
            found["import"] = importing(bench, Path(place), queries)
        clean(bench, known)
    found["beat"] = round(statistics.median(bench.beats), 2)
    return found


if __name__ == "__main__":
    _, _, where, _, *rest = sys.argv
    print(json.dumps(use(Path(where), write="write" in rest), ensure_ascii=False), flush=True)
    os._exit(0)
