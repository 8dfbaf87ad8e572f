"""Two indexes of the same documents, one of ours and one of Whoosh's own, and random queries."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields, index
from whoosh import query as q
from whoosh.analysis import RegexTokenizer

from archive_app.search.index.execution import plan
from archive_app.search.index.execution.executor import Executor
from archive_app.search.index.segments.view import View
from archive_app.search.index.whoosh.store import ArrayIndex

VOCABULARY = [f"w{n}" for n in range(25)] + ["سوريا", "سوريه", "الرياض", "رياض", "وزير", "ل"]
DAY = dt.datetime(2015, 7, 1)  # noqa: DTZ001 (Whoosh's dates know no zones)


def schema() -> Any:
    words = RegexTokenizer(r"[^ ]+")
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        body=fields.TEXT(analyzer=words),
        title=fields.TEXT(analyzer=words),
        tag=fields.KEYWORD,
        count=fields.NUMERIC(stored=True),
        date=fields.DATETIME,
    )


def document(chance: random.Random, number: int) -> dict[str, Any]:
    """A document; its fields have 0 to 9 words (lengths that Whoosh keeps exactly)."""

    def text(most: int) -> str:
        return " ".join(chance.choices(VOCABULARY, k=chance.randint(0, most)))

    document = {
        "id": str(number),
        "body": text(9),
        "title": text(3),
        "tag": " ".join(sorted(set(chance.choices(VOCABULARY, k=2)))),
        "count": chance.randint(-50, 1000),
        "date": DAY + dt.timedelta(days=chance.randint(0, 900)),
    }
    for name in ("body", "title", "tag", "count", "date"):
        if chance.random() < 0.1:
            del document[name]
    return document


def random_query(chance: random.Random, depth: int = 2) -> q.Query:
    """A query of all kinds that Whoosh and we score alike.

    Left out are those whose stock matchers err: AndNot (it does not compare again after a skip),
    AndMaybe (its second half falls behind after one) and DisjunctionMax (it takes scores of
    documents that it does not stand on).
    """

    def word() -> str:
        return chance.choice([*VOCABULARY, "absent"])

    def field() -> str:
        return chance.choice(["body", "title"])

    def more() -> q.Query:
        return random_query(chance, depth - 1)

    low = chance.randint(-60, 900)
    day = DAY + dt.timedelta(days=chance.randint(0, 900))
    leaves: list[Callable[[], q.Query]] = [
        lambda: q.Term(field(), word(), boost=chance.choice([1.0, 2.5])),
        lambda: q.Term(field(), word()),
        lambda: q.Term("tag", word()),
        lambda: q.Phrase(field(), [word(), word()], slop=chance.randint(1, 4)),
        lambda: q.Phrase(field(), [word(), word(), word()], slop=chance.randint(1, 3)),
    ]
    # Whoosh scores these by chance (one expansion in a segment, or many): here they score 1.
    patterns: list[Callable[[], q.Query]] = [
        lambda: q.Prefix(field(), word()[: chance.randint(1, 3)]),
        lambda: q.Wildcard(field(), chance.choice(["w?1", "*1", "سور*", "w[12]*"])),
        lambda: q.FuzzyTerm(field(), chance.choice(["w11", "سورية", "وزيرا"]), maxdist=1),
        lambda: q.FuzzyTerm(field(), "الرياص", maxdist=2, prefixlength=0),
        lambda: q.TermRange(field(), "w1", word(), startexcl=chance.random() < 0.5),
        lambda: q.NumericRange("count", low, low + chance.randint(0, 400)),
        lambda: q.DateRange("date", day, day + dt.timedelta(days=chance.randint(0, 200))),
        lambda: q.Every(chance.choice([None, "title"])),
    ]
    trees: list[Callable[[], q.Query]] = [
        lambda: q.And([more() for _ in range(chance.randint(2, 3))]),
        lambda: q.Or([more() for _ in range(chance.randint(2, 4))]),
        lambda: q.And([more(), q.Not(more())]),
        lambda: q.Not(more()),
    ]
    kinds = leaves * 2 + trees * 2 if depth else leaves
    if chance.random() < 0.2:
        return q.ConstantScoreQuery(chance.choice(patterns)(), 1.0)
    return chance.choice(kinds)()


class Pair:
    """The two indexes. What is done to one is done to the other."""

    def __init__(self, folder: Path) -> None:
        self.ours = ArrayIndex.make(folder / "ours", schema())
        (folder / "stock").mkdir(parents=True)
        self.stock = index.create_in(str(folder / "stock"), schema())

    def write(self, change: Callable[[Any], None], **options: Any) -> None:
        for one in (self.ours, self.stock):
            writer = one.writer()
            change(writer)
            writer.commit(**(options or {"merge": False}))

    def view(self) -> View:
        codec_segments = self.ours._segments()
        return View(
            self.ours.schema,
            [
                (segment.codec().data(self.ours.storage, segment), frozenset(segment.deleted))
                for segment in codec_segments
            ],
        )


Scores = list[tuple[str, float]]


def searched(index: Any, query: q.Query, limit: int | None = None) -> Scores:
    """Whoosh's own answer: ids and scores, the best first.

    Without the deleted documents that its matcher for Not sometimes lets through.
    """
    with index.searcher() as searcher:
        deleted = searcher.reader().is_deleted
        hits = searcher.search(query, limit=limit)
        return [(hit["id"], hit.score) for hit in hits if not deleted(hit.docnum)]


def planned(query: q.Query) -> plan.Node | None:
    """A query of Whoosh's as a plan of ours; None where there is no such plan."""
    if isinstance(query, q.Term):
        return plan.GroupPhrase(
            query.fieldname, (group(query.fieldname, query.text),), 1, query.boost
        )
    if isinstance(query, q.Phrase):
        groups = tuple(group(query.fieldname, word) for word in query.words)
        return plan.GroupPhrase(query.fieldname, groups, query.slop)
    if isinstance(query, q.Not):
        part = planned(query.query)
        return None if part is None else plan.Not(part)
    if isinstance(query, (q.And, q.Or)):
        parts = [part for child in query.subqueries if (part := planned(child)) is not None]
        if len(parts) < len(query.subqueries):
            return None
        return plan.And(parts) if isinstance(query, q.And) else plan.Or(parts)
    if isinstance(query, q.ConstantScoreQuery) and isinstance(query.child, q.Prefix):
        return plan.Prefix(query.child.fieldname, query.child.text)
    return None


