"""The bar stands beside the selection, never over it, and says which colour was pressed."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtWidgets import QToolButton

from archive_app.gui.reader.pane import ReaderPane
from archive_app.gui.reader.selection_bar import place_bar

VIEW = QSize(600, 500)
BAR = QSize(270, 40)


@given(st.floats(0, 600), st.floats(-800, 900), st.floats(0, 600), st.floats(0, 900), st.booleans())
def test_never_over_the_selected_text(
    start_x: float, top: float, end_x: float, lines: float, rtl: bool
) -> None:
    start, end = QRectF(start_x, top, 2, 30), QRectF(end_x, top + lines, 2, 30)
    place = place_bar(start, end, BAR, VIEW, rtl=rtl)
    if place is None:
        return
    bar = QRect(place, BAR)
    assert QRect(0, 0, VIEW.width(), VIEW.height()).contains(bar)
    selected = QRectF(0, top, VIEW.width(), lines + 30)
    assert not selected.intersects(QRectF(bar))


def test_on_the_side_of_reading() -> None:
    end = QRectF(320, 100, 2, 30)
    left = place_bar(end, end, BAR, VIEW, rtl=True)
    right = place_bar(end, end, BAR, VIEW, rtl=False)
    assert left is not None
    assert left.x() + BAR.width() <= 322
    assert right is not None
    assert right.x() >= 319


def test_a_selection_that_fills_the_view_leaves_no_place() -> None:
    assert place_bar(QRectF(0, -50, 2, 30), QRectF(0, 600, 2, 30), BAR, VIEW, rtl=True) is None


def test_then_it_is_docked_under_the_text(pane: ReaderPane, settle: Callable[[], None]) -> None:
    pane.view.page.select_span((0, 2600))
    pane.view.page.verticalScrollBar().setValue(200)
    settle()
    assert pane.view.dock.isVisible()
    assert not pane.view.bar.isVisible()


def test_it_comes_and_goes_with_the_selection(pane: ReaderPane, settle: Callable[[], None]) -> None:
    pane.view.page.select_span((150, 180))
    settle()
    assert pane.view.bar.isVisible()
    assert not any(
        b.isVisible() for b in pane.view.bar.findChildren(QToolButton) if "Remove" in b.toolTip()
    )
    pane._context.actions["escape"].trigger()
    settle()
    assert not pane.view.bar.isVisible()
    assert not pane.view.dock.isVisible()
