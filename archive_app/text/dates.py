"""Dates in Arabic and English prose, and the Hijri calendar.

Every date found here has a year that is written beside it: a bare year, «اليوم», a weekday or
a day and month alone («4 سبتمبر/أيلول») is no date, since no date is better than a wrong one.
So the search goes from year to year: each run of four digits (either digit set), and each
«عام/سنة» before it, is looked at with the words around it.

Month names: Levantine (كانون الثاني), Egyptian (يناير), Maghrebi (جانفي), Libyan (الفاتح),
Moroccan (غشت), Hijri (رمضان), English, and dual names (نيسان/أبريل). A Hijri year is one from
1300 to 1500 with a Hijri month, or in figures with هـ; it is turned into a Gregorian date by
the Umm al-Qura calendar (`hijridate`, 1343 to 1500 AH; earlier years have no date here).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache

from archive_app.core.model import DateCandidate

# ---------------------------------------------------------------- names of months

_GREGORIAN: tuple[tuple[str, ...], ...] = (
    ("كانون الثاني", "كانون ثاني", "كانون ثان", "يناير", "جانفي", "ينائر", "اي النار", "january",
     "janvier", "jan"),
    ("شباط", "فبراير", "فيفري", "فبرائر", "النوار", "february", "février", "fevrier", "feb"),
    ("اذار", "مارس", "مارت", "الربيع", "march", "mars", "mar"),
    ("نيسان", "ابريل", "افريل", "الطير", "april", "avril", "apr"),
    ("ايار", "مايو", "ماي", "مايس", "may", "mai"),
    ("حزيران", "يونيو", "يونيه", "جوان", "يونيوه", "الصيف", "june", "juin", "jun"),
    ("تموز", "يوليو", "يوليه", "جويليه", "جويليا", "يوليوز", "ناصر", "july", "juillet", "jul"),
    ("اب", "اغسطس", "اوت", "غشت", "هانيبال", "august", "août", "aout", "aug"),
    ("ايلول", "سبتمبر", "شتنبر", "الفاتح", "september", "septembre", "sept", "sep"),
    ("تشرين الاول", "تشرين اول", "اكتوبر", "التمور", "october", "octobre", "oct"),
    ("تشرين الثاني", "تشرين ثاني", "تشرين ثان", "نوفمبر", "نونبر", "الحرث", "november",
     "novembre", "nov"),
    ("كانون الاول", "كانون اول", "ديسمبر", "دجنبر", "الكانون", "december", "décembre", "decembre",
     "dec"),
)  # fmt: skip
_HIJRI: tuple[tuple[str, ...], ...] = (
    ("محرم", "المحرم", "محرم الحرام"),
    ("صفر", "صفر الخير"),
    ("ربيع الاول", "ربيع اول", "ربيع الانور"),
    ("ربيع الاخر", "ربيع الثاني", "ربيع ثاني", "ربيع اخر"),
    ("جمادي الاولي", "جمادي الاول", "جماد الاول", "جماد اول", "جمادي اولي"),
    ("جمادي الاخره", "جمادي الثانيه", "جماد الثاني", "جماد الاخر", "جمادي الاخر", "جمادي الثاني"),
    ("رجب", "رجب الفرد"),
    ("شعبان", "شعبان المعظم"),
    ("رمضان", "رمضان المبارك"),
    ("شوال",),
    ("ذو القعده", "ذي القعده", "ذوالقعده", "ذيالقعده"),
    ("ذو الحجه", "ذي الحجه", "ذوالحجه", "ذيالحجه"),
)
HIJRI_MONTHS: tuple[str, ...] = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
)  # fmt: skip
"""The Hijri months as they are shown, Muharram first."""

# Libya's names and other everyday words are months only beside another month or a day and year.
_ORDINALS = {
    "الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الخامس": 5, "السادس": 6, "السابع": 7,
    "الثامن": 8, "التاسع": 9, "العاشر": 10, "الحادي عشر": 11, "الثاني عشر": 12,
    "الثالث عشر": 13, "الرابع عشر": 14, "الخامس عشر": 15, "السادس عشر": 16, "السابع عشر": 17,
    "الثامن عشر": 18, "التاسع عشر": 19, "العشرين": 20, "الحادي والعشرين": 21,
    "الثاني والعشرين": 22, "الثالث والعشرين": 23, "الرابع والعشرين": 24, "الخامس والعشرين": 25,
    "السادس والعشرين": 26, "السابع والعشرين": 27, "الثامن والعشرين": 28, "التاسع والعشرين": 29,
    "الثلاثين": 30, "الحادي والثلاثين": 31,
}  # fmt: skip

_MONTHS = {name: month for month, names in enumerate(_GREGORIAN, 1) for name in names}
_HIJRI_MONTHS = {name: month for month, names in enumerate(_HIJRI, 1) for name in names}


def _either(names: dict[str, int]) -> str:
    """A pattern for any of the names, the longest first, any white space between their words."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)


