"""How well anchors find their passages again in edited texts.

``python benchmarks/anchoring.py CORPUS [--articles 500] [--passages 20]`` takes real articles
(CORPUS: a folder of zips with JSON arrays of ``title`` and ``content``), anchors random passages,
edits the texts as publishers and other extractors do, keeping account of where every character
went, and counts passages found right, found wrong, and orphaned. A passage *survived* when at
most a tenth of its letters was changed, removed or put in; of these 99 % must be found, and of
all at most one in 10,000 may be found wrong.

Found right: each edge stands where the passage's does, give or take two letters (or a twentieth
of a long passage) and the changed words next to it; of a passage that did not survive: it covers
half of what is left, and is covered by half. Where a surviving passage was found but an edge is
farther off, it counts as *edge*. Everything else that was found is wrong.
"""

# ruff: noqa: ARG001 - every edit takes the same arguments
from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import re
import statistics
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from archive_app.core.model import Anchor, AnchorStatus
from archive_app.text.anchors import make_anchor, resolve
from archive_app.text.anchors.matching import letters

WORD = re.compile(r"\S+")
SENTENCE = re.compile(r"\S.*?(?:[.!?؟]+[\"”»)]*(?=\s)|$)\s*", re.MULTILINE)
PARAGRAPH = re.compile(r"[^\n]+\n*")
TASHKEEL = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"


@lru_cache(maxsize=1 << 16)
def count(text: str) -> int:
    """How many letters a text has."""
    return len(letters(text))


class Piece(NamedTuple):
    """What became of ``old[start:end]``; an insertion where they are equal."""

    start: int
    end: int
    new: str
    kept: bool


Edit = Callable[[str, random.Random, "Corpus"], list[Piece]]


@dataclass
class Corpus:
    """Articles to edit; sentences and words of others to put into them."""

    articles: list[str]
    sentences: list[str]
    words: list[str]


def read_corpus(folder: Path, count: int, chance: random.Random) -> Corpus:
    texts: dict[str, None] = {}
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json") and not name.startswith("__MACOSX"):
                    for article in json.loads(archive.read(name)):
                        text = f"{article['title'].strip()}\n\n{article['content'].strip()}\n"
                        if len(text) > 600:
                            texts[text] = None
    everything = list(texts)
    chance.shuffle(everything)
    others = everything[count : count + 1000]
    sentences = [s for text in others for s in SENTENCE.findall(text) if len(s) > 40]
    words = [w for text in others for w in WORD.findall(text)]
    return Corpus(everything[:count], sentences, words)


# ---------------------------------------------------------------- passages


def passages(text: str, count: int, chance: random.Random) -> Iterator[tuple[int, int]]:
    words = [match.span() for match in WORD.finditer(text)]
    sentences = [match.span() for match in SENTENCE.finditer(text) if match.group().strip()]
    paragraphs = [match.span() for match in PARAGRAPH.finditer(text) if match.group().strip()]
    for _ in range(count):
        kind = chance.random()
        if kind < 0.7:
            length = min(len(words), round(2 ** chance.uniform(0, 6)))
            first = chance.randrange(len(words) - length + 1)
            start, end = words[first][0], words[first + length - 1][1]
        else:
            start, end = chance.choice(sentences if kind < 0.9 else paragraphs)
            end = start + len(text[start:end].rstrip())
        if letters(text[start:end]):
            yield start, end


# ---------------------------------------------------------------- edits


def by_character(replace: Callable[[str], str]) -> Edit:
    def edit(text: str, chance: random.Random, corpus: Corpus) -> list[Piece]:
        return [Piece(i, i + 1, replace(c), True) for i, c in enumerate(text)]

    return edit


def vocalised(text: str, chance: random.Random, corpus: Corpus) -> list[Piece]:
    return [
        Piece(i, i + 1, c + chance.choice(TASHKEEL) * (c.isalpha() and chance.random() < 0.4), True)
        for i, c in enumerate(text)
    ]


def spaced(text: str, chance: random.Random, corpus: Corpus) -> list[Piece]:
    quotes = str.maketrans({'"': "«", "«": '"', "»": '"', "“": '"', "”": '"', "،": ",", "؛": ";"})
    spaces = (" ", "\u00a0", "  ", "\n", " \u200f", "\t")
    return [
        Piece(i, i + 1, chance.choice(spaces) if c.isspace() else c.translate(quotes), True)
        for i, c in enumerate(text)
    ]


