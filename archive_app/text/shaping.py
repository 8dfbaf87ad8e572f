"""Arabic for what does not shape it: terminals, and old design and video programs.

Qt, browsers and word processors join letters and order lines themselves; nothing here must
ever reach them. `shape` replaces letters by their presentation forms (arabic-reshaper) and puts
each line into visual order (python-bidi, the Unicode bidirectional algorithm); `unshape` takes
such text back to plain letters in reading order.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from archive_app.text.direction import Direction, direction

_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


@lru_cache(maxsize=1)
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    # tashkeel is kept: the text is somebody's; ligatures only where every font has them
    return ArabicReshaper(
        {"delete_harakat": False, "delete_tatweel": False, "support_ligatures": True}
    )


def shape(text: str, base: Direction | None = None) -> str:
    """``text`` in presentation forms and in visual order, line by line.

    ``base`` is the direction of the paragraphs; by default each line's own. Only for programs
    that neither shape nor order.
    """
    from bidi import get_display

    lines = []
    for line in text.split("\n"):
        base_dir = "R" if (base or direction(line)) == "rtl" else "L"
        visual = str(get_display(_reshaper().reshape(line), base_dir=base_dir))
        lines.append(_mirror(_MARKS_FIRST.sub(_mark_last, visual)))
    return "\n".join(lines)


# Reversing a line puts the marks before their letter, where nothing would draw them on it.
_MARKS_FIRST = re.compile(
    "([\u064b-\u065f\u0670]+)([\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe80-\ufefc])"
)


def _mark_last(match: re.Match[str]) -> str:
    return match[2] + match[1][::-1]


_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<", "»": "«", "›": "‹"}


def _mirror(visual: str) -> str:
    """Turn the brackets of a visual line that stand the wrong way round.

    python-bidi orders brackets but leaves their shape to the renderer (rule L4), which a
    program that does not know the algorithm does not turn. A closing bracket before its
    opening one was reversed, so both are turned; one without a partner is turned where it
    stands beside Arabic.
    """
    chars = list(visual)
    waiting: dict[str, list[int]] = {}
    for at, char in enumerate(visual):
        if char in _PAIRS:
            before = waiting.get(_PAIRS[char])
            if before:
                before.pop()
            else:
                waiting.setdefault(char, []).append(at)
        elif char in _PAIRS.values():
            after = waiting.get(char.translate(MIRRORED))
            if after:
                for place in (after.pop(), at):
                    chars[place] = visual[place].translate(MIRRORED)
            else:
                waiting.setdefault(char, []).append(at)
    for places in waiting.values():
        for place in places:
            around = visual[max(0, place - 1) : place] + visual[place + 1 : place + 2]
            if _FORMS.search(around):
                chars[place] = visual[place].translate(MIRRORED)
    return "".join(chars)


def unshape(text: str) -> str:
    """Text as `shape` gives it back as plain letters in reading order, line by line.

    `shape` cannot simply be run backwards: where numbers, Latin words and brackets stand depends
    on what they stood beside. So what a line may have been is guessed in several ways, and taken
    where it gives this very line when it is shaped again. A line for which nothing does is left as
    it came, and so is one without presentation forms, of which nothing says that it was reordered.
    """
    return "\n".join(_unshaped(line) if _FORMS.search(line) else line for line in text.split("\n"))


def _unshaped(line: str) -> str:
    proven = [guess for guess in dict.fromkeys(_guesses(line)) if shape(guess) == line]
    return min(proven, key=_disorder, default=line)


def _guesses(line: str) -> Iterator[str]:
    from bidi import get_display

    for runs in (_LTR_RUN, _LTR_RUN_AFTER_ARABIC):
        turned = _reversed(line, runs)
        yield turned.translate(MIRRORED)
        yield _mirror(turned)  # a bracket without a partner may have been left as it was
    # The algorithm that ordered the line orders it back, but for brackets and numbers.
    visual = _FORMS.sub(lambda match: normalize("NFKC", match.group())[::-1], line)
    for base in "RL":
        guess = str(get_display(visual, base_dir=base))
        yield guess
        yield guess.translate(MIRRORED)


def _disorder(text: str) -> int:
    """How many brackets close what nothing opened, or are not closed."""
    waiting: list[str] = []
    wrong = 0
    for char in text:
        if char in _PAIRS.values():
            waiting.append(char)
        elif char in _PAIRS:
            if waiting and waiting[-1] == _PAIRS[char]:
                waiting.pop()
            else:
                wrong += 1
    return wrong + len(waiting)


# What reads from left to right inside a line that runs from right to left: Latin words with the
# blanks between them, numbers with their signs.
_LATIN_RUN = (
    r"[A-Za-z\u00c0-\u024f](?:[ A-Za-z0-9\u00c0-\u024f&'’._/@:-]*[A-Za-z0-9\u00c0-\u024f])?"
)
_LTR_RUN = re.compile(
    _LATIN_RUN + r"|[0-9\u0660-\u0669](?:[0-9\u0660-\u0669.,:/٫٬-]*[0-9\u0660-\u0669])?[%٪]?"
)
# After an Arabic letter a hyphen parts two numbers (rule W2 makes them Arabic ones, W4 joins
# only European ones by it): the first year of a range stands to the right.
_LTR_RUN_AFTER_ARABIC = re.compile(
    _LATIN_RUN + r"|[0-9\u0660-\u0669](?:[0-9\u0660-\u0669.,:/٫٬]*[0-9\u0660-\u0669])?[%٪]?"
)


def _reversed(line: str, runs: re.Pattern[str]) -> str:
    """A line reversed by graphemes, each of its runs from left to right put back; brackets as they
    stand."""
    backwards = "".join(reversed(_graphemes(line)))
    pieces, at = [], 0
    for match in runs.finditer(line):
        start, end = len(line) - match.end(), len(line) - match.start()
        pieces.append((start, end, match.group()))
    out = []
    for start, end, run in sorted(pieces):
        out += [backwards[at:start], run]
        at = end
    out.append(backwards[at:])
    plain = "".join(out)
    return _FORMS.sub(lambda match: normalize("NFKC", match.group()), plain)


def joined(text: str) -> str:
    """``text`` in presentation forms, in reading order."""
    return str(_reshaper().reshape(text))


def _graphemes(line: str) -> list[str]:
    """Letters with their combining marks. In visual order python-bidi keeps a mark behind its
    letter, so that they have to be turned as one.
    """
    return re.findall(
        r"[^\u0300-\u036f\u064b-\u065f\u0670][\u0300-\u036f\u064b-\u065f\u0670]*|.", line
    )


def terminal_shapes(environ: Mapping[str, str] | None = None, platform: str | None = None) -> bool:
    """Whether the terminal joins and orders Arabic itself, as far as its environment tells.

    Known to do so: GNOME Terminal and the others on VTE 0.58 and later, Konsole, mlterm,
    Apple's Terminal, mintty, Contour. Inside tmux or screen, or where nothing is known: no.
    """
    env = os.environ if environ is None else environ
    if env.get("TMUX") or env.get("STY"):
        return False
    if env.get("TERM_PROGRAM") in ("Apple_Terminal", "mintty"):
        return True
    if env.get("KONSOLE_VERSION") or env.get("MLTERM") or env.get("TERM", "").startswith("mlterm"):
        return True
    if env.get("TERMINAL_NAME") == "contour":
        return True
    vte = env.get("VTE_VERSION", "")
    on_windows = (sys.platform if platform is None else platform) == "win32"
    return vte.isdigit() and int(vte) >= 5800 and not on_windows
