"""The reader as the window sees it: one pane that shows an article and what is marked in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from archive_app.core.model import Article, Changes
from archive_app.gui.kit.commands import Id, Menu, Scope, Table
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import date_text, isolate
from archive_app.gui.reader.compare import CompareView
from archive_app.gui.reader.details import DetailsPanel
from archive_app.gui.reader.document.appearance import AppearancePanel
from archive_app.gui.reader.document.byline import TAG_SCHEME
from archive_app.gui.reader.header import Header
from archive_app.gui.reader.loading import Loaded
from archive_app.gui.reader.marking import ReadMarker
from archive_app.gui.reader.notes.annotations_view import AnnotationsView
from archive_app.gui.reader.notes.color_names import ColorNamesDialog
from archive_app.gui.reader.pdf import pdf_view
from archive_app.gui.reader.pdf.pdf_view import PdfPages
from archive_app.gui.reader.reading import ArticleView

if TYPE_CHECKING:
    from archive_app.search.searcher import Results

NARROW = 700
"""Below this width (pixels) the notes make room for the text, until they are asked for."""

NOTES_SHOWN = "reader_notes"
"""The key of the archive's state that keeps whether the notes are shown."""


class ReaderPane(QWidget):
    """The article, its notes beside it, and the bars that come and go."""

    searchRequested = Signal(str)
    """"Search for this": the words that were selected."""
    articleRequested = Signal(str)
    """Another article (an id) is wanted: from a story, a comparison, the annotations view."""
    nextRequested = Signal()
    """The next article of the results is wanted."""
    previousRequested = Signal()
    """The one before is wanted."""
    changed = Signal(object)
    """Something was written: a `Changes`. (The context's own ``changed`` says it too.)"""
    failed = Signal(str)
    """One sentence, translated, about what could not be done."""
    immersed = Signal(bool)
    """Distraction-free reading begins (hide everything else) or ends."""

    def __init__(
        self, context: Context, commands: Table[ReaderPane], parent: QWidget | None = None
    ) -> None:
        """A reader with nothing in it, and what can be done there. Nothing is read before
        `show_article`.
        """
        super().__init__(parent)
        self.setObjectName("reader")
        self._context = context
        self._immersed = False
        self.view = ArticleView(context, self)
        self.header = Header(context, self)
        self.blank = QLabel(self.tr("Choose an article to read it here."), self)
        self.blank.setProperty("role", "muted")
        self.blank.setWordWrap(True)
        self.blank.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.annotations = AnnotationsView(context, self)
        self.comparison = CompareView(context, self)
        self.pages: PdfPages | None = PdfPages(context, self) if pdf_view.AVAILABLE else None
        self.details = DetailsPanel(context, self)
        self.marker = ReadMarker(context, self.view)
        self.appearance = AppearancePanel(context, self)
        self._coming: tuple[str, str] = ("", "")
        self._recent: dict[str, str] = {}
        self._notes_wanted = bool(context.state.get(NOTES_SHOWN, True))
        self._notes_insisted = False
        self.stack = QStackedWidget(self)
        for part in (self.blank, self.view, self.annotations, self.comparison, self.pages):
            if part is not None:
                self.stack.addWidget(part)
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.stack, 1)
        beside.addWidget(self.details)
        self.details.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(beside, 1)
        places = {Scope.WINDOW: self, Scope.READER: self, Scope.PAGE: self.view.page}
        self._context.actions.add(commands, self, places)
        self.header.fill()
        self.setFocusProxy(self.view)
        self._connect()
        self._fit()
        self._shown()

    def _join(self, view: ArticleView) -> None:
        """Join a reader of an article with the rest; the keys of the page are valid on it."""
        view.searchRequested.connect(self.searchRequested)
        view.linkClicked.connect(self._follow)
        view.tagsWanted.connect(self.tag)
        view.page.menuWanted.connect(self._open_menu)
        view.page.selectionChanged.connect(self._passage_changed)
        view.activated.connect(lambda _: self._passage_changed())
        if view is self.view:
            view.notes.wanted.connect(lambda: self.show_notes(True))
            return
        view.notes.wanted.connect(view.notes.show)
        view.page.addActions(self._context.actions.in_scope(Scope.PAGE))

    def _connect(self) -> None:
        self.view.shown.connect(self._shown)
        self._join(self.view)
        self.comparison.made.connect(self._join)
        self.annotations.chosen.connect(self._go_to_annotation)
        self.annotations.closed.connect(self._back_to_article)
        self.comparison.closed.connect(self._back_to_article)
        self._context.changed.connect(self.refresh)
        if self.pages is not None:
            self.pages.textWanted.connect(self.toggle_pages)
        self.details.articleRequested.connect(self.articleRequested)
        self.details.compareRequested.connect(self.compare_with)

    # ------------------------------------------------------------ what is shown

    @property
    def article_id(self) -> str:
        """The article shown, or nothing."""
        return self.view.article_id

    @property
    def reading(self) -> ArticleView:
        """The article that the keys are for: one side of a comparison, else the one shown."""
        beside = self.comparison.current
        if beside is not None and self.stack.currentWidget() is self.comparison:
            return beside
        return self.view

    def shows(self, article_id: str) -> bool:
        """Whether an article is before the reader's eyes, alone or beside another."""
        if self.stack.currentWidget() is self.comparison:
            return article_id in (self.comparison.ids or ())
        return self.stack.currentWidget() is self.view and article_id == self.article_id

    def show_article(
        self,
        article_id: str,
        results: Results | None = None,
        *,
        annotation: str = "",
    ) -> None:
        """Show an article with what ``results`` found in it marked, where it was left the last time
        (at its first hit where there is one; at ``annotation``, an id, when given).
        """
        if self._coming[0] == article_id and not annotation:
            annotation = self._coming[1]
        self._coming = ("", "")
        self._leave_others()
        self.view.open(article_id, results, annotation=annotation)

    def show_passage(self, article_id: str, start: int, end: int) -> None:
        """Show an article with ``text[start:end]`` in view (code points)."""
        self._leave_others()
        self.view.open(article_id, span=(start, end))

    def mark(self, results: Results | None) -> None:
        """Mark what another search found in the article that is shown."""
        self.view.mark(results)

    def show_annotations(self) -> None:
        """Show the view of all annotations of the whole archive in place of the article."""
        self.stack.setCurrentWidget(self.annotations)
        self.annotations.open()
        self._fit()

    def compare_with(self, other: str) -> None:
        """Show the article and another (an id) side by side."""
        if self.article_id and other != self.article_id:
            self.comparison.compare(self.article_id, other)
            self.stack.setCurrentWidget(self.comparison)

    def clear(self) -> None:
        """Show nothing: the archive was closed, or no article is chosen."""
        self.view.clear()

    def refresh(self, changes: object) -> None:
        """Take in what changed (a `Changes`); other articles' changes are passed over."""
        if isinstance(changes, Changes):
            self.view.refresh(changes)
            self.comparison.refresh(changes)
            self.annotations.refresh(changes)

    def remember(self) -> None:
        """Note where the article was left. Call before the window closes."""
        self.comparison.finish()
        self.view.remember()

    def _leave_others(self) -> None:
        """Back to the text: another article is coming."""
        self.comparison.finish()
        if self.stack.currentWidget() is not self.view and self.view.loaded is not None:
            self.stack.setCurrentWidget(self.view)

    def _back_to_article(self) -> None:
        self.comparison.finish()
        self.stack.setCurrentWidget(self.view if self.view.loaded is not None else self.blank)
        self.view.setFocus()

    def _go_to_annotation(self, article_id: str, annotation_id: str) -> None:
        self._coming = (article_id, annotation_id)
        self.articleRequested.emit(article_id)

    def _shown(self) -> None:
        loaded = self.view.loaded
        other = self.stack.currentWidget()
        if loaded is None or other is self.blank:
            self.stack.setCurrentWidget(self.view if loaded is not None else self.blank)
        here, total = self.view.finds.here, self.view.finds.total
        self.header.show_article(loaded, here, total)
        self.details.show_article(loaded)
        self.marker.show_article(loaded)
        article = loaded.content.article if loaded is not None else None
        pdf = article is not None and article.media_type == "application/pdf"
        if self.pages is not None and other is self.pages and not pdf:
            self.stack.setCurrentWidget(self.view)
        self._context.actions.update(
            article=loaded is not None,
            passage=self.reading.passage() is not None,
            hits=total,
            has_pages=pdf and self.pages is not None,
            comparable=article is not None and (article.story > 0 or len(self._recent) > 1),
            read=article is not None and article.read,
            left_out=loaded.left_out if loaded is not None else 0,
            left_out_shown=self._context.setting("left_out"),
            pages_shown=self.pages is not None and self.stack.currentWidget() is self.pages,
        )
        self.header.show_what_applies()
        if loaded is not None and loaded.id not in self._recent:
            self._arrived(loaded)

    def _arrived(self, loaded: Loaded) -> None:
        """An article is shown that was not among the last ones."""
        article = loaded.content.article
        self._recent[loaded.id] = article.metadata.title or article.path
        while len(self._recent) > 10:
            self._recent.pop(next(iter(self._recent)))
        if article.media_type == "application/pdf" and not loaded.content.text.strip():
            # A scan: there is nothing to read but its pages.
            self.toggle_pages()

    # ------------------------------------------------------------ commands

    def show_notes(self, shown: bool) -> None:
        """Show or hide the notes beside the text."""
        self._notes_wanted = shown
        self._notes_insisted = shown
        if shown:
            self.details.hide()
        self._context.state.set(NOTES_SHOWN, shown)
        self._fit()

    def toggle_notes(self) -> None:
        """Show or hide the notes of what is read."""
        if self.reading is not self.view:
            self.reading.notes.setVisible(self.reading.notes.isHidden())
            return
        self.show_notes(self.view.notes.isHidden())

    def toggle_details(self) -> None:
        """Show or hide the details in place of the notes."""
        self.details.setVisible(self.details.isHidden())
        self._fit()

    def _fit(self) -> None:
        """Notes and details never stand both beside the text; in a narrow pane neither does,
        unless it is asked for.
        """
        roomy = self.width() >= NARROW or self._notes_insisted
        shown = self._notes_wanted and roomy and self.details.isHidden() and not self._immersed
        self.view.notes.setVisible(shown)
        self._context.actions.update(notes_shown=shown, details_shown=not self.details.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the text."""
        super().resizeEvent(event)
        self._fit()

    def toggle_pages(self) -> None:
        """Show the pages as they are printed, or the text again."""
        loaded = self.view.loaded
        if self.pages is None or loaded is None or loaded.original is None:
            return
        if self.stack.currentWidget() is self.pages:
            self._back_to_article()
        else:
            has_text = bool(loaded.content.text.strip())
            self.pages.show_file(loaded.original, has_text=has_text)
            self.stack.setCurrentWidget(self.pages)
        self._context.actions.update(pages_shown=self.stack.currentWidget() is self.pages)

    def open_find(self) -> None:
        """Open the find bar of what is shown."""
        if self.pages is not None and self.stack.currentWidget() is self.pages:
            self.pages.open_find()
        elif self.stack.currentWidget() in (self.view, self.comparison):
            self.reading.open_find()

    def zoom(self, step: int) -> None:
        """One size larger or smaller; 0: the usual size."""
        if self.pages is not None and self.stack.currentWidget() is self.pages:
            self.pages.zoom(step)
        else:
            self.view.zoom(step)

    def toggle_left_out(self) -> None:
        """Show what the reader passes over, or pass over it again; so in every article."""
        settings = self._context.settings
        settings.set("left_out", not settings.get("left_out"))
        self._shown()

    def open_appearance(self) -> None:
        """Offer how the text may look."""
        self.appearance.open_below(self.header.button(Id.APPEARANCE))

    def open_compare(self) -> None:
        """Offer the other articles of the same story, and those read lately."""
        loaded = self.view.loaded
        if loaded is None:
            return
        archive, article = self._context.archive, loaded.content.article
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def add(other: str, text: str) -> None:
            if other != article.id:
                menu.addAction(isolate(text)).triggered.connect(partial(self.compare_with, other))

        def offer(found: list[Article]) -> None:
            for other in found:
                data = other.metadata
                about = " · ".join(filter(None, (data.source, date_text(data.date))))
                add(other.id, about or data.title)
            menu.addSeparator()
            for other_id, title in reversed(self._recent.items()):
                add(other_id, title if len(title) < 60 else title[:59] + "…")
            button = self.header.button(Id.COMPARE)
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

        def ask() -> list[Article]:
            return archive.story(article.story) if article.story else []

        self._context.read(ask, offer, latest="reader-story-menu")

    def name_colors(self) -> None:
        """Let the user say what the colours stand for."""
        dialog = ColorNamesDialog(self._context, self)
        dialog.open()

    def toggle_read(self) -> None:
        """Count the article as read, or as unread."""
        loaded = self.view.loaded
        if loaded is not None:
            archive, article = self._context.archive, loaded.content.article
            self._context.write(lambda: archive.mark_read(article.id, not article.read))

    def _open_menu(self, place: QPoint) -> None:
        """The menu of the text: what can be done with the passage."""
        self._passage_changed()
        menu = self._context.actions.menu(Menu.PAGE, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _passage_changed(self) -> None:
        passage = self.reading.passage() is not None
        if passage != self._context.actions.situation.passage:
            self._context.actions.update(passage=passage)

    def toggle_immersed(self) -> None:
        """Begin or end reading without distraction."""
        self.set_immersed(not self._immersed)

    def set_immersed(self, on: bool) -> None:
        """Begin or end reading without distraction: just the text, no tools, no notes."""
        if on == self._immersed:
            return
        self._immersed = on
        self._context.actions.update(immersed=on)
        self.header.setVisible(not on)
        self._fit()
        self.immersed.emit(on)

    def escape(self) -> None:
        """Leave what was opened last: notes, a selection, what stands in the article's place."""
        if self.reading.covered:
            self.reading.notes.finish()
            self.reading.notes.hide()
            self._notes_insisted = False
            self._fit()
            return
        if self.reading.escape():
            return
        if self.stack.currentWidget() is self.comparison:
            self._back_to_article()
        elif self._immersed:
            self.toggle_immersed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves what stands in the article's place, then distraction-free reading."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.stack.currentWidget() in (self.comparison, self.annotations):
            self._back_to_article()
        elif self._immersed:
            self.toggle_immersed()
        else:
            super().keyPressEvent(event)

    def tag(self) -> None:
        """Tag the passage, or the article."""
        if not self.reading.tag_passage() and self.reading is self.view:
            self.header.edit_tags()

    def _follow(self, href: str) -> None:
        """A link: a tag is searched for, an address is opened by the system."""
        if href.startswith(TAG_SCHEME):
            tag = href[len(TAG_SCHEME) :].replace('"', " ")
            self.searchRequested.emit(f'tag:"{tag}"')
        elif href.startswith(("http://", "https://", "mailto:", "ftp://")):
            QDesktopServices.openUrl(QUrl(href))
