"""A PDF as its pages, where QtPdf is installed; find goes through Qt's own index of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QWheelEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from archive_app.gui.context import Context
from archive_app.gui.reader.find_bar import FindBar

try:
    from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
    from PySide6.QtPdfWidgets import QPdfView

    AVAILABLE = True
except ImportError:  # pragma: no cover - PySide6-Pdf is a dependency, but may be left out
    AVAILABLE = False


class PdfPages(QWidget):
    """Shows the pages of a PDF file, fitted to the width."""

    paged = Signal(int, int)
    """The page that is seen (from 0) and how many there are."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Only where `AVAILABLE`."""
        super().__init__(parent)
        self.setObjectName("pdf_pages")
        self._context = context
        self._path: Path | None = None
        self.document = QPdfDocument(self)
        self.search = QPdfSearchModel(self)
        self.search.setDocument(self.document)
        self.view = _View(self)
        self.view.setDocument(self.document)
        self.view.setSearchModel(self.search)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.pageNavigator().currentPageChanged.connect(
            lambda page: self.paged.emit(page, self.document.pageCount())
        )
        self.broken = QLabel(self.tr("The pages of this PDF cannot be shown."), self)
        self.broken.setProperty("role", "muted")
        self.broken.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.broken)
        self.find_bar = FindBar(context.icons, self)
        self.find_bar.sought.connect(self.search.setSearchString)
        self.find_bar.stepped.connect(self._step_hit)
        self.find_bar.closed.connect(self.close_find)
        for signal in (self.search.modelReset, self.search.rowsInserted, self.search.rowsRemoved):
            signal.connect(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.find_bar)
        context.theme_changed.connect(self._dress)
        self._dress()

    @property
    def path(self) -> Path | None:
        """The file shown."""
        return self._path

    def show_file(self, path: Path) -> bool:
        """Show a file; whether it could be read."""
        if path == self._path:
            return self.stack.currentWidget() is self.view
        self._path = path
        ready = self.document.load(str(path)) == QPdfDocument.Error.None_
        self.stack.setCurrentWidget(self.view if ready else self.broken)
        if ready:
            self.paged.emit(0, self.document.pageCount())
        return ready

    def clear(self) -> None:
        """Show nothing and let go of the file."""
        self._path = None
        self.document.close()

    def open_find(self) -> None:
        """Open the find bar. Words are found as they are written in the file, not folded."""
        self.find_bar.show()
        self.find_bar.field.setFocus()
        self.find_bar.field.selectAll()

    def close_find(self) -> None:
        """Close the find bar and mark nothing."""
        self.find_bar.hide()
        self.search.setSearchString("")
        self.view.setFocus()

    def _count(self) -> None:
        total = self.search.rowCount(QModelIndex())
        here = self.view.currentSearchResultIndex()
        self.find_bar.show_count(here if here < total else -1, total)

    def _step_hit(self, by: int) -> None:
        total = self.search.rowCount(QModelIndex())
        if not total:
            return
        here = self.view.currentSearchResultIndex()
        here = (here + by) % total if here >= 0 else (0 if by > 0 else total - 1)
        self.view.setCurrentSearchResultIndex(here)
        place = self.search.resultAtIndex(here)
        self.view.pageNavigator().jump(place.page(), place.location(), 0)
        self._count()

    def step(self, by: int) -> None:
        """Go to another page."""
        navigator = self.view.pageNavigator()
        page = max(0, min(self.document.pageCount() - 1, navigator.currentPage() + by))
        navigator.jump(page, QPointF(), navigator.currentZoom())

    def zoom(self, step: int) -> None:
        """Larger (1), smaller (-1), or fitted to the width (0)."""
        if step == 0:
            self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            return
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        factor = self.view.zoomFactor() * (1.15 if step > 0 else 1 / 1.15)
        self.view.setZoomFactor(max(0.25, min(5.0, factor)))

    def _dress(self) -> None:
        self.find_bar.dress(self._context.icons)
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, QColor(self._context.theme.window))
        self.view.setPalette(palette)


if AVAILABLE:

    class _View(QPdfView):
        """The pages; with Ctrl the wheel changes their size."""

        def wheelEvent(self, event: QWheelEvent) -> None:
            """Ctrl and the wheel: larger or smaller."""
            parent = self.parent()
            while parent is not None and not isinstance(parent, PdfPages):
                parent = parent.parent()
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and parent is not None and event.angleDelta().y():
                parent.zoom(1 if event.angleDelta().y() > 0 else -1)
                event.accept()
                return
            super().wheelEvent(event)
