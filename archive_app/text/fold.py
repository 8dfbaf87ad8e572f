"""Orthographic folding: what the index holds, with a map back to the original text.

Folding takes away what Arabic readers read past. Tashkeel, tatweel and invisible controls go;
presentation forms and ligatures become plain letters; the seats of the hamza (أ إ آ ٱ ؤ ئ) give
way to their bare letter, ى becomes ي and ة becomes ه; letters of Persian, Urdu and the Maghreb
become the Arabic ones that newspapers put for them; digits become ASCII; Latin, Greek and
Cyrillic lose their case and accents.

It works character by character and never looks at the neighbours, so that
``fold(a + b) == fold(a) + fold(b)``, and folding what is folded changes nothing. Each character
becomes none, one or several; `Folded.offsets` remembers which came from where.

`bare` is the *exact* form of a word: it keeps the seats of the hamza, ى, ة and accents, and lays
aside only what is no part of the spelling. ``fold_text(bare(text)) == fold_text(text)`` up to
the order of marks that neither keeps.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from archive_app.core.model import Span

FOLD_VERSION = 1
"""Raised whenever `fold_text` gives another answer for any text: indexes are then rebuilt."""

_LETTERS = {
    # alef and hamza: the composed seats fall apart under NFKD, these do not
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ة": "ه",
    # yeh and heh of Persian, Urdu, Pashto, Sindhi, Kurdish
    "ی": "ي", "ے": "ي", "ې": "ي", "ۍ": "ي", "ێ": "ي", "ؽ": "ي", "ؾ": "ي", "ؿ": "ي",
    "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه", "ۿ": "ه",
    # kaf and gaf: the press writes گ of names as ك most of all (Lucene's Persian filter too)
    "ک": "ك", "ڪ": "ك", "ګ": "ك", "ڬ": "ك", "ڭ": "ك", "ڮ": "ك", "گ": "ك", "ڰ": "ك", "ݣ": "ك",
    "ݢ": "ك", "ػ": "ك", "ؼ": "ك",
    # sounds that Arabic lacks, as Arabic newspapers spell them: نژاد نجاد, پاریس باريس
    "پ": "ب", "چ": "ج", "ژ": "ج", "ڤ": "ف", "ڥ": "ف", "ڨ": "ق", "ڧ": "ق", "ڢ": "ف", "ڡ": "ف",
    "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ں": "ن", "ڕ": "ر", "ڵ": "ل", "ۆ": "و", "ۇ": "و", "ۈ": "و",
    "ۋ": "و", "ۉ": "و", "ۅ": "و", "ۏ": "و", "ڼ": "ن", "ڻ": "ن", "ټ": "ت", "ډ": "د", "ړ": "ر",
    "ڜ": "ش", "ږ": "ج", "څ": "س", "ځ": "ز", "ٮ": "ب", "ٯ": "ق",
    # Latin letters that no decomposition reaches
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe",
    "ə": "e", "ŋ": "n",
}  # fmt: skip

_MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2),
    (0x05C4, 0x05C5), (0x05C7, 0x05C7), (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E8), (0x06EA, 0x06ED), (0x0897, 0x089F),
    (0x08CA, 0x08FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
    (0x10EFC, 0x10EFF),
)  # fmt: skip
"""Vowel signs, accents, Koranic signs, and the tatweel: they belong to the letter before them."""

_INVISIBLE = (
    (0x00AD, 0x00AD), (0x061C, 0x061C), (0x06DD, 0x06DD), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFE70, 0xFE7F), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Controls without width, and the spacing shapes of tashkeel (FE70…), which decompose into a
blank and a mark and would part a word."""


def _within(point: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= point <= last for first, last in ranges)


def is_mark(char: str) -> bool:
    """Whether ``char`` is a sign on the letter before it (tashkeel, an accent) or a tatweel."""
    return _within(ord(char), _MARKS)


def _dropped(char: str) -> bool:
    return _within(ord(char), _MARKS) or _within(ord(char), _INVISIBLE)


def _digit(char: str) -> str:
    """A decimal digit of whatever script as ASCII, anything else as it is."""
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def _fold_once(char: str) -> str:
    if _dropped(char):
        return ""
    apart = unicodedata.normalize("NFKD", char).casefold()
    return "".join(_LETTERS.get(c, _digit(c)) for c in apart if not _dropped(c))


def _bare_once(char: str) -> str:
    if _dropped(char):
        return ""
    whole = unicodedata.normalize("NFKC", char).casefold()
    return "".join(_digit(c) for c in whole if not _dropped(c))


class _Table(dict[int, str]):
    """A table for `str.translate` that works out each character when it first meets it."""

    def __init__(self, bare: bool) -> None:
        super().__init__()
        self._once = _bare_once if bare else _fold_once

    def __missing__(self, point: int) -> str:
        value = chr(point)
        while (further := "".join(map(self._once, value))) != value:
            value = further  # a few compatibility forms take two rounds (case after width)
        self[point] = value
        return value


_FOLD = _Table(bare=False)
_BARE = _Table(bare=True)

BULK = 256
"""From this many characters on, folding through NumPy beats `str.translate` (measured: 160
against 17 million characters a second on long text, even at about 200 characters)."""

SEVERAL, UNKNOWN = 1, 2
"""In `bulk`: a character that becomes several, or half of one beyond the BMP; and, in its table
alone, one that was not met yet."""

