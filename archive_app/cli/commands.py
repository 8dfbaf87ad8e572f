"""What the commands of ``khizana`` do: for scripts, servers and tests.

Results go to standard output (plain logical text when piped), progress and errors to standard
error. Exit status: 0, or 1 where something failed or was found, or 2 for wrong usage.
``docs/command-line.md`` documents the keys that ``--json`` prints; they are stable.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from archive_app.archive import Archive
from archive_app.cli.arguments import parser, with_minus_words
from archive_app.cli.demo import demo
from archive_app.cli.rows import (
    Row,
    article_row,
    import_row,
    outdated_row,
    reextraction_row,
    reports_row,
    search_row,
)
from archive_app.cli.terminal import Terminal
from archive_app.cli.translator import Translator
from archive_app.core import logs
from archive_app.core.errors import (
    Cancelled,
    KhizanaError,
    NotAnArchive,
    NotFound,
    OutputFailed,
    Unreadable,
)
from archive_app.core.model import Changes, Filters
from archive_app.core.settings import Settings, resources
from archive_app.search.searcher import Results


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    argv = sys.argv[1:] if argv is None else argv
    lacking = _complete_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    translator = Translator(resources())
    terminal = Terminal(translator, as_json="--json" in argv, shaping="auto")
    try:
        try:
            status = _run(argv, translator, terminal)
        finally:
            terminal.flush()
        if lacking:
            raise OutputFailed(None, "standard output is closed")
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        _let_go()
        return 0
    except KeyboardInterrupt:
        _complain(Cancelled(None), terminal)
        return 130
    except OutputFailed as error:
        _let_go()
        _complain(error, terminal)
        return 1
    return status


def _run(argv: Sequence[str], translator: Translator, terminal: Terminal) -> int:
    arguments = parser(translator, as_json=terminal.as_json).parse_args(with_minus_words(argv))
    terminal.shaping = arguments.shape
    if arguments.verbose:
        logs.write_to_terminal(logging.INFO if arguments.verbose == 1 else logging.DEBUG)
    try:
        return COMMANDS[arguments.command](arguments, terminal)
    except OutputFailed:
        raise
    except KhizanaError as error:
        _complain(error, terminal)
        return 1


def _complete_streams() -> bool:
    """Put the null device where the shell closed a stream (``>&-``), lest a file that is opened
    later be written to as if it were the output; return whether that was standard output."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number, this one
    lacking = sys.stdout is None
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - to the end
    return lacking


