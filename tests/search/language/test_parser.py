"""The query language: what is understood, and that nothing ever goes wrong."""

from __future__ import annotations

import random
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.core.fields import BY_ALIAS, FIELDS
from archive_app.core.model import Lens
from archive_app.search.language.ast import (
    And,
    Bag,
    Filter,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Wildcard,
    Word,
)
from archive_app.search.language.parser import WORD_LIMIT, clean, date_range, parse
from archive_app.text.tokens import words
from tests.search.conftest import Bench


def word(text: str, field: str = "", bare: str = "") -> Word:
    return Word(text, bare or text, field)


def bag(*parts: Node) -> Bag:
    return Bag(parts)


def phrase(*parts: Word, slop: int = 1) -> Phrase:
    return Phrase(parts, slop)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("سوريا", word("سوريا")),
        ("مُحَمَّد", word("محمد")),
        ("محمـــد", word("محمد")),
        ("قمّة عربيّة", bag(word("قمه", bare="قمة"), word("عربيه", bare="عربية"))),
        ("قمة، عربية؟", bag(word("قمه", bare="قمة"), word("عربيه", bare="عربية"))),
        ("«داعش»", word("داعش")),
        ("“a b”", phrase(word("a"), word("b"))),
        ('"a b"~5', phrase(word("a"), word("b"), slop=5)),
        ("a AND b", And((word("a"), word("b")))),
        ("a و b", And((word("a"), word("b")))),
        ("a OR b", Or((word("a"), word("b")))),
        ("a أو b", Or((word("a"), word("b")))),
        ("a -b", bag(word("a"), Not(word("b")))),
        ("a ليس b", bag(word("a"), Not(word("b")))),
        ("NOT a", Not(word("a"))),
        ("وزير", word("وزير")),
        ("android origin note", bag(word("android"), word("origin"), word("note"))),
        ("a and b", bag(word("a"), word("and"), word("b"))),
        ("(a OR b) c", bag(Or((word("a"), word("b"))), word("c"))),
        ("عنوان:قمة", word("قمه", "title", "قمة")),
        ("Title:قمة", word("قمه", "title", "قمة")),
        ("title:(a b)", bag(word("a", "title"), word("b", "title"))),
        ('كاتب:"a b"', phrase(word("a", "creator"), word("b", "creator"))),
        ("دبلوماس*", Prefix("دبلوماس", "دبلوماس")),
        ("*لوماسي", Wildcard("*لوماسي", "*لوماسي")),
        ("سو؟يا", Wildcard("سو?يا", "سو?يا")),
        ("م*س؟", Wildcard("م*س", "م*س")),
        ("-a?c", Not(Wildcard("a?c", "a?c"))),
        ("title:*ing", Wildcard("*ing", "*ing", "title")),
        ("tag:*", Filter("tag", "*")),
        ("وسم:ح؟ب", Filter("tag", "ح?ب")),
        ("تاريخ:*", Range("date", "", "")),
        ("تاريخ: 2018", Range("date", "2018", "2018")),
        ("تاريخ: نيسان 2018 سوريا", bag(Range("date", "2018-04", "2018-04"), word("سوريا"))),
        ("(date:[2015 TO 2016]) a", bag(Range("date", "2015", "2016"), word("a"))),
        ('date:"4/4/2018"', Range("date", "2018-04-04", "2018-04-04")),
        ("date:2015 2016", bag(Range("date", "2015", "2015"), word("2016"))),
        ("نص: سوريا", word("سوريا", "body")),
        ("وسم: حرب", Filter("tag", "حرب")),
        ("title: -x", bag(word("title"), Not(word("x")))),
        ("title: OR x", Or((word("title"), word("x")))),
        ("title:*", Prefix("", "", "title")),
        ("ماذا؟ نعم?", bag(word("ماذا"), word("نعم"))),
        ("لفروف~", Fuzzy("لفروف", "لفروف")),
        ("لفروف~2", Fuzzy("لفروف", "لفروف", 2)),
        ("tag:حرب", Filter("tag", "حرب")),
        ('وسم:"حرب أهلية"', Filter("tag", "حرب أهلية")),
        ("source:aaw*", Filter("source", "aaw*")),
        ("date:2015..2017-04", Range("date", "2015", "2017-04")),
        ("تاريخ:٢٠١٥", Range("date", "2015", "2015")),
        ("2015م", phrase(word("2015"), word("م"))),
        ("e-mail", phrase(word("e"), word("mail"))),
        ("e-mai*", And((word("e"), Prefix("mai", "mai")))),
        ("a -b*", bag(word("a"), Not(Prefix("b", "b")))),
        ("a -b~", bag(word("a"), Not(Fuzzy("b", "b")))),
        ("title:(tag:x y)", bag(Filter("tag", "x"), word("y", "title"))),
        ("-title:(a b)", Not(bag(word("a", "title"), word("b", "title")))),
        ("a OR b AND c d", bag(Or((word("a"), And((word("b"), word("c"))))), word("d"))),
        ("(title:)", word("title")),
    ],
)
def test_what_is_understood(text: str, tree: object) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert parsed.notices == ()


