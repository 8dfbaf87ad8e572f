"""The direction of a paragraph, and strings of one direction inside another.

A paragraph's direction is that of most of its strong letters: the first letter, which the
Unicode algorithm goes by (UAX #9, rules P2 and P3), is too often a Latin name, a quotation mark's
neighbour or a link. Web and mail addresses are not counted: one long link outweighs a sentence.
"""

from __future__ import annotations

import re
from typing import Literal

Direction = Literal["rtl", "ltr"]

FSI = "\u2068"
"""FIRST STRONG ISOLATE"""
PDI = "\u2069"
"""POP DIRECTIONAL ISOLATE"""

# Hebrew to Arabic Extended-A, the presentation forms, and the right-to-left planes beyond the
# BMP, without their digits and marks: the letters of classes R and AL.
_RTL = re.compile(
    "[\u05d0-\u05f4\u0620-\u064a\u066e\u066f\u0671-\u06d5\u06e5\u06e6\u06ee\u06ef"
    "\u06fa-\u06ff\u0710-\u072f\u074d-\u07a5\u07b1\u07c0-\u07ea\u0800-\u0815\u0840-\u0858"
    "\u0860-\u0887\u08a0-\u08c9\ufb1d-\ufdfc\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+\.\w+")


def direction(text: str, default: Direction = "ltr") -> Direction:
    """The direction of ``text`` by counting its strong letters; ``default`` where it has none.

    A tie goes to right-to-left: short Arabic labels with one Latin word are the usual case.
    """
    plain = _ADDRESS.sub(" ", text) if ("://" in text or "www." in text or "@" in text) else text
    rtl = len(_RTL.findall(plain))
    letters = len(_LETTER.findall(plain))
    if not letters:
        # nothing but an address: it reads as it is written
        return "ltr" if _LETTER.search(text) else default
    return "rtl" if rtl * 2 >= letters else "ltr"


_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HOSTILE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff]"
)


def isolate(text: str) -> str:
    """``text`` wrapped so that its direction does not touch its neighbours (U+2068…U+2069).

    Its own directional controls are taken out, so that it cannot break out of the wrapping.
    Empty text stays empty.
    """
    return f"{FSI}{_CONTROLS.sub('', text)}{PDI}" if text else ""


def show_controls(text: str) -> str:
    """A name or title from outside with its controls made visible as ``⟨U+202E⟩``, so that
    they are shown and never obeyed (a name that ends in ``U+202E fdp.exe`` must not read as a PDF).
    """
    return _HOSTILE.sub(lambda match: f"⟨U+{ord(match.group()):04X}⟩", text)
