"""Which articles a filter or a field of a query stands for, by the names that readers use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive_app.core.model import Filters, Status
from archive_app.search.catalogue import facets
from archive_app.search.catalogue.columns import Columns, ColumnStore
from tests.search.conftest import Bench, entry

ARTICLES = {
    "a": {"source": "وكالة سانا", "date": "2015-07-21", "language": "ar", "tags": ("حرب أهلية",)},
    "b": {"source": "سانا", "date": "2015-07", "language": "en-GB", "tags": ("حرب", "سياسة")},
    "c": {"source": "صحيفة الحياة", "date": "2016", "language": "fr", "creator": ("سمر يزبك",)},
    "d": {"source": "الحياة الجديدة", "date": "0998-12-31", "tags": ("سياسة خارجية",)},
    "e": {"source": "", "date": "", "language": "", "tags": ("!",)},
}


@pytest.fixture
def columns(bench: Bench) -> Columns:
    bench.catalogue.add([entry(f"نص {i}", id_=i, **values) for i, values in ARTICLES.items()])
    failed = entry("و", id_="f")
    article = replace(failed.article, status=Status.NO_TEXT)
    bench.catalogue.add([replace(failed, article=article)])
    bench.catalogue.update("b", read=True)
    return ColumnStore(bench.catalogue).current()


def chosen(columns: Columns, mask: object) -> str:
    return "".join("abcdef"[list(columns.docs).index(doc)] for doc in columns.docs if mask[doc])


@pytest.mark.parametrize(
    ("field", "value", "articles"),
    [
        ("source", "سانا", "b"),  # the whole name where there is one
        ("source", "وكالة", "a"),
        ("source", "سانا وكالة", "a"),
        ("source", "الحياة", "cd"),
        ("source", "الحياة صحيفة", "c"),
        ("source", "الحي*", "cd"),
        ("source", "سان*", "ab"),
        ("source", "سانا*", "ab"),
        ("source", "صحيفة الح*", "c"),
        ("source", "حياة", ""),
        ("source", "الثورة", ""),
        ("tag", "حرب", "b"),
        ("tag", "حرب*", "ab"),
        ("tag", "أهليه", "a"),
        ("tag", "سياسة", "b"),
        ("tag", "خارجية", "d"),
        ("language", "عربي", "adf"),
        ("language", "الإنجليزية", "b"),
        ("language", "en", "b"),
        ("language", "FR", "c"),
        ("language", "f*", "c"),
        ("language", "ة", ""),
    ],
)
def test_a_value_stands_for_the_names_that_hold_its_words(
    columns: Columns, field: str, value: str, articles: str
) -> None:
    assert chosen(columns, facets.having(columns, field, value)) == articles


SPOKEN = {
    "ar": "عربي عربية العربية Arabic", "en": "انجليزي إنجليزية الإنجليزية English",
    "fr": "فرنسي فرنسية الفرنسية French", "fa": "فارسي فارسية الفارسية Persian farsi",
    "ur": "أردو الأردية Urdu",
    "tr": "تركي تركية التركية Turkish", "ku": "كردي كردية الكردية Kurdish",
    "he": "عبري عبرية العبرية Hebrew", "de": "ألماني ألمانية الألمانية German",
    "es": "إسباني إسبانية الإسبانية Spanish", "ru": "روسي روسية الروسية Russian",
}  # fmt: skip


def test_languages_answer_to_what_readers_call_them() -> None:
    codes = ["", *SPOKEN]
    for code, names in SPOKEN.items():
        for name in (*names.split(), code):
            assert facets.named(codes, "language", name) == [codes.index(code)], name
    assert facets.named(["pt-BR", "PT"], "language", "pt") == [0, 1]
    assert facets.named(codes, "language", "klingon") == []


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        (Filters(status=("ok",)), "abcde"),
        (Filters(status=("no-text",)), "f"),
        (Filters(status=("-ok",)), "f"),
        (Filters(status=("nonsense",)), ""),
        (Filters(source=("سانا", "وكالة سانا")), "ab"),
        (Filters(source=("-سانا",)), "acdef"),
        (Filters(source=("لا أحد",)), ""),
        (Filters(tag=("حرب", "سياسة خارجية")), "bd"),
        (Filters(month=("2015-07",)), "ab"),
        (Filters(month=("0998-12",)), "d"),
        (Filters(month=("2015",)), ""),
        (Filters(month=("شهر",)), ""),
        (Filters(month=("2015-7x",)), ""),
        (Filters(dates=("2015-07-22", "")), "bc"),
        (Filters(dates=("2015-07-21", "2015-07-21")), "ab"),
        (Filters(dates=("", "2015")), "abd"),
        (Filters(dates=("", "0998-12-30")), ""),
        (Filters(dates=("2016", "2017")), "c"),
        (Filters(dates=("2015-08", "2015-12")), ""),
        (Filters(read=True), "b"),
        (Filters(read=False), "acdef"),
        (Filters(annotated=True), ""),
        (Filters(source=("سانا",), tag=("-سياسة",)), ""),
        (Filters(read=False, month=("2015-07",)), "a"),
    ],
)
def test_filters_let_through(columns: Columns, filters: Filters, articles: str) -> None:
    mask = facets.allowed(columns, filters)
    assert mask is not None
    assert chosen(columns, mask) == articles


def test_no_filter_is_no_mask(columns: Columns) -> None:
    assert facets.allowed(columns, Filters()) is None


def test_facets_are_told_the_most_frequent_first_and_months_in_order(columns: Columns) -> None:
    counted = facets.count_facets(columns, columns.docs)
    assert list(counted["month"].items()) == [("0998-12", 1), ("2015-07", 2)]
    assert list(counted["language"].items()) == [("ar", 3), ("en-GB", 1), ("fr", 1)]
    assert list(counted["source"]) == sorted(counted["source"])  # one each: by name
    assert "" not in counted["source"]
    assert counted["read"] == {"yes": 1, "no": 5}
    assert counted["annotated"] == {"no": 6}
    none = facets.count_facets(columns, columns.docs[:0])
    assert not any(none.values())


def test_the_open_word_of_a_name_is_the_last() -> None:
    papers = ["صحيفة الحياة", "صحيفة البعث", "الحياة", ""]
    assert facets.named(papers, "source", "صحيفة الح*") == [0]
    assert facets.named(papers, "source", "صحيفة*") == [0, 1]
    assert facets.named(papers, "source", "الحياة") == [2]
    assert facets.named(papers, "source", "الحياة*") == [0, 2]


def test_facets_count_the_result_alone(columns: Columns) -> None:
    result = columns.docs[:2]  # two of سانا, of July 2015
    counted = facets.count_facets(columns, result)
    assert counted["month"] == {"2015-07": 2}
    assert list(counted["tag"].items()) == [("حرب", 1), ("حرب أهلية", 1), ("سياسة", 1)]
    assert counted["language"] == {"ar": 1, "en-GB": 1}
    assert counted["read"] == {"yes": 1, "no": 1}


def test_a_story_is_its_articles_alone(bench: Bench) -> None:
    bench.catalogue.add([entry(f"نص {i}", id_=i) for i in "abc"])
    bench.catalogue.set_stories({"a": 1, "b": 2, "c": 1})
    columns = ColumnStore(bench.catalogue).current()
    for story, articles in ((1, "ac"), (2, "b"), (3, "")):
        mask = facets.allowed(columns, Filters(story=story))
        assert mask is not None
        assert chosen(columns, mask) == articles
