"""The house (docs/architecture.md): imports run downward, and the core knows no Qt."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "archive_app"

# Every room (a folder with modules), and the rooms that it imports from: the whole plan of the
# house. A new room is declared here and nowhere else.
ROOMS = {
    "archive": "caches core export extract importing library search search.catalogue "
    "search.language sync text text.anchors",
    "caches": "core library search search.catalogue search.index text",
    "cli": "archive core search text",
    "core": "",
    "export": "core text",
    "extract": "core extract.common extract.containers extract.runtime",
    "extract.books": "core extract.common extract.office extract.runtime extract.web",
    "extract.common": "core text",
    "extract.containers": "core extract.common extract.mail extract.runtime text",
    "extract.mail": "core extract.common extract.office extract.runtime extract.web",
    "extract.office": "core extract.common extract.runtime",
    "extract.pdf": "core extract.common extract.runtime text",
    "extract.runtime": "core extract.common",
    "extract.web": "core extract.common extract.runtime text",
    "gui": "archive core gui.kit gui.shell jobs",
    "gui.dialogs": "archive core gui.kit text",
    "gui.filters": "core gui.kit gui.results",
    "gui.kit": "archive core jobs text",
    "gui.reader": "archive core gui.kit gui.reader.document gui.reader.finding gui.reader.notes gui.reader.pdf search text",
    "gui.reader.document": "core gui.kit text",
    "gui.reader.finding": "core gui.kit gui.reader.document text",
    "gui.reader.notes": "core gui.kit gui.reader.document text",
    "gui.reader.pdf": "gui.kit gui.reader.finding",
    "gui.results": "core export gui.kit search text",
    "gui.shell": "archive core gui.dialogs gui.filters gui.kit gui.reader gui.results jobs text",
    "importing": "caches core extract library search.catalogue text",
    "jobs": "archive core",
    "library": "core text.anchors",
    "search": "core search.catalogue search.index search.language text text.stemming",
    "search.catalogue": "core text text.stemming",
    "search.index": "core search.index.execution search.index.segments search.index.whoosh",
    "search.index.execution": "core search.index.segments",
    "search.index.segments": "core",
    "search.index.whoosh": "core search.index.execution search.index.segments",
    "search.language": "core search.catalogue search.index text text.stemming",
    "sync": "caches core importing library search.catalogue",
    "text": "core",
    "text.anchors": "core text",
    "text.stemming": "core text",
}
MOST = 20
"""Modules in one room; more are a sign that it is two."""


@cache
def rooms() -> dict[str, list[Path]]:
    """The modules of each room."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        found.setdefault(".".join(path.relative_to(PACKAGE).parent.parts), []).append(path)
    found.pop("")
    return found


@cache
def modules() -> dict[str, Path]:
    """Each module by its name."""
    paths = {path: ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
             for path in PACKAGE.rglob("*.py")}  # fmt: skip
    return {name.removesuffix(".__init__"): path for path, name in paths.items()}


def imported_modules(path: Path) -> set[str]:
    """The modules that a module imports, or names of; a package's own `__init__` is one."""
    known, found = modules(), set()
    for name in names_imported(path):
        while name and name not in known:
            name = name.rpartition(".")[0]  # noqa: PLW2901
        found.add(name)
    return found - {""}


@cache
def imported(path: Path) -> set[str]:
    """The rooms that a module imports from, also late, also for types only."""
    return {room_of(name) for name in names_imported(path)} - {""}


def names_imported(path: Path) -> set[str]:
    """What a module imports of the package, by dotted names, also late, also for types only."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "lazily":
            names = [a.value for a in node.args if isinstance(a, ast.Constant)]
        found |= {name for name in names if name.partition(".")[0] == "archive_app"}
    return found


def room_of(name: str) -> str:
    """The room in which a module lies, or a name of a module."""
    parts = name.split(".")[1:]
    while parts and not PACKAGE.joinpath(*parts).is_dir():
        parts.pop()
    return ".".join(parts)


def test_every_room_is_declared() -> None:
    assert rooms().keys() == ROOMS.keys()


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_what_the_plan_says(room: str) -> None:
    found: set[str] = set()
    for path in rooms()[room]:
        above = imported(path) - set(ROOMS[room].split()) - {room}
        assert not above, f"{path.relative_to(PACKAGE)} imports from {', '.join(sorted(above))}"
        found |= imported(path)
    unused = set(ROOMS[room].split()) - found
    assert not unused, f"{room} imports from {', '.join(sorted(unused))} no more"


def test_the_rooms_of_search_are_entered_by_their_entrance() -> None:
    for room in ("search.catalogue", "search.index", "search.language"):
        inside = f"archive_app.{room}."
        for other, paths in rooms().items():
            for path in paths if not other.startswith(room) else ():
                assert inside not in path.read_text(encoding="utf-8"), f"{path} goes past {room}"


def test_no_arrow_runs_back_up() -> None:
    left = {room: set(below.split()) for room, below in ROOMS.items()}
    while left:
        floor = {room for room, below in left.items() if not below & left.keys()}
        assert floor, f"a circle among {', '.join(sorted(left))}"
        left = {room: below for room, below in left.items() if room not in floor}


def test_no_two_modules_need_each_other() -> None:
    """No circle between modules, also not by imports that are late or for types only."""
    left = {name: imported_modules(path) - {name} for name, path in modules().items()}
    while left:
        floor = {name for name, below in left.items() if not below & left.keys()}
        if not floor:
            # What imports something in a circle but lies in none itself is not to blame.
            used = set().union(*left.values())
            assert left.keys() - used, f"a circle among {', '.join(sorted(left))}"
            floor = left.keys() - used
        left = {name: below for name, below in left.items() if name not in floor}


def test_peers_and_fronts_stay_apart() -> None:
    peers = ("library", "extract", "search", "export")
    for room, below in ROOMS.items():
        wing, others = room.partition(".")[0], {other.partition(".")[0] for other in below.split()}
        assert wing not in peers or not others & (set(peers) - {wing}), room
        assert wing in {"gui", "cli"} or not others & {"gui", "cli"}, room
        assert {wing, *others} != {"gui", "cli"}


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_is_no_hall_and_says_what_it_knows(room: str) -> None:
    modules = [path for path in rooms()[room] if path.name != "__init__.py"]
    assert len(modules) <= MOST
    assert ast.get_docstring(ast.parse(rooms()[room][0].read_text(encoding="utf-8")))


def test_no_module_passes_600_lines() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= 600, f"{path.relative_to(PACKAGE)} has {lines} lines"


@pytest.mark.slow
def test_the_core_runs_without_qt(tmp_path: Path) -> None:
    """Import, search, annotate, verify, with every import of PySide6 refused."""
    code = f"""
import sys
import tests.without_qt
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
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=PACKAGE.parent,
    )
    assert done.stdout.strip() == "done", done.stderr
