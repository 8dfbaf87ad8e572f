"""Answers queries: parses, looks through the lens, asks the index, filters, ranks, counts.

A `Searcher` joins one catalogue and one index. It holds no state that a write could make
wrong: columns follow the catalogue's generation, and each search takes a snapshot of the index.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import log1p
from typing import Any, NamedTuple

import numpy as np

from archive_app.core.arrays import Ints
from archive_app.core.fields import WEIGHTS
from archive_app.core.model import (
    Annotation,
    Article,
    Completion,
    Facets,
    Filters,
    Hit,
    Lens,
    Match,
    Notice,
    Sort,
    Span,
    Suggestion,
)
from archive_app.search import snippets
from archive_app.search.annotations import AnnotationQuery
from archive_app.search.catalogue import (
    Catalogue,
    Columns,
    ColumnStore,
    allowed,
    count_facets,
    pack_text,
    unpack_text,
)
from archive_app.search.index import (
    AndMaybe,
    Expansion,
    Index,
    Matches,
    Node,
    Proximity,
    Snapshot,
)
from archive_app.search.language import (
    ExpandedTerm,
    Plan,
    Planner,
    Query,
    VocabularyStore,
    complete,
    parse,
    suggestions,
    unfinished,
)
from archive_app.search.marks import Mark, Marker, spans
from archive_app.text.stemming import stem

RERANKED = 300
"""Of how many of the best it is looked how near the words stand."""

PROXIMITY = 0.1
"""What it counts that words stand near each other, beside the layers of `planner`."""


LIKELY = 0.6
"""How many of the words of a passage that the likeliest article holds another must hold."""

NO_TEXT = pack_text("")


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found, and what was really asked: the ``query`` as it was parsed (its notices
    tell what was taken as words), through which ``lens``, for all the words or any (``match``).

    ``docs`` are the catalogue numbers of all articles found in their final order, ``scores``
    theirs. With ``partial`` no article holds all the words, and these hold most of them.
    ``hits`` are the first of them; `Searcher.hits` gives any others. ``words`` tells for each
    word of the query which words of the archive stand for it, and why. ``sides`` are the articles
    (numbers, ascending) of each side of an OR that asks for several things at once.
    """

    query: Query
    lens: Lens
    match: Match
    total: int
    seconds: float
    hits: tuple[Hit, ...]
    facets: Facets
    docs: Ints
    scores: np.ndarray[Any, Any]
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    partial: bool = False
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    expanded: tuple[ExpandedTerm, ...] = ()
    sides: tuple[Ints, ...] = ()

    def sides_of(self, doc: int) -> tuple[bool, ...]:
        """Return which of the ``sides`` an article is of."""
        return tuple(bool(np.isin(doc, side)) for side in self.sides)

    def terms(self, sides: Sequence[bool]) -> list[ExpandedTerm]:
        """Return the terms to mark in an article that is of these sides."""
        return [one for one in self.expanded if not one.side or sides[one.side - 1]]


