"""The query as a tree: what was asked, before a lens is put to it.

`parse` makes the tree, `Variants` sets other names beside those it has, `Planner` makes of it
what the index can execute. Every leaf knows where it stands in the text of the query (``span``,
in code points; (0, 0) for what was not typed); for equality that plays no part. ``field`` is the
name of a `Field`, empty for all those of words.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TypeAlias

from archive_app.core.model import Notice, Span


@dataclass(frozen=True, slots=True)
class Word:
    """One word: ``text`` folded, ``bare`` as it was typed (tashkeel aside).

    ``variant``: it was not typed, but is of another name for what was.
    """

    text: str
    bare: str
    field: str = ""
    variant: bool = False
    span: Span = dataclasses.field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str
    bare: str
    field: str = ""
    span: Span = dataclasses.field(default=(0, 0), compare=False)
    variant = False


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words of a pattern: ``*`` stands for any letters, ``?`` for one."""

    text: str
    bare: str
    field: str = ""
    span: Span = dataclasses.field(default=(0, 0), compare=False)
    variant = False


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words that differ by ``distance`` letters at most."""

    text: str
    bare: str
    distance: int = 1
    field: str = ""
    span: Span = dataclasses.field(default=(0, 0), compare=False)
    variant = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other, each at most ``slop`` places behind the one before."""

    words: tuple[Word, ...]
    slop: int = 1
    span: Span = dataclasses.field(default=(0, 0), compare=False)

    @property
    def field(self) -> str:
        """The field in which all of them are looked for."""
        return self.words[0].field


@dataclass(frozen=True, slots=True)
class Filter:
    """A name that articles must have in a field of names; ``value`` is as typed."""

    field: str
    value: str
    span: Span = dataclasses.field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Range:
    """ISO dates, perhaps partial, between which an article's must lie; either may be empty."""

    field: str
    first: str
    last: str
    span: Span = dataclasses.field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Bag:
    """What stands side by side without an operator: all of it, or any, as the search was told."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text: the articles that hold most of its ``words``, the rarest above all."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What was typed (the first of the parts), and beside it other names for the same."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold the part."""

    part: Node


Term: TypeAlias = Word | Prefix | Wildcard | Fuzzy
Node: TypeAlias = Term | Phrase | Passage | Filter | Range | Bag | And | Or | Synonyms | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A query: its ``text`` as it was typed, the ``tree`` that it means (None: it asks for
    everything), and what there is to tell about it."""

    text: str = ""
    tree: Node | None = None
    notices: tuple[Notice, ...] = ()
