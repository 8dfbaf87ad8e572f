"""The reader as the window sees it: one pane that shows an article and what is marked in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from archive_app.core.model import Lens
from archive_app.gui.context import Context


class ReaderPane(QWidget):
    """The article, its notes beside it, and the bars that come and go.

    ``actions_by_name`` holds the `QAction`s for menus and the command palette, by a stable
    name (``"highlight-yellow"``, ``"note"``, ``"find"``, ``"zoom-in"``, …); each carries its
    own text, shortcut and enabled state, and is already added to this widget.
    """

    searchRequested = Signal(str)
    """"Search for this": the words that were selected."""
    articleRequested = Signal(str)
    """Another article (an id) is wanted: from a story, a comparison, the annotations view."""
    nextRequested = Signal()
    """The next article of the results is wanted."""
    previousRequested = Signal()
    """The one before is wanted."""
    changed = Signal(object)
    """Something was written: a `Changes`."""
    failed = Signal(str)
    """One sentence, translated, about what could not be done."""
    immersed = Signal(bool)
    """Distraction-free reading begins (hide everything else) or ends."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """A reader with nothing in it. Nothing is read before `show_article`."""
        super().__init__(parent)
        self._context = context
        self.actions_by_name: dict[str, QAction] = {}

    @property
    def article_id(self) -> str:
        """The article shown, or nothing."""
        raise NotImplementedError

    def show_article(self, article_id: str, query: str = "", lens: Lens = Lens.WORD) -> None:
        """Show an article with the hits of ``query`` marked, where it was left the last time
        (at its first hit when there is a query)."""
        raise NotImplementedError

    def show_passage(self, article_id: str, start: int, end: int) -> None:
        """Show an article with ``text[start:end]`` in view (code points)."""
        raise NotImplementedError

    def show_annotations(self) -> None:
        """Show the view of all annotations of the whole archive in place of the article."""
        raise NotImplementedError

    def clear(self) -> None:
        """Show nothing: the archive was closed, or no article is chosen."""
        raise NotImplementedError

    def refresh(self, changes: object) -> None:
        """Take in what changed elsewhere (a `Changes`); other articles' changes are passed over."""
        raise NotImplementedError

    def remember(self) -> None:
        """Note where the article was left. Call before the window closes."""
        raise NotImplementedError
