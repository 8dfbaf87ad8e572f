"""The three lenses, ranking, and what the lexicon knows, on small archives made for a purpose."""

from __future__ import annotations

import pytest

from archive_app.core.model import Lens, Why
from tests.search.conftest import Bench, entry

PADDING = "كلام عادي لا صلة له بما يبحث عنه أحد في هذا النص القصير"


def test_each_lens_takes_more(bench: Bench) -> None:
    bench.add(
        entry(f"قرأت كتابا {PADDING}", id_="form"),
        entry(f"هذا كتاب {PADDING}", id_="exact"),
        entry(f"دخلت المكتبة {PADDING}", id_="root"),
        entry(PADDING, id_="none"),
    )
    assert bench.found("كتاب", lens=Lens.EXACT) == ["exact"]
    assert bench.found("كتاب", lens=Lens.WORD) == ["exact", "form"]
    assert bench.found("كتاب", lens=Lens.ROOT) == ["exact", "form", "root"]
    whys = [hit.why for hit in bench.searcher.search("كتاب", lens=Lens.ROOT).hits]
    assert whys == [Why.EXACT, Why.FORM, Why.ROOT]


def test_why_tells_spellings_from_forms(bench: Bench) -> None:
    bench.add(entry(f"قال أحمد {PADDING}", id_="a"), entry(f"قال احمد {PADDING}", id_="b"))
    whys = {hit.article.id: hit.why for hit in bench.searcher.search("أحمد").hits}
    assert whys == {"a": Why.EXACT, "b": Why.SPELLING}


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("أحمد", "احمد"),
        ("احمد", "أحمد"),
        ("محمد", "مُحَمَّد"),
        ("علي", "على"),
        ("مدرسة", "مدرسه"),
        ("سورية", "سوريا"),
        ("2024", "٢٠٢٤"),
        ("عراق", "العراق"),
        ("العراق", "عراق"),
        ("الرياض", "وبالرياض"),
        ("وزير", "لوزير"),
        ("کتاب", "كتاب"),
        ("Café", "cafe"),
        ("نووي", "النوويّة"),
    ],
)
def test_the_word_lens_reads_past_spelling(bench: Bench, query: str, text: str) -> None:
    bench.add(entry(f"قيل {text} هنا", id_="it"), entry(PADDING, id_="none"))
    assert bench.found(query) == ["it"]


def test_phrases_go_through_the_lens(bench: Bench) -> None:
    bench.add(
        entry("قال لوزير الدفاع اليوم", id_="a"),
        entry("زار ووزير الدفاع موسكو", id_="b"),
        entry("الدفاع عن وزير", id_="c"),
        entry("وزير سابق في الدفاع", id_="d"),
    )
    assert sorted(bench.found('"وزير الدفاع"')) == ["a", "b"]
    assert sorted(bench.found('"وزير الدفاع"~3')) == ["a", "b", "d"]
    assert sorted(bench.found('"وزير الدفاع"', lens=Lens.EXACT)) == []


def test_exact_phrases_look_at_the_spelling_where_it_stands(bench: Bench) -> None:
    bench.add(
        entry("قال إن الحرب قائمة وظن أن السلم بعيد", id_="a"),
        entry("قال أن الحرب قائمة وقال إن السلم بعيد", id_="b"),
        entry("قال إن الحرب", id_="c"),
        entry("إن", id_="d", title="أن تكون"),
        entry("أن", id_="e", title="إن تكون"),
    )
    assert sorted(bench.found('"إن الحرب"', lens=Lens.EXACT)) == ["a", "c"]
    assert sorted(bench.found('"أن الحرب"', lens=Lens.EXACT)) == ["b"]
    assert sorted(bench.found("title:إن", lens=Lens.EXACT)) == ["e"]
    assert sorted(bench.found("title:أن", lens=Lens.EXACT)) == ["d"]


def test_an_exact_hit_is_marked_only_where_it_is_exact(bench: Bench) -> None:
    bench.add(entry("قال إن وقال أن وقال إنّ", id_="a"))
    results = bench.searcher.search("إن", lens=Lens.EXACT)
    text = bench.catalogue.text("a")
    spans = bench.searcher.matches("a", results)
    assert [text[start:end] for start, end in spans] == ["إن", "إنّ"]


def test_titles_count_and_near_words_count(bench: Bench) -> None:
    filler = " ".join([PADDING] * 4)
    bench.add(
        entry(f"قمح {filler} شعير {PADDING}", id_="far"),
        entry(f"{filler} قمح شعير {PADDING}", id_="near"),
    )
    assert bench.found("قمح شعير") == ["near", "far"]
    bench.add(
        entry(f"عدس {PADDING}", id_="body"), entry(f"عدس {PADDING}", id_="title", title="عدس")
    )
    assert bench.found("عدس") == ["title", "body"]


