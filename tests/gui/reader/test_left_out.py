"""What the reader passes over of a web page can be seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox

from archive_app import Archive
from archive_app.gui.reader.pane import ReaderPane

PAGE = """<html><head><title>أمطار على حمص</title></head><body><article><h1>أمطار على حمص</h1>
<p>هطلت أمطار غزيرة على مدينة حمص وريفها مساء أمس، وامتلأت الوديان بالمياه.</p>
<p>شارك</p>
<p>وأعلنت البلدية فتح المدارس لإيواء من تضررت بيوتهم، ودعت الناس إلى الحذر.</p>
<p>إضافة تعليق جديد</p></article></body></html>"""


@pytest.mark.slow
def test_left_out_lines_are_counted_shown_and_copied(
    pane: ReaderPane, archive: Archive, settle: Callable[[], None], tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (article,) = archive.import_paths([tmp_path / "page.html"]).imported
    pane.show_article(article.id)
    settle()
    action = pane._context.actions["left-out"]
    assert action.isEnabled()
    assert "2" in action.text()

    def shown() -> list[str]:
        return pane.reading.page.document().toPlainText().split("\n")

    assert "شارك" not in shown()
    action.trigger()
    settle()
    assert action.isChecked()
    assert {"شارك", "إضافة تعليق جديد"} <= set(shown())
    pane._context.actions["details"].trigger()
    settle()
    box = pane.details.left_out.itemAt(0).widget()
    assert isinstance(box, QCheckBox)
    assert box.isChecked()
    box.click()
    settle()
    assert "شارك" not in shown()


def test_where_nothing_is_left_out_there_is_no_switch(
    pane: ReaderPane, ids: list[str], settle: Callable[[], None]
) -> None:
    pane.show_article(ids[0])
    settle()
    assert not pane._context.actions["left-out"].isEnabled()
    assert pane.details.left_out.count() == 0
