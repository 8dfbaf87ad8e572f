"""What a killed import left goes; what a living one uses stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from archive_app.library.leftovers import make_staging_folder, sweep


def test_sweep(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from archive_app.library.leftovers import *; "
    done = subprocess.run(
        [sys.executable, "-c", f"{code}print(make_staging_folder(Path(sys.argv[1])))", tmp_path],
        check=True,
        capture_output=True,
        text=True,
    )
    dead = Path(done.stdout.strip())
    (dead / "1.txt").write_text("x")
    mine = make_staging_folder(tmp_path)
    other = tmp_path / ".khizana-spool-elsewhere-1-abc"
    old = tmp_path / ".khizana-spool-old"
    month = tmp_path / "2026-11"
    for folder in (other, old, month):
        folder.mkdir()
    os.utime(old, (1, 1))
    left, fresh, original = (
        month / name for name in (".khizana-1-1.tmp", ".khizana-2-1.tmp", "a.txt")
    )
    for file in (left, fresh, original):
        file.write_text("x")
    os.utime(left, (1, 1))
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([mine, other, month])
    assert sorted(month.iterdir()) == sorted([fresh, original])
    sweep(tmp_path / "not there")
