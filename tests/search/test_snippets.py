"""Marks stand where the words stand in the original text, whatever stands in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.core.model import Lens, Why
from archive_app.search import snippets
from archive_app.search.catalogue.rows import pack_text
from archive_app.search.language.ast import Word
from archive_app.search.language.planner import ExpandedTerm
from archive_app.search.marks import Mark, Marker
from archive_app.search.snippets import LENGTH, best
from archive_app.text.fold import fold_text
from archive_app.text.tokens import tokens, words
from tests.search.conftest import Bench, entry


def expanded(*forms: str, strict: bool = False, bare: str = "") -> ExpandedTerm:
    word = Word(forms[0], bare or forms[0])
    return ExpandedTerm(word, dict.fromkeys(forms, Why.FORM) | {forms[0]: Why.EXACT}, strict)


@pytest.mark.parametrize(
    ("text", "form", "marked"),
    [
        ("قال مُحَمَّدٌ اليوم", "محمد", "مُحَمَّدٌ"),
        ("قال محمــــد.", "محمد", "محمــــد"),
        ("الﷲ ﻻ", "لا", "ﻻ"),
        ("سنة ٢٠١٥م", "2015", "٢٠١٥"),
        ("\u202bالحرب\u202c", "الحرب", "الحرب"),
        ("CAFÉ", "cafe", "CAFÉ"),
        ("في فيينا في", "في", "في"),
    ],
)
def test_marks_are_of_the_original(text: str, form: str, marked: str) -> None:
    marks = Marker([expanded(form)]).find(text)
    assert {text[mark.start : mark.end] for mark in marks} == {marked}


ALPHABET = "سوريا الحرب في\u064e\u0640\u200fﻻ٢5a-،\n"


@settings(max_examples=100, deadline=None)
@given(
    text=st.text(alphabet=ALPHABET, max_size=400),
    forms=st.lists(
        st.text(alphabet="سوريا الحرب في", min_size=1, max_size=6), min_size=1, max_size=4
    ),
)
def test_marks_are_those_of_the_tokeniser(text: str, forms: list[str]) -> None:
    folded = [word for form in forms for word in words(form)]
    if not folded:
        return
    wanted = set(folded)
    marks = Marker([expanded(*folded)]).find(text)
    assert [(mark.start, mark.end) for mark in marks] == [
        (token.start, token.end) for token in tokens(text) if token.text in wanted
    ]


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet=ALPHABET, max_size=1500))
def test_a_snippet_is_a_piece_of_its_text(text: str) -> None:
    marks = Marker([expanded("الحرب"), expanded("في")]).find(text)
    snippet = best(text, marks)
    assert snippet.text == text[snippet.start : snippet.start + len(snippet.text)]
    assert len(snippet.text) <= LENGTH
    for start, end in snippet.spans:
        assert fold_text(snippet.text[start:end]) in {"الحرب", "في"}
    if marks and marks[0].end - marks[0].start < 30:
        assert snippet.spans


def test_the_best_passage_has_the_most_words() -> None:
    text = "قمح " + "كلام " * 100 + "قمح مع شعير هنا " + "كلام " * 100 + "شعير"
    snippet = best(text, Marker([expanded("قمح"), expanded("شعير")]).find(text))
    assert "قمح مع شعير" in snippet.text
    assert len(snippet.spans) == 2


def test_why_is_exact_only_where_it_is_spelled_so() -> None:
    marks = Marker([expanded("احمد", bare="أحمد")]).find("أحمد وأَحْمَد ثم احمد")
    assert [mark.why for mark in marks] == [Why.EXACT, Why.SPELLING]
    marks = Marker([expanded("احمد", strict=True, bare="أحمد")]).find("أَحْمَد ثم احمد")
    assert [mark.why for mark in marks] == [Why.EXACT]


def test_words_asked_of_a_title_are_not_marked_in_the_text(bench: Bench) -> None:
    bench.add(entry("قمح في النص", id_="a", title="قمح في العنوان"))
    hit = bench.searcher.search("title:قمح", lens=Lens.WORD).hits[0]
    assert hit.title_spans == ((0, 3),)
    assert hit.snippet.spans == ()


def test_a_snippet_does_not_repeat_the_headline() -> None:
    title = "شويغو في موسكو"
    text = f"{title}\n\nموسكو-سانا\n\nقال شويغو إن الاجتماع انتهى."
    after = snippets.headline_end(text, title)
    assert text[after:].startswith("موسكو-سانا")
    assert snippets.best(text, (), after=after).text.startswith("موسكو-سانا")
    headline, body = text.index("شويغو"), text.rindex("شويغو")
    marks = [Mark(at, at + 5, 0, Why.EXACT) for at in (headline, body)]
    snippet = snippets.best(text, marks, after=after)
    assert snippet.start >= after
    assert [snippet.text[slice(*span)] for span in snippet.spans] == ["شويغو"]
    only = snippets.best(text, marks[:1], after=after)
    assert only.text[slice(*only.spans[0])] == "شويغو"
    assert snippets.headline_end("قال الرئيسان كذا", "قال الرئيس") == 0
    assert snippets.headline_end("قال الرئيس إن كذا", "قال الرئيس…") == len("قال الرئيس ")
    assert snippets.headline_end(title, title) == 0


@settings(max_examples=50, deadline=None)
@given(texts=st.lists(st.text(alphabet=ALPHABET, max_size=300), max_size=6))
def test_many_texts_are_marked_as_each_alone(texts: list[str]) -> None:
    marker = Marker([expanded("الحرب"), expanded("سوريا", "لا")])
    alone = [marker.find(text) for text in texts]
    assert marker.find_all(texts) == alone
    assert marker.first(texts, [0] * len(texts), {}) == alone


def test_a_text_is_read_on_until_all_words_stand_together() -> None:
    both, rest = "عن الحرب في سوريا.", " وقيل غير ذلك" * 400
    texts = [both + rest + both, "الحرب" + rest + both, rest + "سوريا"]
    marker = Marker([expanded("الحرب"), expanded("سوريا")])
    near, far, late = marker.first(texts, [0, 0, 0], {})
    assert len(near) == 2
    assert far == marker.find(texts[1])
    assert late == marker.find(texts[2])


@pytest.mark.parametrize("gap", [20, 400])
def test_where_the_words_stand_as_typed_is_better_than_where_other_forms_do(gap: int) -> None:
    text = "حروب سورية هنا" + " وقيل غير ذلك" * gap + " ثم الحرب في سوريا"
    marker = Marker([expanded("الحرب", "حروب"), expanded("سوريا", "سوريه", bare="سوريا")])
    (marks,) = marker.first([text], [0], {})
    snippet = best(text, marks)
    assert [snippet.text[slice(*span)] for span in snippet.spans] == ["الحرب", "سوريا"]


def test_one_word_as_typed_outweighs_many_of_other_forms() -> None:
    text = "حروب " * 5 + "كلام " * 100 + "الحرب " + "كلام " * 50
    snippet = best(text, Marker([expanded("الحرب", "حروب")]).find(text))
    assert [snippet.text[slice(*span)] for span in snippet.spans] == ["الحرب"]


def test_texts_with_what_folds_to_several_letters_are_marked_together() -> None:
    texts = ["قال… ﻻ " * 50 + "الحرب", "الحرب \U0001f30d " * 40, "الحَرب"]
    marker = Marker([expanded("الحرب"), expanded("لا")])
    for some in (texts, texts[::2], texts[1:]):
        assert marker.find_all(some) == [marker.find(text) for text in some]
        for text, marks in zip(some, marker.find_all(some), strict=True):
            assert {text[mark.start : mark.end] for mark in marks} <= {"الحرب", "ﻻ", "الحَرب"}


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(
        st.sampled_from(["الحرب", "كلام", "سوريا", "ﻻ", "🌍", "مُدَّة", "x" * 90]), max_size=9
    ),
    times=st.integers(1, 900),
    asked=st.integers(0, 2),
    title=st.sampled_from(["", "عنوان", "الحرب كلام"]),
)
def test_the_beginning_of_a_text_gives_the_snippet_of_the_whole(
    parts: list[str], times: int, asked: int, title: str
) -> None:
    text = "\n".join([title, " ".join(parts * times), "الحرب في سوريا"])
    after = snippets.headline_end(text, title)
    marker = Marker([expanded("الحرب"), expanded("سوريا")][:asked])
    first, is_all = snippets.beginning(pack_text(text), title, marker.first_read)
    assert text.startswith(first)
    assert is_all == (first == text)
    assert snippets.headline_end(first, title) == after
    held = [first]
    (marks,) = marker.first(held, [after], {} if is_all else {0: lambda: text})
    (expected,) = marker.first([text], [after], {})
    assert marks == expected
    assert best(held[0], marks, after=after) == best(text, expected, after=after)
