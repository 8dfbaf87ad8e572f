"""Foreign names across scripts and spellings, by rules: Shoigu is شويغو, غوتيريش is جوتيريس.

Two steps. `skeletons` reduces a word to the order of its consonant classes, so coarse that all
plausible spellings of a name meet in one key that a lexicon can be indexed by. `similarity` then
weighs two spellings letter by letter: the least cost of turning one into the other by the rules
below, where a rule is a pair of letter groups and how unusual it is (0 the usual rendering).
Vowels take part, and so does length, so that a short key does not bring in every word of its
class.

The rules state how Arabic newspapers, from Rabat to Baghdad, render the sounds of names
(g is غ in the Levant, ج in Egypt, ق or ك further on); no name is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from math import log10

from archive_app.text.fold import fold_text

NAMES_VERSION = 1
"""Raised whenever `skeletons` gives another answer: the lexicon is then made anew."""

NAME_THRESHOLD = 0.76
"""From this `similarity` on, a Latin and an Arabic spelling are taken for one name."""

VARIANT_THRESHOLD = 0.8
"""From this `similarity` on, two Arabic spellings are worth suggesting as one name."""

# ---------------------------------------------------------------- skeletons

_ARABIC_CLASS = {
    **dict.fromkeys("بف", "P"), **dict.fromkeys("تطثدضذ", "T"), **dict.fromkeys("سصزظش", "S"),
    **dict.fromkeys("كقغجخ", "K"), "ل": "L", "ر": "R", "م": "M", "ن": "N",
}  # fmt: skip
# ا و ي ع ء ه ح are left out: written or not, they vary too much.
_KEYS = {point: _ARABIC_CLASS.get(chr(point), "") for point in range(0x620, 0x660)}

# Latin letter groups (the longest first) and the classes they may turn out as.
_LATIN_CLASS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("shch", ("S", "TS")), ("tsch", ("TS",)), ("sch", ("S", "SK")), ("tch", ("TS",)),
    ("dsch", ("K",)), ("dge", ("K",)), ("cks", ("KS",)), ("ph", ("P",)), ("sh", ("S",)),
    ("ch", ("S", "K", "TS")), ("cz", ("TS",)), ("ck", ("K",)), ("kh", ("K",)), ("gh", ("K", "")),
    ("th", ("T", "S")), ("dh", ("T",)), ("zh", ("K", "S")), ("dj", ("K", "T")), ("dz", ("S", "TS")),
    ("tz", ("TS", "S")), ("ts", ("TS", "S")), ("ng", ("N", "NK")), ("nk", ("NK",)),
    ("qu", ("K",)), ("x", ("KS", "S", "K")), ("c", ("K", "S", "TS")), ("z", ("S", "TS")),
    ("j", ("K", "")), ("w", ("", "P")), ("v", ("P",)), ("b", ("P",)), ("p", ("P",)), ("f", ("P",)),
    ("t", ("T",)), ("d", ("T",)), ("s", ("S",)), ("k", ("K",)), ("q", ("K",)), ("g", ("K",)),
    ("l", ("L",)), ("r", ("R",)), ("m", ("M",)), ("n", ("N",)),
)  # fmt: skip
_LATIN_GROUP = re.compile("|".join(group for group, _ in _LATIN_CLASS) + "|.")
_LATIN_CLASSES = dict(_LATIN_CLASS)
_DOUBLED = re.compile(r"(.)\1+")
_ARABIC_DOUBLED = re.compile(r"([A-Z])\1+")
_MOST = 24
_RENDERINGS = 8
"""A Latin word with more readings than this keeps the usual ones only."""


def skeletons(word: str) -> tuple[str, ...]:
    """The consonant skeletons of a word of either script: the keys to find it under.

    An Arabic word has one, a Latin word one for each way its letters may be rendered, the
    usual one first. Words without consonants, numbers and other scripts have none.
    """
    folded = fold_text(word)
    if not folded:
        return ()
    if folded.isascii():
        return _latin_skeletons(folded)
    key = folded.translate(_KEYS)
    if not key or not key.isascii() or not key.isupper():
        return ()  # another script, or digits among the letters
    return (_DOUBLED.sub(r"\1", key),)


def all_skeletons(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The `skeletons` of each of many words that are folded already and not Latin, together;
    Latin ones get none here."""
    keys = _ARABIC_DOUBLED.sub(r"\1", "\n".join(words).translate(_KEYS)).split("\n")
    return [
        (key,) if key.isascii() and key.isupper() and not word.isascii() else ()
        for word, key in zip(words, keys, strict=True)
    ]


