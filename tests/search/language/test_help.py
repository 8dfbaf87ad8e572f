"""The help's examples are what the language understands."""

from __future__ import annotations

import pytest

from archive_app.search.concordance import by_neighbour, concordance
from archive_app.search.language.ast import Filter
from archive_app.search.language.help import HELP, MEANINGS
from archive_app.search.language.parser import parse
from tests.search.conftest import Bench


@pytest.mark.parametrize("line", HELP, ids=lambda line: line.key)
def test_examples_are_understood(line: object) -> None:
    arabic, english, key = line  # type: ignore[misc]
    assert key in MEANINGS
    for example in (arabic, english):
        parsed = parse(example)
        assert parsed.tree is not None
        assert parsed.notices == ()
    shape = type(parse(arabic).tree), type(parse(english).tree)
    assert shape[0] is shape[1]
    if key in ("source", "tag", "date", "language", "type"):
        assert isinstance(parse(arabic).tree, Filter)


def test_every_meaning_is_used_once() -> None:
    assert sorted(line.key for line in HELP) == sorted(MEANINGS)


def test_a_concordance_has_every_place(seeds: Bench) -> None:
    results = seeds.searcher.search("سورية")
    lines = list(concordance(seeds.catalogue, results))
    places = 0
    for doc in results.docs.tolist():
        text = seeds.catalogue.text(doc)
        spans = seeds.searcher.matches(text, results)
        places += len(spans)
        assert [line.span for line in lines if line.doc == doc] == spans
    assert len(lines) == places > 5
    assert all(line.word and len(line.before) <= 60 >= len(line.after) for line in lines)
    assert len(list(concordance(seeds.catalogue, results, limit=3))) == 3
    assert len(by_neighbour(lines)) == len(by_neighbour(lines, after=False)) == places
