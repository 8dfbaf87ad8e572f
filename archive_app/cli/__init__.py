"""The command line, and what it prints, without Qt."""

from archive_app.cli.main import main

__all__ = ["main"]
