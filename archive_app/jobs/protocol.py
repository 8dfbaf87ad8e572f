"""What a front and the process that works for it say to each other, a frame each.

A front begins with `Open`, then sends `Start` and `Cancel`; the end of its stream means that
it is gone. The worker answers with `Opened`, then, for each number, any `Progressed` and one
`Ended` or `Failed`; `Changed` comes of itself.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive_app.archive.editor import HandedOver
from archive_app.core.errors import KhizanaError
from archive_app.core.model import Changes
from archive_app.core.progress import Progress


@dataclass(frozen=True, slots=True)
class Open:
    """Open the archive in ``folder``; ``cache`` stands in for the user's cache folder."""

    folder: Path
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Tell from now on what changes in the folder from outside."""


@dataclass(frozen=True, slots=True)
class Prepare:
    """Make ready what the first import would wait for."""


@dataclass(frozen=True, slots=True)
class Start:
    """Run an operation; the front's ``number`` stands for it from now on."""

    number: int
    operation: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop a piece of work at its next step."""

    number: int


@dataclass(frozen=True, slots=True)
class Opened:
    """The archive is open, or why not."""

    error: KhizanaError | None = None


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far a piece of work is."""

    number: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a piece of work, and what the front can undo after it."""

    number: int
    result: Any
    handed: HandedOver | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A piece of work raised ``error``; what was ``handed`` over was done before."""

    number: int
    error: BaseException
    handed: HandedOver | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """Something changed in the folder from outside, and was taken in."""

    changes: Changes


Order = Open | Watch | Prepare | Start | Cancel
Answer = Opened | Progressed | Ended | Failed | Changed


def pack(message: Order | Answer) -> bytes:
    """A message as a frame's bytes. What cannot travel is a `Failed` in its place."""
    try:
        return pickle.dumps(message, protocol=5)
    except Exception as error:
        if not isinstance(message, Ended | Failed):
            raise
        why = message.error if isinstance(message, Failed) else error
        told = KhizanaError(None, f"{type(why).__name__}: {why}"[:500])
        return pickle.dumps(Failed(message.number, told, message.handed), protocol=5)


def unpack(frame: bytes) -> Any:
    """The message of a frame; from our own parent or child, and nobody else."""
    return pickle.loads(frame)  # noqa: S301 - see the module's first lines
