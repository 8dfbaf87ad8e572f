"""All the words of the archive at once: for similarity, completion and suggestions.

It is made on first use from the lexicon (a fraction of a second for a large archive) and made
again when the archive has grown by enough words to matter, so that an edit of one article
costs nothing here.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from archive_app.search.catalogue import Catalogue
from archive_app.text.fold import fold_text
from archive_app.text.stemming.lens import ATTACHED, behind
from archive_app.text.trigrams import TrigramIndex

GROWTH = 0.02
"""By how much (of its size) the lexicon may grow before the vocabulary is made anew."""

SHORTEST = 3
"""Letters of a word that is looked for behind what is attached to others, where it need only be
near: shorter ones are near too much."""

MATCHING = 2000
"""Words of a pattern at most: the commonest of those that there are."""

_WILD = re.compile(r"[*?]")

NEAREST = 200
"""Words near another that are looked at, at most."""

_COUNTS = np.array([number.bit_count() for number in range(1 << 16)], dtype=np.uint8)
"""How many bits each number has."""


def _bits(text: str) -> npt.NDArray[np.uint32]:
    """Each letter as one of 32 bits."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.uint32(1) << (points & np.uint32(31))


Count = Callable[[Sequence[str]], Iterable[int]]


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern))


def of_pattern(word: str, pattern: str) -> bool:
    """Whether a word is of a pattern: ``*`` stands for any letters, ``?`` for one."""
    return _pattern(pattern).fullmatch(word) is not None


