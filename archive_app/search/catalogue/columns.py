"""What filters, facets and sorting look at: one array a property, indexed by doc.

The arrays are made from the catalogue on first use, kept there packed (so the next start
reads a few blobs, not every row), and brought up to date with just the rows that changed
since. A `Columns` never changes once made: a search that holds one can go on using it.
"""

from __future__ import annotations

import io
import json
import re
import threading
import zlib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from archive_app.core import fields
from archive_app.core.arrays import Bools, Ints
from archive_app.search.catalogue.catalogue import Catalogue
from archive_app.search.catalogue.rows import split, to_annotation
from archive_app.text.fold import fold_text

Codes = npt.NDArray[np.int32]

KINDS = {
    "text/plain": "text",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "multipart/related": "mhtml",
    "application/x-mimearchive": "mhtml",
    "message/rfc822": "mail",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/epub+zip": "epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "text/markdown": "markdown",
    "text/csv": "csv",
    "application/json": "json",
}
"""Media types by the short names of the ``type`` facet; others go by their subtype."""


def kind_of(media_type: str) -> str:
    """Return the short name of a media type (``text``, ``pdf``), a value of the ``type`` facet."""
    plain = media_type.partition(";")[0].strip().lower()
    return KINDS.get(plain) or plain.rpartition("/")[2].removeprefix("x-")


PART = 4000
"""Titles that are folded or sorted at once."""

_COLUMNS = (
    "doc, source, date, language, media_type, annotations, read, story, status, added, tags, words"
)

KEPT = "columns with the tags of passages"
"""Under which the catalogue keeps the generation of the arrays; another meaning, another name."""

TITLES = "titles-2"
"""What the order of the titles is kept under; another order, another name."""

CODED = (*fields.CODED, "status")
"""The columns of strings, as codes into a list of names; code 0 is the empty string."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The arrays, all of one length and indexed by doc; ``alive`` tells which docs are articles.

    ``codes`` and ``names`` hold the string columns; ``low`` and ``high`` are the first and last
    day (``yyyymmdd``) that a date can mean, 0 without one; ``month`` is ``yyyymm`` or 0;
    ``added`` a number that grows with time. A tag on an article is a pair of ``tag_docs`` and
    ``tag_codes`` (into ``names["tag"]``).
    """

    generation: int
    alive: Bools
    codes: dict[str, Codes]
    names: dict[str, list[str]]
    low: Codes
    high: Codes
    month: Codes
    annotated: Bools
    read: Bools
    story: Codes
    added: Ints
    words: Codes
    tag_docs: Ints
    tag_codes: Codes

    @property
    def size(self) -> int:
        """One more than the highest doc."""
        return len(self.alive)

    @property
    def docs(self) -> Ints:
        """The docs of all articles, ascending."""
        return np.flatnonzero(self.alive)


_ARRAYS = ("alive", "low", "high", "month", "annotated", "read", "story", "added", "words")


def _empty() -> Columns:
    def zeros(dtype: Any) -> Any:
        return np.zeros(1, dtype=dtype)

    return Columns(
        -1,
        zeros(np.bool_),
        {name: zeros(np.int32) for name in CODED},
        {name: [""] for name in (*CODED, "tag")},
        zeros(np.int32),
        zeros(np.int32),
        zeros(np.int32),
        zeros(np.bool_),
        zeros(np.bool_),
        zeros(np.int32),
        zeros(np.int64),
        zeros(np.int32),
        np.zeros(0, np.int64),
        np.zeros(0, np.int32),
    )


_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def days(date: str) -> tuple[int, int]:
    """Return the first and last day (``yyyymmdd``) that a date can mean; (0, 0) for none.

    ``2017-04`` is 20170401 to 20170431: days are compared, never counted.
    """
    match = _DATE.match(date)
    if match is None:
        return 0, 0
    year, month, day = (int(part) if part else 0 for part in match.groups())
    low = year * 10000 + (month or 1) * 100 + (day or 1)
    high = year * 10000 + (month or 12) * 100 + (day or 31)
    return low, high


