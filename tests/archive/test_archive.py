"""The public API, as a program would use it, on the five real articles."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core.errors import NotAnArchive, NotFound, SidecarError
from archive_app.core.model import AnchorStatus, Filters, Lens, Status
from archive_app.core.progress import CancelToken, Progress
from archive_app.library import sidecar as sidecars


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every original in an archive."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.txt")
        if ".trash" not in path.parts
    }


def found(archive: Archive, query: str, **options: object) -> set[str]:
    return {
        hit.article.path.rpartition("/")[2][:3]
        for hit in archive.search(query, **options).hits
        if not hit.partial
    }


@pytest.mark.slow
def test_import_then_again(tmp_path: Path, seeds: list[Path]) -> None:
    with Archive.open(tmp_path / "a", create=True, cache=tmp_path / "c") as archive:
        reports: list[Progress] = []
        report = archive.import_paths(seeds, progress=reports.append)
        assert len(report.imported) == 5
        assert not report.duplicates
        assert not report.failed
        assert report.seconds > 0
        assert reports
        again = archive.import_paths([seeds[0].parent])
        assert not again.imported
        assert len(again.duplicates) == 5
        assert {d.of for d in again.duplicates} == {a.path for a in report.imported}
        assert archive.count == 5
        assert archive.verify() == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("سوريا", {"000", "001", "002", "003", "004"}),
        ("سورية", {"000", "001", "002", "003", "004"}),
        ("شويغو", {"000", "001"}),
        ('"وزير الدفاع الروسي"', {"000", "001", "002"}),
        ("خان شيخون", {"001"}),
        ("2254", {"001"}),
        ("مكة", {"004"}),
    ],
)
def test_the_seeds_are_found(archive: Archive, query: str, articles: set[str]) -> None:
    assert found(archive, query) == articles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سوريا", "سورية"),
        ("الارهاب", "الإرهاب"),
        ("أستانا", "استانا"),
        ("«داعش»", "داعش"),
        ("٢٢٥٤", "2254"),
    ],
)
def test_spellings_find_the_same(archive: Archive, one: str, other: str) -> None:
    assert found(archive, one) == found(archive, other) != set()


def test_a_hit_says_why_and_where(archive: Archive) -> None:
    results = archive.search("شويغو", limit=1)
    hit = results.hits[0]
    assert hit.why == "exact"
    assert hit.snippet.spans
    for start, end in hit.snippet.spans:
        assert "شويغو" in hit.snippet.text[start:end]
    text = archive.text(hit.article.id)
    spans = archive.matches(hit.article.id, results)
    assert spans
    assert all("شويغو" in text[start:end] for start, end in spans)
    assert len(spans) == text.count("شويغو")


def test_the_exact_lens_tells_spellings_apart(archive: Archive) -> None:
    assert found(archive, "سوريا", lens=Lens.EXACT) < found(archive, "سوريا")


def test_facets_count_the_whole_result_and_filter_it(archive: Archive) -> None:
    results = archive.search("روسيا", limit=1)
    assert sum(results.facets["month"].values()) <= results.total
    article = archive.search("مكة").hits[0].article
    archive.tag(article.id, add=["قراءة"])
    assert archive.search("").facets["tag"] == {"قراءة": 1}
    assert archive.search("", filters=Filters(tag=("قراءة",))).total == 1
    assert archive.search("", filters=Filters(tag=("-قراءة",))).total == 4
    assert archive.search("وسم:قراءة").total == 1


def test_everything_is_there_after_reopening_and_after_losing_the_caches(
    tmp_path: Path, seeds: list[Path]
) -> None:
    queries = ["سوريا", "الارهاب", '"وزير الدفاع"', "tag:حرب", "note:مهم", "Shoigu", ""]
    with Archive.open(tmp_path / "a", create=True, cache=tmp_path / "c") as archive:
        archive.import_paths(seeds)
        article = archive.search("شويغو").hits[0].article
        text = archive.text(article.id)
        start = text.index("بدأت")
        made = archive.annotate(
            article.id, start, start + 40, note="مهم", color="green", tags=["ش"]
        )
        archive.note(article.id, "**كله**")
        archive.tag(article.id, add=["حرب", "روسيا"])
        archive.set_metadata(article.id, title="عنوان آخر", source="سانا")
        before = {query: [h.article.id for h in archive.search(query).hits] for query in queries}
        placed = archive.annotations(article.id)
    originals = digests(tmp_path / "a")
    for _ in range(2):
        with Archive.open(tmp_path / "a", cache=tmp_path / "c") as archive:
            assert archive.annotations(article.id) == placed
            assert {p.annotation.id for p in placed if p.span} == {made.id}
            assert archive.article(article.id).tags == ("حرب", "روسيا")
            assert archive.article(article.id).metadata.title == "عنوان آخر"
            assert {
                query: [h.article.id for h in archive.search(query).hits] for query in queries
            } == before
            assert archive.verify() == []
        shutil.rmtree(tmp_path / "c")
    assert originals == digests(tmp_path / "a")
    assert originals == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in seeds}


def test_annotations_undo_and_redo_across_articles(archive: Archive) -> None:
    first, second = (hit.article.id for hit in archive.search("روسيا").hits[:2])
    made = archive.annotate(first, 0, 20)
    archive.tag([first, second], add=["مشترك"])
    archive.edit_annotation(first, made.id, color="rose", note="ن")
    assert archive.undo_label == "edit"
    archive.undo()
    assert archive.annotations(first)[0].annotation.color == "yellow"
    assert archive.undo_label == "tag"
    changes = archive.undo()
    assert changes is not None
    assert changes.articles == {first, second}
    assert archive.tags() == []
    archive.undo()
    assert archive.annotations(first) == ()
    assert archive.undo() is None
    for _ in range(3):
        assert archive.redo() is not None
    assert archive.redo() is None
    assert archive.annotations(first)[0].annotation.note == "ن"
    assert archive.tags() == [("مشترك", 2)]
    archive.remove_annotation(first, made.id)
    assert archive.annotations(first) == ()
    archive.undo()
    assert archive.annotations(first)[0].annotation.id == made.id


def test_a_passage_outside_the_text_is_refused(archive: Archive) -> None:
    article = archive.search("").hits[0].article.id
    for start, end in [(-1, 5), (5, 5), (10, 2), (0, 10**9)]:
        with pytest.raises(ValueError, match="passage"):
            archive.annotate(article, start, end)
    with pytest.raises(NotFound):
        archive.annotate("nothing", 0, 5)
    with pytest.raises(ValueError, match="metadata"):
        archive.set_metadata(article, colour="red")


def test_a_sidecar_is_a_file_beside_the_original(archive: Archive) -> None:
    article = archive.search("مكة").hits[0].article
    archive.annotate(article.id, 0, 25, note="ملاحظة")
    path = archive.original(article.id)
    sidecar = path.with_name(path.name + ".annotations.json")
    data = json.loads(sidecar.read_text(encoding="utf-8"))
    assert "http://www.w3.org/ns/anno.jsonld" in str(data["@context"])
    assert "ملاحظة" in sidecar.read_text(encoding="utf-8")


def test_what_changes_outside_is_seen_on_refresh(archive: Archive, tmp_path: Path) -> None:
    article = archive.search("مكة").hits[0].article
    (archive.path / "خبر.txt").write_text(
        "عنوان الخبر\n\nنص عن المنامة والدوحة.\n", encoding="utf-8"
    )
    changes = archive.refresh()
    assert changes.added
    assert archive.count == 6
    assert archive.search("المنامة").total == 1
    # Another program writes a tag into the sidecar.
    other = Archive.open(archive.path, cache=tmp_path / "other")
    other.tag(article.id, add=["من الخارج"])
    other.close()
    assert archive.refresh().tags or "من الخارج" in archive.article(article.id).tags
    assert archive.article(article.id).tags == ("من الخارج",)
    # An original is renamed: its notes go with it by hand, the article stays itself.
    old = archive.original(article.id)
    sidecar = archive.folder.sidecar_path(old)
    new = old.with_name("renamed.txt")
    old.rename(new)
    sidecar.rename(archive.folder.sidecar_path(new))
    archive.refresh()
    assert archive.article(article.id).path.endswith("renamed.txt")
    assert archive.count == 6
    # An original vanishes.
    new.unlink()
    archive.refresh()
    assert archive.article(article.id).status is Status.MISSING


def test_deleting_is_undone_with_all_that_was_on_the_article(archive: Archive) -> None:
    ids = [hit.article.id for hit in archive.search("شويغو").hits if not hit.partial]
    archive.annotate(ids[0], 0, 10, note="باقية")
    archive.tag(ids, add=["باق"])
    kept = archive.annotations(ids[0])
    archive.delete(ids)
    assert archive.undo_label == "delete"
    changes = archive.undo()
    assert changes is not None
    assert changes.added
    assert changes.articles == frozenset(ids)
    assert archive.annotations(ids[0]) == kept
    assert {hit.article.id for hit in archive.search("tag:باق").hits} == set(ids)
    assert archive.trash() == []
    changes = archive.redo()
    assert changes is not None
    assert changes.removed
    assert archive.search("tag:باق").total == 0
    assert len(archive.trash()) == len(ids)
    archive.undo()
    archive.undo()
    assert archive.search("tag:باق").total == 0
    archive.undo()
    assert archive.annotations(ids[0]) == ()
    assert archive.verify() == []


def test_bringing_back_is_undone_too(archive: Archive) -> None:
    article = archive.search("مكة").hits[0].article
    archive.delete(article.id)
    archive.restore(archive.trash())
    assert archive.undo_label == "restore"
    archive.undo()
    assert archive.count == 4
    # What was deleted first lies in the trash under another name by now.
    archive.undo()
    assert archive.count == 5
    archive.redo()
    archive.empty_trash()
    assert archive.undo_label == ""
    assert archive.undo() is None


def test_a_conflict_copy_that_is_brought_back_becomes_no_article(archive: Archive) -> None:
    article = archive.search("مكة").hits[0].article
    archive.note(article.id, "ملاحظة")
    sidecar = archive.folder.sidecar_path(archive.original(article.id))
    mark = ".sync-conflict-20261122-060100-ABCDEF7.json"
    copy = sidecar.with_name(sidecar.name.replace(".json", mark))
    shutil.copy(sidecar, copy)
    archive.refresh()
    (item,) = archive.trash()
    assert item.kind == "copy"
    assert not archive.restore([item])
    assert archive.count == 5
    assert copy.exists()
    archive.refresh()
    assert not copy.exists()
    assert len(archive.annotations(article.id)) == 1


def test_deleting_what_is_not_there_deletes_nothing(archive: Archive) -> None:
    article = archive.search("مكة").hits[0].article
    with pytest.raises(NotFound):
        archive.delete([article.id, "0" * 32])
    assert archive.count == 5
    assert archive.trash() == []
    assert archive.undo_label == ""


def test_the_article_of_a_sidecar(archive: Archive, tmp_path: Path) -> None:
    article = archive.search("مكة").hits[0].article
    sidecar = archive.folder.sidecar_path(archive.original(article.id))
    found = archive.of_sidecar(sidecar)
    assert found is not None
    assert found.id == article.id
    assert archive.of_sidecar(sidecar.with_name(f"other{sidecar.name}")) is None
    long = tmp_path / ("ا" * 110 + ".txt")
    long.write_text("نص قصير عن أمر لا يعرفه أحد", encoding="utf-8")
    (taken,) = archive.import_paths([long]).imported
    sidecar = archive.folder.sidecar_path(archive.original(taken.id))
    found = archive.of_sidecar(sidecar)
    assert found is not None
    assert found.id == taken.id


def test_trash_and_back(archive: Archive) -> None:
    article = archive.search("مكة").hits[0].article
    archive.tag(article.id, add=["باق"])
    archive.delete(article.id)
    assert archive.count == 4
    assert archive.search("مكة").total == 0
    (item,) = archive.trash()
    archive.restore([item])
    assert archive.search("مكة").hits[0].article.tags == ("باق",)
    assert archive.trash() == []
    assert archive.verify() == []


def test_a_cancelled_import_keeps_whole_articles_only(tmp_path: Path, seeds: list[Path]) -> None:
    with Archive.open(tmp_path / "a", create=True, cache=tmp_path / "c") as archive:
        cancel = CancelToken()
        cancel.cancel()
        report = archive.import_paths(seeds, cancel=cancel)
        assert report.cancelled
        assert archive.count == len(report.imported)
        assert archive.verify() == []
        archive.import_paths(seeds)
        assert archive.count == 5
        assert archive.verify() == []


def test_a_dry_run_changes_nothing(tmp_path: Path, seeds: list[Path]) -> None:
    with Archive.open(tmp_path / "a", create=True, cache=tmp_path / "c") as archive:
        before = sorted(path for path in (tmp_path / "a").rglob("*"))
        report = archive.import_paths(seeds, dry_run=True)
        assert len(report.imported) == 5
        assert report.dry_run
        assert sorted(path for path in (tmp_path / "a").rglob("*")) == before
        assert archive.count == 0


def test_any_folder_opens_as_an_archive_where_it_lies(tmp_path: Path, seeds: list[Path]) -> None:
    folder = tmp_path / "مقالات"
    (folder / "سنة").mkdir(parents=True)
    for seed in seeds:
        shutil.copy(seed, folder / "سنة" / seed.name)
    with pytest.raises(NotAnArchive):
        Archive.open(folder, cache=tmp_path / "c")
    with Archive.open(folder, create=True, cache=tmp_path / "c") as archive:
        assert archive.count == 5
        assert {a.article.path for a in archive.search("").hits} == {f"سنة/{s.name}" for s in seeds}
        assert archive.verify() == []


def test_a_broken_sidecar_is_kept_and_reported(tmp_path: Path, seeds: list[Path]) -> None:
    with Archive.open(tmp_path / "a", create=True, cache=tmp_path / "c") as archive:
        archive.import_paths(seeds)
        article = archive.search("مكة").hits[0].article
        sidecar = archive.folder.sidecar_path(archive.original(article.id))
    sidecar.write_text('{"half": ', encoding="utf-8")
    shutil.rmtree(tmp_path / "c")
    with Archive.open(tmp_path / "a", cache=tmp_path / "c") as archive:
        assert archive.count == 5
        assert any(f.key == "broken-sidecar" for f in archive.verify())
        hit = archive.search("مكة").hits[0]
        kept = [p.read_text(encoding="utf-8") for p in sidecar.parent.glob(sidecar.name + "*")]
        assert '{"half": ' in kept
        assert hit.article.path == article.path


@pytest.mark.slow
def test_searching_in_many_threads_while_writing(archive: Archive) -> None:
    ids = [hit.article.id for hit in archive.search("").hits]
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(20):
                assert archive.search("سوريا").total == 5
                archive.text(ids[0])
        except BaseException as error:  # noqa: BLE001 - reported below
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(10):
        archive.tag(ids[number % 5], add=[f"وسم {number}"])
        archive.annotate(ids[number % 5], number, number + 10)
    for thread in threads:
        thread.join()
    assert not failures
    assert len(archive.tags()) == 10


def test_moved_text_keeps_its_highlight(archive: Archive) -> None:
    article = archive.search("مكة").hits[0].article
    text = archive.text(article.id)
    start = text.index("مكة المكرمة")
    archive.annotate(article.id, start, start + 11)
    path = archive.original(article.id)
    path.write_text(
        "سطر جديد في أول المقال\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8"
    )
    archive.refresh()
    (placed,) = archive.annotations(article.id)
    assert placed.span is not None
    assert archive.text(article.id)[slice(*placed.span)] == "مكة المكرمة"
    assert placed.status in (AnchorStatus.EXACT, AnchorStatus.MOVED)


def test_a_broken_sidecar_can_be_set_aside(archive: Archive) -> None:
    article = archive.search("مكة").hits[0].article
    sidecar = archive.folder.sidecar_path(archive.original(article.id))
    sidecar.write_text("{broken", encoding="utf-8")
    with pytest.raises(SidecarError):
        archive.tag(article.id, add=["وسم"])
    assert sidecar.read_text(encoding="utf-8") == "{broken"
    kept = archive.set_aside_sidecar(article.id)
    assert kept.read_text(encoding="utf-8") == "{broken"
    archive.tag(article.id, add=["وسم"])
    assert archive.article(article.id).tags == ("وسم",)


def test_a_removed_sidecar_is_begun_anew(archive: Archive) -> None:
    article = archive.search("مكة").hits[0].article
    archive.folder.sidecar_path(archive.original(article.id)).unlink()
    assert archive.annotations(article.id) == ()
    archive.tag(article.id, add=["وسم"])
    assert archive.article(article.id).tags == ("وسم",)


def test_the_same_words_in_another_file_are_a_likely_duplicate(
    archive: Archive, tmp_path: Path, seeds: list[Path]
) -> None:
    twin = tmp_path / "twin.txt"
    text = seeds[4].read_text(encoding="utf-8")
    twin.write_bytes(text.replace("\n", "\r\n").encode("utf-16"))
    report = archive.import_paths([twin])
    (pair,) = report.likely
    (group,) = archive.likely_duplicates()
    assert {article.id for article in group} == set(pair)


def test_an_end_between_catalogue_and_index_is_made_good(tmp_path: Path, seeds: list[Path]) -> None:
    """Both ways: articles that are listed but not indexed, and indexed but not listed."""
    with Archive.open(tmp_path / "a", create=True, cache=tmp_path / "c") as archive:
        ids = [item.id for item in archive.import_paths(seeds).imported]
        docs = [archive.article(one).doc for one in ids]
        with archive._caches.index.writer() as writer:
            writer.delete(docs[0])
        archive._caches.catalogue.remove(ids[1])
        assert archive.verify()
    with Archive.open(tmp_path / "a", cache=tmp_path / "c") as archive:
        assert archive.verify() == []
        title = archive.article(ids[0]).metadata.title
        assert ids[0] in {hit.article.id for hit in archive.search(f'"{title}"').hits}


def test_the_place_of_an_article_in_a_result(archive: Archive) -> None:
    found = archive.search("", limit=9, sort="title")
    ids = [hit.article.id for hit in found.hits]
    assert [archive.place(found, each) for each in ids] == list(range(len(ids)))
    assert archive.place(found, "no such article") == -1
    some = archive.search("شويغو", limit=9)
    others = set(ids) - {hit.article.id for hit in some.hits}
    assert {archive.place(some, each) for each in others} == {-1}


def test_the_caches_may_be_named_by_a_string(tmp_path: Path, seeds: list[Path]) -> None:
    with Archive.open(str(tmp_path / "a"), create=True, cache=str(tmp_path / "c")) as opened:
        opened.import_paths([str(seeds[0])])
    with Archive.open(tmp_path / "a", cache=tmp_path / "c") as again:
        assert again.count == 1


def test_an_article_whose_sidecar_changed_outside_stays_in_its_story(archive: Archive) -> None:
    found = archive.search("").hits[0].article
    archive._caches.catalogue.set_stories({found.id: 7})
    beside = archive.folder.sidecar_path(found.path)
    content, _ = sidecars.load(beside)
    changed = content.with_annotation(sidecars.new_tag(found.id, "من خارج", "2030-01-01T00:00:00Z"))
    beside.write_text(sidecars.to_json(changed), encoding="utf-8")
    archive.refresh()
    again = archive.article(found.id)
    assert (again.tags, again.story) == (("من خارج",), 7)
    original = archive.path / found.path
    original.write_text(original.read_text(encoding="utf-8") + "\nسطر آخر.\n", encoding="utf-8")
    archive.refresh()
    assert archive.article(found.id).story == 7
