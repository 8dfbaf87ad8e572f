"""What Arabic grammar makes of a root: its nouns and verbs, as folded text writes them.

The tables that `stem` looks words up in. They are made by rule from the list of roots on first
use (about 0.3 s): the patterns of nouns and the ten common verb forms, with what happens to roots
with a hamza, a weak letter (و ي) or a doubled one. A pattern is written with digits for the
root's letters: «م12و3» with ك ت ب is مكتوب.

An entry is the root, the *lemma* (the form that its inflections share) and a cost: 0 for common
patterns, more for those that are rare or short enough to be something else. Where two roots
make the same word the cheaper entry stays, among equals the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from archive_app.text.stemming.known_words import ATTESTED, DOUBTFUL
from archive_app.text.stemming.roots import FOUR, THREE


class Entry(NamedTuple):
    """Where a stem comes from: its root, the lemma it is a form of, how unusual that is."""

    root: str
    lemma: str
    cost: float


StemAnalyses = tuple[Entry | None, Entry | None, Entry | None, Entry | None]
"""What a stem (a word without its prefixes and suffixes, as in T. Buckwalter's tables) can be: a
noun, a noun with the article (the same), a verb in the perfect, a verb in the imperfect without
its ي ت ن ا."""

NOUN, DEFINITE, PERFECT, IMPERFECT = range(4)


# ---------------------------------------------------------------- patterns

_NOUNS = {
    0.0: "123 12ا3 12ي3 12و3 1ا23 م123 م12و3 ت12ي3",
    0.05: "م12ا3 ا12ا3 ت1ا23 ان12ا3 است12ا3 مست123 م1ا23 1وا23 12اي3 م1ا2ي3",
    0.1: "123اء ا123اء",
    0.15: "من123 مت1ا23 1وا2ي3 ا1ا2ي3 ت1ا2ي3 1ا2و3 ا1ا23",
    0.25: "ا123 مت123",
    0.3: "ا12و3",
    0.45: "ت123 12ا3ي",
}
_WAW_ROOTS = """وكل وزر ودع وثق وفق وقر وسم وصل وسط وصي ولي وقي ورث وفي وفد ولد وشح"""
_WAW_WITH_ALEF = frozenset(_WAW_ROOTS.split())
"""Roots in و with nouns like وكالة، وفاق; of the others «وعاد» is و with عاد."""

_NOT_OF_LAM = frozenset(("ا1ا23", "ا1ا2ي3", "ا123اء", "ا12و3", "ا123"))
"""Patterns in which a root in ل looks like the article, and hardly ever is in use."""
_LIKE_PARTICIPLES = frozenset(("12و3", "12ي3", "12ا3"))

_CLOSED = frozenset(["م123", "م12و3", "ا123", "من123", "است12ا3", "مست123"])
_PERFECT = (
    ("123", "123", 0.0), ("1ا23", "1ا23", 0.1), ("ا123", "123", 0.1),
    ("ان123", "ان123", 0.1), ("است123", "است123", 0.0),
)  # fmt: skip
_IMPERFECT = (
    ("123", "123", 0.0), ("1ا23", "1ا23", 0.05), ("ت1ا23", "ت1ا23", 0.05),
    ("ن123", "ان123", 0.1), ("ست123", "است123", 0.0),
)  # fmt: skip
# The causative (ا123) and the intensive share their imperfect with the ground form, so that all
# three share its lemma.

# Roots whose fifth form (تفعّل) is in use: of all others «تفعل» is the ground form's "she does".
_FIFTH_ROOTS = """
قدم علم حدث طور كلم ءهل وقف وقع وجه حول حرك شكل جمع سلم حمل فوق صرف عرض عرف غير خرج دخل صدر
زوج رجع جنب جدد حدد وفي لقي غلب مكن ضمن طلب وصل ولي وسط وسع عهد ءكد ءخر ءثر
ءسس ءمل فهم فرق قلص كيف مدد مرد نقل سرب سلل سلح ضرر عثر عرق عطل عقب علق
عمد غني فجر فرد فرغ فشي قبل قرب قيد كبد مني ميز نبء نحي نزه نوع هرب وعد وتر وحد وغل
برع بني جسس جول حسن حفظ حكم حلي حفز خلص خلي خطي خوف دهور دخل ذكر رجح رقب زعم زيد سوق شرد شرف
شكك صدي ضخم طرف طرق عدي غذي فقد قوي كفل لقب نشط نكر نمي هيء ورط حرش قشف
"""

# Hollow roots in و whose ground form is a verb in use (قال يقول): of the others the imperfect
# «يفول» is the second form's (صوّر يصوّر).
_GROUND_ROOTS = """
قول عود كون قوم زور فوز موت دور قود صوم عوم نوم خوف خون ذوب ذوق روح سود سوق صون طوف طول غوص
فوت فوق لوم هون توب ثور جوز جوع جول حوم حوز خوض دوس دوم ذود رود زول سوء صوغ عوق لوذ نول بوح
بوء خور غور قوت فور
"""

_SIXTH_ROOTS = """
عون بدل عمل نول رجع حلف صعد زيد ظهر نزل درك وصل وجد وفق جوز جهل ضمن قعد فهم فوض سءل نفس نقش
قتل شور سرع سمح صدم ضعف طول عطف عفي غضي فدي فعل فقم قرب قسم كثر كمل لعب لشي مسك مدي نسب وزن
ورث دول دعي خذل جوب ءمر ءكل
"""
# Hollow roots in ي that are in use in the fourth form (أضاف يضيف), not the ground form.
_FOURTH_ROOTS = "ضيف شيد ذيع شيع تيح ريح زيح زيل سيل فيد حيط حيل تيه"
# Roots with nouns like بداية and عداوة; of the others «بنائه» is بناء with ه.
_LONG_ROOTS = (
    "بدي نهي رعي حمي كفي هدي ولي وقي روي عني جبي حكي دري رمي سقي جني غوي وصي عدو شقو حلو طرو قسو"
)
# Roots with a doubled letter in use in the eighth form (احتل); of the others «اشترت» is of شري.
_DOUBLED_EIGHTH_ROOTS = "حلل همم شدد مدد ردد غرر حجج عدد هزز بزز خصص شقق لفف ضرر كظظ قصص مصص جرر"

_FIFTH = frozenset(_FIFTH_ROOTS.split())
_HOLLOW_GROUND = frozenset(_GROUND_ROOTS.split())
_SIXTH = frozenset(_SIXTH_ROOTS.split())
_HOLLOW_FOURTH = frozenset(_FOURTH_ROOTS.split())
_LONG = frozenset(_LONG_ROOTS.split())
_DOUBLED_EIGHTH = frozenset(_DOUBLED_EIGHTH_ROOTS.split())

_EIGHTH = {
    "ز": "زد", "ص": "صط", "ض": "ضط", "ط": "ط", "ظ": "ظ", "د": "د", "ذ": "د", "و": "ت", "ي": "ت",
}  # fmt: skip


def _eighths(first: str) -> tuple[str, ...]:
    """How the first letter of a root begins its eighth form (اتصل، ازدحم، اصطدم، ائتلف)."""
    if first == "ء":
        return ("ت", "يت", "وت")
    return (_EIGHTH.get(first, first + "ت"),)


class _Form(NamedTuple):
    table: int  # 0 noun, 1 perfect, 2 imperfect
    surface: str
    lemma: str
    cost: float


def _strong(a: str, b: str, c: str) -> Iterator[_Form]:
    """The patterns that hold for every root, if only in part where it is weak."""

    def fill(pattern: str) -> str:
        return pattern.replace("1", a).replace("2", b).replace("3", c)

    hollow = b in "وي"
    for cost, patterns in _NOUNS.items():
        for pattern in patterns.split():
            if pattern in ("12ا3", "12اي3") and c in "وي":
                continue  # بناء, not بناي: see the defective roots
            surface = fill(pattern)
            # a hollow root has other forms in these places; ت before a doubtful ending is one
            rare = 0.3 if hollow and pattern in _CLOSED else 0.0
            rare -= 0.2 if hollow and pattern == "م123" else 0.0
            rare += 0.4 if c == "ت" and pattern.endswith("ا3") else 0.0
            rare += 0.25 if c == "ه" and pattern != "123" else 0.0
            if a == "و":
                rare += 0.6 if pattern.startswith("1و") else 0.0
                rare += 0.6 if pattern == "12ا3" and a + b + c not in _WAW_WITH_ALEF else 0.0
            rare += 0.8 if a == "ل" and pattern in _NOT_OF_LAM else 0.0
            rare += 0.15 if a == "م" and pattern in _LIKE_PARTICIPLES else 0.0
            rare += 0.1 if a == "ء" and pattern.startswith("م1") else 0.0
            rare += 0.4 if pattern == "ت1ا23" and a + b + c not in _SIXTH else 0.0
            yield _Form(0, surface, surface, cost + rare)
    for table, derived in ((1, _PERFECT), (2, _IMPERFECT)):
        for pattern, lemma, cost in derived:
            yield _Form(table, fill(pattern), fill(lemma), cost)
    sixth = 0.0 if a + b + c in _SIXTH else 0.4
    yield _Form(1, fill("ت1ا23"), fill("ت1ا23"), 0.1 + sixth)
    fifth = 0.0 if a + b + c in _FIFTH else 0.7
    with_alef = fill("ت123").replace("تء", "تا")  # تأكد; «تؤكد» is the ground form's
    yield _Form(1, with_alef, with_alef, fifth)
    yield _Form(2, fill("ت123"), fill("ت123"), fifth / 2)
    for eighth in _eighths(a):
        lemma = f"ا{eighth}{b}{c}"
        # «است…» is the tenth form's, and only اتخذ loses a hamza to the ت
        rare = 0.1 if a == "س" or (a == "ء" and eighth == "ت") else 0.0
        yield _Form(0, f"ا{eighth}{b}ا{c}", f"ا{eighth}{b}ا{c}", 0.05 + rare)
        yield _Form(0, f"م{eighth}{b}{c}", f"م{eighth}{b}{c}", 0.05 + rare)
        yield _Form(1, lemma, lemma, 0.05)
        yield _Form(2, f"{eighth}{b}{c}", lemma, 0.05)


def _hollow(a: str, b: str, c: str) -> Iterator[_Form]:
    """Roots with a weak middle letter: قال يقول، باع يبيع، أراد يريد، استعاد، اختار."""
    ground = a + b + c in _HOLLOW_GROUND or (b == "ي" and a + b + c not in _HOLLOW_FOURTH)
    long, fourth = f"{a}ا{c}", f"ا{a}ا{c}"
    if ground:
        yield _Form(1, long, long, 0.0)
        yield _Form(1, a + c, long, 0.05)
        yield _Form(1, f"{a}ي{c}", long, 0.3)
        yield _Form(2, f"{a}{b}{c}", long, -0.01)
        yield _Form(2, long, long, 0.05)
        yield _Form(2, a + c, long, 0.3)
    yield _Form(1, fourth, fourth, 0.05)
    yield _Form(1, f"ا{a}{c}", fourth, 0.4)
    if b == "و" or not ground:
        yield _Form(2, f"{a}ي{c}", fourth, 0.0)
    if b == "و":
        yield _Form(0, f"{a}ي{c}", f"{a}ي{c}", 0.05)
    tenth, seventh = f"است{a}ا{c}", f"ان{a}ا{c}"
    yield _Form(1, tenth, tenth, 0.0)
    yield _Form(1, f"است{a}{c}", tenth, 0.3)
    yield _Form(2, f"ست{a}ي{c}", tenth, 0.0)
    yield _Form(1, seventh, seventh, 0.1)
    yield _Form(2, f"ن{a}ا{c}", seventh, 0.15)
    for eighth in _eighths(a):
        lemma = f"ا{eighth}ا{c}"
        yield _Form(1, lemma, lemma, 0.05)
        yield _Form(1, f"ا{eighth}{c}", lemma, 0.4)
        yield _Form(2, f"{eighth}ا{c}", lemma, 0.1)
        yield _Form(0, f"ا{eighth}يا{c}", f"ا{eighth}يا{c}", 0.05)
        yield _Form(0, f"م{eighth}ا{c}", f"م{eighth}ا{c}", 0.15)
    for surface, cost in (
        (long, 0.0 if ground else 0.1), (f"{a}اي{c}", 0.0), (f"م{a}ا{c}", 0.05), (f"م{a}و{c}", 0.1),
        (f"م{a}ي{c}", 0.05), (fourth, 0.15), (tenth, 0.05), (f"ان{a}يا{c}", 0.1),
        (f"{a}يا{c}", 0.05), (f"مست{a}ي{c}", 0.05), (f"مست{a}ا{c}", 0.15), (f"م{a}او{c}", 0.2),
        (f"م{a}اي{c}", 0.2), (f"{a}ي{c}ان", 0.1),
    ):  # fmt: skip
        yield _Form(0, surface, surface, cost)


def _defective(a: str, b: str, c: str) -> Iterator[_Form]:
    """Roots with a weak last letter: دعا يدعو، رمى يرمي، أعطى، التقى، استثنى؛ بناء، قضايا."""
    stem = a + b
    ground = stem + ("ا" if c == "و" else "ي")
    yield _Form(1, stem + "ا", ground, 0.1)
    yield _Form(1, stem + "ي", stem + "ي", 0.0)
    yield _Form(1, stem, ground, 0.4)
    yield _Form(1, stem + "وا", ground, 0.1)
    if c == "و":
        yield _Form(2, stem + "و", ground, 0.0)
    yield _Form(2, stem + "ي", stem + "ي", 0.0)
    yield _Form(2, stem + "ا", stem + "ي", 0.15)
    yield _Form(2, stem, ground, 0.45)
    eighths = [f"{eighth}{b}" for eighth in _eighths(a)]
    derived = [
        # perfect, imperfect, how it is filed; each without its weak ending
        (f"ا{stem}", "", f"{stem}ي", 0.1 if a != "ل" or b in "قغ" else 0.6),
        (f"{a}ا{b}", f"{a}ا{b}", f"{a}ا{b}ي", 0.1),
        (f"ت{stem}", f"ت{stem}", f"ت{stem}ي", 0.1 if a + b + c in _FIFTH else 0.5),
        (f"ت{a}ا{b}", f"ت{a}ا{b}", f"ت{a}ا{b}ي", 0.1),
        (f"ان{stem}", f"ن{stem}", f"ان{stem}ي", 0.15),
        (f"است{stem}", f"ست{stem}", f"است{stem}ي", 0.05),
        *((f"ا{eighth}", eighth, f"ا{eighth}ي", 0.05) for eighth in eighths),
    ]
    for perfect, imperfect, lemma, cost in derived:
        for table, form in ((1, perfect), (2, imperfect)):
            if form:
                yield _Form(table, form + "ي", lemma, cost)
                yield _Form(table, form + "ا", lemma, cost + 0.1)
                yield _Form(table, form, lemma, cost + 0.3)
    long = 0.0 if a + b + c in _LONG else 0.9
    for surface, cost in (
        (f"{stem}اء", 0.0), (f"ا{stem}اء", 0.05), (f"است{stem}اء", 0.0), (f"ان{stem}اء", 0.05),
        (f"ا{stem}ياء", 0.1), (f"ا{stem}ي", 0.25), (f"{stem}ا", 0.25), (f"{a}ا{b}ي", 0.0),
        (f"م{stem}ي", 0.05),
        (f"م{stem}ا", 0.15), (f"م{stem}و", 0.2), (f"{stem}ا{c}", long),
        (f"{a}وا{b}ي", 0.1), (f"م{a}ا{b}ي", 0.1), (f"ا{a}ا{b}ي", 0.15), (f"ت{stem}ي", 0.4),
        (f"مست{stem}ي", 0.1), (f"مت{stem}ي", 0.15), (f"م{a}ا{b}ا", 0.15), (f"ت{a}ا{b}ي", 0.15),
        (f"مت{a}ا{b}ي", 0.1),
        *((f"ا{eighth}اء", 0.0) for eighth in eighths),
        *((f"م{eighth}ي", 0.1) for eighth in eighths),
    ):  # fmt: skip
        yield _Form(0, surface, surface, cost)
    yield _Form(0, f"{a}ا{b}", f"{a}ا{b}ي", 0.5)
    for eighth in eighths:
        yield _Form(0, f"م{eighth}", f"م{eighth}ي", 0.45)
    yield _Form(0, f"مت{stem}", f"مت{stem}ي", 0.45)
    if a == "و":
        yield _Form(0, f"استي{b}اء", f"استي{b}اء", 0.05)
    yield _Form(0, f"{stem}ايا", f"{stem}ي", 0.0)  # قضايا of قضية, not قضا with يا


def _doubled(a: str, b: str) -> Iterator[_Form]:
    """Roots whose last letter doubles the middle one: مدّ يمدّ، أعدّ، استمرّ، امتدّ؛ خاصّ، محلّ."""
    stem = a + b
    yield _Form(1, stem, stem, 0.1)
    yield _Form(2, stem, stem, 0.1)
    yield _Form(1, f"ا{stem}", stem, 0.3)
    for prefix, shorter in (("است", "ست"), ("ان", "ن")):
        yield _Form(1, prefix + stem, prefix + stem, 0.1)
        yield _Form(2, shorter + stem, prefix + stem, 0.1 if prefix == "است" else 0.25)
    yield _Form(0, stem, stem, 0.0)
    for surface, cost in (
        (f"{a}ا{b}", 0.12), (f"م{stem}", 0.05), (f"م{a}ا{b}", 0.15), (f"{a}وا{b}", 0.15),
        (f"ا{stem}", 0.3), (f"ا{stem}اء", 0.05), (f"مست{stem}", 0.1),
    ):  # fmt: skip
        yield _Form(0, surface, surface, cost)
    for eighth in _eighths(a):
        lemma = f"ا{eighth}{b}"
        rare = 0.0 if a + b + b in _DOUBLED_EIGHTH else 0.5
        yield _Form(1, lemma, lemma, 0.15 + rare)
        yield _Form(2, eighth + b, lemma, 0.15 + rare)
        yield _Form(0, f"م{eighth}{b}", f"م{eighth}{b}", 0.15)


def _initial(a: str, b: str, c: str) -> Iterator[_Form]:
    """Roots with و or a hamza in front: وصل يصل صلة إيصال، آمن إيمان."""
    if a == "و":
        yield _Form(2, b + c, a + b + c, 0.05)
        if c not in "وي":
            yield _Form(0, f"{b}{c}ه", f"{b}{c}ه", 0.6)
            yield _Form(0, f"{b}{c}ت", f"{b}{c}ه", 0.95)
    if a == "ي":
        return
    yield _Form(0, f"اي{b}ا{c}", f"اي{b}ا{c}", 0.05 if a == "و" else 0.15)
    yield _Form(0, f"استي{b}ا{c}", f"استي{b}ا{c}", 0.1)
    yield _Form(0, f"مي{b}ا{c}", f"مي{b}ا{c}", 0.2)


def _four(root: str) -> Iterator[_Form]:
    a, b, c, d = tuple(root)
    for surface, cost in (
        (root, 0.0), (f"{a}{b}ا{c}{d}", 0.04), (f"{a}{b}ا{c}ي{d}", 0.1), (f"{a}{b}{c}ي{d}", 0.05),
        (f"{a}{b}{c}و{d}", 0.05), (f"{a}{b}{c}ا{d}", 0.05), (f"م{root}", 0.1), (f"مت{root}", 0.1),
        (f"ت{root}", 0.1),
    ):  # fmt: skip
        yield _Form(0, surface, surface, cost)
    for table in (1, 2):
        yield _Form(table, root, root, 0.0)
        yield _Form(table, f"ت{root}", f"ت{root}", 0.05)


def _forms(root: str) -> Iterator[_Form]:
    """All the forms of a root; the special ones of weak roots come first and win."""
    if len(root) == 4:
        yield from _four(root)
        return
    a, b, c = tuple(root)
    if b in "وي" and c not in "وي":
        yield from _hollow(a, b, c)
    if c in "وي":
        yield from _defective(a, b, c)
    if b == c:
        yield from _doubled(a, b)
    if a in "وءي":
        yield from _initial(a, b, c)
    yield from _strong(a, b, c)


# ---------------------------------------------------------------- writing


def _spellings(surface: str) -> Iterator[str]:
    """How folded text may write a form: the hamza sits on whatever letter its vowels ask for."""
    text = surface
    if text.startswith("ء"):
        text = "ا" + text[1:]
    if "ء" not in text:
        yield text.replace("اا", "ا")
        return
    inner = text.removesuffix("اء")
    ending = text[len(inner) :]
    parts = inner.split("ء")
    for seats in product("اويء", repeat=len(parts) - 1):
        joined = parts[0] + "".join(
            seat + part for seat, part in zip(seats, parts[1:], strict=True)
        )
        yield joined.replace("اا", "ا") + ending
    if ending:
        # the seat of a final hamza before an ending: أبناؤه، أبنائه
        yield from (text[:-1] + seat for seat in "وي")


def _hardly_a_verb(root: str) -> bool:
    """Whether a hollow root in و is not in use in its ground form: others go before it."""
    return root[1] == "و" and root not in _HOLLOW_GROUND


_UNATTESTED = 1.2
"""What a word costs that begins like an attached letter and is not known to be in use."""


def _doubtful(root: str, surface: str) -> bool:
    """Whether a form begins with the root's own letter, is long enough to be something else with
    a letter attached, and is not attested.
    """
    return len(surface) > 3 and surface[0] == root[0] and surface not in ATTESTED


@lru_cache(maxsize=1)
def _roots() -> dict[str, str]:
    """The roots, the likelier before the others, each with those of its letters that stand in
    all that it makes, in this order: ء و ي may go or change, and ذ may become د (ادخار)."""
    roots = sorted(THREE.split(), key=_hardly_a_verb) + FOUR.split()
    return {root: "".join(dict.fromkeys(c for c in root if c not in "ءويذ")) for root in roots}


@lru_cache(maxsize=1)
def stem_table() -> dict[str, StemAnalyses]:
    """What every word that the roots make can be. Made on first use (half a second); read only."""
    return _made(_roots())


def stem_table_for(word: str) -> dict[str, StemAnalyses]:
    """Of `stem_table` all that can be in ``word``, and some more: in a hundredth of the time."""
    return _made(root for root, letters in _roots().items() if _stand_in(letters, word))


def _stand_in(letters: str, word: str) -> bool:
    """Whether letters stand in a word in their order."""
    at = 0
    for letter in letters:
        at = word.find(letter, at) + 1
        if not at:
            return False
    return True


def _made(roots: Iterable[str]) -> dict[str, StemAnalyses]:
    """What every word that these roots make can be."""
    made: tuple[dict[str, Entry], ...] = ({}, {}, {})
    for root in roots:
        for form in _forms(root):
            table = made[form.table]
            lemma = next(_spellings(form.lemma))
            spellings = list(_spellings(form.surface))
            if form.table == IMPERFECT - 1 and form.surface.startswith("ء"):
                spellings.append("و" + spellings[0][1:])  # يؤكد
            for index, surface in enumerate(spellings):
                cost = form.cost + (0.05 if index else 0.0)
                if form.table < 2 and surface[0] in DOUBTFUL and _doubtful(root, surface):
                    cost += _UNATTESTED
                known = table.get(surface)
                if known is None or cost < known.cost:
                    table[surface] = Entry(root, lemma, cost)
    nouns, perfect, imperfect = made
    return {
        stem: (nouns.get(stem), nouns.get(stem), perfect.get(stem), imperfect.get(stem))
        for stem in {**nouns, **perfect, **imperfect}
    }
