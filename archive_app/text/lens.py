"""How two words are related, seen through the lenses of search."""

from __future__ import annotations

from archive_app.core.model import Lens, Why
from archive_app.text.fold import bare, fold_text
from archive_app.text.stem import root, stem

CLOSEST = {Lens.EXACT: (Why.EXACT,), Lens.WORD: (Why.EXACT, Why.SPELLING, Why.FORM)}


def relation(query_word: str, word: str) -> Why | None:
    """The closest relation of two words as they are written (not folded), or None.

    What it says is what a lens goes by: *exact* takes `Why.EXACT` alone, *word* also
    `Why.SPELLING` and `Why.FORM`, *root* also `Why.ROOT`.
    """
    if bare(query_word) == bare(word):
        return Why.EXACT
    asked, found = fold_text(query_word), fold_text(word)
    if asked == found:
        return Why.SPELLING
    if stem(asked) == stem(found):
        return Why.FORM
    if (family := root(asked)) and family == root(found):
        return Why.ROOT
    return None


def matches(query_word: str, word: str, lens: Lens) -> bool:
    """Whether ``word`` is found for ``query_word`` through ``lens``."""
    why = relation(query_word, word)
    return why is not None and (lens is Lens.ROOT or why in CLOSEST[lens])
