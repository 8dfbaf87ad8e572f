"""The window as its users meet it: opening, searching, dropping, undoing, coming back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.core.model import Filters, Lens
from archive_app.gui.results.results import HIT
from archive_app.gui.shell.app import Program
from archive_app.gui.shell.start import StartPage
from archive_app.gui.shell.window import MainWindow
from tests.gui.conftest import LONG, Opened, ask, rest

# Qt 6.12 has no other constructor for this event that Python can reach.
pytestmark = pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning")


def drop(
    window: MainWindow,
    mime: QMimeData,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> QDropEvent:
    """Drag something over the window and drop it there, as a file manager does."""
    middle = QPointF(window.rect().center())
    buttons = Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(middle.toPoint(), Qt.DropAction.CopyAction, mime, buttons, modifiers)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window.overlay.isVisible()
    event = QDropEvent(middle, Qt.DropAction.CopyAction, mime, buttons, modifiers)
    QApplication.sendEvent(window, event)
    assert not window.overlay.isVisible()
    return event


def test_start_page_without_an_archive(program: Program) -> None:
    program.begin(None)
    assert isinstance(program.window.centralWidget(), StartPage)  # type: ignore[union-attr]


def test_a_folder_that_is_no_archive_is_told(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    program.show_start()
    (tmp_path / "plain").mkdir()
    program.open(tmp_path / "plain")
    page = program.window.centralWidget()  # type: ignore[union-attr]
    assert isinstance(page, StartPage)
    qtbot.waitUntil(lambda: "no archive" in page.busy.text(), timeout=LONG)
    assert page.sample.isEnabled()


def test_sample_archive(program: Program, qtbot: QtBot) -> None:
    program.open_sample()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=LONG)
    window = program.window
    assert isinstance(window, MainWindow)
    rest(qtbot, window)
    assert window.results.model.rowCount() == 5
    assert not window.context.archive.read_only


def test_search_as_you_type(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    assert window.focusWidget() is window.results.box.field
    assert window.results.model.rowCount() == 5
    ask(qtbot, window, "شويغو")
    assert window.results.model.rowCount() == 2
    # A word that is still being typed is the beginning of one.
    ask(qtbot, window, "خان شيخو")
    assert window.results.model.rowCount() >= 1
    # The first Escape may be for the completions.
    while window.results.box.query:
        qtbot.keyClick(window.results.box.field, Qt.Key.Key_Escape)
    rest(qtbot, window)
    assert window.results.model.rowCount() == 5


def test_down_goes_into_the_results_and_enter_reads(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    ask(qtbot, window, "سورية")
    qtbot.keyClick(window.results.box.field, Qt.Key.Key_Down)
    assert window.results.list.hasFocus()
    first = window.results.current_id()
    assert first
    qtbot.waitUntil(lambda: window.reader.article_id == first, timeout=LONG)
    qtbot.keyClick(window.results.list, Qt.Key.Key_Down)
    assert window.results.list.currentIndex().row() == 1
    qtbot.keyClick(window.results.list, Qt.Key.Key_Escape)
    assert window.results.box.field.hasFocus()
    rest(qtbot, window)


def test_lens(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    ask(qtbot, window, "سورية")
    everything = window.results.model.rowCount()
    with qtbot.waitSignal(window.results.searched, timeout=LONG):
        window.results.box.set_lens(Lens.EXACT)
    assert 0 < window.results.model.rowCount() < everything
    rest(qtbot, window)


def test_filters_take_in_and_leave_out(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    with qtbot.waitSignal(window.results.searched, timeout=LONG):
        window.filters.filters_changed.emit(Filters(source=("سانا",)))
    assert window.results.model.rowCount() == 2
    assert window.results.chips.isVisible()
    with qtbot.waitSignal(window.results.searched, timeout=LONG):
        window.filters.filters_changed.emit(Filters(source=("-سانا",)))
    assert window.results.model.rowCount() == 3
    with qtbot.waitSignal(window.results.searched, timeout=LONG):
        window.results.chips.cleared.emit()
    assert window.results.model.rowCount() == 5
    assert not window.results.chips.isVisible()
    rest(qtbot, window)


def test_drop_imports_a_folder(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened()
    folder = tmp_path / "from outside"
    folder.mkdir()
    (folder / "one.txt").write_text("سوق الخضار\n\nارتفع سعر الطماطم في الأسواق", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    with qtbot.waitSignal(window.jobs.ended, timeout=LONG) as ended:
        assert drop(window, mime).isAccepted()
    rest(qtbot, window)
    job = ended.args[0]
    assert not job.failure
    assert job.show_report is not None
    assert window.context.archive.search("الطماطم").total == 1
    # Yours stay where they are.
    assert (folder / "one.txt").exists()


@pytest.mark.slow
def test_a_folder_dropped_with_alt_is_opened_where_it_lies(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    program.open_sample()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=LONG)
    window = program.window
    assert isinstance(window, MainWindow)
    rest(qtbot, window)
    folder = tmp_path / "قصاصات"
    folder.mkdir()
    (folder / "one.txt").write_text("سوق الخضار\n\nارتفع سعر الطماطم في الأسواق", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    assert drop(window, mime, Qt.KeyboardModifier.AltModifier).isAccepted()

    def there() -> bool:
        opened = program.window
        return isinstance(opened, MainWindow) and opened.context.archive.path == folder

    qtbot.waitUntil(there, timeout=LONG)
    opened = program.window
    assert isinstance(opened, MainWindow)
    rest(qtbot, opened)
    assert opened.context.archive.search("الطماطم").total == 1
    assert sorted(path.name for path in folder.glob("*.txt")) == ["one.txt"]


def test_drop_of_text_and_of_our_own_rows(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    own = window.results.model.mimeData([window.results.model.index(0)])
    enter = QDragEnterEvent(
        window.rect().center(),
        Qt.DropAction.CopyAction,
        own,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()
    mime = QMimeData()
    mime.setText("زيتون فلسطين\n\nموسم قطاف الزيتون بدأ اليوم في القرى")
    with qtbot.waitSignal(window.jobs.ended, timeout=LONG):
        drop(window, mime)
    rest(qtbot, window)
    assert window.context.archive.search("قطاف").total == 1


def test_undo_and_redo(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    archive = window.context.archive
    actions = window.context.actions
    article = archive.search("شويغو").hits[0].article.id
    window.context.write(lambda: archive.tag(article, add=["حرب"]))
    rest(qtbot, window)
    assert archive.article(article).tags == ("حرب",)
    assert actions["undo"].isEnabled()
    actions["undo"].trigger()
    rest(qtbot, window)
    assert archive.article(article).tags == ()
    assert not actions["undo"].isEnabled()
    actions["redo"].trigger()
    rest(qtbot, window)
    assert archive.article(article).tags == ("حرب",)


def test_delete_and_bring_back(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    archive = window.context.archive
    window.results.focus_list()
    gone = window.results.current_id()
    window.context.actions["delete"].trigger()
    rest(qtbot, window)
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 4, timeout=LONG)
    assert window.results.model.row_of(gone) < 0
    window.context.write(lambda: archive.restore(archive.trash()))
    rest(qtbot, window)
    qtbot.waitUntil(lambda: window.results.model.rowCount() == 5, timeout=LONG)


@pytest.mark.slow
def test_language_switch_mirrors_and_keeps_the_state(
    opened: Opened, program: Program, qtbot: QtBot, qapp: QApplication
) -> None:
    window = opened()
    ask(qtbot, window, "شويغو")
    assert window.filters.mapTo(window, window.filters.rect().center()).x() < window.width() / 2
    program.settings.set("language", "ar")
    qtbot.waitUntil(lambda: program.window is not window, timeout=LONG)
    fresh = program.window
    assert isinstance(fresh, MainWindow)
    rest(qtbot, fresh)
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert fresh.results.box.query == "شويغو"
    assert fresh.results.model.rowCount() == 2
    assert fresh.results.count.text() == "مقالان"
    fresh.resize(1280, 800)
    filters = fresh.filters.mapTo(fresh, fresh.filters.rect().center()).x()
    reader = fresh.reader.mapTo(fresh, fresh.reader.rect().center()).x()
    assert reader < fresh.width() / 2 < filters
    program.settings.set("language", "en")
    qtbot.waitUntil(lambda: program.window is not fresh, timeout=LONG)
    assert isinstance(program.window, MainWindow)
    rest(qtbot, program.window)
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.slow
def test_state_comes_back(opened: Opened, program: Program, qtbot: QtBot) -> None:
    window = opened()
    window.resize(1111, 777)
    ask(qtbot, window, "شويغو")
    qtbot.keyClick(window.results.box.field, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(window.reader.article_id), timeout=LONG)
    rest(qtbot, window)
    article = window.reader.article_id
    window.close()
    window = opened()
    assert window.results.box.query == "شويغو"
    qtbot.waitUntil(lambda: window.reader.article_id == article, timeout=LONG)
    assert program.settings.last_archive == str(window.context.archive.path.resolve())
    rest(qtbot, window)


def test_panes_fold_as_the_window_narrows(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    assert window.side.isVisible()
    window.resize(940, 640)
    assert not window.side.isVisible()
    assert window.small_button.isVisible()
    assert window.results.isVisible()
    window.resize(600, 640)
    assert window.results.isVisible()
    assert not window.reader.isVisible()
    window.results.focus_list()
    qtbot.keyClick(window.results.list, Qt.Key.Key_Return)
    qtbot.waitUntil(window.reader.isVisible, timeout=LONG)
    assert not window.results.isVisible()
    window.focus_search()
    assert window.results.isVisible()
    rest(qtbot, window)


def test_back_and_forward(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    ids = [hit.article.id for hit in window.context.archive.search("", limit=3).hits]
    for article in ids:
        window.context.open_article(article)
        rest(qtbot, window)
    window.go(-1)
    rest(qtbot, window)
    assert window.reader.article_id == ids[1]
    actions = window.context.actions
    assert (actions.situation.back, actions.situation.forward) == (True, True)
    window.go(1)
    rest(qtbot, window)
    assert window.reader.article_id == ids[2]
    assert (actions.situation.back, actions.situation.forward) == (True, False)


def test_saved_search(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    ask(qtbot, window, "شويغو")
    window.searches._keep("الوزير", window.results.question)
    rest(qtbot, window)
    assert "الوزير" in window.context.archive.settings.saved_searches
    window.results.box.clear()
    rest(qtbot, window)
    window.filters.saved_chosen.emit("الوزير")
    rest(qtbot, window)
    assert window.results.box.query == "شويغو"
    assert window.results.model.rowCount() == 2


@pytest.mark.slow
def test_theme_follows_the_setting(opened: Opened, program: Program, qtbot: QtBot) -> None:
    window = opened()
    with qtbot.waitSignal(window.context.theme_changed, timeout=LONG):
        program.settings.set("appearance", "dark")
    assert window.context.theme.dark
    with qtbot.waitSignal(window.context.theme_changed, timeout=LONG):
        program.settings.set("appearance", "light")
    assert not window.context.theme.dark
    rest(qtbot, window)


def test_a_click_opens_at_once_and_skimming_when_it_rests(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    results = window.results
    chosen: list[str] = []
    results.article_chosen.connect(chosen.append)
    ids = [results.model.index(row).data(HIT).article.id for row in range(5)]
    rect = results.list.visualRect(results.model.index(1))
    qtbot.mouseClick(results.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert chosen == [ids[1]]
    for _ in range(3):
        results.step(1)
    assert chosen == [ids[1]]
    qtbot.waitUntil(lambda: chosen == [ids[1], ids[4]], timeout=LONG)
    results.stand_at(ids[0])
    assert results.current_id() == ids[0]
    rest(qtbot, window)
    assert chosen == [ids[1], ids[4]]


def test_the_log_is_shown_in_its_folder(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KHIZANA_HOME", str(tmp_path / "home"))
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    opened().context.actions["show-log"].trigger()
    assert shown == [str(tmp_path / "home" / "log")]
    assert (tmp_path / "home" / "log").is_dir()
