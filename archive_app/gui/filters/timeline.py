"""The months of a result as bars; a drag over them takes in their range."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import month_text, number

HEIGHT = 44
LABELS = 18
YEARS_FROM = 60
"""More months than this are drawn as years."""


def months_between(first: str, last: str) -> list[str]:
    """Every month from ``first`` to ``last`` (``YYYY-MM``), both included."""
    year, month = (int(part) for part in first.split("-"))
    end = tuple(int(part) for part in last.split("-"))
    result: list[str] = []
    while (year, month) <= end and len(result) < 12 * 400:
        result.append(f"{year:04}-{month:02}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return result


class Timeline(QWidget):
    """Bars along time, which runs as the interface reads: in Arabic from right to left."""

    range_chosen = Signal(str, str)
    """The first and the last date (ISO) that are wanted; both empty for all."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bars: list[tuple[str, int]] = []
        self._chosen = ("", "")
        self._drag: tuple[int, int] | None = None
        self._cursor = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Months"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Bars and one line of labels."""
        return QSize(180, HEIGHT + LABELS + 8)

    def set_months(self, counts: Mapping[str, int], chosen: tuple[str, str]) -> None:
        """Show the counts of months (``YYYY-MM``), and the range that is taken in."""
        months = sorted(month for month in counts if len(month) == 7)
        self._bars = []
        if months:
            span = months_between(months[0], months[-1])
            if len(span) > YEARS_FROM:
                years: dict[str, int] = {}
                for month in span:
                    years[month[:4]] = years.get(month[:4], 0) + counts.get(month, 0)
                self._bars = list(years.items())
            else:
                self._bars = [(month, counts.get(month, 0)) for month in span]
        self._chosen = chosen
        self._cursor = min(self._cursor, len(self._bars) - 1)
        # One month is no line of time.
        self.setVisible(len(self._bars) > 1 or any(chosen))
        self.update()

    # ---------------------------------------------------------------- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars, the chosen ones in the accent."""
        if not self._bars:
            return
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        most = max(count for _, count in self._bars) or 1
        for at, (name, count) in enumerate(self._bars):
            left, width = self._place(at)
            height = max(2.0, (HEIGHT - 4) * count / most) if count else 1.0
            chosen = self._is_chosen(at, name)
            color = theme.color("accent" if chosen else "faint" if count else "hairline")
            color.setAlphaF(1.0 if chosen or not count else 0.55)
            painter.setBrush(color)
            gap = 1.0 if width > 4 else 0.0
            painter.drawRoundedRect(
                QRectF(left + gap / 2, HEIGHT - height, max(width - gap, 1.0), height), 1, 1
            )
        if self.hasFocus() and self._cursor >= 0:
            left, width = self._place(self._cursor)
            painter.setPen(theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(left, 1, max(width, 3), HEIGHT - 1), 2, 2)
        painter.setPen(theme.color("muted"))
        metrics = QFontMetrics(self.font())
        first, last = self._label(self._bars[0][0]), self._label(self._bars[-1][0])
        base = HEIGHT + LABELS
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        # The last label stands under the last bar, where that leaves room for the first.
        left, width = self._place(len(self._bars) - 1)
        end = left if rtl else left + width - metrics.horizontalAdvance(last)
        if rtl:
            painter.drawText(self.width() - metrics.horizontalAdvance(first), base, first)
            room = self.width() - metrics.horizontalAdvance(first) - 12
            fits = end + metrics.horizontalAdvance(last) < room
        else:
            painter.drawText(0, base, first)
            fits = end > metrics.horizontalAdvance(first) + 12
        if last != first and fits:
            painter.drawText(int(end), base, last)

    def _label(self, name: str) -> str:
        return month_text(name, "MMM yyyy") if len(name) == 7 else month_text(name, "yyyy")

    def _place(self, at: int) -> tuple[float, float]:
        width = min(self.width() / len(self._bars), 28.0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return self.width() - (at + 1) * width, width
        return at * width, width

    def _at(self, x: float) -> int:
        if not self._bars:
            return -1
        width = min(self.width() / len(self._bars), 28.0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x
        return max(0, min(len(self._bars) - 1, int(x / width)))

    def _is_chosen(self, at: int, name: str) -> bool:
        if self._drag is not None:
            return min(self._drag) <= at <= max(self._drag)
        first, last = self._chosen
        if not first and not last:
            return False
        length = len(name)
        return (not first or name >= first[:length]) and (not last or name <= last[:length])

    # ---------------------------------------------------------------- choosing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a range."""
        if event.button() == Qt.MouseButton.LeftButton and self._bars:
            at = self._at(event.position().x())
            self._drag = (at, at)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Widen the range."""
        if self._drag is not None:
            self._drag = (self._drag[0], self._at(event.position().x()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the range in; the same again lets it go."""
        if event.button() == Qt.MouseButton.LeftButton and self._drag is not None:
            first, last = min(self._drag), max(self._drag)
            self._drag = None
            self._choose(first, last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk along the bars, Enter and Space take one in."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._bars:
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            by = steps[Qt.Key(event.key())] * (-1 if rtl else 1)
            self._cursor = max(0, min(len(self._bars) - 1, self._cursor + by))
            self.setAccessibleDescription(self._tip(self._cursor))
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if self._cursor >= 0:
                self._choose(self._cursor, self._cursor)
        elif event.key() == Qt.Key.Key_Escape and any(self._chosen):
            self.range_chosen.emit("", "")
        else:
            super().keyPressEvent(event)

    def _choose(self, first: int, last: int) -> None:
        start, end = self._bars[first][0], self._bars[last][0]
        if (start, end) == self._chosen:
            start = end = ""
        self.range_chosen.emit(start, end)

    def _tip(self, at: int) -> str:
        name, count = self._bars[at]
        return f"{self._label(name)}: {number(count)}"

    def event(self, event: QEvent) -> bool:
        """Tell a bar's month and count where the pointer rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._bars:
            place: QPoint = event.globalPos()
            QToolTip.showText(place, self._tip(self._at(event.pos().x())), self)
            return True
        return super().event(event)
