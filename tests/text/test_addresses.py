"""Addresses of one page compare as one, those of two pages as two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.text.addresses import same_page

PAGE = "https://www.alarabiya.net/politics/2017/04/26?id=7&page=2"


@pytest.mark.parametrize(
    "other",
    [
        "http://alarabiya.net/politics/2017/04/26/?page=2&id=7",
        "https://m.alarabiya.net/politics/2017/04/26?id=7&page=2#comments",
        "https://www.alarabiya.net/politics/2017/04/26?utm_source=twitter&id=7&utm_medium=x&page=2",
        "https://amp.alarabiya.net/politics/2017/04/26/amp?id=7&page=2&fbclid=IwAR0_x",
        "HTTPS://WWW.ALARABIYA.NET:443/politics//2017/04/26?page=2&id=7&gclid=",
        "alarabiya.net/politics/2017/04/26?id=7&page=2",
        "https://web.archive.org/web/20170501120000/https://www.alarabiya.net/politics/2017/04/26?id=7&page=2",
        "https://via.hypothes.is/https://www.alarabiya.net/politics/2017/04/26?id=7&page=2",
        "https://www.google.com/amp/s/www.alarabiya.net/politics/2017/04/26?id=7&page=2",
        "https://mobile.alarabiya.net/politics/2017/04/26/index.html?id=7&page=2&utm_campaign=a&ref_src=t",
    ],
)
def test_one_page(other: str) -> None:
    assert same_page(other) == same_page(PAGE)
    assert same_page(other.replace("id=7", "id=8")) != same_page(PAGE)


def test_escapes_are_read() -> None:
    escaped = "https://ar.wikipedia.org/wiki/%D8%B3%D9%88%D8%B1%D9%8A%D8%A7"
    assert same_page("https://ar.wikipedia.org/wiki/سوريا") == same_page(escaped)
    assert same_page("https://xn--mgberp4a5d4ar.example/أ").startswith("السعودية.example")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PAGE, "https://english.alarabiya.net/politics/2017/04/26?id=7&page=2"),
        (PAGE, PAGE.replace("page=2", "page=3")),
        ("https://m.co/a", "https://co/a"),
        ("https://spa.gov.sa/1", "https://spa.gov.sa/1?lang=en"),
        ("https://spa.gov.sa:8080/1", "https://spa.gov.sa/1"),
        ("https://spa.gov.sa/amplifier", "https://spa.gov.sa/lifier"),
    ],
)
def test_two_pages(one: str, other: str) -> None:
    assert same_page(one) != same_page(other)


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(same_page(text), str)
    assert isinstance(same_page(f"http://{text}"), str)
