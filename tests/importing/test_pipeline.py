"""Whole imports: every file accounted for, originals untouched, nothing stored twice."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core.model import Failure, ImportReport, Status
from archive_app.core.progress import CancelToken, Progress
from archive_app.extract.common.source import Limits
from archive_app.importing import Importer, batches, pipeline
from archive_app.importing.finding import find
from archive_app.importing.pipeline import Import
from archive_app.library import sidecar as sidecars
from tests.conftest import SEEDS
from tests.importing.conftest import article


def accounted(report: ImportReport) -> int:
    return len(report.imported) + len(report.duplicates) + len(report.failed)


def test_seeds(archive: Archive) -> None:
    before = {path.name: path.read_bytes() for path in SEEDS.glob("*.txt")}
    report = archive.import_paths([SEEDS])
    assert len(report.imported) == 5
    assert accounted(report) == 5
    assert {article.metadata.source for article in report.imported} == {
        "سانا",
        "وزارة الإعلام",
        "وكالات",
        "",
    }
    for item in report.imported:
        assert archive.original(item.id).read_bytes() == before[Path(item.path).name]
        sidecar, _ = sidecars.load(archive.folder.sidecar_path(item.path))
        assert sidecar.id == item.id
        assert sidecar.sha256 == hashlib.sha256(before[Path(item.path).name]).hexdigest()
        assert archive.article(item.id).metadata.title == item.metadata.title
        assert archive.text(item.id)
    assert before == {path.name: path.read_bytes() for path in SEEDS.glob("*.txt")}


def test_again_names_twins(archive: Archive) -> None:
    first = archive.import_paths([SEEDS])
    second = archive.import_paths([SEEDS])
    assert second.imported == ()
    assert {(twin.of, twin.id) for twin in second.duplicates} == {
        (item.path, item.id) for item in first.imported
    }


def test_twins_in_one_import(archive: Archive, inbox: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (inbox / name).write_text(article(1), encoding="utf-8")
    report = archive.import_paths([inbox])
    assert [Path(item.path).name for item in report.imported] == ["a.txt"]
    assert [(Path(twin.path).name, twin.of) for twin in report.duplicates] == [
        ("b.txt", report.imported[0].path)
    ]


def test_same_words_other_bytes(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_text(article(1), encoding="utf-8")
    (inbox / "b.txt").write_text(article(1).replace(" ", "\n"), encoding="utf-16")
    (inbox / "c.txt").write_text(article(2), encoding="utf-8")
    report = archive.import_paths([inbox])
    by_name = {Path(item.path).name: item.id for item in report.imported}
    assert len(by_name) == 3
    assert report.likely == ((by_name["b.txt"], by_name["a.txt"]),)


def test_same_name_other_bytes(archive: Archive, inbox: Path) -> None:
    for number in range(3):
        (inbox / f"{number}").mkdir()
        (inbox / f"{number}" / "article.txt").write_text(article(number), encoding="utf-8")
    report = archive.import_paths([inbox])
    assert len({item.path for item in report.imported}) == 3
    assert accounted(report) == 3


def test_dry_run_writes_nothing(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_text(article(1), encoding="utf-8")
    (inbox / "b.txt").write_bytes(b"\x00\x01\x02binary\xff" * 50)
    before = sorted(path for path in archive.path.rglob("*"))
    report = archive.import_paths([inbox], dry_run=True)
    assert report.dry_run
    assert [item.metadata.title for item in report.imported] == ["عنوان المقال رقم 1"]
    assert [failure.reason for failure in report.failed] == ["unknown-format"]
    assert sorted(path for path in archive.path.rglob("*")) == before
    assert archive.count == 0


def test_unreadable_is_kept_without_text(archive: Archive, inbox: Path) -> None:
    (inbox / "photo.txt").write_bytes(b"\x00\x01\x02\x89PNG\xff" * 50)
    report = archive.import_paths([inbox])
    (failure,) = report.failed
    kept = archive.article(failure.id)
    assert (kept.status, kept.reason) == (Status.NO_TEXT, "unknown-format")
    assert archive.original(failure.id).read_bytes() == (inbox / "photo.txt").read_bytes()
    assert report.imported == ()


def test_vanished_folder(archive: Archive, inbox: Path) -> None:
    report = archive.import_paths([inbox / "not-there"])
    assert [failure.reason for failure in report.failed] == ["no-access"]
    assert archive.count == 0


def test_what_was_read_is_what_is_stored(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = inbox / "a.txt"
    path.write_text(article(1), encoding="utf-8")
    taken = Import._compare

    def meddle(self: Import, outcome: pipeline.Outcome) -> None:
        taken(self, outcome)
        path.write_text(article(2) + "longer", encoding="utf-8")

    monkeypatch.setattr(Import, "_compare", meddle)
    (item,) = archive.import_paths([inbox]).imported
    assert archive.original(item.id).read_text(encoding="utf-8") == article(1)
    assert archive.verify() == []


def test_cancel_keeps_whole_articles(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH", 3)
    for number in range(10):
        (inbox / f"{number}.txt").write_text(article(number), encoding="utf-8")
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.stage == "import" and progress.done >= 5:
            cancel.cancel()

    report = archive.import_paths([inbox], progress=stop, cancel=cancel)
    assert report.cancelled
    assert 5 <= len(report.imported) < 10
    assert archive.verify() == []
    rest = archive.import_paths([inbox])
    assert len(rest.imported) + len(report.imported) == 10
    assert archive.verify() == []


def test_full_disk_leaves_no_half_article(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text(article(1), encoding="utf-8")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sidecars, "save_new", full)
    with pytest.raises(OSError, match="No space"):
        archive.import_paths([inbox])
    assert list(archive.folder.originals()) == []
    assert archive.count == 0


@pytest.mark.slow
def test_many_through_workers(archive: Archive, inbox: Path) -> None:
    for number in range(40):
        (inbox / f"{number}.txt").write_text(article(number), encoding="utf-8")
    report = archive.import_paths([inbox])
    assert len(report.imported) == 40
    assert archive.count == 40
    assert archive.verify() == []


def test_others_write_between_batches(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH", 2)
    (first,) = archive.import_bytes(article(99).encode(), "first.txt").imported
    for number in range(6):
        (inbox / f"{number}.txt").write_text(article(number), encoding="utf-8")
    written: list[bool] = []

    def annotate(progress: Progress) -> None:
        if progress.stage == "import" and progress.done == 4:
            thread = threading.Thread(target=archive.annotate, args=(first.id, 0, 5))
            thread.start()
            thread.join(20)
            written.append(not thread.is_alive())

    report = archive.import_paths([inbox], progress=annotate)
    assert written == [True]
    assert len(report.imported) == 6
    assert archive.article(first.id).annotations == 1
    assert archive.verify() == []


def test_large_import_leaves_one_segment(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH", 2)
    for number in range(8):
        (inbox / f"{number}.txt").write_text(article(number), encoding="utf-8")
    archive.import_paths([inbox / f"{number}.txt" for number in range(4)])
    index = archive._caches.index
    assert len(index.snapshot()._view.segments) == 2
    monkeypatch.setattr(pipeline, "LARGE", 4)
    archive.import_paths([inbox])
    assert len(index.snapshot()._view.segments) == 1
    assert index.doc_count == 8
    assert archive.verify() == []


def test_bytes(archive: Archive) -> None:
    report = archive.import_bytes(article(7).encode(), "لصق.txt")
    assert report.imported[0].metadata.title == "عنوان المقال رقم 7"
    assert archive.original(report.imported[0].id).name == "لصق.txt"
    assert not [path for path in archive.path.iterdir() if "spool" in path.name]


def test_what_lies_inside_stays(archive: Archive) -> None:
    mine = archive.path / "my folder" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text(article(3), encoding="utf-8")
    report = archive.import_paths([mine.parent])
    assert [item.path for item in report.imported] == ["my folder/mine.txt"]
    again = archive.import_paths([mine])
    assert [(twin.of, twin.id) for twin in again.duplicates] == [
        ("my folder/mine.txt", report.imported[0].id)
    ]


@pytest.mark.slow
def test_page_with_its_folder(archive: Archive, inbox: Path) -> None:
    (inbox / "page.html").write_text(
        "<html><body><h1>عنوان</h1><p>نص طويل بما يكفي ليقرأ هنا في هذه الصفحة.</p>"
        "<img src='page_files/a.png'></body></html>",
        encoding="utf-8",
    )
    (inbox / "page_files").mkdir()
    (inbox / "page_files" / "a.png").write_bytes(b"\x89PNG")
    (inbox / "page_files" / "ad.txt").write_text(article(5), encoding="utf-8")
    report = archive.import_paths([inbox])
    assert [Path(item.path).name for item in report.imported] == ["page.html"]
    stored = archive.original(report.imported[0].id)
    assert (stored.parent / "page_files" / "a.png").read_bytes() == b"\x89PNG"
    assert archive.verify() == []


def test_links_are_followed_once(tmp_path: Path, inbox: Path) -> None:
    (inbox / "a.txt").write_text("a", encoding="utf-8")
    (inbox / "loop").symlink_to(inbox, target_is_directory=True)
    (inbox / "b.txt").symlink_to(inbox / "a.txt")
    found = list(find([inbox, inbox / "a.txt"], tmp_path))
    assert [item.reason if isinstance(item, Failure) else item.path.name for item in found] == [
        "a.txt",
        "b.txt",
        "found-already",
    ]


def test_limits_hold(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_text(article(1, 2000), encoding="utf-8")
    importer = Importer(archive.folder, archive._caches, limits=Limits(text=1000))
    report = importer.import_paths([inbox])
    assert [failure.reason for failure in report.failed] == ["limit"]
    assert archive.article(report.failed[0].id).status is Status.NO_TEXT


@pytest.mark.slow
def test_two_pages_of_one_name_keep_their_images(archive: Archive, inbox: Path) -> None:
    for number in (1, 2):
        folder = inbox / str(number)
        (folder / "page_files").mkdir(parents=True)
        (folder / "page.html").write_text(
            f"<html><body><h1>عنوان {number}</h1><p>{article(number)}</p>"
            "<img src='page_files/a.png'></body></html>",
            encoding="utf-8",
        )
        (folder / "page_files" / "a.png").write_bytes(b"\x89PNG" + bytes([number]))
    report = archive.import_paths([inbox])
    assert len(report.imported) == 2
    images = {archive.image(item.id, "page_files/a.png")[-1] for item in report.imported}
    assert images == {1, 2}


@pytest.mark.slow
def test_tags_of_an_export_are_the_articles(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("sep=;\ntitle;text;tags\nخبر;نص الخبر;حرب, سوريا\n", encoding="utf-8")
    with Archive.open(tmp_path / "archive", create=True, cache=tmp_path / "cache") as archive:
        (article,) = archive.import_paths([path]).imported
        assert article.tags == ("حرب", "سوريا")
        assert archive.tags() == [("حرب", 1), ("سوريا", 1)]
        archive.tag(article.id, remove=["حرب"])
        archive.rebuild()
        assert archive.tags() == [("سوريا", 1)]
