"""What all tests share: the seeds, an archive of them, and a home of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Qt, where it is there, draws off the screen; a test of a real window says so itself.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

try:
    import PySide6 as _  # noqa: F401
except ImportError:
    collect_ignore = ["gui"]

    def pytest_addoption(parser: pytest.Parser) -> None:
        """Know pytest-qt's option where there is no pytest-qt."""
        parser.addini("qt_log_level_fail", "unused without Qt")


# Timing never fails a test. "quick" is for running the same tests a second time (without Qt).
settings.register_profile("default", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=5)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees, or leaves anything in, the user's own settings and caches."""
    monkeypatch.setenv("KHIZANA_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("KHIZANA_ARCHIVE", raising=False)


@pytest.fixture(scope="session")
def seeds() -> list[Path]:
    """The five sample articles."""
    return sorted(SEEDS.glob("*.txt"))


@pytest.fixture
def archive(tmp_path: Path, seeds: list[Path]) -> Iterator[object]:
    """An open archive that holds the seeds."""
    from archive_app import Archive

    with Archive.open(tmp_path / "archive", create=True, cache=tmp_path / "cache") as opened:
        opened.import_paths(seeds)
        yield opened
