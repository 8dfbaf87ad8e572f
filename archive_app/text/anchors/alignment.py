"""Where what stood about a passage stands in a new text, and what that says of each place.

Both texts are strings of one character a word (`anchors.context`), which are aligned: stretches
of equal words are chained where they stand in the same order, the weightiest chains first, and
each word is used but once. So a passage that was deleted leaves a gap between its old neighbours,
and its twin turns out to be where the twin stood before.

Chaining as in sequence alignment (M. Abouelhoda and E. Ohlebusch, "Chaining algorithms for
multiple genome comparison", Journal of Discrete Algorithms 3, 2005); taking the best chain, then
the best of what it leaves, as in greedy string tiling (M. Wise, "YAP3", 1996).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from math import log2

from rapidfuzz.distance import Levenshtein

from archive_app.text.anchors.context import (
    BEGINNING,
    ENDING,
    Surroundings,
    Words,
    words_of,
)

Run = tuple[int, int, int]
"""Where equal words begin in the old text and in the new, and how many they are."""

# ---------------------------------------------------------------- aligning


@lru_cache(maxsize=32)
def align(old: str, new: Words) -> tuple[list[int], dict[int, int]]:
    """Where each word of ``old`` stands in the new text, -1 where it stands nowhere; no two
    stand in the same place. And the way back."""
    mapping = _aligned(old, new)
    return mapping, {j: i for i, j in enumerate(mapping) if j >= 0}


def _aligned(old: str, new: Words) -> list[int]:
    at = new.text.find(old)
    if at >= 0 and new.text.find(old, at + 1) < 0:
        return list(range(at, at + len(old)))
    mapping = [-1] * len(old)
    used: set[int] = set()
    for chain in _chains(_runs(old, new)):
        taken = []
        for i, j, n in chain:
            for k, size in _free(i, j, n, mapping, used):
                taken.append((i + k, j + k, size))
                mapping[i + k : i + k + size] = range(j + k, j + k + size)
                used.update(range(j + k, j + k + size))
        for (i, j, n), (next_i, next_j, _) in pairwise(taken):
            _fill(old, new.text, (i + n, next_i), (j + n, next_j), mapping, used)
    return mapping


def _free(i: int, j: int, n: int, mapping: list[int], used: set[int]) -> list[tuple[int, int]]:
    """The stretches of a run that are long enough and taken in neither text: where each begins in
    the run, and its words."""
    found, size = [], 0
    for k in range(n + 1):
        if k < n and mapping[i + k] < 0 and j + k not in used:
            size += 1
            continue
        if size >= _SOLID:
            found.append((k - size, size))
        size = 0
    return found


def _runs(old: str, new: Words) -> list[Run]:
    """The stretches of at least `_SOLID` equal words that cannot be made longer."""
    text, grams = new.text, _grams(new)
    runs = []
    for i in range(len(old) - _SOLID + 1):
        places = grams.get(old[i : i + _SOLID], ())
        if len(places) > _COMMON:
            continue
        for j in places:
            if i and j and old[i - 1] == text[j - 1]:
                continue
            n = _SOLID
            while i + n < len(old) and j + n < len(text) and old[i + n] == text[j + n]:
                n += 1
            runs.append((i, j, n))
    return _undisputed(runs, len(old), len(text))


@lru_cache(maxsize=8)
def _grams(of: Words) -> dict[str, list[int]]:
    """Where each `_SOLID` words in a row stand."""
    found: dict[str, list[int]] = {}
    for at in range(len(of.text) - _SOLID + 1):
        found.setdefault(of.text[at : at + _SOLID], []).append(at)
    return found


def _undisputed(runs: list[Run], old_size: int, new_size: int) -> list[Run]:
    """The runs without those whose words all belong to one twice as long, in either text."""
    old_best, new_best = [0] * old_size, [0] * new_size
    for i, j, n in runs:
        for k in range(n):
            old_best[i + k] = max(old_best[i + k], n)
            new_best[j + k] = max(new_best[j + k], n)
    return [
        (i, j, n)
        for i, j, n in runs
        if min(old_best[i : i + n]) < 2 * n and min(new_best[j : j + n]) < 2 * n
    ]


def _chains(runs: list[Run]) -> list[list[Run]]:
    """Runs that follow each other in both texts, as chains; the weightiest first."""
    weight = [float(n) for _, _, n in runs]
    previous = [-1] * len(runs)
    for r, (i, j, n) in enumerate(runs):
        for q in range(r - 1, max(-1, r - _LOOK_BACK), -1):
            qi, qj, qn = runs[q]
            across, along = i - qi - qn, j - qj - qn
            overlap = -min(0, across, along)
            if qi >= i or qj >= j or overlap >= n or max(across, along) > _FAR:
                continue
            cost = _LINK + log2(1 + abs(across - along))
            if weight[q] + n - overlap - cost > weight[r]:
                weight[r] = weight[q] + n - overlap - cost
                previous[r] = q
    chains = []
    seen = set()
    for best in sorted(range(len(runs)), key=lambda r: (-weight[r], r)):
        chain, r = [], best
        while r >= 0 and r not in seen:
            seen.add(r)
            chain.append(runs[r])
            r = previous[r]
        if chain:
            chains.append(chain[::-1])
    return chains


def _fill(
    old: str,
    new: str,
    left: tuple[int, int],
    right: tuple[int, int],
    mapping: list[int],
    used: set[int],
) -> None:
    """Map the equal words in the gap between two runs of a chain."""
    (a, b), (c, d) = left, right
    if not (0 < b - a <= _FAR and 0 < d - c <= _FAR):
        return
    alone = abs((b - a) - (d - c)) <= 3
    for block in Levenshtein.opcodes(old[a:b], new[c:d]):
        size = block.src_end - block.src_start
        if block.tag != "equal" or (size == 1 and not alone):
            continue
        for i, j in zip(
            range(a + block.src_start, a + block.src_end),
            range(c + block.dest_start, c + block.dest_end),
            strict=True,
        ):
            if mapping[i] < 0 and j not in used:
                mapping[i] = j
                used.add(j)


# ---------------------------------------------------------------- what the context says


class Verdict(IntEnum):
    """What the old surroundings say of a place."""

    FOREIGN = -2
    """What stands there stood outside the passage."""

    ELSEWHERE = -1
    """They stand elsewhere."""
    UNKNOWN = 0
    HERE = 1
    """They stand about it."""


@dataclass(frozen=True, slots=True)
class ContextMatch:
    """What the surroundings say of a place: how many words stand just as far ``before`` and
    ``after`` it as they stood from the passage, 0 to `NEAR` each. ``unit``: the passage's sentences
    stand there, 2 as sentences of their own, 1 within others, 0 not. ``disputed``: the place may
    as well be a twin's."""

    verdict: Verdict
    before: int
    after: int
    unit: int
    disputed: bool