def test_latin_names_find_their_arabic_spellings(seeds: Bench) -> None:
    for latin, arabic in [("Shoigu", "شويغو"), ("Lavrov", "لافروف"), ("Putin", "بوتين")]:
        results = seeds.searcher.search(latin)
        assert sorted(results.docs) == sorted(seeds.searcher.search(arabic).docs)
        assert results.hits[0].why is Why.NAME
        assert results.words[latin.lower()][arabic] == "name"


def test_variants_of_the_archive_are_one_name(bench: Bench) -> None:
    bench.add(entry("غوتيريش", id_="a"), entry("جوتيريس", id_="b"), entry("وجوتيريس", id_="c"))
    assert bench.found("غوتيريش") == ["a"]
    found = bench.found("غوتيريش", variants=(("غوتيريش", "جوتيريس"),))
    assert found[0] == "a"
    assert sorted(found) == ["a", "b", "c"]


def test_any_word_ranks_who_has_more_first(bench: Bench) -> None:
    bench.add(entry(f"قمح {PADDING}", id_="one"), entry(f"قمح شعير {PADDING}", id_="two"))
    assert bench.found("قمح شعير", match="any") == ["two", "one"]


def test_prefix_and_fuzzy(bench: Bench) -> None:
    bench.add(
        entry("دبلوماسية هادئة", id_="a"), entry("دبلوماسيون", id_="b"), entry("لافروف", id_="c")
    )
    assert sorted(bench.found("دبلوماس*")) == ["a", "b"]
    assert bench.found("لفروف~") == ["c"]
    assert bench.found("لفرف~2") == ["c"]
    assert bench.found("لفرف~") == []


def test_updates_are_seen_at_once(bench: Bench) -> None:
    bench.add(entry("قديم", id_="a"))
    assert bench.found("قديم") == ["a"]
    bench.add(entry("جديد", id_="a"))
    assert bench.found("قديم") == []
    assert bench.found("جديد") == ["a"]
    assert bench.found("جديد", lens=Lens.EXACT) == ["a"]
    bench.catalogue.remove("a")
    assert bench.found("جديد") == []
    assert bench.found("") == []


def test_spelling_is_noted_anew_when_a_text_is_replaced(bench: Bench) -> None:
    bench.add(entry("إن", id_="x"), entry("إن", id_="y"), entry("أن", id_="a"))
    assert bench.found("أن", lens=Lens.EXACT) == ["a"]
    bench.add(entry("إن", id_="a"))
    assert bench.found("أن", lens=Lens.EXACT) == []
    assert sorted(bench.found("إن", lens=Lens.EXACT)) == ["a", "x", "y"]


def test_any_word_takes_a_phrase_as_its_words(bench: Bench) -> None:
    bench.add(
        entry(f"وزير سابق عن الدفاع {PADDING}", id_="apart"),
        entry(f"سابق عن وزير الدفاع {PADDING}", id_="together"),
        entry(f"وزير {PADDING}", id_="one"),
    )
    assert bench.found('"وزير الدفاع"', match="any") == ["together", "apart", "one"]
    assert bench.found('"وزير الدفاع"') == ["together"]


def test_any_word_reads_past_a_slip_of_the_pen(bench: Bench) -> None:
    bench.add(entry(f"تشتهر المدينة {PADDING}", id_="a"), entry(PADDING, id_="b"))
    results = bench.searcher.search("المدينهه", match="any")
    assert [(hit.article.id, hit.why) for hit in results.hits] == [("a", Why.SPELLING)]
    assert bench.found("المدينهه") == []


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ('creator:"أحمد علي"', ["creator"]),
        ('creator:"احمد علي"', ["bare"]),
        ('tag:"أحمد علي"', ["tagged"]),
        ('title:"أحمد علي"', ["title"]),
        ('body:"أحمد علي"', ["body"]),
        ('"أحمد علي"', ["body", "creator", "tagged", "title"]),
        ('"احمد علي"', ["bare"]),
        ('"أحمد علي" -title:سجال', ["body", "creator", "tagged"]),
    ],
)
def test_an_exact_phrase_is_looked_for_in_every_field(
    bench: Bench, query: str, articles: list[str]
) -> None:
    other = "احمد حسن"
    bench.add(
        entry(f"{other} في النص", id_="creator", creator=("أحمد علي",)),
        entry(f"{other} في نص ثان", id_="title", title="سجال: أحمد علي"),
        entry(f"{other} في نص ثالث", id_="tagged", tags=("أحمد علي",)),
        entry(f"{other} ثم أحمد علي", id_="body"),
        entry("أحمد حسن في نص رابع", id_="bare", creator=("احمد علي",)),
        entry("نص بلا اسم", id_="none"),
    )
    assert sorted(bench.found(query, lens=Lens.EXACT)) == articles


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ('"إن الحرب"~1', ["next"]),
        ('"إن الحرب"~2', ["next", "third"]),
        ('"إن الحرب"~3', ["fourth", "next", "third"]),
        ('"الحرب إن"~3', []),
    ],
)
def test_exact_words_stand_as_near_as_was_asked(
    bench: Bench, query: str, articles: list[str]
) -> None:
    bench.add(
        entry("أن ثم إن الحرب", id_="next"),
        entry("أن ثم إن هذه الحرب", id_="third"),
        entry("أن ثم إن في هذه الحرب", id_="fourth"),
        entry("إن السلم ثم أن الحرب ثم أن الحرب", id_="other"),
    )
    assert sorted(bench.found(query, lens=Lens.EXACT)) == articles


