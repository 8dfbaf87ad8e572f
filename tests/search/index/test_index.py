"""The index as its users see it: batches in, matches out."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

import numpy as np
import pytest

from archive_app.core.errors import CacheError
from archive_app.search.index.execution.plan import (
    NOTHING,
    And,
    AndNot,
    Group,
    GroupPhrase,
    Mask,
    Node,
    Not,
    Or,
    Prefix,
)
from archive_app.search.index.index import Index, Snapshot
from archive_app.search.index.whoosh import store

TEXTS = {
    7: "وزير الدفاع في الرياض",
    8: "لوزير الدفاع زياره",
    9: "الدفاع عن وزير الخارجيه",
    30: "زياره الي الرياض الرياض",
}


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = Index.open(tmp_path / "index")
    with index.writer() as writer:
        for doc, text in TEXTS.items():
            writer.add(doc, {"body": text, "title": text.split(" ")[:1]})
    return index


def word(text: str, field: str = "body") -> Group:
    return Group(field, ((text, 1.0),))


def docs(snapshot: Snapshot, query: Node, **options: object) -> list[int]:
    return sorted(snapshot.execute(query, **options).docs.tolist())  # type: ignore[arg-type]


def test_words_and_operators(index: Index) -> None:
    snapshot = index.snapshot()
    riyadh, defence = word("الرياض"), word("الدفاع")
    assert docs(snapshot, riyadh) == [7, 30]
    assert docs(snapshot, And([riyadh, defence])) == [7]
    assert docs(snapshot, Or([riyadh, defence])) == [7, 8, 9, 30]
    assert docs(snapshot, AndNot(defence, riyadh)) == [8, 9]
    assert docs(snapshot, Not(riyadh)) == [8, 9]
    assert docs(snapshot, Prefix("body", "ال")) == [7, 8, 9, 30]
    assert docs(snapshot, word("غير")) == []


def test_phrases(index: Index) -> None:
    snapshot = index.snapshot()
    assert docs(snapshot, GroupPhrase("body", (word("وزير"), word("الدفاع")))) == [7]
    minister = Group("body", (("وزير", 1.0), ("لوزير", 0.8)))
    defence = Group("body", (("الدفاع", 1.0),))
    assert docs(snapshot, GroupPhrase("body", (minister, defence))) == [7, 8]


def test_a_group_scores_as_one_term(index: Index) -> None:
    snapshot = index.snapshot()
    whole = snapshot.execute(Group("body", (("وزير", 1.0), ("لوزير", 1.0))))
    assert sorted(whole.docs.tolist()) == [7, 8, 9]
    scores = dict(zip(whole.docs.tolist(), whole.scores.tolist(), strict=True))
    assert scores[7] == scores[9] < scores[8]  # the same frequency, a shorter text


def test_filters(index: Index) -> None:
    snapshot = index.snapshot()
    defence = word("الدفاع")
    assert docs(snapshot, defence, allowed=np.array([8, 9, 500])) == [8, 9]
    mask = np.zeros(9, dtype=bool)
    mask[8] = True
    assert docs(snapshot, defence, allowed=mask) == [8]
    assert docs(snapshot, And([defence, Mask(np.array([7, 30]))])) == [7]


def test_top_orders_and_breaks_ties_by_number(index: Index) -> None:
    snapshot = index.snapshot()
    matches = snapshot.execute(word("الرياض"))
    assert snapshot.top(matches, 1).docs.tolist() == [30]
    everything = snapshot.execute(Prefix("body", ""))
    assert snapshot.top(everything, 3).docs.tolist() == [7, 8, 9]
    assert snapshot.top(everything, 99).docs.tolist() == [7, 8, 9, 30]


def test_replace_delete_and_cancel(index: Index) -> None:
    before = index.snapshot()
    with index.writer() as writer:
        writer.delete(7)
        writer.add(7, {"body": "نص جديد"})
        writer.delete(8)
    assert sorted(writer.new_words) == ["جديد", "نص"]
    after = index.snapshot()
    assert docs(after, word("الدفاع")) == [9]
    assert docs(after, word("جديد")) == [7]
    assert docs(before, word("الدفاع")) == [7, 8, 9]  # a snapshot never changes
    writer = index.writer()
    writer.add(50, {"body": "الدفاع"})
    writer.cancel()
    assert docs(index.snapshot(), word("الدفاع")) == [9]
    assert index.doc_count == 3


def test_reopen_and_optimize(index: Index) -> None:
    index.optimize()
    index.close()
    again = Index.open(index.folder, create=False)
    assert docs(again.snapshot(), word("الدفاع")) == [7, 8, 9]
    assert again.prefix("وزي") == ["وزير"]
    assert dict(again.words())["الرياض"] == 2
    assert again.verify() == []
    assert [finding.key for finding in again.verify([7, 8, 9, 30, 31])] == ["not-indexed"]


def test_no_index_there(tmp_path: Path) -> None:
    with pytest.raises(CacheError):
        Index.open(tmp_path / "none", create=False)


def test_an_article_added_again_is_replaced(index: Index) -> None:
    with index.writer() as writer:
        writer.add(7, {"body": "اول"})
        writer.add(7, {"body": "ثان"})
        writer.add(31, {"body": "زائد"})
        writer.delete(31)
        writer.delete(999)
    snapshot = index.snapshot()
    assert docs(snapshot, Or([word("اول"), word("زائد")])) == []
    assert docs(snapshot, word("ثان")) == [7]
    assert index.doc_count == 4
    assert snapshot.count == 4


def test_a_large_batch_is_written_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MAX_TOKENS", 40)
    index = Index.open(tmp_path / "pieces")
    with index.writer() as writer:
        for doc in range(50):
            writer.add(doc, {"body": f"كلمه رقم{doc} في نص"})
        writer.delete(3)
        writer.add(4, {"body": "اخر"})
    assert len(set(writer.new_words)) == len(writer.new_words) == 3 + 50 + 1
    assert index.doc_count == 49
    assert docs(index.snapshot(), word("كلمه")) == [*range(3), *range(5, 50)]
    assert docs(index.snapshot(), word("اخر")) == [4]
    index.optimize()
    assert docs(index.snapshot(), word("كلمه")) == [*range(3), *range(5, 50)]
    writer = index.writer()
    for doc in range(100, 150):
        writer.add(doc, {"body": f"كلمه رقم{doc} في نص"})
    writer.cancel()
    assert len(list(index.folder.glob("*.words"))) == 1


def test_weights_of_fields(index: Index) -> None:
    snapshot = index.snapshot()
    query = Or([word("زياره"), word("زياره", "title")])
    plain = dict(zip(*(column.tolist() for column in snapshot.execute(query)), strict=True))
    heavy = snapshot.execute(query, weights={"title": 3.0})
    title = snapshot.execute(word("زياره", "title")).scores[0]
    weighted = dict(zip(heavy.docs.tolist(), heavy.scores.tolist(), strict=True))
    assert weighted[8] == plain[8]
    assert weighted[30] == pytest.approx(plain[30] + 2 * title)


def test_plans_that_find_nothing(index: Index) -> None:
    snapshot = index.snapshot()
    empty = [
        NOTHING,
        word("كلمه", "elsewhere"),
        Prefix("elsewhere", "كل"),
        GroupPhrase("body", ()),
        GroupPhrase("body", (word("غير"), word("موجود"))),
        GroupPhrase("body", ()),
        Group("body", (("غير", 1.0),)),
        And([word("الرياض"), word("غير")]),
    ]
    for query in empty:
        assert docs(snapshot, query) == []
    for query in empty:
        assert docs(Index.open(index.folder.parent / "void").snapshot(), query) == []


def test_other_threads_and_later_batches_do_not_change_a_snapshot(index: Index) -> None:
    snapshot = index.snapshot()
    assert index.snapshot() is snapshot
    with index.writer() as writer:
        writer.add(99, {"body": "الرياض"})
    index.optimize()
    assert docs(snapshot, word("الرياض")) == [7, 30]
    assert docs(index.snapshot(), word("الرياض")) == [7, 30, 99]
    assert docs(Index.open(index.folder).snapshot(), word("الرياض")) == [7, 30, 99]


def test_words_of_one_hash_are_told_apart(tmp_path: Path) -> None:
    assert zlib.crc32(b"plumless") == zlib.crc32(b"buckeroo")
    index = Index.open(tmp_path / "index")
    with index.writer() as writer:
        writer.add(1, {"body": "plumless"})
    assert docs(index.snapshot(), word("buckeroo")) == []
    with index.writer() as writer:
        writer.add(2, {"body": "buckeroo plumless"})
    assert writer.new_words == ["buckeroo"]
    index.optimize()
    assert docs(index.snapshot(), word("buckeroo")) == [2]
    assert docs(index.snapshot(), word("plumless")) == [1, 2]


def test_a_group_is_as_one_word_in_place_of_all_its_forms(tmp_path: Path) -> None:
    """The same texts, once as they are and once with each form put as one word."""
    chance = random.Random(8)
    forms = {"كتاب": "كتاب", "الكتاب": "كتاب", "كتابه": "كتاب", "قلم": "قلم", "القلم": "قلم"}
    words = [*forms, "في", "من", "علي"]
    apart, alike = Index.open(tmp_path / "apart"), Index.open(tmp_path / "alike")
    for batch in range(3):
        with apart.writer() as first, alike.writer() as second:
            for doc in range(batch * 40, batch * 40 + 40):
                text = chance.choices(words, k=chance.randint(1, 30))
                first.add(doc, {"body": text})
                second.add(doc, {"body": [forms.get(word, word) for word in text]})

    def group(word: str) -> Group:
        return Group("body", tuple((form, 1.0) for form, base in forms.items() if base == word))

    def found(index: Index, query: Node) -> dict[int, float]:
        matches = index.snapshot().execute(query)
        return dict(zip(matches.docs.tolist(), matches.scores.tolist(), strict=True))

    for slop in (1, 3):
        for pair in (("كتاب", "قلم"), ("قلم", "كتاب"), ("كتاب", "كتاب")):
            phrase = GroupPhrase("body", tuple(map(group, pair)), slop=slop)
            expected = found(alike, GroupPhrase("body", tuple(map(word, pair)), slop=slop))
            assert found(apart, phrase) == pytest.approx(expected, abs=1e-9)
            assert expected
    assert found(apart, group("كتاب")) == pytest.approx(found(alike, word("كتاب")))
    half = Group("body", (("قلم", 1.0), ("القلم", 0.5)))
    assert found(apart, half).keys() == found(apart, group("قلم")).keys()
