"""How a result is painted: a card in its article's own direction.

Title (two lines at most, a dot beside it while it is unread), source and date, and the passage
that was found with its hits in bold. All cards are equally high, so a list of any length scrolls
without measuring.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from archive_app.core.model import Hit, Span, Status
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import date_text, isolate, number
from archive_app.gui.kit.messages import why
from archive_app.gui.results.results import HIT
from archive_app.text.direction import direction, show_controls

SIDE = 16
TOP = 12
GAP = 4
LINES = 5
"""Lines of a card: one or two of title, one of source and date, the rest of passage."""

DOT = 8
UNREAD = 6
"""The size in pixels of the dot at an unread article."""
KEPT = 256

Index = QModelIndex | QPersistentModelIndex


_UNEVEN = re.compile(r"\A\s|\s\Z|\s\s|[^\S ]")
"""What `squeeze` has to do something about."""


def squeeze(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """``text`` on one line with single spaces, and the spans where they stand in it.

    Spans are code points, before and after.
    """
    if not _UNEVEN.search(text):
        return text, [(start, end) for start, end in spans if start < end]
    places: list[int] = []
    kept: list[str] = []
    space = True
    for letter in text:
        places.append(len(kept))
        if letter.isspace():
            if not space:
                kept.append(" ")
            space = True
        else:
            kept.append(letter)
            space = False
    places.append(len(kept))
    result = "".join(kept).rstrip()
    limit = len(result)
    moved = [(min(places[start], limit), min(places[end], limit)) for start, end in spans]
    return result, [(start, end) for start, end in moved if start < end]


def utf16(text: str, at: int) -> int:
    """The UTF-16 position of a code point's position, as Qt counts."""
    return at + sum(1 for letter in text[:at] if letter > "\uffff")


def pitch(font: QFont) -> int:
    """From line to line in a card: room for Arabic letters whatever face they come from."""
    metrics = QFontMetrics(font)
    return max(metrics.lineSpacing(), round(metrics.ascent() * 1.55))


class Line:
    """Text laid out once for a width: at most ``lines`` lines, the rest elided at its end."""

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        lines: int,
        *,
        rtl: bool,
        formats: Sequence[tuple[Span, QTextCharFormat]] = (),
    ) -> None:
        self._layout = self._lay(text, font, width, lines, rtl, formats)
        last = self._layout.lineAt(self._layout.lineCount() - 1)
        end = last.textStart() + last.textLength() if self._layout.lineCount() else 0
        encoded = text.encode("utf-16-le")
        if end * 2 < len(encoded):
            # The text goes on: cut at the last word that leaves room for the dots.
            cut = encoded[: max(0, end * 2)].decode("utf-16-le", "ignore").rstrip()
            shorter = cut.rpartition(" ")[0] or cut
            cut = shorter if len(cut) - len(shorter) < 16 else cut[:-2]
            inside = [(span, form) for span, form in formats if span[1] <= len(cut)]
            self._layout = self._lay(f"{cut}…", font, width, lines, rtl, inside)
        self.count = self._layout.lineCount()

    @staticmethod
    def _lay(
        text: str,
        font: QFont,
        width: float,
        lines: int,
        rtl: bool,
        formats: Sequence[tuple[Span, QTextCharFormat]],
    ) -> QTextLayout:
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        # The bare text engine takes sides as they are: it does not mirror them.
        option.setAlignment(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        ranges = []
        for (start, end), form in formats:
            span = QTextLayout.FormatRange()
            span.start = utf16(text, start)
            span.length = utf16(text, end) - span.start
            span.format = form
            ranges.append(span)
        layout.setFormats(ranges)
        layout.setCacheEnabled(True)
        height = pitch(font)
        layout.beginLayout()
        for number_ in range(lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, number_ * height))
        layout.endLayout()
        return layout

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw with the top left corner at (x, y), in the painter's pen."""
        self._layout.draw(painter, QPointF(x, y))


