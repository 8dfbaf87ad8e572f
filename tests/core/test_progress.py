"""Cancelling, and times that never repeat."""

from __future__ import annotations

import threading

import pytest

from archive_app.core.errors import Cancelled
from archive_app.core.progress import CancelToken
from archive_app.core.times import now


def test_a_token_raised_in_another_thread_is_seen() -> None:
    token = CancelToken()
    token.check()
    thread = threading.Thread(target=token.cancel)
    thread.start()
    thread.join()
    assert token.cancelled
    with pytest.raises(Cancelled):
        token.check()


def test_times_rise_in_all_threads() -> None:
    times: list[str] = []
    threads = [
        threading.Thread(target=lambda: times.extend(now() for _ in range(200))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(times)) == 800
    one, other = now(), now()
    assert one < other
    assert one.endswith("Z")
