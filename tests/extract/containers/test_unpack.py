"""Containers: members one by one, hostile ones refused, exports of records split."""

from __future__ import annotations

import csv
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from archive_app.core.errors import DamagedFile, LimitExceeded
from archive_app.core.model import Extraction, Failure, Part
from archive_app.extract import extract, identify, is_container, unpack
from archive_app.extract.common.source import Limits

RECORDS = [
    {
        "source": "aawsat",
        "url": "http://aawsat.com/home/2015/07/21/story",
        "date_extracted": "2015-07-22 02:51:32",
        "title": f"عنوان الخبر {number}",
        "author": "لندن: رنيم حنوش",
        "content": "نص الخبر الأول هنا.\n\nفقرة ثانية من النص.",
        "views": 7,
    }
    for number in range(3)
]


def parts(path: Path, limits: Limits | None = None) -> list[Part]:
    found = list(unpack(path, limits or Limits()))
    assert all(isinstance(member, Part) for member in found), found
    return [member for member in found if isinstance(member, Part)]


def read(part: Part, folder: Path) -> Extraction:
    path = folder / f"part{Path(part.name).suffix}"
    path.write_bytes(part.data)
    assert not is_container(path)
    return extract(path)


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../etc/passwd", "root")
        archive.writestr("مجلد/مقال.txt", "مقال")
        archive.writestr("C:\\windows\\x.txt", "x")
        archive.writestr("/absolute.txt", "y")
        archive.writestr("__MACOSX/._a", "z")
        archive.mkdir("folder")
    assert is_container(path)
    assert [member.name for member in parts(path)] == [
        "etc/passwd",
        "مجلد/مقال.txt",
        "C:/windows/x.txt",
        "absolute.txt",
    ]


def test_zip_names_of_old_tools(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"x.txt": b"x"})
    data = path.read_bytes().replace(b"x.txt", "خبر".encode("cp720").ljust(5, b"."))
    path.write_bytes(data)
    assert parts(path)[0].name.startswith("خبر")


