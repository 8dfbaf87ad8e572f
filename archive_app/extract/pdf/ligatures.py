"""Finds out which lam-alef a nameless glyph is.

Some programs (Qt and its WebKit, with fonts that draw lam-alef as two glyphs in one place) give
these glyphs no letters, and PDFs of theirs lack one word in eight. But two nameless glyphs in
one place in Arabic text are a lam-alef; which of the four, the words around it tell: that
reading is taken in which most common words come out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from archive_app.core.model import Repair
from archive_app.extract.pdf.layout import REPLACEMENT, Glyph, Line

_FIRST = 0xFDD0  # noncharacters: no text has them, and no rule of direction concerns them
_COUNT = 32
_PLACE = 0.03  # of the font size that two glyphs in one place may stand apart
_WIDE = 0.1  # of the font size that each of them is wide at least
_READINGS = ("لا", "لأ", "لإ", "لآ")
_HOLDER = re.compile("[\ufdd0-\ufdef]")
_WORD = re.compile("[\u0620-\u065f\u066e-\u06d3\ufdd0-\ufdef]+")
_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_PREFIX = re.compile("^[وفبكل]")
_COMMON = """
لا ولا إلا خلال الولايات ولاية علاقات العلاقات السلام الإسلام الإسلامية فلاديمير لافروف ثلاثة ثلاث
بلاد البلاد الاتحاد الاقتصاد الاقتصادية الاجتماع الاجتماعية الانتخابات الاحتلال الاتفاق الاستقرار
الاتصالات الاثنين الاعتداء الاستراتيجية الاستثمار الاتجاه الاهتمام الاحتفال الاستفادة الاعتراف
الحالات المجالات الأمن الأمنية الأول الأولى الأمريكية الأميركية الأسد الأزمة الأوضاع الأخرى الأخيرة
الأراضي الأحد الأربعاء الأطراف الأخبار الأعمال الأردن الأوسط الأكثر الأسبوع الأمم الأمير الأستاذ
الأسعار الأسلحة الأطفال الأسرة الأوروبي الأوروبية الأرض الأحداث الأعضاء لأن لأنه لأنها الأهداف
الأفراد الأجهزة الإرهاب الإرهابي الإرهابية الإرهابيين الإعلام الإعلامية الإنسان الإنسانية الإدارة
الإنترنت الإقليمية الإمارات الإجراءات الإنتاج الإسرائيلي الإيراني الإيرانية الإصلاح الإضافة
الإخوان الإطار الإسكان الإمام الآن الآخر الآخرين الآلاف الآونة الآتي الآثار الآلية للأمن للأمم
لإقامة السلاح سلاح إعلام كلام أولا مثلا فضلا بدلا الملايين إطلاق انقلاب استقلال لاجئين اللاجئين
عملاء
"""


class Ligatures:
    """The nameless lam-alefs of one document."""

    def __init__(self) -> None:
        self._holders: dict[str, str] = {}

    def mark(self, glyphs: Sequence[Glyph]) -> list[Glyph]:
        """``glyphs`` with each nameless pair in one place as one glyph that stands for it.

        Pairs that end in the same glyph get the same placeholder throughout the document.
        """
        out: list[Glyph] = []
        at = 0
        while at < len(glyphs):
            glyph = glyphs[at]
            after = glyphs[at + 1] if at + 1 < len(glyphs) else None
            if (
                after is not None
                and glyph.text < _NO_LETTER  # which sets most of a page aside at once
                and after.text < _NO_LETTER
                and _is_pair(glyph, after, _around(glyphs, at))
            ):
                lam, alef = (glyph, after) if glyph.right >= after.right else (after, glyph)
                holder = self._holder(alef.text)
                if holder:
                    right = max(lam.right, alef.right)
                    out.append(replace(lam, text=holder, right=right, known=True))
                    at += 2
                    continue
            out.append(glyph)
            at += 1
        return out

    def _holder(self, alef: str) -> str:
        if alef not in self._holders and len(self._holders) < _COUNT:
            self._holders[alef] = chr(_FIRST + len(self._holders))
        return self._holders.get(alef, "")

    def resolve(self, lines: Iterable[Line], refuse: Container[str] = ()) -> Repair | None:
        """Put letters for the placeholders in ``lines``, and say what was done.

        A placeholder whose reading the words do not tell, or all of them where the repair is
        refused, become U+FFFD.
        """
        lines = [line for line in lines if _HOLDER.search(line.text)]
        if not lines:
            return None
        words = Counter(word for line in lines for word in _WORD.findall(line.text))
        readings: dict[str, str] = {}
        if "lam-alef" not in refuse:
            for holder in self._holders.values():
                readings[holder] = _reading(holder, words)
        sample = ("", "")
        count = 0
        for line in lines:
            before = line.text
            line.text = _HOLDER.sub(lambda found: readings.get(found[0]) or REPLACEMENT, before)
            count += sum(bool(readings.get(found)) for found in _HOLDER.findall(before))
            if not sample[0]:
                for word in _WORD.findall(before):
                    holders = _HOLDER.findall(word)
                    if holders and all(readings.get(one) for one in holders):
                        after = _HOLDER.sub(lambda found: readings[found[0]], word)
                        sample = (_HOLDER.sub(REPLACEMENT, word), after)
                        break
        return Repair("lam-alef", count, *sample) if count else None


_NO_LETTER = "\u0300"
"""What is given for half a ligature without letters comes before this."""
_KNOWN = frozenset(_COMMON.split())


def _around(glyphs: Sequence[Glyph], at: int) -> bool:
    """Whether an Arabic letter stands before or behind the two glyphs from ``at`` on."""
    neighbours = (*glyphs[max(0, at - 1) : at], *glyphs[at + 2 : at + 3])
    return any(_LETTER.match(one.text) for one in neighbours)


def _is_pair(first: Glyph, second: Glyph, in_arabic: bool) -> bool:
    """Whether two glyphs are the halves of a lam-alef that has no letters.

    What is given for such a half may be any sign, a space or a control, but no Arabic letter
    (which `mark` sees to); and among Arabic letters no two different signs stand in one place
    otherwise.
    """
    if first.text == second.text or first.y != second.y:
        return False
    if abs(first.left - second.left) > _PLACE * first.size:
        return False
    if first.known and second.known and not in_arabic:
        return False
    return all(one.right - one.left > _WIDE * one.size for one in (first, second))


def _reading(holder: str, words: Counter[str]) -> str:
    """The lam-alef that makes most common words of those with ``holder``; "" if none does."""
    points = dict.fromkeys(_READINGS, 0)
    for word, count in words.items():
        if holder not in word:
            continue
        for reading in _READINGS:
            full = word.replace(holder, reading)
            known = full in _KNOWN or _PREFIX.sub("", full) in _KNOWN
            points[reading] += count * known
    best = max(points, key=lambda reading: points[reading])
    others = max(points[reading] for reading in _READINGS if reading != best)
    return best if points[best] > 2 * others else ""
