"""The results as a lazy model: it holds a result's numbers and fetches the hits that show.

A page of hits (with snippets) is asked for when one of its rows is painted, in the
background; until it is there the row is blank. So 100,000 results cost what a screenful costs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    QUrl,
    Signal,
)

from archive_app.core.model import Changes, Hit
from archive_app.export.cite import citation, citation_html
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import date_text, visible

if TYPE_CHECKING:
    from archive_app.search.searcher import Results

PAGE = 16
"""Hits fetched at once: about two screenfuls."""

WAIT = 20
"""Milliseconds between a row being painted blank and its page being asked for."""

KEPT = 128
"""Pages kept; the oldest are let go of."""

HIT = Qt.ItemDataRole.UserRole + 1
"""The role under which a row gives its `Hit`, or None while it is on its way."""

Index = QModelIndex | QPersistentModelIndex


class ResultsModel(QAbstractListModel):
    """The hits of one result, in its order."""

    page_ready = Signal(int, int)
    """Rows ``first`` to ``last`` have their hits now."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._results: Results | None = None
        self._count = 0
        self._pages: dict[int, tuple[Hit, ...]] = {}
        self._asked: set[int] = set()
        self._wanted: list[int] = []
        self._serial = 0
        self._ask = QTimer(self, singleShot=True, interval=WAIT)
        self._ask.timeout.connect(self._fetch)

    @property
    def results(self) -> Results | None:
        """The result that is shown."""
        return self._results

    def set_results(self, results: Results | None) -> None:
        """Show a result; its own hits fill the first page."""
        self.beginResetModel()
        self._serial += 1
        self._results = results
        self._count = 0 if results is None else len(results.docs)
        self._pages.clear()
        self._asked.clear()
        self._wanted.clear()
        if results is not None:
            hits = tuple(results.hits)
            for page in range((len(hits) + PAGE - 1) // PAGE):
                part = hits[page * PAGE : (page + 1) * PAGE]
                if len(part) == min(PAGE, self._count - page * PAGE):
                    self._pages[page] = part
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many articles the result has."""
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row's title, tooltip, or `Hit`; what is not fetched yet is asked for."""
        row = index.row()
        if not index.isValid() or not 0 <= row < self._count:
            return None
        if role not in (HIT, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        hit = self.hit(row)
        if role == HIT:
            return hit
        if hit is None:
            return ""
        metadata = hit.article.metadata
        title = visible(metadata.title) or hit.article.path
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        parts = (
            title,
            visible(metadata.source),
            date_text(metadata.date),
            "" if hit.article.read else self.tr("unread"),
            visible(hit.snippet.text),
        )
        return ". ".join(part for part in parts if part)

    def hit(self, row: int) -> Hit | None:
        """The hit in a row, or None while it is on its way."""
        page, place = divmod(row, PAGE)
        hits = self._pages.get(page)
        if hits is not None:
            return hits[place] if place < len(hits) else None
        if page not in self._asked and page not in self._wanted:
            self._wanted.append(page)
            if not self._ask.isActive():
                self._ask.start()
        return None

    def fetched(self, row: int) -> Hit | None:
        """The hit in a row if it is there; it is not asked for."""
        page, place = divmod(row, PAGE)
        hits = self._pages.get(page, ())
        return hits[place] if place < len(hits) else None

    def row_of(self, article_id: str) -> int:
        """The row of an article among those fetched so far, or -1."""
        for page, hits in self._pages.items():
            for place, hit in enumerate(hits):
                if hit.article.id == article_id:
                    return page * PAGE + place
        return -1

    def with_ids(self, rows: Sequence[int], then: Callable[[list[str]], object]) -> None:
        """Give ``then`` the ids of the articles in ``rows``, fetching what is not there."""
        results = self._results
        if results is None:
            return
        ids = [hit.article.id for hit in map(self.fetched, rows) if hit is not None]
        if len(ids) == len(rows):
            then(ids)
            return
        docs = [int(results.docs[row]) for row in rows]
        archive = self._context.archive
        self._context.read(lambda: [item.id for item in archive.articles(docs)], then)

    def refresh(self, changes: Changes) -> None:
        """Fetch anew the rows of articles that changed."""
        for page, hits in list(self._pages.items()):
            if any(hit.article.id in changes.articles for hit in hits):
                self._asked.add(page)
                self._request(page)

    # ---------------------------------------------------------------- dragging out

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be dragged out of the window."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        """What a dragged row offers."""
        return ["text/uri-list", "text/html", "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The originals of the rows as files, their citations as text and as HTML."""
        hits = [hit for hit in (self.hit(index.row()) for index in indexes) if hit is not None]
        data = QMimeData()
        root = self._context.archive.path
        data.setUrls([QUrl.fromLocalFile(str(root / hit.article.path)) for hit in hits])
        data.setText("\n".join(citation(hit.article) for hit in hits))
        data.setHtml("\n".join(citation_html(hit.article) for hit in hits))
        data.setData("application/x-khizana-articles", b"")
        return data

    # ---------------------------------------------------------------- fetching

    def _fetch(self) -> None:
        # The last asked for is what the eye is on: a fast scroll skips what it passed.
        wanted, self._wanted = self._wanted[-3:], []
        for page in reversed(wanted):
            if page not in self._asked and page not in self._pages:
                self._asked.add(page)
                self._request(page)

    def _request(self, page: int) -> None:
        results, serial = self._results, self._serial
        if results is None:
            return
        first = page * PAGE
        last = min(first + PAGE, self._count)
        archive = self._context.archive

        def arrived(hits: tuple[Hit, ...]) -> None:
            if serial != self._serial:
                return
            self._asked.discard(page)
            if len(self._pages) >= KEPT:
                self._pages.pop(next(iter(self._pages)))
            self._pages[page] = hits
            self.dataChanged.emit(self.index(first), self.index(last - 1))
            self.page_ready.emit(first, last - 1)

        def failed(error: BaseException) -> None:
            self._asked.discard(page)
            self._context.fail(error)

        self._context.read(lambda: archive.hits(results, first, last), arrived, failed)
