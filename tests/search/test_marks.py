"""What is marked, counted and excerpted is what matched: whole phrases, whole sides of OR."""

from __future__ import annotations

import random

import pytest

from archive_app.core.model import Lens
from tests.search.conftest import Bench, entry

FAR = "كلام " * 400


def marked(bench: Bench, query: str, id_: str = "a", **options: object) -> list[str]:
    """What is marked in an article's text."""
    results = bench.searcher.search(query, **options)  # type: ignore[arg-type]
    text = bench.catalogue.text(id_)
    return [text[start:end] for start, end in bench.searcher.matches(id_, results)]


def test_a_phrase_is_marked_once_where_it_stands(bench: Bench) -> None:
    text = f"وزير الخارجية في الدفاع. {FAR} الدفاع وزير {FAR} لوزير الدِّفاع {FAR} وزير. الدفاع هنا"
    bench.add(entry(text, id_="a"))
    assert marked(bench, '"وزير الدفاع"') == ["لوزير الدِّفاع", "وزير. الدفاع"]
    assert marked(bench, '"وزير الدفاع"', lens=Lens.EXACT) == ["وزير. الدفاع"]
    (hit,) = bench.searcher.search('"وزير الدفاع"').hits
    assert [hit.snippet.text[slice(*span)] for span in hit.snippet.spans] == ["وزير. الدفاع"]
    (hit,) = bench.searcher.search('"وزير خارجية"').hits
    assert [hit.snippet.text[slice(*span)] for span in hit.snippet.spans] == ["وزير الخارجية"]


def test_words_that_are_asked_for_singly_too_are_marked_everywhere(bench: Bench) -> None:
    bench.add(entry("وزير هنا، والدفاع هناك، ثم وزير الدفاع", id_="a"))
    assert marked(bench, '"وزير الدفاع" وزير') == ["وزير", "وزير الدفاع"]
    assert marked(bench, '"وزير الدفاع" -شعير') == ["وزير الدفاع"]


def test_words_near_each_other_are_marked_from_the_first_to_the_last(bench: Bench) -> None:
    text = f"موسكو وزير قمح وزير في موسكو {FAR} وزير {'كلام ' * 6} موسكو"
    bench.add(entry(text, id_="a"))
    assert marked(bench, '"وزير موسكو"~5') == ["وزير في موسكو"]
    assert len(marked(bench, '"وزير موسكو"~100')) == 2
    far = bench.searcher.search('"وزير موسكو"~100').hits[0].snippet
    assert far.text[slice(*far.spans[0])] == "وزير في موسكو"


def test_a_stretch_that_is_longer_than_a_snippet_is_marked_to_its_end(bench: Bench) -> None:
    bench.add(entry("قمح " + "كلام طويل جدا " * 25 + "شعير", id_="a"))
    snippet = bench.searcher.search('"قمح شعير"~100').hits[0].snippet
    assert snippet.spans == ((0, len(snippet.text)),)


def test_of_an_or_just_the_side_that_holds_is_marked(bench: Bench) -> None:
    bench.add(
        entry("سوريا ولبنان معا", id_="a"),
        entry("سوريا والعراق معا", id_="b"),
        entry("قمح في العراق", id_="c", title="عن سوريا"),
    )
    query = "(سوريا و العراق) أو لبنان"
    assert marked(bench, query, "a") == ["ولبنان"]
    assert marked(bench, query, "b") == ["سوريا", "والعراق"]
    assert marked(bench, query, "c") == ["العراق"]  # the title has the rest
    spans = {hit.article.id: hit.snippet.spans for hit in bench.searcher.search(query).hits}
    assert {id_: len(found) for id_, found in spans.items()} == {"a": 1, "b": 2, "c": 1}
    nested = "(معا و (سوريا و العراق أو لبنان و مصر)) أو قمح"
    assert marked(bench, nested, "a") == []
    assert marked(bench, nested, "b") == ["سوريا", "والعراق", "معا"]
    assert marked(bench, nested, "c") == ["قمح"]


def test_what_is_asked_of_the_title_is_marked_in_the_headline(bench: Bench) -> None:
    bench.add(entry("قمة موسكو\n\nانتهت قمة موسكو أمس", id_="a", title="قمة موسكو"))
    results = bench.searcher.search("عنوان:قمة")
    assert bench.searcher.matches("a", results) == ((0, 3),)
    results = bench.searcher.search("كاتب:قمة أو موسكو")
    assert len(bench.searcher.matches("a", results)) == 2


@pytest.mark.slow
@pytest.mark.parametrize("slop", [1, 3])
def test_marks_and_the_index_agree_on_phrases(bench: Bench, slop: int) -> None:
    chance = random.Random(slop)
    names = ["قمح", "شعير", "ذرة", "فول", "2015"]
    texts = {
        f"t{number}": chance.choice([" ", "، ", "\n\n", " و"]).join(
            chance.choices([*names, "ولد", "بيت", "x"], k=chance.randrange(3, 30))
        )
        for number in range(60)
    }
    bench.add(*(entry(f"{text} ({id_})", id_=id_) for id_, text in texts.items()))
    some = 0
    for _ in range(40):
        phrase = " ".join(chance.choices(names, k=chance.randrange(2, 4)))
        results = bench.searcher.search(f'"{phrase}"~{slop}', limit=60)
        found = {hit.article.id for hit in results.hits}
        some += len(found)
        for id_, text in texts.items():
            spans = bench.searcher.matches(id_, results)
            assert bool(spans) == (id_ in found), (phrase, text)
        assert all(hit.snippet.spans for hit in results.hits)
    assert some > 50
