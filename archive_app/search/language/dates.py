"""Dates as people write them in queries, as a range of ISO dates.

``2015``, ``2015-04``, ``4/4/2018``, «26 نيسان 2017», «نيسان 2018», «رمضان 1438», 1438 هـ; between
two of them ``..``, ``-`` (of years), TO, إلى; ``>2015``, ``<=2016``.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from archive_app.text.dates import find_dates, hijri_span
from archive_app.text.tokens import words


class DateRange(NamedTuple):
    """What a value means: its ends as ISO dates, perhaps partial or empty, and what is wrong with
    it: ``reversed`` (the ends were changed round), ``no-such-day`` (nothing is dated so)."""

    first: str
    last: str
    wrong: Literal["", "reversed", "no-such-day"] = ""


NEVER = DateRange("9999-12-31", "9999-12-31", "no-such-day")
"""The range of a day that there is not."""

_DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_CLEAN = {**_DIGITS, **dict.fromkeys(map(ord, "–—−‐‑"), "-"), ord("…"): ".."}
_YEARS = re.compile(r"(\d{4})\s*-\s*(\d{4})$")
_BETWEEN = re.compile(r"\s*\.\.+\s*|\s+(?:to|الي|الى|إلى|حتي|حتى|-)\s+", re.IGNORECASE)
_FROM = re.compile(r"(?:من|from)\s+", re.IGNORECASE)
_COMPARED = re.compile(r"(>=|<=|=>|=<|>|<)\s*(.+)$")
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})$")
_ERA = re.compile(r"\s*(?:م|ميلادي|ميلادية)\.?$")
_HIJRI_ERA = re.compile(r"\s*(?:هـ|ه|هجري|هجرية|ah)\.?$", re.IGNORECASE)
_HIJRI_YEARS = range(1300, 1501)
_YEAR_LAST = re.compile(r"\s+(\d{4})$")


def date_range(value: str) -> DateRange | None:
    """Return the range that a value means, ends included; None for what is no date."""
    text = value.translate(_CLEAN).strip()
    if text.startswith("[") or text.endswith("]"):
        text = text.strip("[] ")
    if found := _COMPARED.match(text):
        point = _point(found[2])
        return None if point is None or not point.first else _compared(found[1], point)
    if years := _YEARS.match(text):
        ends = [years[1], years[2]]
    else:
        ends = _BETWEEN.split(_FROM.sub("", text, count=1))
    if len(ends) > 2 or not any(ends):
        return None
    points = [_point(end.strip()) for end in (ends[0], ends[-1])]
    first, last = points
    if first is None or last is None:
        return None
    if "no-such-day" in (first.wrong, last.wrong):
        return NEVER
    if first.first and last.last and _least(first.first) > _most(last.last):
        return DateRange(last.first, first.last, "reversed")
    return DateRange(first.first, last.last)


def _point(value: str) -> DateRange | None:
    """What a single date means; an open end where it is empty."""
    if value in ("", "*"):
        return DateRange("", "")
    text = _ERA.sub("", value)
    hijri = _HIJRI_ERA.sub("", text)
    iso, day_first = _ISO.match(hijri), _DAY_FIRST.match(hijri)
    parts: list[int] = []
    if iso:
        parts = [int(part) for part in iso.groups() if part]
    elif day_first:
        parts = [int(part) for part in reversed(day_first.groups()) if part]
    if parts:
        if parts[0] in _HIJRI_YEARS or hijri != text:
            span = hijri_span(*parts)
            return NEVER if span is None else DateRange(*span)
        return _gregorian(parts, swap=day_first is not None)
    if span := _named_hijri(hijri):
        return DateRange(*span)
    for written in (text, _YEAR_LAST.sub(r" عام \1", text)):
        found = find_dates(written)
        if len(found) == 1 and words(found[0].quote) == words(written):
            return DateRange(found[0].date, found[0].date)
    return None


def _named_hijri(text: str) -> tuple[str, str] | None:
    """The span of a Hijri month by its name and year."""
    name, _, year = text.rpartition(" ")
    if not (year.isdecimal() and int(year) in _HIJRI_YEARS):
        return None
    return hijri_span(int(year), name)


def _gregorian(parts: list[int], *, swap: bool) -> DateRange:
    """A year, month and day, as many as there are; month first where all else fails."""
    if swap and len(parts) == 3 and parts[1] > 12 >= parts[2]:
        parts = [parts[0], parts[2], parts[1]]
    year, month, day = (*parts, 1, 1)[:3]
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return NEVER
    iso = iso[: (4, 7, 10)[len(parts) - 1]]
    return DateRange(iso, iso)


def _compared(sign: str, point: DateRange) -> DateRange:
    """What is after a date or before it; ``=`` in the sign takes it in."""
    if point.wrong:
        return point
    if ">" in sign:
        first = point.first if "=" in sign else _shifted(_most(point.last), 1)
        return DateRange(first, "")
    last = point.last if "=" in sign else _shifted(_least(point.first), -1)
    return DateRange("", last)


def _least(iso: str) -> str:
    """The first day that a date, perhaps partial, can mean."""
    return f"{iso}-01-01"[:10] if len(iso) == 4 else f"{iso}-01"[:10]


def _most(iso: str) -> str:
    """The last day that a date, perhaps partial, can mean."""
    if len(iso) == 10:
        return iso
    year, month = int(iso[:4]), int(iso[5:7] or 12)
    after = date(year + month // 12, month % 12 + 1, 1) if year < 9999 else date.max
    return (after - timedelta(days=1)).isoformat()


def _shifted(iso: str, days: int) -> str:
    try:
        return (date.fromisoformat(iso) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return iso
