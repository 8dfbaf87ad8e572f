"""Bytes to text in every encoding that Arabic text has come in, and mojibake undone.

UTF-8 proves itself (no other text is valid UTF-8 by chance), UTF-16 shows by its NULs. The
eight-bit Arabic encodings are told apart by how much the result reads like Arabic: the mean
log-frequency of its letters, measured on running press text. Text that was decoded wrongly
once before (UTF-8 or an eight-bit Arabic encoding read as Latin-1, Windows-1252 or
Windows-1256) is re-encoded and decoded again, only where the result scores as Arabic and the
text as it came does not.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from archive_app.core.errors import UnknownFormat
from archive_app.core.model import Repair

SAMPLE = 16_384
"""How many bytes or characters are looked at to tell encodings apart."""

_EIGHT_BIT = ("cp1256", "iso8859-6", "mac_arabic", "cp720", "cp1252")
"""The eight-bit encodings tried, the likeliest first (it wins a tie)."""

# Letters of running Arabic press text, in per mille of all letters (measured on 30,000
# articles, rounded). What is not listed counts as rare.
_LETTERS = {
    "ا": 158, "ل": 121, "ي": 79, "م": 64, "ن": 58, "و": 60, "ر": 52, "ت": 43, "ع": 36, "ب": 37,
    "ة": 37, "د": 34, "س": 29, "ف": 28, "ه": 26, "ق": 23, "ك": 22, "ح": 21, "أ": 21, "ج": 16,
    "ش": 14, "ط": 13, "ص": 13, "خ": 11, "ى": 9, "إ": 9, "ز": 9, "ث": 8, "ذ": 8, "ض": 9, "غ": 7,
    "ئ": 5, "ظ": 3, "ء": 4, "آ": 2, "ؤ": 2, "،": 10, "؟": 1, "؛": 1, "ـ": 1, "\u00a0": 3,
    "«": 2, "»": 2, "“": 3, "”": 3, "–": 2, "…": 1, "٪": 1, "ً": 2, "َ": 1, "ُ": 1, "ِ": 1,
    "ّ": 2, "ْ": 1, "ٌ": 1, "ٍ": 1, "٠": 1, "١": 1, "٢": 1, "٣": 1, "٤": 1, "٥": 1, "٦": 1,
    "٧": 1, "٨": 1, "٩": 1, "’": 1, "‘": 1, "پ": 1, "چ": 1, "گ": 1, "ڤ": 1,
}  # fmt: skip
_RARE = log(0.0001)
_LOG = {letter: log(share / 1000) for letter, share in _LETTERS.items()}
ARABIC_SCORE = -4.2
"""A mean log-frequency above this reads as Arabic: running text has about -3.1, ISO 8859-6 read
as Windows-1256 (the mojibake nearest to Arabic) about -4.4."""

_COMMON = re.compile(
    r"(?<!\w)(?:في|من|على|إلى|الى|عن|أن|ان|التي|الذي|هذا|مع|بعد|كان|قال|ما|لا)(?!\w)"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ufffe\uffff]")
_CONTROL_BYTES = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_HIGH = re.compile(r"[^\x00-\x7f]")
_ODD = re.compile(r"[\ufffd\x80-\x9f\x5b-\x60\x7b-\x7f@#$&*+<=>]")
_LATIN_RUN = re.compile(
    r"[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    r"\u2010-\u2044\u20ac\u2122]"
)
_IN_WESTERN_WORD = re.compile(
    r"(?<=[A-Za-z])[\u00c0-\u00ff\u0152-\u017e](?![\u0080-\u00ff])"
    r"|(?<![\u0080-\u00ff])[\u00c0-\u00ff\u0152-\u017e](?=[A-Za-z])"
)
_ARABIC_LETTER = re.compile(r"[\u0621-\u064a\u0671-\u06d3]")


class Decoded(NamedTuple):
    """Text out of bytes: the ``encoding`` by Python's name, the ``repair`` done (or None), and
    whether bytes were ``lost`` (they stand as U+FFFD)."""

    text: str
    encoding: str
    repair: Repair | None = None
    lost: bool = False


def score(text: str) -> float:
    """How much ``text`` reads like Arabic: the mean log-frequency of its non-ASCII characters.

    Running Arabic has about -3.1; -9.2 is the least, also for text that has no such character.
    """
    total = 0
    points = 0.0
    for letter, count in Counter(text[:SAMPLE]).items():
        if letter > "\x7f":
            total += count
            points += _LOG.get(letter, _RARE) * count
    return points / total if total else _RARE


@lru_cache(maxsize=2)
def looks_like_text(data: bytes) -> bool:
    """Whether the bytes (the head of a file) can be text in any encoding known here."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    if utf16_order(data):
        return True
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if b"\0" in data or controls * 20 > len(data):
        return False
    if _is_utf8(data):  # which binary files are not; stray controls occur in exports
        return True
    if controls * 200 > len(data):
        return False
    text = data.decode(_best_eight_bit(data)[0], "replace")
    return _plausible(text)


