"""Undo and redo of what a user did to articles: tags, annotations, metadata, deleting.

A step on sidecars holds them before and after; `editing.revert` goes back from one to the
other. A step to or from the trash holds just the articles: what lies there is the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from archive_app.library.settings import ArchiveSettings
from archive_app.library.sidecar import Sidecar

DEPTH = 500
"""How many steps are kept."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the user did: a stable label (``annotate edit remove tag metadata delete
    restore``) and, for each article's id, its sidecar before and after; or the ids of the
    articles that were moved to the trash or brought back. ``settings`` are the archive's before
    and after where the step changed them too."""

    label: str
    sidecars: Mapping[str, tuple[Sidecar, Sidecar]] = field(default_factory=dict)
    moved: tuple[str, ...] = ()
    settings: tuple[ArchiveSettings, ArchiveSettings] | None = None

    def of(self, ids: Collection[str], *, others: bool = False) -> Step:
        """The part of the step that is about these articles, or about all ``others`` and the
        settings, which come last."""
        return replace(
            self,
            sidecars={key: v for key, v in self.sidecars.items() if (key in ids) != others},
            moved=tuple(key for key in self.moved if (key in ids) != others),
            settings=self.settings if others else None,
        )

    @property
    def size(self) -> int:
        """How many articles it is about."""
        return len(self.sidecars) + len(self.moved)

    def __bool__(self) -> bool:
        """Whether it is about anything."""
        return bool(self.sidecars or self.moved or self.settings)


@dataclass(slots=True)
class Turn:
    """A step that is being undone or redone, and the articles (ids) for which that is done;
    ``whole``: for all that are still there."""

    step: Step
    done: set[str] = field(default_factory=set)
    whole: bool = True


class History:
    """The steps done and undone in this session."""

    def __init__(self, depth: int = DEPTH) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._depth = depth

    def push(self, step: Step) -> None:
        """Remember what was just done; what was undone before cannot be redone any more.

        A step on nothing is none.
        """
        if not step:
            return
        self._done.append(step)
        del self._done[: -self._depth]
        self._undone.clear()

    def take(self) -> tuple[Step, ...]:
        """Give away the steps done, the oldest first; none is left here."""
        steps = tuple(self._done)
        self._done.clear()
        return steps

    def last(self, *, forward: bool) -> Step | None:
        """The step that would be undone (``forward``: done again); None where there is none."""
        source = self._undone if forward else self._done
        return source[-1] if source else None

    @contextmanager
    def turning(self, *, forward: bool) -> Iterator[Turn | None]:
        """Begin to undo the last step done (``forward``: to redo the last one undone); None when
        there is none.

        The step changes sides when the ``with`` ends. Where that ends in an error, or the turn is
        not ``whole``, it stays where it is, but for the articles for which it was ``done`` all
        the same. Other steps may be pushed meanwhile.
        """
        source, target = (self._undone, self._done) if forward else (self._done, self._undone)
        if not source:
            yield None
            return
        turn = Turn(source[-1])
        try:
            yield turn
        except BaseException:
            turn.whole = False
            raise
        finally:
            left = Step("") if turn.whole else turn.step.of(turn.done, others=True)
            places = [at for at, step in enumerate(source) if step is turn.step]
            for at in places:  # nowhere, where it was forgotten meanwhile
                source[at : at + 1] = [left] if left else []
            if done := turn.step if turn.whole else turn.step.of(turn.done):
                target.append(done)

    def forget(self, label: str) -> None:
        """Forget the steps of a label, which nothing can take back any more."""
        self._done = [step for step in self._done if step.label != label]
        self._undone = [step for step in self._undone if step.label != label]

    @property
    def undo_label(self) -> str:
        """The label of the step that would be undone, or nothing."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """The label of the step that would be redone, or nothing."""
        return self._undone[-1].label if self._undone else ""
