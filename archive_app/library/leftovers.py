"""What a killed import leaves in the archive's folder: its spool, and temporary files."""

from __future__ import annotations

import hashlib
import os
import platform
import time
from contextlib import suppress
from pathlib import Path

import psutil

from archive_app.core import disk

_SPOOL = disk.TEMPORARY + "spool-"
_DAY = 86_400.0
_MINUTES = 600.0
"""Seconds after which a temporary file is nobody's: each lives for one commit."""


def make_staging_folder(folder: Path | None) -> Path:
    """A folder for files on their way into the archive (None: in the system's temporary folder).

    Its name tells whose it is, so that `sweep` knows when it is nobody's.
    """
    return disk.temporary_folder(f"{_SPOOL}{_host()}-{os.getpid()}-", folder)


def sweep(archive: Path) -> None:
    """Remove spools whose process is gone, and old temporary files, where they can be removed.

    Another machine's spool on a shared disk goes when nothing was put there for a day.
    """
    with suppress(OSError):
        for entry in disk.entries(archive):
            if entry.name.startswith(_SPOOL):
                if _left(entry):
                    disk.remove_folder(entry.path, anyhow=True)
            elif not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                _sweep_month(entry.path)


def _sweep_month(folder: str) -> None:
    with suppress(OSError):
        for entry in disk.entries(folder):
            if entry.name.startswith(disk.TEMPORARY) and entry.name.endswith(".tmp"):
                with suppress(OSError):
                    if time.time() - entry.stat().st_mtime > _MINUTES:
                        disk.remove(entry.path)


def _left(spool: os.DirEntry[str]) -> bool:
    """Whether nobody will come back to a spool."""
    host, _, rest = spool.name.removeprefix(_SPOOL).partition("-")
    process = rest.partition("-")[0]
    if host == _host() and process.isdecimal():
        return int(process) != os.getpid() and not psutil.pid_exists(int(process))
    return time.time() - spool.stat().st_mtime > _DAY


def _host() -> str:
    return hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]
