"""What can be run as a job: one table, from the names that travel to what is done.

An operation is a function of an archive, a progress callback, a token and its own arguments,
which, like its result, can be pickled. The long ones wait for each other; edits, however many
articles they are for, come in between, as a note does that is written while files come in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from archive_app.archive.history import Step, Turn
from archive_app.core import disk
from archive_app.core.errors import KhizanaError, WorkStopped
from archive_app.core.model import Changes, Failure, ImportReport
from archive_app.core.progress import CancelToken, ProgressCallback

if TYPE_CHECKING:
    from archive_app.archive import Archive
    from archive_app.archive.editor import HandedOver

Work = Callable[..., Any]
"""Takes the archive, a `ProgressCallback`, a `CancelToken`, and arguments by their names."""

Lane = Literal["long", "edit"]


MANY = 25
"""From so many articles on, an edit is long work too: each takes some milliseconds, for it is on
the disk before the next."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One kind of work, and the lane in which it waits for others of its kind."""

    work: Work
    lane: Lane = "long"
    salvage: Work | None = None
    """What it came to, where the process ended under it: a function of the archive, the last
    article's number before, and the arguments. None: nobody can tell."""

    def is_long(self, arguments: Mapping[str, Any]) -> bool:
        """Whether it may take long with these arguments: always, but for edits of few articles."""
        ids = arguments.get("ids", arguments.get("items"))
        if self.lane == "long" or ids is None:
            return True
        return not isinstance(ids, str) and len(ids) >= MANY


def export_references(
    archive: Archive,
    progress: ProgressCallback,
    cancel: CancelToken,
    *,
    path: Path,
    ids: Sequence[str],
    form: str = "bibtex",
) -> int:
    """Write the references of articles into a file, whole or not at all; return how many.

    ``form`` is one of `interchange.FORMS`. Raises `Cancelled`, OSError.
    """
    del progress
    cancel.check()
    disk.write_atomic(path, archive.references(ids, form).encode("utf-8"))
    return len(ids)


class Turned(NamedTuple):
    """What came of undoing a step, or of doing it again: what changed, for which articles that is
    done, whether for all of them, and what went wrong."""

    changes: Changes
    done: frozenset[str]
    whole: bool
    error: KhizanaError | None = None


def turn(
    archive: Archive,
    progress: ProgressCallback,
    cancel: CancelToken,
    *,
    step: Step,
    trashed: HandedOver,
    forward: bool,
) -> Turned:
    """Undo a step that another process keeps, or do it again (``forward``); ``trashed`` says where
    its articles lie that are in the trash."""
    archive.editor.catch_up(trashed)
    turned = Turn(step)
    changes, wrong = Changes(), None
    try:
        changes = archive.editor.turn(turned, forward, progress, cancel)
    except KhizanaError as error:
        wrong = error
    return Turned(changes, frozenset(turned.done), turned.whole and wrong is None, wrong)


def salvaged_import(archive: Archive, before: int, *, paths: Iterable[Path | str]) -> ImportReport:
    """The report of an import whose process ended under it: what came in, and that not all did."""
    docs = range(before + 1, archive.editor.caches.catalogue.last_doc() + 1)
    return ImportReport(
        imported=tuple(archive.articles(docs)),
        failed=tuple(Failure(str(path), WorkStopped.reason) for path in paths),
    )


def _method(
    name: str, lane: Lane = "long", *, tells: bool = True, salvage: Work | None = None
) -> Operation:
    """A method of `Archive`; ``tells`` where it takes ``progress`` and ``cancel``."""

    def work(
        archive: Archive, progress: ProgressCallback, cancel: CancelToken, **arguments: Any
    ) -> Any:
        if tells:
            arguments |= {"progress": progress, "cancel": cancel}
        return getattr(archive, name)(**arguments)

    return Operation(work, lane, salvage)


OPERATIONS: Mapping[str, Operation] = {
    "import_paths": _method("import_paths", salvage=salvaged_import),
    "import_bytes": _method("import_bytes", tells=False),
    "import_annotations": _method("import_annotations"),
    "export_references": Operation(export_references),
    "refresh": _method("refresh"),
    "verify": _method("verify"),
    "rebuild": _method("rebuild"),
    "find_stories": _method("find_stories"),
    "reextract": _method("reextract"),
    **{name: _method(name, "edit") for name in ("tag", "rename_tags", "set_metadata", "mark_read")},
    **{name: _method(name, "edit", tells=False) for name in ("delete", "restore")},
    "turn": Operation(turn, "edit"),
}
"""Every operation by its name."""
