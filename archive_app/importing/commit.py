"""Storing a batch of articles: originals, then sidecars, then the catalogue and the index."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from archive_app.caches import Caches, last_known, prepare
from archive_app.caches.stories import WordDigests
from archive_app.core import disk
from archive_app.core.errors import SidecarError
from archive_app.core.model import Article, Extraction, Failure, Finding, Metadata, Status
from archive_app.core.times import now
from archive_app.extract import identify
from archive_app.importing.duplicates import Duplicates
from archive_app.importing.incoming_sidecars import says_something, under_id, with_incoming
from archive_app.importing.items import Item, Record
from archive_app.library import names
from archive_app.library import sidecar as sidecars
from archive_app.library.folder import ArchiveFolder
from archive_app.library.sidecar import Sidecar, Stamp, article_id, new_tag
from archive_app.library.walk import page_folder


class Vanished(Exception):  # noqa: N818 - a signal between the stages
    """A file is not there any more, or not the same as when it was read."""


class Committer:
    """Stores batches of records in one archive: its folder, then its caches.

    ``findings`` grows by what was found amiss with sidecars, ``unrepaired`` by the paths of files
    that were read with repairs which, as it turns out, the user had refused.
    """

    def __init__(self, folder: ArchiveFolder, caches: Caches, duplicates: Duplicates) -> None:
        self.folder = folder
        self.caches = caches
        self.findings: list[Finding] = []
        self.unrepaired: list[str] = []
        self._duplicates = duplicates
        self._word_digests = WordDigests(caches)

    def restore(self, record: Record, lost: Article) -> bool:
        """Put a missing original back where it was; False where something else stands there.

        The record is then of a file that lies in the archive, with its old sidecar.
        """
        source = Path(record.read.copy) if record.read.copy else record.item.path
        target = self.folder.path / lost.path
        if target.exists() or self.folder.read_only:
            return False
        data = source.read_bytes()
        if hashlib.sha256(data).hexdigest() != record.read.sha256:
            return False
        disk.make_folder(target.parent, parents=True)
        disk.write_atomic(target, data)
        record.item.archive_path, record.item.mtime_ns = lost.path, 0
        record.item.load_sidecar(self.folder)
        return True

    def commit(self, batch: Sequence[Record], failed: list[Failure]) -> list[Record]:
        """Store a batch with one durable commit; return the records that were stored.

        Those whose bytes vanished or changed meanwhile, or that cannot be listed, go to
        ``failed``. Where the archive cannot be written (`ReadOnlyArchive`, OSError), the originals
        of this batch are removed again and the error goes on.
        """
        stored: list[Record] = []
        fresh: list[str] = []
        try:
            for record in batch:
                try:
                    self._put(record, fresh)
                except Vanished as error:
                    self._duplicates.release(record)
                    failed.append(Failure(record.item.display_path, "no-access", str(error)))
                else:
                    stored.append(record)
            self._identify(stored)
            written = self._sidecars(stored, fresh)
        except (OSError, SidecarError):
            for path in fresh:
                with suppress(OSError):
                    disk.remove(path)
            raise
        return self._list(stored, written, failed)

    # ------------------------------------------------------------ originals

    def _put(self, record: Record, fresh: list[str]) -> None:
        """Copy, move or leave the original; give the record its path."""
        item = record.item
        if item.archive_path:
            record.path = item.archive_path
        else:
            if record.read.copy:
                source, move = Path(record.read.copy), True
            else:
                source, move = item.path, item.staged
                _unchanged(record)
            try:
                relative = self.folder.store(source, item.name, durable=False, move=move)
            except (FileNotFoundError, PermissionError) as error:
                if source.exists():
                    raise
                raise Vanished(str(error)) from error
            record.path = relative.as_posix()
            fresh.append(f"{self.folder.path}{os.sep}{relative}")
            self._copy_parts(item, relative, fresh)

    # ------------------------------------------------------------ ids

    def _identify(self, stored: list[Record]) -> None:
        """Give each record its article's id. No id is used twice, whatever sidecars say."""
        candidates = [self._candidate_id(record) for record in stored]
        known = self.caches.catalogue.docs(candidates).keys()
        batch: dict[str, str] = {}
        for record, id_ in zip(stored, candidates, strict=True):
            if batch.setdefault(id_, record.path) != record.path or (
                id_ in known and not self._is_free(id_, record)
            ):
                id_ = self._unused_id(record, batch)  # noqa: PLW2901
            record.id = id_
            batch[id_] = record.path

    def _candidate_id(self, record: Record) -> str:
        """The id in a file's sidecar, or that it has where it comes from, or that is listed for
        it, else a new one."""
        item = record.item
        known = item.sidecar or item.incoming_sidecar
        if known is not None:
            return known.id
        listed = self.caches.catalogue.by_path(item.archive_path) if item.archive_path else None
        return listed or article_id(record.read.sha256, record.path)

    def _is_free(self, id_: str, record: Record) -> bool:
        """Whether an id that is known is this file's; where the file that had it is gone, it may
        be that one under another name."""
        article = self.caches.catalogue.get(id_)
        if article.path == record.path:
            return True
        return bool(record.item.sidecar) and not (self.folder.path / article.path).is_file()

    def _unused_id(self, record: Record, batch: dict[str, str]) -> str:
        """An id for a file whose own is another article's: that which is listed for it, or one
        that follows from its bytes and its path."""
        catalogue = self.caches.catalogue
        listed = catalogue.by_path(record.path)
        if listed is not None and catalogue.get(listed).status is not Status.MISSING:
            return listed
        number = 1
        while True:
            path = record.path if number == 1 else f"{record.path}#{number}"
            made = article_id(record.read.sha256, path)
            if made not in batch and catalogue.find(made) is None:
                return made
            number += 1

    def _copy_parts(self, item: Item, relative: Path, fresh: list[str]) -> None:
        """Copy the folder of a saved page's parts (``page_files``) beside the stored page."""
        if item.staged or (beside := page_folder(item.path)) is None:
            return
        stem = names.split_suffix(item.path.name)[0]
        ending = beside.name[len(stem) :]
        target = self.folder.path / relative.parent
        target /= names.split_suffix(relative.name)[0] + ending
        with suppress(OSError):  # a page without its pictures is still the page
            fresh += map(str, disk.copy_folder(beside, target))

    # ------------------------------------------------------------ sidecars

    def _sidecars(self, stored: list[Record], fresh: list[str]) -> list[tuple[Sidecar, Stamp]]:
        """Write the sidecars of new articles at once, and those that need it again."""
        results: dict[int, tuple[Sidecar, Stamp]] = {}
        new: list[int] = []
        for number, record in enumerate(stored):
            item = record.item
            if item.sidecar_error is not None:
                self.findings.append(
                    Finding("error", "broken-sidecar", record.path, item.sidecar_error.detail)
                )
                results[number] = (_first(record), Stamp(0, 0))
            elif item.stored_sidecar is not None:
                results[number] = self._renewed(record, *item.stored_sidecar)
            elif self.folder.read_only:
                results[number] = (_first(record), Stamp(0, 0))
            else:
                new.append(number)
        jobs = [(self.folder.sidecar_path(stored[n].path), self._begun(stored[n])) for n in new]
        results.update(zip(new, sidecars.save_new(jobs, originals=fresh), strict=True))
        return [results[number] for number in range(len(stored))]

    def _begun(self, record: Record) -> Sidecar:
        """The first sidecar of a file; of one that is listed already, and has lost its own, with
        what the catalogue knows of that."""
        first = _first(record)
        if not record.item.archive_path:
            return first
        known = last_known.restored(self.caches, first)
        if says_something(known):
            self.findings.append(Finding("warning", last_known.RESTORED, record.path))
            if known.refused_repairs:
                self.unrepaired.append(record.path)
        return known

    def _renewed(self, record: Record, old: Sidecar, stamp: Stamp) -> tuple[Sidecar, Stamp]:
        """An existing sidecar, with what extraction says now where that has changed."""
        first = _first(record)
        same = (
            old.id == record.id
            and old.sha256 == first.sha256
            and old.extractor == first.extractor
            and old.text_hash == first.text_hash
            and old.reason == first.reason
        )
        if same:
            return self._as_it_is(record, old, stamp)
        renewed = replace(
            old if old.id == record.id else under_id(old, record.id),
            size=first.size,
            sha256=first.sha256,
            media_type=first.media_type,
            metadata=first.metadata,
            repairs=first.repairs,
            extractor=first.extractor,
            text_hash=first.text_hash,
            extracted=now(),
            status=first.status,
            reason=first.reason,
        )
        if self.folder.read_only:
            return renewed, stamp
        return sidecars.save(self.folder.sidecar_path(record.path), renewed, stamp)

    def _as_it_is(self, record: Record, old: Sidecar, stamp: Stamp) -> tuple[Sidecar, Stamp]:
        """A sidecar that needs no change, read again where somebody changed it meanwhile."""
        path = self.folder.sidecar_path(record.path)
        status = os.stat(path)  # noqa: PTH116 - hot
        if (status.st_mtime_ns, status.st_size) == (stamp.mtime_ns, stamp.size):
            return old, stamp
        return sidecars.load(path)

    # ------------------------------------------------------------ catalogue and index

    def _list(
        self,
        stored: list[Record],
        written: list[tuple[Sidecar, Stamp]],
        failed: list[Failure],
    ) -> list[Record]:
        """List and index articles; return those that are listed. What cannot be, whatever is in
        it, stays in the folder and goes to ``failed`` and the findings."""
        prepared = []
        for record, (sidecar, stamp) in zip(stored, written, strict=True):
            record.id = sidecar.id
            prepared.append(
                prepare(
                    record.path,
                    sidecar,
                    record.text,
                    (*self._stamp(record), stamp.mtime_ns, stamp.size),
                    record.read.words,
                    record.read.packed,
                )
            )
        if unlistable := self.caches.put(prepared):
            self.findings += unlistable
            whys = {finding.path: finding for finding in unlistable}
            for record in stored:
                if (found := whys.get(record.path)) is not None:
                    self._duplicates.release(record)
                    failed.append(Failure(record.item.display_path, found.key, found.detail))
            pairs = [p for p in zip(stored, prepared, strict=True) if p[0].path not in whys]
            stored, prepared = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        docs = self.caches.catalogue.docs([record.id for record in stored])
        likes = self._word_digests.add(
            (record.id, docs.get(record.id, 0), record.read.words_digest) for record in stored
        )
        for record, ready in zip(stored, prepared, strict=True):
            record.article = replace(ready.entry.article, doc=docs.get(record.id, 0))
            record.like = likes.get(record.id, "")
            self._duplicates.stored(record, record.article)
        return stored

    def _stamp(self, record: Record) -> tuple[int, int]:
        """Time of change (ns) and size of an original: of one that others may write to, as they
        were before it was read."""
        if record.item.archive_path and record.item.mtime_ns:
            return record.item.mtime_ns, record.item.size
        status = os.stat(f"{self.folder.path}/{record.path}")  # noqa: PTH116 - hot
        return status.st_mtime_ns, status.st_size


