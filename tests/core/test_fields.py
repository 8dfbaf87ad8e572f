"""The one table of fields fits the values that others are made of."""

from __future__ import annotations

import dataclasses
from typing import get_args

from archive_app.core.fields import BY_ALIAS, CODED, FACETS, FIELDS, INDEXED, ORDERS
from archive_app.core.model import Filters, Sort


def test_facets_and_orders_are_those_of_the_model() -> None:
    assert set(FACETS) <= {field.name for field in dataclasses.fields(Filters)}
    assert sorted(ORDERS) == sorted(get_args(Sort))


def test_each_field_has_names_of_its_own_in_both_languages() -> None:
    assert len(BY_ALIAS) == sum(len(field.names) for field in FIELDS)
    for field in FIELDS:
        assert field.called(arabic=False).isascii()
        assert not field.called(arabic=True).isascii()
        assert all(name == name.lower() for name in field.names)


def test_a_field_is_looked_for_in_words_or_filters() -> None:
    for field in FIELDS:
        assert (field.name in INDEXED) == bool(field.weight)
        assert field.weight or field.filters != "words"
    assert CODED == ("source", "language", "type")
