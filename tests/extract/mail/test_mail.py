# ruff: noqa: E501
from __future__ import annotations

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.core.errors import DamagedFile, ExtractError, NotFound
from archive_app.core.model import Extraction
from archive_app.extract.mail import message
from archive_app.extract.mail.mail import Eml
from archive_app.extract.runtime.registry import choose
from tests.extract.helpers import seed, source
from tests.extract.web.test_html import PNG, check_blocks


def read(data: bytes) -> Extraction:
    result = Eml().extract(source(data, "a.eml"))
    check_blocks(result)
    return result


def letter(number: int = 0, subtype: str = "plain") -> EmailMessage:
    title, *rest = seed(number)
    mail = EmailMessage()
    mail["Subject"] = title
    mail["From"] = "سامي حداد <sami@example.org>"
    mail["To"] = "archive@example.org"
    mail["Date"] = "Wed, 04 Apr 2018 10:00:00 +0300"
    if subtype == "plain":
        mail.set_content("\n\n".join(rest))
    else:
        mail.set_content("".join(f"<p>{one}</p>" for one in rest), subtype="html")
    return mail


@pytest.mark.parametrize("subtype", ["plain", "html"])
@pytest.mark.parametrize("number", range(5))
def test_a_message_with_its_headers(number: int, subtype: str) -> None:
    result = read(letter(number, subtype).as_bytes())
    assert result.text.split("\n\n") == seed(number)
    metadata = result.metadata
    assert (metadata.title, metadata.date) == (seed(number)[0], "2018-04-04")
    assert metadata.creator == ("سامي حداد",)


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-8", "iso-8859-6"])
def test_raw_eight_bit_headers_in_the_body_s_encoding(encoding: str) -> None:
    subject = "وزير الدفاع الروسي في موسكو اليوم"
    data = (
        f"From: سامي حداد <sami@example.org>\r\nSubject: {subject}\r\nDate: Wed, 4 Apr 2018 10:00:00 "
        f"+0300\r\nContent-Type: text/plain; charset={encoding}\r\nContent-Transfer-Encoding: 8bit"
        "\r\n\r\nأكد وزير الدفاع الروسي أن الإرهاب خطر على العالم كله.\r\n"
    ).encode(encoding)
    result = read(data)
    assert result.metadata.title == subject
    assert result.metadata.creator == ("سامي حداد",)
    assert result.text.endswith("أكد وزير الدفاع الروسي أن الإرهاب خطر على العالم كله.")


def test_attachments_are_parts_with_safe_names() -> None:
    mail = letter()
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="../../صورة\u202egnp.png")
    mail.add_attachment("نص مرفق", filename="مرفق.txt")
    inner = letter(1)
    mail.add_attachment(inner)
    parts = read(mail.as_bytes()).parts
    assert [part.name for part in parts] == [
        "_.._صورة_gnp.png", "مرفق.txt", f"{message.safe_name(seed(1)[0], '.eml')}",
    ]  # fmt: skip
    assert parts[0].data == PNG
    assert all(part.relation == "attachment" for part in parts)
    assert read(parts[2].data).metadata.title == seed(1)[0]


def test_images_in_the_body() -> None:
    mail = MIMEMultipart("related")
    mail["Subject"] = "صورة"
    mail["From"] = "a@example.org"
    mail.attach(
        MIMEText("<p>قبل</p><img src='cid:one'><img src='http://x/y.png'><p>بعد</p>", "html")
    )
    picture = EmailMessage()
    picture.set_content(PNG, maintype="image", subtype="png", cid="<one>")
    mail.attach(picture)
    data = mail.as_bytes()
    result = read(data)
    assert [block.name for block in result.blocks if block.kind == "image"] == ["cid:one"]
    assert result.parts == ()
    assert message.image(source(data, "a.eml"), "cid:one") == PNG
    with pytest.raises(NotFound):
        message.image(source(data, "a.eml"), "cid:two")


def test_html_is_preferred_and_plain_taken_where_it_is_empty() -> None:
    mail = letter()
    mail.add_alternative("<p>من الصفحة وحدها</p>", subtype="html")
    assert "من الصفحة وحدها" in read(mail.as_bytes()).text
    mail = letter()
    mail.add_alternative("<img src='http://x/tracker.png'>", subtype="html")
    assert read(mail.as_bytes()).text.split("\n\n") == seed(0)


def test_a_message_without_headers_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        read(b"\r\nno headers at all")


def test_deep_nesting_does_no_harm() -> None:
    text = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(200))
    read(f"From: a@b\nSubject: x\n{text}\n\nend".encode())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_body_is_read_or_refused(body: bytes) -> None:
    try:
        read(
            b"From: a@b\r\nSubject: =?utf-8?b?2LPZhNin2YU?=\r\nContent-Type: text/html\r\n\r\n"
            + body
        )
    except ExtractError:
        pass


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a.pdf", "a.pdf"),
        ("../../etc/passwd", "_.._etc_passwd.bin"),
        ("con\x00.txt", "con_.txt"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
        ("...", "attachment.bin"),
        ("بلا لاحقة", "بلا لاحقة.bin"),
    ],
)
def test_safe_names(name: str, wanted: str) -> None:
    assert message.safe_name(name, ".bin") == wanted


def test_the_registry_knows_it() -> None:
    for data, name, wanted in (
        (letter().as_bytes(), "x", "eml"),
        ("من: أحمد\nالموضوع: نص\n".encode(), "a.txt", "text"),
        (b"Title: An article\nDate: 2018\nText", "a.txt", "text"),
    ):
        chosen = choose(data, name)
        assert chosen is not None
        assert chosen.name == wanted
