"""What is filtered, as a value that chips and panes edit: take in, leave out, put back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from archive_app.core.fields import FACETS
from archive_app.core.model import Filters

LISTS = (*FACETS, "status")
"""The facets whose values can be taken in (``x``) or left out (``-x``)."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter as a chip shows it: its facet and its value (``-`` first where left out)."""

    facet: str
    value: str


def chips(filters: Filters) -> Iterator[Chip]:
    """Each single filter that is set, in a steady order."""
    if filters.annotated is not None:
        yield Chip("annotated", "" if filters.annotated else "-")
    if filters.read is not None:
        yield Chip("read", "" if filters.read else "-")
    if filters.story:
        yield Chip("story", str(filters.story))
    for facet in LISTS:
        for value in getattr(filters, facet):
            yield Chip(facet, value)
    if any(filters.dates):
        yield Chip("dates", "..".join(filters.dates))


def without(filters: Filters, chip: Chip) -> Filters:
    """The filters without that one."""
    if chip.facet in {"annotated", "read"}:
        return _with(filters, **{chip.facet: None})
    if chip.facet == "story":
        return replace(filters, story=0)
    if chip.facet == "dates":
        return replace(filters, dates=("", ""))
    kept = tuple(value for value in getattr(filters, chip.facet) if value != chip.value)
    return _with(filters, **{chip.facet: kept})


def state_of(filters: Filters, facet: str, value: str) -> str:
    """``in``, ``out`` or empty: how a facet's value stands."""
    values = getattr(filters, facet)
    if value in values:
        return "in"
    return "out" if f"-{value}" in values else ""


def put(filters: Filters, facet: str, value: str, how: str, *, more: bool = False) -> Filters:
    """The filters with a value taken in (``in``), left out (``out``) or free (empty).

    Taking one in replaces what was taken in of that facet before, unless ``more``.
    """
    rest = [item for item in getattr(filters, facet) if item.removeprefix("-") != value]
    if how == "in" and not more:
        rest = [item for item in rest if item.startswith("-")]
    if how:
        rest.append(value if how == "in" else f"-{value}")
    return _with(filters, **{facet: tuple(rest)})


def _with(filters: Filters, **values: Any) -> Filters:
    return replace(filters, **values)


def to_json(filters: Filters) -> dict[str, Any]:
    """The filters that are set, as JSON values."""
    empty = asdict(Filters())
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(filters).items()
        if value != empty[name]
    }


def from_json(values: object) -> Filters:
    """Filters from JSON values; what does not fit is left aside."""
    if not isinstance(values, dict):
        return Filters()
    result = Filters()
    for name in LISTS:
        value = values.get(name)
        if isinstance(value, list):
            result = _with(result, **{name: tuple(map(str, value))})
    dates = values.get("dates")
    if isinstance(dates, list) and len(dates) == 2:
        result = replace(result, dates=(str(dates[0]), str(dates[1])))
    for name in ("annotated", "read"):
        if isinstance(values.get(name), bool):
            result = _with(result, **{name: values[name]})
    if type(values.get("story")) is int:
        result = replace(result, story=values["story"])
    return result
