"""Writing to articles: one writer at a time, the sidecar first, and every step undoable."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from archive_app.archive.history import History, Step
from archive_app.caches import Caches, field_words
from archive_app.core import disk
from archive_app.core.errors import CacheError, NotFound, ReadOnlyArchive, SidecarError
from archive_app.core.lazy import lazily
from archive_app.core.model import Annotation, Article, Changes
from archive_app.library import names, trash
from archive_app.library import sidecar as sidecars
from archive_app.library.folder import ArchiveFolder
from archive_app.library.lock import WriteLock
from archive_app.library.sidecar import Sidecar

if TYPE_CHECKING:
    from archive_app import importing
    from archive_app.archive import editing
else:
    editing, importing = lazily("archive_app.archive.editing"), lazily("archive_app.importing")


PATIENCE = 0.5
"""Seconds that a write waits for another program that is writing to the archive."""


class Editor:
    """The one way to change articles. ``caches`` may be swapped for newer ones (a rebuild)."""

    def __init__(self, folder: ArchiveFolder, caches: Caches, base: Path) -> None:
        self.folder = folder
        self.caches = caches
        self.history = History()
        self._trashed: dict[str, trash.Trashed] = {}  # what this session moved to the trash
        self._writing = threading.RLock()
        self._lock = WriteLock(base)
        self.patience: float | None = PATIENCE
        self.retired: list[Caches] = []

    @contextmanager
    def write(self, *, anyhow: bool = False) -> Iterator[None]:
        """One writer at a time, in this process and beyond. ``anyhow``: just the caches change.

        Another program may have made the caches anew meanwhile: then those are written to.
        Raises `ReadOnlyArchive`, `ArchiveLocked`.
        """
        if self.folder.read_only and not anyhow:
            raise ReadOnlyArchive(self.folder.path)
        with self._writing:
            self._lock.acquire(self.patience)
            try:
                self.follow_caches()
                yield
            finally:
                self._lock.release()

    def catch_up(self, steps: Iterable[Step] = ()) -> None:
        """Learn what another process did to the archive: it may have made the caches anew, and
        taken ``steps`` (`History.take`), which can be undone here from now on."""
        self.follow_caches()
        for step in steps:
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
        except (NotFound, SidecarError):
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

    def edit(self, label: str, ids: Sequence[str], change: Callable[[Sidecar], Sidecar]) -> Changes:
        """Apply ``change`` to the sidecars of ``ids`` and bring the caches up to them.

        With a ``label`` it is one step to undo. Raises `NotFound`, `SidecarError`,
        `ReadOnlyArchive`, `ArchiveLocked`; what was written before an error stays.
        """
        step: dict[str, tuple[Sidecar, Sidecar]] = {}
        worded: list[tuple[Article, Sidecar]] = []
        changes = Changes()
        with self.write():
            try:
                for article_id in ids:
                    path, before, stamp = self.find(article_id)
                    after = change(before)
                    if after == before:
                        continue
                    saved, new_stamp = sidecars.save(path, after, stamp)
                    step[article_id] = (before, saved)
                    changes |= editing.difference(article_id, before, saved)
                    article = self.caches.catalogue.update(
                        article_id,
                        metadata=saved.effective,
                        annotations=saved.annotations,
                        read=saved.read,
                        sidecar_stamp=(new_stamp.mtime_ns, new_stamp.size),
                    )
                    if field_words(before, "", "") != field_words(saved, "", ""):
                        worded.append((article, saved))
            finally:
                if worded:
                    self.caches.reindex(worded)
                if step and label:
                    self.history.push(Step(label, step))
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

    def delete(self, ids: Sequence[str]) -> Changes:
        """Move articles to the trash, as one step to undo. Raises `NotFound`,
        `ReadOnlyArchive`, `ArchiveLocked`; what was moved before an error stays there."""
        gone: list[str] = []
        try:
            return self._delete(ids, gone)
        finally:
            if gone:
                self.history.push(Step("delete", moved=tuple(gone)))

    def _delete(self, ids: Iterable[str], gone: list[str]) -> Changes:
        """Move articles to the trash; ``gone`` is told of each that is there."""
        with self.write():
            try:
                for article_id in ids:
                    original = self.folder.path / self.caches.catalogue.get(article_id).path
                    self._trashed[article_id] = trash.delete(self.folder, original)
                    gone.append(article_id)
            finally:
                self.caches.drop(gone)
        return Changes(articles=frozenset(gone), removed=bool(gone))

    def restore(self, items: Iterable[trash.Trashed]) -> Changes:
        """Bring back what lies in the trash, as one step to undo. Raises as `delete`."""
        changes = self._restore(items)
        if changes.articles:
            self.history.push(Step("restore", moved=tuple(sorted(changes.articles))))
        return changes

    def _restore(self, items: Iterable[trash.Trashed]) -> Changes:
        paths: list[Path] = []
        ids: frozenset[str] = frozenset()
        with self.write():
            try:
                for item in items:
                    path = trash.restore(self.folder, item)
                    # A conflict copy that is brought back is merged again, and is no article.
                    if item.kind == "article":
                        paths.append(path)
            finally:
                if paths:
                    ids = self._adopt(paths)
        for article_id in ids:
            self._trashed.pop(article_id, None)
        return Changes(articles=ids, added=bool(ids))

    def empty_trash(self) -> None:
        """Remove what lies in the trash for good. Raises `ReadOnlyArchive`, `ArchiveLocked`."""
        with self.write():
            trash.empty(self.folder)
            self._trashed.clear()
            self.history.forget("delete")

    # ------------------------------------------------------------ undo

    def undo(self) -> Changes | None:
        """Undo the last step; None when there is none."""
        with self._writing:
            step = self.history.pop_undo()
            return None if step is None else self._revert(step, forward=False)

    def redo(self) -> Changes | None:
        """Do again what was undone last; None when there is nothing."""
        with self._writing:
            step = self.history.pop_redo()
            return None if step is None else self._revert(step, forward=True)

    def _revert(self, step: Step, *, forward: bool) -> Changes:
        if step.moved:
            return self._move(step, delete=forward == (step.label == "delete"))
        changes = Changes()
        for article_id, (before, after) in step.sidecars.items():
            ends = (before, after) if forward else (after, before)
            try:
                changes |= self.edit("", [article_id], partial(editing.revert, *ends))
            except NotFound:  # deleted since: nothing left to revert there
                continue
        return changes

    def _move(self, step: Step, *, delete: bool) -> Changes:
        """Do what a step to or from the trash did, or the contrary, as far as it can be done."""
        if not delete:
            there = [self._trashed[key] for key in step.moved if key in self._trashed]
            known = {item.name for item in trash.listed(self.folder)}
            return self._restore([item for item in there if item.name in known])
        here = [key for key in step.moved if self.caches.catalogue.find(key) is not None]
        return self._delete(here, [])
