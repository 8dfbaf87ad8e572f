"""Our codec and executor against stock Whoosh: the same answers to random queries, whatever
was added, updated, deleted and merged before."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import fields
from whoosh import query as q
from whoosh.writing import MERGE_SMALL

from archive_app.search.index.execution import plan
from archive_app.search.index.whoosh.store import ArrayIndex, pack
from tests.search.stock import (
    Pair,
    document,
    executed,
    planned,
    random_plan,
    random_query,
    same,
    schema,
    searched,
)


def compare(pair: Pair, chance: random.Random, count: int) -> None:
    assert pair.ours.doc_count() == pair.stock.doc_count()
    for _ in range(count):
        query = random_query(chance)
        stock = searched(pair.stock, query)
        same(searched(pair.ours, query), stock)
        if (made := planned(query)) is not None:
            same(executed(pair, made), stock)


@pytest.mark.slow
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_equal_to_stock(tmp_path_factory: Any, seed: int) -> None:
    chance = random.Random(seed)
    pair = Pair(tmp_path_factory.mktemp("pair"))
    number = 0

    def add(count: int, **options: Any) -> None:
        nonlocal number
        documents = [document(chance, number + n) for n in range(count)]
        number += count
        pair.write(lambda w: [w.add_document(**one) for one in documents], **options)

    def update(count: int) -> None:
        documents = [document(chance, chance.randrange(number)) for _ in range(count)]
        documents = list({one["id"]: one for one in documents}.values())
        pair.write(lambda w: [w.update_document(**one) for one in documents])

    def delete(count: int) -> None:
        names = [str(chance.randrange(number)) for _ in range(count)]
        pair.write(lambda w: [w.delete_by_term("id", name) for name in names])

    add(60)
    compare(pair, chance, 15)
    add(25)
    update(12)
    compare(pair, chance, 10)
    delete(15)
    compare(pair, chance, 10)
    add(5, optimize=True)
    assert len(pair.ours._segments()) == 1
    compare(pair, chance, 15)
    update(5)
    compare(pair, chance, 5)


@pytest.mark.slow
def test_what_stock_gets_wrong_or_has_not(tmp_path: Path) -> None:
    """AndNot, AndMaybe and Require, by their definitions."""
    chance = random.Random(9)
    pair = Pair(tmp_path)
    documents = [document(chance, number) for number in range(60)]
    pair.write(lambda w: [w.add_document(**one) for one in documents])
    for _ in range(40):
        first, second = random_plan(chance, 1), random_plan(chance, 1)
        a, b = dict(executed(pair, first)), dict(executed(pair, second))
        without = {name: score for name, score in a.items() if name not in b}
        assert dict(executed(pair, plan.AndNot(first, second))) == without
        added = {name: score + b.get(name, 0.0) for name, score in a.items()}
        assert dict(executed(pair, plan.AndMaybe(first, second))) == added
        needed = {name: score for name, score in a.items() if name in b}
        assert dict(executed(pair, plan.Require(first, second))) == needed


@pytest.mark.slow
def test_the_best_few_are_those_of_all(tmp_path: Path) -> None:
    """Whoosh skips what cannot reach the best few: the codec's bounds must not mislead it."""
    chance = random.Random(3)
    pair = Pair(tmp_path)
    documents = [document(chance, number) for number in range(200)]
    pair.write(lambda w: [w.add_document(**one) for one in documents])
    for _ in range(60):
        query = random_query(chance, depth=1)
        every = [score for _, score in searched(pair.stock, query)]
        few = [score for _, score in searched(pair.ours, query, limit=5)]
        assert few == pytest.approx(every[:5], abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["tiers", "pack", "small", "optimize"])
