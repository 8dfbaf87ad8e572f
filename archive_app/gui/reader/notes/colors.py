"""The five highlight colours as the user sees them: names, swatches, shapes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from archive_app.gui.kit.theme import Paper
from archive_app.gui.reader.document.marks import draw_shape

_NAMES: dict[str, str] = {
    "yellow": str(QT_TRANSLATE_NOOP("reader_colors", "Yellow")),
    "green": str(QT_TRANSLATE_NOOP("reader_colors", "Green")),
    "blue": str(QT_TRANSLATE_NOOP("reader_colors", "Blue")),
    "rose": str(QT_TRANSLATE_NOOP("reader_colors", "Rose")),
    "violet": str(QT_TRANSLATE_NOOP("reader_colors", "Violet")),
}


def color_name(color: str, names: Mapping[str, str]) -> str:
    """What the user calls a colour (``names``, of the archive's settings), else its own name."""
    given = names.get(color, "").strip()
    return given or QCoreApplication.translate("reader_colors", _NAMES.get(color, color))


def swatch(color: str, paper: Paper, *, checked: bool = False, size: int = 20) -> QIcon:
    """A colour's button: its ground with its shape on it, as they are on the page."""
    return _swatch(paper.highlights[color], paper.marks[color], color, checked, size)


@lru_cache(maxsize=128)
def _swatch(ground: str, mark: str, color: str, checked: bool, size: int) -> QIcon:
    icon = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(size * ratio, size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = QColor(mark)
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(strong, 1.8 if checked else 0.8))
        painter.drawRoundedRect(QRectF(1, 1, size - 2, size - 2), 5, 5)
        center = QPointF(size / 2, size / 2)
        draw_shape(painter, center, color, strong, filled=checked, size=size * 0.4)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
