"""What the documents name is there; and what the package ships."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Files of the project, in backquotes: those that say a folder and a suffix, or end in a slash.
NAMED = re.compile(r"`([\w.][\w./-]*/(?:[\w-]+\.(?:py|md|ts|toml|ps1))?)`")


@pytest.mark.parametrize(
    "page",
    [
        "CONTRIBUTING.md",
        *(f"docs/{path.name}" for path in sorted(ROOT.glob("docs/*.md"))),
    ],
)
def test_every_path_named_is_there(page: str) -> None:
    named = NAMED.findall((ROOT / page).read_text(encoding="utf-8"))
    ours = [path for path in named if page == "CONTRIBUTING.md" or path.endswith(".py")]
    missing = [p for p in ours if not any((at / p).exists() for at in (ROOT, ROOT / "archive_app"))]
    assert not missing


def test_the_types_are_shipped() -> None:
    from hatchling.builders.wheel import WheelBuilder

    files = WheelBuilder(str(ROOT)).recurse_included_files()
    assert "archive_app/py.typed" in {file.distribution_path for file in files}
