"""The one way to write to the disk: a crash leaves the old or the new, whole, never half of one.

Every call of the operating system by which Khizana writes, moves, syncs, locks, lists or removes
files stands in this module (reading a file does not, nor what SQLite does). What such a call
refuses is raised as a `DiskError`, which is an OSError too. Paths are given as they are.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from archive_app.core.errors import AlreadyThere, DiskError, disk_error

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_WINDOWS = os.name == "nt"

_CREATE = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)

_HELD = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
"""What taking a lock says when another has it."""

TEMPORARY = ".khizana-"
"""How the names of our temporary files begin. Whoever walks an archive passes over them."""

SHORT_WAIT = 0.5
"""Seconds that an edit waits for a lock that another program holds: somebody looks on."""

LONG_WAIT = 60.0
"""Seconds that long work (an import, a look through the folder) waits at each of its steps, and
that an edit waits where this program itself writes in another process."""

AnyPath = Path | str


class Stamp(NamedTuple):
    """What a file was when it was read: time of change (ns), size in bytes, digest of its bytes."""

    mtime_ns: int
    size: int
    digest: str = ""


def digest(data: bytes) -> str:
    """A short fingerprint of bytes (BLAKE2b, 128 bits, as hex), to see whether a file changed."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def stamp_of(path: Path, data: bytes) -> Stamp:
    """The stamp of a file with these contents."""
    status = path.stat()
    return Stamp(status.st_mtime_ns, status.st_size, digest(data))


# ---------------------------------------------------------------- writing