def _let_go() -> None:
    """Let what is still to be written go nowhere, lest Python complain of it at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(error: KhizanaError, terminal: Terminal) -> None:
    where = f"{error.path}: " if error.path is not None else ""
    sentence = terminal.translator.reason(error.reason)
    if isinstance(error, NotFound) and error.path is not None:
        sentence = terminal.translator.translate("cli", "There is no article with this id.")
    terminal.complain(f"khizana: {where}{sentence}")
    if terminal.as_json:
        path = str(error.path) if error.path is not None else None
        with suppress(OutputFailed):
            terminal.json({"error": error.reason, "path": path, "detail": error.detail})


@contextmanager
def _opened(
    arguments: argparse.Namespace, terminal: Terminal, *, create: bool = False
) -> Iterator[Archive]:
    settings = Settings.load()
    chosen = arguments.archive or os.environ.get("KHIZANA_ARCHIVE") or settings.last_archive
    if not chosen:
        raise NotAnArchive(None, "name one with --archive FOLDER")
    cache = Path(arguments.cache) if arguments.cache else None
    with Archive.open(
        Path(chosen), create=create, cache=cache, progress=terminal.progress()
    ) as archive:
        if settings.last_archive != str(archive.path.resolve()):
            settings.opened(archive.path)
            settings.save()
        yield archive


# ---------------------------------------------------------------- commands


def _new(arguments: argparse.Namespace, terminal: Terminal) -> int:
    arguments.archive = arguments.folder
    with _opened(arguments, terminal, create=True) as archive:
        if arguments.name:
            archive.save_settings(name=arguments.name)
        if terminal.as_json:
            terminal.json(
                {"path": str(archive.path), "name": archive.name, "articles": archive.count}
            )
        else:
            terminal.line(f"{archive.path}: {terminal.articles(archive.count)}")
    return 0


def _import(arguments: argparse.Namespace, terminal: Terminal) -> int:
    with _opened(arguments, terminal) as archive:
        report = archive.import_paths(
            [Path(path) for path in arguments.paths],
            dry_run=arguments.dry_run,
            progress=terminal.progress(),
        )
    if terminal.as_json:
        terminal.json(import_row(report))
    else:
        terminal.report(report)
    return 1 if report.failed else 0


def _search(arguments: argparse.Namespace, terminal: Terminal) -> int:
    filters = Filters(
        source=tuple(arguments.source),
        tag=tuple(arguments.tag),
        month=tuple(arguments.month),
        language=tuple(arguments.language),
        type=tuple(arguments.type),
    )
    with _opened(arguments, terminal) as archive:

        def run(query: str) -> Results:
            return archive.search(
                query,
                lens=arguments.lens,
                match=arguments.match,
                filters=filters,
                sort=arguments.sort,
                limit=arguments.limit,
            )

        if arguments.batch:
            for query in _lines(arguments.batch):
                terminal.json(search_row(run(query)))
            return 0
        query = " ".join(arguments.query)
        results = run(query)
        if terminal.as_json:
            terminal.json(search_row(results))
        else:
            terminal.results(results)
    return 0


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        yield from (line.rstrip("\r\n") for line in sys.stdin)
        return
    try:
        with Path(name).open(encoding="utf-8-sig", errors="replace") as stream:
            yield from (line.rstrip("\r\n") for line in stream)
    except OSError as error:
        raise Unreadable(name, str(error)) from error


def _show(arguments: argparse.Namespace, terminal: Terminal) -> int:
    with _opened(arguments, terminal) as archive:
        content = archive.content(arguments.id)
        placed = archive.annotations(arguments.id)
        row = article_row(content.article) | {
            "text": content.text,
            "words": content.article.words,
            "language": content.article.metadata.language,
            "creator": list(content.article.metadata.creator),
            "url": content.article.metadata.identifier,
            "tags": list(content.article.tags),
            "read": content.article.read,
            "status": str(content.article.status),
            "annotations": [
                {
                    "id": item.annotation.id,
                    "start": item.span[0] if item.span else None,
                    "end": item.span[1] if item.span else None,
                    "quote": item.annotation.anchor.exact if item.annotation.anchor else None,
                    "color": item.annotation.color,
                    "note": item.annotation.note,
                    "tags": list(item.annotation.tags),
                    "status": str(item.status),
                }
                for item in placed
            ],
        }
    if terminal.as_json:
        terminal.json(row)
        return 0
    metadata = content.article.metadata
    terminal.line(metadata.title)
    terminal.line(" · ".join(filter(None, (metadata.source, metadata.date, *metadata.creator))))
    for block in content.blocks:
        if block.kind not in ("hidden", "image"):
            terminal.line()
            terminal.line(content.text[block.start : block.end])
    for item in row["annotations"]:
        terminal.line()
        kind = item["color"] or terminal.translator.translate("cli", "note")
        terminal.line(f"[{kind}] {item['quote'] or ''} {item['note']}".rstrip())
    return 0


def _tag(arguments: argparse.Namespace, terminal: Terminal) -> int:
    with _opened(arguments, terminal) as archive:
        changes = archive.tag(arguments.ids, add=arguments.add, remove=arguments.remove)
        rows = [{"id": id_, "tags": list(archive.article(id_).tags)} for id_ in arguments.ids]
    if terminal.as_json:
        terminal.json({"changed": sorted(_changed(changes)), "articles": rows})
    else:
        for row in rows:
            terminal.line(f"{row['id']}  {terminal.listed(row['tags'])}")
    return 0


def _changed(changes: Changes) -> frozenset[str]:
    return changes.articles


def _annotate(arguments: argparse.Namespace, terminal: Terminal) -> int:
    with _opened(arguments, terminal) as archive:
        start, end = arguments.start, arguments.end
        if arguments.quote is not None:
            start = archive.text(arguments.id).find(arguments.quote)
            end = start + len(arguments.quote)
        if start is None and arguments.note:
            made = archive.note(arguments.id, arguments.note)
        elif start is None or end is None or start < 0:
            return _no_passage(terminal)
        else:
            try:
                made = archive.annotate(
                    arguments.id,
                    start,
                    end,
                    note=arguments.note,
                    color=arguments.color,
                    tags=arguments.tag,
                )
            except ValueError:
                return _no_passage(terminal)
    if terminal.as_json:
        anchor = made.anchor
        terminal.json(
            {
                "id": made.id,
                "article": arguments.id,
                "start": anchor.start if anchor else None,
                "end": anchor.end if anchor else None,
                "quote": anchor.exact if anchor else None,
                "color": made.color,
                "note": made.note,
                "tags": list(made.tags),
            }
        )
    else:
        terminal.line(made.id)
    return 0


def _no_passage(terminal: Terminal) -> int:
    sentence = terminal.translator.translate("cli", "The passage is not in the article.")
    terminal.complain(f"khizana: {sentence}")
    return 1


def _verify(arguments: argparse.Namespace, terminal: Terminal) -> int:
    with _opened(arguments, terminal) as archive:
        findings = [*archive.notices, *archive.verify(progress=terminal.progress())]
        count = archive.count
    rows = [
        {"severity": f.severity, "key": f.key, "path": f.path, "detail": f.detail}
        for f in dict.fromkeys(findings)
    ]
    if terminal.as_json:
        terminal.json({"articles": count, "findings": rows})
    else:
        translate = terminal.translator.translate
        severities = {
            "info": translate("cli", "note"),
            "warning": translate("cli", "warning"),
            "error": translate("cli", "error"),
        }
        for row in rows:
            sentence = terminal.translator.reason(row["key"])
            about = row["path"] or row["detail"]
            terminal.line(f"{severities[row['severity']]}: {about}: {sentence}")
        found = translate("cli", "%n finding(s)", None, len(rows))
        terminal.line(terminal.listed((terminal.articles(count), found)))
    return 1 if any(row["severity"] != "info" for row in rows) else 0


def _rebuild(arguments: argparse.Namespace, terminal: Terminal) -> int:
    started = time.perf_counter()
    with _opened(arguments, terminal) as archive:
        archive.rebuild(progress=terminal.progress())
        count = archive.count
    seconds = time.perf_counter() - started
    if terminal.as_json:
        terminal.json({"articles": count, "seconds": round(seconds, 3)})
    else:
        took = terminal.translator.translate("cli", "in {seconds} s")
        terminal.line(
            terminal.listed((terminal.articles(count), took.format(seconds=f"{seconds:.1f}")))
        )
    return 0


def _refresh(arguments: argparse.Namespace, terminal: Terminal) -> int:
    with _opened(arguments, terminal) as archive:
        changes = archive.refresh(progress=terminal.progress())
    if terminal.as_json:
        terminal.json({"changed": sorted(changes.articles)})
    else:
        changed = terminal.translator.translate(
            "cli", "%n article(s) changed", None, len(changes.articles)
        )
        terminal.line(changed)
    return 0


def _reports(arguments: argparse.Namespace, terminal: Terminal) -> int:
    with _opened(arguments, terminal) as archive:
        past = archive.reports()
    if arguments.number is not None:
        if not 1 <= arguments.number <= len(past.reports):
            raise NotFound(None, f"{len(past.reports)} reports")
        report = past.reports[arguments.number - 1]
        if terminal.as_json:
            terminal.json(import_row(report) | {"finished": report.finished})
        else:
            terminal.line(report.finished)
            terminal.report(report)
        return 0
    if terminal.as_json:
        terminal.json(reports_row(past))
        return 0
    for number, report in enumerate(past.reports, 1):
        terminal.line(f"{number}. {report.finished}: {terminal.counts(report)}")
    for finding in past.unread:
        terminal.complain(f"{finding.path}: {terminal.translator.reason(finding.key)}")
    return 0


def _reextract(arguments: argparse.Namespace, terminal: Terminal) -> int:
    with _opened(arguments, terminal) as archive:
        if arguments.dry_run:
            outdated = archive.outdated()
            if terminal.as_json:
                terminal.json({"outdated": [outdated_row(each) for each in outdated]})
            else:
                terminal.outdated(outdated)
            return 0
        report = archive.reextract(progress=terminal.progress())
    if terminal.as_json:
        terminal.json(reextraction_row(report))
    else:
        terminal.reextraction(report)
    return 1 if report.failed else 0


def _stories(arguments: argparse.Namespace, terminal: Terminal) -> int:
    with _opened(arguments, terminal) as archive:
        archive.find_stories(progress=terminal.progress())
        groups = [(number, archive.story(number)) for number, _ in archive.stories()]
    rows: list[Row] = [
        {"story": number, "articles": [article_row(article) for article in articles]}
        for number, articles in groups
    ]
    if terminal.as_json:
        terminal.json({"stories": rows})
    else:
        for row in rows:
            terminal.line(f"{len(row['articles'])}  {row['articles'][0]['title']}")
        terminal.line(terminal.translator.translate("cli", "%n story(s)", None, len(rows)))
    return 0


def _demo(arguments: argparse.Namespace, terminal: Terminal) -> int:
    folder = Path(arguments.archive) if arguments.archive else None
    if not terminal.as_json:
        return demo(terminal, folder, terminal.results)
    searches: list[Row] = []
    status = demo(None, folder, lambda results: searches.append(search_row(results)))
    terminal.json({"ok": status == 0, "searches": searches})
    return status


COMMANDS: Mapping[str, Callable[[argparse.Namespace, Terminal], int]] = {
    "new": _new,
    "import": _import,
    "search": _search,
    "show": _show,
    "tag": _tag,
    "annotate": _annotate,
    "verify": _verify,
    "rebuild": _rebuild,
    "refresh": _refresh,
    "reports": _reports,
    "reextract": _reextract,
    "stories": _stories,
    "demo": _demo,
}
"""What each command does; its arguments are in `archive_app.cli.arguments`."""
