"""What the list does with a question: one answer for the list, the reader and what is saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from archive_app.core.fields import FIELDS
from archive_app.core.model import Lens
from archive_app.gui.kit.settings import Settings
from tests.gui.conftest import LONG, Opened, ask, rest


def test_an_unfinished_word_is_marked_and_saved_as_it_is_listed(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened()
    ask(qtbot, window, "شويغ")
    results = window.results.model.results
    assert results is not None
    assert results.query.text == "شويغ*"
    assert results.total == 2
    window.results.step(1)
    rest(qtbot, window)
    assert window.reader.view.finds.total > 0
    offered: list[list[str]] = []
    window.exchange.choose_references = (  # type: ignore[method-assign]
        lambda ids, everything=False: offered.append(ids) if everything else None
    )
    window.articles.export_references()
    qtbot.waitUntil(lambda: bool(offered), timeout=LONG)
    with qtbot.waitSignal(window.jobs.ended, timeout=LONG) as ended:
        window.exchange.export_references(tmp_path / "a.ris", offered[0], "ris")
    assert ended.args[0].summary.startswith("2 reference")


def test_another_search_marks_the_article_that_is_open(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    ask(qtbot, window, "شويغو")
    window.results.step(1)
    rest(qtbot, window)
    before = window.reader.view.finds.total
    article = window.reader.article_id
    ask(qtbot, window, "سوريا")
    assert window.reader.article_id == article
    finds = window.reader.view.finds
    qtbot.waitUntil(lambda: finds.total not in (0, before), timeout=LONG)
    window.results.search_for("")
    qtbot.waitUntil(lambda: finds.total == 0, timeout=LONG)
    rest(qtbot, window)


def test_a_search_that_fails_shows_nothing_and_says_so(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened()
    ask(qtbot, window, "سوريا")
    assert window.results.model.rowCount()

    def fails(*_: object, **__: object) -> None:
        raise KeyError("date")

    monkeypatch.setattr(window.context.archive, "search", fails)
    told: list[str] = []
    window.context.told.connect(told.append)
    with qtbot.waitSignal(window.results.searched, timeout=LONG):
        window.results.box.field.insert("x")
    assert window.results.model.rowCount() == 0
    assert window.results.empty.isVisible()
    assert "failed" in window.results.empty.sentence.text()
    assert told
    monkeypatch.undo()
    ask(qtbot, window, "سوريا")
    assert window.results.model.rowCount()


VALUES = ("2017-04", "20-5", "سور", "x?y", '"حرب', "(", "-1", "[2015 TO", ">", "٢٠١٧", "*", "م~")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_query_fails_on_its_way_to_the_list(
    opened: Opened, qtbot: QtBot, settings: Settings, language: str
) -> None:
    """Every field, by each of its names, with a star after every part of what is typed."""
    settings.set("language", language)
    window = opened()
    failed: list[BaseException] = []
    window.context.fail = failed.append  # type: ignore[method-assign, assignment]
    window.resize(900, 500)
    for number, (field, value) in enumerate((field, value) for field in FIELDS for value in VALUES):
        names = field.arabic if language == "ar" else field.english
        query = f"{names[number % len(names)]}:{value}"
        for end in range(1 if not number else len(query) - len(value), len(query) + 1):
            text = query[:end] + "*"
            with qtbot.waitSignal(window.results.searched, timeout=LONG):
                window.results.question.text = text
                window.results.question.lens = list(Lens)[end % 3]
                window.results.ask()
            image = QImage(window.results.size(), QImage.Format.Format_ARGB32)
            window.results.render(image)
            assert not failed, text
    rest(qtbot, window)
