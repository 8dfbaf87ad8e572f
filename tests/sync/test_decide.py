"""The table of what is done about a path: each row, by a change that somebody makes outside."""

from __future__ import annotations

import itertools
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core.model import Status
from archive_app.library import sidecar as sidecars
from archive_app.sync.compare import Known, compare
from archive_app.sync.decide import TABLE, Beside, Facts, Held, Original, Step, decide, rows_for
from archive_app.sync.walk import look
from tests.importing.conftest import article

MARK = ".sync-conflict-20261122-060100-ABCDEF7.json"
HAS_ARTICLE = {Held.HERE, Held.MISSING, Held.MOVED, Held.OTHER}


class Folder:
    """An archive with the articles a.txt (tagged) and b.txt, for others to work in."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.path = archive.path
        self.write("a.txt", 1)
        self.write("b.txt", 2)
        archive.refresh()
        self.a, self.b = (archive._caches.catalogue.by_path(f"{name}.txt") or "" for name in "ab")
        archive.tag(self.a, add=["وسم"])

    def write(self, name: str, number: int) -> None:
        path = self.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(article(number), encoding="utf-8")
        self.touch(path)

    def touch(self, path: Path) -> None:
        """Give a file a time of change that it never had."""
        self.times = getattr(self, "times", 1_800_000_000) + 10
        os.utime(path, (self.times, self.times))

    def sidecar(self, name: str) -> Path:
        return self.archive.folder.sidecar_path(name)

    def annotate(self, name: str) -> None:
        """Change a sidecar as another machine would."""
        path = self.sidecar(name)
        sidecar, stamp = sidecars.load(path)
        sidecars.save(path, sidecar.with_user("2099-01-01T00:00:00Z", title="عنوان آخر"), stamp)
        self.touch(path)

    def move(self, name: str, to: str, *, sidecar: bool = True) -> None:
        (self.path / to).parent.mkdir(exist_ok=True)
        (self.path / name).replace(self.path / to)
        if sidecar:
            self.sidecar(name).replace(self.sidecar(to))

    def copy(self, name: str, to: str, *, sidecar: bool = True) -> None:
        (self.path / to).parent.mkdir(exist_ok=True)
        shutil.copy2(self.path / name, self.path / to)
        if sidecar:
            shutil.copy2(self.sidecar(name), self.sidecar(to))

    def lose(self, name: str) -> None:
        """Take a file away and let that be seen."""
        self.move(name, "../away", sidecar=False)
        self.archive.refresh()

    def come_back(self, name: str) -> None:
        (self.path / "../away").replace(self.path / name)

    def new_id(self, name: str) -> None:
        path = self.sidecar(name)
        sidecar = replace(sidecars.load(path)[0], id="0" * 32)
        path.write_text(sidecars.to_json(sidecar), encoding="utf-8")
        self.touch(path)

    def cases(self) -> set[str]:
        """The cases that a refresh would find."""
        known = Known(self.archive._caches.catalogue)
        return {each.case for each in decide(compare(known, look(self.archive.folder)))}


def remove_sidecar(folder: Folder) -> None:
    folder.sidecar("a.txt").unlink()


def replace_sidecar(folder: Folder) -> None:
    shutil.copy(folder.sidecar("b.txt"), folder.sidecar("a.txt"))
    folder.touch(folder.sidecar("a.txt"))


def vanish(folder: Folder) -> None:
    (folder.path / "a.txt").unlink()


def go_missing(folder: Folder) -> None:
    folder.lose("a.txt")


def come_back(folder: Folder) -> None:
    folder.lose("a.txt")
    folder.come_back("a.txt")


def come_back_bare(folder: Folder) -> None:
    come_back(folder)
    folder.sidecar("a.txt").unlink()


def come_back_noted(folder: Folder) -> None:
    come_back(folder)
    folder.annotate("a.txt")


def come_back_changed(folder: Folder) -> None:
    folder.lose("a.txt")
    folder.write("a.txt", 3)


def move_noted(folder: Folder) -> None:
    folder.move("a.txt", "c.txt")
    folder.annotate("c.txt")


def move_changed(folder: Folder) -> None:
    folder.move("a.txt", "c.txt")
    folder.write("c.txt", 3)


def move_without(folder: Folder) -> None:
    folder.move("a.txt", "c.txt", sidecar=False)
    folder.sidecar("a.txt").unlink()


def second_copy(folder: Folder) -> None:
    folder.copy("a.txt", "c.txt", sidecar=False)
    folder.archive.refresh()


def conflict(folder: Folder) -> None:
    path = folder.sidecar("a.txt")
    other = path.with_name(path.name.removesuffix(".json") + MARK)
    shutil.copy(path, other)


CHANGES: dict[str, Callable[[Folder], None]] = {
    "unchanged": lambda folder: None,
    "sidecar gone": remove_sidecar,
    "sidecar changed": lambda folder: folder.annotate("a.txt"),
    "sidecar of a new id": lambda folder: folder.new_id("a.txt"),
    "sidecar of another article": replace_sidecar,
    "changed": lambda folder: folder.write("a.txt", 3),
    "vanished": vanish,
    "missing still": go_missing,
    "returned": come_back,
    "returned, sidecar gone": come_back_bare,
    "returned, sidecar changed": come_back_noted,
    "returned and changed": come_back_changed,
    "moved with its sidecar": lambda folder: folder.move("a.txt", "deep/c.txt"),
    "moved, sidecar changed": move_noted,
    "moved, sidecar left behind": lambda folder: folder.move("a.txt", "c.txt", sidecar=False),
    "moved, sidecar lost": move_without,
    "moved and changed": move_changed,
    "copied with its sidecar": lambda folder: folder.copy("a.txt", "c.txt"),
    "new: article, container, copy": lambda folder: folder.write("c.txt", 3),
    "second copy": second_copy,
    "conflicting copy of a sidecar": conflict,
}


@pytest.fixture
def folder(archive: Archive) -> Folder:
    return Folder(archive)


def test_each_path_falls_under_one_row() -> None:
    """All facts that `compare` can tell of a path have one row, and each row has such facts."""
    seen = set()
    for original, held, beside in itertools.product(Original, Held, Beside):
        rows = list(rows_for(Facts("a", original, held, beside)))
        assert len(rows) <= 1, (original, held, beside)
        seen |= {row.case for row in rows}
        if original in (Original.SAME, Original.CHANGED) and held in (Held.HERE, Held.MISSING):
            assert rows or beside is Beside.LEFT
        if original is Original.ABSENT and held in (Held.HERE, Held.MISSING):
            assert rows
    assert seen == {row.case for row in TABLE} == CHANGES.keys()


def test_nothing_is_lost_but_what_is_not_there() -> None:
    for row in TABLE:
        assert (Step.LOSE in row.steps) == (
            row.original == {Original.ABSENT} and row.held == {Held.HERE}
        )


@pytest.mark.parametrize("case", [row.case for row in TABLE])
def test_row(folder: Folder, case: str) -> None:
    CHANGES[case](folder)
    if case != "unchanged":
        assert case in folder.cases()
    folder.archive.refresh()
    assert not folder.archive.refresh()
    found = folder.archive.article("0" * 32 if case == "sidecar of a new id" else folder.a)
    text = folder.archive.text(found.id)
    gone = case in ("vanished", "missing still")
    assert (found.status is Status.MISSING) == gone
    assert found.tags == (() if case == "sidecar of another article" else ("وسم",))
    assert gone or (folder.path / found.path).read_text(encoding="utf-8") == text
    assert folder.archive.count == (3 if case == "new: article, container, copy" else 2)


def test_what_each_change_comes_to(folder: Folder) -> None:
    archive = folder.archive
    folder.move("a.txt", "deep/c.txt", sidecar=False)
    archive.refresh()
    assert archive.article(folder.a).path == "deep/c.txt"
    assert sidecars.load(folder.sidecar("deep/c.txt"))[0].tags == ("وسم",)
    assert archive.verify() == []


def test_two_articles_that_change_places(folder: Folder) -> None:
    folder.move("a.txt", "c.txt")
    folder.move("b.txt", "a.txt")
    folder.move("c.txt", "b.txt")
    folder.archive.refresh()
    assert folder.archive.article(folder.a).path == "b.txt"
    assert folder.archive.article(folder.b).path == "a.txt"
    assert folder.archive.article(folder.a).tags == ("وسم",)
    assert folder.archive.text(folder.a) == article(1)
    assert not folder.archive.refresh()
    assert folder.archive.verify() == []


def test_a_sidecar_that_is_another_articles_by_now_is_not_brought_along(folder: Folder) -> None:
    folder.move("a.txt", "c.txt", sidecar=False)
    folder.move("b.txt", "a.txt")
    folder.archive.refresh()
    assert folder.archive.article(folder.a).path == "c.txt"
    assert folder.archive.article(folder.a).tags == ("وسم",)
    assert folder.archive.article(folder.b).path == "a.txt"
    assert sidecars.load(folder.sidecar("a.txt"))[0].id == folder.b
    assert sidecars.load(folder.sidecar("c.txt"))[0].id == folder.a
    assert not folder.archive.refresh()
    assert folder.archive.verify() == []


def test_an_article_moved_over_another(folder: Folder) -> None:
    folder.move("a.txt", "b.txt")
    folder.archive.refresh()
    assert folder.archive.article(folder.a).path == "b.txt"
    assert folder.archive.article(folder.a).tags == ("وسم",)
    assert folder.archive.article(folder.b).status is Status.MISSING
    assert not folder.archive.refresh()


def test_a_copy_with_its_sidecar_stays_a_copy_until_the_first_is_gone(folder: Folder) -> None:
    """As when a synchroniser moves a file: first the new one comes, then the old one goes."""
    archive = folder.archive
    folder.copy("a.txt", "deep/c.txt")
    archive.refresh()
    assert archive.article(folder.a).path == "a.txt"
    assert [(f.key, f.path) for f in archive.verify()] == [("duplicate-file", "deep/c.txt")]
    (folder.path / "a.txt").unlink()
    folder.sidecar("a.txt").unlink()
    archive.refresh()
    assert (archive.article(folder.a).path, archive.article(folder.a).tags) == (
        "deep/c.txt",
        ("وسم",),
    )
    assert archive.verify() == []


def test_notes_in_the_sidecar_of_a_copy_are_not_lost(folder: Folder) -> None:
    folder.copy("a.txt", "c.txt")
    folder.annotate("c.txt")
    folder.archive.refresh()
    assert folder.archive.article(folder.a).metadata.title == "عنوان آخر"
    assert not folder.archive.refresh()


def test_a_copy_that_was_changed_becomes_an_article_with_an_id_of_its_own(folder: Folder) -> None:
    archive = folder.archive
    folder.copy("a.txt", "c.txt")
    folder.write("c.txt", 3)
    archive.refresh()
    found = archive._caches.catalogue.by_path("c.txt")
    assert found not in (None, folder.a, folder.b)
    assert sidecars.load(folder.sidecar("c.txt"))[0].id == found
    assert archive.article(found or "").tags == ("وسم",)
    assert archive.article(folder.a).path == "a.txt"
    assert not archive.refresh()
    archive.tag(found or "", remove=["وسم"])
    assert archive.article(folder.a).tags == ("وسم",)
    assert archive.verify() == []
    archive.rebuild()
    assert archive._caches.catalogue.by_path("c.txt") == found
    assert archive.count == 3


def test_the_old_bytes_kept_beside_the_new_are_an_article(folder: Folder) -> None:
    """As editors do that leave a copy of what was there before they saved."""
    folder.copy("b.txt", "b-old.txt", sidecar=False)
    folder.write("b.txt", 3)
    folder.archive.refresh()
    assert folder.archive.count == 3
    assert folder.archive.text(folder.b) == article(3)
    assert not folder.archive.refresh()


def test_a_removed_sidecar_is_begun_again_with_what_is_known(folder: Folder) -> None:
    folder.move("a.txt", "c.txt")
    folder.archive.refresh()
    folder.sidecar("c.txt").unlink()
    folder.archive.refresh()
    folder.archive.note(folder.a, "ملاحظة")
    assert folder.archive.count == 2
    assert folder.archive.article(folder.a).tags == ("وسم",)
    assert sidecars.load(folder.sidecar("c.txt"))[0].id == folder.a


def test_a_container_and_its_copy(folder: Folder) -> None:
    with zipfile.ZipFile(folder.path / "x.zip", "w") as packed:
        packed.writestr("1.txt", article(7))
    folder.archive.refresh()
    assert folder.archive.count == 4
    folder.copy("x.zip", "y.zip")
    folder.copy("x.zip", "z.zip", sidecar=False)
    folder.archive.refresh()
    assert folder.archive.count == 4
    assert not folder.archive.refresh()


def test_where_was_not_looked_an_article_stays(folder: Folder) -> None:
    folder.copy("a.txt", "deep/c.txt")
    assert not folder.archive.refresh([folder.path / "deep"])
    assert folder.archive.article(folder.a).path == "a.txt"
    folder.move("b.txt", "deep/d.txt")
    folder.archive.refresh([folder.path / "deep" / "d.txt"])
    assert folder.archive.article(folder.b).path == "deep/d.txt"
    assert not folder.archive.refresh()


def test_a_changed_sidecar_whose_name_was_cut(folder: Folder) -> None:
    name = "خ" * 125 + ".txt"
    folder.write(name, 5)
    folder.archive.refresh()
    folder.annotate(name)
    (found,) = folder.archive.refresh([folder.sidecar(name)]).articles
    assert folder.archive.article(found).metadata.title == "عنوان آخر"


def test_a_conflict_copy_is_merged_where_only_it_is_told_of(folder: Folder) -> None:
    conflict(folder)
    copy = folder.sidecar("a.txt").with_name("a.txt.annotations" + MARK)
    sidecar, stamp = sidecars.load(copy)
    sidecars.save(copy, sidecar.with_user("2099-01-01T00:00:00Z", title="عنوان آخر"), stamp)
    assert folder.archive.refresh([copy]).articles == {folder.a}
    assert folder.archive.article(folder.a).metadata.title == "عنوان آخر"
    assert not copy.exists()
    assert not folder.archive.refresh()
