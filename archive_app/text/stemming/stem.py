"""Light stems and roots of folded words: what the *word* and the *root* lens go by.

An Arabic word may carry words attached in front (و ف ب ك ل ال س), the marks of the imperfect,
and endings of number, gender, case and possession. Taking them off by their letters alone ruins
words: وزير is not و with زير, nor فكرة ف with كرة. So every way to divide the word is weighed: what
remains has to be a word that grammar can make of a known root (see `morphology`) or a listed one
(`lexemes`), each attachment has a cost by how often it is what it looks like, and the cheapest
reading wins. A word that no reading explains, a foreign name most often, keeps its
beginning except for the article, and loses only the endings that are safe.

The stem joins a word's inflections and what is attached to it (كتابه، الكتابان، بكتاب), also
those that change the word inside (قال يقول قلت; يستخدم استخدم; قضية قضايا).
The root joins its family.
English words go by Snowball's English stemmer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

import Stemmer

from archive_app.text.stemming.lexemes import lexemes
from archive_app.text.stemming.morphology import (
    DEFINITE,
    IMPERFECT,
    NOUN,
    PERFECT,
    Entry,
    StemAnalyses,
    stem_table,
    stem_table_for,
)
from archive_app.text.stemming.stopwords import STOP_WORDS

STEM_VERSION = 3
"""Raised whenever `stem` or `root` gives another answer: the lexicon is then made anew."""

# What may be attached in front, to which kinds of stem, and how unlikely that is.
_PREFIXES: dict[str, tuple[tuple[int, float], ...]] = {
    "": ((NOUN, 0.0), (PERFECT, 0.05)),
    "و": ((NOUN, 0.5), (PERFECT, 0.5)),
    "ف": ((NOUN, 1.0), (PERFECT, 0.8)),
    "ل": ((NOUN, 0.7), (PERFECT, 1.2)),
    **{lead: ((NOUN, cost),) for lead, cost in (
        ("ب", 0.7), ("ك", 1.2), ("وب", 1.0), ("ول", 1.0), ("فب", 1.6), ("فل", 1.6), ("وك", 1.8),
    )},
    **{lead: ((DEFINITE, cost),) for lead, cost in (
        ("ال", 0.1), ("لل", 0.2), ("وال", 0.15), ("بال", 0.2), ("فال", 0.5), ("كال", 0.5),
        ("ولل", 0.3), ("وبال", 0.3), ("فلل", 0.6), ("وكال", 0.6), ("فبال", 0.6),
    )},
    **{lead: ((IMPERFECT, cost),) for lead, cost in (
        ("ي", 0.15), ("ت", 0.35), ("ن", 0.6), ("ا", 0.7),
        ("سي", 0.3), ("ست", 0.6), ("سن", 0.8), ("سا", 0.9),
        ("وي", 0.4), ("وت", 0.7), ("ون", 1.0), ("وا", 1.1),
        ("وسي", 0.5), ("وست", 0.8), ("وسن", 1.0),
        ("في", 0.8), ("فت", 1.0), ("فن", 1.3), ("فسي", 0.7), ("فست", 1.0), ("لي", 0.6),
        ("لت", 0.8), ("لن", 1.0), ("لا", 1.3),
        ("ولي", 0.8), ("ولت", 1.0), ("فلي", 1.0),
    )},
}  # fmt: skip

_PRONOUNS = (("ه", 0.2), ("ها", 0.3), ("هم", 0.4), ("هما", 0.5), ("هن", 0.7), ("كم", 0.7),
             ("نا", 0.5), ("ك", 1.2))  # fmt: skip

_ENDINGS: dict[str, list[float | None]] = {}
"""Ending → its cost behind each kind of stem, None where it does not go with that kind."""


def _allow(kinds: tuple[int, ...], *endings: tuple[str, float]) -> None:
    for ending, cost in endings:
        costs = _ENDINGS.setdefault(ending, [None, None, None, None])
        for kind in kinds:
            before = costs[kind]
            costs[kind] = cost if before is None else min(cost, before)


_allow((NOUN, DEFINITE, PERFECT, IMPERFECT), ("", 0.0))
_allow(
    (NOUN, DEFINITE),
    *(("ه", 0.1), ("ات", 0.3), ("ان", 0.5), ("ين", 0.3), ("ون", 0.3), ("ي", 0.3), ("يه", 0.3)),
    *(("يين", 0.4), ("يون", 0.4), ("يات", 0.5), ("تان", 0.5), ("تين", 0.4), ("يتين", 0.6)),
    *(("يتان", 0.6), ("اني", 0.7), ("انيه", 0.7)),
)
_allow(
    (NOUN,),
    *(("ا", 0.3), ("وا", 0.6), ("تا", 0.6), ("تي", 0.4), ("يا", 0.4), ("و", 0.5), ("ت", 0.6)),
    *((lead + pronoun, cost + weight)
      for lead, cost in (("", 0.1), ("ت", 0.05), ("ات", 0.3), ("ي", 0.4), ("يت", 0.35),
                         ("يات", 0.5), ("و", 0.5), ("ا", 0.9), ("تي", 0.7))
      for pronoun, weight in _PRONOUNS),
)  # fmt: skip
_allow(
    (PERFECT,),
    *(("ت", 0.1), ("ا", 0.3), ("وا", 0.15), ("نا", 0.3), ("تم", 0.6), ("ن", 0.9), ("تا", 0.5)),
    *((lead + pronoun, cost + weight)
      for lead, cost in (("", 0.1), ("ت", 0.15), ("و", 0.35), ("نا", 0.5), ("ن", 0.5))
      for pronoun, weight in (*_PRONOUNS, ("ني", 0.4))),
)  # fmt: skip
_allow(
    (IMPERFECT,),
    *(("ون", 0.15), ("وا", 0.15), ("ان", 0.3), ("ا", 0.4), ("ن", 0.5), ("ين", 0.7), ("ي", 0.8)),
    *((lead + pronoun, cost + weight)
      for lead, cost in (("", 0.1), ("ون", 0.3), ("و", 0.3))
      for pronoun, weight in (*_PRONOUNS, ("ني", 0.4))),
)  # fmt: skip

_Tree = dict[str, Any]
"""Letters in their order: each leads to what may follow it, ``""`` to what ends there."""


def _tree(values: Mapping[str, Any]) -> _Tree:
    tree: _Tree = {}
    for letters, value in values.items():
        node = tree
        for letter in letters:
            node = node.setdefault(letter, {})
        node[""] = value
    return tree


# A walk of one or two letters tells most words from those with an attachment.
_PREFIX_TREE = _tree(_PREFIXES)
_ENDING_TREE = _tree({ending[::-1]: tuple(costs) for ending, costs in _ENDINGS.items()})

_LATIN = re.compile(r"[a-z]+$")
_LETTERS = re.compile(r"[\u0621-\u064a]+$")

# Particles and pronouns are filed as they stand (less و and ف), so that كأن and بأن, written «كان»
# and «بان» once folded, do not turn into أن. Those of them that are verbs go the way of verbs.
_VERBAL = re.compile("(?:[وف]?(?:[يتنا]?ك[وا]ن|كن))")


@lru_cache(maxsize=1)
def _english() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


_HOMOGRAPHS = frozenset(("فعلي", "فتحت", "وبال"))
"""Words that only look like a particle with و or ف."""


def _particle(word: str) -> str:
    """``word`` less و and ف if it is a particle, else nothing."""
    if word.endswith(_POINTING) and (pointing := _POINTING_WORD.match(word)):
        return pointing.group(1)
    if word not in STOP_WORDS or _VERBAL.match(word) or word in _HOMOGRAPHS:
        return ""
    rest = word[1:]
    return rest if word[0] in "وف" and rest in STOP_WORDS and len(rest) > 1 else word


_POINTING = ("هذا", "هذه", "ذلك", "تلك", "هولاء", "اولءك")
_POINTING_WORD = re.compile(f"[وف]?[بلك]?({'|'.join(_POINTING)})$")


_LISTED_LEADS = frozenset(
    ("", "ال", "وال", "بال", "لل", "وبال", "ولل", "فال", "كال", "و", "ب", "ل", "وب", "ول", "ف", "ك")
)
_LISTED_FIRST = frozenset(lead[0] for lead in _LISTED_LEADS if lead)
_LISTED_ENDINGS = (
    *("ه", "يه", "ات", "يين", "يون", "يات", "ين", "ان", "ون", "تين", "ها", "هم", "ته", "تها", "ا"),
    *("ي", "يتها", "يته", "نا", "يها", "يهم", "هما"),
)
_LISTED_FEMININE = ("ات", "تين", "تان", "ته", "تها", "تهم", "تنا", "تي", "اته", "اتها", "اتهم")
"""What follows a listed word in place of its ة."""


@lru_cache(maxsize=1)
def _listed_forms() -> dict[str, tuple[str, str]]:
    """The listed words and, where nothing else is listed there, what their endings make."""
    made = dict(lexemes())
    # those in ة first: مسؤوليته is of مسؤولية, not مسؤول with يته
    for word, found in sorted(made.items(), key=lambda item: not item[0].endswith("ه")):
        feminine = word.endswith("ه")
        base = word[:-1] if feminine else word
        if len(base) > 2:
            for ending in _LISTED_FEMININE if feminine else _LISTED_ENDINGS:
                made.setdefault(base + ending, found)
    return made


def _listed(word: str) -> tuple[str, str] | None:
    """Lemma and root of a listed word with whatever is attached to it, if it is one."""
    known = _listed_forms()
    for cut in range(min(5, len(word) - 1) if word[0] in _LISTED_FIRST else 1):
        lead = word[:cut]
        if lead not in _LISTED_LEADS:
            continue
        rest = word[cut:]
        found = known.get(rest)
        if found is None and cut > 1 and lead[-1] == "ل":
            found = known.get("ال" + rest)
        # an attached letter before two or three others is more likely one of them
        if found is not None and len(rest) >= (4 if lead in ("ف", "ك") else 3 if lead else 2):
            return found
    return None


FEW = 30
"""Words that are read before the table of all words is made: it takes as long as these."""

_read_yet = count()


def prepare() -> None:
    """Make the table of all words now (half a second), which else waits until `FEW` were read."""
    stem_table()


def _table(word: str) -> dict[str, StemAnalyses]:
    """The table of all words, or as much of it as the word needs."""
    return (
        stem_table()
        if stem_table.cache_info().currsize or next(_read_yet) >= FEW
        else stem_table_for(word)
    )


def _read(word: str) -> tuple[str, str] | None:
    """Lemma and root of the cheapest reading of an Arabic word, None where there is none."""
    table = _table(word)
    best: Entry | None = None
    least = _TOO_DEAR
    length = len(word)
    ends = [(length, _ENDING_TREE[""])]
    tail = _ENDING_TREE
    for end in range(length - 1, 1, -1):
        if (node := tail.get(word[end])) is None:
            break
        tail = node
        if "" in tail:
            ends.append((end, tail[""]))
    lead = _PREFIX_TREE
    for cut in range(length - 1):
        if cut:
            if (node := lead.get(word[cut - 1])) is None:
                break
            lead = node
        leads = lead.get("")
        if leads is None:
            continue
        if cut and word[cut - 1] == word[cut] == "ل" and length - cut >= _LAM_WITH_ARTICLE:
            leads = (*leads, (DEFINITE, 0.25))
        for end, costs in ends:
            if end - cut < 2:
                break
            entries = table.get(word[cut:end])
            if entries is None:
                continue
            # two letters explain too much, and three are seldom a plural's or a dual's
            short = 0.25 if end - cut == 2 else 0.0
            if end - cut == 3 and word[end:] in _OF_PEOPLE:
                short = 0.3
            for kind, lead_cost in leads:
                entry, end_cost = entries[kind], costs[kind]
                if entry is None or end_cost is None:
                    continue
                cost = lead_cost + end_cost + entry.cost + short
                if cost < least:
                    best, least = entry, cost
    return None if best is None else (best.lemma, best.root)


_TOO_DEAR = 9.0
_OF_PEOPLE = frozenset(("ون", "ين", "ان"))

_LAM_WITH_ARTICLE = 4
"""ل with the article before another ل is written with two of the three (للجنة of اللجنة). From this
length on that is the likelier reading: of «للحد» it is not."""


_ARTICLES = ("وبال", "فبال", "وكال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال")
_SAFE_ENDINGS = ("هما", "ها", "هم", "نا", "ات", "ون", "ين", "ان")


def _unknown(word: str) -> str:
    """The stem of a word that nothing explains: the article and safe endings taken off."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            word = word[len(article) :]
            break
    for ending in _SAFE_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    if len(word) >= 5 and word[-2:] in ("يا", "يه", "يت"):
        return word[:-1]
    if len(word) >= 4 and word[-1] in "اهء":
        return word[:-1]
    return word


