"""Files of files: zip, tar, and exports with many records; each member becomes an article.

Nothing that a container says of itself is believed: sizes are counted as they stream, names
are only names, links are passed over, and limits on members, bytes and ratio hold for what
comes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive_app.core.model import Failure, Part
from archive_app.extract.source import Limits


def is_container(path: Path, name: str = "", *, guess: bool = False) -> bool:
    """Whether the file's members are to be articles, not the file itself."""
    return False


def unpack(path: Path, limits: Limits, *, name: str = "") -> Iterator[Part | Failure]:
    """The members of a container, one at a time."""
    raise NotImplementedError
    yield
