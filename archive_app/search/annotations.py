"""Which highlights and notes a query asks for.

An archive holds some thousands of them, so each is looked at in turn: the parsed query is
worked out over the words of the passage, the note and the tags. Words match as they do in search,
by the forms that the lexicon knows, and beyond it by the same stems and roots: so a word is
found, too, that stands in no article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from archive_app.core.model import Annotation, Article, Lens
from archive_app.search.catalogue import Columns, named
from archive_app.search.language import (
    ExpandedTerm,
    Filter,
    Fuzzy,
    Node,
    Not,
    Or,
    Passage,
    Phrase,
    Prefix,
    Range,
    Synonyms,
    Term,
    Wildcard,
    Word,
    filtered,
    of_pattern,
)
from archive_app.text.stemming.lens import begins, behind, stem_keys
from archive_app.text.stemming.stem import analyse
from archive_app.text.tokens import bare_words, words

FieldWords = dict[str, list[tuple[str, ...]]]
"""The words of an annotation by where they stand. Phrases do not run from one text to another."""

_REMEMBERED = 1 << 14
"""Texts that are parted into words once for many queries: one is asked with every key typed."""


class AnnotationQuery:
    """What a query asks of highlights and notes: `holds` says which of them have it."""

    def __init__(
        self,
        tree: Node | None,
        lens: Lens,
        *,
        forms: Callable[[Term], ExpandedTerm],
        columns: Columns,
        tags: Iterable[str],
    ) -> None:
        """``tree`` is a parsed query (None: everything is asked for).

        ``forms`` expands a word through ``lens``; ``tags`` are those of the annotations.
        """
        self._tree = tree
        self._lens = lens
        self._forms = forms
        self._columns = columns
        self._tags = list(dict.fromkeys((*columns.names["tag"], *tags)))
        self._parted = _bare_words if lens is Lens.EXACT else _words
        self._expanded: dict[Term, ExpandedTerm] = {}
        self._matching: dict[Term, dict[str, bool]] = {}
        self._filters: dict[Filter | Range, Callable[[Article, Annotation], bool]] = {}

    def holds(self, article: Article, item: Annotation) -> bool:
        """Return whether an annotation of an article is one of those asked for."""
        return self._tree is None or self._holds(self._tree, article, item, {})

    def _holds(self, node: Node, article: Article, item: Annotation, known: FieldWords) -> bool:
        match node:
            case Word() | Prefix() | Wildcard() | Fuzzy() | Phrase():
                asked = node.words if isinstance(node, Phrase) else (node,)
                slop = node.slop if isinstance(node, Phrase) else 1
                held = self._words_of(node.field, article, item, known)
                return any(self._stand(asked, slop, text) for text in held)
            case Filter() | Range():
                if node not in self._filters:
                    self._filters[node] = self._filter(node)
                return self._filters[node](article, item)
            case Passage():
                asked_for = {word.text for word in node.words}
                held_ = {one for text in _texts("", article, item) for one in _words(text)}
                return len(held_ & asked_for) * 2 > len(held_)
            case Not():
                return not self._holds(node.part, article, item, known)
        some_or_all = any if isinstance(node, (Or, Synonyms)) else all
        return some_or_all(self._holds(part, article, item, known) for part in node.parts)

    def _words_of(
        self, field: str, article: Article, item: Annotation, made: FieldWords
    ) -> list[tuple[str, ...]]:
        """The words of one field (the annotation's own, if it is empty), parted once."""
        if field not in made:
            made[field] = [self._parted(text) for text in _texts(field, article, item)]
        return made[field]

    def _stand(self, asked: Sequence[Term], slop: int, held: Sequence[str]) -> bool:
        """Whether the words stand in ``held``, each at most ``slop`` places behind the last."""
        ends = [place for place, word in enumerate(held) if self._is(asked[0], word)]
        for wanted in asked[1:]:
            ends = [
                place
                for place in sorted({end + step for end in ends for step in range(1, slop + 1)})
                if place < len(held) and self._is(wanted, held[place])
            ]
        return bool(ends)

    def _is(self, asked: Term, held: str) -> bool:
        """Whether a held word is one that was asked for."""
        known = self._matching.setdefault(asked, {})
        if held not in known:
            known[held] = self._matches(asked, held)
        return known[held]

    def _matches(self, asked: Term, held: str) -> bool:
        exact = self._lens is Lens.EXACT
        folded = " ".join(words(held))
        readings = (
            (held if isinstance(asked, Wildcard) else folded,)
            if exact
            else (folded, *behind(folded))
        )
        if isinstance(asked, Prefix):
            return held.startswith(asked.bare) if exact else begins(held, asked.text)
        if isinstance(asked, Wildcard):
            return any(of_pattern(one, asked.bare if exact else asked.text) for one in readings)
        if isinstance(asked, Fuzzy):
            most = asked.distance
            return any(OSA.distance(asked.text, one, score_cutoff=most) <= most for one in readings)
        if self._lens is Lens.EXACT:
            return held == asked.bare
        if asked not in self._expanded:
            self._expanded[asked] = self._forms(asked)
        if held in self._expanded[asked].forms:
            return True
        stem, root, _ = analyse(held)
        if stem in stem_keys(asked.text):
            return True
        return self._lens is Lens.ROOT and bool(root) and root == analyse(asked.text)[1]

    def _filter(self, node: Filter | Range) -> Callable[[Article, Annotation], bool]:
        """Whether an article has a property. A tag may be the annotation's own, too."""
        if isinstance(node, Filter) and node.field == "tag":
            meant = {self._tags[code] for code in named(self._tags, "tag", node.value)}
            return lambda article, item: not meant.isdisjoint((*item.tags, *article.tags))
        mask = filtered(self._columns, node)
        return lambda article, _: article.doc < len(mask) and bool(mask[article.doc])


@lru_cache(maxsize=_REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    return tuple(words(text))


@lru_cache(maxsize=_REMEMBERED)
def _bare_words(text: str) -> tuple[str, ...]:
    return tuple(bare_words(text))


def _texts(field: str, article: Article, item: Annotation) -> tuple[str, ...]:
    """What a field of the query language means where annotations are asked for."""
    passage = item.anchor.exact if item.anchor else ""
    if field == "title":
        return (article.metadata.title,)
    if field == "creator":
        return article.metadata.creator
    if field == "body":
        return (passage,)
    if field == "note":
        return (item.note,)
    return (passage, item.note, *item.tags)
