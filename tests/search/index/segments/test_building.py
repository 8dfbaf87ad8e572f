"""The inversion: words to keys and back, and segments from words of any script and shape."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.search.index.segments.building import SegmentBuilder
from archive_app.search.index.segments.merging import Source, merge
from archive_app.search.index.segments.packing import Packer
from archive_app.search.index.segments.segments import SegmentData

letters = st.one_of(
    st.sampled_from("اأبتثجحخدرزسشعغفقكلمنهويء"),
    st.sampled_from("abcz019яж"),
    st.characters(categories=["L", "N"]),
)
word = st.text(letters, min_size=1, max_size=12)
text = st.lists(word, min_size=1, max_size=8)


@given(st.lists(text, min_size=1, max_size=5))
def test_words_as_keys_and_back(texts: list[list[str]]) -> None:
    packer = Packer()
    chunks = [packer.pack(" ".join(words)) for words in texts]
    terms, places = packer.join(chunks)
    every = [word for words in texts for word in words]
    assert terms == sorted({word.encode() for word in every})
    assert [terms[place].decode() for place in places] == every


def build(documents: list[list[str]], path: Path) -> SegmentData:
    builder = SegmentBuilder()
    for words in documents:
        doc = builder.start()
        builder.add_words(doc, "body", words)
        builder.set_number(doc, "doc", doc + 100)
    path.unlink(missing_ok=True)  # of the example before
    builder.write(path)
    return SegmentData(path)


def content(data: SegmentData) -> list[list[str]]:
    """The documents again, put together from the positions."""
    documents: list[dict[int, str]] = [{} for _ in range(data.size)]
    field = data.field("body")
    if field is not None:
        for term, word in enumerate(field.words()):
            docs, positions = field.occurrences(np.array([term]))
            for doc, position in zip(docs.tolist(), positions.tolist(), strict=True):
                documents[doc][position] = word.decode()
    return [[words[place] for place in sorted(words)] for words in documents]


many = st.lists(st.lists(word, max_size=6), max_size=6)


@pytest.mark.slow
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(many, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_segments_and_merges_keep_every_word_in_its_place(
    tmp_path: Path, groups: list[list[list[str]]], chance: object
) -> None:
    sources, expected, numbers = [], [], []
    for number, documents in enumerate(groups):
        data = build(documents, tmp_path / f"{number}.words")
        assert content(data) == documents
        live = np.array([chance.random() < 0.8 for _ in documents], dtype=np.bool_)  # type: ignore[attr-defined]
        sources.append(Source(data, live))
        expected += [words for words, alive in zip(documents, live, strict=True) if alive]
        numbers += (np.flatnonzero(live) + 100).tolist()
    (tmp_path / "merged.words").unlink(missing_ok=True)
    size = merge(sources, tmp_path / "merged.words")
    merged = SegmentData(tmp_path / "merged.words")
    assert size == merged.size == len(expected)
    assert content(merged) == expected
    assert merged.numbers("doc").tolist() == numbers
    field = merged.field("body")
    held = sum(map(len, expected))
    assert (field.total if field else 0) == held
    merged.file.verify()


def test_words_of_any_spacing_and_single_postings(tmp_path: Path) -> None:
    builder = SegmentBuilder()
    builder.add_words(builder.start(), "body", "  two   words ")
    builder.add_words(builder.start(), "body", "")
    builder.add_words(builder.start(), "body", [])
    builder.add_posting(builder.start(), "body", b"words", True, [0, 2])
    builder.add_words(builder.start(), "body", "words of words")
    builder.write(tmp_path / "one.words")
    assert content(SegmentData(tmp_path / "one.words")) == [
        ["two", "words"],
        [],
        [],
        ["words", "words"],
        ["words", "of", "words"],
    ]
