"""The main window: filters, results and reader side by side, and what joins them."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.model import Changes, Filters, Lens, Span
from archive_app.gui.dialogs.interchange import Exchange
from archive_app.gui.filters.filters import FilterPane
from archive_app.gui.kit.commands import Id, Menu, Scope, Table
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.drafts import Draft, stands
from archive_app.gui.kit.filter_state import from_json, to_json
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.kit.jobs import Jobs, JobsPanel, StatusLine
from archive_app.gui.kit.notice import Notice
from archive_app.gui.kit.windows import Window, centered, fit
from archive_app.gui.reader.pane import ReaderPane
from archive_app.gui.results.results_pane import Question, ResultsPane
from archive_app.gui.shell.articles import SelectedArticles
from archive_app.gui.shell.command_palette import CommandPalette
from archive_app.gui.shell.commands import Commands
from archive_app.gui.shell.drop import DropOverlay
from archive_app.gui.shell.history import History
from archive_app.gui.shell.leaving import Leaving
from archive_app.gui.shell.pages import Pages
from archive_app.gui.shell.rereading import Rereading
from archive_app.gui.shell.restored import RestoredSidecars
from archive_app.gui.shell.saved_searches import SavedSearches

FILTERS_FROM = 1000
"""Window width in pixels from which the filters have room."""
IDLE = 1500
"""Milliseconds without a question after which what the next ones need is made ready anew: it
takes up to seconds of a processor, which is for the user while there is one."""
AT_FIRST = 300
"""The same, when the window was just opened and the first question will need it."""
GROW = 3000
"""Milliseconds between looks at what a running import has brought."""
RESULTS_FROM = 720
"""Window width from which results and reader have room side by side."""


class MainWindow(Window):
    """One archive's window. The application makes another for another archive or language."""

    archive_requested = Signal(str)
    folder_requested = Signal(str)
    """Another archive (a path; empty: the start page) is wanted."""
    preferences_requested = Signal()
    new_requested = Signal()
    open_requested = Signal()
    closing = Signal()

    def __init__(
        self, context: Context, commands: Table[MainWindow], reading: Table[ReaderPane]
    ) -> None:
        """``commands`` are the window's own, ``reading`` those of its reader."""
        super().__init__()
        self.setObjectName("window")
        self.context = context
        self.setMinimumSize(QSize(480, 400))
        self._immersed = False
        self._narrow_reader = False
        self._history = History()
        self._grown = 0
        self._shown_for = ("", Lens.WORD)
        self._ready = False
        self.jobs = Jobs(context, self)
        self.commands = Commands(context, self.jobs, self)
        self.exchange = Exchange(context, self.jobs, self)
        self.filters = FilterPane(context)
        self.results = ResultsPane(context)
        self.articles = SelectedArticles(context, self.jobs, self.results, self.exchange, self)
        self.searches = SavedSearches(context, self)
        self.pages = Pages(context, self.jobs, self)
        context.actions.add(commands, self, {Scope.WINDOW: self, Scope.RESULTS: self.results.list})
        self.reader = ReaderPane(context, reading)
        self._lay_out()
        self.leaving = Leaving(self.jobs, self)
        self.rereading = Rereading(context, self.jobs, self.notice, self)
        self.restored = RestoredSidecars(context, self.notice, self)
        self.overlay = DropOverlay(context, self)
        self.overlay.dropped.connect(self.commands.import_offer)
        self.overlay.folder_dropped.connect(self.folder_requested)
        self.palette_box = CommandPalette(context, self)
        self._fill_menu()
        self._connect()
        self._restore()
        self._title()
        self._offer_drafts()
        self.results.box.setFocus()

    # ---------------------------------------------------------------- building

    def _lay_out(self) -> None:
        self.menu_button = QToolButton()
        self.menu_button.setProperty("role", "title")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.side = QWidget()
        self.side.setObjectName("filters")
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.addWidget(self.menu_button)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self.filters, 1)
        self.side.setMinimumWidth(180)
        # Where the filters are folded away, the menu is reached from beside the search.
        self.small_button = QToolButton()
        self.small_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.small_button.setToolTip(self.tr("Archive"))
        self.small_button.setAccessibleName(self.tr("Archive"))
        self.results.top.insertWidget(0, self.small_button)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for pane in (self.side, self.results, self.reader):
            self.splitter.addWidget(pane)
        for at, factor in enumerate((0, 0, 1)):
            self.splitter.setStretchFactor(at, factor)
        self.splitter.setSizes([232, 392, 700])
        self.notice = Notice()
        self.left = Notice()
        """Offers what was typed and not saved the last time."""
        self.panel = JobsPanel(self.context, self.jobs)
        self.status = StatusLine(self.context, self.jobs)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.left)
        column.addWidget(self.notice)
        column.addWidget(self.panel)
        column.addWidget(self.status)
        self.setCentralWidget(inner)

    def _fill_menu(self) -> None:
        actions = self.context.actions
        actions[Id.PREFERENCES].setMenuRole(QAction.MenuRole.PreferencesRole)
        self.menu = actions.menu(Menu.MAIN, self)
        self._recent = QMenu(self.tr("Recent"), self)
        self.menu.insertMenu(actions[Id.CLOSE_ARCHIVE], self._recent)
        self.menu.aboutToShow.connect(self._fill_recent)
        self.menu_button.setMenu(self.menu)
        self.small_button.setMenu(self.menu)
        if sys.platform == "darwin":
            self.menuBar().addMenu(self.menu)

    def _fill_recent(self) -> None:
        self.refresh()
        self._recent.clear()
        here = str(self.context.archive.path.resolve())
        for path in self.context.settings.recent_archives:
            if path != here:
                action = self._recent.addAction(isolate(Path(path).name))
                action.setToolTip(isolate(path))
                action.triggered.connect(lambda _=False, p=path: self.archive_requested.emit(p))
        self._recent.menuAction().setVisible(not self._recent.isEmpty())

    def _show_story(self, story: int) -> None:
        """Show a story's versions: what was asked before would leave some out."""
        self.results.set_question(
            replace(self.results.question, text="", filters=Filters(story=story))
        )

    def refresh(self) -> None:
        """Take in how things stand: the commands may apply otherwise."""
        archive = self.context.archive
        self.context.actions.update(
            read_only=archive.read_only,
            undo=archive.undo_label,
            redo=archive.redo_label,
            back=self._history.can_go_back,
            forward=self._history.can_go_forward,
            selected=len(self.results.selected_rows()),
        )

    def _connect(self) -> None:
        context, results, reader = self.context, self.results, self.reader
        results.article_chosen.connect(self._choose_article)
        results.article_entered.connect(self._enter_article)
        results.searched.connect(self._searched)
        results.selection_changed.connect(self._selection_changed)
        self.filters.filters_changed.connect(results.set_filters)
        self.filters.saved_chosen.connect(
            lambda name: results.set_question(self.searches.question(name))
        )
        self.filters.forget_saved.connect(self.searches.forget)
        self.pages.story_chosen.connect(self._show_story)
        self.pages.deletion_wanted.connect(self.articles.delete)
        reader.searchRequested.connect(results.search_for)
        reader.articleRequested.connect(self.show_article)
        reader.nextRequested.connect(lambda: results.step(1))
        reader.previousRequested.connect(lambda: results.step(-1))
        reader.changed.connect(context.changed)
        reader.failed.connect(context.tell)
        reader.immersed.connect(self._immerse)
        context.changed.connect(self._changed)
        context.article_requested.connect(self._open)
        context.search_requested.connect(results.search_for)
        context.notes_broken.connect(self.commands.offer_new_notes)
        context.theme_changed.connect(self._theme_changed)
        self.status.panel_requested.connect(self._toggle_panel)
        self.jobs.needs_look.connect(self.panel.show)
        self._grow = QTimer(self, interval=GROW)
        self._grow.timeout.connect(self._show_growth)
        self._grow.start()
        self._idle = QTimer(self, singleShot=True, interval=AT_FIRST)
        self._idle.timeout.connect(self._prepare)
        self._theme_changed()

    def _theme_changed(self) -> None:
        icons = self.context.icons
        self.menu_button.setIcon(icons.icon("archive", "accent"))
        self.small_button.setIcon(icons.icon("archive"))
        self.filters.update()

    def _title(self) -> None:
        name = self.context.archive.name or self.context.archive.path.name
        self.menu_button.setText(f"{isolate(name)}  ▾")
        program = self.tr("Khizana")
        self.setWindowTitle(f"{isolate(name)} — {program}")

    # ---------------------------------------------------------------- state

    def _restore(self) -> None:
        settings, state = self.context.settings, self.context.state
        geometry = str(settings.get("geometry"))
        if not geometry or not self.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
            self.resize(1320, 840)
            fit(self, centered(self.size(), self.screen().availableGeometry()))
        else:
            fit(self)
        panes = str(settings.get("panes"))
        if panes:
            self.splitter.restoreState(QByteArray.fromBase64(panes.encode()))
            self.splitter.setHandleWidth(1)
        self._fit()
        kept = state.get("question", {})
        question = Question(
            lens=Lens(self.context.setting("lens")), sort=str(self.context.setting("sort"))
        )
        if isinstance(kept, dict):
            question.text = str(kept.get("query", ""))
            question.filters = from_json(kept.get("filters"))
        article = state.get("article", "")
        self._first = str(article) if isinstance(article, str) else ""
        self.results.set_question(question)
        if self._first:
            # After the first results: the list comes first, the article right behind it.
            QTimer.singleShot(0, lambda: self.show_article(self._first))
        else:
            self.reader.clear()

    def _offer_drafts(self) -> None:
        """Offer what was typed the last time and did not get into the archive."""
        drafts, archive = self.context.drafts, self.context.archive
        left = drafts.left

        def offer(missing: list[Draft]) -> None:
            drafts.drop(*(draft.key for draft in left if draft not in missing))
            if not missing:
                return
            words = " ".join(missing[0].text.split())
            words = words if len(words) <= 60 else words[:60] + "…"
            text = self.tr(
                "%Ln text(s) were typed but not saved the last time: %1", "", len(missing)
            )
            self.left.offer(
                text.replace("%1", f"«{isolate(words)}»"),
                {
                    self.tr("Save"): lambda: drafts.answer(save=True),
                    self.tr("Discard"): lambda: drafts.answer(save=False),
                },
            )

        if left:
            self.context.read(
                lambda: [draft for draft in left if not stands(archive, draft)], offer
            )

    def save_state(self) -> None:
        """Remember the window's place, the panes, the question and the article."""
        settings, state = self.context.settings, self.context.state
        if not self._immersed:
            settings.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
            if self.side.isVisible() and self.results.isVisible():
                settings.set("panes", bytes(self.splitter.saveState().toBase64().data()).decode())
        question = self.results.question
        state.set("question", {"query": question.text, "filters": to_json(question.filters)})
        state.set("article", self.reader.article_id)
        self.reader.remember()
        self.context.drafts.flush()
        state.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember everything and let the application end, once no work is under way."""
        if not self.leaving.may_close():
            event.ignore()
            return
        self.save_state()
        self.closing.emit()
        super().closeEvent(event)

    # ---------------------------------------------------------------- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold panes away as the window narrows."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.width()
        filters = (
            not self._immersed
            and bool(self.context.setting("show_filters"))
            and width >= FILTERS_FROM
        )
        self.side.setVisible(filters)
        self.small_button.setVisible(not filters)
        both = width >= RESULTS_FROM
        reading = self._narrow_reader
        self.results.setVisible(not self._immersed and (both or not reading))
        self.reader.setVisible(self._immersed or both or reading)
        self.status.setVisible(not self._immersed)

    def toggle_filters(self) -> None:
        """Show or hide the filters; in a narrow window, widen it for them."""
        if self.width() < FILTERS_FROM:
            self.resize(FILTERS_FROM, self.height())
            self.context.settings.set("show_filters", True)
        else:
            self.context.settings.set("show_filters", not self.context.setting("show_filters"))
        self._fit()

    def _immerse(self, on: bool) -> None:
        self._immersed = on
        self._fit()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or stop to."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _toggle_panel(self) -> None:
        self.panel.setVisible(not self.panel.isVisible())

    def focus_search(self) -> None:
        """Go to the search box, its text selected."""
        if self._immersed:
            self.reader.set_immersed(False)
        self._narrow_reader = False
        self._fit()
        self.results.box.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.results.box.field.selectAll()

    # ---------------------------------------------------------------- going

    def show_article(self, article_id: str, *, remember: bool = True) -> None:
        """Show an article in the reader, with what the present search found in it."""
        if not article_id:
            return
        question = self.results.question
        self._shown_for = (question.text, question.lens)
        self.reader.show_article(article_id, self.results.model.results)
        self._arrived(article_id, remember=remember)

    def _choose_article(self, article_id: str) -> None:
        """An article was chosen in the list; one that is read for this question stays as it is."""
        question = self.results.question
        asked = (question.text, question.lens) == self._shown_for
        if not (asked and self.reader.shows(article_id)):
            self.show_article(article_id)

    def _open(self, article_id: str, span: Span | None) -> None:
        if span is None:
            # What is read already stays where it stands: an undo moves nobody's page.
            if not self.reader.shows(article_id):
                self.show_article(article_id)
        else:
            self.reader.show_passage(article_id, *span)
            self._arrived(article_id, remember=True)

    def _arrived(self, article_id: str, *, remember: bool) -> None:
        if remember:
            self._history.arrive(article_id)
        self.context.state.set("article", article_id)
        self.results.stand_at(article_id)
        self.refresh()

    def go(self, by: int) -> None:
        """Go back or forward among the articles that were read."""
        if article := self._history.go(by):
            self.show_article(article, remember=False)

    def _selection_changed(self) -> None:
        self.context.actions.update(selected=len(self.results.selected_rows()))

    def _enter_article(self, article_id: str) -> None:
        self.show_article(article_id)
        self._narrow_reader = True
        self._fit()
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- what changed

    def _searched(self, question: Question, results: object) -> None:
        archive = self.context.archive
        self._selection_changed()
        self.reader.mark(self.results.model.results)
        if not self._ready:
            self._idle.start()
        facets = getattr(results, "facets", {})
        total = getattr(results, "total", 0)
        if not question.text and question.filters == Filters():
            self._show_total(question, facets, total)
        else:
            self.context.read(
                lambda: archive.count,
                lambda count: self._show_total(question, facets, count),
                latest="count",
            )

    def _show_total(self, question: Question, facets: object, count: int) -> None:
        self.filters.show_facets(question.filters, facets, count)  # type: ignore[arg-type]
        text = self.tr("%Ln article(s)", "", count)
        if self.context.archive.read_only:
            text += " · " + self.tr("read only")
        self.status.set_usual(text)

    def _show_growth(self) -> None:
        """Show what an import has brought so far, unless somebody is in the middle of the list."""
        done = sum(job.progress.done for job in self.jobs.running if job.progress is not None)
        if done == self._grown:
            return
        self._grown = done
        if done and not self.results.list.verticalScrollBar().value():
            self.results.ask()

    def _prepare(self) -> None:
        """Make ready what questions need; without it they are answered slower, no more."""
        self._ready = True
        self._idle.setInterval(IDLE)
        archive, runner = self.context.archive, self.context.runner

        def prepare() -> None:
            archive.prepare_search()
            runner.prepare()

        def prepared(_: object) -> None:
            self.restored.look()
            self.rereading.look()

        self.context.read(prepare, prepared, lambda _: None, latest="prepare")

    def _changed(self, changes: Changes) -> None:
        self._ready = self._ready and not (changes.added or changes.removed or changes.text)
        self.results.refresh(changes)
        if changes.removed and self.reader.article_id in changes.articles:
            self.reader.clear()
        if changes.settings:
            self._title()
        if changes.settings or (
            (changes.tags or changes.annotations or changes.metadata)
            and not (changes.added or changes.removed or changes.text)
        ):
            self.results.ask()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """The window came to the front: the commands may stand otherwise."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and hasattr(self, "_idle"):
            self.refresh()
