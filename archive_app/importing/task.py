"""What all steps of an import share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from archive_app.caches import Caches
from archive_app.core.progress import CancelToken, ProgressCallback, ignore
from archive_app.extract import ExtractionPool, Limits
from archive_app.importing.workers import Workers
from archive_app.library.folder import ArchiveFolder


@dataclass(frozen=True, slots=True)
class Task:
    """Work on one archive that takes files into it, whose ``progress`` and ``cancel`` these are.

    ``workers`` are those kept between imports (None: each import has its own); ``limits`` hold
    for each file. ``hold`` gives the right to write, which is held for one batch at a time, so
    that others come in between; where another process has it, it waits for that.
    """

    folder: ArchiveFolder
    caches: Caches
    workers: Workers | None = None
    limits: Limits = field(default_factory=Limits)
    progress: ProgressCallback = ignore
    cancel: CancelToken = field(default_factory=CancelToken)
    hold: Callable[[], AbstractContextManager[Any]] = nullcontext

    @contextmanager
    def pool(self) -> Iterator[ExtractionPool]:
        """The worker processes of one import."""
        workers = self.workers or Workers()
        try:
            with workers.borrowed(self.limits) as pool:
                yield pool
        finally:
            if workers is not self.workers:
                workers.release()
