"""Any number of steps, on a disk that refuses now and then: each is done or it is not."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from archive_app import Archive
from archive_app.archive import editor
from archive_app.archive.editing import is_tag
from archive_app.core import disk
from archive_app.core.errors import DiskError, SidecarError
from archive_app.library import sidecar as sidecars
from archive_app.library import trash
from tests.faults import Faults

State = dict[str, tuple[Any, ...]]
"""What a user sees of each article that is there: tags, title, notes."""

COUNT = 4


def make(place: Path) -> tuple[Archive, list[str]]:
    """An archive of a few short articles, and their ids."""
    inbox = place / "inbox"
    inbox.mkdir()
    for number in range(COUNT):
        (inbox / f"{number}.txt").write_text(f"مقال {number}\n\nنص قصير عن المدينة", "utf-8")
    archive = Archive.open(place / "archive", create=True, cache=place / "cache")
    report = archive.import_paths([inbox])
    return archive, sorted(article.id for article in report.imported)


def on_disk(archive: Archive) -> State:
    """The articles by their sidecars."""
    found: State = {}
    for original in archive.folder.originals():
        sidecar, _ = sidecars.load(archive.folder.sidecar_path(original))
        notes = {item.id: item.note for item in sidecar.annotations if not is_tag(item)}
        found[sidecar.id] = (frozenset(sidecar.tags), sidecar.effective.title, notes)
    return found


def listed(archive: Archive) -> State:
    """The articles by the catalogue."""
    found: State = {}
    for article in archive._caches.catalogue.all():
        placed = [each.annotation for each in archive.annotations(article.id)]
        notes = {item.id: item.note for item in placed}
        found[article.id] = (frozenset(article.tags), article.metadata.title, notes)
    return found


class Undoing(RuleBasedStateMachine):
    """A model of the history: the states one after the other, and which is the present one."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.archive, self.ids = make(self.place)
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(editor, "BATCH", 2)
        self.faults = Faults(self.patch, errno.ENOSPC)
        self.states = [on_disk(self.archive)]
        self.now = 0

    def teardown(self) -> None:
        """Undo all, redo all; then let go."""
        try:
            self.faults.at(-1)
            for at in reversed(range(self.now)):
                assert self.archive.undo() is not None
                assert on_disk(self.archive) == listed(self.archive) == self.states[at]
            assert self.archive.undo() is None
            for state in self.states[1:]:
                assert self.archive.redo() is not None
                assert on_disk(self.archive) == listed(self.archive) == state
            assert self.archive.redo() is None
            assert not list(self.archive.path.rglob("*.tmp"))
        finally:
            self.patch.undo()
            self.archive.close()
            shutil.rmtree(self.place, ignore_errors=True)

    @property
    def here(self) -> list[str]:
        """The articles that are not in the trash."""
        return sorted(self.states[self.now])

    def attempt(self, work: Callable[[], object], fault: int) -> bool:
        """Do something on a disk that refuses one call; return whether it was done."""
        self.faults.at(fault)
        try:
            work()
        except DiskError:
            assert self.faults.met
            return False
        finally:
            self.faults.at(-1)
        return True

    def step(self, work: Callable[[], object], fault: int) -> None:
        """Do a step: a new state, or the old one."""
        if self.attempt(work, fault):
            state = on_disk(self.archive)
            if state != self.states[self.now]:
                self.states[self.now + 1 :] = [state]
                self.now += 1

    FAULT = st.one_of(st.just(-1), st.integers(0, 40))
    SOME = st.sets(st.integers(0, COUNT - 1), min_size=1)

    def chosen(self, numbers: set[int]) -> list[str]:
        return [self.ids[number] for number in sorted(numbers) if self.ids[number] in self.here]

    @rule(numbers=SOME, tag=st.sampled_from("abc"), on=st.booleans(), fault=FAULT)
    def tag(self, numbers: set[int], tag: str, on: bool, fault: int) -> None:
        """Put a tag on articles, or take it off."""
        ids = self.chosen(numbers)
        change = {"add" if on else "remove": [tag]}
        self.step(lambda: self.archive.tag(ids, **change), fault)

    @rule(numbers=SOME, title=st.sampled_from(["س", "ص"]), fault=FAULT)
    def title(self, numbers: set[int], title: str, fault: int) -> None:
        """Give articles a title."""
        ids = self.chosen(numbers)
        self.step(lambda: self.archive.set_metadata(ids, title=title), fault)

    @rule(number=st.integers(0, COUNT - 1), fault=FAULT)
    def note(self, number: int, fault: int) -> None:
        """Write a note."""
        for article in self.chosen({number}):
            self.step(lambda key=article: self.archive.note(key, "ملاحظة"), fault)

    @rule(numbers=SOME, fault=FAULT)
    def delete(self, numbers: set[int], fault: int) -> None:
        """Move articles to the trash."""
        ids = self.chosen(numbers)
        self.step(lambda: self.archive.delete(ids), fault)

    @precondition(lambda self: len(self.here) < COUNT)
    @rule(fault=FAULT)
    def restore(self, fault: int) -> None:
        """Bring back all that lies in the trash."""
        items = self.archive.trash()
        assert len(items) + len(self.here) == COUNT
        self.step(lambda: self.archive.restore(items), fault)

    @rule(fault=FAULT)
    def undo(self, fault: int) -> None:
        """Undo the last step."""
        if self.attempt(self.archive.undo, fault):
            self.now = max(self.now - 1, 0)

    @rule(fault=FAULT)
    def redo(self, fault: int) -> None:
        """Redo what was undone last."""
        if self.attempt(self.archive.redo, fault):
            self.now = min(self.now + 1, len(self.states) - 1)

    @invariant()
    def all_is_as_it_should_be(self) -> None:
        """The folder, the caches and the history agree with the model."""
        assert on_disk(self.archive) == self.states[self.now]
        assert listed(self.archive) == self.states[self.now]
        assert bool(self.archive.undo_label) == (self.now > 0)
        assert bool(self.archive.redo_label) == (self.now < len(self.states) - 1)
        assert len(self.archive.trash()) == COUNT - len(self.here)


