"""What an article's own text says of it: title, source, byline, language, dates.

Only what is really there: each finder answers nothing rather than guess. Formats that carry
metadata of their own (meta tags, JSON-LD) pass it in, and only its gaps are filled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from archive_app.core.model import Block, DateCandidate, Metadata
from archive_app.text.dates import find_dates, fold_date

TITLE_LENGTH = 100
"""A title made from a first sentence is cut at a word before so many code points."""

CHOSEN = 0.5
"""A date candidate at least this sure becomes the article's date."""

_HEADLINE = 220
_LINE = 90
_HEAD_LINES = 6

# ---------------------------------------------------------------- agencies and places

_AGENCIES = """
    سانا|رويترز|واس|وام|كونا|قنا|بترا|وفا|معا|صفا|ارنا|إرنا|تاس|إيتار تاس|نوفوستي|سبوتنيك|شينخوا|الأناضول|الاناضول|إينا|واع|بنا|عمون|ومع|وكالات|الوكالات
    أ ف ب|أ.ف.ب|ا ف ب|ا.ف.ب|أف ب|أ ش أ|أ.ش.أ|ا ش ا|أش أ|د ب أ|د.ب.أ|د ب ا|أ ب|أ.ب|فرانس برس|فرانس 24|وكالة فرانس برس|أسوشيتد برس|أسوشيتدبرس|اسوشيتد برس|يو بي آي|يو.بي.آي|بي بي سي|سي إن إن|سي ان ان
    روسيا اليوم|سكاي نيوز|سكاي نيوز عربية|الجزيرة نت|العربية نت|العربية.نت|الجزيرة.نت|الشرق الأوسط|عين اليوم|الميادين|المنار|فارس|تسنيم|مهر|دويتشه فيله|إيلاف|بلومبرغ|بلومبيرغ
    AFP|Reuters|AP|UPI|dpa|DPA|SANA|SPA|WAM|KUNA|QNA|Petra|MENA|TASS|ITAR-TASS|Xinhua|Anadolu|AA|BBC|CNN|Bloomberg|RT|Sputnik
"""
_PLACES = """
    موسكو|دمشق|بيروت|القاهرة|بغداد|عمان|عمّان|الرياض|جدة|مكة|مكة المكرمة|المدينة المنورة|الدمام|أبها|تبوك|جازان|الطائف|بريدة|حائل|نجران|الكويت|الدوحة|المنامة|أبوظبي|أبو ظبي|دبي|الشارقة|مسقط|صنعاء|عدن|القدس|القدس المحتلة|غزة|رام الله|الخرطوم|طرابلس|بنغازي|تونس|الجزائر|الرباط|الدار البيضاء|نواكشوط|مقديشو|جيبوتي|حلب|حمص|حماة|اللاذقية|طرطوس|درعا|السويداء|الحسكة|دير الزور|القامشلي|إدلب|الموصل|البصرة|أربيل|كركوك|الإسكندرية|اسطنبول|إسطنبول|أنقرة|طهران|كابول|كابل|إسلام آباد|نيودلهي|بكين|طوكيو|سيول|هونغ كونغ|جاكرتا|كوالالمبور|سنغافورة|واشنطن|نيويورك|لندن|باريس|برلين|روما|مدريد|بروكسل|جنيف|فيينا|أثينا|لاهاي|ستوكهولم|أوسلو|كوبنهاغن|وارسو|كييف|مينسك|صوفيا|بلغراد|ميونيخ|استوكهولم|أستانا|سوتشي|بطرسبورغ|الأمم المتحدة|عواصم|متابعات|بوينس آيرس|مانيلا
    Moscow|Damascus|Beirut|Cairo|Baghdad|Amman|Riyadh|Jeddah|Kuwait|Doha|Manama|Dubai|Abu Dhabi|Muscat|Sanaa|Aden|Jerusalem|Gaza|Ramallah|Khartoum|Tripoli|Benghazi|Tunis|Algiers|Rabat|Aleppo|Homs|Ankara|Istanbul|Tehran|Kabul|Islamabad|Beijing|Tokyo|Washington|New York|London|Paris|Berlin|Rome|Madrid|Brussels|Geneva|Vienna|Athens|United Nations
"""


