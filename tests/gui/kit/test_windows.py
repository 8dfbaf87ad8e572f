"""Windows fit their screens, and Tab goes round them as they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from archive_app.gui.kit.windows import Window, centered, fitted, tab_ring

SCREENS = st.sampled_from([(1440, 900), (1366, 768), (1280, 720), (1024, 640)])
PLACES = st.integers(-3000, 3000)
SIZES = st.integers(1, 4000)


@given(screen=SCREENS, left=PLACES, top=PLACES, width=SIZES, height=SIZES, panel=st.integers(0, 60))
def test_a_window_lies_within_its_screen(
    screen: tuple[int, int], left: int, top: int, width: int, height: int, panel: int
) -> None:
    room = QRect(100, panel, screen[0], screen[1] - panel)
    frame = QMargins(2, 30, 2, 2)
    place = fitted(QRect(left, top, width, height), room, frame)
    assert room.contains(place.marginsAdded(frame))
    # What had room keeps its size.
    assert place.width() == min(width, screen[0] - 4)
    assert place.height() == min(height, screen[1] - panel - 32)


def test_what_fits_stays_where_it_is() -> None:
    room = QRect(0, 0, 1440, 900)
    assert fitted(QRect(50, 60, 800, 600), room) == QRect(50, 60, 800, 600)
    assert centered(QSize(440, 300), room) == QRect(500, 300, 440, 300)


def test_the_ring_goes_by_the_layout_and_not_by_what_was_made_first(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    inner, box = QWidget(), QWidget()
    later, field, spin, bare = QPushButton("z"), QLineEdit(), QSpinBox(), QToolButton()
    # A proxy that is set before there is a window breaks Qt's own chain.
    column = QHBoxLayout(box)
    column.addWidget(field)
    column.addWidget(bare)
    box.setFocusProxy(field)
    rows = QVBoxLayout(inner)
    rows.addWidget(box)
    rows.addWidget(spin)
    rows.addWidget(later)
    over = QPushButton("over", inner)
    window.setCentralWidget(inner)
    window.show()
    assert tab_ring(window) == [field, bare, spin, later, over]
    field.setFocus()
    window.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    for widget in (bare, spin, later, over, field):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert widget.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Backtab)
    assert over.hasFocus()
    pressed: list[str] = []
    over.clicked.connect(lambda: pressed.append("over"))
    bare.clicked.connect(lambda: pressed.append("bare"))
    qtbot.keyClick(over, Qt.Key.Key_Return)
    bare.setFocus()
    qtbot.keyClick(bare, Qt.Key.Key_Enter)
    assert pressed == ["over", "bare"]
    spin.setEnabled(False)
    assert spin not in tab_ring(window)
