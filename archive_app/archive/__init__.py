"""The archive: the one façade, the steps that change it, its upkeep and its undo."""

from archive_app.archive.archive import Archive

__all__ = ["Archive"]
