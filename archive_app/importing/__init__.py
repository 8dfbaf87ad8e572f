"""How articles come in: files found, read in worker processes, stored with their sidecars,
listed and indexed, in batches with one durable commit each.

`Importer` is what others use. An import's steps are its parts, in the order of `pipeline`:
`finding` (what files there are), `unpacking` (what is in them), `reading` (what a worker makes
of one), `duplicates` (what the archive has already), `batches` and `commit`, `incoming_sidecars`
(what came with files), `reports`. `task` is what they share, `items` are what passes through
them, `staging` is where files lie meanwhile, `workers` are kept between imports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive_app.importing.importer import Importer

__all__ = ["Importer"]


def __getattr__(name: str) -> Any:
    """Import the importer only when it is asked for: a worker process needs `reading` alone."""
    if name == "Importer":
        from archive_app.importing.importer import Importer

        return Importer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
