"""The main job on the sample articles, in the terminal: for machines without a display."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from archive_app.archive import Archive
from archive_app.cli.terminal import Terminal
from archive_app.core import disk
from archive_app.core.settings import seeds
from archive_app.search.searcher import Results

QUERIES = ("سوريا", "الارهاب", '"وزير الدفاع الروسي"', "خان شيخون", "Shoigu")


def demo(
    terminal: Terminal | None,
    folder: Path | None,
    show: Callable[[Results], None],
) -> int:
    """Import the seeds into an archive in ``folder`` (None: one that is thrown away), search
    it, tag and annotate an article, open it again, and check that everything is there.

    What it does is told on ``terminal`` (None: nowhere); ``show`` prints a result. Returns the
    exit status.
    """
    if folder is not None:
        return _run(terminal, show, folder, None)
    with disk.scratch() as scratch:
        return _run(terminal, show, scratch / "archive", scratch / "cache")


def _run(
    terminal: Terminal | None,
    show: Callable[[Results], None],
    folder: Path,
    cache: Path | None,
) -> int:
    with Archive.open(folder, create=True, cache=cache) as archive:
        report = archive.import_paths(sorted(seeds().glob("*.txt")))
        if terminal is not None:
            terminal.report(report)
        for query in QUERIES:
            if terminal is not None:
                terminal.line()
                terminal.line(f"━━ {query}")
            show(archive.search(query, limit=3))
        hit = archive.search("شويغو", limit=1).hits[0]
        spans = archive.matches(hit.article.id, archive.search("شويغو"))
        archive.annotate(hit.article.id, *spans[0], note="وزير الدفاع", tags=["روسيا"])
        archive.tag(hit.article.id, add=["أمن"])
    with Archive.open(folder, cache=cache) as archive:
        kept = archive.annotations(hit.article.id)
        article = archive.article(hit.article.id)
        findings = archive.verify()
        count = archive.count
        sidecar = archive.folder.sidecar_path(archive.original(article.id))
        same = all(
            (seeds() / Path(item.article.path).name).read_bytes()
            == archive.original(item.article.id).read_bytes()
            for item in archive.search("", limit=100).hits
            if (seeds() / Path(item.article.path).name).exists()
        )
    if terminal is not None:
        translate = terminal.translator.translate
        kept_as = (
            translate("cli", "The originals are untouched.")
            if same
            else translate("cli", "The originals were CHANGED.")
        )
        terminal.line()
        terminal.line(
            translate("cli", "Opened again: {articles}, tags {tags}, highlights {count}.").format(
                articles=terminal.articles(count),
                tags=terminal.listed(article.tags),
                count=len(kept),
            )
        )
        terminal.line(kept_as)
        terminal.line(translate("cli", "Its sidecar: {name}").format(name=sidecar.name))
    ok = bool(kept) and not findings and same
    return 0 if ok else 1
