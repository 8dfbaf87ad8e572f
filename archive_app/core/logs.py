"""What the program writes down of its own doings, for whoever has to understand a user's report.

Each module logs to ``logging.getLogger(__name__)``. What is of the user's making stays out of it:
at INFO and above no text, title, note, query or file name is written, just counts, times, versions
and reasons; paths and messages that may hold such things go to DEBUG. An error is therefore
logged by `failed`, which tells its kind, its reason and where in the program it rose.
"""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from contextlib import suppress
from pathlib import Path

from archive_app.core import disk
from archive_app.core.errors import CacheError, KhizanaError
from archive_app.core.version import __version__

NAME = "archive_app"
"""The logger above all others of the program."""

SIZE = 1_000_000
"""Bytes of a file of the log, after which the next is begun."""

KEPT = 3
"""Older files of the log that are kept."""

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def write_to_file(folder: Path, name: str = "khizana") -> Path:
    """Log to ``folder/name.log`` from now on, in this process; return the file.

    Two processes do not write to one file: each has a name of its own. Where the folder cannot be
    written nothing is.
    """
    from logging.handlers import RotatingFileHandler  # it takes some milliseconds to load

    path = folder / f"{name}.log"
    with suppress(OSError):
        disk.make_folder(folder, parents=True)
        handler = RotatingFileHandler(
            path, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", errors="backslashreplace"
        )
        _add(handler, logging.INFO)
    return path


def write_to_terminal(level: int) -> None:
    """Log to standard error from now on, in this process, where there is such a thing."""
    if sys.stderr is not None:
        _add(logging.StreamHandler(sys.stderr), level)


def _add(handler: logging.Handler, level: int) -> None:
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter(FORM))
    logger = logging.getLogger(NAME)
    logger.addHandler(handler)
    logger.setLevel(min(level, logger.level or level))
    logger.info(
        "Khizana %s, Python %s, %s", __version__, platform.python_version(), platform.platform()
    )


def why(error: BaseException) -> str:
    """What kind of error it is and its reason, without what it is about.

    Of a cache the detail is told as well, for that is the program's own.
    """
    cause = error.__cause__ if isinstance(error, KhizanaError) else error
    parts = [type(error).__name__]
    if isinstance(cause, OSError):
        parts.append(cause.strerror or type(cause).__name__)
    elif isinstance(error, CacheError):
        parts.append(error.detail)
    elif isinstance(error, KhizanaError):
        parts.append(error.reason)
    return ": ".join(filter(None, parts))


def failed(log: logging.Logger, what: str, error: BaseException) -> None:
    """Log an error as a warning, with the lines of the program that it came through; its own
    words, which may name files, at DEBUG."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.warning("%s: %s\n%s", what, why(error), frames)
    log.debug("%s: %s", what, error)
