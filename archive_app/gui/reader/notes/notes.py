"""The panel beside the text: the article's annotations in order, each at its passage.

While there is room the cards stand beside their passages and move with the text. When they are
filtered, or are more than fit beside the text, they are a list that scrolls by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.model import COLORS, Changes, Placed
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.drafts import Draft
from archive_app.gui.kit.theme import Paper
from archive_app.gui.reader.document.page import ArticlePage
from archive_app.gui.reader.notes.alignment import align
from archive_app.gui.reader.notes.colors import color_name, swatch
from archive_app.gui.reader.notes.note_card import NoteCard
from archive_app.text.fold import fold_text

WIDTH = 288
GAP = 8
_BELOW = 1e6
"""Where a card is whose passage is far below what is seen."""


def _rank(place: Placed) -> int:
    """Notes on the whole article, then orphans, then passages."""
    if place.span is not None:
        return 2
    return 0 if place.annotation.anchor is None else 1


class NotesPanel(QFrame):
    """Lists, filters and edits an article's annotations."""

    activated = Signal(str)
    recolored = Signal(str, str)
    removed = Signal(str)
    wanted = Signal()
    """A note is to be written: the panel has to be seen."""
    writing = Signal()
    """A note is being written: nothing else is to be offered."""
    groundClicked = Signal()
    """A click beside the cards: what is chosen is let go."""

    def __init__(self, context: Context, page: ArticlePage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes_panel")
        self.setFixedWidth(WIDTH)
        self._context = context
        self._page = page
        self._paper = page.paper
        self._article = ""
        self._placed: tuple[Placed, ...] = ()
        self._text = ""
        self._cards: dict[str, NoteCard] = {}
        self._draft: NoteCard | None = None
        self._active = ""
        self._expected: tuple[str, Callable[[], object]] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._filters())
        self.empty = QLabel(self)
        self.empty.setWordWrap(True)
        self.empty.setProperty("role", "muted")
        # The style sheet would win over the label's own margins.
        padded = QHBoxLayout()
        padded.setContentsMargins(16, 16, 16, 8)
        padded.addWidget(self.empty)
        column.addLayout(padded)
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(False)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.sheet = QWidget()
        self.sheet.setObjectName("notes_sheet")
        self.area.setWidget(self.sheet)
        self.area.viewport().installEventFilter(self)
        self.sheet.installEventFilter(self)
        self.setStyleSheet("#notes_sheet, QScrollArea { background: transparent; }")
        column.addWidget(self.area, 1)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._arrange)
        page.scrolled.connect(self._arrange_now)
        context.drafts.saved.connect(self._saved)
        context.drafts.refused.connect(self._refused)

    def _filters(self) -> QVBoxLayout:
        """A field with a button for a note on the whole article; the colours under it."""
        both = QVBoxLayout()
        both.setContentsMargins(8, 0, 8, 0)
        both.setSpacing(4)
        row, colors = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(4)
        colors.setSpacing(4)
        both.addLayout(row)
        both.addLayout(colors)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Filter notes"))
        self.field.setAccessibleName(self.tr("Filter notes"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        row.addWidget(self.field, 1)
        self._colors: dict[str, QToolButton] = {}
        for color in COLORS:
            button = QToolButton(self)
            button.setCheckable(True)
            button.setIconSize(QSize(16, 16))
            button.toggled.connect(self._filter)
            colors.addWidget(button)
            self._colors[color] = button
        colors.addStretch(1)
        self.whole = QToolButton(self)
        self.whole.setToolTip(self.tr("A note on the whole article"))
        self.whole.setAccessibleName(self.tr("A note on the whole article"))
        self.whole.clicked.connect(self.edit_whole)
        row.addWidget(self.whole)
        return both

    # ------------------------------------------------------------ showing

    def set_paper(self, paper: Paper) -> None:
        """Take the colours of the page."""
        self._paper = paper
        names = self._context.archive.settings.color_names
        for color, button in self._colors.items():
            button.setIcon(swatch(color, paper, checked=button.isChecked(), size=16))
            button.setToolTip(color_name(color, names))
            button.setAccessibleName(color_name(color, names))
        self.whole.setIcon(self._context.icons.icon("plus"))
        for card in self._cards.values():
            card.set_paper(paper)

    def show_annotations(
        self, placed: Sequence[Placed], text: str, article_id: str | None = None
    ) -> None:
        """Show these annotations, in this order; cards that are there already stay."""
        if article_id is not None and article_id != self._article:
            self.finish()
            self._article = article_id
            self._drop_draft()
            self._active = ""
        # What lost its passage comes first, where it is seen; else it would wait at the end.
        self._placed = tuple(sorted(placed, key=_rank))
        self._text = text
        kept = {place.annotation.id for place in placed}
        for name in [name for name in self._cards if name not in kept]:
            gone = self._cards.pop(name)
            gone.hide()
            gone.deleteLater()
        for place in placed:
            name = place.annotation.id
            if name not in self._cards:
                self._cards[name] = self._card(name)
            self._cards[name].show_placed(place, text)
        for draft in self._context.drafts.of(self._article):
            self._refused(draft)
        self._filter()
        if self._expected is not None and self._expected[0] in self._cards:
            then = self._expected[1]
            self._expected = None
            then()

    def _card(self, name: str) -> NoteCard:
        card = NoteCard(self._context, self._paper, self.sheet)
        card.set_active(bool(name) and name == self._active)
        card.pressed.connect(self.activated)
        card.recolored.connect(self.recolored)
        card.removed.connect(self.removed)
        card.noteWritten.connect(self._write_note)
        card.typed.connect(
            lambda target, note: self._context.drafts.keep(
                Draft("note", self._article, target, note)
            )
        )
        card.tagsChanged.connect(self._write_tags)
        card.anchored.connect(self._anchor)
        card.grown.connect(self._soon.start)
        card.writing.connect(self.writing)
        card.ended.connect(self._page.setFocus)
        return card

    def expect(self, annotation_id: str, then: Callable[[], object]) -> None:
        """Do ``then`` once an annotation (just made) has its card."""
        if annotation_id in self._cards:
            then()
        else:
            self._expected = (annotation_id, then)

    def set_active(self, annotation_id: str) -> None:
        """Choose a card."""
        self._active = annotation_id
        for name, card in self._cards.items():
            card.set_active(name == annotation_id)
        self._arrange()
        chosen = self._cards.get(annotation_id)
        if chosen is not None and not self._aligned():
            self.area.ensureWidgetVisible(chosen, 0, 24)

    # ------------------------------------------------------------ filtering

    @property
    def filtered(self) -> bool:
        """Whether some may be left out."""
        return bool(self.field.text().strip()) or any(
            button.isChecked() for button in self._colors.values()
        )

    def shown(self) -> list[NoteCard]:
        """The cards that pass the filter, in order."""
        words = fold_text(self.field.text()).split()
        colors = {color for color, button in self._colors.items() if button.isChecked()}
        found: list[NoteCard] = [self._draft] if self._draft is not None else []
        for place in self._placed:
            item = place.annotation
            if colors and item.color not in colors:
                continue
            passage = self._text[slice(*place.span)] if place.span is not None else ""
            held = fold_text(" ".join((passage, item.note, *item.tags)))
            if all(word in held for word in words):
                found.append(self._cards[item.id])
        return found

    def _filter(self) -> None:
        for color, button in self._colors.items():
            button.setIcon(swatch(color, self._paper, checked=button.isChecked(), size=16))
        shown = set(map(id, self.shown()))
        for card in self._cards.values():
            card.setVisible(id(card) in shown)
        text = ""
        if not shown:
            text = self.tr("Select a passage and choose a colour, or press N to write a note.")
            if self._placed:
                text = self.tr("No matching notes.")
        self.empty.setText(text)
        self.empty.setVisible(bool(text))
        self._arrange()

    # ------------------------------------------------------------ placing

    def _arrange_now(self) -> None:
        # A list of its own does not move with the text.
        if self.isVisible() and self._aligned():
            self._arrange()

    def _aligned(self) -> bool:
        """Whether the cards stand at their passages: nothing filtered, and room for all."""
        if self.filtered or self._page.built is None:
            return False
        heights = sum(card.height() + GAP for card in self.shown())
        room = self._page.verticalScrollBar().maximum() + self._page.viewport().height()
        return heights <= max(room, self.area.viewport().height())

    def _arrange(self) -> None:
        """Give each card its place."""
        cards = self._in_places(self.shown())
        width = self.area.viewport().width()
        written = next((card for card in cards if card.writes), None)
        if written is not None:
            written.limit(self.area.viewport().height() - 8, width - 8)
        for card in cards:
            card.setFixedWidth(width - 8)
            card.resize(width - 8, card.height_at(width - 8))
        heights = [float(card.height()) for card in cards]
        if self._aligned():
            offset = self.area.viewport().mapToGlobal(self.area.viewport().rect().topLeft()).y()
            offset -= self._page.viewport().mapToGlobal(self._page.viewport().rect().topLeft()).y()
            wanted = self._wanted(cards, offset)
            pinned = next((n for n, card in enumerate(cards) if card.active), -1)
            if written is not None:
                pinned = cards.index(written)
            tops = align(wanted, heights, GAP, pinned, firm=written is not None)
            self.sheet.resize(width, self.area.viewport().height())
            self.area.verticalScrollBar().setValue(0)
        else:
            tops, at = [], 0.0
            for height in heights:
                tops.append(at)
                at += height + GAP
            self.sheet.resize(width, max(round(at) + 48, self.area.viewport().height()))
        for card, top in zip(cards, tops, strict=True):
            card.move(4, round(min(top, _BELOW)))
        if written is not None and not self._aligned():
            self.area.ensureWidgetVisible(written, 0, 4)

    def _in_places(self, cards: list[NoteCard]) -> list[NoteCard]:
        """The cards from top to bottom: a note on the whole that is being written is seen
        wherever the text stands, so it comes after what lies above the view.
        """
        draft = self._draft
        if draft is None or draft not in cards or not self._aligned():
            return cards
        rest = [card for card in cards if card is not draft]
        above = 0
        for number, card in enumerate(rest):
            placed = card.placed
            span = placed.span if placed is not None else None
            rect = self._page.span_rect(span) if span and span[0] <= self._page.horizon() else None
            scrolled = self._page.verticalScrollBar().value() > 0
            if rect.bottom() < 0 if rect is not None else span is None and scrolled:
                above = number + 1
        return [*rest[:above], draft, *rest[above:]]

    def _wanted(self, cards: Sequence[NoteCard], offset: int) -> list[float]:
        """Where each card wants to be, in the sheet: at its passage; what has none at the
        article's top, what stands in a hidden part at its end.
        """
        bar = self._page.verticalScrollBar()
        end = float(bar.maximum() + self._page.viewport().height() - bar.value() - offset)
        # Asking where a passage stands lays the text out as far as there: not beyond the view.
        horizon = self._page.horizon()
        found: list[float] = []
        for card in cards:
            placed = card.placed
            if placed is None or placed.span is None:
                found.append(4.0 - bar.value())
            elif placed.span[0] > horizon:
                found.append(_BELOW)
            else:
                rect = self._page.span_rect(placed.span)
                # The page begins higher than the cards, which have the filters above them.
                top = rect.top() - offset - 6 if rect is not None else end
                found.append(max(top, 4.0 - bar.value()))
            if card.writes:
                # Nobody types into what cannot be seen.
                lowest = self.area.viewport().height() - card.height() - 4.0
                found[-1] = max(4.0, min(found[-1], lowest))
        return found

    def resizeEvent(self, event: QEvent) -> None:
        """Place the cards anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._soon.start()

    def showEvent(self, event: QEvent) -> None:
        """Cards are not placed while hidden."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Beside the text, the wheel moves the text; a press beside the cards lets go."""
        pressed = event.type() == QEvent.Type.MouseButtonPress
        if pressed and watched in (self.sheet, self.area.viewport()):
            self.groundClicked.emit()
        if watched is self.area.viewport() and isinstance(event, QWheelEvent) and self._aligned():
            self._page.wheelEvent(event)
            return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------ writing

    def edit(self, annotation_id: str) -> None:
        """Edit an annotation's note in place."""
        card = self._cards.get(annotation_id)
        if card is not None:
            self.wanted.emit()
            self._unfilter(card)
            self.activated.emit(annotation_id)
            card.edit()
            self._bring(card)

    def edit_tags(self, annotation_id: str) -> None:
        """Edit an annotation's tags in place."""
        card = self._cards.get(annotation_id)
        if card is not None:
            self.wanted.emit()
            self._unfilter(card)
            self.activated.emit(annotation_id)
            card.edit_tags()
            self._bring(card)

    def edit_whole(self) -> None:
        """Write a note on the whole article."""
        self.wanted.emit()
        if self._draft is None:
            self._draft = self._card("")
            self._draft.show_placed(None, self._text)
            self._draft.show()
        self._filter()
        self._draft.edit()
        self._bring(self._draft)

    def _unfilter(self, card: NoteCard) -> None:
        """Let go of the filter where it hides a card that is to be written in."""
        if card in self.shown():
            return
        for button in self._colors.values():
            button.setChecked(False)
        self.field.clear()

    def _bring(self, card: NoteCard) -> None:
        """Bring a card that is being written in into view, over its neighbours."""
        card.raise_()
        self._arrange()

    def finish(self) -> None:
        """Keep what is being written: the article is about to be left."""
        for card in [*self._cards.values(), *([self._draft] if self._draft else [])]:
            card.finish()

    def _drop_draft(self) -> None:
        if self._draft is not None:
            self._draft.hide()
            self._draft.deleteLater()
            self._draft = None

    def _write_note(self, annotation_id: str, note: str) -> None:
        drafts, draft = self._context.drafts, Draft("note", self._article, annotation_id, note)
        card = self._cards.get(annotation_id)
        placed = card.placed if card is not None else None
        if note == (placed.annotation.note if placed is not None else ""):
            drafts.drop(draft.key)
            if not annotation_id:
                self._drop_draft()
        else:
            drafts.save(draft)
        self._filter()

    def _write_tags(self, annotation_id: str, tags: tuple[str, ...]) -> None:
        self._context.drafts.save(
            Draft("annotation-tags", self._article, annotation_id, list(tags))
        )

    def _saved(self, draft: Draft) -> None:
        """The archive has what was written."""
        if draft.article != self._article or draft.kind not in {"note", "annotation-tags"}:
            return
        card = self._cards.get(draft.target) if draft.target else self._draft
        if card is None:
            return
        if draft.kind == "annotation-tags":
            card.tag_editor.show_unsaved(False)
        elif draft.target:
            card.show_saved()
        else:
            self._drop_draft()  # a card with the new note comes in its place
        self._filter()

    def _refused(self, draft: Draft) -> None:
        """It has not: the text stays where it was written, and says so."""
        if draft.article != self._article or draft.kind not in {"note", "annotation-tags"}:
            return
        if draft.kind == "note" and not draft.target and self._draft is None:
            self._draft = self._card("")
            self._draft.show_placed(None, self._text)
            self._draft.show()
        card = self._cards.get(draft.target) if draft.target else self._draft
        if card is None:
            return
        if draft.kind == "note":
            card.show_unsaved(draft.value)
        else:
            card.show_unsaved_tags(draft.value)
        self._soon.start()

    def _anchor(self, annotation_id: str, span: object) -> None:
        archive, article = self._context.archive, self._article
        self._context.write(
            lambda: archive.edit_annotation(article, annotation_id, span=span),  # type: ignore[arg-type]
            changes=Changes(frozenset({article}), annotations=True),
        )
