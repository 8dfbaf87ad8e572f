"""The command palette: every command by its name, and its key beside it.

What is typed in full comes first, then what begins so, then the rest; among equals what was used
last is first.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from archive_app.gui.kit.actions import key_text, plain_text
from archive_app.gui.kit.commands import Id
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.rows import paint_row
from archive_app.text.fold import fold_text

ACTION = Qt.ItemDataRole.UserRole + 1
KEY = Qt.ItemDataRole.UserRole + 2
GROUP = Qt.ItemDataRole.UserRole + 3

WIDTH = 560
ROWS = 9
USED = "used_commands"
"""The setting that keeps the ids of the commands used last, the latest first."""
KEPT = 20


def fit(typed: str, name: str, group: str) -> int | None:
    """How well a command of that name and group fits what is typed, spelling aside: 0 the name
    itself, 1 its beginning, 2 the beginnings of its words, 3 within it, 4 with its group; None
    where it does not.
    """
    wanted, folded = fold_text(typed).strip(), fold_text(name).strip()
    words = wanted.split()
    if wanted == folded.rstrip("…. "):
        return 0
    if folded.startswith(wanted):
        return 1
    if all(any(part.startswith(word) for part in folded.split()) for word in words):
        return 2
    if all(word in folded for word in words):
        return 3
    whole = f"{folded} {fold_text(group)}"
    return 4 if all(word in whole for word in words) else None


class CommandPalette(QFrame):
    """A box over the window: type, choose, Enter."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("popup")
        self._context = context
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.tr("Command palette"))
        self._groups: dict[Id, str] = {}
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_CommandDelegate(context, self.list))
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(lambda _: self._run())
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.hide()

    def open_here(self) -> None:
        """Come up in the middle of the window, with every command that applies."""
        window = self.parentWidget()
        if window is None:
            return
        self._context.actions.dress()
        self.field.clear()
        self._filter("")
        width = min(WIDTH, window.width() - 48)
        row = self.list.sizeHintForRow(0) if self.list.count() else 28
        self.resize(width, row * ROWS + 64)
        self.move(QPoint((window.width() - width) // 2, min(96, window.height() // 8)))
        self.show()
        self.raise_()
        self.field.setFocus()

    def _filter(self, text: str) -> None:
        """List what fits ``text``, the best first."""
        self.list.clear()
        for name in self.found(text):
            action = self._context.actions[name]
            item = QListWidgetItem(plain_text(action))
            item.setData(ACTION, action)
            item.setData(KEY, key_text(action.shortcut()))
            item.setData(GROUP, self._groups[name])
            item.setIcon(action.icon())
            if not action.isEnabled():
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(-1)
        self._step(1)

    def found(self, text: str) -> list[Id]:
        """The commands that fit what is typed, the best first."""
        used = [str(name) for name in self._context.setting(USED)]
        last = {name: at for at, name in enumerate(used)}
        self._groups = {command.id: command.group_name for command in self._context.actions}
        ranked = []
        for place, name in enumerate(self._groups):
            rank = fit(text, plain_text(self._context.actions[name]), self._groups[name])
            if rank is not None and name is not Id.PALETTE:
                ranked.append((rank, last.get(name, len(last)), place, name))
        return [name for *_, name in sorted(ranked)]

    def _step(self, by: int) -> None:
        row = self.list.currentRow() + by
        while 0 <= row < self.list.count():
            item = self.list.item(row)
            if item.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentRow(row)
                return
            row += by

    def _run(self) -> None:
        item = self.list.currentItem()
        self._close()
        if item is not None:
            action = item.data(ACTION)
            used = [name for name in self._context.setting(USED) if name != action.objectName()]
            self._context.settings.set(USED, [action.objectName(), *used][:KEPT])
            action.trigger()

    def _close(self) -> None:
        self.hide()
        window = self.parentWidget()
        if window is not None:
            window.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose, Enter runs, Escape and a click elsewhere close."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            if isinstance(event, QKeyEvent):
                return self._key(event.key())
        elif watched is self.field and event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Tab}:
            self._step(1)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Backtab}:
            self._step(-1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run()
        elif key == Qt.Key.Key_Escape:
            self._close()
        else:
            return False
        return True


class _CommandDelegate(QStyledItemDelegate):
    """A command with its key at the end of the row."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, _index: object) -> QSize:
        return QSize(100, option.fontMetrics.lineSpacing() + 14)

    def paint(self, painter: object, option: QStyleOptionViewItem, index: object) -> None:
        paint_row(
            self._context,
            painter,  # type: ignore[arg-type]
            option,
            str(index.data()),  # type: ignore[attr-defined]
            trailing=str(index.data(KEY)),  # type: ignore[attr-defined]
            icon=index.data(Qt.ItemDataRole.DecorationRole),  # type: ignore[attr-defined]
            enabled=bool(index.flags() & Qt.ItemFlag.ItemIsEnabled),  # type: ignore[attr-defined]
        )
