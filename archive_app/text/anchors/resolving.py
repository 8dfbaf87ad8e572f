"""Resolving an anchor: finding its passage again in an edited text.

An anchor knows where its passage stood (code points), what it said, 32 characters on each side,
and, if it is ours, something of the words far around (`context`). `resolve` looks, in
this order, at its position, for the very quote, for the quote's bare letters, for where its words
went, and for something like it; it weighs every candidate by quote and context together, and asks
the words around whether it may be a twin (`alignment`). What is not likely enough, or hardly
likelier than another place, is an orphan: kept, with the nearest candidates to choose from. An
annotation on the wrong passage is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from archive_app.core.model import Anchor, AnchorStatus, Span
from archive_app.text.anchors import matching
from archive_app.text.anchors.alignment import ContextAlignment, ContextMatch, Verdict
from archive_app.text.anchors.context import SENTENCE_END, surroundings_of
from archive_app.text.anchors.evidence import (
    ENOUGH,
    MOST_LETTERS,
    PER_CHANGE,
    PER_LETTER,
    PER_WORD,
    SHORT,
    SILENT,
    WHOLE_SENTENCE,
    side,
)
from archive_app.text.anchors.making import CONTEXT, whole
from archive_app.text.anchors.matching import Skeleton, letters, skeleton

_MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where an anchor's passage stands now. ``score`` (0 to 1) says how sure that is; ``span`` is
    None for an orphan, whose likeliest places are the ``candidates``, best first."""

    status: AnchorStatus
    span: Span | None = None
    score: float = 0.0
    candidates: tuple[Span, ...] = ()


def resolve(anchor: Anchor, text: str, text_hash: str | None = None) -> Resolution:
    """Where the anchor's passage stands in ``text``, whose hash may be given where it is known.

    ``exact``: just where it was. ``moved``: elsewhere, beyond doubt. ``review``: very likely
    there, but a person should look. ``orphan``: nowhere with certainty.
    """
    start, end = anchor.start, anchor.end
    if 0 <= start < end <= len(text) and text[start:end] == anchor.exact:
        known = text_hash is not None and text_hash == anchor.text_hash
        if known or (_context_stands(anchor, text) and whole(text, start, end) == (start, end)):
            return Resolution(AnchorStatus.EXACT, (start, end), 1.0)
    if not anchor.exact:
        return Resolution(AnchorStatus.ORPHAN)
    return _Search(anchor, text).resolve()