class Vocabulary:
    """The folded words of an archive, sorted, each with its usual spelling. Read only."""

    def __init__(self, spellings: list[str], count: Count, ordered: Iterable[str] = ()) -> None:
        """``count`` tells how many articles hold each of some folded words; ``ordered`` are most
        of the words, sorted already: to sort them all again would take longer than all else."""
        folded = fold_text("\n".join(spellings)).split("\n") if spellings else []
        spelled = dict(zip(folded, spellings, strict=True))
        words = [word for word in ordered if word in spelled]
        words += spelled.keys() - set(words)
        words.sort()
        self.words = words
        self.spellings = [spelled[word] for word in words]
        self._count = count
        self.near = lru_cache(maxsize=256)(self._near)
        self.matching = lru_cache(maxsize=256)(self._matching)
        self.similar = lru_cache(maxsize=512)(self._similar)

    def prepare(self) -> None:
        """Make what is else made on first use."""
        _ = self.trigrams, self._counts, self._letters

    @cached_property
    def trigrams(self) -> TrigramIndex:
        """The trigrams of all words, made on first use (about a second for 400,000)."""
        return TrigramIndex(self.words)

    def _similar(self, word: str, at_least: float, limit: int) -> tuple[tuple[str, float], ...]:
        """The words with trigrams like ``word``'s, the likest first, with how like they are."""
        places, similarity = self.trigrams.similar(word, at_least)
        found = zip(places[:limit].tolist(), similarity[:limit].tolist(), strict=True)
        return tuple((self.words[place], value) for place, value in found)

    @cached_property
    def _letters(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
        """For each word how many letters it has, and which, as a set of 32 bits."""
        lengths = np.fromiter(map(len, self.words), dtype=np.int64, count=len(self.words))
        sets = np.zeros(len(lengths), dtype=np.uint32)
        some = np.flatnonzero(lengths)
        if len(some):
            starts = np.cumsum(lengths) - lengths
            sets[some] = np.bitwise_or.reduceat(_bits("".join(self.words)), starts[some])
        return lengths, sets

    def _near(self, word: str, distance: int, attached: bool = False) -> tuple[str, ...]:
        """The words that differ from ``word`` by at most so many letters, nearest first.

        A letter put in, left out, changed, or two neighbours that changed places, count one each.
        With ``attached`` also those that do behind what is attached to them.
        """
        found = self._differing(word, distance, "")
        if attached and len(word) >= SHORTEST:
            for lead in ATTACHED:
                found += [
                    (apart, one)
                    for apart, one in self._differing(word, distance, lead)
                    if one[len(lead) :] in behind(one)
                ]
        return tuple(dict.fromkeys(one for _, one in sorted(found)[:NEAREST]))

    def _differing(self, word: str, distance: int, lead: str) -> list[tuple[int, str]]:
        """The words that differ from ``word`` behind ``lead``, each with by how much."""
        lengths, sets = self._letters
        first, last = self.prefixed(lead)
        lengths, sets = lengths[first:last], sets[first:last]
        asked = np.bitwise_or.reduce(_bits(word), initial=np.uint32(0))
        aside = ~np.bitwise_or.reduce(_bits(lead), initial=np.uint32(0))
        found: list[tuple[int, str]] = []
        for length in range(len(word) - distance, len(word) + distance + 1):
            places = np.flatnonzero(lengths == length + len(lead))
            other = (sets[places] ^ asked) & aside
            # A letter changed takes one out of the set and puts one in, no more.
            places = places[_COUNTS[other & 0xFFFF] + _COUNTS[other >> 16] <= 2 * distance]
            near = process.extract(
                word,
                [self.words[first + place][len(lead) :] for place in places.tolist()],
                scorer=OSA.distance,
                processor=None,
                score_cutoff=distance,
                limit=NEAREST,
            )
            found += [(int(apart), lead + one) for one, apart, _ in near]
        return found

    def _matching(self, pattern: str, attached: bool = False) -> tuple[tuple[str, ...], bool]:
        """The words of a pattern, in which ``*`` stands for any letters and ``?`` for one, and
        whether there are more: of very many the commonest are given.

        With ``attached`` also those that are of it behind what is attached to them.
        """
        whole = _pattern(pattern)
        head = _WILD.split(pattern, maxsplit=1)[0]
        core = max(_WILD.split(pattern), key=len)
        leads = ("", *ATTACHED) if attached and head else ("",)
        found: dict[str, None] = {}
        for lead in leads:
            first, last = self.prefixed(lead + head)
            for word in self.words[first:last]:
                rest = word[len(lead) :]
                if core in rest and whole.fullmatch(rest) and (not lead or rest in behind(word)):
                    found[word] = None
        if len(found) <= MATCHING:
            return tuple(found), False
        words = list(found)
        counts = np.fromiter(self._count(words), dtype=np.int64, count=len(words))
        chosen = np.argsort(-counts, kind="stable")[:MATCHING]
        return tuple(words[place] for place in chosen.tolist()), True

    @cached_property
    def _counts(self) -> npt.NDArray[np.int64]:
        return np.asarray(self._count(self.words), dtype=np.int64)

    def likeliest(self, words: Sequence[str]) -> str:
        """Return which of some folded words (one at least) most articles hold, the first of
        equals. They are counted at once: one by one that takes a hundred times as long."""
        counts = list(self._count(words))
        return words[counts.index(max(counts))]

    def commonest(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return the words that begin so, the commonest first: (usual spelling, articles)."""
        first, last = self.prefixed(prefix)
        counts = self._counts[first:last]
        order = np.argsort(-counts, kind="stable")[:limit] + first
        return [(self.spellings[place], int(self._counts[place])) for place in order.tolist()]

    def prefixed(self, prefix: str) -> tuple[int, int]:
        """Return where the words that begin so lie in ``words``, first and one past the last."""
        first = bisect_left(self.words, prefix)
        return first, bisect_left(self.words, prefix + "\U0010ffff", lo=first)

    def __contains__(self, word: str) -> bool:
        place = bisect_left(self.words, word)
        return place < len(self.words) and self.words[place] == word

    def spelling(self, word: str) -> str:
        """Return how a folded word is usually spelled (itself where the archive lacks it)."""
        place = bisect_left(self.words, word)
        there = place < len(self.words) and self.words[place] == word
        return self.spellings[place] if there else word


class VocabularyStore:
    """The present vocabulary of a catalogue."""

    def __init__(
        self, catalogue: Catalogue, count: Count, ordered: Callable[[], Iterable[str]]
    ) -> None:
        """``count`` and ``ordered``: see `Vocabulary`."""
        self._catalogue = catalogue
        self._count = count
        self._ordered = ordered
        self._lock = threading.Lock()
        self._made: tuple[int, Vocabulary] | None = None

    def current(self) -> Vocabulary:
        """Return the vocabulary, made anew where the lexicon has grown much."""
        size = self._catalogue.lexicon.size(self._catalogue.connection)
        made = self._made
        if made is not None and made[0] <= size <= made[0] * (1 + GROWTH):
            return made[1]
        with self._lock:
            if self._made is None or not self._made[0] <= size <= self._made[0] * (1 + GROWTH):
                words = self._catalogue.lexicon.everything(self._catalogue.connection)
                self._made = (size, Vocabulary(words, self._count, self._ordered()))
            return self._made[1]
