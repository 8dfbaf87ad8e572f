"""Datelines, bylines and the names of sources: «موسكو-سانا», «باريس (رويترز) -», «كتب: …».

A name counts as an agency if it is a known one, or a single word beside a known place on a
line of its own; anything else would be a guess.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from archive_app.text.dates import fold_date, without_dates

LINE = 90
"""The most code points of a line that is a dateline or a byline as a whole."""

_AGENCIES = """
    سانا|رويترز|واس|وام|كونا|قنا|بترا|وفا|معا|صفا|ارنا|إرنا|تاس|إيتار تاس|نوفوستي|سبوتنيك
    شينخوا|الأناضول|الاناضول|إينا|واع|بنا|عمون|ومع|وكالات|الوكالات
    أ ف ب|أ.ف.ب|ا ف ب|ا.ف.ب|أف ب|أ ش أ|أ.ش.أ|ا ش ا|أش أ|د ب أ|د.ب.أ|د ب ا|أ ب|أ.ب|فرانس برس
    فرانس 24|وكالة فرانس برس|أسوشيتد برس|أسوشيتدبرس|اسوشيتد برس|يو بي آي|يو.بي.آي|بي بي سي
    سي إن إن|سي ان ان
    روسيا اليوم|سكاي نيوز|سكاي نيوز عربية|الجزيرة نت|العربية نت|العربية.نت|الجزيرة.نت
    الشرق الأوسط|عين اليوم|الميادين|المنار|فارس|تسنيم|مهر|دويتشه فيله|إيلاف|بلومبرغ|بلومبيرغ
    AFP|Reuters|AP|UPI|dpa|DPA|SANA|SPA|WAM|KUNA|QNA|Petra|MENA|TASS|ITAR-TASS|Xinhua|Anadolu
    AA|BBC|CNN|Bloomberg|RT|Sputnik
"""
_PLACES = """
    موسكو|دمشق|بيروت|القاهرة|بغداد|عمان|عمّان|الرياض|جدة|مكة|مكة المكرمة|المدينة المنورة|الدمام
    أبها|تبوك|جازان|الطائف|بريدة|حائل|نجران|الكويت|الدوحة|المنامة|أبوظبي|أبو ظبي|دبي|الشارقة
    مسقط|صنعاء|عدن|القدس|القدس المحتلة|غزة|رام الله|الخرطوم|طرابلس|بنغازي|تونس|الجزائر|الرباط
    الدار البيضاء|نواكشوط|مقديشو|جيبوتي|حلب|حمص|حماة|اللاذقية|طرطوس|درعا|السويداء|الحسكة
    دير الزور|القامشلي|إدلب|الموصل|البصرة|أربيل|كركوك|الإسكندرية|اسطنبول|إسطنبول|أنقرة|طهران
    كابول|كابل|إسلام آباد|نيودلهي|بكين|طوكيو|سيول|هونغ كونغ|جاكرتا|كوالالمبور|سنغافورة|واشنطن
    نيويورك|لندن|باريس|برلين|روما|مدريد|بروكسل|جنيف|فيينا|أثينا|لاهاي|ستوكهولم|أوسلو|كوبنهاغن
    وارسو|كييف|مينسك|صوفيا|بلغراد|ميونيخ|استوكهولم|أستانا|سوتشي|بطرسبورغ|الأمم المتحدة|عواصم
    متابعات|بوينس آيرس|مانيلا
    Moscow|Damascus|Beirut|Cairo|Baghdad|Amman|Riyadh|Jeddah|Kuwait|Doha|Manama|Dubai|Abu Dhabi
    Muscat|Sanaa|Aden|Jerusalem|Gaza|Ramallah|Khartoum|Tripoli|Benghazi|Tunis|Algiers|Rabat
    Aleppo|Homs|Ankara|Istanbul|Tehran|Kabul|Islamabad|Beijing|Tokyo|Washington|New York|London
    Paris|Berlin|Rome|Madrid|Brussels|Geneva|Vienna|Athens|United Nations
