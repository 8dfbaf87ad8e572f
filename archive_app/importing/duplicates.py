"""What the archive has already of what comes in, told by the bytes."""

from __future__ import annotations

from archive_app.caches import Caches, copies
from archive_app.core.model import Article, Status
from archive_app.importing.items import Item, Record
from archive_app.importing.reading import Read

FEW = 200
"""Hashes that are looked up one by one before those of the whole archive are read: a file that is
dropped is not to wait for that."""


class Duplicates:
    """The bytes of an archive's articles, and of those that one import brings."""

    def __init__(self, caches: Caches) -> None:
        self._catalogue = caches.catalogue
        self._hashes: dict[str, str] | None = None
        self._looked_up = 0
        self._new: dict[str, Record | Article] = {}
        self._copies: list[tuple[Item, int, Record | Article]] = []
        self._again: set[str] = set()

    def expect(self, item: Item) -> None:
        """Note that a file in the archive is read again: its bytes may not be those known."""
        self._again.add(item.archive_path)

    def existing(self, sha256: str) -> Record | Article | None:
        """The article (or the record of this import) with the same bytes, or None.

        An article whose original is missing is none: its bytes are welcome.
        """
        if (new := self._new.get(sha256)) is not None:
            return new
        article = self._holder(sha256)
        return article if article is not None and article.status is not Status.MISSING else None

    def lost(self, sha256: str) -> Article | None:
        """The article with these bytes whose original is missing, or None."""
        article = self._holder(sha256)
        return article if article is not None and article.status is Status.MISSING else None

    def _holder(self, sha256: str) -> Article | None:
        """The article that had these bytes before this import, or None."""
        known: str | None
        if self._hashes is None and self._looked_up < FEW:
            self._looked_up += 1
            known = self._catalogue.by_sha256(sha256)
        else:
            if self._hashes is None:
                self._hashes = self._catalogue.hashes()
            known = self._hashes.get(sha256)
        article = self._catalogue.find(known) if known is not None else None
        return None if article is not None and article.path in self._again else article

    def claim(self, record: Record) -> None:
        """Note that these bytes are on their way in."""
        self._new.setdefault(record.read.sha256, record)

    def release(self, record: Record) -> None:
        """Note that these bytes do not come after all."""
        self._new.pop(record.read.sha256, None)

    def stored(self, record: Record, article: Article) -> None:
        """Note what these bytes became; of the record, no more has to be remembered."""
        if self._new.get(record.read.sha256) is record:
            self._new[record.read.sha256] = article

    # ------------------------------------------------------------ copies in the archive itself

    def copy_of(self, item: Item, read: Read) -> Record | Article | None:
        """The article whose bytes a file that is new in the archive's folder has, or None.

        Such a file stays as it is, and is remembered. One with a sidecar is an article, unless
        the sidecar was copied along.
        """
        if item.sidecar_error is not None or (twin := self.existing(read.sha256)) is None:
            return None
        if item.sidecar is not None:
            if item.sidecar.id != _id_of(twin) or twin.path == item.archive_path:
                return None
        elif self._catalogue.by_path(item.archive_path) is not None:
            return None
        self._copies.append((item, read.size, twin))
        return twin

    def remember_copies(self) -> None:
        """Write down the copies that were found, once their articles have their ids."""
        found = {}
        for item, size, twin in self._copies:
            beside = item.stored_sidecar[1] if item.stored_sidecar is not None else (0, 0)
            found[item.archive_path] = copies.Copy(item.mtime_ns, size, twin.id, *beside[:2])
        copies.remember(self._catalogue, found)


def _id_of(twin: Record | Article) -> str:
    """The id of an article, also of one that is on its way in and has a sidecar."""
    if isinstance(twin, Record) and twin.item.sidecar is not None:
        return twin.item.sidecar.id
    return twin.id
