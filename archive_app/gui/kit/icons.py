"""The icons: our own SVG files of one weight, drawn in the theme's colours at any scale.

Each file in ``resources/icons`` is drawn on a 20 × 20 grid with ``currentColor`` strokes of
1.5. Those that point (listed in `POINTING`) are mirrored where the interface runs from right
to left; a clock, a check or a magnifier is not.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from archive_app.core.settings import resources
from archive_app.gui.kit.theme import Theme

POINTING = frozenset(
    {"back", "forward", "next", "previous", "chevron", "sidebar", "notes", "open", "undo",
     "redo", "leave-out", "list", "reader", "import"}
)  # fmt: skip
"""Icons with a direction along the line of reading."""

SIZE = 20


class Icons:
    """Draws and keeps the icons of one theme and direction, each when it is first asked for."""

    def __init__(self, theme: Theme, *, rtl: bool) -> None:
        self._theme = theme
        self._rtl = rtl
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._shapes: dict[tuple[str, int, float], QPixmap] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def icon(self, name: str, color: str = "muted") -> QIcon:
        """The icon of that name in a colour of the theme (a field's name or ``#RRGGBB``).

        Checked, it takes the accent; disabled, the faint colour. A name that is not there
        gives an empty icon.
        """
        key = (name, color)
        if key not in self._icons:
            self._icons[key] = self._make(name, color)
        return self._icons[key]

    def pixmap(
        self, name: str, color: str = "muted", size: int = SIZE, ratio: float = 1
    ) -> QPixmap:
        """The icon as a picture of ``size`` logical pixels for a screen of that pixel ratio."""
        shade = color if color.startswith("#") else str(getattr(self._theme, color))
        key = (name, shade, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._tinted(*key)
        return self._pixmaps[key]

    def _make(self, name: str, color: str) -> QIcon:
        icon = QIcon()
        if not _file(name).is_file():
            return icon
        # For the screens that are there: another one that comes is given these, scaled.
        for ratio in sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}):
            for mode, state, shade in (
                (QIcon.Mode.Normal, QIcon.State.Off, color),
                (QIcon.Mode.Disabled, QIcon.State.Off, "faint"),
                (QIcon.Mode.Normal, QIcon.State.On, "accent"),
            ):
                icon.addPixmap(self.pixmap(name, shade, SIZE, ratio), mode, state)
        return icon

    def _tinted(self, name: str, shade: str, size: int, ratio: float) -> QPixmap:
        """The shape in a colour: parsing and drawing the file is what takes time."""
        pixmap = self._shape(name, size, ratio).copy()
        if _file(name).is_file():
            painter = QPainter(pixmap)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(QRectF(0, 0, size, size), QColor(shade))
            painter.end()
        return pixmap

    def _shape(self, name: str, size: int, ratio: float) -> QPixmap:
        key = (name, size, ratio)
        if key in self._shapes:
            return self._shapes[key]
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        self._shapes[key] = pixmap
        if not _file(name).is_file():
            return pixmap
        source = _file(name).read_bytes().replace(b"currentColor", b"#000000")
        painter = QPainter(pixmap)
        if self._rtl and name in POINTING:
            painter.translate(size, 0)
            painter.scale(-1, 1)
        QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap


def _file(name: str) -> Path:
    return resources() / "icons" / f"{name}.svg"
