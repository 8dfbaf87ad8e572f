"""Filters and facets: which articles have a property, and how many of a result have each.

All is arithmetic over `Columns`; the index is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

import numpy as np

from archive_app.core.arrays import Bools, Ints
from archive_app.core.fields import BY_NAME, CODED
from archive_app.core.model import Filters
from archive_app.search.catalogue.columns import Columns, days
from archive_app.text.fold import fold_text
from archive_app.text.tokens import words

YES, NO = "yes", "no"
"""The values of the facets ``annotated`` and ``read``."""

LANGUAGES = {
    "ar": ("عربي", "عربية", "العربية", "arabic"),
    "en": ("انجليزي", "إنجليزية", "الإنجليزية", "english"),
    "fr": ("فرنسي", "فرنسية", "الفرنسية", "french"),
    "fa": ("فارسي", "فارسية", "الفارسية", "persian", "farsi"),
    "ur": ("أردو", "الأردية", "urdu"),
    "tr": ("تركي", "تركية", "التركية", "turkish"),
    "ku": ("كردي", "كردية", "الكردية", "kurdish"),
    "he": ("عبري", "عبرية", "العبرية", "hebrew"),
    "de": ("ألماني", "ألمانية", "الألمانية", "german"),
    "es": ("إسباني", "إسبانية", "الإسبانية", "spanish"),
    "ru": ("روسي", "روسية", "الروسية", "russian"),
}
"""What languages are called in a query, by their BCP 47 code."""

_LANGUAGES = {" ".join(words(name)): code for code, names in LANGUAGES.items() for name in names}


def allowed(columns: Columns, filters: Filters) -> Bools | None:
    """Return which docs ``filters`` let through, a mask by doc; None where that is all."""
    if filters == Filters():
        return None
    mask = columns.alive.copy()
    for name in CODED:
        values = getattr(filters, name)
        if values:
            known = {value: code for code, value in enumerate(columns.names[name])}
            _narrow(
                mask, values, lambda value, n=name, k=known: columns.codes[n] == k.get(value, -1)
            )
    if filters.status:
        names = {name or "ok": code for code, name in enumerate(columns.names["status"])}
        codes = columns.codes["status"]
        _narrow(mask, filters.status, lambda value: codes == names.get(value, -1))
    if filters.month:
        _narrow(mask, filters.month, lambda value: columns.month == _month(value))
    if filters.tag:
        _narrow(mask, filters.tag, lambda value: tagged(columns, [value]))
    if any(filters.dates):
        mask &= dated(columns, *filters.dates)
    if filters.annotated is not None:
        mask &= columns.annotated == filters.annotated
    if filters.read is not None:
        mask &= columns.read == filters.read
    if filters.story:
        mask &= columns.story == filters.story
    return mask


def _narrow(mask: Bools, values: Iterable[str], having: object) -> None:
    """Keep in ``mask`` what has any of the values, and none of those with a leading ``-``."""
    assert callable(having)
    taken = [value for value in values if not value.startswith("-")]
    for value in values:
        if value.startswith("-"):
            mask &= ~having(value[1:])
    if taken:
        either = having(taken[0])
        for value in taken[1:]:
            either = either | having(value)
        mask &= either


def _month(value: str) -> int:
    """``2017-04`` as 201704; -1 for what is no month."""
    digits = value[:7].replace("-", "")
    return int(digits) if len(digits) == 6 and digits.isdecimal() else -1


def tagged(columns: Columns, tags: Iterable[str]) -> Bools:
    """Return which docs bear any of the tags."""
    mask = np.zeros(columns.size, dtype=np.bool_)
    names = columns.names["tag"]
    codes = [names.index(tag) for tag in tags if tag in names]
    mask[columns.tag_docs[np.isin(columns.tag_codes, codes)]] = True
    return mask


def dated(columns: Columns, first: str, last: str) -> Bools:
    """Return which docs have a date that can lie in a range of ISO dates, ends included.

    Either end may be partial or empty. An article without a date is in no range.
    """
    mask = columns.low > 0
    if first:
        mask &= columns.high >= days(first)[0]
    if last:
        mask &= columns.low <= (days(last)[1] or -1)
    return mask


def having(columns: Columns, field: str, value: str) -> Bools:
    """Return which docs have the property that a query's ``field:value`` asks for.

    ``field`` is one of names (see `Field`). A value stands for every name that holds all its
    words, folded (``tag:حرب`` takes «حرب أهلية»), the whole name where there is one, with all that
    stands below it in a tree of tags («حرب/سوريا»). In a word ``*`` stands for any letters, ``?``
    for one; ``*`` alone for any name.
    """
    names = columns.names[field]
    codes = np.array(named(names, field, value), dtype=np.int32)
    if BY_NAME[field].many:
        mask = np.zeros(columns.size, dtype=np.bool_)
        mask[columns.tag_docs[np.isin(columns.tag_codes, codes)]] = True
        return mask
    return np.isin(columns.codes[field], codes) & columns.alive


def named(names: list[str], field: str, value: str) -> list[int]:
    """Return the places of the names in ``names`` that a value stands for (see `having`)."""
    if value == "*":
        return [code for code, name in enumerate(names) if name]
    patterned = "*" in value or "?" in value
    asked = fold_text(value).split() if patterned else words(value)
    if field == "language" and not patterned:
        key = " ".join(asked)
        key = _LANGUAGES.get(key, key)
        return [c for c, name in enumerate(names) if name and name.lower().split("-")[0] == key]
    path = _path(value)
    whole, part = [], []
    for code, name in enumerate(names):
        held = words(name)
        if not held:
            continue
        if patterned:
            if all(any(fnmatchcase(word, one) for word in held) for one in asked):
                part.append(code)
        elif held == asked or (BY_NAME[field].many and _path(name)[: len(path)] == path):
            whole.append(code)
        elif set(asked) <= set(held):
            part.append(code)
    return whole or part


def _path(name: str) -> list[list[str]]:
    """The words of each step of a name in a tree (``حرب/سوريا``)."""
    return [words(step) for step in name.split("/")]


def count_facets(columns: Columns, docs: Ints) -> dict[str, dict[str, int]]:
    """Return each facet's values with how many of ``docs`` have them.

    The most frequent come first, months in order. Values that none has are left out, and so
    is the empty one (no source, no date).
    """
    facets: dict[str, dict[str, int]] = {}
    for name in CODED:
        names = columns.names[name]
        facets[name] = _ranked(names, np.bincount(columns.codes[name][docs], minlength=len(names)))
    member = np.zeros(columns.size, dtype=np.bool_)
    member[docs] = True
    tags = columns.names["tag"]
    chosen = columns.tag_codes[member[columns.tag_docs]]
    facets["tag"] = _ranked(tags, np.bincount(chosen, minlength=len(tags)))
    months = columns.month[docs]
    months = months[months > 0]
    first = int(months.min(initial=999999))
    counts = np.bincount(months - first) if len(months) else months
    facets["month"] = {
        f"{(value + first) // 100:04d}-{(value + first) % 100:02d}": int(counts[value])
        for value in np.flatnonzero(counts).tolist()
    }
    for name, column in (("annotated", columns.annotated), ("read", columns.read)):
        yes = int(np.count_nonzero(column[docs]))
        both = {YES: yes, NO: len(docs) - yes}
        facets[name] = {value: number for value, number in both.items() if number}
    return facets


def _ranked(names: list[str], counts: Ints) -> dict[str, int]:
    pairs = [(names[code], int(counts[code])) for code in np.flatnonzero(counts).tolist()]
    pairs.sort(key=lambda pair: (-pair[1], pair[0]))
    return {name: number for name, number in pairs if name}
