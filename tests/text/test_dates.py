"""Dates in sentences as the press writes them, and what looks like a date and is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.text.dates import (
    HIJRI_YEARS,
    date_in_url,
    find_dates,
    from_hijri,
    hijri,
    hijri_parts,
    parse_date,
    typed_date,
)

SENTENCES = [
    # seeds and agencies
    ("2017-04-26", ["2017-04-26"]),
    ("بيان جنيف الصادر في الثلاثين من حزيران عام 2012 مع التركيز", ["2012-06-30"]),
    ("التوصل إليها في شباط عام 2015.", ["2015-02"]),
    ("بدأت في نيسان 2014 عملية عسكرية", ["2014-04"]),
    ("منذ أيلول عام 2015 طلعات جوية", ["2015-09"]),
    ("عقده الجمعة 4 سبتمبر/أيلول 2015 في أعقاب جولته", ["2015-09-04"]),
    # Levantine
    ("دمشق، 15 كانون الثاني 2014", ["2014-01-15"]),
    ("في 3 شباط 2011 خرجت", ["2011-02-03"]),
    ("منذ 15 آذار 2011 وحتى اليوم", ["2011-03-15"]),
    ("يوم الخميس 17 نيسان 2014", ["2014-04-17"]),
    ("في الأول من أيار 1998", ["1998-05-01"]),
    ("5 حزيران 1967", ["1967-06-05"]),
    ("حرب 12 تموز 2006", ["2006-07-12"]),
    ("في 14 آب 2006 توقفت", ["2006-08-14"]),
    ("6 تشرين الأول 1973", ["1973-10-06"]),
    ("16 تشرين الثاني 1970", ["1970-11-16"]),
    ("10 كانون الأول 1948", ["1948-12-10"]),
    # Egyptian, and with the preposition or the word for day or month
    ("القاهرة في 25 يناير 2011", ["2011-01-25"]),
    ("ثورة 30 يونيو 2013", ["2013-06-30"]),
    ("يوم 3 يوليو 2013م", ["2013-07-03"]),
    ("بتاريخ 11 من فبراير 2011", ["2011-02-11"]),
    ("في 14 من شهر أغسطس عام 2013", ["2013-08-14"]),
    ("6 اكتوبر 1973", ["1973-10-06"]),
    ("٢٣ يوليو ١٩٥٢", ["1952-07-23"]),
    ("صدر في ديسمبر 2010", ["2010-12"]),
    # Maghrebi
    ("الجزائر في 5 جويلية 1962", ["1962-07-05"]),
    ("14 جانفي 2011 بتونس", ["2011-01-14"]),
    ("يوم 20 فيفري 2019", ["2019-02-20"]),
    ("9 أفريل 1938", ["1938-04-09"]),
    ("8 ماي 1945", ["1945-05-08"]),
    ("19 جوان 1965", ["1965-06-19"]),
    ("13 أوت 1956", ["1956-08-13"]),
    ("الرباط 20 غشت 1953", ["1953-08-20"]),
    ("15 شتنبر 2016", ["2016-09-15"]),
    ("6 نونبر 1975", ["1975-11-06"]),
    ("30 يوليوز 1999", ["1999-07-30"]),
    # dual names
    ("26 نيسان/أبريل 2017", ["2017-04-26"]),
    ("٢٦ أبريل/نيسان ٢٠١٧", ["2017-04-26"]),
    ("1 كانون الأول (ديسمبر) 2015", ["2015-12-01"]),
    ("11 أيلول/ سبتمبر 2001", ["2001-09-11"]),
    ("خلال تشرين الأول/أكتوبر 2016", ["2016-10"]),
    ("7 كانون الثاني - يناير 2015", ["2015-01-07"]),
    # figures, both digit sets, Persian digits, ISO
    ("نشر في 26/4/2017", ["2017-04-26"]),
    ("٢٦/٤/٢٠١٧ الساعة العاشرة", ["2017-04-26"]),
    ("۲۶/۴/۲۰۱۷", ["2017-04-26"]),
    ("26-04-2017", ["2017-04-26"]),
    ("26.4.2017", ["2017-04-26"]),
    ("2017/04/26", ["2017-04-26"]),
    ("آخر تحديث: 2017-04-26 10:22", ["2017-04-26"]),
    ("4/26/2017 by AP", ["2017-04-26"]),
    ("2017-04-26T23:50:00+03:00", ["2017-04-26"]),
    # Hijri
    ("الثلاثاء 20 رمضان 1436هـ", ["2015-07-07"]),
    ("في 1 محرم 1436 هـ", ["2014-10-25"]),
    ("25 شوال 1436 هـ الموافق 10 أغسطس 2015 م", ["2015-08-10"]),
    ("14/10/1436هـ", ["2015-07-30"]),
    ("1436/10/14 هـ", ["2015-07-30"]),
    ("١٢ ذو القعدة ١٤٣٦هـ", ["2015-08-27"]),
    ("3 ربيع الآخر 1437", ["2016-01-13"]),
    ("9 جمادى الأولى 1437 هـ", ["2016-02-18"]),
    # English
    ("MOSCOW, April 26, 2017 (SANA)", ["2017-04-26"]),
    ("26 April 2017", ["2017-04-26"]),
    ("the 4th of July, 1976", ["1976-07-04"]),
    ("Sept. 11, 2001", ["2001-09-11"]),
    ("Wed, 26 Apr 2017 10:00:00 +0300", ["2017-04-26"]),
    ("in March 2011 protests", ["2011-03"]),
    ("في آب 2006", ["2006-08"]),
    # with tashkeel, tatweel and invisible marks
    ("في ٢٦ نِيسَانَ ٢٠١٧", ["2017-04-26"]),
    ("26 نيســان 2017", ["2017-04-26"]),
    ("\u200f26\u200f نيسان\u200f 2017", ["2017-04-26"]),
    # several
    ("من 5 أيار 2015 إلى 7 حزيران 2016", ["2015-05-05", "2016-06-07"]),
]

NO_DATES = [
    "وقال شويغو.. في عام 2015 وبناء على طلب الدولة",
    "قرار مجلس الأمن الدولي رقم “2254” الذي ينص",
    "يمتد ما بين عامي 2016 و2020.",
    "في مؤتمر صحفي عقده الجمعة 4 سبتمبر/أيلول في أعقاب جولته",
    "عقد اليوم في موسكو",
    "أمس الثلاثاء",
    "في أيار وحزيران هذا العام",
    "6500 مسلح و2200 روسي",
    "الساعة 20:15",
    "32/4/2017",
    "30 شباط 2015",
    "31/13/2015",
    "هاتف 011-2015-2016-88",
    "بقيمة 1,2015 مليار",
    "رأى أب 1999 طفلا",
    "2014م",
    "عام 1436هـ",
    "رمضان 1436",
    "هذا ناصر 1956",
    "1/2/3/2015",
    "you may 2015 times",
    "",
]


@pytest.mark.parametrize(("sentence", "dates"), SENTENCES)
def test_sentence(sentence: str, dates: list[str]) -> None:
    assert [found.date for found in find_dates(sentence)] == dates


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 تشرين أول 2017", "2017-10-03"),
        ("3 تشرين ثاني 2017", "2017-11-03"),
        ("5 كانون أول 2017م", "2017-12-05"),
        ("25 يناير (كانون ثان) 2011", "2011-01-25"),
        ("17 ديسمبر2010", "2010-12-17"),
        ("26 أبريل، 2017", "2017-04-26"),
        ("le 1er mars 2017", "2017-03-01"),
        ("Alger, 26 août 2017", "2017-08-26"),
        ("١٥ ـ ٥ ـ ١٩٤٨", "1948-05-15"),
        ("\u200e26\u200f/4\u200f/2017", "2017-04-26"),
        ("الثلاثاء ٧ ذي الحجّة ١٤٤١هـ", "2020-07-28"),
        ("2 آب 1990", "1990-08-02"),
    ],
)
def test_spelling(text: str, value: str) -> None:
    assert [found.date for found in find_dates(text)] == [value]


@pytest.mark.parametrize("sentence", NO_DATES)
def test_no_date(sentence: str) -> None:
    assert [found.date for found in find_dates(sentence)] == []


def test_what_is_known_of_a_date() -> None:
    (found,) = find_dates("نشر في 26 نيسان/أبريل 2017 بدمشق", "dateline", confidence=0.8)
    assert (found.origin, found.confidence, found.quote) == (
        "dateline",
        0.8,
        "26 نيسان/أبريل 2017",
    )
    (month,) = find_dates("نيسان 2017", confidence=0.8)
    assert month.confidence == 0.4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2017-04-26", "2017-04-26"),
        ("2017-04", "2017-04"),
        ("20170426", "2017-04-26"),
        ("2017-04-26T23:59:59-11:00", "2017-04-26"),
        ("الأربعاء 26 نيسان 2017", "2017-04-26"),
        ("2017", ""),
        ("1493200800", "2017-04-26"),
        ("1493200800000", "2017-04-26"),
        ("1970-01-01T00:00:00Z", ""),
        ("اليوم", ""),
        ("", ""),
    ],
)
def test_parse(text: str, value: str) -> None:
    assert parse_date(text) == value


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("http://sana.sy/2017/04/26/x.html", "2017-04-26"),
        ("https://example.com/news/2017-4-6-title", "2017-04-06"),
        ("https://example.com/20170426/story", "2017-04-26"),
        ("https://example.com/2017/04/story", "2017-04"),
        ("https://example.com/26-04-2017/story", "2017-04-26"),
        ("https://example.com/?date=20170426", "2017-04-26"),
        ("https://example.com/?p=20170426", ""),
        ("https://example.com/article/410826", ""),
        ("https://example.com/2017/story", ""),
        ("https://example2017.com/04/26", ""),
    ],
)
def test_url(url: str, value: str) -> None:
    found = date_in_url(url)
    assert (found.date if found else "") == value


def test_hijri() -> None:
    assert hijri("2017-04-26") == "29 رجب 1438 هـ"
    assert hijri("2017-04") == ""
    assert hijri("1850-01-01") == ""
    assert hijri("nonsense") == ""


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1925, 1, 1), date(2070, 1, 1)))
def test_hijri_and_back(day: date) -> None:
    shown = hijri(day.isoformat())
    assert [found.date for found in find_dates(shown)] == [day.isoformat()]


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 30)), st.text(max_size=30), st.text(max_size=30))
def test_never_fails_and_finds_a_date_alone(day: date, before: str, after: str) -> None:
    find_dates(before + day.isoformat() + after)
    tomorrow = (day + timedelta(days=1)).isoformat()
    assert [found.date for found in find_dates(f"({tomorrow})")] == [tomorrow]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2017", "2017"),
        ("عام ٢٠١٧", "2017"),
        ("2017-04", "2017-04"),
        ("4/2017", "2017-04"),
        ("04-2017", "2017-04"),
        ("نيسان 2017", "2017-04"),
        ("أب 2015", "2015-08"),
        ("May 2015", "2015-05"),
        ("may 2015", "2015-05"),
        ("26 نيسان 2017", "2017-04-26"),
        ("26 نيسان/أبريل 2017", "2017-04-26"),
        ("26-04-2017", "2017-04-26"),
        ("٢٦/٤/٢٠١٧", "2017-04-26"),
        ("April 26, 2017", "2017-04-26"),
        ("الأربعاء 26 أبريل 2017", "2017-04-26"),
        ("29 رجب 1438", "2017-04-26"),
        ("29/7/1438 هـ", "2017-04-26"),
        ("29 رجب 1438 الموافق 26 أبريل 2017", "2017-04-26"),
        ("", ""),
        ("غدًا", ""),
        ("26/4", ""),
        ("31/2/2017", ""),
        ("31 نيسان 2017", ""),
        ("2017-13", ""),
        ("13/2017", ""),
        ("0900", ""),
        ("26 نيسان 2017، 3 أيار 2018", ""),
    ],
)
def test_dates_as_users_type_them(text: str, iso: str) -> None:
    assert typed_date(text) == iso


@given(st.dates(date(1924, 8, 1), date(2077, 11, 16)))
def test_hijri_days_there_and_back(day: date) -> None:
    parts = hijri_parts(day.isoformat())
    assert parts is not None
    assert from_hijri(*parts) == day.isoformat()
    assert HIJRI_YEARS[0] <= parts[0] <= HIJRI_YEARS[1]
