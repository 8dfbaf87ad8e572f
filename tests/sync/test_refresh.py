"""What others do in the archive's folder: files that come, go, move and change."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core.model import Status
from archive_app.importing.pipeline import Import
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


@pytest.mark.slow
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


# ---------------------------------------------------------------- the same bytes twice


def test_a_second_file_with_the_same_bytes_is_kept_but_not_listed(archive: Archive) -> None:
    put(archive.path / "a.txt", 1)
    (found,) = archive.refresh().articles
    put(archive.path / "mine" / "b.txt", 1)
    assert not archive.refresh()
    assert not archive.refresh()
    assert archive.count == 1
    assert (archive.path / "mine" / "b.txt").is_file()
    assert not archive.folder.sidecar_path("mine/b.txt").exists()
    assert [(f.severity, f.key, f.path, f.detail) for f in archive.verify()] == [
        ("info", "duplicate-file", "mine/b.txt", "a.txt")
    ]
    report = archive.import_paths([archive.path])
    assert {(Path(twin.path).name, twin.id) for twin in report.duplicates} == {
        ("a.txt", found),
        ("b.txt", found),
    }
    archive.rebuild()
    assert (archive.count, archive.article(found).path) == (1, "a.txt")
    assert [finding.key for finding in archive.verify()] == ["duplicate-file"]


def test_of_two_files_the_one_with_a_sidecar_is_the_article(archive: Archive) -> None:
    put(archive.path / "z.txt", 1)
    (found,) = archive.refresh().articles
    archive.tag(found, add=["وسم"])
    put(archive.path / "a.txt", 1)
    archive.rebuild()
    assert archive.count == 1
    assert (archive.article(found).path, archive.article(found).tags) == ("z.txt", ("وسم",))


def test_a_copy_takes_the_place_of_an_original_that_vanished(archive: Archive) -> None:
    first = put(archive.path / "a.txt", 1)
    (found,) = archive.refresh().articles
    archive.tag(found, add=["وسم"])
    second = put(archive.path / "mine" / "b.txt", 1)
    third = put(archive.path / "mine" / "c.txt", 1)
    archive.refresh([second, third])
    first.unlink()
    assert archive.refresh([first]).articles == {found}
    kept = archive.article(found)
    assert (kept.path, kept.status, kept.tags) == ("mine/b.txt", Status.OK, ("وسم",))
    assert [(f.key, f.path) for f in archive.verify()] == [("duplicate-file", "mine/c.txt")]
    assert archive.count == 1


def test_a_copy_becomes_an_article_when_its_twin_is_deleted_or_it_changes(
    archive: Archive,
) -> None:
    put(archive.path / "a.txt", 1)
    (found,) = archive.refresh().articles
    put(archive.path / "b.txt", 1)
    put(archive.path / "c.txt", 1)
    archive.refresh()
    put(archive.path / "c.txt", 2)
    touch_later(archive.path / "c.txt")
    assert archive.refresh().added
    archive.delete(found)
    archive.refresh()
    assert sorted(article.path for article in archive.articles(archive.search().docs)) == [
        "b.txt",
        "c.txt",
    ]
    assert archive.verify() == []


# ---------------------------------------------------------------- containers


def pack(path: Path, *numbers: int) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for number in numbers:
            packed.writestr(f"{number}.txt", article(number))
    return path


@pytest.mark.slow
def test_a_container_in_the_archive_is_unpacked_once(archive: Archive) -> None:
    pack(archive.path / "export.zip", 1, 2)
    changes = archive.refresh()
    assert changes.added
    assert len(changes.articles) == 3
    (listed,) = [archive.article(i) for i in changes.articles if not archive.article(i).words]
    assert (listed.path, listed.reason) == ("export.zip", "container")
    assert listed.media_type == "application/zip"
    members = [archive.article(i) for i in changes.articles if i != listed.id]
    assert {member.parent for member in members} == {listed.id}
    assert not archive.refresh()
    assert archive.verify() == []
    archive.delete(members[0].id)
    assert not archive.refresh()
    archive.rebuild()
    assert archive.count == 2
    assert archive.article(listed.id).reason == "container"
    assert archive.verify() == []


@pytest.mark.slow
def test_a_changed_container_gives_what_is_new_in_it(archive: Archive) -> None:
    path = pack(archive.path / "export.zip", 1, 2)
    archive.refresh()
    pack(path, 1, 2, 3)
    touch_later(path)
    archive.refresh()
    assert archive.count == 4
    assert not archive.refresh()
    path.rename(archive.path / "renamed.zip")
    archive.refresh()
    assert archive.count == 4
    assert archive.verify() == []


def test_a_broken_container_is_listed_with_its_reason(archive: Archive) -> None:
    path = pack(archive.path / "export.zip", *range(20))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    (found,) = archive.refresh().articles
    assert archive.article(found).reason == "damaged"
    assert not archive.refresh()
    archive.rebuild()
    assert archive.article(found).reason == "damaged"
    assert archive.verify() == []


@pytest.mark.slow
def test_a_crash_while_a_container_is_unpacked_loses_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack(archive.path / "export.zip", *range(10))

    def crash(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as context:
        context.setattr(Import, "_compare", crash)
        with pytest.raises(OSError, match="full"):
            archive.refresh()
    assert not archive.folder.sidecar_path(path).exists()
    archive.refresh()
    assert archive.count == 11
