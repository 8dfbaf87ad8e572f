"""How to search, as a popover below the search box; its examples can be clicked."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from archive_app.core.fields import FIELDS
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate


def shown(query: str) -> str:
    """An example as it is shown: its figures run from the left, or Arabic letters before them
    would turn a range and its dates round."""
    return re.sub(r"\d[\d.-]*\d", lambda match: f"\u2066{match[0]}\u2069", isolate(query))


class QueryHelp(QFrame):
    """The query language in two columns: what to type, what it finds."""

    example_chosen = Signal(str)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._context = context
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.anchorClicked.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 12)
        column.addWidget(self.page)

    def examples(self) -> list[tuple[str, str]]:
        """What to type, and what it finds."""
        arabic = self._context.rtl
        called = {field.name: f"{field.called(arabic)}:" for field in FIELDS}
        others = " ".join(called[name] for name in called if name not in ("title", "body", "date"))
        return [
            ("سورية", self.tr("the word in all its spellings and forms: سوريا، السورية، بسورية")),
            ('"وزير الدفاع"', self.tr("these words, one after the other")),
            ('"روسيا سورية"~5', self.tr("these words within five words of each other")),
            (
                "روسيا أو إيران" if arabic else "روسيا OR إيران",
                self.tr("either word; AND and NOT also work"),
            ),
            ("روسيا -إيران", self.tr("the first word without the second")),
            ("إره*", self.tr("every word that begins with these letters")),
            ("شويجو~", self.tr("words with a similar spelling")),
            ("Shoigu", self.tr("a foreign name in its Arabic spellings")),
            (f"{called['title']}مؤتمر", self.tr("in the title; also %1").replace("%1", others)),
            (f"{called['date']}2015..2017-04", self.tr("between these dates")),
        ]

    def html(self) -> str:
        """The page."""
        theme = self._context.theme
        theme, rtl = self._context.theme, self._context.rtl
        side = "right" if rtl else "left"
        rows = []
        for at, (query, meaning) in enumerate(self.examples()):
            cells = [
                (
                    f'<td width="38%" align="{side}" style="padding:4px 8px"><a href="{at}" '
                    f'style="color:{theme.accent};text-decoration:none">'
                    f"{escape(shown(query))}</a></td>"
                ),
                (
                    f'<td align="{side}" style="padding:4px 8px;color:{theme.muted}">'
                    f"{escape(meaning)}</td>"
                ),
            ]
            # Qt's rich text does not mirror tables, so the cells change places.
            rows.append(f"<tr>{''.join(reversed(cells) if rtl else cells)}</tr>")
        title = escape(self.tr("Search help"))
        return f'<p align="{side}"><b>{title}</b></p><table width="100%">{"".join(rows)}</table>'

    def open_below(self, box: QWidget) -> None:
        """Come up below the search box."""
        self.page.setHtml(self.html())
        width = 480
        self.page.document().setTextWidth(width - 48)
        self.resize(width, int(self.page.document().size().height()) + 40)
        corner = box.mapToGlobal(QPoint(0, box.height() + 4))
        if self._context.rtl:
            corner.setX(corner.x() + box.width() - width)
        screen = self.screen().availableGeometry()
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - width)))
        self.move(corner)
        self.show()
        self.page.setFocus()

    def _chosen(self, url: QUrl) -> None:
        self.hide()
        self.example_chosen.emit(self.examples()[int(url.toString())][0])
