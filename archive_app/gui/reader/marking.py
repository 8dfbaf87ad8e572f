"""Counts an article as read once it has been before the reader's eyes for a while."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from archive_app.gui.kit.context import Context
from archive_app.gui.reader.loading import Loaded

AFTER = 8000
"""Milliseconds that an article is shown before it counts as read: longer than skimming past it."""
SETTING = "mark_read"


class ReadMarker:
    """Marks what is shown in ``view`` as read, once each time that it is opened: whoever marks it
    as unread while reading is not contradicted.
    """

    def __init__(self, context: Context, view: QWidget) -> None:
        self._context = context
        self._view = view
        self._article = ""
        self.timer = QTimer(view, singleShot=True, interval=AFTER)
        self.timer.timeout.connect(self._mark)

    def show_article(self, loaded: Loaded | None) -> None:
        """Take note of what is shown now."""
        article = loaded.content.article if loaded is not None else None
        if article is None:
            self._article = ""
            self.timer.stop()
        elif article.id != self._article:
            self._article = article.id
            self.timer.stop()
            if not article.read and not self._context.archive.read_only:
                self.timer.start()
        elif article.read:
            self.timer.stop()

    def _mark(self) -> None:
        if not self._context.setting(SETTING):
            return
        if not self._view.isVisible() or not self._view.isActiveWindow():
            # Nobody reads it now; perhaps later.
            self.timer.start()
            return
        archive, article = self._context.archive, self._article
        self._context.write(lambda: archive.mark_read(article), None, lambda _: None)