_TABLE = np.full(65536, UNKNOWN, dtype=np.uint16)
_TABLE[0xD800:0xE000] = SEVERAL


def bulk(text: str) -> npt.NDArray[np.uint16]:
    """``text`` as folded UTF-16 units, one for one: 0 where a unit is dropped, `SEVERAL` where
    one unit will not do. The table is filled as characters are met: a program that starts has
    no time to work out all of them (0.2 s).
    """
    plain = units(text)
    folded = _TABLE.take(plain)
    unknown = plain[folded == UNKNOWN]
    if len(unknown):
        for point in np.unique(unknown).tolist():
            becomes = _FOLD[point]
            if not becomes:
                _TABLE[point] = 0
            else:
                one = ord(becomes) if len(becomes) == 1 else SEVERAL
                _TABLE[point] = one if UNKNOWN < one < 65536 else SEVERAL
        folded = _TABLE[plain]
    return folded


def units(text: str) -> npt.NDArray[np.uint16]:
    """``text`` as UTF-16 units (lone surrogates kept)."""
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)


def as_text(folded: npt.NDArray[np.uint16]) -> str:
    """UTF-16 units as text: the way back from `units`."""
    text: str = folded.tobytes().decode("utf-16-le", "surrogatepass")
    return text


def fold_text(text: str) -> str:
    """``text`` folded, without the map. The same as ``fold(text).text``, and much faster."""
    if text.isascii():
        return text.lower()
    if len(text) >= BULK:
        folded = bulk(text)
        if not (folded == SEVERAL).any():
            return as_text(folded[folded != 0])
    return text.translate(_FOLD)


def bare(text: str) -> str:
    """The exact form of ``text``: tashkeel, tatweel, invisible controls, presentation forms, the
    shape of digits and case aside, but with the seats of the hamza, ى, ة and accents kept.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).translate(_BARE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back: ``offsets[i]`` is the code point of ``original`` that
    ``text[i]`` came from; one more entry, the original's length, stands at the end.
    """

    text: str
    offsets: Sequence[int]
    original: str

    def span(self, start: int, end: int) -> Span:
        """The code points of the original that ``text[start:end]`` came from.

        Marks on the last letter are taken in, so that a marked hit carries its tashkeel; the
        controls and blanks behind it are not. A ligature that is cut in two is taken whole.
        An empty span stays empty.
        """
        first = self.offsets[start]
        if end <= start:
            return first, first
        return first, after_marks(self.original, self.offsets[end - 1] + 1)


def after_marks(text: str, place: int) -> int:
    """Where the signs end that stand in ``text`` from ``place`` on (see `is_mark`)."""
    while place < len(text) and is_mark(text[place]):
        place += 1
    return place


def fold(text: str) -> Folded:
    """``text`` folded, with the map back to its own code points."""
    if text.isascii():
        return Folded(text.lower(), range(len(text) + 1), text)
    if len(text) >= BULK:
        found = fold_long(text)
        if found is not None:
            return Folded(found[0], found[1].all(len(found[0])), text)
    pieces = [_FOLD[point] for point in map(ord, text)]
    folded = "".join(pieces)
    if len(folded) == len(pieces) and all(pieces):
        return Folded(folded, range(len(text) + 1), text)
    offsets = [index for index, piece in enumerate(pieces) for _ in piece]
    offsets.append(len(text))
    return Folded(folded, offsets, text)


Places = npt.NDArray[np.int64]


class Offsets:
    """The way back from a long folded text: see `Folded.offsets`."""

    def __init__(self, dropped: Places, every: Places | None = None) -> None:
        """``dropped`` are the places of what was folded away; where something became several,
        ``every`` are all offsets."""
        self._every = every
        # From each of these on, in the folded text, one more was dropped before.
        self._steps = dropped - np.arange(len(dropped))

    def at(self, places: Sequence[int]) -> list[int]:
        """The code points that some letters of the folded text came from."""
        asked = np.array(places, dtype=np.int64)
        if self._every is not None:
            asked = self._every[asked]
        elif len(self._steps):
            asked += np.searchsorted(self._steps, asked, side="right")
        found: list[int] = asked.tolist()
        return found

    def all(self, size: int) -> Sequence[int]:
        """Those of all letters of the folded text, which has so many, and its end."""
        if self._every is None and not len(self._steps):
            return range(size + 1)
        return self.at(range(size + 1))


def fold_long(text: str) -> tuple[str, Offsets] | None:
    """`fold` of a long text for whoever asks for few of its offsets; None for one that holds
    characters beyond the BMP: that goes the slow way.
    """
    plain = bulk(text)
    places = np.flatnonzero(plain == SEVERAL)
    if not len(places):
        dropped = np.flatnonzero(plain == 0)
        return as_text(plain[plain != 0] if len(dropped) else plain), Offsets(dropped)
    if len(plain) != len(text):
        return None
    becomes = [_FOLD[ord(text[place])] for place in places.tolist()]
    several = [units(piece) for piece in becomes]
    if sum(map(len, several)) != sum(map(len, becomes)):
        return None
    counts = (plain != 0).astype(np.int64)
    counts[places] = [len(piece) for piece in several]
    folded = np.repeat(plain, counts)
    ends = np.cumsum(counts)[places].tolist()
    for end, piece in zip(ends, several, strict=True):
        folded[end - len(piece) : end] = piece
    every = np.append(np.repeat(np.arange(len(text)), counts), len(text))
    return as_text(folded), Offsets(places[:0], every)
