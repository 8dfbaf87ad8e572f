"""Writing to articles: one writer at a time, the sidecar first, and every step undoable."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from archive_app.archive.history import History, Step, Turn
from archive_app.caches import Caches, field_words, last_known
from archive_app.core import disk, logs
from archive_app.core.errors import (
    CacheError,
    DiskError,
    KhizanaError,
    NotConnected,
    NotFound,
    ReadOnlyArchive,
    SidecarError,
)
from archive_app.core.lazy import lazily
from archive_app.core.model import Annotation, Article, Changes
from archive_app.core.progress import CancelToken, Progress, ProgressCallback, ignore
from archive_app.library import names, trash
from archive_app.library import sidecar as sidecars
from archive_app.library.folder import ArchiveFolder
from archive_app.library.lock import WriteLock
from archive_app.library.settings import ArchiveSettings, merge_settings
from archive_app.library.sidecar import Sidecar

if TYPE_CHECKING:
    from archive_app import importing
    from archive_app.archive import editing
else:
    editing, importing = lazily("archive_app.archive.editing"), lazily("archive_app.importing")


BATCH = 500
"""Articles that are written at once, while nobody else writes: about a second."""

Change = Callable[[Sidecar], Sidecar]

log = logging.getLogger(__name__)


class HandedOver(NamedTuple):
    """What one process did that another can undo: the steps, the oldest first, and where the
    articles (ids) lie that were moved to the trash."""

    steps: tuple[Step, ...] = ()
    trashed: Mapping[str, trash.Trashed] = MappingProxyType({})


class _Edit(NamedTuple):
    """One article's change: where its sidecar lies, the sidecar before and after, its stamp."""

    id: str
    path: Path
    before: Sidecar
    after: Sidecar
    stamp: sidecars.Stamp | None


