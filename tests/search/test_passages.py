"""A pasted piece of a text finds the article that it is from."""

from __future__ import annotations

import random

import pytest

from archive_app.core.model import Lens
from archive_app.search.language import Passage, parse
from tests.search.conftest import Bench, entry

WORDS = [
    first + last for first in "بتجحدرزس" for last in ("لاد", "مار", "نور", "كتب", "فعل", "طرق")
]


@pytest.fixture
def many(bench: Bench) -> Bench:
    chance = random.Random(5)
    bench.add(
        *(entry(" ".join(chance.choices(WORDS, k=200)) + f" x{n}", id_=str(n)) for n in range(60))
    )
    return bench


@pytest.mark.parametrize("lens", Lens)
def test_a_pasted_passage_finds_its_article(many: Bench, lens: Lens) -> None:
    text = many.catalogue.text("7")
    for passage in (text, text[150:400], f"«{text[150:300]}» - قال: \n {text[300:420]}؟"):
        results = many.searcher.search(passage, lens=lens)
        assert results.hits[0].article.id == "7"
        assert [notice.key for notice in results.notices] == ["passage"]
        assert not results.partial
        assert results.hits[0].snippet.spans


def test_prose_with_words_like_operators_is_a_passage() -> None:
    prose = "قال المصدر: إن الوزير و الوفد - وصلا أو لم يصلا (أمس) إلى «دمشق» " * 4
    assert isinstance(parse(prose).tree, Passage)
    assert not isinstance(parse(" ".join(["سوريا"] * 10)).tree, Passage)
    assert not isinstance(parse(" OR ".join(f"كلمة{n}" for n in range(40))).tree, Passage)
    assert not isinstance(parse(" ".join(["سوريا"] * 40 + ["tag:x"])).tree, Passage)


@pytest.mark.parametrize("text", ["a OR " + "ب: ج* ~ " * 400, "foo:a " * 200, '"x" 🙂 ' * 300])
def test_a_long_query_is_told_of_in_few_lines(text: str) -> None:
    assert len(parse(text).notices) <= 6


def test_a_passage_of_which_nothing_is_held_finds_nothing(many: Bench) -> None:
    results = many.searcher.search(" ".join(f"نغم{chr(0x628 + n)}ظظ" for n in range(30)))
    assert results.total == 0
