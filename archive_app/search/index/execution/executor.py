"""Evaluates a plan over whole posting lists with NumPy, instead of document by document.

The scores are BM25 (see `bm25`), summed over And and Or, 1 for every document of a prefix or a
negation. A `Group` is scored as one term.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from archive_app.core.arrays import Bools, Floats, Ints
from archive_app.search.index.execution import bm25
from archive_app.search.index.execution.expansion import NOTHING, Found, kept, proximity, remembered
from archive_app.search.index.execution.phrases import near
from archive_app.search.index.execution.plan import (
    And,
    AndMaybe,
    AndNot,
    Expansion,
    Group,
    GroupPhrase,
    Mask,
    Node,
    Not,
    Or,
    Prefix,
    Proximity,
    Require,
)
from archive_app.search.index.segments.view import View

Words = tuple[str, ...]


class Forms(NamedTuple):
    """The words of a group as the dictionary holds them, and what each counts."""

    words: tuple[bytes, ...]
    weights: Floats


class Executor:
    """Evaluates one plan. Make a new one for each query: it remembers what it has encoded.

    ``translate`` turns sorted catalogue numbers (of a `Mask`) into a mask over the view's
    documents; ``weights`` multiply the scores of a field's words (1 where not given).
    """

    def __init__(
        self,
        view: View,
        translate: Callable[[Ints], Bools],
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self._view = view
        self._translate = translate
        self._weights = weights or {}
        self._encoded: dict[Words, tuple[bytes, ...]] = {}
        self._handlers: dict[type, Callable[[Any], Found]] = {
            Group: self._group,
            GroupPhrase: self._phrase,
            Expansion: self._expansion,
            Proximity: self._proximity,
            Prefix: self._prefix,
            Mask: self._mask,
            And: self._and,
            Or: self._or,
            Not: self._not,
            AndNot: self._and_not,
            AndMaybe: self._and_maybe,
            Require: self._require,
        }

    def run(self, plan: Node) -> Found:
        """All documents that match, deleted ones among them, with their scores."""
        return self._handlers[type(plan)](plan)

    # ------------------------------------------------------------ words

    def _group(self, plan: Group) -> Found:
        return self._near(plan.field, [plan], 1)

    def _expansion(self, plan: Expansion) -> Found:
        return _boosted(remembered(self._view, plan), plan.boost)

    def _proximity(self, plan: Proximity) -> Found:
        if plan.field not in self._view.schema:
            return NOTHING
        docs = np.flatnonzero(self._translate(plan.docs))
        groups = [[_bytes(word) for word in group] for group in plan.groups]
        return proximity(self._view, plan.field, groups, docs)

    def _forms(self, group: Group) -> Forms:
        words = tuple(word for word, _ in group.words)
        encoded = self._encoded.get(words)  # a phrase is looked for in several fields
        if encoded is None:
            encoded = tuple(map(_bytes, words))
            self._encoded[words] = encoded
        return Forms(encoded, np.array([weight for _, weight in group.words], dtype=np.float64))

    def _scores(self, field: str, docs: Ints, tfs: Floats, df: int) -> Floats:
        """The scores of documents by their frequencies, of a word that ``df`` documents hold."""
        view, weight = self._view, self._weights.get(field, 1.0)
        if not view.scorable(field):
            return tfs * weight
        worth = bm25.idf(view.size, df)
        return weight * bm25.saturated(bm25.by_length(view, field, docs, tfs), worth)

    def _prefix(self, plan: Prefix) -> Found:
        view, field = self._view, plan.field
        if field not in view.schema:
            return NOTHING

        def make() -> Found:  # of «ال*» these are most of the postings that there are
            mask = view.docs_of_prefix(field, _bytes(plan.text))
            for text in plan.further:
                mask |= view.docs_of_prefix(field, _bytes(text))
            if plan.words:
                mask[view.postings(field, [_bytes(word) for word in plan.words]).docs] = True
            return _constant(mask)

        return kept(view, plan, make)

    def _mask(self, plan: Mask) -> Found:
        found = _constant(self._translate(plan.docs))
        return Found(found.docs, np.zeros(len(found.docs)))

    # ------------------------------------------------------------ phrases

    def _phrase(self, plan: GroupPhrase) -> Found:
        def make() -> Found:
            return _boosted(self._near(plan.field, plan.groups, plan.slop), plan.boost)

        return kept(self._view, (plan, *self._weights.items()), make)

    def _near(self, field: str, groups: Sequence[Group], slop: int) -> Found:
        """Where groups of words stand near each other (one alone: wherever it stands); each is
        scored as one term: the union of their documents, tf the weighted sum.

        Only what stands near each other in the end is scored.
        """
        view = self._view
        if not groups or not view.holds(field):
            return NOTHING
        together: Bools | None = None
        found = []
        for forms in map(self._forms, groups):
            postings = view.postings(field, forms.words)
            if not len(postings.docs):
                return NOTHING
            mask = view.mask(postings.docs)
            df = len(postings.docs) if len(forms.words) == 1 else int(np.count_nonzero(mask))
            found.append((forms, postings, df))
            together = mask if together is None else np.logical_and(together, mask, out=mask)
        assert together is not None
        if len(found) > 1:
            reading = [partial(view.occurrences, field, forms.words) for forms, *_ in found]
            together = view.mask(near(reading, [df for *_, df in found], together, slop))
        docs = np.flatnonzero(together)
        scores = np.zeros(len(docs))
        for forms, postings, df in found:
            here, tfs = postings.docs, postings.tfs * forms.weights[0]
            if len(forms.words) > 1:
                tfs = postings.tfs * postings.each(forms.weights)
            if len(found) > 1:
                chosen = together[here]
                here, tfs = here[chosen], tfs[chosen]
            if len(forms.words) > 1:
                tfs = _summed(here, tfs, docs, view.size)
            scores += self._scores(field, docs, tfs, df)
        return Found(docs, scores)

    # ------------------------------------------------------------ Boolean

    def _and(self, plan: And) -> Found:
        parts = []
        for part in plan.parts:
            parts.append(self.run(part))
            if not len(parts[-1].docs):
                return NOTHING
        return _all(parts, self._view.size)

    def _or(self, plan: Or) -> Found:
        return _any([self.run(part) for part in plan.parts], self._view.size)

    def _not(self, plan: Not) -> Found:
        return _constant(self._without(plan.part))

    def _and_not(self, plan: AndNot) -> Found:
        return _kept(self.run(plan.first), self._without(plan.second))

    def _without(self, plan: Node) -> Bools:
        """A mask of what a plan does not find."""
        mask = np.ones(self._view.size, dtype=np.bool_)
        mask[self.run(plan).docs] = False
        return mask

    def _and_maybe(self, plan: AndMaybe) -> Found:
        first, second = self.run(plan.first), self.run(plan.second)
        scores = np.zeros(self._view.size)
        scores[second.docs] = second.scores
        return Found(first.docs, first.scores + scores[first.docs])

    def _require(self, plan: Require) -> Found:
        return _kept(self.run(plan.first), self._view.mask(self.run(plan.second).docs))


def _bytes(word: str) -> bytes:
    """A word as the dictionary has it."""
    return word.encode("utf-8", "surrogatepass")


# ---------------------------------------------------------------- arrays


def _boosted(found: Found, boost: float) -> Found:
    return found if boost == 1.0 else Found(found.docs, found.scores * boost)


def _constant(mask: Bools) -> Found:
    docs = np.flatnonzero(mask)
    return Found(docs, np.ones(len(docs)))


def _kept(found: Found, mask: Bools) -> Found:
    chosen = mask[found.docs]
    return Found(found.docs[chosen], found.scores[chosen])


def _summed(docs: Ints, values: Floats, unique: Ints, size: int) -> Floats:
    """For each of the ``unique`` documents (ascending) the sum of its values."""
    if len(docs) * 8 < size:
        return np.bincount(np.searchsorted(unique, docs), values, len(unique)).astype(np.float64)
    return np.bincount(docs, values, size)[unique].astype(np.float64)


def _all(parts: Sequence[Found], size: int) -> Found:
    """The documents that are in every part, with the sums of their scores."""
    first, *rest = sorted(parts, key=lambda part: len(part.docs))
    docs, scores = first
    for part in rest:
        places = np.searchsorted(part.docs, docs) if len(docs) * 8 < len(part.docs) else None
        if places is None:
            mask = np.zeros(size, dtype=np.bool_)
            mask[docs] = True
            chosen = mask[part.docs]
            buffer = np.empty(size)
            buffer[docs] = scores
            docs = part.docs[chosen]
            scores = buffer[docs] + part.scores[chosen]
        else:
            places[places == len(part.docs)] = 0
            chosen = part.docs[places] == docs if len(part.docs) else np.zeros(0, np.bool_)
            docs = docs[chosen]
            scores = scores[chosen] + part.scores[places[chosen]]
        if not len(docs):
            return NOTHING
    return Found(docs, scores)


def _any(parts: Sequence[Found], size: int) -> Found:
    """The documents that are in any part, with the sums of their scores."""
    parts = [part for part in parts if len(part.docs)]
    if not parts:
        return NOTHING
    if len(parts) == 1:
        return parts[0]
    mask = np.zeros(size, dtype=np.bool_)
    scores = np.zeros(size)
    for part in parts:
        mask[part.docs] = True
        scores[part.docs] += part.scores
    docs = np.flatnonzero(mask)
    return Found(docs, scores[docs])
