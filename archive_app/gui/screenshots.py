"""Pictures of the window: ``python -m archive_app.gui.screenshots docs/screenshots``.

They are made of the sample archive in a folder that is thrown away, with tags, highlights and
notes as a reader would leave them; in Arabic and English, light and dark. Each article is shown
with its marks and an open note, then the whole archive's annotations. Without a display Qt
draws off the screen (``QT_QPA_PLATFORM=offscreen``).
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QBuffer, QCoreApplication, QEventLoop, QTimer
from PySide6.QtGui import QImage, QImageWriter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from archive_app.archive import Archive
from archive_app.archive.sample import sample_archive
from archive_app.core import disk
from archive_app.core.progress import Progress
from archive_app.core.settings import Settings as Store
from archive_app.gui.kit.commands import Id
from archive_app.gui.kit.settings import Settings
from archive_app.gui.shell.app import Program, make_app
from archive_app.gui.shell.drop import Offer
from archive_app.jobs import Runner

if TYPE_CHECKING:
    from archive_app.gui.shell.window import MainWindow

SIZE = (1360, 860)
PATIENCE = 30.0
"""Seconds to wait for anything at most."""

NOTES = (
    "هذا **ادّعاء** يحتاج إلى مصدر ثانٍ.\n\n- راجع وكالة تاس\n- قارن بنص *الجلسة*",
    "ما مصدر هذه الرواية؟ لا تذكر الوكالة اسمًا.",
    "Same wording in the English wire of **4 April 2018**; see https://sana.sy.",
    "رقم مهم: يُراجع في جدول ٢٠١٧.",
    "اقتباس صالح لمقدمة الفصل الثالث.",
)
"""The note on each article's first highlight."""

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
        program = Program(self.app, settings, cache=self.scratch / "cache", runner=Runner)
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
        disk.make_folder(self.folder, parents=True)
        path = self.folder / f"{name}.png"
        turn(200)
        save_small(widget.grab(), path)
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
    for article, note in zip(articles_of(archive), NOTES, strict=True):
        content = archive.content(article)
        text = content.text
        blocks = [b for b in content.blocks if b.kind == "paragraph" and b.end - b.start > 60]

        def ends(start: int, stop: int, text: str = text) -> tuple[int, int]:
            """Whole words about a span."""
            while start > 0 and not text[start - 1].isspace():
                start -= 1
            while stop < len(text) and not text[stop].isspace():
                stop += 1
            return start, stop

        first, second, third, fourth = (blocks[min(n, len(blocks) - 1)] for n in range(4))
        marks = (
            (ends(first.start + 10, first.start + 60), "yellow", note),
            (ends(first.start + 30, first.start + 42), "blue", ""),
            (ends(second.start, min(second.end, second.start + 150)), "green", ""),
            (ends(third.start + 25, max(third.start + 60, fourth.start + 30)), "rose", ""),
            (ends(blocks[-1].start, blocks[-1].start + 40), "violet", ""),
        )
        for span, color, words in marks:
            archive.annotate(article, *span, color=color, note=words)
    for query, tags in TAGS:
        ids = [hit.article.id for hit in archive.search(query, limit=5).hits if not hit.partial]
        archive.tag(ids, add=tags)
    read = archive.search("مكة", limit=1).hits[0].article.id
    archive.mark_read(read)
    saved = {"query": "روسيا سورية", "lens": "word", "sort": "relevance", "filters": {}}
    archive.save_settings(saved_searches={"روسيا في سورية": saved})


def articles_of(archive: Archive) -> list[str]:
    """The ids of the sample's articles, in the order of their files."""
    found = archive.articles(archive.search("", limit=0).docs.tolist())
    return [article.id for article in sorted(found, key=lambda article: article.path)]


def save_small(picture: QPixmap, path: Path) -> None:
    """Save a picture of a window in 256 of its colours, the others by their nearest: a third of
    the size, and no difference to see."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(height, -1)[:, :width]
    colors, inverse, counts = np.unique(pixels & 0xFFFFFF, return_inverse=True, return_counts=True)
    values = np.stack([colors >> 16 & 255, colors >> 8 & 255, colors & 255], axis=-1).astype(int)
    kept = [int(counts.argmax())]
    nearest = np.zeros(len(colors), np.uint8)
    apart = ((values - values[kept[0]]) ** 2).sum(axis=-1)
    while len(kept) < 256 and apart.any():
        # Next the one that is missed most: far from all that are kept, or seen often.
        kept.append(int((apart * np.sqrt(counts)).argmax()))
        other = ((values - values[kept[-1]]) ** 2).sum(axis=-1)
        nearest[other < apart] = len(kept) - 1
        apart = np.minimum(apart, other)
    indexed = nearest[inverse.reshape(height, width)]
    small = QImage(indexed.tobytes(), width, height, width, QImage.Format.Format_Indexed8)
    small.setColorTable([int(colors[at]) | 0xFF000000 for at in kept])
    buffer = QBuffer()
    writer = QImageWriter(buffer, b"png")
    writer.setCompression(100)
    if not writer.write(small):
        raise OSError(writer.errorString())
    disk.write_atomic(path, bytes(buffer.data().data()), durable=False)


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
    window.context.run(Id.ANNOTATIONS)


def _article(window: MainWindow, number: int) -> None:
    """An article with its marks, the first one's note open."""
    archive = window.context.archive
    article = articles_of(archive)[number]
    window.results.search_for("")
    turn(400)
    window.show_article(article)
    turn(400)
    view = window.reader.view
    view.page.verticalScrollBar().setValue(0)
    noted = [place for place in archive.annotations(article) if place.annotation.note]
    view.notes.edit(noted[0].annotation.id)
    turn(200)


def _palette(window: MainWindow) -> None:
    window.context.open_article(window.results.current_id())
    window.palette_box.open_here()


def _drop(window: MainWindow) -> None:
    window.overlay.say(Offer(paths=(Path("a"), Path("b"), Path("c"))))


def _jobs(window: MainWindow) -> None:
    from archive_app.gui.kit.jobs import Job, job_title

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
    **{f"article-{n + 1}": partial(_article, number=n) for n in range(5)},
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
    with disk.scratch() as scratch:
        photographer = Photographer(app, options.folder, scratch, options.only)
        photographer.run()
    for path in photographer.taken:
        print(path)  # noqa: T201 - this is a tool of the command line
    return 0


if __name__ == "__main__":
    sys.exit(main())
