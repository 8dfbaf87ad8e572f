from __future__ import annotations

import struct

import pytest

from archive_app.core.errors import DamagedFile, EncryptedFile, ExtractError, UnknownFormat
from archive_app.core.model import Extraction
from archive_app.extract.office.doc import Doc
from archive_app.extract.runtime.registry import choose
from tests.extract.helpers import FIXTURES, seed, source
from tests.extract.make_files import compound_file
from tests.extract.web.test_html import check_blocks


def word(text: str, encoding: str = "utf-16-le", flags: int = 0x0200, magic: int = 0xA5EC) -> bytes:
    """A document of one piece of text."""
    data = text.encode(encoding)
    place = 1024 if encoding == "utf-16-le" else 1024 * 2 | 0x40000000
    head = bytearray(1024)
    struct.pack_into("<HH", head, 0, magic, 0xC1)
    struct.pack_into("<H", head, 0x0A, flags)
    struct.pack_into("<ii", head, 0x4C, len(text), 0)
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, place, 0)
    table = b"\x01\x02\x00ab\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<Ii", head, 0x01A2, 0, len(table))
    return compound_file({"WordDocument": (bytes(head) + data).ljust(5000, b"\0"), "1Table": table})


def read(data: bytes) -> Extraction:
    result = Doc().extract(source(data, "a.doc"))
    check_blocks(result)
    return result


@pytest.mark.parametrize("encoding", ["utf-16-le", "cp1256"])
def test_text_of_two_bytes_and_of_one(encoding: str) -> None:
    assert read(word("\r".join(seed(0)) + "\r", encoding)).text.split("\n\n") == seed(0)


def test_tables_links_and_lines() -> None:
    text = (
        'قبل \x13 HYPERLINK "https://example.org/" \x14رابط\x15 بعد\x0bسطر\r'
        "البلد\x07العدد\x07\x07سورية\x07١٢\x07\x07آخر\r"
    )
    result = read(word(text))
    assert result.text == "قبل رابط بعد\nسطر\n\nالبلد\tالعدد\nسورية\t١٢\n\nآخر"
    assert [(result.text[at.start : at.end], at.href) for at in result.links] == [
        ("رابط", "https://example.org/")
    ]


def test_what_cannot_be_read_says_why() -> None:
    with pytest.raises(EncryptedFile):
        read(word("x", flags=0x0300))
    with pytest.raises(UnknownFormat):
        read(word("x", magic=0xA5DC))
    with pytest.raises(DamagedFile):
        read(word("x", flags=0))  # its table is missing
    with pytest.raises(UnknownFormat):
        read(compound_file({"Workbook": b"x" * 5000}))


def test_broken_documents_are_read_or_refused() -> None:
    data = (FIXTURES / "libreoffice.doc").read_bytes()
    for at in range(0, len(data), 211):
        broken = bytearray(data)
        broken[at : at + 4] = b"\xff\xfe\xfd\xfc"
        try:
            read(bytes(broken))
        except ExtractError:
            pass


def test_the_registry_knows_it() -> None:
    for data, name in (
        (word("x"), "a.doc"),
        ((FIXTURES / "libreoffice.doc").read_bytes(), "a.doc"),
    ):
        chosen = choose(data[:8192], name)
        assert chosen is not None
        assert chosen.name == "doc"
