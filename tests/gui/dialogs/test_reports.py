"""Past imports in the window: listed, and opened again with what can still be opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.core.model import ImportReport
from archive_app.gui.dialogs.report import ID, ReportDialog
from archive_app.gui.dialogs.reports import ITEM, ReportsDialog
from archive_app.gui.kit.context import Context
from tests.gui.conftest import LONG


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the dialogs belong to."""
    result = QWidget()
    qtbot.addWidget(result)
    return result


def shown(qtbot: QtBot, context: Context, window: QWidget) -> ReportsDialog:
    dialog = ReportsDialog(context, window)
    dialog.show()
    qtbot.waitUntil(lambda: not context.tasks.pending, timeout=LONG)
    return dialog


def test_past_imports_are_listed_and_opened_again(
    context: Context, qtbot: QtBot, window: QWidget, tmp_path: Path
) -> None:
    archive = context.archive
    (tmp_path / "a.txt").write_text("خبر قصير عن المدينة القديمة.", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    archive.import_paths([tmp_path / "a.txt", tmp_path / "empty.txt"])
    (archive.folder.reports_path / "import-9999.json").write_text("{", encoding="utf-8")
    dialog = shown(qtbot, context, window)
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert len(texts) == 2
    assert texts[0].endswith("1 article imported, 1 without text.")
    assert texts[1].endswith("5 articles imported.")
    assert dialog.passed_over.isVisible()
    assert "1 report file" in dialog.passed_over.text()

    report = dialog.list.item(1).data(ITEM)
    assert isinstance(report, ImportReport)
    gone = report.imported[0].id
    archive.delete(gone)
    dialog.list.itemActivated.emit(dialog.list.item(1))
    qtbot.waitUntil(lambda: window.findChild(ReportDialog) is not None, timeout=LONG)
    opened = window.findChild(ReportDialog)
    assert opened is not None
    part = opened._model.item(0)
    ids = [part.child(row, 0).data(ID) for row in range(part.rowCount())]
    assert ids == ["", *(each.id for each in report.imported[1:])]
    asked: list[str] = []
    context.article_requested.connect(lambda article_id, _: asked.append(article_id))
    opened.tree.activated.emit(part.child(1, 0).index())
    assert asked == [report.imported[1].id]


def test_nothing_imported_is_said(context: Context, qtbot: QtBot, window: QWidget) -> None:
    for path in context.archive.folder.reports_path.iterdir():
        path.unlink()
    dialog = shown(qtbot, context, window)
    assert dialog.empty.isVisible()
    assert not dialog.list.isVisible()
    assert not dialog.passed_over.isVisible()
