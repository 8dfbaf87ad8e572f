"""The filters: what the archive holds, and the facets of the present result with their counts.

A click takes a value in (with Ctrl: this one too), a click on the mark at its end leaves it
out; a second click frees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.model import Facets, Filters
from archive_app.gui.filters.timeline import Timeline
from archive_app.gui.kit.commands import Id
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.filter_state import put, state_of
from archive_app.gui.kit.i18n import isolate, number
from archive_app.gui.kit.names import language_name, type_name
from archive_app.gui.results.result_delegate import tag_color

KIND = Qt.ItemDataRole.UserRole + 1
"""``section``, ``view``, ``saved``, ``more`` or a facet's name."""
VALUE = Qt.ItemDataRole.UserRole + 2
COUNT = Qt.ItemDataRole.UserRole + 3
MARK = Qt.ItemDataRole.UserRole + 4
"""``in``, ``out`` or empty."""

SHOWN = 12
"""Values of a facet shown before "more"."""

Index = QModelIndex | QPersistentModelIndex


class FilterTree(QTreeView):
    """The list itself: one click acts, keys too."""

    acted = Signal(object, bool, bool)
    """An index was chosen; with "also this one" and "leave out"."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act on the row that was clicked."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        out = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if leaves_out(index) and mark_area(self.visualRect(index), self.isRightToLeft()).contains(
            place
        ):
            out = True
        self.acted.emit(index, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier), out)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes in, Delete leaves out."""
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.acted.emit(
                index, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier), False
            )
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and leaves_out(index):
            self.acted.emit(index, False, True)
        else:
            super().keyPressEvent(event)


def leaves_out(index: Index) -> bool:
    """Whether that row can be left out: a facet's value, or what is unread or annotated."""
    return str(index.data(KIND)) in {"tag", "source", "language", "type"} or (
        index.data(KIND) == "view" and index.data(VALUE) in {"unread", "annotated"}
    )


def mark_area(rect: QRect, rtl: bool) -> QRect:
    """Where the mark that leaves a value out stands in a row: at its end."""
    return (
        QRect(rect.left(), rect.top(), 36, rect.height())
        if rtl
        else QRect(rect.right() - 36, rect.top(), 36, rect.height())
    )


