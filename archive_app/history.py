"""Undo and redo of what a user did to articles: tags, annotations, metadata.

A step holds the sidecars before and after. Undoing it does not put the old file back, for
somebody else may have written to it since: it reverts just the annotations and values that the
step changed, each as a new change with its own time, so that merging copies stays sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from archive_app.core.times import now
from archive_app.library.sidecar import Sidecar, UserValue

DEPTH = 500
"""How many steps are kept."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the user did: a stable label (``annotate edit remove tag metadata``) and, for
    each article's id, its sidecar before and after."""

    label: str
    sidecars: Mapping[str, tuple[Sidecar, Sidecar]]


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

    def pop_undo(self) -> Step | None:
        """Return the last step done, moved to those undone; None when there is none."""
        return _move(self._done, self._undone)

    def pop_redo(self) -> Step | None:
        """Return the last step undone, moved to those done; None when there is none."""
        return _move(self._undone, self._done)

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


def revert(present: Sidecar, made: Sidecar, wanted: Sidecar) -> Sidecar:
    """Return ``present`` with what differs between ``made`` and ``wanted`` as it is in ``wanted``.

    ``made`` is the sidecar that the step (or its undoing) left, ``wanted`` the one to go back
    to. What others changed in ``present`` meanwhile stays, but for the very annotations and
    values of this step.
    """
    time = now()
    annotations = {item.id: item for item in present.annotations}
    tombstones = dict(present.tombstones)
    made_items = {item.id: item for item in made.annotations}
    wanted_items = {item.id: item for item in wanted.annotations}
    for key in made_items.keys() | wanted_items.keys():
        if made_items.get(key) == wanted_items.get(key):
            continue
        if key in wanted_items:
            annotations[key] = replace(wanted_items[key], modified=time)
            tombstones.pop(key, None)
        else:
            annotations.pop(key, None)
            tombstones[key] = time
    user = dict(present.user)
    for name in made.user.keys() | wanted.user.keys():
        if made.user.get(name) == wanted.user.get(name):
            continue
        old = wanted.user.get(name)
        user[name] = UserValue(old.value if old is not None else None, time)
    return replace(
        present, annotations=tuple(annotations.values()), tombstones=tombstones, user=user
    )
