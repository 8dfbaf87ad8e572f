"""What a sidecar holds, as a value: `Sidecar`, and how its ids are made."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from archive_app.core.model import Annotation, Metadata, Repair, Status
from archive_app.core.sound import sound
from archive_app.library.clock import time_key

USER_METADATA = ("title", "creator", "source", "date", "language", "identifier", "description")
"""The fields of `Metadata` that a user may set; they stand in the sidecar as Dublin Core terms."""

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:khizana:article")


class FormError(ValueError):
    """A file whose contents are not of the form that they should have; the text says where."""


@dataclass(frozen=True, slots=True)
class UserValue:
    """What the user set in one field, and when. ``value`` is text, a tuple of texts, or a flag.

    An empty text means that the user cleared the field; it still wins over what was extracted.
    None means that the user went back to what was extracted.
    """

    value: Any
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """Everything that is known of one original and that its bytes do not say.

    ``file`` is the original's present name beside the sidecar, ``original_name`` the one it had
    where it came from, untouched. ``metadata`` is what extraction found, at ``extracted`` (empty:
    when it was ``added``), with ``extractor`` (``name/version``), giving a text whose SHA-256 is
    ``text_hash``. ``user`` holds what the user set, a field each: those of `USER_METADATA`,
    ``read`` (a flag) and ``refused_repairs`` (kinds of `Repair`). ``tombstones`` maps the ids of
    removed annotations to the time. ``parent`` is the id of the article it was a part of.
    ``foreign`` are annotations of other programs that the model does not cover, as they were
    read; ``extra`` the keys that this version does not know.
    Annotations stand in one order, by time of creation, then id.
    """

    id: str
    original_name: str = ""
    size: int = 0
    sha256: str = ""
    media_type: str = ""
    added: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    user: Mapping[str, UserValue] = field(default_factory=dict, hash=False)
    annotations: tuple[Annotation, ...] = ()
    tombstones: Mapping[str, str] = field(default_factory=dict, hash=False)
    repairs: tuple[Repair, ...] = ()
    extractor: str = ""
    text_hash: str = ""
    extracted: str = ""
    status: Status = Status.OK
    reason: str = ""
    parent: str = ""
    file: str = ""
    foreign: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if len(self.annotations) > 1:
            ordered = tuple(sorted(self.annotations, key=_age))
            object.__setattr__(self, "annotations", ordered)

    @property
    def effective(self) -> Metadata:
        """The metadata as it counts: what the user set wins over what was extracted."""
        chosen: dict[str, Any] = {
            name: self.user[name].value
            for name in USER_METADATA
            if name in self.user and self.user[name].value is not None
        }
        return replace(self.metadata, **chosen) if chosen else self.metadata

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the whole article, each once, in the order they were given."""
        found = (a.tags[0] for a in self.annotations if a.motivation == "tagging" and a.tags)
        return tuple(dict.fromkeys(found))

    @property
    def read(self) -> bool:
        """Whether the user marked the article as read."""
        return "read" in self.user and bool(self.user["read"].value)

    @property
    def refused_repairs(self) -> tuple[str, ...]:
        """The kinds of repair that the user refused for this article."""
        refused = self.user["refused_repairs"].value if "refused_repairs" in self.user else ()
        return tuple(map(str, refused)) if isinstance(refused, list | tuple) else ()

    def annotation(self, annotation_id: str) -> Annotation | None:
        """The annotation with this id, or None."""
        return next((a for a in self.annotations if a.id == annotation_id), None)

    def with_annotation(self, annotation: Annotation) -> Sidecar:
        """This sidecar with an annotation added, or put in the place of the one with its id.

        Its ``modified`` must be later than what it replaces and than its tombstone, where it had
        been removed (see `clock.later`); otherwise a merge would prefer those.
        """
        others = tuple(a for a in self.annotations if a.id != annotation.id)
        tombstones = {key: time for key, time in self.tombstones.items() if key != annotation.id}
        return replace(self, annotations=(*others, annotation), tombstones=tombstones)

    def without(self, annotation_ids: Iterable[str], when: str) -> Sidecar:
        """This sidecar with annotations removed at a time, each leaving its tombstone."""
        gone = set(annotation_ids)
        removed = {a.id for a in self.annotations if a.id in gone}
        return replace(
            self,
            annotations=tuple(a for a in self.annotations if a.id not in gone),
            tombstones={**self.tombstones, **dict.fromkeys(removed, when)},
        )

    def with_user(self, modified: str, **fields: Any) -> Sidecar:
        """This sidecar with fields set by the user at a time."""
        changed = {name: UserValue(value, modified) for name, value in fields.items()}
        return replace(self, user={**self.user, **changed})


