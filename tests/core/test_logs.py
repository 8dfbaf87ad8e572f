"""What the program writes down: nothing of the user's, and enough to tell what happened."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from archive_app.core import logs
from archive_app.core.errors import CacheError, SidecarError, Unreadable
from archive_app.core.settings import log_home

log = logging.getLogger("archive_app.test")


def test_the_log_lies_with_what_else_is_kept_in_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHIZANA_HOME", str(tmp_path / "home"))
    path = logs.write_to_file(log_home())
    assert path == tmp_path / "home" / "log" / "khizana.log"
    log.info("counts: %d", 5)
    log.debug("a name")
    text = path.read_text(encoding="utf-8")
    assert "INFO archive_app.test: counts: 5" in text
    assert "Khizana " in text
    assert "a name" not in text


def test_the_log_begins_anew_before_it_grows_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "SIZE", 2000)
    path = logs.write_to_file(tmp_path)
    for number in range(200):
        log.info("line %d of many", number)
    assert len(list(tmp_path.iterdir())) == logs.KEPT + 1
    assert path.stat().st_size <= 2000


def test_where_no_log_can_be_written_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    logs.write_to_file(tmp_path / "file" / "log")
    log.info("lost")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Unreadable("/home/سمر/مقال.txt", "مقال.txt: no"), "Unreadable: no-access"),
        (FileNotFoundError(2, "No such file", "/home/مقال.txt"), "FileNotFoundError: No such file"),
        (CacheError("/home/سمر", "schema 2, not 3"), "CacheError: schema 2, not 3"),
        (ValueError("نص المقال"), "ValueError"),
    ],
)
def test_an_error_is_told_without_what_it_is_about(error: BaseException, said: str) -> None:
    assert logs.why(error) == said


def test_of_a_failure_its_way_through_the_program_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def read() -> None:
        try:
            Path("/no/such/مقال").read_bytes()
        except OSError as error:
            raise SidecarError("/no/such/مقال", str(error)) from error

    with caplog.at_level(logging.DEBUG):
        try:
            read()
        except SidecarError as error:
            logs.failed(log, "reading", error)
    warning, debug = caplog.records
    assert "reading: SidecarError: No such file" in warning.getMessage()
    assert "in read" in warning.getMessage()
    assert "مقال" not in warning.getMessage().replace('"/no/such/مقال"', "")
    assert debug.levelno == logging.DEBUG
    assert "مقال" in debug.getMessage()
