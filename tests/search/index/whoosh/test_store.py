"""What is merged when, and how many segments and rewrites that costs."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from archive_app.search.index.whoosh import store
from archive_app.search.index.whoosh.store import MAX_SEGMENTS, pack, tiers


@dataclass(eq=False)
class Fake:
    """A segment that is only counted."""

    size: int
    deleted: set[int] = field(default_factory=set)

    def doc_count(self) -> int:
        return self.size - len(self.deleted)

    def doc_count_all(self) -> int:
        return self.size

    def deleted_count(self) -> int:
        return len(self.deleted)


class Writer:
    """Counts what would be rewritten."""

    def __init__(self) -> None:
        self.rewritten = 0

    def merge_segments(self, segments: list[Fake]) -> Fake:
        size = sum(segment.doc_count() for segment in segments)
        self.rewritten += size
        return Fake(size)


@pytest.mark.parametrize(("batch", "count"), [(1, 500), (500, 60), (1_000, 100)])
def test_batches_are_rewritten_seldom_and_segments_stay_few(batch: int, count: int) -> None:
    writer, segments = Writer(), []
    for _ in range(count):
        segments = tiers(writer, [*segments, Fake(batch)])  # type: ignore[arg-type, list-item]
        assert len(segments) <= MAX_SEGMENTS
    assert sum(segment.doc_count() for segment in segments) == batch * count
    assert writer.rewritten <= 4 * batch * count


def test_single_changes_do_not_drag_a_large_segment_along() -> None:
    writer, segments = Writer(), [Fake(30_000)]
    for _ in range(1_000):
        segments = tiers(writer, [*segments, Fake(1)])  # type: ignore[arg-type, list-item]
    assert segments[0].size == 30_000
    assert writer.rewritten < 5_000
    assert len(segments) <= MAX_SEGMENTS


def test_what_is_mostly_deleted_is_written_anew() -> None:
    writer = Writer()
    segments = tiers(writer, [Fake(100, set(range(26))), Fake(50, {1})])  # type: ignore[list-item, arg-type]
    assert [(one.doc_count_all(), one.doc_count()) for one in segments] == [(74, 74), (50, 49)]


def test_full_segments_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MAX_DOCS", 100)
    writer, segments = Writer(), []
    for _ in range(200):
        segments = tiers(writer, [*segments, Fake(7)])  # type: ignore[arg-type, list-item]
        assert all(one.doc_count() <= 100 for one in segments)
    assert len(segments) <= MAX_SEGMENTS + 200 * 7 // 50
    packed = pack(writer, segments)  # type: ignore[arg-type]
    assert all(one.doc_count() <= 100 for one in packed)
    assert len(packed) <= 200 * 7 // 50
    assert sum(one.doc_count() for one in packed) == 1_400


def test_packing_leaves_a_single_whole_segment_alone() -> None:
    writer = Writer()
    only = Fake(10)
    assert pack(writer, [only]) == [only]  # type: ignore[arg-type, list-item]
    assert not writer.rewritten
    assert pack(writer, [Fake(10, {3})])[0].doc_count_all() == 9  # type: ignore[arg-type, list-item]