def _latin_skeletons(word: str) -> tuple[str, ...]:
    plain = _DOUBLED.sub(r"\1", re.sub("[^a-z]", "", word))
    parts = [_LATIN_CLASSES.get(group, ("",)) for group in _LATIN_GROUP.findall(plain)]
    count = 1
    for part in parts:
        count *= len(part)
    if count > _MOST:
        parts = [part[:1] if len(part) == 2 else part[:2] for part in parts]
    keys = ("".join(choice) for choice in product(*parts))
    return tuple(dict.fromkeys(_DOUBLED.sub(r"\1", key) for key in keys if key))[:_MOST]


# ---------------------------------------------------------------- similarity

_Rules = dict[str, tuple[tuple[str, float], ...]]


def _rules(lines: str) -> _Rules:
    """Rules from lines of ``latin: arabic cost, arabic cost``; «-» stands for nothing."""
    rules: _Rules = {}
    for line in lines.strip().splitlines():
        left, right = line.split(":")
        pairs = (pair.split() for pair in right.split(","))
        rules[left.strip()] = tuple(
            (arabic if arabic != "-" else "", float(cost)) for arabic, cost in pairs
        )
    return rules


_LATIN_RULES = _rules("""
a: ا 0, - .15, ه .2, ي .3, ع .25, و .5, اا .3
aa: ا 0
ae: ي .1, - .2, اي .1, ا .2, اه .3
ai: اي 0, ي .05, ا .3
ay: اي 0, ي .05
au: او 0, و .1, ا .4
aw: او 0, و .1
e: - .12, ي .1, ا .3, ه .25, ع .35, و .4, اي .3, يي .3
ea: ي .1, يا .05, يه .2, ا .2, - .3
ee: ي 0
ei: اي 0, ي .05
ey: اي .05, ي 0
eu: و .1, وي .1, او .15, يو .05, ي .2, يي .2
ew: و .1, يو .1, يف .2
i: ي 0, - .2, ا .35, اي .2, ع .35, يي .2
ia: يا 0, يه .05, ي .3
ie: ي 0, يي .1, يه .2, اي .2
io: يو 0, و .3
o: و 0, - .25, ا .2, ع .35, وا .3
oa: وا .1, و .1
oe: و .1, وي .1
oi: وي .05, وا .1, واي .1
oo: و 0
ou: و 0, او .1, يو .1, - .3
ow: و .05, او .1, وف .2
oy: وي 0
u: و 0, - .25, ا .2, يو .1, ع .35, ي .35
ue: و .1, وي .1, ي .2
ui: وي .1, ي .2
y: ي 0, - .25, اي .1, ا .4, يي .2
ya: يا 0, ا .3
yu: يو 0, و .3
yo: يو 0, و .3
b: ب 0
bh: ب .1
c: ك 0, س .1, ق .15, تش .15, ش .2
ce: س .1, سي .05, تشي .25
ch: تش 0, ش .05, ك .1, خ .1, ج .25
ck: ك 0, ق .1
cz: تش 0
d: د 0, ض .2, ط .5, ت .5
dh: ذ 0, د .1, ظ .2, ض .2
dj: ج 0, دي .1, دج .1
dz: دز 0, ز .1
f: ف 0
g: غ 0, ج .03, ق .1, ك .1, - .5
ge: ج .05, ج .05, غي .05
gh: غ 0, - .25
gu: غ .1, غو 0, جو .05, ج .1
gn: ني .05, ن .2, غن .1
h: ه 0, ح .05, - .2, خ .35
j: ج 0, ي .1, خ .15, ش .3
k: ك 0, ق .1, خ .4
kh: خ 0, ك .3, ح .3
ks: كس 0
l: ل 0
ll: ل 0, ي .2, لل .2
m: م 0
n: ن 0
ng: نغ 0, نج .05, ن .15, نك .15, نق .2
p: ب 0, ف .4
ph: ف 0
q: ق 0, ك .15
qu: كو .05, كي .1, ك .1, كوي .05
r: ر 0, - .5
s: س 0, ز .15, ص .1, ش .3, - .6
sc: سك 0, س .1, ش .2
sch: ش 0, سك .2
sh: ش 0
shch: ش .1, شت .2, تش .1
ss: س 0, ص .1
sz: ش .1, س .1, ز .2
t: ت 0, ط .05, د .4, - .5
tch: تش 0
th: ث 0, ت .1, ذ .1, ط .3
ts: تس 0, س .2, ز .3
tsch: تش 0
tz: تس 0, تز .1, ز .15, س .2
v: ف 0, ب .25, و .25
w: و 0, ف .1, وي .3
wh: و 0
x: كس 0, ز .2, كز .2, خ .3, س .3, ش .3
z: ز 0, تس .1, س .15, ظ .15, ذ .3
zh: ج 0, ز .1, ش .25
""")
# «ه» for a final "a" is ة: similarity looks at folded words.

