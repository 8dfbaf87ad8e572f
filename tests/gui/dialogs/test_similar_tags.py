"""Tags that look alike are shown, and merged where the user wants it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.gui.dialogs.similar_tags import SimilarTagsDialog
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.jobs import Jobs
from tests.gui.conftest import LONG


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the dialog belongs to."""
    result = QWidget()
    qtbot.addWidget(result)
    return result


def shown(qtbot: QtBot, context: Context, window: QWidget) -> SimilarTagsDialog:
    dialog = SimilarTagsDialog(context, Jobs(context, window), window)
    dialog.show()
    qtbot.waitUntil(lambda: not context.tasks.pending, timeout=LONG)
    return dialog


def test_those_that_are_ticked_become_one(context: Context, qtbot: QtBot, window: QWidget) -> None:
    archive = context.archive
    one, two, three, *_ = [hit.article.id for hit in archive.search(limit=5).hits]
    archive.tag([one, two], add=["حرب", "Syria"])
    archive.tag(three, add=["سلم", "x"])
    archive.rename_tags({"سلم": "حَرْب", "x": "SYRIA"})
    dialog = shown(qtbot, context, window)
    latin, arabic = [dialog.list.item(at) for at in range(dialog.list.count())]
    assert all(word in latin.text() for word in ("Syria", "SYRIA"))
    assert all(word in arabic.text() for word in ("حرب", "حَرْب"))
    latin.setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(context.changed, timeout=LONG):
        dialog.merge.click()
    assert dict(archive.tags()) == {"حرب": 3, "Syria": 2, "SYRIA": 1}


def test_nothing_to_merge_is_said(context: Context, qtbot: QtBot, window: QWidget) -> None:
    dialog = shown(qtbot, context, window)
    assert dialog.empty.isVisible()
    assert not dialog.merge.isEnabled()