UNKNOWN = "*"
"""Ends the stem of a word that neither the grammar nor the lists explain, so that it is never
taken for a form of a word that they do."""


@lru_cache(maxsize=1 << 15)
def analyse(word: str) -> tuple[str, str, bool]:
    """The stem and the root (empty where there is none) of a folded word, and whether either
    is certain: False for a word that neither the grammar nor the lists explain.
    """
    return _analyse(word)


def _analyse(word: str) -> tuple[str, str, bool]:
    if word.isascii() and _LATIN.match(word):
        stem_ = str(_english().stemWord(word))
        return stem_, "", True
    if len(word) < 2 or not _LETTERS.match(word):
        return word, "", True
    if particle := _particle(word):
        return particle, "", True
    found = _listed(word) or _read(word)
    if found is not None:
        return found[0], found[1], True
    return _unknown(word) + UNKNOWN, "", False


def stem(word: str) -> str:
    """The light stem of a folded word: what its inflections, with all that is attached, share."""
    return analyse(word)[0]


def root(word: str) -> str:
    """The root of a folded word, hamza as ء; empty where the word is none of a known root."""
    return analyse(word)[1]


def stems(words: Iterable[str]) -> list[str]:
    """The stem of each of many words; does not fill the cache that single words use."""
    return [_analyse(word)[0] for word in _many(words)]


def analyses(words: Iterable[str]) -> list[tuple[str, str, bool]]:
    """What `analyse` says of each of many words, at 100,000 words a second and more."""
    return [_analyse(word) for word in _many(words)]


def _many(words: Iterable[str]) -> Sequence[str]:
    """The words; the table is made where there are so many that it pays."""
    held = list(words)
    if len(held) > FEW:
        prepare()
    return held
