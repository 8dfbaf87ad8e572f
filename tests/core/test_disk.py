"""Writing whole or not at all, and the one place where the package touches the disk."""

from __future__ import annotations

import ast
import errno
import os
import pickle
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from archive_app.core import disk, errors
from tests.faults import Faults

PACKAGE = Path(disk.__file__).parents[1]

ELSEWHERE = {
    "search/catalogue": "SQLite writes and locks its own files",
    "caches/stories.py": "SQLite, likewise",
    "core/frames.py": "the pipes between processes, and the null device",
    "extract/containers/unpack.py": "the first bytes of a file, read without waiting for a pipe",
    "cli/commands.py": "the null device in place of a closed stream",
}
"""Where the package calls the system for other things than the files of a user."""

CALLS = re.compile(
    r"\bos\.(open|write|replace|rename|renames|fsync|fdatasync|sync|unlink|remove|removedirs|mkdir"
    r"|makedirs|rmdir|link|symlink|truncate|chmod|utime|scandir|listdir|walk)\("
    r"|\b(shutil|tempfile|fcntl|msvcrt|filelock)\b"
    r"|\.(write_text|write_bytes|rename|unlink|mkdir|rmdir|touch|symlink_to|hardlink_to|chmod"
    r"|iterdir|rglob|scandir)\("
    r"|\bQSaveFile\b|\bQFile\("
)


def writes(path: Path) -> list[str]:
    """The calls in a module that change the disk or list a folder."""
    found = CALLS.findall(path.read_text(encoding="utf-8"))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(
            node.func, "attr", getattr(node.func, "id", "")
        ) in ("open", "fdopen"):
            modes = [*node.args[:2], *(k.value for k in node.keywords if k.arg == "mode")]
            for mode in modes:
                value = mode.value if isinstance(mode, ast.Constant) else ""
                if isinstance(value, str) and re.fullmatch(r"[rwaxbt+]*[wax+][rwaxbt+]*", value):
                    found.append(value)
    return ["".join(part) for part in found]


def test_no_other_module_touches_the_disk() -> None:
    offenders = {
        name: calls
        for path in sorted(PACKAGE.rglob("*.py"))
        if (name := path.relative_to(PACKAGE).as_posix()) != "core/disk.py"
        and not name.startswith(tuple(ELSEWHERE))
        and (calls := writes(path))
    }
    assert offenders == {}


# ---------------------------------------------------------------- whole or not at all


def listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_write_atomic_replaces_what_was_there(tmp_path: Path) -> None:
    disk.write_atomic(tmp_path / "a", b"old")
    disk.write_atomic(tmp_path / "a", iter([b"n", b"ew"]), durable=False)
    assert listing(tmp_path) == {"a": b"new"}


def test_write_new_refuses_to_overwrite(tmp_path: Path) -> None:
    stamp = disk.write_new(tmp_path / "a", b"mine")
    assert stamp == disk.stamp_of(tmp_path / "a", b"mine")
    with pytest.raises(errors.AlreadyThere):
        disk.write_new(tmp_path / "a", b"theirs")
    assert listing(tmp_path) == {"a": b"mine"}


def test_move_refuses_to_overwrite(tmp_path: Path) -> None:
    disk.write_new(tmp_path / "a", b"a")
    disk.write_new(tmp_path / "b", b"b")
    with pytest.raises(errors.AlreadyThere):
        disk.move(tmp_path / "a", tmp_path / "b")
    disk.move(tmp_path / "a", tmp_path / "c")
    assert listing(tmp_path) == {"b": b"b", "c": b"a"}


def test_a_move_to_another_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk.write_new(tmp_path / "a", b"a")

    def other_device(*_: object) -> None:
        raise OSError(errno.EXDEV, "another device")

    faulty = SimpleNamespace(**vars(os))
    faulty.rename = other_device
    monkeypatch.setattr(disk, "os", faulty)
    disk.move(tmp_path / "a", tmp_path / "b")
    assert listing(tmp_path) == {"b": b"a"}


