"""Workers that hang, die or swell cost their one file, and end with their parent."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from archive_app.core.errors import DamagedFile, ExtractError, LimitExceeded, UnknownFormat
from archive_app.core.frames import start_process
from archive_app.core.model import Extraction
from archive_app.core.progress import CancelToken
from archive_app.extract.common.source import Limits
from archive_app.extract.runtime import pool as pool_module
from archive_app.extract.runtime.pool import ExtractionPool, Job
from archive_app.extract.runtime.worker import attempt
from tests.extract.runtime.misbehaving import misbehave

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
"""Seconds after which what was waited for is given up; nothing waits so long that goes well."""


def files(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_text(f"نص الملف {name} هنا\n", encoding="utf-8")
    return [folder / name for name in names]


def results(found: Iterator[pool_module.Outcome]) -> dict[str, Extraction | ExtractError]:
    return {outcome.job.path.name: outcome.result for outcome in found}


@pytest.mark.slow
def test_bad_files_cost_themselves(tmp_path: Path) -> None:
    good = [f"{number}.txt" for number in range(30)]
    paths = files(tmp_path, *good, "die.txt", "hang.txt", "raise.txt", "odd.txt", "print.txt")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\xff" * 100)
    with ExtractionPool(2, Limits(seconds=5), misbehave) as pool:
        found = results(pool.map([*paths, tmp_path / "binary.txt", tmp_path / "none.txt"]))
    assert set(found) == {path.name for path in tmp_path.iterdir()} | {"none.txt"}
    for name in (*good, "print.txt"):
        assert isinstance(found[name], Extraction), name
    assert isinstance(found["die.txt"], DamagedFile)
    assert isinstance(found["hang.txt"], LimitExceeded)
    assert isinstance(found["raise.txt"], DamagedFile)
    assert isinstance(found["odd.txt"], DamagedFile)
    assert isinstance(found["binary.txt"], UnknownFormat)
    assert found["none.txt"].reason == "no-access"  # type: ignore[union-attr]


@pytest.mark.slow
def test_memory(tmp_path: Path) -> None:
    paths = files(tmp_path, "swell.txt", "a.txt")
    with ExtractionPool(1, Limits(memory=250 * 1024 * 1024), misbehave) as pool:
        found = results(pool.map(paths))
    assert isinstance(found["swell.txt"], LimitExceeded)
    assert isinstance(found["a.txt"], Extraction)


@pytest.mark.slow
def test_memory_of_all_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files that are too much together are read one after the other, and none is lost."""
    monkeypatch.setattr(pool_module, "_EACH", 0)
    paths = files(tmp_path, "greedy1.txt", "greedy2.txt")
    monkeypatch.setattr(pool_module, "CHUNK_FILES", 1)
    with ExtractionPool(2, Limits(memory=400 << 20), misbehave) as pool:
        found = results(pool.map(paths))
    assert {type(result) for result in found.values()} == {Extraction}
    assert len(found) == 2


def test_look_ahead_is_bounded(tmp_path: Path) -> None:
    (path,) = files(tmp_path, "a.txt")
    taken = 0

    def endless() -> Iterator[Job]:
        nonlocal taken
        while True:
            taken += 1
            yield Job(path)

    with ExtractionPool(1) as pool:
        found = pool.map(endless())
        for _ in range(10):
            next(found)
        found.close()  # type: ignore[attr-defined]
    assert taken <= 10 + 5 * pool_module.CHUNK_FILES


def test_cancel(tmp_path: Path) -> None:
    paths = files(tmp_path, *(f"hang{number}.txt" for number in range(4)))
    cancel = CancelToken()
    cancel.cancel()
    with ExtractionPool(2, Limits(), misbehave) as pool:
        assert list(pool.map(paths, cancel)) == []
        assert not pool._processes


@pytest.mark.slow
def test_pool_serves_again(tmp_path: Path) -> None:
    paths = files(tmp_path, "a.txt", "b.txt")
    with ExtractionPool(1, finish=misbehave) as pool:
        first = {outcome.extra for outcome in pool.map(paths)}
        assert first == {outcome.extra for outcome in pool.map(paths)}
        pool.close()
        assert first.isdisjoint(outcome.extra for outcome in pool.map(paths))


