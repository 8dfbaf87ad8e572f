"""Datelines and bylines as agencies and newspapers write them."""

from __future__ import annotations

import pytest

from archive_app.extract.common.datelines import byline, dateline, source_in


@pytest.mark.parametrize(
    ("line", "place", "source"),
    [
        ("موسكو-سانا", "موسكو", "سانا"),
        ("موسكو - سانا", "موسكو", "سانا"),
        ("دمشق – سانا", "دمشق", "سانا"),
        ("باريس (رويترز) - قال مسؤولون فرنسيون يوم الأحد إن الشرطة", "باريس", "رويترز"),
        ("(رويترز)", "", "رويترز"),
        ("وكالات", "", "وكالات"),
        ("القاهرة ـ أ ش أ", "القاهرة", "أ ش أ"),
        ("واشنطن – أ.ف.ب", "واشنطن", "أ.ف.ب"),
        ("واس - الطائف", "الطائف", "واس"),
        ("عين اليوم – جدة", "جدة", "عين اليوم"),
        ("بيروت/ رويترز", "بيروت", "رويترز"),
        ("MOSCOW (Reuters) - Russia said on Monday that", "MOSCOW", "Reuters"),
        ("سبق- الدمام: أحالت هيئة التحقيق والادعاء العام في محافظة الخبر", "الدمام", "سبق"),
    ],
)
def test_dateline(line: str, place: str, source: str) -> None:
    found = dateline(line)
    assert found is not None
    assert (found.place, found.source) == (place, source)


def test_reporter_is_no_source() -> None:
    found = dateline("حامد القرشي – جدة")
    assert found is not None
    assert (found.place, found.source, found.creator) == ("جدة", "", "حامد القرشي")


@pytest.mark.parametrize(
    "line",
    [
        "بدأت في موسكو صباح اليوم أعمال مؤتمر موسكو السابع للأمن الدولي.",
        "بوتين: تنظيم داعش الإرهابي هزم في سورية",
        "وقال بوتين - في كلمة له - إن العملية مستمرة",
        "روسيا وسوريا",
        "ليفربول - أرسنال",
        "2-1",
        "",
        "- - -",
    ],
)
def test_no_dateline(line: str) -> None:
    found = dateline(line)
    assert found is None or not found.source


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("كتب: أحمد علي", ("أحمد علي",)),
        ("كتبت- منى السيد", ("منى السيد",)),
        ("بقلم محمد حسنين هيكل", ("محمد حسنين هيكل",)),
        ("بقلم: د. حسن الهويمل", ("د. حسن الهويمل",)),
        ("إعداد: سامي علي، منى حسن", ("سامي علي", "منى حسن")),
        ("By Robert Fisk", ("Robert Fisk",)),
        ("كتب الرئيس رسالة", ()),
        ("كتب: أ ف ب", ()),
        ("تقرير أممي يحذر من المجاعة", ()),
        ("بقلم رصاص كتب التلميذ واجبه المدرسي الطويل كله في ليلة", ()),
        ("", ()),
    ],
)
def test_byline(line: str, names: tuple[str, ...]) -> None:
    assert byline(line) == names


@pytest.mark.parametrize(
    ("line", "last", "source"),
    [
        ("وزارة الإعلام", False, "وزارة الإعلام"),
        ("المصدر: صحيفة الحياة", True, "صحيفة الحياة"),
        ("وكالات", True, "وكالات"),
        ("وزارة الدفاع الروسية تعلن مقتل العشرات من المسلحين", False, ""),
        ("صحيفة تكشف المستور.", False, ""),
    ],
)
def test_source(line: str, last: bool, source: str) -> None:
    assert source_in(line, short=True, whole=True, last=last) == source


@pytest.mark.parametrize(
    ("line", "place", "source"),
    [
        ("دمشق-سانا 12 كانون الثاني 2015 - التقى الوزير نظيره في دمشق", "دمشق", "سانا"),
        ("دمشق - سانا 12-1-2015: أكد الوزير", "دمشق", "سانا"),
        ("باريس 3-5-2014 (ا ف ب) - قال مسؤول", "باريس", "ا ف ب"),
        ("بكين، 3 مايو (شينخوا) -- ذكرت مصادر", "بكين", "شينخوا"),
        ("أبوظبي في 3 مايو / وام / استقبل الوزير", "أبوظبي", "وام"),
        ("الكويت - 3 - 5 (كونا) -- بحث مجلس الأمة", "الكويت", "كونا"),
        ("الرياض 26 شوال 1436 هـ الموافق 11 أغسطس 2015 م واس", "الرياض", "واس"),
    ],
)
def test_datelines_with_a_date(line: str, place: str, source: str) -> None:
    found = dateline(line)
    assert found is not None
    assert (found.place, found.source) == (place, source)


@pytest.mark.parametrize(
    "line",
    ["في 3 مايو (أيار) قال الوزير", "استقبل 2015/3/5 ضيفا: من واشنطن", "قتل 3 - 5 أشخاص في بيروت"],
)
def test_a_date_alone_makes_no_dateline(line: str) -> None:
    assert dateline(line) is None
