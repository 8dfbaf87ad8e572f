"""The trash, and conflict copies: nothing is lost on the way out and back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from archive_app.core.errors import NotFound
from archive_app.core.model import Annotation
from archive_app.library import conflicts, trash
from archive_app.library.folder import ArchiveFolder
from archive_app.library.record import Sidecar
from archive_app.library.sidecar import load, save
from tests.library.test_names import COPIES

ID = "0" * 32


def note(number: int, day: int = 1) -> Annotation:
    return Annotation(
        f"urn:x:{number}", "commenting", note=str(number), modified=f"2026-01-0{day}T00:00:00Z"
    )


@pytest.fixture
def folder(tmp_path: Path) -> ArchiveFolder:
    return ArchiveFolder.open(tmp_path / "archive", create=True)


def add(folder: ArchiveFolder, name: str = "مقال.txt", data: bytes = b"text") -> Path:
    stored = folder.store(data, name, month="2026-11")
    sidecar = Sidecar(ID, original_name=name, size=len(data), annotations=(note(1),))
    save(folder.sidecar_path(stored), sidecar, None)
    return folder.path / stored


def test_what_is_deleted_comes_back(folder: ArchiveFolder) -> None:
    original = add(folder)
    (item,) = trash.delete(folder, original)
    assert list(folder.originals()) == []
    assert not folder.sidecar_path(original).exists()
    assert trash.listed(folder) == [item]
    assert item.path == "2026-11/مقال.txt"
    assert trash.restore(folder, item) == [original]
    assert original.read_bytes() == b"text"
    assert load(folder.sidecar_path(original))[0].annotations == (note(1),)
    assert trash.listed(folder) == []


def test_a_relative_path_serves_too(folder: ArchiveFolder) -> None:
    original = add(folder)
    trash.delete(folder, original.relative_to(folder.path))
    assert list(folder.originals()) == []


def test_what_comes_back_does_not_overwrite(folder: ArchiveFolder) -> None:
    (item,) = trash.delete(folder, add(folder, data=b"old"))
    new = add(ArchiveFolder.open(folder.path), data=b"new")
    (back,) = trash.restore(folder, item)
    assert back.name == "مقال-2.txt"
    assert (back.read_bytes(), new.read_bytes()) == (b"old", b"new")
    assert load(folder.sidecar_path(back))[0].file == "مقال-2.txt"


def test_what_comes_back_into_a_folder_that_is_gone(folder: ArchiveFolder) -> None:
    original = add(folder)
    (item,) = trash.delete(folder, original)
    original.parent.rmdir()
    assert trash.restore(folder, item)[0].read_bytes() == b"text"


def test_a_sidecar_alone_is_deleted_and_merged_when_it_comes_back(folder: ArchiveFolder) -> None:
    original = add(folder)
    original.unlink()
    (item,) = trash.delete(folder, original)
    save(folder.sidecar_path(original), Sidecar(ID, annotations=(note(2),)), None)
    trash.restore(folder, item)
    assert load(folder.sidecar_path(original))[0].annotations == (note(1), note(2))


def test_a_broken_sidecar_goes_and_comes_as_it_is(folder: ArchiveFolder) -> None:
    original = add(folder)
    beside = folder.sidecar_path(original)
    beside.write_bytes(b"half")
    (item,) = trash.delete(folder, original)
    trash.restore(folder, item)
    assert beside.read_bytes() == b"half"
    original.unlink()
    (item,) = trash.delete(folder, original)
    save(beside, Sidecar(ID, annotations=(note(2),)), None)
    trash.restore(folder, item)
    assert load(beside)[0].annotations == (note(2),)
    assert beside.with_name(beside.name + ".broken-1").read_bytes() == b"half"


def test_the_folder_of_a_saved_page_goes_and_comes_along(folder: ArchiveFolder) -> None:
    page = add(folder, "صفحة.html")
    parts = page.with_name("صفحة_files")
    parts.mkdir()
    (parts / "photo.jpg").write_bytes(b"jpg")
    (item,) = trash.delete(folder, page)
    assert not parts.exists()
    add(ArchiveFolder.open(folder.path), "صفحة.html")
    (back,) = trash.restore(folder, item)
    assert back.name == "صفحة-2.html"
    assert (page.with_name("صفحة-2_files") / "photo.jpg").read_bytes() == b"jpg"


def test_deleting_what_is_not_there(folder: ArchiveFolder) -> None:
    with pytest.raises(NotFound):
        trash.delete(folder, folder.path / "missing.txt")
    assert trash.listed(folder) == []
    with pytest.raises(NotFound):
        trash.restore(folder, trash.Trashed("../..", "x"))
    with pytest.raises(NotFound):
        trash.restore(folder, trash.Trashed("", "x"))


def test_emptying_the_trash(folder: ArchiveFolder) -> None:
    (first,) = trash.delete(folder, add(folder, "a.txt"))
    (second,) = trash.delete(folder, add(folder, "b.txt"))
    assert trash.listed(folder) == [second, first]
    trash.empty(folder, [first])
    assert trash.listed(folder) == [second]
    trash.empty(folder)
    assert trash.listed(folder) == []


@pytest.mark.parametrize(
    "text", ["", "[]", '{"path": "../../x", "deleted": "", "kind": "article"}']
)
def test_a_deletion_whose_note_is_broken_is_listed_by_its_files(
    folder: ArchiveFolder, text: str
) -> None:
    (item,) = trash.delete(folder, add(folder))
    (folder.path / ".trash" / item.name / "trashed.json").write_text(text)
    (listed,) = trash.listed(folder)
    assert listed.path == "مقال.txt"
    assert trash.restore(folder, listed) == [folder.path / "مقال.txt"]


def test_the_note_tells_where_it_was(folder: ArchiveFolder) -> None:
    (item,) = trash.delete(folder, add(folder))
    noted = json.loads((folder.path / ".trash" / item.name / "trashed.json").read_text("utf-8"))
    assert noted == {"path": item.path, "deleted": item.deleted, "kind": "article"}


# ---------------------------------------------------------------- conflict copies


@pytest.mark.parametrize("name", COPIES)
def test_a_conflict_copy_is_merged_and_goes_to_the_trash(folder: ArchiveFolder, name: str) -> None:
    original = add(folder, "a.html")
    beside = folder.sidecar_path(original)
    copy = beside.with_name(name)
    mine = Sidecar(ID, annotations=(note(2),), tombstones={"urn:x:1": "2026-01-02T00:00:00Z"})
    copy.write_text(load_text(folder, mine), "utf-8")
    merged, findings = conflicts.merge_conflicts(folder)
    assert (merged, findings) == ([original], [])
    assert load(beside)[0].annotations == (note(2),)
    assert not copy.exists()
    assert [item.kind for item in trash.listed(folder)] == ["copy"]
    assert conflicts.merge_conflicts(folder) == ([], [])


def load_text(folder: ArchiveFolder, sidecar: Sidecar) -> str:
    other = folder.path / "elsewhere.annotations.json"
    save(other, sidecar, None)
    text = other.read_text("utf-8")
    other.unlink()
    return text


def test_both_machines_come_to_the_same_file(folder: ArchiveFolder) -> None:
    original = add(folder, "a.html")
    beside = folder.sidecar_path(original)
    copy = beside.with_name(COPIES[0])
    mine = load(beside)[0].with_annotation(note(2, day=2))
    theirs = load(beside)[0].with_annotation(note(3, day=3)).without(["urn:x:1"], "2026-02-01")
    results = []
    for one, other in ((mine, theirs), (theirs, mine)):
        beside.write_text(load_text(folder, one), "utf-8")
        copy.write_text(load_text(folder, other), "utf-8")
        conflicts.merge_conflicts(folder)
        results.append(beside.read_bytes())
    assert results[0] == results[1]
    assert load(beside)[0].annotations == (note(2, day=2), note(3, day=3))


def test_another_articles_sidecar_is_left_alone(folder: ArchiveFolder) -> None:
    original = add(folder, "a.html")
    copy = folder.sidecar_path(original).with_name(COPIES[0])
    text = load_text(folder, Sidecar("1" * 32))
    copy.write_text(text, "utf-8")
    assert conflicts.merge_conflicts(folder) == ([], [])
    assert copy.read_text("utf-8") == text


def test_a_broken_copy_or_sidecar_is_reported_and_kept(folder: ArchiveFolder) -> None:
    original = add(folder, "a.html")
    beside = folder.sidecar_path(original)
    copy = beside.with_name(COPIES[0])
    copy.write_bytes(b"half")
    assert [f.key for f in conflicts.merge_conflicts(folder)[1]] == ["broken-copy"]
    copy.write_text(load_text(folder, Sidecar(ID, annotations=(note(2),))), "utf-8")
    beside.write_bytes(b"half")
    assert [f.key for f in conflicts.merge_conflicts(folder)[1]] == ["broken-sidecar"]
    assert beside.read_bytes() == b"half"
    assert load(copy)[0].annotations == (note(2),)


def test_a_copy_whose_sidecar_is_gone_takes_its_place(folder: ArchiveFolder) -> None:
    original = add(folder, "a.html")
    beside = folder.sidecar_path(original)
    copy = beside.rename(beside.with_name(COPIES[0]))
    assert conflicts.merge_conflicts(folder, [copy]) == ([original], [])
    assert load(beside)[0].annotations == (note(1),)


def test_conflict_copies_of_the_settings_are_merged(folder: ArchiveFolder) -> None:
    folder.save_settings(replace(folder.settings, tag_colors={"أ": "#111111"}))
    text = (folder.path / "archive.json").read_text("utf-8")
    copy = folder.path / "archive.sync-conflict-20260102-123456-ABCDEF7.json"
    copy.write_text(text.replace('"أ": "#111111"', '"أ": "#222222",\n  "ب": "#333333"'), "utf-8")
    other = folder.path / "archive (Samar's conflicted copy 2026-01-02).json"
    other.write_text(text.replace(folder.id, "1" * 32), "utf-8")
    broken = folder.path / "archive (conflicted copy 2026-01-02 123456).json"
    broken.write_text("{", "utf-8")
    conflicts.merge_conflicts(folder)
    assert folder.settings.tag_colors == {"أ": "#111111", "ب": "#333333"}
    assert (copy.exists(), other.exists(), broken.exists()) == (False, True, True)
    assert list(folder.originals()) == []
