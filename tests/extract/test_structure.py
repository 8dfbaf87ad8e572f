"""Structure inside and beside the text: numbers, letters set apart, notes, places, table heads."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from archive_app.core.model import Extraction
from archive_app.extract import extract
from archive_app.extract.common.builder import TextBuilder
from archive_app.extract.common.numbering import number
from archive_app.search.catalogue import unpack_structure
from archive_app.search.catalogue.rows import pack_structure

LINE = "قال مصدر مسؤول إن الوضع تحسن في المدينة أمس وإن التحقيق مستمر حتى الآن. "
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def page(tmp_path: Path, body: str) -> Extraction:
    path = tmp_path / "page.html"
    text = f"<html><body><article><h1>عنوان</h1><p>{LINE * 4}</p>{body}</article></body></html>"
    path.write_text(text, encoding="utf-8")
    return extract(path)


def labels(result: Extraction) -> list[str]:
    return [block.label for block in result.blocks if block.kind == "item"]


def styled(result: Extraction) -> list[tuple[str, str]]:
    return [(style.kind, result.text[style.start : style.end]) for style in result.styles]


def inner_links(result: Extraction) -> list[tuple[str, str]]:
    """The words of each link to a place of the text, and the words there."""
    return [
        (result.text[link.start : link.end], result.text[int(link.href[1:]) :].split("\n")[0])
        for link in result.links
        if link.href.startswith("#")
    ]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (3, "decimal", "3"), (27, "lower-latin", "aa"), (4, "upper-roman", "IV"),
        (12, "arabic-indic", "١٢"), (2, "arabic-alpha", "ب"), (3, "arabic-abjad", "ج"),
        (0, "lower-latin", "0"), (5, "disc", ""), (1949, "lower-roman", "mcmxlix"),
    ],
)  # fmt: skip
def test_numbers_in_every_form(value: int, form: str, text: str) -> None:
    assert number(value, form) == text


def test_lists_of_a_page_are_numbered_as_it_numbers_them(tmp_path: Path) -> None:
    result = page(
        tmp_path,
        "<ol><li>أول الكلام</li><li>ثاني الكلام<ol type='a'><li>فرع أول</li><li>فرع ثان</li></ol>"
        "</li><li value='7'>سابع الكلام</li></ol><ul><li>بلا رقم</li></ul>"
        "<ol start='3' style='list-style: arabic-indic'><li>ثالث</li></ol>"
        "<ol reversed><li>آخر</li><li>أول</li></ol>",
    )
    assert labels(result) == ["1.", "2.", "a.", "b.", "7.", "", "٣.", "2.", "1."]


def test_letters_set_apart_in_a_page(tmp_path: Path) -> None:
    result = page(
        tmp_path, f"<p>{LINE}<b>مهم <i>جدا</i></b> و H<sub>2</sub>O وهامش<sup>1</sup></p>"
    )
    assert styled(result) == [
        ("bold", "مهم جدا"), ("italic", "جدا"), ("subscript", "2"), ("superscript", "1"),
    ]  # fmt: skip


def test_links_inside_a_page_lead_to_their_places(tmp_path: Path) -> None:
    result = page(
        tmp_path,
        f"<p>{LINE}<a href='#n1'>[1]</a> و<a href='#nowhere'>هناك</a></p>"
        f"<h2 id='s2'>القسم الثاني</h2><p>{LINE}</p><p id='n1'>هامش. <a href='#s2'>عودة</a></p>",
    )
    assert inner_links(result) == [("[1]", "هامش. عودة"), ("عودة", "القسم الثاني")]


def test_heads_and_captions_of_tables(tmp_path: Path) -> None:
    rows = "<tr><td>الأهرام</td><td>1950</td></tr>" * 3
    result = page(
        tmp_path,
        f"<table><caption>النسخ</caption><tr><th>الصحيفة</th><th>السنة</th></tr>{rows}</table>"
        f"<figure><figcaption>صورة من الموقع</figcaption></figure><p>{LINE}</p>",
    )
    table = next(block for block in result.blocks if block.kind == "table")
    assert table.level == 1
    assert "صورة من الموقع" in [
        result.text[block.start : block.end] for block in result.blocks if block.kind == "caption"
    ]


def word(tmp_path: Path, body: str, **parts: str) -> Extraction:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        text = f"<w:document {W}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", text)
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{inner}</w:{name}>")
    return extract(path)


def item(text: str, depth: int, key: int) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>'
    return f"<w:p><w:pPr>{numbered}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_lists_of_word_are_numbered_nested_and_restarted(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate((("decimal", "%1."), ("arabicAlpha", "%1.%2)")))
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{restart}</w:num>'
    )
    places = ((0, 1), (1, 1), (1, 1), (0, 1), (1, 1), (0, 2), (0, 2))
    body = "".join(item(f"بند {n}", depth, key) for n, (depth, key) in enumerate(places))
    result = word(tmp_path, body, numbering=numbering)
    assert labels(result) == ["1.", "1.أ)", "1.ب)", "2.", "2.أ)", "1.", "2."]


def test_footnotes_of_word_are_marked_where_they_belong(tmp_path: Path) -> None:
    run = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('قبل')}<w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:t> بعد</w:t></w:r></w:p>"
    )
    note = "<w:footnote w:id='2'><w:p><w:r><w:t>نص الهامش</w:t></w:r></w:p></w:footnote>"
    result = word(tmp_path, body, footnotes=note)
    assert result.text == "قبل بعد\n\nنص الهامش"
    assert inner_links(result) == [("", "نص الهامش")]
    assert result.links[0].start == result.links[0].end == 3
    assert styled(result) == [("bold", "قبل")]


def test_notes_of_a_book_lead_to_their_own_chapter(tmp_path: Path) -> None:
    path = tmp_path / "b.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>",
        )
        items = "".join(
            f"<item id='c{n}' href='t/{n}.xhtml' media-type='application/xhtml+xml'/>" for n in "12"
        )
        spine = "<itemref idref='c1'/><itemref idref='c2'/>"
        archive.writestr(
            "b.opf", f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
        )
        for n in "12":
            archive.writestr(
                f"t/{n}.xhtml",
                f"<html><body><p>فصل {n}<a href='#f'>1</a> <a href='1.xhtml#f'>سابق</a></p>"
                f"<p id='f'>هامش الفصل {n}</p></body></html>",
            )
    found = inner_links(extract(path))
    first, second = "هامش الفصل 1", "هامش الفصل 2"
    assert found == [("1", first), ("سابق", first), ("1", second), ("سابق", first)]


def test_styles_and_labels_come_back_from_the_catalogue() -> None:
    out = TextBuilder()
    out.open_style("bold")
    out.text("أول")
    out.close_style()
    out.flush("item", 1, "3.")
    text, blocks, links, styles, _ = out.finish()
    stored = unpack_structure(
        pack_structure(Extraction(text, "x/1", "text/html", blocks=blocks, styles=styles))
    )
    assert (stored.blocks, stored.links, stored.styles) == (blocks, links, styles)


def test_what_an_older_version_stored_is_read() -> None:
    import json
    import zlib

    old = [[["paragraph", 0, 3, 0, ""]], [[0, 2, "https://a.example"]], [], ["damaged"]]
    stored = unpack_structure(zlib.compress(json.dumps(old).encode()))
    assert stored.blocks[0].label == ""
    assert (stored.warnings, stored.styles) == (("damaged",), ())
