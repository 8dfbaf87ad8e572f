"""The lexicon tells spellings apart as reading every text would."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.search.catalogue.catalogue import Catalogue
from archive_app.search.catalogue.lexicon import Lexicon
from archive_app.text.fold import fold_text
from archive_app.text.stemming.stem import root, stem
from archive_app.text.tokens import bare_words, words
from tests.search.conftest import entry

SPELLINGS = """
أن إن ان أَنْ إنّ (ان) على علي عَلَى مدرسة مدرسه Café cafe CAFE ﻻ لا لأ ٢٠١٥ 2015 2015م ﷺ سوريا سورية
a.b x
"""
WORDS = st.sampled_from(SPELLINGS.split())
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)


def spelled_so(catalogue: Catalogue, spelling: str, docs: dict[int, str]) -> set[int]:
    """The documents that the lexicon says spell a word so, of those that have the word."""
    (word,) = words(spelling)
    having = {doc for doc, text in docs.items() if word in words(text)}
    found = catalogue.lexicon.spelled(catalogue.connection, word)
    if found is None:
        return set()
    listed = {one: set(where.tolist()) for one, where in found.others.items()}
    if found.usual != spelling:
        return listed.get(spelling, set()) & having
    others = {doc for one, where in listed.items() if one != spelling for doc in where}
    return having - (others - listed.get(spelling, set()))


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(
    batches=st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=3),
    replacing=TEXTS,
    forget=st.booleans(),
)
def test_spellings_are_those_of_the_texts(
    tmp_path_factory: object, batches: list[list[str]], replacing: str, forget: bool
) -> None:
    folder: Path = tmp_path_factory.mktemp("lexicon")  # type: ignore[attr-defined]
    catalogue = Catalogue.open(folder / "c.sqlite")
    held: dict[int, str] = {}
    for number, batch in enumerate(batches):
        entries = [entry(text, id_=f"{number}-{i}") for i, text in enumerate(batch)]
        held.update(zip(catalogue.add(entries), batch, strict=True))
        if forget:
            catalogue.lexicon = Lexicon()  # as if the program had been started again
    held.update(dict.fromkeys(catalogue.add([entry(replacing, id_="0-0")]), replacing))
    spellings = {one for text in held.values() for one in bare_words(text)}
    for spelling in spellings:
        wanted = {doc for doc, text in held.items() if spelling in bare_words(text)}
        assert spelled_so(catalogue, spelling, held) == wanted, spelling
    every = {word for text in held.values() for word in words(text)}
    usual = catalogue.lexicon.usual(catalogue.connection, sorted(every))
    assert usual.keys() == every
    assert all(fold_text(spelling) == word for word, spelling in usual.items())
    everything = catalogue.lexicon.everything(catalogue.connection)
    assert len(everything) == len(set(everything)) == catalogue.lexicon.size(catalogue.connection)
    assert every <= {fold_text(one) for one in everything}
    catalogue.close()


def test_families(tmp_path: Path) -> None:
    catalogue = Catalogue.open(tmp_path / "c.sqlite")
    text = "كتاب كتب كاتب مكتبة الكتاب وكتابه كتابات قلم books book"
    catalogue.add([entry(text[:12], id_="a")])
    catalogue.add([entry(text, id_="b")])
    db, lexicon = catalogue.connection, catalogue.lexicon
    every = words(text)
    for word in every:
        same = {other for other in every if stem(other) == stem(word)}
        assert set(lexicon.same_stem(db, [stem(word)])) == same
        if root(word):
            kin = {other for other in every if root(other) == root(word)}
            assert set(lexicon.same_root(db, [root(word)])) == kin
    assert lexicon.same_stem(db, ["لا شيء"]) == {}
    assert lexicon.same_root(db, [""]) == {}
    catalogue.close()


def test_the_usual_spelling_is_the_commonest_of_its_batch(tmp_path: Path) -> None:
    catalogue = Catalogue.open(tmp_path / "c.sqlite")
    catalogue.add(
        [entry(text, id_=str(i)) for i, text in enumerate(["ان", "أن", "أن قال", "إن", "أن"])]
    )
    assert catalogue.lexicon.usual(catalogue.connection, ["ان"]) == {"ان": "أن"}
    catalogue.close()
