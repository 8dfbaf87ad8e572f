"""The archive's own settings, in ``archive.json`` at its top: what belongs to the archive and not
to a machine or a user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from archive_app.core.sound import read_json, sound_json
from archive_app.library.json_text import json_text
from archive_app.library.merging import merge_unknown
from archive_app.library.record import FormError, nfc

FORMAT = 1
"""The version of the archive folder's layout."""


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """Settings of one archive. ``id`` is 32 hex digits and never changes.

    ``tag_colors`` maps tags to colours (``#rrggbb``), ``color_names`` highlight colours to what
    they mean to the users, ``saved_searches`` names to queries (JSON objects), ``variants`` are
    groups of words that count as the same word. ``extra`` keeps keys of later versions.
    """

    id: str = ""
    name: str = ""
    created: str = ""
    tag_colors: Mapping[str, str] = field(default_factory=dict, hash=False)
    color_names: Mapping[str, str] = field(default_factory=dict, hash=False)
    saved_searches: Mapping[str, Any] = field(default_factory=dict, hash=False)
    variants: tuple[tuple[str, ...], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)


_MAPS = ("tag_colors", "color_names", "saved_searches")
_KEYS = {f.name: f.name for f in fields(ArchiveSettings) if f.name != "extra"}


def settings_to_json(settings: ArchiveSettings) -> str:
    """The text of ``archive.json``: keys in a fixed order, one a line, unknown ones last."""
    document: dict[str, Any] = {"format": FORMAT}
    for key in _KEYS:
        value = getattr(settings, key)
        document[key] = dict(sorted(value.items())) if key in _MAPS else value
    document["name"] = nfc(settings.name)
    for key in sorted(settings.extra):
        document.setdefault(key, settings.extra[key])
    return json_text(sound_json(document))


def settings_from_json(text: str) -> tuple[ArchiveSettings, int]:
    """The settings in a text, and the version of the format. Raises ValueError."""
    raw = read_json(text, finite=True)
    if not isinstance(raw, dict):
        raise FormError("not an object")
    version = raw.pop("format", FORMAT)
    if type(version) is not int:
        raise FormError("format is not a number")
    known: dict[str, Any] = {}
    for key in _KEYS:
        if key not in raw:
            continue
        value = raw.pop(key)
        if key == "variants":
            value = _variants(value)
        elif not isinstance(value, dict if key in _MAPS else str):
            raise FormError(f"{key} is of the wrong kind")
        known[key] = value
    for key in ("tag_colors", "color_names"):
        if not all(isinstance(value, str) for value in known.get(key, {}).values()):
            raise FormError(f"{key} is of the wrong kind")
    return ArchiveSettings(**known, extra=raw), version


def merge_settings(
    base: ArchiveSettings, mine: ArchiveSettings, theirs: ArchiveSettings
) -> ArchiveSettings:
    """``theirs`` with the changes that lead from ``base`` to ``mine``, entry by entry."""
    changed: dict[str, Any] = {}
    for key in ("name", "created"):
        if getattr(mine, key) != getattr(base, key):
            changed[key] = getattr(mine, key)
    for key in _MAPS:
        changed[key] = _merge_map(getattr(base, key), getattr(mine, key), getattr(theirs, key))
    added = tuple(group for group in mine.variants if group not in base.variants)
    removed = {group for group in base.variants if group not in mine.variants}
    kept = tuple(group for group in theirs.variants if group not in removed)
    changed["variants"] = tuple(dict.fromkeys((*kept, *added)))
    changed["extra"] = merge_unknown(mine.extra, theirs.extra)
    return replace(theirs, **changed)


def _merge_map(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    merged = dict(theirs)
    for key in {*base, *mine}:
        if key not in mine:
            merged.pop(key, None)
        elif key not in base or mine[key] != base[key]:
            merged[key] = mine[key]
    return merged


def _variants(raw: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(raw, list) or not all(
        isinstance(group, list) and all(isinstance(word, str) for word in group) for group in raw
    ):
        raise FormError("variants is of the wrong kind")
    return tuple(tuple(group) for group in raw)
