"""The way into one archive: what can be asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from archive_app.core.model import ImportReport, Part
from archive_app.importing.finding import find, lying_in
from archive_app.importing.items import Item
from archive_app.importing.pipeline import Import
from archive_app.importing.task import Task


@dataclass(frozen=True, slots=True)
class Importer(Task):
    """The way in. A cancel ends an import after what is already read. Where the archive cannot be
    written (a full disk) `ReadOnlyArchive` or OSError is raised.
    """

    def import_paths(self, paths: Iterable[Path], *, dry_run: bool = False) -> ImportReport:
        """Import files and folders; the report says what became of every file found.

        Originals are copied into the archive, but those that lie in it already stay where they
        are: a second copy in the same archive helps nobody. With ``dry_run`` everything is read
        and nothing written.
        """
        return Import(self, dry_run=dry_run).run(find(paths, self.folder.path))

    def import_bytes(self, data: bytes, name: str) -> ImportReport:
        """Import bytes that are in no file (a paste, a dropped page) as a file called ``name``."""
        work = Import(self)

        def pasted() -> Iterator[Item]:
            yield work.staging.put(Part(name, data), display_path=name)

        return work.run(pasted())

    def adopt(
        self, originals: Iterable[Path], places: Mapping[str, str] = MappingProxyType({})
    ) -> frozenset[str]:
        """List and index originals that lie in the archive; return the ids of their articles.

        ``originals`` are relative to the archive or absolute. One with a sidecar keeps its id and
        all that the sidecar says; one without gets its first. Those listed already are read
        again. What cannot be read is listed as an article without text; a sidecar that cannot
        be read is left alone and reported by the catalogue's findings; so is one that is gone, and
        made again from what the catalogue knows. ``places`` (path by id) tell of articles that
        are not listed where they lie: of two files with one id the other is a copy.
        """
        work = Import(self, again=True)
        work.unpacking.places = places
        report = work.run(lying_in(self.folder, originals), save=False)
        if findings := work.committer.findings:
            catalogue = self.caches.catalogue
            catalogue.set_findings(dict.fromkeys([*catalogue.findings(), *findings]))
        ids = {article.id for article in report.imported}
        if work.committer.unrepaired:  # now that a sidecar says which repairs to leave
            ids |= self.adopt(map(Path, work.committer.unrepaired))
        return frozenset(ids | {failure.id for failure in report.failed if failure.id})
