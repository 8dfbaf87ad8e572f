"""The archive folder: opening, settings, storing, walking."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from archive_app.core.errors import ArchiveError, NewerFormat, NotAnArchive, ReadOnlyArchive
from archive_app.library.folder import ArchiveFolder

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def folder(tmp_path: Path) -> ArchiveFolder:
    return ArchiveFolder.open(tmp_path / "أرشيف", create=True)


def test_an_archive_is_made_and_opened_again(tmp_path: Path) -> None:
    made = ArchiveFolder.open(tmp_path / "a" / "b", create=True, name="صحف")
    again = ArchiveFolder.open(tmp_path / "a" / "b")
    assert again.id == made.id
    assert len(made.id) == 32
    assert again.settings.name == "صحف"
    assert again.settings == made.settings


def test_without_create_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive):
        ArchiveFolder.open(tmp_path)
    with pytest.raises(NotAnArchive):
        ArchiveFolder.open(tmp_path / "missing")
    assert list(tmp_path.iterdir()) == []


def test_any_folder_of_documents_becomes_an_archive_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "مقال.txt").write_text("نص")
    folder = ArchiveFolder.open(tmp_path, create=True)
    assert [folder.relative(path) for path in folder.originals()] == ["sub/مقال.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.json", "sub"]


def test_a_later_format_is_refused(folder: ArchiveFolder) -> None:
    file = folder.path / "archive.json"
    file.write_text(file.read_text().replace('"format": 1', '"format": 2'))
    with pytest.raises(NewerFormat):
        ArchiveFolder.open(folder.path)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"name": 3}', '{"variants": ["a"]}', "[" * 9999, '{"format": "1"}']
)
def test_broken_settings_are_reported_and_kept_aside(folder: ArchiveFolder, text: str) -> None:
    file = folder.path / "archive.json"
    file.write_text(text)
    opened = ArchiveFolder.open(folder.path)
    assert [notice.key for notice in opened.notices] == ["broken-settings"]
    assert opened.id == ArchiveFolder.open(folder.path).id
    assert file.read_text() == text
    opened.save_settings(replace(opened.settings, name="جديد"))
    assert (folder.path / "archive.json.broken-1").read_text() == text
    assert ArchiveFolder.open(folder.path).settings.name == "جديد"
    assert list(opened.originals()) == []


def test_settings_come_back_with_unknown_keys(folder: ArchiveFolder) -> None:
    settings = replace(
        folder.settings,
        tag_colors={"حرب": "#aa0000"},
        color_names={"yellow": "زعم"},
        saved_searches={"سوريا": {"query": "سوريا", "lens": "word"}},
        variants=(("سوريا", "سورية"),),
        extra={"later": {"a": [1]}},
    )
    folder.save_settings(settings)
    assert ArchiveFolder.open(folder.path).settings == settings


def test_settings_that_others_changed_meanwhile_are_merged(folder: ArchiveFolder) -> None:
    folder.save_settings(replace(folder.settings, tag_colors={"أ": "#111111", "ب": "#222222"}))
    other = ArchiveFolder.open(folder.path)
    other.save_settings(
        replace(other.settings, tag_colors={"أ": "#111111", "ج": "#333333"}, variants=(("x", "y"),))
    )
    mine = {"أ": "#444444", "ب": "#222222"}
    saved = folder.save_settings(replace(folder.settings, tag_colors=mine, name="اسم"))
    assert saved.tag_colors == {"أ": "#444444", "ج": "#333333"}
    assert saved.variants == (("x", "y"),)
    assert other.reload_settings() == saved


def test_originals_are_stored_byte_for_byte_under_unique_names(folder: ArchiveFolder) -> None:
    data = bytes(range(256)) * 5000
    first = folder.store(data, "مقال.txt", month="2026-11")
    second = folder.store(data[:7], "مقال.txt", month="2026-11")
    third = folder.store(b"", "../مقال.TXT", month="2026-11", durable=False)
    assert [path.as_posix() for path in (first, second, third)] == [
        "2026-11/مقال.txt",
        "2026-11/مقال-2.txt",
        "2026-11/مقال-2-2.TXT"
        if (folder.path / "2026-11/مقال-2.TXT").exists()
        else third.as_posix(),
    ]
    assert (folder.path / first).read_bytes() == data


def test_a_file_is_copied_and_stays(folder: ArchiveFolder, tmp_path: Path) -> None:
    source = tmp_path / "source.html"
    source.write_bytes(b"<p>\xff")
    stored = folder.store(source, source.name)
    assert (folder.path / stored).read_bytes() == source.read_bytes()


def test_a_name_whose_sidecar_is_there_is_taken(folder: ArchiveFolder) -> None:
    stored = folder.store(b"1", "a.txt", month="2026-11")
    folder.sidecar_path(stored).write_text("{}")
    (folder.path / stored).unlink()
    again = ArchiveFolder.open(folder.path).store(b"2", "A.txt", month="2026-11")
    assert again.name == "A-2.txt"


def test_what_others_put_there_meanwhile_is_not_overwritten(folder: ArchiveFolder) -> None:
    stored = folder.store(b"1", "a.txt", month="2026-11")
    month = (folder.path / stored).parent
    (month / "خبر.txt").write_bytes("لغيرنا".encode())
    (month / "c.txt.annotations.json").write_text("{}")
    assert folder.store(b"2", "خبر.txt", month="2026-11").name == "خبر-2.txt"
    assert folder.store(b"3", "c.txt", month="2026-11").name == "c-2.txt"
    assert (month / "خبر.txt").read_bytes() == "لغيرنا".encode()


def test_prepared_names_are_as_good_as_listed_ones(folder: ArchiveFolder) -> None:
    first = folder.store(b"1", "A.txt")
    again = ArchiveFolder.open(folder.path)
    again.prepare()
    assert again.store(b"2", "a.txt").name == "a-2.txt"
    (folder.path / first).unlink()
    again.prepare()
    assert again.store(b"3", "b.txt").name == "b.txt"


def test_a_copy_that_fails_leaves_nothing(folder: ArchiveFolder, tmp_path: Path) -> None:
    with pytest.raises(OSError):
        folder.store(tmp_path / "missing.txt", "a.txt", month="2026-11")
    assert list((folder.path / "2026-11").iterdir()) == []
    assert folder.store(b"1", "a.txt", month="2026-11").name == "a.txt"


@pytest.mark.skipif(ROOT or sys.platform == "win32", reason="permissions do not bind here")
def test_a_folder_that_cannot_be_written_opens_read_only(folder: ArchiveFolder) -> None:
    folder.path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        opened = ArchiveFolder.open(folder.path)
        assert opened.read_only
        with pytest.raises(ReadOnlyArchive):
            opened.store(b"1", "a.txt")
    finally:
        folder.path.chmod(stat.S_IRWXU)


def test_a_folder_of_documents_that_cannot_be_written_opens_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disc = tmp_path / "قرص"
    disc.mkdir()
    (disc / "a.txt").write_text("خبر", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    opened = ArchiveFolder.open(disc, create=True)
    assert opened.read_only
    assert opened.settings.name == "قرص"
    assert opened.id == ArchiveFolder.open(disc, create=True).id
    assert [path.name for path in disc.iterdir()] == ["a.txt"]


def test_walking_passes_over_what_is_no_document(folder: ArchiveFolder) -> None:
    for name in (
        "a.html",
        "a.html.annotations.json",
        "a.html.annotations (1).json",
        "b.html.annotations.json.broken-1",
        ".DS_Store",
        "~$c.docx",
        ".trash/20260101/d.txt",
        "page.html",
        "page_files/script.js",
        "صفحة.htm",
        "صفحة_ملفات/صورة.png",
        "alone_files/e.txt",
        "archive.sync-conflict-20260102-123456-ABCDEF7.json",
        "sub/archive.json",
    ):
        path = folder.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert [folder.relative(path) for path in folder.originals()] == [
        "a.html",
        "page.html",
        "صفحة.htm",
        "alone_files/e.txt",
        "sub/archive.json",  # no settings: these lie at the top
    ]
    kinds = {found.path.name: found.kind for found in folder.walk()}
    assert kinds["a.html.annotations (1).json"] == "copy"
    assert kinds["b.html.annotations.json.broken-1"] == "aside"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_are_followed_once_and_loops_end(folder: ArchiveFolder, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text("a")
    (folder.path / "b.txt").write_text("b")
    (folder.path / "link").symlink_to(outside)
    (folder.path / "twice").symlink_to(outside)
    (folder.path / "loop").symlink_to(folder.path)
    (outside / "back").symlink_to(folder.path)
    (folder.path / "dead.txt").symlink_to(tmp_path / "missing")
    (folder.path / "self.txt").symlink_to(folder.path / "self.txt")
    assert [folder.relative(path) for path in folder.originals()] == ["b.txt", "link/a.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_no_text_are_found_and_keep_their_bytes(folder: ArchiveFolder) -> None:
    raw = os.fsencode(folder.path) + b"/\xe3\xde\xc7\xe1.txt"  # windows-1256
    Path(os.fsdecode(raw)).write_text("x")
    assert not list(folder.originals()), "nothing can list such a name"
    (found,) = (
        folder.path / each.path for each in folder.walk() if each.kind == "undecodable-name"
    )
    assert os.fsencode(found) == raw
    assert folder.sidecar_path(found).name == found.name + ".annotations.json"


def test_paths_that_lead_out_are_refused(folder: ArchiveFolder) -> None:
    assert folder.absolute("2026-11/a.txt") == folder.path / "2026-11" / "a.txt"
    with pytest.raises(ArchiveError):
        folder.absolute("2026-11/../../a.txt")


def test_a_month_cannot_lead_out(folder: ArchiveFolder) -> None:
    stored = folder.store(b"x", "a.txt", month="../../elsewhere")
    assert stored.as_posix() == "elsewhere/a.txt"
