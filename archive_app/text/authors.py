"""Several authors in one line of text, parted and joined again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_STRONG = re.compile(r"\s*[;؛]\s*")
_PARTING = re.compile(r"\s*،\s*|\s+(?:and|&)\s+|,\s+and\s+")
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*")


def decoded(text: str) -> str:
    """Return a text with character references read (``&quot;``, ``&#8220;``, ``&nbsp``), also where
    they were written as text once more."""
    for _ in range(3):
        if "&" not in text:
            break
        text = html.unescape(text)
    return text.replace("\xa0", " ")


def split_authors(text: str) -> list[str]:
    """Return the authors that a line names, in order, each once.

    Semicolons part them; where there are none, commas and "and" do. «Smith, John», a family's name
    before a given one, stays one.
    """
    found: list[str] = []
    text = decoded(text)
    if _STRONG.search(text):
        return _once(_STRONG.split(text))
    for part in _PARTING.split(text):
        pieces = [piece.strip() for piece in part.split(",")]
        place = 0
        while place < len(pieces):
            pair = pieces[place : place + 2]
            if len(pair) == 2 and all(map(_lone, pair)):
                found.append(", ".join(pair))
                place += 2
            else:
                found.append(pieces[place])
                place += 1
    return _once(found)


def join_authors(names: Iterable[str]) -> str:
    """Return authors as one line, of which `split_authors` makes them again."""
    held = list(names)
    if any(split_authors(name) != [name] for name in held) or (
        split_authors("، ".join(held)) != _once(held)
    ):
        return "؛ ".join(held)
    return "، ".join(held)


def _lone(piece: str) -> bool:
    """Whether a piece is one Latin word that may be half a name (an agency is all capitals)."""
    plain = _LATIN_WORD.fullmatch(piece) is not None and not re.search(r"[\u0590-\u08ff]", piece)
    return plain and not (piece.isupper() and len(piece) > 2)


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in map(str.strip, names) if name))
