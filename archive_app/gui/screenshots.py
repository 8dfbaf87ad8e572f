"""Pictures of the window: ``python -m archive_app.gui.screenshots docs/screenshots``.

They are made of the sample archive in a folder that is thrown away, with tags, highlights and
notes as a reader would leave them; in Arabic and English, light and dark. Without a display Qt
draws off the screen (``QT_QPA_PLATFORM=offscreen``).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from archive_app.archive import Archive
from archive_app.core.progress import Progress
from archive_app.demo import sample_archive
from archive_app.gui.app import Program, make_app
from archive_app.gui.drop import Offer
from archive_app.gui.settings import Settings
from archive_app.settings import Settings as Store

if TYPE_CHECKING:
    from archive_app.gui.window import MainWindow

SIZE = (1360, 860)
PATIENCE = 30.0
"""Seconds to wait for anything at most."""

MARKS = (
    ("شويغو", "محاربة الإرهاب يجب أن تتم", "rose", "قارن بما قاله لافروف في **الجلسة** نفسها."),
    ("شويغو", "وفود من 95 دولة", "yellow", ""),
    ("شويغو", "تنظيم “داعش” الإرهابي هزم في سورية", "green", ""),
    ("خان شيخون", "خان شيخون", "blue", "ما مصدر هذه الرواية؟"),
    ("مكة", "لاحتلال مكة المكرمة", "violet", ""),
)
"""A query that finds the article, the passage, its colour, and a note."""

TAGS = (("شويغو", ("روسيا", "أمن/إرهاب")), ("خان شيخون", ("روسيا",)), ("مكة", ("أمن/إرهاب",)))


class Photographer:
    """Brings the window into a state and takes its picture."""

    def __init__(self, app: QApplication, folder: Path, scratch: Path, only: str) -> None:
        self.app = app
        self.folder = folder
        self.scratch = scratch
        self.only = only
        self.taken: list[Path] = []

    def run(self) -> None:
        """Take all pictures."""
        archive = self.scratch / "archive"
        sample_archive(archive, self.scratch / "cache")
        with Archive.open(archive, cache=self.scratch / "cache") as opened:
            mark_up(opened)
        for language in ("ar", "en"):
            for look in ("light", "dark"):
                self._session(archive, language, look)

    def _session(self, archive: Path, language: str, look: str) -> None:
        settings = Settings(Store(path=self.scratch / f"{language}-{look}" / "settings.json"))
        for name, value in (("language", language), ("appearance", look), ("watch", False)):
            settings.set(name, value)
        program = Program(self.app, settings, cache=self.scratch / "cache")
        suffix = f"{language}-{look}"
        if self._wanted("start"):
            program.show_start()
            self._take(program.window, f"start-{suffix}")
        program.open(archive)
        self._until(lambda: hasattr(program.window, "results"))
        window: MainWindow = program.window  # type: ignore[assignment]
        window.resize(*SIZE)
        self._rest(window)
        for name, scene in SCENES.items():
            if self._wanted(name):
                scene(window)
                self._rest(window)
                self._take(window, f"{name}-{suffix}")
                for child in window.findChildren(QWidget, "popup"):
                    child.hide()
                window.overlay.hide()
                window.resize(*SIZE)
        window.hide()
        program.end()
        window.deleteLater()

    def _wanted(self, name: str) -> bool:
        return not self.only or self.only == name

    def _take(self, widget: QWidget | None, name: str) -> None:
        assert widget is not None
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{name}.png"
        turn(200)
        widget.grab().save(str(path))
        self.taken.append(path)

    @staticmethod
    def _until(condition: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError
            turn(20)

    def _rest(self, window: MainWindow) -> None:
        tasks = window.context.tasks
        for _ in range(3):
            turn(120)
            self._until(lambda: not tasks.pending)


def turn(milliseconds: int) -> None:
    """Let the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def mark_up(archive: Archive) -> None:
    """Leave highlights, notes, tags and a saved search in the archive."""
    for query, passage, color, note in MARKS:
        for hit in archive.search(query, limit=5).hits:
            at = archive.text(hit.article.id).find(passage)
            if at >= 0:
                archive.annotate(hit.article.id, at, at + len(passage), color=color, note=note)
                break
    for query, tags in TAGS:
        ids = [hit.article.id for hit in archive.search(query, limit=5).hits if not hit.partial]
        archive.tag(ids, add=tags)
    read = archive.search("مكة", limit=1).hits[0].article.id
    archive.mark_read(read)
    saved = {"query": "روسيا سورية", "lens": "word", "sort": "relevance", "filters": {}}
    archive.save_settings(saved_searches={"روسيا في سورية": saved})


# -------------------------------------------------------------------- the scenes


def _main(window: MainWindow) -> None:
    window.results.search_for("سورية")
    turn(800)
    window.results.focus_list()
    window.results.list.setFocus()
    hits = window.results.model.rowCount()
    for row in range(hits):
        hit = window.results.model.hit(row)
        if hit is not None and "هزم" in hit.article.metadata.title:
            window.results.step(row)
    turn(600)


def _filters(window: MainWindow) -> None:
    from archive_app.core.model import Filters

    window.results.search_for("")
    window.results.set_filters(Filters(tag=("روسيا",), source=("-وكالات",)))


def _annotations(window: MainWindow) -> None:
    from archive_app.core.model import Filters

    window.results.set_filters(Filters())
    window.context.actions["annotations"].trigger()


def _palette(window: MainWindow) -> None:
    window.context.open_article(window.results.current_id())
    window.palette_box.open_here()


def _drop(window: MainWindow) -> None:
    window.overlay.say(Offer(paths=(Path("a"), Path("b"), Path("c"))))


def _jobs(window: MainWindow) -> None:
    from archive_app.gui.jobs import Job, job_title

    title = QCoreApplication.translate("Commands", "Import of %1")
    job = Job(job_title(title, "saudinewsnet"), window)
    job.progress = Progress("import", 412, 3000, "")
    window.jobs.items.append(job)
    window.panel.show()
    window.jobs.changed.emit()
    window.status.bar.show()


def _narrow(window: MainWindow) -> None:
    for job in window.jobs.items:
        job.running = False
    window.jobs.items.clear()
    window.jobs.changed.emit()
    window.panel.hide()
    window.resize(1024, 640)


SCENES: dict[str, Callable[[MainWindow], None]] = {
    "main": _main,
    "palette": _palette,
    "drop": _drop,
    "filters": _filters,
    "jobs": _jobs,
    "narrow": _narrow,
    "annotations": _annotations,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; return the exit status."""
    parser = argparse.ArgumentParser(description="Take pictures of Khizana's window.")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", default="", help=f"one scene: start {' '.join(SCENES)}")
    options = parser.parse_args(arguments)
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_app([])
    app.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory(prefix="khizana-", ignore_cleanup_errors=True) as scratch:
        photographer = Photographer(app, options.folder, Path(scratch), options.only)
        photographer.run()
    for path in photographer.taken:
        print(path)  # noqa: T201 - this is a tool of the command line
    return 0


if __name__ == "__main__":
    sys.exit(main())