class Searcher:
    """Searches one archive's caches. Safe to use from any thread."""

    def __init__(self, catalogue: Catalogue, index: Index) -> None:
        self._catalogue = catalogue
        self._index = index
        self._columns = ColumnStore(catalogue)
        self._names: dict[tuple[str, int], tuple[str, ...]] = {}
        self._vocabulary = VocabularyStore(
            catalogue,
            lambda words: index.snapshot().frequencies(words),
            lambda: index.snapshot().prefix(""),
        )

    # ------------------------------------------------------------ searching

    def search(
        self,
        text: str = "",
        *,
        lens: Lens = Lens.WORD,
        match: Match = "all",
        filters: Filters = Filters(),  # noqa: B008 - frozen
        sort: Sort = "relevance",
        limit: int = 20,
        variants: Sequence[Sequence[str]] = (),
        typing: bool = False,
    ) -> Results:
        """Search; no ``text`` finds every article, the last added first. No text is an error.

        With ``match`` ``all``, where no article holds all the words, those that hold most
        of them are found instead (`Results.partial`). ``variants`` are lists of names
        of one person or thing. With ``typing`` the last word may lack its end: where no article
        holds it with the others, it is taken for the beginning of one (`Results.query` says so).
        """
        begun = time.perf_counter()
        query = parse(text)
        results = self._answer(query, lens, match, filters, sort, variants)
        if typing and (results.partial or not results.total) and (further := unfinished(query)):
            other = self._answer(further, lens, match, filters, sort, variants)
            if other.total and not other.partial:
                results = other
        hits = self.hits(results, 0, limit)
        return replace(results, hits=hits, seconds=time.perf_counter() - begun)

    def _answer(
        self,
        query: Query,
        lens: Lens,
        match: Match,
        filters: Filters,
        sort: Sort,
        variants: Sequence[Sequence[str]],
    ) -> Results:
        """What a query finds, without its hits."""
        columns = self._columns.current()
        snapshot = self._index.snapshot()
        planner = self._planner(columns, snapshot, lens, variants)
        plan = planner.plan(query.tree, match)
        mask = allowed(columns, filters)
        notices = (*query.notices, *planner.notices)
        missing: Ints | None = None
        if plan.tree is None:
            found = self._everything(columns, mask)
            if sort == "relevance":
                sort = "added"
        elif plan.passage:
            found, missing = self._most(snapshot, plan, columns, mask)
            found, missing = _likely(found, missing, len(plan.parts))
        else:
            tree = plan.tree if plan.bonus is None else AndMaybe(plan.tree, plan.bonus)
            found = self._execute(snapshot, tree, columns, mask)
            if plan.row and sort == "relevance":
                found = self._with_proximity(snapshot, plan, found)
            if not len(found.docs) and match == "all" and len(plan.parts) > 1:
                found, missing = self._most(snapshot, plan, columns, mask)
                if len(found.docs):
                    notices = (*notices, Notice("partial", query.text.strip()[:100]))
        order = self._order(found, columns, sort, missing)
        docs, scores = found.docs[order], found.scores[order]
        offered = (
            ()
            if plan.passage
            else suggestions(
                query,
                plan.expanded,
                len(docs),
                partial=missing is not None,
                vocabulary=self._vocabulary.current,
                catalogue=self._catalogue,
                count=snapshot.frequencies,
                find=lambda other: self._number(other, columns, snapshot, lens, variants),
            )
        )
        return Results(
            query=query,
            lens=lens,
            match=match,
            total=len(docs),
            seconds=0.0,
            hits=(),
            facets=count_facets(columns, docs),
            docs=docs,
            scores=scores,
            notices=notices,
            suggestions=offered,
            partial=missing is not None and not plan.passage,
            words={
                one.word.bare: {form: why.value for form, why in one.forms.items()}
                for one in plan.expanded
                if not one.word.variant
            },
            expanded=tuple(plan.expanded),
            sides=self._sides(snapshot, plan, columns),
        )

    def _planner(
        self, columns: Columns, snapshot: Snapshot, lens: Lens, variants: Sequence[Sequence[str]]
    ) -> Planner:
        return Planner(
            self._catalogue,
            columns,
            lens,
            variants,
            self._vocabulary.current,
            snapshot.frequencies,
            lambda tree: snapshot.execute(tree).docs,
            self._names,
            snapshot.prefix,
        )

    def _number(
        self,
        query: Query,
        columns: Columns,
        snapshot: Snapshot,
        lens: Lens,
        variants: Sequence[Sequence[str]],
    ) -> int:
        """How many articles hold all that a query asks for, whatever the filters."""
        tree = self._planner(columns, snapshot, lens, variants).plan(query.tree, "all").tree
        return 0 if tree is None else len(self._execute(snapshot, tree, columns, None).docs)

    def _sides(self, snapshot: Snapshot, plan: Plan, columns: Columns) -> tuple[Ints, ...]:
        """The articles of each side of an OR that asks for several things at once."""
        found: list[Ints] = []
        for tree, outer in plan.sides:
            docs = np.sort(self._execute(snapshot, tree, columns, None).docs)
            found.append(np.intersect1d(docs, found[outer - 1]) if outer else docs)
        return tuple(found)

    def _everything(self, columns: Columns, mask: Any) -> Matches:
        docs = columns.docs if mask is None else np.flatnonzero(mask)
        return Matches(docs, np.zeros(len(docs)))

    @staticmethod
    def _execute(snapshot: Snapshot, tree: Node, columns: Columns, mask: Any) -> Matches:
        alive = columns.alive if mask is None else mask
        return snapshot.execute(tree, allowed=alive, weights=WEIGHTS)

    @staticmethod
    def _with_proximity(snapshot: Snapshot, plan: Plan, found: Matches) -> Matches:
        """The matches, the best of which score more where the words stand near each other."""
        docs, scores = found
        if len(docs) < 2:
            return found
        if len(docs) > RERANKED:
            least = np.partition(scores, len(scores) - RERANKED)[len(scores) - RERANKED]
            places = np.flatnonzero(scores >= least)
        else:
            places = np.arange(len(docs))
        places = places[np.argsort(docs[places])][: 2 * RERANKED]
        chosen = docs[places]
        near = snapshot.execute(Proximity("body", plan.row, chosen))
        scores = scores.copy()
        rarity = log1p(snapshot.count / len(docs))
        scores[places[np.searchsorted(chosen, near.docs)]] += PROXIMITY * rarity * near.scores
        return Matches(docs, scores)

    @staticmethod
    def _most(snapshot: Snapshot, plan: Plan, columns: Columns, mask: Any) -> tuple[Matches, Ints]:
        """The articles with most of the words, and how many words each lacks."""
        alive = columns.alive if mask is None else mask
        if plan.rest is not None:
            held = snapshot.execute(plan.rest, allowed=alive, weights=WEIGHTS)
            alive = np.zeros(columns.size, dtype=np.bool_)
            alive[held.docs] = True
        counts = np.zeros(columns.size, dtype=np.int64)
        scores = np.zeros(columns.size)
        # Words that carry only grammar are not missed where there are others.
        matter = [not (isinstance(part, Expansion) and part.boost < 1.0) for part in plan.parts]
        wanted = sum(matter) or len(matter)
        for part, counted in zip(plan.parts, matter, strict=True):
            found = snapshot.execute(part, allowed=alive, weights=WEIGHTS)
            counts[found.docs] += counted or not any(matter)
            scores[found.docs] += found.scores
        docs = np.flatnonzero(counts)
        return Matches(docs, scores[docs]), wanted - counts[docs]

    def _order(self, found: Matches, columns: Columns, sort: Sort, missing: Ints | None) -> Ints:
        """The places of the matches in their final order."""
        docs = found.docs
        keys: Any
        # Articles come and go while we search: what the columns have not got yet comes last.
        if sort == "title":
            ranks = self._columns.title_ranks()
            keys = ranks[np.minimum(docs, len(ranks) - 1)]
        elif sort == "added":
            keys = -columns.added[docs]
        elif sort in ("date", "-date"):
            day = columns.low[docs].astype(np.int64)
            # Without a date: last in either direction.
            keys = np.where(day > 0, -day if sort == "-date" else day, 1 << 40)
        else:
            keys = -(found.scores + columns.low[docs] * 1e-14)
        if missing is not None and sort == "relevance":
            return np.asarray(np.lexsort((keys, missing)), dtype=np.int64)
        if sort == "relevance":
            # Scores hardly ever tie, and NumPy's quicksort is twice as fast as its stable sort.
            return np.asarray(np.argsort(keys), dtype=np.int64)
        return np.asarray(np.argsort(keys, kind="stable"), dtype=np.int64)

    # ------------------------------------------------------------ hits

    def place(self, results: Results, article_id: str) -> int:
        """Return which of a result's articles (from 0) that is; -1 where it is none of them."""
        doc = self._catalogue.docs([article_id]).get(article_id, -1)
        places = np.flatnonzero(results.docs == doc)
        return int(places[0]) if len(places) else -1

    def hits(self, results: Results, start: int, stop: int) -> tuple[Hit, ...]:
        """Return the hits ``start`` to ``stop`` of a result, with their snippets."""
        start = max(start, 0)
        docs = results.docs[start:stop].tolist()
        articles = {article.doc: article for article in self._catalogue.many(docs)}
        packed = self._catalogue.packed_texts(docs)
        # Without those that were removed since the search.
        there = [(place, articles[doc]) for place, doc in enumerate(docs, start) if doc in articles]
        groups: dict[tuple[bool, ...], list[int]] = {}
        for number, (_, article) in enumerate(there):
            groups.setdefault(results.sides_of(article.doc), []).append(number)
        hits: dict[int, Hit] = {}
        for sides, numbers in groups.items():
            chosen = [there[number] for number in numbers]
            data = [packed.get(article.doc, NO_TEXT) for _, article in chosen]
            titles = [article.metadata.title for _, article in chosen]
            shown = _shown(results.terms(sides), data, titles)
            for number, (place, article), one in zip(numbers, chosen, shown, strict=True):
                hits[number] = Hit(
                    article=article,
                    score=float(results.scores[place]),
                    snippet=snippets.best(one.text, one.marks, after=one.after),
                    why=snippets.closest((*one.marks, *one.in_title)),
                    title_spans=spans(one.in_title),
                    partial=results.partial,
                )
        return tuple(hits[number] for number in range(len(there)))

    def matches(self, article_id: str, results: Results) -> tuple[Span, ...]:
        """Return where what a search found stands in an article's text, in code points, in order;
        what it asked of the title, in the headline. Raises `NotFound`."""
        article, text = self._catalogue.get(article_id), self._catalogue.text(article_id)
        terms = results.terms(results.sides_of(article.doc))
        marks = Marker(terms).find(text)
        if any(one.field == "title" for one in terms):
            headline = text[: snippets.headline_end(text, article.metadata.title)]
            marks += Marker(terms, ("title",)).find(headline)
        return spans(marks)

    # ------------------------------------------------------------ help at the box

    def complete(self, prefix: str, *, limit: int = 8) -> list[Completion]:
        """Return what a half-typed query may become, the likeliest first."""
        return complete(
            prefix,
            limit,
            vocabulary=self._vocabulary.current(),
            columns=self._columns.current(),
            catalogue=self._catalogue,
            snapshot=self._index.snapshot(),
        )

    def prepare(self) -> None:
        """Make ready what searches need beyond the index, and keep what can be kept.

        It never has to be called; after an import, or in the background after opening, it
        saves the first search in some lens the waiting (up to seconds in a large archive).
        """
        stem.prepare()
        self._columns.current()
        self._columns.title_ranks()
        self._columns.save()
        self._index.check()
        self._vocabulary.current().prepare()

    def learn(self, new: Iterable[str]) -> None:
        """Take words into the lexicon that the index met for the first time."""
        with self._catalogue.transaction() as db:
            self._catalogue.lexicon.learn(db, new)

    def find_annotations(
        self,
        query: str = "",
        *,
        color: str = "",
        tag: str = "",
        article: str = "",
        lens: Lens = Lens.WORD,
        variants: Sequence[Sequence[str]] = (),
    ) -> list[tuple[Article, Annotation]]:
        """Return highlights and notes of the whole archive, the last modified first.

        ``query`` is in the query language, and no text is an error. Its words are looked for in
        the passage, the note and the tags; ``title:``, ``source:``, ``date:`` and so on are of
        the article, ``tag:`` of either. ``lens`` and ``variants`` are as in `search`.
        """
        found = [
            (doc, item)
            for doc, item in self._catalogue.all_annotations(color=color)
            if not tag or tag in item.tags
        ]
        articles = {one.doc: one for one in self._catalogue.many({doc for doc, _ in found})}
        columns = self._columns.current()
        planner = self._planner(columns, self._index.snapshot(), lens, variants)
        wanted = AnnotationQuery(
            planner.rewritten(parse(query).tree),
            lens,
            forms=planner.forms,
            columns=columns,
            tags=(name for _, item in found for name in item.tags),
        )
        return [
            (articles[doc], item)
            for doc, item in found
            if doc in articles
            and article in ("", articles[doc].id)
            and wanted.holds(articles[doc], item)
        ]


