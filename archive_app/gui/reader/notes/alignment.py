"""Where the cards beside the text go: each at its passage, none over another."""

from __future__ import annotations

from collections.abc import Sequence


def align(
    wanted: Sequence[float],
    heights: Sequence[float],
    gap: float,
    pinned: int = -1,
    *,
    firm: bool = False,
) -> list[float]:
    """The tops of cards that want to be at ``wanted`` (in order), ``gap`` apart at least.

    Each is as near to where it wants to be as those before it allow. The ``pinned`` one (an
    index) is where it wants to be, and the others make room for it, up as well as down, as far
    as the first one's place allows; with ``firm``, however far: some may go out of sight.
    """
    tops: list[float] = []
    for index, top in enumerate(wanted):
        free = tops[-1] + heights[index - 1] + gap if tops else top
        tops.append(max(top, free))
    if not 0 <= pinned < len(tops):
        return tops
    if firm:
        tops[pinned] = wanted[pinned]
    else:
        # Those before the pinned one move up, but not over the first one's own place.
        least = tops[0]
        for index in range(pinned):
            least += heights[index] + gap
        tops[pinned] = max(wanted[pinned], least if pinned else wanted[0])
    for index in range(pinned + 1, len(tops)):
        free = tops[index - 1] + heights[index - 1] + gap
        tops[index] = max(wanted[index], free)
    for index in range(pinned - 1, -1, -1):
        tops[index] = min(tops[index], tops[index + 1] - heights[index] - gap)
    return tops
