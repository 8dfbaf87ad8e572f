"""Every place where a query's words stand, each in its line: a keyword-in-context concordance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive_app.core.model import Span, Why
from archive_app.search.catalogue import Catalogue
from archive_app.search.marks import Marker
from archive_app.search.searcher import Results

WIDTH = 60
"""Code points of context on each side."""

_CHUNK = 50


@dataclass(frozen=True, slots=True)
class KeyWord:
    """A found word in its context: the article (``doc``), where it stands (``span``, in the text's
    code points), what stands before it and after it on one line, and why it was found."""

    doc: int
    span: Span
    before: str
    word: str
    after: str
    why: Why


def concordance(
    catalogue: Catalogue, results: Results, *, width: int = WIDTH, limit: int = 1000
) -> Iterator[KeyWord]:
    """Yield the places of a result's words, article by article in its order, ``limit`` at most."""
    markers: dict[tuple[bool, ...], Marker] = {}
    given = 0
    for start in range(0, len(results.docs), _CHUNK):
        docs = results.docs[start : start + _CHUNK].tolist()
        texts = catalogue.texts(docs)
        for doc in docs:
            sides = results.sides_of(doc)
            if sides not in markers:
                markers[sides] = Marker(results.terms(sides))
            for line in _lines(doc, texts.get(doc, ""), markers[sides], width):
                yield line
                given += 1
                if given == limit:
                    return


def _lines(doc: int, text: str, marker: Marker, width: int) -> Iterator[KeyWord]:
    for mark in marker.find(text):
        before = text[max(0, mark.start - width) : mark.start]
        after = text[mark.end : mark.end + width]
        word = text[mark.start : mark.end]
        span = mark.start, mark.end
        yield KeyWord(doc, span, _one_line(before), word, _one_line(after), mark.why)


def by_neighbour(lines: Iterable[KeyWord], *, after: bool = True) -> list[KeyWord]:
    """Return lines sorted by the words that follow the found one (or that come before it)."""

    def key(line: KeyWord) -> list[str]:
        return line.after.split() if after else line.before.split()[::-1]

    return sorted(lines, key=key)


def _one_line(text: str) -> str:
    """A piece of text with every break and run of blanks as one blank, its ends kept."""
    return "".join(" " if char.isspace() else char for char in text)
