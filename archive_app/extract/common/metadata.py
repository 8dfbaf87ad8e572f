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

from archive_app.core.model import Block, DateCandidate, Metadata
from archive_app.extract.common.boilerplate import leftover
from archive_app.extract.common.datelines import LINE, byline, dateline, source_in
from archive_app.text.dates import find_dates

TITLE_LENGTH = 100
"""A title made from a first sentence is cut at a word before so many code points."""

CREATED = 0.3
"""How sure a file's own date of creation is to be the article's: hardly."""

_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?$")

CHOSEN = 0.5
"""A date candidate at least this sure becomes the article's date."""

NOTHING = Metadata()
"""What is known before anything is read."""

_HEADLINE = 220
_HEAD_LINES = 6

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


def _telling(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks that may tell of their article: no buttons, bare links and rules, unless there
    is nothing else."""
    words = [block for block in blocks if block.kind not in {"hidden", "image", "table"}]
    return [block for block in words if not leftover(text[block.start : block.end])] or words


def _title_of(text: str, visible: Sequence[Block]) -> str:
    """The line that reads as a headline; else the first sentence, shortened at a word."""
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
        if byline(line) or is_date_line(line):
            continue
        if _is_headline(line, after) and not (found and number):
            return " ".join(line.split())
        if found and found.length:
            line = line[found.length :].lstrip(" :-–—")
        return shorten(first_sentence(line))
    return shorten(text[visible[0].start : visible[0].end]) if visible else shorten(text[:400])


def is_date_line(line: str) -> bool:
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


def describe(text: str, blocks: Sequence[Block], known: Metadata = NOTHING) -> Metadata:
    """``known`` with its gaps filled from the text itself.

    Dates found here are added to the known ones, the surest first; the chosen ``date`` is the
    known one if there is one.
    """
    visible = _telling(text, blocks)
    title = known.title or _title_of(text, visible)
    source, creator = known.source, known.creator
    dates: list[DateCandidate] = list(known.dates)
    for number, block in enumerate(visible):
        last = number > 2 and number >= len(visible) - 3
        if number >= _HEAD_LINES and not last:
            continue
        line = text[block.start : min(block.end, block.start + 400)].strip()
        if not line or (
            not number and title.startswith(line[:60]) and len(visible) > 1 and len(line) < 300
        ):
            continue
        short = len(line) <= LINE
        if short and not creator:
            creator = byline(line)
        if not source:
            source = source_in(line, short=short, whole=block.end - block.start <= LINE, last=last)
        if short and is_date_line(line):
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


def iso_date(text: str) -> str:
    """The ISO date at the start of ``text`` (``2017-04-26T10:00`` → ``2017-04-26``), or ""."""
    text = text.strip()
    found = _ISO.match(text) or _COMPACT.match(text)
    if not found:
        return ""
    year, month, day = found[1], found[2], found[3] or ""
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return ""
    return "-".join(part for part in (year, month, day) if part)