class NewFile:
    """A file, not there before, that is written piece by piece. It counts once it is finished."""

    def __init__(self, path: AnyPath) -> None:
        """Make the file, empty. Raises `AlreadyThere`, `DiskError`."""
        self.path = path
        with _translated(path):
            self._handle = os.open(path, _CREATE, 0o666)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Append bytes. Raises `DiskError`."""
        view = memoryview(data)
        with _translated(self.path):
            while view:
                view = view[os.write(self._handle, view) :]

    def finish(self, *, durable: bool = False) -> os.stat_result:
        """Close the file; return its status. ``durable``: its bytes outlast a power failure."""
        with _translated(self.path):
            if durable:
                os.fsync(self._handle)
            status = os.fstat(self._handle)
        self._close()
        return status

    def abandon(self) -> None:
        """Close and remove the file, wherever writing it came to; nothing where it is gone."""
        with suppress(OSError):
            self._close()
        with suppress(OSError):
            remove(self.path, missing_ok=True)

    def _close(self) -> None:
        handle, self._handle = self._handle, -1
        if handle >= 0:
            with _translated(self.path):
                os.close(handle)


def write_new(path: AnyPath, data: bytes) -> Stamp:
    """Write a file that must not exist yet, and return its stamp (which moving it keeps).

    Raises `AlreadyThere`, `DiskError`; nothing is left then.
    """
    file = NewFile(path)
    try:
        file.write(data)
        status = file.finish()
    except BaseException:
        file.abandon()
        raise
    return Stamp(status.st_mtime_ns, len(data), digest(data))


def write_atomic(path: Path, data: bytes | Iterable[bytes], *, durable: bool = True) -> None:
    """Write a file in one step: temporary file in the same folder, fsync, replace.

    ``durable``: on return it outlasts a power failure. Raises `DiskError`, leaving what was there.
    """
    file = NewFile(temporary_beside(path))
    try:
        for piece in [data] if isinstance(data, bytes) else data:
            file.write(piece)
        file.finish(durable=durable)
        replace(file.path, path)
    except BaseException:
        file.abandon()
        raise
    if durable:
        sync_folder(path.parent)


class Job(NamedTuple):
    """A file of a batch: its path, what it is to hold, and what it holds (None: not there)."""

    path: str
    data: bytes
    before: bytes | None = None


def write_batch(jobs: Sequence[Job], along: Iterable[AnyPath] = ()) -> list[Stamp]:
    """Write many files with one durable commit, all of them or none; return their stamps.

    All are written under temporary names, made durable together (with ``along``, files that were
    stored without it), then given their names. So what stands under its name is whole. Raises
    `DiskError`: then each is as it was before, but those that it names as ``kept``.
    """
    mark = TEMPORARY + secrets.token_hex(8)
    temporaries: list[str] = []
    stamps: list[Stamp] = []
    placed = 0
    try:
        for number, job in enumerate(jobs):
            folder = job.path[: -len(os.path.basename(job.path))]  # noqa: PTH119 - hot
            temporaries.append(f"{folder}{mark}-{number}.tmp")
            stamps.append(write_new(temporaries[-1], job.data))
        sync_files([*temporaries, *along])
        for job, temporary in zip(jobs, temporaries, strict=True):
            replace(temporary, job.path)
            placed += 1
    except BaseException as error:
        for temporary in temporaries[placed:]:
            with suppress(OSError):
                remove(temporary, missing_ok=True)
        kept = frozenset(job.path for job in reversed(jobs[:placed]) if not _put_back(job))
        if isinstance(error, DiskError):
            error.kept = kept
        raise
    for folder in {os.path.dirname(job.path) for job in jobs}:  # noqa: PTH120 - hot
        sync_folder(folder or ".")
    return stamps


def _put_back(job: Job) -> bool:
    """Undo one file of a batch; return whether that could be done."""
    with suppress(OSError):
        if job.before is None:
            remove(job.path, missing_ok=True)
        else:
            write_atomic(Path(job.path), job.before)
        return True
    return False


def temporary_beside(path: Path) -> Path:
    """A name for a temporary file in the same folder, which nobody else uses."""
    return path.with_name(f"{TEMPORARY}{secrets.token_hex(8)}.tmp")


def copy_folder(source: Path, target: Path) -> list[Path]:
    """Copy a folder with all in it, links as links, to where nothing stands; return the files.

    Raises `DiskError`.
    """
    with _translated(target):
        shutil.copytree(source, target, symlinks=True, ignore_dangling_symlinks=True)
        return [path for path in target.rglob("*") if path.is_file()]


# ---------------------------------------------------------------- moving and removing


def replace(source: AnyPath, target: AnyPath) -> None:
    """Move a file over another in one step. Raises `DiskError`."""
    with _translated(target):
        _patiently(lambda: os.replace(source, target))  # noqa: PTH105 - hot


def move(source: AnyPath, target: AnyPath) -> None:
    """Move a file or folder to where nothing stands, also to another file system.

    Raises `AlreadyThere`, `DiskError`.
    """
    if os.path.lexists(target):
        raise AlreadyThere(target)
    with _translated(target):
        try:
            _patiently(lambda: os.rename(source, target))  # noqa: PTH104
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            shutil.move(source, target)


@contextmanager
def moved(pairs: Iterable[tuple[Path, Path]]) -> Iterator[None]:
    """Move files and folders, each from the first path to the second, all of them or none.

    They are moved back where one cannot be moved, or where the ``with`` ends in an error; what
    cannot be moved back stays where it came to. Raises as `move`.
    """
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in pairs:
            move(source, target)
            done.append((source, target))
        yield
    except BaseException:
        for source, target in reversed(done):
            with suppress(OSError):
                move(target, source)
        raise


def remove(path: AnyPath, *, missing_ok: bool = False) -> None:
    """Remove a file. Raises `DiskError`, but not of one that is not there with ``missing_ok``."""
    try:
        _patiently(lambda: os.unlink(path))  # noqa: PTH108 - hot
    except OSError as error:
        if not (missing_ok and isinstance(error, FileNotFoundError)):
            raise disk_error(error, path) from error


def remove_folder(path: AnyPath, *, anyhow: bool = False) -> None:
    """Remove a folder with all in it. Raises `DiskError`; with ``anyhow`` it removes what can be
    removed and raises nothing."""
    with suppress(OSError) if anyhow else _translated(path):
        shutil.rmtree(path, ignore_errors=anyhow)


def _patiently(call: Callable[[], None]) -> None:
    """Do what on Windows a virus scanner or an indexer may prevent for a moment, by holding the
    file open; it is tried again for up to about a second."""
    for pause in (0.01, 0.03, 0.1, 0.3, 0.6):
        try:
            return call()
        except PermissionError:
            if not _WINDOWS:
                raise
            time.sleep(pause)
    return call()


# ---------------------------------------------------------------- folders


def make_folder(
    path: AnyPath, *, parents: bool = False, new: bool = False, mode: int = 0o777
) -> None:
    """Make a folder where there is none, with ``parents`` those that it lies in too.

    Raises `DiskError`, and with ``new`` `AlreadyThere`.
    """
    try:
        if parents:
            os.makedirs(path, mode, exist_ok=not new)  # noqa: PTH103
        else:
            os.mkdir(path, mode)  # noqa: PTH102
    except OSError as error:
        if new or not isinstance(error, FileExistsError) or not os.path.isdir(path):  # noqa: PTH112
            raise disk_error(error, path) from error


def make_private(folder: AnyPath) -> None:
    """Let nobody but its owner look into a folder (where the system has such permissions)."""
    if os.name == "posix":
        with _translated(folder):
            os.chmod(folder, 0o700)  # noqa: PTH101


def temporary_folder(prefix: str, parent: Path | None = None) -> Path:
    """Make a folder that nobody else uses, in another (None: the system's temporary one)."""
    with _translated(parent or prefix):
        return Path(tempfile.mkdtemp(prefix=prefix, dir=parent))


@contextmanager
def scratch() -> Iterator[Path]:
    """A temporary folder for as long as the ``with`` lasts. Raises `DiskError`."""
    folder = temporary_folder("khizana-")
    try:
        yield folder
    finally:
        remove_folder(folder, anyhow=True)


def entries(folder: AnyPath) -> list[os.DirEntry[str]]:
    """What lies in a folder, in order of names. Raises `DiskError`."""
    with _translated(folder), os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)


