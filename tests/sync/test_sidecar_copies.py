"""Copies of sidecars that a user made by hand are no articles; renamed folders are one write."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core import disk
from tests.importing.conftest import archive, article, inbox

__all__ = ["archive", "inbox"]

SUFFIX = ".annotations.json"
NAMES = ("a.txt.annotations - Copy.json", "a.txt.annotations.json.bak", "a.txt.annotations.json~",
         "a.txt.annotations.json.orig", "a.txt.annotations (copy).json", "notes.old")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_of_a_sidecar_is_no_article(
    archive: Archive, inbox: Path, tmp_path: Path, name: str
) -> None:
    key = archive.import_bytes(article(0).encode(), "a.txt").imported[0].id
    archive.tag(key, add=["وسم"])
    beside = archive.folder.sidecar_path(archive.article(key).path)
    copy = beside.with_name(name)
    shutil.copy(beside, copy)
    data = copy.read_bytes()
    archive.refresh()
    archive.refresh([copy])
    assert archive.count == 1
    shutil.copy(beside, inbox / name)
    assert not archive.import_paths([inbox, inbox / name]).imported
    archive.rebuild()
    assert [hit.article.id for hit in archive.search("").hits] == [key]
    assert archive.article(key).tags == ("وسم",)
    assert not copy.exists() or copy.read_bytes() == data
    assert {finding.key for finding in archive.verify()} <= {"sidecar-copy", "conflict-copy"}


@pytest.mark.parametrize("along", [True, False])
def test_a_renamed_folder_is_one_write(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch, along: bool
) -> None:
    for number in range(12):
        (inbox / f"{number}.txt").write_text(article(number), encoding="utf-8")
    ids = {each.id for each in archive.import_paths([inbox]).imported}
    archive.tag(ids, add=["وسم"])
    month = archive.path / Path(archive.article(min(ids)).path).parent
    if along:
        month.rename(archive.path / "أخرى")
    else:
        (archive.path / "أخرى").mkdir()
        for original in month.glob("*.txt"):
            original.rename(archive.path / "أخرى" / original.name)
    said: list[str] = []
    archive._caches.catalogue.connection.set_trace_callback(said.append)
    durable: list[int] = []
    write = disk.write_batch

    def counted(jobs: Sequence[disk.Job], along: Iterable[Path | str] = ()) -> list[disk.Stamp]:
        durable.append(len(jobs))
        return write(jobs, along)

    monkeypatch.setattr(disk, "write_batch", counted)
    archive.refresh()
    assert said.count("COMMIT") <= 3, "one for where they lie, and what follows of the sidecars"
    assert durable == ([] if along else [12])
    assert {archive.article(key).path.split("/")[0] for key in ids} == {"أخرى"}
    assert all(archive.article(key).tags == ("وسم",) for key in ids)
    assert archive.verify() == []