_INITIAL_VOWELS = _rules("""
a: ا 0, ع .1
e: ا .05, اي .05
i: ا .05, اي 0, ع .2
o: او 0, ا .1, ع .1
u: او 0, ا .1, ع .15
y: ي 0
ei: اي 0, ا .1
ai: اي 0
ea: اي 0
ou: او 0
eu: او 0, يو .05
""")
"""How a name begins that begins with a vowel: Arabic puts an alef (or ع) first."""

_SAME_SOUND = (("غجقك", 0.08), ("سشثص", 0.12), ("تط", 0.06), ("دضذ", 0.25), ("زذظ", 0.12),
               ("سز", 0.12), ("هح", 0.15), ("فو", 0.2), ("خك", 0.3), ("خه", 0.3), ("بف", 0.35),
               ("اهي", 0.2), ("اع", 0.25), ("وي", 0.35), ("وا", 0.25))  # fmt: skip
_SLIGHT = dict.fromkeys("اوي", 0.15) | {"ه": 0.3, "ع": 0.4, "ء": 0.1, "ت": 0.5}
"""What it costs that one spelling has a letter that the other has not; any other costs 1."""


@lru_cache(maxsize=1)
def _arabic_costs() -> dict[tuple[str, str], float]:
    costs: dict[tuple[str, str], float] = {}
    for letters, cost in _SAME_SOUND:
        for first, second in product(letters, letters):
            if first != second:
                costs[first, second] = min(cost, costs.get((first, second), 1.0))
    return costs


_WORST = 9.0


def _latin_cost(latin: str, arabic: str) -> float:
    """The least cost of writing ``latin`` as ``arabic`` by the rules."""
    width = len(arabic)
    best = [[_WORST] * (width + 1) for _ in range(len(latin) + 1)]
    best[0][0] = 0.0
    for i in range(len(latin) + 1):
        row = best[i]
        for j in range(width + 1):
            here = row[j]
            if here >= _WORST:
                continue
            # an Arabic letter with nothing in the Latin: long vowels are common, others not
            if j < width:
                extra = 0.35 if arabic[j] in "اوي" else 1.0
                row[j + 1] = min(row[j + 1], here + extra)
            for size in (1, 2, 3, 4):
                group = latin[i : i + size]
                if len(group) < size:
                    break
                ahead = best[i + size]
                rules = _LATIN_RULES.get(group, ())
                if i == 0 and group in _INITIAL_VOWELS:
                    rules = _INITIAL_VOWELS[group]
                for letters, cost in rules:
                    if arabic.startswith(letters, j):
                        to = j + len(letters)
                        ahead[to] = min(ahead[to], here + cost)
            if i < len(latin):
                best[i + 1][j] = min(best[i + 1][j], here + 1.0)
    return best[-1][-1]