def words_changed(share: float) -> Edit:
    def edit(text: str, chance: random.Random, corpus: Corpus) -> list[Piece]:
        pieces, last = [], 0
        for match in WORD.finditer(text):
            start, end = match.span()
            pieces.append(Piece(last, start, text[last:start], True))
            word = match.group()
            if chance.random() < share:
                kind = chance.random()
                if kind < 0.5:
                    word = chance.choice(corpus.words)
                elif kind < 0.75:
                    at = chance.randrange(len(word))
                    word = word[:at] + chance.choice("ابتدرسعفقلمنهوي") + word[at + 1 :]
                else:
                    word = ""
                pieces.append(Piece(start, end, word, False))
            else:
                pieces.append(Piece(start, end, word, True))
            last = end
        pieces.append(Piece(last, len(text), text[last:], True))
        return pieces

    return edit


def sentences_inserted(text: str, chance: random.Random, corpus: Corpus) -> list[Piece]:
    pieces = []
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        if chance.random() < 0.2:
            pieces.append(Piece(start, start, chance.choice(corpus.sentences) + " ", False))
        pieces.append(Piece(start, end, match.group(), True))
    return _complete(text, pieces)


def sentences_removed(text: str, chance: random.Random, corpus: Corpus) -> list[Piece]:
    pieces = []
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        gone = chance.random() < 0.2
        pieces.append(Piece(start, end, "" if gone else match.group(), not gone))
    return _complete(text, pieces)


def paragraphs_moved(text: str, chance: random.Random, corpus: Corpus) -> list[Piece]:
    pieces = [Piece(*match.span(), match.group(), True) for match in PARAGRAPH.finditer(text)]
    if len(pieces) < 3:
        # One long paragraph: its sentences change places instead.
        pieces = [Piece(*match.span(), match.group(), True) for match in SENTENCE.finditer(text)]
    pieces = _complete(text, pieces)
    chance.shuffle(pieces)
    return pieces


def _complete(text: str, pieces: list[Piece]) -> list[Piece]:
    """With what no sentence covers."""
    result, last = [], 0
    for piece in pieces:
        if piece.start > last:
            result.append(Piece(last, piece.start, text[last : piece.start], True))
        result.append(piece)
        last = piece.end
    if last < len(text):
        result.append(Piece(last, len(text), text[last:], True))
    return result


SHAPED = str.maketrans(
    {"ب": "ﺑ", "ا": "ﺎ", "ل": "ﻟ", "م": "ﻣ", "ن": "ﻧ", "ي": "ﻳ", "ه": "ﻬ", "و": "ﻮ", "ر": "ﺮ"}
)


def as_pdf(text: str, chance: random.Random, corpus: Corpus) -> list[Piece]:
    """As a PDF's extractor gives it: presentation forms, wrapped lines, a page's foot and head."""
    pieces, column, page = [], 0, 0
    for i, c in enumerate(text):
        new = c.translate(SHAPED)
        if c.isspace() and column > 70:
            new, column = "\n", 0
        pieces.append(Piece(i, i + 1, new, True))
        column += 1
        page += 1
        if page > 1800 and c == " ":
            pieces.append(Piece(i + 1, i + 1, f"\n{i // 1800 + 1}\nصحيفة اليوم\n", False))
            page = 0
    return pieces


def as_page(text: str, chance: random.Random, corpus: Corpus) -> list[Piece]:
    """As a web page's other extractor gives it: the site's words about it, the title twice."""
    title = text.split("\n", 1)[0]
    before = "الرئيسية | أخبار | رياضة\n" + title + "\n" + chance.choice(corpus.sentences) + "\n"
    after = "\nشارك\nأخبار ذات صلة\n" + "\n".join(chance.choices(corpus.sentences, k=4))
    body = [Piece(i, i + 1, " " if c == "\n" else c, True) for i, c in enumerate(text)]
    return [Piece(0, 0, before, False), *body, Piece(len(text), len(text), after, False)]


def several(*edits: Edit) -> Edit:
    """One edit after the other, with their accounts joined."""

    def edit(text: str, chance: random.Random, corpus: Corpus) -> list[Piece]:
        pieces = edits[0](text, chance, corpus)
        for further in edits[1:]:
            pieces = _join(pieces, further("".join(p.new for p in pieces), chance, corpus))
        return pieces

    return edit


def _join(first: list[Piece], second: list[Piece]) -> list[Piece]:
    origins: list[tuple[int, int, bool]] = []
    for p in first:
        same = p.kept and len(p.new) == p.end - p.start
        origins += [
            (p.start + k, p.start + k + 1, True) if same else (p.start, p.end, p.kept)
            for k in range(len(p.new))
        ]
    result = []
    for p in second:
        if p.start == p.end:
            at = origins[p.start][0] if p.start < len(origins) else first[-1].end
            result.append(Piece(at, at, p.new, False))
        elif p.kept and len(p.new) == p.end - p.start:
            result += [
                Piece(*origins[p.start + k][:2], c, origins[p.start + k][2])
                for k, c in enumerate(p.new)
            ]
        else:
            covered = origins[p.start : p.end]
            low, high = min(o[0] for o in covered), max(o[1] for o in covered)
            result.append(Piece(low, high, p.new, p.kept and all(o[2] for o in covered)))
    return result


