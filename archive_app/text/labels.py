"""Short names that people give and compare: tags, newspapers, authors, titles."""

from __future__ import annotations

import re

from archive_app.text.fold import fold_text

# Controls of C0 and C1, the soft hyphen, directional marks and controls, what joins or parts
# without a width, invisible operators: nobody sees them, and two names that differ only in them
# look like one. The joiners stay where they do their work, between two letters (Persian).
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb]"
    r"|(?<!\w)[\u200c\u200d]+|[\u200c\u200d]+(?!\w)"
)


def tidy(name: str) -> str:
    """Return a name without what is not seen in it, its white space one space between words."""
    if name.isascii() and name.isprintable() and "  " not in name:
        return name.strip()
    return " ".join(_UNSEEN.sub("", name).split())


def alike(name: str) -> str:
    """Return what two names share that readers take for one: «حرب», «حَرْب» and «حـرب»."""
    return fold_text(tidy(name)).casefold()
