"""What all steps of an import share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from archive_app.caches import Caches
from archive_app.core.errors import ArchiveLocked
from archive_app.core.progress import CancelToken, ProgressCallback, ignore
from archive_app.extract import ExtractionPool, Limits
from archive_app.importing.workers import Workers
from archive_app.library.folder import ArchiveFolder

PATIENCE = 60.0
"""Seconds that an import waits while another process writes to the archive."""


@dataclass(frozen=True, slots=True)
class Task:
    """Work on one archive that takes files into it, whose ``progress`` and ``cancel`` these are.

    ``workers`` are those kept between imports (None: each import has its own); ``limits`` hold
    for each file. ``hold`` gives the right to write, which is held for one batch at a time, so
    that others come in between.
    """

    folder: ArchiveFolder
    caches: Caches
    workers: Workers | None = None
    limits: Limits = field(default_factory=Limits)
    progress: ProgressCallback = ignore
    cancel: CancelToken = field(default_factory=CancelToken)
    hold: Callable[[], AbstractContextManager[Any]] = nullcontext

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The right to write; where another process has it, some patience."""
        end = time.monotonic() + PATIENCE
        with ExitStack() as stack:
            while True:
                try:
                    stack.enter_context(self.hold())
                    break
                except ArchiveLocked:
                    if self.cancel.cancelled or time.monotonic() > end:
                        raise
            yield

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