HAMZA = str.maketrans("أإآىةؤئ", "اااي\u0647وي")
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

EDITS: dict[str, Edit] = {
    "nothing": by_character(lambda c: c),
    "tashkeel added": vocalised,
    "tashkeel removed": by_character(lambda c: "" if c in TASHKEEL else c),
    "hamza normalised": by_character(lambda c: c.translate(HAMZA)),
    "digits changed": by_character(lambda c: c.translate(DIGITS)),
    "white space and quotes": spaced,
    "1 % of words changed": words_changed(0.01),
    "5 % of words changed": words_changed(0.05),
    "10 % of words changed": words_changed(0.10),
    "sentences inserted": sentences_inserted,
    "sentences removed": sentences_removed,
    "paragraphs reordered": paragraphs_moved,
    "other extractor: PDF": as_pdf,
    "other extractor: page": as_page,
    "5 %, inserted, removed": several(words_changed(0.05), sentences_inserted, sentences_removed),
    "another article": by_character(lambda c: c),
}


# ---------------------------------------------------------------- truth


class Truth(NamedTuple):
    """Where a passage went: letters of the new text before its edges (``outer``: with changed
    words at them, ``inner``: without), and how much of it changed (1 and more: nothing left)."""

    outer: tuple[int, int]
    inner: tuple[int, int]
    changed: float


