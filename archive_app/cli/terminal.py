"""The terminal: what the command line prints for people, in their language and direction."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from archive_app.cli.translator import Translator
from archive_app.core.errors import OutputFailed
from archive_app.core.messages import CONTEXT, NOTICES, STAGES
from archive_app.core.model import Hit, ImportReport, Outdated, ReextractionReport
from archive_app.core.progress import Progress, ProgressCallback, ignore
from archive_app.search.searcher import Results
from archive_app.text.shaping import shape, terminal_shapes


class Terminal:
    """Where output goes: in which language, shaped or not, in colour or not, as JSON or not."""

    def __init__(self, translator: Translator, *, as_json: bool, shaping: str = "auto") -> None:
        self.translator = translator
        self.as_json = as_json
        self.shaping = shaping
        self._interactive = sys.stdout.isatty()
        self.bold = self._interactive and "NO_COLOR" not in os.environ

    @property
    def _shape(self) -> bool:
        if self.shaping == "auto":
            return self._interactive and not terminal_shapes()
        return self.shaping == "always"

    def line(self, text: str = "") -> None:
        """Print a line for people, shaped where the terminal does not do that. `OutputFailed`."""
        with _writing():
            print(shape(text) if self._shape and text else text)

    def complain(self, text: str) -> None:
        """Print a line of trouble to standard error, shaped as the other lines are."""
        with suppress(OSError):  # there is nobody left to be told
            print(shape(text) if self._shape else text, file=sys.stderr, flush=True)

    def json(self, value: object) -> None:
        """Print one JSON value on a line. `OutputFailed`."""
        with _writing():
            print(json.dumps(value, ensure_ascii=False), flush=True)

    def flush(self) -> None:
        """Write what is printed and not yet written. `OutputFailed`."""
        with _writing():
            sys.stdout.flush()

    def articles(self, count: int) -> str:
        """Return how many articles in words: "1 article", "٣ مقالات"."""
        return self.translator.translate("cli", "%n article(s)", None, count)

    def listed(self, items: Sequence[str]) -> str:
        """Return names as a list in this language."""
        return ("، " if self.translator.language == "ar" else ", ").join(items)

    def progress(self) -> ProgressCallback:
        """Return a callback that keeps one line on a terminal up to date; nothing when piped."""
        if not sys.stderr.isatty():
            return ignore
        last = 0.0

        def show(report: Progress) -> None:
            nonlocal last
            present = time.monotonic()
            finished = bool(report.total) and report.done >= report.total
            if present - last < 0.1 and not finished:
                return
            last = present
            english = STAGES.get(report.stage, STAGES["import"])
            total = f" / {report.total:,}" if report.total else ""
            text = f"{self.translator.translate(CONTEXT, english)}: {report.done:,}{total}"
            line = shape(text) if self._shape else text
            print(f"\r\x1b[K{line}", end="\n" if finished else "", file=sys.stderr, flush=True)

        return show

    def counts(self, report: ImportReport) -> str:
        """Return what an import did in numbers."""
        translate = self.translator.translate
        counts = (
            translate("cli", "imported {count}").format(count=f"{len(report.imported):,}"),
            translate("cli", "duplicates {count}").format(count=f"{len(report.duplicates):,}"),
            translate("cli", "failed {count}").format(count=f"{len(report.failed):,}"),
            translate("cli", "in {seconds} s").format(seconds=f"{report.seconds:.1f}"),
        )
        return self.listed(counts)

    def report(self, report: ImportReport) -> None:
        """Print what an import did: how many, and what was not imported, each with its reason."""
        self.line(self.counts(report))
        for twin in report.duplicates:
            self.line(f"  = {twin.path}  ({twin.of})")
        for failure in report.failed:
            self.line(f"  ! {failure.path}: {self.translator.reason(failure.reason)}")

    def outdated(self, outdated: Sequence[Outdated]) -> None:
        """Print which articles an older extractor read, and how many they are."""
        for each in outdated:
            self.line(f"{each.extractor} → {each.present}: {each.count:,}")
        self.line(self.articles(sum(each.count for each in outdated)))

    def reextraction(self, report: ReextractionReport) -> None:
        """Print what reading again did: how many, and what of each that is not as before."""
        translate = self.translator.translate
        counts = (
            translate("cli", "changed {count}").format(count=f"{len(report.changed):,}"),
            translate("cli", "unchanged {count}").format(count=f"{report.unchanged:,}"),
            translate("cli", "failed {count}").format(count=f"{len(report.failed):,}"),
            translate("cli", "in {seconds} s").format(seconds=f"{report.seconds:.1f}"),
        )
        self.line(self.listed(counts))
        for each in report.changed:
            news = (
                translate("cli", "text") if each.text else "",
                translate("cli", "details") if each.metadata else "",
                translate("cli", "%n passage(s) moved", None, each.moved) if each.moved else "",
                translate("cli", "%n passage(s) lost", None, each.orphans) if each.orphans else "",
            )
            self.line(f"  ~ {each.path}: {self.listed([what for what in news if what])}")
        for failure in report.failed:
            self.line(f"  ! {failure.path}: {self.translator.reason(failure.reason)}")

    def results(self, results: Results) -> None:
        """Print a result: its size, what was made of the query, the hits, and other queries."""
        took = self.translator.translate("cli", "{milliseconds} ms").format(
            milliseconds=f"{results.seconds * 1000:.1f}"
        )
        self.line(self.listed((self.articles(results.total), took)))
        for notice in results.notices:
            english = NOTICES.get(notice.key, "%1")
            self.line(self.translator.translate(CONTEXT, english).replace("%1", notice.text))
        for number, hit in enumerate(results.hits, 1):
            metadata = hit.article.metadata
            about = " · ".join(filter(None, (metadata.source, metadata.date)))
            self.line()
            self.line(f"{number}. {metadata.title}")
            if about:
                self.line(f"   {about}")
            text = marked(hit, "\x1b[1m", "\x1b[0m") if self.bold else marked(hit, "", "")
            if text:
                self.line(f"   {text}")
            self.line(f"   {hit.article.id}")
        mark = "؟" if self.translator.language == "ar" else "?"
        for suggestion in results.suggestions:
            self.line(f"{mark} {suggestion.query}")


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(None, str(error)) from error


def marked(hit: Hit, before: str, after: str) -> str:
    """Return a hit's snippet on one line, with ``before`` and ``after`` around its hits."""
    text, parts, last = hit.snippet.text, [], 0
    for start, end in hit.snippet.spans:
        parts += [text[last:start], before, text[start:end], after]
        last = end
    return " ".join("".join([*parts, text[last:]]).split())
