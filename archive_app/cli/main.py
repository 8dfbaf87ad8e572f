"""The command line, ``khizana``: for scripts, servers and tests.

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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive_app import __version__
from archive_app.archive import Archive
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
from archive_app.core.errors import KhizanaError, NotAnArchive, NotFound, Unreadable
from archive_app.core.fields import FACETS
from archive_app.core.model import COLORS, Changes, Filters, Lens
from archive_app.core.settings import Settings, resources
from archive_app.search.searcher import Results
from archive_app.text.shaping import shape, terminal_shapes

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    translator = Translator(resources())
    arguments = _parser(translator).parse_args(argv)
    if arguments.verbose:
        logs.write_to_terminal(logging.INFO if arguments.verbose == 1 else logging.DEBUG)
    terminal = Terminal(translator, as_json=arguments.json, shaping=arguments.shape)
    try:
        run: Callable[[argparse.Namespace, Terminal], int] = arguments.run
        return run(arguments, terminal)
    except KhizanaError as error:
        _complain(error, terminal)
        return 1
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _complain(error: KhizanaError, terminal: Terminal) -> None:
    where = f"{error.path}: " if error.path is not None else ""
    terminal.complain(f"khizana: {where}{terminal.translator.reason(error.reason)}")
    if terminal.as_json:
        path = str(error.path) if error.path is not None else None
        terminal.json({"error": error.reason, "path": path, "detail": error.detail})


# ---------------------------------------------------------------- arguments


class _Parser(argparse.ArgumentParser):
    """Speaks the terminal's language, shaped where the terminal does not shape Arabic itself."""

    def __init__(self, *, translator: Translator, **words: Any) -> None:
        super().__init__(add_help=False, **words)
        translate = translator.translate
        self._positionals.title = translate("cli", "what to give")
        self._optionals.title = translate("cli", "options")
        self.add_argument(
            "-h", "--help", action="help", help=translate("cli", "show this help and exit")
        )

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        to_terminal = getattr(file or sys.stderr, "isatty", bool)()
        if message and to_terminal and not terminal_shapes():
            message = "\n".join(shape(line) if line else "" for line in message.split("\n"))
        super()._print_message(message, file)


def _parser(translator: Translator) -> argparse.ArgumentParser:
    translate = translator.translate
    folder, path, value = (
        translate("cli", "FOLDER"),
        translate("cli", "PATH"),
        translate("cli", "VALUE"),
    )
    top = _Parser(
        translator=translator,
        prog="khizana",
        description=translate("cli", "An archive for press articles, Arabic first."),
    )
    top.add_argument(
        "--version",
        action="version",
        version=f"khizana {__version__}",
        help=translate("cli", "show the version and exit"),
    )
    commands = top.add_subparsers(
        required=True,
        metavar=translate("cli", "COMMAND"),
        title=translate("cli", "commands"),
        parser_class=_Parser,
    )

    def command(name: str, run: Callable[..., int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, translator=translator)
        made.set_defaults(run=run)
        made.add_argument(
            "--archive", metavar=folder, help=translate("cli", "the archive's folder")
        )
        made.add_argument("--cache", metavar=folder, help=argparse.SUPPRESS)
        made.add_argument("--json", action="store_true", help=translate("cli", "print JSON"))
        made.add_argument(
            "-v",
            "--verbose",
            action="count",
            default=0,
            help=translate("cli", "tell what is being done; twice: with names and messages"),
        )
        made.add_argument(
            "--shape",
            choices=("auto", "always", "never"),
            default="auto",
            help=translate("cli", "shape and order Arabic for terminals that do not"),
        )
        return made

    new = command("new", _new, translate("cli", "make an archive in a folder"))
    new.add_argument("folder", metavar=folder)
    new.add_argument(
        "--name", metavar=value, help=translate("cli", "the archive's name (else the folder's)")
    )

    take = command("import", _import, translate("cli", "import files and folders"))
    take.add_argument("paths", nargs="+", metavar=path)
    take.add_argument(
        "--dry-run", action="store_true", help=translate("cli", "look, and change nothing")
    )

    find = command("search", _search, translate("cli", "search the archive"))
    find.add_argument("query", nargs="*", metavar=translate("cli", "QUERY"))
    find.add_argument(
        "--batch",
        metavar=path,
        help=translate("cli", "run one query a line (- for standard input)"),
    )
    find.add_argument("--lens", choices=[str(lens) for lens in Lens], default="word")
    find.add_argument("--match", choices=("all", "any"), default="all")
    find.add_argument(
        "--sort", choices=("relevance", "date", "-date", "title", "added"), default="relevance"
    )
    find.add_argument("--limit", type=_count, default=20, metavar="N")
    for facet in FACETS:
        find.add_argument(f"--{facet}", action="append", default=[], metavar=value)

    show = command("show", _show, translate("cli", "show an article"))
    show.add_argument("id", metavar="ID")

    tag = command("tag", _tag, translate("cli", "put tags on articles and take them off"))
    tag.add_argument("ids", nargs="+", metavar="ID")
    tag.add_argument("--add", action="append", default=[], metavar=value)
    tag.add_argument("--remove", action="append", default=[], metavar=value)

    mark = command("annotate", _annotate, translate("cli", "highlight a passage, or write a note"))
    mark.add_argument("id", metavar="ID")
    mark.add_argument(
        "--start",
        type=int,
        metavar="N",
        help=translate("cli", "first code point of the passage"),
    )
    mark.add_argument(
        "--end", type=int, metavar="N", help=translate("cli", "the code point after its last")
    )
    mark.add_argument(
        "--quote",
        metavar=value,
        help=translate("cli", "the passage itself, instead of --start and --end"),
    )
    mark.add_argument(
        "--note", default="", metavar=value, help=translate("cli", "a note, in Markdown")
    )
    mark.add_argument("--color", choices=COLORS, default="yellow")
    mark.add_argument("--tag", action="append", default=[], metavar=value)

    command("verify", _verify, translate("cli", "check that everything is as it should be"))
    command("rebuild", _rebuild, translate("cli", "make the catalogue and the index anew"))
    command(
        "refresh",
        _refresh,
        translate("cli", "take in what changed in the folder from outside"),
    )
    past = command("reports", _reports, translate("cli", "show the reports of past imports"))
    past.add_argument(
        "number",
        nargs="?",
        type=_count,
        metavar="N",
        help=translate("cli", "show this one whole; 1 is the latest"),
    )
    again = command(
        "reextract",
        _reextract,
        translate("cli", "read again what an older version of the program read"),
    )
    again.add_argument(
        "--dry-run", action="store_true", help=translate("cli", "look, and change nothing")
    )
    command(
        "stories",
        _stories,
        translate("cli", "group the articles that share most of their text"),
    )
    command("demo", _demo, translate("cli", "do the main job on the sample articles"))
    return top


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("a number of 0 or more")
    return value


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


if __name__ == "__main__":
    sys.exit(main())
