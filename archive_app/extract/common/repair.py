"""Mends Arabic text that came out of a broken program: mirrored lines, presentation forms,
lam-alef written backwards.

The order is fixed, for others destroy text: first mirrored lines are found and turned (with
their presentation forms still in place), then presentation forms become plain letters, then
lam-alef swaps are undone. Each mending is counted and shown with a sample, and each may be
refused by its kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container
from functools import cache

from archive_app.core.model import Repair

_ARABIC = re.compile(r"[\u0620-\u064a\ufb50-\ufdfb\ufe70-\ufefc]")
_FORM = re.compile(r"[\ufb50-\ufbc1\ufbd3-\ufd3d\ufd50-\ufdf9\ufdfc\ufe70-\ufefc]")
_WORD = re.compile(r"[\u0620-\u065f\u066e-\u06d3]+")
_SUSPECT = re.compile(r"(?<![\u0620-\u065f\u066e-\u06d3])[ةى]|[\ufe70-\ufefc]")
"""A word that begins with ة or ى (none does), or presentation forms: without any of them no line
is mirrored, and none needs to be scored."""
_TASHKEEL = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_SAMPLE = 80

_STOPS = """
في من على إلى الى عن أن ان التي الذي هذا هذه مع بعد كان قال ما لا لم لن قد كل بين ذلك كما أو او ثم
حتى حيث عند غير منذ خلال يوم إن وقد وفي ومن وعلى وأن وكان كانت بن هو هي نحو عام قبل أي أكد وقال
وأضاف رئيس
"""
_STOP = frozenset(_STOPS.split())


# ---------------------------------------------------------------- mirrored lines


def _likeness(text: str) -> float:
    """How much the line reads like Arabic: stop words, ال at the start, ة and ى at the end."""
    points = 0.0
    for word in _WORD.findall(_plain_forms(text)):
        bare = _TASHKEEL.sub("", word)
        if bare in _STOP:
            points += 2
        if len(bare) > 3 and bare.startswith(("ال", "وال", "بال", "لل")):
            points += 1
        if len(bare) > 2 and bare.endswith(("ة", "ى")):
            points += 1
        if bare.startswith(("ة", "ى", "ئ", "ؤ")):
            points -= 2
    return points


def variants(words: str) -> tuple[str, ...]:
    """What a few words may have become in a text that was mended."""
    turned = _mirror(words)
    return (words, _plain_forms(words), turned, _plain_forms(turned))


def _mirror(line: str) -> str:
    """A line that stands in visual order, in reading order.

    python-bidi's reordering undoes itself for lines of right-to-left text (measured: 99.7 % of
    6,000 lines of press text come back exactly), numbers and Latin words included.
    """
    from bidi import get_display

    turned = get_display(line, base_dir="R")
    return turned if isinstance(turned, str) else line


def turn_lines(text: str) -> tuple[str, Repair | None]:
    """``text`` with its mirrored lines turned back.

    A line is turned where its mirror image reads more like Arabic than it does; a line that does
    not tell goes with most of the text.
    """
    if not _SUSPECT.search(text):
        return text, None
    lines = text.split("\n")
    votes = [_vote(line) for line in lines]
    against = sum(vote for vote in votes if vote < 0)
    if against > -4 and not (len(lines) <= 3 and against <= -2):
        return text, None
    most = against + sum(vote for vote in votes if vote > 0) < 0
    count = 0
    sample = ("", "")
    for number, vote in enumerate(votes):
        line = lines[number]
        if vote < 0 or (vote == 0 and most and _ARABIC.search(line)):
            lines[number] = _mirror(line)
            if lines[number] != line:
                count += 1
                if vote < 0 and not sample[0]:
                    sample = (line.strip()[:_SAMPLE], lines[number].strip()[:_SAMPLE])
    if not count:
        return text, None
    before, after = sample
    return "\n".join(lines), Repair("reversed", count, before, _plain_forms(after))


def _vote(line: str) -> float:
    """Above 0 for a line as it should be, below 0 for a mirrored one, 0 for one that says
    nothing."""
    if not _ARABIC.search(line):
        return 0.0
    return _likeness(line) - _likeness(line[::-1])


# ---------------------------------------------------------------- presentation forms


def _plain_forms(text: str) -> str:
    """``text`` with presentation forms as plain letters, nothing else normalised."""
    return _FORM.sub(lambda found: _plain(found[0]), text)


@cache
def _plain(char: str) -> str:
    # The forms of lone marks stand on a space, which is not meant.
    return unicodedata.normalize("NFKC", char).replace(" ", "").replace("ـ", "")


def plain_forms(text: str) -> tuple[str, Repair | None]:
    """``text`` with its presentation forms as the letters that they are the forms of."""
    mended = _plain_forms(text)
    if mended == text:
        return text, None
    count = len(_FORM.findall(text))
    for before, after in zip(text.split("\n"), mended.split("\n"), strict=False):
        if before != after:
            return mended, Repair("presentation", count, *_samples(before, after))
    return mended, Repair("presentation", count)


def _samples(before: str, after: str) -> tuple[str, str]:
    return before.strip()[:_SAMPLE], after.strip()[:_SAMPLE]


# ---------------------------------------------------------------- lam-alef

_SURE_SWAP = re.compile(r"ا(?=[أإآ]ل)|اال|(?<![\u0620-\u064a])[وفبك]?(?:اهلل)(?![\u0620-\u064a])")
"""What no Arabic word contains: two alefs in a row before lam, and اهلل."""

_COMMON = """
لا ولا فلا إلا ألا كلا بلا خلال علاقات إسلام إسلامي إسلامية إعلام إعلامي إعلامية سلاح أسلحة ثلاثين
ثلاثاء بلاد ولاية ولايات احتلال استقلال انقلاب انقلابات إطلاق انطلاق إصلاح إصلاحات ملايين ملاحظة
لاجئ لاجئين لاحقا لاعبين أولاد ميلاد فلاديمير لافروف لافتا عملاء زملاء زملائنا عقلاء كلام أحلام
أقلام أعلام ملابس ملاعب ملامح خلافات صلاحيات جلال بلال طلال هلال علاء ولاء إجلاء إخلاء إيلاء استيلاء
غلاء إبلاغ إغلاق أخلاق ملاذ ملاحقة تلاميذ عاملا كاملا أصلا قليلا طويلا أولا بدلا فضلا مستقبلا
كفلاء نبلاء وكلاء نزلاء دلالة جلالة سلالة ضلال ظلال اختلاف ائتلاف تلاعب بلاستيك ميلادي كلاسيكي
كلاهما حملات مجلات حلال إذلال إحلال استغلال استدلال قلاع دلائل لائحة لاتينية سلاسل أملاك أفلام غلاف
إفلاس اعتلال اختلال معتقلات مقابلات محاولات هؤلاء آلاف بيلاروس بيلاروسيا فضلا شكلا رجلا دولارا دولار
لأن لأنه لأنها لأنهم لأنني لأي لأول لأجل لأكثر دلالات كلاب اقتلاع ابتلاع لاذقية
"""
"""Words with lam-alef that, written with alef-lam, are no words. Those that would be other words
(سلام and سالم, ثلاث and ثالث) are not here."""
_LETTERS_BEFORE = ("", "و", "ف", "ب", "ك", "ل", "ال", "وال", "بال", "فال", "كال", "لل", "ولل")
_ALEF_SWAP = re.compile(r"ل([اأإآ])")
_TO_HAMZA_WORDS = re.compile(r"^(?:و|ف)?لل?([أإآ])ل(?=[\u0620-\u064a]{2})")
_REAL = """
لألمانيا لألبانيا لإلغاء لإلزام لإلقاء لإلحاق لألف لألوان لآلاف لآلية لآليات لإلهام لألعاب لألم لآلة
لآلات لإلياس ولإلغاء ولألمانيا لإلهاء لألغام لألقاب لآل لإلكترونيات
"""
_REALLY_L = frozenset(_REAL.split())


@cache
def _swapped_words() -> dict[str, str]:
    """From a common word with its lam-alef written backwards to the word, with its prefixes."""
    words: dict[str, str] = {}
    for word in _COMMON.split():
        backwards = _ALEF_SWAP.sub(r"\1ل", word)
        if backwards == word:
            continue
        for before in _LETTERS_BEFORE:
            for after in ("", "ه", "ها", "هم", "نا", "ية", "ي", "ات", "ين", "ا", "ً"):
                swapped = before + backwards + after
                if len(swapped) > 2 or (before == "" and after == ""):
                    words.setdefault(swapped, before + word + after)
    for real in _COMMON.split():
        words.pop(real, None)
    words["ال"] = "لا"
    words["وال"] = "ولا"
    words["إال"] = "إلا"
    words["أال"] = "ألا"
    return words


def swap_lam_alef(text: str) -> tuple[str, Repair | None]:
    """``text`` with lam-alef the right way round, where it was written alef-lam.

    Done only where at least two places show the swap beyond doubt; then also in common words
    that it turned into no word (خالل) and after ل (لألمن).
    """
    sure = _SURE_SWAP.findall(text)
    if len(sure) < 2:
        return text, None
    known = _swapped_words()
    count = 0
    sample = ("", "")

    def mend(found: re.Match[str]) -> str:
        nonlocal count, sample
        word = found[0]
        mended = _mend_word(word, known)
        if mended != word:
            count += 1
            if not sample[0]:
                sample = (word, mended)
        return mended

    mended = _WORD.sub(mend, text)
    return (mended, Repair("lam-alef", count, *sample)) if count else (text, None)


def _mend_word(word: str, known: dict[str, str]) -> str:
    if word in known:
        return known[word]
    mended = word.replace("اهلل", "الله")
    mended = re.sub(r"ا([أإآ])ل", r"ال\1", mended)
    mended = mended.replace("اال", "الا")
    if mended not in _REALLY_L:
        mended = _TO_HAMZA_WORDS.sub(lambda found: f"{found[0][:-2]}ل{found[1]}", mended)
    return known.get(mended, mended)


# ---------------------------------------------------------------- all of it

_STEPS: tuple[tuple[str, Callable[[str], tuple[str, Repair | None]]], ...] = (
    ("reversed", turn_lines),
    ("presentation", plain_forms),
    ("lam-alef", swap_lam_alef),
)
KINDS = tuple(kind for kind, _ in _STEPS)
"""The kinds of repair, in their order."""


def repair(text: str, refuse: Container[str] = ()) -> tuple[str, tuple[Repair, ...]]:
    """``text`` mended, but for the kinds in ``refuse``, and what was done to it.

    The text keeps its lines: each mended line stands where the line stood.
    """
    done = []
    for kind, step in _STEPS:
        if kind in refuse:
            continue
        text, made = step(text)
        if made is not None:
            done.append(made)
    return text, tuple(done)
