"""Collecting rarely, and as before afterwards."""

from __future__ import annotations

import gc

import pytest

from archive_app.core.garbage import RARELY, collected_rarely


def test_the_thresholds_come_back_also_after_an_error() -> None:
    def fail() -> None:
        with collected_rarely():
            with collected_rarely():
                assert gc.get_threshold() == RARELY
            assert gc.get_threshold() == RARELY
            raise ValueError("no")

    before = gc.get_threshold()
    with pytest.raises(ValueError, match="no"):
        fail()
    assert gc.get_threshold() == before