def _context_stands(anchor: Anchor, text: str) -> bool:
    """Whether the very context stands around the anchor's position, all of it."""
    before = text[max(0, anchor.start - len(anchor.prefix)) : anchor.start]
    after = text[anchor.end : anchor.end + len(anchor.suffix)]
    return before == anchor.prefix and after == anchor.suffix


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place in the skeleton, how like the quote it is, and how like what stands around it."""

    start: int
    end: int
    quote: float
    before: float
    after: float
    evidence: float
    score: float
    context: ContextMatch


class _Search:
    """The search for one anchor's passage in one text."""

    def __init__(self, anchor: Anchor, text: str) -> None:
        self.anchor = anchor
        self.text = text
        self.skeleton: Skeleton = skeleton(text)
        # Beyond its ends a text is taken to go on with letters that are nowhere else, so that
        # standing at its beginning or end is context too.
        self.padded = _BEGINNING + self.skeleton.text + _ENDING
        self.quote = letters(anchor.exact)
        self.before = letters(anchor.prefix)
        self.after = letters(anchor.suffix)
        self.bare = not self.before and not self.after
        placed = anchor.end - anchor.start == len(anchor.exact) and not self.bare
        first = placed and anchor.start == len(anchor.prefix) < CONTEXT // 2
        last = placed and len(anchor.suffix) < CONTEXT // 2
        self.full_before = (_BEGINNING if first else "") + self.before
        self.full_after = self.after + (_ENDING if last else "")
        self.word_start = not (anchor.prefix[-1:] + anchor.exact[:1]).isalnum()
        self.word_end = not (anchor.exact[-1:] + anchor.suffix[:1]).isalnum()
        around = surroundings_of(anchor)
        self.alignment = ContextAlignment(around, text) if around is not None else None
        if around is not None:
            # Made by us: without context it stood at the text's beginning, or end.
            self.word_start = self.word_start or not anchor.prefix
            self.word_end = self.word_end or not anchor.suffix
        # What stood in the passage's own sentence; beyond it, other sentences may come between.
        self.near_before = letters(SENTENCE_END.split(anchor.prefix)[-1])
        ended = SENTENCE_END.search(anchor.exact.rstrip()[-3:]) is not None
        self.near_after = "" if ended else letters(SENTENCE_END.split(anchor.suffix)[0])
        self.hint = self.skeleton.index(min(anchor.start, len(text)))

    def resolve(self) -> Resolution:
        if not self.quote:
            return self._resolve_marks()
        found = self._judge(self._exact_places() | self._aligned_places())
        best = self._choose(found)
        if best is None or not (best.score >= _CLEAR or self._settled(best)):
            found = self._judge(
                {*((c.start, c.end) for c in found[:5]), *self._approximate_places()}
            )
            best = self._choose(found)
        if best is None:
            spans = tuple(self._span(c) for c in found[:3] if c.score >= _SHOWN)
            return Resolution(AnchorStatus.ORPHAN, None, found[0].score if found else 0.0, spans)
        span = self._span(best)
        certain = best.quote == 1.0 and not self.bare and min(best.before, best.after) >= _CERTAIN
        if certain and span == (self.anchor.start, self.anchor.end):
            return Resolution(AnchorStatus.EXACT, span, best.score)
        status = AnchorStatus.MOVED if certain else AnchorStatus.REVIEW
        return Resolution(status, span, best.score)

    def _exact_places(self) -> set[Span]:
        """Where the quote's letters stand, the places nearest to the old position if many."""
        text, quote = self.skeleton.text, self.quote
        starts = []
        start = text.find(quote)
        short = len(quote) < 2 * SHORT
        while start >= 0:
            if not short or self._at_words(start, start + len(quote)):
                starts.append(start)
            start = text.find(quote, start + 1)
        if len(starts) > _MOST_CANDIDATES:
            starts.sort(key=lambda at: abs(at - self.hint))
            del starts[_MOST_CANDIDATES:]
        return {(start, start + len(quote)) for start in starts}

    def _aligned_places(self) -> set[Span]:
        """Where the passage stands by what became of each of its words, if that is told."""
        if self.alignment is None or not (self.word_start and self.word_end):
            return set()
        edges = self.alignment.edges()
        if edges is None:
            return set()
        new = self.alignment.new
        return {(new.letter(edges[0]), new.letter(edges[1]))}

    def _settled(self, best: _Candidate) -> bool:
        """Whether so much of the passage or its surroundings stands in a place that no other can
        be it."""
        context = best.context
        if self.alignment is not None and len(self.quote) >= _LONG:
            return context.verdict >= Verdict.UNKNOWN
        return context.verdict is Verdict.HERE and (
            min(context.before, context.after) >= _SETTLED
            or (context.unit > 0 and context.before + context.after >= 2 * _SETTLED)
        )

    def _approximate_places(self) -> set[Span]:
        """Where something like the quote, or like quote and context together, stands."""
        places: set[Span] = set()
        together = self.before + self.quote + self.after
        for low, window in self._aligned_windows() or self._windows(together):
            limit = int(len(self.quote) * (1 - _LEAST_QUOTE))
            if len(self.quote) >= SHORT:
                spans = matching.matches(self.quote, window, limit, 4)
                places.update((low + a, low + b) for a, b in spans)
            spans = matching.matches(together, window, len(together) // 2, 4)
            for a, b in spans:
                places.add((low + a + len(self.before), low + b - len(self.after)))
        refined = {self._refined(start, end) for start, end in places if start < end}
        return {(start, end) for start, end in refined if start < end}

    def _aligned_windows(self) -> list[tuple[int, str]]:
        """The stretches of the text next to the passage's old neighbours, where these are known:
        what was changed and stands elsewhere is no candidate."""
        if self.alignment is None:
            return []
        letter, text = self.alignment.new.letter, self.skeleton.text
        words = [(letter(a), letter(b)) for a, b in self.alignment.regions()]
        return _merged(text, sorted((max(0, a - CONTEXT), b + CONTEXT) for a, b in words))

    def _windows(self, pattern: str) -> list[tuple[int, str]]:
        """The stretches of the text to search closely: those about a piece of the pattern that
        stands there unchanged. What is alike enough to be found has some."""
        text = self.skeleton.text
        reach = len(pattern) + _PIECE
        marks: set[int] = set()
        for at in range(0, max(1, len(pattern) - _PIECE + 1), _PIECE // 2):
            piece = pattern[at : at + _PIECE]
            start = text.find(piece)
            while start >= 0 and len(marks) < _MOST_CANDIDATES:
                marks.add(start)
                start = text.find(piece, start + 1)
        return _merged(text, [(max(0, mark - reach), mark + reach) for mark in sorted(marks)])

    def _refined(self, start: int, end: int) -> Span:
        """The place with its edges set by what stands on both sides of each."""
        text = self.skeleton.text
        low = matching.edge_after(self.before, self.quote, text, max(0, start))
        high = matching.edge_before(self.quote, self.after, text, min(len(text), end))
        if self.word_start:
            low = self._nearest_word(low)
        if self.word_end:
            high = self._nearest_word(high)
        return low, high

    def _at_words(self, start: int, end: int) -> bool:
        """Whether a place begins and ends where words do, as far as the passage did."""
        starts_word = self.skeleton.starts_word
        return (not self.word_start or starts_word(start)) and (
            not self.word_end or starts_word(end)
        )

    def _nearest_word(self, edge: int) -> int:
        """The edge, moved to the nearest edge of a word."""
        for distance in range(_LONG_WORD):
            for moved in (edge - distance, edge + distance):
                if 0 <= moved <= len(self.skeleton.text) and self.skeleton.starts_word(moved):
                    return moved
        return edge

    def _judge(self, places: set[Span]) -> list[_Candidate]:
        """The places as candidates, the likeliest first, of those that overlap just the best."""
        text, padded, shift = self.skeleton.text, self.padded, len(_BEGINNING)
        judged = []
        weight = min(len(self.quote), _MOST_WEIGHT)
        total = weight + len(self.full_before) + len(self.full_after)
        for start, end in places:
            context = self._context_match(start, end)
            if len(places) > _FEW and context.verdict < Verdict.UNKNOWN and context.unit < 2:
                continue
            quote = Levenshtein.normalized_similarity(self.quote, text[start:end])
            before = matching.similarity_before(self.full_before, padded, start + shift)
            after = matching.similarity_after(self.full_after, padded, end + shift)
            sides = (
                side(
                    (self.near_before, matching.similarity_before(self.near_before, text, start)),
                    (self.before, matching.similarity_before(self.before, text, start)),
                    (self.full_before, before),
                ),
                side(
                    (self.near_after, matching.similarity_after(self.near_after, text, end)),
                    (self.after, matching.similarity_after(self.after, text, end)),
                    (self.full_after, after),
                ),
            )
            score = weight * quote + len(self.full_before) * before
            score += len(self.full_after) * after
            whole_sentence = self._is_whole_sentence(start, end)
            evidence = (
                PER_LETTER * min(len(self.quote), MOST_LETTERS)
                - PER_CHANGE * (1 - quote)
                + max(sides[0], PER_WORD * context.before)
                + max(sides[1], PER_WORD * context.after)
            )
            if context.verdict < Verdict.UNKNOWN:
                evidence -= PER_CHANGE
            elif sides == (SILENT, SILENT) and whole_sentence:
                evidence += WHOLE_SENTENCE
            judged.append(
                _Candidate(start, end, quote, before, after, evidence, score / total, context)
            )
        judged.sort(key=lambda c: (-c.context.verdict, -c.score, abs(c.start - self.hint)))
        kept: list[_Candidate] = []
        for candidate in judged:
            if all(candidate.end <= k.start or candidate.start >= k.end for k in kept):
                kept.append(candidate)
        return kept

    def _choose(self, found: list[_Candidate]) -> _Candidate | None:
        """The best candidate, if it is likely enough and clearly likelier than the second."""
        likely = [c for c in found if c.quote >= _LEAST_QUOTE and c.evidence >= ENOUGH]
        if not likely and self.bare and len(found) == 1 and found[0].quote == 1.0:
            # Another program's anchor without context: all there is to go by is that the quote
            # stands just once in the text.
            return found[0] if len(self.quote) >= SHORT else None
        only = self._only_sentence(found)
        if not likely:
            return only
        best = likely[0]
        if only is not None and best is not only:
            if self.alignment is not None and self.alignment.hidden_twins:
                return None
            if not self._stays(best):
                return only
        if best is not only and self._doubtful(best, found):
            return None
        # A place whose context is right but whose words are others speaks against a short quote
        # elsewhere (the word was changed); a whole sentence rather moved away from there.
        alike = 0.5 if len(self.quote) >= 2 * SHORT else 0.0
        rivals = [
            c
            for c in found
            if c is not best
            and c.context.verdict >= best.context.verdict
            and c.quote >= alike
            and best.score - c.score < _MARGIN
        ]
        # Of twins only one that stands just where the passage stood can be trusted.
        if rivals and abs(best.start - self.hint) > _SAME_PLACE:
            return None
        if any(abs(c.start - self.hint) <= 10 * _SAME_PLACE for c in rivals):
            return None
        return best

    def _context_match(self, start: int, end: int) -> ContextMatch:
        """What the words farther around say of a place."""
        if self.alignment is None:
            return _NO_CONTEXT
        return self.alignment.match(*self.alignment.new.span(start, end))

    def _only_sentence(self, found: list[_Candidate]) -> _Candidate | None:
        """The place where the passage's very sentence stands, or a passage long enough to be its
        own: where there was just one, and is just one now, this is it, wherever it moved."""
        if self.alignment is None:
            return None
        exact = [c for c in found if c.quote == 1.0]
        long = len(self.quote) >= _TELLING and self.alignment.old.occurrences == 1
        if long and len(exact) == 1 and self.alignment.is_version:
            return exact[0]
        if self.alignment.old.units != 1:
            return None
        if len(self.quote) < SHORT // 2 and len(self.alignment.old.unit) < 2:
            return None
        if len(self.quote) < 4 * SHORT and not self.alignment.is_version:
            return None
        same = [c for c in exact if c.context.unit == 2]
        return same[0] if len(same) == 1 else None

    def _doubtful(self, best: _Candidate, found: list[_Candidate]) -> bool:
        """Whether the words farther around leave too much doubt about a place."""
        if self.alignment is None:
            return False
        if (
            len(self.quote) < SHORT
            and not best.context.unit
            and max(best.before, best.after) < _ALIKE
        ):
            return True  # a word in the right region, with none of its neighbours
        # It stood there just once, and stands so elsewhere.
        left = best.quote < 1.0 and len(self.quote) >= SHORT and self.alignment.old.occurrences == 1
        return best.context.disputed or (left and any(c.quote == 1.0 for c in found))

    def _stays(self, best: _Candidate) -> bool:
        """Whether a place is it although the passage's very sentence stands elsewhere too."""
        if min(best.context.before, best.context.after) >= _BOTH_SIDES:
            return True
        return best.context.unit > 0 and max(best.before, best.after) >= _CERTAIN

    def _is_whole_sentence(self, start: int, end: int) -> bool:
        """Whether a place begins and ends where sentences do."""
        start, end = self.skeleton.span(start, end)
        before = self.text[max(0, start - 8) : start].rstrip(' \t\u00a0«"“(')
        after = self.text[end : end + 8]
        return (not before or before[-1] in ".!?؟…:\n") and (
            not after.strip() or _SENTENCE_STOP.match(after) is not None
        )

    def _span(self, c: _Candidate) -> Span:
        """The candidate's span in the text, with what stood around the letters of the quote."""
        start, end = self.skeleton.span(c.start, c.end)
        exact = self.anchor.exact
        verbatim = start - next(i for i, character in enumerate(exact) if letters(character))
        if verbatim >= 0 and self.text.startswith(exact, verbatim):
            return whole(self.text, verbatim, verbatim + len(exact))
        lead = _edge_marks(exact)
        tail = _edge_marks(exact[::-1])
        low = start
        while low > 0 and start - low < len(lead) + 1 and _is_mark(self.text[low - 1]):
            low -= 1
        high = end
        while high < len(self.text) and high - end < len(tail) + 1 and _is_mark(self.text[high]):
            high += 1
        return whole(self.text, low if lead else start, high if tail else end)

    def _resolve_marks(self) -> Resolution:
        """A passage without letters: only its very characters in their very context count."""
        anchor = self.anchor
        around = anchor.prefix + anchor.exact + anchor.suffix
        at = self.text.find(around)
        if at < 0 or self.text.find(around, at + 1) >= 0:
            return Resolution(AnchorStatus.ORPHAN)
        start = at + len(anchor.prefix)
        span = whole(self.text, start, start + len(anchor.exact))
        return Resolution(AnchorStatus.MOVED, span, 1.0)


def _merged(text: str, spans: Iterable[Span]) -> list[tuple[int, str]]:
    """Stretches of a text, in order, those that overlap as one: where each begins, and it."""
    merged: list[list[int]] = []
    for low, high in spans:
        if merged and low <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], high)
        else:
            merged.append([low, high])
    return [(low, text[low:high]) for low, high in merged]


