"""The shared values: changes add up, and every value is frozen and hashable where it is a key."""

from __future__ import annotations

import dataclasses

import pytest

from archive_app.core import model
from archive_app.core.model import Changes


def test_changes_add_up() -> None:
    both = Changes(articles=frozenset({"a"}), tags=True) | Changes(
        articles=frozenset({"b"}), annotations=True
    )
    assert both == Changes(articles=frozenset({"a", "b"}), tags=True, annotations=True)


def test_no_change_is_false() -> None:
    assert not Changes()
    assert Changes(removed=True)
    assert Changes() | Changes() == Changes()


@pytest.mark.parametrize(
    "cls",
    [value for value in vars(model).values() if dataclasses.is_dataclass(value)],
    ids=lambda cls: cls.__name__,
)
def test_values_are_frozen(cls: type) -> None:
    assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert cls.__doc__
