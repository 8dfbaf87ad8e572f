"""Sentences and words, finding, copying out, and what differs between two texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.core.model import Article, Block, Content, Link, Metadata
from archive_app.gui.kit import copying
from archive_app.gui.reader.differences import differences
from archive_app.gui.reader.document.inline import clean, runs
from archive_app.gui.reader.document.segments import grow, sentences, words
from archive_app.gui.reader.finding.finding import PageFinder


def cut(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[slice(*span)] for span in spans]


def test_sentences() -> None:
    text = "قال الوزير: “هذا صحيح.” ثم مضى.. وأضاف أن النسبة 12.5 بالمئة! وسأل: لماذا؟ لا جواب"
    assert cut(text, sentences(text, 0, len(text))) == [
        "قال الوزير: “هذا صحيح.”",
        "ثم مضى.. وأضاف أن النسبة 12.5 بالمئة!",
        "وسأل: لماذا؟",
        "لا جواب",
    ]


def test_initials_end_no_sentence() -> None:
    text = "George W. Bush said so. Then he left."
    assert cut(text, sentences(text, 0, len(text))) == ["George W. Bush said so.", "Then he left."]


@given(st.text(alphabet="اب .!?؟…”\n12", max_size=80))
def test_sentences_lose_no_letter(text: str) -> None:
    spans = sentences(text, 0, len(text))
    assert "".join("".join(cut(text, spans)).split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_words_keep_their_marks() -> None:
    text = "كَتَبَ الطّالِبُ، don't (x)"
    assert cut(text, words(text, 0, len(text))) == ["كَتَبَ", "الطّالِبُ", "don't", "x"]


@pytest.mark.parametrize(
    ("selection", "grown"),
    [((0, 0), (0, 3)), ((1, 2), (0, 3)), ((0, 3), (0, 7)), ((2, 5), (0, 7)), ((8, 11), (8, 11))],
)
def test_growing(selection: tuple[int, int], grown: tuple[int, int]) -> None:
    assert grow([(0, 3), (4, 7), (8, 11)], selection) == grown


def test_growing_over_nothing() -> None:
    assert grow([], (3, 3)) is None


def test_finding_folds_and_keeps_places() -> None:
    text = "الإِرْهَاب ثم الارهاب\nو ٢٠١٥ Café"
    finder = PageFinder(text)
    assert cut(text, finder.find("الارهاب")) == ["الإِرْهَاب", "الارهاب"]
    assert cut(text, finder.find("2015 cafe")) == ["٢٠١٥ Café"]
    assert cut(text, finder.find("الارهاب و")) == ["الارهاب\nو"]
    assert finder.find("  ") == []
    assert finder.find("ـــ") == []


@given(st.text(alphabet="اأإبَّ ـaA٣3\n🎉", max_size=60), st.data())
def test_what_is_there_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    piece = text[start:end]
    found = PageFinder(text).find(piece)
    for a, b in found:
        assert 0 <= a < b <= len(text)
    from archive_app.text.fold import fold_text

    if fold_text(piece).strip() and "  " not in fold_text(piece) and not set(piece) & {"\n"}:
        assert found


def content(text: str, *blocks: Block, links: tuple[Link, ...] = ()) -> Content:
    return Content(Article("a", 1, "a.txt", Metadata()), text, blocks, links)


def test_copying_leaves_hidden_parts_behind() -> None:
    text = "متن\nزائد\nختام"
    what = content(text, Block("paragraph", 0, 3), Block("hidden", 4, 8), Block("paragraph", 9, 13))
    assert copying.plain(what) == "متن\nختام"
    assert copying.plain(what, (1, 11)) == "تن\nخت"


def test_html_is_escaped_and_has_directions() -> None:
    text = "عنوان <b>\nEnglish & more\nبند\nأ\tب"
    what = content(
        text,
        Block("heading", 0, 9, level=2),
        Block("paragraph", 10, 24),
        Block("item", 25, 28, level=1),
        Block("table", 29, 32),
        links=(Link(10, 17, "https://e.org/?a=1&b=2"), Link(18, 24, "javascript:x")),
    )
    assert copying.as_html(what).split("\n") == [
        '<h2 dir="rtl">عنوان &lt;b&gt;</h2>',
        '<p dir="ltr"><a href="https://e.org/?a=1&amp;b=2">English</a> &amp; more</p>',
        "<ul>",
        '<li dir="rtl">بند</li>',
        "</ul>",
        '<table dir="rtl"><tr><td>أ</td><td>ب</td></tr></table>',
    ]


def test_without_tashkeel_keeps_letters() -> None:
    assert copying.without_tashkeel("كَتَبَ الطّالِبُ هٰذا آيةً") == "كتب الطالب هذا آية"


def test_differences_pass_over_spelling() -> None:
    first = "قال الوزير إن سورية بخير اليوم"
    second = "قالَ وزير إن سوريا ليست بخير"
    left, right, alike = differences(first, second)
    assert cut(first, left)[-1] == "اليوم"
    assert "ليست" in " ".join(cut(second, right))
    assert 0.4 < alike < 0.9
    assert differences(first, first) == ([], [], 1.0)
    assert differences("", "") == ([], [], 1.0)


@given(
    st.text(alphabet="اب https://e.org 2017-04-26 @name +963-11-2233445", max_size=80),
    st.booleans(),
)
def test_runs_are_the_whole_text(text: str, rtl: bool) -> None:
    found = list(runs(text, 0, len(text), "rtl" if rtl else "ltr"))
    assert "".join(text[run.start : run.end] for run in found) == text
    opens = sum(run.insert == "\u2066" for run in found)
    assert opens == sum(run.insert == "\u2069" for run in found)


@given(st.text(max_size=60))
def test_cleaning_keeps_the_count(text: str) -> None:
    assert len(clean(text)) == len(text)
    assert not set(clean(text)) & set("\n\r\x00\u2029\ufffc\ufdd0\ufdd1")


def test_a_script_of_its_own_face_takes_what_follows_and_is_of_none() -> None:
    text = "بعنوان (जन विरोधी) ثم বাংলা «தமிழ்» 12"
    found = [(run.script, text[run.start : run.end]) for run in runs(text, 0, len(text), "rtl")]
    assert ("Devanagari", "जन विरोधी) ") in found
    assert ("Bengali", "বাংলা «") in found
    assert ("Tamil", "தமிழ்» 12") in found
    assert "".join(piece for _, piece in found) == text


def test_what_was_shaped_for_other_programs_is_pasted_as_it_was() -> None:
    text = "زار وزير الدفاع الروسي سيرغي شويغو دمشق في 26 نيسان 2017، وقال: «انتهى»"
    assert copying.pasted(copying.for_programs_without_arabic(text)) == text
    assert copying.pasted(text) == text
    assert copying.pasted("plain text, 12") == "plain text, 12"
    # Shapes in reading order, as some PDFs hold them, are not turned round.
    for line in ("كــتــاب", "(أ) و(ب)", "حكم 1975-1990", "قال (Reuters) إن", "سطر\n\n- ثان"):
        assert copying.pasted(copying.for_programs_without_arabic(line)) == line
    assert copying.pasted("\ufedb\ufe98\ufe8e\ufe8f") == "كتاب"
