"""Edits of many articles: batch by batch, seen, stopped, and undone as one."""

from __future__ import annotations

import pytest

from archive_app import Archive
from archive_app.archive import editor
from archive_app.core.progress import CancelToken, Progress


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "BATCH", 2)


@pytest.fixture
def ids(archive: Archive) -> list[str]:
    return [hit.article.id for hit in archive.search(sort="added", limit=5).hits]


class Stops:
    """Takes progress, and cancels after so many articles."""

    def __init__(self, after: int) -> None:
        self.token = CancelToken()
        self.told: list[tuple[int, int]] = []
        self._after = after

    def __call__(self, progress: Progress) -> None:
        self.told.append((progress.done, progress.total))
        if progress.done >= self._after:
            self.token.cancel()


def bearing(archive: Archive, tag: str) -> int:
    return archive.search(f"وسم:{tag}", limit=0).total


def test_one_sees_how_far_it_is(archive: Archive, ids: list[str]) -> None:
    seen = Stops(99)
    archive.mark_read(ids, progress=seen)
    assert seen.told == [(2, 5), (4, 5), (5, 5)]


def test_stopped_it_keeps_what_is_done_as_a_step(archive: Archive, ids: list[str]) -> None:
    stop = Stops(2)
    changes = archive.tag(ids, add=["حرب"], progress=stop, cancel=stop.token)
    assert len(changes.articles) == bearing(archive, "حرب") == 2
    assert archive.undo() is not None
    assert bearing(archive, "حرب") == 0
    assert archive.undo() is None
    archive.redo()
    assert bearing(archive, "حرب") == 2


def test_an_undoing_that_is_stopped_can_be_gone_on_with(archive: Archive, ids: list[str]) -> None:
    archive.tag(ids, add=["حرب"])
    stop = Stops(2)
    archive.undo(progress=stop, cancel=stop.token)
    assert bearing(archive, "حرب") == 3
    assert (archive.undo_label, archive.redo_label) == ("tag", "tag")
    archive.undo()
    assert bearing(archive, "حرب") == 0
    assert archive.undo_label == ""
    archive.redo()
    archive.redo()
    assert bearing(archive, "حرب") == 5
    assert not archive.verify()


def test_others_write_in_between(archive: Archive, ids: list[str]) -> None:
    noted: list[str] = []

    def write(progress: Progress) -> None:
        if progress.done == 2:
            noted.append(archive.note(ids[4], "أثناء العمل").id)

    archive.tag(ids, add=["حرب"], progress=write)
    assert bearing(archive, "حرب") == 5
    archive.undo()  # the tags: they are the later step
    assert bearing(archive, "حرب") == 0
    (note,) = archive.annotations(ids[4])
    assert [note.annotation.id] == noted


def test_renaming_a_tag_that_is_stopped_is_undone_as_far_as_it_went(
    archive: Archive, ids: list[str]
) -> None:
    archive.tag(ids, add=["حرب"])
    archive.save_settings(tag_colors={"حرب": "#aa0000"})
    stop = Stops(4)
    archive.rename_tag("حرب", "نزاع", progress=stop, cancel=stop.token)
    assert dict(archive.tags()) == {"نزاع": 4, "حرب": 1}
    archive.undo()
    assert archive.tags() == [("حرب", 5)]
    assert archive.settings.tag_colors == {"حرب": "#aa0000"}
