"""Looks at a query through a lens: what was asked becomes a plan that the index can execute.

Each query word becomes one `Expansion` of all its forms in the archive; phrases become
`GroupPhrase`; filters become masks over the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from archive_app.core.arrays import Bools
from archive_app.core.fields import INDEXED, WEIGHTS
from archive_app.core.model import Lens, Match, Notice, Why
from archive_app.search import index
from archive_app.search.catalogue import Catalogue, Columns, Docs, dated, having
from archive_app.search.index import Expansion, Group, GroupPhrase, Mask
from archive_app.search.language.ast import (
    And,
    Bag,
    Filter,
    Fuzzy,
    Node,
    Not,
    Passage,
    Phrase,
    Prefix,
    Range,
    Synonyms,
    Term,
    Wildcard,
    Word,
)
from archive_app.search.language.variants import Variants
from archive_app.search.language.vocabulary import Vocabulary
from archive_app.text.names import renderings, skeletons
from archive_app.text.stemming import stopwords
from archive_app.text.stemming.lens import ATTACHED, begins, is_telling, stem_keys
from archive_app.text.stemming.stem import root
from archive_app.text.tokens import bare_words

SAME, FORM, ROOT, NEAR, FAR = 0.3, 0.3, 0.1, 0.6, 0.3
"""What the layers of a word count: the word itself; its forms; forms and the same root; forms
and words with trigrams like its own, narrowly and widely. Settled by measurement on questions
over Arabic paragraphs; on a plateau (halving or doubling any changes the mean reciprocal rank
by less than 0.003)."""

LIKE_NEAR, LIKE_FAR = 0.55, 0.40
"""How like the trigrams of the last two layers have to be (Dice's coefficient)."""

SHORTEST_NAME = 4
"""Letters that a Latin word needs to be looked up as a name: shorter ones are all too like."""

TOGETHER = 0.3
"""What it adds that the words of a phrase stand together, where any of them will do."""

MISTYPED = 20
"""Words that stand for one that the archive lacks, where any word will do."""

ROW = 12
"""Words of a query of which it is looked how near they stand, at most."""

TELLING = 24
"""Words of a passage that are looked for: its rarest."""

NAMES_KEPT = 500

LOOKED_AT = 1000
"""Words of which it is looked whether they begin so behind what is attached to them, at most."""

LIKEST = 300
"""Words taken into a layer of likeness at most."""


@dataclass(frozen=True, slots=True)
class ExpandedTerm:
    """A query word and its forms: folded word → why it matches. ``strict``: only as typed.

    ``phrase`` numbers the phrase that it is asked for in, from 1; 0 where it stands alone. With a
    ``slop`` it is found only where all of the phrase stands, each word so many places at most
    behind the one before. ``side`` numbers the side of an OR that it belongs to, from 1, where
    that asks for several things at once (see `Plan.sides`).
    """

    word: Term
    forms: Mapping[str, Why]
    strict: bool = False
    phrase: int = 0
    slop: int = 0
    side: int = 0

    @property
    def field(self) -> str:
        """The field in which it is looked for, empty for all those of words."""
        return self.word.field

    @property
    def group(self) -> tuple[tuple[str, float], ...]:
        """The forms as a group takes them, all alike."""
        return tuple((form, 1.0) for form in self.forms)

    @property
    def importance(self) -> float:
        """What the word counts beside others: words that carry only grammar count less."""
        return stopwords.WEIGHT if self.word.text in stopwords.STOP_WORDS else 1.0


@dataclass(slots=True)
class Plan:
    """What to execute. ``tree`` is all of it (None: everything); ``parts`` are the words and
    phrases side by side at the top, of which some may be lacking where nothing holds all;
    ``rest`` is what must hold in any case. ``bonus`` adds to the score of what was found.
    ``row`` are the words that stand side by side in the query, for `Proximity`. ``expanded`` are
    the words to mark in texts. ``sides`` are the sides of an OR that ask for several things at
    once, each with the number of the one that it stands in (0: in none): where a side is not
    found as a whole, none of its words is.
    """

    tree: index.Node | None = None
    parts: list[index.Node] = field(default_factory=list)
    rest: index.Node | None = None
    bonus: index.Node | None = None
    row: tuple[tuple[str, ...], ...] = ()
    expanded: list[ExpandedTerm] = field(default_factory=list)
    sides: list[tuple[index.Node, int]] = field(default_factory=list)
    passage: bool = False


class Planner:
    """Plans one query."""

    def __init__(
        self,
        catalogue: Catalogue,
        columns: Columns,
        lens: Lens,
        variants: Sequence[Sequence[str]] = (),
        vocabulary: Callable[[], Vocabulary] | None = None,
        count: Callable[[Sequence[str]], Iterable[int]] = lambda words: [1] * len(words),
        find: Callable[[index.Node], Docs] | None = None,
        names: dict[tuple[str, int], tuple[str, ...]] | None = None,
        begins: Callable[[str, str], Sequence[str]] | None = None,
    ) -> None:
        """``names`` keeps from one query to the next how names in Latin letters were read;
        ``begins`` gives the words of a field that begin so: (beginning, field)."""
        self.notices: list[Notice] = []
        self._catalogue = catalogue
        self._columns = columns
        self._lens = lens
        self._vocabulary = vocabulary
        self._count = count
        self._find = find
        self._begins = begins
        self._names = {} if names is None else names
        self._bonus: list[index.Node] = []
        self._expanded: list[ExpandedTerm] = []
        self._negative = 0
        self._loose = False
        self._phrases = 0
        self._sides: list[tuple[index.Node, int]] = []
        self._side = 0
        self._variants = Variants(variants)

    def rewritten(self, tree: Node | None) -> Node | None:
        """Return a parsed tree with other names of several words beside those it has."""
        return tree if self._lens is Lens.EXACT else self._variants.rewritten(tree)

    def plan(self, tree: Node | None, match: Match) -> Plan:
        """Return what to execute for a parsed tree.

        With ``any`` (questions, passages) words that only look alike add to the score.
        """
        tree = self.rewritten(tree)
        if tree is None:
            return Plan()
        self._loose = match == "any" and self._lens is not Lens.EXACT
        parts: list[index.Node] = []
        rest: list[index.Node] = []
        row: tuple[tuple[str, ...], ...] = ()
        if isinstance(tree, Passage):
            parts = self._passage(tree)
            return Plan(_any(parts), parts, expanded=self._expanded, passage=True)
        if not isinstance(tree, Bag):
            whole: index.Node | None = self._planned(tree, match)
        else:
            parts, rest = self._sorted(tree, match)
            whole = _joined(parts, rest, match)
            row = self._row(tree)
        bonus = _any(self._bonus) if self._bonus else None
        return Plan(whole, parts, _all(rest), bonus, row, self._expanded, self._sides)

    def _passage(self, passage: Passage) -> list[index.Node]:
        """The rarest words of a passage, each as it stands and each with the one behind it: they
        tell best where it is from."""
        words = {word.text: word for word in reversed(passage.words)}
        followed = dict(pairwise(word.text for word in passage.words))
        texts = [text for text in words if text not in stopwords.STOP_WORDS]
        counts = [int(count) for count in self._count(texts)]
        rarest = sorted((count, text) for count, text in zip(counts, texts, strict=True) if count)
        chosen = [text for _, text in rarest[:TELLING]]
        terms = [self._remember(ExpandedTerm(words[text], {text: Why.EXACT})) for text in chosen]
        pairs = [(text, followed[text]) for text in chosen if text in followed]
        return [
            *(self._expansion(("title", "body"), term) for term in terms),
            *(
                GroupPhrase("body", tuple(Group("body", ((w, 1.0),)) for w in pair))
                for pair in pairs
            ),
        ]

    def _row(self, bag: Bag) -> tuple[tuple[str, ...], ...]:
        """The forms of the words that carry matter, in the order of the query."""
        typed = {
            part.text
            for part in _typed(bag.parts)
            if isinstance(part, Word) and part.field in ("", "body")
        }
        row = {
            one.word.text: tuple(one.forms)
            for one in self._expanded
            if one.word.text in typed and one.word.text not in stopwords.STOP_WORDS
        }
        return tuple(row.values())[:ROW] if len(row) > 1 else ()

    def _sorted(self, bag: Bag, match: Match) -> tuple[list[index.Node], list[index.Node]]:
        """Words that count, and conditions (filters, negations) that hold in any case."""
        parts: list[index.Node] = []
        rest: list[index.Node] = []
        for part in bag.parts:
            condition = isinstance(part, (Filter, Range, Not))
            (rest if condition else parts).append(self._planned(part, match))
        return parts, rest

    def _planned(self, node: Node, match: Match) -> index.Node:
        match node:
            case Word() | Prefix() | Wildcard() | Fuzzy():
                return self._term(node)
            case Phrase():
                return self._phrase(node)
            case Passage():
                return _any(self._passage(node))
            case Filter() | Range():
                return Mask(np.flatnonzero(filtered(self._columns, node)))
            case Bag():
                return _joined(*self._sorted(node, match), match) or index.NOTHING
            case Not():
                self._negative += 1
                inner = self._planned(node.part, match)
                self._negative -= 1
                return index.Not(inner)
        if isinstance(node, And):
            return index.And([self._planned(part, match) for part in node.parts])
        return index.Or([self._either(part, match) for part in node.parts])

    def _either(self, node: Node, match: Match) -> index.Node:
        """A side of an OR."""
        several = isinstance(node, And) or (isinstance(node, Bag) and match == "all")
        if not several or self._negative:
            return self._planned(node, match)
        outer = self._side
        self._sides.append((index.NOTHING, outer))
        number = self._side = len(self._sides)
        planned = self._planned(node, match)
        self._side = outer
        self._sides[number - 1] = planned, outer
        return planned

    def _remember(self, expanded: ExpandedTerm) -> ExpandedTerm:
        if not self._negative:
            self._expanded.append(replace(expanded, side=self._side) if self._side else expanded)
        return expanded

    def _term(self, word: Term, phrase: int = 0) -> index.Node:
        fields = _fields(word.field)
        if isinstance(word, Prefix):
            self._remember(ExpandedTerm(word, {}, strict=self._lens is Lens.EXACT))
            return _any([self._begun(name, word.text) for name in fields])
        expanded = self._remember(replace(self.forms(word), phrase=phrase))
        found = self._expansion(fields, expanded)
        if expanded.strict:
            return self._exactly(found, (word,), 1, word.field)
        if self._loose and not self._negative and not word.variant:
            self._bonus += self._alike(expanded, fields)
        return found

    def _begun(self, field: str, prefix: str) -> index.Prefix:
        """The words of a field that begin so, also behind what is attached to them."""
        strict = self._lens is Lens.EXACT or prefix.isascii() or not is_telling(prefix)
        if strict or self._begins is None:
            return index.Prefix(field, prefix)
        words: list[str] = []
        for lead in ATTACHED:
            words += self._begins(lead + prefix, field)
            if len(words) > LOOKED_AT:  # of so many nearly every article holds one anyway
                return index.Prefix(field, prefix, tuple(lead + prefix for lead in ATTACHED))
        return index.Prefix(field, prefix, (), tuple(w for w in words if begins(w, prefix)))

    def _expansion(self, fields: Sequence[str], expanded: ExpandedTerm) -> Expansion:
        """The word's own layers, of which any word matches."""
        typed = "" if expanded.word.variant else expanded.word.text
        bits = tuple(
            0b111 if form == typed else 0b100 if why is Why.ROOT else 0b110
            for form, why in expanded.forms.items()
        )
        weights = (SAME, FORM, ROOT) if self._lens is Lens.ROOT else (SAME, FORM)
        weighed = tuple((name, WEIGHTS[name]) for name in fields)
        return Expansion(weighed, tuple(expanded.forms), bits, weights, expanded.importance)

    def _alike(self, expanded: ExpandedTerm, fields: Sequence[str]) -> list[index.Node]:
        """The layers of words that only add to the score: the same root, and what looks alike."""
        word = expanded.word.text
        bits = dict.fromkeys(expanded.forms, 0b111)
        if self._lens is not Lens.ROOT:
            lexicon, db = self._catalogue.lexicon, self._catalogue.connection
            for form in lexicon.same_root(db, [root(word)]):
                bits[form] = bits.get(form, 0) | 0b001
        if self._vocabulary is not None and word not in stopwords.STOP_WORDS:
            for form, likeness in self._vocabulary().similar(word, LIKE_FAR, LIKEST):
                bits[form] = bits.get(form, 0) | (0b110 if likeness >= LIKE_NEAR else 0b100)
        weights = (ROOT if self._lens is not Lens.ROOT else 0.0, NEAR, FAR)
        weighed = tuple((name, WEIGHTS[name]) for name in fields if name in ("title", "body"))
        if not weighed:
            return []
        return [Expansion(weighed, tuple(bits), tuple(bits.values()), weights, expanded.importance)]

    def _phrase(self, phrase: Phrase) -> index.Node:
        other_name = any(word.variant for word in phrase.words)
        loose = self._loose and not self._negative and not other_name
        self._phrases += 1
        apart = [self._term(word, self._phrases) for word in phrase.words] if loose else []
        expanded = [
            self._remember(replace(self.forms(word), phrase=self._phrases, slop=phrase.slop))
            for word in phrase.words
            if not loose
        ]
        expanded = expanded or self._expanded[-len(apart) :]
        found = _any(
            [
                GroupPhrase(
                    name,
                    tuple(Group(name, one.group) for one in expanded),
                    phrase.slop,
                    boost=TOGETHER if loose else FORM if other_name else 1.0,
                )
                for name in _fields(phrase.field)
            ]
        )
        if loose:  # any of the words will do; that they stand together is worth something
            self._bonus.append(found)
            return _any(apart)
        if self._lens is Lens.EXACT:
            return self._exactly(found, phrase.words, phrase.slop, phrase.field)
        return found

    def forms(self, word: Term) -> ExpandedTerm:
        """Return a word's forms in the archive, through the lens."""
        forms: dict[str, Why] = {word.text: Why.EXACT}
        if isinstance(word, Fuzzy):
            if self._vocabulary is not None:
                attached = self._lens is not Lens.EXACT
                near = self._vocabulary().near(word.text, word.distance, attached)
                forms |= dict.fromkeys(near, Why.SPELLING)
            return ExpandedTerm(word, forms | {word.text: Why.EXACT})
        if isinstance(word, Wildcard):
            matching: tuple[str, ...] = ()
            if self._vocabulary is not None:
                attached = self._lens is not Lens.EXACT
                matching, more = self._vocabulary().matching(word.text, attached)
                if more:
                    self.notices.append(Notice("commonest", word.bare))
            return ExpandedTerm(word, dict.fromkeys(matching, Why.EXACT))
        if self._lens is Lens.EXACT:
            return ExpandedTerm(word, forms, strict=True)
        lexicon, db = self._catalogue.lexicon, self._catalogue.connection
        asked = {word.text, *(() if word.variant else self._variants.words(word.text))}
        names = asked | set(self._rendered(word.text))
        if self._lens is Lens.ROOT:
            family = lexicon.same_root(db, {root(one) for one in asked})
            forms |= dict.fromkeys(family, Why.ROOT)
        others = {key for name in names - {word.text} for key in stem_keys(name)}
        forms |= dict.fromkeys(lexicon.same_stem(db, others), Why.NAME)
        forms |= dict.fromkeys(lexicon.same_stem(db, stem_keys(word.text)), Why.FORM)
        forms |= dict.fromkeys(names, Why.NAME)
        forms[word.text] = Why.EXACT
        if word.variant:
            forms = dict.fromkeys(forms, Why.NAME)
        elif self._loose and self._vocabulary is not None and not any(self._count(list(forms))):
            alike = self._vocabulary().similar(word.text, LIKE_NEAR, LIKEST)
            forms |= {form: Why.SPELLING for form, _ in alike[:MISTYPED]}
        return ExpandedTerm(word, forms)

    def _rendered(self, name: str) -> Sequence[str]:
        """The Arabic spellings in the archive of a word in Latin letters."""
        if len(name) < SHORTEST_NAME or not (name.isascii() and name.isalpha()):
            return ()
        catalogue = self._catalogue
        key = name, catalogue.lexicon.size(catalogue.connection)
        found = self._names.get(key)
        if found is None:
            same_skeleton = catalogue.lexicon.same_skeleton(catalogue.connection, skeletons(name))
            candidates = [word for word in same_skeleton if not word.isascii()]
            counts = self._count(candidates) if candidates else ()
            pairs = zip(candidates, (int(count) for count in counts), strict=True)
            found = tuple(word for word, _ in renderings(name, pairs))
            if len(self._names) > NAMES_KEPT:
                self._names.clear()
            self._names[key] = found
        return found

    def _exactly(
        self, found: index.Node, asked: Sequence[Term], slop: int, field_: str
    ) -> index.Node:
        """``found`` where the words are spelled just as they were typed.

        Which articles spell a word so is known without reading them. Only where one holds
        several spellings of it, and it matters which of them stands where (a phrase, one
        field), its text is looked at.
        """
        lexicon, db = self._catalogue.lexicon, self._catalogue.connection
        doubtful: list[Docs] = []
        for word in asked:
            spelled = lexicon.spelled(db, word.text)
            if spelled is None:
                continue
            so = spelled.others.get(word.bare)
            if spelled.usual != word.bare:
                if so is None:
                    return index.NOTHING
                found = index.Require(found, Mask(so))
            others = [docs for one, docs in spelled.others.items() if one != word.bare]
            if not others:
                continue
            other = np.unique(np.concatenate(others))
            both = np.intersect1d(other, so) if so is not None else other[:0]
            if spelled.usual == word.bare:
                found = index.AndNot(found, Mask(np.setdiff1d(other, both)))
            doubtful.append(both)
        if not doubtful or (len(asked) == 1 and not field_) or self._find is None:
            return found
        here = self._find(index.Require(found, Mask(np.unique(np.concatenate(doubtful)))))
        wrong = [doc for doc in here.tolist() if not self._stands(doc, asked, slop, field_)]
        return index.AndNot(found, Mask(np.array(wrong, dtype=np.int64))) if wrong else found

    def _stands(self, doc: int, asked: Sequence[Term], slop: int, field_: str) -> bool:
        """Whether the words stand in an article as they were typed, near enough in their order."""
        article = self._catalogue.find(doc)
        if article is None:
            return False
        texts = {
            "title": article.metadata.title,
            "creator": " ; ".join(article.metadata.creator),
            "tag": " ; ".join(article.tags),
        }
        if field_ in ("", "body"):
            texts["body"] = self._catalogue.text(doc)
        if field_ in ("", "note"):
            items = self._catalogue.annotations(article.id)
            texts["note"] = " ; ".join(part for item in items for part in (item.note, *item.tags))
        chosen = [text for name, text in texts.items() if field_ in ("", name)]
        return any(
            _in_order(bare_words(text), [word.bare for word in asked], slop) for text in chosen
        )


def filtered(columns: Columns, node: Filter | Range) -> Bools:
    """Return which docs have the property that a query asks for, a mask by doc."""
    if isinstance(node, Range):
        return dated(columns, node.first, node.last)
    return having(columns, node.field, node.value)


def _fields(name: str) -> tuple[str, ...]:
    return (name,) if name else INDEXED


def _typed(nodes: Iterable[Node]) -> Iterator[Node]:
    """What stands side by side as it was typed, without other names for it."""
    for node in nodes:
        first = node.parts[0] if isinstance(node, Synonyms) else node
        yield from first.parts if isinstance(first, Bag) else (first,)


def _in_order(held: Sequence[str], asked: Sequence[str], slop: int) -> bool:
    """Whether words follow each other in a text, each at most ``slop`` places on."""
    ends = [place for place, word in enumerate(held) if word == asked[0]]
    for wanted in asked[1:]:
        ends = [
            place
            for place in {end + step for end in ends for step in range(1, slop + 1)}
            if place < len(held) and held[place] == wanted
        ]
    return bool(ends)


def _joined(parts: list[index.Node], rest: list[index.Node], match: Match) -> index.Node | None:
    """The words side by side, all or any of them, among what holds the conditions."""
    if not parts:
        return _all(rest)
    together = _any(parts)
    if match == "all" and len(parts) > 1:
        together = index.And(parts)
    return index.And([together, *rest]) if rest else together


def _any(plans: list[index.Node]) -> index.Node:
    return plans[0] if len(plans) == 1 else index.Or(plans)


def _all(plans: list[index.Node]) -> index.Node | None:
    if not plans:
        return None
    return plans[0] if len(plans) == 1 else index.And(plans)
