"""Watching a folder: what changed is told, once it grows quiet, and until it is stopped."""

from __future__ import annotations

import logging
import queue
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from archive_app.library.folder import ArchiveFolder
from archive_app.library.record import Sidecar
from archive_app.library.sidecar import save
from archive_app.library.watch import Watcher

PATIENCE = 20.0


class Told:
    """The calls of a watcher, waited for one by one."""

    def __init__(self, folder: ArchiveFolder) -> None:
        self.calls: queue.Queue[list[Path]] = queue.Queue()
        self.seen: set[str] = set()
        self.folder = folder

    def __call__(self, paths: Iterable[Path]) -> None:
        self.calls.put(list(paths))

    def until(self, *names: str) -> set[str]:
        """Wait until all these have been told; return all that has been."""
        while not set(names) <= self.seen:
            paths = self.calls.get(timeout=PATIENCE)
            self.seen |= {self.folder.relative(path) for path in paths}
        return self.seen


@pytest.fixture
def folder(tmp_path: Path) -> ArchiveFolder:
    return ArchiveFolder.open(tmp_path / "archive", create=True)


@pytest.fixture
def told(folder: ArchiveFolder) -> Iterator[Told]:
    told = Told(folder)
    watcher = Watcher(folder, told, quiet=0.02, longest=0.2)
    watcher.start()
    watcher.start()
    yield told
    watcher.stop()
    watcher.stop()


def test_new_changed_and_deleted_files_are_told_and_ours_passed_over(
    folder: ArchiveFolder, told: Told
) -> None:
    stored = folder.store(b"x", "a.txt", month="2026-11")
    save(folder.sidecar_path(stored), Sidecar("0" * 32), None)
    (folder.path / ".trash").mkdir()
    (folder.path / ".trash" / "b.txt").write_text("x")
    (folder.path / "c.txt").write_text("x")
    seen = told.until("2026-11/a.txt", "2026-11/a.txt.annotations.json", "c.txt")
    assert not any(".trash" in path or ".khizana" in path for path in seen)
    told.seen.clear()
    (folder.path / "c.txt").unlink()
    told.until("c.txt")


def test_a_folder_that_is_moved_in_is_told_by_its_files(
    folder: ArchiveFolder, told: Told, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    (outside / "deep").mkdir(parents=True)
    (outside / "deep" / "مقال.txt").write_text("x")
    outside.rename(folder.path / "inside")
    told.until("inside/deep/مقال.txt")


def test_an_error_in_a_call_is_logged_and_the_next_change_told(
    folder: ArchiveFolder, caplog: pytest.LogCaptureFixture
) -> None:
    told = Told(folder)
    fail = True

    def callback(paths: Iterable[Path]) -> None:
        told(paths)
        if fail:
            raise RuntimeError("in the callback")

    watcher = Watcher(folder, callback, quiet=0.01, longest=0.1)
    watcher.start()
    try:
        with caplog.at_level(logging.DEBUG):
            (folder.path / "a.txt").write_text("x")
            told.until("a.txt")
            (folder.path / "b.txt").write_text("x")
            told.until("b.txt")
    finally:
        watcher.stop()
    assert "in the callback" in caplog.text


def test_after_stopping_nothing_is_told(folder: ArchiveFolder) -> None:
    told = Told(folder)
    watcher = Watcher(folder, told, quiet=0.01, longest=0.1)
    watcher.start()
    watcher.stop()
    (folder.path / "a.txt").write_text("x")
    assert told.calls.empty()


def test_a_watcher_can_be_stopped_from_its_own_call(folder: ArchiveFolder) -> None:
    done: queue.Queue[bool] = queue.Queue()

    def callback(_: Iterable[Path]) -> None:
        watcher.stop()
        done.put(True)

    watcher = Watcher(folder, callback, quiet=0.01, longest=0.1)
    watcher.start()
    (folder.path / "a.txt").write_text("x")
    assert done.get(timeout=PATIENCE)