def test_refused_repairs_reach_the_worker(tmp_path: Path) -> None:
    bad = "".join(
        bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte))
        for byte in "وقال وزير الخارجية الروسي إن بلاده في سورية".encode()
    )
    path = tmp_path / "a.txt"
    path.write_text(bad, encoding="utf-8")
    with ExtractionPool(1) as pool:
        jobs = [Job(path), Job(path, refused=frozenset({"mojibake"}))]
        texts = sorted(o.result.text for o in pool.map(jobs) if isinstance(o.result, Extraction))
    assert texts == sorted([bad, "وقال وزير الخارجية الروسي إن بلاده في سورية"])


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    files(tmp_path, "hang.txt")
    script = (
        "from pathlib import Path\n"
        "from archive_app.extract.runtime.pool import ExtractionPool\n"
        "from archive_app.extract.common.source import Limits\n"
        "from tests.extract.runtime.misbehaving import misbehave\n"
        "pool = ExtractionPool(1, Limits(seconds=500), misbehave)\n"
        f"list(pool.map([Path({str(tmp_path / 'hang.txt')!r})]))\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        (tmp_path / "hang.port").write_text(str(server.getsockname()[1]))
        parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
        try:
            worker, _ = server.accept()  # it is at the file now
        finally:
            parent.kill()
            parent.wait()
    with worker, suppress(ConnectionResetError):
        worker.settimeout(PATIENCE)
        assert worker.recv(1) == b""  # its line is cut where it ends


@pytest.mark.slow
def test_no_main_guard_is_needed(tmp_path: Path) -> None:
    """A plain script that uses the pool at its top level is not run again by each worker."""
    files(tmp_path, "a.txt")
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\n"
        "from archive_app.extract.runtime.pool import ExtractionPool\n"
        "print('once')\n"
        "with ExtractionPool(2) as pool:\n"
        f"    print(len(list(pool.map([Path({str(tmp_path / 'a.txt')!r})]))))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["once", "1"]


def test_works_where_no_worker_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "start_process", lambda *_: start_process("nowhere", ""))
    paths = files(tmp_path, *(f"{number}.txt" for number in range(5)))
    with ExtractionPool(2, finish=misbehave) as pool:
        found = results(pool.map(paths))
    assert len(found) == 5
    assert all(isinstance(result, Extraction) for result in found.values())


def test_attempt_keeps_the_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(128, 256)) * 8)
    outcome, _ = attempt(tmp_path / "a.txt", "", Limits(), None)
    assert isinstance(outcome, ExtractError)
    assert outcome.path == tmp_path / "a.txt"


@pytest.mark.slow
def test_workers_let_others_go_first(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><p>خبر قصير من المدينة.</p></body></html>", encoding="utf-8")
    with ExtractionPool(workers=1) as pool:
        list(pool.map([Job(path)]))
        (worker,) = pool._processes.values()
        niceness = psutil.Process(worker.process.pid).nice()
    if sys.platform == "win32":
        assert niceness == psutil.BELOW_NORMAL_PRIORITY_CLASS
    else:
        assert niceness > psutil.Process().nice()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no nice")
@pytest.mark.parametrize(("by", "expected"), [(8, 13), (19, 19)])
def test_workers_let_others_go_first_under_nice(tmp_path: Path, by: int, expected: int) -> None:
    if (own := psutil.Process().nice()) > 0:
        pytest.skip(f"this process has a niceness of {own} itself")
    path = tmp_path / "a.html"
    path.write_text("<html><body><p>خبر قصير من المدينة.</p></body></html>", encoding="utf-8")
    code = f"""
import os
os.nice({by - own})
from archive_app.extract.runtime.pool import ExtractionPool, Job
from pathlib import Path
with ExtractionPool(workers=1) as pool:
    list(pool.map([Job(Path({str(path)!r}))]))
    (worker,) = pool._processes.values()
    print(worker.watched.nice(), worker.memory() > 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == [str(expected), "True"], done.stderr
