"""File names that come from anywhere, and those of sidecars and their conflict copies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.library import names
from archive_app.library.walk import kind_of


@pytest.mark.parametrize(
    ("hostile", "safe"),
    [
        ("مقال.html", "مقال.html"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("a/", "a"),
        ("\u202efdp.exe", "fdp.exe"),
        ("line\nbreak\ttab\x00null.txt", "line break tabnull.txt"),
        ('a<b>c:d"e|f?g*h.txt', "a-b-c-d-e-f-g-h.txt"),
        ("trailing. . .", "trailing"),
        (".hidden.txt", "hidden.txt"),
        ("CON", "_CON"),
        ("aux.txt", "_aux.txt"),
        ("com¹.txt", "_com¹.txt"),
        ("lpt9 .txt", "_lpt9 .txt"),
        ("console.txt", "console.txt"),
        ("archive.json", "_archive.json"),
        ("Thumbs.db", "_Thumbs.db"),
        ("~$letter.docx", "$letter.docx"),
        ("half.part", "half.part_"),
        ("x.annotations.json", "x.annotations_.json"),
        ("e\u0301.txt", "é.txt"),
        ("bad\udcff.txt", "bad-.txt"),
        ("a\u200c\ufeffb.txt", "ab.txt"),
    ],
)
def test_hostile_names_become_safe(hostile: str, safe: str) -> None:
    assert names.safe_name(hostile) == safe


@given(st.text(max_size=300))
def test_every_name_becomes_safe(name: str) -> None:
    safe = names.safe_name(name)
    assert safe == names.safe_name(safe)
    assert 0 < len(safe.encode()) <= names.STORED_BYTES + 1
    assert not set(safe) & set('/\\<>:"|?*\n\r\t\x00\u202e')
    assert safe[-1] not in " ." or safe == "unnamed"
    assert kind_of(safe, top=True) in ("original", "copy")
    assert not names.is_sidecar(safe)
    assert not names.is_set_aside(safe)


def test_a_long_name_keeps_its_suffix_and_its_letters_whole() -> None:
    safe = names.safe_name("خ" * 300 + ".html")
    assert safe.endswith("خ.html")
    assert len(safe.encode()) <= names.STORED_BYTES
    marked = names.safe_name("بَّ" * 300 + ".html")
    assert marked.replace("بَّ", "").rstrip("ب") == ".html"


def test_numbers_go_before_the_suffix_and_fit() -> None:
    assert names.numbered("a.html", 2) == "a-2.html"
    assert names.numbered("no suffix. at all", 3) == "no suffix. at all-3"
    assert len(names.numbered("x" * 180, 12).encode()) <= names.STORED_BYTES


def test_a_sidecar_is_named_after_its_original() -> None:
    assert names.sidecar_name("مقال.html") == "مقال.html.annotations.json"
    assert names.original_name("مقال.html.annotations.json") == "مقال.html"
    assert names.original_name("other.json") == ""
    assert not names.is_sidecar(".annotations.json")


def test_a_sidecar_of_the_longest_name_fits_too() -> None:
    one, other = "م" * 125 + ".html", "م" * 124 + "ن.html"
    assert len(one.encode()) == 255
    assert len(names.sidecar_name(one).encode()) <= 255
    assert names.sidecar_name(one) != names.sidecar_name(other)
    assert names.original_name(names.sidecar_name(one)) == ""


COPIES = [
    "a.html.annotations.sync-conflict-20260102-123456-ABCDEF7.json",
    "a.html.annotations (Samar's conflicted copy 2026-01-02).json",
    "a.html.annotations (Samar's conflicted copy 2026-01-02) (1).json",
    "a.html.annotations (سمر's conflicted copy 2026-01-02).json",
    "a.html.annotations (نسخة متعارضة لدى سمر 2026-01-02).json",
    "a.html.annotations (In Konflikt stehende Kopie von Samar 2026-01-02).json",
    "a.html.annotations (Copie en conflit de Samar 2026-01-02).json",
    "a.html.annotations (Copia en conflicto de Samar 2026-01-02).json",
    "a.html.annotations (конфликтующая копия 2026-01-02).json",
    "a.html.annotations (conflicted copy 2026-01-02 123456).json",
    "a.html.annotations_conflict-20260102-123456.json",
    "a.html.annotations (SFConflict samar@example.org 2026-01-02-12-34-56).json",
    "a.html.annotations-DESKTOP-AB12CD3.json",
    "a.html.annotations-LAPTOP.json",
    "a.html.annotations (1).json",
    "a.html.annotations 2.json",
    "a.html.annotations.Conflict.json",
    "a.html.annotations_conf(1).json",
    "a.html.annotations.json (conflicted copy 2026-01-02)",
    "a.html.annotations.sync-conflict-20260102-123456-ABCDEF7 (1).json",
]


@pytest.mark.parametrize("name", COPIES)
def test_conflict_copies_of_sidecars_are_known(name: str) -> None:
    assert names.sidecar_of_copy(name) == "a.html.annotations.json"
    assert kind_of(name) == "copy"


@pytest.mark.parametrize(
    "name",
    [
        "a.html.annotations.json",
        "a-2.html.annotations.json",
        "a (1).html.annotations.json",
        "a.sync-conflict-20260102-123456-ABCDEF7.html.annotations.json",
        "a.html",
        "annotations (1).json",
        "notes.json",
    ],
)
def test_other_names_are_no_copies_of_sidecars(name: str) -> None:
    assert names.sidecar_of_copy(name) == ""


def test_conflict_copies_of_originals_are_told_by_certain_names_alone() -> None:
    assert names.is_conflict_name("a.sync-conflict-20260102-123456-ABCDEF7.html")
    assert names.is_conflict_name("a (Samar's conflicted copy 2026-01-02).html")
    assert not names.is_conflict_name("a (1).html")
    assert not names.is_conflict_name("انباء الصراع.html")
    assert not names.is_conflict_name("conflict in Yemen.html")


@pytest.mark.parametrize(
    "name",
    [".hidden", "~$x.docx", "x.crdownload", ".~lock.x.odt#", "~syncthing~x.tmp", "desktop.ini"],
)
def test_what_is_nobodys_document_is_passed_over(name: str) -> None:
    assert kind_of(name) == "ignored"


def test_no_name_takes_long_to_judge() -> None:
    """A name that could be read in very many ways as marks upon marks (2 ** 100 once)."""
    for hostile in ("a.annotations" + "-a" * 100, "a.annotations" + " (" * 100 + "json"):
        assert kind_of(hostile + ".jso") == "original"