class ResultDelegate(QStyledItemDelegate):
    """Paints the cards of the results list."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._cards: OrderedDict[tuple[object, ...], tuple[Line, Line, bool]] = OrderedDict()

    def forget(self) -> None:
        """Lay out anew (the fonts or colours changed)."""
        self._cards.clear()

    def _height(self, font: QFont) -> int:
        return LINES * pitch(font) + 2 * TOP + 2 * GAP

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for all cards; the width is the list's own."""
        return QSize(120, self._height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        theme = self._context.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if selected else "hover"))
            painter.drawRoundedRect(rect.adjusted(4, 2, -4, -2), 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 2.5, -4.5, -2.5), 6, 6)
        painter.setPen(theme.color("hairline"))
        if not selected:
            painter.drawLine(rect.left() + SIDE, rect.bottom(), rect.right() - SIDE, rect.bottom())
        hit = index.data(HIT)
        if isinstance(hit, Hit):
            self._paint_hit(painter, option, hit)
        else:
            self._paint_blank(painter, rect, option.font)
        painter.restore()

    def _paint_blank(self, painter: QPainter, rect: QRect, font: QFont) -> None:
        height = pitch(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._context.theme.color("hover"))
        rtl = self._context.rtl
        for row, share in enumerate((0.7, 0.35, 0.9)):
            width = int((rect.width() - 2 * SIDE) * share)
            left = rect.right() - SIDE - width if rtl else rect.left() + SIDE
            painter.drawRoundedRect(
                left, rect.top() + TOP + row * (height + GAP) + 4, width, height - 8, 3, 3
            )

    def _paint_hit(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit) -> None:
        theme = self._context.theme
        rect = option.rect
        width = rect.width() - 2 * SIDE
        title, passage, rtl = self._card(hit, option.font, width)
        height = pitch(option.font)
        x, y = rect.left() + SIDE, rect.top() + TOP
        if not hit.article.read:
            self._paint_unread(painter, rect, y + height // 2, rtl)
        painter.setPen(theme.color("text"))
        title.draw(painter, x, y)
        y += title.count * height + GAP
        if has_line(hit):
            self._paint_line(painter, QRect(x, y, width, height), option.font, hit, rtl)
            y += height + GAP
        painter.setPen(theme.color("muted"))
        passage.draw(painter, x, y)

    def _paint_unread(self, painter: QPainter, rect: QRect, middle: int, rtl: bool) -> None:
        """A dot in the margin beside the first line of an unread article's title."""
        center = rect.right() - SIDE / 2 - 1 if rtl else rect.left() + SIDE / 2 + 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._context.theme.color("accent"))
        painter.drawEllipse(QPointF(center, middle), UNREAD / 2, UNREAD / 2)

    def _card(self, hit: Hit, font: QFont, width: int) -> tuple[Line, Line, bool]:
        theme = self._context.theme
        article = hit.article
        key = (article.id, width, article.metadata.title, hit.title_spans, hit.snippet, theme.name,
               has_line(hit), font.key())  # fmt: skip
        card = self._cards.get(key)
        if card is not None:
            self._cards.move_to_end(key)
            return card
        raw = article.metadata.title or article.path.rpartition("/")[2]
        text, spans = squeeze(show_controls(raw) if not hit.title_spans else raw, hit.title_spans)
        rtl = direction(text, "rtl" if self._context.rtl else "ltr") == "rtl"
        found = QTextCharFormat()
        found.setForeground(theme.color("accent"))
        title = Line(text, font, width, 2, rtl=rtl, formats=[(span, found) for span in spans])
        strong = QTextCharFormat()
        strong.setFontWeight(QFont.Weight.Bold)
        strong.setForeground(theme.color("text"))
        snippet, marks = squeeze(hit.snippet.text, hit.snippet.spans)
        passage = Line(
            snippet,
            font,
            width,
            LINES - title.count - has_line(hit),
            rtl=direction(snippet, "rtl" if rtl else "ltr") == "rtl",
            formats=[(span, strong) for span in marks],
        )
        self._cards[key] = card = (title, passage, rtl)
        if len(self._cards) > KEPT:
            self._cards.popitem(last=False)
        return card

    def _paint_line(self, painter: QPainter, rect: QRect, font: QFont, hit: Hit, rtl: bool) -> None:
        """Source and date at the leading side, marks at the trailing side."""
        theme = self._context.theme
        article = hit.article
        free = self._paint_marks(painter, QRect(rect), font, hit, rtl)
        parts = [isolate(article.metadata.source), isolate(date_text(article.metadata.date))]
        if article.status == Status.NO_TEXT:
            parts.append(self.tr("no text"))
        elif article.status == Status.MISSING:
            parts.append(self.tr("original missing"))
        text = " · ".join(part for part in parts if part)
        text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, free)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            rect, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, text
        )

    def _paint_marks(self, painter: QPainter, rect: QRect, font: QFont, hit: Hit, rtl: bool) -> int:
        """Tag dots, the count of annotations, the reason why; return the width left over."""
        theme = self._context.theme
        metrics = QFontMetrics(font)
        free = rect.width()
        step = 1 if rtl else -1
        at = rect.left() if rtl else rect.right()
        middle = rect.center().y() + 1

        def take(width: int) -> int:
            """The left edge of the next ``width`` pixels from the trailing side."""
            nonlocal at, free
            left = at if rtl else at - width
            at += step * (width + 8)
            free -= width + 8
            return left

        painter.setPen(Qt.PenStyle.NoPen)
        colors = self._context.archive.settings.tag_colors
        for tag in article_tags(hit):
            left = take(DOT)
            painter.setBrush(QColor(tag_color(tag, colors, theme.paper.marks)))
            painter.drawEllipse(left, middle - DOT // 2, DOT, DOT)
        if hit.article.annotations:
            text = number(hit.article.annotations)
            left = take(18 + metrics.horizontalAdvance(text))
            pixmap = self._context.icons.pixmap(
                "annotated", "muted", 16, painter.device().devicePixelRatioF()
            )
            painter.drawPixmap(left, middle - 8, pixmap)
            painter.setPen(theme.color("muted"))
            painter.drawText(left + 18, middle + metrics.ascent() // 2 - 1, text)
        reason = why(hit.why.value) if hit.why is not None and hit.why.value != "exact" else ""
        if reason and free > metrics.horizontalAdvance(reason) * 2:
            left = take(metrics.horizontalAdvance(reason))
            painter.setPen(theme.color("accent"))
            painter.drawText(left, middle + metrics.ascent() // 2 - 1, reason)
        return max(free, 0)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The whole title, the tags and the file's name, where the pointer rests."""
        hit = index.data(HIT)
        if event.type() != QEvent.Type.ToolTip or not isinstance(hit, Hit):
            return super().helpEvent(event, view, option, index)
        lines = [isolate(hit.article.metadata.title), " · ".join(map(isolate, hit.article.tags)),
                 isolate(hit.article.path)]  # fmt: skip
        QToolTip.showText(event.globalPos(), "\n".join(line for line in lines if line), view)
        return True


def has_line(hit: Hit) -> bool:
    """Whether there is anything to say between an article's title and its passage."""
    article = hit.article
    told = article.status in {Status.NO_TEXT, Status.MISSING}
    found = hit.why is not None and hit.why.value != "exact"
    data = article.metadata
    return bool(data.source or data.date or article.tags or article.annotations or told or found)


def article_tags(hit: Hit) -> tuple[str, ...]:
    """The tags that show as dots: the first four."""
    return hit.article.tags[:4]


def tag_color(tag: str, colors: object, marks: object) -> str:
    """A tag's colour: the one the user gave it, else one of the five by its name, always the same.

    ``colors`` maps tags to a colour's name or ``#RRGGBB``; ``marks`` the names to colours.
    """
    given = colors.get(tag, "") if hasattr(colors, "get") else ""
    if str(given).startswith("#"):
        return str(given)
    names = list(marks)  # type: ignore[call-overload]
    name = given if given in names else names[sum(tag.encode()) % len(names)]
    return str(marks[name])  # type: ignore[index]
