"""Work in a process of its own: the front sees all that is done, and outlives its end."""

from __future__ import annotations

import os
import queue
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from archive_app import Archive
from archive_app.core.errors import Cancelled, ImportFailed, NotFound, WorkStopped
from archive_app.core.model import Changes
from archive_app.core.progress import CancelToken, Progress
from archive_app.jobs import ProcessRunner, Runner
from archive_app.jobs.operations import MANY
from tests.importing.conftest import article, inbox

__all__ = ["inbox"]

pytestmark = pytest.mark.slow  # each starts a process

LONG = 60.0
"""Seconds that a test waits at most for what comes of itself."""


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", create=True, cache=tmp_path / "cache") as opened:
        yield opened


@pytest.fixture
def heard() -> queue.SimpleQueue[Changes]:
    return queue.SimpleQueue()


@pytest.fixture
def runner(
    front: Archive, heard: queue.SimpleQueue[Changes], tmp_path: Path
) -> Iterator[ProcessRunner]:
    made = ProcessRunner(front, heard.put, cache=tmp_path / "cache")
    yield made
    made.close()


def fill(folder: Path, count: int, first: int = 0) -> Path:
    for number in range(first, first + count):
        (folder / f"{number:05}.txt").write_text(article(number), encoding="utf-8")
    return folder


def test_what_it_imports_is_found_here(front: Archive, runner: ProcessRunner, inbox: Path) -> None:
    told: list[Progress] = []
    report = runner.run("import_paths", paths=[fill(inbox, 30)], progress=told.append)
    assert len(report.imported) == front.count == 30
    assert told
    assert runner.pid not in {0, os.getpid()}
    assert front.search("عنوان المقال").total == 30
    assert not front.verify()


def test_it_is_polite(runner: ProcessRunner) -> None:
    runner.run("verify")
    if os.name == "posix":
        assert psutil.Process(runner.pid).nice() > psutil.Process().nice()


