"""The search box: it answers as you type, and the lens sits in it.

Down and Enter go into the results, Escape comes back to it (the window sees to that). Tab walks
through the completions and on to what stands behind the field, Enter takes the one that is chosen.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QFont, QFontMetrics, QKeyEvent, QTextLayout
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from archive_app.core.model import Completion, Lens
from archive_app.core.progress import CancelToken
from archive_app.gui.kit.commands import Id
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.copying import pasted
from archive_app.gui.results.completions import Completions

PAUSE = 30
"""Milliseconds between searches at least: a key is answered at once, the keys of a burst (one
that repeats, say) together. A fast typist's keys are some 60 ms apart."""

OFFERED = 8
RECENT = 12


def lowered(text: str, font: QFont) -> int:
    """By how many pixels a text field draws ``text`` too high: a face that steps in for letters
    that the font lacks may reach higher, and Qt lets the line begin where the font's would."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return max(0, round(line.ascent()) - QFontMetrics(font).ascent()) if line.isValid() else 0


class SearchBox(QFrame):
    """The field, its lens button and its completions."""

    query_changed = Signal(str)
    """What is searched for changed."""
    lens_changed = Signal(object)
    """Another `Lens` was chosen."""
    down_pressed = Signal()
    """The focus is to go into the results."""
    entered = Signal()
    """Enter was pressed: the first result is wanted."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._context = context
        self.field = QLineEdit()
        self.field.setObjectName("query")
        self.field.setPlaceholderText(self.tr("Search the archive"))
        self.field.setAccessibleName(self.tr("Search the archive"))
        # As high as its row, however high its text is set.
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.field.installEventFilter(self)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._announce)
        self._announced = ""
        self._coming: CancelToken | None = None
        self.field.textChanged.connect(self._typed)
        self.field.textEdited.connect(self._edited)
        self._mark = QToolButton()
        self._mark.setToolTip(self.tr("Search help"))
        self._mark.setAccessibleName(self.tr("Search help"))
        self._mark.clicked.connect(lambda: context.run(Id.QUERY_HELP))
        self._clear = QToolButton()
        self._clear.setToolTip(self.tr("Clear the search"))
        self._clear.setAccessibleName(self.tr("Clear the search"))
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self._lens = Lens(context.setting("lens"))
        self._lens_button = QToolButton()
        self._lens_button.setProperty("role", "text")
        self._lens_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lens_button.setMenu(self._lens_menu())
        self.setMinimumHeight(self.fontMetrics().height() + 26)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(4)
        for widget in (self._mark, self.field, self._clear, self._lens_button):
            row.addWidget(widget)
        self.setFocusProxy(self.field)
        self.popup = Completions(context, self)
        self.popup.chosen.connect(self._take)
        self._place("")
        self._show_lens()
        self._refresh_icons()
        context.theme_changed.connect(self._refresh_icons)

    # ---------------------------------------------------------------- the query

    @property
    def query(self) -> str:
        """What stands in the field, in reading order whatever way it was pasted."""
        return pasted(self.field.text())

    def set_query(self, text: str, *, announce: bool = True) -> None:
        """Put a query into the field; search for it at once, unless told not to."""
        if not announce:
            self._announced = text
        self.field.setText(text)
        self._timer.stop()
        self._end_offers()
        self._announce()

    def clear(self) -> None:
        """Empty the field and search for everything."""
        self.set_query("")
        self.field.setFocus()

    @property
    def lens(self) -> Lens:
        """The lens chosen."""
        return self._lens

    def set_lens(self, lens: Lens) -> None:
        """Choose a lens, as the menu does."""
        if lens != self._lens:
            self._lens = lens
            self._show_lens()
            self._context.settings.set("lens", lens.value)
            self.lens_changed.emit(lens)

    def remember(self) -> None:
        """Keep the present query among the recent ones of this archive."""
        query = " ".join(self.query.split())
        if query:
            kept = [old for old in self.recent() if old != query]
            self._context.state.set("recent", [query, *kept][:RECENT])

    def recent(self) -> list[str]:
        """The queries asked lately, the latest first."""
        kept = self._context.state.get("recent", [])
        return [text for text in kept if isinstance(text, str)] if isinstance(kept, list) else []

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._place(text)
        if not self._timer.isActive():
            self._announce()
        self._timer.start()

    def _place(self, text: str) -> None:
        """Put Arabic letters in the middle as the others, and the caret where the text will
        begin: where there is none yet, Qt goes by the keyboard and not by the interface."""
        sides = Qt.AlignmentFlag
        side = sides.AlignLeading
        if not text:
            side = sides.AlignAbsolute | (
                sides.AlignRight if self._context.rtl else sides.AlignLeft
            )
        self.field.setAlignment(side | sides.AlignVCenter)
        # A margin moves the middle by half of it.
        top = 2 * lowered(text, self.field.font())
        if self.field.textMargins().top() != top:
            self.field.setTextMargins(0, top, 0, 0)

    def _edited(self, text: str) -> None:
        if len(text.strip()) < 2:
            self._end_offers()
            return
        archive = self._context.archive
        self._coming = self._context.read(
            lambda: archive.complete(text, OFFERED), self._offer, lambda _: None, latest="complete"
        )

    def _end_offers(self) -> None:
        """What is wanted is typed or chosen: offer nothing more, nor what is still on its way."""
        self.popup.hide()
        if self._coming is not None:
            self._coming.cancel()

    def _offer(self, found: list[Completion]) -> None:
        text = self.query.strip()
        fresh = [item for item in found if item.query.strip() != text]
        if self.field.hasFocus() and fresh and len(text) >= 2:
            self.popup.offer(fresh)
        else:
            self.popup.hide()

    def _show_recent(self) -> None:
        recent = [Completion("recent", text, text) for text in self.recent()]
        if recent:
            self.popup.offer(recent[:OFFERED])

    def _take(self, query: str) -> None:
        self.set_query(query)
        self.remember()
        self.field.setFocus()

    def _announce(self) -> None:
        if self.query != self._announced:
            self._announced = self.query
            self.query_changed.emit(self.query)

    # ---------------------------------------------------------------- the lens

    def _lens_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._lens_actions = QActionGroup(menu)
        for lens, name, tip in (
            (Lens.EXACT, self.tr("As written"), self.tr("Only this spelling, vowel marks aside")),
            (Lens.WORD, self.tr("Same word"), self.tr("Every spelling and form of the word")),
            (Lens.ROOT, self.tr("Same root"), self.tr("The whole family of the word")),
        ):
            action = QAction(f"{name}  —  {tip}", menu, checkable=True)
            action.setData(lens)
            action.triggered.connect(lambda _=False, lens=lens: self.set_lens(lens))
            self._lens_actions.addAction(action)
            menu.addAction(action)
        return menu

    def _show_lens(self) -> None:
        names = {
            Lens.EXACT: self.tr("exact"),
            Lens.WORD: self.tr("word"),
            Lens.ROOT: self.tr("root"),
        }
        self._lens_button.setText(f"{names[self._lens]} ▾")
        self._lens_button.setToolTip(self.tr("How closely words must match"))
        for action in self._lens_actions.actions():
            action.setChecked(action.data() == self._lens)

    # ---------------------------------------------------------------- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field's keys: down, Enter, Escape, and Tab through the completions."""
        if watched is self.field:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
            if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
                inside = event.type() == QEvent.Type.FocusIn
                self.setProperty("focused", "true" if inside else "false")
                self.style().unpolish(self)
                self.style().polish(self)
                if not inside:
                    self._end_offers()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and self.popup.isVisible():
            return self.popup.step(1 if key == Qt.Key.Key_Tab else -1)
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            return False
        if key == Qt.Key.Key_Down:
            if not self.query and not self.popup.isVisible() and self._alt(event):
                self._show_recent()
            else:
                self._end_offers()
                self.remember()
                self.down_pressed.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.popup.isVisible() and self.popup.selected():
                self._take(self.popup.selected())
            else:
                self._end_offers()
                self._timer.stop()
                self._announce()
                self.remember()
                self.entered.emit()
        elif key == Qt.Key.Key_Escape and self.popup.isVisible():
            self._end_offers()
        elif key == Qt.Key.Key_Escape and self.query:
            self.clear()
        else:
            return False
        return True

    @staticmethod
    def _alt(event: QKeyEvent) -> bool:
        return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)

    def _refresh_icons(self) -> None:
        self._mark.setIcon(self._context.icons.icon("search"))
        self._clear.setIcon(self._context.icons.icon("close"))
