"""The lexicon: every word of the archive by its light stem, its root and its consonants.

The index holds words folded; this tells which of them are one word in other forms, so that
a query can be looked at through a lens (`expand`). It is kept in the catalogue as *families*:
a key (``s`` and a stem, ``k`` and a consonant skeleton) with all the words under it, each as it
was first spelled, one row a key; and ``r`` and a root with the stems of its words. That is
small, for no word has a row of its own, and a lookup is one row.

Folding makes one word of several spellings (أن إن آن). So that the *exact* lens can tell them
apart without reading texts, each folded word has a *usual* spelling (the first one seen), and
the table ``odd`` lists the documents that hold any other: an article that is not listed there
under a word spells it the usual way only; one that is listed has all its spellings listed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from archive_app.search.catalogue.raw_tokens import raw_tokens
from archive_app.text.fold import FOLD_VERSION, bare, fold_text
from archive_app.text.names import NAMES_VERSION, all_skeletons
from archive_app.text.stemming.stem import STEM_VERSION, analyses, stems
from archive_app.text.stemming.stem import root as root_of
from archive_app.text.tokens import TOKENS_VERSION, bare_words, words

ANALYSER_VERSION = (
    f"fold/{FOLD_VERSION} tokens/{TOKENS_VERSION} stem/{STEM_VERSION} names/{NAMES_VERSION}"
)
"""What made the words: another analyser, another catalogue."""

_MEMORY = 400_000
"""Tokens and words remembered while writing: about 100 MB at most, and it is let go by `rest`."""

_MANY = 2000
"""With more words in doubt than this, the whole lexicon is read (half a second for 250,000)."""

_CHUNK = 500
"""Values in one ``IN (…)``: the oldest limit of SQLite on variables is 999."""

Docs = npt.NDArray[np.int64]

Pair = tuple[str, str]
"""A folded word and one way to spell it."""


class Spelled(NamedTuple):
    """How the archive spells a folded word: the usual spelling, and the documents with others.

    ``others`` maps each spelling that is listed in ``odd`` (the usual one too, where an
    article has it beside another) to its documents, ascending.
    """

    usual: str
    others: Mapping[str, Docs]


class Lexicon:
    """The lexicon in one catalogue's tables. Reading is safe from any thread with its own
    connection; writing happens inside the catalogue's transaction.

    What a writer has met it remembers, so that a long import asks the tables for new words
    only: *plain* tokens hold nothing but words in their usual spelling, *strange* ones do not.
    """

    def __init__(self) -> None:
        self._usual: dict[str, str] = {}
        self._plain: set[str] = set()
        self._strange: dict[str, tuple[Pair, ...]] = {}
        self._carriers: dict[str, list[str]] = {}
        self._numbers: dict[Pair, int] = {}

    # ------------------------------------------------------------ writing

    def rest(self) -> None:
        """Let go of what was remembered for writing (after an import, or a failed write)."""
        for memory in (self._usual, self._plain, self._strange, self._carriers, self._numbers):
            memory.clear()

    def add(self, db: sqlite3.Connection, texts: Iterable[tuple[int, str, str]]) -> None:
        """Learn the words and spellings of documents: (doc, text, `raw_tokens` of more text that
        were taken elsewhere, a line each).
        """
        if len(self._plain) > _MEMORY:
            self.rest()
        held: list[tuple[int, set[str]]] = []
        unknown: set[str] = set()
        for doc, text, more in texts:
            found = set(more.split("\n")) if more else set()
            if text:
                found |= raw_tokens(text)
            held.append((doc, found))
            unknown |= found - self._plain
        unknown -= self._strange.keys()
        if unknown:
            self._classify(db, unknown, [found for _, found in held])
        self._note(db, held)

    def learn(self, db: sqlite3.Connection, new: Iterable[str]) -> None:
        """Learn folded words of which no spelling is known (from notes and tags)."""
        self._learn(db, {word: word for word in new if word})

    def _classify(
        self, db: sqlite3.Connection, unknown: set[str], held: Sequence[set[str]]
    ) -> None:
        """Tell the plain from the strange among tokens seen for the first time."""
        met = _all_pairs(sorted(unknown))
        # Most words come as one token and spelling only: a string, not a dictionary of lists.
        first: dict[str, str] = {}
        several: dict[str, dict[str, list[str]]] = {}
        for _, pairs in met:
            for word, spelling in pairs:
                if first.setdefault(word, spelling) != spelling:
                    several[word] = {}
        if several:
            for token, pairs in met:
                for word, spelling in pairs:
                    if word in several:
                        several[word].setdefault(spelling, []).append(token)
            held_by = _holders(several, held)
            for word, found in several.items():
                first[word] = _commonest(found, held_by)
        self._learn(db, first)
        usual, plain = self._usual, self._plain
        for token, pairs in met:
            for word, spelling in pairs:
                if usual[word] != spelling:
                    self._strange[token] = pairs
                    break
            else:
                plain.add(token)
                for word, spelling in pairs:
                    if spelling != token:
                        self._carriers.setdefault(word, []).append(token)

    def _learn(self, db: sqlite3.Connection, first: Mapping[str, str]) -> None:
        """Put the words that are new under their stems, roots and consonants."""
        usual = self._usual
        unsure = [word for word in first if word not in usual]
        if not unsure:
            return
        analysed = analyses(unsure)
        if len(usual) < self.size(db) and len(unsure) > _MANY:
            usual.update(self._read_all(db))
        there: Mapping[str, Mapping[str, str]] = {}
        if len(usual) < self.size(db):  # not all words are in memory: look up those in doubt
            there = self._read(db, {f"s{stem}" for stem, _, _ in analysed})
        added: dict[str, list[str]] = {}
        kin: dict[str, dict[str, None]] = {}
        new: list[str] = []
        for word, (stem, root, _) in zip(unsure, analysed, strict=True):
            spelling = usual.get(word) or there.get(f"s{stem}", {}).get(word)
            if spelling is None:
                spelling = first[word]
                new.append(word)
                added.setdefault(f"s{stem}", []).append(spelling)
                if root:
                    kin.setdefault(f"r{root}", {})[stem] = None
            usual[word] = spelling
        if not new:
            return
        for word, keys in zip(new, all_skeletons(new), strict=True):
            for key in keys:
                added.setdefault(f"k{key}", []).append(usual[word])
        known = self._rows(db, kin)
        for key, stems_ in kin.items():
            there_already = set(known.get(key, "").split())
            if fresh := [stem for stem in stems_ if stem not in there_already]:
                added[key] = fresh
        self._write(db, added)
        db.execute(
            "INSERT INTO meta VALUES ('words', ?) "
            "ON CONFLICT (key) DO UPDATE SET value = value + excluded.value",
            (len(new),),
        )

    @staticmethod
    def _rows(db: sqlite3.Connection, keys: Collection[str]) -> dict[str, str]:
        """The families under keys as they are stored."""
        found: dict[str, str] = {}
        for chunk in chunks(list(keys)):
            query = f"SELECT key, words FROM family WHERE key IN ({','.join('?' * len(chunk))})"  # noqa: S608
            found.update(db.execute(query, chunk))
        return found

    def _read(self, db: sqlite3.Connection, keys: Collection[str]) -> dict[str, dict[str, str]]:
        """The families under keys: key → folded word → usual spelling."""
        return {
            key: dict(zip(fold_text(spellings).split(), spellings.split(), strict=True))
            for key, spellings in self._rows(db, keys).items()
        }

    def _read_all(self, db: sqlite3.Connection) -> dict[str, str]:
        """Every word: folded → usual spelling."""
        spellings = self.everything(db)
        if not spellings:
            return {}
        return dict(zip(fold_text("\n".join(spellings)).split("\n"), spellings, strict=True))

    @staticmethod
    def _write(db: sqlite3.Connection, added: Mapping[str, Sequence[str]]) -> None:
        db.executemany(
            "INSERT INTO family VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET words = words || ' ' || excluded.words",
            [(key, " ".join(spellings)) for key, spellings in added.items()],
        )

    def _note(self, db: sqlite3.Connection, held: Sequence[tuple[int, set[str]]]) -> None:
        """List the documents that spell a word in another way than the usual one."""
        usual, strange = self._usual, self._strange
        odd: list[tuple[Pair, int]] = []
        for doc, mine in held:
            pairs = {pair for token in mine & strange.keys() for pair in strange[token]}
            unusual = {word for word, spelling in pairs if usual[word] != spelling}
            odd += [(pair, doc) for pair in pairs if pair[0] in unusual]
            for word in unusual:
                spelling = usual[word]
                if (word, spelling) not in pairs and (
                    spelling in mine or not mine.isdisjoint(self._carriers.get(word, ()))
                ):
                    odd.append(((word, spelling), doc))
        self._number(db, {pair for pair, _ in odd})
        db.executemany(
            "INSERT OR IGNORE INTO odd VALUES (?, ?)",
            [(self._numbers[pair], doc) for pair, doc in odd],
        )

    def _number(self, db: sqlite3.Connection, pairs: Iterable[Pair]) -> None:
        """See that each of these spellings has a number."""
        for pair in pairs:
            if pair in self._numbers:
                continue
            db.execute("INSERT OR IGNORE INTO spelling (word, bare) VALUES (?, ?)", pair)
            found = db.execute("SELECT id FROM spelling WHERE word = ? AND bare = ?", pair)
            self._numbers[pair] = int(found.fetchone()[0])

    @staticmethod
    def forget(db: sqlite3.Connection, docs: Sequence[int]) -> None:
        """Forget the odd spellings of documents. Their words stay: others have most of them."""
        for chunk in chunks(docs):
            db.execute(f"DELETE FROM odd WHERE doc IN ({','.join('?' * len(chunk))})", chunk)  # noqa: S608

    # ------------------------------------------------------------ reading

    def same_stem(self, db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
        """Return the words with any of these stems: folded word → usual spelling."""
        return self._under(db, (f"s{key}" for key in keys))

    def same_root(self, db: sqlite3.Connection, roots: Iterable[str]) -> dict[str, str]:
        """Return the words with any of these roots: folded word → usual spelling."""
        wanted = {root for root in roots if root}
        related = self.same_stem(db, self._under(db, (f"r{root}" for root in wanted)))
        # A stem can belong to words of several roots (رجال of رجل and of رجو).
        return {word: usual for word, usual in related.items() if root_of(word) in wanted}

    def same_skeleton(self, db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
        """Return the words with any of these consonant skeletons: folded word → usual spelling."""
        return self._under(db, (f"k{key}" for key in keys if key))

    def _under(self, db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for family in self._read(db, set(keys)).values():
            found.update(family)
        return found

    @staticmethod
    def size(db: sqlite3.Connection) -> int:
        """Return how many words there are."""
        row = db.execute("SELECT value FROM meta WHERE key = 'words'").fetchone()
        return int(row[0]) if row else 0

    @staticmethod
    def everything(db: sqlite3.Connection) -> list[str]:
        """Return every word as it is usually spelled, in no particular order."""
        found = db.execute("SELECT words FROM family WHERE key >= 's' AND key < 't'")
        return " ".join(row[0] for row in found).split()

    def usual(self, db: sqlite3.Connection, folded: Sequence[str]) -> dict[str, str]:
        """Return how folded words are usually spelled, without those that the archive lacks."""
        keys = [f"s{stem}" for stem in stems(folded)]
        families = self._read(db, set(keys))
        return {
            word: families[key][word]
            for word, key in zip(folded, keys, strict=True)
            if word in families.get(key, ())
        }

    def spelled(self, db: sqlite3.Connection, word: str) -> Spelled | None:
        """Return how the archive spells a folded word; None where it has not got it."""
        usual = self.usual(db, [word]).get(word)
        if usual is None:
            return None
        listed = db.execute("SELECT id, bare FROM spelling WHERE word = ?", (word,))
        others = {spelling: _docs(db, ident) for ident, spelling in listed.fetchall()}
        return Spelled(usual, {key: docs for key, docs in others.items() if len(docs)})


def _docs(db: sqlite3.Connection, ident: int) -> Docs:
    found = db.execute("SELECT doc FROM odd WHERE spelling = ? ORDER BY doc", (ident,))
    return np.fromiter((row[0] for row in found), dtype=np.int64)


def _holders(
    spellings: Mapping[str, Mapping[str, Sequence[str]]], held: Sequence[set[str]]
) -> Mapping[str, Sequence[int]]:
    """Which of the texts hold each token of these words."""
    wanted = {
        token for found in spellings.values() for carriers in found.values() for token in carriers
    }
    holders: dict[str, list[int]] = {}
    for number, mine in enumerate(held):
        for token in mine & wanted:
            holders.setdefault(token, []).append(number)
    return holders


def _commonest(found: Mapping[str, Sequence[str]], held_by: Mapping[str, Sequence[int]]) -> str:
    """The spelling of a word that most documents have: ``found`` gives each one's tokens,
    ``held_by`` the documents that hold a token."""
    counts = {
        spelling: len({number for token in carriers for number in held_by.get(token, ())})
        for spelling, carriers in found.items()
    }
    return min(counts, key=lambda spelling: (-counts[spelling], spelling))


def _all_pairs(tokens: Sequence[str]) -> list[tuple[str, tuple[Pair, ...]]]:
    """Each token with its (folded, bare) pairs, all folded at once."""
    joined = "\n".join(tokens)
    folded, plain = fold_text(joined).split("\n"), bare(joined).split("\n")
    if not len(folded) == len(plain) == len(tokens):
        return [(token, _pairs(token)) for token in tokens]
    return [
        # What is all letters is one word; the tokeniser has its say over anything else.
        (token, ((word, spelling),) if word.isalpha() and spelling.isalpha() else _pairs(token))
        for token, word, spelling in zip(tokens, folded, plain, strict=True)
    ]


def _pairs(token: str) -> tuple[Pair, ...]:
    """The (folded, bare) pairs of a short text. Where the two part it differently, the folded
    words stand for themselves."""
    folded, plain = words(token), bare_words(token)
    if len(folded) != len(plain):
        return tuple((word, word) for word in folded)
    return tuple(zip(folded, plain, strict=True))


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield ``values`` in parts that fit into one ``IN (…)``."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