def test_errors_come_back_as_they_are(runner: ProcessRunner, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        runner.run("tag", ids=["nobody"] * MANY, add=["x"])
    with pytest.raises(ImportFailed):
        runner.run("import_annotations", path=tmp_path / "nowhere.json")
    with pytest.raises(TypeError):
        runner.run("tag", nonsense=1)


def test_an_edit_of_few_needs_no_process(
    front: Archive, runner: ProcessRunner, seeds: list[Path]
) -> None:
    ids = [item.id for item in front.import_paths(seeds).imported]
    assert runner.run("tag", ids=ids, add=["حرب"]).tags
    assert runner.pid == 0
    assert front.undo_label == "tag"


def test_an_edit_of_many_is_one_step_to_undo_here(
    front: Archive, runner: ProcessRunner, inbox: Path
) -> None:
    report = runner.run("import_paths", paths=[fill(inbox, 40)])
    ids = [item.id for item in report.imported]
    changes = runner.run("tag", ids=ids, add=["حرب"])
    assert changes.articles == frozenset(ids)
    assert front.undo_label == "tag"
    assert front.search("وسم:حرب").total == 40
    front.undo()
    assert front.search("وسم:حرب").total == 0
    front.redo()
    assert front.tags() == [("حرب", 40)]


def test_undoing_many_is_work_for_the_process_too(
    front: Archive, runner: ProcessRunner, inbox: Path
) -> None:
    ids = [item.id for item in runner.run("import_paths", paths=[fill(inbox, 40)]).imported]
    runner.run("tag", ids=ids, add=["حرب"])
    front.tag(ids[0], add=["سلم"])
    assert not runner.is_long_turn(forward=False)
    runner.turn(forward=False)
    assert runner.is_long_turn(forward=False)
    told: list[Progress] = []
    changes = runner.turn(forward=False, progress=told.append)
    assert changes is not None
    assert changes.articles == frozenset(ids)
    assert told[-1].total == 40
    assert (front.tags(), front.undo_label, front.redo_label) == ([], "", "tag")
    runner.turn(forward=True)
    assert front.tags() == [("حرب", 40)]
    runner.run("delete", ids=ids)
    assert front.count == 0
    runner.turn(forward=False)
    assert front.count == 40
    assert front.search("وسم:حرب").total == 40
    runner.turn(forward=True)
    assert front.count == 0
    assert runner.run("verify") == []


def test_an_edit_does_not_wait_for_an_import(
    front: Archive, runner: ProcessRunner, inbox: Path, seeds: list[Path]
) -> None:
    mine = runner.run("import_paths", paths=seeds).imported[0].id
    going, ended = threading.Event(), threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            runner.run(
                "import_paths",
                paths=[fill(inbox, 1500)],
                progress=lambda told: told.done and going.set(),
            )
        except BaseException as error:  # noqa: BLE001 - the test's own thread looks at it
            failed.append(error)
        ended.set()

    thread = threading.Thread(target=work)
    thread.start()
    assert going.wait(LONG)
    noted = runner.run("tag", ids=[mine] * MANY, add=["أثناء"])
    here = front.annotate(mine, 0, 5, note="وأنا أقرأ")
    between = not ended.is_set()
    thread.join()
    assert not failed
    assert between, "the edits waited for the whole import"
    assert noted.tags
    assert here.id in {placed.annotation.id for placed in front.annotations(mine)}
    assert front.count == 1505


def test_stopping_keeps_what_is_done(front: Archive, runner: ProcessRunner, inbox: Path) -> None:
    token = CancelToken()
    report = runner.run(
        "import_paths",
        paths=[fill(inbox, 3000)],
        cancel=token,
        progress=lambda told: token.cancel() if told.done > 10 else None,
    )
    assert report.cancelled
    assert front.count == len(report.imported) < 3000
    with pytest.raises(Cancelled):
        runner.run("verify", cancel=token)


@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
def test_the_end_of_the_process_loses_nothing_and_is_told(
    front: Archive, runner: ProcessRunner, inbox: Path, heard: queue.SimpleQueue[Changes]
) -> None:
    fill(inbox, 3000)

    def kill(told: Progress) -> None:
        if told.stage == "import" and told.done > 1000:
            os.kill(runner.pid, signal.SIGKILL)

    report = runner.run("import_paths", paths=[inbox], progress=kill)
    assert {failure.reason for failure in report.failed} == {WorkStopped.reason}
    assert len(report.imported) == front.count > 0
    assert heard.get(timeout=LONG).added
    # What a batch had half written is swept away when it is nobody's for sure.
    assert {finding.key for finding in front.verify()} <= {"leftover"}
    again = runner.run("import_paths", paths=[inbox])
    assert front.count == 3000
    assert len(again.imported) + len(again.duplicates) == 3000


@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
def test_other_work_is_told_of_the_end(front: Archive, runner: ProcessRunner, inbox: Path) -> None:
    runner.run("import_paths", paths=[fill(inbox, 50)])
    first = runner.pid

    def kill(_: Progress) -> None:
        os.kill(first, signal.SIGKILL)

    with pytest.raises(WorkStopped):
        runner.run("rebuild", progress=kill)
    assert runner.pid not in {0, first}
    assert runner.run("verify") == []


def test_after_a_rebuild_the_front_writes_to_what_is_new(
    front: Archive, runner: ProcessRunner, inbox: Path
) -> None:
    runner.run("import_paths", paths=[fill(inbox, 20)])
    before = front._caches.folder
    runner.run("rebuild")
    assert front._caches.folder != before
    hit = front.search("عنوان").hits[0]
    front.tag(hit.article.id, add=["جديد"])
    assert front.search("وسم:جديد").total == 1
    assert runner.run("verify") == []


def test_a_rebuild_by_anybody_is_noticed_at_the_next_write(
    front: Archive, runner: ProcessRunner, inbox: Path, tmp_path: Path
) -> None:
    ids = [a.id for a in front.import_paths([fill(inbox, 3)]).imported]
    with Archive.open(front.path, cache=tmp_path / "cache") as other:
        other.rebuild()
    assert front.search("عنوان المقال").total == 3
    with Archive.open(front.path, cache=tmp_path / "cache") as other:
        other.rebuild()
    front.tag(ids[0], add=["بعد"])
    with Archive.open(front.path, cache=tmp_path / "cache") as other:
        assert other.search("وسم:بعد").total == 1


def test_changes_from_outside_are_told(
    front: Archive, runner: ProcessRunner, heard: queue.SimpleQueue[Changes]
) -> None:
    runner.watch()
    runner.run("verify")  # by now it watches
    (front.path / "جديد.txt").write_text(article(1), encoding="utf-8")
    assert heard.get(timeout=LONG).added
    assert front.count == 1


def test_references_of_all_that_is_found(
    front: Archive, runner: ProcessRunner, seeds: list[Path], tmp_path: Path
) -> None:
    runner.run("import_paths", paths=seeds)
    path = tmp_path / "refs.bib"
    found = front.search("سوريا").docs.tolist()
    ids = [article.id for article in front.articles(found)]
    count = runner.run("export_references", path=path, ids=ids)
    assert count == len(found) > 0
    assert path.read_text(encoding="utf-8").count("@") >= count
    assert Runner(front).run("export_references", path=path, ids=ids[:1], form="ris") == 1


def test_closing_ends_the_process_and_what_it_was_at(
    front: Archive, tmp_path: Path, inbox: Path
) -> None:
    runner = ProcessRunner(front, cache=tmp_path / "cache")
    going = threading.Event()
    results: list[object] = []

    def work() -> None:
        try:
            results.append(
                runner.run(
                    "import_paths", paths=[fill(inbox, 3000)], progress=lambda _: going.set()
                )
            )
        except Exception as error:  # noqa: BLE001 - looked at below
            results.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert going.wait(LONG)
    child = psutil.Process(runner.pid)
    runner.close()
    thread.join(LONG)
    assert not thread.is_alive()
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
    with pytest.raises(Cancelled):
        runner.run("verify")
    assert not front.verify()


def test_where_no_process_starts_the_work_is_done_here(
    front: Archive, tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("archive_app.jobs.process.start_process", refuse)
    runner = ProcessRunner(front, cache=tmp_path / "cache")
    assert len(runner.run("import_paths", paths=[fill(inbox, 3)]).imported) == 3
    assert runner.pid == 0
    runner.close()


def test_what_many_articles_lost_is_brought_back_here(
    front: Archive, runner: ProcessRunner, inbox: Path
) -> None:
    report = runner.run("import_paths", paths=[fill(inbox, 40)])
    ids = [item.id for item in report.imported]
    assert runner.run("delete", ids=ids).removed
    assert runner.pid != 0
    assert front.count == 0
    assert front.undo_label == "delete"
    front.undo()
    assert front.count == 40
    front.redo()
    assert len(front.trash()) == 40
    runner.run("restore", items=front.trash())
    assert front.count == 40
    assert runner.run("verify") == []


def test_a_note_waits_for_what_the_process_does_of_itself(
    front: Archive, runner: ProcessRunner, seeds: list[Path], tmp_path: Path
) -> None:
    mine = runner.run("import_paths", paths=seeds).imported[0].id
    with Archive.open(front.path, cache=tmp_path / "cache") as other:
        held, noted = threading.Event(), threading.Event()

        def hold() -> None:
            with other.editor.write():
                held.set()
                noted.wait(1.5)  # longer than a write waits for another program

        thread = threading.Thread(target=hold)
        thread.start()
        assert held.wait(LONG)
        front.note(mine, "ملاحظة")
        noted.set()
        thread.join()
    assert front.annotations(mine)
