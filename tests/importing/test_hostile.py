"""The whole hostile set in one import: every file accounted for, nothing outside touched."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core import messages
from archive_app.core.model import Status
from archive_app.extract.common.source import Limits
from archive_app.importing import Importer
from tests.importing import hostile


@pytest.mark.slow
def test_hostile_set(archive: Archive, inbox: Path) -> None:
    counts = hostile.make(inbox)
    before = {path: path.lstat().st_mtime_ns for path in inbox.rglob("*")}
    outside = sorted(path.name for path in archive.path.parent.iterdir())
    started = time.monotonic()
    importer = Importer(archive.folder, archive._caches, limits=Limits(seconds=180))
    report = importer.import_paths([inbox])
    assert time.monotonic() - started < 100
    seen = Counter(
        [Path(item.path).name for item in report.imported]
        + [twin.path for twin in report.duplicates]
        + [failure.path for failure in report.failed]
    )
    total = len(report.imported) + len(report.duplicates) + len(report.failed)
    problem = "\n".join(
        sorted(f"{f.path[-60:]!r} {f.reason} {f.detail[:60]}" for f in report.failed)
    )
    # Of the empty files the second has a twin, and fails all the same.
    assert (len(report.imported), total) == (counts["article"], sum(counts.values())), problem
    assert len(report.duplicates) == counts["twin"]
    assert max(seen.values()) == 1
    by_reason = {failure.reason for failure in report.failed}
    assert by_reason >= {
        "empty",
        "damaged",
        "encrypted",
        "unknown-format",
        "limit",
        "broken-link",
        "found-already",
        "special-file",
        "orphan-sidecar",
        "broken-sidecar",
    }
    assert by_reason <= messages.SENTENCES.keys()
    assert {path: path.lstat().st_mtime_ns for path in inbox.rglob("*")} == before
    assert sorted(path.name for path in archive.path.parent.iterdir()) == outside
    assert not Path("/tmp/escaped.txt").exists()
    assert archive.verify() == []
    for failure in report.failed:
        failure.path.encode("utf-8")
        if failure.id:
            assert archive.article(failure.id).status is Status.NO_TEXT
    names = [item.path for item in report.imported]
    assert not [name for name in names if hostile.RLO in name or "\n" in name or "\\" in name]
    assert not [path for path in archive.path.iterdir() if "spool" in path.name]
    archive.rebuild()
    assert archive.count == len(report.imported) + len(
        {failure.id for failure in report.failed if failure.id}
    )


def test_no_permission(archive: Archive, inbox: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """As root every file can be read, so the refusal is played."""
    (inbox / "a.txt").write_text("نص", encoding="utf-8")
    (inbox / "secret.txt").write_text("سر", encoding="utf-8")
    opened = Path.open

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "secret.txt" and self.parent == inbox:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    report = archive.import_paths([inbox])
    assert [(Path(f.path).name, f.reason, f.id) for f in report.failed] == [
        ("secret.txt", "no-access", "")
    ]
    assert len(report.imported) == 1


def test_folder_vanishes_meanwhile(archive: Archive, inbox: Path) -> None:
    import shutil

    from tests.importing.conftest import article

    for number in range(6):
        (inbox / f"{number}.txt").write_text(article(number), encoding="utf-8")

    def vanish(_: object) -> None:
        shutil.rmtree(inbox, ignore_errors=True)

    report = archive.import_paths([inbox], progress=vanish)
    assert len(report.imported) + len(report.failed) == 6
    assert {failure.reason for failure in report.failed} == {"no-access"}
    assert archive.verify() == []
