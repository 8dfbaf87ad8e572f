"""What a query asks for, before a lens is put to it: the leaves of the parsed tree.

Whoosh's parser makes a tree of these and of its own And, Or and Not; `expand` then makes of
it what the executor understands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from whoosh.query import Or, Query

Kind = Literal["word", "prefix", "fuzzy"]


class Word(Query):  # type: ignore[misc]
    """One word. ``text`` is folded, ``bare`` as it was typed (tashkeel aside).

    ``field`` is empty for all fields. ``distance`` is how many letters a fuzzy word may differ by.
    ``variant``: it was not typed, but is of another name for what was.
    """

    def __init__(
        self,
        field: str,
        text: str,
        bare: str,
        kind: Kind = "word",
        distance: int = 1,
        variant: bool = False,
    ) -> None:
        self.fieldname = field
        self.text = text
        self.bare = bare
        self.kind = kind
        self.distance = distance
        self.variant = variant

    def _key(self) -> tuple[Any, ...]:
        return (self.fieldname, self.text, self.bare, self.kind, self.distance, self.variant)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Word) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Word{self._key()!r}"


class Words(Query):  # type: ignore[misc]
    """Words one after the other, each at most ``slop`` places behind the one before."""

    def __init__(self, field: str, words: Sequence[Word], slop: int = 1) -> None:
        self.fieldname = field
        self.words = tuple(words)
        self.slop = slop

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and (self.fieldname, self.words, self.slop) == (
            other.fieldname,
            other.words,
            other.slop,
        )

    def __hash__(self) -> int:
        return hash((self.fieldname, self.words, self.slop))

    def __repr__(self) -> str:
        return f"Words({self.fieldname!r}, {self.words!r}, {self.slop})"


class Filter(Query):  # type: ignore[misc]
    """A property that articles must have: ``name`` is ``source tag lang type`` or ``date``.

    ``value`` is as typed; a date's is ``first..last``, either of which may be empty.
    """

    def __init__(self, name: str, value: str) -> None:
        self.name = name
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Filter) and (self.name, self.value) == (other.name, other.value)

    def __hash__(self) -> int:
        return hash((self.name, self.value))

    def __repr__(self) -> str:
        return f"Filter({self.name!r}, {self.value!r})"


class Side(Query):  # type: ignore[misc]
    """What stands side by side without an operator: all of it, or any, as the search was told."""

    def __init__(self, subqueries: Sequence[Any], boost: float = 1.0) -> None:
        self.subqueries = list(subqueries)
        self.boost = boost

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Side) and self.subqueries == other.subqueries

    def __hash__(self) -> int:
        return hash(tuple(self.subqueries))

    def __repr__(self) -> str:
        return f"Side({self.subqueries!r})"


class Names(Or):  # type: ignore[misc]
    """What was typed (the first of ``subqueries``), and beside it other names for the same."""

    def __init__(self, subqueries: Sequence[Any], boost: float = 1.0) -> None:
        self.subqueries = list(subqueries)
        self.boost = boost
        self.minmatch = 0
        self.scale = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Names) and self.subqueries == other.subqueries

    def __hash__(self) -> int:
        return hash(tuple(self.subqueries))

    def __repr__(self) -> str:
        return f"Names({self.subqueries!r})"
