"""The index of words, behind one class, `Index`, and the plans of queries that it executes."""

from __future__ import annotations

from archive_app.search.index.execution.plan import (
    NOTHING,
    And,
    AndMaybe,
    AndNot,
    Expansion,
    Group,
    GroupPhrase,
    Mask,
    Node,
    Not,
    Or,
    Prefix,
    Proximity,
    Require,
)
from archive_app.search.index.index import Index, Matches, Snapshot

__all__ = [
    "NOTHING",
    "And",
    "AndMaybe",
    "AndNot",
    "Expansion",
    "Group",
    "GroupPhrase",
    "Index",
    "Mask",
    "Matches",
    "Node",
    "Not",
    "Or",
    "Prefix",
    "Proximity",
    "Require",
    "Snapshot",
]
