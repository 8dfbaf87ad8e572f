"""What every window shares: it fits its screen, Tab goes round all of it, Enter presses buttons.

Qt keeps a chain of the order in which widgets were made, which is not the order in which they
stand, and which falls apart where a focus proxy is set before its widget has a window: Tab then
goes round a part of the window for ever. Here the ring is read off the layouts.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLayout,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QWidget,
)

FRAME = QMargins(8, 40, 8, 12)
"""The most that window managers put round a window, in pixels: what it is in truth is known only
once the window is shown."""

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

# -------------------------------------------------------------------- room


def fitted(wanted: QRect, room: QRect, frame: QMargins = FRAME) -> QRect:
    """Where a window goes that would like to be at ``wanted`` (without its ``frame``): inside
    ``room``, the screen without its panels, and no larger than that. All in pixels."""
    inner = room.marginsRemoved(frame)
    size = wanted.size().boundedTo(inner.size())
    left = max(inner.left(), min(wanted.left(), inner.left() + inner.width() - size.width()))
    top = max(inner.top(), min(wanted.top(), inner.top() + inner.height() - size.height()))
    return QRect(left, top, size.width(), size.height())


def centered(size: QSize, room: QRect) -> QRect:
    """A place of that size in the middle of ``room``."""
    place = QRect(room.topLeft(), size)
    place.moveCenter(room.center())
    return place


def fit(window: QWidget, wanted: QRect | None = None) -> None:
    """Bring a window (to ``wanted``, where given) onto the screen that most of it is on."""
    place = wanted or window.geometry()
    screen = QApplication.screenAt(place.center()) or window.screen()
    shown = window.isVisible() and window.frameGeometry() != window.geometry()
    frame = FRAME
    if shown:
        inner, outer = window.geometry(), window.frameGeometry()
        frame = QMargins(
            inner.left() - outer.left(),
            inner.top() - outer.top(),
            outer.right() - inner.right(),
            outer.bottom() - inner.bottom(),
        )
    window.setGeometry(fitted(place, screen.availableGeometry(), frame))


# -------------------------------------------------------------------- the ring


def tab_ring(window: QWidget) -> list[QWidget]:
    """The widgets that Tab goes through in a window, in the order in which they stand."""
    return [widget for widget in _within(window) if _takes_tab(widget)]


def _takes_tab(widget: QWidget) -> bool:
    # A part that hands the focus on (the field of a spin box) is no place of its own.
    wanted = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return wanted and widget.isEnabled() and widget.focusProxy() is None


def _within(widget: QWidget) -> Iterator[QWidget]:
    for child in _children(widget):
        if child.isVisible() and not child.isWindow():
            yield child
            yield from _within(child)


def _children(widget: QWidget) -> list[QWidget]:
    """A widget's parts as they are laid out; then those that lie over them, from the top."""
    if isinstance(widget, QSplitter):
        order = {id(widget.widget(at)): at for at in range(widget.count())}
    else:
        order = {id(each): at for at, each in enumerate(_laid_out(widget.layout()))}
    children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    sign = -1 if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
    last = len(order)
    return sorted(children, key=lambda each: (order.get(id(each), last), each.y(), sign * each.x()))


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    for at in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(at)  # type: ignore[union-attr]
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        else:
            yield from _laid_out(item.layout())


def go_round(window: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next widget of the window's ring, or to the one before; False where
    there is none."""
    ring = tab_ring(window)
    if not ring:
        return False
    here: QWidget | None = window.focusWidget()
    # What was clicked into but is no place of the ring lies within one, or begins it.
    while here is not None and here not in ring:
        here = here.parentWidget()
    at = ring.index(here) + (1 if forward else -1) if here is not None else 0
    target = ring[at % len(ring)]
    reasons = Qt.FocusReason
    target.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
    around: QWidget | None = target.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(target)
        around = around.parentWidget()
    return True


def press(window: QWidget, event: QKeyEvent) -> bool:
    """Press the button that has the focus, where the key is Enter; False where it is not."""
    button = window.focusWidget()
    if event.key() not in ENTER or not isinstance(button, (QPushButton, QToolButton)):
        return False
    if not button.isEnabled():
        return False
    if isinstance(button, QToolButton) and _opens_menu(button):
        button.showMenu()
    else:
        QAbstractButton.click(button)
    return True


def _opens_menu(button: QToolButton) -> bool:
    instant = button.popupMode() == QToolButton.ToolButtonPopupMode.InstantPopup
    return instant and button.menu() is not None


class Window(QMainWindow):
    """A window of the program."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and its reverse."""
        return go_round(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a button."""
        if not press(self, event):
            super().keyPressEvent(event)


class Dialog(QDialog):
    """A dialog of the program: it goes when it is closed, and is no larger than the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and its reverse."""
        return go_round(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a button."""
        if not press(self, event):
            super().keyPressEvent(event)

    def setVisible(self, visible: bool) -> None:
        """Come up over the window, wholly on the screen."""
        if visible and not self.isVisible():
            if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
                self.adjustSize()
            over = self.parentWidget()
            middle = over.window().geometry() if over is not None else self.screen().geometry()
            fit(self, centered(self.size(), middle))
        super().setVisible(visible)
