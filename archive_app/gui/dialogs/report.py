"""What an import or a check came to, as a list one can act on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QFont, QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.model import Finding, ImportReport, ReextractionReport, Reread
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate, number
from archive_app.gui.kit.messages import reason
from archive_app.gui.kit.page import close_buttons
from archive_app.gui.kit.windows import Dialog

T = TypeVar("T")
ID = Qt.ItemDataRole.UserRole + 1
MOST = 2000
"""Lines shown of one kind; the whole report lies in the archive."""


@dataclass(frozen=True, slots=True)
class Line:
    """A file, what is said of it, and the article that a double click opens."""

    name: str
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one kind under a heading."""

    title: str
    lines: Sequence[Line]
    count: int = 0


class ReportDialog(Dialog):
    """A report in parts; it stays open beside the window and is never modal."""

    def __init__(
        self,
        context: Context,
        title: str,
        summary: str,
        parts: Iterable[Part],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(title)
        self.resize(720, 480)
        heading = QLabel(summary)
        heading.setProperty("role", "heading")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        self.tree = QTreeView()
        self.tree.setHeaderHidden(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.setAlternatingRowColors(False)
        self.tree.setUniformRowHeights(True)
        self._model = QStandardItemModel(0, 2, self)
        for part in parts:
            self._add(part)
        self.tree.setModel(self._model)
        header = self.tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 300)
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            self.tree.setFirstColumnSpanned(row, QModelIndex(), True)
            if self._model.rowCount(index) <= 50:
                self.tree.expand(index)
        self.tree.activated.connect(self._open)
        self.tree.setVisible(self._model.rowCount() > 0)
        buttons = close_buttons(self)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(heading)
        column.addWidget(self.tree, 1)
        column.addWidget(buttons)

    def _add(self, part: Part) -> None:
        if not part.lines:
            return
        title = f"{part.title} · {number(part.count or len(part.lines))}"
        item = QStandardItem(title)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)
        for line in part.lines[:MOST]:
            name = QStandardItem(isolate(line.name))
            name.setData(line.id, ID)
            name.setToolTip(isolate(line.name))
            text = QStandardItem(line.text)
            text.setToolTip(line.text)
            item.appendRow([name, text])
        self._model.appendRow([item, QStandardItem()])

    def _open(self, index: QModelIndex) -> None:
        article = index.siblingAtColumn(0).data(ID)
        if article:
            self._context.open_article(str(article))

    def _copy(self) -> None:
        lines = []
        for row in range(self._model.rowCount()):
            part = self._model.item(row)
            lines.append(part.text())
            lines.extend(
                f"{part.child(at, 0).text()}\t{part.child(at, 1).text()}"
                for at in range(part.rowCount())
            )
        QGuiApplication.clipboard().setText("\n".join(lines))


class ReportTexts(QObject):
    """Reports as sentences and parts, in the language of the interface."""

    def summary(self, report: ImportReport) -> str:
        """One sentence on an import."""
        parts = [self.tr("%Ln article(s) imported", "", len(report.imported))]
        if report.duplicates:
            parts.append(self.tr("%Ln already in the archive", "", len(report.duplicates)))
        if report.failed:
            parts.append(self.tr("%Ln without text", "", len(report.failed)))
        if report.cancelled:
            parts.append(self.tr("stopped"))
        return self.tr(", ").join(parts) + "."

    def parts(self, report: ImportReport) -> list[Part]:
        """An import's parts, what needs a look first."""
        likely, repaired = report.likely[:MOST], report.repaired[:MOST]
        named = {*(item for pair in likely for item in pair), *repaired}
        titles = {
            article.id: article.metadata.title or article.path
            for article in report.imported
            if article.id in named
        }
        again = self.tr("Same as %1")
        mended = self.tr("Its text was repaired; see the reader.")

        def part(title: str, whole: Sequence[T], line: Callable[[T], Line]) -> Part:
            # No more than is shown: of a large import, the rest takes longer than to read it.
            return Part(title, [line(item) for item in whole[:MOST]], len(whole))

        return [
            part(
                self.tr("Could not be read"),
                report.failed,
                lambda item: Line(item.path, reason(item.reason), item.id),
            ),
            part(
                self.tr("Already in the archive"),
                report.duplicates,
                lambda item: Line(item.path, again.replace("%1", isolate(item.of)), item.id),
            ),
            part(
                self.tr("Possible duplicates"),
                report.likely,
                lambda pair: Line(
                    titles.get(pair[0], pair[0]), isolate(titles.get(pair[1], pair[1])), pair[0]
                ),
            ),
            part(
                self.tr("Repaired"),
                report.repaired,
                lambda item: Line(titles.get(item, item), mended, item),
            ),
            part(
                self.tr("Imported"),
                report.imported,
                lambda item: Line(item.path, isolate(item.metadata.title), item.id),
            ),
        ]

    def reread(self, report: ReextractionReport) -> tuple[str, list[Part]]:
        """What reading again did: one sentence, and the parts, what needs a look first."""
        said = [self.tr("%Ln article(s) changed", "", len(report.changed))]
        if report.unchanged:
            said.append(self.tr("%Ln unchanged", "", report.unchanged))
        if report.failed:
            said.append(self.tr("%Ln could not be re-read", "", len(report.failed)))
        if report.cancelled:
            said.append(self.tr("stopped"))

        def news(each: Reread) -> str:
            counts = (
                self.tr("text") if each.text else "",
                self.tr("details") if each.metadata else "",
                self.tr("%Ln highlight(s) moved", "", each.moved) if each.moved else "",
            )
            return self.tr(", ").join(filter(None, counts))

        def part(title: str, items: Sequence[Reread], text: Callable[[Reread], str]) -> Part:
            lines = [Line(item.title or item.path, text(item), item.id) for item in items[:MOST]]
            return Part(title, lines, len(items))

        failed = [Line(item.path, reason(item.reason), item.id) for item in report.failed[:MOST]]
        lost = [each for each in report.changed if each.orphans]
        moved = [each for each in report.changed if each.review]
        return self.tr(", ").join(said) + ".", [
            Part(self.tr("Could not be re-read; the old text is kept"), failed, len(report.failed)),
            part(
                self.tr("Highlights whose passage is missing"),
                lost,
                lambda each: self.tr("%Ln highlight(s)", "", each.orphans),
            ),
            part(
                self.tr("Highlights to review"),
                moved,
                lambda each: self.tr("%Ln highlight(s)", "", each.review),
            ),
            part(self.tr("Changed"), report.changed, news),
        ]

    def findings(self, findings: Sequence[Finding]) -> list[Part]:
        """A check's findings by gravity."""
        names = {
            "error": self.tr("Needs attention"),
            "warning": self.tr("Warnings"),
            "info": self.tr("Information"),
        }
        return [
            Part(
                title,
                [
                    Line(item.path or item.detail, reason(item.key))
                    for item in findings
                    if item.severity == grade
                ],
            )
            for grade, title in names.items()
        ]
