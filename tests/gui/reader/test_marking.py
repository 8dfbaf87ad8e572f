"""An article that is read for a while counts as read."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.gui.kit.context import Context
from archive_app.gui.reader.pane import ReaderPane

Settle = Callable[[], None]


def pass_by(pane: ReaderPane, settle: Settle) -> None:
    """Let the time pass after which what is shown counts as read, if anything waits for that."""
    if pane.marker.timer.isActive():
        pane.marker.timer.stop()
        pane.marker.timer.timeout.emit()
    settle()


def test_what_is_read_for_a_while_counts_as_read(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, qtbot: QtBot
) -> None:
    pane.window().activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    assert not archive.article(ids[0]).read
    pass_by(pane, settle)
    assert archive.article(ids[0]).read
    # Who marks it as unread means it, until it is opened again.
    pane.toggle_read()
    settle()
    pass_by(pane, settle)
    assert not archive.article(ids[0]).read
    pane.show_article(ids[1])
    settle()
    pane.show_article(ids[0])
    settle()
    assert not archive.article(ids[1]).read
    pass_by(pane, settle)
    assert archive.article(ids[0]).read


def test_nothing_is_marked_where_that_is_not_wanted(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle, context: Context
) -> None:
    context.settings.set("mark_read", False)
    pass_by(pane, settle)
    assert not archive.article(ids[0]).read


def test_nothing_is_marked_behind_other_windows(
    pane: ReaderPane, archive: Archive, ids: list[str], settle: Settle
) -> None:
    pane.window().hide()
    pass_by(pane, settle)
    assert not archive.article(ids[0]).read
    assert pane.marker.timer.isActive()