class ContextAlignment:
    """The old surroundings of a passage, and where they stand in a new text."""

    def __init__(self, surroundings: Surroundings, text: str) -> None:
        self.old = surroundings
        self.new = words_of(text)
        self.mapping, self.came_from = align(surroundings.text, self.new)
        first, last = surroundings.first, surroundings.last
        self.before = self._neighbours(range(first - 1, -1, -1), 1, NEAR)
        self.after = self._neighbours(range(last, len(self.mapping)), 1, NEAR)
        low, high = min(first, surroundings.unit_first), max(last, surroundings.unit_last)
        self.outer_before = self._neighbours(range(low - 1, 0, -1), 1 + first - low, _OUTER)
        end = len(self.mapping) - 1
        self.outer_after = self._neighbours(range(high, end), 1 + high - last, _OUTER)
        self.slot = self._slot()
        # Twins of the passage too far from it for its surroundings to tell of them.
        known = surroundings.text.count(surroundings.text[first:last])
        self.hidden_twins = surroundings.occurrences > max(1, known)
        self.is_version = len(self.came_from) >= _VERSION * len(surroundings.text)

    def _neighbours(self, order: range, distance: int, most: int) -> list[tuple[int, int]]:
        """The nearest words that stand in the new text, the nearest first: how far from the
        passage they were (1: next to it), and where they stand. ``distance`` is the first's."""
        found = []
        for far, i in enumerate(order[:_FAR], distance):
            if self.mapping[i] >= 0:
                found.append((far, self.mapping[i]))
                if len(found) == most:
                    break
        return found

    def _slot(self) -> tuple[int, int] | None:
        """Between which words the passage must stand, if it does, for those that stood next to
        it on both sides still stand about one place."""
        if not self.before or not self.after:
            return None
        (near, low), (far, high) = self.before[0], self.after[0]
        size = self.old.last - self.old.first
        return (low + 1, high) if low < high <= low + size + near + far + _GAP else None

    def edges(self) -> tuple[int, int] | None:
        """The words between which the passage stands, by its first and last and those next to
        it, where these tell both."""
        low, high = self.old.first, self.old.last
        before = self._place(low - 1, BEGINNING, 0)
        after = self._place(high, ENDING, len(self.new.text) - 1)
        start = _edge(self.mapping, range(low, high), before, 1)
        end = _edge(self.mapping, range(high - 1, low - 1, -1), after, -1)
        if start is None or end is None or not 0 <= end - start < 2 * (high - low) + 8:
            return None
        return start, end + 1

    def _place(self, word: int, edge: str, place: int) -> int:
        """Where a neighbour stands; -1 if nowhere. Where it is an edge of the text, there."""
        if not 0 <= word < len(self.mapping):
            return -1
        found = self.mapping[word]
        return place if found < 0 and self.old.text[word] == edge else found

    def regions(self) -> list[tuple[int, int]]:
        """The words among which the passage may stand, by its nearest neighbours; nothing where
        these are too few to tell."""
        if self.slot is not None:
            return [self.slot]
        if len(self.before) + len(self.after) < _ENOUGH:
            return []
        size = 2 * (self.old.last - self.old.first) + _GAP
        found = [(at, at + near + size) for near, at in self.before[:1]]
        return found + [(at - near - size, at) for near, at in self.after[:1]]

    def foreign(self, start: int, end: int) -> bool:
        """Whether the words ``start`` to ``end`` of the new text stood outside the passage."""
        first, last = self.old.first, self.old.last
        origins = [self.came_from[j] for j in range(start, end) if j in self.came_from]
        own = sum(first <= i < last for i in origins)
        others = len(origins) - own
        return others > own and 2 * others >= end - start

    def match(self, start: int, end: int) -> ContextMatch:
        """What the surroundings say of the words ``start`` to ``end`` of the new text."""
        before, near_before = _agreeing(self.before, [start - at for _, at in self.before])
        after, near_after = _agreeing(self.after, [at + 1 - end for _, at in self.after])
        known = len(self.before) + len(self.after)
        if self.foreign(start, end):
            verdict = Verdict.FOREIGN
        elif self.slot is not None:
            inside = self.slot[0] <= start and end <= self.slot[1]
            verdict = Verdict.HERE if inside else Verdict.ELSEWHERE
        elif before + after >= _ENOUGH and 3 * max(before, after) > NEAR:
            verdict = Verdict.HERE
        elif known >= _ENOUGH and before + after <= known // 6:
            verdict = Verdict.ELSEWHERE
        else:
            verdict = Verdict.UNKNOWN
        unit = self._unit(start, end)
        if verdict < Verdict.UNKNOWN:
            return ContextMatch(verdict, near_before, near_after, unit, disputed=False)
        disputed = self._contradicted(start, end, unit) or self._disputed(start, end)
        return ContextMatch(verdict, near_before, near_after, unit, disputed)

    def _contradicted(self, start: int, end: int, unit: int) -> bool:
        """Whether there were twins in the old text, and what stood about the passage's sentence
        stands elsewhere."""
        old = self.old
        if old.occurrences < 2:
            return False
        before = sum(0 < start - at <= near + _GAP for near, at in self.outer_before)
        after = sum(0 <= at - end < near + _GAP for near, at in self.outer_after)
        against = 0
        if old.unit_first <= 1 and old.text[0] == BEGINNING:
            against += start > _GAP
        else:
            against += len(self.outer_before) >= _OUTER // 2 and before <= 1
        if old.unit_last >= len(old.text) - 1 and old.text[-1] == ENDING:
            against += end < len(self.new.text) - _GAP
        else:
            against += len(self.outer_after) >= _OUTER // 2 and after <= 1
        if against > 1:
            return unit < 2 or old.units > 1
        return against > 0 and old.units > 1 and self.hidden_twins

    def _disputed(self, start: int, end: int) -> bool:
        """Whether a twin of the passage has a claim to the place: its words fit it farther than
        the passage's do, on one side at least."""
        old, new = self.old.text, self.new.text
        first, last = self.old.first, self.old.last
        if old[first:last] != new[start:end]:
            return False
        before, after = _fit(old, first, last, new, start, end)
        at = old.find(old[first:last])
        while at >= 0:
            if at != first:
                left, right = _fit(old, at, at + last - first, new, start, end)
                if left > before + 1 or right > after + 1:
                    return True
            at = old.find(old[first:last], at + 1)
        return False

    def _unit(self, start: int, end: int) -> int:
        old, new = self.old, self.new
        low, high = start - (old.first - old.unit_first), end + old.unit_last - old.last
        if not old.unit or low < 1 or new.text[low:high] != old.unit:
            return 0
        return 2 if (low, high) == new.unit(start, end) else 1


