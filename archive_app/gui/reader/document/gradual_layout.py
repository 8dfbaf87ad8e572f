"""Lays a long text out from where it is looked at, the rest bit by bit.

Qt lays a document out from its top, so that half a megabyte stalls for a second whenever the place
in it is to be kept at another width or size. Blocks that are not visible take no time: all but
those about the place are hidden at first, then shown a stretch at a time, in turn below and above,
between the window's other events.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextBlock, QTextDocument

LONG = 100_000
"""Characters from which on a document is laid out bit by bit."""

STRETCH = 20_000
"""Characters laid out in one go (measured: some 10 ms)."""


class Side(IntEnum):
    """Where a position stands to what is laid out."""

    ABOVE = -1
    WITHIN = 0
    BELOW = 1


class GradualLayout(QObject):
    """What is shown of a document: one stretch about the place, that grows to the whole."""

    def __init__(self, moved: Callable[[Callable[[], None]], None], parent: QObject) -> None:
        """``moved`` is given what changes the heights above the view, to keep the place over it."""
        super().__init__(parent)
        self._moved = moved
        self._document: QTextDocument | None = None
        self._first: QTextBlock | None = None
        self._last: QTextBlock | None = None
        self._upwards = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._grow)

    def begin(self, document: QTextDocument, position: int) -> None:
        """Show only what stands about ``position`` (UTF-16) of a long document for now.

        The caller sees to it that the document is laid out anew.
        """
        self._timer.stop()
        self._document = self._first = self._last = None
        if document.characterCount() < LONG:
            return
        self._document = document
        block = document.begin()
        while block.isValid():
            near = block.position() + block.length() > position - STRETCH // 2
            near = near and block.position() <= position + STRETCH
            if near and self._first is None:
                self._first = block
            if near:
                self._last = block
            block.setVisible(near)
            block = block.next()
        self._timer.start()

    def side(self, position: int) -> Side:
        """Where a position of the document stands to what is shown."""
        if self._first is not None and position < self._first.position():
            return Side.ABOVE
        if self._last is not None and position >= self._last.position() + self._last.length():
            return Side.BELOW
        return Side.WITHIN

    def _grow(self) -> None:
        """Show a stretch more; in the end all of it is shown."""
        document, first, last = self._document, self._first, self._last
        if document is None or first is None or last is None:
            return
        above, below = first.previous(), last.next()
        if not above.isValid() and not below.isValid():
            self._document = self._first = self._last = None
            return
        self._upwards = above.isValid() and not (self._upwards and below.isValid())
        if self._upwards:
            first = self._first = _shown(above, -1)
            self._moved(lambda: _lay_out(document, first, above))
        else:
            last = self._last = _shown(below, 1)
            _lay_out(document, below, last)
        self._timer.start()


def _shown(block: QTextBlock, way: int) -> QTextBlock:
    """Make a stretch of blocks visible from one on, up or down; the last of them."""
    start = block.position()
    while True:
        block.setVisible(True)
        following = block.next() if way > 0 else block.previous()
        if not following.isValid() or abs(following.position() - start) > STRETCH:
            return block
        block = following


def _lay_out(document: QTextDocument, first: QTextBlock, last: QTextBlock) -> None:
    start = first.position()
    document.markContentsDirty(start, last.position() + last.length() - 1 - start)
    document.documentLayout().blockBoundingRect(last)