def test_zip_bomb(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", bomb=bytes(64 << 20), good=b"article")
    bomb, good = unpack(path, Limits(ratio=100))
    assert isinstance(bomb, Failure)
    assert bomb.reason == "limit"
    assert isinstance(good, Part)


def test_zip_that_lies_about_its_size(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", bomb=bytes(8 << 20))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")  # the size when unpacked
    path.write_bytes(data)
    (member,) = unpack(path, Limits(member=1 << 20))
    assert isinstance(member, Failure) or len(member.data) <= 10


def test_zip_encrypted_and_damaged_members(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", secret=b"s" * 100, broken=b"b" * 100, good=b"g")
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    data[6] |= 1
    body = data.index(b"broken") + len(b"broken")
    data[body : body + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    found = list(unpack(path, Limits()))
    assert [m.reason if isinstance(m, Failure) else m.name for m in found] == [
        "encrypted",
        "damaged",
        "good",
    ]


def test_cut_zip(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{str(number): b"x" * 100 for number in range(9)})
    path.write_bytes(path.read_bytes()[:-40])
    assert is_container(path)
    with pytest.raises(DamagedFile):
        list(unpack(path, Limits()))


@pytest.mark.parametrize("name", ["a.docx", "a.epub", "a.odt", "nameless"])
def test_documents_are_no_containers(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / name, **{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert not is_container(path)


@pytest.mark.parametrize("mode", ["", "gz", "bz2", "xz"])
def test_tar(tmp_path: Path, mode: str) -> None:
    path = tmp_path / f"a.tar.{mode}".rstrip(".")
    with tarfile.open(path, f"w:{mode}") as archive:  # type: ignore[call-overload]
        info = tarfile.TarInfo("../../evil.txt")
        info.size = 4
        archive.addfile(info, io.BytesIO(b"evil"))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert is_container(path)
    member, refused = unpack(path, Limits())
    assert member == Part("evil.txt", b"evil")
    assert isinstance(refused, Failure)


def test_tar_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for number in range(10):
            info = tarfile.TarInfo(f"{number}")
            info.size = 2 << 20
            archive.addfile(info, io.BytesIO(bytes(2 << 20)))
    with pytest.raises(LimitExceeded):
        list(unpack(path, Limits(ratio=100)))


def test_too_many_members(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{str(number): b"x" for number in range(9)})
    with pytest.raises(LimitExceeded):
        list(unpack(path, Limits(members=5)))


@pytest.mark.parametrize("form", ["array", "wrapped", "lines"])
def test_json_records(tmp_path: Path, form: str) -> None:
    path = tmp_path / ("a.jsonl" if form == "lines" else "a.json")
    if form == "lines":
        text = "\n".join(json.dumps(record) for record in RECORDS) + "\n{broken\n"
    else:
        text = json.dumps(RECORDS if form == "array" else {"count": 3, "articles": RECORDS})
    path.write_text(text, encoding="utf-8-sig")
    assert is_container(path)
    found = list(unpack(path, Limits()))
    if form == "lines":
        assert isinstance(found.pop(), Failure)
    assert len(found) == 3
    assert isinstance(found[1], Part)
    assert found[1].name == "عنوان الخبر 1.json"
    assert json.loads(found[1].data) == RECORDS[1]
    extraction = read(found[1], tmp_path)
    known = extraction.metadata
    assert (known.title, known.source, known.date) == ("عنوان الخبر 1", "aawsat", "2015-07-21")
    assert known.identifier == RECORDS[1]["url"]
    assert known.creator == ("لندن: رنيم حنوش",)
    assert extraction.text.startswith("عنوان الخبر 1\n\nنص الخبر الأول")
    assert extraction.blocks[0].kind == "heading"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_csv_in_arabic(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["العنوان", "النص", "تاريخ النشر", "الصحيفة", "الكاتب", "ملاحظات"])
    writer.writerow(
        [
            "خبر مهم",
            "قال الوزير:\nإن العمل, مستمر; في كل مكان",
            "21 تموز 2015",
            "الحياة",
            "سامي",
            "؟",
        ]
    )
    path.write_bytes(out.getvalue().encode(encoding))
    assert is_container(path)
    (part,) = parts(path)
    known = read(part, tmp_path).metadata
    assert (known.title, known.date, known.source) == ("خبر مهم", "2015-07-21", "الحياة")
    assert known.creator == ("سامي",)
    assert json.loads(part.data)["ملاحظات"] == "؟"


@pytest.mark.parametrize("stated", ["sep=;", "sep=\t", "sep=,", '"sep=|"', "sep=^"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_spreadsheets_line_says_what_parts_the_cells(
    tmp_path: Path, stated: str, encoding: str
) -> None:
    path = tmp_path / "a.csv"
    cells = csv.writer(out := io.StringIO(), delimiter=stated.strip('"')[-1])
    cells.writerow(["title", "text", "Tags"])
    cells.writerow(["خبر", "قال: نعم, لا; ربما | ^", "حرب; سوريا"])
    path.write_bytes(f"{stated}\r\n{out.getvalue()}".encode(encoding))
    (part,) = parts(path)
    extraction = read(part, tmp_path)
    assert extraction.metadata.title == "خبر"
    assert "لا; ربما | ^" in extraction.text
    assert extraction.tags == ("حرب", "سوريا")


@pytest.mark.parametrize(
    ("columns", "tags"),
    [
        ({"tags": "حرب، سوريا ;  حرب|Aleppo"}, ("حرب", "سوريا", "Aleppo")),
        ({"keywords": ["تقرير, مطول", None, {"name": "دمشق\u200b"}]}, ("تقرير, مطول", "دمشق")),
        ({"وسوم": "#عاصفة_الحزم #اليمن"}, ("عاصفة_الحزم", "اليمن")),
        ({"Manual Tags": "أ; ب", "Automatic Tags": "ب; ج"}, ("أ", "ب", "ج")),
        ({"tags": "  ;, "}, ()),
        ({"الكلمات المفتاحية": "C# و Java"}, ("C# و Java",)),
    ],
)
def test_tags_come_along(tmp_path: Path, columns: object, tags: tuple[str, ...]) -> None:
    record = {"title": "عنوان", "text": "نص"} | dict(columns)  # type: ignore[call-overload]
    part = Part("a.json", json.dumps(record).encode(), "record")
    assert read(part, tmp_path).tags == tags


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("settings.json", '{"a": 1, "b": [1, 2]}'),
        ("numbers.json", "[1, 2, 3]"),
        ("broken.json", '[{"title": '),
        ("numbers.csv", "a,b\n1,2\n"),
        ("empty.csv", ""),
        ("record.json", json.dumps(RECORDS[0])),
        ("package.json", '[{"title": "x", "keywords": ["y"]}]'),
        ("deep.json", "[" * 100_000),
        ("fake.zip.txt", "PK not really"),
        ("fake.tar", "no tar"),
        ("fake.warc", "no warc"),
    ],
)
def test_no_containers(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert not is_container(path)


def test_html_in_columns(tmp_path: Path) -> None:
    part = Part(
        "a.json",
        json.dumps({"title": "أ &amp; ب", "content": "<p>أولى</p><p>ثانية<br>ثالثة</p>"}).encode(),
    )
    assert read(part, tmp_path).text == "أ & ب\n\nأولى\nثانية\nثالثة\n"


def page(number: int) -> bytes:
    return (
        f"<html><head><title>خبر {number}</title></head><body><article><h1>خبر {number}</h1>"
        "<p>هذا نص المقال الطويل الذي يصف ما حدث في المدينة في ذلك اليوم من الشهر.</p>"
        "</article></body></html>"
    ).encode()


@pytest.mark.slow
@pytest.mark.parametrize("packed", [True, False])
def test_warc(tmp_path: Path, packed: bool) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=packed)
        for number, kind in enumerate(["text/html; charset=utf-8", "image/png", "text/html"]):
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
            record = writer.create_warc_record(
                f"http://example.com/2015/07/2{number}/story",
                "response",
                payload=io.BytesIO(page(number)),
                length=len(page(number)),
                http_headers=headers,
            )
            writer.write_record(record)
    assert is_container(path)
    found = parts(path)
    assert [part.name for part in found] == [
        "example.com-2015-07-20-story.warc",
        "example.com-2015-07-22-story.warc",
    ]
    extraction = read(found[0], tmp_path)
    assert "هذا نص المقال الطويل" in extraction.text
    assert extraction.metadata.identifier == "http://example.com/2015/07/20/story"
    assert extraction.metadata.date == "2015-07-20"
    assert identify(tmp_path / "part.warc") == "application/warc"
