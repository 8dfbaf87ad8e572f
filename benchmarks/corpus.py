"""The articles that the benchmarks work on: a folder of zips that hold JSON arrays of articles
(``title``, ``content``, ``source``, ``date_extracted``), read where they lie."""

from __future__ import annotations

import json
import pickle
import zipfile
from pathlib import Path
from typing import NamedTuple


class Item(NamedTuple):
    """One article of the corpus."""

    title: str
    text: str
    source: str
    date: str


def load(folder: Path) -> list[Item]:
    """All articles with a text, each text once, in the order of the files."""
    items: dict[str, Item] = {}
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                for record in json.loads(archive.read(name)):
                    text = record.get("content") or ""
                    if text.strip() and text not in items:
                        items[text] = Item(
                            record.get("title") or "",
                            text,
                            record.get("source") or "",
                            (record.get("date_extracted") or "")[:10],
                        )
    if not items:
        raise SystemExit(f"no articles in {folder}: a folder of zips with JSON arrays is wanted")
    return list(items.values())


def cached(folder: Path, scratch: Path) -> list[Item]:
    """The same, kept in a scratch folder of our own, so that each process starts fast."""
    path = scratch / "corpus.pickle"
    if not path.exists():
        temporary = path.with_suffix(".tmp")
        temporary.write_bytes(pickle.dumps(load(folder)))
        temporary.replace(path)
    items: list[Item] = pickle.loads(path.read_bytes())
    return items


def repeated(items: list[Item], count: int) -> list[Item]:
    """As many articles as are asked for: the corpus again and again where it has fewer."""
    return [items[number % len(items)] for number in range(count)]


def size(items: list[Item]) -> int:
    """The bytes of titles and texts in UTF-8."""
    return sum(len(item.title.encode()) + len(item.text.encode()) for item in items)
