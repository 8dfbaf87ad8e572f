"""A disk that is taken out, is full, or takes nothing any more, whatever one asks of an archive."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core import disk
from archive_app.core.errors import DiskFull, KhizanaError, NotConnected
from archive_app.core.model import Status
from archive_app.importing import batches
from tests.importing.conftest import archive, article, inbox

__all__ = ["archive", "inbox"]

WRITES: dict[str, Callable[[Archive, str, Path], object]] = {
    "import_paths": lambda archive, key, inbox: archive.import_paths([inbox / "2.txt"]),
    "import_bytes": lambda archive, key, inbox: archive.import_bytes(article(9).encode(), "9.txt"),
    "tag": lambda archive, key, inbox: archive.tag(key, add=["جديد"]),
    "annotate": lambda archive, key, inbox: archive.annotate(key, 0, 3),
    "note": lambda archive, key, inbox: archive.note(key, "ملاحظة"),
    "set_metadata": lambda archive, key, inbox: archive.set_metadata(key, title="آخر"),
    "mark_read": lambda archive, key, inbox: archive.mark_read(key),
    "rename_tag": lambda archive, key, inbox: archive.rename_tag("وسم", "آخر"),
    "delete": lambda archive, key, inbox: archive.delete(key),
    "undo": lambda archive, key, inbox: archive.undo(),
    "save_settings": lambda archive, key, inbox: archive.save_settings(name="آخر"),
}
LOOKS: dict[str, Callable[[Archive, str, Path], object]] = {
    "refresh": lambda archive, key, inbox: archive.refresh(),
    "rebuild": lambda archive, key, inbox: archive.rebuild(),
    "verify": lambda archive, key, inbox: archive.verify(),
    "empty_trash": lambda archive, key, inbox: archive.empty_trash(),
}


@pytest.fixture
def key(archive: Archive, inbox: Path) -> str:
    """An article with a tag; a third file waits in the inbox."""
    for number in range(3):
        (inbox / f"{number}.txt").write_text(article(number), encoding="utf-8")
    report = archive.import_paths([inbox / "0.txt", inbox / "1.txt"])
    found = report.imported[0].id
    archive.tag(found, add=["وسم"])
    return found


@pytest.mark.parametrize("mounted", [False, True])
@pytest.mark.parametrize("what", [*WRITES, *LOOKS])
def test_an_archive_that_is_not_connected(
    archive: Archive, key: str, inbox: Path, what: str, mounted: bool
) -> None:
    away = archive.path.with_name("away")
    archive.path.rename(away)
    if mounted:  # as the place stays at which a disk was mounted
        archive.path.mkdir()
    with pytest.raises(NotConnected) as told:
        (WRITES | LOOKS)[what](archive, key, inbox)
    assert told.value.path == archive.path
    assert [item.status for item in archive.articles([1, 2])] == [Status.OK, Status.OK]
    assert archive.search("كلمة31").query is not None
    assert archive.annotations(key) == ()
    if mounted:
        assert not any(archive.path.iterdir())
        archive.path.rmdir()
    away.rename(archive.path)
    assert archive.verify() == []
    assert archive.undo_label == "tag"
    assert archive.undo()
    assert archive.article(key).tags == ()


def test_an_archive_that_is_not_there_is_not_connected(tmp_path: Path) -> None:
    with pytest.raises(NotConnected):
        Archive.open(tmp_path / "nowhere")


def _refusing(monkeypatch: pytest.MonkeyPatch, number: int, after: int = 0) -> None:
    """Let the system refuse to write, from so many writes on."""
    left = [after]
    write = os.write

    def refuse(handle: int, data: bytes) -> int:
        left[0] -= 1
        if left[0] >= 0:
            return write(handle, data)
        raise OSError(number, os.strerror(number))

    class System:
        def __getattr__(self, name: str) -> object:
            return refuse if name == "write" else getattr(os, name)

    monkeypatch.setattr(disk, "os", System())


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.ENODEV, errno.EIO])
@pytest.mark.parametrize("what", WRITES)
def test_a_disk_that_refuses_is_told_of_by_an_error_of_ours(
    archive: Archive,
    key: str,
    inbox: Path,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    number: int,
) -> None:
    with monkeypatch.context() as patch:
        _refusing(patch, number)
        with pytest.raises(KhizanaError) as told:
            WRITES[what](archive, key, inbox)
    assert told.value.path is not None
    assert disk.TEMPORARY not in str(told.value.path), "a name that nobody knows"
    assert archive.article(key).tags == ("وسم",)
    assert archive.undo_label == "tag"
    assert archive.verify() == []


def test_an_import_that_fills_the_disk_reports_what_came_in(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        (inbox / f"{number}.txt").write_text(article(number), encoding="utf-8")
    monkeypatch.setattr(batches, "FIRST", 2)
    monkeypatch.setattr(batches, "BATCH", 2)
    with monkeypatch.context() as patch:
        _refusing(patch, errno.ENOSPC, after=30)
        report = archive.import_paths([inbox])
    assert 0 < len(report.imported) < 12
    assert len(report.imported) == archive.count
    assert [(f.path, f.reason) for f in report.failed] == [(str(archive.path), "disk-full")]
    archive.refresh()  # what the index had no room for
    assert archive.verify() == []
    again = archive.import_paths([inbox])
    assert len(again.imported) + len(report.imported) == 12


def test_an_import_of_which_nothing_came_in_raises(
    archive: Archive, key: str, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refusing(monkeypatch, errno.ENOSPC)
    with pytest.raises(DiskFull) as told:
        archive.import_paths([inbox / "2.txt"])
    assert told.value.path is not None
    assert told.value.path.is_relative_to(archive.path)
