"""The plan of a query: what the executor evaluates, once each word was seen through a lens.

`Expansion` and `Group` hold all the forms of one query word. `Mask` is a filter over the
catalogue's columns that was resolved before the index is asked. ``field`` is a field of the index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from archive_app.core.arrays import Ints


@dataclass(frozen=True, slots=True)
class Group:
    """All forms of one query word in a field, scored as one term: its document frequency is the
    size of the union, its term frequency the weighted sum.

    ``words`` are (folded word, weight) pairs, weights above 0.
    """

    field: str
    words: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class GroupPhrase:
    """Groups each after the one before, at most ``slop`` words on; 1 is a plain phrase.

    It scores the sum of the groups', times ``boost``.
    """

    field: str
    groups: tuple[Group, ...]
    slop: int = 1
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Expansion:
    """One query word as a sum of layers, each a set of words scored as one term of its own.

    A layer of near forms is rare and weighs much, a wide one is common and weighs little by
    itself: that ranks better than one group with weights. It is looked for in ``fields`` (with
    their weights), which score as one. ``words`` are all the words, each with the numbers of
    its layers as ``bits`` (bit 0: the first); ``weights`` are what each layer counts. Any of
    the words matches.
    """

    fields: tuple[tuple[str, float], ...]
    words: tuple[str, ...]
    bits: tuple[int, ...]
    weights: tuple[float, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word of the field that begins so, or in one of the ``further`` ways, and the ``words``
    besides; each document scores 1."""

    field: str
    text: str
    further: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """The articles that a filter lets through: sorted catalogue numbers. It scores nothing."""

    docs: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Proximity:
    """How near to each other words stand in some articles: it finds nothing new, it only scores.

    ``groups`` are the forms of each word in the order of the query; ``docs`` the articles
    (sorted catalogue numbers).
    """

    field: str
    groups: tuple[tuple[str, ...], ...]
    docs: Ints


@dataclass(frozen=True, slots=True)
class And:
    """What all of the parts find, with the sum of their scores."""

    parts: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Or:
    """What any of the parts finds, with the sum of their scores; of no parts: nothing."""

    parts: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Not:
    """What the part does not find; each document scores 1."""

    part: Node


@dataclass(frozen=True, slots=True)
class AndNot:
    """What the first finds and the second does not."""

    first: Node
    second: Node


@dataclass(frozen=True, slots=True)
class AndMaybe:
    """What the first finds; what the second finds adds to its score."""

    first: Node
    second: Node


@dataclass(frozen=True, slots=True)
class Require:
    """What both find, with the score of the first."""

    first: Node
    second: Node


Node: TypeAlias = (
    Group
    | GroupPhrase
    | Expansion
    | Prefix
    | Mask
    | Proximity
    | And
    | Or
    | Not
    | AndNot
    | AndMaybe
    | Require
)

NOTHING = Or(())
"""A plan that finds nothing."""
