"""Checking an archive folder: is every original as it came, every sidecar sound?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from archive_app.core import disk
from archive_app.core.errors import SidecarError
from archive_app.core.model import Finding
from archive_app.core.progress import CancelToken, Progress, ProgressCallback, ignore
from archive_app.core.sound import sound
from archive_app.library import names, sidecar
from archive_app.library.conflicts import original_of
from archive_app.library.folder import ArchiveFolder
from archive_app.library.sidecar import Sidecar
from archive_app.library.walk import Found

_GRAVITY = {"error": 0, "warning": 1, "info": 2}


def verify(
    folder: ArchiveFolder,
    *,
    progress: ProgressCallback = ignore,
    cancel: CancelToken | None = None,
    hashes: bool = True,
) -> list[Finding]:
    """What is amiss in the folder, the gravest first; nothing when all is well.

    Errors: ``missing`` (a sidecar's original is gone), ``altered`` (its bytes are not those that
    came), ``broken-sidecar``, ``unreadable`` (a file or folder that cannot be read),
    ``broken-settings``. Warnings: ``no-sidecar`` (an original never taken in), ``conflict-copy``,
    ``same-id`` (two articles with one id; detail: the other), ``set-aside`` (a broken sidecar
    that was), ``broken-link``, ``special-file`` (what is no document), ``undecodable-name``. Info:
    ``sidecar-copy`` (a copy of a sidecar, under a name of its own), ``leftover`` (a temporary file
    of an interrupted write). Without ``hashes`` only the size of originals is compared. Raises
    Cancelled.
    """
    findings = list(folder.notices)
    listed = list(folder.walk())
    originals = {found.path: found for found in listed if found.kind == "original"}
    sidecars = {found.path for found in listed if found.kind == "sidecar"}
    for found in listed:
        findings += _about_name(found)
    ids: dict[str, Path] = {}
    for number, (path, found) in enumerate(originals.items()):
        progress(Progress("verify", number, len(originals), path.name))
        if cancel is not None:
            cancel.check()
        beside = path.with_name(names.sidecar_name(path.name))
        if beside not in sidecars:
            copy = sidecar.is_sidecar_copy(folder.path / path)
            severity, key = ("info", "sidecar-copy") if copy else ("warning", "no-sidecar")
            findings.append(Finding(severity, key, path.as_posix()))  # type: ignore[arg-type]
            continue
        sidecars.discard(beside)
        content = _load(folder, beside, findings)
        if content is None:
            continue
        other = ids.setdefault(content.id, path)
        if other != path:
            findings.append(Finding("warning", "same-id", path.as_posix(), other.as_posix()))
        findings += _about_bytes(folder, found, content, hashes)
    for beside in sorted(sidecars):
        content = _load(folder, beside, findings)
        if content is not None:
            original = original_of(beside, content).as_posix()
            findings.append(Finding("error", "missing", original))
    progress(Progress("verify", len(originals), len(originals)))
    return sorted(findings, key=lambda f: (_GRAVITY[f.severity], f.key, f.path))


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, as hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _about_name(found: Found) -> Iterator[Finding]:
    path = sound(found.path.as_posix())
    name = found.path.name
    if found.kind == "unreadable":
        yield Finding("error", "unreadable", path)
    elif found.kind in ("broken-link", "special-file", "undecodable-name"):
        yield Finding("warning", found.kind, path)
    elif found.kind == "aside":
        yield Finding("warning", "set-aside", path)
    elif found.kind == "copy" or (found.kind == "original" and names.is_conflict_name(name)):
        yield Finding("warning", "conflict-copy", path)
    elif name.startswith(disk.TEMPORARY) and name.endswith(".tmp"):
        yield Finding("info", "leftover", path)


def _load(folder: ArchiveFolder, path: Path, findings: list[Finding]) -> Sidecar | None:
    try:
        return sidecar.load(folder.path / path)[0]
    except FileNotFoundError:
        return None
    except SidecarError as error:
        findings.append(Finding("error", "broken-sidecar", path.as_posix(), error.detail))
        return None


def _about_bytes(
    folder: ArchiveFolder, found: Found, content: Sidecar, hashes: bool
) -> Iterator[Finding]:
    path = found.path.as_posix()
    if not content.sha256:
        return
    try:
        if found.size != content.size:
            detail = f"{found.size} bytes instead of {content.size}"
            yield Finding("error", "altered", path, detail)
        elif hashes and sha256_of(folder.path / found.path) != content.sha256:
            yield Finding("error", "altered", path, "other bytes of the same size")
    except FileNotFoundError:
        yield Finding("error", "missing", path)
    except OSError as error:
        yield Finding("error", "unreadable", path, str(error))
