"""Looks at a query through a lens: what was asked becomes what the executor understands.

Each query word becomes one `Group` of all its forms in the archive, weighted by how near they
are to what was typed; phrases become `GroupPhrase`; filters become masks over the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from whoosh import query as q

from archive_app.core.model import Lens, Why
from archive_app.search.asked import Filter, Side, Word, Words
from archive_app.search.catalogue import Catalogue
from archive_app.search.columns import Columns
from archive_app.search.facets import having
from archive_app.search.nodes import Group, GroupPhrase, Mask
from archive_app.text.stem import root, stem
from archive_app.text.tokens import words as folded_words

DEFAULT_FIELDS = ("title", "body", "creator", "note", "tag")
"""Where a word without a field is looked for."""

WEIGHTS = {"title": 2.0, "body": 1.0, "creator": 1.0, "note": 1.0, "tag": 1.5}
"""What a word counts in each field."""

RELATION = {Why.EXACT: 1.0, Why.SPELLING: 1.0, Why.NAME: 0.8, Why.FORM: 0.7, Why.ROOT: 0.25}
"""What a form counts by its relation to the word that was typed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A query word and its forms: folded word → why it matches. ``strict``: only as typed."""

    word: Word
    forms: Mapping[str, Why]
    strict: bool = False
    field: str = ""

    @property
    def weighted(self) -> tuple[tuple[str, float], ...]:
        """The forms with their weights, as a group takes them."""
        return tuple((form, RELATION[why]) for form, why in self.forms.items())


@dataclass(slots=True)
class Plan:
    """What to execute. ``tree`` is all of it (None: everything); ``parts`` are the words and
    phrases side by side at the top, of which some may be lacking where nothing holds all;
    ``rest`` is what must hold in any case. ``seen`` are the words to mark in texts."""

    tree: Any = None
    parts: list[Any] = field(default_factory=list)
    rest: Any = None
    seen: list[Seen] = field(default_factory=list)


class Expander:
    """Expands the tree of one query."""

    def __init__(
        self,
        catalogue: Catalogue,
        columns: Columns,
        lens: Lens,
        variants: Sequence[Sequence[str]] = (),
        near: Callable[[str, int], list[str]] | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._columns = columns
        self._lens = lens
        self._near = near
        self._seen: list[Seen] = []
        self._negative = 0
        self._variants: dict[str, set[str]] = {}
        for names in variants:
            folded = {word for name in names for word in folded_words(name)[:1]}
            for name in folded:
                self._variants.setdefault(name, set()).update(folded - {name})

    def plan(self, tree: Any, match: str) -> Plan:
        """Return what to execute for a parsed tree; ``match`` is ``all`` or ``any``."""
        if tree is None:
            return Plan()
        if not isinstance(tree, Side):
            return Plan(self._query(tree, match), seen=self._seen)
        parts, rest = self._sides(tree, match)
        whole = self._joined(parts, rest, match)
        return Plan(whole, parts, _conjunction(rest), self._seen)

    def _sides(self, tree: Side, match: str) -> tuple[list[Any], list[Any]]:
        """Words that count, and conditions (filters, negations) that hold in any case."""
        parts: list[Any] = []
        rest: list[Any] = []
        for child in tree.subqueries:
            condition = isinstance(child, (Filter, q.Not))
            (rest if condition else parts).append(self._query(child, match))
        return parts, rest

    @staticmethod
    def _joined(parts: list[Any], rest: list[Any], match: str) -> Any:
        if not parts:
            return _conjunction(rest)
        together = q.And(parts) if match == "all" else q.Or(parts)
        if len(parts) == 1:
            together = parts[0]
        return q.And([together, *rest]) if rest else together

    def _query(self, node: Any, match: str) -> Any:
        if isinstance(node, Word):
            return self._word(node)
        if isinstance(node, Words):
            return self._phrase(node)
        if isinstance(node, Filter):
            return Mask(np.flatnonzero(having(self._columns, node.name, node.value)))
        if isinstance(node, Side):
            return self._joined(*self._sides(node, match), match)
        if isinstance(node, q.Not):
            self._negative += 1
            inner = self._query(node.query, match)
            self._negative -= 1
            return q.Not(inner)
        return type(node)([self._query(child, match) for child in node.subqueries])

    def _fields(self, name: str) -> tuple[str, ...]:
        return (name,) if name else DEFAULT_FIELDS

    def _remember(self, seen: Seen) -> Seen:
        if not self._negative:
            self._seen.append(seen)
        return seen

    def _word(self, word: Word) -> Any:
        fields = self._fields(word.fieldname)
        if word.kind == "prefix":
            self._remember(Seen(word, {}, field=word.fieldname))
            return _either([q.Prefix(name, word.text) for name in fields])
        seen = self._remember(self.forms(word))
        groups = _either([Group(name, seen.weighted) for name in fields])
        return self._spelled(word, groups) if seen.strict else groups

    def _phrase(self, phrase: Words) -> Any:
        seen = [self._remember(self.forms(word)) for word in phrase.words]
        found = _either(
            [
                GroupPhrase(name, tuple(Group(name, one.weighted) for one in seen), phrase.slop)
                for name in self._fields(phrase.fieldname)
            ]
        )
        for one in seen:
            if one.strict:
                found = self._spelled(one.word, found)
        return found

    def forms(self, word: Word) -> Seen:
        """Return a word's forms in the archive, through the lens."""
        forms: dict[str, Why] = {word.text: Why.EXACT}
        if word.kind == "fuzzy":
            if self._near is not None:
                forms |= dict.fromkeys(self._near(word.text, word.distance), Why.SPELLING)
            return Seen(word, forms | {word.text: Why.EXACT}, field=word.fieldname)
        if self._lens is Lens.EXACT:
            return Seen(word, forms, strict=True, field=word.fieldname)
        lexicon, db = self._catalogue.lexicon, self._catalogue.connection
        asked = {word.text, *self._variants.get(word.text, ())}
        if self._lens is Lens.ROOT:
            family = lexicon.same_root(db, {root(one) for one in asked})
            forms |= dict.fromkeys(family, Why.ROOT)
        forms |= dict.fromkeys(lexicon.same_stem(db, {stem(one) for one in asked}), Why.FORM)
        forms |= dict.fromkeys(asked, Why.NAME)
        forms[word.text] = Why.EXACT
        return Seen(word, forms, field=word.fieldname)

    def _spelled(self, word: Word, found: Any) -> Any:
        """``found`` where the word is spelled just as it was typed."""
        spelled = self._catalogue.lexicon.spelled(self._catalogue.connection, word.text)
        if spelled is None:
            return found
        listed = spelled.others.get(word.bare)
        here = Mask(listed) if listed is not None else None
        if spelled.usual != word.bare:
            return q.NullQuery if here is None else q.Require(found, here)
        others = [docs for spelling, docs in spelled.others.items() if spelling != word.bare]
        if not others:
            return found
        away = np.unique(np.concatenate(others))
        if listed is not None:
            away = np.setdiff1d(away, listed)
        return q.AndNot(found, Mask(away))


def _either(queries: list[Any]) -> Any:
    return queries[0] if len(queries) == 1 else q.Or(queries)


def _conjunction(queries: list[Any]) -> Any:
    if not queries:
        return None
    return queries[0] if len(queries) == 1 else q.And(queries)
