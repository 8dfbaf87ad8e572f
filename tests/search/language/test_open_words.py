"""Words that are typed in part: beginnings, patterns, words nearly so, and what is attached."""

from __future__ import annotations

import pytest

from archive_app.core.model import Lens
from archive_app.text.fold import fold_text
from archive_app.text.stemming.lens import begins, behind
from tests.search.conftest import Bench, entry
from tests.search.test_marks import marked

TEXTS = {
    "كلمة": "كلمة",
    "والكلمات": "والكلمات هنا",
    "بكلمته": "قال بكلمته",
    "للكلمة": "للكلمة وقع",
    "كلوم": "تلك كلوم",
    "دبلوماسي": "والدبلوماسيون في جنيف",
    "وزير": "قال وزير ثم زيارة",
    "وبلومبرغ": "وبلومبرغ قالت",
}


@pytest.fixture
def some(bench: Bench) -> Bench:
    bench.add(*(entry(text, id_=id_) for id_, text in TEXTS.items()))
    return bench


@pytest.mark.parametrize("lens", [Lens.WORD, Lens.ROOT])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("كلم*", {"كلمة", "والكلمات", "بكلمته", "للكلمة"}),
        ("كلمة~", {"كلمة", "للكلمة"}),
        ("كلمت~", {"كلمة", "بكلمته", "والكلمات", "للكلمة"}),
        ("دبلوماس*", {"دبلوماسي"}),
        ("زير*", set()),  # the و of وزير is not attached
        ("زي*", {"وزير"}),
        ("بلوم*", {"وبلومبرغ"}),
        ("كل?ة", {"كلمة", "للكلمة"}),
        ("*لم*", {"كلمة", "والكلمات", "بكلمته", "للكلمة"}),
        ("ك*ت", {"والكلمات"}),
    ],
)
def test_what_is_attached_is_seen_through(
    some: Bench, query: str, found: set[str], lens: Lens
) -> None:
    assert set(some.found(query, lens=lens)) >= found
    if not found or query == "كلم*":
        assert set(some.found(query, lens=lens)) == found
    for id_ in some.found(query, lens=lens):
        assert marked(some, query, id_, lens=lens), id_
    for hit in some.searcher.search(query, lens=lens).hits:
        assert hit.snippet.spans


def test_as_written_a_beginning_is_that_of_the_whole_word(some: Bench) -> None:
    assert some.found("كلم*", lens=Lens.EXACT) == ["كلمة"]
    assert some.found("كلمة~", lens=Lens.EXACT) == ["كلمة"]
    assert marked(some, "كلم*", "والكلمات", lens=Lens.EXACT) == []


@pytest.mark.parametrize("query", ["ك*", "ال*", "و*"])
def test_a_letter_or_the_article_alone_is_looked_for_where_it_stands(
    some: Bench, query: str
) -> None:
    prefix = query.removesuffix("*")
    written = {
        id_
        for id_, text in TEXTS.items()
        if any(fold_text(word).startswith(prefix) for word in text.split())
    }
    assert set(some.found(query)) == written
    assert not begins("والكلمات", "ك")


def test_what_only_looks_attached_is_not() -> None:
    assert behind("وزير") == ()
    assert "زير" not in behind("والوزير")
    assert set(behind("والدبلوماسيه")) == {"الدبلوماسيه", "دبلوماسيه"}
    assert begins("فللكلمه", "كلم")
    assert behind("") == behind("و") == behind("كتاب") == ()


def test_very_many_words_of_a_pattern_are_told_of(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive_app.search.language.vocabulary.MATCHING", 3)
    bench.add(*(entry(f"كلمة{chr(0x0628 + n)} كلمةب", id_=str(n)) for n in range(6)))
    results = bench.searcher.search("*لم*")
    assert [notice.key for notice in results.notices] == ["commonest"]
    assert results.total == 6


def test_names_of_a_field_by_pattern_and_whether_there_are_any(bench: Bench) -> None:
    bench.add(
        entry("a", id_="a", tags=("حرب/سوريا",), source="سانا", date="2017"),
        entry("b", id_="b", tags=("حرب أهلية",)),
        entry("c", id_="c"),
    )
    assert set(bench.found("tag:*")) == {"a", "b"}
    assert bench.found("-tag:*") == ["c"]
    assert bench.found("مصدر:*") == bench.found("تاريخ:*") == ["a"]
    assert set(bench.found("وسم:ح؟ب")) == {"a", "b"}
    assert bench.found("مصدر:*انا") == ["a"]
    # a parent means what is below it, whether or not an article bears it
    assert bench.found("وسم:حرب") == ["a"]
    assert bench.found('وسم:"حرب/سوريا"') == ["a"]
    bench.add(entry("d", id_="d", tags=("حرب",)))
    assert set(bench.found("وسم:حرب")) == {"a", "d"}
