"""Every place of a query's words, each in its line."""

from __future__ import annotations

from archive_app.search.concordance import by_neighbour, concordance
from tests.search.conftest import Bench


def test_a_concordance_has_every_place(seeds: Bench) -> None:
    results = seeds.searcher.search("سورية")
    lines = list(concordance(seeds.catalogue, results))
    places = 0
    for doc in results.docs.tolist():
        spans = seeds.searcher.matches(seeds.catalogue.get(doc).id, results)
        places += len(spans)
        assert [line.span for line in lines if line.doc == doc] == list(spans)
    assert len(lines) == places > 5
    assert all(line.word and len(line.before) <= 60 >= len(line.after) for line in lines)
    assert len(list(concordance(seeds.catalogue, results, limit=3))) == 3
    assert len(by_neighbour(lines)) == len(by_neighbour(lines, after=False)) == places