def _set(names: str) -> frozenset[str]:
    return frozenset(_key(name) for line in names.strip().splitlines() for name in line.split("|"))


def _key(name: str) -> str:
    return " ".join(fold_date(name).replace(".", " ").split()).casefold()


_AGENCY_KEYS = _set(_AGENCIES)
_PLACE_KEYS = _set(_PLACES)
_BODY = r"(?:وكالة|صحيفة|جريدة|مجلة|قناة|شبكة|موقع|إذاعة|وزارة|مركز|مؤسسة|هيئة|المكتب الإعلامي|المصدر\s*:|المصدر|نقلا عن|نقلاً عن)"
_ORGANISATION = re.compile(rf"^{_BODY}(?:\s+\S+){{1,6}}$")
_SOURCE_LABEL = re.compile(
    r"^(?:المصدر|مصدر|نقلا عن|نقلاً عن|Source)\s*[:：-]\s*(?P<name>.+)$", re.I
)

_DASH = r"\s*(?:[-–—/|،:]|ـ)\s*"
_BYLINE = re.compile(
    r"^(?P<label>كتبت?|بقلم|تقرير|تحقيق|حوار|أجرى الحوار|أجرت الحوار|مراسلنا|مراسلتنا|مراسل(?:ة)?|إعداد|اعداد|أعدته|أعده|ترجمة|متابعة|By|Written by|Reported by)"
    r"(?P<mark>\s*[:：]\s*|\s*[-–—]\s*|\s+)(?P<name>\S.{2,60}?)\s*[:.]?$",
    re.I,
)
_ANY_LABEL = frozenset(("كتب", "كتبت", "بقلم", "إعداد", "اعداد", "by", "written by", "reported by"))


class Dateline(NamedTuple):
    """What a dateline says, empty where it does not, and how many code points it takes up."""

    place: str = ""
    source: str = ""
    creator: str = ""
    length: int = 0


def dateline(line: str) -> Dateline | None:
    """The dateline that ``line`` is or begins with (``موسكو-سانا``, ``باريس (رويترز) -``,
    ``سبق- الدمام:``), or None.

    A name counts as an agency if it is a known one, or stands beside a known place on a line
    of its own.
    """
    text = line.lstrip()
    lead = len(line) - len(text)
    text = text.rstrip()
    whole = len(text) <= _LINE and len(text.split()) <= 10
    head = (
        text
        if whole
        else re.split(r"(?<=[:)])\s|\s[-–—]\s(?=\S+\s\S+\s\S+\s\S+)|[.،]\s|\n", text, maxsplit=1)[0]
    )
    if whole and ":" in text and len(text.split(":", 1)[1].split()) > 2:
        head = text.split(":", 1)[0]
        whole = False
    if len(head) > _LINE or len(head.split()) > 10:
        return None
    parts = [part for part in re.split(r"\s*[()\[\]:–—،/|]\s*|\s*-\s*|\s+ـ\s+", head) if part]
    if not 1 <= len(parts) <= 4:
        return None
    place = source = ""
    others: list[str] = []
    for part in parts:
        key = _key(part)
        if key in _AGENCY_KEYS or (key.startswith("وكاله ") and key[6:] in _AGENCY_KEYS):
            source = source or part
        elif key in _PLACE_KEYS:
            place = place or part
        else:
            others.append(part)
    marked = bool(re.search(r"[-–—():/|ـ]", head))
    if source and not others and (marked or whole):
        return Dateline(place, source, "", lead + len(head))
    if not marked or not (place or source) or len(others) != 1 or len(others[0].split()) > 4:
        return None
    if source:
        return Dateline(place, source, others[0], lead + len(head)) if place else None
    # "صحيفة - مدينة": what stands first beside a place, one or two words, and a line's own or a colon.
    if len(parts) == 2 and len(others[0].split()) <= 2 and (whole or head.endswith(":")):
        return Dateline(place, others[0], "", lead + len(head))
    return None


