"""Backups that somebody keeps inside the archive: the article stays where it was."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core.model import Annotation
from archive_app.library import sidecar as sidecars
from archive_app.library.record import new_id
from tests.importing.conftest import archive, article, inbox

__all__ = ["archive", "inbox"]

PLACES = ("{month}/a copy.txt", "{month}/z copy.txt", "{month} - Copy/b.txt", "backup/old/b.txt")


def copied(archive: Archive, key: str, place: str) -> Path:
    """Copy an article with its sidecar, as file managers do; return where to."""
    original = archive.original(key)
    target = archive.path / place.format(month=original.parent.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(original, target)
    shutil.copy2(archive.folder.sidecar_path(original), archive.folder.sidecar_path(target))
    return target


@pytest.fixture
def key(archive: Archive, inbox: Path) -> str:
    """An article with a note."""
    (inbox / "b.txt").write_text(article(1), encoding="utf-8")
    found = archive.import_paths([inbox]).imported[0].id
    archive.note(found, "الأولى")
    return found


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("when", ["open", "closed", "rebuilt", "without caches"])
def test_a_backup_takes_nothing_over(
    archive: Archive, key: str, tmp_path: Path, when: str, place: str
) -> None:
    original = archive.original(key)
    copy = copied(archive, key, place)
    if when in ("closed", "without caches"):
        archive.close()
        if when == "without caches":
            shutil.rmtree(tmp_path / "caches")
        archive = Archive.open(archive.path, cache=tmp_path / "caches")
    if when == "rebuilt":
        archive.rebuild()
    archive.refresh()
    assert archive.count == 1
    assert archive.original(key) == original
    found = [(f.key, f.path, f.detail) for f in archive.verify()]
    relative = archive.folder.relative
    assert found == [("duplicate-file", relative(copy), relative(original))]
    before = archive.folder.sidecar_path(copy).read_bytes()
    archive.note(key, "بعد النسخ")
    assert archive.folder.sidecar_path(copy).read_bytes() == before, "never written to"
    archive.refresh()
    copy.unlink()
    archive.folder.sidecar_path(copy).unlink()
    archive.refresh()
    notes = {each.annotation.note for each in archive.annotations(key)}
    assert notes == {"الأولى", "بعد النسخ"}
    archive.rebuild()
    assert archive.original(key) == original
    archive.close()


def test_an_article_that_was_moved_stays_where_it_is_known(archive: Archive, key: str) -> None:
    """Also where a copy is put at the very place at which it lay first."""
    first = archive.original(key)
    moved = archive.path / "لي" / "ب.txt"
    moved.parent.mkdir()
    first.rename(moved)
    archive.folder.sidecar_path(first).rename(archive.folder.sidecar_path(moved))
    archive.refresh()
    shutil.copy2(moved, first)
    shutil.copy2(archive.folder.sidecar_path(moved), archive.folder.sidecar_path(first))
    archive.refresh()
    assert archive.original(key) == moved
    archive.rebuild()
    assert archive.original(key) == moved
    assert archive.count == 1


@pytest.mark.parametrize("later", [False, True])
def test_notes_in_a_copys_sidecar_are_merged(archive: Archive, key: str, later: bool) -> None:
    """Whenever they were written there, on another machine say."""
    copy = copied(archive, key, PLACES[2])
    if later:
        archive.refresh()
    beside = archive.folder.sidecar_path(copy)
    theirs, _ = sidecars.load(beside)
    note = Annotation(new_id(), "commenting", note="في النسخة", created="2026-12-01T00:00:00Z")
    text = sidecars.to_json(replace(theirs, annotations=(*theirs.annotations, note)))
    beside.write_text(text, encoding="utf-8")
    os.utime(beside, (1_900_000_000, 1_900_000_000))
    archive.refresh([beside] if later else None)
    notes = {each.annotation.note for each in archive.annotations(key)}
    assert notes == {"الأولى", "في النسخة"}
    assert beside.read_text(encoding="utf-8") == text
    assert archive.count == 1
    assert not archive.refresh()
    assert [f.key for f in archive.verify()] == ["duplicate-file"]
