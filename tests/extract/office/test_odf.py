# ruff: noqa: E501
from __future__ import annotations

import base64
import io
import zipfile

import pytest

from archive_app.core.errors import DamagedFile, EncryptedFile, LimitExceeded, NotFound
from archive_app.core.model import Extraction
from archive_app.extract.office import opendocument
from archive_app.extract.office.odf import Fodt, Odt
from archive_app.extract.runtime.registry import choose
from tests.extract.helpers import seed, source
from tests.extract.web.test_html import PNG, check_blocks

TYPE = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"), ("meta", "meta"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
BODY = (
    '<text:h text:outline-level="2">عنوان</text:h>'
    "<text:tracked-changes><text:p>محذوف</text:p></text:tracked-changes>"
    '<text:p>قبل<text:s text:c="3"/><text:a xlink:href="https://example.org/">رابط</text:a>'
    "<text:line-break/>سطر<text:note><text:note-citation>1</text:note-citation><text:note-body>"
    "<text:p>حاشية</text:p></text:note-body></text:note> بعد</text:p>"
    "<text:list><text:list-item><text:p>بند</text:p><text:list><text:list-item><text:p>فرع</text:p>"
    "</text:list-item></text:list></text:list-item></text:list>"
    "<table:table><table:table-row><table:table-cell><text:p>ا</text:p></table:table-cell>"
    "<table:table-cell><text:p>ب</text:p></table:table-cell></table:table-row><table:table-row>"
    "<table:table-cell><text:p>ج</text:p></table:table-cell><table:table-cell><text:p>د</text:p>"
    "</table:table-cell></table:table-row></table:table>"
    '<text:p text:style-name="P1">اقتباس</text:p>'
    "<text:p>نص<draw:frame><draw:text-box><text:p>صندوق</text:p></draw:text-box></draw:frame></text:p>"
)
TEXT = "عنوان\n\nقبل رابط\nسطر بعد\n\nبند\nفرع\n\nا\tب\nج\tد\n\nاقتباس\n\nنص\n\nصندوق\n\nحاشية"
STYLES = '<style:style style:name="P1" style:parent-style-name="Quotations"/>'


def flat(body: str, meta: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><office:document {SPACES} office:mimetype="{TYPE}"><office:meta>{meta}'
        f"</office:meta><office:styles>{STYLES}</office:styles><office:body><office:text>{body}"
        "</office:text></office:body></office:document>"
    ).encode()


def packed(body: str, manifest: str = "<m/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo("mimetype"), TYPE)
        file.writestr("content.xml", flat(body))
        file.writestr("META-INF/manifest.xml", manifest)
        file.writestr("Pictures/1.png", PNG)
    return out.getvalue()


def read(data: bytes, name: str) -> Extraction:
    extractor = Fodt() if name.endswith("fodt") else Odt()
    result = extractor.extract(source(data, name))
    check_blocks(result)
    return result


@pytest.mark.parametrize("name", ["a.odt", "a.fodt"])
def test_everything_of_a_document(name: str) -> None:
    result = read(packed(BODY) if name == "a.odt" else flat(BODY), name)
    assert result.text == TEXT
    assert [(block.kind, block.level) for block in result.blocks] == [
        ("heading", 2), ("paragraph", 0), ("item", 1), ("item", 2), ("table", 0), ("quote", 0),
        ("paragraph", 0), ("paragraph", 0), ("paragraph", 0),
    ]  # fmt: skip
    assert result.links[0].href == "https://example.org/"


def test_a_whole_article() -> None:
    body = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in seed(2))
    assert read(packed(body), "a.odt").text.split("\n\n") == seed(2)


def test_images_of_both() -> None:
    frame = '<text:p>صورة<draw:frame><draw:image xlink:href="Pictures/1.png">{}</draw:image></draw:frame></text:p>'
    data = packed(frame.format(""))
    name = next(block.name for block in read(data, "a.odt").blocks if block.kind == "image")
    assert opendocument.image(source(data, "a.odt"), name) == PNG
    inner = f"<office:binary-data>{base64.b64encode(PNG).decode()}</office:binary-data>"
    data = flat(frame.format(inner))
    name = next(block.name for block in read(data, "a.fodt").blocks if block.kind == "image")
    assert opendocument.image(source(data, "a.fodt"), name) == PNG
    for other in ("binary-data:7", "x", "../secret"):
        with pytest.raises(NotFound):
            opendocument.image(
                source(packed(""), "a.odt"), other
            ) if other != "binary-data:7" else (opendocument.image(source(data, "a.fodt"), other))


def test_an_encrypted_document_asks_for_a_password() -> None:
    manifest = (
        '<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    )
    with pytest.raises(EncryptedFile):
        read(packed(BODY, manifest), "a.odt")


@pytest.mark.parametrize("data", [packed(BODY)[:500], b"PK\x03\x04", flat(BODY)[:300]])
def test_truncated_documents_are_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        read(data, "a.odt" if data.startswith(b"PK") else "a.fodt")


def test_nesting_too_deep_is_refused() -> None:
    with pytest.raises(LimitExceeded):
        read(flat("<text:list><text:list-item>" * 4000), "a.fodt")


def test_the_registry_knows_both() -> None:
    for data, name in ((packed(BODY), "odt"), (flat(BODY), "fodt")):
        chosen = choose(data[:8192], "a.bin")
        assert chosen is not None
        assert chosen.name == name
