"""A watched archive: files that others put into its folder, rename and take away are seen soon."""

from __future__ import annotations

import queue
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core.model import Changes, Status
from tests.importing.conftest import article

PATIENCE = 20.0


class Watched:
    """An archive that is watched; `until` waits for what its watcher tells."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.told: queue.Queue[Changes] = queue.Queue()
        archive.watch(self.told.put)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until the condition holds, looking again after each change that is told."""
        while not condition():
            self.told.get(timeout=PATIENCE)

    def paths(self) -> dict[str, Status]:
        archive = self.archive
        return {item.path: item.status for item in archive.articles(archive.search().docs)}


@pytest.fixture
def watched(archive: Archive) -> Watched:
    return Watched(archive)


@pytest.mark.slow
def test_files_that_appear_are_renamed_and_vanish(watched: Watched, tmp_path: Path) -> None:
    folder = watched.archive.path
    first = folder / "a.txt"
    first.write_text(article(1), encoding="utf-8")
    watched.until(lambda: "a.txt" in watched.paths())
    (found,) = (item.id for item in watched.archive.search().hits for item in (item.article,))
    watched.archive.tag(found, add=["وسم"])

    (folder / "deep" / "er").mkdir(parents=True)
    first.rename(folder / "deep" / "er" / "b.txt")
    watched.until(lambda: watched.archive.article(found).path == "deep/er/b.txt")
    assert watched.archive.article(found).tags == ("وسم",)
    assert watched.archive.article(found).status is Status.OK

    (folder / "deep").rename(folder / "shallow")
    watched.until(lambda: watched.archive.article(found).path == "shallow/er/b.txt")

    away = tmp_path / "away.txt"
    (folder / "shallow" / "er" / "b.txt").rename(away)
    watched.until(lambda: watched.archive.article(found).status is Status.MISSING)
    away.rename(folder / "back.txt")
    watched.until(lambda: watched.archive.article(found).status is Status.OK)
    assert watched.paths() == {"back.txt": Status.OK}
    assert watched.archive.verify() == []


@pytest.mark.slow
def test_a_file_that_is_still_being_written_ends_whole(watched: Watched) -> None:
    whole = article(1, 3000)
    with (watched.archive.path / "slow.txt").open("w", encoding="utf-8") as file:
        file.write(whole[:5000])
        file.flush()
        watched.until(lambda: "slow.txt" in watched.paths())
        file.write(whole[5000:])
    (item,) = watched.archive.search().hits
    watched.until(lambda: watched.archive.text(item.article.id) == whole)
    assert watched.archive.count == 1


@pytest.mark.slow
def test_a_copy_and_a_container_are_taken_as_what_they_are(
    watched: Watched, tmp_path: Path
) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.writestr("1.txt", article(1))
    (tmp_path / "x.zip").rename(watched.archive.path / "x.zip")
    watched.until(lambda: watched.archive.count == 2)
    (watched.archive.path / "copy.txt").write_text(article(1), encoding="utf-8")
    (watched.archive.path / "other.txt").write_text(article(2), encoding="utf-8")
    watched.until(lambda: "other.txt" in watched.paths())
    assert watched.archive.count == 3
    watched.until(lambda: [f.key for f in watched.archive.verify()] == ["duplicate-file"])
