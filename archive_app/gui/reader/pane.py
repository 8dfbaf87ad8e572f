"""The reader as the window sees it: one pane that shows an article and what is marked in it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from archive_app.core.model import COLORS, Changes, Lens
from archive_app.gui.context import Context
from archive_app.gui.reader import copying
from archive_app.gui.reader.byline import TAG_SCHEME
from archive_app.gui.reader.commands import Commands, highlight_text, number_of
from archive_app.gui.reader.header import Header
from archive_app.gui.reader.reading import ArticleView

NOTES_SHOWN = "reader_notes"
"""The key of the archive's state that keeps whether the notes are shown."""


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
    """Something was written: a `Changes`. (The context's own ``changed`` says it too.)"""
    failed = Signal(str)
    """One sentence, translated, about what could not be done."""
    immersed = Signal(bool)
    """Distraction-free reading begins (hide everything else) or ends."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """A reader with nothing in it. Nothing is read before `show_article`."""
        super().__init__(parent)
        self.setObjectName("reader")
        self._context = context
        self._immersed = False
        self.view = ArticleView(context, self)
        self.header = Header(context, self)
        self.blank = QLabel(self.tr("Choose an article to read it here."), self)
        self.blank.setProperty("role", "muted")
        self.blank.setWordWrap(True)
        self.blank.setContentsMargins(32, 32, 32, 32)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.blank)
        self.stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        self._commands = Commands(self, self.view.page)
        self.actions_by_name: dict[str, QAction] = self._commands.actions
        self._make_actions()
        self.header.fill(self.actions_by_name)
        self.view.shown.connect(self._shown)
        self.view.searchRequested.connect(self.searchRequested)
        self.view.linkClicked.connect(self._follow)
        self.view.tagsWanted.connect(self._tag)
        self.view.notes.wanted.connect(lambda: self.show_notes(True))
        context.changed.connect(self.refresh)
        self.show_notes(bool(context.state.get(NOTES_SHOWN, True)))
        self._shown()

    def _make_actions(self) -> None:
        add, view = self._commands.add, self.view
        for color in COLORS:
            add(
                f"highlight-{color}",
                highlight_text(color),
                partial(view.highlight, color),
                [number_of(color)],
                plain=True,
            )
        add("note", self.tr("Note"), view.write_note, ["N"], plain=True)
        add("tag", self.tr("Tag"), self._tag, ["T"], plain=True)
        add("remove", self.tr("Remove the highlight"), view.remove_active, ["Delete"], plain=True)
        add("word", self.tr("Select the word"), view.page.select_word, ["W"], plain=True)
        add(
            "sentence", self.tr("Select the sentence"), view.page.select_sentence, ["S"], plain=True
        )
        add("escape", self.tr("Let go"), self._escape, ["Escape"], plain=True)
        add("find", self.tr("Find in the article"), view.open_find, ["Ctrl+F"])
        add("find-next", self.tr("Next hit"), lambda: view.step(1), ["F3", "Ctrl+G"])
        add(
            "find-previous",
            self.tr("Previous hit"),
            lambda: view.step(-1),
            ["Shift+F3", "Ctrl+Shift+G"],
        )
        add("copy", self.tr("Copy"), view.copy, ["Ctrl+C"], plain=True)
        add("copy-citation", self.tr("Copy with citation"), view.copy_citation, ["Ctrl+Shift+C"])
        add(
            "copy-bare",
            self.tr("Copy without tashkeel"),
            lambda: view.copy_as(copying.without_tashkeel),
        )
        add(
            "copy-shaped",
            self.tr("Copy for programs without Arabic"),
            lambda: view.copy_as(copying.for_programs_without_arabic),
        )
        add("search-selection", self.tr("Search for this"), view.search_for_selection)
        add("zoom-in", self.tr("Larger text"), lambda: view.zoom(1), ["Ctrl++", "Ctrl+="])
        add("zoom-out", self.tr("Smaller text"), lambda: view.zoom(-1), ["Ctrl+-"])
        add("zoom-reset", self.tr("Usual size of text"), lambda: view.zoom(0), ["Ctrl+0"])
        add("notes", self.tr("Notes"), self._toggle_notes, checkable=True)
        add("next-article", self.tr("Next article"), self.nextRequested.emit)
        add("previous-article", self.tr("Previous article"), self.previousRequested.emit)
        add("immerse", self.tr("Read without distraction"), self._toggle_immersed, checkable=True)

    # ------------------------------------------------------------ what is shown

    @property
    def article_id(self) -> str:
        """The article shown, or nothing."""
        return self.view.article_id

    def show_article(
        self,
        article_id: str,
        query: str = "",
        lens: Lens = Lens.WORD,
        *,
        annotation: str = "",
    ) -> None:
        """Show an article with the hits of ``query`` marked, where it was left the last time
        (at its first hit when there is a query; at ``annotation``, an id, when given).
        """
        self.view.open(article_id, query, lens, annotation=annotation)

    def show_passage(self, article_id: str, start: int, end: int) -> None:
        """Show an article with ``text[start:end]`` in view (code points)."""
        self.view.open(article_id, span=(start, end))

    def show_annotations(self) -> None:
        """Show the view of all annotations of the whole archive in place of the article."""
        raise NotImplementedError

    def clear(self) -> None:
        """Show nothing: the archive was closed, or no article is chosen."""
        self.view.clear()

    def refresh(self, changes: object) -> None:
        """Take in what changed (a `Changes`); other articles' changes are passed over."""
        if isinstance(changes, Changes):
            self.view.refresh(changes)

    def remember(self) -> None:
        """Note where the article was left. Call before the window closes."""
        self.view.remember()

    def _shown(self) -> None:
        loaded = self.view.loaded
        self.stack.setCurrentWidget(self.view if loaded is not None else self.blank)
        here, total = self.view.found
        self.header.show_article(loaded, here, total)
        for name, action in self.actions_by_name.items():
            if name not in {"notes", "immerse", "next-article", "previous-article"}:
                action.setEnabled(loaded is not None)
        for name in ("find-next", "find-previous"):
            self.actions_by_name[name].setEnabled(total > 0)

    # ------------------------------------------------------------ commands

    def show_notes(self, shown: bool) -> None:
        """Show or hide the notes beside the text."""
        self.view.notes.setVisible(shown)
        self.actions_by_name["notes"].setChecked(shown)
        self._context.state.set(NOTES_SHOWN, shown)

    def _toggle_notes(self) -> None:
        self.show_notes(self.view.notes.isHidden())

    def _toggle_immersed(self) -> None:
        self._immersed = not self._immersed
        self.actions_by_name["immerse"].setChecked(self._immersed)
        self.header.setVisible(not self._immersed)
        self.immersed.emit(self._immersed)

    def _escape(self) -> None:
        if not self.view.escape() and self._immersed:
            self._toggle_immersed()

    def _tag(self) -> None:
        if not self.view.tag_passage():
            self.header.edit_tags()

    def _follow(self, href: str) -> None:
        """A link: a tag is searched for, an address is opened by the system."""
        if href.startswith(TAG_SCHEME):
            tag = href[len(TAG_SCHEME) :].replace('"', " ")
            self.searchRequested.emit(f'tag:"{tag}"')
        elif href.startswith(("http://", "https://", "mailto:", "ftp://")):
            QDesktopServices.openUrl(QUrl(href))
