"""Changes to a sidecar, as functions from one to the next: the steps that a user can undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from archive_app.core.errors import NotFound
from archive_app.core.model import Anchor, Annotation, Changes, Motivation, Placed
from archive_app.core.times import now
from archive_app.library.clock import later
from archive_app.library.sidecar import Sidecar, new_id, new_tag
from archive_app.text import anchors
from archive_app.text.labels import alike, tidy


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
        id=new_id(),
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
    found = sidecar.annotation(annotation_id)
    if found is None:
        raise NotFound(None, annotation_id)
    return found


def put(sidecar: Sidecar, *items: Annotation) -> Sidecar:
    """Return the sidecar with annotations added, each in the place of its older self if any.

    Each is given a time later than what it replaces, so that it wins when copies merge.
    """
    for item in items:
        old = sidecar.annotation(item.id)
        before = (old.modified if old else "", sidecar.tombstones.get(item.id, ""))
        time = later(item.created, *before) if any(before) else item.modified or now()
        sidecar = sidecar.with_annotation(replace(item, modified=time))
    return sidecar


def remove(sidecar: Sidecar, ids: Iterable[str]) -> Sidecar:
    """Return the sidecar without some annotations, with a tombstone for each."""
    for key in ids:
        found = sidecar.annotation(key)
        if found is not None:
            sidecar = sidecar.without([key], later(found.created, found.modified))
    return sidecar


def retag(sidecar: Sidecar, add: Iterable[str], off: Iterable[str]) -> Sidecar:
    """Return the sidecar with the article's tags put on and taken off (see `tidy`). One that is
    to be taken off by a name that no tag has takes off those that look like it."""
    wanted = [tag for tag in dict.fromkeys(map(tidy, add)) if tag]
    there = {item.tags[0]: item for item in sidecar.annotations if is_tag(item)}
    unwanted = {
        tag
        for name in off
        for tag in ([name] if name in there else [t for t in there if alike(t) == alike(name)])
    } - set(wanted)
    sidecar = remove(sidecar, [item.id for tag, item in there.items() if tag in unwanted])
    made = [new_tag(sidecar.id, tag, now()) for tag in wanted if tag not in there]
    return put(sidecar, *made)


def is_tag(item: Annotation) -> bool:
    """Whether an annotation is a tag of the article as a whole."""
    return item.motivation == "tagging" and item.anchor is None and bool(item.tags)


def set_user(sidecar: Sidecar, values: Mapping[str, Any]) -> Sidecar:
    """Return the sidecar with values that the user set; None goes back to what was extracted."""
    for name, value in values.items():
        old = sidecar.user.get(name)
        if (old.value if old is not None else None) != value:
            time = later(old.modified) if old is not None else now()
            sidecar = sidecar.with_user(time, **{name: value})
    return sidecar


def bare(sidecar: Sidecar) -> Sidecar:
    """Return the sidecar without all that the user made of the article."""
    sidecar = remove(sidecar, [item.id for item in sidecar.annotations])
    return set_user(sidecar, dict.fromkeys(sidecar.user))


def revert(made: Sidecar, wanted: Sidecar, present: Sidecar) -> Sidecar:
    """Return ``present`` with what differs between ``made`` and ``wanted`` as it is in ``wanted``.

    ``made`` is the sidecar that a step (or its undoing) left, ``wanted`` the one to go back to.
    It does not put the old file back, for somebody else may have written to it since: what
    others changed in ``present`` stays, but for the very annotations and values of the step.
    """
    made_items = {item.id: item for item in made.annotations}
    wanted_items = {item.id: item for item in wanted.annotations}
    changed = {
        key
        for key in made_items.keys() | wanted_items.keys()
        if made_items.get(key) != wanted_items.get(key)
    }
    present = remove(present, sorted(changed - wanted_items.keys()))
    present = put(present, *(wanted_items[key] for key in sorted(changed & wanted_items.keys())))
    values = {
        name: wanted.user[name].value if name in wanted.user else None
        for name in made.user.keys() | wanted.user.keys()
        if made.user.get(name) != wanted.user.get(name)
    }
    return set_user(present, values)


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
