"""One annotation as an object of the W3C Web Annotation model, and back.

What another program added is kept: unknown keys of the annotation in its ``extra``; those of its
parts under ``extra["body"]`` (by purpose; ``""`` holds whole bodies of other kinds) and
``extra["target"]`` (in it ``selector``, by type, likewise).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, get_args

from archive_app.core.model import Anchor, Annotation, Motivation
from archive_app.library.iri import annotation_iri, iri_to_annotation
from archive_app.library.record import nfc

Json = dict[str, Any]

_NOTE_FORMAT = "text/markdown"
_MOTIVATIONS = frozenset(get_args(Motivation))


def annotation_json(a: Annotation, source: str) -> Json:
    """The annotation of the file with the relative IRI ``source``, its keys in their order."""
    result: Json = {"id": annotation_iri(a.id), "type": "Annotation", "motivation": a.motivation}
    if a.created:
        result["created"] = a.created
    if a.modified:
        result["modified"] = a.modified
    unknown_creator = a.extra.get("creator")
    if a.creator or unknown_creator:
        result["creator"] = _agent(a.creator, unknown_creator)
    if a.review:
        result["khizana:review"] = True
    bodies = _bodies_json(a)
    if bodies:
        result["body"] = bodies
    result["target"] = _target_json(a, source)
    for key in sorted(a.extra):
        if key not in _NESTED:
            result.setdefault(key, a.extra[key])
    return result


_NESTED = frozenset({"body", "target", "creator"})


def _agent(name: str, unknown: object) -> Json:
    agent: Json = {"type": "Person", "name": nfc(name)} if name else {}
    if isinstance(unknown, Mapping):
        agent.update((key, unknown[key]) for key in sorted(unknown))
    return agent


def _bodies_json(a: Annotation) -> list[Any]:
    unknown = a.extra.get("body", {})
    bodies: list[Any] = []
    if a.note:
        note = {
            "type": "TextualBody",
            "purpose": "commenting",
            "format": _NOTE_FORMAT,
            "value": nfc(a.note),
        }
        bodies.append({**note, **unknown.get("commenting", {})})
    for tag in a.tags:
        body = {"type": "TextualBody", "purpose": "tagging", "value": nfc(tag)}
        bodies.append({**body, **unknown.get("tagging", {}).get(tag, {})})
    bodies.extend(unknown.get("", []))
    return bodies


def _target_json(a: Annotation, source: str) -> Any:
    unknown = dict(a.extra.get("target", {}))
    if a.anchor is None and not a.color and not unknown:
        return source
    selectors_unknown = unknown.pop("selector", {})
    target: Json = {"type": "SpecificResource", "source": source}
    if a.color:
        target["styleClass"] = a.color
    if a.anchor is not None:
        if a.anchor.extractor:
            target["khizana:extractor"] = a.anchor.extractor
        if a.anchor.text_hash:
            target["khizana:textHash"] = a.anchor.text_hash
        if a.anchor.surroundings:
            target["khizana:surroundings"] = a.anchor.surroundings
        position = {
            "type": "TextPositionSelector",
            "start": a.anchor.start,
            "end": a.anchor.end,
        }
        # Never normalised: the offsets count the code points of the text as it is.
        passage = {
            "type": "TextQuoteSelector",
            "exact": a.anchor.exact,
            "prefix": a.anchor.prefix,
            "suffix": a.anchor.suffix,
        }
        target["selector"] = [
            {**position, **selectors_unknown.get("TextPositionSelector", {})},
            {**passage, **selectors_unknown.get("TextQuoteSelector", {})},
            *selectors_unknown.get("", []),
        ]
    target.update((key, unknown[key]) for key in sorted(unknown) if key not in target)
    return target


# ---------------------------------------------------------------- reading


def annotation_from(raw: object, source: str) -> Annotation | None:
    """The annotation in an object; None where it is one that our model does not cover.

    ``source`` is the relative IRI of the annotated file; an annotation of another target, of
    several, or of another motivation is not ours to change, and the caller keeps it as it is.
    """
    if not isinstance(raw, dict):
        return None
    rest = dict(raw)
    kinds, iri, motivation = (rest.pop(key, None) for key in ("type", "id", "motivation"))
    if kinds != "Annotation" or not isinstance(iri, str) or not isinstance(motivation, str):
        return None
    created, modified = rest.pop("created", ""), rest.pop("modified", "")
    review = rest.pop("khizana:review", False)
    if motivation not in _MOTIVATIONS or not (
        isinstance(created, str) and isinstance(modified, str)
    ):
        return None
    agent = rest.pop("creator", {})
    creator, agent_rest = _creator(agent)
    target = _target(rest.pop("target", None), source)
    if creator is None or target is None or not isinstance(review, bool):
        return None
    anchor, color, target_rest = target
    note, tags, body_rest = _bodies(rest.pop("body", []))
    if motivation == "tagging" and (len(tags) != 1 or note or anchor is not None or color):
        return None
    if motivation == "highlighting" and anchor is None:
        return None
    nested = {"creator": agent_rest, "body": body_rest, "target": target_rest}
    rest.update((key, value) for key, value in nested.items() if value)
    return Annotation(
        id=iri_to_annotation(iri),
        motivation=cast("Motivation", motivation),
        anchor=anchor,
        color=color,
        note=note,
        tags=tags,
        created=created,
        modified=modified,
        creator=creator,
        review=review,
        extra=rest,
    )


def _creator(agent: object) -> tuple[str | None, Json]:
    """The name of the creator, and what else is known of them; None where there are several."""
    if isinstance(agent, str):
        return "", {"id": agent}
    if not isinstance(agent, dict):
        return None, {}
    rest = dict(agent)
    name = rest.pop("name", "")
    if not isinstance(name, str):
        return None, {}
    if name and rest.get("type") == "Person":
        del rest["type"]
    return name, rest


def _target(raw: object, source: str) -> tuple[Anchor | None, str, Json] | None:
    """Anchor, colour, and unknown keys of a target; None where it is none of ours."""
    if isinstance(raw, list) and len(raw) == 1:
        raw = raw[0]
    if isinstance(raw, str):
        return (None, "", {}) if raw == source or not source else None
    if not isinstance(raw, dict):
        return None
    rest = dict(raw)
    kind, of = rest.pop("type", "SpecificResource"), rest.pop("source", None)
    color = rest.pop("styleClass", "")
    if kind != "SpecificResource" or (source and of != source) or not isinstance(color, str):
        return None
    selectors = rest.pop("selector", None)
    if selectors is None:
        return None, color, rest
    hash_, extractor = rest.pop("khizana:textHash", ""), rest.pop("khizana:extractor", "")
    around = rest.pop("khizana:surroundings", "")
    if not all(isinstance(value, str) for value in (hash_, extractor, around)):
        return None
    found = _selectors(selectors if isinstance(selectors, list) else [selectors])
    if found is None:
        return None
    position, passage, selector_rest = found
    if selector_rest:
        rest["selector"] = selector_rest
    anchor = Anchor(*position, *passage, hash_, extractor, around)
    return anchor, color, rest


def _selectors(raw: list[Any]) -> tuple[tuple[int, int], tuple[str, str, str], Json] | None:
    """Position, quote and unknown keys of selectors; None where there is no quote."""
    position = (0, 0)
    passage: tuple[str, str, str] | None = None
    unknown: Json = {}
    seen_position = False
    for selector in raw:
        rest = dict(selector) if isinstance(selector, dict) else {}
        kind = rest.pop("type", "")
        if kind == "TextPositionSelector" and not seen_position:
            start, end = rest.pop("start", None), rest.pop("end", None)
            if type(start) is not int or type(end) is not int or not 0 <= start <= end:
                return None
            position, seen_position = (start, end), True
        elif kind == "TextQuoteSelector" and passage is None:
            exact, prefix, suffix = (rest.pop(k, "") for k in ("exact", "prefix", "suffix"))
            if not (isinstance(exact, str) and isinstance(prefix, str) and isinstance(suffix, str)):
                return None
            passage = (exact, prefix, suffix)
        else:
            unknown.setdefault("", []).append(selector)
            continue
        if rest:
            unknown[kind] = rest
    return None if passage is None or not passage[0] else (position, passage, unknown)


def _bodies(raw: object) -> tuple[str, tuple[str, ...], Json]:
    """Note, tags and unknown keys of bodies."""
    note = ""
    tags: list[str] = []
    unknown: Json = {}
    for body in raw if isinstance(raw, list) else [raw]:
        rest = dict(body) if isinstance(body, dict) else {}
        kind, purpose, value = (rest.pop(k, None) for k in ("type", "purpose", "value"))
        if kind != "TextualBody" or not isinstance(value, str) or not value:
            unknown.setdefault("", []).append(body)
        elif purpose == "tagging" and value not in tags:
            tags.append(value)
            if rest:
                unknown.setdefault("tagging", {})[value] = rest
        elif purpose in ("commenting", None) and not note:
            note = value
            if rest.get("format") == _NOTE_FORMAT:
                del rest["format"]
            if rest:
                unknown["commenting"] = rest
        else:
            unknown.setdefault("", []).append(body)
    return note, tuple(tags), unknown
