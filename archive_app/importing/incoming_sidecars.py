"""What was known of a file where it comes from: the sidecar beside it, as in another archive.

Notes, tags and what the user set come along with the file, and merge where the archive has the
article already. What lies outside of the archive is only read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from archive_app.caches import Caches
from archive_app.caches.reread import reread, stamp_of
from archive_app.core.errors import SidecarError
from archive_app.core.model import Annotation
from archive_app.library import names
from archive_app.library import sidecar as sidecars
from archive_app.library.conflicts import original_of
from archive_app.library.folder import ArchiveFolder
from archive_app.library.merging import merge
from archive_app.library.sidecar import Sidecar, tag_id


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


def adopt(first: Sidecar, brought: Sidecar) -> Sidecar:
    """The first sidecar of a new article, with all that the one brought along says of it."""
    return replace(
        first,
        original_name=brought.original_name or first.original_name,
        parent=first.parent or brought.parent,
        user=brought.user,
        annotations=tuple(_own_tag(item, first.id) for item in brought.annotations),
        tombstones=brought.tombstones,
        foreign=brought.foreign,
        extra=brought.extra,
    )


def merge_in(folder: ArchiveFolder, caches: Caches, article_id: str, brought: Sidecar) -> bool:
    """Merge what was brought along into the sidecar of an article that is there already.

    Of two changes of the same thing the newer wins. Returns whether that changed anything.
    Raises `SidecarError` where the article's own sidecar is broken, `NotFound`, OSError.
    """
    path = caches.catalogue.get(article_id).path
    beside = folder.sidecar_path(path)
    mine, stamp = sidecars.load(beside)
    theirs = adopt(replace(mine, user={}, annotations=(), foreign=(), extra={}), brought)
    theirs = replace(theirs, original_name=mine.original_name, parent=mine.parent)
    merged = merge(mine, theirs)
    if merged == merge(mine, mine):
        return False
    sidecars.save(beside, merged, stamp)
    reread(folder, caches, {path: stamp_of(folder, path)}, {path: article_id}, [])
    return True


def _own_tag(annotation: Annotation, article: str) -> Annotation:
    """An annotation; a tag of the whole article under the id that this article's tag has."""
    if annotation.motivation != "tagging" or not annotation.tags:
        return annotation
    return replace(annotation, id=tag_id(article, annotation.tags[0]))


def _load(path: Path) -> Sidecar:
    return sidecars.load(path)[0]
