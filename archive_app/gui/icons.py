"""The icons: our own SVG files of one weight, drawn in the theme's colours at any scale.

Each file in ``resources/icons`` is drawn on a 20 × 20 grid with ``currentColor`` strokes of
1.5. Those that point (listed in `POINTING`) are mirrored where the interface runs from right
to left; a clock, a check or a magnifier is not.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from archive_app.gui.theme import Theme
from archive_app.settings import resources

POINTING = frozenset(
    {"back", "forward", "next", "previous", "chevron", "sidebar", "notes", "open", "undo",
     "redo", "leave-out", "list", "reader", "import"}
)  # fmt: skip
"""Icons with a direction along the line of reading."""

SIZE = 20


class Icons:
    """Makes and keeps the icons of one theme and direction."""

    def __init__(self, theme: Theme, *, rtl: bool) -> None:
        self._theme = theme
        self._rtl = rtl
        self._icons: dict[tuple[str, str], QIcon] = {}

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
        return self._draw(name, shade, size, ratio)

    def _make(self, name: str, color: str) -> QIcon:
        icon = QIcon()
        if not resources().joinpath("icons", f"{name}.svg").is_file():
            return icon
        normal = color if color.startswith("#") else str(getattr(self._theme, color))
        for ratio in (1.0, 2.0, 3.0):
            for mode, shade in (
                (QIcon.Mode.Normal, normal),
                (QIcon.Mode.Disabled, self._theme.faint),
            ):
                icon.addPixmap(self._draw(name, shade, SIZE, ratio), mode, QIcon.State.Off)
            icon.addPixmap(
                self._draw(name, self._theme.accent, SIZE, ratio),
                QIcon.Mode.Normal,
                QIcon.State.On,
            )
        return icon

    def _draw(self, name: str, color: str, size: int, ratio: float) -> QPixmap:
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        path = resources().joinpath("icons", f"{name}.svg")
        if not path.is_file():
            return pixmap
        source = path.read_bytes().replace(b"currentColor", color.encode())
        painter = QPainter(pixmap)
        if self._rtl and name in POINTING:
            painter.translate(size, 0)
            painter.scale(-1, 1)
        QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap
