# ruff: noqa: E501
from __future__ import annotations

import io
import zipfile

import pytest

from archive_app.core.errors import (
    DamagedFile,
    EncryptedFile,
    ExtractError,
    LimitExceeded,
    NotFound,
)
from archive_app.core.model import Extraction
from archive_app.extract.common.source import Limits
from archive_app.extract.office import wordml
from archive_app.extract.office.docx import Docx
from archive_app.extract.runtime.registry import choose
from tests.extract.helpers import seed, source
from tests.extract.web.test_html import PNG, check_blocks

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
STYLES = (
    f'<w:styles {W}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Mine"><w:name w:val="عنواني"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:styleId="Q"><w:name w:val="Quote"/></w:style></w:styles>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="x/hyperlink" TargetMode="External" Target="https://example.org/"/>'
    '<Relationship Id="rId2" Type="x/image" Target="media/image1.png"/></Relationships>'
)


def pack(body: str, **extra: bytes | str) -> bytes:
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/_rels/document.xml.rels": RELS,
        "word/media/image1.png": PNG,
    }
    members.update(
        {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in extra.items()}
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def p(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def read(data: bytes, limits: Limits | None = None) -> Extraction:
    result = Docx().extract(source(data, "a.docx", limits=limits))
    check_blocks(result)
    return result


def test_paragraphs_come_as_written() -> None:
    result = read(pack("".join(p(paragraph) for paragraph in seed(0))))
    assert result.text.split("\n\n") == seed(0)


def test_styles_based_on_headings_are_headings() -> None:
    result = read(pack(p("العنوان", "Mine") + p("النص الأول هنا") + p("قول مقتبس", "Q")))
    assert [(block.kind, block.level) for block in result.blocks] == [
        ("heading", 1), ("paragraph", 0), ("quote", 0),
    ]  # fmt: skip


def test_tables_text_boxes_insertions_and_notes_are_kept_deletions_left_out() -> None:
    cell = "<w:tc>{}</w:tc>"
    table = "<w:tbl>{}</w:tbl>".format(
        "".join(
            f"<w:tr>{cell.format(p(one))}{cell.format(p(two))}</w:tr>"
            for one, two in (("البلد", "العدد"), ("سورية", "١٢"))
        )
    )
    box = (
        "<w:p><w:r><w:t>قبل الصندوق</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>"
        f"<w:txbxContent>{p('في الصندوق')}</w:txbxContent></mc:Choice><mc:Fallback>"
        f"<w:txbxContent>{p('في الصندوق')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    changes = (
        "<w:p><w:ins><w:r><w:t>أضيف</w:t></w:r></w:ins><w:del><w:r><w:delText>حذف</w:delText></w:r>"
        "</w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>خفي</w:t></w:r><w:r><w:t xml:space='preserve'> بعده</w:t>"
        "</w:r></w:p>"
    )
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator">{p("فاصل")}</w:footnote>'
        f"<w:footnote>{p('حاشية')}</w:footnote></w:footnotes>"
    )
    result = read(pack(table + box + changes, word__footnotes_xml=notes))
    assert result.text == (
        "البلد\tالعدد\nسورية\t١٢\n\nقبل الصندوق\n\nفي الصندوق\n\nأضيف بعده\n\nحاشية"
    )


def test_a_table_that_lays_out_the_page_gives_paragraphs() -> None:
    prose = seed(0)[2] * 3
    table = f"<w:tbl><w:tr><w:tc>{p(prose)}</w:tc><w:tc>{p('جانب')}</w:tc></w:tr></w:tbl>"
    assert read(pack(table * 2)).blocks[0].kind == "paragraph"


def test_links_and_images() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">انظر </w:t></w:r><w:hyperlink r:id="rId1"><w:r><w:t>هنا</w:t>'
        '</w:r></w:hyperlink><w:r><w:drawing><a:blip r:embed="rId2"/></w:drawing></w:r></w:p>'
    )
    data = pack(body)
    result = read(data)
    assert [(result.text[at.start : at.end], at.href) for at in result.links] == [
        ("هنا", "https://example.org/")
    ]
    name = next(block.name for block in result.blocks if block.kind == "image")
    assert wordml.image(source(data, "a.docx"), name) == PNG
    with pytest.raises(NotFound):
        wordml.image(source(data, "a.docx"), "word/media/../../etc/passwd")


def test_the_document_s_creation_date_is_no_article_date() -> None:
    core = (
        '<c:coreProperties xmlns:c="x" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:t="http://purl.org/dc/terms/"><dc:title>Document1</dc:title>'
        "<t:created>2015-02-03T10:00:00Z</t:created></c:coreProperties>"
    )
    metadata = read(pack(p("عنوان الخبر") + p(seed(0)[2]), docProps__core_xml=core)).metadata
    assert metadata.title == "عنوان الخبر"
    assert metadata.date == ""
    assert [date.date for date in metadata.dates] == ["2015-02-03"]


def test_entities_and_external_files_are_not_read() -> None:
    evil = (
        '<!DOCTYPE x [<!ENTITY a "AAAA"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f"<w:document {W}><w:body>{p('قبل &a;&f; بعد')}</w:body></w:document>"
    )
    text = read(pack("", word__document_xml=evil)).text
    assert "root" not in text
    assert "AAAA" not in text


@pytest.mark.parametrize("cut", [1000, 300, 60, 4])
def test_a_truncated_document_is_damaged(cut: int) -> None:
    data = pack("".join(p(paragraph) for paragraph in seed(0)))
    with pytest.raises(DamagedFile):
        read(data[:cut])


def test_broken_bytes_are_damaged_or_read() -> None:
    data = pack("".join(p(paragraph) for paragraph in seed(0)))
    for at in range(0, len(data), 37):
        broken = bytearray(data)
        broken[at] ^= 0x55
        try:
            read(bytes(broken))
        except ExtractError:
            pass


def test_an_encrypted_member_asks_for_a_password() -> None:
    data = bytearray(pack(p("نص")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := data.find(signature, at)) >= 0:
            data[at + offset] |= 1
            at += 4
    with pytest.raises(EncryptedFile):
        read(bytes(data))


def test_a_bomb_is_refused_by_its_declared_and_by_its_real_size() -> None:
    bomb = pack(p("a" * 30_000_000))
    with pytest.raises(LimitExceeded):
        read(bomb)
    with zipfile.ZipFile(io.BytesIO(bomb)) as file:
        size = file.getinfo("word/document.xml").file_size
    lying = bomb.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(ExtractError):
        read(lying)
    with pytest.raises(LimitExceeded):
        read(pack("".join(p(one) for one in seed(1))), Limits(member=2000))


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(LimitExceeded):
        read(pack("<w:sdt><w:sdtContent>" * 5000))


def test_broken_xml_is_read_as_far_as_it_goes_and_said_so() -> None:
    result = read(pack(p("قبل") + p("بعد") + "<w:p><w:r></w:p>"))
    assert result.text.startswith("قبل")
    assert result.warnings == ("damaged",)


def test_the_registry_knows_it() -> None:
    chosen = choose(pack(p("نص"))[:8192], "a.bin")
    assert chosen is not None
    assert chosen.name == "docx"
