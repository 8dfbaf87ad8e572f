"""How two words are related, seen through the lenses of search.

The one rule of matching: search expands a query word by it (through the stems and roots that the
lexicon holds), says by it why a hit matched, and the table of pairs in the tests tests it.
"""

from __future__ import annotations

from functools import lru_cache

from archive_app.core.model import Lens, Why
from archive_app.text.fold import bare, fold_text
from archive_app.text.stemming.stem import analyse

_TAKEN = {
    Lens.EXACT: frozenset({Why.EXACT}),
    Lens.WORD: frozenset({Why.EXACT, Why.SPELLING, Why.FORM}),
    Lens.ROOT: frozenset({Why.EXACT, Why.SPELLING, Why.FORM, Why.ROOT}),
}

PROCLITICS: tuple[str, ...] = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
"""What may be attached in front of a word that has no article."""


ATTACHED: tuple[str, ...] = (
    *("ال", "وال", "بال", "لل", "فال", "كال", "ولل", "وبال", "وكال", "فلل", "فبال"),
    *PROCLITICS,
)
"""All that may be attached in front of a word, with the article and without."""

_FIRST = frozenset(lead[0] for lead in ATTACHED)


@lru_cache(maxsize=1 << 15)
def behind(word: str) -> tuple[str, ...]:
    """What a folded word is behind each thing that is attached in front of it (و ف ب ك ل ال).

    «والدبلوماسية» is «الدبلوماسية» and «دبلوماسية». What only looks attached is not (وزير): what
    is left must have the word's own stem. Of a word that the stemmer cannot explain nothing
    tells, and so anything may be (see `stem_keys`).
    """
    if not word or word[0] not in _FIRST:
        return ()
    stem, _, certain = analyse(word)
    found = []
    for lead in ATTACHED:
        rest = word[len(lead) :]
        if not word.startswith(lead) or len(rest) < (2 if certain else 3):
            continue
        if not certain or (
            not stem.startswith(word[: len(lead) + 1])
            and (stem[:3] == rest[:3] or analyse(rest)[0] == stem)
        ):
            found.append(rest)
    return tuple(found)


def is_telling(prefix: str) -> bool:
    """Whether a beginning is looked for behind what is attached too: not a letter alone, nor what
    is itself attached. Behind «و» stands every word, and the article begins most."""
    return len(prefix) > 1 and prefix not in ATTACHED


def begins(word: str, prefix: str) -> bool:
    """Whether a folded word begins so, behind what is attached to it or with it."""
    if word.startswith(prefix):
        return True
    return is_telling(prefix) and any(rest.startswith(prefix) for rest in behind(word))


def stem_keys(word: str) -> tuple[str, ...]:
    """The stems under which the forms of a folded query word may be filed, its own first.

    A word that the stemmer can explain has one. An unknown word, a foreign name most often, is
    filed with whatever is attached in front of it, because nothing tells whether «بلومبرغ» begins
    with an attached ب. So it has to be looked for with everything that may be attached.
    """
    stem, _, certain = analyse(word)
    if certain or len(stem) <= 3:
        return (stem,)
    return (stem, *(lead + stem for lead in PROCLITICS))


def relation(query_word: str, word: str) -> Why | None:
    """The closest relation of two words as they are written (not folded), or None.

    `Why.EXACT`: the same spelling, tashkeel and shapes aside. `Why.SPELLING`: the same once
    folded. `Why.FORM`: the same word in another form. `Why.ROOT`: the same root.
    """
    if bare(query_word) == bare(word):
        return Why.EXACT
    asked, found = fold_text(query_word), fold_text(word)
    if not asked or not found:
        return None
    if asked == found:
        return Why.SPELLING
    asked_stem, asked_root, _ = analyse(asked)
    found_stem, found_root, _ = analyse(found)
    if asked_stem == found_stem:
        return Why.FORM
    if found_stem in stem_keys(asked) or asked_stem in stem_keys(found):
        return Why.FORM
    if asked_root and asked_root == found_root:
        return Why.ROOT
    return None


def takes(lens: Lens, why: Why | None) -> bool:
    """Whether ``lens`` takes words that are related by ``why``."""
    return why in _TAKEN[lens]


def matches(query_word: str, word: str, lens: Lens) -> bool:
    """Whether ``word`` is found for ``query_word`` through ``lens``."""
    return takes(lens, relation(query_word, word))
