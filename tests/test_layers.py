"""The house (docs/architecture.md): imports run downward, and the core knows no Qt."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "archive_app"

# Each layer, and what it may import of the package. Facade modules may import all below.
ALLOWED = {
    "core": {"core"},
    "text": {"core", "text"},
    "library": {"core", "text", "library"},
    "extract": {"core", "text", "extract"},
    "search": {"core", "text", "search"},
    "export": {"core", "text", "export"},
}
FRONTS = {"gui", "cli", "__main__"}


def imported(path: Path) -> set[str]:
    """The first names below ``archive_app`` that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module]
            if node.module == "archive_app":
                names = [f"archive_app.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            pytest.fail(f"{path}: relative import")
        found |= {name.split(".")[1] for name in names if name.startswith("archive_app.")}
    return found


@pytest.mark.parametrize("layer", sorted(ALLOWED))
def test_a_layer_imports_only_what_lies_below(layer: str) -> None:
    for path in sorted((PACKAGE / layer).rglob("*.py")):
        above = imported(path) - ALLOWED[layer] - {"__version__"}
        assert not above, f"{path.relative_to(PACKAGE)} imports {', '.join(sorted(above))}"


def test_nothing_imports_the_fronts() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if parts[0] == "gui" or path.stem in FRONTS:
            continue
        assert not imported(path) & FRONTS, path


def test_no_module_passes_600_lines() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= 600, f"{path.relative_to(PACKAGE)} has {lines} lines"


def test_the_core_runs_without_qt(tmp_path: Path) -> None:
    """Import, search, annotate, verify, with every import of PySide6 refused."""
    code = f"""
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError("no Qt here")
sys.meta_path.insert(0, Refuse())
from pathlib import Path
from archive_app import Archive
from archive_app import cli
place = Path({str(tmp_path)!r})
with Archive.open(place / "a", create=True, cache=place / "c") as archive:
    report = archive.import_paths(sorted(Path({str(PACKAGE.parent / "seeds")!r}).glob("*.txt")))
    assert len(report.imported) == 5, report
    hit = archive.search("سوريا").hits[0]
    archive.annotate(hit.article.id, 0, 10, note="n")
    assert archive.verify() == []
assert not any(name.startswith("PySide6") for name in sys.modules)
print("done")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.stdout.strip() == "done", done.stderr


def test_the_core_tests_pass_without_qt() -> None:
    """What reads no PDF and draws no window passes its tests where there is no PySide6."""
    code = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "pytestqt"):
            raise ImportError("no Qt here")
sys.meta_path.insert(0, Refuse())
import pytest
sys.exit(pytest.main([
    "-q", "-x", "-p", "no:pytest-qt", "-p", "no:cacheprovider",
    "tests/core", "tests/text", "tests/library", "tests/test_archive.py", "tests/test_cli.py",
]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=PACKAGE.parent,
        env={**os.environ, "HYPOTHESIS_PROFILE": "quick"},
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
