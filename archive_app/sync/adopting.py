"""Taking in what lies in the archive already: at a rebuild, at opening, when files appear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

from archive_app.caches import Caches
from archive_app.core.model import Failure
from archive_app.core.progress import CancelToken, ProgressCallback, ignore
from archive_app.importing.finding import Item, shown
from archive_app.importing.pipeline import Hold, Import
from archive_app.importing.workers import Workers
from archive_app.library.folder import ArchiveFolder


def take_in(
    folder: ArchiveFolder,
    caches: Caches,
    originals: Iterable[Path],
    *,
    progress: ProgressCallback = ignore,
    cancel: CancelToken | None = None,
    hold: Hold = nullcontext,
    workers: Workers | None = None,
) -> frozenset[str]:
    """List and index originals that lie in the archive; return the ids of their articles.

    ``originals`` are relative to the archive or absolute. One with a sidecar keeps its id and
    all that the sidecar says; one without gets its first. Those listed already are read again.
    What cannot be read is listed as an article without text; a sidecar that cannot be read is
    left alone and reported by the catalogue's findings. ``hold`` gives the right to write, which
    is held for one batch at a time; ``workers`` as for `pipeline.import_paths`.
    """

    def items() -> Iterator[Item | Failure]:
        for original in originals:
            inside = folder.relative(original)
            path = folder.path / inside
            try:
                status = path.stat()
            except OSError as error:
                yield Failure(shown(path), "no-access", str(error))
                continue
            yield Item(path, shown(path), path.name, status.st_size, status.st_mtime_ns, inside)

    with Import(
        folder,
        caches,
        progress=progress,
        cancel=cancel,
        again=True,
        hold=hold,
        workers=workers,
    ) as work:
        report = work.run(items(), save=False)
        if work.store.findings:
            present = caches.catalogue.findings()
            caches.catalogue.set_findings(dict.fromkeys([*present, *work.store.findings]))
    ids = {article.id for article in report.imported}
    return frozenset(ids | {failure.id for failure in report.failed if failure.id})
