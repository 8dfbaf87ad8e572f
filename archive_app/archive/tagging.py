"""Tags across the archive: one spelling for each, and another name for one wherever it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from archive_app.archive import editing
from archive_app.library.clock import later
from archive_app.library.settings import ArchiveSettings
from archive_app.library.sidecar import Sidecar
from archive_app.search.language import And, Bag, Filter, Node, Not, Or, parse
from archive_app.text.labels import alike, tidy


def spelled(tags: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return tags as they are spelled already where they are among the ``known`` (the most used
    first); white space and signs that nobody sees are left out, and so are empty tags."""
    spellings: dict[str, str] = {}
    for tag in known:
        spellings.setdefault(alike(tag), tag)
    tidied = filter(None, map(tidy, tags))
    return list(dict.fromkeys(spellings.get(alike(tag), tag) for tag in tidied))


def look_alikes(tags: Iterable[tuple[str, int]]) -> list[tuple[str, ...]]:
    """Return the groups of tags that differ in nothing that readers see as another word («حرب»,
    «حَرْب»; Syria, SYRIA). ``tags`` are with how many bear each; the most used comes first."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for tag, count in tags:
        groups.setdefault(alike(tag), []).append((-count, tag))
    return [tuple(tag for _, tag in sorted(group)) for group in groups.values() if len(group) > 1]


def renamed(tag: str, old: str, new: str) -> str:
    """Return what a tag is called after ``old`` was given the name ``new``: those nested in it
    (``old/…``) move along. An empty name is none."""
    new = tidy(new)
    if not new:
        return tag
    if tag == old:
        return new
    return new + tag[len(old) :] if tag.startswith(f"{old}/") else tag


def rename_in_sidecar(sidecar: Sidecar, names: Mapping[str, str]) -> Sidecar:
    """Return a sidecar with other names (old → new) for tags, its article's and its passages'."""
    for old, new in names.items():
        own = {tag: renamed(tag, old, new) for tag in sidecar.tags}
        moved = {tag: name for tag, name in own.items() if tag != name}
        sidecar = editing.retag(sidecar, moved.values(), moved)
        for item in sidecar.annotations:
            tags = tuple(dict.fromkeys(renamed(tag, old, new) for tag in item.tags))
            if not editing.is_tag(item) and tags != item.tags:
                time = later(item.created, item.modified)
                sidecar = editing.put(sidecar, replace(item, tags=tags, modified=time))
    return sidecar


def rename_in_settings(settings: ArchiveSettings, names: Mapping[str, str]) -> ArchiveSettings:
    """Return the settings with other names for tags, in the tags' colours and the saved searches.
    A tag that has a colour keeps it where another is merged into it."""
    for old, new in names.items():
        colors = dict(settings.tag_colors)
        for tag in settings.tag_colors:
            if (name := renamed(tag, old, new)) != tag:
                colors.setdefault(name, colors.pop(tag))
        searches = {
            name: _in_search(value, old, new) for name, value in settings.saved_searches.items()
        }
        settings = replace(settings, tag_colors=colors, saved_searches=searches)
    return settings


def _in_search(value: Any, old: str, new: str) -> Any:
    """A saved search (see `ArchiveSettings`) with another name for a tag; what is not of the form
    that this version knows stays as it is."""
    if not isinstance(value, Mapping):
        return value
    changed = dict(value)
    if isinstance(query := value.get("query"), str):
        changed["query"] = in_query(query, old, new)
    filters = value.get("filters")
    if isinstance(filters, Mapping) and isinstance(tags := filters.get("tag"), list | tuple):
        changed["filters"] = {**filters, "tag": [_in_filter(tag, old, new) for tag in tags]}
    return changed


def _in_filter(tag: Any, old: str, new: str) -> Any:
    if not isinstance(tag, str):
        return tag
    sign = "-" if tag.startswith("-") else ""
    return sign + renamed(tag.removeprefix("-"), old, new)


def in_query(text: str, old: str, new: str) -> str:
    """Return a query with another name for a tag where it is asked for by that name."""
    asked = sorted(_filters(parse(text).tree), key=lambda leaf: leaf.span, reverse=True)
    for leaf in asked:
        start, end = leaf.span
        same = alike(leaf.value) == alike(old)
        name = new if same else renamed(leaf.value, old, new)
        if leaf.field != "tag" or name == leaf.value:
            continue
        quoted = text[:start].endswith('"')
        written = name if quoted or not set(name) & set(' ()"') else f'"{name}"'
        text = text[:start] + written + text[end:]
    return text


def _filters(node: Node | None) -> Iterator[Filter]:
    if isinstance(node, Filter):
        yield node
    elif isinstance(node, Not):
        yield from _filters(node.part)
    elif isinstance(node, Bag | And | Or):
        for part in node.parts:
            yield from _filters(part)
