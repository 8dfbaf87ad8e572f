"""What the window does without, so as to be there at once."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_the_window_comes_without_what_imports_files() -> None:
    """The readers of formats and the watcher take longer to import than a window may."""
    code = (
        "import sys, archive_app.gui.shell.command_table, archive_app.archive.archive\n"
        "late = ('lxml', 'trafilatura', 'watchdog', 'archive_app.importing.pipeline',"
        " 'archive_app.extract')\n"
        "print([name for name in late if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert found.strip() == "[]"