def group(field: str, word: str) -> plan.Group:
    return plan.Group(field, ((word, 1.0),))


def random_plan(chance: random.Random, depth: int) -> plan.Node:
    """A plan of what Whoosh has as well."""
    while True:
        made = planned(random_query(chance, depth))
        if made is not None:
            return made


def executed(pair: Pair, query: plan.Node) -> Scores:
    """The executor's answer, in the same form."""
    view = pair.view()
    found = Executor(view, lambda docs: np.isin(np.arange(view.size), docs)).run(query)
    keep = view.live[found.docs]
    docs, scores = found.docs[keep], found.scores[keep]
    order = np.lexsort((docs, -scores))
    with pair.ours.reader() as reader:
        return [
            (reader.stored_fields(doc)["id"], score)
            for doc, score in zip(docs[order].tolist(), scores[order].tolist(), strict=True)
        ]


def same(ours: Scores, stock: Scores) -> None:
    """The same documents, scores within 1e-9, and an order that stock's scores agree with."""
    expected = dict(stock)
    assert sorted(expected) == sorted(dict(ours))
    assert len(ours) == len(stock)
    for name, score in ours:
        assert abs(score - expected[name]) < 1e-9
    for (first, _), (second, _) in pairwise(ours):
        assert expected[first] >= expected[second] - 1e-9
