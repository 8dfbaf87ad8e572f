"""Making an anchor: what an annotation keeps of its passage, to find it again."""

from __future__ import annotations

import hashlib
import unicodedata

from archive_app.core.model import Anchor, Span
from archive_app.text.anchors import context

CONTEXT = 32
"""Characters of context on each side."""

_JOINER = "\u200d"


def text_hash(text: str) -> str:
    """The hash of an extracted text that anchors hold: SHA-256 of its UTF-8, as hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def make_anchor(
    text: str, start: int, end: int, *, extractor: str = "", text_hash: str | None = None
) -> Anchor:
    """The anchor of the passage ``text[start:end]`` (code points).

    It is widened so that no letter is parted from its marks, nor a surrogate from its pair.
    ``text_hash`` is the text's where it is known already. Raises ValueError for a passage that
    is empty or not in the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage at {start} to {end} in a text of {len(text)}")
    start, end = whole(text, start, end)
    low = max(0, start - CONTEXT)
    while low < start and not is_boundary(text, low):
        low += 1
    high = min(len(text), end + CONTEXT)
    while high > end and not is_boundary(text, high):
        high -= 1
    if text_hash is None:
        text_hash = _hash(text)
    passage = text[start:end]
    around = context.describe(text, start, end)
    return Anchor(
        start, end, passage, text[low:start], text[end:high], text_hash, extractor, around
    )


_hash = text_hash


def whole(text: str, start: int, end: int) -> Span:
    """The span, widened to begin and end between characters as readers see them."""
    while start > 0 and not is_boundary(text, start):
        start -= 1
    while end < len(text) and not is_boundary(text, end):
        end += 1
    return start, end


def is_boundary(text: str, index: int) -> bool:
    """Whether ``text`` may be parted before ``index``: not between a letter and its marks, the
    halves of a surrogate pair, the parts of a joined emoji, or CR and LF.

    The essence of the extended grapheme clusters of Unicode Standard Annex 29.
    """
    if not 0 < index < len(text):
        return True
    before, after = text[index - 1], text[index]
    if before == "\r" and after == "\n":
        return False
    if "\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff":
        return False
    if before == _JOINER and unicodedata.category(after) == "So":
        return False
    if "\U0001f3fb" <= after <= "\U0001f3ff" or after == _JOINER:
        return False
    # A mark at a line's beginning has no letter to hold on to.
    return unicodedata.category(after) not in ("Mn", "Me", "Mc") or before in "\r\n"
