"""Annotations of other programs: W3C Web Annotations in JSON-LD, and what Hypothesis exports.

`read_annotations` reads them as ours; `reanchor` finds their passages in an article's text. An
annotation whose passage is not there is kept as it is, an orphan, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from archive_app.core.errors import ImportFailed
from archive_app.core.model import COLORS, Anchor, AnchorStatus, Annotation, Motivation
from archive_app.core.sound import read_json
from archive_app.library.clock import time_key
from archive_app.library.record import new_id, nfc
from archive_app.text.anchors import make_anchor, resolve, text_hash

_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Foreign:
    """An annotation that was read, and the address (perhaps ``""``) of what it is about."""

    annotation: Annotation
    source: str


def read_annotations(path: Path) -> list[Foreign]:
    """The annotations in a file of another program.

    It holds a Web Annotation, an array of them, a collection or page; or Hypothesis' export, or
    an answer of its search. Raises ImportFailed where it is none of these or holds none.
    """
    try:
        raw = read_json(path.read_bytes().decode("utf-8-sig"), finite=True)
    except (OSError, ValueError) as error:
        raise ImportFailed(path, str(error)) from error
    found: list[Foreign] = []
    for item in _items(raw):
        foreign = _hypothesis(item) if _is_hypothesis(item) else _web_annotation(item)
        if foreign is not None:
            found.append(foreign)
    if not found:
        raise ImportFailed(path, "no annotations")
    return found


def reanchor(
    annotations: Iterable[Annotation], text: str, *, extractor: str = ""
) -> list[Annotation]:
    """The annotations with their anchors in an article's text, in order.

    Where a passage is found but not beyond doubt, ``review`` is set. Where it is not found the
    anchor stays as it came.
    """
    known = text_hash(text)
    return [_reanchored(annotation, text, known, extractor) for annotation in annotations]


def _reanchored(annotation: Annotation, text: str, known: str, extractor: str) -> Annotation:
    if annotation.anchor is None:
        return annotation
    resolution = resolve(annotation.anchor, text)
    if resolution.span is None:
        return annotation
    anchor = make_anchor(text, *resolution.span, extractor=extractor, text_hash=known)
    review = annotation.review or resolution.status is AnchorStatus.REVIEW
    return replace(annotation, anchor=anchor, review=review)


# ---------------------------------------------------------------- what a file holds


def _items(raw: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The annotations in whatever holds them: arrays, collections, pages, exports."""
    if depth > _DEPTH:
        return
    if isinstance(raw, list):
        for item in raw:
            yield from _items(item, depth + 1)
    elif isinstance(raw, dict):
        inside = [raw[key] for key in ("annotations", "rows", "items", "first") if key in raw]
        inside += [raw["@graph"]] if "@graph" in raw else []
        if inside:
            for item in inside:
                yield from _items(item, depth + 1)
        elif "target" in raw:
            yield raw


def _is_hypothesis(item: Mapping[str, Any]) -> bool:
    return "uri" in item and ("text" in item or "tags" in item) and "body" not in item


# ---------------------------------------------------------------- Hypothesis


def _hypothesis(item: Mapping[str, Any]) -> Foreign | None:
    """An annotation of Hypothesis' API (its export holds the same): a highlight has no text, a
    page note no selectors, a reply ``references``."""
    note, uri = _text(item.get("text")), _text(item.get("uri"))
    tags = _tags(item.get("tags"))
    targets = _list(item.get("target"))
    anchor = (
        _anchor(targets[0].get("selector")) if targets and isinstance(targets[0], dict) else None
    )
    if anchor is None and not note and not tags:
        return None
    links = item.get("links")
    via = _text(links.get("html")) if isinstance(links, dict) else ""
    name = _text(item.get("id"))
    info = item.get("user_info")
    creator = _text(info.get("display_name")) if isinstance(info, dict) else ""
    annotation = Annotation(
        id=f"https://hypothes.is/a/{name}" if name else new_id(),
        motivation="commenting" if anchor is None or item.get("references") else "highlighting",
        anchor=anchor,
        note=note,
        tags=tags,
        created=_time(item.get("created")),
        modified=_time(item.get("updated")) or _time(item.get("created")),
        creator=creator or _text(item.get("user")).removeprefix("acct:").partition("@")[0],
        extra={"via": via} if via else {},
    )
    return Foreign(_coloured(annotation, ""), uri)


# ---------------------------------------------------------------- Web Annotations


