"""Strings from outside made sound: each is a sequence of characters that a file takes.

A Python string may hold half of a surrogate pair (a JSON escape that was cut in two, a byte of an
argument that is no UTF-8), which no encoding, no file and no database takes (Unicode 15, 3.9,
D71 to D77). Whatever reads from outside makes its strings sound once, there; the file that they
came from stays as it is.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

from archive_app.core.model import Extraction, Metadata


def sound(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, and pairs of two as the character they are."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def sound_json(value: Any) -> Any:
    """A JSON value (also with tuples) of which every string, keys too, is sound."""
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, dict):
        return {sound(key): sound_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(sound_json, value))
    return value


def read_json(text: str | bytes, *, finite: bool = False, strict: bool = True) -> Any:
    """The value of a JSON text, its strings sound.

    ``finite``: numbers that JSON cannot write again (NaN, what is greater than any float) are an
    error. Without ``strict`` strings may hold control characters. Raises ValueError, also for
    what is nested too deeply.
    """
    return sound_json(parse_json(text, finite=finite, strict=strict))


def parse_json(text: str | bytes, *, finite: bool = False, strict: bool = True) -> Any:
    """As `read_json`, with its strings as they came: for what makes only some of them sound."""
    try:
        if finite:
            return json.loads(text, strict=strict, parse_constant=_finite, parse_float=_finite)
        return json.loads(text, strict=strict)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def sound_name(name: str) -> str:
    """A file name made sound, but for bytes that are no UTF-8 (PEP 383): they may be letters in
    another encoding, and tell which file it was."""
    try:
        name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return sound(name)
    return name


def sound_extraction(found: Extraction) -> Extraction:
    """What was extracted, its strings sound. The text keeps its length."""
    metadata = found.metadata
    texts = (found.text, *found.tags, *found.warnings, *(link.href for link in found.links),
             *(block.name for block in found.blocks if block.name))  # fmt: skip
    if all(map(_is_sound, texts)) and _metadata_is_sound(metadata):
        return found
    return replace(
        found,
        # Character by character: blocks and links count them.
        text=found.text if _is_sound(found.text) else "".join(map(sound, found.text)),
        metadata=replace(
            metadata,
            **{name: sound_json(getattr(metadata, name)) for name in _TEXTS},
            creator=tuple(map(sound, metadata.creator)),
            dates=tuple(replace(d, quote=sound(d.quote)) for d in metadata.dates),
        ),
        blocks=tuple(replace(block, name=sound(block.name)) for block in found.blocks),
        links=tuple(replace(link, href=sound(link.href)) for link in found.links),
        repairs=tuple(
            replace(r, before=sound(r.before), after=sound(r.after)) for r in found.repairs
        ),
        warnings=tuple(map(sound, found.warnings)),
        tags=tuple(map(sound, found.tags)),
    )


_TEXTS = ("title", "source", "date", "language", "identifier", "description")


def _metadata_is_sound(metadata: Metadata) -> bool:
    texts = (getattr(metadata, name) for name in _TEXTS)
    quotes = (date.quote for date in metadata.dates)
    return all(map(_is_sound, (*texts, *metadata.creator, *quotes)))


def _is_sound(text: str) -> bool:
    return sound(text) is text


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is no number of JSON")
    return value