# ---------------------------------------------------------------- patterns over folded text

_ARABIC = r"\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff"  # no punctuation
_START = rf"(?<![{_ARABIC}\w])"
_END = rf"(?![{_ARABIC}\w])"
_MONTH_END = rf"(?![{_ARABIC}a-z_])"  # a year may follow at once: ديسمبر2010
_NO_MONTH = r"(?<!تشرين\s)(?<!كانون\s)(?<!ربيع\s)(?<!جمادي\s)(?<!جماد\s)"
_DAY = rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|er)?|{_NO_MONTH}(?P<ordinal>{_either(_ORDINALS)})"
_YEAR = r"(?P<year>[0-9]{4})"
_OF = r"(?:\s*(?:من\s+)?(?:شهر\s+)?|\s*[-/،,.]\s*|\s+of\s+)"
_BEFORE_YEAR = r"(?:\s*[،,./-]?\s*(?:من\s+)?(?:(?:ال)?عام|سنه|لعام|لسنه)?\s*)"
_ERA = rf"(?:\s*(?P<era>هـ?|ه\.|م|ميلاديه?|هجريه?|ad|ah){_END})?"
_MONTH = rf"(?P<month>{_either(_MONTHS)})"
_DUAL = rf"(?:\s*(?:[/(-]|\s)\s*(?:{_either(_MONTHS)})\s*\)?)?"
_HMONTH = rf"(?P<hmonth>{_either(_HIJRI_MONTHS)})"

_DAY_MONTH_YEAR = re.compile(
    rf"(?<![0-9]\s)(?<![0-9]){_START}(?:ال|في|ب)?(?:{_DAY}){_OF}{_MONTH}\.?{_DUAL}{_MONTH_END}{_BEFORE_YEAR}{_YEAR}(?![0-9]){_ERA}",
    re.IGNORECASE,
)
_MONTH_DAY_YEAR = re.compile(
    rf"{_START}{_MONTH}\.?{_DUAL}\s+(?:{_DAY})(?:\s*[،,]\s*|\s+){_YEAR}(?![0-9])(?!\s*/)",
    re.IGNORECASE,
)
_DAY_HIJRI_YEAR = re.compile(
    rf"{_START}(?:ال|في|ب)?(?:{_DAY}){_OF}{_HMONTH}{_MONTH_END}{_BEFORE_YEAR}(?P<year>1[345][0-9][0-9])(?![0-9]){_ERA}"
)
_MONTH_YEAR = re.compile(
    rf"(?<![0-9]\s)(?<![0-9]){_START}(?:[وفبل]{{0,2}}){_MONTH}\.?{_DUAL}{_MONTH_END}{_BEFORE_YEAR}{_YEAR}(?![0-9]){_ERA}",
    re.IGNORECASE,
)
_HIJRI_YEAR = re.compile(
    rf"{_START}(?:[وفبل]{{0,2}}){_HMONTH}{_MONTH_END}{_BEFORE_YEAR}(?P<year>1[345][0-9][0-9])(?![0-9]){_ERA}"
)
_ISO = re.compile(
    r"(?<![0-9/.-])(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})"
    rf"(?![0-9])(?!(?P=sep)[0-9]){_ERA}"
)
_FIGURES = re.compile(
    r"(?<![0-9/.-])(?P<first>[0-9]{1,2})\s?(?P<sep>[-/.])\s?(?P<second>[0-9]{1,2})\s?(?P=sep)\s?(?P<year>[0-9]{4})"
    rf"(?![0-9])(?!(?P=sep)[0-9]){_ERA}"
)
_HINT = re.compile(
    rf"[0-9]\s?[-/.]\s?[0-9]|{_either(_MONTHS)}|{_either(_HIJRI_MONTHS)}", re.IGNORECASE
)
_ISO_MONTH = re.compile(r"^\s*(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])\s*$")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/.\-_?]|$)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0\d|1[0-2])(?=/)")
_URL_DAY_FIRST = re.compile(r"/(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)(?=[/.\-_?]|$)")
_URL_PACKED = re.compile(
    r"(?:(?<=[/_-])|(?<=date=))((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)"
)

