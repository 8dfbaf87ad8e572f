"""An import from its first file to its report.

Files are found and listed, then read by worker processes; here, in the one process that
writes, each result is compared with what the archive has, and stored in batches: originals
first, then their sidecars with one durable commit, then the catalogue, then the index. So
a crash leaves whole articles, and at worst originals or sidecars that the caches do not list
yet; a refresh takes those in when the archive is next opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from archive_app.core import disk
from archive_app.core.errors import (
    DiskError,
    EmptyFile,
    KhizanaError,
    NotConnected,
    ReadOnlyArchive,
    UnknownFormat,
    Unreadable,
)
from archive_app.core.garbage import collected_rarely
from archive_app.core.model import Article, Extraction, Failure, ImportReport, Metadata
from archive_app.core.progress import Progress
from archive_app.core.times import now
from archive_app.extract import ExtractionPool, Finish, Job, Outcome, attempt
from archive_app.importing import reports
from archive_app.importing.batches import Batches
from archive_app.importing.commit import Committer
from archive_app.importing.duplicates import Duplicates
from archive_app.importing.incoming_sidecars import IncomingSidecars
from archive_app.importing.items import Item, Record, printable
from archive_app.importing.reading import Read, file_hash, finish
from archive_app.importing.staging import StagingFolder
from archive_app.importing.unpacking import Attachments, Unpacking

if TYPE_CHECKING:
    from archive_app.importing.task import Task

LARGE = 2000
"""So many new articles, and the index is merged at the end."""

FEW = 12
"""So few small texts are read in this process: starting workers would take longer."""

_FEW_BYTES = 256 * 1024


class Import:
    """One import; `run` it once.

    With ``dry_run`` everything is read and nothing written. With ``again`` files that lie in
    the archive are read also where they are listed.
    """

    def __init__(self, task: Task, *, dry_run: bool = False, again: bool = False) -> None:
        self.task = task
        self.dry_run = dry_run
        self.again = again
        folder, caches = task.folder, task.caches
        self.tally = reports.Tally()
        self.staging = StagingFolder(folder, writing=not (dry_run or folder.read_only))
        self.duplicates = Duplicates(caches)
        self.later: list[Item] = []
        """What is to be read once all else is: in the next round."""
        self.unpacking = Unpacking(task, self.staging, self.duplicates, self.tally, self.later)
        self.attachments = Attachments(self.staging)
        self.incoming = IncomingSidecars(task, self.tally)
        self.committer = Committer(folder, caches, self.duplicates)
        self.batches = Batches(self._store, self._stored)

    def run(self, found: Iterator[Item | Failure], *, save: bool = True) -> ImportReport:
        """Take in all that is found; return the report, and ``save`` it with the archive.

        Where the archive cannot be written any more (a full disk, one that was taken out) it ends,
        and the report names the archive's folder with the reason. Where nothing had come in by
        then, or it is not to be saved, that is raised.
        """
        cancel = self.task.cancel
        with self.staging:
            try:
                self._run(found)
            except (DiskError, NotConnected, ReadOnlyArchive) as error:
                if not save or not self.tally.imported:
                    raise
                path = printable(self.task.folder.path)
                self.tally.failed.insert(0, Failure(path, error.reason, str(error)))
            cancelled = cancel.cancelled
            if not self.dry_run:
                self.duplicates.remember_copies()
                self._tidy()
        report = self.tally.report(cancelled=cancelled, dry_run=self.dry_run)
        if save and not self.dry_run:
            reports.save(self.task.folder, report)
        return report

    def _run(self, found: Iterator[Item | Failure]) -> None:
        cancel = self.task.cancel
        self.task.folder.require()
        try:
            items = self._list(found) or self._next_round()
            with self.batches, collected_rarely(), self.task.pool() as pool:
                while items and not cancel.cancelled:
                    self._read(pool, items)
                    self._commit(containers=not cancel.cancelled)
                    items = self._next_round()
        finally:
            # Also on an error: what is read and whole is not thrown away.
            with suppress(OSError, KhizanaError):
                self._commit()

    # ------------------------------------------------------------ finding

    def _list(self, found: Iterator[Item | Failure]) -> list[Item]:
        """The files to read in the first round."""
        items: list[Item] = []
        known = self.again and self.task.caches.catalogue.count()
        for item in found:
            if self.task.cancel.cancelled:
                break
            if isinstance(item, Failure):
                self.tally.failed.append(item)
                continue
            if (listed := self._listed(item)) is not None:
                self.tally.duplicates.append((item.display_path, listed))
                continue
            if known:
                self.duplicates.expect(item)
            if item.archive_path and not self.task.folder.sidecar_path(item.archive_path).exists():
                # After those that are articles for certain, so that of two files with the same
                # bytes the one with a sidecar is the article.
                self.later.append(item)
            else:
                items.append(item)
            count = self.tally.total = len(items) + len(self.later)
            if count % 256 == 0:
                self.task.progress(Progress("find", count, 0, item.name))
        return items

    def _listed(self, item: Item) -> Article | None:
        """The article that a file in the archive is already, unless it is to be read again."""
        if self.again or not item.archive_path:
            return None
        catalogue = self.task.caches.catalogue
        known = catalogue.by_path(item.archive_path)
        return None if known is None else catalogue.get(known)

    def _next_round(self) -> list[Item]:
        items = list(self.later)
        self.later.clear()
        return items

    # ------------------------------------------------------------ reading

    def _read(self, pool: ExtractionPool, items: list[Item]) -> None:
        """Read one round's files, and let each batch be stored when it is due."""
        few = _few(items)
        jobs = self.unpacking.jobs(items)
        outcomes: Iterable[Outcome]
        if few:
            outcomes = map(self._read_here, jobs)
        else:
            outcomes = pool.map(jobs, self.task.cancel, finish=self._last_step())
        for outcome in outcomes:
            self._compare(outcome)
            if self.batches.due:
                self.batches.finish() if few else self.batches.start()
            if self.task.cancel.cancelled:
                return

    def _read_here(self, job: Job) -> Outcome:
        limits, finish = self.task.limits, self._last_step()
        return Outcome(job, *attempt(job.path, job.name, limits, finish, job.refused))

    def _last_step(self) -> Finish:
        """The worker's last step: with copies, unless nothing is to be written."""
        copies = self.staging.for_workers()
        return finish if copies is None else partial(finish, copies=copies)

    # ------------------------------------------------------------ comparing

    def _compare(self, outcome: Outcome) -> None:
        """Compare a file that was read with what the archive has, and put it into the batch."""
        item: Item = outcome.job.key
        result, read = outcome.result, outcome.extra
        if isinstance(result, UnknownFormat) and self.unpacking.holds_articles(item, guess=True):
            self.later.extend(job.key for job in self.unpacking.members(item))
            return
        self.tally.done += 1
        if read is None:  # the worker died of it: the file may still be kept
            try:
                read = Read(*file_hash(item.path))
            except Unreadable as error:
                reason = result if isinstance(result, Unreadable) else error
                self.tally.fail(item.display_path, reason.reason, reason.detail)
                return
        if item.archive_path:
            if (twin := self.duplicates.copy_of(item, read)) is not None:
                self.tally.duplicates.append((item.display_path, twin))
                self.incoming.add(twin, item)
                return
        elif (twin := self.duplicates.existing(read.sha256)) is not None:
            self._duplicate(outcome, read, twin)
            return
        record = Record(item, result, read)
        self.attachments.keep(record, item, result)
        self._restore(record)
        self.duplicates.claim(record)
        self.batches.add(record)
        tally = self.tally
        self.task.progress(Progress("import", tally.done, tally.total, item.name))

    def _duplicate(self, outcome: Outcome, read: Read, twin: Record | Article) -> None:
        """Take from a file that the archive has already what came with it, and no more."""
        item, result = outcome.job.key, outcome.result
        if isinstance(result, EmptyFile):
            self.tally.fail(item.display_path, result.reason, result.detail, twin.id)
        else:
            self.tally.duplicates.append((item.display_path, twin))
        for path in (item.path if item.staged else None, read.copy):
            if path:
                disk.remove(path, missing_ok=True)
        self.incoming.add(twin, item)
        self.attachments.keep(twin, item, result)  # a crash may have come before they were in

    def _restore(self, record: Record) -> None:
        """Where a file has the bytes of an original that is missing, put that back."""
        if self.dry_run or record.item.archive_path:
            return
        if (lost := self.duplicates.lost(record.read.sha256)) is not None:
            with suppress(OSError):
                if self.committer.restore(record, lost):
                    self.incoming.add(lost, record.item)

    # ------------------------------------------------------------ storing

    def _commit(self, *, containers: bool = False) -> None:
        """Store what was read; on return all of it is."""
        if containers:  # once their members are listed: one that is listed is not opened again
            self.batches.add(*self.unpacking.containers)
            self.unpacking.containers.clear()
        self.batches.finish()
        if not self.dry_run:
            self.incoming.merge()
        self._release(self.attachments.released(everything=True))

    def _store(self, batch: list[Record]) -> tuple[list[Record], list[Failure]]:
        """Store a batch: originals, sidecars, catalogue, index. Runs in a thread of its own."""
        failed: list[Failure] = []
        if not self.dry_run:
            with self.task.hold():
                return self.committer.commit(batch, failed), failed
        for record in batch:
            record.article = _would_be(record)
        return batch, failed

    def _stored(self, stored: tuple[list[Record], list[Failure]]) -> None:
        """Count what became of a batch."""
        records, failed = stored
        self.tally.failed += failed
        for record in records:
            self.tally.stored(record)
            record.release_content()
        self._release(self.attachments.released())

    def _release(self, attachments: list[Item]) -> None:
        """Let the attachments of messages that are stored (or never will be) come in."""
        self.tally.total += len(attachments)
        self.later.extend(attachments)

    def _tidy(self) -> None:
        """After a large import let go of the words in memory, and merge the index: queries of one
        segment take half the time.

        It is not merged after a cancel (whoever cancels will not wait), nor where most of the
        articles were there before.
        """
        caches, count = self.task.caches, len(self.tally.imported)
        if count < LARGE:
            return
        with caches.catalogue.transaction():
            caches.catalogue.lexicon.rest()
        if self.task.cancel.cancelled:
            return
        with suppress(OSError, KhizanaError):
            if count * 4 >= caches.index.doc_count:
                with self.task.hold():
                    caches.index.optimize()


def _few(items: list[Item]) -> bool:
    """Whether the items are so few and small plain texts that this process reads them itself."""
    return len(items) <= FEW and all(
        item.size <= _FEW_BYTES and Path(item.name).suffix.lower() in {".txt", ".text", ".md"}
        for item in items
    )


def _would_be(record: Record) -> Article:
    """The article that a dry run would have made."""
    known = record.result.metadata if isinstance(record.result, Extraction) else Metadata()
    return Article(
        id="",
        doc=0,
        path=record.item.display_path,
        metadata=known,
        size=record.read.size,
        added=now(),
        parent=record.item.parent,
    )
