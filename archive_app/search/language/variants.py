"""The archive's own list of names that mean the same: غوتيريش = جوتيريس, داعش = «دولة الإسلام».

Where both are single words, one is simply a form of the other. Where either is several words,
the parsed query is rewritten: beside the one, the other is asked for as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from archive_app.search.language.ast import And, Bag, Node, Not, Or, Phrase, Synonyms, Word
from archive_app.text.tokens import bare_words, words

Name = tuple[str, ...]
"""The folded words of a name."""

MOST = 20
"""Other names that are asked for beside one, at most."""

LONGEST = 10
"""Words of a name at most: what is longer is no name."""


_GROUPED = 4
"""Digits from which on a number may be written in groups of three."""


def other_number(name: Name) -> Name:
    """Return a number that is written in one piece in groups of three digits (1234567 for
    1,234,567, ١٬٢٣٤٬٥٦٧, 1.234.567 and 1 234 567), and the other way round; else nothing."""
    if not all(part.isdecimal() for part in name):
        return ()
    if len(name) == 1:
        digits = name[0]
        if len(digits) < _GROUPED or digits.startswith("0"):
            return ()
        first = len(digits) % 3
        groups = [digits[at : at + 3] for at in range(first, len(digits), 3)]
        return (digits[:first], *groups) if first else tuple(groups)
    grouped = all(len(part) == 3 for part in name[1:]) and len(name[0]) <= 3
    return ("".join(name),) if grouped and not name[0].startswith("0") else ()


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

    def rewritten(self, tree: Node | None) -> Node | None:
        """Return a parsed query with the other names beside those that it has."""
        if tree is None:
            return tree
        return self._rewritten(tree)

    def _rewritten(self, node: Node) -> Node:
        match node:
            case Word():
                return _beside(node, self._others((node,)))
            case Phrase():
                return _beside(node, self._in_phrase(node))
            case Bag():
                return self._side_by_side(node)
            case Not():
                return Not(self._rewritten(node.part))
            case And() | Or():
                return type(node)(tuple(self._rewritten(part) for part in node.parts))
        return node

    def _side_by_side(self, bag: Bag) -> Node:
        """Neighbours that make up a name have its other names beside them; the longest first."""
        made: list[Node] = []
        place = 0
        while place < len(bag.parts):
            run, others = self._at(bag.parts, place)
            if len(run) > 1:
                made.append(_beside(Bag(tuple(run)), others))
            else:
                made.append(self._rewritten(bag.parts[place]))
            place += max(len(run), 1)
        return made[0] if len(made) == 1 else Bag(tuple(made))

    def _in_phrase(self, phrase: Phrase) -> list[Node]:
        """The phrase with a name in it replaced, one at a time."""
        made: list[Node] = []
        place = 0
        while place < len(phrase.words):
            run, others = self._at(phrase.words, place)
            for other in others:
                new = other.words if isinstance(other, Phrase) else (other,)
                whole = (*phrase.words[:place], *new, *phrase.words[place + len(run) :])
                made.append(whole[0] if len(whole) == 1 else Phrase(whole, phrase.slop))
            place += max(len(run), 1)
        return made[:MOST]

    def _at(self, nodes: Sequence[Node], place: int) -> tuple[list[Word], list[Word | Phrase]]:
        """The longest name that begins at a place, and its other names."""
        run: list[Word] = []
        for node in nodes[place : place + LONGEST]:
            if not isinstance(node, Word) or (run and node.field != run[0].field):
                break
            run.append(node)
        while run:
            if others := self._others(run):
                return run, others
            run.pop()
        return [], []

    def _others(self, run: Sequence[Word]) -> list[Word | Phrase]:
        """The other names of one: phrases, and a word where the name itself is several."""
        name = tuple(word.text for word in run)
        twins: Mapping[Name, None] = self._twins.get(name, {})
        if other := other_number(name):
            twins = {**twins, other: None}
        field = run[0].field
        made: list[Word | Phrase] = []
        for name in twins:
            asked = tuple(
                Word(folded, bare, field, variant=True)
                for folded, bare in zip(name, self._bare.get(name, name), strict=True)
            )
            if len(asked) > 1:
                made.append(Phrase(asked))
            elif len(run) > 1:  # of a single word, single ones are forms
                made += asked
        return made[:MOST]


def _beside(node: Node, others: Sequence[Node]) -> Node:
    return Synonyms((node, *others)) if others else node
