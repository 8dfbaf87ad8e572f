"""An empty archive in a temporary folder, its caches beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", create=True, cache=tmp_path / "caches") as opened:
        yield opened


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder outside the archive, to import from."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def article(number: int, words: int = 60) -> str:
    """A text of its own for each number, long enough to be compared by its words."""
    body = " ".join(f"كلمة{(number * 31 + i * i) % 997}" for i in range(words))
    return f"عنوان المقال رقم {number}\n\n{body}.\n"