class Ledger:
    """Where every piece of the old text stands in the new, counted in letters."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.new = "".join(piece.new for piece in pieces)
        self.rows: list[tuple[Piece, int, int]] = []
        at = 0
        for piece in pieces:
            size = count(piece.new)
            self.rows.append((piece, at, at + size))
            at += size

    def truth(self, text: str, start: int, end: int) -> Truth | None:
        """The truth of the passage ``text[start:end]``; None where its parts lie scattered."""
        total = len(letters(text[start:end]))
        outer: list[tuple[int, int]] = []
        inner: list[tuple[int, int]] = []
        kept = last_end = 0
        for piece, row_low, row_high in self.rows:
            if piece.start >= end or piece.end <= start or piece.start == piece.end:
                continue
            low, high = row_low, row_high
            first, last = max(piece.start, start), min(piece.end, end)
            if first < last_end:
                return Truth((0, 0), (0, 0), 2.0)  # its parts changed places
            last_end = last
            if piece.kept and len(piece.new) == piece.end - piece.start:
                low = row_low + count(piece.new[: first - piece.start])
                high = low + count(piece.new[first - piece.start : last - piece.start])
            if high > low or not piece.new:
                outer.append((low, high))
            if piece.kept and high > low:
                inner.append((low, high))
                kept += high - low
        if not inner:
            # Every word was changed where it stood, or the passage is gone.
            place = [(low, high) for low, high in outer if high > low]
            if not place:
                return None
            return Truth((place[0][0], place[-1][1]), (place[0][0], place[-1][1]), 1.0)
        begin, stop = min(a for a, _ in inner), max(b for _, b in inner)
        inside = stop - begin - kept  # what was put in or changed between
        changed = (total - kept + inside) / total
        return Truth((min(a for a, _ in outer), max(b for _, b in outer)), (begin, stop), changed)


def is_right(found: tuple[int, int], truth: Truth, survived: bool) -> bool:
    if survived:
        slack = max(2, (truth.inner[1] - truth.inner[0]) // 20)
        return (
            truth.outer[0] - slack <= found[0] <= truth.inner[0] + slack
            and truth.inner[1] - slack <= found[1] <= truth.outer[1] + slack
        )
    if truth.changed == 2.0:
        return True  # no place is the right one; and none is wrong that holds most of the quote
    common = min(found[1], truth.outer[1]) - max(found[0], truth.outer[0])
    least = min(found[1] - found[0], truth.inner[1] - truth.inner[0])
    return 2 * common >= least > 0


# ---------------------------------------------------------------- running


@dataclass(frozen=True, slots=True)
class Run:
    """What to measure: how many articles and passages, by which seed, and how."""

    corpus: Path
    articles: int
    passages: int
    seed: int
    plain: bool
    show: int


class Row(NamedTuple):
    """What came of one edit of one article, or of many."""

    tally: Counter[str]
    times: list[float]
    shown: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--passages", type=int, default=20)
    parser.add_argument("--only", default="", help="just the edits whose names hold this")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--plain", action="store_true", help="anchors without surroundings")
    parser.add_argument("--show", type=int, default=0, help="mistakes to show, per edit")
    parser.add_argument("--json", type=Path, help="write the table to this file too")
    o = parser.parse_args()
    options = Run(o.corpus, o.articles, o.passages, o.seed, o.plain, o.show)
    names = [name for name in EDITS if o.only in name]
    rows = {name: Row(Counter(), [], []) for name in names}
    print(
        f"{'edit':26}{'passages':>9}{'survived':>9}{'found':>9}{'review':>8}"
        f"{'edge':>6}{'wrong':>7}{'orphans':>9}{'median':>10}{'worst':>10}"
    )
    with multiprocessing.Pool(o.jobs) as pool:
        for name in names:
            row = rows[name]
            work = [(options, name, number) for number in range(o.articles)]
            for tally, times, shown in pool.imap(_measure, work, chunksize=5):
                row.tally.update(tally)
                row.times.extend(times)
                row.shown.extend(shown)
            print(_line(name, row), flush=True)
            for mistake in row.shown[: options.show]:
                print(mistake, flush=True)
    wrong = sum(row.tally["wrong"] for row in rows.values())
    print(f"wrong: {wrong} of {sum(row.tally['all'] for row in rows.values()):,}")
    if o.json:
        table = {name: _figures(row) for name, row in rows.items()}
        o.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def _figures(row: Row) -> dict[str, float]:
    figures: dict[str, float] = {
        key: row.tally[key]
        for key in ("all", "survived", "found", "review", "unsure", "edge", "wrong", "orphan")
    }
    figures["median_ms"] = round(statistics.median(row.times), 2)
    figures["worst_ms"] = round(max(row.times), 2)
    return figures


def _line(name: str, row: Row) -> str:
    tally = row.tally
    share = tally["found"] / tally["survived"] if tally["survived"] else 1.0
    return (
        f"{name:26}{tally['all']:>9,}{tally['survived']:>9,}{share:>9.2%}{tally['review']:>8,}"
        f"{tally['edge']:>6,}{tally['wrong']:>7,}{tally['orphan']:>9,}"
        f"{statistics.median(row.times):>7.1f} ms{max(row.times):>7.1f} ms"
    )


@lru_cache(maxsize=1)
def _corpus(run: Run) -> Corpus:
    """The corpus, read once in each process."""
    return read_corpus(run.corpus, run.articles, random.Random(run.seed))


def _measure(work: tuple[Run, str, int]) -> Row:
    """One edit of one article: its passages anchored, and looked for."""
    run, name, number = work
    corpus = _corpus(run)
    edit, text = EDITS[name], corpus.articles[number]
    chance = random.Random(f"{run.seed} {name} {number}")
    if name == "tashkeel removed":
        text = "".join(piece.new for piece in vocalised(text, chance, corpus))
    ledger = Ledger(edit(text, chance, corpus))
    new = ledger.new
    if name == "another article":
        new = corpus.articles[number - 1]
    spans = list(passages(text, run.passages, chance))
    anchors = [make_anchor(text, *span) for span in spans]
    if run.plain:
        anchors = [replace(anchor, surroundings="") for anchor in anchors]
    began = time.process_time()
    found = [resolve(anchor, new) for anchor in anchors]
    row = Row(Counter(), [1000 * (time.process_time() - began)], [])
    for span, anchor, resolution in zip(spans, anchors, found, strict=True):
        truth = None if name == "another article" else ledger.truth(text, *span)
        verdict = judge(resolution.span, new, truth)
        survived = truth is not None and truth.changed <= 0.1
        row.tally["all"] += 1
        row.tally["survived"] += survived
        row.tally["found"] += survived and verdict == "right"
        unsure = resolution.status == AnchorStatus.REVIEW
        row.tally["review"] += verdict == "right" and unsure
        row.tally["unsure"] += verdict == "wrong" and unsure
        row.tally[verdict] += 1
        missed = verdict == "orphan" and survived
        if verdict == "wrong" or missed:
            row.shown.append(
                f"--- {verdict} {number} {resolution.score:.2f} {resolution.status} {truth}\n"
                + described(anchor, new, resolution.span)
            )
    return row


def judge(span: tuple[int, int] | None, new: str, truth: Truth | None) -> str:
    if span is None:
        return "orphan"
    if truth is None:
        return "wrong"
    before = len(letters(new[: span[0]]))
    place = (before, before + len(letters(new[span[0] : span[1]])))
    if is_right(place, truth, truth.changed <= 0.1):
        return "right"
    return "edge" if is_right(place, truth, survived=False) else "wrong"


def described(anchor: Anchor, new: str, span: tuple[int, int] | None) -> str:
    """A mistake, for a person to look at."""
    was = f"    was: {anchor.prefix!r} [{anchor.exact!r}] {anchor.suffix!r}"
    if span is None:
        return was
    low, high = span
    return (
        f"{was}\n    now: {new[max(0, low - 32) : low]!r} [{new[low:high]!r}]"
        f" {new[high : high + 32]!r}"
    )


if __name__ == "__main__":
    main()
