"""A sidecar as JSON-LD: a W3C Web Annotation collection, with Dublin Core terms.

The form is described in ``docs/storage-format.md``. Its rules: keys in a fixed order, one a line;
text in normalization form C, but quoted passages and file names untouched (an anchor's offsets
count the code points of the text as extracted); what this version does not know is kept, at
every level, in the ``extra`` of the value it was found in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archive_app.core.model import DateCandidate, Metadata, Repair, Status
from archive_app.core.sound import parse_json, sound_json, sound_name
from archive_app.library.annotation_json import annotation_from, annotation_json
from archive_app.library.iri import (
    annotation_iri,
    file_to_iri,
    id_to_iri,
    iri_to_annotation,
    iri_to_file,
    iri_to_id,
)
from archive_app.library.json_text import json_text
from archive_app.library.record import USER_METADATA, FormError, Sidecar, UserValue, nfc

FORMAT = 1
"""The version of the form. A reader refuses a later one, and leaves such a file alone."""

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"khizana": "urn:khizana:"}]

Json = dict[str, Any]


def to_json(sidecar: Sidecar) -> str:
    """The sidecar's text as it stands on disk, ending in a line feed."""
    return json_text(_document(sidecar))


def from_json(text: str) -> Sidecar:
    """The sidecar in a text. Raises ValueError, with the reason, where it is none."""
    raw = parse_json(text, finite=True)
    if not isinstance(raw, dict):
        raise FormError("not an object")
    # The text itself is sound: half a pair can come from an escape alone.
    return _sidecar(_sound(raw) if "\\u" in text else raw)


def _sound(raw: Json) -> Json:
    """A sidecar's object with its strings made sound, but for the name that the file came with."""
    made: Json = sound_json(raw)
    original = raw.get("khizana:original")
    if isinstance(original, dict) and isinstance(name := original.get("khizana:name"), str):
        made["khizana:original"]["khizana:name"] = sound_name(name)
    return made


# ---------------------------------------------------------------- writing


def _document(s: Sidecar) -> Json:
    iri = id_to_iri(s.id)
    file = s.file or s.original_name
    source = file_to_iri(file)
    extra = s.extra
    context = extra.get("@context")
    document: Json = {
        "@context": [*CONTEXT, *context] if isinstance(context, list) else CONTEXT,
        "id": iri,
        "type": "AnnotationCollection",
        "khizana:format": FORMAT,
    }
    original: Json = {"id": source}
    if s.media_type:
        original["format"] = s.media_type
    if s.original_name and s.original_name != file:
        original["khizana:name"] = s.original_name
    original["khizana:size"] = s.size
    if s.sha256:
        original["khizana:sha256"] = s.sha256
    if s.parent:
        original["khizana:partOf"] = id_to_iri(s.parent)
    document["khizana:original"] = _with(original, extra.get("khizana:original"))
    if s.added:
        document["khizana:added"] = s.added
    _put_metadata(document, s)
    if s.user:
        document["khizana:user"] = _user_json(s)
    extraction = _extraction_json(s)
    if extraction or "khizana:extraction" in extra:
        document["khizana:extraction"] = _with(extraction, extra.get("khizana:extraction"))
    if s.tombstones:
        document["khizana:deleted"] = {
            annotation_iri(key): s.tombstones[key] for key in sorted(s.tombstones)
        }
    document["total"] = len(s.annotations) + len(s.foreign)
    for key in sorted(extra):
        if key not in document and key not in _NESTED:
            document[key] = extra[key]
    if document["total"]:
        items = [annotation_json(a, source) for a in s.annotations]
        page: Json = {
            "id": iri + "#page",
            "type": "AnnotationPage",
            "partOf": iri,
            "startIndex": 0,
        }
        page = _with(page, extra.get("first"))
        page["items"] = [*items, *s.foreign]
        document["first"] = page
    return document


_NESTED = frozenset({"@context", "khizana:original", "khizana:extraction", "khizana:user", "first"})


def _put_metadata(document: Json, s: Sidecar) -> None:
    chosen = s.effective
    for name in USER_METADATA:
        value = getattr(chosen, name)
        if value:
            document["dcterms:" + name] = (
                [nfc(part) for part in value] if name == "creator" else nfc(value)
            )
    if s.metadata.dates:
        document["khizana:dates"] = [
            {"date": d.date, "origin": d.origin, "confidence": d.confidence, "quote": d.quote}
            for d in s.metadata.dates
        ]


def _user_json(s: Sidecar) -> Json:
    """What the user set. A Dublin Core field has its value among the terms above; here stands
    when it was set, and what had been extracted, so that each fact is written just once."""
    unknown = s.extra.get("khizana:user", {})
    result: Json = {}
    for name in sorted(s.user):
        entry: Json = {}
        value = s.user[name].value
        if name not in USER_METADATA:
            entry["value"] = _plain(value)
        elif value is None:
            entry["unset"] = True
        elif getattr(s.metadata, name):
            entry["extracted"] = _plain(getattr(s.metadata, name))
        entry["modified"] = s.user[name].modified
        result[name] = _with(entry, unknown.get(name))
    return result


def _extraction_json(s: Sidecar) -> Json:
    result: Json = {}
    if s.extractor:
        result["extractor"] = s.extractor
    if s.text_hash:
        result["textHash"] = s.text_hash
    if s.extracted and s.extracted != s.added:
        result["time"] = s.extracted
    if s.status != Status.OK:
        result["status"] = str(s.status)
    if s.reason:
        result["reason"] = s.reason
    if s.repairs:
        result["repairs"] = [
            {"kind": r.kind, "count": r.count, "before": r.before, "after": r.after}
            for r in s.repairs
        ]
    return result


