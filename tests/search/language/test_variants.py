"""Names that mean the same, also where they are several words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.core.model import Lens, Why
from archive_app.search.language.ast import Bag, Not, Or, Phrase, Prefix, Synonyms, Word
from archive_app.search.language.parser import parse
from archive_app.search.language.variants import Variants
from archive_app.search.marks import Marker, spans
from tests.search.conftest import Bench, entry
from tests.search.language.test_parser import QUERIES

GROUPS = (
    ("UN", "الأمم المتحدة", "هيئة الأمم"),
    ("داعش", "دولة الإسلام", "دواعش"),
    ("غوتيريش", "جوتيريس"),
)


def other(text: str, bare: str = "", field: str = "") -> Word:
    return Word(text, bare or text, field, variant=True)


def word(text: str, bare: str = "") -> Word:
    return Word(text, bare or text)


UN = word("un", "un")
NATIONS = [other("الامم", "الأمم"), other("المتحده", "المتحدة")]
BODY = [other("هيءه", "هيئة"), other("الامم", "الأمم")]
OF_ISLAM = Phrase((other("دوله", "دولة"), other("الاسلام", "الإسلام")))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("غوتيريش", word("غوتيريش")),
        ("داعش", Synonyms((word("داعش"), OF_ISLAM))),
        ("داعش*", Prefix("داعش", "داعش")),
        ("-داعش", Not(Synonyms((word("داعش"), OF_ISLAM)))),
        ("دولة داعش", Bag((word("دوله", "دولة"), Synonyms((word("داعش"), OF_ISLAM))))),
        (
            "دولة الإسلام",
            Synonyms(
                (
                    Bag((word("دوله", "دولة"), word("الاسلام", "الإسلام"))),
                    other("داعش"),
                    other("دواعش"),
                )
            ),
        ),
        (
            '"دولة الإسلام"',
            Synonyms(
                (
                    Phrase((word("دوله", "دولة"), word("الاسلام", "الإسلام"))),
                    other("داعش"),
                    other("دواعش"),
                )
            ),
        ),
        ("دولة OR الإسلام", Or((word("دوله", "دولة"), word("الاسلام", "الإسلام")))),
        (
            '"قرار داعش"',
            Synonyms(
                (
                    Phrase((word("قرار"), word("داعش"))),
                    Phrase((word("قرار"), *OF_ISLAM.words)),
                )
            ),
        ),
    ],
)
def test_what_a_query_becomes(text: str, tree: object) -> None:
    assert Variants(GROUPS).rewritten(parse(text).tree) == tree


@pytest.fixture
def names(bench: Bench) -> Bench:
    bench.add(
        entry("قرار UN الأخير", id_="un"),
        entry("قالت الأمم المتحدة أمس", id_="nations"),
        entry("للأمم المتحدة رأي", id_="form"),
        entry("هيئة الأمم منذ زمن", id_="body"),
        entry("الولايات المتحدة وسائر الأمم", id_="apart"),
        entry("مقاتلو داعش", id_="daesh"),
        entry("باسم دولة الإسلام", id_="islam"),
    )
    return bench


def found(bench: Bench, query: str, **options: object) -> set[str]:
    return set(bench.found(query, variants=GROUPS, **options))


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("UN", {"un", "nations", "form", "body"}),
        ('"UN"', {"un", "nations", "form", "body"}),
        ("الأمم المتحدة", {"un", "nations", "form", "body", "apart"}),
        ('"الأمم المتحدة"', {"un", "nations", "form", "body"}),
        ("هيئة الأمم", {"un", "nations", "form", "body"}),
        ("داعش", {"daesh", "islam"}),
        ("دولة الإسلام", {"daesh", "islam"}),
        ("مقاتلو دولة الإسلام", {"daesh"}),
        ('"مقاتلو دولة الإسلام"', {"daesh"}),
        ('"باسم داعش"', {"islam"}),
        ("UN -أمس", {"un", "form", "body"}),
        ("المتحدة -UN", {"apart"}),
        ("title:UN", set()),
        ("UN OR داعش", {"un", "nations", "form", "body", "daesh", "islam"}),
    ],
)
def test_one_name_finds_the_others(names: Bench, query: str, ids: set[str]) -> None:
    assert found(names, query) == ids


def test_what_was_typed_comes_first_and_says_why(names: Bench) -> None:
    hits = names.searcher.search("UN", variants=GROUPS).hits
    assert (hits[0].article.id, hits[0].why) == ("un", Why.EXACT)
    assert {hit.why for hit in hits[1:]} == {Why.NAME}


def test_another_name_is_marked_only_as_a_whole(names: Bench) -> None:
    results = names.searcher.search("UN", variants=GROUPS)
    text = "الولايات المتحدة، الأمم المتحدة، هيئة الأمم، هيئة. وللأمم المتحدة UN، الأمم والمتحدة"
    marked = [text[start:end] for start, end in spans(Marker(results.expanded).find(text))]
    assert marked == ["الأمم المتحدة", "هيئة الأمم", "UN"]


def test_the_exact_lens_takes_what_was_typed(names: Bench) -> None:
    assert found(names, "UN", lens=Lens.EXACT) == {"un"}
    assert found(names, '"الأمم المتحدة"', lens=Lens.EXACT) == {"nations"}


def test_any_word_takes_another_name_as_a_whole(names: Bench) -> None:
    assert found(names, "UN", match="any") == {"un", "nations", "form", "body"}
    assert found(names, "UN داعش", match="any") >= {"un", "nations", "daesh", "islam"}
    assert "apart" not in found(names, "UN داعش", match="any")


def test_without_a_list_nothing_changes(names: Bench) -> None:
    assert names.found("UN") == ["un"]
    assert set(names.found("الأمم المتحدة")) == {"nations", "form", "apart"}


def test_odd_lists_do_no_harm(names: Bench) -> None:
    odd = (("",), ("UN",), (), ("🙂", " ", "UN"), ("UN", "un", "UN"), ("a " * 500, "UN"))
    assert set(names.found("UN", variants=odd)) == {"un"}


SPELLINGS = st.lists(st.sampled_from(["a", "في", "سوريا", "الدفاع", "🙂", "-", '"']), max_size=4)


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(
    text=QUERIES,
    groups=st.lists(st.lists(SPELLINGS.map(" ".join), max_size=4), max_size=3),
    lens=st.sampled_from(Lens),
    match=st.sampled_from(["all", "any"]),
)
def test_random_lists_and_queries(
    seeds: Bench, text: str, groups: list[list[str]], lens: Lens, match: str
) -> None:
    results = seeds.searcher.search(text, lens=lens, match=match, variants=groups)  # type: ignore[arg-type]
    assert results.total == len(results.docs)
    seeds.searcher.find_annotations(text, lens=lens, variants=groups)
    plain = seeds.searcher.search(text, lens=lens, match=match)  # type: ignore[arg-type]
    if "-" not in text and "NOT" not in text and "ليس" not in text and not results.notices:
        assert set(plain.docs.tolist()) <= set(results.docs.tolist())
