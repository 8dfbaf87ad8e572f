"""Undo and redo of what a user did to articles: tags, annotations, metadata, deleting.

A step on sidecars holds them before and after; `editing.revert` goes back from one to the
other. A step to or from the trash holds just the articles: what lies there is the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive_app.library.sidecar import Sidecar

DEPTH = 500
"""How many steps are kept."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the user did: a stable label (``annotate edit remove tag metadata delete
    restore``) and, for each article's id, its sidecar before and after; or the ids of the
    articles that were moved to the trash or brought back."""

    label: str
    sidecars: Mapping[str, tuple[Sidecar, Sidecar]] = field(default_factory=dict)
    moved: tuple[str, ...] = ()


class History:
    """The steps done and undone in this session."""

    def __init__(self, depth: int = DEPTH) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._depth = depth

    def push(self, step: Step) -> None:
        """Remember what was just done; what was undone before cannot be redone any more."""
        self._done.append(step)
        del self._done[: -self._depth]
        self._undone.clear()

    def take(self) -> tuple[Step, ...]:
        """Give away the steps done, the oldest first; none is left here."""
        steps = tuple(self._done)
        self._done.clear()
        return steps

    def pop_undo(self) -> Step | None:
        """Return the last step done, moved to those undone; None when there is none."""
        return _move(self._done, self._undone)

    def pop_redo(self) -> Step | None:
        """Return the last step undone, moved to those done; None when there is none."""
        return _move(self._undone, self._done)

    def forget(self, label: str) -> None:
        """Forget the steps of a label, which nothing can take back any more."""
        self._done = [step for step in self._done if step.label != label]
        self._undone = [step for step in self._undone if step.label != label]

    @property
    def undo_label(self) -> str:
        """The label of what `pop_undo` would return, or nothing."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """The label of what `pop_redo` would return, or nothing."""
        return self._undone[-1].label if self._undone else ""


def _move(source: list[Step], target: list[Step]) -> Step | None:
    if not source:
        return None
    target.append(source.pop())
    return target[-1]