@pytest.mark.parametrize(
    ("text", "tree", "key"),
    [
        ('"a b', bag(word("a"), word("b")), "as-words"),
        ("(a b", bag(word("a"), word("b")), "as-words"),
        ("a) b", bag(word("a"), word("b")), "as-words"),
        ("a AND", word("a"), "ignored"),
        ("(a AND )", word("a"), "ignored"),
        ("a OR AND b", Or((word("a"), word("b"))), "ignored"),
        ("a OR OR b", Or((word("a"), word("b"))), "ignored"),
        ("NOT NOT a", bag(word("not"), word("not"), word("a")), "as-words"),
        ("date:201*", Prefix("201", "201"), "as-words"),
        ("tag:🙂*", None, "ignored"),
        ('foo:"a b"', bag(word("foo"), phrase(word("a"), word("b"))), "as-words"),
        ("سوريا و", word("سوريا"), "ignored"),
        ("OR a", word("a"), "ignored"),
        ("foo:a", phrase(word("foo"), word("a")), "as-words"),
        ("date:yesterday", word("yesterday"), "as-words"),
        ("a1*b", phrase(word("a"), word("1"), word("b")), "as-words"),
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


@pytest.mark.parametrize("text", ["AND", "و", "أو", "ليس", "NOT", "OR OR", "( NOT", "و و و"])
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
        ("4/4/2018", ("2018-04-04", "2018-04-04")),
        ("26-04-2017", ("2017-04-26", "2017-04-26")),
        ("04/26/2017", ("2017-04-26", "2017-04-26")),
        ("4.2018", ("2018-04", "2018-04")),
        ("نيسان 2018", ("2018-04", "2018-04")),
        ("٢٦ نيسان/أبريل ٢٠١٧", ("2017-04-26", "2017-04-26")),
        ("آب 2018", ("2018-08", "2018-08")),
        ("April 2018", ("2018-04", "2018-04")),
        ("2018م", ("2018", "2018")),
        ("2018-2019", ("2018", "2019")),
        ("[2015 TO 2016]", ("2015", "2016")),
        ("[* TO 2016]", ("", "2016")),
        ("من نيسان 2017 إلى 2018", ("2017-04", "2018")),
        (">2015", ("2016-01-01", "")),
        (">= 2015-04", ("2015-04", "")),
        ("<2015-03-01", ("", "2015-02-28")),
        ("<=2015", ("", "2015")),
        ("1438", ("2016-10-02", "2017-09-20")),
        ("١٤٣٨ هـ", ("2016-10-02", "2017-09-20")),
        ("رمضان 1438", ("2017-05-27", "2017-06-24")),
        ("29/7/1438", ("2017-04-26", "2017-04-26")),
        ("نيسان سوريا 2018", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(value: str, dates: tuple[str, str] | None) -> None:
    found = date_range(value)
    assert (found and found[:2]) == dates
    assert found is None or not found.wrong


@pytest.mark.parametrize(
    ("text", "key", "dates"),
    [
        ("تاريخ:2019..2017", "reversed", ("2017", "2019")),
        ("date:2018-02-30", "no-such-day", ("9999-12-31", "9999-12-31")),
        ("date:2015-13..2016", "no-such-day", ("9999-12-31", "9999-12-31")),
        ("date:31/4/2018", "no-such-day", ("9999-12-31", "9999-12-31")),
    ],
)
def test_what_is_wrong_with_a_date_is_told(text: str, key: str, dates: tuple[str, str]) -> None:
    parsed = parse(text)
    assert parsed.tree == Range("date", *dates)
    assert [notice.key for notice in parsed.notices] == [key]


def test_a_long_query_keeps_its_first_words_and_says_so() -> None:
    words_ = [f"w{'abcdefghij'[i % 10] * (i // 10 + 1)}" for i in range(400)]
    parsed = parse(" ".join([*words_, "tag:x"]))
    assert isinstance(parsed.tree, Bag)
    assert len(parsed.tree.parts) == WORD_LIMIT + 1
    assert {notice.key for notice in parsed.notices} == {"ignored"}


LONG = ["ا ب " * 2500, "(" * 10000, '"' * 9999, "a OR " * 2000, "-" * 10000, "و " * 5000]
LONG += ["a*" * 5000, "title:" * 1600, "NOT " * 2500 + "a", "(a " * 3000, "(a) OR " * 1400]
LONG += ["~" * 10000, '"a"~' + "9" * 9000, "سوريا" * 2000, "🙂" * 10000, "\ud800" * 5000]


@pytest.mark.slow
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


@pytest.mark.slow
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
    results = seeds.searcher.search(text, lens=lens, match=match, sort=sort, limit=3, typing=True)  # type: ignore[arg-type]
    assert results.total == len(results.docs) == len(results.scores)
    assert len(results.hits) == min(3, results.total)
    assert sum(results.facets["source"].values()) == results.total
    for hit in results.hits:
        assert all(0 <= a < b <= len(hit.snippet.text) for a, b in hit.snippet.spans)
    seeds.searcher.complete(text)


def leaves(node: Node | None) -> list[Word | Prefix | Wildcard | Fuzzy | Filter | Range]:
    """The leaves of a tree in their order, phrases as their words."""
    match node:
        case None:
            return []
        case Phrase():
            return [*node.words]
        case Not():
            return leaves(node.part)
        case Word() | Prefix() | Wildcard() | Fuzzy() | Filter() | Range():
            return [node]
    return [leaf for part in node.parts for leaf in leaves(part)]


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(st.one_of(QUERIES, st.text()))
def test_any_text_parses_and_leaves_know_where_they_stand(text: str) -> None:
    parsed = parse(text)
    assert parsed.text == text
    places = []
    for leaf in leaves(parsed.tree):
        start, end = leaf.span
        assert 0 <= start < end <= len(text)
        places.append((start, end))
        piece = unicodedata.normalize("NFC", text[start:end])
        if isinstance(leaf, Prefix) and not leaf.text:
            assert piece == "*"  # whatever stands in the field
        elif isinstance(leaf, (Word, Prefix, Fuzzy)):
            assert leaf.text in words(piece)
    assert places == sorted(places)


COMPOSING = 'ae\u0301\u0327\u0654\u064eاعلو\u1100\u1161\u11a8\u09c7\u09be "،'


@given(st.text(alphabet=COMPOSING, max_size=30))
def test_composing_knows_where_each_character_began(text: str) -> None:
    cleaned, offsets = clean(text)
    assert cleaned == clean(unicodedata.normalize("NFC", text))[0]
    assert len(offsets) >= len(cleaned)
    assert offsets == sorted(offsets)


def test_a_leaf_stands_where_it_was_typed() -> None:
    text = "  قال «مُحَمَّدٌ  أمس»~3 -عنوان:قِمّة* "
    spans = [text[slice(*leaf.span)] for leaf in leaves(parse(text).tree)]
    assert spans == ["قال", "مُحَمَّدٌ", "أمس", "قِمّة"]


@pytest.mark.slow
@pytest.mark.parametrize("text", LONG)
def test_long_queries_take_no_longer_than_they_are_long(text: str) -> None:
    begun = time.process_time()
    parse(text)
    once = time.process_time() - begun
    begun = time.process_time()
    parse(text * 10)
    assert time.process_time() - begun < 50 * once + 0.5


def test_what_was_taken_as_words_is_told_apart() -> None:
    told = parse("foo:a date:soon b").notices
    assert [notice.text for notice in told if notice.key == "as-words"] == ["foo:", "soon"]


def test_no_name_means_two_fields() -> None:
    assert len(BY_ALIAS) == sum(len(field.names) for field in FIELDS)
    for alias, field in BY_ALIAS.items():
        tree = parse(f"{alias}:2015").tree
        assert leaves(tree)[0].field == field.name


DOCS = (Path(__file__).parents[3] / "docs" / "search.md").read_text("utf-8")
ROWS = [line for line in DOCS.splitlines() if line.startswith("| `")]
DOCUMENTED = [text for row in ROWS for text in re.findall("`([^`]+)`", row.rpartition(" | ")[0])]


@pytest.mark.parametrize("text", DOCUMENTED)
def test_what_is_documented_is_understood(text: str) -> None:
    parsed = parse(text)
    assert parsed.tree is not None
    assert parsed.notices == ()


def test_every_field_is_documented() -> None:
    assert len(DOCUMENTED) > 30
    named = {leaf.field for text in DOCUMENTED for leaf in leaves(parse(text).tree)}
    assert named == {"", *(field.name for field in FIELDS)}