_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")
"""From September 2001 to May 2033; in milliseconds with three digits more."""
_FOUR = re.compile(r"\d{4,}")
_MARKS = re.compile(r"[\u064b-\u0655\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_TATWEEL = re.compile(r"(?<=[\u0620-\u0652])ـ+(?=[\u0620-\u0652])")
_TABLE = str.maketrans(
    "أإآٱىةؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ـ\u00a0–—−‐‑",
    "اااايهوي01234567890123456789- -----",
)

_WRITTEN = re.compile(
    rf"(?<!\d)\d{{1,4}}(?:\s*(?:{_either(_MONTHS)}){_DUAL}{_MONTH_END}(?:\s*[،,]?\s*\d{{4}})?"
    rf"|\s*(?:{_either(_HIJRI_MONTHS)}){_MONTH_END}(?:\s*\d{{4}})?"
    rf"|\s?[-/.]\s?\d{{1,2}}(?:\s?[-/.]\s?\d{{1,4}})?(?!\d)){_ERA}",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"{_START}(?:في|يوم|بتاريخ|(?:ال)?موافق(?:\s+ل)?)\s*$")

_TYPED_YEAR = re.compile(r"(?:(?:ال)?عام|سنه)?\s*([0-9]{4})(?:\s*م)?")
_TYPED_MONTH = re.compile(r"(?P<year>[0-9]{4})\s?[-/.]\s?(?P<month>[0-9]{1,2})")
_TYPED_MONTH_FIRST = re.compile(r"(?P<month>[0-9]{1,2})\s?[-/.]\s?(?P<year>[0-9]{4})")
_TYPED_NAME = re.compile(
    rf"(?:شهر\s+)?{_MONTH}\.?{_DUAL}{_BEFORE_YEAR}{_YEAR}(?:\s*م)?", re.IGNORECASE
)

_DIGIT = re.compile(r"\d")
_WORDS_BEFORE = 60
_WORDS_AFTER = 24

FIRST_YEAR, LAST_YEAR = 1800, 2099
"""The Gregorian years that a press article can be of."""
_FIRST_HIJRI = 1300
HIJRI_YEARS = (1343, 1500)
"""The first and last Hijri year whose days are known."""
# Months that are ordinary words too (ناصر, الربيع, mar, may): without a day they are no date.
_DOUBTFUL = frozenset(
    ("اب", "ناصر", "الربيع", "الصيف", "الطير", "الفاتح", "التمور", "الحرث", "الكانون", "النوار")
) | frozenset(("اي النار", "هانيبال", "ماي", "مارت", "may", "mar", "march", "jan", "mars", "mai"))


def fold_date(text: str) -> str:
    """The text as the patterns here want it: letters and digits unified, marks taken out.

    هـ keeps its tatweel as ``ه-`` would lose it, so it is turned into ه first.
    """
    if text.isascii():
        return text
    if "ـ" in text:
        text = _TATWEEL.sub("", text.replace("هـ", "ه"))
    return _MARKS.sub("", text.translate(_TABLE))


def find_dates(text: str, origin: str = "text", *, confidence: float = 0.3) -> list[DateCandidate]:
    """Every date in ``text``, in order, each once: ISO 8601, ``YYYY-MM-DD`` or ``YYYY-MM``.

    ``origin`` and ``confidence`` are what the caller knows of the place; a month without its
    day has half of it. ``quote`` is the words that say it, as they are written but for marks.
    """
    found: dict[str, DateCandidate] = {}
    done = -1
    for match in _FOUR.finditer(text):
        if match.start() < done or match.end() - match.start() != 4:
            continue
        if not _FIRST_HIJRI <= int(match[0]) <= LAST_YEAR:
            continue
        start = max(0, match.start() - _WORDS_BEFORE)
        newline = text.rfind("\n\n", start, match.start())
        start = newline + 2 if newline >= 0 else start
        window = text[start : match.end() + _WORDS_AFTER]
        for value, quote, end in _around(window, match.start() - start):
            done = start + end
            sure = confidence if len(value) == 10 else confidence / 2
            if value not in found or found[value].confidence < sure:
                found[value] = DateCandidate(value, origin, sure, quote)
            break
    return list(found.values())


def without_dates(text: str) -> str:
    """The text with blanks and a dash in the place of its dates, those without a year too: so a
    dateline reads as if it had none. It is as long as before.
    """
    if not _DIGIT.search(text):
        return text
    folded = fold_date(text.replace("هـ", "ه "))
    if len(folded) != len(text):  # marks that order text: left as it is
        return text
    for match in _WRITTEN.finditer(folded):
        start, end = match.span()
        if leading := _LEADING.search(folded, max(0, start - 12), start):
            start = leading.start()
        end += text[end : end + 1] == "ـ"  # the rest of هـ
        text = f"{text[:start]}{' ' * (end - start - 1)}-{text[end:]}"
    return text


def parse_date(text: str) -> str:
    """The one date that ``text`` is (a meta tag, a byline's date), ISO 8601; ``""`` if none.

    Takes also a full ISO time (its date is kept as written, not moved to another zone),
    ``YYYY-MM``, and seconds or milliseconds since 1970 (its date in UTC). A bare year is no
    date, nor is the zero of such a count.
    """
    text = text.strip()
    if not text or text.startswith("1970-01-01T00:00:00"):
        return ""
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).date().isoformat()
    folded = fold_date(text)
    if month := _ISO_MONTH.match(folded):
        year = int(month["year"])
        return f"{year:04}-{month['month']}" if FIRST_YEAR <= year <= LAST_YEAR else ""
    if packed := re.match(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?$", folded):
        return _gregorian(int(packed[1]), int(packed[2]), int(packed[3]))
    if iso := re.match(r"(\d{4})-(\d\d)-(\d\d)(?=T)", folded):
        return _gregorian(int(iso[1]), int(iso[2]), int(iso[3]))
    dates = find_dates(text)
    return dates[0].date if dates else ""


def typed_date(text: str) -> str:
    """The one date that a user typed: ISO 8601, a day, a month or a year; ``""`` where it is none,
    or several. Reads what `parse_date` reads, and what only somebody who is asked for a date
    would write: a bare year, a month in figures (``4/2017``), any month's name with a year.
    """
    folded = " ".join(fold_date(text).split())
    if year := _TYPED_YEAR.fullmatch(folded):
        return year[1] if FIRST_YEAR <= int(year[1]) <= LAST_YEAR else ""
    if month := _TYPED_MONTH.fullmatch(folded) or _TYPED_MONTH_FIRST.fullmatch(folded):
        return _gregorian(int(month["year"]), int(month["month"]), 0)
    if named := _TYPED_NAME.fullmatch(folded):
        name = " ".join(named["month"].lower().split())
        return _gregorian(int(named["year"]), _MONTHS[name], 0)
    if len({found.date for found in find_dates(text)}) > 1:
        return ""
    return parse_date(text)


def date_in_url(url: str) -> DateCandidate | None:
    """The date in an address's path (``/2017/04/26/``), or None."""
    path = re.sub(r"^[a-z]+://[^/]+", "", url)
    for pattern, sure in ((_URL_DATE, 0.8), (_URL_PACKED, 0.6)):
        if match := pattern.search(path):
            value = _gregorian(int(match[1]), int(match[2]), int(match[3]))
            if value:
                return DateCandidate(value, "url", sure, match[0].strip("/"))
    if match := _URL_DAY_FIRST.search(path):
        value = _gregorian(int(match[3]), int(match[2]), int(match[1]))
        if value:
            return DateCandidate(value, "url", 0.7, match[0].strip("/"))
    if match := _URL_MONTH.search(path):
        return DateCandidate(f"{match[1]}-{match[2]}", "url", 0.5, match[0].strip("/"))
    return None


def hijri(iso: str) -> str:
    """The Hijri date (Umm al-Qura) of a Gregorian one, to show: ``29 رجب 1438 هـ``.

    Only of a full date from 1924-08-01 to 2077-11-16, where the calendar is known; else ``""``.
    """
    if (parts := hijri_parts(iso)) is None:
        return ""
    year, month, day = parts
    return f"{day} {HIJRI_MONTHS[month - 1]} {year} هـ"


def hijri_parts(iso: str) -> tuple[int, int, int] | None:
    """The Hijri year, month and day of a full Gregorian date, None where it is not known."""
    from hijridate import Gregorian

    try:
        day = Gregorian.fromisoformat(iso).to_hijri()
    except (ValueError, OverflowError):
        return None
    return day.year, day.month, day.day


def from_hijri(year: int, month: int, day: int) -> str:
    """The Gregorian date (ISO 8601) of a Hijri day, ``""`` where there is no such day."""
    return _from_hijri(year, month, day)


def hijri_span(year: int, month: int | str = 0, day: int = 0) -> tuple[str, str] | None:
    """The first and last Gregorian day (ISO 8601) of a Hijri year, month or day.

    A month is a number or a name («رمضان»); None where the calendar has no such year (it is
    known from 1343 to 1500), month or day.
    """
    from hijridate import Hijri

    if isinstance(month, str):
        named = _HIJRI_MONTHS.get(" ".join(fold_date(month).split()))
        if named is None:
            return None
        month = named
    try:
        first = Hijri(year, month or 1, day or 1)
        last = first if day else Hijri(year, month or 12, 1)
        if not day:
            last = Hijri(year, month or 12, last.month_length())
        return first.to_gregorian().isoformat(), last.to_gregorian().isoformat()
    except (ValueError, OverflowError):
        return None


# ---------------------------------------------------------------- within


def _around(window: str, year_at: int) -> Iterator[tuple[str, str, int]]:
    """The date in ``window`` whose year are the digits at ``year_at``: value, words, end."""
    has_marks = bool(_MARKS.search(window))
    folded = fold_date(window)
    if not has_marks and len(folded) == len(window):
        shown = window
    else:  # the map is lost with the marks: quote what was folded
        shown = folded
        year_at = len(fold_date(window[:year_at]))
    if not _HINT.search(folded):
        return
    for pattern in (
        _ISO, _FIGURES, _DAY_MONTH_YEAR, _DAY_HIJRI_YEAR, _MONTH_DAY_YEAR, _MONTH_YEAR, _HIJRI_YEAR
    ):  # fmt: skip
        for match in pattern.finditer(folded):
            if match.start("year") != year_at:
                continue
            value = _value(match, shown[match.start() : match.end()])
            if value:
                yield value, " ".join(shown[match.start() : match.end()].split()), match.end()


def _value(match: re.Match[str], written: str) -> str:
    """The ISO date that a match says, ``""`` where there is no such day."""
    groups = match.groupdict()
    year = int(groups["year"])
    era = (groups.get("era") or "")[:1]
    day = 0
    if groups.get("day"):
        day = int(groups["day"])
    elif groups.get("ordinal"):
        day = _ORDINALS[" ".join(groups["ordinal"].split())]
    if groups.get("hmonth"):
        month = _HIJRI_MONTHS[" ".join(groups["hmonth"].split())]
        return _from_hijri(year, month, day)
    if "first" in groups:
        return _from_figures(year, int(groups["first"]), int(groups["second"]), era)
    if match.re is _ISO:
        month = int(groups["month"])
        if era in {"ه", "a"} or 1300 <= year <= 1500:
            return _from_hijri(year, month, day)
        return _gregorian(year, month, day)
    name = " ".join(groups["month"].lower().split())
    if not day and name in _DOUBTFUL and not _sure(match, written):
        return ""
    return _gregorian(year, _MONTHS[name], day)


def _sure(match: re.Match[str], written: str) -> bool:
    """Whether a word that is not only a month's name is one here: the month is named twice
    (``آب/أغسطس``), its year is introduced (``أب عام 2015``), or it is spelled as
    only it is (``آب``, ``March``)."""
    return (
        "آب" in written
        or written[:1].isupper()
        or bool(re.search(r"[/(]|عام|سنه|شهر|\d\s*م", match[0]))
    )


def _from_figures(year: int, first: int, second: int, era: str) -> str:
    """``d/m/y``; ``m/d/y`` only where it can be nothing else."""
    if era == "ه" or 1300 <= year <= 1500:
        return _from_hijri(year, second, first)
    return _gregorian(year, second, first) or _gregorian(year, first, second)


def _gregorian(year: int, month: int, day: int) -> str:
    """The ISO date (``YYYY-MM`` for day 0), ``""`` where there is none."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return ""
    if not day:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def _from_hijri(year: int, month: int, day: int) -> str:
    """The Gregorian ISO date of a Hijri one; of a Hijri month (day 0) none, it spans two."""
    if not day:
        return ""
    from hijridate import Hijri

    try:
        return Hijri(year, month, day).to_gregorian().isoformat()
    except (ValueError, OverflowError):
        return ""
