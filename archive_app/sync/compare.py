"""The second step: what each path was, as the catalogue knows it, and what it is on the disk.

Which article a file is, tells the id in its sidecar, else the bytes. An article whose file is
where the catalogue lists it stays there, whatever else claims its id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from archive_app.caches import copies
from archive_app.search.catalogue import Catalogue
from archive_app.sync.decide import Beside, Facts, Held, Original
from archive_app.sync.walk import Disk, OnDisk

NO_FILE = OnDisk(0, 0)


class Listed(NamedTuple):
    """An article as the catalogue lists it: its original and its sidecar (`NO_FILE`: none) as
    they were when they were read."""

    id: str
    path: str
    original: OnDisk
    sidecar: OnDisk
    missing: bool


class Known:
    """What the catalogue knows of the articles at or below some places (None: of all)."""

    def __init__(self, catalogue: Catalogue, places: Iterable[str] | None = None) -> None:
        self._catalogue = catalogue
        self.missing = frozenset(catalogue.missing())
        stamps = catalogue.stamps(places)
        self.articles = {id_: self._listed(id_, *row) for id_, row in stamps.items()}
        self.copies = copies.load(catalogue)
        self.sound_copies = copies.sound(catalogue, self.copies)

    def article(self, article_id: str) -> Listed | None:
        """An article, wherever it lies."""
        if (listed := self.articles.get(article_id)) is not None:
            return listed
        article = self._catalogue.find(article_id)
        if article is None:
            return None
        return self._listed(article_id, *self._catalogue.stamps([article.path])[article_id])

    def bytes_of(self, lost: Set[str]) -> tuple[set[int], dict[str, str]]:
        """The sizes of articles' originals, and the articles by SHA-256 (hex)."""
        found = {key: id_ for key, id_ in self._catalogue.hashes().items() if id_ in lost}
        return {self._catalogue.get(id_).size for id_ in found.values()}, found

    def _listed(self, id_: str, path: str, stamp: tuple[int, int, int, int]) -> Listed:
        return Listed(id_, path, OnDisk(*stamp[:2]), OnDisk(*stamp[2:]), id_ in self.missing)


def compare(known: Known, disk: Disk) -> list[Facts]:
    """The facts of each path where something is not as it was.

    Sidecars are read where they or their originals are new or changed; files are hashed only
    where one of their size was lost.
    """
    return list(_Comparison(known, disk).facts())