def _edge(mapping: list[int], inside: range, near: int, step: int) -> int | None:
    """Where the edge word of a passage stands; where it was changed, the word in its place, next
    to the neighbour that stands at ``near``."""
    if mapping[inside[0]] >= 0:
        return mapping[inside[0]]
    if near < 0:
        return None
    for far, i in enumerate(inside, 1):
        if mapping[i] >= 0:
            # Nothing but the changed words may stand between.
            return near + step if 0 < step * (mapping[i] - near) <= far else None
    return None


def _agreeing(known: list[tuple[int, int]], now: list[int]) -> tuple[int, int]:
    """Of neighbours on one side, how many are on that side still, and not too far; and how many
    are just as far as they were. ``now``: how far each is."""
    distances = [(was, at) for (was, _), at in zip(known, now, strict=True)]
    there = sum(0 < at <= was + _GAP for was, at in distances)
    in_step = sum(at > 0 and abs(at - was) <= 2 + was // 6 for was, at in distances)
    return there, in_step


def _fit(old: str, first: int, last: int, new: str, start: int, end: int) -> tuple[int, int]:
    """How many words before and after a place are those before and after a passage, in a row."""
    before = after = 0
    while before < min(NEAR, first, start) and old[first - before - 1] == new[start - before - 1]:
        before += 1
    while (
        after < min(NEAR, len(old) - last, len(new) - end) and old[last + after] == new[end + after]
    ):
        after += 1
    return before, after


NEAR = 12
"""Words on each side that are compared."""

# Set by ``benchmarks/anchoring.py``.

_SOLID = 3
"""Equal words in a row that are hardly an accident."""

_COMMON = 40
"""Three words that stand in a text more often than this tell nothing."""

_LOOK_BACK = 80
"""Runs before one that may come before it in a chain."""

_FAR = 150
"""Words that may lie between two runs of a chain, or a passage and a neighbour."""

_LINK = 2.0
"""What a chain loses by each link, beside the logarithm of its shift."""

_GAP = 60
"""Words that may have been put in between a passage and its neighbours: a sentence or two."""

_OUTER = 8
"""Words about the passage's sentence, on each side, that must not speak against a twin's place."""

_VERSION = 0.3
"""The share of the old words that a text must have to be a version of the old."""

_ENOUGH = 6
"""Words that say enough."""
