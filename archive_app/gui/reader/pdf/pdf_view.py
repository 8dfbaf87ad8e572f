"""A PDF as its pages, where QtPdf is installed; what is found there is marked on them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from archive_app.gui.kit.context import Context
from archive_app.gui.kit.theme import WHITE
from archive_app.gui.reader.finding.find_bar import FindBar

try:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView

    from archive_app.gui.reader.pdf.pdf_finds import PdfFinds

    AVAILABLE = True
except ImportError:  # pragma: no cover - PySide6-Pdf is a dependency, but may be left out
    AVAILABLE = False


class PdfPages(QWidget):
    """Shows the pages of a PDF file, fitted to the width."""

    paged = Signal(int, int)
    """The page that is seen (from 0) and how many there are."""
    textWanted = Signal()
    """The text is to be read in place of the pages."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Only where `AVAILABLE`."""
        super().__init__(parent)
        self.setObjectName("pdf_pages")
        self._context = context
        self._path: Path | None = None
        self._here = -1
        self.document = QPdfDocument(self)
        self.finds = PdfFinds(self.document, self)
        self.view = _View(self)
        self.view.setDocument(self.document)
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
        self.notice = QLabel(self)
        self.notice.setProperty("role", "muted")
        self.notice.setWordWrap(True)
        self.notice.setContentsMargins(16, 6, 16, 6)
        self.notice.linkActivated.connect(lambda _: self.textWanted.emit())
        self.find_bar = FindBar(context.icons, self)
        self.find_bar.sought.connect(self.finds.seek)
        self.find_bar.stepped.connect(self.step_hit)
        self.find_bar.closed.connect(self.close_find)
        self.finds.changed.connect(self._found)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        column.addWidget(self.find_bar)
        context.theme_changed.connect(self._dress)
        self._dress()

    def show_file(self, path: Path, *, has_text: bool = True) -> bool:
        """Show a file; whether it could be read. ``has_text``: it can be read as text too."""
        way = self.tr("Read the text")
        link = f'<a href="text">{way}</a>'
        said = self.tr("The pages as they were printed. Highlights and notes stand in the text.")
        self.notice.setText(f"{said} {link}" if has_text else self._scanned())
        if path == self._path:
            return self.stack.currentWidget() is self.view
        self._path = path
        ready = self.document.load(str(path)) == QPdfDocument.Error.None_
        self.finds.forget()
        self.stack.setCurrentWidget(self.view if ready else self.broken)
        self.notice.setVisible(ready)
        if ready:
            self.paged.emit(0, self.document.pageCount())
            self.finds.seek(self._sought)
        return ready

    def _scanned(self) -> str:
        return self.tr("These pages are images: they have no text to find or highlight.")

    def clear(self) -> None:
        """Show nothing and let go of the file."""
        self._path = None
        self.finds.forget()
        self.document.close()

    @property
    def _sought(self) -> str:
        return self.find_bar.words if self.find_bar.isVisible() else ""

    def open_find(self) -> None:
        """Open the find bar."""
        self.find_bar.show()
        self.find_bar.field.setFocus()
        self.find_bar.field.selectAll()
        self.finds.seek(self._sought)

    def close_find(self) -> None:
        """Close the find bar and mark nothing."""
        self.find_bar.hide()
        self.finds.seek("")
        self.view.setFocus()

    def _found(self) -> None:
        hits = self.finds.hits
        if not hits:
            self._here = -1
        elif self._here < 0:
            # To the first one on this page or behind it, as soon as there is one.
            page = self.view.pageNavigator().currentPage()
            ahead = next((n for n, hit in enumerate(hits) if hit.page >= page), -1)
            if ahead >= 0 or self.finds.done:
                self._go(max(0, ahead))
        self.view.show_hits(hits, self._here)
        self.find_bar.show_count(self._here, len(hits))

    def step_hit(self, by: int) -> None:
        """Go to the next hit (1) or the one before (-1), round the end."""
        if self.finds.hits:
            self._go((self._here + by) % len(self.finds.hits))
            self._found()

    def _go(self, number: int) -> None:
        self._here = number
        self.view.reveal(self.finds.hits[number])

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
    from archive_app.gui.reader.pdf.pdf_finds import PageHit

    class _View(QPdfView):
        """The pages, with what was found marked; with Ctrl the wheel changes their size."""

        def __init__(self, parent: QWidget) -> None:
            super().__init__(parent)
            self._hits: list[PageHit] = []
            self._here = -1

        def show_hits(self, hits: list[PageHit], here: int) -> None:
            """Mark these, and the one (an index) that the reader is at."""
            self._hits, self._here = hits, here
            self.viewport().update()

        def reveal(self, hit: PageHit) -> None:
            """Bring a hit into view, a third from the top, if it is not in view."""
            pages = self.pages()
            if hit.page >= len(pages):
                return
            rect = self._placed(hit.rects[0], hit.page, pages)
            bar, side = self.verticalScrollBar(), self.horizontalScrollBar()
            view = self.viewport().rect()
            if not bar.value() + 8 <= rect.top() <= bar.value() + view.height() - 32:
                bar.setValue(round(rect.top() - view.height() / 3))
            if not side.value() <= rect.left() <= side.value() + view.width() - 32:
                side.setValue(round(rect.center().x() - view.width() / 2))

        def pages(self) -> list[QRect]:
            """Where the pages lie, from the top of the first, in pixels.

            Qt keeps its layout to itself; this is the same: pages one under another, each in
            the middle, as wide as the view or of the zoom's size.
            """
            document, margins = self.document(), self.documentMargins()
            screen = QGuiApplication.primaryScreen().logicalDotsPerInch() / 72
            view = self.viewport().width()
            room = view - margins.left() - margins.right()
            sizes = []
            for page in range(document.pageCount()):
                size = (document.pagePointSize(page) * screen).toSize()
                if self.zoomMode() == QPdfView.ZoomMode.Custom:
                    points = document.pagePointSize(page)
                    size = (points * screen * self.zoomFactor()).toSize()
                elif size.width():
                    size *= room / size.width()
                sizes.append(size)
            widest = max((size.width() for size in sizes), default=0)
            whole = max(widest + margins.left() + margins.right(), view)
            top = margins.top()
            found = []
            for size in sizes:
                left = (whole - size.width()) // 2
                found.append(QRect(left, top, size.width(), size.height()))
                top += size.height() + self.pageSpacing()
            return found

        def _placed(self, rect: QRectF, number: int, pages: list[QRect]) -> QRectF:
            """A rectangle of a page (points) where it lies among the pages (pixels)."""
            page = pages[number]
            scale = page.width() / max(1.0, self.document().pagePointSize(number).width())
            return QRectF(
                page.left() + rect.left() * scale,
                page.top() + rect.top() * scale,
                rect.width() * scale,
                rect.height() * scale,
            )

        def paintEvent(self, event: QPaintEvent) -> None:
            """The pages, then the marks over them, through which the letters are seen."""
            super().paintEvent(event)
            if not self._hits:
                return
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(
                -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
            )
            seen = QRectF(self.viewport().rect()).translated(
                self.horizontalScrollBar().value(), self.verticalScrollBar().value()
            )
            pages = self.pages()
            # A page is white in every theme.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            for number, hit in enumerate(self._hits):
                if hit.page >= len(pages) or not seen.intersects(QRectF(pages[hit.page])):
                    continue
                here = number == self._here
                painter.setBrush(QColor(WHITE.here if here else WHITE.hit))
                painter.setPen(QPen(QColor(WHITE.link), 1.2) if here else Qt.PenStyle.NoPen)
                for rect in hit.rects:
                    place = self._placed(rect, hit.page, pages).adjusted(-2, -2, 2, 2)
                    painter.drawRoundedRect(place, 3, 3)
            painter.end()

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