"""


def _set(names: str) -> frozenset[str]:
    return frozenset(_key(name) for line in names.strip().splitlines() for name in line.split("|"))


def _key(name: str) -> str:
    return " ".join(fold_date(name).replace(".", " ").split()).casefold()


_AGENCY_KEYS = _set(_AGENCIES)
_PLACE_KEYS = _set(_PLACES)
_BODY = r"(?:وكالة|صحيفة|جريدة|مجلة|قناة|شبكة|موقع|إذاعة|وزارة|مركز|مؤسسة|هيئة|المكتب الإعلامي)"
_ORGANISATION = re.compile(rf"^{_BODY}(?:\s+\S+){{1,6}}$")
_SOURCE_LABEL = re.compile(
    r"^(?:المصدر|مصدر|نقلا عن|نقلاً عن|Source)\s*[:：-]\s*(?P<name>.+)$", re.IGNORECASE
)

_BYLINE = re.compile(
    r"^(?P<label>كتبت?|بقلم|تقرير|تحقيق|حوار|أجرى الحوار|أجرت الحوار|مراسلنا|مراسلتنا|مراسلة?"
    r"|إعداد|اعداد|أعدته|أعده|ترجمة|متابعة|By|Written by|Reported by)"
    r"(?P<mark>\s*[:：]\s*|\s*[-–—]\s*|\s+)(?P<name>\S.{2,60}?)\s*[:.]?$",
    re.IGNORECASE,
)
_ALONE = frozenset(("بقلم", "إعداد", "اعداد", "by", "written by", "reported by"))
"""Labels that need no colon or dash before the name."""


_HEADS = (
    re.compile(r"[^.()\n]{0,80}\([^()\n]{2,30}\)(?:\s*[-–—:]+)*"),
    re.compile(r"[^.،:\n]{2,90}:(?=\s)"),
    re.compile(r"[^.،:\n–—-]{2,30}[-–—][^.،:\n–—-]{2,60}[-–—](?:\s*[-–—])*(?=\s)"),
    re.compile(r"[^.()\n/]{2,80}/\s*[^/\n]{2,30}\s*/(?:\s*[-–—:]+)*"),
)
"""What a dateline at the start of a paragraph ends with: a bracket, a colon, a second dash, a
second slash. Where there was a date, there is a gap."""
_HEAD = 200


class Dateline(NamedTuple):
    """What a dateline says, empty where it does not, and how many code points it takes up."""

    place: str = ""
    source: str = ""
    creator: str = ""
    length: int = 0


@lru_cache(maxsize=256)
def dateline(line: str) -> Dateline | None:
    """The dateline that ``line`` is or begins with (``موسكو-سانا``, ``باريس (رويترز) -``,
    ``سبق- الدمام:``), or None.

    A name counts as an agency if it is a known one, or stands beside a known place on a line
    of its own.
    """
    text = line.lstrip()
    lead = len(line) - len(text)
    text = text.rstrip()
    text = without_dates(text[:_HEAD]) + text[_HEAD:]
    if not text:
        return None
    if len(text) <= LINE and len(text.split()) <= 10:
        found = _read(text, whole=True)
        if found is not None:
            return found._replace(length=lead + found.length)
    best: Dateline | None = None
    for pattern in _HEADS:
        match = pattern.match(text)
        found = _read(match[0].rstrip(), whole=False) if match else None
        if match and found is not None and (best is None or lead + match.end() > best.length):
            best = found._replace(length=lead + match.end())
    return best


def _read(head: str, *, whole: bool) -> Dateline | None:
    """What a line, or the part of it that may be a dateline, says as one."""
    parts = [part for part in re.split(r"\s*[()\[\]:–—،/|]\s*|\s*-\s*|\s+ـ\s+", head) if part]
    if not 1 <= len(parts) <= 4 or len(head.split()) > 10:
        return None
    place = source = ""
    others: list[str] = []
    for part in parts:
        key = _key(part)
        if key in _AGENCY_KEYS or key.removeprefix("وكاله ") in _AGENCY_KEYS:
            source = source or part
        elif key in _PLACE_KEYS:
            place = place or part
        else:
            others.append(part.removeprefix("من "))
    marked = bool(re.search(r"[-–—():/|ـ]", head))
    if source and not others and (marked or whole):
        return Dateline(place, source, "", len(head))
    if not marked or not (place or source) or len(others) != 1 or len(others[0].split()) > 4:
        return None
    if source:
        return Dateline(place, source, others[0], len(head)) if place else None
    # An unknown name beside a place, on a line of their own or with a colon: a single word is a
    # newspaper («سبق - الدمام»), more are its reporter («حامد القرشي – جدة»).
    if len(parts) == 2 and (whole or head.endswith(":")):
        if len(others[0].split()) == 1:
            return Dateline(place, others[0], "", len(head))
        return Dateline(place, "", others[0], len(head))
    return None


def byline(line: str) -> tuple[str, ...]:
    """The names on a byline (``كتب: …``, ``بقلم …``), or nothing."""
    stripped = " ".join(line.split())
    if len(stripped) > LINE:
        return ()
    match = _BYLINE.match(stripped)
    if not match:
        return ()
    label = match["label"].casefold()
    if not match["mark"].strip() and label not in _ALONE:
        return ()
    name = re.split(r"\s*[-–—|/]\s*|\s*:\s*", match["name"])[0]
    names = [part.strip(" .:،") for part in re.split(r"\s*[،,]\s*|\s+(?:and|&)\s+", name)]
    names = [part for part in names if part and not any(char.isdigit() for char in part)]
    if not names or any(len(part.split()) > 6 for part in names):
        return ()
    if any(_key(part) in _AGENCY_KEYS for part in names):
        return ()
    return tuple(names)


def source_in(line: str, *, short: bool, whole: bool, last: bool) -> str:
    """The source that a line names, if it is a dateline, a label or an organisation's name.

    ``short``: no longer than `LINE`; ``whole``: the line is its paragraph; ``last``: it is one of
    the last of the text, where only a line that is nothing but a source counts.
    """
    if last and not whole:
        return ""
    found = dateline(line)
    if found and found.source and (not last or found.length >= len(line) - 2):
        return found.source.strip(" .")
    if not short:
        return ""
    if match := _SOURCE_LABEL.match(line):
        return match["name"].strip(" .:")
    if (
        _ORGANISATION.match(line)
        and not line.endswith((".", ":", "؟", "!"))
        and len(line.split()) <= 5
    ):
        return line
    return ""