class Editor:
    """The one way to change articles. ``caches`` may be swapped for newer ones (a rebuild)."""

    def __init__(self, folder: ArchiveFolder, caches: Caches, base: Path) -> None:
        self.folder = folder
        self.caches = caches
        self.history = History()
        self._trashed: dict[str, trash.Trashed] = {}  # what this session moved to the trash
        self._writing = threading.RLock()
        self._turning = threading.Lock()  # one step is undone at a time; writes come in between
        self._lock = WriteLock(base)
        self.patience: float | None = disk.SHORT_WAIT
        self.retired: list[Caches] = []

    @contextmanager
    def write(self, *, anyhow: bool = False, long: CancelToken | None = None) -> Iterator[None]:
        """One writer at a time, in this process and beyond. ``anyhow``: just the caches change.
        ``long`` is the token of long work, which waits longer, until it is cancelled.

        Another program may have made the caches anew meanwhile: then those are written to.
        Raises `ReadOnlyArchive`, `ArchiveLocked`, `NotConnected`.
        """
        self.folder.require()
        if self.folder.read_only and not anyhow:
            raise ReadOnlyArchive(self.folder.path)
        with self._writing:
            patience = self.patience
            if long is not None and patience is not None:
                patience = max(patience, disk.LONG_WAIT)
            self._lock.acquire(patience, long)
            try:
                self.follow_caches()
                yield
            except DiskError:
                self.folder.require()  # it may have been taken out meanwhile
                raise
            finally:
                self._lock.release()

    def hand_over(self) -> HandedOver:
        """Give away what could be undone here, to whom this process works for."""
        return HandedOver(self.history.take(), dict(self._trashed))

    def hand_over_trashed(self, step: Step) -> HandedOver:
        """Tell where the articles of a step lie that are in the trash, to whom is to turn it."""
        lying = {key: self._trashed[key] for key in step.moved if key in self._trashed}
        return HandedOver(trashed=lying)

    def catch_up(self, handed: HandedOver | None = None) -> None:
        """Learn what another process did to the archive: it may have made the caches anew, and
        ``handed`` over steps, which can be undone here from now on."""
        self.follow_caches()
        if handed is not None:
            self._trashed |= handed.trashed
            for step in handed.steps:
                self.history.push(step)

    def follow_caches(self) -> None:
        """Go over to the present generation of caches, where another program made it."""
        if not self.caches.is_present:
            with suppress(CacheError):  # gone: whoever opens the archive next makes them anew
                self.swap(Caches.open(self.caches.folder.parent))

    def swap(self, fresh: Caches) -> None:
        """Go over to other caches. Readers may be at the old ones in this moment: they are closed
        with the archive."""
        self.retired.append(self.caches)
        self.caches = fresh

    def find(self, article_id: str) -> tuple[Path, Sidecar, sidecars.Stamp | None]:
        """Return an article's sidecar: where it lies, what it holds, and its stamp.

        One that somebody removed is begun anew. Raises `NotFound`, `SidecarError`.
        """
        original = self.folder.path / self.caches.catalogue.get(article_id).path
        path = self.folder.sidecar_path(original)
        try:
            return path, *sidecars.load(path)
        except FileNotFoundError:
            self.folder.require()
            if self.folder.read_only or not original.exists():
                raise NotFound(path) from None
            with self.write():
                self._adopt([original])
            return path, *sidecars.load(path)

    def annotations(self, article_id: str) -> tuple[Annotation, ...]:
        """Return an article's annotations, tags among them; as last seen where there is no
        sidecar to read. Raises `NotFound`."""
        try:
            return self.find(article_id)[1].annotations
        except (NotFound, NotConnected, SidecarError):
            return self.caches.catalogue.annotations(article_id)

    def of_sidecar(self, sidecar: Path) -> Article | None:
        """Return the article whose sidecar has this path, broken or not; None for no article's."""
        name = names.original_name(sidecar.name)
        # A very long name is cut in the sidecar's: then it is one of those that lie beside it.
        beside = [sidecar.with_name(name)] if name else disk.paths(sidecar.parent)
        for original in beside:
            if self.folder.sidecar_path(original) == sidecar:
                found = self.caches.catalogue.by_path(self.folder.relative(original))
                return self.caches.catalogue.find(found) if found else None
        return None

    def edit(
        self,
        label: str,
        ids: Iterable[str],
        change: Change,
        settings: Callable[[ArchiveSettings], ArchiveSettings] | None = None,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
    ) -> Changes:
        """Apply ``change`` to the sidecars of ``ids``, all of them or none, and bring the caches
        up to them; likewise ``settings`` to those of the archive.

        With a ``label`` it is one step to undo. Cancelled, it keeps what is done, which is the
        step. Raises `NotFound`, `SidecarError`, `DiskError`, `ReadOnlyArchive`, `ArchiveLocked`;
        then all is as it was, but for articles that cannot be put back: these are the step.
        """
        done: dict[str, tuple[Sidecar, Sidecar]] = {}
        kept: tuple[ArchiveSettings, ArchiveSettings] | None = None
        changes = Changes()
        try:
            if settings is not None:
                with self.write():
                    kept = self._set(self.folder.settings, settings(self.folder.settings))
                changes |= Changes(settings=bool(kept))
            return changes | self._apply_all(dict.fromkeys(ids, change), done, progress, cancel)
        except BaseException:
            if kept:
                with self.write():
                    kept = None if self._set(*reversed(kept)) else kept
            raise
        finally:
            if label:
                self.history.push(Step(label, done, settings=kept))

    def _apply_all(
        self,
        edits: Mapping[str, Change],
        done: dict[str, tuple[Sidecar, Sidecar]],
        progress: ProgressCallback,
        cancel: CancelToken | None,
        *,
        gone: bool = False,
    ) -> Changes:
        """As `_apply`, batch by batch, so that other writes come in between and one sees how far
        it is. Where a batch fails, those before it are taken back; where it is cancelled, kept."""
        changes = Changes()
        items = list(edits.items())
        try:
            for at in range(0, len(items), BATCH):
                if cancel is not None and cancel.cancelled:
                    break
                with self.write():
                    changes |= self._apply(dict(items[at : at + BATCH]), done, gone=gone)
                progress(Progress("edit", min(at + BATCH, len(items)), len(items)))
        except BaseException:
            self._take_back(done)
            raise
        return changes

    def _take_back(self, done: dict[str, tuple[Sidecar, Sidecar]]) -> None:
        """Put articles back as they were; what is put back is ``done`` no more."""
        items = list(done.items())
        for at in range(0, len(items), BATCH):
            reverts = {
                key: partial(editing.revert, after, before)
                for key, (before, after) in items[at : at + BATCH]
            }
            back: dict[str, tuple[Sidecar, Sidecar]] = {}
            try:
                with self.write():
                    self._apply(reverts, back, gone=True)
            except KhizanaError as error:
                logs.failed(log, "a step could not be taken back whole", error)
            for key in back:
                del done[key]

    def _set(
        self, before: ArchiveSettings, after: ArchiveSettings
    ) -> tuple[ArchiveSettings, ArchiveSettings] | None:
        """Change the settings as they changed from ``before`` to ``after``; None if in nothing."""
        if before == after:
            return None
        self.folder.save_settings(merge_settings(before, after, self.folder.settings))
        return before, after

    def _apply(
        self,
        edits: Mapping[str, Change],
        done: dict[str, tuple[Sidecar, Sidecar]],
        *,
        gone: bool = False,
    ) -> Changes:
        """Apply each article's change to its sidecar, and bring the caches up to them.

        ``done`` is told of each that is written, with its sidecar before and after, also where an
        error follows. With ``gone`` articles that are gone are passed over.
        """
        found: list[_Edit] = []
        for article_id, change in edits.items():
            try:
                path, before, stamp = self.find(article_id)
            except NotFound:
                if gone:
                    continue
                raise
            after = change(before)
            if after != before:
                found.append(_Edit(article_id, path, before, after, stamp))
        try:
            saved = sidecars.save_all((each.path, each.after, each.stamp) for each in found)
        except DiskError as error:
            found = [each for each in found if str(each.path) in error.kept]
            saved = [sidecars.load(each.path) for each in found]
            self._list(found, saved, done)
            raise
        return self._list(found, saved, done)

    def _list(
        self,
        edits: Sequence[_Edit],
        saved: Sequence[tuple[Sidecar, sidecars.Stamp]],
        done: dict[str, tuple[Sidecar, Sidecar]],
    ) -> Changes:
        """Bring the caches up to sidecars as they were written; ``done`` is told of them first."""
        changes = Changes()
        worded: list[tuple[Article, Sidecar]] = []
        for each, (after, _) in zip(edits, saved, strict=True):
            done[each.id] = (each.before, after)
        with self.caches.catalogue.transaction():
            for each, (after, stamp) in zip(edits, saved, strict=True):
                changes |= editing.difference(each.id, each.before, after)
                article = self.caches.catalogue.update(
                    each.id,
                    metadata=after.effective,
                    annotations=after.annotations,
                    read=after.read,
                    sidecar_stamp=(stamp.mtime_ns, stamp.size),
                )
                if field_words(each.before, "", "") != field_words(after, "", ""):
                    worded.append((article, after))
        if worded:
            self.caches.reindex(worded)
        return changes

    # ------------------------------------------------------------ the trash

    def refuse_repair(self, article_id: str, kind: str, refuse: bool) -> Changes:
        """Refuse a kind of repair for an article (or accept it again) and read its text anew."""

        def change(old: Sidecar) -> Sidecar:
            kinds = set(old.refused_repairs) - {kind} | ({kind} if refuse else set())
            return editing.set_user(old, {"refused_repairs": tuple(sorted(kinds)) or None})

        with self.write():
            self.edit("", [article_id], change)
            self._read_again(article_id)
        return Changes(articles=frozenset({article_id}), text=True, annotations=True)

    def set_aside_sidecar(self, article_id: str) -> Path:
        """Rename a broken sidecar and begin a new one; return where the broken one lies now.

        Raises `NotFound`, `ReadOnlyArchive`.
        """
        original = self.folder.path / self.caches.catalogue.get(article_id).path
        with self.write():
            path = sidecars.set_aside(self.folder.sidecar_path(original))
            self._read_again(article_id)
        return path

    def _read_again(self, article_id: str) -> None:
        original = self.folder.path / self.caches.catalogue.get(article_id).path
        self._adopt([original])

    def _adopt(self, originals: Iterable[Path]) -> frozenset[str]:
        """Read originals of the archive (again); return the ids of their articles."""
        return importing.Importer(self.folder, self.caches).adopt(originals)

    def delete(self, ids: Iterable[str]) -> Changes:
        """Move articles to the trash, all of them or none, as one step to undo.

        Raises `NotFound`, `DiskError`, `ReadOnlyArchive`, `ArchiveLocked`; what then cannot be
        moved back is the step.
        """
        done: set[str] = set()
        try:
            return self._delete(ids, done)
        finally:
            self.history.push(Step("delete", moved=tuple(sorted(done))))

    def _delete(self, ids: Iterable[str], done: set[str]) -> Changes:
        """Move articles to the trash; ``done`` is told of those that are there."""
        with self.write():
            places = {key: self.folder.path / self.caches.catalogue.get(key).path for key in ids}
            for key, original in places.items():
                self._stand_in(key, original)
            try:
                self._trashed |= dict(
                    zip(places, trash.delete(self.folder, *places.values()), strict=True)
                )
                done.update(places)
            except DiskError:
                lying = {item.path: item for item in reversed(trash.listed(self.folder))}
                for key, original in places.items():
                    item = lying.get(self.folder.relative(original))
                    if item is not None and not original.exists():
                        self._trashed[key] = item
                        done.add(key)
                raise
            finally:
                self.caches.drop(done)
        return Changes(articles=frozenset(done), removed=bool(done))

    def _stand_in(self, key: str, original: Path) -> None:
        """Of an article whose original and sidecar are both gone, write what the catalogue knows,
        so that it goes to the trash as others do."""
        beside = self.folder.sidecar_path(original)
        if original.exists() or beside.exists():
            return
        article = self.caches.catalogue.get(key)
        first = Sidecar(key, original.name, article.size, media_type=article.media_type,
                        added=article.added, metadata=article.metadata)  # fmt: skip
        disk.make_folder(beside.parent, parents=True)
        sidecars.save(beside, last_known.restored(self.caches, first), None)

    def restore(self, items: Iterable[trash.Trashed]) -> Changes:
        """Bring back what lies in the trash, as one step to undo. Raises as `delete`."""
        done: set[str] = set()
        try:
            return self._restore(items, done)
        finally:
            self.history.push(Step("restore", moved=tuple(sorted(done))))

    def _restore(self, items: Iterable[trash.Trashed], done: set[str]) -> Changes:
        """Bring back what lies in the trash; ``done`` is told of the articles."""
        items = list(items)
        paths: list[Path] = []
        with self.write():
            try:
                paths = trash.restore(self.folder, *items)
            except DiskError:
                left = {item.name for item in trash.listed(self.folder)}
                items = [item for item in items if item.name not in left]
                paths = [self.folder.absolute(item.path) for item in items]
                raise
            finally:
                # A conflict copy that is brought back is merged again, and is no article.
                found = [
                    path for item, path in zip(items, paths, strict=False) if item.kind == "article"
                ]
                if found:
                    done.update(self._adopt(found))
        for article_id in done:
            self._trashed.pop(article_id, None)
        return Changes(articles=frozenset(done), added=bool(done))

    def empty_trash(self) -> None:
        """Remove what lies in the trash for good. Raises `ReadOnlyArchive`, `ArchiveLocked`."""
        with self.write():
            trash.empty(self.folder)
            self._trashed.clear()
            self.history.forget("delete")

    # ------------------------------------------------------------ undo

    def undo(
        self, progress: ProgressCallback = ignore, cancel: CancelToken | None = None
    ) -> Changes | None:
        """Undo the last step, on all its articles or on none; None when there is none.

        Cancelled, it keeps what is done, and the rest of the step is still there to be undone.
        Raises as what it does; then the step is still there, but for the articles that cannot be
        put back: these can be redone.
        """
        return self._turn(False, progress, cancel)

    def redo(
        self, progress: ProgressCallback = ignore, cancel: CancelToken | None = None
    ) -> Changes | None:
        """Do again what was undone last, likewise; None when there is nothing."""
        return self._turn(True, progress, cancel)

    def _turn(
        self, forward: bool, progress: ProgressCallback, cancel: CancelToken | None
    ) -> Changes | None:
        with self.turning(forward=forward) as turn:
            return None if turn is None else self.turn(turn, forward, progress, cancel)

    @contextmanager
    def turning(self, *, forward: bool) -> Iterator[Turn | None]:
        """As `History.turning`, one turn after the other."""
        with self._turning, self.history.turning(forward=forward) as turn:
            yield turn

    def turn(
        self,
        turn: Turn,
        forward: bool,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
    ) -> Changes:
        """Undo a step, or (``forward``) do it again, whoever keeps it; ``turn`` is told for which
        articles that is done. Raises as `undo`."""
        if turn.step.moved:
            return self._move(turn, delete=forward == (turn.step.label == "delete"))
        edits: dict[str, Change] = {}
        for article_id, (before, after) in turn.step.sidecars.items():
            ends = (before, after) if forward else (after, before)
            edits[article_id] = partial(editing.revert, *ends)
        done: dict[str, tuple[Sidecar, Sidecar]] = {}
        try:
            # Of an article that was deleted since there is nothing left to revert.
            changes = self._apply_all(edits, done, progress, cancel, gone=True)
        finally:
            turn.done.update(done)
        if cancel is not None and cancel.cancelled:
            turn.whole = False
        elif turn.step.settings:
            old, new = turn.step.settings
            with self.write():
                self._set(*((old, new) if forward else (new, old)))
            changes |= Changes(settings=True)
        return changes

    def _move(self, turn: Turn, *, delete: bool) -> Changes:
        """Do what a step to or from the trash did, or the contrary, as far as it can be done."""
        moved = turn.step.moved
        if not delete:
            there = [self._trashed[key] for key in moved if key in self._trashed]
            known = {item.name for item in trash.listed(self.folder)}
            return self._restore([item for item in there if item.name in known], turn.done)
        here = [key for key in moved if self.caches.catalogue.find(key) is not None]
        return self._delete(here, turn.done)
