"""What was typed when the program ended is offered at the next start."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from archive_app.gui.kit.drafts import Draft
from archive_app.gui.shell.app import Program
from tests.gui.conftest import LONG, Opened, rest


@pytest.mark.slow
def test_what_was_left_is_offered_and_saved(opened: Opened, program: Program, qtbot: QtBot) -> None:
    window = opened()
    assert not window.left.isVisible()
    article = window.context.archive.search("شويغو").hits[0].article.id
    # What is in the archive already is not offered again, whatever the file says.
    window.context.archive.note(article, "حُفظت")
    drafts = window.context.drafts
    drafts.keep(Draft("note", article, "", "لم تُحفظ"))
    drafts.flush()
    window.close()
    window = opened()
    qtbot.waitUntil(window.left.isVisible, timeout=LONG)
    assert "لم تُحفظ" in window.left.text.text()
    window.left.buttons[0].click()
    rest(qtbot, window)
    notes = [p.annotation.note for p in window.context.archive.annotations(article)]
    assert sorted(notes) == ["حُفظت", "لم تُحفظ"]
    # Killed before the file knew of it: still it is written once.
    window.context.drafts.keep(Draft("note", article, "", "لم تُحفظ"))
    window.close()
    window = opened()
    rest(qtbot, window)
    assert not window.left.isVisible()
    assert window.context.drafts.left == ()
