"""Two copies of a sidecar as one, with nothing lost.

`merge` is commutative, associative and idempotent: whatever copies of a sidecar there are, on
however many machines, they come to the same result in any order and any number of times. Each
part is a register that keeps the greatest of the values it was given, in a total order that
starts with the time of the change (a "last writer wins" register; Shapiro, Preguiça, Baquero
and Zawirski, "Conflict-free replicated data types", 2011); equal times are told apart by content.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from archive_app.core.model import Annotation, Status
from archive_app.library.annotation_json import annotation_json
from archive_app.library.clock import time_key
from archive_app.library.record import Sidecar, UserValue, normal


def merge(a: Sidecar, b: Sidecar) -> Sidecar:
    """Both copies as one sidecar.

    Annotations go by their id: the newest change wins, be it an edit or a removal (which also
    wins a draw). The user's fields go each by its own time. What extraction found goes together,
    the latest extraction first. Who the article is (id, name, parent) goes by the earliest import.
    Unknown keys of both are kept; where both have one, the greater as text.
    """
    a, b = normal(a), normal(b)
    identity = min((a, b), key=_identity)
    extraction = max((a, b), key=_extraction)
    annotations, tombstones = _merge_annotations(a, b)
    foreign = _merge_foreign((*a.foreign, *b.foreign))
    return replace(
        extraction,
        id=identity.id,
        original_name=identity.original_name,
        added=identity.added,
        parent=identity.parent,
        file=max(a.file, b.file),
        user=_merge_user(a.user, b.user),
        annotations=annotations,
        tombstones=tombstones,
        foreign=foreign,
        extra=merge_unknown(a.extra, b.extra),
    )


def distinct(s: Sidecar) -> Sidecar:
    """The sidecar with each annotation once, the newest: a tool that merges texts line by line
    may have left both versions of one."""
    if len({a.id for a in s.annotations}) == len(s.annotations):
        return s
    annotations, tombstones = _merge_annotations(s, s)
    return replace(s, annotations=annotations, tombstones=tombstones)


def canonical(value: object) -> str:
    """A JSON value as text that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=list)


def merge_unknown(a: Any, b: Any) -> Any:
    """Both of two JSON values of unknown meaning: objects key by key, of others the greater as
    text, an object before all else."""
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return {
            key: merge_unknown(a[key], b[key]) if key in a and key in b else a.get(key, b.get(key))
            for key in sorted({*a, *b})
        }
    return max(a, b, key=lambda v: (isinstance(v, Mapping), canonical(v), _written(v)))


def _written(value: object) -> str:
    """A JSON value as text, its keys as they stand: tells equal values apart that would be
    written differently."""
    return json.dumps(value, ensure_ascii=False, default=list)


def _identity(s: Sidecar) -> tuple[Any, ...]:
    """The order of imports: the earliest known first."""
    added = time_key(s.added)
    return (not added, added, s.added, s.id, s.original_name, s.parent)


def _extraction(s: Sidecar) -> tuple[Any, ...]:
    """The order of extractions: the latest last."""
    return (
        time_key(s.extracted or s.added),
        s.extractor,
        s.status == Status.OK,
        s.text_hash,
        s.sha256,
        canonical(_extracted_values(s)),
    )


def _extracted_values(s: Sidecar) -> list[Any]:
    m = s.metadata
    return [
        s.extracted,
        s.size,
        s.media_type,
        s.status,
        s.reason,
        [m.title, m.creator, m.source, m.date, m.language, m.identifier, m.description],
        [[d.date, d.origin, d.confidence, d.quote] for d in m.dates],
        [[r.kind, r.count, r.before, r.after] for r in s.repairs],
    ]


def _merge_user(a: Mapping[str, UserValue], b: Mapping[str, UserValue]) -> dict[str, UserValue]:
    def order(entry: UserValue) -> tuple[str, str, str]:
        return time_key(entry.modified), entry.modified, canonical(entry.value)

    merged = dict(a)
    for name, entry in b.items():
        merged[name] = max(merged[name], entry, key=order) if name in merged else entry
    return merged


_Register = tuple[tuple[Any, ...], Annotation | str]


def _merge_annotations(a: Sidecar, b: Sidecar) -> tuple[tuple[Annotation, ...], dict[str, str]]:
    """The annotations and tombstones of both: for each id the newest of what is said of it."""
    registers: dict[str, _Register] = {}
    for s in (a, b):
        for key, time in s.tombstones.items():
            _keep(registers, key, ((time_key(time), True, time), time))
        for annotation in s.annotations:
            _keep(registers, annotation.id, (_annotation_order(annotation), annotation))
    annotations = []
    tombstones = {}
    for key, (_, value) in registers.items():
        if isinstance(value, str):
            tombstones[key] = value
        else:
            annotations.append(value)
    return tuple(annotations), tombstones


def _keep(registers: dict[str, _Register], key: str, entry: _Register) -> None:
    """Put an entry in its register where it is the greater; of equals, keep both's unknown keys."""
    present = registers.get(key)
    if present is None or entry[0] > present[0]:
        registers[key] = entry
    elif entry[0] == present[0]:
        kept, new = present[1], entry[1]
        if isinstance(kept, Annotation) and isinstance(new, Annotation) and kept.extra != new.extra:
            both = replace(kept, extra=merge_unknown(kept.extra, new.extra))
            registers[key] = (present[0], both)


def _annotation_order(a: Annotation) -> tuple[Any, ...]:
    """The order of changes of one annotation; unknown keys have no say in it."""
    content = canonical(annotation_json(replace(a, extra={}), ""))
    return (time_key(a.modified or a.created), False, content)


def _merge_foreign(annotations: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Other programs' annotations, each id once, the newest; those without an id by content."""
    kept: dict[str, Mapping[str, Any]] = {}
    for annotation in annotations:
        key = _foreign_key(annotation)
        order: Callable[[Mapping[str, Any]], Any] = _foreign_order
        kept[key] = max(kept[key], annotation, key=order) if key in kept else annotation
    return tuple(kept[key] for key in sorted(kept))


def _foreign_key(annotation: object) -> str:
    if isinstance(annotation, Mapping) and isinstance(annotation.get("id"), str):
        return str(annotation["id"])
    return canonical(annotation)


def _foreign_order(annotation: object) -> tuple[str, str, str]:
    time = annotation.get("modified", "") if isinstance(annotation, Mapping) else ""
    known = time_key(time) if isinstance(time, str) else ""
    return (known, canonical(annotation), _written(annotation))
