"""Who runs an archive's long work, as the fronts see it; in this process."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from archive_app.core.model import Changes
from archive_app.core.progress import CancelToken, ProgressCallback, ignore
from archive_app.jobs.operations import MANY, OPERATIONS

if TYPE_CHECKING:
    from archive_app.archive import Archive


ChangesCallback = Callable[[Changes], None]
"""Is told, in any thread, what changed without anybody having asked for it."""


def ignore_changes(_: Changes) -> None:
    """For who does not want to know."""


class Runner:
    """Runs operations on one archive, in the process and the thread that ask for them."""

    def __init__(self, archive: Archive, on_changes: ChangesCallback = ignore_changes) -> None:
        """``on_changes`` gets the changes from outside, after `watch`."""
        self._archive = archive
        self._on_changes = on_changes

    def run(
        self,
        operation: str,
        *,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
        **arguments: Any,
    ) -> Any:
        """Run an operation (a key of `OPERATIONS`) with its arguments; return its result.

        Raises what the operation raises, and `WorkStopped` where its process ended under it.
        """
        work = OPERATIONS[operation].work
        return work(self._archive, progress, cancel or CancelToken(), **arguments)

    def turn(
        self,
        *,
        forward: bool,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
    ) -> Changes | None:
        """Undo the last step (``forward``: do again what was undone last), as `Archive.undo`."""
        turn = self._archive.redo if forward else self._archive.undo
        return turn(progress=progress, cancel=cancel)

    def is_long_turn(self, *, forward: bool) -> bool:
        """Whether that is about so many articles that it takes long."""
        step = self._archive.editor.history.last(forward=forward)
        return step is not None and step.size >= MANY

    def watch(self) -> None:
        """Tell of each change of the folder from outside, from now on."""
        self._archive.watch(self._on_changes)

    def prepare(self) -> None:
        """Make ready what the first work would wait for; for a thread of its own."""
        self._archive.prepare_import()

    def close(self) -> None:
        """Stop what runs, and wait until it has stopped; what is done stays done.

        The archive's owner closes that.
        """
