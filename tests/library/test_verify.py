"""What checking an archive finds."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from archive_app.core.errors import Cancelled
from archive_app.core.progress import CancelToken, Progress
from archive_app.library.folder import ArchiveFolder
from archive_app.library.record import Sidecar
from archive_app.library.sidecar import save, set_aside
from archive_app.library.verify import verify


@pytest.fixture
def folder(tmp_path: Path) -> ArchiveFolder:
    folder = ArchiveFolder.open(tmp_path / "archive", create=True)
    for number in range(3):
        add(folder, f"{number}.txt", f"نص {number}".encode())
    return folder


def add(folder: ArchiveFolder, name: str, data: bytes, id_: str = "") -> Path:
    stored = folder.store(data, name, month="2026-11")
    sha256 = hashlib.sha256(data).hexdigest()
    sidecar = Sidecar(id_ or sha256[:32], original_name=name, size=len(data), sha256=sha256)
    save(folder.sidecar_path(stored), sidecar, None)
    return folder.path / stored


def keys(folder: ArchiveFolder, **options: bool) -> list[tuple[str, str]]:
    return [(f.key, f.path.rpartition("/")[2]) for f in verify(folder, **options)]


def test_a_sound_archive(folder: ArchiveFolder) -> None:
    reports: list[Progress] = []
    assert verify(folder, progress=reports.append) == []
    assert reports[-1].done == reports[-1].total == 3


def test_a_missing_original(folder: ArchiveFolder) -> None:
    (folder.path / "2026-11/0.txt").unlink()
    assert keys(folder) == [("missing", "0.txt")]


def test_altered_bytes(folder: ArchiveFolder) -> None:
    (folder.path / "2026-11/0.txt").write_bytes("نص 9".encode())
    (folder.path / "2026-11/1.txt").write_bytes(b"short")
    assert keys(folder) == [("altered", "0.txt"), ("altered", "1.txt")]
    assert keys(folder, hashes=False) == [("altered", "1.txt")]


def test_broken_sidecars(folder: ArchiveFolder) -> None:
    beside = folder.sidecar_path(Path("2026-11/0.txt"))
    beside.write_bytes(b"half")
    assert keys(folder) == [("broken-sidecar", "0.txt.annotations.json")]
    set_aside(beside)
    assert keys(folder) == [("no-sidecar", "0.txt"), ("set-aside", beside.name + ".broken-1")]


def test_what_lies_about(folder: ArchiveFolder) -> None:
    month = folder.path / "2026-11"
    (month / "0 (Samar's conflicted copy 2026-01-02).txt").write_text("x")
    (month / "0.txt.annotations (1).json").write_text("{}")
    (month / ".khizana-0011223344556677.tmp").write_text("x")
    assert keys(folder) == [
        ("conflict-copy", "0 (Samar's conflicted copy 2026-01-02).txt"),
        ("conflict-copy", "0.txt.annotations (1).json"),
        ("no-sidecar", "0 (Samar's conflicted copy 2026-01-02).txt"),
        ("leftover", ".khizana-0011223344556677.tmp"),
    ]


def test_two_articles_with_one_id(folder: ArchiveFolder) -> None:
    add(folder, "copy.txt", "نص 0".encode())
    (finding,) = verify(folder)
    assert (finding.key, finding.path, finding.detail) == (
        "same-id",
        "2026-11/copy.txt",
        "2026-11/0.txt",
    )


def test_broken_settings_are_told_again(folder: ArchiveFolder) -> None:
    (folder.path / "archive.json").write_text("{")
    assert [f.key for f in verify(ArchiveFolder.open(folder.path))] == ["broken-settings"]


def test_it_can_be_stopped(folder: ArchiveFolder) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        verify(folder, cancel=cancel)
