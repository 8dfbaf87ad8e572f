"""Citations in Arabic and English."""

from __future__ import annotations

import pytest

from archive_app.core.model import Article, Metadata
from archive_app.export import cite

ARABIC = Article(
    id="1",
    doc=1,
    path="2026-11/a.html",
    metadata=Metadata(
        title="بوتين: تنظيم داعش هزم في سورية",
        creator=("سمر أحمد",),
        source="سانا",
        date="2018-04-04",
        language="ar",
        identifier="https://sana.sy/?p=739021",
    ),
)
ENGLISH = Article(
    id="2",
    doc=2,
    path="b.txt",
    metadata=Metadata(
        title="Talks in “Astana” end", creator=("A. B.", "C. D."), source="AP", date="2017-04"
    ),
)


def test_an_arabic_article_is_cited_in_arabic() -> None:
    assert cite.citation(ARABIC, "قال \n“من الواضح” «هنا»") == (
        "«قال “من الواضح” “هنا”» — سمر أحمد، بوتين: تنظيم داعش هزم في سورية، سانا، "
        "4 نيسان/أبريل 2018، https://sana.sy/?p=739021"
    )


def test_an_english_article_is_cited_in_english() -> None:
    assert cite.citation(ENGLISH) == ("A. B. and C. D., “Talks in ‘Astana’ end”, AP, April 2017")
    assert cite.citation(ENGLISH, "so “it” is").startswith("“so ‘it’ is” — A. B.")


def test_the_style_can_be_chosen() -> None:
    assert "4 April 2018" in cite.citation(ARABIC, style="en")
    assert "نيسان/أبريل 2017" in cite.citation(ENGLISH, style="ar")


def test_what_is_not_known_is_left_out() -> None:
    assert cite.citation(Article("3", 3, "2026-11/ملف.txt", Metadata())) == "ملف.txt"
    assert cite.citation(Article("3", 3, "x.txt", Metadata()), " \n ") == "“x.txt”"


@pytest.mark.parametrize(
    ("date", "words"),
    [("2017", "2017"), ("2017-13", "2017-13"), ("", ""), ("قبل عام", "قبل عام")],
)
def test_dates_that_are_partial_or_none(date: str, words: str) -> None:
    assert cite.written_date(date, "ar") == words


def test_many_authors() -> None:
    assert cite.names(("أ", "ب", "ج"), "ar") == "أ وب وج"
    assert cite.names(("A", "B", "C"), "en") == "A, B and C"
    assert cite.names(("A", "B", "C", "D"), "en") == "A et al."
    assert cite.names((), "en") == ""


def test_a_citation_as_html_is_in_its_direction_with_its_link() -> None:
    html = cite.citation_html(ARABIC)
    assert html.startswith('<p dir="rtl">سمر أحمد، ')
    assert html.endswith('<a href="https://sana.sy/?p=739021">https://sana.sy/?p=739021</a></p>')
    assert "<b>" not in cite.citation_html(Article("3", 3, "a.txt", Metadata(title="<b>x</b>")))
    assert cite.citation_html(ENGLISH).startswith('<p dir="ltr">')
