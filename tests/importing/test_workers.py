"""The worker that is kept for the next import: the same one, replaced when dead, let go."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from archive_app import Archive
from archive_app.importing import workers
from tests.importing.conftest import article


def page(folder: Path, number: int) -> Path:
    path = folder / f"{number}.html"
    path.write_text(f"<html><body><p>{article(number)}</p></body></html>", encoding="utf-8")
    return path


def kept(archive: Archive) -> list[int]:
    pool = archive._workers.pool
    return [] if pool is None else [each.process.pid for each in pool._processes.values()]


@pytest.mark.slow
def test_next_import_finds_the_worker(archive: Archive, inbox: Path) -> None:
    assert len(archive.import_paths([page(inbox, 1)]).imported) == 1
    (first,) = kept(archive)
    assert len(archive.import_paths([page(inbox, 2)]).imported) == 1
    assert kept(archive) == [first]
    psutil.Process(first).kill()
    assert len(archive.import_paths([page(inbox, 3)]).imported) == 1
    (second,) = kept(archive)
    assert second != first
    archive.close()
    assert kept(archive) == []
    assert not psutil.pid_exists(second)


@pytest.mark.slow
def test_prepared(archive: Archive, inbox: Path) -> None:
    archive.prepare()
    (ready,) = kept(archive)
    assert archive._workers.pool is not None
    assert archive._workers.pool.workers >= 1
    archive.prepare()
    assert kept(archive) == [ready]
    assert len(archive.import_paths([page(inbox, 1)]).imported) == 1
    assert kept(archive) == [ready]
    assert archive.verify() == []


@pytest.mark.slow
def test_grown_worker_is_not_kept(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SMALL", 2)
    archive.import_paths([page(inbox, number) for number in range(3)])
    assert kept(archive) == []
