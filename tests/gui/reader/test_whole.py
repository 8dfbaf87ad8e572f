"""An attachment leads to the message that it came with."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.gui.reader.pane import ReaderPane


@pytest.mark.slow
def test_a_part_leads_to_its_whole(
    pane: ReaderPane, archive: Archive, settle: Callable[[], None], qtbot: QtBot
) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "samar@example.org", "رسالة من سمر"
    mail.set_content("انظروا المرفق.")
    mail.add_attachment("نص المرفق كما كتب.".encode(), "text", "plain", filename="مرفق.txt")
    report = archive.import_bytes(bytes(mail), "mail.eml")
    (part,) = (item for item in report.imported if item.parent)
    pane.show_article(part.id)
    settle()
    pane._context.actions["details"].trigger()
    settle()
    button = pane.details.whole.itemAt(0).widget()
    assert isinstance(button, QToolButton)
    assert "رسالة من سمر" in button.text()
    with qtbot.waitSignal(pane.articleRequested) as asked:
        button.click()
    assert asked.args == [part.parent]
    pane.show_article(part.parent)
    settle()
    assert pane.details.whole.count() == 0
