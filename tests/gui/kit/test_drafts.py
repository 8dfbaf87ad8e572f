"""What was typed is kept until the archive has it, whatever happens meanwhile."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from archive_app import Archive
from archive_app.core.errors import DiskFull
from archive_app.gui.kit import drafts as module
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.drafts import KEPT_AFTER, Draft, Drafts, stands, write
from tests.gui.conftest import LONG


class Disk:
    """Refuses to write while it is full."""

    def __init__(self) -> None:
        self.full = False

    def __call__(self, archive: Archive, draft: Draft) -> object:
        if self.full:
            raise DiskFull(archive.path)
        return write(archive, draft)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk()
    monkeypatch.setattr(module, "write", disk)
    return disk


@pytest.fixture
def article(archive: Archive) -> str:
    return archive.search("شويغو").hits[0].article.id


def made(context: Context, path: Path | None) -> Drafts:
    return Drafts(path, context.archive, context.read, context.write, context.fail_write, context)


def kinds(archive: Archive, article: str) -> list[Draft]:
    """A draft of each kind."""
    note = archive.annotate(article, 0, 10)
    return [
        Draft("note", article, note.id, "ملاحظة"),
        Draft("note", article, "", "على الكل"),
        Draft("annotation-tags", article, note.id, ["مصدر"]),
        Draft("tags", article, "", {"add": ["حرب"], "remove": []}),
        Draft("metadata", article, "title", "عنوان آخر"),
        Draft("metadata", article, "creator", ["كاتب", "آخر"]),
        Draft("search", "", "الوزير", {"query": "شويغو"}),
        Draft("colors", "", "", {"yellow": "ادّعاء"}),
    ]


def test_each_kind_is_written_once_however_often_it_is_asked_for(
    archive: Archive, article: str
) -> None:
    for draft in kinds(archive, article):
        assert not stands(archive, draft)
        assert write(archive, draft)
        assert stands(archive, draft)
        assert not write(archive, draft)
        assert draft.text
    assert [p.annotation.note for p in archive.annotations(article)].count("على الكل") == 1


def test_the_note_of_an_annotation_that_is_gone_becomes_one_on_the_article(
    archive: Archive, article: str
) -> None:
    write(archive, Draft("note", article, "gone", "كُتبت مع ذلك"))
    (placed,) = archive.annotations(article)
    assert (placed.annotation.note, placed.annotation.anchor) == ("كُتبت مع ذلك", None)


def test_what_is_refused_is_tried_again_until_it_is_taken(
    context: Context, article: str, disk: Disk, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(module, "AGAIN", (1,))
    told: list[str] = []
    context.told.connect(told.append)
    drafts = made(context, tmp_path / "state" / "drafts.json")
    wanted = kinds(context.archive, article)
    refused: list[Draft] = []
    drafts.refused.connect(refused.append)
    disk.full = True
    for draft in wanted:
        drafts.save(draft)
    qtbot.waitUntil(lambda: len(refused) > len(wanted), timeout=LONG)
    assert refused[: len(wanted)] == wanted
    assert [drafts.refused_value(*draft.key) for draft in wanted] == [d.value for d in wanted]
    # Told once each, not with every time that it is tried.
    assert len(told) == len(wanted)
    path = tmp_path / "state" / "drafts.json"
    drafts.flush()
    assert len(json.loads(path.read_text())) == len(wanted)
    disk.full = False
    qtbot.waitUntil(lambda: all(stands(context.archive, each) for each in wanted), timeout=LONG)
    qtbot.waitUntil(lambda: not drafts.of(article), timeout=LONG)
    drafts.flush()
    assert json.loads(path.read_text()) == []


def test_tags_that_wait_are_joined(
    context: Context, article: str, disk: Disk, qtbot: QtBot
) -> None:
    drafts = made(context, None)
    disk.full = True
    for add, remove in ((["حرب"], []), (["سلم"], []), ([], ["حرب"])):
        with qtbot.waitSignal(drafts.refused, timeout=LONG):
            drafts.tag(article, add, remove)
    assert drafts.tags_with(article, ("حرب", "قديم")) == ("قديم", "سلم")


def test_what_is_typed_is_on_the_disk_within_two_seconds(
    context: Context, article: str, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "state" / "drafts.json"
    drafts = made(context, path)
    assert KEPT_AFTER < 2000
    for length in range(1, 30):
        # Each letter does not put it off.
        drafts.keep(Draft("note", article, "", "كلام" * length))
        left = drafts._soon.remainingTime()
    # Qt's timers are a twentieth late at most.
    assert left <= 1.05 * KEPT_AFTER
    drafts._soon.setInterval(0)
    drafts._soon.start()
    qtbot.waitUntil(path.exists, timeout=LONG)
    qtbot.waitUntil(lambda: context.tasks.pending == 0, timeout=LONG)
    # The program is killed here.
    again = made(context, path)
    assert [draft.value for draft in again.left] == ["كلام" * 29]
    assert again.of(article)
    again.answer(save=True)
    qtbot.waitUntil(lambda: not again.left and not again.of(article), timeout=LONG)
    assert [p.annotation.note for p in context.archive.annotations(article)] == ["كلام" * 29]


def test_what_was_left_waits_for_the_user(
    context: Context, article: str, disk: Disk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "drafts.json"
    first = made(context, path)
    first.keep(Draft("note", article, "", "من قبل"))
    first.flush()
    second = made(context, path)
    second._retry()
    qtbot.waitUntil(lambda: context.tasks.pending == 0, timeout=LONG)
    assert context.archive.annotations(article) == ()
    second.answer(save=False)
    second.flush()
    assert made(context, path).left == ()


@given(st.text(), st.text())
def test_any_text_comes_back_as_it_was_typed(
    tmp_path_factory: pytest.TempPathFactory, text: str, half: str
) -> None:
    path = tmp_path_factory.mktemp("drafts") / "drafts.json"
    wanted = [Draft("note", "a", "", text), Draft("note", "b", "", f"{half}\ud83d")]
    module._store(path, wanted)
    assert module._load(path) == wanted


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"kind": "note"}]', "nan", '{"a": 1}'])
def test_a_broken_file_of_drafts_is_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "drafts.json"
    path.write_text(content)
    assert module._load(path) == []
