"""Anchors: made between whole letters, found again in edited texts, never elsewhere."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from archive_app.core.model import Anchor, AnchorStatus
from archive_app.text.anchors import (
    CONTEXT,
    is_boundary,
    make_anchor,
    matching,
    resolve,
    text_hash,
    whole,
)
from tests.conftest import SEED_TEXTS

TEXTS = [path.read_text("utf-8-sig") for path in SEED_TEXTS]
TEXT = TEXTS[0]

MIXED = "ابتسلَّه ًـ\u0670a\u0301é\r\n 12٣،«»\U0001f468\u200d\U0001f469\U0001f3fd\ufe0f\ud83d\ude00"


def anchor(passage: str, text: str = TEXT, nth: int = 0) -> Anchor:
    start = -1
    for _ in range(nth + 1):
        start = text.index(passage, start + 1)
    return make_anchor(text, start, start + len(passage), extractor="plain/1")


def found(a: Anchor, text: str) -> str:
    span = resolve(a, text).span
    return text[slice(*span)] if span else ""


# ---------------------------------------------------------------- making


def test_an_anchor_holds_position_quote_context_and_hash() -> None:
    a = anchor("وزارة الدفاع الروسية")
    assert TEXT[a.start : a.end] == a.exact == "وزارة الدفاع الروسية"
    assert a.prefix == TEXT[a.start - CONTEXT : a.start]
    assert a.suffix == TEXT[a.end : a.end + CONTEXT]
    assert a.text_hash == text_hash(TEXT)
    assert a.extractor == "plain/1"
    assert make_anchor(TEXT, 0, 5, text_hash="known").text_hash == "known"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 3), (-1, 2), (0, 10_000_000)])
def test_a_passage_that_is_empty_or_outside_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no passage"):
        make_anchor(TEXT, start, end)


@pytest.mark.parametrize(
    ("text", "start", "end", "whole_text"),
    [
        ("مُحَمَّد", 0, 1, "مُ"),
        ("مُحَمَّد", 3, 5, "حَمَّ"),
        ("مُحَمَّد", 6, 7, "مَّ"),
        ("e\u0301a", 1, 2, "e\u0301"),
        ("a\r\nb", 2, 3, "\r\n"),
        ("x\ud83d\ude00y", 2, 3, "\ud83d\ude00"),
        ("x\U0001f468\u200d\U0001f469y", 1, 2, "\U0001f468\u200d\U0001f469"),
        ("x\U0001f44d\U0001f3fdy", 2, 3, "\U0001f44d\U0001f3fd"),
        ("كـتاب", 0, 1, "ك"),
    ],
)
def test_no_letter_is_parted_from_its_marks(
    text: str, start: int, end: int, whole_text: str
) -> None:
    assert make_anchor(text, start, end).exact == whole_text


@given(st.text(st.sampled_from(MIXED), min_size=1, max_size=30), st.data())
def test_every_anchor_is_whole_and_finds_itself(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    a = make_anchor(text, start, end)
    assert a.start <= start < end <= a.end
    assert is_boundary(text, a.start)
    assert is_boundary(text, a.end)
    assert whole(text, a.start, a.end) == (a.start, a.end)
    resolution = resolve(a, text, text_hash(text))
    assert (resolution.status, resolution.span) == (AnchorStatus.EXACT, (a.start, a.end))
    assert resolve(a, text).span == (a.start, a.end)


@given(
    st.text(st.sampled_from(MIXED), min_size=1, max_size=30),
    st.text(st.sampled_from(MIXED), max_size=60),
    st.data(),
)
def test_no_text_is_an_error_and_every_span_is_whole(
    text: str, other: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    resolution = resolve(make_anchor(text, start, end), other)
    assert (resolution.span is None) == (resolution.status is AnchorStatus.ORPHAN)
    for span in (*resolution.candidates, *([resolution.span] if resolution.span else [])):
        assert 0 <= span[0] < span[1] <= len(other)
        assert whole(other, *span) == span


# ---------------------------------------------------------------- finding again

EDITS = {
    "tashkeel": lambda text: "".join(c + "\u064e" * (c == "ر") for c in text),
    "hamza": lambda text: text.translate(str.maketrans("أإآةىؤئ", "اااهيوي")),
    "digits": lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "white space": lambda text: text.replace(" ", "\u00a0 ").replace("\n\n", "\n"),
    "quotes": lambda text: text.translate(str.maketrans("“”،", '"",')),
    "tatweel": lambda text: text.replace("ال", "الـ"),
    "forms": lambda text: text.replace("لا", "ﻻ").replace("ه", "ﻪ"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "inserted before": lambda text: "جملة جديدة لم تكن هنا من قبل.\n\n" + text,
    "cut before": lambda text: text.split("\n", 2)[2],
}
PASSAGES = [
    "وزارة الدفاع الروسية",
    "من 95 دولة بينها سورية",
    "تنظيم “داعش” الإرهابي هزم في سورية ولكنه لا يزال",
    "صباح اليوم",
]


@pytest.mark.parametrize("passage", PASSAGES)
@pytest.mark.parametrize("name", EDITS)
def test_passages_survive_what_readers_read_past(name: str, passage: str) -> None:
    edited = EDITS[name](TEXT)
    resolution = resolve(anchor(passage), edited)
    assert resolution.span is not None
    assert resolution.status is not AnchorStatus.ORPHAN
    if name != "cut before":  # where context is gone, a person should look
        assert resolution.status is not AnchorStatus.REVIEW
    letters = matching.letters(edited[slice(*resolution.span)])
    assert letters == matching.letters(passage)


def test_a_passage_whose_words_were_changed_is_found_for_review() -> None:
    edited = TEXT.replace(
        "صباح اليوم أعمال مؤتمر موسكو السابع", "ظهر اليوم أعمال مؤتمر روسيا السابع"
    )
    a = anchor("بدأت في موسكو صباح اليوم أعمال مؤتمر موسكو السابع للأمن الدولي")
    resolution = resolve(a, edited)
    assert resolution.status is AnchorStatus.REVIEW
    assert 0.7 < resolution.score < 1
    assert found(a, edited) == "بدأت في موسكو ظهر اليوم أعمال مؤتمر روسيا السابع للأمن الدولي"


def test_a_word_that_was_changed_at_an_edge_belongs_to_the_passage() -> None:
    edited = TEXT.replace("وزارة الدفاع الروسية", "هيئة الدفاع الروسية")
    a = anchor("وزارة الدفاع الروسية بمشاركة وفود من 95 دولة")
    assert found(a, edited) == "هيئة الدفاع الروسية بمشاركة وفود من 95 دولة"


def test_a_passage_that_is_gone_is_an_orphan() -> None:
    a = anchor("بمشاركة وفود من 95 دولة بينها سورية ممثلة بالعماد")
    assert resolve(a, TEXT.replace(a.exact, "")).status is AnchorStatus.ORPHAN
    for other in TEXTS[1:]:
        assert resolve(a, other).status is AnchorStatus.ORPHAN


def test_a_short_word_whose_sentence_is_gone_is_not_found_elsewhere() -> None:
    sentence = next(line for line in TEXT.split("\n") if "سورية ممثلة" in line)
    start = TEXT.index(sentence) + sentence.index("سورية ممثلة")
    a = make_anchor(TEXT, start, start + len("سورية"))
    edited = TEXT.replace(sentence, "")
    assert "سورية" in edited
    assert resolve(a, edited).span is None


def test_of_many_like_words_the_right_one_is_found() -> None:
    count = TEXT.count("الإرهاب")
    assert count > 5
    edited = EDITS["hamza"]("سطر جديد\n" + TEXT)
    starts = []
    for nth in range(count):
        a = anchor("الإرهاب", nth=nth)
        span = resolve(a, edited).span
        assert span is not None
        starts.append(span[0] - a.start)
    assert starts == [len("سطر جديد\n")] * count


def test_twins_are_told_apart_by_place_alone_when_nothing_moved() -> None:
    text = ("جملة تعود مرة بعد مرة في هذا النص كما هي تماما. " * 5).strip()
    a = anchor("مرة بعد مرة", text, nth=2)
    assert resolve(a, text).span == (a.start, a.end)
    assert resolve(a, EDITS["hamza"](text)).span == (a.start, a.end)
    plain = replace(a, surroundings="")
    moved = resolve(plain, "مقدمة طويلة بعض الشيء لهذا النص. " + text)
    assert moved.status is AnchorStatus.ORPHAN
    assert moved.candidates


def test_a_mark_alone_is_found_with_its_letter() -> None:
    resolution = resolve(make_anchor("\ufe0f", 0, 1), "1\ufe0f")
    assert resolution.span == (0, 2)


def test_an_orphan_names_its_likeliest_places() -> None:
    a = anchor("بمشاركة وفود من 95 دولة بينها سورية ممثلة بالعماد")
    text = "مقدمة. وذلك بحضور وفود من 20 دولة بينها العراق وحدها. خاتمة."
    resolution = resolve(a, text)
    assert resolution.status is AnchorStatus.ORPHAN
    assert all("دولة" in text[slice(*span)] for span in resolution.candidates)


def test_a_passage_without_letters_is_found_by_its_very_context() -> None:
    a = make_anchor(TEXT, TEXT.index("“داعش”"), TEXT.index("“داعش”") + 1)
    edited = "مقدمة\n" + TEXT
    assert resolve(a, edited).span == (a.start + 6, a.end + 6)
    assert resolve(a, TEXTS[1]).status is AnchorStatus.ORPHAN


def test_quotation_marks_at_the_edges_come_along() -> None:
    a = anchor("“من الواضح أن هذا التنظيم")
    assert found(a, EDITS["quotes"](TEXT)) == '"من الواضح أن هذا التنظيم'


def test_an_anchor_without_position_finds_its_quote() -> None:
    a = Anchor(0, 0, "وزارة الدفاع الروسية", "الذي تنظمه سنوياً ", " بمشاركة وفود")
    start = TEXT.index(a.exact)
    assert resolve(a, TEXT).span == (start, start + len(a.exact))


def test_a_quote_without_context_is_found_for_review_where_it_stands_once() -> None:
    quote = "الذي تنظمه سنوياً"
    assert TEXT.count(quote) == 1
    resolution = resolve(Anchor(0, 0, quote), TEXT)
    assert resolution.status is AnchorStatus.REVIEW
    assert resolution.span == (TEXT.index(quote), TEXT.index(quote) + len(quote))
    twice = resolve(Anchor(0, 0, quote), TEXT + "\n" + TEXT)
    assert twice.status is AnchorStatus.ORPHAN
    assert [twice.candidates[0][0], twice.candidates[1][0]] == [
        TEXT.index(quote),
        TEXT.index(quote) + len(TEXT) + 1,
    ]


def test_nonsense_anchors_are_orphans() -> None:
    assert resolve(Anchor(0, 0, ""), TEXT).status is AnchorStatus.ORPHAN
    assert resolve(Anchor(10**9, 10**9 + 5, "xyzzy"), TEXT).status is AnchorStatus.ORPHAN
    assert resolve(Anchor(0, 5, "xyzzy"), "").status is AnchorStatus.ORPHAN


def test_a_changed_hash_alone_moves_nothing() -> None:
    a = anchor("صباح اليوم")
    assert resolve(a, TEXT + "\nذيل", "other").status is AnchorStatus.EXACT


def test_a_passage_in_a_very_long_text_is_found() -> None:
    filler = "\n".join(TEXTS[1:])
    long = "\n".join([filler, filler.replace("ال", ""), filler.replace("و", ""), TEXT])
    long = EDITS["hamza"](long.replace("وفود من 95", "وفود عديدة من 95"))
    a = anchor("وزارة الدفاع الروسية بمشاركة وفود من 95 دولة")
    assert found(a, long) == "وزاره الدفاع الروسيه بمشاركه وفود عديدة من 95 دوله".replace("ة", "ه")


# ---------------------------------------------------------------- alignment


def reference(pattern: str, text: str, anchored: bool) -> list[int]:
    """The matrix of the textbook (Sellers 1980), row by row."""
    column = list(range(len(pattern) + 1))
    result = []
    for j, character in enumerate(text, 1):
        new = [j if anchored else 0]
        for i, wanted in enumerate(pattern, 1):
            new.append(min(column[i - 1] + (wanted != character), column[i] + 1, new[i - 1] + 1))
        column = new
        result.append(column[-1])
    return result


small = st.text(st.sampled_from("ابت"), max_size=20)


@given(small.filter(bool), small, st.booleans())
def test_distances_are_those_of_the_textbook(pattern: str, text: str, anchored: bool) -> None:
    row = matching.distances(pattern, text, anchored=anchored)
    assert row == reference(pattern, text, anchored)


@given(small.filter(bool), small)
def test_matches_are_as_near_as_they_say(pattern: str, text: str) -> None:
    limit = len(pattern) // 2
    least = min(reference(pattern, text, anchored=False), default=len(pattern) + 1)
    spans = matching.matches(pattern, text, limit, 3)
    assert bool(spans) == (least <= limit)
    if spans:
        assert Levenshtein.distance(pattern, text[slice(*spans[0])]) == least


@given(st.text(st.sampled_from(MIXED), max_size=40))
def test_a_skeleton_maps_back_to_the_text(text: str) -> None:
    skeleton = matching.skeleton(text)
    assert skeleton.text == matching.letters(text)
    for index, character in enumerate(skeleton.text):
        start, end = skeleton.span(index, index + 1)
        assert character in matching.letters(text[start:end])
    assert skeleton.index(0) == 0
    assert skeleton.index(len(text)) == len(skeleton.text)


def test_similarity_looks_the_right_way() -> None:
    text = "ابتثجحخ"
    assert matching.similarity_before("ابت", text, 3) == 1.0
    assert matching.similarity_after("ثجح", text, 3) == 1.0
    assert matching.similarity_before("ثجح", text, 3) < 0.5
    assert matching.similarity_before("", text, 3) == 1.0
    assert matching.similarity_before("ابت", text, 0) == 0.0
