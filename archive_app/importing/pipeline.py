"""An import from its first file to its report.

Files are found and listed, then read by worker processes; here, in the one process that
writes, each result is compared with what the archive has, and stored in batches: originals
first, then their sidecars with one durable commit, then the catalogue, then the index. So
a crash leaves whole articles, and at worst originals or sidecars that the caches do not list
yet; `taking` takes those in when the archive is next opened.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from archive_app.caches import Caches
from archive_app.core import disk
from archive_app.core.errors import (
    ArchiveLocked,
    EmptyFile,
    ExtractError,
    KhizanaError,
    SidecarError,
    UnknownFormat,
    Unreadable,
)
from archive_app.core.garbage import collected_rarely
from archive_app.core.model import (
    Article,
    Extraction,
    Failure,
    ImportReport,
    Metadata,
    Part,
)
from archive_app.core.progress import CancelToken, Progress, ProgressCallback, ignore
from archive_app.core.times import now
from archive_app.extract.building.source import Limits
from archive_app.extract.frame.pool import ExtractionPool, Job, Outcome
from archive_app.extract.frame.worker import Finish, attempt
from archive_app.extract.packs.containers import is_container, unpack
from archive_app.importing import copies, reports
from archive_app.importing.batches import Batches
from archive_app.importing.commit import (
    CONTAINER,
    Record,
    Store,
    container_record,
    failed_container,
)
from archive_app.importing.finding import Item, find, shown
from archive_app.importing.incoming_sidecars import merge_in, says_something
from archive_app.importing.reading import Read, file_hash, finish
from archive_app.importing.scratch import Spooling
from archive_app.importing.workers import Workers
from archive_app.library import names
from archive_app.library import sidecar as sidecars
from archive_app.library.folder import ArchiveFolder
from archive_app.library.sidecar import Sidecar

LARGE = 2000
"""So many new articles, and the index is merged at the end."""

PATIENCE = 60.0
"""Seconds that an import waits while another process writes to the archive."""

Hold = Callable[[], AbstractContextManager[Any]]

FEW = 12
"""So few small texts are read in this process: starting workers would take longer."""

_FEW_BYTES = 256 * 1024


def import_paths(
    folder: ArchiveFolder,
    caches: Caches,
    paths: Iterable[Path],
    *,
    dry_run: bool = False,
    progress: ProgressCallback = ignore,
    cancel: CancelToken | None = None,
    limits: Limits | None = None,
    hold: Hold = nullcontext,
    workers: Workers | None = None,
) -> ImportReport:
    """Import files and folders; the report says what became of every file found.

    Originals are copied into the archive, but those that lie in it already stay where they are: a
    second copy in the same archive helps nobody. With ``dry_run`` everything is read and nothing
    written. A cancel ends it after what is already read. ``hold`` gives the right to write, which
    is held for one batch at a time, so that others come in between. ``workers`` are those kept
    between imports (None: this one has its own).
    Raises `ReadOnlyArchive` or OSError where the archive cannot be written (a full disk).
    """
    with Import(
        folder,
        caches,
        dry_run=dry_run,
        progress=progress,
        cancel=cancel,
        limits=limits,
        hold=hold,
        workers=workers,
    ) as work:
        return work.run(find(paths, folder.path))


def import_bytes(
    folder: ArchiveFolder,
    caches: Caches,
    data: bytes,
    name: str,
    *,
    hold: Hold = nullcontext,
    workers: Workers | None = None,
) -> ImportReport:
    """Import bytes that are in no file (a paste, a dropped page) as a file called ``name``.

    ``hold`` and ``workers`` as for `import_paths`.
    """
    with Import(folder, caches, hold=hold, workers=workers) as work:
        return work.run(iter([work.spooling.put(Part(name, data), shown=name)]))


class Import:
    """One import. Use it in a ``with``; `run` once.

    With ``again``, files that lie in the archive are read again also where they are listed.
    """

    def __init__(
        self,
        folder: ArchiveFolder,
        caches: Caches,
        *,
        dry_run: bool = False,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
        limits: Limits | None = None,
        again: bool = False,
        hold: Hold = nullcontext,
        workers: Workers | None = None,
    ) -> None:
        self.hold = hold
        self.workers = workers
        self.again = again
        self.folder = folder
        self.caches = caches
        self.dry_run = dry_run
        self.progress = progress
        self.cancel = cancel or CancelToken()
        self.limits = limits or Limits()
        self.store = Store(folder, caches)
        self.tally = reports.Tally()
        self.spooling = Spooling(folder, writing=not (dry_run or folder.read_only))
        self.done = 0
        self.total = 0
        self._batches = Batches(self._store, self._stored)
        self._later: deque[Item] = deque()
        self._owners: list[tuple[Record | Article, list[Item]]] = []
        self._containers: list[Record] = []
        self._brought: list[tuple[Record | Article, Sidecar, Item]] = []
        self._copies: list[tuple[Item, int, Record | Article]] = []

    def __enter__(self) -> Self:
        """Return the import."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what was only spooled."""
        self.spooling.discard()

    # ------------------------------------------------------------ the stages

    def run(self, found: Iterator[Item | Failure], *, save: bool = True) -> ImportReport:
        """Take in all that is found; return the report, and ``save`` it with the archive."""
        try:
            items = self._listed(found)
            with self._batches, collected_rarely(), self._pool() as pool:
                while items or self._later:
                    if not items:
                        items = list(self._later)
                        self._later.clear()
                    self._read(pool, items)
                    items = []
                    if not self.cancel.cancelled:
                        # Listed once their members are: one that is listed is not opened again.
                        self._batches.add(*self._containers)
                        self._containers.clear()
                    self._commit()
                    if self.cancel.cancelled:
                        break
        finally:
            # Also on an error: what is read and whole is not thrown away.
            with suppress(OSError, KhizanaError):
                self._commit()
        cancelled = self.cancel.cancelled
        self._remember_copies()
        self._tidy()
        report = self.tally.report(cancelled=cancelled, dry_run=self.dry_run)
        if save and not self.dry_run:
            reports.save(self.folder, report)
        return report

    @contextmanager
    def _pool(self) -> Iterator[ExtractionPool]:
        workers = self.workers or Workers()
        try:
            with workers.borrowed(self.limits) as pool:
                yield pool
        finally:
            if workers is not self.workers:
                workers.release()

    def _listed(self, found: Iterator[Item | Failure]) -> list[Item]:
        items: list[Item] = []
        for item in found:
            if self.cancel.cancelled:
                break
            if isinstance(item, Failure):
                self.tally.failed.append(item)
                continue
            if item.inside and not self.again:
                known = self.caches.catalogue.by_path(item.inside)
                if known is not None:
                    self.tally.duplicates.append((item.shown, self.caches.catalogue.get(known)))
                    continue
            if item.inside and not self.folder.sidecar_path(item.inside).exists():
                # After those that are articles for certain, so that of two files with the same
                # bytes the one with a sidecar is the article.
                self._later.append(item)
            else:
                items.append(item)
            if (found_so_far := len(items) + len(self._later)) % 256 == 0:
                self.progress(Progress("find", found_so_far, 0, item.name))
        self.total = len(items) + len(self._later)
        return items

    def _read(self, pool: ExtractionPool, items: list[Item]) -> None:
        outcomes: Iterable[Outcome]
        few = _few(items)
        if few:
            outcomes = (self._attempt(item) for item in items)
        else:
            outcomes = pool.map(self._jobs(items), self.cancel, finish=self._finish())
        for outcome in outcomes:
            self._take(outcome)
            if self._batches.due:
                self._batches.finish() if few else self._batches.start()
            if self.cancel.cancelled:
                return

    def _attempt(self, item: Item) -> Outcome:
        job = self._job(item)
        result, extra = attempt(job.path, job.name, self.limits, self._finish(), job.refused)
        return Outcome(job, result, extra)

    def _job(self, item: Item) -> Job:
        """The order to read a file; its sidecar, where it has one, says which repairs to leave."""
        refused: frozenset[str] = frozenset()
        if item.inside:
            loaded = self.store.load(item.inside)
            if isinstance(loaded, SidecarError):
                item.broken = loaded
            elif loaded is not None:
                item.old = loaded
                refused = frozenset(loaded[0].refused_repairs)
        elif item.beside is not None:
            try:
                item.brought = sidecars.load(item.beside)[0]
                refused = frozenset(item.brought.refused_repairs)
            except (SidecarError, FileNotFoundError) as error:
                detail = error.detail if isinstance(error, SidecarError) else str(error)
                self.tally.failed.append(Failure(shown(item.beside), "broken-sidecar", detail))
        return Job(item.path, item.name, item.size, refused, item)

    def _jobs(self, items: list[Item]) -> Iterator[Job]:
        """The files to read; containers are unpacked here, a member at a time."""
        waiting = deque(items)
        items.clear()  # a hundred thousand of them weigh something: each goes when it is done
        while waiting:
            item = waiting.popleft()
            job = self._job(item)
            if not self._holds_articles(item):
                yield job
            elif item.inside and not item.deferred:
                item.deferred = True
                self._later.append(item)  # by then the articles that it gave before are known
            else:
                yield from self._members(item)

    def _holds_articles(self, item: Item, *, guess: bool = False) -> bool:
        """Whether a file is a container; one with a sidecar is what it was taken for then."""
        if item.old is not None:
            return item.old[0].extractor == CONTAINER
        return item.broken is None and is_container(item.path, item.name, guess=guess)

    def _members(self, container: Item) -> Iterator[Job]:
        """The files in a container, each an article of its own.

        A container that lies in the archive stays there and is listed itself, without text, as
        the parent of its members. Its members are taken out once: afterwards they are articles
        that the user may change, move and delete.
        """
        self.total -= 1
        if container.depth >= self.limits.depth:
            self._failed(container, "limit", "containers in containers")
            return
        listed: Record | None = None
        if container.inside:
            try:
                listed = container_record(container)
            except Unreadable as error:
                self._failed(container, error.reason, error.detail)
                return
            if self._is_copy(container, listed.read):
                return
            self.store.claim(listed)
            container.parent = listed.id
            if container.old is not None and container.old[0].sha256 == listed.read.sha256:
                self._containers.append(listed)
                return
        elif container.brought is not None and says_something(container.brought):
            sidecar = container.shown + names.SUFFIX
            self.tally.failed.append(Failure(sidecar, "orphan-sidecar"))
        empty = True
        reason = detail = ""
        try:
            for member in unpack(container.path, self.limits, name=container.name):
                empty = False
                if self.cancel.cancelled:
                    return
                name = member.path if isinstance(member, Failure) else member.name
                shown = f"{container.shown}/{name}"
                if isinstance(member, Failure):
                    self.tally.failed.append(Failure(shown, member.reason, member.detail))
                    continue
                self.total += 1
                item = self.spooling.put(member, shown=shown, depth=container.depth + 1)
                item.parent = container.parent
                if member.relation != "record" and is_container(item.path, item.name):
                    yield from self._members(item)
                else:
                    yield self._job(item)
        except ExtractError as error:
            reason, detail = error.reason, error.detail
        else:
            if empty:
                reason, detail = "empty", "nothing in it"
        if listed is not None:
            self._containers.append(listed if not reason else failed_container(listed, reason))
        elif reason:
            self._failed(container, reason, detail)
        if container.spooled:
            disk.remove(container.path, missing_ok=True)

    def _finish(self) -> Finish:
        """The worker's last step: with copies, unless nothing is to be written."""
        spool = self.spooling.for_workers()
        return finish if spool is None else partial(finish, spool=spool)

    # ------------------------------------------------------------ one result

    def _take(self, outcome: Outcome) -> None:
        """Compare a file that was read with what the archive has, and put it into the batch."""
        item: Item = outcome.job.key
        result, read = outcome.result, outcome.extra
        self.done += 1
        if isinstance(result, UnknownFormat) and self._holds_articles(item, guess=True):
            self.done -= 1
            self._later.extend(job.key for job in self._members(item))
            return
        if read is None:  # the worker died of it: the file may still be kept
            try:
                read = Read(*file_hash(item.path))
            except Unreadable as error:
                reason = result if isinstance(result, Unreadable) else error
                self._failed(item, reason.reason, reason.detail)
                return
        if item.inside and self._is_copy(item, read):
            return
        twin = None if item.inside else self.store.twin(read.sha256)
        if twin is not None:
            if isinstance(result, EmptyFile):
                self.tally.failed.append(Failure(item.shown, result.reason, result.detail, twin.id))
            else:
                self.tally.duplicates.append((item.shown, twin))
            for path in (item.path if item.spooled else None, read.copy):
                if path:
                    disk.remove(path, missing_ok=True)
            if item.brought is not None:
                self._brought.append((twin, item.brought, item))
            self._spool_parts(twin, item, result)  # a crash may have come before they were in
            return
        record = Record(item, result, read, old=item.old, broken=item.broken)
        if not item.inside and not self.dry_run and (lost := self.store.lost(read.sha256)):
            with suppress(OSError):
                if self.store.restore(record, lost) and item.brought is not None:
                    self._brought.append((lost, item.brought, item))
        self._spool_parts(record, item, result)
        self.store.claim(record)
        self._batches.add(record)
        self.progress(Progress("import", self.done, self.total, item.name))

    def _spool_parts(
        self, owner: Record | Article, item: Item, result: Extraction | ExtractError
    ) -> None:
        """Put a message's attachments aside, until it has an id. Those of a message that was in
        the archive before are articles already, which the user may have deleted."""
        if isinstance(result, Extraction) and result.parts and item.old is None:
            shown = f"{item.shown}/"
            parts = [
                self.spooling.put(part, shown=shown + part.name, depth=item.depth + 1)
                for part in result.parts
            ]
            self._owners.append((owner, parts))

    def _is_copy(self, item: Item, read: Read) -> bool:
        """Whether a file that is new in the archive's folder has the bytes of an article there;
        it then stays as it is, and is remembered. One with a sidecar is an article."""
        if item.old is not None or item.broken is not None:
            return False
        twin = self.store.twin(read.sha256)
        if twin is None or self.caches.catalogue.by_path(item.inside) is not None:
            return False
        self.tally.duplicates.append((item.shown, twin))
        self._copies.append((item, read.size, twin))
        return True

    def _remember_copies(self) -> None:
        if self._copies and not self.dry_run:
            found = {
                item.inside: copies.Copy(item.mtime_ns, size, twin.id)
                for item, size, twin in self._copies
            }
            copies.remember(self.caches.catalogue, found)

    def _failed(self, item: Item, reason: str, detail: str) -> None:
        self.tally.failed.append(Failure(item.shown, reason, detail))

    # ------------------------------------------------------------ one commit

    def _commit(self) -> None:
        """Store what was read; on return all of it is."""
        self._batches.finish()
        self._bring()
        self._release(self._owners)
        self._owners = []

    def _bring(self) -> None:
        """Merge what came with files into the sidecars of the articles that they are."""
        brought, self._brought = self._brought, []
        if not brought or self.dry_run or self.folder.read_only:
            return
        with self._held():
            for twin, sidecar, item in brought:
                try:
                    merge_in(self.folder, self.caches, twin.id, sidecar)
                except (KhizanaError, OSError) as error:
                    reason = error.reason if isinstance(error, KhizanaError) else "no-access"
                    path = shown(item.beside or item.path)
                    self.tally.failed.append(Failure(path, reason, str(error), twin.id))

    def _store(self, batch: list[Record]) -> tuple[list[Record], list[Failure]]:
        """Store a batch: originals, sidecars, catalogue, index. Runs in a thread of its own."""
        failed: list[Failure] = []
        if not self.dry_run:
            with self._held():
                return self.store.commit(batch, failed), failed
        for record in batch:
            record.article = _would_be(record)
        return batch, failed

    def _stored(self, stored: tuple[list[Record], list[Failure]]) -> None:
        """Count what became of a batch."""
        kept, failed = stored
        tally = self.tally
        tally.failed += failed
        for record in kept:
            result, article = record.result, record.article
            assert article is not None
            if isinstance(result, Extraction) and record.failed:
                tally.failed.append(Failure(record.item.shown, record.failed, "", article.id))
            elif isinstance(result, Extraction):
                tally.imported.append(article)
                if result.repairs:
                    tally.repaired.append(article.id)
            else:
                failure = Failure(record.item.shown, result.reason, result.detail, article.id)
                tally.failed.append(failure)
            if record.like:
                tally.likely.append((article.id, record.like))
            record.lighten()
        self._release([pair for pair in self._owners if pair[0].id])
        self._owners = [pair for pair in self._owners if not pair[0].id]

    def _release(self, owners: list[tuple[Record | Article, list[Item]]]) -> None:
        """Let the parts of messages that are stored (or never will be) come in."""
        for owner, parts in owners:
            for part in parts:
                part.parent = owner.id
                self.total += 1
                self._later.append(part)

    def _tidy(self) -> None:
        """After a large import let go of the words in memory, and merge the index: queries of one
        segment take half the time.

        It is not merged after a cancel (whoever cancels will not wait), nor where most of the
        articles were there before.
        """
        count = len(self.tally.imported)
        if self.dry_run or count < LARGE:
            return
        with self.caches.catalogue.transaction():
            self.caches.catalogue.lexicon.rest()
        if self.cancel.cancelled:
            return
        with suppress(OSError, KhizanaError):
            if count * 4 >= self.caches.index.doc_count:
                with self._held():
                    self.caches.index.optimize()

    def _held(self) -> AbstractContextManager[Any]:
        """The right to write; where another process has it, some patience."""
        end = time.monotonic() + PATIENCE
        stack = ExitStack()
        while True:
            try:
                stack.enter_context(self.hold())
            except ArchiveLocked:
                if self.cancel.cancelled or time.monotonic() > end:
                    raise
            else:
                return stack


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
        path=record.item.shown,
        metadata=known,
        size=record.read.size,
        added=now(),
        parent=record.item.parent,
    )