def _arabic_cost(first: str, second: str) -> float:
    """The least cost of turning one Arabic spelling into the other."""
    costs = _arabic_costs()
    above = [0.0]
    for letter in second:
        above.append(above[-1] + _SLIGHT.get(letter, 1.0))
    for letter in first:
        row = [above[0] + _SLIGHT.get(letter, 1.0)]
        for j, other in enumerate(second):
            swap = 0.0 if letter == other else costs.get((letter, other), 1.0)
            row.append(
                min(
                    above[j] + swap,
                    above[j + 1] + _SLIGHT.get(letter, 1.0),
                    row[j] + _SLIGHT.get(other, 1.0),
                )
            )
        above = row
    return above[-1]


def similarity(name: str, word: str) -> float:
    """How likely ``name`` and ``word`` are one name, 0 to 1.

    Either may be Latin or Arabic; two Latin words are compared as they stand. One means that
    every letter is rendered in the usual way. See `NAME_THRESHOLD` and `VARIANT_THRESHOLD`.
    """
    first, second = fold_text(name), fold_text(word)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    if first.isascii() and second.isascii():
        return 0.0
    if second.isascii():
        first, second = second, first
    if first.isascii():
        latin = re.sub("[^a-z]", "", first)
        if not latin:
            return 0.0
        cost = _latin_cost(latin, second)
        if plain := _DOUBLED.sub(r"\1", latin):
            cost = min(cost, _latin_cost(plain, second))
        length = (len(latin) + len(second)) / 2
    else:
        cost = _arabic_cost(first, second)
        length = (len(first) + len(second)) / 2
    # a doubt weighs more in a short name than in a long one
    return max(0.0, 1.0 - cost / (0.35 * length))


def renderings(name: str, candidates: Iterable[tuple[str, int]]) -> list[tuple[str, float]]:
    """The Arabic spellings of a Latin name among ``candidates``, eight at most, each with its
    similarity.

    ``candidates`` are words (folded) with the number of articles that hold them, looked up by
    `skeletons`. Where several pass for the name, those that are much less like it than the
    best are left out, and how common a word is decides between near equals: of a hundred
    words that could be read as Putin, the one in the news is meant.
    """
    latin = re.sub("[^a-z]", "", fold_text(name))
    if not latin:
        return []
    starts = _starts(latin)
    found = []
    for word, count in candidates:
        if word[:1] in starts and 0.4 * len(latin) <= len(word) <= len(latin) + 2:
            likeness = similarity(latin, word)
            if likeness >= NAME_THRESHOLD:
                found.append((likeness + _PREVALENCE * log10(max(1, count)), likeness, word))
    if not found:
        return []
    found.sort(key=lambda entry: (-entry[0], entry[2]))
    floor = found[0][0] - _SPREAD
    return [(word, likeness) for rank, likeness, word in found[:_RENDERINGS] if rank >= floor]


_PREVALENCE = 0.05
"""What ten times as many articles are worth against similarity."""

_SPREAD = 0.16
"""How far behind the best a spelling may lie."""


@lru_cache(maxsize=256)
def _starts(latin: str) -> frozenset[str]:
    """The letters that the Arabic spelling may begin with."""
    letters: set[str] = set()
    for size in (1, 2, 3, 4):
        group = latin[:size]
        rules = _INITIAL_VOWELS.get(group) or _LATIN_RULES.get(group, ())
        letters.update(arabic[0] for arabic, _ in rules if arabic)
    return frozenset(letters)
