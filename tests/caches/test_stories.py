"""Stories: reprints are found, keep their number, and let go of what is no more like them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.caches.stories import FILE, in_order, likely_duplicates
from archive_app.core.model import Article, Metadata
from archive_app.core.progress import CancelToken


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "stories", create=True, cache=tmp_path / "caches") as opened:
        yield opened


def text(seed: int, length: int = 200) -> str:
    source = random.Random(seed)
    return " ".join(f"كلمة{source.randrange(5000)}" for _ in range(length))


def add(archive: Archive, title: str, body: str) -> str:
    report = archive.import_bytes(f"{title}\n\n{body}\n".encode(), f"{title}.txt")
    return report.imported[0].id


def test_reprints_make_a_story(empty: Archive) -> None:
    agency = add(empty, "الوكالة", text(1))
    paper = add(empty, "الصحيفة", text(1) + " " + text(2, 30))
    brief = add(empty, "الموجز", text(1)[: len(text(1)) // 2])
    other = add(empty, "غيره", text(3))
    assert empty.find_stories() == 1
    (story, count), *rest = empty.stories()
    assert (count, rest) == (3, [])
    assert {item.id for item in empty.story(story)} == {agency, paper, brief}
    assert empty.article(other).story == 0


def test_a_story_keeps_its_number(empty: Archive) -> None:
    first = add(empty, "أ", text(1))
    add(empty, "ب", text(1) + " خاتمة")
    empty.find_stories()
    number = empty.article(first).story
    add(empty, "ج", text(2))
    add(empty, "د", text(2) + " خاتمة")
    late = add(empty, "ه", text(1) + " أخرى")
    assert empty.find_stories() == 2
    assert empty.article(first).story == empty.article(late).story == number


def test_deleted_leaves_its_story(empty: Archive) -> None:
    first = add(empty, "أ", text(1))
    second = add(empty, "ب", text(1) + " خاتمة")
    empty.find_stories()
    empty.delete(second)
    assert empty.find_stories() == 0
    assert empty.article(first).story == 0


def test_notices_on_one_pattern_are_no_chain(empty: Archive) -> None:
    """Each is like the next, the ends are not alike."""
    parts = [text(seed, 60) for seed in range(8)]
    for number in range(6):
        add(empty, f"بيان {number}", " ".join(parts[number : number + 3]))
    empty.find_stories()
    assert all(count <= 3 for _, count in empty.stories())


def test_broken_signatures_are_made_anew(empty: Archive) -> None:
    add(empty, "أ", text(1))
    add(empty, "ب", text(1) + " خاتمة")
    for path in empty._caches.folder.glob(f"{FILE}*"):
        path.unlink()
    (empty._caches.folder / FILE).write_bytes(b"no database" * 100)
    assert empty.find_stories() == 1


def test_cancelled(empty: Archive) -> None:
    add(empty, "أ", text(1))
    cancel = CancelToken()
    cancel.cancel()
    assert empty.find_stories(cancel=cancel) == 0


def test_likely_duplicates(empty: Archive) -> None:
    first = add(empty, "أ", text(1))
    second = empty.import_bytes(f"أ\n\n{text(1)}".replace(" ", "\n").encode("utf-16"), "أ.text")
    add(empty, "ب", text(2))
    assert second.likely == ((second.imported[0].id, first),)
    assert likely_duplicates(empty._caches) == [(first, second.imported[0].id)]


def test_who_had_it_first() -> None:
    articles = [
        Article("late", 1, "", Metadata(date="2015-07-22"), added="2026-01-01"),
        Article("undated", 2, "", Metadata(), added="2025-01-01"),
        Article("first", 3, "", Metadata(date="2015-07-21"), added="2026-01-02"),
    ]
    assert [article.id for article in in_order(articles)] == ["first", "late", "undated"]
