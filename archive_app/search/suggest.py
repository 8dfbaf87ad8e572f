"""Help at the search box: what a half-typed query may become, and what may have been meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import numpy as np
from whoosh import query as q

from archive_app.core.model import Completion, Suggestion
from archive_app.search.catalogue import Catalogue
from archive_app.search.columns import Columns
from archive_app.search.expand import Seen
from archive_app.search.index import Snapshot
from archive_app.search.query import FIELDS
from archive_app.search.vocabulary import Vocabulary
from archive_app.text.keyboard import recognise
from archive_app.text.names import VARIANT_THRESHOLD, similarity, skeletons
from archive_app.text.stem import root
from archive_app.text.tokens import words

FEW = 3
"""With fewer articles than this, another spelling may have been meant."""

RARE = 50
"""With fewer than this, another spelling of a name is worth an offer."""

TITLES = 3
_LAST = re.compile(r"[^\s\"()]*$")
_FIELD = re.compile(r"([^\W\d_]+):\"?([^\s\"]*)$")
_ALIASES = {alias: field for field, aliases in FIELDS.items() for alias in aliases}
_NAMED = {"source": "source", "tag": "tag"}


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
    if field := _FIELD.search(text):
        name = _NAMED.get(_ALIASES.get(field[1].lower(), ""), "")
        if name:
            head = text[: field.start()] + f"{field[1]}:"
            return _names(columns, name, field[2], head, limit)
    last = _LAST.search(text)
    typed = last[0].lstrip("-") if last else ""
    if not words(typed):
        return []
    head = text[: len(text) - len(typed)]
    found = _words(typed, head, limit, vocabulary)
    for name in _NAMED:
        found += _names(columns, name, typed, f"{head}{name}:", 2)
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


def _names(columns: Columns, name: str, typed: str, head: str, limit: int) -> list[Completion]:
    """Sources or tags of which a word begins with what was typed, by how many articles."""
    names = columns.names[name]
    codes = columns.tag_codes if name == "tag" else columns.codes[name][columns.alive]
    counts = np.bincount(codes, minlength=len(names))
    prefix = " ".join(words(typed))
    found = []
    for code in np.argsort(-counts, kind="stable").tolist():
        if not names[code] or not counts[code]:
            continue
        folded = words(names[code])
        if any(" ".join(folded[i:]).startswith(prefix) for i in range(len(folded))):
            query = f'{head}"{names[code]}"' if len(folded) > 1 else head + names[code]
            found.append(Completion(name, names[code], query, int(counts[code])))
            if len(found) == limit:
                break
    return found


def _titles(text: str, catalogue: Catalogue, snapshot: Snapshot) -> list[Completion]:
    """The newest titles that hold the words, the last of which may be half-typed."""
    asked = words(text)
    if not asked or len(asked[-1]) < 2 or ":" in text:
        return []
    parts = [q.Term("title", word) for word in asked[:-1]]
    tree = q.And([*parts, q.Prefix("title", asked[-1])]) if parts else q.Prefix("title", asked[-1])
    docs = np.sort(snapshot.execute(tree).docs)[-TITLES:][::-1]
    titles = (article.metadata.title for article in catalogue.many(docs.tolist()))
    return [
        Completion("title", title, f'title:"{title}"' if '"' not in title else title, 1)
        for title in dict.fromkeys(titles)
        if title
    ]


# ---------------------------------------------------------------- did you mean


def suggest(
    text: str,
    seen: Sequence[Seen],
    total: int,
    *,
    partial: bool,
    vocabulary: Callable[[], Vocabulary],
    catalogue: Catalogue,
    count: Callable[[Sequence[str]], Iterable[int]],
) -> tuple[Suggestion, ...]:
    """Return other queries to offer for one that found little, the likeliest first.

    ``partial`` says that no article holds all the words. ``keyboard``: it makes sense as typed
    on the other layout; ``spelling``: a word that the archive lacks is much like one that
    it has; ``name``: another spelling of a foreign name.
    """
    little = partial or total < FEW
    found: list[Suggestion] = []
    if little:
        known = vocabulary()
        found += [
            Suggestion("keyboard", reading, reading)
            for reading in recognise(text, known.__contains__)
        ]
        mended = text
        for one in seen:
            if one.word.kind == "word" and not any(count(list(one.forms))):
                better = _meant(one.word.text, known)
                if better:
                    mended = _replaced(mended, one.word.text, better)
        if mended != text:
            found.append(Suggestion("spelling", mended, mended))
    if partial or total < RARE:
        for one in seen:
            for name in _variants(one, catalogue, count):
                query = _replaced(text, one.word.text, f"({one.word.bare} OR {name})")
                if query != text:
                    found.append(Suggestion("name", query, name))
    return tuple(dict.fromkeys(found))


def _meant(word: str, vocabulary: Vocabulary) -> str:
    """The commonest of the nearest words, as it is spelled; empty where none is near."""
    if len(word) < 3:
        return ""
    for distance in (1, 2) if len(word) > 5 else (1,):
        near = vocabulary.near(word, distance)
        if near:
            return vocabulary.spelling(max(near, key=vocabulary.count))
    return ""


def _replaced(text: str, word: str, better: str) -> str:
    """``text`` with a folded word of it put otherwise."""
    for piece in re.findall(r"\w+", text):
        if words(piece) == [word]:
            return text.replace(piece, better, 1)
    return text


def _variants(
    one: Seen, catalogue: Catalogue, count: Callable[[Sequence[str]], Iterable[int]]
) -> list[str]:
    """Other spellings in the archive of a foreign name (a word that has no Arabic root)."""
    word = one.word.text
    if one.word.kind != "word" or one.strict or len(word) < 4 or word.isascii() or root(word):
        return []
    bones = catalogue.lexicon.same_bones(catalogue.connection, skeletons(word))
    near = [
        other
        for other in bones
        if other not in one.forms
        and abs(len(other) - len(word)) <= 2
        and _alike(word, other) >= VARIANT_THRESHOLD
    ]
    counts = dict(zip(near, count(near), strict=True)) if near else {}
    best = sorted(near, key=lambda other: (-_alike(word, other), -counts[other], other))[:2]
    return [bones[other] for other in best]


@lru_cache(maxsize=4096)
def _alike(first: str, second: str) -> float:
    return similarity(first, second)