def _with(known: Json, unknown: object) -> Json:
    """An object with the unknown keys it was read with, after its own, in order."""
    if isinstance(unknown, Mapping):
        for key in sorted(unknown):
            known.setdefault(key, unknown[key])
    return known


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, str):
        return nfc(value)
    return [_plain(part) for part in value] if isinstance(value, tuple | list) else value


# ---------------------------------------------------------------- reading


class _Reader:
    """Takes the known keys out of an object, checking their types; what is left is unknown."""

    def __init__(self, raw: object, where: str) -> None:
        if not isinstance(raw, dict):
            raise FormError(f"{where} is not an object")
        self.rest: Json = dict(raw)
        self.where = where

    def text(self, key: str) -> str:
        value = self.rest.pop(key, "")
        if not isinstance(value, str):
            raise FormError(f"{self.where}: {key} is not text")
        return value

    def number(self, key: str) -> float:
        value = self.rest.pop(key, 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise FormError(f"{self.where}: {key} is not a number")
        return value

    def items(self, key: str) -> list[Any]:
        value = self.rest.pop(key, [])
        return value if isinstance(value, list) else [value]

    def child(self, key: str) -> _Reader:
        return _Reader(self.rest.pop(key, {}), key)


def _sidecar(raw: Json) -> Sidecar:
    top = _Reader(raw, "sidecar")
    types = top.items("type")
    if "AnnotationCollection" not in types:
        raise FormError("not an AnnotationCollection")
    if top.number("khizana:format") > FORMAT:
        raise FormError("written by a later version")
    iri = top.text("id")
    if not iri:
        raise FormError("without an id")
    context = [entry for entry in top.items("@context") if entry not in CONTEXT]
    original = top.child("khizana:original")
    source = original.text("id")
    file = iri_to_file(source)
    name = original.text("khizana:name") or file
    media_type = original.text("format")
    size, sha256 = original.number("khizana:size"), original.text("khizana:sha256")
    parent = original.text("khizana:partOf")
    added = top.text("khizana:added")
    metadata, user, user_rest = _metadata(top)
    extraction = top.child("khizana:extraction")
    deleted = top.child("khizana:deleted")
    tombstones = {iri_to_annotation(key): deleted.text(key) for key in tuple(deleted.rest)}
    top.rest.pop("total", None)
    page = top.child("first")
    items = page.items("items")
    for key in ("id", "type", "partOf", "startIndex"):
        page.rest.pop(key, None)
    annotations, foreign = [], []
    for item in items:
        annotation = annotation_from(item, source)
        if annotation is not None:
            annotations.append(annotation)
        else:
            foreign.append(item)
    repairs = tuple(_repair(entry) for entry in extraction.items("repairs"))
    status = extraction.text("status") or Status.OK
    if status not in list(Status):
        raise FormError(f"unknown status {status}")
    extra = top.rest
    sidecar = Sidecar(
        id=iri_to_id(iri),
        original_name=name,
        size=int(size),
        sha256=sha256,
        media_type=media_type,
        added=added,
        metadata=metadata,
        user=user,
        annotations=tuple(annotations),
        tombstones=tombstones,
        repairs=repairs,
        extractor=extraction.text("extractor"),
        text_hash=extraction.text("textHash"),
        extracted=extraction.text("time") or added,
        status=Status(status),
        reason=extraction.text("reason"),
        parent=iri_to_id(parent) if parent else "",
        file=file,
        foreign=tuple(foreign),
        extra=extra,
    )
    # The children's unknown keys are known only now that each was read.
    for key, rest in (
        ("@context", context),
        ("khizana:original", original.rest),
        ("khizana:extraction", extraction.rest),
        ("khizana:user", user_rest),
        ("first", page.rest),
    ):
        if rest:
            extra[key] = rest
    return sidecar


def _metadata(top: _Reader) -> tuple[Metadata, dict[str, UserValue], Json]:
    """The extracted metadata, what the user set, and the latter's unknown keys."""
    written: dict[str, Any] = {
        name: top.text("dcterms:" + name) for name in USER_METADATA if name != "creator"
    }
    written["creator"] = _texts(top.items("dcterms:creator"), "dcterms:creator")
    extracted = dict(written)
    user: dict[str, UserValue] = {}
    rest: Json = {}
    entries = top.child("khizana:user")
    for name in tuple(entries.rest):
        entry = entries.child(name)
        if name in USER_METADATA and entry.rest.pop("unset", False) is True:
            value = None
        elif name in USER_METADATA:
            value = written[name]
            creator = _texts(entry.items("extracted"), name) if name == "creator" else ()
            extracted[name] = creator if name == "creator" else entry.text("extracted")
        else:
            value = entry.rest.pop("value", "")
            value = tuple(value) if isinstance(value, list) else value
        user[name] = UserValue(value, entry.text("modified"))
        if entry.rest:
            rest[name] = entry.rest
    dates = tuple(_date(entry) for entry in top.items("khizana:dates"))
    return Metadata(**extracted, dates=dates), user, rest


def _date(raw: object) -> DateCandidate:
    entry = _Reader(raw, "khizana:dates")
    return DateCandidate(
        entry.text("date"), entry.text("origin"), entry.number("confidence"), entry.text("quote")
    )


def _repair(raw: object) -> Repair:
    entry = _Reader(raw, "repairs")
    return Repair(
        entry.text("kind"), int(entry.number("count")), entry.text("before"), entry.text("after")
    )


def _texts(values: list[Any], where: str) -> tuple[str, ...]:
    if not all(isinstance(value, str) for value in values):
        raise FormError(f"{where} is not text")
    return tuple(values)
