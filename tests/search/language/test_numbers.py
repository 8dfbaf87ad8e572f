"""Numbers are found however their digits are grouped; titles go by their value."""

from __future__ import annotations

import pytest

from archive_app.core.model import Lens
from archive_app.search.language.variants import other_number
from tests.search.conftest import Bench, entry
from tests.search.test_marks import marked

WRITTEN = ("1234567", "1,234,567", "١٬٢٣٤٬٥٦٧", "1.234.567", "1 234 567", "١٢٣٤٥٦٧")


@pytest.mark.parametrize("asked", WRITTEN)
def test_a_number_is_found_however_it_is_grouped(bench: Bench, asked: str) -> None:
    texts = {str(n): f"نزح {number} شخصا" for n, number in enumerate(WRITTEN)}
    bench.add(*(entry(text, id_=id_) for id_, text in texts.items()))
    bench.add(entry("نزح 1234 ثم 567", id_="other"))
    assert set(bench.found(asked)) == texts.keys()
    assert set(bench.found(f'"نزح {asked.replace(" ", ",")} شخص"')) == texts.keys()
    assert marked(bench, "1234567", "1") == ["1,234,567"]
    assert set(bench.found("1234567", lens=Lens.EXACT)) == {"0", "5"}


def test_what_is_no_group_is_left(bench: Bench) -> None:
    assert other_number(("12", "34")) == other_number(("0123",)) == other_number(("123",)) == ()
    assert other_number(("2015",)) == ("2", "015")
    assert other_number(("100", "000")) == ("100000",)
    bench.add(entry("12,5 بالمئة", id_="a"))
    assert bench.found("12,5") == ["a"]


def test_an_or_binds_closer_than_words_side_by_side(bench: Bench) -> None:
    bench.add(
        entry("سوريا العراق", id_="a"),
        entry("سوريا لبنان", id_="b"),
        entry("سوريا مصر", id_="c"),
        entry("لبنان مصر", id_="d"),
    )
    assert set(bench.found("سوريا العراق أو لبنان")) == {"a", "b"}
    assert set(bench.found("العراق OR لبنان سوريا")) == {"a", "b"}
    assert set(bench.found("سوريا العراق أو لبنان -مصر")) == {"a", "b"}
    assert set(bench.found("(سوريا العراق) أو مصر")) == {"a", "c", "d"}


def test_titles_go_by_the_value_of_their_numbers(bench: Bench) -> None:
    titles = ["الحلقة 9", "الحلقة ١٠", "الحلقة 2", "الحلقة ٠٣", "Part 10", "Part 9", "7"]
    bench.add(*(entry(f"نص {n}", id_=title, title=title) for n, title in enumerate(titles)))
    order = ["7", "Part 9", "Part 10", "الحلقة 2", "الحلقة ٠٣", "الحلقة 9", "الحلقة ١٠"]
    assert bench.found("", sort="title") == order
    bench.searcher.prepare()
    assert bench.found("", sort="title") == order
