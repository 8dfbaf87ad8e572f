"""What can be done with the articles that are selected in the results."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from archive_app.gui.dialogs.interchange import Exchange
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.jobs import Jobs
from archive_app.gui.results.results_pane import ResultsPane


class SelectedArticles(QObject):
    """Marks, tags, deletes, cites and opens articles; most commands are for those selected."""

    def __init__(
        self,
        context: Context,
        jobs: Jobs,
        results: ResultsPane,
        exchange: Exchange,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._context = context
        self._jobs = jobs
        self._results = results
        self._exchange = exchange
        self._window = window

    # ---------------------------------------------------------------- the selection

    def with_ids(self, then: Callable[[list[str]], object]) -> None:
        """Call ``then`` with the ids of the selected articles, once they are known."""
        self._results.model.with_ids(self._results.selected_rows(), then)

    def toggle_read(self) -> None:
        """Mark the selected articles as read; as unread where all of them are read."""
        hits = [self._results.model.fetched(row) for row in self._results.selected_rows()]
        unread = any(hit is not None and not hit.article.read for hit in hits)
        self.with_ids(lambda ids: self.mark_read(ids, read=unread))

    def export_references(self) -> None:
        """References of the selected articles where several are, else of the whole result."""
        # One row is nearly always selected: it is just the article that is being read.
        if len(self._results.selected_rows()) > 1:
            self.selected_references()
        else:
            self._results.model.with_ids(
                range(self._results.model.rowCount()),
                lambda ids: self._exchange.choose_references(ids, everything=True),
            )

    def selected_references(self) -> None:
        """References of the selected articles."""
        self.with_ids(self._exchange.choose_references)

    # ---------------------------------------------------------------- any articles

    def mark_read(self, ids: Sequence[str], *, read: bool) -> None:
        """Mark articles as read, or as unread."""
        title = self.tr("Marking as read") if read else self.tr("Marking as unread")
        self._jobs.edit(title, "mark_read", ids=list(ids), read=read)

    def tag(self, ids: Sequence[str]) -> None:
        """Ask for tags and put them on articles."""
        if not ids:
            return
        archive = self._context.archive

        def put(tag: str) -> None:
            if tag.strip():
                title = self.tr("Tagging %Ln article(s)", "", len(ids))
                self._jobs.edit(title, "tag", ids=list(ids), add=[tag])

        def ask(tags: list[tuple[str, int]]) -> None:
            dialog = QInputDialog(self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.setWindowTitle(self.tr("Tag %Ln article(s)", "", len(ids)))
            dialog.setLabelText(self.tr("A tag for these articles; a stroke (/) makes a tree:"))
            dialog.setComboBoxEditable(True)
            dialog.setComboBoxItems(["", *(tag for tag, _ in tags)])
            dialog.setTextValue("")
            dialog.textValueSelected.connect(put)
            dialog.open()

        self._context.read(archive.tags, ask)

    def delete(self, ids: Sequence[str]) -> None:
        """Move articles to the trash; several at once only after a question."""
        if not ids:
            return

        def go() -> None:
            self._jobs.edit(
                self.tr("Moving %Ln article(s) to the trash", "", len(ids)),
                "delete",
                lambda _: self._context.tell(
                    self.tr("%Ln article(s) moved to the trash.", "", len(ids))
                ),
                ids=list(ids),
            )

        if len(ids) == 1:
            go()
            return
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setText(self.tr("Move %Ln article(s) to the trash?", "", len(ids)))
        box.setInformativeText(self.tr("You can bring them back from there."))
        yes = box.addButton(self.tr("Move to the trash"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.buttonClicked.connect(lambda button: go() if button is yes else None)
        box.open()

    def copy_citations(self, ids: Sequence[str]) -> None:
        """Put the citations of articles on the clipboard."""
        archive = self._context.archive
        self._context.read(
            lambda: "\n".join(archive.cite(article_id) for article_id in ids),
            lambda text: QGuiApplication.clipboard().setText(text),
        )

    def open_original(self, article_id: str) -> None:
        """Open an article's original in the program that the system has for it."""
        if not article_id:
            return
        archive = self._context.archive
        self._context.read(
            lambda: archive.original(article_id),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
        )
