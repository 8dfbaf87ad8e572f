"""Help at the search box: what a half-typed query may become, and what may have been meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import numpy as np

from archive_app.core.fields import BY_ALIAS, FIELDS, Field
from archive_app.core.model import Completion, Span, Suggestion
from archive_app.search.catalogue import Catalogue, Columns
from archive_app.search.index import And, Group, Prefix, Snapshot
from archive_app.search.language.ast import Query, Word
from archive_app.search.language.parser import parse
from archive_app.search.language.planner import ExpandedTerm
from archive_app.search.language.vocabulary import Vocabulary
from archive_app.text.keyboard import recognise
from archive_app.text.names import VARIANT_THRESHOLD, similarity, skeletons
from archive_app.text.stemming.lens import stem_keys
from archive_app.text.stemming.stem import analyse
from archive_app.text.stemming.stopwords import STOP_WORDS
from archive_app.text.tokens import words

FEW = 3
"""With fewer articles than this, another spelling may have been meant."""

RARE = 50
"""With fewer than this, another spelling of a name is worth an offer."""

SHORTEST = 4
"""Letters of a word that may be a foreign name: shorter ones are all too like."""

NAMES = 2
"""Other spellings offered at most."""

OUTWEIGHS = 2
"""A spelling with as many times more articles as another needs no help from it."""

SURELY = 0.88
"""How like two spellings must be (`similarity`) for one to be offered beside the other. Of the
names in three thousand news articles all true pairs were above (غوغل جوجل 0.886 the lowest), and
most pairs of different names below (هولاند هولندا 0.86, زلاتان زولتان 0.86, جنيف كنف 0.84)."""

PERHAPS = 0.6
"""How like a name must be to one that the archive lacks, for it to have been meant."""

TITLES = 3
_LAST = re.compile(r"[^\s\"()]*$")
_FIELD = re.compile(r"([^\W\d_]+):\"?([^\s\"]*)$")
_COMPLETING = tuple(field for field in FIELDS if field.completes)


# ---------------------------------------------------------------- completion


def complete(
    text: str,
    limit: int,
    *,
    vocabulary: Vocabulary,
    columns: Columns,
    catalogue: Catalogue,
    snapshot: Snapshot,
) -> list[Completion]:
    """Return what the half-typed query ``text`` may become, the likeliest first.

    Words come by how many articles hold them, then tags and sources that begin so, then titles.
    After ``source:`` or ``tag:`` only those.
    """
    if begun := _FIELD.search(text):
        named = BY_ALIAS.get(begun[1].lower())
        if named in _COMPLETING:
            head = text[: begun.start()] + f"{begun[1]}:"
            return _names(columns, named, begun[2], head, limit)
    last = _LAST.search(text)
    typed = last[0].lstrip("-") if last else ""
    if not words(typed):
        return []
    head = text[: len(text) - len(typed)]
    found = _words(typed, head, limit, vocabulary)
    for field in _COMPLETING:
        found += _names(columns, field, typed, f"{head}{field.called(arabic=False)}:", 2)
    found += _titles(text, catalogue, snapshot)
    return found[:limit] if len(found) <= limit else _mixed(found, limit)


def _mixed(found: list[Completion], limit: int) -> list[Completion]:
    """As many as there is room for: words give way to the other kinds, down to half."""
    others = [one for one in found if one.kind != "word"][: limit // 2]
    plain = [one for one in found if one.kind == "word"][: limit - len(others)]
    return [*plain, *others]


def _words(typed: str, head: str, limit: int, vocabulary: Vocabulary) -> list[Completion]:
    prefix = words(typed)[-1]
    return [
        Completion("word", spelling, head + spelling, count)
        for spelling, count in vocabulary.commonest(prefix, limit)
    ]


def _names(columns: Columns, field: Field, typed: str, head: str, limit: int) -> list[Completion]:
    """Sources or tags of which a word begins with what was typed, by how many articles."""
    names = columns.names[field.name]
    codes = columns.tag_codes if field.many else columns.codes[field.name][columns.alive]
    counts = np.bincount(codes, minlength=len(names))
    prefix = " ".join(words(typed))
    found = []
    for code in np.argsort(-counts, kind="stable").tolist():
        if not names[code] or not counts[code]:
            continue
        folded = words(names[code])
        if any(" ".join(folded[i:]).startswith(prefix) for i in range(len(folded))):
            query = f'{head}"{names[code]}"' if len(folded) > 1 else head + names[code]
            found.append(Completion(field.name, names[code], query, int(counts[code])))
            if len(found) == limit:
                break
    return found


def _titles(text: str, catalogue: Catalogue, snapshot: Snapshot) -> list[Completion]:
    """The newest titles that hold the words, the last of which may be half-typed."""
    asked = words(text)
    if not asked or len(asked[-1]) < 2 or ":" in text:
        return []
    parts = [Group("title", ((word, 1.0),)) for word in asked[:-1]]
    plan = And([*parts, Prefix("title", asked[-1])])
    docs = np.sort(snapshot.execute(plan).docs)[-TITLES:][::-1]
    titles = (article.metadata.title for article in catalogue.many(docs.tolist()))
    return [
        Completion("title", title, f'title:"{title}"' if '"' not in title else title, 1)
        for title in dict.fromkeys(titles)
        if title
    ]


# ---------------------------------------------------------------- did you mean


def suggestions(
    query: Query,
    expanded: Sequence[ExpandedTerm],
    total: int,
    *,
    partial: bool,
    vocabulary: Callable[[], Vocabulary],
    catalogue: Catalogue,
    count: Callable[[Sequence[str]], Iterable[int]],
    find: Callable[[Query], int],
) -> tuple[Suggestion, ...]:
    """Return other queries to offer for ``query``, which found little, the likeliest first.

    ``partial`` says that no article holds all the words. ``count`` tells how many articles
    hold each of some words, ``find`` how many a query finds. ``keyboard``: it makes sense as
    typed on the other layout; ``spelling``: a word that the archive lacks is much like one that
    it has; ``name``: another spelling of a foreign name, which finds more.
    """
    if query.tree is None or not (partial or total < RARE):
        return ()
    found: list[Suggestion] = []
    held = [sum(map(int, count(list(one.forms)))) if one.forms else 0 for one in expanded]
    if partial or total < FEW:
        known = vocabulary()
        found += [
            Suggestion("keyboard", reading, reading)
            for reading in recognise(query.text, known.__contains__)
            if find(parse(reading))
        ]
        meant: dict[Span, str] = {}
        for one, articles in zip(expanded, held, strict=True):
            if isinstance(one.word, Word) and not articles and not one.word.variant:
                same_skeleton = _same_skeleton(one.word.text, catalogue)
                meant[one.word.span] = _meant(one.word.text, known, same_skeleton)
        mended = query.text
        for span in sorted(meant, reverse=True):
            if meant[span]:
                mended = _replaced(mended, span, meant[span])
        if mended != query.text and find(parse(mended)):
            found.append(Suggestion("spelling", mended, mended))
    if partial or total < RARE:
        names: dict[Suggestion, None] = {}
        looked_at: set[str] = set()
        for one, articles in zip(expanded, held, strict=True):
            if one.word.text in looked_at:
                continue
            looked_at.add(one.word.text)
            for name in _variants(one, articles, catalogue, count):
                other = _replaced(query.text, one.word.span, f"({one.word.bare} OR {name})")
                if len(names) < NAMES and find(parse(other)) > find(query):
                    names[Suggestion("name", other, name)] = None
        found += names
    return tuple(dict.fromkeys(found))


def _meant(word: str, known: Vocabulary, same_skeleton: Iterable[str]) -> str:
    """The word of the archive that was meant, as it is spelled; empty where none is near.

    For a name that is the one most like it, for any other word the commonest of the nearest.
    ``same_skeleton`` are the words with the same consonants.
    """
    if len(word) < 3:
        return ""
    distances = (1, 2) if len(word) > 5 else (1,)
    name = _is_name(word)
    if name:
        near = {*known.near(word, distances[-1]), *same_skeleton}
        alike = {other: _alike(word, other) for other in near if not other.isascii()}
        most = max(alike.values(), default=0.0)
        if alike and most >= VARIANT_THRESHOLD:
            likest = sorted((other for other in alike if alike[other] == most), reverse=True)
            return known.spelling(known.likeliest(likest))
    for distance in distances[:1] if name else distances:
        fits = [
            other
            for other in known.near(word, distance)
            if (distance == 1 and len(word) > 5) or _begins(word) == _begins(other)
            if not (name and _is_name(other)) or _alike(word, other) >= PERHAPS
        ]
        if fits:
            return known.spelling(known.likeliest(fits))
    return ""


def _begins(word: str) -> str:
    """The first letter of a folded word, the article aside."""
    return word.removeprefix("ال")[:1]


def _is_name(word: str) -> bool:
    """Whether a folded word looks like a foreign name in Arabic letters.

    The stemmer explains it from no root, and if it knows it at all then just as it stands.
    """
    if len(word) < SHORTEST or word.isascii() or word in STOP_WORDS:
        return False
    stem, root, certain = analyse(word)
    return not root and (not certain or stem == word)


def _is_form(first: str, second: str) -> bool:
    """Whether two names are one with something attached, or one belongs to the other (ـي)."""
    if analyse(first)[0] in stem_keys(second) or analyse(second)[0] in stem_keys(first):
        return True
    shorter, longer = sorted((first, second), key=len)
    return longer.removeprefix(shorter) in ("ي", "يه")


def _replaced(text: str, span: Span, better: str) -> str:
    return text[: span[0]] + better + text[span[1] :]


def _same_skeleton(word: str, catalogue: Catalogue) -> dict[str, str]:
    """The words of the archive with the same consonants: folded word → usual spelling."""
    return catalogue.lexicon.same_skeleton(catalogue.connection, skeletons(word))


def _variants(
    one: ExpandedTerm,
    articles: int,
    catalogue: Catalogue,
    count: Callable[[Sequence[str]], Iterable[int]],
) -> list[str]:
    """Other spellings in the archive of a foreign name that ``articles`` articles hold.

    Only those that bring something: a spelling that is much rarer is left out.
    """
    word = one.word.text
    plain = isinstance(one.word, Word) and not (one.strict or one.phrase or one.word.variant)
    if not plain or not articles or not _is_name(word):
        return []
    same_skeleton = _same_skeleton(word, catalogue)
    others = [other for other in same_skeleton if other not in one.forms]
    counts = dict(zip(others, map(int, count(others)), strict=True)) if others else {}
    near = [
        other
        for other in others  # the quickest to tell comes first
        if articles <= OUTWEIGHS * counts[other]
        and _is_name(other)
        and not _is_form(word, other)
        and _alike(word, other) >= SURELY
    ]
    chosen: list[str] = []
    for other in sorted(near, key=lambda other: (-_alike(word, other), -counts[other], other)):
        if not any(_is_form(better, other) for better in chosen):
            chosen.append(other)
    return [same_skeleton[other] for other in chosen[:NAMES]]


@lru_cache(maxsize=4096)
def _alike(first: str, second: str) -> float:
    return similarity(first, second)
