"""What crashes and damage do to the index: the old state or the new, an error or the truth."""

from __future__ import annotations

import os
import pickle
import random
import shutil
import signal
from pathlib import Path

import pytest

from archive_app.core.errors import ArchiveLocked, CacheError
from archive_app.search.index import index as index_module
from archive_app.search.index.execution.plan import Group, GroupPhrase, Prefix
from archive_app.search.index.index import Index

BATCH = 7


def fill(index: Index, first: int, count: int) -> None:
    with index.writer() as writer:
        for doc in range(first, first + count):
            words = [f"كلمه{doc % 5}", f"رقم{doc}", "كل"]
            writer.add(doc, {"body": words * 3, "title": words[:1]})


def answers(index: Index) -> list[tuple[list[int], list[float]]]:
    snapshot = index.snapshot()
    queries = [
        Group("body", (("كل", 1.0),)),
        Group("title", (("كلمه3", 1.0),)),
        GroupPhrase("body", tuple(Group("body", ((word, 1.0),)) for word in ("كل", "كلمه1"))),
        Prefix("body", "رقم1"),
    ]
    found = [snapshot.execute(query) for query in queries]
    return [(matches.docs.tolist(), matches.scores.tolist()) for matches in found]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_killed_at_every_step_of_a_commit(tmp_path: Path) -> None:
    """A process is killed before each call that touches the disk, one after the other."""
    folder = tmp_path / "index"
    index = Index.open(folder)
    committed = 0
    for batch in range(8):
        fill(index, batch * BATCH, BATCH)
        committed += BATCH
    for step in range(1, 40):
        child = os.fork()
        if not child:
            _die_at(step, folder, committed)
        _, status = os.waitpid(child, 0)
        again = Index.open(folder, create=False)
        count = again.doc_count
        assert count in (committed, committed + BATCH), f"step {step}"
        assert again.verify(range(count)) == []
        assert len(answers(again)[0][0]) == count
        if os.WIFEXITED(status):
            break
        committed = count
    else:
        pytest.fail("the commit never came to its end")
    assert step > 5


def _die_at(step: int, folder: Path, first: int) -> None:
    """In the child: write a batch and merge, and die before the given call."""
    calls = 0

    def counted(name: str) -> None:
        real = getattr(os, name)

        def call(*args: object, **options: object) -> object:
            nonlocal calls
            calls += 1
            if calls == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **options)

        setattr(os, name, call)

    for name in ("fsync", "replace", "rename", "remove", "unlink"):
        counted(name)
    try:
        fill(Index.open(folder), first, BATCH)
    finally:
        os._exit(0)


def test_damage_is_an_error_or_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = Index.open(folder)
    for batch in range(3):
        fill(index, batch * BATCH, BATCH)
    expected = answers(index)
    chance = random.Random(7)
    files = sorted(path.name for path in folder.iterdir() if path.stat().st_size)
    found = 0
    for turn in range(120):
        copy = tmp_path / f"copy{turn}"
        shutil.copytree(folder, copy)
        victim = copy / chance.choice(files)
        data = bytearray(victim.read_bytes())
        if turn % 4 == 0:
            del data[chance.randrange(len(data)) :]
        else:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        victim.write_bytes(data)
        try:
            damaged = Index.open(copy, create=False)
            assert answers(damaged) == expected
            assert turn % 4, "a file cut short must be seen when it is opened"
        except CacheError:
            found += 1
        else:
            assert [finding.key for finding in damaged.verify()] in ([], ["damaged-index"])
        shutil.rmtree(copy)
    assert found > 60


def test_every_byte_of_a_segment_is_under_a_checksum(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    fill(Index.open(folder), 0, BATCH)
    (segment,) = folder.glob("*.words")
    whole = segment.read_bytes()
    chance = random.Random(11)
    for place in [0, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(100))]:
        data = bytearray(whole)
        data[place] ^= 0x10
        segment.write_bytes(data)
        try:
            index = Index.open(folder, create=False)
        except CacheError:
            continue
        with pytest.raises(CacheError):
            index.check()
        assert [finding.key for finding in index.verify()] == ["damaged-index"], place
    segment.unlink()
    with pytest.raises(CacheError):
        Index.open(folder, create=False)


def test_a_pickle_in_the_table_is_not_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    Index.open(folder)
    (table,) = folder.glob("*.toc")
    trap = tmp_path / "trap"

    class Trap:
        def __reduce__(self) -> object:
            return (Path.touch, (trap,))

    table.write_bytes(pickle.dumps(Trap()))
    with pytest.raises(CacheError):
        Index.open(folder, create=False)
    assert not trap.exists()


def test_an_index_of_another_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    fill(Index.open(folder), 0, BATCH)
    monkeypatch.setattr(index_module, "_NAME", "KHIZANA999")
    with pytest.raises(CacheError):
        Index.open(folder)


def test_one_writer_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "_WAIT", 0.0)
    index = Index.open(tmp_path / "index")
    writer = index.writer()
    with pytest.raises(ArchiveLocked):
        index.writer()
    writer.cancel()
    fill(index, 0, BATCH)


def test_a_damaged_index_is_not_written_to(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    fill(Index.open(folder), 0, BATCH)
    (segment,) = folder.glob("*.words")
    data = bytearray(segment.read_bytes())
    data[40] ^= 0xFF
    segment.write_bytes(data)
    before = sorted(path.name for path in folder.iterdir())
    damaged = Index.open(folder)
    with pytest.raises(CacheError):
        fill(damaged, BATCH, BATCH)
    assert sorted(path.name for path in folder.iterdir()) == before
    damaged.writer().cancel()  # the lock was given back
