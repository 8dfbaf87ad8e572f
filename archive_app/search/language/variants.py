"""The archive's own list of names that mean the same: غوتيريش = جوتيريس, داعش = «دولة الإسلام».

Where both are single words, one is simply a form of the other. Where either is several words,
the parsed query is rewritten: beside the one, the other is asked for as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from whoosh import query as q

from archive_app.search.language.ast import Names, Side, Word, Words
from archive_app.text.tokens import bare_words, words

Name = tuple[str, ...]
"""The folded words of a name."""

MOST = 20
"""Other names that are asked for beside one, at most."""

LONGEST = 10
"""Words of a name at most: what is longer is no name."""


class Variants:
    """Names that mean the same, and what a query becomes by them."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        """``groups`` are lists of names, each list of one person or thing."""
        self._bare: dict[Name, Name] = {}
        self._twins: dict[Name, dict[Name, None]] = {}
        for group in groups:
            names = [name for spelling in group if (name := self._name(spelling))]
            for name in names:
                self._twins.setdefault(name, {}).update(
                    dict.fromkeys(other for other in names if other != name)
                )

    def _name(self, spelling: str) -> Name:
        folded, bare = tuple(words(spelling)), tuple(bare_words(spelling))
        if len(folded) > LONGEST:
            return ()
        self._bare.setdefault(folded, bare if len(bare) == len(folded) else folded)
        return folded

    def words(self, word: str) -> set[str]:
        """Return the single words that mean the same as a single one, all folded."""
        return {name[0] for name in self._twins.get((word,), ()) if len(name) == 1}

    def rewritten(self, tree: Any) -> Any:
        """Return a parsed query with the other names beside those that it has."""
        if tree is None or not any(len(name) > 1 for name in self._twins):
            return tree
        return self._rewritten(tree)

    def _rewritten(self, node: Any) -> Any:
        if isinstance(node, Word):
            return _either(node, self._others((node,)))
        if isinstance(node, Words):
            return _either(node, self._in_phrase(node))
        if isinstance(node, Side):
            return self._side_by_side(node)
        if isinstance(node, q.Not):
            return q.Not(self._rewritten(node.query))
        if isinstance(node, (q.And, q.Or)):
            return type(node)([self._rewritten(child) for child in node.subqueries])
        return node

    def _side_by_side(self, side: Side) -> Any:
        """Neighbours that make up a name have its other names beside them; the longest first."""
        made: list[Any] = []
        place = 0
        while place < len(side.subqueries):
            run, others = self._at(side.subqueries, place)
            if len(run) > 1:
                made.append(_either(Side(run), others))
            else:
                made.append(self._rewritten(side.subqueries[place]))
            place += max(len(run), 1)
        return made[0] if len(made) == 1 else Side(made)

    def _in_phrase(self, phrase: Words) -> list[Any]:
        """The phrase with a name in it replaced, one at a time."""
        made: list[Any] = []
        place = 0
        while place < len(phrase.words):
            run, others = self._at(phrase.words, place)
            for other in others:
                new = other.words if isinstance(other, Words) else (other,)
                whole = (*phrase.words[:place], *new, *phrase.words[place + len(run) :])
                made.append(
                    whole[0]
                    if len(whole) == 1
                    else Words(phrase.fieldname, whole, max(phrase.slop, 1))
                )
            place += max(len(run), 1)
        return made[:MOST]

    def _at(self, nodes: Sequence[Any], place: int) -> tuple[list[Word], list[Any]]:
        """The longest name that begins at a place, and its other names."""
        run: list[Word] = []
        for node in nodes[place : place + LONGEST]:
            if not isinstance(node, Word) or node.kind != "word":
                break
            if run and node.fieldname != run[0].fieldname:
                break
            run.append(node)
        while run:
            if others := self._others(run):
                return run, others
            run.pop()
        return [], []

    def _others(self, run: Sequence[Word]) -> list[Any]:
        """The other names of one: phrases, and a word where the name itself is several."""
        if any(word.kind != "word" for word in run):
            return []
        twins: Mapping[Name, None] = self._twins.get(tuple(word.text for word in run), {})
        field = run[0].fieldname
        made: list[Any] = []
        for name in twins:
            asked = [
                Word(field, folded, bare, variant=True)
                for folded, bare in zip(name, self._bare[name], strict=True)
            ]
            if len(asked) > 1:
                made.append(Words(field, asked))
            elif len(run) > 1:  # of a single word, single ones are forms
                made += asked
        return made[:MOST]


def _either(node: Any, others: Sequence[Any]) -> Any:
    return Names([node, *others]) if others else node
