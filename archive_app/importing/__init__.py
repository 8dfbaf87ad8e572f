"""How articles come in: files found, read in worker processes, stored with their sidecars,
listed and indexed, in batches with one durable commit each.

`Archive` is the only caller. The stages are modules: `finding` (what files there are),
`reading` (what a worker makes of one), `pipeline` (duplicates, storing), `spooling`, `batches` and
`storing`, `taking` (what lies in the archive already), `refreshing` (what changed from outside),
`workers`, `reports`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive_app.importing.pipeline import import_bytes, import_paths

__all__ = ["import_bytes", "import_paths"]

_MODULES = {
    "import_bytes": "archive_app.importing.pipeline",
    "import_paths": "archive_app.importing.pipeline",
}


def __getattr__(name: str) -> Any:
    """Import a stage only when it is asked for: a worker process needs `reading` alone."""
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