def test_what_was_moved_together_goes_back_together(tmp_path: Path) -> None:
    disk.write_new(tmp_path / "a", b"a")
    disk.write_new(tmp_path / "b", b"b")
    pairs = [(tmp_path / name, tmp_path / f"{name}2") for name in "ab"]
    with pytest.raises(ZeroDivisionError), disk.moved(pairs):
        _ = len(listing(tmp_path).keys() & {"a2", "b2"}) // 0
    assert listing(tmp_path) == {"a": b"a", "b": b"b"}
    with disk.moved(pairs):
        pass
    assert listing(tmp_path) == {"a2": b"a", "b2": b"b"}


def write_atomic(folder: Path) -> None:
    disk.write_atomic(folder / "a", b"new")


def write_new(folder: Path) -> None:
    disk.write_new(folder / "c", b"new")


def write_batch(folder: Path) -> None:
    disk.write_batch(
        [disk.Job(str(folder / "a"), b"new", b"a"), disk.Job(str(folder / "c"), b"new")],
        [folder / "b"],
    )


def move_both(folder: Path) -> None:
    with disk.moved([(folder / "a", folder / "c"), (folder / "b", folder / "d")]):
        pass


@pytest.mark.parametrize("work", [write_atomic, write_new, write_batch, move_both])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_refusal_at_any_call_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Any, number: int
) -> None:
    before = {"a": b"a", "b": b"b"}
    faults = Faults(monkeypatch, number)
    for call in range(200):
        folder = tmp_path / str(call)
        folder.mkdir()
        for name, data in before.items():
            (folder / name).write_bytes(data)
        faults.at(call)
        refused: errors.DiskError | None = None
        try:
            work(folder)
        except errors.DiskError as error:
            refused = error
        assert (listing(folder) == before) == (refused is not None)
        if refused is not None:
            assert (refused.errno, bool(refused.path)) == (number, True)
        elif not faults.met:
            break
    else:
        pytest.fail("it never ends")
    assert call > 1


def test_an_existing_file_in_a_batch_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    stamps = disk.write_batch(
        [disk.Job(str(tmp_path / "a"), b"1", b"old"), disk.Job(str(tmp_path / "b"), b"2")]
    )
    assert listing(tmp_path) == {"a": b"1", "b": b"2"}
    assert stamps == [disk.stamp_of(tmp_path / "a", b"1"), disk.stamp_of(tmp_path / "b", b"2")]


# ---------------------------------------------------------------- what the system refuses


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, errors.DiskFull),
        (errno.EROFS, errors.WriteProtected),
        (errno.EACCES, errors.WriteProtected),
        (errno.EBUSY, errors.FileBusy),
        (errno.ENOENT, errors.FileGone),
        (errno.ENOTDIR, errors.FileGone),
        (errno.EEXIST, errors.AlreadyThere),
        (errno.EIO, errors.DiskError),
    ],
)
def test_each_refusal_is_an_error_of_ours(number: int, kind: type[errors.DiskError]) -> None:
    made = errors.disk_error(OSError(number, "why"), "x/y")
    assert type(made) is kind
    assert isinstance(made, OSError)
    assert (made.path, made.errno) == (Path("x/y"), number)
    again = pickle.loads(pickle.dumps(made))
    assert (type(again), again.path, again.errno, str(again)) == (
        kind,
        made.path,
        number,
        str(made),
    )


def test_a_file_that_windows_shares_with_nobody_is_busy() -> None:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
    assert isinstance(errors.disk_error(error, "x"), errors.FileBusy)


def test_removing(tmp_path: Path) -> None:
    with pytest.raises(errors.FileGone):
        disk.remove(tmp_path / "a")
    disk.remove(tmp_path / "a", missing_ok=True)
    disk.make_folder(tmp_path / "b" / "c", parents=True)
    disk.make_folder(tmp_path / "b")
    with pytest.raises(errors.AlreadyThere):
        disk.make_folder(tmp_path / "b", new=True)
    with pytest.raises(errors.FileGone):
        disk.make_folder(tmp_path / "d" / "e")
    disk.remove_folder(tmp_path / "b")
    disk.remove_folder(tmp_path / "b", anyhow=True)
    with pytest.raises(errors.FileGone):
        disk.remove_folder(tmp_path / "b")
    assert disk.entries(tmp_path) == disk.names(tmp_path) == []


def test_a_scratch_folder_lasts_as_long_as_it_is_wanted() -> None:
    with disk.scratch() as folder:
        disk.write_new(folder / "a", b"a")
        assert disk.paths(folder) == [folder / "a"]
    assert not folder.exists()