def _likely(found: Matches, missing: Ints, words: int) -> tuple[Matches, Ints]:
    """The articles that a passage of so many words may be from: those with most of its words."""
    if not len(missing):
        return found, missing
    most = words - int(missing.min())
    chosen = words - missing >= LIKELY * most
    return Matches(found.docs[chosen], found.scores[chosen]), missing[chosen]


class _Shown(NamedTuple):
    """What a hit shows: its text (or the beginning), where the headline ends, and the marks."""

    text: str
    after: int
    marks: list[Mark]
    in_title: list[Mark]


def _shown(
    terms: Sequence[ExpandedTerm], packed: Sequence[bytes], titles: Sequence[str]
) -> Iterator[_Shown]:
    """What there is to show of texts and their titles, in which the terms are marked."""
    in_text = Marker(terms)
    texts: list[str] = []
    whole: dict[int, Callable[[], str]] = {}
    for number, (title, data) in enumerate(zip(titles, packed, strict=True)):
        text, is_all = snippets.beginning(data, title, in_text.first_read)
        texts.append(text)
        if not is_all:
            whole[number] = partial(unpack_text, data)
    ends = [snippets.headline_end(*both) for both in zip(texts, titles, strict=True)]
    in_title = in_text
    if any(one.field for one in terms):
        in_title = Marker(terms, ("", "title"))
    marks = in_text.first(texts, ends, whole)  # puts whole texts in place of beginnings
    of_titles = in_title.find_all(titles)
    return map(_Shown, texts, ends, marks, of_titles)
