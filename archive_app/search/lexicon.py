"""The lexicon: every word of the archive by its light stem, its root and its consonants.

The index holds words folded; this tells which of them are one word in other forms, so that
a query can be looked at through a lens (`expand`). It is kept in the catalogue as *families*:
a key (``s`` and a stem, ``r`` and a root, ``k`` and a consonant skeleton) with all the words
under it, each as it was first spelled, one row a key. That is small (each word once a key,
no row of its own) and a lookup is one row.

Folding makes one word of several spellings (أن إن آن). So that the *exact* lens can tell them
apart without reading texts, each folded word has a *usual* spelling (the first one seen), and
the table ``odd`` lists the documents that hold any other: an article that is not listed there
under a word spells it the usual way only; one that is listed has all its spellings listed.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from archive_app.text.fold import FOLD_VERSION, fold_text
from archive_app.text.stem import STEM_VERSION, root, stems
from archive_app.text.tokens import TOKENS_VERSION, bare_words, words

ANALYSER_VERSION = f"fold/{FOLD_VERSION} tokens/{TOKENS_VERSION} stem/{STEM_VERSION} lexicon/1"
"""What made the words: another analyser, another catalogue."""

_PIECE = re.compile(r"[^\s.,;:!?()\[\]\"'«»“”،؛؟…/|-]+")
"""A run without blanks and common punctuation. These always part words, so the words of a text
are those of its pieces, and pieces come back often enough to be remembered."""

_MEMORY = 400_000
"""Pieces and words remembered while writing: about 100 MB at most, and it is let go by `rest`."""

_CHUNK = 500
"""Values in one ``IN (…)``: the oldest limit of SQLite on variables is 999."""

Docs = npt.NDArray[np.int64]


class Spelled(NamedTuple):
    """How the archive spells a folded word: the usual spelling, and the documents with others.

    ``others`` maps each spelling that is listed in ``odd`` (the usual one too, where an
    article has it beside another) to its documents, ascending.
    """

    usual: str
    others: Mapping[str, Docs]


class Lexicon:
    """The lexicon in one catalogue's tables. Reading is safe from any thread with its own
    connection; writing happens inside the catalogue's transaction."""

    def __init__(self) -> None:
        self._pieces: dict[str, tuple[tuple[str, str], ...]] = {}
        self._usual: dict[str, str] = {}

    # ------------------------------------------------------------ writing

    def rest(self) -> None:
        """Let go of what was remembered for writing (after an import, or a failed write)."""
        self._pieces.clear()
        self._usual.clear()

    def add(self, db: sqlite3.Connection, texts: Iterable[tuple[int, str]]) -> None:
        """Learn the words and spellings of documents: (doc, all its text)."""
        spelled = [(doc, self._spellings(text)) for doc, text in texts]
        first: dict[str, str] = {}
        for _, pairs in spelled:
            for word, spelling in pairs:
                first.setdefault(word, spelling)
        self._learn(db, first)
        self._note(db, spelled)

    def learn(self, db: sqlite3.Connection, new: Iterable[str]) -> None:
        """Learn folded words of which no spelling is known (from notes and tags)."""
        self._learn(db, {word: word for word in new if word})

    def _spellings(self, text: str) -> set[tuple[str, str]]:
        """The (folded word, spelling) pairs of a text."""
        pieces = self._pieces
        found: set[tuple[str, str]] = set()
        for piece in set(_PIECE.findall(text)):
            pairs = pieces.get(piece)
            if pairs is None:
                if len(pieces) > _MEMORY:
                    pieces.clear()
                pairs = pieces[piece] = _pairs(piece)
            found.update(pairs)
        return found

    def _learn(self, db: sqlite3.Connection, first: Mapping[str, str]) -> None:
        """Put the words that are new under their keys."""
        usual = self._usual
        if len(usual) > _MEMORY:
            usual.clear()
        unsure = [word for word in first if word not in usual]
        if not unsure:
            return
        keys = [f"s{stem}" for stem in stems(unsure)]
        there = self._read(db, set(keys))
        new: list[str] = []
        added: dict[str, list[str]] = {}
        for word, key in zip(unsure, keys, strict=True):
            spelling = there.get(key, {}).get(word)
            if spelling is None:
                spelling = first[word]
                new.append(word)
                added.setdefault(key, []).append(spelling)
            usual[word] = spelling
        if not new:
            return
        self._write(db, added)
        self._family(db, new, first)
        db.execute(
            "INSERT INTO meta VALUES ('words', ?) "
            "ON CONFLICT (key) DO UPDATE SET value = value + excluded.value",
            (len(new),),
        )

    def _family(self, db: sqlite3.Connection, new: Sequence[str], first: Mapping[str, str]) -> None:
        """Put new words under their roots and consonants."""
        added: dict[str, list[str]] = {}
        for word in new:
            spelling = first[word]
            if base := root(word):
                added.setdefault(f"r{base}", []).append(spelling)
        self._write(db, added)

    @staticmethod
    def _read(db: sqlite3.Connection, keys: Collection[str]) -> dict[str, dict[str, str]]:
        """The families under keys: key → folded word → usual spelling."""
        found: dict[str, dict[str, str]] = {}
        for chunk in chunks(list(keys)):
            query = f"SELECT key, words FROM family WHERE key IN ({','.join('?' * len(chunk))})"  # noqa: S608
            for key, spellings in db.execute(query, chunk):
                found[key] = {fold_text(spelling): spelling for spelling in spellings.split()}
        return found

    @staticmethod
    def _write(db: sqlite3.Connection, added: Mapping[str, Sequence[str]]) -> None:
        db.executemany(
            "INSERT INTO family VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET words = words || ' ' || excluded.words",
            [(key, " ".join(spellings)) for key, spellings in added.items()],
        )

    def _note(
        self, db: sqlite3.Connection, spelled: Sequence[tuple[int, set[tuple[str, str]]]]
    ) -> None:
        """List the documents that spell a word in another way than the usual one."""
        usual = self._usual
        odd: list[tuple[str, str, int]] = []
        for doc, pairs in spelled:
            strange = [pair for pair in pairs if usual[pair[0]] != pair[1]]
            if not strange:
                continue
            of_word = {word for word, _ in strange}
            odd += [(word, spelling, doc) for word, spelling in pairs if word in of_word]
        if not odd:
            return
        db.executemany(
            "INSERT OR IGNORE INTO spelling (word, bare) VALUES (?, ?)",
            sorted({(word, spelling) for word, spelling, _ in odd}),
        )
        db.executemany(
            "INSERT OR IGNORE INTO odd SELECT id, ? FROM spelling WHERE word = ? AND bare = ?",
            [(doc, word, spelling) for word, spelling, doc in odd],
        )

    @staticmethod
    def forget(db: sqlite3.Connection, docs: Sequence[int]) -> None:
        """Forget the odd spellings of documents. Their words stay: others have most of them."""
        for chunk in chunks(docs):
            db.execute(f"DELETE FROM odd WHERE doc IN ({','.join('?' * len(chunk))})", chunk)  # noqa: S608

    # ------------------------------------------------------------ reading

    def same_stem(self, db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
        """Return the words with any of these stems: folded word → usual spelling."""
        return self._under(db, (f"s{key}" for key in keys))

    def same_root(self, db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
        """Return the words with any of these roots: folded word → usual spelling."""
        return self._under(db, (f"r{key}" for key in keys if key))

    def same_bones(self, db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
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


def _pairs(piece: str) -> tuple[tuple[str, str], ...]:
    """The (folded, bare) pairs of a short text. Where the two part it differently, the folded
    words stand for themselves."""
    folded, plain = words(piece), bare_words(piece)
    if len(folded) != len(plain):
        return tuple((word, word) for word in folded)
    return tuple(zip(folded, plain, strict=True))


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield ``values`` in pieces that fit into one ``IN (…)``."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
