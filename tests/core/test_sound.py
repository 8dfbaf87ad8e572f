"""Strings from outside: what no file takes is made sound, and nothing else changes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.core.model import Block, Extraction, Link, Metadata
from archive_app.core.sound import read_json, sound, sound_extraction, sound_json, sound_name

ANY = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANY)
def test_a_sound_text_can_be_written_and_stays_as_it_is(text: str) -> None:
    made = sound(text)
    assert made.encode().decode() == made
    assert sound(made) is made


@given(st.text())
def test_a_text_without_half_a_pair_is_not_changed(text: str) -> None:
    assert sound(text) is text


def test_half_a_pair_is_a_replacement_character_and_two_halves_are_whole() -> None:
    assert sound("نص \ud83d هنا") == "نص \ufffd هنا"
    assert sound("\ud83d\ude00") == "😀"


@given(st.recursive(ANY | st.none() | st.booleans() | st.integers(),
                    lambda inner: st.lists(inner) | st.dictionaries(ANY, inner)))  # fmt: skip
def test_whatever_json_holds_can_be_written_again(value: object) -> None:
    json.dumps(sound_json(value), ensure_ascii=False).encode()
    assert read_json(json.dumps(value)) == sound_json(json.loads(json.dumps(value)))


@pytest.mark.parametrize("text", ["NaN", "[1e999]", '{"a": -Infinity}', "[" * 100_000])
def test_what_json_cannot_write_again_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):
        read_json(text, finite=True)


def test_a_name_keeps_bytes_of_another_encoding() -> None:
    name = b"\xe3\xde.txt".decode("utf-8", "surrogateescape")
    assert sound_name(name) == name
    assert sound_name("\ud83d.txt") == "\ufffd.txt"


@given(ANY, ANY, ANY)
def test_an_extraction_is_made_sound_and_keeps_its_offsets(text: str, title: str, tag: str) -> None:
    whole = Extraction(
        text,
        "plain/1",
        "text/plain",
        Metadata(title=title, creator=(title,), identifier=tag),
        blocks=(Block("image", 0, len(text), name=title),),
        links=(Link(0, len(text), tag),),
        tags=(tag,),
    )
    made = sound_extraction(whole)
    assert len(made.text) == len(text)
    repr_of_all = (made.text, made.metadata.title, *made.metadata.creator, made.tags[0],
                   made.links[0].href, made.blocks[0].name)  # fmt: skip
    "".join(repr_of_all).encode()