def test_a_spelling_that_no_article_has_is_found_in_none(bench: Bench) -> None:
    bench.add(entry("قال أحمد", id_="a"), entry("قال احمد", id_="b"))
    assert bench.found("إحمد", lens=Lens.EXACT) == []
    assert bench.found('"قال إحمد"', lens=Lens.EXACT) == []
    assert sorted(bench.found("قال -إحمد", lens=Lens.EXACT)) == ["a", "b"]
    assert bench.found("قال -أحمد", lens=Lens.EXACT) == ["b"]


def test_short_latin_words_are_no_names(bench: Bench) -> None:
    bench.add(entry("بوتين في موسكو", id_="long"), entry("بوت صغير", id_="short"))
    assert bench.found("Putin") == ["long"]
    assert bench.found("Put") == []
    assert bench.found("Putin", lens=Lens.EXACT) == []
    assert bench.found("Putin2") == []
    bench.add(entry("بوتن في كازان", id_="new"))
    assert sorted(bench.found("Putin")) == ["long", "new"]


def test_what_is_excluded_is_neither_marked_nor_of_any_weight(bench: Bench) -> None:
    bench.add(
        entry(f"قمح شعير {PADDING}", id_="both"),
        entry(f"قمح عدس {PADDING}", id_="wheat"),
        entry(f"عدس {PADDING}", id_="lentils"),
    )
    for match in ("all", "any"):
        results = bench.searcher.search("قمح -شعير", match=match)
        assert [hit.article.id for hit in results.hits] == ["wheat"]
        assert list(results.words) == ["قمح"]
    assert bench.found('قمح -"قمح شعير"', match="any") == ["wheat"]
    assert bench.found("-شعير -قمح") == ["lentils"]
    assert sorted(bench.found("-شعير")) == ["lentils", "wheat"]


def test_any_word_still_holds_to_the_conditions(bench: Bench) -> None:
    bench.add(
        entry(f"قمح {PADDING}", id_="one", source="سانا", date="2015-07-21"),
        entry(f"شعير {PADDING}", id_="two", source="الحياة", date="2015-08-01"),
        entry(f"قمح شعير {PADDING}", id_="three", source="الحياة", date="2016-01-01"),
    )
    assert bench.found("قمح شعير source:سانا", match="any") == ["one"]
    assert bench.found("قمح شعير source:الحياة", match="any") == ["three", "two"]
    assert bench.found("قمح شعير source:الحياة date:2015", match="any") == ["two"]
    assert sorted(bench.found("source:الحياة", match="any")) == ["three", "two"]
    assert bench.found("source:الحياة date:2015") == ["two"]
    assert bench.found("(قمح OR شعير) source:الحياة date:2016") == ["three"]


def test_any_word_ranks_relatives_and_lookalikes_behind_the_word(bench: Bench) -> None:
    bench.add(
        entry(f"كتاب قديم {PADDING}", id_="word"),
        entry(f"مكتبة قديم {PADDING}", id_="root"),
        entry(f"شيء قديم {PADDING}", id_="none"),
    )
    assert bench.found("كتاب قديم", match="any") == ["word", "root", "none"]
    assert bench.found("كتاب", match="any") == ["word"]
    assert bench.found("كتاب", match="any", lens=Lens.ROOT) == ["word", "root"]
    assert bench.found("كتاب", match="any", lens=Lens.EXACT) == ["word"]


def test_other_names_of_several_words_stand_for_each_other(bench: Bench) -> None:
    names = (("الأمم المتحدة", "هيئة الأمم", "UN"),)
    bench.add(
        entry("اجتماع الأمم المتحدة", id_="typed"),
        entry("اجتماع هيئة الأمم", id_="other"),
        entry("هيئة رياضية عن الأمم", id_="apart"),
    )
    assert bench.found('"الأمم المتحدة"', variants=names) == ["typed", "other"]
    assert sorted(bench.found("UN", variants=names)) == ["other", "typed"]
    assert bench.found('"الأمم المتحدة"', variants=names, lens=Lens.EXACT) == ["typed"]
    whys = {h.article.id: h.why for h in bench.searcher.search("UN", variants=names).hits}
    assert set(whys.values()) == {Why.NAME}
