"""Completion, and what may have been meant."""

from __future__ import annotations

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
