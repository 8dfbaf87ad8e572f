"""Finding highlights and notes by the query language, through the lens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive_app.core.model import Anchor, Annotation, Lens, Motivation
from tests.search.conftest import Bench, entry
from tests.search.language.test_parser import LONG, QUERIES


def note(id_: str, passage: str, text: str = "", *tags: str) -> Annotation:
    anchor = Anchor(0, len(passage), passage) if passage else None
    motivation: Motivation = "highlighting" if passage else "commenting"
    return Annotation(id_, motivation, anchor, "yellow", text, tags, modified=f"2026-{id_}")


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Two articles with annotations called 1 to 6. Not to be written to."""
    bench = Bench(tmp_path_factory.mktemp("notes"))
    war = entry(
        "زار وزير الدفاع الروسي موسكو",
        id_="war",
        title="قمة موسكو",
        source="سانا",
        date="2017-04-20",
        tags=("حرب",),
        creator=("أحمد علي",),
    )
    farm = entry("محصول القمح في المغرب", id_="farm", source="الحياة", date="2015", language="ar")
    bench.add(
        replace(
            war,
            annotations=(
                note("1", "وزير الدفاع الروسي", "راجع كتابه عن الحرب"),
                note("2", "موسكو", "", "مهم", "للمراجعة"),
                note("3", "", "ملاحظة عن شويغو"),
            ),
        ),
        replace(
            farm,
            annotations=(
                note("4", "محصول القمح", "إن المحاصيل قليلة", "زراعة"),
                note("5", "المغرب", "أن نسأل عن الدفاع المدني ووزير الري"),
                note("6", "", "Ask about e-mail from Rabat"),
            ),
        ),
    )
    yield bench
    bench.close()


def found(bench: Bench, query: str, **options: object) -> str:
    pairs = bench.searcher.find_annotations(query, **options)  # type: ignore[arg-type]
    return "".join(sorted(item.id for _, item in pairs))


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", "123456"),
        ("🙂", "123456"),
        ("وزير", "15"),
        ("الوزير", "15"),
        ("كتاب", "1"),
        ("محاصيل", "4"),
        ("مراجعة", "2"),
        ("مهم", "2"),
        ("وزير المدني", "5"),
        ("وزير -المدني", "1"),
        ("وزير ليس المدني", "1"),
        ("قمح أو شويغو", "34"),
        ("(قمح OR وزير) AND الدفاع", "15"),
        ('"وزير الدفاع"', "1"),
        ('"الدفاع الروسي"', "1"),
        ('"الدفاع الري"~4', "5"),
        ('"مهم للمراجعة"', ""),
        ('"الروسي راجع"', ""),
        ("شوي*", "3"),
        ("شويفو~", "3"),
        ("Shoigu", "3"),
        ("e-mail", "6"),
        ("asking", "6"),
        ("note:شويغو", "3"),
        ("note:موسكو", ""),
        ("نص:موسكو", "2"),
        ("tag:مهم", "2"),
        ("وسم:حرب", "123"),
        ("tag:مه*", "2"),
        ("-tag:حرب", "456"),
        ("title:قمة", "123"),
        ("كاتب:أحمد شويغو", "3"),
        ("مصدر:الحياة", "456"),
        ("date:2015..2016", "456"),
        ("date:2017-04 وزير", "1"),
        ("lang:ar وزير", "15"),
        ("إن", "45"),
    ],
)
def test_what_a_query_finds(notes: Bench, query: str, ids: str) -> None:
    assert found(notes, query) == ids


def test_lenses(notes: Bench) -> None:
    assert found(notes, "إن", lens=Lens.EXACT) == "4"
    assert found(notes, '"وزير الدفاع"', lens=Lens.EXACT) == "1"
    assert found(notes, "مكتبة") == ""
    assert found(notes, "مكتبة", lens=Lens.ROOT) == "1"


def test_variants_of_the_archive(notes: Bench) -> None:
    assert found(notes, "شويجو") == ""
    assert found(notes, "شويجو", variants=(("شويغو", "شويجو"),)) == "3"
    groups = (("البنتاغون", "وزير الدفاع"),)
    assert found(notes, "البنتاغون", variants=groups) == "1"
    assert found(notes, '"البنتاغون الروسي"', variants=groups) == "1"
    assert found(notes, "البنتاغون", variants=groups, lens=Lens.EXACT) == ""


def test_filters_beside_the_query(notes: Bench) -> None:
    assert found(notes, "وزير", article="farm") == "5"
    assert found(notes, "وزير", tag="مهم") == ""
    assert found(notes, "", color="green") == ""
    pairs = notes.searcher.find_annotations("وزير")
    assert [(article.id, item.id) for article, item in pairs] == [("farm", "5"), ("war", "1")]


def test_words_that_stand_in_no_article_match_in_their_forms(bench: Bench) -> None:
    # the passage of an orphan: its words have left the article, and the lexicon never met them
    orphan = note("1", "وبقصائدهم عن زوكربيرغ")
    bench.add(replace(entry("نص جديد", id_="a"), annotations=(orphan,)))
    assert found(bench, "قصائد") == "1"
    assert found(bench, "القصائد زوكربيرغ") == "1"
    assert found(bench, "قصيد", lens=Lens.EXACT) == ""


@settings(max_examples=100, deadline=None)
@given(text=QUERIES, lens=st.sampled_from(Lens))
@example(text="-a OR -(b)", lens=Lens.WORD)
def test_no_text_is_an_error(notes: Bench, text: str, lens: Lens) -> None:
    pairs = notes.searcher.find_annotations(text, lens=lens)
    assert {article.id for article, _ in pairs} <= {"war", "farm"}


@pytest.mark.parametrize("text", LONG)
def test_ten_thousand_characters(notes: Bench, text: str) -> None:
    notes.searcher.find_annotations(text)


def test_an_empty_archive(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    assert bench.searcher.find_annotations("tag:x OR سوريا date:2015") == []
    bench.close()
