"""Plain text: its paragraphs and title, no line left out, its offsets right."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.core.errors import EmptyFile, ExtractError, LimitExceeded, UnknownFormat
from archive_app.core.model import Extraction
from archive_app.extract import extract, identify
from archive_app.extract.common.plain import PlainText, normalize, paragraphs
from archive_app.extract.common.source import Limits, Source
from tests.conftest import SEED_TEXTS


def read(content: str | bytes, **limits: int) -> Extraction:
    data = content.encode() if isinstance(content, str) else content
    return PlainText().extract(Source(Path("a.txt"), data=data, limits=Limits(**limits)))


def shown(extraction: Extraction, kind: str = "paragraph") -> list[str]:
    return [extraction.text[b.start : b.end] for b in extraction.blocks if b.kind == kind]


TITLES = [
    (
        "بوتين: تنظيم داعش الإرهابي هزم في سورية.. "
        "شويغو: محاربة الإرهاب يجب أن تتم وفق المعايير الدولية"
    ),
    "شويغو ولافروف في مؤتمر موسكو للأمن: سورية في مقدمة الدول التي تواجه الإرهاب",
    (
        "بحث ميخائيل بوغدانوف الممثل الخاص للرئيس الروسي "
        "لشؤون الشرق الأوسط والبلدان الأفريقية في موسكو…"
    ),
    "بوتين: عملية سلاح الجو الروسي محكومة زمنيا بالعملية الهجومية التي ينفذها الجيش السوري",
    "قال الرئيس الروسي فلاديمير بوتين أن تنظيم داعش الإرهابي لديه خططا مرعبة لاحتلال مكة المكرمة…",
]
SOURCES = ["سانا", "وزارة الإعلام", "سانا", "وكالات", ""]
DATES = ["", "2017-04-26", "", "", ""]


@pytest.mark.parametrize(
    ("path", "title", "source", "date"), list(zip(SEED_TEXTS, TITLES, SOURCES, DATES, strict=True))
)
def test_seed(path: Path, title: str, source: str, date: str) -> None:
    found = extract(path)
    known = found.metadata
    assert (known.title, known.source, known.date) == (title, source, date)
    assert known.language == "ar"
    assert known.creator == ()
    assert identify(path) == "text/plain"
    assert found.text == path.read_text(encoding="utf-8")


def test_no_line_of_the_users_is_left_out() -> None:
    for path in SEED_TEXTS:
        assert not shown(extract(path), "hidden")
        assert not any(line.isspace() or line == "\u00a0" for line in shown(extract(path)))
    lines = ["كتاب أعجبني.", "https://example.org/a", "شارك", "-----", "Advertisement", "تم."]
    found = read("\n\n".join(lines))
    assert shown(found, "heading") + shown(found) == lines


def test_what_tells_nothing_is_no_title() -> None:
    found = read(
        "الرئيسية\n\nhttps://example.org/a\n\nبوتين في موسكو\n\nقال الرئيس إن العمل مستمر."
    )
    assert found.metadata.title == "بوتين في موسكو"


def test_line_ends() -> None:
    assert normalize("a\r\nb\rc\u2028d\x0be\x0cf\u0085g\n") == "a\nb\nc\nd\ne\nf\ng\n"
    assert shown(read("عنوان\r\n\r\nفقرة أولى.\rفقرة ثانية.\r\n")) == ["فقرة أولى.", "فقرة ثانية."]


def test_wrapped_lines_make_paragraphs() -> None:
    words = ("وأكد الرئيس أن العمل مستمر في كل المناطق التي تحتاج إلى الدعم " * 8).split()
    lines = [" ".join(words[start : start + 12]) for start in range(0, 90, 12)]
    text = "\n".join(lines[:4]) + "\n\n" + "\n".join(lines[4:8])
    assert len([b for b in paragraphs(text) if b.kind == "paragraph"]) == 2


def test_lines_of_their_own_stay_apart() -> None:
    text = "عنوان\n" + "\n".join(f"هذا هو السطر رقم {n} من القصيدة." for n in range(12))
    assert len(paragraphs(text)) == 13


def test_all_leftovers_are_shown_when_there_is_nothing_else() -> None:
    assert shown(read("https://example.com/a")) == ["https://example.com/a"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b" \n\t\xc2\xa0\n", UnknownFormat),
        (b"\x00\x01\x02\x89PNG" * 40, UnknownFormat),
    ],
)
def test_no_text(data: bytes, error: type[ExtractError]) -> None:
    with pytest.raises(error):
        read(data)


def test_limits() -> None:
    with pytest.raises(LimitExceeded):
        read("نص " * 100, text=100)
    with pytest.raises(LimitExceeded):
        read("نص " * 100, size=100)


def test_repair_is_told() -> None:
    bad = "".join(
        bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte))
        for byte in SEED_TEXTS[3].read_bytes()
    )
    found = read(bad)
    assert found.text == SEED_TEXTS[3].read_text(encoding="utf-8")
    assert [repair.kind for repair in found.repairs] == ["mojibake"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("ابت ث\n\r\t.،\u00a0\u200f\u2029http://x"), max_size=200))
def test_blocks_cover_what_can_be_seen(text: str) -> None:
    try:
        found = read(text)
    except ExtractError:
        return
    end = 0
    for block in found.blocks:
        assert end <= block.start < block.end <= len(found.text)
        between = found.text[end : block.start]
        assert not "".join(char for char in between if char.isalnum())
        assert not found.text[block.start].isspace()
        assert not found.text[block.end - 1].isspace()
        end = block.end
    assert not "".join(char for char in found.text[end:] if char.isalnum())