def paths(folder: AnyPath) -> list[Path]:
    """The paths of what lies in a folder, in order of names. Raises `DiskError`."""
    return [Path(entry.path) for entry in entries(folder)]


def names(folder: AnyPath) -> list[str]:
    """The names of what lies in a folder, in no order. Raises `DiskError`."""
    with _translated(folder):
        return os.listdir(folder)  # noqa: PTH208


# ---------------------------------------------------------------- durability


def sync_folder(folder: AnyPath) -> None:
    """Make a folder's entries outlast a power failure (where folders can be synced: not on
    Windows, whose file systems journal them)."""
    if _WINDOWS:
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_files(paths: Iterable[AnyPath]) -> None:
    """Make the contents of many files outlast a power failure, as fast as the system can.

    On Linux one ``syncfs`` a file system does it for all of them; elsewhere, and where there is
    only one, each is synced. Raises `DiskError`.
    """
    by_device: dict[int, AnyPath] = {}
    folders: set[str] = set()
    paths = list(paths)
    flush = _syncfs() if len(paths) > 1 else None
    for path in paths:
        if flush is None:
            # Windows syncs only what is open for writing.
            _sync(path, os.O_RDWR | getattr(os, "O_BINARY", 0), os.fsync)
            continue
        folder = os.path.dirname(path)  # noqa: PTH120 - hot
        if folder not in folders:  # the files of a folder lie on its file system
            folders.add(folder)
            with _translated(path):
                by_device.setdefault(os.stat(path).st_dev, path)  # noqa: PTH116 - hot
    if flush is not None:
        for path in by_device.values():
            _sync(path, os.O_RDONLY, flush)


def _sync(path: AnyPath, flags: int, flush: Callable[[int], None]) -> None:
    with _translated(path):
        handle = os.open(path, flags)
        try:
            flush(handle)
        finally:
            os.close(handle)


def _syncfs() -> Callable[[int], None] | None:
    """Linux's syncfs(2), which Python does not offer; None elsewhere. Raises OSError."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes  # not before it is needed: worker processes start without

    function = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if function is None:
        return None

    def flush(handle: int) -> None:
        if function(handle) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return flush


# ---------------------------------------------------------------- locks


def take_lock(path: AnyPath) -> int | None:
    """Lock a file, which is made where there is none; return what `give_lock` takes, or None
    where another holds it.

    The system gives the lock back when the process ends, however it ends. Raises `DiskError`.
    """
    with _translated(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            if error.errno in _HELD:
                return None
            raise
    return handle


def give_lock(handle: int) -> None:
    """Give a lock back. Raises nothing: with its file closed no lock is held."""
    with suppress(OSError):
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_UN)
    with suppress(OSError):
        os.close(handle)


@contextmanager
def _translated(path: AnyPath) -> Iterator[None]:
    """Tell what the system refuses as an error of ours, about this path; of a file of ours that
    nobody knows by its name, about the folder in which it lies."""
    try:
        yield
    except DiskError:
        raise
    except OSError as error:
        shown = Path(path)
        for part in (shown, *shown.parents):
            if part.name.startswith(TEMPORARY):
                shown = part.parent
        raise disk_error(error, shown) from error
