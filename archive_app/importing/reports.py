"""Import reports: counted while an import runs, and saved with the archive as plain JSON files,
newest last by name."""

from __future__ import annotations

import logging
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from archive_app.core import disk
from archive_app.core.model import (
    Article,
    Duplicate,
    Extraction,
    Failure,
    Finding,
    ImportReport,
    Metadata,
    PastReports,
)
from archive_app.core.sound import read_json
from archive_app.core.times import now
from archive_app.importing.items import Record
from archive_app.library.folder import ArchiveFolder
from archive_app.library.json_text import json_text
from archive_app.library.record import FormError

log = logging.getLogger(__name__)

KEPT = 200
"""How many reports are kept; the oldest go."""


@dataclass(slots=True)
class Tally:
    """What a report is made of, while it grows; with how many files are read (``done``), and how
    many there are as far as is known (``total``)."""

    started: float = field(default_factory=time.monotonic)
    imported: list[Article] = field(default_factory=list)
    duplicates: list[tuple[str, Record | Article]] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    likely: list[tuple[str, str]] = field(default_factory=list)
    done: int = 0
    total: int = 0

    def fail(self, path: str, reason: str, detail: str = "", article_id: str = "") -> None:
        """Count a file that could not be taken in, or (with an id) not read."""
        self.failed.append(Failure(path, reason, detail, article_id))

    def stored(self, record: Record) -> None:
        """Count a file that is an article now."""
        article, result, path = record.article, record.result, record.item.display_path
        assert article is not None
        if not isinstance(result, Extraction):
            self.fail(path, result.reason, result.detail, article.id)
        elif record.failed:
            self.fail(path, record.failed, "", article.id)
        else:
            self.imported.append(article)
            if result.repairs:
                self.repaired.append(article.id)
        if record.like:
            self.likely.append((article.id, record.like))

    def report(self, *, cancelled: bool, dry_run: bool) -> ImportReport:
        """Return the report as it stands. By now the twins of duplicates have their ids."""
        report = ImportReport(
            imported=tuple(self.imported),
            duplicates=tuple(Duplicate(path, of.path, of.id) for path, of in self.duplicates),
            failed=tuple(self.failed),
            repaired=tuple(self.repaired),
            likely=tuple(self.likely),
            seconds=time.monotonic() - self.started,
            cancelled=cancelled,
            dry_run=dry_run,
        )
        log.info(
            "import: %d imported, %d there already, %d failed %s, %.2f s, cancelled %s",
            len(report.imported),
            len(report.duplicates),
            len(report.failed),
            dict(Counter(failure.reason for failure in report.failed)),
            report.seconds,
            cancelled,
        )
        return report


def to_json(report: ImportReport, finished: str) -> dict[str, Any]:
    """A report as JSON: the keys of the command line's ``import --json``, and ids throughout."""
    return {
        "finished": finished,
        "seconds": round(report.seconds, 3),
        "cancelled": report.cancelled,
        "imported": [
            {"id": article.id, "path": article.path, "title": article.metadata.title}
            for article in report.imported
        ],
        "duplicates": [
            {"path": item.path, "of": item.of, "id": item.id} for item in report.duplicates
        ],
        "failed": [
            {"path": item.path, "reason": item.reason, "detail": item.detail, "id": item.id}
            for item in report.failed
        ],
        "repaired": list(report.repaired),
        "likely": [list(pair) for pair in report.likely],
    }


def save(folder: ArchiveFolder, report: ImportReport) -> None:
    """Write the report into the archive's folder of reports; a report of nothing is not kept.

    A report that cannot be written is not worth failing a finished import for.
    """
    if not (report.imported or report.duplicates or report.failed):
        return
    finished = now()
    name = "import-" + finished.replace(":", "").replace(".", "-").replace("Z", "") + ".json"
    data = json_text(to_json(report, finished))
    with suppress(OSError):
        disk.make_folder(folder.reports_path)
        disk.write_atomic(
            folder.reports_path / name, data.encode("utf-8", "backslashreplace"), durable=False
        )
        for old in _saved(folder)[:-KEPT]:
            disk.remove(old)


def _saved(folder: ArchiveFolder) -> list[Path]:
    """The files of the saved reports, the oldest first."""
    paths = disk.paths(folder.reports_path)
    return [path for path in paths if path.match("import-*.json")]


def load(folder: ArchiveFolder) -> PastReports:
    """The saved reports, the newest first; what cannot be read is passed over and named."""
    found: list[ImportReport] = []
    unread: list[Finding] = []
    paths: list[Path] = []
    with suppress(FileNotFoundError):
        paths = _saved(folder)
    for path in paths[::-1][:KEPT]:
        try:
            found.append(from_json(read_json(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError) as error:
            unread.append(Finding("info", "broken-report", folder.relative(path), str(error)))
    return PastReports(tuple(found), tuple(unread))


def from_json(raw: Any) -> ImportReport:
    """The report that `to_json` made this of; what an older version did not write is empty.

    Raises ValueError (`FormError`) for anything else.
    """
    if not isinstance(raw, dict):
        raise FormError("no report of an import")
    finished = _text(raw, "finished")
    datetime.fromisoformat(finished)
    seconds = raw.get("seconds", 0.0)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise FormError("seconds is no number")
    likely = [pair for pair in _list(raw, "likely") if isinstance(pair, list) and len(pair) == 2]
    return ImportReport(
        imported=tuple(
            Article(_text(row, "id"), 0, _text(row, "path"), Metadata(title=_text(row, "title")))
            for row in _list(raw, "imported")
        ),
        duplicates=tuple(
            Duplicate(_text(row, "path"), _text(row, "of"), _text(row, "id"))
            for row in _list(raw, "duplicates")
        ),
        failed=tuple(
            Failure(*(_text(row, key) for key in ("path", "reason", "detail", "id")))
            for row in _list(raw, "failed")
        ),
        repaired=tuple(map(str, _list(raw, "repaired"))),
        likely=tuple((str(one), str(other)) for one, other in likely),
        seconds=float(seconds),
        cancelled=raw.get("cancelled") is True,
        finished=finished,
    )


def _list(raw: dict[str, Any], key: str) -> list[Any]:
    value = raw.get(key, [])
    if not isinstance(value, list):
        raise FormError(f"{key} is no list")
    return value


def _text(row: Any, key: str) -> str:
    value = row.get(key, "") if isinstance(row, dict) else None
    if not isinstance(value, str):
        raise FormError(f"{key} is no text")
    return value
