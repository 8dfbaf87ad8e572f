"""The date and the author that a page shows beside its headline, where its tags do not state them.

Arabic news sites often say both only there: ``<div class="date">تاريخ النشر: 04.04.2018``,
``<span class="author">``, or a line of their own under the headline in a page laid out in tables.
The date in a site's head is that of the day on which the page was saved; so a date counts only
behind the headline, or where its element is named as the article's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from archive_app.core.model import DateCandidate
from archive_app.extract.common.builder import squeeze
from archive_app.extract.common.dom import Element, tag_of, unseen
from archive_app.extract.common.metadata import is_date_line
from archive_app.text.dates import find_dates

_DATE = re.compile(
    r"(?:^|[\s_-])(?:date|dates|time|timestamp|datetime|datepublished|published|publish|pubdate"
    r"|posted|created|submitted|meta|info|details)(?:$|[\s_-]|on$)",
    re.IGNORECASE,
)
_OF_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:entry|article|post|posted|news|story|node|item|publish\w*|pub)(?:$|[\s_-])"
    r"|date(?:published|created)|pubdate",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:authors?|auther|byline|writers?|reporter|journalist|createdby|username|vcard"
    r"|field--name-uid)(?:$|[\s_-]|name)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|comments?|respond|sidebar|widget|menu|navbar|navigation|most-?read"
    r"|trending|recommend\w*|latest|ticker|breadcrumbs?|bio|about)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"تحديث|تعديل|updated|modified", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:(?:نشرت?|كتبت?|أرسله|أضيف|حررت?)\s+(?:بواسطة|من قبل)|بواسطة|كتبت?|بقلم|الكاتبة?"
    r"|كاتب المقال|المحررة?|أرسله|by|written by|author)\s*[:：-]?\s+",
    re.IGNORECASE,
)
_LONGEST = 160  # code points of a line that says when and by whom
_NEAR = 300  # code points behind the headline within which a date is taken for the article's
_MOST = 3  # dates that are kept
_LEAF = 12  # children of an element that is still one line


class VisibleMetadata(NamedTuple):
    """What the page shows: its headline as it stands there, its dates, its authors."""

    headline: str = ""
    dates: tuple[DateCandidate, ...] = ()
    creators: tuple[str, ...] = ()


@dataclass(slots=True)
class _Search:
    title: str
    headline: str = ""
    behind: int = 0  # code points since the headline
    dates: list[DateCandidate] = field(default_factory=list)
    creators: list[str] = field(default_factory=list)

    def look(self, element: Element) -> None:
        """See what a small element says."""
        text = _line(element)
        if not text:
            return
        if not self.headline and _is_headline(text, self.title):
            self.headline = text
            return
        names = " ".join(
            filter(None, (element.get(key) for key in ("class", "id", "itemprop", "property")))
        )
        self._author(text, names)
        self._date(text, names)

    def _author(self, text: str, names: str) -> None:
        if self.creators or not _AUTHOR.search(names):
            return
        name = _LABEL.sub("", text).strip(" .:،-–|")
        if 3 <= len(name) <= 60 and len(name.split()) <= 6 and not re.search(r"\d|[/@]", name):
            self.creators.append(name)

    def _date(self, text: str, names: str) -> None:
        named = bool(_DATE.search(names))
        if self.headline:
            counts = named or (self.behind <= _NEAR and is_date_line(text))
        else:
            counts = named and bool(_OF_ARTICLE.search(names))
        if not counts:
            return
        # The first, near the headline, is the article's; others may be anything's.
        sure = 0.4 if _UPDATED.search(text) else 0.45 if self.behind > _NEAR else 0.7
        for found in find_dates(text, "byline", confidence=sure):
            if all(found.date != one.date for one in self.dates) and len(self.dates) < _MOST:
                sure = min(found.confidence, 0.45) if self.dates else found.confidence
                self.dates.append(DateCandidate(found.date, "byline", sure, found.quote))


def read_visible(root: Element, title: str) -> VisibleMetadata:
    """What the page ``root``, whose title (perhaps with the site's name) is ``title``, shows."""
    search = _Search(squeeze(title))
    walker = etree.iterwalk(root, events=("start",))
    inside = 0  # whether an <article> has begun: its own footer says more than the site's
    for _, element in walker:
        tag = tag_of(element)
        if element is not root and (unseen(element) or _elsewhere(element, tag, inside)):
            walker.skip_subtree()
            continue
        inside += tag == "article"
        if len(element) <= _LEAF and tag not in {"html", "body", "head"}:
            search.look(element)
        if search.headline:
            search.behind += len((element.text or "").strip()) + len((element.tail or "").strip())
    return VisibleMetadata(search.headline, tuple(search.dates), tuple(search.creators))


def _elsewhere(element: Element, tag: str, inside: int) -> bool:
    if tag in {"nav", "aside", "head"} or (tag == "footer" and not inside):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if tag == "li":  # of a list of other articles, unless the list says what of this one
        above = element.getparent()
        return above is None or not _DATE.search(above.get("class") or "")
    return len(names) > 1 and tag != "body" and _ELSEWHERE.search(names) is not None


def _line(element: Element) -> str:
    """The text of an element of one short line, else ``""``."""
    size = 0
    pieces = []
    for piece in element.itertext():
        size += len(piece.strip())
        if size > _LONGEST:
            return ""
        pieces.append(piece)
    return squeeze("".join(pieces)) if size else ""


def _is_headline(text: str, title: str) -> bool:
    """Whether a line is the page's title, or most of it."""
    return bool(title) and len(text) >= 10 and text in title and 2 * len(text) >= len(title)
