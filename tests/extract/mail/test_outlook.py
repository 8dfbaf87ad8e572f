from __future__ import annotations

import struct

import pytest

from archive_app.core.errors import DamagedFile, EncryptedFile, ExtractError, UnknownFormat
from archive_app.extract.mail import outlook
from archive_app.extract.mail.mail import Eml, Msg
from archive_app.extract.runtime.registry import choose
from tests.extract.helpers import source
from tests.extract.make_files import compound_file

# The example of MS-OXRTFCP, section 3.1.
PACKED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c09002062770"
    "5b06c647d0a800fa0"
)


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def test_compressed_rich_text() -> None:
    assert outlook.unpack_rtf(PACKED) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert outlook.unpack_rtf(PACKED[:30]).startswith(b"{\\rtf1")
    assert outlook.unpack_rtf(b"") == b""
    plain = struct.pack("<IIII", 20, 5, 0x414C454D, 0) + b"hello"
    assert outlook.unpack_rtf(plain) == b"hello"


def test_a_message_with_a_body_of_rich_text_only() -> None:
    data = compound_file(
        {
            "__properties_version1.0": b"\0" * 32,
            "__substg1.0_0037001F": wide("عنوان"),
            "__substg1.0_10090102": PACKED,
        }
    )
    result = Msg().extract(source(data, "a.msg"))
    assert result.text == "عنوان\n\nhello world"


def test_an_old_message_in_its_code_page() -> None:
    properties = b"\0" * 32 + struct.pack("<HHIq", 3, 0x3FFD, 6, 1256)
    text = "أكد وزير الدفاع الروسي أن الإرهاب خطر على العالم كله."
    data = compound_file(
        {
            "__properties_version1.0": properties,
            "__substg1.0_0037001E": "العنوان العربي".encode("cp1256"),
            "__substg1.0_1000001E": text.encode("cp1256"),
        }
    )
    result = Msg().extract(source(data, "a.msg"))
    assert result.text == f"العنوان العربي\n\n{text}"


def test_a_body_of_html_wrapped_in_rich_text() -> None:
    """As Exchange writes it (MS-OXRTFEX): the text stands once, in the code page of its font."""
    first, second = ("أكد وزير الدفاع الروسي أن الإرهاب خطر.", "وأضاف أنه يجب ضربه في سورية.")

    def escaped(text: str) -> bytes:
        return b"".join(b"\\'%02x" % byte for byte in text.encode("cp1256"))

    rich = (
        rb"{\rtf1\ansi\ansicpg1256\fromhtml1 \deff0{\fonttbl{\f0\fswiss\fcharset178 Arial;}}"
        rb"\uc1\pard\plain\f0\fs24 {\*\htmltag19 <html>}{\*\htmltag241 <style>.x{}</style>}"
        rb"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 " + escaped(first) + rb"\htmlrtf\par}\htmlrtf0"
        rb"{\*\htmltag72 </p>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 "
        + escaped(second)
        + rb"\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}{\*\htmltag27 </html>}}"
    )
    packed = struct.pack("<IIII", len(rich) + 12, len(rich), 0x414C454D, 0) + rich
    data = compound_file(
        {
            "__properties_version1.0": b"\0" * 32,
            "__substg1.0_0037001F": wide("عنوان"),
            "__substg1.0_10090102": packed,
        }
    )
    assert Msg().extract(source(data, "a.msg")).text == f"عنوان\n\n{first}\n\n{second}"


def test_a_message_attached_to_a_message() -> None:
    inner = "__attach_version1.0_#00000000/__substg1.0_3701000D/"
    sent = struct.pack("<HHIQ", 0x40, 0x39, 6, 131672988000000000)  # 2018-04-04
    data = compound_file(
        {
            "__properties_version1.0": b"\0" * 32,
            "__substg1.0_0037001F": wide("رسالة محولة"),
            "__substg1.0_1000001F": wide("انظر المرفق."),
            f"{inner}__properties_version1.0": b"\0" * 24 + sent,
            f"{inner}__substg1.0_0037001F": wide("الرسالة الأصلية"),
            f"{inner}__substg1.0_0042001F": wide("سامي حداد"),
            f"{inner}__substg1.0_1000001F": wide("نص الرسالة الأصلية كما كتبت."),
            f"{inner}__attach_version1.0_#00000000/__substg1.0_37010102": "نص مرفق".encode(),
            f"{inner}__attach_version1.0_#00000000/__substg1.0_3707001F": wide("مرفق.txt"),
        }
    )
    (part,) = Msg().extract(source(data, "a.msg")).parts
    assert (part.name, part.relation) == ("الرسالة الأصلية.eml", "attachment")
    assert Msg().extract(source(data, "a.msg")).parts == (part,)
    found = Eml().extract(source(part.data, part.name))
    assert found.text == "الرسالة الأصلية\n\nنص الرسالة الأصلية كما كتبت."
    assert found.metadata.creator == ("سامي حداد",)
    assert found.metadata.date == "2018-04-04"
    assert [(one.name, one.data.decode()) for one in found.parts] == [("مرفق.txt", "نص مرفق")]


def test_what_else_lies_in_such_files() -> None:
    locked = compound_file({"EncryptionInfo": b"x", "EncryptedPackage": b"y" * 5000})
    with pytest.raises(EncryptedFile):
        Msg().extract(source(locked, "a.docx"))
    with pytest.raises(UnknownFormat):
        Msg().extract(source(compound_file({"WordDocument": b"x" * 5000}), "a.doc"))
    with pytest.raises(DamagedFile):
        Msg().extract(source(locked[:600], "a.msg"))


def test_broken_messages_are_read_or_refused() -> None:
    data = compound_file(
        {"__properties_version1.0": b"\0" * 32, "__substg1.0_0037001F": wide("عنوان")}
    )
    for at in range(0, len(data), 61):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        try:
            Msg().extract(source(bytes(broken), "a.msg"))
        except ExtractError:
            pass


def test_the_registry_knows_it() -> None:
    chosen = choose(compound_file({"__properties_version1.0": b"x"}), "a")
    assert chosen is not None
    assert chosen.name == "msg"
