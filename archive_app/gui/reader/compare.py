"""Two articles side by side, with what stands in one of them only marked in both.

Each is read as an article alone is: select, highlight, note, find, copy.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.model import Changes, Span
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.reader.differences import differences
from archive_app.gui.reader.document.page import ArticlePage
from archive_app.gui.reader.reading import ArticleView

_RELATED = 0.3
"""Texts less alike than this (0 to 1) are no versions of one another: all would be marked."""


class _Pair(NamedTuple):
    first: str
    second: str
    only_first: list[Span]
    only_second: list[Span]
    alike: float


class CompareView(QWidget):
    """Shows a pair of articles; scrolling one scrolls the other to the same part."""

    closed = Signal()
    made = Signal(object)
    """A reader of one side (an `ArticleView`) was made, to be joined with the rest."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare_view")
        self._context = context
        self._pair: _Pair | None = None
        self._following = False
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 8, 4)
        self.summary = QLabel(self)
        self.summary.setProperty("role", "muted")
        row.addWidget(self.summary, 1)
        self.leave = QToolButton(self)
        self.leave.setToolTip(self.tr("Back to the article"))
        self.leave.setAccessibleName(self.tr("Back to the article"))
        self.leave.clicked.connect(self.closed)
        row.addWidget(self.leave)
        self.views: tuple[ArticleView, ...] = ()
        self._current = 0
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._splitter, 1)
        context.theme_changed.connect(self._dress)
        self._dress()

    def _make(self) -> None:
        """The two readers, when they are first needed."""
        self.views = tuple(ArticleView(self._context, self, lane=f"beside-{n}") for n in (1, 2))
        for view in self.views:
            view.notes.hide()
            self._splitter.addWidget(view)
            bar = view.page.verticalScrollBar()
            bar.valueChanged.connect(lambda _, moved=view.page: self._follow(moved))
            self.made.emit(view)

    @property
    def ids(self) -> tuple[str, str] | None:
        """The articles shown."""
        return None if self._pair is None else (self._pair.first, self._pair.second)

    @property
    def current(self) -> ArticleView | None:
        """The side that one reads: where the focus is, or was last."""
        focus = QApplication.focusWidget()
        for number, view in enumerate(self.views):
            if focus is not None and view.isAncestorOf(focus):
                self._current = number
        return self.views[self._current] if self.views else None

    def compare(self, first: str, second: str) -> None:
        """Show two articles (ids). What differs is found off the GUI thread."""
        archive = self._context.archive

        def work() -> _Pair:
            return _Pair(first, second, *differences(archive.text(first), archive.text(second)))

        self._context.read(work, self._show, latest="reader-compare")

    def _show(self, pair: _Pair) -> None:
        if not self.views:
            self._make()
        fresh = self._pair is None or self.ids != (pair.first, pair.second)
        self._pair = pair
        related = pair.alike >= _RELATED
        sides = ((pair.first, pair.only_first), (pair.second, pair.only_second))
        for view, (article_id, spans) in zip(self.views, sides, strict=True):
            view.open(article_id, marked=spans if related else ())
            if fresh:
                view.notes.hide()
        if fresh:
            self._current = 0
            self.views[0].setFocus()
        text = self.tr("%1 % of the words match; differences are marked.")
        if not related:
            text = self.tr("These are two different texts.")
        self.summary.setText(text.replace("%1", isolate(str(int(100 * pair.alike)))))

    def refresh(self, changes: Changes) -> None:
        """Take in what was changed in either article."""
        for view in self.views:
            view.refresh(changes)
        if self.ids is not None and changes.text and changes.articles & set(self.ids):
            self.compare(*self.ids)

    def finish(self) -> None:
        """Keep what is being written: the comparison is about to be left."""
        for view in self.views:
            view.notes.finish()

    def _follow(self, moved: ArticlePage) -> None:
        if self._following:
            return
        first, second = (view.page for view in self.views)
        other = second if moved is first else first
        bar, its = moved.verticalScrollBar(), other.verticalScrollBar()
        if bar.maximum() <= 0:
            return
        self._following = True
        its.setValue(round(bar.value() / bar.maximum() * its.maximum()))
        self._following = False

    def _dress(self) -> None:
        self.leave.setIcon(self._context.icons.icon("close"))
