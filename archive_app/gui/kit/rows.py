"""Painting a plain row: an icon, a text, and something at the end, mirrored as the view is."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate


def paint_row(
    context: Context,
    painter: QPainter,
    option: QStyleOptionViewItem,
    text: str,
    *,
    trailing: str = "",
    icon: QIcon | None = None,
    enabled: bool = True,
) -> None:
    """Paint a row with a rounded ground where it is chosen or under the pointer."""
    theme = context.theme
    rtl = option.direction == Qt.LayoutDirection.RightToLeft
    rect = QRect(option.rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chosen = option.state & QStyle.StateFlag.State_Selected
    if chosen or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selected" if chosen else "hover"))
        painter.drawRoundedRect(rect, 4, 4)
    inner = rect.adjusted(8, 0, -8, 0)
    if icon is not None:
        size = 18
        if not icon.isNull():
            place = QRect(
                inner.right() - size if rtl else inner.left(), inner.center().y() - 8, size, size
            )
            icon.paint(
                painter,
                place,
                Qt.AlignmentFlag.AlignCenter,
                QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled,
            )
        inner.adjust(0 if rtl else 28, 0, -28 if rtl else 0, 0)
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    end = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
    flags = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    metrics = QFontMetrics(option.font)
    painter.setFont(option.font)
    if trailing:
        painter.setPen(theme.color("muted"))
        painter.drawText(inner, end | flags, trailing)
        room = metrics.horizontalAdvance(trailing) + 16
        inner.adjust(room if rtl else 0, 0, 0 if rtl else -room, 0)
    painter.setPen(theme.color("text" if enabled else "faint"))
    shown = metrics.elidedText(isolate(text), Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, side | flags, shown)
    painter.restore()
