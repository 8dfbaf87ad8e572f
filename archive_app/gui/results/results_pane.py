"""The middle pane: the search box, the chips, what was found, and what to try instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.model import Changes, Filters, Lens, Suggestion
from archive_app.gui.kit.commands import Id, Menu
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.filter_state import without
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.kit.messages import notice
from archive_app.gui.kit.page import EmptyPage
from archive_app.gui.results.chips import ChipRow
from archive_app.gui.results.result_delegate import ResultDelegate
from archive_app.gui.results.results import HIT, PAGE, ResultsModel
from archive_app.gui.results.results_list import ResultsList
from archive_app.gui.results.search_box import SearchBox

if TYPE_CHECKING:
    from archive_app.search.searcher import Results

FIRST = PAGE
"""Hits that come with a result: the first page."""

REST = 90
"""Milliseconds that a row must stay current before its article opens, where another was current
so shortly before: J held down skims, a click opens at once."""


@dataclass(slots=True)
class Question:
    """What is asked of the archive."""

    text: str = ""
    lens: Lens = Lens.WORD
    filters: Filters = field(default_factory=Filters)
    sort: str = "relevance"


class ResultsPane(QWidget):
    """Search and results."""

    article_chosen = Signal(str)
    """An article came to rest as the current one."""
    article_entered = Signal(str)
    """Enter on an article: the focus is to go to the reader."""
    searched = Signal(object, object)
    """A `Question` was answered with these `Results`; with None where the search failed."""
    selection_changed = Signal()
    """Other rows are selected, or none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self._context = context
        self.question = Question(
            lens=Lens(context.setting("lens")), sort=str(context.setting("sort"))
        )
        self._standing = ""
        self._fall = -1
        self._answered_question: Question | None = None
        self._enter_first = False
        self.box = SearchBox(context)
        self.box.query_changed.connect(self._query_changed)
        self.box.lens_changed.connect(self._lens_changed)
        self.box.down_pressed.connect(self.focus_list)
        self.box.entered.connect(self._entered)
        self.chips = ChipRow(context)
        self.chips.removed.connect(
            lambda chip: self.set_filters(without(self.question.filters, chip))
        )
        self.chips.cleared.connect(lambda: self.set_filters(Filters()))
        self.model = ResultsModel(context, self)
        self.list = ResultsList()
        self.list.setObjectName("list")
        self.list.setModel(self.model)
        self._delegate = ResultDelegate(context, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.measure()
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.setAccessibleName(self.tr("Results"))
        self.list.escaped.connect(self.box.field.setFocus)
        self.list.activated_row.connect(self._enter_current)
        self.list.doubleClicked.connect(lambda _: self._enter_current())
        self.list.clicked_again.connect(self._choose_again)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.selectionModel().selectionChanged.connect(self._selection_changed)
        self.model.page_ready.connect(self._page_ready)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._settle)
        self._unsettled = False
        self._quiet = False
        self._lay_out()
        context.theme_changed.connect(self._theme_changed)

    def _lay_out(self) -> None:
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.sort_button = QToolButton()
        self.sort_button.setProperty("role", "text")
        self.sort_button.setToolTip(self.tr("Order of the results"))
        self.sort_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.sort_button.setMenu(self._sort_menu())
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.RichText)
        links = Qt.TextInteractionFlag
        self.hint.setTextInteractionFlags(
            links.LinksAccessibleByMouse | links.LinksAccessibleByKeyboard
        )
        self.hint.linkActivated.connect(self._follow)
        self.hint.hide()
        self.top = QHBoxLayout()
        self.top.setSpacing(4)
        self.top.addWidget(self.box, 1)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 0)
        head.setSpacing(8)
        head.addLayout(self.top)
        head.addWidget(self.box.popup)
        head.addWidget(self.chips)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 0, 0)
        row.addWidget(self.count, 1)
        row.addWidget(self.sort_button)
        head.addLayout(row)
        head.addWidget(self.hint)
        self.empty = EmptyPage(self._context)
        self.empty.acted.connect(self._empty_act)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(body, 1)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small screen."""
        return QSize(260, 200)

    # ---------------------------------------------------------------- asking

    def ask(self) -> None:
        """Ask the question; then stand at the article that is being read, if it is found."""
        standing = self._standing
        question = Question(
            self.question.text, self.question.lens, self.question.filters, self.question.sort
        )
        archive = self._context.archive

        def work() -> tuple[Results, int]:
            results = archive.search(
                question.text,
                lens=question.lens,
                filters=question.filters,
                sort=question.sort,  # type: ignore[arg-type]
                limit=FIRST,
                typing=True,
            )
            return results, archive.place(results, standing) if standing else -1

        def answered(found: tuple[Results, int]) -> None:
            results, row = found
            meanwhile = standing != self._standing
            self._answered(question, results, -1 if meanwhile else row)
            if meanwhile:
                self._look_for(self._standing)

        self._context.read(
            work, answered, lambda error: self._failed(question, error), latest="search"
        )

    def set_filters(self, filters: Filters) -> None:
        """Filter, and ask anew."""
        self.question.filters = filters
        self.chips.show_filters(filters)
        self.ask()

    def set_question(self, question: Question) -> None:
        """Ask another question altogether (a saved search, the last one of this archive)."""
        self.question = question
        self.box.set_query(question.text, announce=False)
        self.box.set_lens(question.lens)
        self.chips.show_filters(question.filters)
        self._show_sort()
        self.ask()

    def search_for(self, text: str) -> None:
        """Search for a text, with the filters as they are."""
        self.box.set_query(text)
        self.box.remember()

    def _query_changed(self, text: str) -> None:
        self.question.text = text
        self.ask()

    def _lens_changed(self, lens: Lens) -> None:
        self.question.lens = lens
        self.ask()

    def _entered(self) -> None:
        self._enter_first = True
        self.ask()

    # ---------------------------------------------------------------- what was found

    def _answered(self, question: Question, results: Results, row: int) -> None:
        self._delegate.forget()
        # Asked anew, the list stays where it was scrolled to.
        bar = self.list.verticalScrollBar()
        top = bar.value() if question == self._answered_question else 0
        self._answered_question = question
        with_selection = self.list.selectionModel()
        blocked = with_selection.blockSignals(True)
        self.model.set_results(results)
        with_selection.blockSignals(blocked)
        found = self.model.rowCount()
        if row >= 0:
            self._stand_at(row, quiet=True)
        elif self._fall >= 0 and found:
            # What was read is gone: its neighbour takes its place.
            self._stand_at(min(self._fall, found - 1))
        self._fall = -1
        if top or row < 0:
            self.list.updateGeometries()
            bar.setValue(top)
        self._stack.setCurrentIndex(0 if found else 1)
        self._tell(question, results)
        self.searched.emit(question, results)
        if self._enter_first:
            self._enter_first = False
            if found:
                self.focus_list()

    def _failed(self, question: Question, error: BaseException) -> None:
        """Show nothing, rather than what an earlier question found, and say why."""
        self.model.set_results(None)
        self._answered_question = None
        self._stack.setCurrentIndex(1)
        self.count.clear()
        self.hint.hide()
        self.empty.say(self.tr("The search failed."))
        self._enter_first = False
        self.searched.emit(question, None)
        self._context.fail(error)

    def _tell(self, question: Question, results: Results) -> None:
        whole = 0 if results.partial else results.total
        self.count.setText(self.tr("%Ln article(s)", "", whole))
        lines = [escape(notice(item.key, item.text)) for item in results.notices]
        lines.extend(self._suggestion(item) for item in results.suggestions)
        self.hint.setText("<br>".join(lines))
        self.hint.setVisible(bool(lines))
        if not self.model.rowCount():
            self._explain(question)

    def _suggestion(self, item: Suggestion) -> str:
        sentences = {
            "spelling": self.tr("Did you mean %1?"),
            "keyboard": self.tr("Typed on the other keyboard? %1"),
            "name": self.tr("Also written %1"),
            "variant": self.tr("Also written %1"),
        }
        text = escape(isolate(item.text or item.query))
        color = self._context.theme.accent
        link = f'<a href="{escape(item.query)}" style="color:{color}">{text}</a>'
        return escape(sentences.get(item.kind, sentences["spelling"])).replace("%1", link)

    def _explain(self, question: Question) -> None:
        filtered = question.filters != Filters()
        if question.text and question.lens != Lens.ROOT and not filtered:
            self.empty.say(
                self.tr("Nothing found for %1.").replace("%1", isolate(question.text)),
                self.tr("Search by root"),
                "root",
            )
        elif filtered:
            self.empty.say(
                self.tr("No article fits these filters."), self.tr("Clear filters"), "filters"
            )
        elif question.text:
            self.empty.say(
                self.tr("Nothing found for %1.").replace("%1", isolate(question.text)),
                self.tr("Clear the search"),
                "clear",
            )
        elif self._context.archive.read_only:
            self.empty.say(self.tr("This archive is empty, and nothing can be written to it."))
        else:
            self.empty.say(
                self.tr("This archive is empty: drop articles here."),
                self.tr("Import…"),
                "import",
            )

    def _empty_act(self, what: str) -> None:
        if what == "root":
            self.box.set_lens(Lens.ROOT)
        elif what == "filters":
            self.set_filters(Filters())
        elif what == "clear":
            self.box.clear()
        else:
            self._context.run(Id.IMPORT)

    def _follow(self, query: str) -> None:
        self.search_for(query)
        self.box.field.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Take in what changed: anew where articles came or went, else just their rows."""
        if changes.removed and self._standing in changes.articles:
            self._fall = self.list.currentIndex().row()
            self._standing = ""
        if changes.added or changes.removed or changes.text:
            self.ask()
        elif changes.metadata or changes.tags or changes.annotations:
            self.model.refresh(changes)

    # ---------------------------------------------------------------- standing somewhere

    def current_id(self) -> str:
        """The id of the current article, if it is known."""
        hit = self.list.currentIndex().data(HIT)
        return hit.article.id if hit is not None else ""

    def selected_rows(self) -> list[int]:
        """The rows that are selected, in order."""
        return self.list.selected_rows()

    def focus_list(self) -> None:
        """Go into the list, to its first row if to none yet."""
        if not self.model.rowCount():
            return
        # Before the focus comes: Qt would make the first row current without choosing it.
        if not self.list.selectionModel().hasSelection():
            self._stand_at(max(0, self.list.currentIndex().row()))
        self.list.setFocus()

    def step(self, by: int) -> None:
        """Go to the next result, or the one before."""
        count = self.model.rowCount()
        if count:
            at = self.list.currentIndex().row()
            self._stand_at(max(0, min(count - 1, at + by if at >= 0 else 0)))

    def stand_at(self, article_id: str) -> None:
        """Make an article the current one, as soon as it is found, without opening it again."""
        self._standing = article_id
        if self.current_id() == article_id:
            return
        row = self.model.row_of(article_id)
        if row >= 0:
            self._stand_at(row, quiet=True)
        else:
            # Until it is found nothing is chosen: a key must not do to one what is meant for
            # another.
            self.list.selectionModel().clear()
            self._look_for(article_id)

    def _look_for(self, article_id: str) -> None:
        """Stand at an article, wherever in the result it is."""
        results, archive = self.model.results, self._context.archive
        if results is None or not article_id:
            return

        def found(row: int) -> None:
            here = results is self.model.results and article_id == self._standing
            if here and row >= 0 and self.list.currentIndex().row() != row:
                self._stand_at(row, quiet=True)

        self._context.read(
            lambda: archive.place(results, article_id), found, lambda _: None, latest="place"
        )

    def _stand_at(self, row: int, *, quiet: bool = False) -> None:
        index = self.model.index(row)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._quiet = quiet
        self.list.selectionModel().setCurrentIndex(index, flag)
        self._quiet = False
        self.list.scrollTo(index)

    def _selection_changed(self) -> None:
        self.selection_changed.emit()

    def _current_changed(self, index: QModelIndex) -> None:
        self._unsettled = index.isValid() and not self._quiet
        if not self._unsettled:
            self._rest.stop()
            return
        if not self._rest.isActive():
            self._settle()
        self._rest.start()

    def _page_ready(self, first: int, last: int) -> None:
        if first <= self.list.currentIndex().row() <= last and not self._rest.isActive():
            self._settle()

    def _settle(self) -> None:
        """Open the current article, once it is known which that is."""
        article = self.current_id()
        if article and self._unsettled:
            self._unsettled = False
            self._standing = article
            self.article_chosen.emit(article)

    def _choose_again(self) -> None:
        """What is current already was clicked: whatever stands in its place goes."""
        if article := self.current_id():
            self.article_chosen.emit(article)

    def _enter_current(self) -> None:
        article = self.current_id()
        if article:
            self._rest.stop()
            self._unsettled = False
            self._standing = article
            self.article_entered.emit(article)

    # ---------------------------------------------------------------- order

    def _sort_menu(self) -> QMenu:
        menu = QMenu(self)
        self._sorts = QActionGroup(menu)
        for key, text in self._sort_names().items():
            action = QAction(text, menu, checkable=True)
            action.setData(key)
            action.triggered.connect(lambda _=False, key=key: self.set_sort(key))
            self._sorts.addAction(action)
            menu.addAction(action)
        self._show_sort()
        return menu

    def _sort_names(self) -> dict[str, str]:
        return {
            "relevance": self.tr("Best match"),
            "-date": self.tr("Newest first"),
            "date": self.tr("Oldest first"),
            "title": self.tr("By title"),
            "added": self.tr("Added last"),
        }

    def set_sort(self, key: str) -> None:
        """Order the results."""
        self.question.sort = key
        self._context.settings.set("sort", key)
        self._show_sort()
        self.ask()

    def _show_sort(self) -> None:
        self.sort_button.setText(f"{self._sort_names().get(self.question.sort, '')} ▾")
        for action in self._sorts.actions():
            action.setChecked(action.data() == self.question.sort)

    def _open_menu(self, place: QPoint) -> None:
        """What can be done with the selected articles."""
        if self.selected_rows():
            menu = self._context.actions.menu(Menu.RESULTS, self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(place))

    def _theme_changed(self) -> None:
        self._delegate.forget()
        self.list.viewport().update()
