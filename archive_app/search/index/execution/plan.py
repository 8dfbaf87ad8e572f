"""Query nodes of our own, beside Whoosh's: what its parser makes of a word seen through a lens.

`Group` holds all the forms of one query word and is scored as one term: its document
frequency is the size of the union, its term frequency the weighted sum. `GroupPhrase` is a
phrase (or proximity) of such groups. `Mask` is a filter over the catalogue's columns that was
resolved before the index is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.query import Query

Forms = tuple[tuple[str, float], ...]
"""Words with their weights, as a group holds them."""


class Group(Query):  # type: ignore[misc]
    """All forms of one query word in a field, scored as one term.

    ``words`` are (folded word, weight) pairs, weights above 0; ``boost`` multiplies the score.
    """

    def __init__(self, fieldname: str, words: Forms, boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.words = tuple(words)
        self.boost = boost

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Group)
            and type(self) is type(other)
            and (self.fieldname, self.words, self.boost)
            == (other.fieldname, other.words, other.boost)
        )

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.fieldname, self.words, self.boost))

    def __repr__(self) -> str:
        return f"Group({self.fieldname!r}, {self.words!r}, boost={self.boost})"

    def field(self) -> str:
        """The field searched."""
        return self.fieldname

    def has_terms(self) -> bool:
        """True: it stands for words."""
        return True

    def terms(self, phrases: bool = False) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        """Every (field, word) it stands for."""
        return ((self.fieldname, word) for word, _ in self.words)


class GroupPhrase(Query):  # type: ignore[misc]
    """Groups that stand near each other: each after the one before, at most ``slop`` words on.

    ``slop`` 1 is a plain phrase. With ``ordered`` False they may stand in any order. ``within``
    looks into these articles only (sorted catalogue numbers).
    """

    def __init__(
        self,
        fieldname: str,
        groups: tuple[Group, ...],
        slop: int = 1,
        ordered: bool = True,
        boost: float = 1.0,
        within: np.ndarray[Any, Any] | None = None,
    ) -> None:
        self.fieldname = fieldname
        self.within = within
        self.groups = tuple(groups)
        self.slop = slop
        self.ordered = ordered
        self.boost = boost

    def _key(self) -> tuple[Any, ...]:
        within = None if self.within is None else self.within.tobytes()
        return (self.fieldname, self.groups, self.slop, self.ordered, self.boost, within)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GroupPhrase) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"GroupPhrase({self.fieldname!r}, {self.groups!r}, slop={self.slop})"

    def field(self) -> str:
        """The field searched."""
        return self.fieldname


class Mask(Query):  # type: ignore[misc]
    """The articles that a filter lets through: sorted catalogue numbers (``docs``).

    It scores nothing.
    """

    def __init__(self, docs: np.ndarray[Any, Any], boost: float = 1.0) -> None:
        self.docs = docs
        self.boost = boost

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mask) and bool(np.array_equal(self.docs, other.docs))

    def __hash__(self) -> int:
        return hash(("Mask", len(self.docs)))

    def __repr__(self) -> str:
        return f"Mask(<{len(self.docs)} docs>)"


class Layered(Query):  # type: ignore[misc]
    """One query word as a sum of layers, each a set of words scored as one term of its own.

    A layer of near forms is rare and weighs much, a wide one is common and weighs little by
    itself: that ranks better than one group with weights. It is looked for in ``fields`` (with
    their weights), which score as one. ``words`` are all the words, each with the numbers of
    its layers as ``bits`` (bit 0: the first); ``weights`` are what each layer counts. Any of
    the words matches.
    """

    def __init__(
        self,
        fields: tuple[tuple[str, float], ...],
        words: tuple[str, ...],
        bits: tuple[int, ...],
        weights: tuple[float, ...],
        boost: float = 1.0,
    ) -> None:
        self.fields = fields
        self.words = words
        self.bits = bits
        self.weights = weights
        self.boost = boost

    def _key(self) -> tuple[Any, ...]:
        return (self.fields, self.words, self.bits, self.weights, self.boost)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Layered) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Layered({self.fields!r}, {self.words!r}, {self.bits!r}, {self.weights!r})"

    def has_terms(self) -> bool:
        """True: it stands for words."""
        return True

    def terms(self, phrases: bool = False) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        """Every (field, word) it stands for."""
        return ((name, word) for name, _ in self.fields for word in self.words)


class Nearness(Query):  # type: ignore[misc]
    """How near to each other words stand in some articles: it finds nothing new, it only scores.

    ``groups`` are the forms of each word in the order of the query; ``docs`` the articles
    (sorted catalogue numbers).
    """

    def __init__(
        self,
        fieldname: str,
        groups: tuple[tuple[str, ...], ...],
        docs: np.ndarray[Any, Any],
        boost: float = 1.0,
    ) -> None:
        self.fieldname = fieldname
        self.groups = groups
        self.docs = docs
        self.boost = boost

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Nearness)
            and (self.fieldname, self.groups) == (other.fieldname, other.groups)
            and bool(np.array_equal(self.docs, other.docs))
        )

    def __hash__(self) -> int:
        return hash((self.fieldname, self.groups, len(self.docs)))

    def __repr__(self) -> str:
        return f"Nearness({self.fieldname!r}, {self.groups!r}, <{len(self.docs)} docs>)"
