"""Changes to a sidecar, as functions from one to the next: the steps that a user can undo."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from archive_app.core.errors import NotFound
from archive_app.core.model import Anchor, Annotation, Changes, Motivation, Placed
from archive_app.core.times import now
from archive_app.library.sidecar import Sidecar, UserValue
from archive_app.text import anchors


def new_annotation(
    motivation: Motivation,
    *,
    anchor: Anchor | None = None,
    color: str = "",
    note: str = "",
    tags: Iterable[str] = (),
) -> Annotation:
    """Return an annotation with an id and times of its own."""
    time = now()
    return Annotation(
        id=f"urn:uuid:{uuid.uuid4()}",
        motivation=motivation,
        anchor=anchor,
        color=color,
        note=note,
        tags=tuple(tags),
        created=time,
        modified=time,
    )


def annotation(sidecar: Sidecar, annotation_id: str) -> Annotation:
    """Return an annotation by its id. Raises `NotFound`."""
    for item in sidecar.annotations:
        if item.id == annotation_id:
            return item
    raise NotFound(None, annotation_id)


def put(sidecar: Sidecar, *items: Annotation) -> Sidecar:
    """Return the sidecar with annotations added, each in the place of its older self if any."""
    all_items = {old.id: old for old in sidecar.annotations} | {item.id: item for item in items}
    return replace(sidecar, annotations=tuple(all_items.values()))


def remove(sidecar: Sidecar, ids: set[str]) -> Sidecar:
    """Return the sidecar without some annotations, with a tombstone for each."""
    return replace(
        sidecar,
        annotations=tuple(item for item in sidecar.annotations if item.id not in ids),
        tombstones={**sidecar.tombstones, **{key: now() for key in ids}},
    )


def retag(sidecar: Sidecar, add: Iterable[str], off: Iterable[str]) -> Sidecar:
    """Return the sidecar with the article's tags put on and taken off; white space is folded."""
    wanted = [tag for tag in dict.fromkeys(" ".join(tag.split()) for tag in add) if tag]
    unwanted = {" ".join(tag.split()) for tag in off} - set(wanted)
    there = {item.tags[0]: item for item in sidecar.annotations if is_tag(item)}
    gone = {item.id for tag, item in there.items() if tag in unwanted}
    made = [new_annotation("tagging", tags=[tag]) for tag in wanted if tag not in there]
    return put(remove(sidecar, gone) if gone else sidecar, *made)


def is_tag(item: Annotation) -> bool:
    """Whether an annotation is a tag of the article as a whole."""
    return item.motivation == "tagging" and item.anchor is None and bool(item.tags)


def set_user(sidecar: Sidecar, values: Mapping[str, Any]) -> Sidecar:
    """Return the sidecar with values that the user set; None goes back to what was extracted."""
    user = dict(sidecar.user)
    for name, value in values.items():
        old = user.get(name)
        if (old.value if old is not None else None) != value:
            user[name] = UserValue(value, now())
    return replace(sidecar, user=user)


def difference(article_id: str, before: Sidecar, after: Sidecar) -> Changes:
    """Return which sides of an article differ between two of its sidecars."""
    return Changes(
        articles=frozenset({article_id}),
        metadata=before.user != after.user,
        tags=before.tags != after.tags,
        annotations=before.annotations != after.annotations,
    )


def place(items: Iterable[Annotation], text: str) -> tuple[Placed, ...]:
    """Find highlights and notes in the present text (offsets: code points).

    Notes on the whole article come first, then passages in order, orphans last.
    """
    text_hash = anchors.text_hash(text)
    placed: list[Placed] = []
    for item in items:
        if is_tag(item):
            continue
        if item.anchor is None:
            placed.append(Placed(item, None))
            continue
        found = anchors.resolve(item.anchor, text, text_hash)
        placed.append(Placed(item, found.span, found.status, found.score, tuple(found.candidates)))

    def order(each: Placed) -> tuple[int, int, int, str]:
        if each.span is not None:
            return (1, *each.span, each.annotation.id)
        return (0 if each.annotation.anchor is None else 2, 0, 0, each.annotation.created)

    return tuple(sorted(placed, key=order))
