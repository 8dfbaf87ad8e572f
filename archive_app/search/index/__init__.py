"""The index of words, behind one class, `Index`, and the plans of queries that it executes."""

from __future__ import annotations

from archive_app.search.index.execution.plan import (
    NOTHING,
    And,
    AndMaybe,
    AndNot,
    Group,
    GroupPhrase,
    Layered,
    Mask,
    Nearness,
    Node,
    Not,
    Or,
    Prefix,
    Require,
)
from archive_app.search.index.index import Index, Matches, Snapshot

__all__ = [
    "NOTHING",
    "And",
    "AndMaybe",
    "AndNot",
    "Group",
    "GroupPhrase",
    "Index",
    "Layered",
    "Mask",
    "Matches",
    "Nearness",
    "Node",
    "Not",
    "Or",
    "Prefix",
    "Require",
    "Snapshot",
]
