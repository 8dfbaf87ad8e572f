"""The worker that is kept for the next import: the same one, replaced when dead, let go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from archive_app import Archive
from archive_app.importing import workers
from archive_app.importing.workers import WORKERS
from tests.importing.conftest import article


@pytest.fixture(autouse=True)
def none_kept() -> Iterator[None]:
    WORKERS.release()
    yield
    WORKERS.release()


def page(folder: Path, number: int) -> Path:
    path = folder / f"{number}.html"
    path.write_text(f"<html><body><p>{article(number)}</p></body></html>", encoding="utf-8")
    return path


def kept() -> list[int]:
    pool = WORKERS.pool
    return [] if pool is None else [each.process.pid for each in pool._processes.values()]


def test_next_import_finds_the_worker(archive: Archive, inbox: Path) -> None:
    assert len(archive.import_paths([page(inbox, 1)]).imported) == 1
    (first,) = kept()
    assert len(archive.import_paths([page(inbox, 2)]).imported) == 1
    assert kept() == [first]
    psutil.Process(first).kill()
    assert len(archive.import_paths([page(inbox, 3)]).imported) == 1
    (second,) = kept()
    assert second != first
    archive.close()
    assert kept() == []
    assert not psutil.pid_exists(second)


def test_prepared(archive: Archive, inbox: Path) -> None:
    WORKERS.prepare()
    (ready,) = kept()
    assert WORKERS.pool is not None
    assert WORKERS.pool.workers >= 1
    WORKERS.prepare()
    assert kept() == [ready]
    assert len(archive.import_paths([page(inbox, 1)]).imported) == 1
    assert kept() == [ready]
    assert archive.verify() == []


def test_grown_worker_is_not_kept(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SMALL", 2)
    archive.import_paths([page(inbox, number) for number in range(3)])
    assert kept() == []
