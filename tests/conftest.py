"""What all tests share: the seeds, an archive of them, and a home of their own."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from archive_app import Archive
from archive_app.caches import cache_folder
from archive_app.library.folder import ArchiveFolder

# Qt, where it is there, draws off the screen; a test of a real window says so itself.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
SEED_TEXTS = sorted(SEEDS.glob("*.txt"))

try:
    import PySide6 as _  # noqa: F401
except ImportError:
    collect_ignore = ["gui"]

    def pytest_addoption(parser: pytest.Parser) -> None:
        """Know pytest-qt's option where there is no pytest-qt."""
        parser.addini("qt_log_level_fail", "unused without Qt")


# Timing never fails a test. "quick" is for `make test-fast` and for
# working.
settings.register_profile("default", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def _own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees, or leaves anything in, the user's own settings and caches."""
    monkeypatch.setenv("KHIZANA_HOME", str(next(homes)))
    monkeypatch.delenv("KHIZANA_ARCHIVE", raising=False)


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """What a test has logged to a file or a terminal is logged there no longer than it runs."""
    logger = logging.getLogger("archive_app")
    handlers, level = list(logger.handlers), logger.level
    yield
    for handler in set(logger.handlers) - set(handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names of folders that are not there yet, one for each test."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in count())


@pytest.fixture(scope="session")
def seeds() -> list[Path]:
    """The five sample articles."""
    return sorted(SEEDS.glob("*.txt"))


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory, seeds: list[Path]) -> Path:
    """A folder with an archive of the seeds and its caches, made once and copied from."""
    base = tmp_path_factory.mktemp("ready")
    with Archive.open(base / "archive", create=True, cache=base / "cache") as made:
        made.import_paths(seeds)
    return base


@pytest.fixture
def archive(tmp_path: Path, ready: Path) -> Iterator[Archive]:
    """An open archive that holds the seeds, in ``tmp_path``."""
    place = tmp_path / "archive"
    shutil.copytree(ready / "archive", place)
    identity = ArchiveFolder.open(place).id
    shutil.copytree(
        cache_folder(identity, ready / "archive", ready / "cache"),
        cache_folder(identity, place, tmp_path / "cache"),
    )
    with Archive.open(place, cache=tmp_path / "cache") as opened:
        yield opened
