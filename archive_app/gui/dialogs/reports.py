"""The reports of past imports, to be opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from archive_app.archive import Archive
from archive_app.core.errors import NotFound
from archive_app.core.model import ImportReport, PastReports
from archive_app.gui.dialogs.listing import ListDialog
from archive_app.gui.dialogs.report import Line, ReportDialog, ReportTexts
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import date_text, isolate

ITEM = Qt.ItemDataRole.UserRole + 1


class ReportsDialog(ListDialog):
    """Past imports, the newest first; one that is activated opens as it did after the import."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._texts = ReportTexts(self)
        self.list = QListWidget()
        self.list.itemActivated.connect(lambda row: self._open(row.data(ITEM)))
        self.empty.say(self.tr("No imports yet."))
        self.passed_over = QLabel()
        self.passed_over.setProperty("role", "muted")
        self.passed_over.setWordWrap(True)
        self.passed_over.hide()
        self._lay_out(self.tr("Import reports"), self.list, (560, 420), self.passed_over)
        context.read(context.archive.reports, self._show)

    def _show(self, past: PastReports) -> None:
        for report in past.reports:
            row = QListWidgetItem(f"{moment(report.finished)} · {self._texts.summary(report)}")
            row.setData(ITEM, report)
            self.list.addItem(row)
        self._show_empty(not past.reports)
        if past.unread:
            count = len(past.unread)
            self.passed_over.setText(
                self.tr("%Ln report file(s) could not be read and were skipped.", "", count)
            )
            self.passed_over.setToolTip("\n".join(isolate(each.path) for each in past.unread))
            self.passed_over.show()

    def _open(self, report: ImportReport) -> None:
        archive, parts = self._context.archive, self._texts.parts(report)
        ids = {line.id for part in parts for line in part.lines if line.id}

        def show(gone: set[str]) -> None:
            # What was deleted since tells what was, and opens nothing.
            present = [
                replace(
                    part, lines=[closed(line) if line.id in gone else line for line in part.lines]
                )
                for part in parts
            ]
            title = self.tr("Import of %1").replace("%1", moment(report.finished))
            # It stays open beside the window, as after an import, when this list is closed.
            window = self.parentWidget()
            summary = self._texts.summary(report)
            ReportDialog(self._context, title, summary, present, window).show()

        self._context.read(lambda: {each for each in ids if is_gone(archive, each)}, show)


def is_gone(archive: Archive, article_id: str) -> bool:
    """Whether there is no such article any more."""
    try:
        archive.article(article_id)
    except NotFound:
        return True
    return False


def closed(line: Line) -> Line:
    """A line that opens no article."""
    return replace(line, id="")


def moment(utc: str) -> str:
    """A time (UTC, ISO 8601) as day and hour here, in words."""
    local = datetime.fromisoformat(utc).astimezone()
    hour = QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    return f"{date_text(local.date().isoformat())} · {isolate(hour)}"
