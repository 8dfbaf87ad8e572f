"""Waiting for whoever else writes: an edit briefly, long work long, and no longer than wanted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core import disk
from archive_app.core.errors import ArchiveLocked, SidecarError
from archive_app.core.progress import CancelToken
from archive_app.library.lock import WriteLock
from tests.importing.conftest import archive, article, inbox

__all__ = ["archive", "inbox"]

LONG: dict[str, Callable[[Archive, Path, CancelToken], object]] = {
    "import": lambda archive, inbox, token: archive.import_paths([inbox], cancel=token),
    "refresh": lambda archive, inbox, token: archive.refresh(cancel=token),
    "rebuild": lambda archive, inbox, token: archive.rebuild(cancel=token),
    "find_stories": lambda archive, inbox, token: archive.find_stories(cancel=token),
}


@pytest.fixture
def key(archive: Archive, inbox: Path) -> str:
    """An article with a tag; another waits in the inbox."""
    for number in range(2):
        (inbox / f"{number}.txt").write_text(article(number), encoding="utf-8")
    found = archive.import_paths([inbox / "0.txt"]).imported[0].id
    archive.tag(found, add=["وسم"])
    return found


@pytest.mark.parametrize("what", LONG)
def test_long_work_waits_until_it_has_its_turn(
    archive: Archive, key: str, inbox: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.editor.patience = 0.0
    tried, done = threading.Event(), threading.Event()
    take = disk.take_lock

    def watched(path: Path) -> int | None:
        handle = take(path)
        if handle is None:
            tried.set()
        return handle

    monkeypatch.setattr(disk, "take_lock", watched)

    def work() -> None:
        LONG[what](archive, inbox, CancelToken())
        done.set()

    thread = threading.Thread(target=work)
    with WriteLock(archive._base):
        thread.start()
        assert tried.wait(20)
        assert not done.is_set()
        with archive_of_another(archive) as other, pytest.raises(ArchiveLocked):
            other.tag(key, add=["آخر"])
    thread.join(60)
    assert done.is_set()


def archive_of_another(archive: Archive) -> Archive:
    """The same archive, as another program has it open."""
    other = Archive.open(archive.path, cache=archive._base.parent.parent)
    other.editor.patience = 0.0
    return other


@pytest.mark.parametrize("what", LONG)
def test_long_work_that_is_cancelled_waits_no_longer(
    archive: Archive, key: str, inbox: Path, what: str
) -> None:
    token = CancelToken()
    token.cancel()
    with WriteLock(archive._base), pytest.raises(ArchiveLocked):
        LONG[what](archive, inbox, token)


def test_a_step_stays_while_the_archive_is_locked(archive: Archive, key: str) -> None:
    archive.editor.patience = 0.0
    archive.note(key, "ملاحظة")
    archive.delete(key)
    with WriteLock(archive._base), pytest.raises(ArchiveLocked):
        archive.undo()
    assert (archive.undo_label, archive.redo_label) == ("delete", "")
    archive.undo()
    for label in ("annotate", "tag"):
        with WriteLock(archive._base), pytest.raises(ArchiveLocked):
            archive.undo()
        assert archive.undo_label == label
        assert archive.undo()
        with WriteLock(archive._base), pytest.raises(ArchiveLocked):
            archive.redo()
        assert archive.redo_label == label
        assert archive.redo()
        archive.undo()
    assert archive.annotations(key) == ()
    assert archive.article(key).tags == ()


@pytest.mark.parametrize("half", [b"", b"{", b'{"type": "AnnotationCollection"'])
def test_a_step_stays_while_its_sidecar_is_half_written(
    archive: Archive, key: str, half: bytes
) -> None:
    path = archive.folder.sidecar_path(archive.article(key).path)
    archive.note(key, "ملاحظة")
    whole = path.read_bytes()
    path.write_bytes(half)
    archive.refresh()
    for _ in range(2):
        with pytest.raises(SidecarError):
            archive.undo()
        assert archive.undo_label == "annotate"
    assert path.read_bytes() == half
    path.write_bytes(whole)
    archive.refresh()
    archive.undo()
    assert archive.annotations(key) == ()
    path.write_bytes(half)
    with pytest.raises(SidecarError):
        archive.redo()
    assert archive.redo_label == "annotate"
