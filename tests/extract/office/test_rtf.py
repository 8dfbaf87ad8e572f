# ruff: noqa: E501
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.core.errors import DamagedFile, ExtractError, LimitExceeded
from archive_app.core.model import Extraction
from archive_app.extract.office.rtf import Rtf
from archive_app.extract.runtime.registry import choose
from tests.extract.helpers import recall, seed, source
from tests.extract.web.test_html import check_blocks

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset178 Arabic;}}"
STYLES = r"{\stylesheet{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}}"


def read(text: str) -> Extraction:
    result = Rtf().extract(source(text.encode("latin-1"), "a.rtf"))
    check_blocks(result)
    return result


def in_bytes(text: str, encoding: str = "cp1256") -> str:
    return "".join(
        char if char.isascii() else "".join(f"\\'{byte:02x}" for byte in char.encode(encoding))
        for char in text
    )


def in_escapes(text: str, fallback: str = "?") -> str:
    return "".join(
        char
        if char.isascii()
        else f"\\u{ord(char) - (65536 if ord(char) > 32767 else 0)}{fallback}"
        for char in text
    )


@pytest.mark.parametrize("number", range(5))
def test_arabic_in_the_code_page_of_its_font(number: int) -> None:
    body = r"\par ".join(in_bytes(paragraph) for paragraph in seed(number))
    assert read(HEAD + r"\f1 " + body + "}").text.split("\n\n") == seed(number)


def test_the_font_of_a_right_to_left_run() -> None:
    body = r"{\rtlch\fcs1 \af1 \ltrch\fcs0 \f0 \rtlch " + in_bytes("سلام") + "}"
    assert read(HEAD + body + "}").text == "سلام"


def test_arabic_bytes_in_a_document_that_calls_itself_western() -> None:
    body = r"\par ".join(in_bytes(paragraph) for paragraph in seed(0))
    assert recall("\n".join(seed(0)), read(HEAD + body + "}").text) == 1.0


@pytest.mark.parametrize(("uc", "fallback"), [(1, "?"), (0, ""), (2, "xy"), (1, r"\'3f")])
def test_escapes_and_what_stands_in_for_them(uc: int, fallback: str) -> None:
    separator = " " if not fallback else ""
    body = "".join(
        char if char.isascii() else f"\\u{ord(char)}{separator}{fallback}" for char in seed(0)[0]
    )
    assert read(HEAD + f"\\uc{uc} " + body + "}").text == seed(0)[0]


def test_characters_beyond_the_first_plane() -> None:
    assert read(HEAD + r"\u-10179?\u-8704?x}").text == "\U0001f600x"


def test_structure() -> None:
    body = (
        r"\pard\s1 Title\par\pard text one \line more\par"
        r"\pard\ls1\ilvl1{\listtext\bullet\tab}item\par"
        r"\pard\intbl a\cell b\cell\row\intbl c\cell d\cell\row\pard"
        r'{\field{\*\fldinst{HYPERLINK "https://example.org/"}}{\fldrslt{link}}} end\par'
        r"\pard note{\footnote\pard inner} after\par}"
    )
    result = read(HEAD + STYLES + body)
    assert [
        (block.kind, block.level, result.text[block.start : block.end]) for block in result.blocks
    ] == [
        ("heading", 1, "Title"), ("paragraph", 0, "text one\nmore"), ("item", 2, "item"),
        ("table", 0, "a\tb\nc\td"), ("paragraph", 0, "link end"), ("paragraph", 0, "note after"),
        ("paragraph", 0, "inner"),
    ]  # fmt: skip
    assert [(result.text[at.start : at.end], at.href) for at in result.links] == [
        ("link", "https://example.org/")
    ]


def test_pictures_hidden_text_and_unknown_groups_are_passed_over() -> None:
    body = (
        r"one{\pict\pngblip 89504e47}{\*\unknown secret}{\v hidden}"
        "{\\pict\\bin5 ab}c{}{\\header head} two\\par}"
    )
    assert read(HEAD + body).text == "one two"


def test_a_cut_document_is_read_and_said_so() -> None:
    result = read(HEAD + r"one\par two")
    assert result.text == "one\n\ntwo"
    assert result.warnings == ("damaged",)


def test_what_is_no_rich_text_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        read("plain text")
    with pytest.raises(LimitExceeded):
        read(HEAD + "{" * 10_000)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["{", "}", "\\par ", "\\u1576?", "\\'c7", "text ", "\\cell", "\\row",
                                 "\\intbl", "\\pard", "\\*", "\\fonttbl", "\\f1 ", "\\bin9",
                                 "\\footnote ", "\\fldinst", "\\", "\\s1", "\\stylesheet"])))  # fmt: skip
def test_any_tokens_are_read_or_refused(tokens: list[str]) -> None:
    try:
        read(HEAD + "".join(tokens))
    except ExtractError:
        pass


def test_the_registry_knows_it() -> None:
    chosen = choose(HEAD.encode(), "a.doc")
    assert chosen is not None
    assert chosen.name == "rtf"
