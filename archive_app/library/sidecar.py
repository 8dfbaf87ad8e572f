"""Sidecars on disk: reading, and writing without ever overwriting what others wrote.

A sidecar lies beside its original, as ``NAME.annotations.json``. One that cannot be read raises
`SidecarError` on reading and on writing alike, and stays as it is: it may be the only copy of
somebody's work, and half a file is often a synchroniser that has not finished. `set_aside`, on
the user's word, renames it to ``NAME.annotations.json.broken-1`` so that a new one can be begun.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from archive_app.core import disk
from archive_app.core.disk import Stamp
from archive_app.core.errors import SidecarError
from archive_app.library.jsonld import from_json, to_json
from archive_app.library.merging import distinct, merge
from archive_app.library.names import original_name
from archive_app.library.record import (
    Sidecar,
    UserValue,
    article_id,
    new_id,
    new_tag,
    normal,
    tag_id,
)

__all__ = [
    "Sidecar",
    "Stamp",
    "UserValue",
    "article_id",
    "from_json",
    "is_sidecar_copy",
    "load",
    "merge",
    "new_id",
    "new_tag",
    "save",
    "save_all",
    "save_new",
    "set_aside",
    "set_aside_name",
    "tag_id",
    "to_json",
]

log = logging.getLogger(__name__)

SIZE_LIMIT = 256 * 1024 * 1024
"""Bytes beyond which a file is not read as a sidecar: no annotations of one article take that."""

_HEAD = 64 * 1024
"""Bytes at a file's beginning that tell whether it is a sidecar."""


def load(path: Path) -> tuple[Sidecar, Stamp]:
    """The sidecar in a file, and the stamp to give back to `save`.

    Raises SidecarError where the file cannot be read or is no sidecar (``detail`` says why), and
    FileNotFoundError where there is none.
    """
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise SidecarError(path, "too large")
        data = path.read_bytes()
        stamp = disk.stamp_of(path, data)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise SidecarError(path, str(error)) from error
    return _named(parse(path, data), path), stamp


def parse(path: Path, data: bytes) -> Sidecar:
    """The sidecar in a file's bytes. Raises SidecarError."""
    try:
        return distinct(from_json(data.decode("utf-8-sig")))
    except (ValueError, TypeError, OverflowError, AttributeError, KeyError) as error:
        # Whatever form a hostile or mangled file has, it is a broken sidecar and no more.
        raise SidecarError(path, str(error)) from error


def is_sidecar_copy(path: Path) -> bool:
    """Whether a file is a sidecar by what is in it, under whatever name (``… - Copy.json``,
    ``.bak``, ``~``): somebody's copy, and no document. One that cannot be read is none."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError:
        return False
    return head.startswith(b"{") and b'"khizana:format"' in head and b"AnnotationCollection" in head


def save(path: Path, sidecar: Sidecar, expected: Stamp | None) -> tuple[Sidecar, Stamp]:
    """Write a sidecar in one step, durably; return what was written, and its stamp.

    ``expected`` is the stamp of the file that ``sidecar`` was made from (None: there was none).
    Where the file has changed since, both are merged, and the merged is written and returned.
    Raises SidecarError, writing nothing, where the file there now cannot be read; DiskError where
    it cannot be written.
    """
    return save_all([(path, sidecar, expected)])[0]


def save_new(
    batch: Iterable[tuple[Path, Sidecar]], originals: Iterable[Path | str] = ()
) -> list[tuple[Sidecar, Stamp]]:
    """Write many new sidecars, as `save_all` does; where one is there already, they are merged.

    They are made durable together with ``originals``, files that were stored without it. So a
    sidecar that stands under its name is whole, and so is its original.
    """
    return save_all(((path, sidecar, None) for path, sidecar in batch), originals)


def save_all(
    batch: Iterable[tuple[Path, Sidecar, Stamp | None]], along: Iterable[Path | str] = ()
) -> list[tuple[Sidecar, Stamp]]:
    """Write many sidecars as by `save`, all of them or none, with one durable commit.

    ``along`` are files that are made durable with them. Raises SidecarError, before anything is
    written, where one that is there cannot be read; DiskError, with all as they were but those
    that it names as ``kept``.
    """
    mine: list[Sidecar] = []
    jobs: dict[int, disk.Job] = {}
    for number, (path, sidecar, expected) in enumerate(batch):
        one = normal(sidecar, original_name(path.name))
        present = _present(path)
        if present is not None and (expected is None or disk.digest(present) != expected.digest):
            one = _named(merge(parse(path, present), one), path)
            log.info("a sidecar that changed meanwhile was merged")
            log.debug("merged with what others wrote: %s", path)
        mine.append(one)
        data = _encoded(one)
        jobs[number] = disk.Job(str(path), data, present)
    changed = [number for number, job in jobs.items() if job.data != job.before]
    written = disk.write_batch([jobs[number] for number in changed], along)
    stamps = dict(zip(changed, written, strict=True))
    return [
        (one, stamps.get(number) or disk.stamp_of(Path(jobs[number].path), jobs[number].data))
        for number, one in enumerate(mine)
    ]


def _present(path: Path) -> bytes | None:
    """A sidecar's bytes, None where there is none. Raises SidecarError."""
    place = str(path)
    if not os.path.exists(place):  # noqa: PTH110 - hot: most are new in an import
        return None
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SidecarError(path, str(error)) from error


def set_aside(path: Path) -> Path:
    """Rename a broken sidecar so that a new one may take its place; return its new path."""
    target = set_aside_name(path)
    disk.move(path, target)
    disk.sync_folder(path.parent)
    return target


def set_aside_name(path: Path) -> Path:
    """The free path under which a broken sidecar is kept: ``NAME.annotations.json.broken-1``."""
    number = 1
    while (target := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    return target


def _named(sidecar: Sidecar, path: Path) -> Sidecar:
    """The sidecar with its original's present name, which its own name tells."""
    name = original_name(path.name)
    return sidecar if not name or name == sidecar.file else replace(sidecar, file=name)


def _encoded(sidecar: Sidecar) -> bytes:
    """UTF-8; a lone surrogate (from a file name that is no UTF-8) as a JSON escape."""
    text = to_json(sidecar)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace")
