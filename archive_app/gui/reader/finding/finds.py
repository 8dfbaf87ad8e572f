"""What is found in the article: the search's own hits, or what find in page looks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from archive_app.core.model import Span
from archive_app.gui.reader.document.page import ArticlePage
from archive_app.gui.reader.finding.find_bar import FindBar
from archive_app.gui.reader.finding.finding import PageFinder


class Finds(QObject):
    """Keeps what is marked as found, and which of it the reader is at."""

    changed = Signal()

    def __init__(self, page: ArticlePage, bar: FindBar, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._bar = bar
        self._finder: PageFinder | None = None
        self._text = ""
        self._hits: Sequence[Span] = ()
        self._found: Sequence[Span] = ()
        self._here = -1
        bar.sought.connect(self.seek)
        bar.stepped.connect(self.step)
        bar.closed.connect(self.close)

    @property
    def here(self) -> int:
        """Which of them the reader is at, from 0; -1: none."""
        return self._here

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._found)

    def set_article(self, text: str, hits: Sequence[Span], *, same: bool) -> None:
        """Another article is shown (or the ``same`` anew), with the hits of the search in it."""
        if not same or text != self._text:
            self._finder = PageFinder(text)
        stays = same and text == self._text and tuple(hits) == tuple(self._hits)
        self._text, self._hits, self._found = text, hits, hits
        if not stays:
            self._here = -1
        if not same:
            self.close()
        elif self._sought and self._finder is not None:
            self._found = self._finder.find(self._sought)
        self.show()

    def set_hits(self, text: str, hits: Sequence[Span]) -> None:
        """The search has other hits in an article; passed over where another is shown by now."""
        if text == self._text:
            self.set_article(text, hits, same=True)

    @property
    def _sought(self) -> str:
        return self._bar.words.strip() if self._bar.isVisible() else ""

    def open(self, words: str = "") -> None:
        """Open the bar, with ``words`` in it where there are any."""
        if words:
            self._bar.field.setText(words)
        self._bar.show()
        self._bar.field.setFocus()
        self._bar.field.selectAll()
        self.seek()

    def close(self) -> None:
        """Close the bar; the search's own hits are marked again."""
        if self._bar.isVisible():
            self._bar.hide()
            self._page.setFocus()
        self._found, self._here = self._hits, -1
        self.show()

    def seek(self) -> None:
        """Look for what is in the bar, from where the reader is."""
        if self._finder is None or not self._bar.isVisible():
            return
        self._found = self._finder.find(self._sought) if self._sought else self._hits
        self._here = -1
        if self._found and self._sought:
            self.go(self._ahead())
        else:
            self.show()

    def _ahead(self) -> int:
        place = self._page.place()
        return next((n for n, span in enumerate(self._found) if span[0] >= place), 0)

    def step(self, by: int) -> None:
        """Go to the next one (1) or the one before (-1), round the end."""
        if not self._found:
            return
        if self._here >= 0:
            self.go(self._here + by)
        else:
            self.go(self._ahead() if by > 0 else self._ahead() - 1)

    def go(self, number: int) -> None:
        """Go to one of them, counted from 0, round the end."""
        if self._found:
            self._here = number % len(self._found)
            self.show()
            self._page.reveal(self._found[self._here])

    def show(self) -> None:
        """Mark them on the page (again), and count them in the bar."""
        self._page.set_hits(self._found, self._here)
        self._bar.show_count(self._here, len(self._found))
        self.changed.emit()