TestUndoing = pytest.mark.slow(Undoing.TestCase)
TestUndoing.settings = settings(settings.default, stateful_step_count=25)


# ---------------------------------------------------------------- one by one


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Archive, list[str]]]:
    archive, ids = make(tmp_path)
    with archive:
        yield archive, ids


def broken(*_: object, **__: object) -> None:
    raise DiskError("x", "broken", errno.EIO)


def test_a_broken_sidecar_among_many_stops_the_undoing_of_all(
    opened: tuple[Archive, list[str]],
) -> None:
    archive, ids = opened
    archive.tag(ids, add=["ت"])
    after = on_disk(archive)
    path = archive.folder.sidecar_path(archive.article(ids[2]).path)
    whole = path.read_bytes()
    path.write_bytes(b"{")
    with pytest.raises(SidecarError):
        archive.undo()
    with pytest.raises(SidecarError):
        archive.tag(ids, add=["ث"])
    path.write_bytes(whole)
    assert on_disk(archive) == after
    assert (archive.undo_label, archive.redo_label) == ("tag", "")
    archive.undo()
    assert archive.tags() == []


def test_undoing_spares_what_others_wrote(opened: tuple[Archive, list[str]]) -> None:
    archive, ids = opened
    archive.tag(ids, add=["لي"])
    path = archive.folder.sidecar_path(archive.article(ids[0]).path)
    sidecar, stamp = sidecars.load(path)
    sidecars.save(path, sidecar.with_user("2030-01-01T00:00:00Z", title="لهم"), stamp)
    archive.undo()
    tags, title, _ = on_disk(archive)[ids[0]]
    assert (tags, title) == (frozenset(), "لهم")


def test_what_cannot_be_put_back_can_still_be_undone(
    opened: tuple[Archive, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, ids = opened
    replace = disk.replace
    left = [2]

    def failing(source: Path | str, target: Path | str) -> None:
        if str(target).endswith(".annotations.json"):
            left[0] -= 1
            if left[0] < 0:
                broken()
        replace(source, target)

    monkeypatch.setattr(disk, "replace", failing)
    with pytest.raises(DiskError):
        archive.tag(ids, add=["ت"])
    assert dict(archive.tags()) == {"ت": 2}
    left[0] = 1
    with pytest.raises(DiskError):
        archive.undo()
    assert dict(archive.tags()) == {"ت": 1}
    assert (archive.undo_label, archive.redo_label) == ("tag", "tag")
    monkeypatch.undo()
    archive.undo()
    assert archive.tags() == []
    archive.redo()
    archive.redo()
    assert dict(archive.tags()) == {"ت": 2}
    assert on_disk(archive) == listed(archive)


def test_what_cannot_come_out_of_the_trash_again_is_the_step(
    opened: tuple[Archive, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, ids = opened
    before = on_disk(archive)
    move = disk.move
    left = [4]  # two articles, each with its sidecar

    def failing(source: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            broken()
        move(source, target)

    monkeypatch.setattr(disk, "move", failing)
    with pytest.raises(DiskError):
        archive.delete(ids)
    monkeypatch.undo()
    assert len(archive.trash()) == 2
    assert archive.count == 2
    assert archive.undo_label == "delete"
    archive.undo()
    assert on_disk(archive) == listed(archive) == before


def test_a_bulk_step_is_one_commit(
    opened: tuple[Archive, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, ids = opened
    synced: list[int] = []
    sync = disk.sync_files
    monkeypatch.setattr(disk, "sync_files", lambda paths: (synced.append(1), sync(paths))[1])
    archive.tag(ids, add=["ت"])
    assert synced == [1]
    archive.delete(ids)
    assert len(synced) == 2


def test_a_deletion_is_whole_or_not_at_all(
    opened: tuple[Archive, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, ids = opened
    originals = [archive.original(key) for key in ids]
    faults = Faults(monkeypatch, errno.EROFS)
    for call in range(200):
        faults.at(call)
        with suppress(DiskError):
            trash.delete(archive.folder, *originals)
        faults.at(-1)
        if not originals[0].exists():
            break
        assert all(original.exists() for original in originals)
        assert archive.trash() == []
        assert len(on_disk(archive)) == COUNT
    assert len(archive.trash()) == COUNT


def test_an_article_that_is_gone_outside_keeps_no_other_from_the_trash(archive: Archive) -> None:
    ids = [hit.article.id for hit in archive.search("").hits]
    archive.tag(ids, add=["وسم"])
    original = archive.path / archive.article(ids[0]).path
    archive.folder.sidecar_path(original).unlink()
    original.unlink()
    archive.delete(ids)
    assert archive.count == 0
    archive.undo()
    assert {archive.article(key).tags for key in ids[1:]} == {("وسم",)}
    assert sidecars.load(archive.folder.sidecar_path(original))[0].tags == ("وسم",)
