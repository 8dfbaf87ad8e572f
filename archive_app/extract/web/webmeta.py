"""What a web page says about itself: meta tags, JSON-LD, its title, its address.

Read for title, author, source, dates, language and URL. Dates are taken from where a page
states them, never guessed from its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive_app.core.model import DateCandidate, Metadata
from archive_app.extract.common.builder import squeeze
from archive_app.extract.common.dom import Element, tag_of
from archive_app.extract.common.metadata import CHOSEN, iso_date
from archive_app.extract.web.visible_metadata import read_visible

_ARTICLES = re.compile(r"Article|BlogPosting|Report$|^Posting|NewsItem")
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s+[|\-–—»«:•·/\\]+\s+|\s*(?:::|\|\||[|»])\s*")
_BAD_AUTHOR = re.compile(r"^(?:https?:|www\.|admin\b|@|\d+$)|[/{}<>]", re.IGNORECASE)
_AUTHOR_TAGS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
    "parsely-author",
    "citation_author",
)
_PUBLISHED = {
    "article:published_time": 0.98,
    "og:article:published_time": 0.97,
    "datepublished": 0.98,
    "parsely-pub-date": 0.96,
    "sailthru.date": 0.95,
    "publish-date": 0.95,
    "publish_date": 0.95,
    "publishdate": 0.95,
    "pubdate": 0.95,
    "citation_publication_date": 0.95,
    "dcterms.created": 0.9,
    "dc.date.issued": 0.95,
    "dcterms.issued": 0.95,
    "dc.date": 0.9,
    "dcterms.date": 0.9,
    "dc.date.created": 0.9,
    "date": 0.85,
    "og:published_time": 0.95,
    "datecreated": 0.8,
    "article:modified_time": 0.4,
    "og:updated_time": 0.35,
    "datemodified": 0.4,
}
_MAX_LD = 500_000  # code points of one JSON-LD script; a longer one is no description
_MAX_NODES = 2_000


@dataclass(slots=True)
class PageFacts:
    """What a page states about itself, in its own words."""

    url: str = ""
    metadata: Metadata = field(default_factory=Metadata)


def saved_from(text: str) -> str:
    """The address that a browser noted when it saved the page, or "" (``text`` is the HTML)."""
    found = _SAVED_FROM.search(text[:8_000])
    return found[1].rstrip("->") if found else ""


def read_page(root: Element, address: str = "") -> PageFacts:
    """The metadata of the page ``root``, saved from ``address`` where that is known."""
    tags = _meta_tags(root)
    linked = list(_json_ld(root))
    story = next((node for node in linked if _is_story(node)), {})
    url: str = address or _url(root, tags, story)
    source = _source(tags, linked, story)
    whole = _text(story, "headline") or tags.get("og:title") or _stated_title(root)
    visible = read_visible(root, whole)
    headline = _first_heading(root) or visible.headline
    title = _title(root, tags, story, headline, source, url)
    stated = tuple(_dates(root, tags, linked))
    known = {candidate.date for candidate in stated}
    dates = (*stated, *(one for one in visible.dates if one.date not in known))
    dates = tuple(sorted(dates, key=lambda candidate: -candidate.confidence))
    metadata = Metadata(
        title=title,
        creator=tuple(_creators(root, tags, story, source)) or visible.creators,
        source=source,
        date=dates[0].date if dates and dates[0].confidence >= CHOSEN else "",
        language=_language(root, tags),
        identifier=url,
        description=squeeze(
            tags.get("og:description") or tags.get("description") or _text(story, "description")
        ),
        dates=dates,
    )
    return PageFacts(url, metadata)


def _meta_tags(root: Element) -> dict[str, str]:
    """The first value of each meta tag, by its name in small letters."""
    tags: dict[str, str] = {}
    for element in root.iter("meta"):
        content = element.get("content")
        if not content:
            continue
        for key in ("property", "name", "itemprop"):
            name = element.get(key)
            if name:
                tags.setdefault(name.strip().lower(), squeeze(content))
    return tags


def _stated(root: Element, key: str) -> list[str]:
    """All that the meta tags of one name say, in order."""
    said: list[str] = []
    for element in root.iter("meta"):
        names = (element.get(name) for name in ("property", "name", "itemprop"))
        if key in {name.strip().lower() for name in names if name}:
            said.append(squeeze(element.get("content") or ""))
    return said


def _json_ld(root: Element) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, however nested."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        content = script.text or ""
        if len(content) > _MAX_LD:
            continue
        try:
            stack: list[Any] = [json.loads(content.strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while stack and seen < _MAX_NODES:
            node = stack.pop(0)
            seen += 1
            if isinstance(node, list):
                stack.extend(node)
            elif isinstance(node, dict):
                yield node
                stack.extend(value for value in node.values() if isinstance(value, dict | list))


def _types(node: dict[str, Any]) -> Iterable[str]:
    kind = node.get("@type")
    return [kind] if isinstance(kind, str) else [str(one) for one in kind or ()]


def _is_story(node: dict[str, Any]) -> bool:
    return any(_ARTICLES.search(kind) for kind in _types(node))


def _text(node: dict[str, Any], *keys: str) -> str:
    """The first of the values that is, or names itself by, a string."""
    for key in keys:
        value = node.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("@id")
        if isinstance(value, str) and value.strip():
            return squeeze(value)
    return ""


def _url(root: Element, tags: dict[str, str], story: dict[str, Any]) -> str:
    base: str = next((one.get("href", "") for one in root.iter("base")), "")
    canonical = next(
        (
            one.get("href", "")
            for one in root.iter("link")
            if "canonical" in (one.get("rel") or "").lower().split()
        ),
        "",
    )
    for candidate in (canonical, tags.get("og:url", ""), _text(story, "url", "mainEntityOfPage")):
        try:
            address: str = urljoin(base, candidate.strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.netloc:
            return address
    return ""


def _source(tags: dict[str, str], linked: list[dict[str, Any]], story: dict[str, Any]) -> str:
    if tags.get("og:site_name"):
        return tags["og:site_name"]
    publisher = _text(story, "publisher", "sourceOrganization")
    if publisher and not publisher.startswith("http"):
        return publisher
    site = next((_text(node, "name") for node in linked if "WebSite" in _types(node)), "")
    return (
        site
        or tags.get("dc.publisher", "")
        or tags.get("dcterms.publisher", "")
        or tags.get("application-name", "")
        or tags.get("publisher", "")
    )


def _creators(
    root: Element, tags: dict[str, str], story: dict[str, Any], source: str
) -> Iterator[str]:
    seen = {source, ""}
    for stated in _author_names(root, tags, story):
        name = squeeze(stated)
        if name not in seen and len(name) <= 100 and not _BAD_AUTHOR.search(name):
            seen.add(name)
            yield name


def _author_names(root: Element, tags: dict[str, str], story: dict[str, Any]) -> list[str]:
    authors = story.get("author")
    names: list[str] = []
    for author in authors if isinstance(authors, list) else [authors]:
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, list):
            names.extend(str(one) for one in name)
        elif isinstance(name, str):
            names.append(name)
    if names:
        return names
    for key in _AUTHOR_TAGS:
        if tags.get(key):
            return _stated(root, key)
    return [
        squeeze("".join(element.itertext()))
        for element in root.iter("a", "span", "address", "div")
        if (element.get("rel") or "").lower() == "author"
        or (element.get("itemprop") or "").lower() == "author"
    ][:3]


def _dates(
    root: Element, tags: dict[str, str], linked: list[dict[str, Any]]
) -> Iterator[DateCandidate]:
    """The stated dates, the surest first, each but once."""
    found: list[DateCandidate] = []
    for node in linked:
        sure = 0.99 if _is_story(node) else 0.6
        for key, less in (("datePublished", 0.0), ("dateCreated", 0.15), ("dateModified", 0.6)):
            value = _text(node, key)
            date = iso_date(value)
            if date:
                found.append(DateCandidate(date, "json-ld", round(sure - less, 2), value))
    for key, confidence in _PUBLISHED.items():
        value = tags.get(key, "")
        date = iso_date(value)
        if date:
            found.append(DateCandidate(date, "meta", confidence, value))
    for element in root.iter("time"):
        value = element.get("datetime") or ""
        date = iso_date(value)
        if date:
            published = element.get("pubdate") is not None or "published" in " ".join(
                (element.get("class") or "", element.get("itemprop") or "")
            ).lower().replace("datepublished", "published")
            found.append(DateCandidate(date, "meta", 0.9 if published else 0.5, value))
    found.sort(key=lambda candidate: -candidate.confidence)
    seen: set[str] = set()
    for candidate in found:
        if candidate.date not in seen:
            seen.add(candidate.date)
            yield candidate


def _language(root: Element, tags: dict[str, str]) -> str:
    html = next(root.iter("html"), root)
    stated = html.get("lang") or html.get("xml:lang") or tags.get("og:locale") or ""
    stated = stated.strip().replace("_", "-")
    return stated if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", stated) else ""


def _first_heading(root: Element) -> str:
    headings = [
        text for text in (squeeze("".join(one.itertext())) for one in root.iter("h1")) if text
    ]
    return headings[0] if len(headings) == 1 else ""


def _title(
    root: Element,
    tags: dict[str, str],
    story: dict[str, Any],
    headline: str,
    source: str,
    url: str,
) -> str:
    stated = _stated_title(root)
    whole = _text(story, "headline") or tags.get("og:title") or stated or tags.get("dc.title", "")
    if headline and (not whole or headline in whole or headline in stated):
        return headline
    return strip_site(whole, source, url, headline) or headline


def _stated_title(root: Element) -> str:
    return next(
        (
            squeeze("".join(one.itertext()))
            for one in root.iter("title")
            if (parent := one.getparent()) is None or tag_of(parent) != "svg"
        ),
        "",
    )


def strip_site(title: str, source: str = "", url: str = "", headline: str = "") -> str:
    """``title`` without the site's name at its start or end.

    A piece counts as the site's name when it equals ``source``, when the host of ``url`` holds
    it, or when the other piece is the page's heading; of two pieces with nothing known, the last
    goes if it is much the shorter.
    """
    pieces = _SEPARATORS.split(title)
    if len(pieces) < 2:
        return title
    host = urlsplit(url).netloc.lower().removeprefix("www.") if url else ""
    known = _plain(source)
    for index in (-1, 0):
        piece = pieces[index]
        plain = _plain(piece)
        rest = _without(title, piece, index)
        if (
            (known and (plain == known or (len(plain) > 3 and plain in known) or known in plain))
            or (host and len(plain) > 2 and plain.replace(" ", "") in host.replace("-", ""))
            or (headline and _plain(rest) == _plain(headline))
        ) and rest:
            return strip_site(rest, source, url, headline) if len(pieces) > 2 else rest
    last = pieces[-1]
    rest = _without(title, last, -1)
    if not known and len(last.split()) <= 4 and len(_plain(rest).split()) >= 5:
        return rest
    return title


def _without(title: str, piece: str, index: int) -> str:
    rest = title[: len(title) - len(piece)] if index else title[len(piece) :]
    return rest.strip(" \t|-–—»«:•·/\\")


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
