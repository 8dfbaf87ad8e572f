"""A PDF as its pages, where QtPdf is installed; find goes through Qt's own index of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QWheelEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from archive_app.gui.context import Context

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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
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

    def find_text(self, words: str) -> None:
        """Mark ``words`` on the pages, as they are written in the file."""
        self.search.setSearchString(words)

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
