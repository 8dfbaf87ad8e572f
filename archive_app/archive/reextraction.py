"""Articles that an older extractor read, read again by the present one.

An extractor's version grows when it reads better; what it read before stays as it is until
somebody wants it read again, for that takes as long as an import. It is done as an import is: in
worker processes, stored in batches, each sidecar before the caches. What the user made stays:
metadata that was set, tags and notes as they are, repairs that were refused are refused again,
and each highlight is anchored anew in the new text. One whose passage cannot be told there keeps
its old anchor and is listed as an orphan. Where a file cannot be read now, or has no text now
that had some, nothing changes: what an older extractor made of it is better than nothing.

So an article is done or not, and a cancel or a crash leaves the rest as outdated as it was.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from archive_app.caches import Caches, prepare
from archive_app.caches.stories import WordDigests
from archive_app.core.errors import ExtractError, NotFound, SidecarError
from archive_app.core.garbage import collected_rarely
from archive_app.core.model import (
    AnchorStatus,
    Annotation,
    Content,
    Extraction,
    Failure,
    Outdated,
    ReextractionReport,
    Reread,
    Status,
)
from archive_app.core.progress import CancelToken, Progress, ProgressCallback, ignore
from archive_app.extract import Job, Limits, present
from archive_app.importing.batches import Batches
from archive_app.importing.reading import Read, finish
from archive_app.importing.workers import Workers
from archive_app.library import sidecar as sidecars
from archive_app.library.clock import later
from archive_app.library.folder import ArchiveFolder
from archive_app.library.record import normal
from archive_app.library.sidecar import Sidecar, Stamp
from archive_app.search.catalogue import extractors, unpack_structure, unpack_text
from archive_app.text import anchors

log = logging.getLogger(__name__)

Hold = Callable[[], AbstractContextManager[Any]]


def outdated(caches: Caches) -> tuple[Outdated, ...]:
    """Which articles an older extractor read, by extractor; no file is looked at.

    Left out are those whose originals are missing, and those without text that no extractor read.
    """
    counts = extractors.counts(caches.catalogue)
    grown = ((stamp, present(stamp), count) for stamp, count in counts.items())
    return tuple(Outdated(*each) for each in grown if each[0] != each[1])


def reextract(
    folder: ArchiveFolder,
    caches: Caches,
    *,
    hold: Hold,
    workers: Workers,
    progress: ProgressCallback = ignore,
    cancel: CancelToken | None = None,
) -> ReextractionReport:
    """Read again what an older extractor read; return what became of each article.

    ``hold`` gives the right to write, which is held for one batch at a time. A cancel ends it
    after what is already read. Of an archive that is read only the caches alone change. Raises
    `ArchiveLocked`, or OSError where the archive cannot be written (a full disk).
    """
    work = _Reextraction(folder, caches, hold, cancel or CancelToken())
    return work.run(workers, progress)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """An article (its id, and the stamp of who read it), and what reading it again gave."""

    id: str
    stamp: str
    path: str
    result: Extraction | ExtractError
    read: Read | None


@dataclass(frozen=True, slots=True)
class _Renewal:
    """An article that is to be stored: its sidecar before and now, and what it tells."""

    outcome: _Outcome
    extraction: Extraction
    read: Read
    content: Content
    before: Sidecar
    stamp: Stamp | None
    sidecar: Sidecar
    told: Reread

    @property
    def just_newer(self) -> bool:
        """Whether nothing but the extractor and the time of reading is new."""
        old = self.before
        same = replace(self.sidecar, extractor=old.extractor, extracted=old.extracted) == old
        return same and not self.told.text


class _Reextraction:
    """One run; see `reextract`."""

    def __init__(
        self, folder: ArchiveFolder, caches: Caches, hold: Hold, cancel: CancelToken
    ) -> None:
        self._folder = folder
        self._caches = caches
        self._hold = hold
        self._cancel = cancel
        self._changed: list[Reread] = []
        self._failed: list[Failure] = []
        self._unchanged = 0

    def run(self, workers: Workers, progress: ProgressCallback) -> ReextractionReport:
        started = time.monotonic()
        stamps = [each.extractor for each in outdated(self._caches)]
        found = extractors.read_by(self._caches.catalogue, stamps) if stamps else []
        batches = Batches(self._store, self._tell)
        with batches, collected_rarely(), workers.borrowed(Limits()) as pool:
            try:
                outcomes = pool.map(self._jobs(found), self._cancel, finish=finish)
                for done, outcome in enumerate(outcomes, 1):
                    id_, path, _, stamp = outcome.job.key
                    batches.add(_Outcome(id_, stamp, path, outcome.result, outcome.extra))
                    if batches.due:
                        batches.start()
                    progress(Progress("reextract", done, len(found), path))
            finally:
                batches.finish()  # what is read is not thrown away
        seconds = time.monotonic() - started
        log.info(
            "read again: %d articles of %s, %d changed, %d unchanged, %d failed, %.1f s",
            len(found),
            ", ".join(stamps) or "none",
            len(self._changed),
            self._unchanged,
            len(self._failed),
            seconds,
        )
        return ReextractionReport(
            changed=tuple(self._changed),
            unchanged=self._unchanged,
            failed=tuple(self._failed),
            seconds=seconds,
            cancelled=self._cancel.cancelled,
        )

    def _jobs(self, found: Iterable[tuple[str, str, int, str]]) -> Iterator[Job]:
        """The files to read; the sidecar of each says which repairs to leave."""
        for key in found:
            _, inside, size, _ = key
            try:
                refused = sidecars.load(self._folder.sidecar_path(inside))[0].refused_repairs
            except (FileNotFoundError, SidecarError):
                refused = ()  # told when it is to be stored
            path = self._folder.path / inside
            yield Job(path, path.name, size, frozenset(refused), key)

    # ------------------------------------------------------------ one batch

    def _store(self, batch: list[_Outcome]) -> list[Reread | Failure | None]:
        """Store what was read, in a thread of its own; return what to tell of each (None: it is
        unchanged)."""
        with self._hold():
            return self._write(batch)

    def _write(self, batch: list[_Outcome]) -> list[Reread | Failure | None]:
        told: list[Reread | Failure | None] = []
        renewals: list[_Renewal] = []
        for outcome in batch:
            try:
                content = self._caches.catalogue.content(outcome.id)
            except NotFound:
                continue  # deleted meanwhile
            if content.extractor != outcome.stamp:
                continue  # read again meanwhile
            made = self._renewed(outcome, content)
            if isinstance(made, Failure):
                told.append(made)
            else:
                renewals.append(made)
        for renewal in self._save(renewals):
            each = renewal.told
            news = each.text or each.metadata or each.moved or each.orphans
            told.append(each if news else None)
        return told

    def _renewed(self, outcome: _Outcome, content: Content) -> _Renewal | Failure:
        """What is to be stored of an article, or why nothing is."""
        path, result, read = content.article.path, outcome.result, outcome.read
        if isinstance(result, ExtractError):
            return Failure(path, result.reason, result.detail, outcome.id)
        assert read is not None
        try:
            old, stamp = self._sidecar(content)
        except FileNotFoundError:
            return Failure(path, "no-sidecar", "", outcome.id)
        except SidecarError as error:
            return Failure(path, error.reason, error.detail, outcome.id)
        if old.id != outcome.id or (old.sha256 and old.sha256 != read.sha256):
            return Failure(path, "altered", "", outcome.id)
        text = unpack_text(read.packed.text) if read.packed is not None else ""
        reason = "" if read.packed is not None else (result.warnings or ("no-text",))[0]
        if reason and content.text.strip():
            return Failure(path, reason, "no text any more", outcome.id)
        told = Reread(outcome.id, path)
        annotations = old.annotations
        if text != content.text:
            told, annotations = _anchored(told, old, content.text, text, result.extractor)
        sidecar = replace(
            old,
            size=read.size,
            sha256=read.sha256,
            media_type=result.media_type,
            metadata=result.metadata,
            repairs=result.repairs,
            extractor=result.extractor,
            text_hash=read.text_hash,
            extracted=later(old.extracted or old.added),
            status=Status.NO_TEXT if reason else Status.OK,
            reason=reason,
            annotations=annotations,
        )
        sidecar = normal(sidecar)
        told = replace(
            told,
            title=sidecar.effective.title,
            text=text != content.text or _structure(result, read) != _structure(content),
            metadata=sidecar.metadata != old.metadata,
        )
        return _Renewal(outcome, result, read, content, old, stamp, sidecar, told)

    def _sidecar(self, content: Content) -> tuple[Sidecar, Stamp | None]:
        """An article's sidecar; in an archive that is read only, where there is none, what the
        catalogue knows. Raises FileNotFoundError, `SidecarError`."""
        article = content.article
        try:
            return sidecars.load(self._folder.sidecar_path(article.path))
        except FileNotFoundError:
            if not self._folder.read_only:
                raise
        name = article.path.rpartition("/")[2]
        known = self._caches.catalogue.annotations(article.id)
        return normal(
            Sidecar(
                id=article.id,
                original_name=name,
                added=article.added,
                metadata=article.metadata,
                annotations=known,
                parent=article.parent,
                file=name,
            )
        ), None

    # ------------------------------------------------------------ writing

    def _save(self, renewals: list[_Renewal]) -> list[_Renewal]:
        """Write sidecars, then the catalogue, then the index; return what was stored."""
        written = self._sidecars(renewals)
        prepared = []
        newer: dict[str, str] = {}
        stamps: dict[str, tuple[int, int, int, int]] = {}
        kept: list[_Renewal] = []
        for renewal in renewals:
            article = renewal.content.article
            saved, stamp = written[article.id]
            try:
                original = os.stat(self._folder.path / article.path)  # noqa: PTH116 - hot
            except OSError:
                continue  # gone in this moment; a refresh will see it
            mark = (stamp.mtime_ns, stamp.size) if stamp is not None else (0, 0)
            files = (original.st_mtime_ns, original.st_size, *mark)
            if renewal.just_newer:
                newer[article.id] = renewal.extraction.extractor
                stamps[article.id] = files
            else:
                read = renewal.read
                prepared.append(
                    prepare(article.path, saved, renewal.extraction, files, read.words, read.packed)
                )
            kept.append(renewal)
        catalogue = self._caches.catalogue
        extractors.set_extractors(catalogue, newer)
        catalogue.set_stamps(stamps)
        self._caches.put(prepared)
        digests = [(r.content.article.id, r.content.article.doc, r.read.words_digest) for r in kept]
        WordDigests(self._caches).add(digests)
        return kept

    def _sidecars(self, renewals: list[_Renewal]) -> dict[str, tuple[Sidecar, Stamp | None]]:
        """Write the sidecars with one durable commit, but those with moved anchors, where the
        latest extraction is not all that counts, one by one: id → what was written."""
        if self._folder.read_only:
            return {each.outcome.id: (each.sidecar, each.stamp) for each in renewals}
        written: dict[str, tuple[Sidecar, Stamp | None]] = {}
        together: list[_Renewal] = []
        for each in renewals:
            if each.sidecar.annotations == each.before.annotations:
                together.append(each)
            else:
                path = self._folder.sidecar_path(each.content.article.path)
                written[each.outcome.id] = sidecars.save(path, each.sidecar, each.stamp)
        jobs = [(self._folder.sidecar_path(r.content.article.path), r.sidecar) for r in together]
        for each, saved in zip(together, sidecars.save_new(jobs), strict=True):
            written[each.outcome.id] = saved
        return written

    def _tell(self, told: list[Reread | Failure | None]) -> None:
        for each in told:
            if isinstance(each, Failure):
                self._failed.append(each)
            elif each is None:
                self._unchanged += 1
            else:
                self._changed.append(each)


def _structure(of: Extraction | Content, read: Read | None = None) -> tuple[Any, ...]:
    """Blocks, links, repairs and warnings; where the worker packed them, as it did."""
    if read is not None and read.packed is not None:
        return unpack_structure(read.packed.structure)
    return of.blocks, of.links, of.repairs, of.warnings, of.styles


def _anchored(
    told: Reread, old: Sidecar, before: str, text: str, extractor: str
) -> tuple[Reread, tuple[Annotation, ...]]:
    """The annotations anchored in the new text, and how many moved or are orphans now.

    An annotation keeps its time of change, for nobody changed what it says: an edit of it on
    another machine, however old, wins where copies of the sidecar meet.
    """
    known = anchors.text_hash(text)
    annotations = []
    moved = review = orphans = 0
    for item in old.annotations:
        made = item
        if item.anchor is not None:
            found = anchors.resolve(item.anchor, text, known)
            if found.span is None:
                orphans += anchors.resolve(item.anchor, before).span is not None
            else:
                moved += found.status is not AnchorStatus.EXACT
                unsure = found.status is AnchorStatus.REVIEW
                review += unsure
                anchor = anchors.make_anchor(
                    text, *found.span, extractor=extractor, text_hash=known
                )
                made = replace(item, anchor=anchor, review=item.review or unsure)
        annotations.append(made)
    return replace(told, moved=moved, review=review, orphans=orphans), tuple(annotations)
