"""A better extractor reaches what an older one read, and takes nothing from anybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.archive import reextraction
from archive_app.core import disk
from archive_app.core.errors import ArchiveLocked
from archive_app.core.model import AnchorStatus, Article, Outdated, Status
from archive_app.core.progress import CancelToken, Progress
from archive_app.extract import present
from archive_app.extract.common.plain import PlainText
from archive_app.library import sidecar as sidecars
from archive_app.library.lock import WriteLock
from tests.archive.older import MENU, NOISE, files, import_as_before, text


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", create=True, cache=tmp_path / "cache") as opened:
        yield opened


def only(archive: Archive) -> Article:
    (hit,) = archive.search().hits
    return hit.article


def sidecar(archive: Archive, article: Article) -> sidecars.Sidecar:
    return sidecars.load(archive.folder.sidecar_path(article.path))[0]


def mark(archive: Archive, article: Article, quote: str) -> str:
    start = archive.text(article.id).index(quote)
    return archive.annotate(article.id, start, start + len(quote), note="ملاحظة").id


def test_what_an_older_extractor_read_is_told_by_extractor(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seeds: list[Path]
) -> None:
    archive.import_paths(seeds)
    assert archive.outdated() == ()
    import_as_before(archive, files(tmp_path, "a.txt", "b.txt"), monkeypatch)
    assert archive.outdated() == (Outdated("text/0", "text/1", 2),)
    (finding,) = archive.verify()
    assert (finding.severity, finding.key) == ("info", "outdated")
    assert finding.detail == "text/0 → text/1: 2"
    # What is missing cannot be read again, and what a later version read is not older.
    (archive.path / archive.search("الوزير").hits[0].article.path).unlink()
    archive.refresh()
    assert [each.count for each in archive.outdated()] == [1]
    monkeypatch.setattr(PlainText, "version", -1)
    assert archive.outdated() == ()


def test_what_the_user_made_stays_and_highlights_move_along(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_as_before(archive, files(tmp_path, "a.txt"), monkeypatch)
    article = only(archive)
    assert archive.text(article.id).startswith(MENU)
    archive.set_metadata(article.id, title="عنوان المستخدم")
    archive.tag(article.id, add=["مهم"])
    archive.note(article.id, "ملاحظة على المقال")
    kept = mark(archive, article, "إن المدينة آمنة اليوم")
    lost = mark(archive, article, MENU)
    before = {each.id: each for each in sidecar(archive, article).annotations}

    seen: list[Progress] = []
    report = archive.reextract(progress=seen.append)
    (told,) = report.changed
    assert (told.id, told.title) == (article.id, "عنوان المستخدم")
    assert (told.text, told.metadata) == (True, True)
    assert (told.moved, told.review, told.orphans) == (1, 0, 1)
    assert (report.unchanged, report.failed, report.cancelled) == (0, (), False)
    assert [(each.stage, each.done, each.total) for each in seen] == [("reextract", 1, 1)]
    assert archive.outdated() == ()

    assert "الفقرة الأخيرة" in archive.text(article.id)
    assert MENU not in archive.text(article.id)
    again = archive.article(article.id)
    assert again.metadata.title == "عنوان المستخدم"
    assert again.tags == ("مهم",)
    assert (again.doc, again.added) == (article.doc, article.added)
    placed = {each.annotation.id: each for each in archive.annotations(article.id)}
    assert len(placed) == 3
    start, end = placed[kept].span or (0, 0)
    assert archive.text(article.id)[start:end] == "إن المدينة آمنة اليوم"
    assert placed[kept].status is AnchorStatus.EXACT
    assert placed[lost].status is AnchorStatus.ORPHAN
    assert placed[lost].annotation == before[lost]
    after = sidecar(archive, article)
    assert (after.extractor, after.metadata.title) == ("text/1", "عنوان المقال رقم 0")
    assert {each.id: each.modified for each in after.annotations} == {
        key: each.modified for key, each in before.items()
    }
    assert archive.search("الأخيرة").total == 1
    assert archive.search("الأرشيف").total == 0
    assert archive.verify() == []


def test_what_nothing_is_new_of_is_told_as_unchanged(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_as_before(archive, files(tmp_path, "same.txt"), monkeypatch)
    before = archive.content(only(archive).id)
    report = archive.reextract()
    assert (report.changed, report.unchanged, report.failed) == ((), 1, ())
    assert sidecar(archive, only(archive)).extractor == "text/1"
    assert archive.outdated() == ()
    assert archive.content(only(archive).id).blocks == before.blocks
    assert not archive.refresh()
    assert archive.verify() == []


def test_what_cannot_be_read_now_keeps_its_text_and_is_told(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_as_before(archive, files(tmp_path, "a.txt", "noise.txt"), monkeypatch)
    (noise,) = archive.search("قديم").hits
    before = archive.folder.sidecar_path(noise.article.path).read_bytes()
    report = archive.reextract()
    assert [each.path.rpartition("/")[2] for each in report.changed] == ["a.txt"]
    (failure,) = report.failed
    assert (failure.id, failure.path) == (noise.article.id, noise.article.path)
    assert failure.reason == "unknown-format"
    assert archive.text(noise.article.id) == NOISE
    assert archive.article(noise.article.id).status is Status.OK
    assert archive.folder.sidecar_path(noise.article.path).read_bytes() == before
    assert archive.outdated() == (Outdated("text/0", "text/1", 1),)


def test_what_others_changed_meanwhile_is_left_to_them(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("a.txt", "b.txt", "c.txt", "d.txt")
    import_as_before(archive, files(tmp_path, *names), monkeypatch)
    places = {hit.article.path[-5:]: hit.article for hit in archive.search().hits}
    (archive.path / places["a.txt"].path).write_text(text(7), encoding="utf-8")
    archive.folder.sidecar_path(places["b.txt"].path).write_text("{", encoding="utf-8")
    archive.folder.sidecar_path(places["c.txt"].path).unlink()
    report = archive.reextract()
    assert sorted((each.path[-5:], each.reason) for each in report.failed) == [
        ("a.txt", "altered"),
        ("b.txt", "broken-sidecar"),
        ("c.txt", "no-sidecar"),
    ]
    assert [each.id for each in report.changed] == [places["d.txt"].id]
    assert archive.folder.sidecar_path(places["b.txt"].path).read_text(encoding="utf-8") == "{"


@pytest.mark.slow
def test_a_cancel_leaves_the_rest_as_outdated_as_it_was(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.txt" for number in range(8)]
    import_as_before(archive, files(tmp_path, *names), monkeypatch)
    token = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.done == 3:
            token.cancel()

    monkeypatch.setattr("archive_app.extract.runtime.pool.CHUNK_FILES", 1)
    report = archive.reextract(progress=stop, cancel=token)
    assert report.cancelled
    assert 3 <= len(report.changed) < 8
    assert archive.outdated() == (Outdated("text/0", "text/1", 8 - len(report.changed)),)
    assert archive.verify()[0].key == "outdated"
    rest = archive.reextract()
    assert len(rest.changed) == 8 - len(report.changed)
    assert archive.outdated() == ()


def test_refused_repairs_stay_refused(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    garbled = "الخبر عن الوزير في المدينة القديمة اليوم. " * 8
    path = tmp_path / "same.txt"
    path.write_bytes(garbled.encode().decode("latin-1").encode())
    import_as_before(archive, [path], monkeypatch)
    article = only(archive)
    assert [each.kind for each in archive.content(article.id).repairs] == ["mojibake"]
    archive.refuse_repair(article.id, "mojibake")
    refused = archive.text(article.id)
    assert not refused.startswith("الخبر")
    old = sidecar(archive, article)
    place = archive.folder.sidecar_path(article.path)
    place.write_text(
        place.read_text(encoding="utf-8").replace("text/1", "text/0"), encoding="utf-8"
    )
    reextraction.extractors.set_extractors(archive._caches.catalogue, {article.id: "text/0"})
    archive.reextract()
    assert archive.text(article.id) == refused
    assert sidecar(archive, article).user == old.user


def test_of_an_archive_that_is_read_only_the_catalogue_alone_is_renewed(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_as_before(archive, files(tmp_path, "a.txt", "b.txt"), monkeypatch)
    first, second = (hit.article for hit in archive.search().hits)
    kept = mark(archive, first, "إن المدينة آمنة اليوم")
    archive.folder.sidecar_path(second.path).unlink()
    before = {path: path.read_bytes() for path in archive.path.rglob("*") if path.is_file()}
    monkeypatch.setattr(archive.folder, "read_only", True)
    report = archive.reextract()
    assert len(report.changed) == 2
    assert archive.outdated() == ()
    for article in (first, second):
        assert "الفقرة الأخيرة" in archive.text(article.id)
    (placed,) = archive.annotations(first.id)
    assert placed.annotation.id == kept
    assert placed.span is not None
    assert {p: p.read_bytes() for p in archive.path.rglob("*") if p.is_file()} == before


@pytest.mark.slow
def test_another_process_that_writes_is_waited_for_but_not_for_ever(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_as_before(archive, files(tmp_path, "a.txt"), monkeypatch)
    monkeypatch.setattr(disk, "LONG_WAIT", 0.0)
    with WriteLock(archive._base), pytest.raises(ArchiveLocked):
        archive.reextract()
    assert archive.outdated()
    assert len(archive.reextract().changed) == 1


def test_an_older_catalogue_gets_what_it_needs_to_answer(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_as_before(archive, files(tmp_path, "a.txt"), monkeypatch)
    connection = archive._caches.catalogue.connection
    connection.execute("DROP INDEX IF EXISTS article_extractor")
    assert archive.outdated()
    assert connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name = 'article_extractor'"
    ).fetchone() == (1,)


def test_a_page_in_a_web_archive_is_as_old_as_what_read_either() -> None:
    assert present("warc/1+html/1") == "warc/1+html/3"
    assert present("html/99") == "html/99"
    assert present("container/1") == "container/1"
    assert present("") == ""
