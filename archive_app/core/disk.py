"""Writing files so that a crash leaves the old or the new, whole: never half of one."""

from __future__ import annotations

import ctypes
import hashlib
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_WINDOWS = os.name == "nt"

_CREATE = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)

TEMPORARY = ".khizana-"
"""How the names of our temporary files begin. Whoever walks an archive passes over them."""


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


def temporary_beside(path: Path) -> Path:
    """A name for a temporary file in the same folder, which nobody else uses."""
    return path.with_name(f"{TEMPORARY}{secrets.token_hex(8)}.tmp")


def write_new(path: Path | str, data: bytes) -> Stamp:
    """Write a file that must not exist yet, and return its stamp (which moving it keeps)."""
    handle = os.open(path, _CREATE, 0o666)
    try:
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, memoryview(data)[written:])
        status = os.fstat(handle)
    finally:
        os.close(handle)
    return Stamp(status.st_mtime_ns, len(data), digest(data))


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a file in one step: temporary file in the same folder, fsync, replace.

    ``durable``: on return it outlasts a power failure. Raises OSError, leaving what was there.
    """
    temporary = temporary_beside(path)
    try:
        with temporary.open("xb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def replace(source: Path | str, target: Path | str) -> None:
    """Move a file over another in one step.

    On Windows a virus scanner or an indexer may hold the target open for a moment; it is tried
    again for up to about a second.
    """
    for pause in (0.01, 0.03, 0.1, 0.3, 0.6):
        try:
            os.replace(source, target)  # noqa: PTH105 - hot
            return
        except PermissionError:
            if not _WINDOWS:
                raise
            time.sleep(pause)
    os.replace(source, target)  # noqa: PTH105


def sync_folder(folder: Path | str) -> None:
    """Make a folder's entries outlast a power failure (where folders can be synced: not on
    Windows, whose file systems journal them)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_files(paths: Iterable[Path | str]) -> None:
    """Make the contents of many files outlast a power failure, as fast as the system can.

    On Linux one ``syncfs`` a file system does it for all of them; elsewhere each is synced.
    """
    by_device: dict[int, Path | str] = {}
    folders: set[str] = set()
    flush = _syncfs()
    for path in paths:
        if flush is None:
            _sync_file(path)
            continue
        folder = os.path.dirname(path)  # noqa: PTH120 - hot
        if folder not in folders:  # the files of a folder lie on its file system
            folders.add(folder)
            by_device.setdefault(os.stat(path).st_dev, path)  # noqa: PTH116 - hot
    for path in by_device.values():
        handle = os.open(path, os.O_RDONLY)
        try:
            if flush is not None and not flush(handle):
                raise OSError(ctypes.get_errno(), "syncfs", str(path))
        finally:
            os.close(handle)


def _sync_file(path: Path | str) -> None:
    # Windows syncs only what is open for writing.
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _syncfs() -> Callable[[int], bool] | None:
    """Linux's syncfs(2), which Python does not offer; None elsewhere. True: it succeeded."""
    if not sys.platform.startswith("linux"):
        return None
    function = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if function is None:
        return None
    return lambda handle: function(handle) == 0
