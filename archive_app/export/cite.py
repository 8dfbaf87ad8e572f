"""Citations as people write them: «quote» — author, title, source, date, address."""

from __future__ import annotations

import html
import re
from typing import Literal

from archive_app.core.model import Article
from archive_app.text.direction import direction

Style = Literal["ar", "en"]

_MONTHS = {
    "ar": (
        "كانون الثاني/يناير",
        "شباط/فبراير",
        "آذار/مارس",
        "نيسان/أبريل",
        "أيار/مايو",
        "حزيران/يونيو",
        "تموز/يوليو",
        "آب/أغسطس",
        "أيلول/سبتمبر",
        "تشرين الأول/أكتوبر",
        "تشرين الثاني/نوفمبر",
        "كانون الأول/ديسمبر",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
"""Arabic months by both names, as the Arab agencies write them: nobody need guess the other."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def citation(article: Article, quote: str = "", *, style: Style | None = None) -> str:
    """A citation of an article in one line, with a passage of it where one is given.

    ``style`` is that of the article's own script by default. What is not known is left out; an
    article without a title goes by its file's name.
    """
    m = article.metadata
    chosen: Style = style or style_of(article)
    comma = "، " if chosen == "ar" else ", "
    title = m.title or article.path.rpartition("/")[2]
    about = comma.join(
        part
        for part in (
            names(m.creator, chosen),
            title if chosen == "ar" else f"“{title.replace('“', '‘').replace('”', '’')}”",
            m.source,
            written_date(m.date, chosen),
            m.identifier,
        )
        if part
    )
    passage = quoted(quote, chosen)
    return f"{passage} — {about}" if passage else about


def citation_html(article: Article) -> str:
    """A citation of an article as a paragraph of HTML in its own direction, its address a link."""
    text = html.escape(citation(article), quote=False)
    address = article.metadata.identifier
    if address.startswith(("http://", "https://")):
        shown = html.escape(address, quote=False)
        text = text.replace(shown, f'<a href="{html.escape(address)}">{shown}</a>')
    return f'<p dir="{"rtl" if style_of(article) == "ar" else "ltr"}">{text}</p>'


def style_of(article: Article) -> Style:
    """The style that suits an article: by the direction of its title, or of its file's name."""
    title = article.metadata.title or article.path.rpartition("/")[2]
    return "ar" if direction(title, "rtl") == "rtl" else "en"


def quoted(passage: str, style: Style) -> str:
    """A passage in quotation marks, on one line; quotation marks inside become the inner ones.

    Empty for a passage of nothing but white space.
    """
    passage = " ".join(passage.split())
    if not passage:
        return ""
    if style == "ar":
        return f"«{passage.translate(_INNER_ARABIC)}»"
    return f"“{passage.translate(_INNER_ENGLISH)}”"


_INNER_ARABIC = str.maketrans("«»", "“”")
_INNER_ENGLISH = str.maketrans("“”", "‘’")


def names(creators: tuple[str, ...], style: Style) -> str:
    """Several authors as one phrase: أ وب, A and B; more than three by the first."""
    if len(creators) > 3:
        return f"{creators[0]} وآخرون" if style == "ar" else f"{creators[0]} et al."
    if style == "ar":
        return " و".join(creators)
    head, last = ", ".join(creators[:-1]), creators[-1:]
    return f"{head} and {last[0]}" if head else "".join(last)


def written_date(date: str, style: Style) -> str:
    """An ISO date, perhaps partial, in words; one that is no date as it is."""
    match = _DATE.fullmatch(date)
    if match is None:
        return date
    year, month, day = match.groups()
    if month is None or not 1 <= int(month) <= 12:
        return date
    name = _MONTHS[style][int(month) - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"