def _moment(added: str) -> int:
    """A UTC time as a number that sorts like it: its digits to the microsecond."""
    digits = re.sub(r"\D", "", added)[:20]
    return int(digits.ljust(20, "0")) // 10 if digits else 0


class _Titles(NamedTuple):
    """The order of the titles as of a generation; ``keys`` are what they were sorted by (none
    where the order was kept from another session)."""

    generation: int
    ranks: Codes
    keys: dict[int, str]


class ColumnStore:
    """The present `Columns` of a catalogue, and the order of its titles."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._columns: Columns | None = None
        self._titles: _Titles | None = None

    def current(self) -> Columns:
        """Return the columns as of now. Cheap where nothing changed."""
        columns = self._columns
        if columns is not None and columns.generation == self._catalogue.generation:
            return columns
        with self._lock:
            generation = self._catalogue.generation
            columns = self._columns or self._load() or _empty()
            if columns.generation != generation:
                columns = self._caught_up(columns, generation)
            self._columns = columns
            return columns

    # ------------------------------------------------------------ catching up

    def _caught_up(self, old: Columns, generation: int) -> Columns:
        db = self._catalogue.connection
        rows = db.execute(
            f"SELECT {_COLUMNS} FROM article {_since(old.generation)}",  # noqa: S608
            (old.generation,),
        ).fetchall()
        gone = np.array(
            [r[0] for r in db.execute("SELECT doc FROM gone WHERE version > ?", (old.generation,))],
            dtype=np.int64,
        )
        docs = np.array([row[0] for row in rows], dtype=np.int64)
        size = max(old.size, int(docs[-1]) + 1 if len(docs) else 0)
        arrays = {name: _grown(getattr(old, name), size) for name in _ARRAYS}
        codes = {name: _grown(old.codes[name], size) for name in CODED}
        names = {name: list(values) for name, values in old.names.items()}
        arrays["alive"][gone[gone < size]] = False
        touched = np.zeros(size, dtype=np.bool_)
        touched[gone[gone < size]] = True
        if len(docs):
            touched[docs] = True
            self._fill(rows, docs, arrays, codes, names)
        kept = ~touched[old.tag_docs] if len(old.tag_docs) else np.zeros(0, np.bool_)
        new_docs, new_codes = _tag_pairs(rows, self._passages(old.generation), names["tag"])
        return Columns(
            generation=generation,
            codes=codes,
            names=names,
            tag_docs=np.concatenate([old.tag_docs[kept], new_docs]),
            tag_codes=np.concatenate([old.tag_codes[kept], new_codes]),
            **arrays,
        )

    def _passages(self, since: int) -> Iterable[tuple[int, tuple[str, ...]]]:
        """The tags of passages and notes in the articles that changed after a generation."""
        query = (
            "SELECT doc, annotation.id, motivation, color, modified, data FROM annotation "
            "JOIN article USING (doc) WHERE motivation != 'tagging' AND version > ?"
        )
        for doc, *row in self._catalogue.connection.execute(query, (since,)):
            yield doc, to_annotation(tuple(row)).tags

    @staticmethod
    def _fill(
        rows: list[tuple[Any, ...]],
        docs: Ints,
        arrays: dict[str, Any],
        codes: dict[str, Codes],
        names: dict[str, list[str]],
    ) -> None:
        _, source, date, language, media, annotations, read, story, status, added, _, words = zip(
            *rows, strict=True
        )
        known = {d: (*days(d), int(d[:4] + d[5:7]) if _MONTH.match(d) else 0) for d in set(date)}
        spans = np.array([known[d] for d in date], dtype=np.int32)
        for number, name in enumerate(("low", "high", "month")):
            arrays[name][docs] = spans[:, number]
        arrays["alive"][docs] = True
        arrays["annotated"][docs] = np.array(annotations) > 0
        arrays["read"][docs] = np.array(read) > 0
        arrays["story"][docs] = story
        moments = {value: _moment(value) for value in set(added)}
        arrays["added"][docs] = [moments[value] for value in added]
        arrays["words"][docs] = words
        kinds = {m: kind_of(m) for m in set(media)}
        types = [kinds[m] for m in media]
        strings = {"source": source, "language": language, "type": types, "status": status}
        for name, values in strings.items():
            codes[name][docs] = _coded(values, names[name])

    # ------------------------------------------------------------ titles

    def title_ranks(self) -> Codes:
        """Return each doc's place among all titles in folded order (those without come last)."""
        columns = self.current()
        with self._lock:
            if self._titles is None:
                self._titles = self._load_titles()
            if self._titles is not None and self._titles.generation == columns.generation:
                return self._titles.ranks
            held = self._titles or _Titles(-1, np.zeros(0, dtype=np.int32), {})
            keys, ranks = held.keys, held.ranks
            fresh = self._title_keys(held.generation if keys else -1)
            if not keys or any(keys.get(doc) != key for doc, key in fresh.items()):
                keys = keys | fresh
                ranks = _ranked(keys, ranks, columns.size)
            self._titles = _Titles(columns.generation, ranks, keys)
            return ranks

    def _title_keys(self, since: int) -> dict[int, str]:
        """What the titles that changed after a generation are sorted by: doc → folded title."""
        query = f"SELECT doc, title FROM article {_since(since)}"  # noqa: S608
        found = self._catalogue.connection.execute(query, (since,))
        keys: dict[int, str] = {}
        # In parts, as no other thread runs while one of these calls does.
        while rows := found.fetchmany(PART):
            folded = fold_text("\n".join(title.replace("\n", " ") for _, title in rows))
            parts = folded.split("\n")
            keys |= {row[0]: _natural(key) for row, key in zip(rows, parts, strict=False)}
        return keys

    # ------------------------------------------------------------ keeping

    def save(self) -> None:
        """Keep the arrays in the catalogue, so that the next start need not read every row; the
        order of the titles too, where it was asked for."""
        columns, titles = self._columns, self._titles
        blobs: dict[str, bytes] = {}
        kept: dict[str, int] = {}
        if columns is not None and self._catalogue.meta(KEPT) != columns.generation:
            arrays = {name: getattr(columns, name) for name in (*_ARRAYS, "tag_docs", "tag_codes")}
            arrays |= {f"code.{name}": columns.codes[name] for name in CODED}
            buffer = io.BytesIO()
            np.savez(buffer, **arrays)
            names = json.dumps(columns.names, ensure_ascii=False).encode("utf-8", "surrogatepass")
            blobs |= {
                "arrays": zlib.compress(buffer.getvalue(), 1),
                "names": zlib.compress(names, 1),
            }
            kept[KEPT] = columns.generation
        if titles is not None and self._catalogue.meta(TITLES) != titles.generation:
            blobs[TITLES] = zlib.compress(titles.ranks.astype("<i4").tobytes(), 1)
            kept[TITLES] = titles.generation
        if not blobs:
            return
        with self._catalogue.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO columns VALUES (?, ?)", blobs.items())
            for key, generation in kept.items():
                self._catalogue.set_meta(key, generation)

    def _load_titles(self) -> _Titles | None:
        """The order of the titles as it was kept, likewise."""
        generation = self._catalogue.meta(TITLES)
        query = "SELECT data FROM columns WHERE name = ?"
        row = self._catalogue.connection.execute(query, (TITLES,)).fetchone()
        if generation is None or row is None:
            return None
        try:
            ranks = np.frombuffer(zlib.decompress(row[0]), dtype="<i4").astype(np.int32)
        except (ValueError, zlib.error):
            return None
        return _Titles(int(generation), ranks, {})

    def _load(self) -> Columns | None:
        """The arrays as they were kept, or None where there are none (or no good ones)."""
        generation = self._catalogue.meta(KEPT)
        if generation is None:
            return None
        try:
            blobs = dict(self._catalogue.connection.execute("SELECT name, data FROM columns"))
            names = json.loads(zlib.decompress(blobs["names"]).decode("utf-8", "surrogatepass"))
            with np.load(io.BytesIO(zlib.decompress(blobs["arrays"])), allow_pickle=False) as data:
                arrays = {name: data[name] for name in (*_ARRAYS, "tag_docs", "tag_codes")}
                codes = {name: data[f"code.{name}"] for name in CODED}
        except (KeyError, ValueError, OSError, zlib.error):
            return None
        return Columns(generation=int(generation), codes=codes, names=names, **arrays)