class FilterPane(QWidget):
    """The pane at the leading side of the window."""

    filters_changed = Signal(object)
    """Other `Filters` are wanted."""
    saved_chosen = Signal(str)
    """A saved search was chosen, by its name."""
    forget_saved = Signal(str)
    """A saved search is to be forgotten."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self._context = context
        self._filters = Filters()
        self._facets: Facets = {}
        self._total = 0
        self._open: set[str] = set()
        self._unfolded: set[str] = set()
        self._folded: set[str] = set(context.state.get("folded", []) or [])
        self._model = QStandardItemModel(self)
        self.tree = FilterTree()
        self.tree.setModel(self._model)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(0)
        self.tree.setMouseTracking(True)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.tree.setAccessibleName(self.tr("Filters"))
        self._delegate = FilterDelegate(context, self.tree)
        self.tree.setItemDelegate(self._delegate)
        self.tree.acted.connect(self._act)
        self.timeline = Timeline(context)
        self.timeline.range_chosen.connect(self._range)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tree, 1)
        frame = QVBoxLayout()
        frame.setContentsMargins(16, 8, 16, 8)
        frame.addWidget(self.timeline)
        column.addLayout(frame)
        self.timeline.hide()

    def show_facets(self, filters: Filters, facets: Facets, total: int) -> None:
        """Show a result's facets, and how the filters stand; ``total`` is of the whole archive."""
        self._filters = filters
        self._facets = facets
        self._total = total
        bar = self.tree.verticalScrollBar()
        place = bar.value()
        current = self.tree.currentIndex()
        key = (current.data(KIND), current.data(VALUE))
        self._build()
        self._select(key)
        bar.setValue(place)
        self.timeline.set_months(facets.get("month", {}), filters.dates)

    # ---------------------------------------------------------------- the rows

    def _build(self) -> None:
        self._model.clear()
        filters = self._filters
        nothing = filters == Filters()
        self._row("view", "all", self.tr("All articles"), self._total, "in" if nothing else "")
        unread = sum(
            count for value, count in self._facets.get("read", {}).items() if not _yes(value)
        )
        annotated = sum(
            count for value, count in self._facets.get("annotated", {}).items() if _yes(value)
        )
        self._row("view", "unread", self.tr("Unread"), unread, _mark(filters.read, False))
        self._row(
            "view", "annotated", self.tr("Annotated"), annotated, _mark(filters.annotated, True)
        )
        self._row("view", "stories", self.tr("Stories"), -1, "in" if filters.story else "")
        saved = self._context.archive.settings.saved_searches
        if saved and self._section("saved", self.tr("Saved")):
            for name in saved:
                self._row("saved", name, name, -1, "")
        self._tags()
        self._values("source", self.tr("Sources"), str)
        self._values("language", self.tr("Languages"), language_name)
        self._values("type", self.tr("Types"), type_name)

    def _section(self, key: str, title: str, *, alone: bool = False) -> bool:
        """Add a section's heading; return whether it is unfolded.

        One with nothing to choose from (``alone``) is folded unless it was unfolded by hand.
        """
        folded = key not in self._unfolded if alone else key in self._folded
        self._row("section", key, title, -1, "out" if folded else "in")
        return not folded

    def _row(
        self, kind: str, value: object, text: str, count: int, mark: str, depth: int = 0
    ) -> None:
        item = QStandardItem(text)
        item.setData(kind, KIND)
        item.setData(value, VALUE)
        item.setData(count, COUNT)
        item.setData(mark, MARK)
        item.setData(depth, Qt.ItemDataRole.UserRole)
        item.setEditable(False)
        told = text if count < 0 else f"{text}, {number(count)}"
        item.setData(told, Qt.ItemDataRole.AccessibleTextRole)
        self._model.appendRow(item)

    def _listed(self, facet: str) -> list[tuple[str, int]]:
        counts = dict(self._facets.get(facet, {}))
        for value in getattr(self._filters, facet):
            counts.setdefault(value.removeprefix("-"), 0)
        return [(value, count) for value, count in counts.items() if value]

    def _values(self, facet: str, title: str, name: object) -> None:
        values = self._listed(facet)
        alone = len(values) == 1 and not getattr(self._filters, facet)
        if not values or not self._section(facet, title, alone=alone and facet != "source"):
            return
        shown = values if facet in self._open else values[:SHOWN]
        for value, count in shown:
            text = name(value) if callable(name) else value
            self._row(facet, value, text, count, state_of(self._filters, facet, value))
        rest = len(values) - len(shown)
        if rest:
            self._row("more", facet, self.tr("%Ln more", "", rest), -1, "")

    def _tags(self) -> None:
        values = self._listed("tag")
        if not values or not self._section("tag", self.tr("Tags")):
            return
        shown = values if "tag" in self._open else values[: SHOWN * 2]
        # «حرب/سورية» stands under «حرب»: a tree by the stroke, parents first.
        done: set[str] = set()
        for value, count in sorted(shown, key=lambda item: item[0].split("/")):
            parts = value.split("/")
            for depth in range(1, len(parts)):
                parent = "/".join(parts[:depth])
                if parent not in done and parent not in dict(shown):
                    done.add(parent)
                    self._row("parent", parent, parts[depth - 1], -1, "", depth - 1)
            done.add(value)
            mark = state_of(self._filters, "tag", value)
            self._row("tag", value, parts[-1], count, mark, len(parts) - 1)
        rest = len(values) - len(shown)
        if rest:
            self._row("more", "tag", self.tr("%Ln more", "", rest), -1, "")

    def _select(self, key: tuple[object, object]) -> None:
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            if (index.data(KIND), index.data(VALUE)) == key:
                self.tree.setCurrentIndex(index)
                return

    # ---------------------------------------------------------------- acting

    def _act(self, index: QModelIndex, more: bool, out: bool) -> None:
        kind, value = index.data(KIND), index.data(VALUE)
        if kind == "view":
            self._view(str(value), out=out)
        elif kind == "saved":
            self.saved_chosen.emit(str(value))
        elif kind == "section":
            if index.data(MARK) == "in":
                self._folded.add(str(value))
                self._unfolded.discard(str(value))
            else:
                self._folded.discard(str(value))
                self._unfolded.add(str(value))
            self._context.state.set("folded", sorted(self._folded))
            self.show_facets(self._filters, self._facets, self._total)
        elif kind == "more":
            self._open.add(str(value))
            self.show_facets(self._filters, self._facets, self._total)
        elif leaves_out(index):
            how = "out" if out else "in"
            if index.data(MARK) == how:
                how = ""
            self.filters_changed.emit(put(self._filters, kind, str(value), how, more=more))

    def _view(self, name: str, *, out: bool = False) -> None:
        if name == "all":
            self.filters_changed.emit(Filters())
        elif name == "unread":
            wanted = None if self._filters.read is out else out
            self.filters_changed.emit(replace(self._filters, read=wanted))
        elif name == "annotated":
            flag = None if self._filters.annotated is (not out) else not out
            self.filters_changed.emit(replace(self._filters, annotated=flag))
        else:
            self._context.run(Id.STORIES)

    def _range(self, first: str, last: str) -> None:
        self.filters_changed.emit(replace(self._filters, dates=(first, last)))

    def _menu(self, place: QPoint) -> None:
        index = self.tree.indexAt(place)
        kind, value = index.data(KIND), index.data(VALUE)
        menu = QMenu(self)
        if kind == "view" and leaves_out(index):
            for text, out in (
                (self.tr("Show only these"), False),
                (self.tr("Exclude these"), True),
            ):
                menu.addAction(text).triggered.connect(
                    lambda _=False, out=out: self._view(str(value), out=out)
                )
        elif leaves_out(index):
            for text, how, more in (
                (self.tr("Show only these"), "in", False),
                (self.tr("Show these too"), "in", True),
                (self.tr("Exclude these"), "out", True),
            ):
                menu.addAction(text).triggered.connect(
                    lambda _=False, how=how, more=more: self.filters_changed.emit(
                        put(self._filters, kind, str(value), how, more=more)
                    )
                )
        elif kind == "saved":
            menu.addAction(self.tr("Delete this search")).triggered.connect(
                lambda: self.forget_saved.emit(str(value))
            )
        if not menu.isEmpty():
            menu.popup(self.tree.viewport().mapToGlobal(place))


