"""Renaming a folder of the archive outside: how long the refresh that takes it in lasts.

``python -m benchmarks.renaming [ARTICLES]`` (30,000 unless told). Prints seconds, and milliseconds
an article: these should not grow with how many there are.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from archive_app import Archive

WORDS = 40


def measure(count: int) -> tuple[float, float]:
    """Rename the folder of ``count`` articles with their sidecars, then the originals alone;
    return the seconds that each refresh took."""
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base, "archive")
        (folder / "one").mkdir(parents=True)
        for number in range(count):
            text = " ".join(f"كلمة{(number * 31 + i * i) % 9973}" for i in range(WORDS))
            path = folder / "one" / f"{number}.txt"
            path.write_text(f"مقال {number}\n\n{text}\n", encoding="utf-8")
        with Archive.open(folder, create=True, cache=Path(base, "cache")) as archive:
            (folder / "one").rename(folder / "two")
            whole = _refreshed(archive)
            (folder / "three").mkdir()
            for path in (folder / "two").glob("*.txt"):
                path.rename(folder / "three" / path.name)
            return whole, _refreshed(archive)


def _refreshed(archive: Archive) -> float:
    begun = time.monotonic()
    archive.refresh()
    return time.monotonic() - begun


def main(arguments: list[str]) -> None:
    """Measure and print."""
    count = int(arguments[0]) if arguments else 30_000
    for what, seconds in zip(("with sidecars", "originals alone"), measure(count), strict=True):
        print(f"{what}: {seconds:.2f} s, {seconds * 1000 / count:.2f} ms an article")


if __name__ == "__main__":
    main(sys.argv[1:])