def utf16_order(data: bytes) -> str:
    """``utf-16-le`` or ``utf-16-be`` where the bytes are UTF-16 without a mark, else ``""``.

    Text in UTF-16 has NULs at one parity only (its spaces and newlines), or its high bytes
    are nearly all of one or two scripts.
    """
    sample = data[:SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return ""
    even, odd = sample[0::2], sample[1::2]
    for high, low, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        known = high.count(0) + high.count(6) + high.count(0x20) + high.count(0xFE)
        if known > 0.95 * len(high) and high.count(0) and not low.count(0):
            return name
    return ""


def decode(data: bytes, *, hint: str = "", repair: bool = True) -> Decoded:
    """The text of ``data``, its mojibake undone.

    ``hint`` is the encoding that the file itself names; it is tried where UTF-8 and UTF-16 are
    ruled out, and holds unless another reads better. Without ``repair`` mojibake stays. Raises
    `UnknownFormat` for what is no text.
    """
    text, encoding, lost = _decode(data, hint)
    mended, done = mend(text) if repair else (text, None)
    return Decoded(mended, encoding, done, lost)


def _decode(data: bytes, hint: str) -> tuple[str, str, bool]:
    """The text, the encoding's name, whether bytes were lost."""
    if data.startswith(codecs.BOM_UTF8):
        text = data[3:].decode("utf-8", "replace")
        return text, "utf-8-sig", "\ufffd" in text
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
        return _no_surrogates(text), "utf-16", "\ufffd" in text
    if order := utf16_order(data):
        text = data.decode(order, "replace")
        return _no_surrogates(text), order, "\ufffd" in text
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        pass
    if _is_utf8(data):  # but for a few bytes
        return data.decode("utf-8", "replace"), "utf-8", True
    encoding, best = _best_eight_bit(data)
    if hint:
        try:
            name = codecs.lookup(hint).name
            hinted = data.decode(name)
        except (LookupError, UnicodeDecodeError, UnicodeError):
            pass
        else:
            if encoding == "cp1252" or best < ARABIC_SCORE or score(hinted) > best - 0.2:
                encoding = name
                if sum(map(str.isalpha, hinted[:SAMPLE])) * 2 > len(hinted[:SAMPLE]):
                    return hinted, encoding, False
    text = data.decode(encoding, "replace")
    if not _plausible(text):
        raise UnknownFormat(None, "no text in any known encoding")
    return text, encoding, "\ufffd" in text


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, a few broken ones (one in a thousand) and a cut end allowed."""
    broken = 0
    start = 0
    view = data
    while True:
        try:
            codecs.utf_8_decode(view[start:], "strict", False)
        except UnicodeDecodeError as error:
            broken += 1
            start += error.start + max(1, error.end - error.start)
            multibyte = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]", view[: start + SAMPLE]))
            if broken * 20 > multibyte or broken * 200 > len(data) + 400:
                return False
        else:
            return True


def _best_eight_bit(data: bytes) -> tuple[str, float]:
    """The eight-bit encoding in which the bytes read best, and its score."""
    sample = bytes(re.sub(rb"[\x00-\x7f]+", b" ", data[: 4 * SAMPLE]))[:SAMPLE]
    best, best_score = "cp1252", float("-inf")
    for name in _EIGHT_BIT:
        text = sample.decode(name, "replace")
        # The sample is all high bytes: what becomes a bracket or the like was a letter elsewhere.
        odd = len(_ODD.findall(text))
        points = score(text) - 8 * odd / max(1, len(text))
        points += min(1.0, 10 * len(_COMMON.findall(text)) / max(1, len(text)))
        if name == "cp1252":
            points = _western(data)
        elif name == "mac_arabic":
            points -= 0.1  # the letters of ISO 8859-6, and more: only where the more is needed
        if points > best_score:
            best, best_score = name, points
    return best, best_score


def _western(data: bytes) -> float:
    """How much the bytes read as Western European, on the scale of `score`.

    Western words are ASCII with single letters above it; Arabic ones are runs.
    """
    sample = data[:SAMPLE]
    high = len(re.findall(rb"[\x80-\xff]", sample))
    inside = len(
        re.findall(rb"(?<=[A-Za-z])[\x80-\xff]|(?<![\x80-\xff])[\x80-\xff](?=[A-Za-z])", sample)
    )
    return -1.0 if inside * 2 > high else -7.0


def _plausible(text: str) -> bool:
    """Whether the decoded text is text: hardly a control character, and letters in it."""
    sample = text[:SAMPLE]
    bad = len(_CONTROLS.findall(sample)) + len(re.findall(r"[\x80-\x9f]", sample))
    if bad * 50 > len(sample):
        return False
    high = len(_HIGH.findall(sample))
    letters = sum(map(str.isalpha, sample))
    if high * 3 < len(sample):
        return letters * 4 >= len(sample) or len(sample) < 40 or high == 0
    return score(sample) > -5.2


def _no_surrogates(text: str) -> str:
    """The text without lone surrogates, which no file and no database takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# ---------------------------------------------------------------- mojibake


@cache
def _encoder(name: str) -> Mapping[int, int | None]:
    """Character → byte for an eight-bit encoding, its gaps filled as browsers do (C1 controls)."""
    table: dict[int, int | None] = {}
    for byte in range(256):
        char = bytes([byte]).decode(name, "replace")
        table[ord(char) if char != "\ufffd" else byte] = byte
    for byte in range(0x80, 0xA0):
        table.setdefault(byte, byte)
    return table


def _encode(text: str, name: str) -> bytes | None:
    """``text`` in an eight-bit encoding; None where a character is not in it."""
    table = _encoder(name)
    out = bytearray()
    for char in text:
        byte = table.get(ord(char))
        if byte is None:
            return None
        out.append(byte)
    return bytes(out)


_PAIRS = (
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
    ("cp1256", "utf-8"),
    ("cp1252", "cp1256"),
    ("latin-1", "cp1256"),
    ("cp1252", "iso8859-6"),
    ("latin-1", "iso8859-6"),
    ("cp1256", "iso8859-6"),
)
"""What the text was read as, and what it was: the double encodings that really occur."""


def mend(text: str) -> tuple[str, Repair | None]:
    """The text with its mojibake undone, and what was done (None: nothing).

    A whole text is turned back in one piece; where only some of its lines are mojibake, those.
    A text that already reads as Arabic, or that has no more than a few suspicious characters,
    is returned as it is.
    """
    if not _suspicious(text):
        return text, None
    pair = _pair_for(text)
    if pair is not None:
        encoded = _encode(text, pair[0])
        if encoded is not None:
            try:
                whole = encoded.decode(pair[1])
            except UnicodeDecodeError:
                pass
            else:
                before, after = _sample(text, whole)
                return whole, Repair("mojibake", 1, before, after)
    return _mend_lines(text)


def _suspicious(text: str) -> bool:
    """Whether the text may be mojibake; cheap, for it is asked of every text."""
    if text.isascii():
        return False
    sample = text[:SAMPLE]
    if "Ø" in text or "Ù" in text or "Ç" in sample or "Ê" in sample or "ä" in sample:
        return True
    # UTF-8 read as Windows-1256 is every other letter ط or ظ.
    if (sample.count("ط") + sample.count("ظ")) * 6 > len(sample):
        return True
    # Words that no mojibake spells by chance: most Arabic texts need no closer look.
    if " في " in sample or " على " in sample:
        return False
    return score(sample[:600]) < ARABIC_SCORE


def _pair_for(text: str) -> tuple[str, str] | None:
    """The double encoding whose reversal reads as Arabic while the text itself does not."""
    sample = text[:SAMPLE]
    own = score(sample)
    if own > ARABIC_SCORE and not _is_ta_za(sample):
        return None
    # Western words hold single high letters among ASCII ones; Arabic read wrongly is runs of them.
    if len(_IN_WESTERN_WORD.findall(sample)) * 2 > len(_LATIN_RUN.findall(sample)):
        return None
    best: tuple[str, str] | None = None
    best_score = max(own + 1.0, ARABIC_SCORE)
    for read_as, was in _PAIRS:
        encoded = _encode(sample, read_as)
        if encoded is None:
            continue
        try:
            # Only the sample's end may cut a character.
            undone = codecs.getincrementaldecoder(was)().decode(encoded)
        except UnicodeDecodeError:
            continue
        if len(_ARABIC_LETTER.findall(undone)) < 3:
            continue
        points = score(undone) + 0.3 * bool(_COMMON.search(undone))
        if points > best_score + 0.05:
            best, best_score = (read_as, was), points
    return best


def _is_ta_za(text: str) -> bool:
    """Whether ط and ظ are so many that the text must be UTF-8 read as Windows-1256."""
    letters = len(_HIGH.findall(text))
    return (text.count("ط") + text.count("ظ")) * 4 > letters > 0


def _mend_lines(text: str) -> tuple[str, Repair | None]:
    """The text with each line of mojibake undone that is one by itself."""
    lines = text.split("\n")
    count = 0
    sample = ("", "")
    for number, line in enumerate(lines):
        if not (len(_LATIN_RUN.findall(line)) >= 6 or _is_ta_za(line)):
            continue
        pair = _pair_for(line)
        encoded = _encode(line, pair[0]) if pair else None
        if pair is None or encoded is None:
            continue
        try:
            lines[number] = encoded.decode(pair[1])
        except UnicodeDecodeError:
            continue
        count += 1
        if count == 1:
            sample = _sample(line, lines[number])
    if not count:
        return text, None
    return "\n".join(lines), Repair("mojibake", count, *sample)


def _sample(before: str, after: str) -> tuple[str, str]:
    """The first line with Arabic in it, before and after, cut to a readable length."""
    befores, afters = before.split("\n"), after.split("\n")
    for old, new in zip(befores, afters, strict=False):
        if old != new:
            return old.strip()[:120], new.strip()[:80]
    return before[:120], after[:80]