def article_id(sha256: str, path: str) -> str:
    """The id of the article whose original has these bytes and first stood at this path.

    It follows from both alone (UUID version 5, as 32 hex digits), so that two machines that
    import the same file into a synced folder give it the same id. ``path`` is relative to the
    archive, with forward slashes.
    """
    return _derived(f"{sha256}\n{nfc(path)}").hex


def tag_id(article: str, tag: str) -> str:
    """The id of the annotation that gives an article a tag.

    It follows from both, so that a tag given, taken and given again on several machines stays
    one annotation, of which the newest change wins.
    """
    return _derived(f"{article}\ntag\n{nfc(tag)}").urn


def new_tag(article: str, tag: str, when: str) -> Annotation:
    """The annotation that gives an article (its id) a tag."""
    return Annotation(tag_id(article, tag), "tagging", tags=(tag,), created=when, modified=when)


def new_id() -> str:
    """A new id for an annotation: a random UUID (version 4) as an IRI, ``urn:uuid:…``."""
    return uuid.uuid4().urn


def nfc(text: str) -> str:
    """Text in normalization form C, in which sidecars hold all but quoted passages and file names.

    A lone surrogate (from an undecodable file name) passes unchanged.
    """
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _derived(name: str) -> uuid.UUID:
    """The version 5 UUID of a name in our namespace; lone surrogates count as escapes."""
    return uuid.uuid5(_NAMESPACE, name.encode("utf-8", "backslashreplace").decode())


def _age(annotation: Annotation) -> tuple[str, str]:
    """The order of annotations in a sidecar."""
    return time_key(annotation.created), annotation.id


def normal(s: Sidecar, file: str = "") -> Sidecar:
    """The sidecar as it reads after being written: its texts in normalization form C, without
    annotations that a tombstone outdates or tombstones that an annotation does.

    ``file`` is the original's present name, where it is known.
    """
    file = file or s.file or s.original_name
    changed: dict[str, Any] = {}
    metadata = _normal_metadata(s.metadata)
    if metadata is not s.metadata:
        changed["metadata"] = metadata
    if file != s.file:
        changed["file"] = file
    if not s.original_name:
        changed["original_name"] = file
    if not s.extracted:
        changed["extracted"] = s.added
    if s.user:
        changed["user"] = {
            name: UserValue(_normal_value(v.value), v.modified) for name, v in s.user.items()
        }
    if s.annotations:
        changed["annotations"] = _normal_annotations(s)
        kept = {a.id for a in changed["annotations"]}
        changed["tombstones"] = {k: time for k, time in s.tombstones.items() if k not in kept}
    return replace(s, **changed) if changed else s


def _normal_annotations(s: Sidecar) -> tuple[Annotation, ...]:
    removed = {key: time_key(time) for key, time in s.tombstones.items()}
    return tuple(
        _normal_annotation(a)
        for a in s.annotations
        if a.id not in removed or time_key(a.modified or a.created) > removed[a.id]
    )


def _normal_metadata(m: Metadata) -> Metadata:
    texts = (*m.creator, *(getattr(m, name) for name in USER_METADATA if name != "creator"))
    if all(map(_is_normal, texts)):
        return m
    return replace(m, **{name: _normal_value(getattr(m, name)) for name in USER_METADATA})


def _is_normal(text: str) -> bool:
    return _text(text) is text


def _text(text: str) -> str:
    """A text as sidecars hold it: sound, and in normalization form C."""
    return nfc(sound(text))


def _normal_annotation(a: Annotation) -> Annotation:
    note, tags = _text(a.note), tuple(dict.fromkeys(map(_text, a.tags)))
    creator = _text(a.creator)
    if (note, tags, creator) == (a.note, a.tags, a.creator):
        return a
    return replace(a, note=note, tags=tags, creator=creator)


def _normal_value(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | tuple):
        return tuple(_normal_value(part) for part in value)
    return value