def _yes(value: str) -> bool:
    return value in {"yes", "true", "True", "1"}


def _mark(value: bool | None, taken: bool) -> str:
    """How a view that stands for one of two values is marked."""
    return "" if value is None else "in" if value is taken else "out"


class FilterDelegate(QStyledItemDelegate):
    """A row: its name at the leading side, its count (hovered: "leave out") at the end."""

    ICONS: Mapping[str, str] = {"all": "articles", "unread": "unread", "annotated": "annotated",
                                "stories": "stories"}  # fmt: skip

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row's height; a section's heading stands apart from what is above it."""
        height = QFontMetrics(option.font).lineSpacing() + 8
        if index.data(KIND) == "section":
            height += 12
        return QSize(80, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        theme = self._context.theme
        kind, mark = index.data(KIND), index.data(MARK)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if kind == "section":
            rect.adjust(0, 12, 0, 0)
            self._section(painter, option, rect, index, rtl)
            painter.restore()
            return
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if mark == "in" or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if mark == "in" else "hover"))
            painter.drawRoundedRect(rect.adjusted(8, 1, -8, -1), 6, 6)
        if focused and self._context_keyboard(option):
            painter.setPen(theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(8.5, 1.5, -8.5, -1.5), 6, 6)
        inner = rect.adjusted(16, 0, -16, 0)
        indent = 12 * int(index.data(Qt.ItemDataRole.UserRole) or 0)
        inner.adjust(0 if rtl else indent, 0, -indent if rtl else 0, 0)
        inner = self._leading(painter, inner, index, rtl)
        inner = self._trailing(painter, option, inner, index, rtl, hovered)
        font = QFont(option.font)
        font.setStrikeOut(mark == "out")
        ink = "accent" if mark == "in" or kind == "more" else "text"
        if mark == "out" or kind == "parent":
            ink = "muted"
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        metrics = QFontMetrics(font)
        text = metrics.elidedText(isolate(index.data()), Qt.TextElideMode.ElideRight, inner.width())
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, side | flags, text)
        painter.restore()

    @staticmethod
    def _context_keyboard(option: QStyleOptionViewItem) -> bool:
        return bool(option.state & QStyle.StateFlag.State_KeyboardFocusChange)

    def _section(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        index: Index,
        rtl: bool,
    ) -> None:
        theme = self._context.theme
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        font.setPointSizeF(max(option.font.pointSizeF() * 0.88, 7))
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        inner = rect.adjusted(16, 0, -16, 0)
        painter.drawText(inner, side | flags, str(index.data()))
        folded = index.data(MARK) == "out"
        if folded or option.state & QStyle.StateFlag.State_MouseOver:
            name = "chevron" if folded else "chevron-down"
            pixmap = self._context.icons.pixmap(
                name, "muted", 14, painter.device().devicePixelRatioF()
            )
            x = inner.left() if rtl else inner.right() - 14
            painter.drawPixmap(x, inner.center().y() - 6, pixmap)

    def _leading(self, painter: QPainter, inner: QRect, index: Index, rtl: bool) -> QRect:
        """The icon of a view or the dot of a tag; return what is left of the row."""
        kind, value = index.data(KIND), index.data(VALUE)
        ratio = painter.device().devicePixelRatioF()
        theme = self._context.theme
        if kind in {"view", "saved"}:
            name = self.ICONS.get(str(value), "saved") if kind == "view" else "saved"
            color = "accent" if index.data(MARK) == "in" else "muted"
            pixmap = self._context.icons.pixmap(name, color, 18, ratio)
            painter.drawPixmap(
                inner.right() - 18 if rtl else inner.left(), inner.center().y() - 8, pixmap
            )
            return inner.adjusted(0 if rtl else 26, 0, -26 if rtl else 0, 0)
        if kind == "tag":
            colors = self._context.archive.settings.tag_colors
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tag_color(str(value), colors, theme.paper.marks)))
            x = inner.right() - 8 if rtl else inner.left()
            painter.drawEllipse(x, inner.center().y() - 3, 8, 8)
            return inner.adjusted(0 if rtl else 16, 0, -16 if rtl else 0, 0)
        return inner

    def _trailing(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inner: QRect,
        index: Index,
        rtl: bool,
        hovered: bool,
    ) -> QRect:
        theme = self._context.theme
        count = int(index.data(COUNT))
        if hovered and leaves_out(index):
            pixmap = self._context.icons.pixmap(
                "leave-out", "muted", 16, painter.device().devicePixelRatioF()
            )
            x = inner.left() if rtl else inner.right() - 16
            painter.drawPixmap(x, inner.center().y() - 7, pixmap)
            return inner.adjusted(24 if rtl else 0, 0, 0 if rtl else -24, 0)
        if count < 0:
            return inner
        painter.setFont(option.font)
        painter.setPen(theme.color("muted"))
        text = number(count)
        side = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        flags = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, side | flags, text)
        room = QFontMetrics(option.font).horizontalAdvance(text) + 8
        return inner.adjusted(room if rtl else 0, 0, 0 if rtl else -room, 0)

    def helpEvent(self, *_: object) -> bool:
        """No tooltips: the rows say what they are."""
        return False
