"""None must outlive Qt, also on Python 3.11."""

from __future__ import annotations

import sys

from archive_app.core.pyside_refcounts import keep_none


def test_none_has_references_to_spare() -> None:
    keep_none()
    assert sys.getrefcount(None) > 1_000_000_000


def test_twice_is_no_more_than_once() -> None:
    keep_none()
    assert keep_none() is False