def _web_annotation(item: Mapping[str, Any]) -> Foreign | None:
    """A Web Annotation as ours: of several targets the first with a quote; bodies as notes and
    tags; motivations that we do not have as notes."""
    kinds = [_text(kind) for kind in _list(item.get("type", item.get("@type")))]
    if not any(kind.rpartition(":")[2] == "Annotation" for kind in kinds):
        return None
    targets = _list(item.get("target"))
    anchor, source, color = None, "", ""
    for target in targets:
        found = _anchor(target.get("selector")) if isinstance(target, dict) else None
        if not source or (found is not None and anchor is None):
            source = _source(target)
            color = _text(target.get("styleClass")) if isinstance(target, dict) else ""
        anchor = anchor or found
    note, tags = _bodies(item)
    motivations = [_text(m).rpartition(":")[2] for m in _list(item.get("motivation"))]
    motivation: Motivation = "commenting"
    if anchor is not None and (not motivations or "highlighting" in motivations or not note):
        motivation = "highlighting"
    if anchor is None and not note and not tags:
        return None
    iri = _text(item.get("id", item.get("@id")))
    created, modified = _time(item.get("created")), _time(item.get("modified"))
    if anchor is None and not note and len(tags) == 1:
        motivation = "tagging"
    annotation = Annotation(
        id=iri or new_id(),
        motivation=motivation,
        anchor=anchor,
        note=note,
        tags=tags,
        created=created,
        modified=modified or created,
        creator=_agent(item.get("creator")),
        extra={"rights": item["rights"]} if isinstance(item.get("rights"), str) else {},
    )
    return Foreign(_coloured(annotation, color), source)


def _source(target: Any) -> str:
    if isinstance(target, dict):
        source = target.get("source", target.get("id"))
        return _text(source.get("id")) if isinstance(source, dict) else _text(source)
    return _text(target)


def _bodies(item: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Notes (joined) and tags."""
    notes = [_text(item.get("bodyValue"))]
    tags: list[str] = []
    whole = [_text(m).rpartition(":")[2] for m in _list(item.get("motivation"))]
    for body in _list(item.get("body")):
        if isinstance(body, str):
            notes.append(body)
            continue
        if not isinstance(body, dict):
            continue
        value = _text(body.get("value", body.get("chars")))
        if _text(body.get("format")) == "text/html":
            value = plain_text(value)
        purposes = [_text(p).rpartition(":")[2] for p in _list(body.get("purpose"))] or whole
        if "tagging" in purposes:
            tags.append(value)
        else:
            notes.append(value or _text(body.get("id", body.get("source"))))
    return "\n\n".join(note.strip() for note in notes if note.strip()), _tags(tags)


def _anchor(selectors: Any) -> Anchor | None:
    """The anchor of selectors that hold a quote; a position without one tells nothing of a text
    that another program extracted."""
    position, quote = (0, 0), None
    for selector in _flat(selectors):
        kind = _text(selector.get("type", selector.get("@type"))).rpartition(":")[2]
        if kind == "TextPositionSelector":
            start, end = selector.get("start"), selector.get("end")
            if type(start) is int and type(end) is int and 0 <= start <= end:
                position = (start, end)
        elif kind == "TextQuoteSelector" and quote is None and _text(selector.get("exact")):
            quote = selector
    if quote is None:
        return None
    return Anchor(
        *position, _text(quote["exact"]), _text(quote.get("prefix")), _text(quote.get("suffix"))
    )


def _flat(selectors: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Selectors, and those that refine them."""
    for selector in _list(selectors):
        if isinstance(selector, dict) and depth < _DEPTH:
            yield selector
            yield from _flat(selector.get("refinedBy"), depth + 1)
            if _text(selector.get("type")) == "Choice":
                yield from _flat(selector.get("items"), depth + 1)


def _coloured(annotation: Annotation, color: str) -> Annotation:
    """A highlight with its colour, where it is one of ours; else the first."""
    if annotation.motivation != "highlighting":
        return annotation
    return replace(annotation, color=color if color in COLORS else COLORS[0])


# ---------------------------------------------------------------- values


def plain_text(html: str) -> str:
    """The text of a bit of HTML, a line a paragraph; nothing in it is obeyed."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._mute = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._mute += tag in ("script", "style")
        if tag in ("p", "br", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._mute = max(0, self._mute - (tag in ("script", "style")))
        if tag in ("p", "div", "li", "blockquote"):
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._mute:
            self.pieces.append(data)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _tags(value: Any) -> tuple[str, ...]:
    tags = (" ".join(nfc(_text(tag)).split()) for tag in _list(value))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _time(value: Any) -> str:
    """A time as sidecars hold it; ``""`` for none."""
    return time_key(_text(value))


def _agent(value: Any) -> str:
    for agent in _list(value):
        if isinstance(agent, dict):
            name = _text(agent.get("name")) or _text(agent.get("nickname"))
            if name:
                return name
        elif _text(agent):
            return str(agent)
    return ""
