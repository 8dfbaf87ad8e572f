"""What was known of a file where it comes from: the sidecar beside it, as in another archive.

Notes, tags and what the user set come along with the file, and merge where the archive has the
article already. What lies outside of the archive is only read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from archive_app.caches import Caches
from archive_app.caches.sidecar_updates import update_from_sidecars
from archive_app.core.errors import KhizanaError, SidecarError
from archive_app.core.model import Annotation, Article
from archive_app.importing.items import Item, Record, printable
from archive_app.library import names
from archive_app.library import sidecar as sidecars
from archive_app.library.conflicts import original_of
from archive_app.library.folder import ArchiveFolder
from archive_app.library.merging import merge
from archive_app.library.sidecar import Sidecar, tag_id

if TYPE_CHECKING:
    from archive_app.importing.reports import Tally
    from archive_app.importing.task import Task


def sidecar_beside(original: Path) -> Path | None:
    """The sidecar of a file outside of the archive, None where it has none."""
    path = original.with_name(names.sidecar_name(original.name))
    return path if path.is_file() else None


def original_beside(sidecar: Path) -> Path | None:
    """The file that a sidecar is about, None where it is not there or cannot be told."""
    try:
        name = names.original_name(sidecar.name)
        original = sidecar.with_name(name) if name else original_of(sidecar, _load(sidecar))
    except (OSError, ValueError, SidecarError):
        return None
    return original if original.is_file() else None


def says_something(sidecar: Sidecar) -> bool:
    """Whether a sidecar holds more than what can be read from the file again."""
    return bool(sidecar.user or sidecar.annotations or sidecar.foreign)


def with_incoming(first: Sidecar, incoming: Sidecar) -> Sidecar:
    """The first sidecar of a new article, with all that the incoming one says of it."""
    return replace(
        first,
        original_name=incoming.original_name or first.original_name,
        parent=first.parent or incoming.parent,
        user=incoming.user,
        annotations=tuple(_own_tag(item, first.id) for item in incoming.annotations),
        tombstones=incoming.tombstones,
        foreign=incoming.foreign,
        extra=incoming.extra,
    )


def under_id(sidecar: Sidecar, id_: str) -> Sidecar:
    """A sidecar for another article than the one that it was for."""
    return replace(
        sidecar, id=id_, annotations=tuple(_own_tag(item, id_) for item in sidecar.annotations)
    )


def merge_in(folder: ArchiveFolder, caches: Caches, article_id: str, incoming: Sidecar) -> bool:
    """Merge an incoming sidecar into that of an article that is there already.

    Of two changes of the same thing the newer wins. Returns whether that changed anything.
    Raises `SidecarError` where the article's own sidecar is broken, `NotFound`, OSError.
    """
    path = caches.catalogue.get(article_id).path
    beside = folder.sidecar_path(path)
    mine, stamp = sidecars.load(beside)
    theirs = with_incoming(replace(mine, user={}, annotations=(), foreign=(), extra={}), incoming)
    theirs = replace(theirs, original_name=mine.original_name, parent=mine.parent)
    merged = merge(mine, theirs)
    if merged == merge(mine, mine):
        return False
    sidecars.save(beside, merged, stamp)
    update_from_sidecars(folder, caches, {article_id: path})
    return True


class IncomingSidecars:
    """What one import brings along for articles that are there already, until it is merged."""

    def __init__(self, task: Task, tally: Tally) -> None:
        self._task = task
        self._tally = tally
        self._waiting: list[tuple[Record | Article, Sidecar, Item]] = []

    def add(self, article: Record | Article, item: Item) -> None:
        """Note what came along with a file that has the bytes of an article."""
        sidecar = item.sidecar or item.incoming_sidecar
        if sidecar is not None:
            self._waiting.append((article, sidecar, item))

    def merge(self) -> None:
        """Merge what waits into the sidecars of its articles, which have their ids by now."""
        waiting, self._waiting = self._waiting, []
        if not waiting or self._task.folder.read_only:
            return
        with self._task.hold():
            for article, incoming, item in waiting:
                try:
                    merge_in(self._task.folder, self._task.caches, article.id, incoming)
                except (KhizanaError, OSError) as error:
                    reason = error.reason if isinstance(error, KhizanaError) else "no-access"
                    path = printable(item.sidecar_path or item.path)
                    self._tally.fail(path, reason, str(error), article.id)


def _own_tag(annotation: Annotation, article: str) -> Annotation:
    """An annotation; a tag of the whole article under the id that this article's tag has."""
    if annotation.motivation != "tagging" or not annotation.tags:
        return annotation
    return replace(annotation, id=tag_id(article, annotation.tags[0]))


def _load(path: Path) -> Sidecar:
    return sidecars.load(path)[0]
