"""How well anchors find their passages in what another real extractor makes of the same article.

``python -m benchmarks.reextraction CORPUS [--articles 60] [--passages 20]`` does it twice: with
the test files that other programs made of one article (each format against each), and with real
articles that Qt prints as PDF and that are written as a web page. Each passage is anchored in one
extracted text and looked for in the other.

The truth is where the passage with 80 letters on each side is likest to the new text, by
RapidFuzz, which the search for anchors has no part in. A passage is right where both its edges
stand there, give or take two letters or a twentieth of it; it *survived* where at most a tenth of
its letters differ. As that goes wrong where an extractor brings lines into another order or has a
title twice, what was found is right too if it is the very passage, and stands in the new text just
once, or next to the twenty letters that it stood next to, before or after it.
"""

from __future__ import annotations

import argparse
import html
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from archive_app.core.model import AnchorStatus
from archive_app.extract import extract
from archive_app.text.anchors import make_anchor, resolve
from archive_app.text.anchors.matching import skeleton, words
from benchmarks.anchoring import described, passages, read_corpus

FILES = Path(__file__).parent.parent / "tests" / "extract" / "files"
AROUND = 80
"""Letters on each side by which the true place is found."""

SUFFIXES = (".html", ".mhtml", ".pdf", ".docx", ".doc", ".odt", ".rtf", ".epub", ".eml", ".msg")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--passages", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=0, help="mistakes to show, per row")
    options = parser.parse_args()
    print(
        f"{'from, to':26}{'passages':>9}{'survived':>9}{'found':>9}{'review':>8}"
        f"{'edge':>6}{'wrong':>7}{'orphans':>9}"
    )
    report("each format, each other", across_formats(), options)
    chance = random.Random(options.seed)
    articles = read_corpus(options.corpus, options.articles, chance).articles
    with tempfile.TemporaryDirectory() as folder:
        made = [texts_of(text, Path(folder)) for text in articles]
    for before, after in permutations(("text", "page", "PDF"), 2):
        pairs = ((each[before], each[after]) for each in made)
        report(f"{before}, {after}", pairs, options)


def across_formats() -> Iterator[tuple[str, str]]:
    """The texts that come of the test files, each with each other."""
    paths = [path for path in sorted(FILES.iterdir()) if path.suffix in SUFFIXES]
    texts = [extract(path).text for path in paths if path.stem != "encrypted"]
    article = set(words((FILES / "article.txt").read_text("utf-8")))
    return permutations([text for text in texts if article <= set(words(text))], 2)


def texts_of(text: str, folder: Path) -> dict[str, str]:
    """What is extracted of an article as text, as a web page, and as a printed PDF."""
    plain, page, pdf = (folder / f"article.{suffix}" for suffix in ("txt", "html", "pdf"))
    title, *paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    plain.write_text(text, encoding="utf-8")
    body = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in paragraphs)
    page.write_text(
        f'<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{html.escape(title)}'
        f"</title></head><body><nav><a href='/'>الرئيسية</a> <a href='/s'>رياضة</a></nav>"
        f"<article><h1>{html.escape(title)}</h1>\n{body}</article></body></html>",
        encoding="utf-8",
    )
    printed(page.read_text("utf-8"), pdf)
    return {"text": extract(plain).text, "page": extract(page).text, "PDF": extract(pdf).text}


def printed(page: str, path: Path) -> None:
    """Print a page as PDF, by Qt."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication, QPdfWriter, QTextDocument

    application = QGuiApplication.instance() or QGuiApplication([])
    writer = QPdfWriter(str(path))
    document = QTextDocument()
    document.setHtml(page)
    document.print_(writer)
    del document, writer, application


def report(name: str, pairs: Iterator[tuple[str, str]], options: argparse.Namespace) -> None:
    tally: Counter[str] = Counter()
    for number, (before, after) in enumerate(pairs):
        chance = random.Random(f"{options.seed} {name} {number}")
        old, new = skeleton(before), skeleton(after)
        for start, end in passages(before, options.passages, chance):
            low, high = old.index(start), old.index(end)
            truth = true_place(old.text, low, high, new.text)
            anchor = make_anchor(before, start, end)
            found = resolve(anchor, after)
            survived = truth is not None and (
                Levenshtein.distance(old.text[low:high], new.text[slice(*truth)])
                <= (high - low) // 10
            )
            tally["all"] += 1
            tally["survived"] += survived
            if found.span is None:
                tally["orphans"] += 1
                continue
            at = new.index(found.span[0]), new.index(found.span[1])
            slack = max(2, (high - low) // 20)
            right = same_text(old.text, low, high, new.text, *at) or (
                truth is not None
                and all(abs(a - b) <= slack for a, b in zip(at, truth, strict=True))
            )
            overlap = truth is not None and at[0] < truth[1] and truth[0] < at[1]
            tally["found"] += survived and right
            tally["review"] += found.status is AnchorStatus.REVIEW
            tally["edge"] += overlap and not right
            if overlap or right:
                continue
            tally["wrong"] += 1
            if tally["wrong"] <= options.show:
                print(f"--- {number} {found.status} {at} {truth}")
                print(described(anchor, after, found.span))
    share = tally["found"] / max(1, tally["survived"])
    print(
        f"{name:26}{tally['all']:>9,}{tally['survived']:>9,}{share:>9.2%}{tally['review']:>8,}"
        f"{tally['edge']:>6,}{tally['wrong']:>7,}{tally['orphans']:>9,}",
        flush=True,
    )


def same_text(old: str, low: int, high: int, new: str, first: int, last: int) -> bool:
    """Whether the very letters of the passage stand in the place that was found, and nowhere else
    or in the same surroundings on one side."""
    quote = old[low:high]
    return new[first:last] == quote and (
        new.count(quote) == 1
        or old[max(0, low - 20) : low] == new[max(0, first - 20) : first]
        or old[high : high + 20] == new[last : last + 20]
    )


def true_place(old: str, low: int, high: int, new: str) -> tuple[int, int] | None:
    """Where the letters ``low`` to ``high`` of the old text stand in the new; None where nothing
    is like them."""
    first = max(0, low - AROUND)
    pattern = old[first : high + AROUND]
    best = fuzz.partial_ratio_alignment(pattern, new)
    if best is None or best.score < 60:
        return None
    shift = best.dest_start
    if len(pattern) > len(new):
        shift = 0
    places = [
        (
            b.dest_start + max(0, low - first - b.src_start),
            b.dest_end - max(0, b.src_end + first - high),
        )
        for b in Levenshtein.opcodes(pattern, new[shift : shift + len(pattern) + AROUND // 2])
        if b.tag == "equal" and b.src_start + first < high and low < b.src_end + first
    ]
    return (shift + places[0][0], shift + places[-1][1]) if places else None


if __name__ == "__main__":
    main()
