"""Batches: stored in the background, in order, none lost, errors raised where they are awaited."""

from __future__ import annotations

import threading

import pytest

from archive_app.importing import batches
from archive_app.importing.batches import Batches


def test_in_order_and_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "FIRST", 2)
    monkeypatch.setattr(batches, "BATCH", 8)
    threads: set[int] = set()
    sizes: list[int] = []
    stored: list[int] = []

    def store(items: list[int]) -> list[int]:
        threads.add(threading.get_ident())
        sizes.append(len(items))
        return items

    with Batches(store, stored.extend) as work:
        for number in range(30):
            work.add(number)
            if work.due:
                work.start()
        assert threading.get_ident() not in threads
        work.finish()
        assert stored == list(range(30))
    assert sizes[0] == 2
    assert sizes[1] >= 4


def test_grows_while_one_is_stored_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "FIRST", 1)
    monkeypatch.setattr(batches, "MOST", 5)
    free = threading.Event()
    sizes: list[int] = []

    def store(items: list[int]) -> None:
        free.wait(20)
        sizes.append(len(items))

    with Batches(store, lambda _: None) as work:
        work.add(0)
        assert work.due
        work.start()
        for number in range(5):
            assert not work.due
            work.add(number)
        assert work.due
        free.set()
        work.start()
    assert sizes == [1, 5]


def test_error_comes_out_where_it_is_awaited() -> None:
    def store(items: list[int]) -> None:
        raise OSError(28, "full", str(items))

    with Batches(store, lambda _: None) as work:
        work.add(1)
        work.start()
        work.add(2)
        with pytest.raises(OSError, match="full"):
            work.start()
        with pytest.raises(OSError, match="full"):
            work.finish()
        work.finish()
