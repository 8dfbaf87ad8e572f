"""The log tells what was done, and nothing of what is in the archive."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.archive import archive as module
from archive_app.core.errors import NotFound, SidecarError
from tests.archive.older import files, import_as_before, text

TITLE = "secrettitle"
QUERY = "secretquery"
NOTE = "secretnote"
TAG = "secrettag"
NAME = "secretname"


def work(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import, search, annotate, damage and mend."""
    inbox = place / "secretfolder"
    inbox.mkdir()
    import_paths = files(inbox, f"{NAME}.txt", "same-twin.txt")
    (inbox / f"{NAME}-latin.txt").write_text(f"{TITLE}\n\n{text(5)}", encoding="utf-8")
    (inbox / f"{NAME}-page.html").write_text(
        f"<html><title>{TITLE}</title><body><p>{text(6)}</p></body></html>", encoding="utf-8"
    )
    (inbox / f"{NAME}-broken.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
    with Archive.open(place / "archive", create=True, cache=place / "cache") as archive:
        import_as_before(archive, import_paths, monkeypatch)
        archive.import_paths([inbox])
        found = archive.search(f"{QUERY} المدينة").hits[0].article
        archive.annotate(found.id, 0, 10, note=NOTE)
        archive.tag(found.id, add=[TAG])
        archive.set_metadata(found.id, title=TITLE)
        sidecar = archive.folder.sidecar_path(found.path)
        copy = sidecar.name.replace(".json", ".sync-conflict-20260102-123456-ABCDEF7.json")
        shutil.copy(sidecar, sidecar.with_name(copy))
        archive.mark_read(found.id)
        archive.refresh()
        archive.reextract()
        other = archive.search().hits[-1].article
        archive.folder.sidecar_path(other.path).write_text(NOTE, encoding="utf-8")
        archive.refresh()
        with pytest.raises(SidecarError):
            archive.tag(other.id, add=[TAG])
        with pytest.raises(NotFound):
            archive.article(NAME)
        archive.verify()
        original = archive.original(found.id)
        original.unlink()
        archive.refresh()
    for catalogue in (place / "cache").rglob("catalogue.sqlite"):
        catalogue.write_bytes(NOTE.encode() * 1000)
    with Archive.open(place / "archive", cache=place / "cache") as archive:
        archive.rebuild()


@pytest.mark.slow
def test_nothing_of_the_users_is_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "SLOW", 0.0)
    with caplog.at_level(logging.INFO, logger="archive_app"):
        work(tmp_path, monkeypatch)
    said = "\n".join(record.getMessage() for record in caplog.records)
    for told in (
        "opened: 0 articles",
        "a batch of 2 stored in",
        "import: 2 imported, 2 there already, 1 failed",
        "slow query: ",
        "conflict copies: 1 merged",
        "refresh: ",
        "read again: 2 articles of text/0",
        "caches are made anew: CacheError: file is not a database",
        "caches made anew: ",
    ):
        assert told in said
    for secret in (TITLE, QUERY, NOTE, TAG, NAME, "secretfolder", str(tmp_path), tmp_path.name):
        assert secret not in said.lower(), secret
    # Every word of the articles is Arabic, and none of the log's is.
    assert said.isascii()


def test_names_are_told_to_who_wants_to_know_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.DEBUG, logger="archive_app"),
        Archive.open(tmp_path / "archive", create=True, cache=tmp_path / "cache"),
    ):
        pass
    assert str(tmp_path / "archive") in caplog.text