class _Comparison:
    """Says which article each file is: ``held`` (article → path) of those that are somewhere,
    ``elsewhere`` (path → article) of those that are not where they are listed, ``taken`` and
    ``other`` as in `Held`, ``second`` of copies that go on being copies."""

    def __init__(self, known: Known, disk: Disk) -> None:
        self.known = known
        self.disk = disk
        self.held: dict[str, str] = {}
        self.elsewhere: dict[str, Listed] = {}
        self.taken: set[str] = set()
        self.other: set[str] = set()
        self.second: set[str] = set()
        self.listed: dict[str, Listed] = {}
        for article in known.articles.values():
            if article.path not in self.listed or self.listed[article.path].missing:
                self.listed[article.path] = article
        nameless = self._by_sidecar(self._in_place())
        nameless += self._by_sidecar(self._widowed())
        if nameless:
            self._by_bytes(nameless)

    def _in_place(self) -> list[str]:
        """Settle the files that are what they were. Return the others."""
        others = []
        for path, seen in self.disk.originals.items():
            copy, listed = self.known.sound_copies.get(path), self.listed.get(path)
            if copy is not None and (copy.mtime_ns, copy.size) == seen:
                beside = self.disk.sidecar(path)
                if beside is None or beside == (copy.sidecar_mtime_ns, copy.sidecar_size):
                    self.second.add(path)
                else:  # it is read again, and what its sidecar says by now is merged
                    others.append(path)
            elif listed is not None and self._untouched(path, listed):
                self.held[listed.id] = path
            else:
                others.append(path)
        return others

    def _widowed(self) -> list[str]:
        """The copies, also elsewhere than where was looked, whose article has lost its file."""
        found = []
        for path, copy in self.known.copies.items():
            whole = path in self.known.sound_copies
            if whole and (
                copy.article_id in self.held or copy.article_id not in self.known.articles
            ):
                continue
            if path in self.second or (not self.disk.looked_at(path) and self.disk.see(path)):
                self.second.discard(path)
                found.append(path)
        return found

    def _by_sidecar(self, paths: list[str]) -> list[str]:
        """Settle the files that are new or changed, or whose sidecar is: what that says decides.
        Return those that are new and have none that says anything."""
        claims: dict[str, list[str]] = {}
        nameless = []
        for path in paths:
            listed = self.listed.get(path)
            claim = self.disk.claim(path)
            if listed is not None and claim in {"", listed.id}:
                self.held[listed.id] = path
            elif claim:
                claims.setdefault(claim, []).append(path)
            else:
                nameless.append(path)
        for claim, (first, *others) in claims.items():
            article = self.known.article(claim)
            if claim in self.held or (article is not None and self._stands(article)):
                self._refuse(first)
            else:
                self._settle(first, article)
            for path in others:
                self._refuse(path)
        return nameless

    def _settle(self, path: str, article: Listed | None) -> None:
        """A file whose sidecar has the id of an article that is nowhere else, or a new one."""
        listed = self.listed.get(path)
        if article is not None:
            self.held[article.id] = path
            self.elsewhere[path] = article
        elif listed is not None and self._same(path, listed):
            self.held[listed.id] = path
            self.other.add(path)

    def _by_bytes(self, paths: list[str]) -> None:
        """Settle the files without a sidecar whose bytes are those of an article that was lost."""
        lost = (self.known.articles.keys() | self.known.missing) - self.held.keys()
        if not lost:
            return
        sizes, articles = self.known.bytes_of(lost)
        for path in paths:
            seen = self.disk.originals[path]
            id_ = articles.get(self.disk.digest(path), "") if seen.size in sizes else ""
            article = self.known.article(id_) if id_ and id_ not in self.held else None
            if article is not None:
                self.held[id_] = path
                self.elsewhere[path] = article._replace(original=seen)

    def _stands(self, article: Listed) -> bool:
        """Whether an article is there where was not looked."""
        elsewhere = not self.disk.looked_at(article.path)
        return elsewhere and not article.missing and self.disk.there(article.path)

    def _refuse(self, path: str) -> None:
        """A file whose sidecar is another article's is what it was where its bytes are the same."""
        self.taken.add(path)
        if (listed := self.listed.get(path)) is not None and self._same(path, listed):
            self.held[listed.id] = path

    # ------------------------------------------------------------ what is told

    def facts(self) -> Iterator[Facts]:
        """What is told of each path; nothing of those where all is as it was."""
        for path in self.disk.originals:
            if (facts := self._about(path)) is not None:
                yield facts
        for article in self.known.articles.values():
            if article.id not in self.held:
                held = Held.MISSING if article.missing else Held.HERE
                yield Facts(article.path, Original.ABSENT, held, article=article.id)
        yield from (Facts(path, Original.CONFLICT) for path in self.disk.conflicts)

    def _about(self, path: str) -> Facts | None:
        if path in self.second:
            return Facts(path, Original.SECOND)
        if (article := self.elsewhere.get(path)) is not None:
            beside = self._beside(path, article)
            beside = Beside.ABSENT if beside is Beside.GONE else beside
            if beside is Beside.ABSENT and self.disk.claim(article.path) == article.id:
                beside = Beside.LEFT
            return Facts(path, self._original(path, article), Held.MOVED, beside, article.id)
        listed = self.listed.get(path)
        if listed is None or self.held.get(listed.id) != path:
            held = Held.TAKEN if path in self.taken else Held.NONE
            return Facts(path, Original.NEW, held)
        original, beside = self._original(path, listed), self._beside(path, listed)
        held = Held.MISSING if listed.missing else Held.HERE
        if path in self.taken or path in self.other:
            held = Held.TAKEN if path in self.taken else Held.OTHER
        elif (
            held is Held.HERE
            and original is Original.SAME
            and beside not in (Beside.CHANGED, Beside.GONE)
        ):
            return None
        return Facts(path, original, held, beside, listed.id)

    def _untouched(self, path: str, article: Listed) -> bool:
        """Whether nothing was done to a file and its sidecar. The stamp of a sidecar alone is not
        enough: those that were written together have the same time, and often the same size."""
        return self._same(path, article) and self._beside(path, article) is not Beside.CHANGED

    def _same(self, path: str, article: Listed) -> bool:
        return self.disk.originals[path] == article.original

    def _original(self, path: str, article: Listed) -> Original:
        return Original.SAME if self._same(path, article) else Original.CHANGED

    def _beside(self, path: str, article: Listed) -> Beside:
        sidecar = self.disk.sidecar(path)
        if sidecar is None:
            # Where none can be written the catalogue goes on with what it knows.
            was = article.sidecar != NO_FILE and not self.disk.folder.read_only
            return Beside.GONE if was else Beside.ABSENT
        return Beside.SAME if sidecar == article.sidecar else Beside.CHANGED
