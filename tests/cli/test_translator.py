"""The command line says in Arabic what the window's translation file says, numbers and all."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.cli.translator import Translator, plural_form, terminal_language
from archive_app.core.settings import resources


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالًا"),
        (99, "99 مقالًا"),
        (100, "100 مقال"),
        (102, "102 مقال"),
        (1003, "1,003 مقالات"),
        (30_111, "30,111 مقالًا"),
    ],
)
def test_arabic_counts_as_arabic_does(count: int, words: str) -> None:
    arabic = Translator(resources(), "ar")
    assert arabic.translate("cli", "%n article(s)", None, count) == words


def test_english_has_its_two_forms() -> None:
    english = Translator(resources(), "en")
    assert english.translate("cli", "%n article(s)", None, 1) == "1 article"
    assert english.translate("cli", "%n article(s)", None, 2000) == "2,000 articles"
    assert [plural_form("en", n) for n in (0, 1, 2)] == [1, 0, 1]


def test_what_has_no_translation_is_said_in_english(tmp_path: Path) -> None:
    assert Translator(tmp_path, "ar").translate("cli", "search the archive") == "search the archive"
    assert Translator(resources(), "ar").translate("cli", "no such words") == "no such words"


def test_the_locale_decides_though_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KHIZANA_LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "ar_SY.UTF-8")
    assert terminal_language() == "ar"
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert terminal_language() == "en"
    monkeypatch.setenv("KHIZANA_LANGUAGE", "ar")
    assert terminal_language() == "ar"
