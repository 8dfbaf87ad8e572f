"""Every encoding that Arabic text has come in, and mojibake undone where it is one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.core.errors import UnknownFormat
from archive_app.extract.common.encodings import (
    decode,
    looks_like_text,
    mend,
    score,
    utf16_order,
)
from tests.conftest import SEED_TEXTS

TEXTS = [path.read_text(encoding="utf-8") for path in SEED_TEXTS]
WORDS = " ".join(TEXTS).replace("“", '"').replace("”", '"').split()

LATIN = ("latin-1", "cp1252", "cp1256")
ARABIC = ("utf-8", "cp1256", "iso8859-6")


def misread(data: bytes, encoding: str) -> str:
    """The bytes as a browser reads them: the gaps of an encoding are C1 controls."""
    return "".join(
        char if (char := bytes([byte]).decode(encoding, "replace")) != "\ufffd" else chr(byte)
        for byte in data
    )


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"]
)
def test_whole_articles(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found.text == text
    assert (found.repair, found.lost) == (None, False)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["iso8859-6", "mac_arabic", "cp720"])
def test_older_encodings(text: str, encoding: str) -> None:
    data = text.replace("“", '"').replace("”", '"').encode(encoding, "ignore")
    assert decode(data).text == data.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859-6"])
@pytest.mark.parametrize(("length", "least"), [(12, 0.97), (20, 0.99), (40, 1.0)])
def test_short_pieces(encoding: str, length: int, least: float) -> None:
    right = wrong = 0
    for start in range(0, len(WORDS) - 15, 7):
        piece = " ".join(WORDS[start : start + 15])[:length]
        data = piece.encode(encoding, "ignore")
        if data.isascii():
            continue
        if decode(data).text == data.decode(encoding):
            right += 1
        else:
            wrong += 1
    assert right / (right + wrong) >= least


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    ("read_as", "was"), [(a, b) for a in LATIN for b in ARABIC if a != b], ids=str
)
def test_mojibake_of_articles(text: str, read_as: str, was: str) -> None:
    data = text.replace("“", '"').replace("”", '"').encode(was, "ignore")
    mended, repair = mend(misread(data, read_as))
    assert mended == data.decode(was)
    assert repair is not None
    assert (repair.kind, repair.count) == ("mojibake", 1)
    assert repair.after in mended


@pytest.mark.parametrize("text", TEXTS)
def test_good_text_stays(text: str) -> None:
    assert mend(text) == (text, None)


@pytest.mark.parametrize(
    "text",
    [
        "café déjà vu à l'été, garçon, naïve, Ærøskøbing",
        "Über die Brücke gehen täglich viele schöne Mädchen",
        "ÇA VA ÊTRE ÉNORME À NOËL",
        "Привет, как дела",
        "© ® ™ § ¶ « » – — …",
        "ط ظ ط ظ",
        "ظط",
        "A",
        "",
    ],
)
def test_good_text_in_other_languages_stays(text: str) -> None:
    assert mend(text) == (text, None)


def test_one_line_of_mojibake() -> None:
    bad = misread("وقال وزير الخارجية الروسي إن بلاده مستمرة في العملية".encode(), "cp1252")
    text = f"{TEXTS[0]}\n{bad}\n{TEXTS[3]}"
    mended, repair = mend(text)
    assert "وقال وزير الخارجية الروسي إن بلاده" in mended
    assert mended.startswith(TEXTS[0])
    assert repair is not None
    assert repair.count == 1


def test_refused_repair_leaves_mojibake() -> None:
    bad = misread(TEXTS[3].encode(), "cp1252")
    found = decode(bad.encode(), repair=False)
    assert (found.text, found.repair) == (bad, None)


@pytest.mark.parametrize(
    "text", ["café déjà vu à l'été", "Über die Brücke, schöne Grüße", "mañana señor", "naïve"]
)
def test_western(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


def test_a_few_broken_bytes_are_marked() -> None:
    data = TEXTS[1].encode().replace("موسكو".encode(), b"\xff\xd9", 1)
    found = decode(data)
    assert (found.encoding, found.lost) == ("utf-8", True)
    assert found.text.count("\ufffd") >= 1
    assert found.text.replace("\ufffd", "")[-500:] == TEXTS[1][-500:]


def test_cut_utf8() -> None:
    found = decode(TEXTS[0].encode()[:1001])
    assert found.encoding == "utf-8"
    assert TEXTS[0].startswith(found.text.rstrip("\ufffd"))


def test_hint_counts_where_others_do_not_read_better() -> None:
    assert (
        decode("žluťoučký kůň úpěl".encode("cp1250"), hint="windows-1250").text
        == "žluťoučký kůň úpěl"
    )
    assert decode(TEXTS[3].encode("cp1256"), hint="iso-8859-1").text == TEXTS[3]
    assert decode(TEXTS[3].encode("cp1256"), hint="no-such-thing").text == TEXTS[3]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
        b"\x7fELF\x02\x01\x01\x00" + bytes(64),
        bytes(range(128, 256)) * 8,
        b"\x00" * 100,
        b"MZ\x90\x00\x03" + bytes(range(256)),
    ],
)
def test_no_text(data: bytes) -> None:
    assert not looks_like_text(data)


def test_stray_controls_are_text() -> None:
    assert looks_like_text("عنوان\n\n \x1a\x1a يلعب تخطيط التدريب دورا مهما في الإعداد".encode())


def test_utf16_needs_its_shape() -> None:
    assert utf16_order(TEXTS[0].encode("utf-16-le")) == "utf-16-le"
    assert utf16_order(TEXTS[0].encode("utf-16-be")) == "utf-16-be"
    assert utf16_order(TEXTS[0].encode("cp1256")) == ""
    assert utf16_order(b"abc") == ""


def test_lone_surrogates_do_not_come_through() -> None:
    data = b"\xff\xfe" + "ابتثجح".encode("utf-16-le") + b"\x00\xd8" + "خدذرز".encode("utf-16-le")
    decode(data).text.encode("utf-8")


def test_score_tells_arabic() -> None:
    assert score(TEXTS[0]) > -3.5
    assert score("plain English") < -9


@settings(max_examples=100, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_never_fails_otherwise(data: bytes) -> None:
    looks_like_text(data)
    try:
        text = decode(data).text
    except UnknownFormat:
        return
    text.encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_utf8_comes_back(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    if (
        data
        and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
        and not utf16_order(data)
    ):
        assert decode(data, repair=False).text == data.decode()
