"""Where the program's own files lie: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """The path of a file under ``resources/`` (it need not exist)."""
    return _found("_resources", "resources").joinpath(*parts)


def seeds() -> Path:
    """The folder of the sample collection."""
    return _found("_seeds", "seeds")


def _found(installed: str, checkout: str) -> Path:
    inside = _PACKAGE / installed
    return inside if inside.is_dir() else _PACKAGE.parent / checkout
