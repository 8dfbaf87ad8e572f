"""What the search box offers while one types: a few chips below it, in the layout.

They take room of their own and cover nothing: the count, the notices and the first results stay
to be read.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.model import Completion
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate, number

ROWS = 2
"""Rows of chips at most; what has no room in them is reached by Tab."""
GAP = 4
ICON = 16

Index = QModelIndex | QPersistentModelIndex


class _Offers(QAbstractListModel):
    """The completions that are offered."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[Completion] = []

    def put(self, items: list[Completion]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return isolate(item.text) if role == Qt.ItemDataRole.ToolTipRole else item.text
        return None


class Completions(QFrame):
    """The chips; they never take the focus."""

    chosen = Signal(str)
    """A completion's whole query was chosen."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = _Offers(self)
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(_OfferDelegate(context, self.view))
        self.view.setFlow(QListView.Flow.LeftToRight)
        self.view.setWrapping(True)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(self.tr("Completions"))
        self.view.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.hide()

    def offer(self, items: list[Completion]) -> None:
        """Show these completions."""
        self._model.put(items)
        self.view.setCurrentIndex(QModelIndex())
        self._fit()
        self.show()

    def step(self, by: int) -> bool:
        """Choose the next, or the one before; return False where there is none."""
        at = self.view.currentIndex().row()
        at = at + by if at >= 0 else (0 if by > 0 else -1)
        if not 0 <= at < self._model.rowCount():
            return False
        self.view.setCurrentIndex(self._model.index(at))
        return True

    def selected(self) -> str:
        """The query of the completion that is chosen, or nothing."""
        row = self.view.currentIndex().row()
        return self._model.items[row].query if 0 <= row < len(self._model.items) else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many rows as the width asks for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the chips in their rows: one, or two."""
        width, used, rows = max(self.width(), 1), 0, 1
        for row in range(self._model.rowCount()):
            wide = min(self.view.sizeHintForIndex(self._model.index(row)).width(), width)
            if used and used + wide > width:
                rows, used = rows + 1, 0
            used += wide
        self.setFixedHeight(min(rows, ROWS) * max(self.view.sizeHintForRow(0), 1))

    def _clicked(self, index: QModelIndex) -> None:
        self.hide()
        self.chosen.emit(self._model.items[index.row()].query)


class _OfferDelegate(QStyledItemDelegate):
    """A chip: what kind it is (as an icon), its text, and how many articles have it."""

    ICONS: Mapping[str, str] = {"word": "search", "title": "article", "tag": "tag",
                                "source": "source", "recent": "clock"}  # fmt: skip

    def __init__(self, context: Context, parent: QListView) -> None:
        super().__init__(parent)
        self._context = context
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = index.data(Qt.ItemDataRole.UserRole)
        metrics = QFontMetrics(option.font)
        wide = 8 + ICON + 6 + metrics.horizontalAdvance(isolate(item.text)) + 10 + GAP
        if item.count:
            wide += metrics.horizontalAdvance(number(item.count)) + 8
        return QSize(
            min(wide, max(self._view.viewport().width() - 1, 60)),
            metrics.lineSpacing() + 8 + GAP,
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(Qt.ItemDataRole.UserRole)
        theme = self._context.theme
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        rect = QRect(option.rect).adjusted(GAP if rtl else 0, 0, 0 if rtl else -GAP, -GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        painter.setPen(theme.color("accent" if chosen else "hairline"))
        painter.setBrush(theme.color("selected" if chosen else "surface"))
        painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), 6, 6)
        pixmap = self._context.icons.pixmap(
            self.ICONS.get(item.kind, "search"), "faint", ICON, painter.device().devicePixelRatioF()
        )
        inner = rect.adjusted(8, 0, -8, 0)
        top = rect.center().y() - 7
        painter.drawPixmap(inner.right() - ICON + 1 if rtl else inner.left(), top, pixmap)
        room = ICON + 6
        inner.adjust(0 if rtl else room, 0, -room if rtl else 0, 0)
        leading = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        trailing = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        flags = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetrics(option.font)
        painter.setFont(option.font)
        if item.count:
            count = number(item.count)
            painter.setPen(theme.color("muted"))
            painter.drawText(inner, trailing | flags, count)
            room = metrics.horizontalAdvance(count) + 8
            inner.adjust(room if rtl else 0, 0, 0 if rtl else -room, 0)
        painter.setPen(theme.color("text"))
        text = metrics.elidedText(
            isolate(item.text), Qt.TextElideMode.ElideRight, inner.width() + 2
        )
        painter.drawText(inner, leading | flags, text)
        painter.restore()
