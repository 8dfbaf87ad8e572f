"""An article being read: its page, what is marked in it, and what the reader does there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from archive_app.core.model import Annotation, Changes, Content, Placed, Span
from archive_app.gui.kit import copying, messages
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.theme import paper_for
from archive_app.gui.reader.document.byline import Byline
from archive_app.gui.reader.document.document import build
from archive_app.gui.reader.document.page import ArticlePage
from archive_app.gui.reader.document.typography import SETTINGS, Typography
from archive_app.gui.reader.finding.find_bar import FindBar
from archive_app.gui.reader.finding.finds import Finds
from archive_app.gui.reader.loading import Loaded, concerns, load
from archive_app.gui.reader.notes.notes import WIDTH, NotesPanel
from archive_app.gui.reader.places import keep_place, place_of
from archive_app.gui.reader.selection_bar import SelectionBar

if TYPE_CHECKING:
    from archive_app.search.searcher import Results

LEAST_TEXT = 320
"""Pixels that the page has at least beside the notes."""


class ArticleView(QWidget):
    """One article: page, notes beside it, find bar, selection bar."""

    shown = Signal()
    """An article is shown (or another version of it), or none any more."""
    searchRequested = Signal(str)
    linkClicked = Signal(str)
    tagsWanted = Signal()
    activated = Signal(str)
    """An annotation was chosen, on the page or in the panel; empty: none is."""

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, lane: str = "reader"
    ) -> None:
        """``lane`` is the name of its background work: each reader has one of its own."""
        super().__init__(parent)
        self._context = context
        self._lane = lane
        self._marked: Sequence[Span] | None = None
        self._loaded: Loaded | None = None
        self._results: Results | None = None
        self._color = "yellow"
        self._wanted: Callable[[], None] | None = None
        self._coming = ""
        self._making: list[Callable[[Annotation], object]] | None = None
        self.page = ArticlePage(self)
        self.notes = NotesPanel(context, self.page, self)
        names = context.archive.settings.color_names
        self.bar = SelectionBar(
            context.icons, context.theme, names, self.page.viewport(), docked=False
        )
        self.dock = SelectionBar(context.icons, context.theme, names, self, docked=True)
        self.find_bar = FindBar(context.icons, self)
        self.finds = Finds(self.page, self.find_bar, self)
        self._beside = beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.page, 1)
        beside.addWidget(self.notes)
        self._floating = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(beside, 1)
        column.addWidget(self.dock)
        column.addWidget(self.find_bar)
        self.setFocusProxy(self.page)
        self.page.mime_maker = self._mime
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._place_bar)
        self._connect()
        self._dress()

    def _connect(self) -> None:
        page = self.page
        page.selectionSettled.connect(self._settle.start)
        page.selectionChanged.connect(self._selection_changed)
        page.scrolled.connect(self._follow)
        page.annotationClicked.connect(self.activate)
        page.groundClicked.connect(self._let_go)
        page.linkClicked.connect(self.linkClicked)
        page.zoomStepped.connect(self.zoom)
        for bar in (self.bar, self.dock):
            bar.colorChosen.connect(self.highlight)
            bar.noteWanted.connect(self.write_note)
            bar.tagWanted.connect(self.tagsWanted)
            bar.copyWanted.connect(self.copy)
            bar.searchWanted.connect(self.search_for_selection)
            bar.removeWanted.connect(self.remove_active)
        self.finds.changed.connect(self.shown)
        self.notes.activated.connect(self.activate)
        self.notes.groundClicked.connect(self._let_go)
        self.notes.recolored.connect(self.recolor)
        self.notes.removed.connect(self.remove)
        self.notes.writing.connect(self._hide_bars)
        self._context.theme_changed.connect(self._dress)
        self._context.settings.changed.connect(self._setting_changed)

    # ------------------------------------------------------------ which article

    @property
    def loaded(self) -> Loaded | None:
        """What is shown."""
        return self._loaded

    @property
    def article_id(self) -> str:
        """The article shown, or nothing."""
        return self._loaded.id if self._loaded is not None else ""

    def open(
        self,
        article_id: str,
        results: Results | None = None,
        *,
        span: Span | None = None,
        annotation: str = "",
        marked: Sequence[Span] | None = None,
    ) -> None:
        """Show an article where it was left, at the first of what ``results`` found in it, at a
        span or an annotation; with ``marked``, from its top, these passages marked in place of
        hits.
        """
        self.remember()
        self._results = results
        self._marked = marked

        def go() -> None:
            if annotation:
                self.activate(annotation)
            elif span is not None:
                self.page.reveal(span)
                self.page.select_span(span)
            elif marked is not None:
                self.page.go_to_place(0)
            elif self.finds.total:
                self.finds.go(0)
            else:
                self.page.go_to_place(place_of(self._context.state, article_id))

        if article_id == self.article_id and (span is not None or annotation):
            go()
            return
        self._wanted = go
        self._coming = article_id
        self._load(article_id)

    def _load(self, article_id: str) -> None:
        archive, results = self._context.archive, self._results

        def failed(error: BaseException) -> None:
            self._coming, self._wanted = "", None
            self._context.fail(error)

        self._context.read(
            lambda: load(archive, article_id, results), self._show, failed, latest=self._lane
        )

    def mark(self, results: Results | None) -> None:
        """Mark what another search found in the article, which stays where it is."""
        self._results, loaded, matches = results, self._loaded, self._context.archive.matches
        if self._coming:
            self._load(self._coming)
        elif loaded is not None and self._marked is None:
            self._context.read(
                lambda: matches(loaded.id, results) if results is not None else (),
                lambda hits: self.finds.set_hits(loaded.content.text, hits),
                lambda _: None,  # it is gone, of which others tell
                latest=f"{self._lane}-hits",
            )

    def clear(self) -> None:
        """Show nothing."""
        self.remember()
        self._loaded = None
        self.finds.set_article("", (), same=False)
        self._hide_bars()
        self.page.clear()
        self.page.marks.marks = []
        self.notes.show_annotations((), "", "")
        self.shown.emit()

    def remember(self) -> None:
        """Keep where the article is left, and what is being written on it."""
        self.notes.finish()
        if self._loaded is not None:
            keep_place(self._context.state, self.article_id, self.page.place())

    def refresh(self, changes: Changes) -> None:
        """Take in what was changed, here or elsewhere."""
        if self._loaded is None:
            return
        if changes.settings:
            names = self._context.archive.settings.color_names
            self.bar.set_names(names)
            self.dock.set_names(names)
            self.notes.set_paper(self.page.paper)
        if self._coming and self._coming != self.article_id:
            # Another article is on its way: what it is to show is all that counts.
            if concerns(changes, self._coming):
                self._load(self._coming)
            return
        if not concerns(changes, self.article_id):
            return
        archive, article_id = self._context.archive, self.article_id
        if changes.text or changes.metadata or changes.tags:
            self._reload()
        elif changes.annotations:
            self._context.read(
                lambda: archive.annotations(article_id),
                lambda placed: self._show_annotations(article_id, placed),
                latest=f"{self._lane}-annotations",
            )

    def _reload(self) -> None:
        """Read the article anew and stay where the reader is."""
        if self._wanted is None:
            place = self.page.place()
            self._wanted = lambda: self.page.go_to_place(place)
        self._load(self.article_id)

    def _show(self, loaded: Loaded) -> None:
        same = loaded.id == self.article_id
        active = self.page.marks.active if same else ""
        self._coming = ""
        if not same:
            self._making = None
        self._loaded = loaded
        self._hide_bars()
        self._build()
        hits = loaded.hits if self._marked is None else self._marked
        self.finds.set_article(loaded.content.text, hits, same=same)
        self._show_annotations(loaded.id, loaded.placed)
        self.page.set_active(active)
        self.shown.emit()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    def _build(self) -> None:
        if self._loaded is None:
            return
        settings = self._context.settings
        article = self._loaded.content.article
        byline = Byline(
            article,
            numerals=settings.get("numerals"),
            with_hijri=settings.get("hijri"),
            missing=messages.reason(article.reason or "no-text"),
        )
        typography = Typography.of(settings)
        paper = paper_for(settings.get("paper"), self._context.theme)
        loaded = self._loaded
        built = build(self._content(loaded), typography, paper, byline, loaded.image, loaded.ways)
        self.page.set_paper(paper)
        self.page.show_built(built, loaded.content.text, typography)

    def _content(self, loaded: Loaded) -> Content:
        """What is shown of an article: all of it, where the user wants to see what is left out."""
        return loaded.whole if self._context.settings.get("left_out") else loaded.content

    def _show_annotations(self, article_id: str, placed: tuple[Placed, ...]) -> None:
        if self._loaded is None or article_id != self._loaded.id:
            return
        self._loaded = replace(self._loaded, placed=placed)
        marks = []
        for place in placed:
            if place.span is None:
                continue
            item = place.annotation
            mark = self.page.mark(
                item.id, item.color, place.span, noted=bool(item.note), review=item.review
            )
            if mark is not None:
                marks.append(mark)
        self.page.set_marks(marks)
        self.notes.show_annotations(placed, self._loaded.content.text, article_id)

    # ------------------------------------------------------------ looks

    @property
    def covered(self) -> bool:
        """Whether the notes lie over the text, for want of room beside it."""
        return self._floating and self.notes.isVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for the notes beside the text they lie over it."""
        super().resizeEvent(event)
        floating = self.width() < WIDTH + LEAST_TEXT
        if floating != self._floating:
            self._floating = floating
            if floating:
                self._beside.removeWidget(self.notes)
            else:
                self._beside.addWidget(self.notes)
            self.notes.setAutoFillBackground(floating)
        if floating:
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.notes.move(0 if rtl else self.width() - WIDTH, 0)
            self.notes.resize(WIDTH, self.height())
            self.notes.raise_()

    def _dress(self) -> None:
        context = self._context
        paper = paper_for(context.settings.get("paper"), context.theme)
        for bar in (self.bar, self.dock):
            bar.dress(context.icons, context.theme, paper)
        self.find_bar.dress(context.icons)
        self.page.set_paper(paper)
        self.notes.set_paper(paper)
        self._rebuild()

    def _setting_changed(self, name: str) -> None:
        if name == "paper":
            self._dress()
        elif name in SETTINGS:
            self._rebuild()

    def _rebuild(self) -> None:
        """Set the same article anew, keeping the place."""
        if self._loaded is None:
            return
        place = self.page.place()
        active = self.page.marks.active
        self._build()
        self.finds.show()
        self._show_annotations(self._loaded.id, self._loaded.placed)
        self.page.set_active(active)
        self.page.go_to_place(place)

    def zoom(self, step: int) -> None:
        """One size larger or smaller; 0: the usual size."""
        size = self._context.settings.get("text_size")
        wanted = 19 if step == 0 else max(12, min(40, size + step))
        self._context.settings.set("text_size", wanted)

    # ------------------------------------------------------------ the selection and its bar

    def _selection_changed(self) -> None:
        if not self.page.textCursor().hasSelection() and not self.page.marks.active:
            self._hide_bars()

    def _place_bar(self) -> None:
        """Stand the bar beside the selection, or beside the annotation that was clicked."""
        span = self.page.selected_span()
        active = self._active()
        if span is not None:
            if active is not None:
                self._activate_quietly("")
                active = None
            rects = self.page.selection_rects()
        elif active is not None and active.span is not None and self.bar.isVisible():
            rects = self._rects_of(active.span)
        else:
            if active is None or not self.bar.isVisible():
                self._hide_bars()
            return
        if rects is None or self.page.built is None:
            self._hide_bars()
            return
        self._show_bar(rects, active)

    def _show_bar(self, rects: tuple, active: Placed | None) -> None:
        for bar in (self.bar, self.dock):
            color = active.annotation.color if active else ""
            bar.set_current(color, removable=active is not None)
        cursor = self.page.textCursor()
        way = cursor.block().textDirection() == Qt.LayoutDirection.RightToLeft
        view: QSize = self.page.viewport().size()
        fits = self.bar.show_at(rects[0], rects[1], view, rtl=way)
        self.dock.setVisible(not fits)

    def _rects_of(self, span: Span) -> tuple | None:
        first = self.page.span_rect(span)
        last = self.page.span_rect((span[1] - 1, span[1]))
        return (first, last) if first is not None and last is not None else None

    def _follow(self) -> None:
        """Keep the bar beside the passage while the text moves."""
        if self.bar.isVisible() or self.dock.isVisible():
            self._settle.start()

    def _hide_bars(self) -> None:
        self.bar.hide()
        self.dock.hide()

    def escape(self) -> bool:
        """Let go of what is selected or chosen; False when there was nothing."""
        if self.find_bar.isVisible():
            self.finds.close()
            return True
        if self.page.textCursor().hasSelection() or self.page.marks.active:
            self.page.clear_selection()
            self.activate("")
            return True
        return False

    def _let_go(self) -> None:
        """A click elsewhere: no key may do to the chosen annotation what is not meant for it."""
        if self.page.marks.active:
            self.activate("")

    # ------------------------------------------------------------ annotating

    def _active(self) -> Placed | None:
        if self._loaded is None or not self.page.marks.active:
            return None
        active = self.page.marks.active
        return next((p for p in self._loaded.placed if p.annotation.id == active), None)

    def _activate_quietly(self, annotation_id: str) -> None:
        self.page.set_active(annotation_id)
        self.notes.set_active(annotation_id)
        self.activated.emit(annotation_id)

    def activate(self, annotation_id: str) -> None:
        """Choose an annotation: its passage, its card, and the bar to change it."""
        self._activate_quietly(annotation_id)
        placed = self._active()
        if placed is None or placed.span is None:
            self._hide_bars()
            return
        self.page.clear_selection()
        self.page.reveal(placed.span)
        rects = self._rects_of(placed.span)
        if rects is not None:
            self._show_bar(rects, placed)

    def highlight(self, color: str) -> None:
        """Highlight the selection, or give the chosen annotation another colour."""
        self._color = color
        if self.page.selected_span() is not None:
            # It is the chosen one, so that a note, a tag or another colour can follow at once.
            self._annotate(color, lambda made: self._choose_made(made.id))
        elif (active := self._active()) is not None:
            self.recolor(active.annotation.id, color)

    def write_note(self) -> None:
        """A note on the selection, on the chosen annotation, or on the whole article."""
        if self._loaded is None:
            return
        if self.page.selected_span() is not None:
            self._annotate(self._color, lambda made: self.notes.edit(made.id))
        elif self._making is not None:
            self._making[:] = [lambda made: self.notes.edit(made.id)]
        elif (active := self._active()) is not None:
            self.notes.edit(active.annotation.id)
        else:
            self.notes.edit_whole()

    def tag_passage(self) -> bool:
        """Tag the selection or the chosen annotation; False when there is neither."""
        if self._loaded is None:
            return False
        if self.page.selected_span() is not None:
            self._annotate(self._color, lambda made: self.notes.edit_tags(made.id))
            return True
        if self._making is not None:
            self._making[:] = [lambda made: self.notes.edit_tags(made.id)]
            return True
        if (active := self._active()) is not None:
            self.notes.edit_tags(active.annotation.id)
            return True
        return False

    def _annotate(self, color: str, then: Callable[[Annotation], object]) -> None:
        span = self.page.selected_span()
        if self._loaded is None or span is None:
            return
        archive, article_id = self._context.archive, self._loaded.id
        # Shown at once; what comes back from the archive takes its place.
        mark = self.page.mark("", color, span)
        if mark is not None:
            self.page.set_marks([*self.page.marks.marks, mark])
        self.page.clear_selection()
        self._hide_bars()

        # What follows may be asked for (a note: N) before the archive has answered.
        making = self._making = [then]

        def follow(annotation: Annotation) -> None:
            if self._making is making:
                self._making = None
                making[0](annotation)

        def made(annotation: Annotation) -> None:
            if self.article_id == article_id:
                self.notes.expect(annotation.id, lambda: follow(annotation))

        self._context.write(
            lambda: archive.annotate(article_id, *span, color=color),
            made,
            self._failed,
            changes=Changes(frozenset({article_id}), annotations=True),
        )

    def _choose_made(self, annotation_id: str) -> None:
        if self.page.selected_span() is None:
            self._activate_quietly(annotation_id)

    def _failed(self, error: BaseException) -> None:
        self._making = None
        self._context.fail_write(error)
        if self._loaded is not None:
            self._show_annotations(self._loaded.id, self._loaded.placed)

    def recolor(self, annotation_id: str, color: str) -> None:
        """Give an annotation another colour."""
        archive, article_id = self._context.archive, self.article_id
        self._context.write(
            lambda: archive.edit_annotation(article_id, annotation_id, color=color),
            failed=self._failed,
            changes=Changes(frozenset({article_id}), annotations=True),
        )

    def remove(self, annotation_id: str) -> None:
        """Remove an annotation (undo brings it back)."""
        archive, article_id = self._context.archive, self.article_id
        if annotation_id == self.page.marks.active:
            self._activate_quietly("")
        self._hide_bars()
        self._context.write(
            lambda: archive.remove_annotation(article_id, annotation_id), failed=self._failed
        )

    def remove_active(self) -> None:
        """Remove the chosen annotation."""
        if (active := self._active()) is not None:
            self.remove(active.annotation.id)

    # ------------------------------------------------------------ finding

    def open_find(self) -> None:
        """Open the find bar, with the selected words in it."""
        span = self.page.selected_span()
        words = ""
        if span is not None and self._loaded is not None and span[1] - span[0] < 80:
            words = " ".join(self._loaded.content.text[slice(*span)].split())
        self.finds.open(words)

    # ------------------------------------------------------------ out

    def passage(self) -> Span | None:
        """The passage meant: the selection, or the chosen annotation's."""
        span = self.page.selected_span()
        if span is None and (active := self._active()) is not None:
            span = active.span
        return span

    def search_for_selection(self) -> None:
        """Ask the archive for the selected words, as a phrase when there are several."""
        span = self.passage()
        if span is None or self._loaded is None:
            return
        words = " ".join(self._loaded.content.text[slice(*span)].split())[:200]
        words = words.replace('"', " ").strip()
        self.searchRequested.emit(f'"{words}"' if " " in words else words)

    def copy(self) -> None:
        """Copy the passage (or the whole article) as it was written."""
        if self._loaded is not None:
            copying.to_clipboard(self._mime(self.passage()))

    def copy_as(self, make: Callable[[str], str]) -> None:
        """Copy the passage's (or the article's) plain text, changed by ``make``."""
        if self._loaded is not None:
            text = copying.plain(self._content(self._loaded), self.passage())
            QGuiApplication.clipboard().setText(make(text))

    def copy_citation(self) -> None:
        """Copy the passage with where it is from; without one, the article's citation."""
        if self._loaded is None:
            return
        archive, article_id = self._context.archive, self._loaded.id
        start, end = self.passage() or (None, None)
        self._context.read(
            lambda: archive.cite(article_id, start, end), QGuiApplication.clipboard().setText
        )

    def _mime(self, span: Span | None) -> QMimeData:
        if self._loaded is None:
            return QMimeData()
        return copying.mime(self._content(self._loaded), span)
