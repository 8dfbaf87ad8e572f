"""Completion, and what may have been meant."""

from __future__ import annotations

import pytest

from archive_app.core.model import Completion
from tests.search.conftest import Bench, entry


def test_words_come_by_frequency_and_in_their_usual_spelling(bench: Bench) -> None:
    bench.add(
        entry("الإرهاب وأمور", id_="a"), entry("الإرهاب", id_="b"), entry("الإرهابي", id_="c")
    )
    found = bench.searcher.complete("الاره")
    assert [(one.kind, one.text, one.count) for one in found] == [
        ("word", "الإرهاب", 2),
        ("word", "الإرهابي", 1),
    ]
    assert bench.searcher.complete("قال الاره")[0].query == "قال الإرهاب"
    assert bench.searcher.complete('"قال الاره')[0].query == '"قال الإرهاب'
    assert bench.searcher.complete("-الاره")[0].query == "-الإرهاب"


def test_titles_tags_and_sources(bench: Bench) -> None:
    bench.add(
        entry("نص", id_="a", title="قمة الرياض", source="الرياض", tags=("رياضة", "حرب أهلية")),
        entry("نص", id_="b", source="روسيا اليوم"),
    )
    kinds = {(one.kind, one.text): one.query for one in bench.searcher.complete("رياض")}
    assert kinds["tag", "رياضة"] == "tag:رياضة"
    kinds = {(one.kind, one.text): one.query for one in bench.searcher.complete("الرياض")}
    assert kinds["source", "الرياض"] == "source:الرياض"
    assert kinds["title", "قمة الرياض"] == 'title:"قمة الرياض"'
    assert bench.found(kinds["title", "قمة الرياض"]) == ["a"]
    assert bench.searcher.complete("قمح وسم:حر") == [
        Completion("tag", "حرب أهلية", 'قمح وسم:"حرب أهلية"', 1)
    ]
    assert bench.searcher.complete("source:اليوم")[0].query == 'source:"روسيا اليوم"'
    assert bench.found('source:"روسيا اليوم"') == ["b"]


def test_nothing_typed_completes_to_nothing(bench: Bench) -> None:
    bench.add(entry("نص", id_="a"))
    assert bench.searcher.complete("") == []
    assert bench.searcher.complete("نص ") == []
    assert bench.searcher.complete("🙂") == []


def test_did_you_mean(bench: Bench) -> None:
    bench.add(entry("قال لافروف في موسكو", id_="a"), entry("سورية", id_="b"))
    results = bench.searcher.search("لافرووف")
    assert results.total == 0
    assert ("spelling", "لافروف") in {(one.kind, one.query) for one in results.suggestions}
    results = bench.searcher.search("موسكو لافرووف")
    assert "موسكو لافروف" in {one.query for one in results.suggestions}
    assert bench.searcher.search("لافروف").suggestions == ()


def test_the_wrong_keyboard_is_offered_and_never_forced(bench: Bench) -> None:
    bench.add(entry("الوضع في سورية", id_="a"), entry("the war", id_="b"))
    results = bench.searcher.search("s,vdm")
    assert results.total == 0
    assert results.suggestions[0].kind == "keyboard"
    assert results.suggestions[0].query == "سورية"
    kinds = {one.kind for one in bench.searcher.search("war").suggestions}
    assert "keyboard" not in kinds


def test_other_spellings_of_a_name_are_offered(bench: Bench) -> None:
    bench.add(entry("غوتيريش", id_="a"), entry("جوتيريس", id_="b"))
    offered = [one for one in bench.searcher.search("غوتيريش").suggestions if one.kind == "name"]
    assert [one.text for one in offered] == ["جوتيريس"]
    assert sorted(bench.found(offered[0].query)) == ["a", "b"]


def offered(bench: Bench, query: str) -> list[tuple[str, str]]:
    return [(one.kind, one.query) for one in bench.searcher.search(query).suggestions]


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        '"وزير الدفاع الروسي"',
        "وزير الدفاع الروسي",
        "الرؤساء",
        "سورية",
        "روسيا",
        "موسكو",
        "الإرهاب",
        "الأسد",
        "شويغو",
        "لافروف",
        "بوغدانوف",
        "خان شيخون",
        "الأمم المتحدة",
        "محادثات أستانا",
        "المعارضة المسلحة",
        "القوات الجوية",
    ],
)
def test_what_is_written_one_way_has_no_other(seeds: Bench, query: str) -> None:
    assert seeds.searcher.search(query).total > 0
    assert offered(seeds, query) == []


def test_other_spellings_are_offered_only_where_they_bring_something(bench: Bench) -> None:
    rare = [entry(f"جوجل {number}", id_=f"j{number}") for number in range(2)]
    usual = [entry(f"غوغل {number}", id_=f"g{number}") for number in range(9)]
    bench.add(*rare, *usual)
    assert offered(bench, "جوجل") == [("name", "(جوجل OR غوغل)")]
    assert offered(bench, "غوغل") == []
    assert offered(bench, '"جوجل 1"') == []
    assert offered(bench, "جوجل -غوغل") == []  # it would find no more
    assert offered(bench, "title:جوجل") == []


def test_names_that_are_merely_alike_are_not_offered(bench: Bench) -> None:
    texts = [
        "هولاند",
        "هولندا",
        "وهولاند",
        "زلاتان",
        "سلطان",
        "زولتان",
        "جنيف",
        "كنف",
        "بلاتر",
        "فلاتر",
        "شكسبير",
        "شكسبيري",
    ]
    bench.add(*(entry(f"{text} {number}") for number, text in enumerate(texts)))
    for text in texts:
        assert offered(bench, text) == []


def test_two_other_spellings_at_most(bench: Bench) -> None:
    texts = ("غوغل", "جوجل", "قوقل", "كوكل", "وجوجل")
    bench.add(*(entry(f"{text} {number}") for number, text in enumerate(texts)))
    names = [one.text for one in bench.searcher.search("غوغل").suggestions]
    assert len(names) == 2
    assert "وجوجل" not in names


def test_for_a_name_that_is_lacking_the_likest_is_meant(bench: Bench) -> None:
    bench.add(*(entry(f"ترغب في {number}") for number in range(9)))
    bench.add(entry("ترامب", id_="a"), entry("البريد ويلسون", id_="b"))
    assert offered(bench, "ترمب") == [("spelling", "ترامب")]
    assert offered(bench, "تيلرسون") == []
    assert offered(bench, "تَرمب") == [("spelling", "ترامب")]


def test_for_another_word_the_commonest_is_meant(bench: Bench) -> None:
    bench.add(entry("مدرسة", id_="a"), entry("الحكومة", id_="b"), entry("في الحكومة", id_="c"))
    bench.add(entry("الحكوبة", id_="d"))
    assert offered(bench, "الحكزمة") == [("spelling", "الحكومة")]
    assert offered(bench, "مدسرة") == [("spelling", "مدرسة")]


def test_only_the_word_itself_is_mended(bench: Bench) -> None:
    bench.add(entry("كلينتون كلينتونية لافروف", id_="a"))
    assert ("spelling", "كلينتونية لافروف") in offered(bench, "كلينتونية لافرووف")
    assert bench.searcher.search("لافروف لافرووف").suggestions[0].query == "لافروف لافروف"


def test_nothing_is_offered_that_finds_nothing(bench: Bench) -> None:
    bench.add(entry("قمح شعير", id_="a"), entry("لافروف", id_="b"))
    assert offered(bench, "قمح لافرووف") == []
