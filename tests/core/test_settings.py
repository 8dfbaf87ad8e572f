"""The user's own settings: kept, and never in the way."""

from __future__ import annotations

from pathlib import Path

from archive_app.core.settings import RECENT, Settings, resources, seeds


def test_settings_come_back(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "deep" / "settings.json")
    settings.language = "ar"
    settings.opened(tmp_path / "أرشيف")
    settings.window["splitter"] = [1, 2, 3]
    settings.save()
    again = Settings.load(tmp_path / "deep" / "settings.json")
    assert again.language == "ar"
    assert again.last_archive == str((tmp_path / "أرشيف").resolve())
    assert again.window == {"splitter": [1, 2, 3]}


def test_damaged_settings_are_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for text in ("", "[1]", '{"recent": "x", "language": 5, "last_archive": "a"}', "\x00"):
        path.write_text(text, encoding="utf-8")
        settings = Settings.load(path)
        assert settings.recent == []
        assert settings.language == ""


def test_recent_archives_are_few_and_each_once(tmp_path: Path) -> None:
    settings = Settings()
    for number in range(RECENT + 5):
        settings.opened(tmp_path / str(number))
    settings.opened(tmp_path / "12")
    assert len(settings.recent) == RECENT
    assert settings.recent.count(str(tmp_path / "12")) == 1
    assert settings.recent[0] == str(tmp_path / "12")


def test_what_ships_is_found() -> None:
    assert len(list(seeds().glob("*.txt"))) == 5
    assert (resources() / "i18n").is_dir()
