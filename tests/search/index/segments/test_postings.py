"""The bytes of posting lists: what goes in comes out, whatever the numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.search.index.execution.phrases import near
from archive_app.search.index.segments import postings, varint

numbers = st.lists(st.one_of(st.integers(0, 300), st.integers(0, varint.LIMIT - 1)))


@given(numbers)
def test_numbers_as_bytes_and_back(values: list[int]) -> None:
    raw, ends = varint.encode(np.array(values, dtype=np.int64))
    assert varint.decode(raw).tolist() == values
    assert len(ends) == len(values) + 1
    assert ends[-1] == len(raw)
    mostly_short = [value % 90 for value in values for _ in range(9)] + values
    raw, _ = varint.encode(np.array(mostly_short, dtype=np.int64))
    assert varint.decode(raw).tolist() == mostly_short


def test_numbers_out_of_range() -> None:
    for value in (-1, varint.LIMIT):
        with pytest.raises(ValueError, match=str(value)):
            varint.encode(np.array([value]))
    with pytest.raises(ValueError, match="five bytes"):
        varint.decode(np.full(7, 0x80, np.uint8) - np.array([0] * 6 + [0x80], np.uint8))
    with pytest.raises(ValueError, match="five bytes"):
        varint.decode(np.array([1] * 99 + [0x80] * 6 + [1], np.uint8))
    # A number that does not end is none.
    assert varint.decode(np.array([1] * 20 + [0x80], np.uint8)).tolist() == [1] * 20
    assert varint.decode(np.array([1, 0x80], np.uint8)).tolist() == [1]


terms = st.lists(
    st.dictionaries(
        st.integers(0, 1 << 20),
        st.sets(st.integers(0, 1 << 18), min_size=1, max_size=4),
        max_size=4,
    ),
    max_size=4,
)


@settings(max_examples=50)
@given(terms)
def test_postings_as_bytes_and_back(lists: list[dict[int, set[int]]]) -> None:
    flat = [(doc, sorted(places)) for term in lists for doc, places in sorted(term.items())]
    counts = np.array([len(term) for term in lists], dtype=np.int64)
    docs = np.array([doc for doc, _ in flat], dtype=np.int64)
    tfs = np.array([len(places) for _, places in flat], dtype=np.int64)
    positions = np.array([place for _, places in flat for place in places], dtype=np.int64)
    doc_stream = postings.encode_docs(docs, tfs > 1, counts)
    found, repeated = postings.decode_docs(doc_stream.raw, counts)
    assert found.tolist() == docs.tolist()
    tf_stream = postings.encode_tfs(tfs, counts)
    assert postings.decode_tfs(tf_stream.raw, repeated).tolist() == tfs.tolist()
    stream = postings.encode_positions(positions, tfs, counts)
    assert postings.decode_positions(stream.raw, tfs).tolist() == positions.tolist()
    chosen = np.arange(0, len(docs), 3)
    some = postings.decode_positions(stream.raw, tfs, chosen)
    assert some.tolist() == [place for _, places in flat[::3] for place in places]
    # Each term's bytes stand for themselves.
    for number, term in enumerate(lists):
        start, stop = doc_stream.at[number], doc_stream.at[number + 1]
        alone, _ = postings.decode_docs(doc_stream.raw[start:stop], counts[number : number + 1])
        assert alone.tolist() == sorted(term)
    order = np.argsort(-counts, kind="stable")
    gathered = postings.gather(stream, order)
    assert len(gathered.raw) == len(stream.raw)


def test_streams_that_do_not_fit_are_seen() -> None:
    one = np.array([1, 2, 3], dtype=np.uint8)
    with pytest.raises(ValueError, match="differ"):
        postings.decode_docs(one, np.array([2]))
    with pytest.raises(ValueError, match="fit"):
        postings.decode_tfs(one, np.array([True, False]))
    with pytest.raises(ValueError, match="differ"):
        postings.decode_positions(one, np.array([1, 1]))


documents = st.lists(st.lists(st.sampled_from("abc"), max_size=12), max_size=5)


@given(documents, st.integers(1, 4), st.lists(st.sampled_from("abc"), min_size=2, max_size=3))
def test_near_in_order_is_what_it_says(texts: list[list[str]], slop: int, words: list[str]) -> None:
    keys = [
        np.array(
            [
                (doc << 32) + at
                for doc, text in enumerate(texts)
                for at, w in enumerate(text)
                if w == word
            ],
            dtype=np.int64,
        )
        for word in words
    ]

    def holds(text: list[str]) -> bool:
        ends = {at for at, word in enumerate(text) if word == words[0]}
        for word in words[1:]:
            places = {at for at, w in enumerate(text) if w == word}
            ends = {at for at in places if any(1 <= at - end <= slop for end in ends)}
        return bool(ends)

    expected = [doc for doc, text in enumerate(texts) if holds(text)]
    reading = [lambda mask, here=here: here[mask[here >> 32]] for here in keys]
    counts = [len(here) for here in keys]
    among = np.ones(len(texts), dtype=np.bool_)
    assert near(reading, counts, among, slop).tolist() == expected
