"""The archive: the one façade over library, extraction, search and export.

This is Khizana's public Python API, and the only thing that the window and the command line
talk to. `Archive.open` is where to begin; README.md has an example.

Every method may be called from any thread; writes wait for each other. A write puts the
sidecar first, then the catalogue, then the index, and returns what changed.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from archive_app.archive import maintenance
from archive_app.archive.editor import Editor
from archive_app.archive.organising import Organising, listed
from archive_app.archive.upkeep import Upkeep
from archive_app.caches import Caches, cache_folder
from archive_app.core.errors import CacheError, NotAnArchive, NotConnected
from archive_app.core.lazy import lazily
from archive_app.core.model import (
    Annotation,
    Article,
    Changes,
    Completion,
    Content,
    Filters,
    Finding,
    Hit,
    ImportReport,
    Lens,
    Match,
    Placed,
    Sort,
    Span,
)
from archive_app.core.progress import CancelToken, ProgressCallback, ignore
from archive_app.core.times import now
from archive_app.importing.workers import Workers
from archive_app.library.folder import ArchiveFolder, ArchiveSettings
from archive_app.library.sidecar import Sidecar
from archive_app.search.searcher import Results, Searcher

if TYPE_CHECKING:
    from archive_app import importing, sync
    from archive_app.archive import editing, interchange
    from archive_app.library import foreign, watch
    from archive_app.text import anchors
else:
    # Not one of them is needed to open an archive and search it.
    anchors, editing, interchange, foreign, importing, sync, watch = (
        lazily(f"archive_app.{name}")
        for name in ("text.anchors", "archive.editing", "archive.interchange", "library.foreign",
                     "importing", "sync", "library.watch")
    )  # fmt: skip


log = logging.getLogger(__name__)

SLOW = 0.25
"""Seconds after which the log tells of a query."""


class Archive(Organising, Upkeep):
    """An open archive. Make one with `Archive.open`; close it, or use it in a ``with``."""

    def __init__(self, folder: ArchiveFolder, caches: Caches, base: Path) -> None:
        self.folder = folder
        self.editor = Editor(folder, caches, base)  # not of the API: for `jobs`
        self._base = base
        self._long = threading.RLock()  # imports and rebuilds; others write between batches
        self._workers = Workers()
        self._watcher: watch.Watcher | None = None

    # ------------------------------------------------------------ opening and closing

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        create: bool = False,
        cache: Path | str | None = None,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
    ) -> Self:
        """Open the archive in ``folder``; with ``create``, make one where there is none.

        Any folder of documents can be opened as an archive with ``create``: what lies in it is
        taken in where it lies. ``cache`` stands in for the user's cache folder. Where the
        caches are missing, damaged or of another version they are rebuilt, which ``progress``
        is told. Raises `NotAnArchive`, `NewerFormat`, `Cancelled`.
        """
        path, begun = Path(folder), time.monotonic()
        if not path.is_dir() and not create:
            raise NotAnArchive(path) if path.exists() else NotConnected(path)
        place = ArchiveFolder.open(path, create=create)
        base = cache_folder(place.id, place.path, None if cache is None else Path(cache))
        caches, unfinished = maintenance.open_caches(place, base, progress, cancel)
        archive = cls(place, caches, base)
        if unfinished:
            archive.refresh(progress=progress, cancel=cancel)
            caches.catalogue.set_meta(maintenance.UNFINISHED, "")
        maintenance.log_opened(place, caches, time.monotonic() - begun)
        return archive

    def close(self) -> None:
        """Let go of everything; the archive cannot be used afterwards."""
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher = None
        self._workers.release()
        for caches in (*self.editor.retired, self._caches):
            caches.close()

    def __enter__(self) -> Self:
        """Return the archive itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the archive."""
        self.close()

    @property
    def path(self) -> Path:
        """The archive's folder."""
        return self.folder.path

    @property
    def name(self) -> str:
        """The archive's name, as the user gave it."""
        return self.folder.settings.name

    @property
    def settings(self) -> ArchiveSettings:
        """The settings that travel with the archive (``archive.json``)."""
        return self.folder.settings

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written to the archive."""
        return self.folder.read_only

    @property
    def notices(self) -> tuple[Finding, ...]:
        """What opening or refreshing found amiss (a broken sidecar, say)."""
        return (*self.folder.notices, *self._caches.catalogue.findings())

    @property
    def count(self) -> int:
        """How many articles the archive holds."""
        return self._caches.catalogue.count()

    @property
    def _caches(self) -> Caches:
        return self.editor.caches

    # ------------------------------------------------------------ taking in

    def import_paths(
        self,
        paths: Iterable[Path | str],
        *,
        dry_run: bool = False,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
    ) -> ImportReport:
        """Import files and folders; return what became of every file found.

        Files inside the archive stay where they are, others are copied, never moved. ``dry_run``
        looks and changes nothing. Bad files never stop an import. A cancelled import keeps
        what is done and says ``cancelled``.
        Raises `ReadOnlyArchive`, `ArchiveLocked`.
        """
        with self._long:
            catalogue = self._caches.catalogue
            importer = self._importer(progress, cancel)
            with importer.hold():
                if not dry_run:
                    catalogue.set_meta(maintenance.UNFINISHED, now())
            report = importer.import_paths(map(Path, paths), dry_run=dry_run)
            if not dry_run:
                catalogue.set_meta(maintenance.UNFINISHED, "")
            return report

    def import_bytes(self, data: bytes, name: str) -> ImportReport:
        """Import what is in no file (pasted text) as a file ``name``; errors as `import_paths`."""
        with self._long:
            return self._importer().import_bytes(data, name)

    def _importer(
        self,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
        *,
        anyhow: bool = False,
    ) -> importing.Importer:
        """The way in for one task; ``anyhow`` as for `Editor.write`."""
        token = cancel or CancelToken()
        return importing.Importer(
            self.folder,
            self._caches,
            workers=self._workers,
            progress=progress,
            cancel=token,
            hold=partial(self.editor.write, anyhow=anyhow, long=token),
        )

    def refresh(
        self,
        paths: Iterable[Path] | None = None,
        *,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
    ) -> Changes:
        """Look for what changed in the folder from outside, and take it in.

        ``paths`` says where to look (None: everywhere). New originals are taken in, sidecars
        read again, conflict copies merged, vanished originals marked missing.
        """
        return sync.refresh(self._importer(progress, cancel, anyhow=True), paths)

    def watch(self, callback: Callable[[Changes], None]) -> None:
        """Watch the folder; call ``callback``, in its own thread, with each change from outside."""

        def changed(paths: Iterable[Path]) -> None:
            changes = self.refresh(paths)
            if changes:
                callback(changes)

        if self._watcher is None:
            self._watcher = watch.Watcher(self.folder, changed)
            self._watcher.start()

    # ------------------------------------------------------------ finding

    def search(
        self,
        text: str = "",
        *,
        lens: Lens | str = Lens.WORD,
        match: Match = "all",
        filters: Filters = Filters(),  # noqa: B008 - frozen
        sort: Sort = "relevance",
        limit: int = 20,
        typing: bool = False,
    ) -> Results:
        """Search; no ``text`` finds every article. No text is an error.

        Returns the first ``limit`` hits, the facets of the whole result, and the numbers (``docs``)
        of all articles found, for `hits`. For ``match`` and ``typing`` see `Searcher.search`.
        """
        ask = partial(
            Searcher.search,
            text=text,
            lens=Lens(lens),
            match=match,
            filters=filters,
            sort=sort,
            limit=limit,
            variants=self.settings.variants,
            typing=typing,
        )
        try:
            found = ask(self._caches.searcher)
        except CacheError:  # another program may have made them anew
            self.editor.follow_caches()
            found = ask(self._caches.searcher)
        if found.seconds > SLOW:
            took, words = round(found.seconds * 1000), len(found.words)
            log.info(
                "slow query: %d ms, %d words, lens %s, %d found", took, words, lens, found.total
            )
        return found

    def place(self, results: Results, article_id: str) -> int:
        """Return which of a result's articles (from 0) that is; -1 where it is none of them."""
        return self._caches.searcher.place(results, article_id)

    def hits(self, results: Results, start: int, stop: int) -> tuple[Hit, ...]:
        """Return the hits ``start`` to ``stop`` of a result, with their snippets."""
        return self._caches.searcher.hits(results, start, stop)

    def matches(self, article_id: str, results: Results) -> tuple[Span, ...]:
        """Return where a result's words stand in an article's text, in code points, in order."""
        return self._caches.searcher.matches(article_id, results)

    def complete(self, prefix: str, limit: int = 8) -> list[Completion]:
        """Return what the half-typed query ``prefix`` may become, the likeliest first."""
        return self._caches.searcher.complete(prefix, limit=limit)

    def prepare(self) -> None:
        """Do both of these; for a thread of its own."""
        self.prepare_search()
        self.prepare_import()

    def prepare_search(self) -> None:
        """Make ready what the first search would wait for; for a thread of its own."""
        self._caches.searcher.prepare()

    def prepare_import(self) -> None:
        """Make ready what the first import would wait for; for a thread of its own."""
        if not self.read_only:
            self.folder.prepare()
            self._workers.prepare()

    # ------------------------------------------------------------ reading

    def article(self, article_id: str) -> Article:
        """Return an article by its id. Raises `NotFound`."""
        return self._caches.catalogue.get(article_id)

    def articles(self, docs: Sequence[int]) -> list[Article]:
        """Return articles by their numbers (`Article.doc`), in that order, without gone ones."""
        return self._caches.catalogue.many(docs)

    def text(self, article_id: str) -> str:
        """Return an article's extracted text; offsets are its code points. Raises `NotFound`."""
        return self._caches.catalogue.text(article_id)

    def content(self, article_id: str) -> Content:
        """Return an article's text with its structure, links and repairs. Raises `NotFound`."""
        return self._caches.catalogue.content(article_id)

    def original(self, article_id: str) -> Path:
        """Return where an article's original lies. Raises `NotFound` for an unknown article."""
        return self.path / self.article(article_id).path

    def image(self, article_id: str, name: str) -> bytes:
        """Return an image of an article from its own file (``name``: `Block.name`).

        Raises `NotFound` or an `ExtractError`.
        """
        from archive_app.extract import images  # only a few readers look at pictures

        return images(self.original(article_id), name)

    # ------------------------------------------------------------ annotating

    def annotations(self, article_id: str) -> tuple[Placed, ...]:
        """Return an article's highlights and notes, placed in its present text, in order.

        Notes on the whole article come first, orphans last.
        """
        text = self.text(article_id)
        return editing.place(self.editor.annotations(article_id), text)

    def find_annotations(
        self, query: str = "", *, color: str = "", tag: str = "", article: str = ""
    ) -> tuple[tuple[Article, Annotation], ...]:
        """Return highlights and notes of the whole archive, the newest first.

        ``query`` is in the query language and looks at the passage, the note and the tags.
        """
        return tuple(
            self._caches.searcher.find_annotations(
                query, color=color, tag=tag, article=article, variants=self.settings.variants
            )
        )

    def annotate(
        self,
        article_id: str,
        start: int,
        end: int,
        *,
        note: str = "",
        color: str = "yellow",
        tags: Iterable[str] = (),
    ) -> Annotation:
        """Highlight the passage ``text[start:end]`` (code points), perhaps with a note and tags.

        The passage is widened so that it splits no letter from its marks. No ``color`` makes a
        note without a highlight. Raises `NotFound`, `ReadOnlyArchive`, and `ValueError` for a
        passage that is not in the text.
        """
        content = self.content(article_id)
        annotation = editing.new_annotation(
            "highlighting" if color else "commenting",
            anchor=anchors.make_anchor(content.text, start, end, extractor=content.extractor),
            color=color,
            note=note,
            tags=self._spelled(tags),
        )
        self.editor.edit("annotate", [article_id], lambda old: editing.put(old, annotation))
        return annotation

    def note(self, article_id: str, note: str) -> Annotation:
        """Write a note (Markdown) on an article as a whole."""
        annotation = editing.new_annotation("commenting", note=note)
        self.editor.edit("annotate", [article_id], lambda old: editing.put(old, annotation))
        return annotation

    def import_annotations(
        self,
        path: Path | str,
        article_id: str = "",
        *,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
    ) -> interchange.ImportedAnnotations:
        """Bring in another program's annotations: W3C JSON-LD, or Hypothesis' export.

        They go to ``article_id``, else each to the article of its web address or file name.
        What was brought in before is not brought in twice. All is one step to undo; cancelled,
        it keeps what is done and says ``cancelled``. Raises `ImportFailed`, `NotFound`,
        `ReadOnlyArchive`.
        """
        items = foreign.read_annotations(Path(path))
        articles = [self.article(article_id)] if article_id else self._caches.catalogue.all()
        assigned, unmatched = interchange.assign(items, articles, everything=bool(article_id))
        return interchange.import_annotations(self.editor, assigned, unmatched, progress, cancel)

    def edit_annotation(
        self,
        article_id: str,
        annotation_id: str,
        *,
        note: str | None = None,
        color: str | None = None,
        tags: Iterable[str] | None = None,
        span: Span | None = None,
    ) -> Annotation:
        """Change an annotation; what is None stays. ``span`` anchors it anew (an orphan, say).

        Raises `NotFound`.
        """
        values: dict[str, Any] = {}
        if note is not None:
            values["note"] = note
        if color is not None:
            values["color"] = color
        if tags is not None:
            values["tags"] = tuple(self._spelled(tags))
        if span is not None:
            content = self.content(article_id)
            values["anchor"] = anchors.make_anchor(content.text, *span, extractor=content.extractor)
            values["review"] = False
        changed: list[Annotation] = []

        def edit(old: Sidecar) -> Sidecar:
            item = replace(editing.annotation(old, annotation_id), **values)
            if color is not None and item.anchor is not None:
                item = replace(item, motivation="highlighting" if color else "commenting")
            changed.append(item)
            return editing.put(old, item)

        self.editor.edit("edit", [article_id], edit)
        return changed[-1]

    def remove_annotation(self, article_id: str, annotation_id: str) -> Changes:
        """Remove an annotation, leaving a tombstone. Raises `NotFound`."""

        def remove(old: Sidecar) -> Sidecar:
            editing.annotation(old, annotation_id)
            return editing.remove(old, [annotation_id])

        return self.editor.edit("remove", [article_id], remove)

    # ------------------------------------------------------------ repairs, references, upkeep

    def refused_repairs(self, article_id: str) -> tuple[str, ...]:
        """Return the kinds of repair that the user refused for an article."""
        return self.editor.find(article_id)[1].refused_repairs

    def refuse_repair(self, article_id: str, kind: str, refuse: bool = True) -> Changes:
        """Refuse a kind of repair for an article (or accept it again) and read its text anew."""
        return self.editor.refuse_repair(article_id, kind, refuse)

    def of_sidecar(self, sidecar: Path) -> Article | None:
        """Return the article whose sidecar has this path, broken or not; None for no article's."""
        return self.editor.of_sidecar(sidecar)

    def set_aside_sidecar(self, article_id: str) -> Path:
        """Rename a broken sidecar, on the user's word, so that a new one can be begun.

        Returns where the broken one lies now. Raises `NotFound`, `ReadOnlyArchive`.
        """
        return self.editor.set_aside_sidecar(article_id)

    def cite(self, article_id: str, start: int | None = None, end: int | None = None) -> str:
        """Return a citation of an article, with the passage ``text[start:end]`` where given."""
        from archive_app.export import cite

        quote = self.text(article_id)[start:end] if start is not None else ""
        return cite.citation(self.article(article_id), quote)

    def references(self, ids: str | Iterable[str], form: str = "bibtex") -> str:
        """Return articles as a file of references: ``bibtex``, ``ris`` or ``csl`` (JSON)."""
        write = interchange.FORMS[form][1]
        return write([self.article(article_id) for article_id in listed(ids)])

    def rebuild(
        self, *, progress: ProgressCallback = ignore, cancel: CancelToken | None = None
    ) -> None:
        """Make the catalogue and the index anew, beside the old ones, and swap them in."""
        token = cancel or CancelToken()
        with self._long, self.editor.write(anyhow=True, long=token):
            with suppress(CacheError):  # what the old ones alone know of goes into the sidecars
                self.refresh(cancel=cancel)
            fresh = maintenance.rebuild_caches(self.folder, self._caches, progress, cancel)
            self.editor.swap(fresh)

    def save_settings(self, **values: Any) -> Changes:
        """Change settings that travel with the archive (fields of `ArchiveSettings`)."""
        with self.editor.write():
            self.folder.save_settings(replace(self.settings, **values))
        return Changes(settings=True)
