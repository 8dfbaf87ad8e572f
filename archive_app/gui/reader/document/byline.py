"""The lines under the headline: source · date (Hijri) · author, and the tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QDate, QLocale

from archive_app.core.lazy import lazily
from archive_app.core.model import Article
from archive_app.gui.kit.i18n import isolate, locale
from archive_app.text.direction import Direction

if TYPE_CHECKING:
    from archive_app.text import dates
else:
    dates = lazily("archive_app.text.dates")

TAG_SCHEME = "khizana-tag:"


class Piece(NamedTuple):
    """A piece of a byline, with what a click on it means."""

    text: str
    href: str = ""


class Byline:
    """What stands under the headline of an article."""

    def __init__(
        self,
        article: Article,
        *,
        numerals: str = "auto",
        with_hijri: bool = True,
        missing: str = "",
    ) -> None:
        """``missing`` is said in place of the text where there is none."""
        self.article = article
        self.numerals = numerals
        self.with_hijri = with_hijri
        self.missing = missing

    def lines(self, way: Direction) -> list[list[Piece]]:
        """The lines, each a list of pieces. Dates are in the language of the article."""
        data = self.article.metadata
        about = [isolate(data.source), self.date(way), isolate("، ".join(data.creator))]
        first = " · ".join(part for part in about if part)
        lines = [[Piece(first)]] if first else []
        if self.article.tags:
            tags: list[Piece] = []
            for tag in self.article.tags:
                if tags:
                    tags.append(Piece("   "))
                tags.append(Piece(isolate(tag), TAG_SCHEME + tag))
            lines.append(tags)
        return lines

    def date(self, way: Direction) -> str:
        """The date in words, with the Hijri one where it is wanted."""
        written = self.article.metadata.date
        text = long_date(written, locale("ar" if way == "rtl" else "en", self.numerals))
        if not text:
            return ""
        if self.with_hijri and way == "rtl":
            islamic = dates.hijri(written)
            if islamic:
                text += f" ({islamic})"
        return isolate(text)


def long_date(iso: str, language: QLocale) -> str:
    """An ISO date (a day, a month or a year) in words; as it stands if it is none."""
    parts = iso.split("T", maxsplit=1)[0].split("-")
    if not iso or not all(part.isdigit() for part in parts):
        return iso
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return parts[0]
    day = QDate(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 1)
    if not day.isValid():
        return iso
    return language.toString(day, "d MMMM yyyy" if len(numbers) > 2 else "MMMM yyyy")