def byline(line: str) -> tuple[str, ...]:
    """The names on a byline (``كتب: …``, ``بقلم …``), or nothing."""
    stripped = " ".join(line.split())
    if len(stripped) > _LINE:
        return ()
    match = _BYLINE.match(stripped)
    if not match:
        return ()
    label = match["label"].casefold()
    if not match["mark"].strip() and label not in {
        "بقلم",
        "إعداد",
        "اعداد",
        "by",
        "written by",
        "reported by",
    }:
        return ()
    name = re.split(r"\s*[-–—|/]\s*|\s*:\s*", match["name"])[0]
    names = [part.strip(" .:،") for part in re.split(r"\s*[،,]\s*|\s+(?:and|&)\s+", name)]
    names = [part for part in names if part and not any(char.isdigit() for char in part)]
    if not names or any(len(part.split()) > 6 for part in names):
        return ()
    if any(_key(part) in _AGENCY_KEYS for part in names):
        return ()
    return tuple(names)


# ---------------------------------------------------------------- title


def shorten(sentence: str, length: int = TITLE_LENGTH) -> str:
    """``sentence`` on one line, cut at a word before ``length`` code points with an ellipsis."""
    flat = " ".join(sentence.split())
    if len(flat) <= length:
        return flat
    cut = flat.rfind(" ", 0, length)
    return flat[: cut if cut > length // 3 else length - 1].rstrip(' ،,؛:-–(«“"') + "…"


def first_sentence(paragraph: str) -> str:
    """The paragraph's first sentence; «..» in the middle of a sentence does not end it."""
    match = re.search(r"(?<![.!؟?])(?:[.](?!\.)|[!؟?]+)(?=[\s”»\"]|$)", paragraph)
    if (
        match
        and match.end() >= 15
        and not re.search(r"(?:^|\s)\S{1,2}\.$", paragraph[: match.end()])
    ):
        return paragraph[: match.end()].rstrip(".").strip()
    return paragraph


def _is_headline(line: str, following: str) -> bool:
    """Whether ``line`` reads as a headline over the text that follows it."""
    if not line or len(line) > _HEADLINE or len(line.split()) > 35:
        return False
    if not following:
        return False
    if re.search(r"[،,؛:]$", line):
        return False
    # A full stop ends a paragraph; two are the ellipsis of headlines.
    if line.endswith(".") and not line.endswith(".."):
        return len(line) <= 90 and len(following) > 2 * len(line)
    return len(line) <= 130 or len(following) > len(line)


def title_of(text: str, blocks: Sequence[Block]) -> str:
    """The line that reads as a headline; else the first sentence, shortened at a word."""
    visible = [block for block in blocks if block.kind not in {"hidden", "image", "table"}]
    for block in visible:
        if block.kind == "heading" and block.level == 1:
            return shorten(text[block.start : block.end], 300)
    for number, block in enumerate(visible[:_HEAD_LINES]):
        line = text[block.start : min(block.end, block.start + 2000)].strip()
        following = visible[number + 1] if number + 1 < len(visible) else None
        after = (
            text[following.start : min(following.end, following.start + 500)].strip()
            if following
            else ""
        )
        found = dateline(line)
        if found and found.length >= len(line.rstrip(" :.-–")):
            continue
        if byline(line) or _is_date_line(line):
            continue
        if _is_headline(line, after) and not (found and number):
            return " ".join(line.split())
        if found and found.length:
            line = line[found.length :].lstrip(" :-–—")
        return shorten(first_sentence(line))
    return shorten(text[visible[0].start : visible[0].end]) if visible else shorten(text[:400])


def _is_date_line(line: str) -> bool:
    """Whether the line is nothing but a date (and a weekday or a time)."""
    if len(line) > 60:
        return False
    dates = find_dates(line)
    return bool(dates) and sum(len(found.quote) for found in dates) + 25 >= len(line)


# ---------------------------------------------------------------- language

_SCRIPTS = (
    ("ar", 0x0620, 0x064A),
    ("ar", 0x066E, 0x06D3),
    ("ar", 0xFB50, 0xFDFF),
    ("ar", 0xFE70, 0xFEFC),
    ("en", 0x0041, 0x005A),
    ("en", 0x0061, 0x007A),
    ("en", 0x00C0, 0x024F),
    ("ru", 0x0400, 0x04FF),
    ("he", 0x0590, 0x05FF),
    ("el", 0x0370, 0x03FF),
    ("zh", 0x4E00, 0x9FFF),
    ("hy", 0x0530, 0x058F),
)
_PERSIAN = frozenset("پچژگکی")
_URDU = frozenset("ٹڈڑےںھہ")


@lru_cache(maxsize=8192)
def _script(char: str) -> str:
    """The code of the script that a letter is of, ``""`` for all else."""
    point = ord(char)
    return next((code for code, first, last in _SCRIPTS if first <= point <= last), "")


_LATIN = {
    "en": "the of and to in that is was for on with as by at from",
    "fr": "le la les des et est une dans pour que qui sur avec pas au",
    "de": "der die das und ist nicht ein eine mit von den auf dem zu",
    "es": "el los las una que por con para del como más está",
    "tr": "ve bir bu için ile olarak daha çok olan da de gibi",
    "it": "il che della per una con sono nel gli non del di",
}
_LATIN_WORDS = {code: frozenset(words.split()) for code, words in _LATIN.items()}


def language_of(text: str) -> str:
    """The language (BCP 47) that most of the text is in; ``""`` where there are hardly letters."""
    sample = text[:1500]
    # The high bytes of UTF-16 tell blocks apart, and are counted fast: 06 is the Arabic one.
    arabic = sample.encode("utf-16-le", "surrogatepass")[1::2].count(6)
    if arabic * 2 > len(sample):
        code, letters = "ar", arabic
    else:
        counts: Counter[str] = Counter()
        for char, count in Counter(sample).items():
            counts[_script(char)] += count
        del counts[""]
        if not counts:
            return ""
        code, letters = counts.most_common(1)[0]
    if letters < 3:
        return ""
    if code == "ar":
        if sum(map(sample.count, _URDU)) * 12 > letters:
            return "ur"
        return "fa" if sum(map(sample.count, _PERSIAN)) * 12 > letters else "ar"
    if code == "en":
        words = re.findall(r"[^\W\d_]+", sample.lower())
        best = {name: sum(word in known for word in words) for name, known in _LATIN_WORDS.items()}
        name = max(best, key=lambda name: best[name])
        return name if best[name] * 12 >= len(words) or best[name] >= 2 else ""
    return code


# ---------------------------------------------------------------- all of it


def best_date(dates: Iterable[DateCandidate]) -> str:
    """The date to choose: the surest (the first of equals), if it is sure enough; else ``""``."""
    found = sorted(dates, key=lambda candidate: -candidate.confidence)
    return found[0].date if found and found[0].confidence >= CHOSEN else ""


def describe(text: str, blocks: Sequence[Block], known: Metadata = Metadata()) -> Metadata:
    """``known`` with its gaps filled from the text itself.

    Dates found here are added to the known ones, the surest first; the chosen ``date`` is the
    known one if there is one.
    """
    visible = [block for block in blocks if block.kind not in {"hidden", "image", "table"}]
    title = known.title or title_of(text, blocks)
    source, creator = known.source, known.creator
    dates: list[DateCandidate] = list(known.dates)
    for number, block in enumerate(visible):
        last = number >= len(visible) - 3
        if number >= _HEAD_LINES and not last:
            continue
        line = text[block.start : min(block.end, block.start + 400)].strip()
        if not line or (
            not number and title.startswith(line[:60]) and len(visible) > 1 and len(line) < 300
        ):
            continue
        short = len(line) <= _LINE
        if short and not creator:
            creator = byline(line)
        if not source:
            source = _source_in(
                line, short=short, whole=block.end - block.start <= _LINE, last=last
            )
        if short and _is_date_line(line):
            dates += find_dates(line, "dateline", confidence=0.9)
        elif number < 3 and (found := dateline(line)) and found.length:
            dates += find_dates(line[: found.length], "dateline", confidence=0.8)
            creator = creator or ((found.creator,) if found.creator else ())
    dates += find_dates(text[:200_000], "text", confidence=0.3)
    unique: dict[str, DateCandidate] = {}
    for candidate in sorted(dates, key=lambda candidate: -candidate.confidence):
        unique.setdefault(candidate.date, candidate)
    ordered = tuple(unique.values())
    return replace(
        known,
        title=title,
        creator=creator,
        source=source,
        date=known.date or best_date(ordered),
        language=known.language or language_of(text),
        dates=ordered[:20],
    )


def _source_in(line: str, *, short: bool, whole: bool, last: bool) -> str:
    """The source that a line names, if it is a dateline, a label or an organisation's name."""
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
