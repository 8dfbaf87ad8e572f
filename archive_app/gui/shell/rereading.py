"""What an older version of the program read: offered to be read again, and read again.

The offer stands in a notice once the window is at rest. Whoever declines it is asked again when
an extractor has grown once more, not before; so is whoever took it, for what could not be read
again then cannot be read at the next opening either.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from archive_app.core.model import Changes, Outdated, ReextractionReport
from archive_app.gui.dialogs.report import ReportDialog, ReportTexts
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.jobs import Job, Jobs
from archive_app.gui.kit.notice import Notice

SETTLED = "reread_settled"
"""The archive's state under this name: the extractors of whose articles the user was asked."""


class Rereading(QObject):
    """Looks once for what could be read better, asks, and starts the job."""

    def __init__(self, context: Context, jobs: Jobs, notice: Notice, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._jobs = jobs
        self._notice = notice
        self._window = window
        self._texts = ReportTexts(self)
        self._looked = False
        self._job: Job | None = None

    def look(self) -> None:
        """Once for each window: offer what could be read better, or begin where that is wanted."""
        if not self._looked:
            self._looked = True
            self._context.read(self._context.archive.outdated, self._found)

    def start(self) -> None:
        """Read again what can be read better; tell where there is nothing."""

        def found(outdated: tuple[Outdated, ...]) -> None:
            if outdated:
                self._begin(outdated)
            else:
                self._context.tell(
                    self.tr("Every article was read by this version; none is outdated.")
                )

        self._context.read(self._context.archive.outdated, found)

    def _found(self, outdated: tuple[Outdated, ...]) -> None:
        if not outdated or self._settled(outdated):
            return
        if self._context.setting("reread"):
            self._begin(outdated)
            return
        count = sum(each.count for each in outdated)
        self._notice.offer(
            self.tr("%Ln article(s) can be read better by this version of Khizana.", "", count),
            {
                self.tr("Re-read"): lambda: self._begin(outdated),
                self.tr("Not now"): lambda: self._settle(outdated),
            },
        )

    def _settled(self, outdated: tuple[Outdated, ...]) -> bool:
        kept = self._context.state.get(SETTLED, [])
        return isinstance(kept, list) and {each.present for each in outdated} <= set(map(str, kept))

    def _settle(self, outdated: tuple[Outdated, ...]) -> None:
        self._context.state.set(SETTLED, sorted({each.present for each in outdated}))

    def _begin(self, outdated: tuple[Outdated, ...]) -> None:
        self._notice.hide()
        if self._job is not None and self._job.running:
            return

        def done(job: Job, report: ReextractionReport) -> None:
            if not report.cancelled:
                self._settle(outdated)
            self._done(job, report)

        self._job = self._jobs.run(self.tr("Re-reading articles"), "reextract", done)

    def _done(self, job: Job, report: ReextractionReport) -> None:
        summary, parts = self._texts.reread(report)
        job.summary = summary
        job.show_report = lambda: ReportDialog(
            self._context, job.title, summary, parts, self._window
        ).show()
        self._context.tell(summary)
        if report.changed:
            ids = frozenset(each.id for each in report.changed)
            self._context.changed.emit(Changes(ids, metadata=True, annotations=True, text=True))
        if report.failed or any(each.orphans or each.review for each in report.changed):
            self._jobs.needs_look.emit()
