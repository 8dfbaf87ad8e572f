"""Catalogues and indexes of real articles, made without the library."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive_app.core.model import Article, Metadata
from archive_app.search.catalogue import Catalogue, Entry
from archive_app.search.index import Index
from archive_app.search.searcher import Searcher
from archive_app.text.tokens import words
from tests.conftest import SEEDS


def entry(
    text: str,
    *,
    id_: str = "",
    title: str = "",
    source: str = "",
    date: str = "",
    language: str = "ar",
    tags: tuple[str, ...] = (),
    media_type: str = "text/plain",
    added: str = "2026-11-22T00:00:00.000000Z",
    creator: tuple[str, ...] = (),
) -> Entry:
    """An article as the importer would give it to the catalogue."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    article = Article(
        id=id_ or digest[:12],
        doc=0,
        path=f"2026-11/{id_ or digest[:12]}.txt",
        metadata=Metadata(title, creator, source, date, language),
        media_type=media_type,
        size=len(text),
        words=len(words(text)),
        added=added,
        tags=tags,
    )
    return Entry(article=article, text=text, sha256=digest)


class Bench:
    """A catalogue, an index and a searcher over them, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.catalogue = Catalogue.open(folder / "catalogue.sqlite")
        self.index = Index.open(folder / "index")
        self.searcher = Searcher(self.catalogue, self.index)

    def add(self, *entries: Entry) -> list[int]:
        """Put articles in."""
        docs = self.catalogue.add(entries)
        with self.index.writer() as writer:
            for doc, one in zip(docs, entries, strict=True):
                article = one.article
                fields = {
                    "title": article.metadata.title,
                    "body": one.text,
                    "creator": " ; ".join(article.metadata.creator),
                    "note": "",
                    "tag": " ; ".join(article.tags),
                }
                writer.delete(doc)
                writer.add(doc, {name: " ".join(words(value)) for name, value in fields.items()})
        self.searcher.learn(writer.new_words)
        return docs

    def found(self, query: str, **options: object) -> list[str]:
        """The ids that a query finds, in their order."""
        results = self.searcher.search(query, **options)  # type: ignore[arg-type]
        return [article.id for article in self.catalogue.many(results.docs)]

    def close(self) -> None:
        self.index.close()
        self.catalogue.close()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """An empty catalogue and index."""
    made = Bench(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """The five sample articles, called 0 to 4. Not to be written to."""
    made = Bench(tmp_path_factory.mktemp("seeds"))
    entries = []
    for number, path in enumerate(sorted(SEEDS.glob("*.txt"))):
        text = path.read_text(encoding="utf-8")
        title = next(line.strip() for line in text.splitlines() if line.strip())
        entries.append(
            entry(
                text,
                id_=str(number),
                title=title,
                source=("سانا", "روسيا اليوم")[number % 2],
                date=f"2017-04-2{number}",
                tags=("حرب", "سياسة")[: number % 3],
            )
        )
    made.add(*entries)
    yield made
    made.close()


Maker = Callable[..., Entry]
