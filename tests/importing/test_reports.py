"""Reports of imports: kept with the archive, and read again as they were."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core.model import Article, Metadata
from archive_app.importing import reports
from tests.importing.conftest import article


def put(archive: Archive, name: str, value: object) -> None:
    archive.folder.reports_path.mkdir(exist_ok=True)
    text = value if isinstance(value, str) else json.dumps(value)
    (archive.folder.reports_path / name).write_text(text, encoding="utf-8")


def test_a_report_is_read_again_as_it_was(archive: Archive, inbox: Path) -> None:
    assert archive.reports() == reports.PastReports()
    (inbox / "a.txt").write_text(article(1), encoding="utf-8")
    (inbox / "b.txt").write_text(article(1), encoding="utf-8")
    (inbox / "c.txt").write_text(article(1).replace("\n\n", "\n \n"), encoding="utf-8")
    garbled = "قال وزير الخارجية إن المحادثات في جنيف كانت بناءة.".encode().decode("latin-1")
    (inbox / "d.txt").write_text(garbled, encoding="utf-8")
    (inbox / "e.txt").write_bytes(b"")
    report = archive.import_paths([inbox])
    assert report.imported
    assert report.duplicates
    assert report.failed
    assert report.repaired
    assert report.likely
    past = archive.reports()
    assert past.unread == ()
    (again,) = past.reports
    assert again.finished > report.imported[0].added
    imported = tuple(
        Article(each.id, 0, each.path, Metadata(title=each.metadata.title))
        for each in report.imported
    )
    assert again == replace(
        report, imported=imported, seconds=again.seconds, finished=again.finished
    )
    assert again.seconds == pytest.approx(report.seconds, abs=0.001)


def test_reports_come_newest_first_and_are_bounded(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "KEPT", 2)
    for number in range(3):
        path = inbox / f"{number}.txt"
        path.write_text(article(number), encoding="utf-8")
        archive.import_paths([path])
    found = archive.reports().reports
    assert [each.imported[0].path[-5:] for each in found] == ["2.txt", "1.txt"]
    assert len(list(archive.folder.reports_path.iterdir())) == 2


def test_what_an_older_version_wrote_is_read_as_far_as_it_goes(archive: Archive) -> None:
    old = {
        "finished": "2024-01-02T03:04:05.000006Z",
        "imported": [{"id": "1", "path": "a.txt"}],
        "duplicates": [{"path": "b.txt", "of": "a.txt"}],
    }
    put(archive, "import-2024-01-02T030405-000006.json", old)
    (found,) = archive.reports().reports
    assert found.imported[0].path == "a.txt"
    assert found.duplicates[0].id == ""
    assert found.failed == ()
    assert not found.cancelled


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{",
        "[" * 100_000,
        [],
        {},
        {"finished": 5},
        {"finished": "yesterday"},
        {"finished": "2024-01-02T03:04:05Z", "imported": {"id": "1"}},
        {"finished": "2024-01-02T03:04:05Z", "imported": ["a.txt"]},
        {"finished": "2024-01-02T03:04:05Z", "failed": [{"path": 1}]},
        {"finished": "2024-01-02T03:04:05Z", "seconds": "long"},
    ],
)
def test_what_is_no_report_is_passed_over_and_named(
    archive: Archive, inbox: Path, value: object
) -> None:
    (inbox / "a.txt").write_text(article(1), encoding="utf-8")
    archive.import_paths([inbox])
    put(archive, "import-9999.json", value)
    past = archive.reports()
    assert len(past.reports) == 1
    (finding,) = past.unread
    assert (finding.severity, finding.key) == ("info", "broken-report")
    assert finding.path == ".reports/import-9999.json"