_NO_CONTEXT = ContextMatch(Verdict.UNKNOWN, 0, 0, 0, False)

_SENTENCE_STOP = re.compile(r"[^\w\n]*?(?:[.!?؟…:]+(?=[\s\"”»)\]]|$)|\n)")
"""What stands after the last letter of a sentence."""

# Set by ``benchmarks/anchoring.py``.

_LEAST_QUOTE = 0.7
"""How like the quote a place must be, whatever its context."""

_PIECE = 8
"""Letters of the pieces by which like places are looked for."""

_MOST_WEIGHT = 150
"""Letters of a long quote that count in the score, beside at most 64 of context."""

_MARGIN = 0.08
"""How much better than the second best the best must be."""

_CLEAR = 0.9
"""The score from which an exact quote needs no comparison with other matches."""

_LONG_WORD = 20
"""Letters within which the edge of a word is looked for."""

_BEGINNING, _ENDING = "\x02" * 20, "\x03" * 20
"""What is taken to stand before and after a text."""

_SAME_PLACE = 3
"""Letters that a passage may have shifted and still count as in its old place."""

_CERTAIN = 0.85
"""The similarity of both contexts from which an unchanged quote is beyond doubt."""

_SETTLED = 5
"""Words farther around, on each side, with which nothing needs to be compared any more."""

_BOTH_SIDES = 6
"""Words farther around, on each side, that say more than the passage's sentence elsewhere."""

_ALIKE = 0.6
"""The similarity of one context that a lone word needs."""

_TELLING = 60
"""Letters of a passage that nobody writes twice by chance (honorifics take up to 50)."""

_LONG = 400
"""Letters of a passage that is its own context."""

_FEW = 12
"""Places up to which each is weighed, even one of which the surroundings say that it is not it."""

_SHOWN = 0.4
"""The score from which an orphan's candidate is worth showing."""


def _edge_marks(text: str) -> str:
    """The characters at the beginning of a text that are no letters and no white space."""
    match = re.match(r"(?:[^\w\s]|_)*", text)
    return match.group() if match else ""


def _is_mark(character: str) -> bool:
    return not character.isalnum() and not character.isspace()
