"""The query language: what is understood, and that nothing ever goes wrong."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q

from archive_app.core.model import Lens
from archive_app.search.language import parser
from archive_app.search.language.ast import Filter, Side, Word, Words
from archive_app.search.language.parser import WORD_LIMIT, date_range, parse
from tests.search.conftest import Bench


def word(text: str, field: str = "", bare: str = "", **more: object) -> Word:
    return Word(field, text, bare or text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("سوريا", word("سوريا")),
        ("مُحَمَّد", word("محمد")),
        ("محمـــد", word("محمد")),
        ("قمّة عربيّة", Side([word("قمه", bare="قمة"), word("عربيه", bare="عربية")])),
        ("قمة، عربية؟", Side([word("قمه", bare="قمة"), word("عربيه", bare="عربية")])),
        ("«داعش»", word("داعش")),
        ("“a b”", Words("", [word("a"), word("b")])),
        ('"a b"~5', Words("", [word("a"), word("b")], 5)),
        ("a AND b", q.And([word("a"), word("b")])),
        ("a و b", q.And([word("a"), word("b")])),
        ("a OR b", q.Or([word("a"), word("b")])),
        ("a أو b", q.Or([word("a"), word("b")])),
        ("a -b", Side([word("a"), q.Not(word("b"))])),
        ("a ليس b", Side([word("a"), q.Not(word("b"))])),
        ("NOT a", q.Not(word("a"))),
        ("وزير", word("وزير")),
        ("android origin note", Side([word("android"), word("origin"), word("note")])),
        ("a and b", Side([word("a"), word("and"), word("b")])),
        ("(a OR b) c", Side([q.Or([word("a"), word("b")]), word("c")])),
        ("عنوان:قمة", word("قمه", "title", "قمة")),
        ("Title:قمة", word("قمه", "title", "قمة")),
        ("title:(a b)", Side([word("a", "title"), word("b", "title")])),
        ('كاتب:"a b"', Words("creator", [word("a", "creator"), word("b", "creator")])),
        ("دبلوماس*", word("دبلوماس", kind="prefix")),
        ("لفروف~", word("لفروف", kind="fuzzy")),
        ("لفروف~2", word("لفروف", kind="fuzzy", distance=2)),
        ("tag:حرب", Filter("tag", "حرب")),
        ('وسم:"حرب أهلية"', Filter("tag", "حرب أهلية")),
        ("source:aaw*", Filter("source", "aaw*")),
        ("date:2015..2017-04", Filter("date", "2015..2017-04")),
        ("تاريخ:٢٠١٥", Filter("date", "2015..2015")),
        ("2015م", Words("", [word("2015"), word("م")])),
        ("e-mail", Words("", [word("e"), word("mail")])),
    ],
)
def test_what_is_understood(text: str, tree: object) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert parsed.notices == ()


@pytest.mark.parametrize(
    ("text", "tree", "key"),
    [
        ('"a b', Side([word("a"), word("b")]), "as-words"),
        ("(a b", Side([word("a"), word("b")]), "as-words"),
        ("a) b", Side([word("a"), word("b")]), "as-words"),
        ("a AND", word("a"), "ignored"),
        ("سوريا و", word("سوريا"), "ignored"),
        ("OR a", word("a"), "ignored"),
        ("foo:a", Words("", [word("foo"), word("a")]), "as-words"),
        ("date:yesterday", word("yesterday"), "as-words"),
        ("a*b", Words("", [word("a"), word("b")]), "as-words"),
        ("🙂", None, "ignored"),
        ("- - -", None, "ignored"),
        ("*", None, "ignored"),
    ],
)
def test_what_is_not_understood_is_taken_as_words_and_told(
    text: str, tree: object, key: str
) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert key in {notice.key for notice in parsed.notices}


@pytest.mark.parametrize("text", ["AND", "و", "أو", "ليس", "NOT", "OR OR"])
def test_a_lone_operator_is_a_word(text: str) -> None:
    assert parse(text).tree is not None


@pytest.mark.parametrize(
    ("value", "dates"),
    [
        ("2015", ("2015", "2015")),
        ("2015..2017-04", ("2015", "2017-04")),
        ("..2016", ("", "2016")),
        ("2016..", ("2016", "")),
        ("٢٠١٥-٧-٢", ("2015-07-02", "2015-07-02")),
        ("2015/07", ("2015-07", "2015-07")),
        ("..", None),
        ("2015-13", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(value: str, dates: tuple[str, str] | None) -> None:
    assert date_range(value) == dates


def test_a_long_query_keeps_its_first_words_and_says_so() -> None:
    parsed = parse(" ".join(f"w{'abcdefghij'[i % 10] * (i // 10 + 1)}" for i in range(400)))
    assert isinstance(parsed.tree, Side)
    assert len(parsed.tree.subqueries) == WORD_LIMIT
    assert {notice.key for notice in parsed.notices} == {"ignored"}


LONG = ["ا ب " * 2500, "(" * 10000, '"' * 9999, "a OR " * 2000, "-" * 10000, "و " * 5000]
LONG += ["a*" * 5000, "title:" * 1600, "NOT " * 2500 + "a", "(a " * 3000, "(a) OR " * 1400]
LONG += ["~" * 10000, '"a"~' + "9" * 9000, "سوريا" * 2000, "🙂" * 10000, "\ud800" * 5000]


@pytest.mark.parametrize("text", LONG)
def test_ten_thousand_characters(seeds: Bench, text: str) -> None:
    results = seeds.searcher.search(text)
    assert results.total == len(results.docs)


@pytest.mark.parametrize("lens", Lens)
@pytest.mark.parametrize("match", ["all", "any"])
@pytest.mark.parametrize(
    "text", ["", "سوريا", '"a b"', "Putin", "x~", "x*", "tag:x", "date:2015", "s,vdm", "a OR -b"]
)
def test_an_empty_archive(tmp_path: Path, text: str, lens: Lens, match: str) -> None:
    bench = Bench(tmp_path)
    results = bench.searcher.search(text, lens=lens, match=match)  # type: ignore[arg-type]
    assert results.total == 0
    assert results.hits == ()
    assert bench.searcher.complete(text) == []
    bench.close()


PIECES = [
    *("سوريا", "سورية", "الإرهاب", "وَزِير", "محمـد", "2254", "٢٠١٧", "Putin", "ﻻ", "الدفاع"),
    *("AND", "OR", "NOT", "و", "أو", "ليس", "(", ")", '"', "«", "»", "“", "”", "-", "*", "~"),
    *("~2", "title:", "عنوان:", "tag:", "date:", "2015..2017", "..", ":", "،", "؟", " ", "  "),
    *("🙂", "\u200f", "\u202e", "\ud800", "\x00", "\n", "'", "\\", "[", "]", "{", "^2", "/"),
    *("source:سانا", "lang:ar", "type:text", "a", "في", "ك", "\u064e", "\u0640", "%", "_", "&"),
]
QUERIES = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.text(max_size=40),
)


@pytest.mark.slow
def test_ten_thousand_random_queries_parse() -> None:
    chance = random.Random(4)
    for _ in range(10_000):
        pieces = chance.choices(PIECES, k=chance.randrange(10))
        text = chance.choice(("", " ")).join(pieces)
        parsed = parse(text)
        if parsed.tree is None and text.strip():
            assert parsed.notices, text


@settings(max_examples=150, deadline=None)
@given(
    text=QUERIES,
    lens=st.sampled_from(Lens),
    match=st.sampled_from(["all", "any"]),
    sort=st.sampled_from(["relevance", "date", "-date", "title", "added"]),
)
def test_random_queries_are_answered(
    seeds: Bench, text: str, lens: Lens, match: str, sort: str
) -> None:
    results = seeds.searcher.search(text, lens=lens, match=match, sort=sort, limit=3)  # type: ignore[arg-type]
    assert results.total == len(results.docs) == len(results.scores)
    assert len(results.hits) == min(3, results.total)
    assert sum(results.facets["source"].values()) == results.total
    for hit in results.hits:
        assert all(0 <= a < b <= len(hit.snippet.text) for a, b in hit.snippet.spans)
    seeds.searcher.complete(text)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["و", "أو", "ليس", "OR", "and", "ﷲ", "ﻻ", "ª", "قمّة", "2015م", "title"]
            ),
            st.text(alphabet="ابتو\u064eabZ", min_size=1, max_size=4),
        ),
        max_size=5,
    ),
    st.sampled_from(["{}", "{}", "{}*", '"{}"', '"{}"~5', '"{}"~0', '"{}"~99999']),
)
def test_plain_words_are_taken_as_the_parser_takes_them(parts: list[str], form: str) -> None:
    text = form.format(" ".join(parts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parser, "_simple", lambda _: None)
        expected = parse(text)
    assert parse(text) == expected
