"""What others do in the archive's folder: files that come, go, move and change."""

from __future__ import annotations

import os
from pathlib import Path

from archive_app import Archive
from archive_app.core.model import Status
from archive_app.library import sidecar as sidecars
from tests.importing.conftest import article


def put(path: Path, number: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(article(number), encoding="utf-8")
    return path


def touch_later(path: Path) -> None:
    """Give a file a later time of change, as a write by another program would."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 10_000_000_000))


def one(archive: Archive, inbox: Path, number: int = 1) -> str:
    report = archive.import_paths([put(inbox / f"{number}.txt", number)])
    return report.imported[0].id


def test_nothing_changed(archive: Archive, inbox: Path) -> None:
    one(archive, inbox)
    assert not archive.refresh()


def test_new_file(archive: Archive) -> None:
    path = put(archive.path / "mine" / "new.txt", 1)
    changes = archive.refresh([path])
    assert changes.added
    (found,) = changes.articles
    assert archive.article(found).path == "mine/new.txt"
    assert archive.folder.sidecar_path("mine/new.txt").exists()
    assert not archive.refresh()
    assert archive.verify() == []


def test_new_file_in_a_hidden_or_page_folder_is_none(archive: Archive) -> None:
    hidden = put(archive.path / ".git" / "new.txt", 1)
    page = archive.path / "page.html"
    page.write_text("<p>" + article(3), encoding="utf-8")
    part = put(archive.path / "page_files" / "ad.txt", 2)
    assert not archive.refresh([hidden, part])
    archive.refresh()
    assert archive.count == 1


def test_vanished_and_back(archive: Archive, inbox: Path) -> None:
    found = one(archive, inbox)
    original = archive.original(found)
    data = original.read_bytes()
    original.unlink()
    changes = archive.refresh([original])
    assert changes.articles == {found}
    assert archive.article(found).status is Status.MISSING
    assert archive.text(found)
    assert not archive.refresh()
    original.write_bytes(data)
    archive.refresh()
    assert archive.article(found).status is Status.OK
    assert archive.count == 1


def test_renamed_with_its_sidecar_left_behind(archive: Archive, inbox: Path) -> None:
    found = one(archive, inbox)
    archive.tag(found, add=["وسم"])
    old = archive.original(found)
    new = archive.path / "renamed.txt"
    old.rename(new)
    changes = archive.refresh([old, new])
    assert changes.articles == {found}
    kept = archive.article(found)
    assert (kept.path, kept.status, kept.tags) == ("renamed.txt", Status.OK, ("وسم",))
    assert sidecars.load(archive.folder.sidecar_path("renamed.txt"))[0].tags == ("وسم",)
    assert not archive.folder.sidecar_path(old).exists()
    assert archive.verify() == []
    assert not archive.refresh()


def test_moved_with_its_sidecar(archive: Archive, inbox: Path) -> None:
    found = one(archive, inbox)
    old = archive.original(found)
    new = archive.path / "elsewhere" / old.name
    new.parent.mkdir()
    archive.folder.sidecar_path(archive.article(found).path).rename(
        archive.folder.sidecar_path(f"elsewhere/{old.name}")
    )
    old.rename(new)
    archive.refresh()
    assert archive.article(found).path == f"elsewhere/{old.name}"
    assert archive.count == 1


def test_missing_then_found_under_another_name(archive: Archive, inbox: Path) -> None:
    found = one(archive, inbox)
    old = archive.original(found)
    aside = inbox / "aside"
    old.rename(aside)
    archive.refresh()
    assert archive.article(found).status is Status.MISSING
    aside.rename(archive.path / "back.txt")
    archive.refresh()
    assert (archive.article(found).path, archive.article(found).status) == ("back.txt", Status.OK)


def test_missing_is_welcome_again(archive: Archive, inbox: Path) -> None:
    found = one(archive, inbox)
    archive.tag(found, add=["وسم"])
    archive.original(found).unlink()
    archive.refresh()
    report = archive.import_paths([inbox])
    assert report.duplicates == ()
    assert [(item.id, item.tags) for item in report.imported] == [(found, ("وسم",))]
    assert archive.article(found).status is Status.OK
    assert archive.count == 1
    assert archive.verify() == []


def test_sidecar_changed_outside(archive: Archive, inbox: Path) -> None:
    found = one(archive, inbox)
    path = archive.folder.sidecar_path(archive.article(found).path)
    sidecar, stamp = sidecars.load(path)
    sidecars.save(path, sidecar.with_user("2099-01-01T00:00:00Z", title="عنوان آخر"), stamp)
    touch_later(path)
    changes = archive.refresh([path])
    assert changes.articles == {found}
    assert archive.article(found).metadata.title == "عنوان آخر"
    assert [hit.article.id for hit in archive.search("آخر").hits] == [found]
    assert archive.text(found)
    assert not archive.refresh()


def test_original_changed_outside(archive: Archive, inbox: Path) -> None:
    found = one(archive, inbox)
    archive.tag(found, add=["وسم"])
    original = archive.original(found)
    original.write_text(article(2), encoding="utf-8")
    touch_later(original)
    changes = archive.refresh()
    assert found in changes.articles
    assert archive.text(found) == article(2)
    assert archive.article(found).tags == ("وسم",)
    assert archive.verify() == []


def test_broken_sidecar_is_left_alone(archive: Archive, inbox: Path) -> None:
    found = one(archive, inbox)
    path = archive.folder.sidecar_path(archive.article(found).path)
    path.write_text("{ half a", encoding="utf-8")
    archive.refresh()
    assert [finding.key for finding in archive.notices] == ["broken-sidecar"]
    assert path.read_text(encoding="utf-8") == "{ half a"
    assert archive.text(found)
    assert not archive.refresh()
    assert [finding.key for finding in archive.notices] == ["broken-sidecar"]


def test_rebuild_keeps_ids_and_marks(archive: Archive, inbox: Path) -> None:
    ids = {one(archive, inbox, number) for number in range(3)}
    marked = min(ids)
    archive.annotate(marked, 0, 5, note="ملاحظة")
    archive.tag(marked, add=["وسم"])
    archive.rebuild()
    assert {archive.article(i).id for i in ids} == ids
    assert archive.count == 3
    assert archive.article(marked).tags == ("وسم",)
    assert archive.article(marked).annotations == 1
    assert archive.verify() == []
