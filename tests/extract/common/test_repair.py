from __future__ import annotations

import re

import pytest
from arabic_reshaper import ArabicReshaper
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.extract.common.builder import TextBuilder
from archive_app.extract.common.finishing import finish
from archive_app.extract.common.repair import KINDS, repair
from archive_app.extract.common.source import Source
from tests.extract.helpers import recall, seed, source

SHAPER = ArabicReshaper({"delete_harakat": False})


def wrapped(number: int, words: int = 12) -> str:
    lines = []
    for paragraph in seed(number):
        parts = paragraph.split()
        lines += [" ".join(parts[at : at + words]) for at in range(0, len(parts), words)]
    return "\n".join(lines)


def visual(text: str, *, shaped: bool) -> str:
    return "\n".join(
        get_display(SHAPER.reshape(line) if shaped else line, base_dir="R")
        for line in text.split("\n")
    )


@pytest.mark.parametrize("number", range(5))
def test_good_text_is_left_as_it_is(number: int) -> None:
    text = wrapped(number)
    assert repair(text) == (text, ())


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("shaped", [True, False])
def test_visual_order_is_turned_back(number: int, shaped: bool) -> None:
    text = wrapped(number)
    mended, done = repair(visual(text, shaped=shaped))
    assert recall(text, mended) > 0.995
    assert [one.kind for one in done] == ["reversed", "presentation"][: 1 + shaped]
    assert done[0].after in text


def test_presentation_forms_become_letters() -> None:
    text = wrapped(0)
    mended, done = repair("\n".join(SHAPER.reshape(line) for line in text.split("\n")))
    assert mended == text
    assert [one.kind for one in done] == ["presentation"]


def test_the_forms_of_lone_marks_bring_no_space() -> None:
    assert repair("\ufe91\ufe8e\ufe70\ufee1")[0] == "با\u064bم"


def test_symbols_and_latin_ligatures_are_no_presentation_forms() -> None:
    text = "ﷺ ½ ﴾قول﴿ ² ﬁ"
    assert repair(text) == (text, ())


@pytest.mark.parametrize("number", range(5))
def test_lam_alef_swaps_are_undone(number: int) -> None:
    text = wrapped(number)
    broken = re.sub("ل([اأإآ])", r"\1ل", text).replace("الله", "اهلل")
    before = recall(text, broken)
    mended, done = repair(broken)
    assert before < 0.92
    assert recall(text, mended) > 0.985
    assert [one.kind for one in done] == ["lam-alef"]


def test_a_swap_that_fires_once_is_left_alone() -> None:
    assert repair("قال إن اإلرهاب خطر")[1] == ()
    assert repair("قال إن اإلرهاب واالتحاد")[0] == "قال إن الإرهاب والاتحاد"


def test_words_that_only_look_swapped_are_kept_in_a_swapped_text() -> None:
    text = "اإلرهاب واالتحاد لألمانيا لإلغاء السيد سالم والثالث صالح الحق"
    assert repair(text)[0] == "الإرهاب والاتحاد لألمانيا لإلغاء السيد سالم والثالث صالح الحق"


@pytest.mark.parametrize("kind", KINDS)
def test_each_repair_can_be_refused(kind: str) -> None:
    text = visual(wrapped(0), shaped=True)
    assert kind not in {one.kind for one in repair(text, {kind})[1]}
    assert repair(text, set(KINDS)) == (text, ())


def test_a_line_that_does_not_tell_follows_the_text() -> None:
    text = visual(wrapped(0) + "\nسانا", shaped=False)
    assert repair(text)[0].split("\n")[-1] == "سانا"
    mixed = wrapped(0) + "\n" + visual(wrapped(1).split("\n")[5], shaped=False)
    assert repair(mixed)[0].split("\n")[-1] in {wrapped(1).split("\n")[5], mixed.split("\n")[-1]}


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.sampled_from("ابتثةىلاأإآمنهوي \n\ufefb\ufef7\ufe94\ufef0abc123().،"), max_size=200)
)
def test_any_text_keeps_its_lines(text: str) -> None:
    assert repair(text)[0].count("\n") == text.count("\n")


def test_blocks_and_links_move_with_the_mended_text() -> None:
    builder = TextBuilder()
    for number, paragraph in enumerate(seed(0)[:6]):
        words = visual(paragraph, shaped=True).split(" ")
        builder.text(" ".join(words[:-1]) + " ")
        builder.open_link("https://example.org/")
        builder.text(words[-1])
        builder.close_link()
        builder.flush("quote" if number == 2 else "paragraph")
    result = finish(source("x", "x"), builder, stamp="x/1", media_type="x")
    blocks = [result.text[block.start : block.end] for block in result.blocks]
    assert blocks == seed(0)[:6]
    first = [result.text[link.start : link.end] for link in result.links]
    assert first == [paragraph.split(" ")[0] for paragraph in seed(0)[:6]]
    assert isinstance(source("x", "x"), Source)
