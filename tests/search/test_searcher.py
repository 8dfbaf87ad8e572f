"""Searching the five sample articles, and small archives made for a purpose."""

from __future__ import annotations

import numpy as np
import pytest

from archive_app.core.model import Filters, Lens, Why
from tests.search.conftest import Bench, entry


@pytest.mark.parametrize(
    "query",
    [
        "سوريا",
        "سورية",
        "الارهاب",
        "الإرهاب",
        "روسيا",
        "شويغو",
        "«داعش»",
        '"وزير الدفاع الروسي"',
        "خان شيخون",
        "2254",
        "٢٢٥٤",
        "أستانا",
        "استانا",
        "مكة",
    ],
)
def test_the_seeds_are_found(seeds: Bench, query: str) -> None:
    results = seeds.searcher.search(query)
    assert results.total > 0
    assert not results.partial
    assert results.hits[0].snippet.spans or results.hits[0].title_spans
    assert results.hits[0].why in (Why.EXACT, Why.SPELLING, Why.FORM)


@pytest.mark.parametrize(
    ("one", "other"),
    [("سوريا", "سورية"), ("الارهاب", "الإرهاب"), ("أستانا", "استانا"), ("مكة", "مكه")],
)
def test_spellings_find_the_same_articles(seeds: Bench, one: str, other: str) -> None:
    assert sorted(seeds.found(one)) == sorted(seeds.found(other)) != []


def test_nothing_asked_finds_everything(seeds: Bench) -> None:
    results = seeds.searcher.search("")
    assert results.total == 5
    assert len(results.hits) == 5


def test_pages_are_the_whole(seeds: Bench) -> None:
    results = seeds.searcher.search("في", limit=2)
    pages = [seeds.searcher.hits(results, at, at + 2) for at in range(0, results.total, 2)]
    docs = [hit.article.doc for page in pages for hit in page]
    assert docs == results.docs.tolist()
    assert results.hits == pages[0]


def test_snippets_mark_the_words_where_they_stand(seeds: Bench) -> None:
    for hit in seeds.searcher.search("سورية").hits:
        text = seeds.catalogue.text(hit.article.id)
        snippet = hit.snippet
        assert text[snippet.start :].startswith(snippet.text)
        for start, end in snippet.spans:
            assert "سور" in snippet.text[start:end]


def test_the_exact_lens_tells_spellings_apart(bench: Bench) -> None:
    bench.add(
        entry("قال إن الحرب", id_="a"),
        entry("قال ان الحرب", id_="b"),
        entry("قال أن وإن وان الحرب أن إن", id_="c"),
        entry("قَالَ إنَّ الحــرب", id_="d"),
    )
    assert sorted(bench.found("إن", lens=Lens.EXACT)) == ["a", "c", "d"]
    assert sorted(bench.found("ان", lens=Lens.EXACT)) == ["b"]
    assert sorted(bench.found("أن", lens=Lens.EXACT)) == ["c"]
    assert bench.found("آن", lens=Lens.EXACT) == []
    assert sorted(bench.found("آن")) == ["a", "b", "c", "d"]


def test_most_words_follow_where_none_holds_all(bench: Bench) -> None:
    bench.add(
        entry("قمح شعير ذرة", id_="two"), entry("قمح فقط", id_="one"), entry("حديد", id_="none")
    )
    results = bench.searcher.search("قمح شعير عدس")
    assert [hit.article.id for hit in results.hits] == ["two", "one"]
    assert results.partial
    assert all(hit.partial for hit in results.hits)
    assert any(notice.key == "partial" for notice in results.notices)


def test_operators_and_filters(bench: Bench) -> None:
    bench.add(
        entry("قمح شعير", id_="a", source="سانا", date="2015-07-21", tags=("زراعة",)),
        entry("قمح", id_="b", source="الحياة", date="2016-01"),
        entry("شعير", id_="c", source="سانا", date="2017"),
        entry("عدس", id_="d", title="قمح"),
    )

    def found(query: str, **options: object) -> str:
        return "".join(sorted(bench.found(query, **options)))

    assert found("قمح شعير") == "a"
    assert found("قمح شعير", match="any") == "abcd"
    assert found("قمح OR شعير") == "abcd"
    assert found("قمح أو شعير") == "abcd"
    assert found("قمح و شعير") == "a"
    assert found("قمح -شعير") == "bd"
    assert found("قمح ليس شعير") == "bd"
    assert found("-قمح") == "c"
    assert found("title:قمح") == found("عنوان:قمح") == "d"
    assert found("source:سانا") == "ac"
    assert found("مصدر:سانا قمح") == "a"
    assert found("tag:زراعه") == "a"
    assert found("date:2015..2016") == "ab"
    assert found("date:2017") == "c"
    assert found("تاريخ:..٢٠١٥-٠٧") == "a"
    assert found("(قمح OR شعير) -source:سانا") == "bd"
    assert found("قم*") == "abd"
    assert found("", filters=Filters(source=("سانا",))) == "ac"
    assert found("", filters=Filters(source=("-سانا",))) == "bd"
    assert found("قمح", filters=Filters(month=("2015-07", "2016-01"))) == "ab"


def test_facets_are_those_of_a_count_by_hand(seeds: Bench) -> None:
    results = seeds.searcher.search("روسيا", limit=100)
    for name in ("source", "tag", "month"):
        counted: dict[str, int] = {}
        for article in seeds.catalogue.many(results.docs):
            values = {
                "source": (article.metadata.source,),
                "tag": article.tags,
                "month": (article.metadata.date[:7],),
            }[name]
            for value in values:
                counted[value] = counted.get(value, 0) + 1
        assert dict(results.facets[name]) == counted


def test_sorting(seeds: Bench) -> None:
    by_date = seeds.searcher.search("", sort="date").docs
    assert np.array_equal(by_date, seeds.searcher.search("", sort="-date").docs[::-1])
    dates = [article.metadata.date for article in seeds.catalogue.many(by_date)]
    assert dates == sorted(dates)


def test_words_of_grammar_are_not_missed(bench: Bench) -> None:
    bench.add(entry("قمح", id_="a"), entry("في عدس", id_="b"))
    results = bench.searcher.search("قمح في شعير")
    assert [hit.article.id for hit in results.hits] == ["a"]
    assert bench.found("في عن") == ["b"]