def _unchanged(record: Record) -> None:
    """Raise `Vanished` where a file is not what it was when it was read."""
    try:
        status = os.stat(record.item.path)  # noqa: PTH116 - hot
    except OSError as error:
        raise Vanished(str(error)) from error
    changed = record.item.mtime_ns and status.st_mtime_ns != record.item.mtime_ns
    if changed or status.st_size != record.read.size:
        raise Vanished("it changed while it was read")


def _first(record: Record) -> Sidecar:
    """The first sidecar of a new article, with what was known of it where it comes from."""
    first = _extracted(record)
    incoming = record.item.incoming_sidecar
    if incoming is None or record.item.stored_sidecar is not None:
        return first
    return with_incoming(first, incoming)


def _extracted(record: Record) -> Sidecar:
    item, result, read = record.item, record.result, record.read
    if isinstance(result, Extraction):
        has_text = read.packed is not None
        added = now()
        return Sidecar(
            id=record.id,
            original_name=item.name,
            size=read.size,
            sha256=read.sha256,
            media_type=result.media_type,
            added=added,
            extracted=added,
            metadata=result.metadata,
            annotations=tuple(new_tag(record.id, tag, added) for tag in result.tags),
            repairs=result.repairs,
            extractor=result.extractor,
            text_hash=read.text_hash,
            status=Status.OK if has_text else Status.NO_TEXT,
            reason="" if has_text else (result.warnings or ("no-text",))[0],
            parent=item.parent,
            file=record.path.rpartition("/")[2],
        )
    return Sidecar(
        id=record.id,
        original_name=item.name,
        size=read.size,
        sha256=read.sha256,
        media_type=identify(item.path),
        added=now(),
        metadata=Metadata(title=item.title),
        status=Status.NO_TEXT,
        reason=result.reason,
        parent=item.parent,
        file=record.path.rpartition("/")[2],
    )
