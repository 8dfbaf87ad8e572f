"""A sidecar that vanishes outside: it is made again, told of, and the user may refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core.model import Annotation
from archive_app.library import sidecar as sidecars
from tests.importing.conftest import archive, article, inbox

__all__ = ["archive", "inbox"]

TITLE = "عنوان من عندي"


@pytest.fixture
def key(archive: Archive, inbox: Path) -> str:
    """An article with a tag, a highlight with a note, a title and a newspaper, marked read."""
    (inbox / "0.txt").write_text(article(0), encoding="utf-8")
    found = archive.import_paths([inbox]).imported[0].id
    archive.tag(found, add=["وسم"])
    archive.annotate(found, 0, 5, note="ملاحظة", tags=["داخل"])
    archive.set_metadata(found, title=TITLE, source="الصحيفة", creator=("فلان", "علان"))
    archive.mark_read(found)
    return found


def notes(archive: Archive, key: str) -> list[Annotation]:
    return [each.annotation for each in archive.annotations(key)]


def whole(archive: Archive, key: str) -> bool:
    """Whether all that the user made is there, for the user, on the disk and for searches."""
    found = archive.article(key)
    beside = sidecars.load(archive.folder.sidecar_path(found.path))[0]
    shown = (found.metadata.title, found.metadata.source, found.metadata.creator)
    return (
        shown == (TITLE, "الصحيفة", ("فلان", "علان"))
        and (beside.effective.title, beside.effective.source, beside.effective.creator) == shown
        and found.tags == beside.tags == ("وسم",)
        and found.read
        and beside.read
        and [item.note for item in notes(archive, key)] == ["ملاحظة"]
        and [hit.article.id for hit in archive.search("وسم:وسم ملاحظة:ملاحظة").hits] == [key]
        and archive.verify() == []
    )


def sidecar(archive: Archive, key: str) -> Path:
    return archive.folder.sidecar_path(archive.article(key).path)


def told(archive: Archive) -> list[str]:
    return [each.id for each in archive.restored_sidecars()]


def test_a_vanished_sidecar_is_made_again(archive: Archive, key: str) -> None:
    sidecar(archive, key).unlink()
    changes = archive.refresh([sidecar(archive, key)])
    assert changes.articles == {key}
    assert whole(archive, key)
    assert told(archive) == [key]
    assert "sidecar-restored" in [finding.key for finding in archive.notices]
    assert not archive.refresh()
    assert told(archive) == [key], "until somebody says what is to be"
    archive.settle_restored(keep=True)
    assert told(archive) == []
    assert archive.notices == ()
    assert whole(archive, key)


def test_a_sidecar_that_vanished_while_the_archive_was_closed(
    archive: Archive, key: str, tmp_path: Path
) -> None:
    path = sidecar(archive, key)
    archive.close()
    path.unlink()
    with Archive.open(archive.path, cache=tmp_path / "caches") as again:
        assert again.refresh().articles == {key}
        assert whole(again, key)
        assert told(again) == [key]


@pytest.mark.parametrize("what", ["edit", "read", "rebuild"])
def test_it_is_made_again_whoever_meets_it_first(archive: Archive, key: str, what: str) -> None:
    sidecar(archive, key).unlink()
    if what == "edit":
        archive.tag(key, add=["جديد"])
        archive.tag(key, remove=["جديد"])
    elif what == "read":
        archive.annotations(key)
    else:
        archive.rebuild()
    assert whole(archive, key)
    assert told(archive) == [key]


def test_undo_undoes_the_last_step_all_the_same(archive: Archive, key: str) -> None:
    sidecar(archive, key).unlink()
    archive.refresh()
    assert archive.undo_label == "metadata"
    archive.undo()
    assert archive.article(key).metadata.title == "عنوان المقال رقم 0"
    assert notes(archive, key)
    archive.undo()
    assert notes(archive, key) == []
    archive.undo()
    assert archive.article(key).tags == ()
    for _ in range(3):
        archive.redo()
    assert whole(archive, key)


def test_undo_where_the_sidecar_vanished_just_now(archive: Archive, key: str) -> None:
    sidecar(archive, key).unlink()
    archive.undo()
    assert archive.article(key).metadata.title == "عنوان المقال رقم 0"
    assert archive.article(key).tags == ("وسم",)
    assert [item.note for item in notes(archive, key)] == ["ملاحظة"]


def test_the_user_may_refuse(archive: Archive, key: str) -> None:
    sidecar(archive, key).unlink()
    archive.refresh()
    assert archive.settle_restored(keep=False).articles == {key}
    found = archive.article(key)
    assert (found.tags, found.metadata.title, found.read) == ((), "عنوان المقال رقم 0", False)
    assert notes(archive, key) == []
    assert told(archive) == []
    archive.rebuild()
    assert archive.article(key).tags == ()
    archive.undo()
    assert whole(archive, key), "a refusal is a step like others"


def test_the_true_sidecar_wins_when_it_comes_back(archive: Archive, key: str) -> None:
    path = sidecar(archive, key)
    archive.set_metadata(key, title="عنوان أحدث")
    true = path.read_bytes()
    archive.undo()
    path.unlink()
    archive.refresh()
    path.with_name(
        path.name.replace(".json", ".sync-conflict-20261201-010203-ABCDEFG.json")
    ).write_bytes(true)
    archive.refresh()
    assert archive.article(key).metadata.title == "عنوان أحدث"
    assert archive.article(key).tags == ("وسم",)
    assert archive.verify() == []


def test_a_file_that_changed_keeps_what_was_made_of_it(archive: Archive, key: str) -> None:
    original = archive.original(key)
    sidecar(archive, key).unlink()
    original.write_text("عنوان آخر\n\n" + article(0), encoding="utf-8")
    archive.refresh()
    assert archive.article(key).tags == ("وسم",)
    assert [item.note for item in notes(archive, key)] == ["ملاحظة"]


def test_one_that_said_nothing_is_begun_again_without_a_word(archive: Archive, inbox: Path) -> None:
    (inbox / "1.txt").write_text(article(1), encoding="utf-8")
    found = archive.import_paths([inbox]).imported[0].id
    sidecar(archive, found).unlink()
    archive.refresh()
    assert sidecar(archive, found).exists()
    assert archive.restored_sidecars() == []
    assert archive.notices == ()


@pytest.fixture
def repaired(archive: Archive, inbox: Path) -> tuple[str, str]:
    """An article with a repair that the user refused: its id, and its text without."""
    broken = "اختبار النص العربي في الملف".encode().decode("latin-1")
    (inbox / "2.txt").write_text(f"عنوان\n\n{broken * 3}\n", encoding="utf-8")
    found = archive.import_paths([inbox]).imported[0].id
    kinds = [each.kind for each in archive.content(found).repairs]
    if not kinds:
        pytest.skip("nothing was repaired")
    archive.refuse_repair(found, kinds[0])
    return found, archive.text(found)


def test_a_refused_repair_stays_refused(archive: Archive, repaired: tuple[str, str]) -> None:
    found, text = repaired
    sidecar(archive, found).unlink()
    archive.refresh()
    assert archive.refused_repairs(found)
    assert archive.text(found) == text
