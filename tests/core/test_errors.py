"""The error tree: each has a reason of its own, a sentence, and survives a process boundary."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from archive_app.core import errors
from archive_app.core.messages import SENTENCES

ALL = [
    value
    for value in vars(errors).values()
    if isinstance(value, type) and issubclass(value, errors.KhizanaError)
]


@pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.__name__)
def test_every_error_has_a_sentence_and_a_place_in_the_drawing(
    cls: type[errors.KhizanaError],
) -> None:
    assert cls.reason in SENTENCES or cls is errors.ExtractError
    assert cls.__name__ in (errors.__doc__ or "")


def test_reasons_differ() -> None:
    reasons = [cls.reason for cls in ALL]
    assert len(set(reasons)) == len(reasons)


def test_an_error_crosses_a_process_boundary() -> None:
    error = pickle.loads(pickle.dumps(errors.DamagedFile(Path("a/ملف.pdf"), "cut short")))
    assert isinstance(error, errors.DamagedFile)
    assert error.path == Path("a/ملف.pdf")
    assert str(error) == f"{Path('a/ملف.pdf')}: damaged: cut short"
