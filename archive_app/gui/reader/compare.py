"""Two articles side by side, with what stands in one of them only marked in both."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.model import Content, Span
from archive_app.gui.context import Context
from archive_app.gui.i18n import isolate
from archive_app.gui.reader.byline import Byline
from archive_app.gui.reader.differences import differences
from archive_app.gui.reader.document import build
from archive_app.gui.reader.page import ArticlePage
from archive_app.gui.reader.typography import SETTINGS, Typography
from archive_app.gui.theme import paper_for

_RELATED = 0.3
"""Texts less alike than this (0 to 1) are no versions of one another: all would be marked."""


class _Pair(NamedTuple):
    first: Content
    second: Content
    only_first: list[Span]
    only_second: list[Span]
    alike: float


class CompareView(QWidget):
    """Shows a pair of articles; scrolling one scrolls the other to the same part."""

    closed = Signal()
    articleRequested = Signal(str)

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
        self.pages = (ArticlePage(self), ArticlePage(self))
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for page in self.pages:
            splitter.addWidget(page)
            page.verticalScrollBar().valueChanged.connect(lambda _, moved=page: self._follow(moved))
        splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(splitter, 1)
        context.theme_changed.connect(self._dress)
        context.settings.changed.connect(self._setting_changed)
        self._dress()

    @property
    def ids(self) -> tuple[str, str] | None:
        """The articles shown."""
        if self._pair is None:
            return None
        return self._pair.first.article.id, self._pair.second.article.id

    def compare(self, first: str, second: str) -> None:
        """Show two articles (ids). What differs is found off the GUI thread."""
        archive = self._context.archive

        def work() -> _Pair:
            left, right = archive.content(first), archive.content(second)
            return _Pair(left, right, *differences(left.text, right.text))

        self._context.read(work, self._show, latest="reader-compare")

    def _show(self, pair: _Pair) -> None:
        self._pair = pair
        settings = self._context.settings
        typography = Typography.of(settings)
        paper = paper_for(settings.get("paper"), self._context.theme)
        for page, content, spans in zip(
            self.pages,
            (pair.first, pair.second),
            (pair.only_first, pair.only_second),
            strict=True,
        ):
            byline = Byline(
                content.article,
                numerals=settings.get("numerals"),
                with_hijri=settings.get("hijri"),
            )
            page.set_paper(paper)
            page.show_built(build(content, typography, paper, byline), content.text, typography)
            page.set_hits(spans if pair.alike >= _RELATED else ())
        text = self.tr("%1 % of the words are the same; what stands in one only is marked.")
        if pair.alike < _RELATED:
            text = self.tr("These are two different texts.")
        self.summary.setText(text.replace("%1", isolate(str(int(100 * pair.alike)))))

    def _follow(self, moved: ArticlePage) -> None:
        if self._following:
            return
        other = self.pages[1] if moved is self.pages[0] else self.pages[0]
        bar, its = moved.verticalScrollBar(), other.verticalScrollBar()
        if bar.maximum() <= 0:
            return
        self._following = True
        its.setValue(round(bar.value() / bar.maximum() * its.maximum()))
        self._following = False

    def _setting_changed(self, name: str) -> None:
        if name in SETTINGS:
            self._dress()

    def _dress(self) -> None:
        self.leave.setIcon(self._context.icons.icon("close"))
        paper = paper_for(self._context.settings.get("paper"), self._context.theme)
        for page in self.pages:
            page.set_paper(paper)
        if self._pair is not None:
            self._show(self._pair)