def _since(generation: int) -> str:
    """The rows that changed after a generation, by doc. The plus keeps SQLite from reading the
    whole table in that order where it is to look just the changed rows up."""
    return "WHERE version > ? ORDER BY " + ("doc" if generation < 0 else "+doc")


def _ranked(keys: dict[int, str], before: Codes, size: int) -> Codes:
    """Each doc's place by its key, then by its number; those without a key come last.

    ``before`` are the places that they had: what is nearly sorted is sorted in no time.
    """
    docs = np.array(list(keys), dtype=np.int64)
    length = max(size, len(before), int(docs.max(initial=0)) + 1)
    places = np.full(length, len(docs), dtype=np.int32)
    places[: len(before)] = before
    pairs = [(keys[doc], doc) for doc in docs[np.argsort(places[docs], kind="stable")].tolist()]
    for at in range(0, len(pairs), PART):
        pairs[at : at + PART] = sorted(pairs[at : at + PART])
    pairs.sort()
    empty = bisect_left(pairs, ("\0",))
    order = [doc for _, doc in (*pairs[empty:], *pairs[:empty])]
    ranks = np.zeros(length, dtype=np.int32)
    ranks[np.array(order, dtype=np.int64)] = np.arange(len(order), dtype=np.int32)
    return ranks


