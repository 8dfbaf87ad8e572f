"""What can be thrown away: the catalogue and the index of one archive, as one pair.

They lie in the user's own cache folder, one *generation* a folder, and a small file names
the present one. A rebuild makes the next generation beside it and then names that, so that
a crash leaves the old pair or the new one (docs/architecture.md, rule 2)::

    ~/.cache/khizana/archives/<archive id>-<place>/
        current                 the name of the present generation
        g0001/catalogue.sqlite
        g0001/index/…
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from archive_app.caches.prepared import Prepared, field_words
from archive_app.core import disk
from archive_app.core.errors import CacheError, DiskError
from archive_app.core.logs import why
from archive_app.core.model import Article, Finding
from archive_app.core.settings import cache_home
from archive_app.library.sidecar import Sidecar
from archive_app.search.catalogue import Catalogue
from archive_app.search.index import Index
from archive_app.search.searcher import Searcher

log = logging.getLogger(__name__)

CURRENT = "current"

UNLISTABLE = (
    ValueError,
    TypeError,
    OverflowError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
)
"""What the catalogue raises of values that it cannot hold."""


def cache_folder(archive_id: str, archive_path: Path, root: Path | None = None) -> Path:
    """Return where an archive's caches lie.

    Two copies of an archive have one id, so the place is part of the name.
    ``root`` stands in for the user's cache folder.
    """
    root = root or cache_home()
    place = hashlib.sha256(os.fsencode(archive_path.resolve())).hexdigest()[:12]
    return root / "archives" / f"{archive_id[:32]}-{place}"


class Caches:
    """One generation of an archive's catalogue and index."""

    def __init__(self, folder: Path, catalogue: Catalogue, index: Index) -> None:
        self.folder = folder
        self.catalogue = catalogue
        self.index = index
        self.searcher = Searcher(catalogue, index)

    @classmethod
    def open(cls, base: Path) -> Caches:
        """Open the present generation below ``base``.

        Raises `CacheError` where there is none, or it is damaged or of another version.
        """
        try:
            name = (base / CURRENT).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise CacheError(base, f"no present generation: {error}") from error
        if not name or Path(name).name != name:
            raise CacheError(base, "the present generation has no proper name")
        return cls._at(base / name, create=False)

    @classmethod
    def begin(cls, base: Path) -> Caches:
        """Make a new, empty generation beside those there; `adopt` makes it the present one."""
        disk.make_folder(base, parents=True, mode=0o700)
        disk.make_private(base)
        numbers = [int(name[1:]) for name in _generations(base) if name[1:].isdigit()]
        folder = base / f"g{max(numbers, default=0) + 1:04d}"
        disk.make_folder(folder, new=True, mode=0o700)
        return cls._at(folder, create=True)

    @classmethod
    def _at(cls, folder: Path, *, create: bool) -> Caches:
        catalogue = Catalogue.open(folder / "catalogue.sqlite", create=create)
        try:
            return cls(folder, catalogue, Index.open(folder / "index", create=create))
        except BaseException:
            catalogue.close()
            raise

    def adopt(self) -> None:
        """Make this generation the present one, and remove the others as far as they let go."""
        base = self.folder.parent
        disk.write_atomic(base / CURRENT, self.folder.name.encode())
        for other in _generations(base):
            if other != self.folder.name:
                # Another process may still read it (on Windows that keeps the files); the
                # next rebuild removes what is left.
                disk.remove_folder(base / other, anyhow=True)

    @property
    def is_present(self) -> bool:
        """Whether this generation is the present one, and no other took its place."""
        try:
            name = (self.folder.parent / CURRENT).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return True  # being written, or taken away: there is no other
        return name == self.folder.name

    def put(self, prepared: Sequence[Prepared]) -> list[Finding]:
        """Write articles to the catalogue in one transaction, then to the index in one commit.

        An article that is there already (by its id) is replaced. Where the index fails, the
        articles are marked stale and nothing is raised: what matters is in the sidecars.
        An article that cannot be listed, whatever is in it, is left out, and the others are
        listed; of each that was left out a finding (``unlistable``) is returned.
        """
        try:
            self._put(prepared)
        except UNLISTABLE as error:
            if len(prepared) > 1:
                half = len(prepared) // 2
                return self.put(prepared[:half]) + self.put(prepared[half:])
            log.warning("an article cannot be listed: %s", why(error))
            article = prepared[0].entry.article
            return [
                Finding("error", "unlistable", article.path, f"{type(error).__name__}: {error}")
            ]
        return []

    def _put(self, prepared: Sequence[Prepared]) -> None:
        if not prepared:
            return
        ids = [item.entry.article.id for item in prepared]
        replaced = self.catalogue.docs(ids)
        docs = self.catalogue.add([item.entry for item in prepared])
        words = {doc: item.words for doc, item in zip(docs, prepared, strict=True)}
        # Their words, the catalogue has learned from their texts.
        self._index(ids, words, replaced.values(), learn=False)

    def _index(
        self,
        ids: Sequence[str],
        words: Mapping[int, Mapping[str, str]],
        replaced: Iterable[int],
        *,
        learn: bool = True,
    ) -> None:
        try:
            with self.index.writer(news=learn) as writer:
                for doc in replaced:
                    writer.delete(doc)
                for doc, fields in words.items():
                    writer.add(doc, fields)
        except (CacheError, DiskError):
            self.catalogue.mark_stale(ids)
            return
        if learn:
            self.searcher.learn(writer.new_words)

    def reindex(self, changed: Sequence[tuple[Article, Sidecar]]) -> None:
        """Index articles again, after their titles, notes or tags changed, in one commit."""
        texts = self.catalogue.texts([article.doc for article, _ in changed])
        words = {
            article.doc: field_words(sidecar, texts.get(article.doc, ""))
            for article, sidecar in changed
        }
        self._index([article.id for article, _ in changed], words, words.keys())

    def drop(self, ids: Iterable[str]) -> None:
        """Forget articles: their catalogue rows and their postings.

        Where the index fails, the postings stay: no search finds them without the rows.
        """
        ids = list(ids)
        docs = [article.doc for article in map(self.catalogue.find, ids) if article is not None]
        self.catalogue.remove(ids)
        with suppress(CacheError, DiskError), self.index.writer() as writer:
            for doc in docs:
                writer.delete(doc)

    def agree(self) -> bool:
        """Whether the index holds just the articles that the catalogue lists.

        Where a process ended between writing to one and to the other, what the index lacks is
        marked stale, and what is listed no more goes from it.
        """
        docs = self.index.snapshot().docs
        if (len(docs), int(docs.sum())) == self.catalogue.doc_sum():
            return True
        listed = {article.doc: article.id for article in self.catalogue.all()}
        held = set(docs.tolist())
        self.catalogue.mark_stale([listed[doc] for doc in listed.keys() - held])
        with self.index.writer() as writer:
            for doc in held - listed.keys():
                writer.delete(doc)
        return False

    def close(self) -> None:
        """Let go of the files."""
        self.index.close()
        self.catalogue.close()


def _generations(base: Path) -> list[str]:
    """The names of the generations' folders."""
    return [name for name in disk.names(base) if name.startswith("g")]
