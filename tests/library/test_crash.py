"""A process that dies while it writes: what stands under its name is whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from archive_app.library.folder import ArchiveFolder
from archive_app.library.record import Sidecar
from archive_app.library.sidecar import load
from archive_app.library.verify import verify

WRITER = """
import hashlib, itertools, sys
from dataclasses import replace
from pathlib import Path
from archive_app.library.folder import ArchiveFolder
from archive_app.library.record import Sidecar
from archive_app.library.sidecar import load, save, save_new
folder = ArchiveFolder.open(Path(sys.argv[1]))
for batch in itertools.count():
    stored = []
    for n in range(20):
        data = (str(batch * 20 + n) * 5000).encode()
        path = folder.store(data, "مقال.txt", month="2026-11", durable=False)
        sha256 = hashlib.sha256(data).hexdigest()
        stored.append((path, Sidecar(sha256[:32], size=len(data), sha256=sha256)))
    save_new(
        [(folder.sidecar_path(path), sidecar) for path, sidecar in stored],
        [folder.path / path for path, _ in stored],
    )
    for path, _ in stored[:3]:
        sidecar, stamp = load(folder.sidecar_path(path))
        save(folder.sidecar_path(path), replace(sidecar, reason="x" * 50_000), stamp)
    print(batch, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("batches", [1, 2, 5])
def test_killed_while_writing(tmp_path: Path, batches: int) -> None:
    folder = ArchiveFolder.open(tmp_path, create=True)
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(batches):
            writer.stdout.readline()
        writer.kill()
    # Originals whose sidecars were not written yet, and temporary files, are all that is left over.
    assert {finding.key for finding in verify(folder)} <= {"no-sidecar", "leftover"}
    sidecars = list(tmp_path.rglob("*.annotations.json"))
    assert len(sidecars) >= batches * 20
    assert all(isinstance(load(path)[0], Sidecar) for path in sidecars)
