"""Random changes from outside, one after another: nothing is lost, and all agree afterwards."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive_app import Archive
from archive_app.core.model import Annotation, Status
from archive_app.library import names
from archive_app.library import sidecar as sidecars
from archive_app.library.record import new_id
from tests.importing.conftest import article

NAMES = ("a.txt", "b.txt", "c.txt", "deep/a.txt", "deep/b.txt")
KINDS = ("create", "edit", "move", "move alone", "copy", "copy alone", "delete", "delete alone")
KINDS += ("restore", "conflict", "annotate", "touch", "refresh")

changes = st.tuples(
    st.sampled_from(KINDS), st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(1, 6)
)


class World:
    """A small archive, and somebody who changes its files while it does not look."""

    def __init__(self, place: Path) -> None:
        self.archive = Archive.open(place / "archive", create=True, cache=place / "caches")
        self.path = self.archive.path
        self.bin = place / "bin"
        self.clock = itertools.count(1_800_000_000, 10)
        self.written: dict[Path, bytes] = {}
        for number, name in enumerate(NAMES[:3]):
            self.create(name, name, number)
        self.archive.refresh()

    def stamp(self, path: Path) -> None:
        now = next(self.clock)
        os.utime(path, (now, now))
        self.written[path] = path.read_bytes()

    def sidecar(self, name: str) -> Path:
        return self.archive.folder.sidecar_path(name)

    def change(self, kind: str, one: str, other: str, number: int) -> None:
        source = self.path / one
        if kind == "refresh":
            self.archive.refresh()
        elif kind == "create":
            if not source.exists():
                self.create(one, other, number)
        elif kind == "restore":
            self.restore(one)
        elif source.exists():
            getattr(self, kind.partition(" ")[0])(one, other, number, alone="alone" in kind)

    def create(self, one: str, other: str, number: int, **_: bool) -> None:
        (self.path / one).parent.mkdir(exist_ok=True)
        (self.path / one).write_text(article(number), encoding="utf-8")
        self.stamp(self.path / one)

    edit = create

    def touch(self, one: str, other: str, number: int, **_: bool) -> None:
        self.stamp(self.path / one)

    def move(self, one: str, other: str, number: int, *, alone: bool) -> None:
        if (self.path / other).exists():
            return
        (self.path / other).parent.mkdir(exist_ok=True)
        (self.path / one).rename(self.path / other)
        self.written[self.path / other] = self.written.pop(self.path / one)
        if not alone and self.sidecar(one).exists():
            self.sidecar(one).replace(self.sidecar(other))

    def copy(self, one: str, other: str, number: int, *, alone: bool) -> None:
        if (self.path / other).exists():
            return
        (self.path / other).parent.mkdir(exist_ok=True)
        shutil.copy2(self.path / one, self.path / other)
        self.written[self.path / other] = self.written[self.path / one]
        if not alone and self.sidecar(one).exists():
            shutil.copy2(self.sidecar(one), self.sidecar(other))

    def delete(self, one: str, other: str, number: int, *, alone: bool) -> None:
        place = self.bin / one
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        shutil.move(self.path / one, place / "original")
        del self.written[self.path / one]
        if not alone and self.sidecar(one).exists():
            shutil.move(self.sidecar(one), place / "sidecar")

    def restore(self, one: str) -> None:
        """Bring back from a backup what was deleted."""
        if (self.path / one).exists() or not (self.bin / one / "original").exists():
            return
        (self.path / one).parent.mkdir(exist_ok=True)
        shutil.move(self.bin / one / "original", self.path / one)
        self.written[self.path / one] = (self.path / one).read_bytes()
        if (self.bin / one / "sidecar").exists() and not self.sidecar(one).exists():
            shutil.move(self.bin / one / "sidecar", self.sidecar(one))

    def annotate(self, one: str, other: str, number: int, **_: bool) -> None:
        """Note something in a sidecar, on another machine."""
        self.note(self.sidecar(one), self.sidecar(one), number)

    def conflict(self, one: str, other: str, number: int, **_: bool) -> None:
        beside = self.sidecar(one)
        mark = f".sync-conflict-2026112{number}-060100-ABCDEF7.json"
        self.note(beside, beside.with_name(beside.name.removesuffix(".json") + mark), number)

    def note(self, beside: Path, target: Path, number: int) -> None:
        if not beside.exists():
            return
        sidecar, _ = sidecars.load(beside)
        when = f"2026-11-2{number}T06:01:00Z"
        note = Annotation(
            new_id(), "commenting", note=f"ملاحظة {number}", created=when, modified=when
        )
        noted = replace(sidecar, annotations=(*sidecar.annotations, note))
        target.write_text(sidecars.to_json(noted), encoding="utf-8")
        now = next(self.clock)
        os.utime(target, (now, now))

    # ------------------------------------------------------------ what holds

    def state(self) -> dict[str, tuple[str, tuple[str, ...], str]]:
        """What the archive shows of the articles that are there: by id."""
        archive = self.archive
        return {
            item.id: (
                archive.text(item.id),
                tuple(sorted(each.note for each in archive._caches.catalogue.annotations(item.id))),
                item.metadata.title,
            )
            for item in archive._caches.catalogue.all()
            if item.status is not Status.MISSING
        }

    def check(self) -> None:
        archive = self.archive
        archive.refresh()
        assert not archive.refresh(), "a second refresh finds nothing"
        files = {
            path: path.read_bytes()
            for path in self.path.rglob("*.txt")
            if not any(names.is_ignored(part) for part in path.relative_to(self.path).parts)
        }
        assert files == self.written, "no original altered"
        shown = self.state()
        assert {text for text, *_ in shown.values()} == {
            data.decode() for data in files.values()
        }, "each file's text is an article's"
        listed = [item for item in archive._caches.catalogue.all() if item.status is Status.OK]
        for item in listed:
            assert archive.text(item.id).encode() == files[self.path / item.path]
            assert sidecars.load(self.sidecar(item.path))[0].id == item.id
        assert len({item.path for item in listed}) == len(listed), "no file is two articles"
        archive.rebuild()
        assert self.state() == shown, "as a rebuild would have it"
        assert not archive.refresh(), "a rebuild leaves nothing to refresh"


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.too_slow])
@example([("conflict", "a.txt", "a.txt", 1), ("delete alone", "a.txt", "a.txt", 1)])
@given(st.lists(changes, min_size=1, max_size=8))
def test_whatever_others_do(steps: list[tuple[str, str, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        world = World(Path(place))
        try:
            for step in steps:
                world.change(*step)
            world.check()
        finally:
            world.archive.close()
