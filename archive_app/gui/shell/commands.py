"""What can be done with the archive as a whole: bringing in, looking after, undoing."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from archive_app.core import disk
from archive_app.core.errors import SidecarError
from archive_app.core.model import Article, Changes, ImportReport
from archive_app.core.settings import log_home
from archive_app.gui.dialogs.report import ReportDialog, ReportTexts
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.kit.jobs import Job, Jobs, job_title
from archive_app.gui.shell.drop import Offer, offer_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive_app.core.model import Finding


class Commands(QObject):
    """The window's commands; each runs in the background and tells what came of it."""

    def __init__(self, context: Context, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._jobs = jobs
        self._window = window
        self._texts = ReportTexts(self)

    # ---------------------------------------------------------------- import

    def choose_files(self) -> None:
        """Ask for files and import them."""
        self._choose(self.tr("Import files"), QFileDialog.FileMode.ExistingFiles)

    def choose_folder(self) -> None:
        """Ask for a folder and import all that it holds."""
        self._choose(self.tr("Import folder"), QFileDialog.FileMode.Directory)

    def _choose(self, title: str, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self._window, title, QDir.homePath())
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(
            lambda paths: self.import_offer(Offer(paths=tuple(map(Path, paths))))
        )
        dialog.open()

    def paste(self) -> None:
        """Import what the clipboard holds: files, a page, or text."""
        mime = QGuiApplication.clipboard().mimeData()
        offer = offer_of(mime) if mime is not None else Offer()
        if offer:
            self.import_offer(offer)
        else:
            self._context.tell(self.tr("The clipboard has nothing to import."))

    def import_offer(self, offer: Offer) -> Job | None:
        """Import what was dropped, pasted or chosen."""
        archive = self._context.archive
        if archive.read_only:
            self._context.tell(self.tr("This archive is read-only."))
            return None
        if offer.paths:
            name = offer.paths[0].name or str(offer.paths[0])
            title = job_title(self.tr("Import of %1"), name)
            return self._jobs.run(title, "import_paths", self._imported, paths=offer.paths)
        title = job_title(self.tr("Import of %1"), offer.name)
        return self._jobs.run(
            title, "import_bytes", self._imported, data=offer.data, name=offer.name
        )

    def _imported(self, job: Job, report: ImportReport) -> None:
        job.summary = self._texts.summary(report)
        job.show_report = lambda: self._show(job.title, job.summary, self._texts.parts(report))
        self._context.tell(job.summary)
        if report.imported or report.failed:
            ids = frozenset(article.id for article in report.imported)
            self._context.changed.emit(Changes(articles=ids, added=True))
        if len(report.imported) == 1 and not report.failed:
            self._context.open_article(report.imported[0].id)
        elif report.failed and report.imported:
            # Whoever imports many works on meanwhile: the report waits until it is wanted.
            self._jobs.needs_look.emit()
        elif report.failed:
            job.show_report()
        elif report.duplicates and not report.imported and len(report.duplicates) == 1:
            twin = report.duplicates[0].id
            if twin:
                self._context.open_article(twin)

    def _show(self, title: str, summary: str, parts: Iterable[object]) -> None:
        dialog = ReportDialog(self._context, title, summary, parts, self._window)  # type: ignore[arg-type]
        dialog.show()

    # ---------------------------------------------------------------- upkeep

    def verify(self) -> None:
        """Check every original, sidecar and cache."""

        def done(job: Job, found: list[Finding]) -> None:
            job.summary = (
                self.tr("%Ln issue(s) found.", "", len(found))
                if found
                else self.tr("No problems found: every original is unchanged.")
            )
            job.show_report = lambda: self._show(
                job.title, job.summary, self._texts.findings(found)
            )
            self._context.tell(job.summary)
            if found:
                job.show_report()

        self._jobs.run(self.tr("Checking the archive"), "verify", done)

    def rebuild(self) -> None:
        """Make the catalogue and the index anew."""

        def done(job: Job, _: object) -> None:
            job.summary = self.tr("The search index was rebuilt.")
            self._context.tell(job.summary)
            self._context.changed.emit(Changes(added=True, text=True))

        self._jobs.run(self.tr("Rebuilding the search index"), "rebuild", done)

    def find_stories(self) -> None:
        """Group the articles that share most of their text."""

        def done(job: Job, count: int) -> None:
            job.summary = self.tr("%Ln story(ies) found.", "", count)
            self._context.tell(job.summary)
            self._context.changed.emit(Changes(metadata=True, added=True))

        self._jobs.run(self.tr("Finding reprints"), "find_stories", done)

    def refresh(self) -> None:
        """Look for what changed in the folder from outside."""

        def done(job: Job, changes: Changes) -> None:
            job.summary = (
                self.tr("The archive is up to date.")
                if not changes
                else self.tr("%Ln article(s) changed in the folder.", "", len(changes.articles))
            )
            self._context.tell(job.summary)
            if changes:
                self._context.changed.emit(changes)

        self._jobs.run(self.tr("Checking for changes"), "refresh", done)

    def show_folder(self) -> None:
        """Show the archive's folder in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._context.archive.path)))

    def show_log(self) -> None:
        """Show the folder of the log, which tells what the program did, in the file manager."""
        folder = log_home()
        with suppress(OSError):
            disk.make_folder(folder, parents=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def offer_new_notes(self, error: SidecarError) -> None:
        """Say that an article's notes file is broken, and offer to begin a new one."""
        archive = self._context.archive

        def ask(article: Article | None) -> None:
            if article is None:
                self._context.fail(error)
                return
            box = QMessageBox(self._window)
            box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            box.setIcon(QMessageBox.Icon.Warning)
            title = article.metadata.title or article.path
            box.setText(
                self.tr("The notes file of %1 cannot be read, so nothing was changed.").replace(
                    "%1", isolate(title)
                )
            )
            yes = box.addButton(
                self.tr("Set the damaged notes aside and start new ones"),
                QMessageBox.ButtonRole.AcceptRole,
            )
            box.addButton(QMessageBox.StandardButton.Cancel)
            box.buttonClicked.connect(
                lambda button: self._begin_notes(article.id) if button is yes else None
            )
            box.open()

        self._context.read(lambda: archive.of_sidecar(error.path), ask)  # type: ignore[arg-type]

    def _begin_notes(self, article_id: str) -> None:
        archive = self._context.archive
        self._context.write(
            lambda: archive.set_aside_sidecar(article_id),
            lambda path: self._context.tell(
                self.tr("The damaged notes were kept as %1.").replace("%1", isolate(path.name))
            ),
            self._context.fail,
            changes=Changes(frozenset({article_id}), text=True, annotations=True, tags=True,
                            metadata=True),
        )  # fmt: skip

    # ---------------------------------------------------------------- undo

    def undo(self) -> None:
        """Undo the last step on tags, annotations, metadata or the trash, wherever it was."""
        self._step(self.tr("Undoing"), self.tr("There is nothing to undo."), forward=False)

    def redo(self) -> None:
        """Do again what was undone."""
        self._step(self.tr("Redoing"), self.tr("There is nothing to redo."), forward=True)

    def _step(self, title: str, nothing: str, *, forward: bool) -> None:
        def done(changes: Changes | None) -> None:
            if changes is None:
                self._context.tell(nothing)
            elif len(changes.articles) == 1 and not changes.removed:
                # Undo may reach an article that was left: go where it happened.
                self._context.open_article(next(iter(changes.articles)))

        self._jobs.turn(title, done, forward=forward)
