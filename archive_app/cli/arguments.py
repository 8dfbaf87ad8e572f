"""The command line's arguments: which commands there are, what each takes, and what is said of
wrong ones, in the terminal's language."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from archive_app import __version__
from archive_app.cli.translator import Translator
from archive_app.core.fields import FACETS
from archive_app.core.model import COLORS, Lens
from archive_app.core.sound import sound
from archive_app.text.shaping import shape, terminal_shapes

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class _Formatter(argparse.HelpFormatter):
    def __init__(self, *, usage: str, **words: Any) -> None:
        super().__init__(**words)
        self._word = usage

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._word if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Speaks the terminal's language, shaped where the terminal does not shape Arabic itself."""

    def __init__(self, *, translator: Translator, as_json: bool, **words: Any) -> None:
        self._translator, self._as_json = translator, as_json
        translate = translator.translate
        formatter = partial(_Formatter, usage=translate("cli", "usage: "))
        super().__init__(add_help=False, formatter_class=formatter, **words)
        self._positionals.title = translate("cli", "what to give")
        self._optionals.title = translate("cli", "options")
        # What is no UTF-8 in an argument is no text; only paths (`type=str`) keep it.
        self.register("type", None, sound)
        self.add_argument(
            "-h", "--help", action="help", help=translate("cli", "show this help and exit")
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and end with 2."""
        if self._as_json:
            wrong = {"error": "usage", "path": None, "detail": message}
            sys.stdout.write(json.dumps(wrong, ensure_ascii=False) + "\n")
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {said(message, self._translator)}\n")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        to_terminal = getattr(file or sys.stderr, "isatty", bool)()
        if message and to_terminal and not terminal_shapes():
            message = "\n".join(shape(line) if line else "" for line in message.split("\n"))
        super()._print_message(message, file)


def said(message: str, translator: Translator) -> str:
    """Return what argparse says of wrong arguments in the terminal's language.

    argparse looks its sentences up where only the programs of its own project are translated, so
    they are told by their form; one that is not known here stays as it is.
    """
    translate = translator.translate
    about = re.fullmatch(r"argument (?P<name>.+?): (?P<what>.+)", message, re.DOTALL)
    if about:
        what = said(about["what"], translator)
        return translate("cli", "{name}: {what}").format(name=about["name"], what=what)
    forms = (
        (
            r"the following arguments are required: (.+)",
            translate("cli", "these arguments are required: {0}"),
        ),
        (r"unrecognized arguments: (.+)", translate("cli", "there are no such arguments: {0}")),
        (
            r"ambiguous option: (.+?) could match (.+)",
            translate("cli", "{0} could be any of these: {1}"),
        ),
        (
            r"invalid choice: (.+?) \(choose from (.+?)\)",
            translate("cli", "{0} is none of the choices; choose from {1}"),
        ),
        (r"invalid \w+ value: (.+)", translate("cli", "{0} is no number")),
        (r"expected one argument", translate("cli", "a value must follow")),
        (r"expected at least one argument", translate("cli", "at least one value must follow")),
        (r"ignored explicit argument (.+)", translate("cli", "takes no value, but got {0}")),
    )
    for form, sentence in forms:
        if found := re.fullmatch(form, message, re.DOTALL):
            return sentence.format(*(part.replace("'", "") for part in found.groups()))
    return message


_TAKING = ("archive", "cache", "shape", "batch", "lens", "match", "sort", "limit", *FACETS)
"""The options of ``search`` that take a value."""

_FLAGS = re.compile(r"-h|-v+|--.*|-\d*|-")


def with_minus_words(argv: Sequence[str]) -> list[str]:
    """Return arguments in which ``-word`` in a query is no option (``search سوريا -العراق``), and
    a value that begins with a minus goes to its option (``--sort -date``)."""
    command = next((word for word in argv if not word.startswith("-")), "")
    if command != "search" or "--" in argv:
        return list(argv)
    taken: list[str] = []
    for word in argv:
        before = taken[-1] if taken else ""
        if not word.startswith("-"):
            taken.append(word)
        elif before.startswith("--") and before[2:] in _TAKING and not word.startswith("--"):
            taken[-1] = f"{before}={word}"
        elif _FLAGS.fullmatch(word):
            taken.append(word)
        else:  # the blank makes it an argument like any other
            taken.append(f" {word}")
    return taken


def parser(translator: Translator, *, as_json: bool) -> argparse.ArgumentParser:
    """Return the parser of all commands; what it gives has the command's name as ``command``.

    ``as_json``: wrong usage, too, is told as an object.
    """
    translate = translator.translate

    def count(text: str) -> int:
        if not (text.isdecimal()):
            raise argparse.ArgumentTypeError(translate("cli", "give a number of 0 or more"))
        return int(text)

    folder, path, value = (
        translate("cli", "FOLDER"),
        translate("cli", "PATH"),
        translate("cli", "VALUE"),
    )
    top = _Parser(
        translator=translator,
        as_json=as_json,
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

    def command(name: str, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name, help=text, description=text, translator=translator, as_json=as_json
        )
        made.set_defaults(command=name)
        made.add_argument(
            "--archive", type=str, metavar=folder, help=translate("cli", "the archive's folder")
        )
        made.add_argument("--cache", type=str, metavar=folder, help=argparse.SUPPRESS)
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

    new = command("new", translate("cli", "make an archive in a folder"))
    new.add_argument("folder", type=str, metavar=folder)
    new.add_argument(
        "--name", metavar=value, help=translate("cli", "the archive's name (else the folder's)")
    )

    take = command("import", translate("cli", "import files and folders"))
    take.add_argument("paths", type=str, nargs="+", metavar=path)
    take.add_argument(
        "--dry-run", action="store_true", help=translate("cli", "look, and change nothing")
    )

    find = command("search", translate("cli", "search the archive"))
    find.add_argument("query", nargs="*", metavar=translate("cli", "QUERY"))
    find.add_argument(
        "--batch",
        type=str,
        metavar=path,
        help=translate("cli", "run one query a line (- for standard input)"),
    )
    find.add_argument("--lens", choices=[str(lens) for lens in Lens], default="word")
    find.add_argument("--match", choices=("all", "any"), default="all")
    find.add_argument(
        "--sort", choices=("relevance", "date", "-date", "title", "added"), default="relevance"
    )
    find.add_argument("--limit", type=count, default=20, metavar="N")
    for facet in FACETS:
        find.add_argument(f"--{facet}", action="append", default=[], metavar=value)

    show = command("show", translate("cli", "show an article"))
    show.add_argument("id", metavar="ID")

    tag = command("tag", translate("cli", "put tags on articles and take them off"))
    tag.add_argument("ids", nargs="+", metavar="ID")
    tag.add_argument("--add", action="append", default=[], metavar=value)
    tag.add_argument("--remove", action="append", default=[], metavar=value)

    mark = command("annotate", translate("cli", "highlight a passage, or write a note"))
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

    command("verify", translate("cli", "check that everything is as it should be"))
    command("rebuild", translate("cli", "make the catalogue and the index anew"))
    command(
        "refresh",
        translate("cli", "take in what changed in the folder from outside"),
    )
    past = command("reports", translate("cli", "show the reports of past imports"))
    past.add_argument(
        "number",
        nargs="?",
        type=count,
        metavar="N",
        help=translate("cli", "show this one whole; 1 is the latest"),
    )
    again = command(
        "reextract",
        translate("cli", "read again what an older version of the program read"),
    )
    again.add_argument(
        "--dry-run", action="store_true", help=translate("cli", "look, and change nothing")
    )
    command(
        "stories",
        translate("cli", "group the articles that share most of their text"),
    )
    command("demo", translate("cli", "do the main job on the sample articles"))
    return top
