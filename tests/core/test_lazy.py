"""Modules that are imported when they are used."""

from __future__ import annotations

import pytest

from archive_app.core.lazy import entrance, lazily


def test_what_is_asked_for_comes_from_the_module() -> None:
    import colorsys

    assert lazily("colorsys").rgb_to_hsv is colorsys.rgb_to_hsv
    with pytest.raises(AttributeError):
        _ = lazily("colorsys").nothing_of_that_name
    with pytest.raises(ModuleNotFoundError):
        _ = lazily("archive_app.core.nowhere").anything


def test_an_entrance_hands_out_its_names_and_no_others() -> None:
    from concurrent import futures

    get = entrance("concurrent", futures=("Future",))
    assert get("Future") is futures.Future
    with pytest.raises(AttributeError):
        get("Executor")
