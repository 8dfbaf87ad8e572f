"""Notes and tags come along with files from another archive, and that archive stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.library import sidecar as sidecars
from tests.importing.conftest import article


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Archive]:
    """Another archive, from which files come."""
    with Archive.open(tmp_path / "other", create=True, cache=tmp_path / "other-caches") as opened:
        yield opened


def filled(other: Archive, inbox: Path, count: int = 2) -> list[str]:
    for number in range(count):
        (inbox / f"{number}.txt").write_text(article(number), encoding="utf-8")
    return [item.id for item in other.import_paths([inbox]).imported]


def snapshot(folder: Path) -> dict[Path, tuple[bytes, int]]:
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def marked(other: Archive, found: str) -> None:
    other.annotate(found, 0, 5, note="ملاحظة", color="green", tags=["مهم"])
    other.note(found, "على المقال كله")
    other.tag(found, add=["اقتصاد"])
    other.set_metadata(found, title="عنوان المستخدم")
    other.mark_read(found)


def test_an_archive_is_imported_with_its_notes(
    archive: Archive, other: Archive, inbox: Path
) -> None:
    first, second = filled(other, inbox)
    marked(other, first)
    before = snapshot(other.path)
    report = archive.import_paths([other.path])
    assert {item.id for item in report.imported} == {first, second}
    assert report.failed == report.duplicates == ()
    there = archive.article(first)
    assert (there.metadata.title, there.tags, there.read) == ("عنوان المستخدم", ("اقتصاد",), True)
    placed = archive.annotations(first)
    assert [item.annotation for item in placed if item.annotation.motivation != "tagging"] == [
        item.annotation for item in other.annotations(first)
    ]
    assert {item.span for item in placed} >= {(0, 5)}
    assert [hit.article.id for hit in archive.search("ملاحظة:ملاحظة").hits] == [first]
    assert archive.verify() == []
    assert snapshot(other.path) == before
    archive.rebuild()
    assert archive.article(first).tags == ("اقتصاد",)


def test_notes_merge_into_the_article_that_is_there(
    archive: Archive, other: Archive, inbox: Path
) -> None:
    first, second = filled(other, inbox)
    (mine, _) = (item.id for item in archive.import_paths([inbox]).imported)
    archive.tag(mine, add=["اقتصاد", "مالي"])
    archive.note(mine, "ملاحظتي")
    archive.set_metadata(mine, source="سانا")
    marked(other, first)
    before = snapshot(other.path)
    report = archive.import_paths([other.path])
    assert report.imported == ()
    assert {twin.id for twin in report.duplicates} == {mine, second}
    there = archive.article(mine)
    assert set(there.tags) == {"اقتصاد", "مالي"}
    assert (there.metadata.title, there.metadata.source) == ("عنوان المستخدم", "سانا")
    notes = {item.annotation.note for item in archive.annotations(mine)}
    assert notes == {"ملاحظتي", "ملاحظة", "على المقال كله"}
    assert [hit.article.id for hit in archive.search("وسم:اقتصاد").hits] == [mine]
    archive.tag(mine, remove=["اقتصاد"])
    assert archive.article(mine).tags == ("مالي",)
    sidecar = archive.folder.sidecar_path(archive.article(second).path).read_bytes()
    archive.import_paths([other.path])
    assert archive.folder.sidecar_path(archive.article(second).path).read_bytes() == sidecar
    assert archive.verify() == []
    assert snapshot(other.path) == before


def test_a_newer_change_here_is_kept(archive: Archive, other: Archive, inbox: Path) -> None:
    (first,) = filled(other, inbox, 1)
    other.set_metadata(first, title="القديم")
    other.tag(first, add=["وسم"])
    archive.import_paths([other.path])
    archive.set_metadata(first, title="الجديد")
    archive.tag(first, remove=["وسم"])
    archive.import_paths([other.path])
    assert (archive.article(first).metadata.title, archive.article(first).tags) == ("الجديد", ())


def test_a_file_named_alone_brings_its_sidecar(
    archive: Archive, other: Archive, inbox: Path
) -> None:
    (first,) = filled(other, inbox, 1)
    other.tag(first, add=["وسم"])
    report = archive.import_paths([other.original(first)])
    assert [item.tags for item in report.imported] == [("وسم",)]


def test_two_files_of_one_sidecar_id_are_two_articles(
    archive: Archive, other: Archive, inbox: Path
) -> None:
    (first,) = filled(other, inbox, 1)
    other.tag(first, add=["وسم"])
    path = other.original(first)
    beside = other.folder.sidecar_path(path)
    for name in ("a", "b"):
        folder = inbox / name
        folder.mkdir()
        (folder / path.name).write_text(article(ord(name)), encoding="utf-8")
        (folder / beside.name).write_bytes(beside.read_bytes())
    report = archive.import_paths([inbox / "a", inbox / "b"])
    assert len({item.id for item in report.imported}) == 2
    assert [item.tags for item in report.imported] == [("وسم",)] * 2


def test_notes_without_their_file_are_reported(
    archive: Archive, other: Archive, inbox: Path
) -> None:
    first, second = filled(other, inbox)
    other.original(first).unlink()
    broken = other.folder.sidecar_path(other.original(second))
    broken.write_text("{ half", encoding="utf-8")
    report = archive.import_paths([other.path])
    assert {(Path(failure.path).suffixes[-1], failure.reason) for failure in report.failed} == {
        (".json", "orphan-sidecar"),
        (".json", "broken-sidecar"),
    }
    assert len(report.imported) == 1


def test_a_dry_run_changes_no_notes(archive: Archive, other: Archive, inbox: Path) -> None:
    (first,) = filled(other, inbox, 1)
    archive.import_paths([inbox])
    other.tag(first, add=["وسم"])
    before = snapshot(archive.path)
    archive.import_paths([other.path], dry_run=True)
    assert snapshot(archive.path) == before


def test_an_article_with_a_long_name_brings_its_notes(
    archive: Archive, other: Archive, inbox: Path
) -> None:
    name = "خ" * 125 + ".txt"
    (other.path / name).write_text(article(5), encoding="utf-8")
    (found,) = other.refresh().articles
    other.tag(found, add=["وسم"])
    report = archive.import_paths([other.path])
    assert [(item.id, item.tags) for item in report.imported] == [(found, ("وسم",))]
    sidecar, _ = sidecars.load(archive.folder.sidecar_path(report.imported[0].path))
    assert sidecar.original_name == name
