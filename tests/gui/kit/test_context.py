"""The context of a window: what it tells of errors, and what it logs of them."""

from __future__ import annotations

import logging

import pytest

from archive_app.core.errors import NotFound, Unreadable
from archive_app.gui.kit.context import Context


def test_an_article_that_is_gone_is_told_but_is_no_failure(
    context: Context, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    context.told.connect(told.append)
    with caplog.at_level(logging.INFO):
        context.fail(NotFound("urn:uuid:1", "no such article"))
    assert len(told) == 1
    assert told[0].endswith("It is no longer in the archive.")
    assert not caplog.records
    with caplog.at_level(logging.INFO):
        context.fail(Unreadable("a.txt", "no permission"))
    assert len(told) == 2
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert record.getMessage().startswith("background work failed: Unreadable: no-access")
    assert "a.txt" not in record.getMessage()
