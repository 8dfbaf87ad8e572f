"""The fields that a query can name, in one table.

All that knows fields reads it: the parser their names, the planner and the index where words are
looked for and what they count, the catalogue by which property an article is filtered, counted
and sorted, completion whose values it offers, the fronts what they are called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what a query calls it, in English and in Arabic (the usual name first), and what
    it is. A ``words`` field is looked for in the index, the others are properties of articles:
    they filter and do not count for ranking.
    """

    name: str
    english: tuple[str, ...]
    arabic: tuple[str, ...]
    filters: Literal["words", "names", "dates"]
    """By words that stand in it, by which of its names an article has, or by a range of dates."""
    weight: float = 0.0
    """What a word in it counts; 0 where the index holds no words of it."""
    many: bool = False
    """Whether an article may have several."""
    facet: str = ""
    """The facet (see `Filters`) by which a result is counted and narrowed."""
    sorts: tuple[str, ...] = ()
    """The orders of results (see `Sort`) that go by it."""
    completes: bool = False
    """Whether its values complete what is being typed."""

    @property
    def names(self) -> tuple[str, ...]:
        """All that a query may call it."""
        return self.english + self.arabic

    def called(self, arabic: bool) -> str:
        """Return what it is usually called in a query."""
        return (self.arabic if arabic else self.english)[0]


FIELDS = (
    # A title most often stands in the text as well: what it counts comes on top of that.
    Field("title", ("title",), ("عنوان", "العنوان"), "words", 0.5, sorts=("title",)),
    Field("body", ("text", "body"), ("نص", "النص", "متن"), "words", 1.0),
    Field("source", ("source",), ("مصدر", "المصدر"), "names", facet="source", completes=True),
    Field(
        "creator", ("author", "creator"), ("كاتب", "الكاتب", "مؤلف", "المؤلف"), "words", 1.0, True
    ),
    Field(
        "tag", ("tag", "tags"), ("وسم", "الوسم", "وسوم"), "names", 1.0, True, "tag", completes=True
    ),
    Field("note", ("note", "notes"), ("ملاحظة", "ملاحظه", "ملاحظات"), "words", 1.0, True),
    Field("date", ("date",), ("تاريخ", "التاريخ"), "dates", facet="month", sorts=("date", "-date")),
    Field("language", ("lang", "language"), ("لغة", "لغه", "اللغة"), "names", facet="language"),
    Field("type", ("type",), ("نوع", "النوع"), "names", facet="type"),
)
"""Every field, in the order in which they are told of."""

BY_NAME = {field.name: field for field in FIELDS}

BY_ALIAS = {alias: field for field in FIELDS for alias in field.names}
"""The fields by each of their names in a query, in lower case."""

INDEXED = tuple(field.name for field in FIELDS if field.weight)
"""The fields whose words the index holds: where a word is looked for that names no field."""

WEIGHTS = {field.name: field.weight for field in FIELDS if field.weight}
"""What a word counts in each of them."""

CODED = tuple(field.name for field in FIELDS if field.filters == "names" and not field.many)
"""The fields of names of which an article has one."""

FACETS = tuple(field.facet for field in FIELDS if field.facet)
"""The facets whose values can be many, in the order in which they are told of."""

ORDERS = ("relevance", *(order for field in FIELDS for order in field.sorts), "added")
"""Every order of results."""
