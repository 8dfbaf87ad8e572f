"""Mailboxes: each message comes out as it went in, whatever stands in it."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core.model import Failure, Part
from archive_app.extract.common.source import Limits
from archive_app.extract.containers.unpack import container_type, is_container, unpack
from tests.importing.conftest import article


def message(subject: str, text: str, attached: str = "") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "سمر <samar@example.org>"
    made["To"] = "archive@example.org"
    made["Subject"] = subject
    made["Date"] = "Tue, 03 Mar 2015 10:00:00 +0300"
    made.set_content(text)
    if attached:
        made.add_attachment(attached.encode(), "text", "plain", filename="ملحق.txt")
    return made


def written(path: Path, *messages: EmailMessage) -> Path:
    """A mailbox as the standard library writes it (mboxo)."""
    box = mailbox.mbox(path)
    for one in messages:
        box.add(one)
    box.close()
    return path


def test_messages_come_out_one_by_one(tmp_path: Path) -> None:
    path = written(tmp_path / "box.mbox", message("الأول", article(1)), message("الثاني", "نص"))
    assert is_container(path)
    assert container_type(path) == "application/mbox"
    parts = [part for part in unpack(path, Limits()) if isinstance(part, Part)]
    assert [part.name for part in parts] == ["00001 الأول.eml", "00002 الثاني.eml"]
    assert parts[1].data == bytes(message("الثاني", "نص"))


def test_lines_that_begin_with_from(tmp_path: Path) -> None:
    text = "قال\n\nFrom here at 10:20 2015\n>From there\n"
    made = message("من", "x")
    made.set_content(text, cte="8bit")
    path = written(tmp_path / "box.mbox", made, message("آخر", "نص"))
    first, _ = unpack(path, Limits())
    assert isinstance(first, Part)
    assert b"From here at 10:20 2015\n" in first.data
    assert b"\n>From here" not in first.data


def test_a_mailbox_without_a_name_and_a_single_message(tmp_path: Path) -> None:
    box = written(tmp_path / "Inbox", message("أ", "نص"), message("ب", "نص"))
    assert is_container(box)
    assert not is_container(written(tmp_path / "one", message("أ", "نص")))
    letter = tmp_path / "letter.txt"
    letter.write_text(
        "From the editor at 10:30 on 1 2015\nDear: all\n\nFrom 9:00 on\n", encoding="utf-8"
    )
    assert not is_container(letter)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_separators_of_thunderbird_and_google(tmp_path: Path, end: bytes) -> None:
    path = tmp_path / "x.mbox"
    path.write_bytes(
        end.join(
            (
                b"From - Tue Mar 03 10:00:00 2015", b"Subject: a", b"", b"text", b"",
                b"From 1491@xxx Tue Mar 03 10:00:00 +0000 2015", b"Subject: b", b"", b"text", b"",
            )
        )
    )  # fmt: skip
    assert [part.name for part in unpack(path, Limits()) if isinstance(part, Part)] == [
        "00001 a.eml",
        "00002 b.eml",
    ]


def test_a_message_too_large_is_told_and_the_next_comes(tmp_path: Path) -> None:
    path = written(tmp_path / "box.mbox", message("كبير", "x" * 5000), message("صغير", "نص"))
    first, second = unpack(path, Limits(member=2000))
    assert isinstance(first, Failure)
    assert first.reason == "limit"
    assert isinstance(second, Part)


@pytest.mark.slow
def test_a_mailbox_becomes_articles_with_their_attachments(tmp_path: Path) -> None:
    made = (message("الأول", article(1), article(2)), message("الثاني", article(3)))
    written(tmp_path / "box.mbox", *made)
    maildir = mailbox.Maildir(tmp_path / "maildir")
    maildir.add(message("في المجلد", article(4)))
    maildir.flush()
    with Archive.open(tmp_path / "archive", create=True, cache=tmp_path / "c") as archive:
        report = archive.import_paths([tmp_path / "box.mbox", tmp_path / "maildir"])
        by_title = {item.metadata.title: item for item in report.imported}
        assert by_title.keys() == {"الأول", "الثاني", "في المجلد", "عنوان المقال رقم 2"}
        assert by_title["عنوان المقال رقم 2"].parent == by_title["الأول"].id
        assert {item.metadata.date for item in report.imported if item.parent == ""} == {
            "2015-03-03"
        }
        assert archive.verify() == []
