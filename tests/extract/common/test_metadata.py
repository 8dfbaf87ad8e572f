"""Titles, languages and dates from the text itself; leftovers of web pages."""

from __future__ import annotations

import pytest

from archive_app.core.model import Block, DateCandidate, Metadata
from archive_app.extract.common.boilerplate import blank, hide, leftover
from archive_app.extract.common.metadata import (
    best_date,
    describe,
    first_sentence,
    language_of,
    shorten,
)
from archive_app.extract.common.plain import paragraphs


def known(text: str, before: Metadata | None = None) -> Metadata:
    return describe(text, paragraphs(text), before or Metadata())


BODY = "قال المتحدث باسم الوزارة في بيان له إن العمل مستمر في كل المناطق وإن النتائج ستعلن قريبا. "


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"عنوان الخبر\n\n{BODY * 3}", "عنوان الخبر"),
        (f"  عنوان   الخبر  \n{BODY * 3}", "عنوان الخبر"),
        (f"هل تنجح المفاوضات؟\n{BODY * 3}", "هل تنجح المفاوضات؟"),
        (f"تحية إلى أبطالنا!\n{BODY * 3}", "تحية إلى أبطالنا!"),
        (f"كل شيء انتهى..\n{BODY * 3}", "كل شيء انتهى.."),
        (f"العنوان جملة تامة.\n\n{BODY * 3}", "العنوان جملة تامة."),
        (f"دمشق-سانا\n{BODY}\n{BODY}", BODY.strip().rstrip(".")),
        (f"26/4/2017\nعنوان بعد التاريخ\n{BODY * 3}", "عنوان بعد التاريخ"),
        (f"كتب: أحمد علي\nعنوان بعد الكاتب\n{BODY * 3}", "عنوان بعد الكاتب"),
        (f"شارك\nعنوان بعد الزر\n{BODY * 3}", "عنوان بعد الزر"),
        ("سطر وحيد", "سطر وحيد"),
        (
            "Headline of the day\n\nThe minister said on Monday that work goes on.",
            "Headline of the day",
        ),
    ],
)
def test_title(text: str, title: str) -> None:
    assert known(text).title == title


def test_long_first_sentence_is_cut_at_a_word() -> None:
    text = "وأعلن الوزير " + "أن العمل مستمر في المناطق كلها " * 9 + "."
    title = known(f"{text}\n{BODY}").title
    assert title.endswith("…")
    assert len(title) <= 101
    assert text.startswith(title[:-1])
    assert text[len(title) - 1] == " "


def test_shorten_a_word_without_end() -> None:
    assert shorten("ا" * 300) == "ا" * 99 + "…"
    assert shorten(" قصير\nجدا ") == "قصير جدا"


def test_first_sentence() -> None:
    assert (
        first_sentence("وقال بوتين.. إن العملية مستمرة. وأضاف شيئا.")
        == "وقال بوتين.. إن العملية مستمرة"
    )
    assert first_sentence("بلا نهاية") == "بلا نهاية"


def test_what_is_known_stays() -> None:
    before = Metadata(title="من الوسوم", source="سانا", date="2017-04-26", language="ar-SY")
    found = known(f"عنوان\n\n{BODY}\n2015-01-01", before)
    assert (found.title, found.source, found.date, found.language) == (
        "من الوسوم",
        "سانا",
        "2017-04-26",
        "ar-SY",
    )
    assert [candidate.date for candidate in found.dates] == ["2015-01-01"]


def test_a_date_in_prose_is_offered_not_chosen() -> None:
    found = known(f"عنوان\n\n{BODY} في 30 حزيران 2012 صدر البيان وما زال العمل به جاريا.\n{BODY}")
    assert found.date == ""
    assert [(c.date, c.origin) for c in found.dates] == [("2012-06-30", "text")]


def test_best_date() -> None:
    dates = [DateCandidate("2012", "text", 0.3), DateCandidate("2017-04-26", "meta", 0.9)]
    assert best_date(dates) == "2017-04-26"
    assert best_date(dates[:1]) == ""
    assert best_date([]) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "ar"),
        ("وزیر امور خارجه ایران گفت که مذاکرات ادامه می‌یابد و پیشرفت کرده است", "fa"),
        ("وزیر اعظم نے کہا ہے کہ حکومت عوام کے مسائل حل کرے گی اور یہ ہماری ترجیح ہے", "ur"),
        ("The minister said that the work is going on in all of the regions", "en"),
        ("Le ministre a dit que les travaux sont dans une bonne phase", "fr"),
        ("Der Minister sagte, dass die Arbeit nicht auf dem Weg ist", "de"),
        ("Bakan, bu çalışmaların daha iyi olduğunu ve için için gibi söyledi", "tr"),
        ("Министр сообщил о продолжении работы", "ru"),
        ("השר אמר כי העבודה נמשכת", "he"),
        (BODY + "Reuters", "ar"),
        ("2015 - 2016", ""),
        ("", ""),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "line",
    [
        "إضافة تعليق جديد",
        "  أضف تعليقاً\u00a0",
        "اقرأ أيضاً:",
        "Add new comment",
        "https://www.youtube.com/watch?v=2sXHeJ8rhPw",
        "www.example.com/a",
        "12 تعليقا",
        "التعليقات (3)",
        "مشاهدات: 1500",
        "-----",
        "* * *".replace(" ", ""),
    ],
)
def test_leftover(line: str) -> None:
    assert leftover(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "قال الوزير: اقرأ أيضا هذا الكتاب",
        "شارك الرئيس في القمة",
        "الموقع https://example.com مفيد",
        "12 قتيلا",
        "المزيد من القتلى في حلب",
        "2015",
        "—",
    ],
)
def test_no_leftover(line: str) -> None:
    assert not leftover(line)


def test_blank() -> None:
    assert blank(" \u00a0\u200f\u2066\ufeff\t")
    assert not blank(" .")


def test_hide_keeps_what_is_no_text() -> None:
    text = "شارك\nنص المقال\nشارك"
    blocks = (
        Block("image", 0, 0),
        Block("paragraph", 0, 4),
        Block("paragraph", 5, 14),
        Block("table", 15, 19),
    )
    assert [block.kind for block in hide(text, blocks)] == ["image", "hidden", "paragraph", "table"]
