"""What the tests of extractors share: the sample articles, and making a `Source` of bytes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from archive_app.extract.common.source import Limits, Source
from tests.conftest import SEEDS

FIXTURES = Path(__file__).parent / "files"


def seed(number: int) -> list[str]:
    """The paragraphs of a sample article, its title first."""
    path = sorted(SEEDS.glob("*.txt"))[number]
    return [" ".join(line.split()) for line in path.read_text("utf-8").split("\n") if line.strip()]


def source(data: bytes | str, name: str, *, limits: Limits | None = None) -> Source:
    """A source that is nowhere on disk."""
    if isinstance(data, str):
        data = data.encode("utf-8")
    return Source(Path("/nowhere") / name, data=data, limits=limits)


def recall(golden: str, text: str) -> float:
    """The share of ``golden``'s words that ``text`` has, as multisets."""
    wanted = Counter(golden.split())
    return (wanted & Counter(text.split())).total() / max(1, wanted.total())