def test_merge_policies_lose_and_invent_nothing(tmp_path: Path, policy: str) -> None:
    chance = random.Random(policy)
    pair = Pair(tmp_path)
    number = 0
    for size in [30, 5, 1, 1, 1, 8, 1, 2, 1, 1, 9, 1, 1]:
        documents = [document(chance, number + n) for n in range(size)]
        gone = [str(chance.randrange(number)) for _ in range(3) if number]
        number += size
        options: dict[str, Any] = {
            "tiers": {},
            "pack": {"mergetype": pack},
            "small": {"mergetype": MERGE_SMALL},
            "optimize": {"optimize": True},
        }[policy]
        writer = pair.ours.writer()
        for name in gone:
            writer.delete_by_term("id", name)
        for one in documents:
            writer.add_document(**one)
        writer.commit(**options)
        stock = pair.stock.writer()
        for name in gone:
            stock.delete_by_term("id", name)
        for one in documents:
            stock.add_document(**one)
        stock.commit(merge=False)
    assert len(pair.ours._segments()) <= 9
    # Statistics count deleted documents until a merge: so merge all, then compare.
    pair.write(lambda _: None, optimize=True)
    compare(pair, chance, 25)


def test_an_old_searcher_goes_on_across_a_merge(tmp_path: Path) -> None:
    chance = random.Random(1)
    index = ArrayIndex.make(tmp_path, schema())
    for number in range(6):
        with index.writer() as writer:
            writer.add_document(**document(chance, number))
    searcher = index.searcher()
    before = [hit["id"] for hit in searcher.search(q.Every(), limit=None)]
    with index.writer() as writer:
        writer.delete_by_term("id", "2")
        writer.optimize = True
    assert [hit["id"] for hit in searcher.search(q.Every(), limit=None)] == before
    assert sorted(index.searcher().documents(), key=str) != before
    assert index.doc_count() == 5


def test_terms_statistics_and_cursor(tmp_path: Path) -> None:
    pair = Pair(tmp_path)
    chance = random.Random(2)
    documents = [document(chance, number) for number in range(80)]
    pair.write(lambda w: [w.add_document(**one) for one in documents])
    with pair.ours.reader() as ours, pair.stock.reader() as stock:
        assert list(ours.all_terms()) == list(stock.all_terms())
        assert sorted(ours.indexed_field_names()) == sorted(stock.indexed_field_names())
        for name, word in stock.all_terms():
            mine, theirs = ours.term_info(name, word), stock.term_info(name, word)
            assert mine.weight() == theirs.weight()
            assert mine.doc_frequency() == theirs.doc_frequency()
            assert mine.max_weight() == theirs.max_weight()
            assert (mine.min_id(), mine.max_id()) == (theirs.min_id(), theirs.max_id())
            assert ours.frequency(name, word) == stock.frequency(name, word)
        for name in ("body", "title"):
            assert ours.field_length(name) == stock.field_length(name)
            assert ours.max_field_length(name) == stock.max_field_length(name)
            assert list(ours.terms_within(name, "w11", 1)) == list(
                stock.terms_within(name, "w11", 1)
            )
        assert list(ours.expand_prefix("body", "w1")) == list(stock.expand_prefix("body", "w1"))
        matcher = ours.postings("body", "وزير")
        assert list(matcher.items_as("positions")) == list(
            stock.postings("body", "وزير").items_as("positions")
        )


@pytest.mark.slow
def test_documents_of_another_codec_are_taken_in(tmp_path: Path) -> None:
    pair = Pair(tmp_path)
    chance = random.Random(4)
    documents = [document(chance, number) for number in range(40)]
    pair.write(lambda w: [w.add_document(**one) for one in documents])
    other = ArrayIndex.make(tmp_path / "other", schema())
    writer = other.writer()
    with pair.stock.reader() as reader:
        writer.add_reader(reader)
    writer.commit()
    pair.ours = other
    compare(pair, chance, 20)


def test_what_the_codec_does_not_keep_is_refused(tmp_path: Path) -> None:
    index = ArrayIndex.make(tmp_path, fields.Schema(text=fields.TEXT(chars=True)))
    writer = index.writer()
    with pytest.raises(NotImplementedError):
        writer.add_document(text="some words")
    writer.cancel()
