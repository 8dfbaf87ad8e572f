"""The third step: what is to be done about each path, read off one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Original(StrEnum):
    """A path's original, beside what the catalogue noted of the article that it is."""

    ABSENT = "absent"
    """There is none."""
    SAME = "same"
    """As it was."""
    CHANGED = "changed"
    """It has another time of change or size."""
    NEW = "new"
    """It is no article that is known."""
    SECOND = "second"
    """It is known to have the bytes of an article that lies elsewhere, and to be none itself."""
    CONFLICT = "conflict"
    """It is no original but a synchroniser's conflict copy of a sidecar."""


class Held(StrEnum):
    """Which article a path holds."""

    NONE = "none"
    """None that is known."""
    HERE = "here"
    """The one that the catalogue lists there."""
    MISSING = "missing"
    """The one that the catalogue lists there, as missing."""
    MOVED = "moved"
    """One that the catalogue lists elsewhere, where it is no more: its sidecar came along, or it
    has the bytes."""
    TAKEN = "taken"
    """Its sidecar is that of an article that lies elsewhere."""
    OTHER = "other"
    """Its sidecar was replaced by one with an id that is new."""


class Beside(StrEnum):
    """The sidecar of a path, beside what the catalogue noted."""

    ABSENT = "absent"
    """There is none, nor was there."""
    GONE = "gone"
    """There is none, but there was."""
    SAME = "same"
    CHANGED = "changed"
    LEFT = "left"
    """There is none, but where the article lay before."""


class Step(StrEnum):
    """Something to do, in the order in which it is done."""

    MERGE = "merge"
    """Merge a conflict copy into its sidecar."""
    MOVE = "move"
    """Note where an article lies now, and bring its sidecar along if that stayed behind."""
    LOSE = "lose"
    """Mark an article as missing."""
    RETURN = "return"
    """Mark a missing article as there."""
    UPDATE = "update"
    """Take the sidecar into the caches."""
    READ = "read"
    """Read the original (again). What it is then, the import tells: an article, a container, or
    a second copy of an article."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What `compare` tells of a path (relative to the archive, POSIX); ``article`` is the id of
    the article that it holds, if any."""

    path: str
    original: Original
    held: Held = Held.NONE
    beside: Beside = Beside.ABSENT
    article: str = ""


class Row(NamedTuple):
    """A line of the table. An empty set of facts means: whatever it is."""

    case: str
    original: frozenset[Original]
    held: frozenset[Held]
    beside: frozenset[Beside]
    steps: tuple[Step, ...]


def _row(case: str, original: str, held: str, beside: str, steps: str) -> Row:
    return Row(
        case,
        frozenset(map(Original, original.split())),
        frozenset(map(Held, held.split())),
        frozenset(map(Beside, beside.split())),
        tuple(map(Step, steps.split())),
    )


# fmt: off
TABLE = (
    #    case                               original    held       sidecar        steps
    _row("unchanged",                      "same",     "here",    "same absent", ""),
    _row("sidecar gone",                   "same",     "here",    "gone",        "read"),
    _row("sidecar changed",                "same",     "here",    "changed",     "update"),
    _row("sidecar of a new id",            "same",     "other",   "",            "update"),
    _row("sidecar of another article",     "same",     "taken",   "",            "read"),
    _row("changed",                        "changed",  "here",    "",            "read"),
    _row("vanished",                       "absent",   "here",    "",            "lose"),
    _row("missing still",                  "absent",   "missing", "",            ""),
    _row("returned",                       "same",     "missing", "same absent", "return"),
    _row("returned, sidecar gone",         "same",     "missing", "gone",        "return read"),
    _row("returned, sidecar changed",      "same",     "missing", "changed",     "return update"),
    _row("returned and changed",           "changed",  "missing", "",            "read"),
    _row("moved with its sidecar",         "same",     "moved",   "same",        "move"),
    _row("moved, sidecar changed",         "same",     "moved",   "changed",     "move update"),
    _row("moved, sidecar left behind",     "same",     "moved",   "left",        "move update"),
    _row("moved, sidecar lost",            "same",     "moved",   "absent",      "move read"),
    _row("moved and changed",              "changed",  "moved",   "",            "move read"),
    _row("copied with its sidecar",        "new",      "taken",   "",            "read"),
    _row("new: article, container, copy",  "new",      "none",    "",            "read"),
    _row("second copy",                    "second",   "none",    "",            ""),
    _row("conflicting copy of a sidecar",  "conflict", "none",    "",            "merge"),
)
# fmt: on
"""Each path falls under exactly one row. A sidecar that is left behind alone is none: it waits for
its original."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about a path, and the case that it is."""

    facts: Facts
    case: str
    steps: tuple[Step, ...]


def rows_for(facts: Facts) -> Iterator[Row]:
    """The rows of the table under which a path falls."""
    for row in TABLE:
        if (
            facts.original in row.original
            and facts.held in row.held
            and (not row.beside or facts.beside in row.beside)
        ):
            yield row


def decide(facts: Iterable[Facts]) -> list[Decision]:
    """What is to be done about each path."""
    decisions = []
    for each in facts:
        (row,) = rows_for(each)
        decisions.append(Decision(each, row.case, row.steps))
    return decisions
