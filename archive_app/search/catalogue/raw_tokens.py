"""The raw tokens of a text: what the lexicon remembers texts by."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from archive_app.text.fold import BULK, as_text, units

_PARTING = ".,;:!?()[]\"'«»“”،؛؟…/|-"
_BLANKS = str.maketrans(dict.fromkeys(_PARTING, " "))


def raw_tokens(text: str) -> set[str]:
    """The distinct runs without blanks and common punctuation.

    These always part words, so the words of a text are those of its raw tokens, and these come
    back often enough to be remembered.
    """
    if len(text) < BULK:
        return set(text.translate(_BLANKS).split())
    return set(as_text(_table()[units(text)]).split())


@lru_cache(maxsize=1)
def _table() -> npt.NDArray[np.uint16]:
    """UTF-16 unit → itself, or a blank for what parts them."""
    table = np.arange(65536, dtype=np.uint16)
    table[[ord(char) for char in _PARTING]] = ord(" ")
    table.flags.writeable = False
    return table
