"""Khizana: a desktop archive for press articles, Arabic first.

The public API is `Archive`, the values it takes and gives (``archive_app.core.model``), and
the errors it raises (``archive_app.core.errors``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive_app.core.version import __version__

if TYPE_CHECKING:
    from archive_app.archive import Archive

__all__ = ["Archive", "__version__"]


def __getattr__(name: str) -> Any:
    """Import the façade only when it is asked for: a worker process needs none of it."""
    if name == "Archive":
        from archive_app.archive import Archive

        return Archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
