"""Finding on the pages of a PDF, folded as the search folds, and where the hits lie.

Qt's own search model looks for letters just as they stand in the file: here the text of each
page is read, found in as in an article, and its places asked for again. Pages are read a few at
a time, so that a long file does not hold the window.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtPdf import QPdfDocument

from archive_app.gui.reader.finding.finding import PageFinder

BUDGET = 0.012
"""Seconds of reading pages at a stretch."""


class PageHit(NamedTuple):
    """What was found: the page (from 0) and its rectangles there, in points."""

    page: int
    rects: tuple[QRectF, ...]


class PdfFinds(QObject):
    """The hits in a document, page by page as they are found."""

    changed = Signal()
    """More was found, or what was found is gone; or all pages were looked at."""

    def __init__(self, document: QPdfDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._finders: dict[int, tuple[str, PageFinder]] = {}
        self._sought = ""
        self._next = 0
        self.hits: list[PageHit] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._work)

    @property
    def done(self) -> bool:
        """Whether all pages were looked at."""
        return not self._timer.isActive()

    def forget(self) -> None:
        """Another file is shown."""
        self._finders.clear()
        self.seek("")

    def seek(self, text: str) -> None:
        """Look for ``text`` on all pages; nothing for a blank one."""
        self._sought = text
        self._next = 0
        self.hits = []
        self._timer.stop()
        if text.strip():
            self._timer.start()
        self.changed.emit()

    def _work(self) -> None:
        until = time.monotonic() + BUDGET
        pages = self._document.pageCount()
        found = len(self.hits)
        while self._next < pages and time.monotonic() < until:
            self.hits += self._on(self._next)
            self._next += 1
        if self._next >= pages:
            self._timer.stop()
        if len(self.hits) != found or self.done:
            self.changed.emit()

    def _on(self, page: int) -> list[PageHit]:
        if page not in self._finders:
            text = self._document.getAllText(page).text()
            self._finders[page] = text, PageFinder(text)
        text, finder = self._finders[page]
        found: list[PageHit] = []
        for start, end in finder.find(self._sought):
            first, last = _utf16(text, start), _utf16(text, end)
            places = self._document.getSelectionAtIndex(page, first, last - first).bounds()
            rects = tuple(place.boundingRect() for place in places)
            if rects:
                found.append(PageHit(page, rects))
        return found


def _utf16(text: str, at: int) -> int:
    """The UTF-16 position of a code point's, as Qt counts."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
