"""What is known of every article: rows in SQLite, and arrays over them to filter and count by.

What is asked for here is imported only then: a worker process packs texts and needs no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive_app.core.lazy import entrance

if TYPE_CHECKING:
    from archive_app.search.catalogue.catalogue import Catalogue
    from archive_app.search.catalogue.columns import Columns, ColumnStore
    from archive_app.search.catalogue.facets import allowed, count_facets, dated, having, named
    from archive_app.search.catalogue.lexicon import ANALYSER_VERSION, Docs
    from archive_app.search.catalogue.rows import (
        Entry,
        Packed,
        pack,
        pack_text,
        unpack_beginning,
        unpack_structure,
        unpack_text,
    )
    from archive_app.search.catalogue.schema import SCHEMA_VERSION

__all__ = [
    "ANALYSER_VERSION",
    "SCHEMA_VERSION",
    "Catalogue",
    "ColumnStore",
    "Columns",
    "Docs",
    "Entry",
    "Packed",
    "allowed",
    "count_facets",
    "dated",
    "having",
    "named",
    "pack",
    "pack_text",
    "unpack_beginning",
    "unpack_structure",
    "unpack_text",
]

__getattr__ = entrance(
    __name__,
    catalogue=("Catalogue",),
    columns=("Columns", "ColumnStore"),
    facets=("allowed", "count_facets", "dated", "having", "named"),
    lexicon=("ANALYSER_VERSION", "Docs"),
    rows=(
        "Entry",
        "Packed",
        "pack",
        "pack_text",
        "unpack_beginning",
        "unpack_structure",
        "unpack_text",
    ),
    schema=("SCHEMA_VERSION",),
)
