"""Sidecars that vanished outside and were made again: told, and the user may refuse."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from archive_app.core.model import Article
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.kit.notice import Notice


class RestoredSidecars(QObject):
    """Looks whenever something changed whether there is one to tell of, and asks once for all."""

    def __init__(self, context: Context, notice: Notice, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._notice = notice
        self._told: frozenset[str] = frozenset()
        context.changed.connect(self.look)

    def look(self) -> None:
        """Tell of those that nobody was told of yet."""
        archive = self._context.archive
        self._context.read(archive.restored_sidecars, self._found, latest="restored")

    def _found(self, articles: list[Article]) -> None:
        ids = frozenset(article.id for article in articles)
        if ids <= self._told:
            return
        self._told = ids
        count = len(articles)
        if count == 1:
            title = isolate(articles[0].metadata.title or articles[0].path)
            text = self.tr("The notes file of “%1” was gone; it was restored from what was known.")
            text = text.replace("%1", title)
        else:
            text = self.tr(
                "The notes files of %Ln article(s) were gone; they were restored.",
                "",
                count,
            )
        self._notice.offer(
            text,
            {
                self.tr("Keep"): lambda: self._settle(keep=True),
                self.tr("Remove the notes"): lambda: self._settle(keep=False),
            },
        )

    def _settle(self, *, keep: bool) -> None:
        self._told = frozenset()
        self._context.write(lambda: self._context.archive.settle_restored(keep=keep))
