from __future__ import annotations

import io
import zipfile

import pytest

from archive_app.core.errors import DamagedFile, EncryptedFile, NotFound
from archive_app.core.model import Extraction
from archive_app.extract.books import book
from archive_app.extract.books.epub import Epub
from archive_app.extract.runtime.registry import choose
from tests.extract.helpers import seed, source
from tests.extract.web.test_html import PNG, check_blocks

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:opf="http://www.idpf.org/2007/opf"><metadata><dc:title>مقالات</dc:title>'
    "<dc:creator>سامي حداد</dc:creator><dc:language>ar</dc:language>"
    '<dc:date>2026-11-22</dc:date><dc:date opf:event="publication">2018-04-04</dc:date></metadata>'
    '<manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="b" href="text/2.xhtml"/>'
    '<item id="a" href="text/1%20a.xhtml"/></manifest><spine><itemref idref="n"/>'
    '<itemref idref="a"/><itemref idref="b"/></spine></package>'
)


def chapter(number: int, extra: str = "") -> str:
    title, *rest = seed(number)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in rest)
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/'
        f'xhtml"><head><title>x</title></head><body><h1>{title}</h1>{extra}{body}</body></html>'
    )


def pack(**changes: str | None) -> bytes:
    members: dict[str, str | bytes | None] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": OPF,
        "OEBPS/nav.xhtml": "<html><body><nav><a href='text/2.xhtml'>فهرس</a></nav></body></html>",
        "OEBPS/text/1 a.xhtml": chapter(0, '<img src="../img/a.png"/><img src="http://x/b.png"/>'),
        "OEBPS/text/2.xhtml": chapter(1),
        "OEBPS/img/a.png": PNG,
    }
    names = {"opf": "OEBPS/book.opf", "container": "META-INF/container.xml",
             "second": "OEBPS/text/2.xhtml", "encryption": "META-INF/encryption.xml"}  # fmt: skip
    members.update({names[key]: value for key, value in changes.items()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in members.items():
            if data is not None:
                file.writestr(name, data)
    return out.getvalue()


def read(data: bytes) -> Extraction:
    result = Epub().extract(source(data, "a.epub"))
    check_blocks(result)
    return result


def test_chapters_come_in_the_order_of_reading_without_the_contents() -> None:
    result = read(pack())
    assert result.text.split("\n\n") == [*seed(0), *seed(1)]
    assert [block.kind for block in result.blocks].count("heading") == 2


def test_what_the_book_says_of_itself() -> None:
    metadata = read(pack()).metadata
    assert (metadata.title, metadata.creator, metadata.language, metadata.date) == (
        "مقالات", ("سامي حداد",), "ar", "2018-04-04",
    )  # fmt: skip


def test_images_lie_in_the_book() -> None:
    data = pack()
    names = [block.name for block in read(data).blocks if block.kind == "image"]
    assert names == ["OEBPS/img/a.png"]
    assert book.image(source(data, "a.epub"), names[0]) == PNG
    with pytest.raises(NotFound):
        book.image(source(data, "a.epub"), "OEBPS/../../x")


def test_a_missing_chapter_is_said_and_the_rest_read() -> None:
    result = read(pack(second=None))
    assert result.text.split("\n\n") == seed(0)
    assert result.warnings == ("missing-chapter",)


def test_a_book_without_a_container_is_read_all_the_same() -> None:
    assert read(pack(container=None)).text.split("\n\n") == [*seed(0), *seed(1)]


def test_locked_chapters_ask_for_a_key_hidden_fonts_do_not() -> None:
    locked = (
        '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
        '<e:EncryptionMethod Algorithm="{}"/><e:CipherData><e:CipherReference URI='
        '"OEBPS/text/2.xhtml"/></e:CipherData></e:EncryptedData></encryption>'
    )
    with pytest.raises(EncryptedFile):
        read(pack(encryption=locked.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")))
    read(pack(encryption=locked.format("http://www.idpf.org/2008/embedding")))


def test_a_book_without_a_package_document_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        read(pack(opf=None))
    with pytest.raises(DamagedFile):
        read(pack()[:300])


def test_the_registry_knows_it() -> None:
    chosen = choose(pack()[:8192], "a")
    assert chosen is not None
    assert chosen.name == "epub"
