"""The query language at a glance, as plain data: what the window's help shows beside examples.

`HELP` holds the meanings in order, each with examples that can be typed as they stand. A key is
stable and translated by the fronts; `MEANINGS` has the two languages of the project.
"""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """One line of help: an Arabic and an English example, and the key of what they mean."""

    arabic: str
    english: str
    key: str


HELP: tuple[Line, ...] = (
    Line("وزير الدفاع", "defence minister", "all-words"),
    Line('"وزير الدفاع"', '"defence minister"', "phrase"),
    Line('"وزير موسكو"~5', '"minister Moscow"~5', "near"),
    Line("سوريا أو العراق", "Syria OR Iraq", "or"),
    Line("سوريا و العراق", "Syria AND Iraq", "and"),
    Line("سوريا -تركيا", "Syria -Turkey", "not"),
    Line("(سوريا أو العراق) ليس داعش", "(Syria OR Iraq) NOT war", "brackets"),
    Line("دبلوماس*", "diplom*", "prefix"),
    Line("لفروف~", "Lavrof~", "fuzzy"),
    Line("عنوان:قمة", "title:summit", "title"),
    Line("كاتب:أحمد", "author:Smith", "author"),
    Line("مصدر:سانا", "source:SANA", "source"),
    Line("وسم:حرب", "tag:war", "tag"),
    Line("ملاحظة:مهم", "note:important", "note"),
    Line("تاريخ:2015..2017-04", "date:2015..2017-04", "date"),
    Line("لغة:عربي", "lang:ar", "language"),
    Line("نوع:pdf", "type:pdf", "type"),
    Line("لافروف", "Lavrov", "name"),
)

MEANINGS: dict[str, tuple[str, str]] = {
    "all-words": ("المقالات التي فيها كل الكلمات", "articles with all of the words"),
    "phrase": ("العبارة بهذا الترتيب، بأي صيغة", "the phrase in this order, in any form"),
    "near": ("الكلمات متقاربة، بينها خمس كلمات على الأكثر", "words within five of each other"),
    "or": ("إحدى الكلمتين أو كلتاهما", "either word or both"),
    "and": ("الكلمتان معا", "both words"),
    "not": ("دون هذه الكلمة", "without this word"),
    "brackets": ("الأقواس تجمع، وليس تستبعد", "brackets group, NOT leaves out"),
    "prefix": ("ما يبدأ بهذه الحروف", "words that begin so"),
    "fuzzy": ("ما يختلف بحرف، و~2 بحرفين", "words one letter away, with ~2 two"),
    "title": ("في العنوان وحده", "in the title only"),
    "author": ("في اسم الكاتب", "in the author's name"),
    "source": ("من هذا المصدر", "from this source"),
    "tag": ("عليها هذا الوسم", "with this tag"),
    "note": ("في ملاحظاتك", "in your notes"),
    "date": ("بين تاريخين، أو سنة أو شهر أو يوم", "between dates, or one year, month or day"),
    "language": ("بهذه اللغة", "in this language"),
    "type": ("ملفات من هذا النوع", "files of this type"),
    "name": ("الاسم بالعربية أو اللاتينية", "a name in Arabic or Latin letters"),
}
"""What each key means, in Arabic and in English."""
