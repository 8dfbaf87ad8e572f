"""The part of the façade by which an archive looks after itself: what is amiss, old, or alike."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from archive_app.archive import maintenance
from archive_app.archive.editor import Editor
from archive_app.core.lazy import lazily
from archive_app.core.model import (
    Article,
    Changes,
    Finding,
    Outdated,
    PastReports,
    ReextractionReport,
)
from archive_app.core.progress import CancelToken, ProgressCallback, ignore
from archive_app.importing.workers import Workers
from archive_app.library.folder import ArchiveFolder

if TYPE_CHECKING:
    from archive_app.archive import editing, reextraction
    from archive_app.caches import last_known, stories
    from archive_app.importing import reports
else:
    editing = lazily("archive_app.archive.editing")
    last_known = lazily("archive_app.caches.last_known")
    reextraction = lazily("archive_app.archive.reextraction")
    stories = lazily("archive_app.caches.stories")
    reports = lazily("archive_app.importing.reports")


class Upkeep:
    """What `Archive` inherits; the attributes are the archive's own."""

    folder: ArchiveFolder
    editor: Editor
    _long: threading.RLock
    _workers: Workers

    # ------------------------------------------------------------ what is alike

    def stories(self) -> list[tuple[int, int]]:
        """Return the stories (articles that share most of their text): number and how many."""
        return self.editor.caches.catalogue.stories()

    def story(self, number: int) -> list[Article]:
        """Return a story's articles, who had it first first."""
        return stories.in_order(self.editor.caches.catalogue.story(number))

    def likely_duplicates(self) -> list[list[Article]]:
        """Return the groups of articles with the very same words, though not the same bytes."""
        groups = stories.likely_duplicates(self.editor.caches)
        find = self.editor.caches.catalogue.find
        return [[a for a in map(find, group) if a is not None] for group in groups]

    def find_stories(
        self, *, progress: ProgressCallback = ignore, cancel: CancelToken | None = None
    ) -> int:
        """Group the articles that share most of their text; return how many stories there are."""
        with self.editor.write(anyhow=True, long=cancel or CancelToken()):
            return stories.find_stories(self.editor.caches, progress=progress, cancel=cancel)

    # ------------------------------------------------------------ what is old

    def outdated(self) -> tuple[Outdated, ...]:
        """Return which articles an older extractor read than would read them now, by extractor.

        The catalogue alone is asked, no file is opened.
        """
        return reextraction.outdated(self.editor.caches)

    def reextract(
        self, *, progress: ProgressCallback = ignore, cancel: CancelToken | None = None
    ) -> ReextractionReport:
        """Read again what an older extractor read; return what became of each article.

        What the user set, tagged and wrote stays; highlights are anchored in the new text, and
        those whose passage is gone are listed as orphans. A file that cannot be read any more
        keeps the text it has. Cancelled, it keeps what is done, and the rest is outdated still.
        Of an archive that is read only the caches alone change. Raises `ArchiveLocked`.
        """
        token = cancel or CancelToken()
        hold = partial(self.editor.write, anyhow=self.folder.read_only, long=token)
        with self._long:
            return reextraction.reextract(
                self.folder,
                self.editor.caches,
                hold=hold,
                workers=self._workers,
                progress=progress,
                cancel=token,
            )

    # ------------------------------------------------------------ what was, and what is amiss

    def restored_sidecars(self) -> list[Article]:
        """Return the articles whose sidecars had vanished, and were made again with the tags,
        notes and details that were known, until `settle_restored` says what is to be of them."""
        return last_known.told_of(self.editor.caches.catalogue)

    def settle_restored(self, *, keep: bool) -> Changes:
        """Keep what was made again of sidecars that had vanished, or (not ``keep``) take it away
        as whoever removed them may have meant, which is one step to undo. Raises as `tag`."""
        articles = self.restored_sidecars()
        changes = Changes()
        if not keep:
            changes = self.editor.edit("remove", [each.id for each in articles], editing.bare)
        with self.editor.write():
            last_known.settle(self.editor.caches.catalogue, articles)
        return changes

    def reports(self) -> PastReports:
        """Return the reports of past imports, the newest first, and what is none among them."""
        return reports.load(self.folder)

    def verify(
        self, *, progress: ProgressCallback = ignore, cancel: CancelToken | None = None
    ) -> list[Finding]:
        """Check that every original is as it came, every sidecar sound, and the caches agree.

        Returns the findings, the gravest first; an empty list when all is well.
        """
        return maintenance.check(self.folder, self.editor.caches, progress=progress, cancel=cancel)
