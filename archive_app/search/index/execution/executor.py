"""Evaluates a query over whole posting lists with NumPy, instead of document by document.

The scores are Whoosh's: BM25F with its idf (``log(N / (df + 1)) + 1``), summed over And and
Or, 1 for every document of a pattern, range or negation. A `Group` is scored as one term.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import log
from typing import Any, NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from whoosh import query as q
from whoosh.fields import FieldType

from archive_app.search.index.execution.layers import kept, nearness, remembered
from archive_app.search.index.execution.phrases import near
from archive_app.search.index.execution.plan import (
    Group,
    GroupPhrase,
    Layered,
    Mask,
    Nearness,
)
from archive_app.search.index.segments.view import (
    EMPTY,
    EMPTY_FLOATS,
    Bools,
    Floats,
    Ints,
    View,
    after,
)

K1 = 1.2
B = 0.75
"""BM25's constants, Whoosh's defaults (Robertson & Zaragoza 2009, section 3)."""


class Found(NamedTuple):
    """Documents, ascending, each with its score."""

    docs: Ints
    scores: Floats


NOTHING = Found(EMPTY, EMPTY_FLOATS)

Words = tuple[str, ...]


class Forms(NamedTuple):
    """The words of a group as the dictionary holds them, and what each counts."""

    words: tuple[bytes, ...]
    weights: Floats


class Executor:
    """Evaluates one query tree. Make a new one for each query: it remembers what it has read.

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
        self._terms: dict[Any, Found] = {}
        self._encoded: dict[Words, tuple[bytes, ...]] = {}
        self._handlers: dict[type, Callable[[Any], Found]] = {
            q.Term: self._term,
            Group: self._group,
            Layered: self._layered,
            Nearness: self._nearness,
            q.And: self._and,
            q.Or: self._or,
            q.DisjunctionMax: self._best,
            q.Not: self._not,
            q.AndNot: self._and_not,
            q.AndMaybe: self._and_maybe,
            q.Require: self._require,
            q.Otherwise: self._otherwise,
            q.ConstantScoreQuery: self._constant,
            q.Phrase: self._phrase,
            GroupPhrase: self._group_phrase,
            q.Every: self._every,
            q.Prefix: self._prefix,
            q.Wildcard: self._pattern,
            q.Regex: self._pattern,
            q.FuzzyTerm: self._fuzzy,
            q.TermRange: self._range,
            q.NumericRange: self._numbers,
            q.DateRange: self._numbers,
            Mask: self._mask,
        }

    def run(self, query: Any) -> Found:
        """All documents that match, deleted ones among them, with their scores.

        Raises NotImplementedError for a kind of query that it does not know.
        """
        if query is q.NullQuery or query is None:
            return NOTHING
        handler = self._handlers.get(type(query))
        if handler is None:
            raise NotImplementedError(type(query).__name__)
        return handler(query)

    # ------------------------------------------------------------ words

    def _bytes(self, field: str, word: Any) -> bytes | None:
        if field not in self._view.schema:
            return None
        try:
            return bytes(self._view.schema[field].to_bytes(word))
        except ValueError:
            return None

    def _term(self, query: Any) -> Found:
        word = self._bytes(query.fieldname, query.text)
        if word is None:
            return NOTHING
        return _boosted(self._scored(query.fieldname, word), query.boost)

    def _group(self, query: Group) -> Found:
        return self._near(query.fieldname, [self._forms(query)], 1, True, query.boost)

    def _layered(self, query: Layered) -> Found:
        return _boosted(Found(*remembered(self._view, query)), query.boost)

    def _nearness(self, query: Nearness) -> Found:
        if query.fieldname not in self._view.schema:
            return NOTHING
        docs = np.flatnonzero(self._translate(query.docs))
        groups = [[word.encode("utf-8", "surrogatepass") for word in g] for g in query.groups]
        return _boosted(Found(*nearness(self._view, query.fieldname, groups, docs)), query.boost)

    def _forms(self, query: Group) -> Forms:
        words = tuple(word for word, _ in query.words)
        encoded = self._encoded.get(words)  # a phrase is looked for in several fields
        if encoded is None:
            encoded = tuple(word.encode("utf-8", "surrogatepass") for word in words)
            self._encoded[words] = encoded
        return Forms(encoded, np.array([weight for _, weight in query.words], dtype=np.float64))

    def _scored(self, field: str, word: bytes) -> Found:
        """A single word."""
        if (field, word) in self._terms:
            return self._terms[field, word]
        postings = self._view.postings(field, [word])
        tfs = postings.tfs.astype(np.float64)
        found = Found(postings.docs, self._bm25(field, postings.docs, tfs, len(tfs)))
        self._terms[field, word] = found
        return found

    def _bm25(self, field: str, docs: Ints, tfs: Floats, df: int) -> Floats:
        """The scores of documents by their frequencies, of a word that ``df`` documents hold."""
        weight = self._weights.get(field, 1.0)
        if not self._view.scorable(field):
            return tfs * weight
        idf = log(self._view.size / (df + 1)) + 1 if self._view.size else 0.0
        slope = K1 * B / self._view.average_length(field)
        norms = self._view.by_length(field, docs, lambda lengths: lengths * slope + K1 * (1 - B))
        return (tfs * (idf * (K1 + 1) * weight)) / (norms + tfs)

    # ------------------------------------------------------------ Boolean

    def _and(self, query: Any) -> Found:
        return _boosted(_all(self._children(query), self._view.size), query.boost)

    def _children(self, query: Any) -> list[Found]:
        found = []
        for child in query.subqueries:
            result = self.run(child)
            if not len(result.docs) and type(query) is q.And:
                return [NOTHING]
            found.append(result)
        return found

    def _or(self, query: Any) -> Found:
        return _boosted(_any(self._children(query), self._view.size), query.boost)

    def _best(self, query: Any) -> Found:
        scores = np.full(self._view.size, -np.inf)
        total = np.zeros(self._view.size)
        for found in self._children(query):
            scores[found.docs] = np.maximum(scores[found.docs], found.scores)
            total[found.docs] += found.scores
        docs = np.flatnonzero(scores > -np.inf)
        best = scores[docs]
        return _boosted(Found(docs, best + (total[docs] - best) * query.tiebreak), query.boost)

    def _not(self, query: Any) -> Found:
        mask = np.ones(self._view.size, dtype=np.bool_)
        mask[self.run(query.query).docs] = False
        return _constant(mask)

    def _and_not(self, query: Any) -> Found:
        first = self.run(query.a)
        mask = np.ones(self._view.size, dtype=np.bool_)
        mask[self.run(query.b).docs] = False
        return _kept(first, mask)

    def _and_maybe(self, query: Any) -> Found:
        first, second = self.run(query.a), self.run(query.b)
        scores = np.zeros(self._view.size)
        scores[second.docs] = second.scores
        return Found(first.docs, first.scores + scores[first.docs])

    def _require(self, query: Any) -> Found:
        mask = np.zeros(self._view.size, dtype=np.bool_)
        mask[self.run(query.b).docs] = True
        return _kept(self.run(query.a), mask)

    def _otherwise(self, query: Any) -> Found:
        first = self.run(query.a)
        return first if len(first.docs) else self.run(query.b)

    def _constant(self, query: Any) -> Found:
        docs = self.run(query.child).docs
        return Found(docs, np.full(len(docs), float(query.score)))

    # ------------------------------------------------------------ phrases

    def _phrase(self, query: Any) -> Found:
        words = [self._bytes(query.fieldname, word) for word in query.words]
        forms = [Forms((word,), np.ones(1)) for word in words if word is not None]
        if len(forms) < len(words):
            return NOTHING
        return self._near(query.fieldname, forms, query.slop, True, query.boost)

    def _group_phrase(self, query: GroupPhrase) -> Found:
        forms = [self._forms(group) for group in query.groups]
        boosts = [group.boost for group in query.groups]

        def make() -> Found:
            return self._near(
                query.fieldname, forms, query.slop, query.ordered, query.boost, boosts, query.within
            )

        if query.within is not None:
            return make()
        return Found(*kept(self._view, (query, *self._weights.items()), make))

    def _near(
        self,
        field: str,
        groups: Sequence[Forms],
        slop: int,
        ordered: bool,
        boost: float,
        boosts: Sequence[float] | None = None,
        within: Ints | None = None,
    ) -> Found:
        """Where groups of words stand near each other (one alone: wherever it stands); each is
        scored as one term: the union of their documents, tf the weighted sum.

        Only what stands near each other in the end is scored.
        """
        view = self._view
        if not groups or not view.holds(field):
            return NOTHING
        together = None if within is None else self._translate(within)
        found = []
        for forms in groups:
            postings = view.postings(field, forms.words)
            if not len(postings.docs):
                return NOTHING
            mask = view.mask(postings.docs)
            df = len(postings.docs) if len(forms.words) == 1 else int(np.count_nonzero(mask))
            found.append((forms, postings, df))
            together = mask if together is None else np.logical_and(together, mask, out=mask)
        assert together is not None
        if len(groups) > 1:
            reading = [partial(view.occurrences, field, forms.words) for forms in groups]
            together = view.mask(near(reading, [df for *_, df in found], together, slop, ordered))
        docs = np.flatnonzero(together)
        scores = np.zeros(len(docs))
        for (forms, postings, df), factor in zip(found, boosts or [1.0] * len(found), strict=True):
            here, tfs = postings.docs, postings.tfs * forms.weights[0]
            if len(forms.words) > 1:
                tfs = postings.tfs * postings.each(forms.weights)
            if len(groups) > 1 or within is not None:
                chosen = together[here]
                here, tfs = here[chosen], tfs[chosen]
            if len(forms.words) > 1:
                tfs = _summed(here, tfs, docs, view.size)
            scores += factor * self._bm25(field, docs, tfs, df)
        return _boosted(Found(docs, scores), boost)

    # ------------------------------------------------------------ patterns, ranges, filters

    def _every(self, query: Any) -> Found:
        if query.fieldname is None:
            mask = np.ones(self._view.size, dtype=np.bool_)
        elif query.fieldname in self._view.schema:
            mask = self._view.docs_between(query.fieldname, None, None, False, False)
        else:
            return NOTHING
        return _boosted(_constant(mask), query.boost)

    def _prefix(self, query: Any) -> Found:
        low = self._bytes(query.fieldname, query.text)
        if low is None:
            return NOTHING
        view, field = self._view, query.fieldname

        def make() -> Found:  # of «ال*» these are most of the postings that there are
            return _constant(view.docs_between(field, low, after(low), False, True))

        return _boosted(Found(*kept(view, (q.Prefix, field, low), make)), query.boost)

    def _pattern(self, query: Any) -> Found:
        if query.fieldname not in self._view.schema:
            return NOTHING
        # The pattern's literal beginning, and the regular expression, as Whoosh makes them.
        prefix = query._find_prefix(query.text)  # noqa: SLF001
        pattern = re.compile(query._get_pattern())  # noqa: SLF001
        words = self._candidates(query.fieldname, prefix)
        return self._any_word(query, [word for word, text in words if pattern.match(text)])

    def _fuzzy(self, query: Any) -> Found:
        if query.fieldname not in self._view.schema:
            return NOTHING
        limit = int(query.maxdist)
        start = self._bytes(query.fieldname, query.text[: query.prefixlength]) or b""
        # An edit changes a word's length by one letter at most: by four bytes.
        length = len(self._bytes(query.fieldname, query.text) or b"")
        words = self._view.words(query.fieldname, start, (length - 4 * limit, length + 4 * limit))
        distances = process.cdist(
            [query.text],
            self._texts(query.fieldname, words),
            scorer=Levenshtein.distance,
            score_cutoff=limit,
            dtype=np.uint8,
        )
        chosen = np.flatnonzero(distances[0] <= limit) if words else EMPTY
        return self._any_word(query, [words[place] for place in chosen.tolist()])

    def _candidates(self, field: str, prefix: str) -> list[tuple[bytes, str]]:
        start = self._bytes(field, prefix) or b""
        words = self._view.words(field, start)
        return list(zip(words, self._texts(field, words), strict=True))

    def _texts(self, field: str, words: Sequence[bytes]) -> list[str]:
        kind = self._view.schema[field]
        if type(kind).from_bytes is FieldType.from_bytes:  # plain UTF-8: the short way
            return list(map(bytes.decode, words))
        return [kind.from_bytes(word) for word in words]

    def _any_word(self, query: Any, words: Sequence[bytes]) -> Found:
        return _boosted(_constant(self._view.docs(query.fieldname, words)), query.boost)

    def _range(self, query: Any) -> Found:
        if query.fieldname not in self._view.schema:
            return NOTHING
        low = None if query.start is None else self._bytes(query.fieldname, query.start)
        high = None if query.end is None else self._bytes(query.fieldname, query.end)
        mask = self._view.docs_between(
            query.fieldname, low or None, high, query.startexcl, query.endexcl
        )
        return _boosted(_constant(mask), query.boost)

    def _numbers(self, query: Any) -> Found:
        if query.fieldname not in self._view.schema:
            return NOTHING
        # Whoosh turns a range of numbers into few ranges of terms of decreasing precision.
        return self.run(query._compile_query(self._view))  # noqa: SLF001

    def _mask(self, query: Mask) -> Found:
        found = _constant(self._translate(query.docs))
        return Found(found.docs, np.zeros(len(found.docs)))


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
