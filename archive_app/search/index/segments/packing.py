"""Words as numbers that sort as the words do, many at a time and without a string for each.

A word of up to eight common letters is eight bytes, one a letter: their value is its key. All
other words (longer ones, rare letters: 3 or 4 % of Arabic text) are numbered by a dictionary.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from archive_app.core.arrays import Array, Ints

_ALPHABET = "".join(
    map(
        chr,
        [
            *range(ord("0"), ord("9") + 1),
            *range(ord("a"), ord("z") + 1),
            *range(0x0430, 0x0450),  # Cyrillic
            *range(0x0621, 0x063B),  # Arabic
            *range(0x0641, 0x064B),
        ],
    )
)
"""The letters that words have after folding, in the order of their code points."""

_WIDTH = 8
_OTHER = 0x80
_SPACE = ord(" ")

_CODES = np.full(1 << 16, _OTHER, dtype=np.uint8)
_CODES[_SPACE] = 0
_CODES[[ord(letter) for letter in _ALPHABET]] = np.arange(1, len(_ALPHABET) + 1)

_LETTERS = np.zeros(256, dtype=np.uint16)
_LETTERS[1 : len(_ALPHABET) + 1] = [ord(letter) for letter in _ALPHABET]

_MASKS = np.array(
    [((1 << 64) - 1) ^ ((1 << (64 - 8 * width)) - 1) for width in range(_WIDTH + 1)],
    dtype=np.uint64,
)
"""What of eight bytes belongs to a word of so many letters."""

_NUMBERED = np.uint64(1 << 63)
"""Set in the key of a word that has a number in place of letters."""


class Chunk(NamedTuple):
    """Some text's words: the distinct keys, ascending, and each word's place among them."""

    keys: Array
    places: npt.NDArray[np.uint32]


class Packer:
    """Turns words into keys. Its numbers hold for all the texts that it is given."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def pack(self, text: str) -> Chunk:
        """The words of a text that has one space between them, none elsewhere."""
        units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
        spaces = np.flatnonzero(units == _SPACE)
        starts = np.concatenate([[0], spaces + 1])
        ends = np.append(spaces, len(units))
        sizes = ends - starts
        codes = np.zeros(len(units) + _WIDTH, dtype=np.uint8)
        codes[: len(units)] = _CODES[units]
        # The eight bytes from each place on, as one number with the first letter on top.
        windows = np.ndarray((len(units) + 1,), dtype=">u8", buffer=codes, strides=(1,))
        keys = windows[starts].astype(np.uint64)
        keys &= _MASKS[np.minimum(sizes, _WIDTH)]
        rare = sizes > _WIDTH
        strange = np.flatnonzero(codes == _OTHER)
        if len(strange):
            rare[np.searchsorted(starts, strange, side="right") - 1] = True
        chosen = np.flatnonzero(rare)
        keys[chosen] = self._numbered(text, units, starts[chosen], ends[chosen])
        return _distinct(keys)

    def _numbered(self, text: str, units: Array, starts: Ints, ends: Ints) -> Array:
        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        if len(text) == len(units):
            words = [text[start:end] for start, end in spans]
        else:
            words = [
                units[start:end].tobytes().decode("utf-16-le", "surrogatepass")
                for start, end in spans
            ]
        numbers = self._numbers
        found = [numbers.setdefault(word, len(numbers)) for word in words]
        return np.array(found, dtype=np.uint64) | _NUMBERED

    def join(self, chunks: Sequence[Chunk]) -> tuple[list[bytes], npt.NDArray[np.uint32]]:
        """All the chunks' distinct words, sorted, as UTF-8; and each word's place among them."""
        keys, places = _distinct(np.concatenate([chunk.keys for chunk in chunks]))
        count = int(np.searchsorted(keys, _NUMBERED))
        words = _texts(keys[:count])
        by_number = list(self._numbers)
        words += [
            by_number[number].encode("utf-8", "surrogatepass")
            for number in (keys[count:] ^ _NUMBERED).tolist()
        ]
        order = sorted(range(len(words)), key=words.__getitem__)
        ranks = np.empty(len(words), dtype=np.uint32)
        ranks[order] = np.arange(len(words), dtype=np.uint32)
        places = ranks[places]
        bounds = np.cumsum([0, *(len(chunk.keys) for chunk in chunks)])
        joined = np.concatenate(
            [places[start:][chunk.places] for start, chunk in zip(bounds, chunks, strict=False)]
        )
        return [words[place] for place in order], joined


def _distinct(keys: Array) -> Chunk:
    order = np.argsort(keys)
    ordered = keys[order]
    fresh = np.empty(len(keys), dtype=np.bool_)
    fresh[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    places = np.empty(len(keys), dtype=np.uint32)
    places[order] = np.cumsum(fresh, dtype=np.uint32) - np.uint32(1)
    return Chunk(ordered[fresh], places)


def _texts(keys: Array) -> list[bytes]:
    """The words that keys of letters stand for, as UTF-8."""
    if not len(keys):
        return []
    codes = keys.astype(">u8").view(np.uint8).reshape(-1, _WIDTH)
    letters = np.empty((len(keys), _WIDTH + 1), dtype=np.uint16)
    letters[:, :_WIDTH] = _LETTERS[codes]
    letters[:, _WIDTH] = _SPACE
    text: str = letters[letters != 0].tobytes().decode("utf-16-le")
    return text.encode().split(b" ")[:-1]