_MONTH = re.compile(r"\d{4}-\d\d")
_NUMBER = re.compile(r"[0-9]+")
LONGEST = 20
"""Digits of a number that is sorted by its value; longer ones come behind."""

_EDGES = " \t\u00a0\"'«»“”‘’()[]{}.,:;!?،؛؟…-–—"


def _natural(title: str) -> str:
    """What a folded title is sorted by: numbers by their value, 9 before 10 (٩ before ١٠)."""
    return _NUMBER.sub(lambda match: match[0].lstrip("0").rjust(LONGEST, "0"), title.strip(_EDGES))


def _grown(array: Any, size: int) -> Any:
    """A copy of an array with room for ``size`` docs."""
    grown = np.zeros(size, dtype=array.dtype)
    grown[: len(array)] = array
    return grown


def _coded(values: Iterable[str], names: list[str]) -> list[int]:
    """The codes of strings; new ones are added to ``names``."""
    index = {name: code for code, name in enumerate(names)}
    values = list(values)
    for value in dict.fromkeys(values):
        if value not in index:
            index[value] = len(names)
            names.append(value)
    return [index[value] for value in values]


def _tag_pairs(
    rows: list[tuple[Any, ...]],
    passages: Iterable[tuple[int, tuple[str, ...]]],
    names: list[str],
) -> tuple[Ints, Codes]:
    """The (doc, tag code) pairs of rows and of the passages in them, each once."""
    pairs = dict.fromkeys((row[0], tag) for row in rows for tag in split(row[10]))
    pairs |= dict.fromkeys((doc, tag) for doc, tags in passages for tag in tags)
    docs, codes = [doc for doc, _ in pairs], _coded((tag for _, tag in pairs), names)
    return np.array(docs, dtype=np.int64), np.array(codes, dtype=np.int32)
