"""Columns, filters and facets against a count by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.core.model import Annotation, Article, Filters, Metadata
from archive_app.search.catalogue import facets
from archive_app.search.catalogue.catalogue import Catalogue
from archive_app.search.catalogue.columns import Columns, ColumnStore, days, kind_of
from tests.search.conftest import Bench, entry

SOURCES, TAGS = ("", "سانا", "الحياة", "-odd"), ("حرب", "سياسة", "رياضة")
DATES = ("", "2015", "2015-07", "2015-07-21", "2016-01-02", "2017-12")
LANGUAGES, TYPES = ("ar", "en", ""), ("text/plain", "application/pdf", "text/html")


def make(catalogue: Catalogue, count: int, seed: int) -> None:
    chance = np.random.default_rng(seed)

    def pick(values: tuple[str, ...]) -> str:
        return values[int(chance.integers(len(values)))]

    catalogue.add(
        [
            entry(
                f"نص {i}",
                id_=str(i),
                source=pick(SOURCES),
                date=pick(DATES),
                language=pick(LANGUAGES),
                media_type=pick(TYPES),
                tags=tuple(tag for tag in TAGS if chance.random() < 0.4),
                title=pick(("ب", "أ", "«ا»", "")) + str(i % 3),
            )
            for i in range(count)
        ]
    )
    some = [str(i) for i in range(count) if chance.random() < 0.3]
    for id_ in some:
        catalogue.update(id_, read=True)
    for id_ in some[::2]:
        catalogue.update(id_, annotations=[Annotation("n", "commenting", note="x")])


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    made = Catalogue.open(tmp_path_factory.mktemp("columns") / "c.sqlite")
    make(made, 120, 7)
    return made


def lets_through(article: Article, filters: Filters) -> bool:
    """The meaning of filters, told plainly."""
    metadata = article.metadata

    def facet(wanted: tuple[str, ...], has: tuple[str, ...]) -> bool:
        out = [value[1:] for value in wanted if value.startswith("-")]
        into = [value for value in wanted if not value.startswith("-")]
        return not set(out) & set(has) and (not into or bool(set(into) & set(has)))

    return (
        facet(filters.source, (metadata.source,))
        and facet(filters.tag, article.tags)
        and facet(filters.month, (metadata.date[:7],) if len(metadata.date) > 4 else ())
        and facet(filters.language, (metadata.language,))
        and facet(filters.type, (kind_of(article.media_type),))
        and (filters.annotated is None or filters.annotated == bool(article.annotations))
        and (filters.read is None or filters.read == article.read)
    )


def values(*names: str) -> st.SearchStrategy[tuple[str, ...]]:
    signed = st.sampled_from([*names, *(f"-{name}" for name in names), "unknown", "-unknown"])
    return st.lists(signed, max_size=3).map(tuple)


FILTERS = st.builds(
    Filters,
    source=values("سانا", "الحياة"),
    tag=values(*TAGS),
    month=values("2015-07", "2016-01"),
    language=values("ar", "en"),
    type=values("text", "pdf"),
    annotated=st.sampled_from([None, True, False]),
    read=st.sampled_from([None, True, False]),
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(filters=FILTERS)
def test_filters_and_facets_are_those_by_hand(catalogue: Catalogue, filters: Filters) -> None:
    columns = ColumnStore(catalogue).current()
    mask = facets.allowed(columns, filters)
    docs = columns.docs if mask is None else np.flatnonzero(mask)
    chosen = [article for article in catalogue.all() if lets_through(article, filters)]
    assert docs.tolist() == [article.doc for article in chosen]
    counted = facets.count_facets(columns, docs)
    for name in ("source", "tag", "month", "language", "type", "annotated", "read"):
        wanted: dict[str, int] = {}
        for article in chosen:
            for value in values_of(article, name):
                wanted[value] = wanted.get(value, 0) + 1
        assert dict(counted[name]) == wanted
    assert list(counted["source"].values()) == sorted(counted["source"].values(), reverse=True)
    assert list(counted["month"]) == sorted(counted["month"])


def values_of(article: Article, name: str) -> tuple[str, ...]:
    metadata = article.metadata
    found = {
        "source": (metadata.source,),
        "tag": article.tags,
        "month": (metadata.date[:7],) if len(metadata.date) > 4 else (),
        "language": (metadata.language,),
        "type": (kind_of(article.media_type),),
        "annotated": ("yes" if article.annotations else "no",),
        "read": ("yes" if article.read else "no",),
    }[name]
    return tuple(value for value in found if value)


def same(one: Columns, other: Columns) -> bool:
    """Whether all articles have the same values (what is left of removed ones is no matter)."""
    docs = one.docs
    names = ("low", "high", "month", "annotated", "read", "story", "added", "words")
    return np.array_equal(one.alive, other.alive) and all(
        np.array_equal(getattr(one, name)[docs], getattr(other, name)[docs]) for name in names
    )


def test_catching_up_is_the_same_as_reading_all(tmp_path: Path) -> None:
    catalogue = Catalogue.open(tmp_path / "c.sqlite")
    store = ColumnStore(catalogue)
    make(catalogue, 30, 1)
    store.current()
    store.save()
    catalogue.remove([str(i) for i in range(5)])
    catalogue.update("7", metadata=Metadata(source="جديد", date="1999"), annotations=[])
    catalogue.add([entry("آخر", id_="new", source="سانا", tags=("حرب",))])
    caught_up = store.current()
    kept = ColumnStore(catalogue).current()
    assert kept.generation == caught_up.generation == catalogue.generation
    catalogue.set_meta("columns", None)
    anew = ColumnStore(catalogue).current()
    assert same(caught_up, anew)
    assert same(kept, anew)
    docs = anew.docs
    assert (
        facets.count_facets(caught_up, docs)
        == facets.count_facets(anew, docs)
        == facets.count_facets(kept, docs)
    )


def test_titles_sort_as_arabic_readers_do(bench: Bench) -> None:
    titles = ["ياسمين", "«أحمد»", "إبراهيم", "Zebra", "بيروت", "", "ابتداء", "apple", "آخر"]
    bench.add(*[entry(str(i), id_=title or "-", title=title) for i, title in enumerate(titles)])
    assert bench.found("", sort="title") == [
        *("apple", "Zebra", "ابتداء", "إبراهيم", "«أحمد»", "آخر", "بيروت", "ياسمين", "-")
    ]


def test_the_order_of_titles_follows_changes(bench: Bench) -> None:
    bench.add(*[entry(title, id_=title, title=title) for title in ("ب", "ت", "ث")])
    assert bench.found("", sort="title") == ["ب", "ت", "ث"]
    bench.catalogue.update("ت", metadata=Metadata(title="ي"))
    assert bench.found("", sort="title") == ["ب", "ث", "ت"]
    bench.catalogue.update("ب", read=True)
    bench.catalogue.remove("ث")
    bench.add(entry("أ", id_="أ", title="أ"))
    assert bench.found("", sort="title") == ["أ", "ب", "ت"]


def test_the_order_of_titles_is_kept_for_the_next_session(bench: Bench) -> None:
    bench.add(*[entry(title, id_=title, title=title) for title in ("ث", "ب", "ت")])
    store = ColumnStore(bench.catalogue)
    ranks = store.title_ranks()
    store.save()
    assert np.array_equal(ColumnStore(bench.catalogue).title_ranks(), ranks)
    bench.catalogue.update("ب", metadata=Metadata(title="ي"))
    for again in (store, ColumnStore(bench.catalogue)):
        assert bench.catalogue.docs("ثبت") == {"ث": 1, "ب": 2, "ت": 3}
        assert np.argsort(again.title_ranks()[1:]).tolist() == [2, 0, 1]


@pytest.mark.parametrize(
    ("date", "span"),
    [
        ("2017", (20170101, 20171231)),
        ("2017-04", (20170401, 20170431)),
        ("2017-04-26", (20170426, 20170426)),
        ("2017-04-26T10:00:00Z", (20170426, 20170426)),
        ("", (0, 0)),
        ("soon", (0, 0)),
    ],
)
def test_days(date: str, span: tuple[int, int]) -> None:
    assert days(date) == span


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [("text/html; charset=utf-8", "html"), ("application/pdf", "pdf"), ("image/png", "png")],
)
def test_kinds(media_type: str, kind: str) -> None:
    assert kind_of(media_type) == kind
