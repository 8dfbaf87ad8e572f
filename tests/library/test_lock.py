"""One writer at a time."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from archive_app.core.errors import ArchiveLocked, FileGone, ReadOnlyArchive
from archive_app.library.lock import WriteLock
from tests.faults import Faults

HOLDER = """
import sys
from pathlib import Path
from archive_app.library.lock import WriteLock
with WriteLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_another_process_is_kept_out_until_it_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        lock = WriteLock(tmp_path)
        with pytest.raises(ArchiveLocked):
            lock.acquire(timeout=0)
        other.kill()  # however it ends, the lock is free
        other.wait()
        lock.acquire(timeout=5)
        assert lock.held
        lock.release()


def test_two_locks_of_one_process_exclude_each_other_and_one_can_be_taken_twice(
    tmp_path: Path,
) -> None:
    one, other = WriteLock(tmp_path), WriteLock(tmp_path)
    with one, one, pytest.raises(ArchiveLocked):
        other.acquire(timeout=0)
    assert not one.held
    with other:
        assert other.held
    one.release()


def test_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileGone):
        WriteLock(tmp_path / "file" / "folder").acquire()
    faults = Faults(monkeypatch, errno.EROFS)
    faults.at(0)
    with pytest.raises(ReadOnlyArchive):
        WriteLock(tmp_path).acquire()


def test_the_folder_is_made_anew_where_somebody_removed_it(tmp_path: Path) -> None:
    with WriteLock(tmp_path / "gone" / "folder") as lock:
        assert lock.held
