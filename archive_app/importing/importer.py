"""The way into one archive: what can be asked of it, and what all its steps share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive_app.caches import Caches
from archive_app.core.errors import ArchiveLocked
from archive_app.core.model import ImportReport, Part
from archive_app.core.progress import CancelToken, ProgressCallback, ignore
from archive_app.extract import ExtractionPool, Limits
from archive_app.importing.finding import find, lying_in
from archive_app.importing.items import Item
from archive_app.importing.pipeline import Import
from archive_app.importing.workers import Workers
from archive_app.library.folder import ArchiveFolder

PATIENCE = 60.0
"""Seconds that an import waits while another process writes to the archive."""


@dataclass(frozen=True, slots=True)
class Importer:
    """Takes files into one archive, for one task, whose ``progress`` and ``cancel`` these are.

    ``workers`` are those kept between imports (None: each import has its own); ``limits`` hold
    for each file. ``hold`` gives the right to write, which is held for one batch at a time, so
    that others come in between. A cancel ends an import after what is already read. Where the
    archive cannot be written (a full disk) `ReadOnlyArchive` or OSError is raised.
    """

    folder: ArchiveFolder
    caches: Caches
    workers: Workers | None = None
    limits: Limits = field(default_factory=Limits)
    progress: ProgressCallback = ignore
    cancel: CancelToken = field(default_factory=CancelToken)
    hold: Callable[[], AbstractContextManager[Any]] = nullcontext

    def import_paths(self, paths: Iterable[Path], *, dry_run: bool = False) -> ImportReport:
        """Import files and folders; the report says what became of every file found.

        Originals are copied into the archive, but those that lie in it already stay where they
        are: a second copy in the same archive helps nobody. With ``dry_run`` everything is read
        and nothing written.
        """
        return Import(self, dry_run=dry_run).run(find(paths, self.folder.path))

    def import_bytes(self, data: bytes, name: str) -> ImportReport:
        """Import bytes that are in no file (a paste, a dropped page) as a file called ``name``."""
        work = Import(self)

        def pasted() -> Iterator[Item]:
            yield work.scratch.put(Part(name, data), shown=name)

        return work.run(pasted())

    def adopt(self, originals: Iterable[Path]) -> frozenset[str]:
        """List and index originals that lie in the archive; return the ids of their articles.

        ``originals`` are relative to the archive or absolute. One with a sidecar keeps its id and
        all that the sidecar says; one without gets its first. Those listed already are read
        again. What cannot be read is listed as an article without text; a sidecar that cannot
        be read is left alone and reported by the catalogue's findings.
        """
        work = Import(self, again=True)
        report = work.run(lying_in(self.folder, originals), save=False)
        if findings := work.committer.findings:
            catalogue = self.caches.catalogue
            catalogue.set_findings(dict.fromkeys([*catalogue.findings(), *findings]))
        ids = {article.id for article in report.imported}
        return frozenset(ids | {failure.id for failure in report.failed if failure.id})

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
