"""What goes between the archive and other programs: annotations in, references out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from archive_app.core.lazy import lazily
from archive_app.gui.dialogs.report import Line, Part, ReportDialog
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.kit.jobs import Job, Jobs, job_title

if TYPE_CHECKING:
    from archive_app.archive import interchange
else:
    interchange = lazily("archive_app.archive.interchange")


class Exchange(QObject):
    """The commands that bring annotations in and give references out."""

    def __init__(self, context: Context, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._jobs = jobs
        self._window = window

    # ---------------------------------------------------------------- annotations in

    def choose_annotations(self) -> None:
        """Ask for a file of annotations and bring it in."""
        dialog = QFileDialog(self._window, self.tr("Import annotations"), QDir.homePath())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        kind = self.tr("Annotations")
        dialog.setNameFilter(f"{kind} (*.json *.jsonld)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.import_annotations(Path(path)))
        dialog.open()

    def import_annotations(self, path: Path) -> Job | None:
        """Bring in another program's annotations from a file."""
        archive = self._context.archive
        if archive.read_only:
            self._context.tell(self.tr("This archive is read-only."))
            return None

        title = job_title(self.tr("Annotations from %1"), path.name)
        return self._jobs.run(title, "import_annotations", self._brought, path=path)

    def _brought(self, job: Job, brought: interchange.ImportedAnnotations) -> None:
        job.summary = self.tr("%Ln annotation(s) imported.", "", brought.added)
        if brought.cancelled:
            job.summary += " " + self.tr("The rest was skipped, as you asked.")
        parts = self._unmatched(brought)
        if parts:
            job.show_report = lambda: self._show(job, parts)
        self._context.tell(job.summary)
        if brought.changes:
            self._context.changed.emit(brought.changes)
        if job.show_report is not None:
            job.show_report()

    def _unmatched(self, brought: interchange.ImportedAnnotations) -> list[Part]:
        """The sources whose article is not in the archive, each once."""
        counts = Counter(item.source for item in brought.unmatched)
        lines = [
            Line(source or self.tr("No source given"), self.tr("%Ln annotation(s)", "", count))
            for source, count in counts.items()
        ]
        title = self.tr("Their article is not in the archive")
        return [Part(title, lines, len(lines))] if lines else []

    def _show(self, job: Job, parts: list[Part]) -> None:
        ReportDialog(self._context, job.title, job.summary, parts, self._window).show()

    # ---------------------------------------------------------------- references out

    def choose_references(self, ids: list[str], *, everything: bool = False) -> None:
        """Ask where to, and write the references of ``ids``, which are ``everything`` that was
        found, or some of it."""
        title = (
            self.tr("Export references of all that was found")
            if everything
            else self.tr("Export references of %Ln article(s)", "", len(ids))
        )
        dialog = QFileDialog(self._window, title, QDir.homePath())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        names = {
            "bibtex": self.tr("BibTeX references"),
            "ris": self.tr("RIS references"),
            "csl": self.tr("CSL references"),
        }
        filters = {
            f"{names[form]} (*{suffix})": form for form, (suffix, _) in interchange.FORMS.items()
        }
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix(interchange.FORMS["bibtex"][0])
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(interchange.FORMS[filters[chosen]][0])
        )
        dialog.selectFile(self.tr("References") + interchange.FORMS["bibtex"][0])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def chosen(path: str) -> None:
            form = form_of(path, filters.get(dialog.selectedNameFilter(), "bibtex"))
            self.export_references(Path(path), ids, form)

        dialog.fileSelected.connect(chosen)
        dialog.open()

    def export_references(self, path: Path, ids: list[str], form: str = "bibtex") -> Job:
        """Write references to a file in one step; see `choose_references`."""
        return self._jobs.run(
            job_title(self.tr("References to %1"), path.name),
            "export_references",
            self._told(path),
            path=path,
            ids=ids,
            form=form,
        )

    def _told(self, path: Path) -> Callable[[Job, int], None]:
        def done(job: Job, count: int) -> None:
            pattern = self.tr("%Ln reference(s) saved in %1.", "", count)
            job.summary = pattern.replace("%1", isolate(path.name))
            self._context.tell(job.summary)

        return done


def form_of(path: str, otherwise: str) -> str:
    """The form that a file's suffix tells; ``otherwise`` where it tells none."""
    suffix = Path(path).suffix.lower()
    return next((form for form, (own, _) in interchange.FORMS.items() if own == suffix), otherwise)
