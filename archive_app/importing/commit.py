"""Storing a batch of articles: originals, then sidecars, then the catalogue and the index."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from archive_app.caches import Caches, prepare
from archive_app.caches.stories import Likeness
from archive_app.core import disk
from archive_app.core.errors import ExtractError, SidecarError
from archive_app.core.model import Article, Extraction, Failure, Finding, Metadata, Status
from archive_app.core.times import now
from archive_app.extract import identify
from archive_app.extract.packs.containers import container_type
from archive_app.importing.finding import Item
from archive_app.importing.incoming_sidecars import adopt
from archive_app.importing.reading import Read, file_hash
from archive_app.library import names
from archive_app.library import sidecar as sidecars
from archive_app.library.folder import ArchiveFolder
from archive_app.library.sidecar import Sidecar, Stamp, article_id
from archive_app.library.walk import page_folder


@dataclass(slots=True)
class Record:
    """One file with what was read of it.

    ``path`` (relative to the archive), ``id`` and ``article`` are there once it is stored;
    ``like`` is the id of an article with the same words. ``old`` is its sidecar, of a file that
    has one already; ``broken`` says that there is one that cannot be read. ``failed`` is why a
    container in the archive could not be unpacked, or not to its end.
    """

    item: Item
    result: Extraction | ExtractError
    read: Read
    path: str = ""
    id: str = ""
    article: Article | None = None
    like: str = ""
    old: tuple[Sidecar, Stamp] | None = None
    broken: SidecarError | None = None
    failed: str = ""

    @property
    def text(self) -> Extraction | None:
        """The extraction, None where there is no text to be had."""
        return self.result if isinstance(self.result, Extraction) else None

    def lighten(self) -> None:
        """Let go of texts and parts, once they are stored: an import remembers every record, to
        know its twins."""
        self.read = Read(self.read.sha256, self.read.size)
        if isinstance(self.result, Extraction) and self.result.parts:
            self.result = replace(self.result, parts=())


CONTAINER = "container/1"
"""The extractor of containers that lie in the archive: articles without text of their own."""


def container_record(item: Item) -> Record:
    """The record of a container that lies in the archive, with its id. Raises `Unreadable`.

    One whose bytes are those that its sidecar knows keeps the reason that stands there.
    """
    read = Read(*file_hash(item.path))
    old = item.old[0] if item.old is not None else None
    reason = old.reason if old is not None and old.sha256 == read.sha256 else "container"
    result = Extraction(
        text="",
        extractor=CONTAINER,
        media_type=container_type(item.path, item.name),
        metadata=Metadata(title=_title(item)),
        warnings=(reason,),
    )
    record = Record(item, result, read, path=item.inside, old=item.old)
    record.id = old.id if old is not None else article_id(read.sha256, item.inside)
    return record


def failed_container(record: Record, reason: str) -> Record:
    """The record of a container that could not be unpacked, or not to its end."""
    assert isinstance(record.result, Extraction)
    return replace(record, result=replace(record.result, warnings=(reason,)), failed=reason)


FEW = 200
"""Hashes that are looked up one by one before those of the whole archive are read: a file that is
dropped is not to wait for that."""


class Vanished(Exception):  # noqa: N818 - a signal between the stages
    """A file is not there any more, or not the same as when it was read."""


class Store:
    """Where articles go: one archive's folder and caches, and what they hold already."""

    def __init__(self, folder: ArchiveFolder, caches: Caches) -> None:
        self.folder = folder
        self.caches = caches
        self.findings: list[Finding] = []
        self._likeness = Likeness(caches)
        self._known: dict[str, str] | None = None
        self._looked_up = 0
        self._new: dict[str, Record | Article] = {}
        self._brought: set[str] = set()

    def twin(self, sha256: str) -> Record | Article | None:
        """The article (or the record of this import) with the same bytes, or None.

        An article whose original is missing is no twin: its bytes are welcome.
        """
        if (new := self._new.get(sha256)) is not None:
            return new
        if (known := self._holder(sha256)) is None:
            return None
        article = self.caches.catalogue.find(known)
        return article if article is not None and article.status is not Status.MISSING else None

    def lost(self, sha256: str) -> Article | None:
        """The article with these bytes whose original is missing, or None."""
        known = self._holder(sha256)
        article = self.caches.catalogue.find(known) if known is not None else None
        return article if article is not None and article.status is Status.MISSING else None

    def _holder(self, sha256: str) -> str | None:
        """The id of the article that had these bytes before this import, or None."""
        if self._known is None and self._looked_up < FEW:
            self._looked_up += 1
            return self.caches.catalogue.by_sha256(sha256)
        if self._known is None:
            self._known = self.caches.catalogue.hashes()
        return self._known.get(sha256)

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
        record.item.inside = lost.path
        loaded = self.load(lost.path)
        if isinstance(loaded, SidecarError):
            record.broken = loaded
        else:
            record.old = loaded
        return True

    def claim(self, record: Record) -> None:
        """Note that these bytes are on their way in."""
        self._new.setdefault(record.read.sha256, record)

    def load(self, inside: str) -> tuple[Sidecar, Stamp] | SidecarError | None:
        """The sidecar of a file that lies in the archive, why it cannot be read, or None."""
        try:
            return sidecars.load(self.folder.sidecar_path(inside))
        except FileNotFoundError:
            return None
        except SidecarError as error:
            return error

    def commit(self, batch: Sequence[Record], failed: list[Failure]) -> list[Record]:
        """Store a batch with one durable commit; return the records that were stored.

        Those whose bytes vanished or changed meanwhile go to ``failed``. Where the archive
        cannot be written (`ReadOnlyArchive`, OSError), the originals of this batch are removed
        again and the error goes on.
        """
        stored: list[Record] = []
        fresh: list[str] = []
        try:
            for record in batch:
                try:
                    self._put(record, fresh)
                except Vanished as error:
                    self._new.pop(record.read.sha256, None)
                    failed.append(Failure(record.item.shown, "no-access", str(error)))
                else:
                    stored.append(record)
            written = self._sidecars(stored, fresh)
        except (OSError, SidecarError):
            for path in fresh:
                with suppress(OSError):
                    disk.remove(path)
            raise
        self._list(stored, written)
        return stored

    # ------------------------------------------------------------ originals

    def _put(self, record: Record, fresh: list[str]) -> None:
        """Copy, move or leave the original; give the record its path and id."""
        item = record.item
        if item.inside:
            record.path = item.inside
        else:
            if record.read.copy:
                source, move = Path(record.read.copy), True
            else:
                source, move = item.path, item.spooled
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
        record.id = record.old[0].id if record.old else self._new_id(record)

    def _new_id(self, record: Record) -> str:
        """An id for a new article: the one it has where it comes from, if that is free."""
        brought = record.item.brought
        taken = brought is None or brought.id in self._brought
        if brought is not None and not taken and not self.caches.catalogue.docs([brought.id]):
            self._brought.add(brought.id)
            return brought.id
        return article_id(record.read.sha256, record.path)

    def _copy_parts(self, item: Item, relative: Path, fresh: list[str]) -> None:
        """Copy the folder of a saved page's parts (``page_files``) beside the stored page."""
        if item.spooled or (beside := page_folder(item.path)) is None:
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
            if record.broken is not None:
                self.findings.append(
                    Finding("error", "broken-sidecar", record.path, record.broken.detail)
                )
                results[number] = (_first(record), Stamp(0, 0))
            elif record.old is not None:
                results[number] = self._renewed(record, *record.old)
            elif self.folder.read_only:
                results[number] = (_first(record), Stamp(0, 0))
            else:
                new.append(number)
        jobs = [(self.folder.sidecar_path(stored[n].path), _first(stored[n])) for n in new]
        results.update(zip(new, sidecars.save_new(jobs, originals=fresh), strict=True))
        return [results[number] for number in range(len(stored))]

    def _renewed(self, record: Record, old: Sidecar, stamp: Stamp) -> tuple[Sidecar, Stamp]:
        """An existing sidecar, with what extraction says now where that has changed."""
        first = _first(record)
        same = (
            old.sha256 == first.sha256
            and old.extractor == first.extractor
            and old.text_hash == first.text_hash
            and old.reason == first.reason
        )
        if same:
            return self._as_it_is(record, old, stamp)
        renewed = replace(
            old,
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

    def _list(self, stored: list[Record], written: list[tuple[Sidecar, Stamp]]) -> None:
        prepared = []
        for record, (sidecar, stamp) in zip(stored, written, strict=True):
            record.id = sidecar.id
            status = os.stat(f"{self.folder.path}/{record.path}")  # noqa: PTH116 - hot
            prepared.append(
                prepare(
                    record.path,
                    sidecar,
                    record.text,
                    (status.st_mtime_ns, status.st_size, stamp.mtime_ns, stamp.size),
                    record.read.words,
                    record.read.packed,
                )
            )
        self.caches.put(prepared)
        docs = self.caches.catalogue.docs([record.id for record in stored])
        likes = self._likeness.add(
            (record.id, docs.get(record.id, 0), record.read.likeness) for record in stored
        )
        for record, item in zip(stored, prepared, strict=True):
            record.article = replace(item.entry.article, doc=docs.get(record.id, 0))
            record.like = likes.get(record.id, "")
            if self._new.get(record.read.sha256) is record:
                self._new[record.read.sha256] = record.article  # all that a twin has to know


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
    brought = record.item.brought
    return first if brought is None or record.old is not None else adopt(first, brought)


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
        metadata=Metadata(title=_title(item)),
        status=Status.NO_TEXT,
        reason=result.reason,
        parent=item.parent,
        file=record.path.rpartition("/")[2],
    )


def _title(item: Item) -> str:
    """The title of a file that gives none."""
    return names.split_suffix(names.safe_name(item.name))[0]
