"""Stories are listed at once, found by their titles, and open to their versions."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.gui.dialogs.stories import VERSION, StoriesDialog
from archive_app.gui.kit.context import Context
from tests.conftest import SEED_TEXTS
from tests.gui.conftest import LONG


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the dialog belongs to."""
    result = QWidget()
    qtbot.addWidget(result)
    return result


@pytest.fixture
def stories(context: Context, tmp_path: Path) -> Context:
    """The seeds, two of them printed by others too."""
    for number, path in enumerate(SEED_TEXTS[:2]):
        for copy in range(number + 1):
            text = path.read_text(encoding="utf-8")
            (tmp_path / f"{number}-{copy}.txt").write_text(f"{text}\n\nنسخة {copy}.", "utf-8")
    context.archive.import_paths(sorted(tmp_path.glob("*.txt")))
    assert context.archive.find_stories() == 2
    return context


def shown(qtbot: QtBot, context: Context, window: QWidget) -> StoriesDialog:
    dialog = StoriesDialog(context, window)
    dialog.show()
    qtbot.waitUntil(lambda: not context.tasks.pending, timeout=LONG)
    return dialog


def test_without_stories_they_are_offered_to_be_looked_for(
    context: Context, qtbot: QtBot, window: QWidget
) -> None:
    dialog = shown(qtbot, context, window)
    assert dialog.empty.isVisible()
    assert not dialog.field.isVisible()
    with qtbot.waitSignal(dialog.search_requested, timeout=LONG):
        dialog.empty.button.click()


def test_a_story_opens_to_its_versions(stories: Context, qtbot: QtBot, window: QWidget) -> None:
    dialog = shown(qtbot, stories, window)
    largest, other = (dialog.list.topLevelItem(at) for at in range(2))
    assert ("3" in largest.text(1), "2" in other.text(1)) == (True, True)
    dialog.list.expandItem(largest)
    versions = [largest.child(at).data(0, VERSION) for at in range(largest.childCount())]
    assert len(set(versions)) == 3
    with qtbot.waitSignal(dialog.version_chosen, timeout=LONG) as chosen:
        dialog.list.itemActivated.emit(largest.child(1), 0)
    assert chosen.args == [versions[1]]


def test_stories_are_found_by_words_of_their_titles(
    stories: Context, qtbot: QtBot, window: QWidget
) -> None:
    dialog = shown(qtbot, stories, window)
    dialog.field.setText("الارهاب موسكو للامن")  # hamzas aside, as everywhere
    hidden = [dialog.list.topLevelItem(at).isHidden() for at in range(2)]
    assert sorted(hidden) == [False, True]
    assert "1" in dialog.count.text()
    dialog.field.clear()
    assert not any(dialog.list.topLevelItem(at).isHidden() for at in range(2))
    dialog.list.setCurrentItem(dialog.list.topLevelItem(0))
    with qtbot.waitSignal(dialog.story_chosen, timeout=LONG):
        dialog.show_all.click()
