"""What changed in the archive's folder from outside."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from archive_app.caches import Caches
from archive_app.core.model import Changes
from archive_app.core.progress import CancelToken, ProgressCallback, ignore
from archive_app.library.folder import ArchiveFolder


def refresh(
    folder: ArchiveFolder,
    caches: Caches,
    paths: Iterable[Path] | None = None,
    *,
    progress: ProgressCallback = ignore,
    cancel: CancelToken | None = None,
) -> Changes:
    """Take in what changed in the folder from outside."""
    raise NotImplementedError
