"""Web leftovers: the lines that saved and copied pages carry and that are no part of an article.

They stay in the extracted text (offsets refer to it, search finds them) as ``hidden`` blocks,
which the reader passes over. White space (runs of blank lines and of no-break spaces) needs
no block: text between blocks is white space by definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive_app.core.model import Block

_SPACES = re.compile(r"[\s\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]+")
_MARKS = re.compile(r"[\u064b-\u0652\u0640]")
_INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff"
) | frozenset(map(chr, range(0x2060, 0x206A)))

_PHRASES = """
    إضافة تعليق جديد|أضف تعليقا جديدا|اضف تعليق|أضف تعليق|أضف تعليقك|اضافة تعليق|أضف تعليقا
    التعليقات|اترك تعليقا|اترك تعليقاً|اترك رد|اترك ردا|إلغاء الرد|علق على الخبر|شارك برأيك
    لا توجد تعليقات|لا تعليقات|شارك|مشاركة|شارك الخبر|شارك المقال|شارك هذا الموضوع|شاركها
    المشاركة عبر|تابعنا على|تابعونا على|طباعة|اطبع|طباعة الخبر|نسخة للطباعة|إرسال|أرسل إلى صديق
    ارسل لصديق|إرسال إلى صديق|حفظ|اقرأ أيضا|اقرأ أيضاً|اقرأ ايضا|إقرأ أيضا|اقرأ المزيد|المزيد
    شاهد أيضا|شاهد أيضاً|مواضيع ذات صلة|أخبار ذات صلة|مقالات ذات صلة|مواضيع متعلقة|أخبار متعلقة
    الأكثر قراءة|الأكثر مشاهدة|تكبير الخط|تصغير الخط|حجم الخط|فيسبوك|تويتر|واتساب|تيليجرام
    تلغرام|لينكد إن|غوغل بلس|انسخ الرابط|نسخ الرابط|الصفحة الرئيسية|الرئيسية|Add new comment
    Add comment|Leave a comment|Leave a reply|Post a comment|No comments|Comments|Share
    Share this|Print|Print this page|Email|Tweet|Facebook|Twitter|WhatsApp|Telegram|LinkedIn
    Copy link|Read more|Read also|Related articles|Related posts|Advertisement|Skip to content
    Skip to main content|Home
"""
_BARE_LINK = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
_SHARES = re.compile(
    r"(?:شارك|مشاركة|تعليقات|التعليقات|إعجاب|مشاهدة|مشاهدات|قراءة|Shares?|Comments?|Likes?|Views?)\s*[:(]?\s*\d+\s*\)?"
    r"|\d+\s*(?:شارك|مشاركة|تعليقات|تعليق|تعليقا|إعجاب|مشاهدة|مشاهدات|قراءة|Shares?|Comments?|Likes?|Views?)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-_=*~•·.#+|]{3,}")


def _key(line: str) -> str:
    return _SPACES.sub(" ", _MARKS.sub("", line)).strip(" :.،!|«»-–").casefold()


_KEYS = frozenset(_key(name) for line in _PHRASES.split("\n") for name in line.split("|"))


def blank(line: str) -> bool:
    """Whether the line has nothing to see: white space, no-break spaces, invisible controls."""
    return not any(char not in _INVISIBLE and not char.isspace() for char in line)


def leftover(line: str) -> bool:
    """Whether the whole line is a web leftover: a button's or a form's label, a bare link (of a
    video that was embedded), a counter of shares, a rule of dashes."""
    if len(line) > 300 or (len(line) > 60 and " " in line.strip()):  # a sentence, at a glance
        return False
    stripped = _SPACES.sub(" ", line).strip()
    if not stripped:
        return False
    if len(stripped) <= 40 and _key(stripped) in _KEYS:
        return True
    if " " not in stripped and _BARE_LINK.match(stripped):
        return True
    return bool(len(stripped) < 40 and (_SHARES.fullmatch(stripped) or _RULE.fullmatch(stripped)))


def hide(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with those that are leftovers made ``hidden``, all else as it was.

    A text that would lose every block keeps them all: then they are what there is to read.
    """
    before = tuple(blocks)
    after = tuple(
        Block("hidden", block.start, block.end)
        if block.kind in {"paragraph", "heading", "item"}
        and leftover(text[block.start : block.end])
        else block
        for block in before
    )
    if all(block.kind == "hidden" for block in after):
        return before
    return after
