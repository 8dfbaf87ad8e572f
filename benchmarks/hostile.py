"""The whole hostile set imported in one run: what became of each file, how long, how much memory.

``python -m benchmarks.hostile [--json]``

The set is that of tests/importing/hostile.py (empty, truncated, encrypted, garbled, bombs, deep
nesting, hostile names, links, pipes, path traversal), and with it text, pages, a table of articles
and a zip of 200 MB each. The memory is the sum over all processes, sampled.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from archive_app import Archive
from benchmarks.importing import Tree
from benchmarks.running import markdown


def measure(scratch: Path) -> dict[str, Any]:
    """Make the set, import it, and count."""
    inbox = scratch / "inbox"
    inbox.mkdir()
    # By another process, so that its memory is not counted.
    made = [sys.executable, "-m", "tests.importing.hostile", str(inbox), "--large"]
    done = subprocess.run(made, check=True, stdout=subprocess.PIPE, text=True)
    expected = json.loads(done.stdout)
    before = {path: path.lstat().st_mtime_ns for path in inbox.rglob("*")}
    started = time.perf_counter()
    with (
        Tree() as tree,
        Archive.open(scratch / "archive", create=True, cache=scratch / "caches") as archive,
    ):
        report = archive.import_paths([inbox])
        seconds = time.perf_counter() - started
        findings = Counter(finding.key for finding in archive.verify())
    reasons = Counter(failure.reason for failure in report.failed)
    accounted = len(report.imported) + len(report.duplicates) + len(report.failed)
    return {
        "expected": sum(expected.values()),
        "accounted": accounted,
        "imported": len(report.imported),
        "duplicates": len(report.duplicates),
        "failed": dict(reasons.most_common()),
        "findings": dict(findings),
        "untouched": before == {path: path.lstat().st_mtime_ns for path in inbox.rglob("*")},
        "seconds": round(seconds, 1),
        "megabytes": round(tree.peak),
    }


def table(result: dict[str, Any]) -> str:
    """The result as a table."""
    failed = ", ".join(f"{reason} {count}" for reason, count in result["failed"].items())
    rows = [
        ("files to account for", result["expected"]),
        ("accounted for", result["accounted"]),
        ("articles", f"{result['imported']:,}"),
        ("duplicates", result["duplicates"]),
        ("failed", failed),
        ("amiss in the archive afterwards", len(result["findings"]) or "nothing"),
        ("originals untouched", "yes" if result["untouched"] else "no"),
        ("seconds", result["seconds"]),
        ("memory at most, all processes (MB)", result["megabytes"]),
    ]
    return markdown(("", ""), rows)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scratch", type=Path, help="where to make it, in a new folder")
    parser.add_argument("--json", action="store_true", help="print JSON, not a table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.scratch) as temporary:
        result = measure(Path(temporary))
    print(json.dumps(result) if options.json else table(result))


if __name__ == "__main__":
    main()
