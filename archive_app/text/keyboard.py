"""Text typed with the keyboard in the wrong layout: ``s,vdm`` was meant to be «سورية».

Knows the Arabic layouts 101 and 102 (Windows and Linux; they differ only in where ذ and a few
signs lie) and Apple's own, each against US QWERTY. Both ways: what one wanted to type in Latin
letters while the Arabic layout was on is put back too. On the PC layouts «لا» is one key; text
that holds it may have come from that key (b) or from two (g, h), so that both are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import product

from archive_app.text.tokens import words

# The keys of each row, US QWERTY first; shifted rows after them. «ﻻ» (one character) stands for
# the key that types the two letters of «لا», its shifted fellows likewise.
_US = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_US_SHIFT = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'

_PC = "ذضصثقفغعهخحجدشسيبلاتنمكطئءؤرﻻىةوزظ"
_PC_SHIFT = "ّ\u064e\u064b\u064f\u064cﻹإ`÷×؛<>\u0650\u064d][ﻷأـ،/:\"~\u0652}{ﻵآ'،.؟"
_APPLE = "ـضصثقفغعهخحجةشسيبلاتنمك؛ظطذدزرو،./"
_APPLE_SHIFT = '~\u064e\u064b\u0650\u064d\u064f\u064c\u0652\u0651][}{»«ى\u0670لآٱ،/:"ظطئءأإؤ><؟'

_LIGATURES = {"ﻻ": "لا", "ﻷ": "لأ", "ﻹ": "لإ", "ﻵ": "لآ"}

# On 102 keyboards ذ lies on the backslash; on the Windows 101 layout shift+backquote is shadda.
_EXTRA_102 = {"\\": "ذ", "|": "ّ"}


@lru_cache(maxsize=1)
def _layouts() -> tuple[dict[str, str], ...]:
    """US key → what the Arabic layout types there, for each layout (101, 102, Apple)."""
    pc = dict(zip(_US + _US_SHIFT, _PC + _PC_SHIFT, strict=True))
    apple = dict(zip(_US + _US_SHIFT, _APPLE + _APPLE_SHIFT, strict=True))
    return _spread(pc), _spread({**pc, **_EXTRA_102}), _spread(apple)


def _spread(layout: dict[str, str]) -> dict[str, str]:
    return {key: _LIGATURES.get(char, char) for key, char in layout.items()}


_ARABIC = re.compile("[\u0621-\u064a\u0671]")
_LATIN = re.compile("[A-Za-z]")


def _to_arabic(text: str) -> list[str]:
    return ["".join(layout.get(char, char) for char in text) for layout in _layouts()]


def _to_latin(text: str) -> list[str]:
    results = []
    for layout in _layouts():
        # the plain key wins where two keys type the same
        back: dict[str, str] = {}
        for key, char in layout.items():
            back.setdefault(char, key)
        parts = re.split("(لا)", text) if "لا" in back else [text]
        singles = ["".join(back.get(char, char) for char in part) for part in parts]
        lams = [index for index, part in enumerate(parts) if part == "لا" and "لا" in back]
        # one key or two for each «لا»; beyond three of them, the same choice for all
        choices = (
            product((True, False), repeat=len(lams)) if len(lams) <= 3 else ((True,), (False,))
        )
        for choice in choices:
            whole = choice * len(lams) if len(choice) == 1 else choice
            chosen = dict(zip(lams, whole, strict=False))
            results.append(
                "".join(
                    back["لا"] if chosen.get(index) else single
                    for index, single in enumerate(singles)
                )
            )
    return results


def relayout(text: str) -> list[str]:
    """``text`` as if typed on the other keyboard, one reading a layout, without repeats.

    Latin becomes Arabic where ``text`` has more Latin letters than Arabic, else Arabic
    becomes Latin (in small letters where shift played no part). Empty where nothing changes
    or the text has letters of neither script. Nothing says yet that a reading makes sense: see
    `recognise`.
    """
    latin, arabic = len(_LATIN.findall(text)), len(_ARABIC.findall(text))
    if not latin and not arabic:
        return []
    readings = _to_arabic(text) if latin > arabic else _to_latin(text)
    return [reading for reading in dict.fromkeys(readings) if reading != text]


def recognise(text: str, known: Callable[[str], bool]) -> list[str]:
    """The readings of ``text`` on the other keyboard that make sense, the best first.

    ``known`` tells whether a folded word is one of the archive. A reading makes sense where
    more of its words are known than of the text as it stands, and at least half of them. So
    a word that means something as it stands is left alone, and nothing is offered at random.
    """
    stands = _share(text, known)
    found = [(_share(reading, known), reading) for reading in relayout(text)]
    good = [(share, reading) for share, reading in found if share >= 0.5 and share > stands]
    good.sort(key=lambda pair: -pair[0])
    return [reading for _, reading in good]


def _share(text: str, known: Callable[[str], bool]) -> float:
    """The share of the words of ``text`` (with two letters or more) that are known."""
    found = [word for word in words(text) if len(word) > 1]
    return sum(map(known, found)) / len(found) if found else 0.0
