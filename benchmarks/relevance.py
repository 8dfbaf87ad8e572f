"""How well questions find the paragraph that answers them, beside what others do.

``python -m benchmarks.relevance FILE [--json]`` reads a data set in the form of SQuAD (XQuAD,
MLQA, ARCD, TyDi QA …), imports every paragraph as an article of a new archive, asks every
question with ``match=any``, and prints the mean reciprocal rank within the first ten (MRR@10) and
how often the right paragraph is the first (R@1) or among the first ten (R@10), for

- ``whoosh``: Whoosh 2.7.4 as it comes (its standard analyser and BM25F);
- ``light10``: the rules of Lucene's Arabic analyser, as Larkey, Ballesteros and Connell describe
  them ("Light stemming for Arabic information retrieval", 2007), with BM25 as Lucene has it;
- ``snowball``: Snowball's Arabic stemmer with the same BM25;
- ``ours``: this program, through its public API.

The first three are compared on the same words, with k1 = 1.2 and b = 0.75.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import Stemmer

from archive_app import Archive
from archive_app.text.tokens import words

DEPTH = 10
K1, B = 1.2, 0.75


class Question(NamedTuple):
    """A question and the number of the paragraph that answers it."""

    text: str
    paragraph: int


class Row(NamedTuple):
    """What one system reached, and what a question took it in milliseconds."""

    system: str
    mrr: float
    first: float
    ten: float
    milliseconds: float


Asker = Callable[[str], Sequence[int]]
"""Answers a question with the numbers of paragraphs, the best first."""


def read(path: Path) -> tuple[list[str], list[Question]]:
    """The paragraphs, each once, and the questions of a file in the form of SQuAD."""
    numbers: dict[str, int] = {}
    questions = []
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            number = numbers.setdefault(paragraph["context"], len(numbers))
            questions += [Question(one["question"], number) for one in paragraph["qas"]]
    return list(numbers), questions


def measure(system: str, ask: Asker, questions: Sequence[Question]) -> Row:
    """Ask every question."""
    reciprocal = first = ten = 0.0
    begun = time.perf_counter()
    for question in questions:
        found = list(ask(question.text))[:DEPTH]
        if question.paragraph in found:
            place = found.index(question.paragraph)
            reciprocal += 1 / (place + 1)
            first += place == 0
            ten += 1
    count = max(1, len(questions))
    spent = (time.perf_counter() - begun) / count * 1000
    return Row(system, reciprocal / count, first / count, ten / count, spent)


# ---------------------------------------------------------------- the others


def bm25(paragraphs: Sequence[str], analyse: Callable[[str], Iterable[str]]) -> Asker:
    """BM25 over the terms that ``analyse`` makes of a text (Robertson's, Lucene's idf)."""
    counts = [Counter(analyse(text)) for text in paragraphs]
    lengths = np.array([sum(count.values()) for count in counts], dtype=float)
    norm = K1 * (1 - B + B * lengths / max(1.0, float(lengths.mean())))
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, count in enumerate(counts):
        for term, times in count.items():
            postings[term].append((number, times))

    def ask(question: str) -> list[int]:
        scores = np.zeros(len(paragraphs))
        for term in analyse(question):
            if term in postings:
                docs, times = np.array(postings[term]).T
                idf = math.log(1 + (len(paragraphs) - len(docs) + 0.5) / (len(docs) + 0.5))
                scores[docs] += idf * times * (K1 + 1) / (times + norm[docs])
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        return [int(doc) for doc in best if scores[doc] > 0]

    return ask


_TASHKEEL = re.compile("[\u064b-\u0652\u0640]")
_SEATS = str.maketrans("أإآىة", "اااي" + "ه")
_LIGHT10_PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
_LIGHT10_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def light10(word: str) -> str:
    """A word by the rules of light10: one prefix, then each suffix in turn, never below two
    letters (three before a lone و)."""
    word = _TASHKEEL.sub("", word).translate(_SEATS)
    for prefix in _LIGHT10_PREFIXES:
        least = 3 if prefix == "و" else 2
        if word.startswith(prefix) and len(word) - len(prefix) >= least:
            word = word[len(prefix) :]
            break
    for suffix in _LIGHT10_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            word = word[: -len(suffix)]
    return word


def whoosh_as_it_comes(paragraphs: Sequence[str]) -> Asker:
    """Whoosh's own analyser, index and scoring; the words of a question as alternatives."""
    from whoosh import fields, query
    from whoosh.filedb.filestore import RamStorage

    schema = fields.Schema(number=fields.NUMERIC(stored=True), body=fields.TEXT)
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for number, text in enumerate(paragraphs):
        writer.add_document(number=number, body=text)
    writer.commit()
    searcher = index.searcher()

    def ask(question: str) -> list[int]:
        terms = [token.text for token in schema["body"].analyzer(question)]
        asked = query.Or([query.Term("body", term) for term in terms])
        return [hit["number"] for hit in searcher.search(asked, limit=DEPTH)]

    return ask


# ---------------------------------------------------------------- ours


def ours(paragraphs: Sequence[str], folder: Path) -> tuple[Archive, Asker]:
    """A new archive in ``folder`` with every paragraph as an article, and its search."""
    source = folder / "paragraphs"
    source.mkdir()
    for number, text in enumerate(paragraphs):
        (source / f"{number:06}.txt").write_text(text, "utf-8")
    archive = Archive.open(folder / "archive", create=True, cache=folder / "cache")
    report = archive.import_paths([source])
    numbers = {article.id: int(Path(article.path).stem[:6]) for article in report.imported}

    def ask(question: str) -> list[int]:
        found = archive.search(question, match="any", limit=DEPTH)
        return [numbers[hit.article.id] for hit in found.hits]

    return archive, ask


def compare(path: Path) -> list[Row]:
    """All systems on one data set."""
    paragraphs, questions = read(path)
    snowball = Stemmer.Stemmer("arabic").stemWords
    plain = re.compile(r"\w+")
    systems: list[tuple[str, Asker]] = [
        ("whoosh", whoosh_as_it_comes(paragraphs)),
        ("light10", bm25(paragraphs, lambda text: map(light10, plain.findall(text.lower())))),
        ("snowball", bm25(paragraphs, lambda text: snowball(plain.findall(text.lower())))),
        ("folded", bm25(paragraphs, words)),
    ]
    rows = [measure(system, ask, questions) for system, ask in systems]
    with tempfile.TemporaryDirectory() as folder:
        archive, ask = ours(paragraphs, Path(folder))
        with archive:
            rows.append(measure("ours", ask, questions))
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args(argv)
    rows = compare(options.file)
    if options.json:
        result: dict[str, Any] = {
            row.system: {
                "mrr@10": round(row.mrr, 4),
                "r@1": round(row.first, 4),
                "r@10": round(row.ten, 4),
                "ms": round(row.milliseconds, 2),
            }
            for row in rows
        }
        print(json.dumps({"file": options.file.name, "systems": result}, ensure_ascii=False))
        return 0
    print(f"{'system':<10} {'MRR@10':>7} {'R@1':>7} {'R@10':>7} {'ms':>7}")
    for row in rows:
        print(
            f"{row.system:<10} {row.mrr:7.4f} {row.first:7.4f} {row.ten:7.4f} "
            f"{row.milliseconds:7.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
