"""Undo as a value: reverting any step on any sidecar goes back, and spares what others did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.archive import editing
from archive_app.archive.history import History, Step
from archive_app.core.model import Annotation
from archive_app.library.sidecar import Sidecar, merge

IDS = [f"urn:uuid:00000000-0000-4000-8000-00000000000{n}" for n in range(4)]


def content(sidecar: Sidecar) -> tuple[object, ...]:
    """What a user sees of a sidecar: all but the times."""
    items = {a.id: (a.color, a.note, a.tags) for a in sidecar.annotations}
    values = {name: v.value for name, v in sidecar.user.items() if v.value is not None}
    return items, values


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, ...]:
    return draw(
        st.tuples(
            st.sampled_from(["put", "remove", "tag", "untag", "title"]),
            st.sampled_from(IDS),
            st.sampled_from(["أ", "ب", "c"]),
        )
    )


def apply(sidecar: Sidecar, edit: tuple[str, ...]) -> Sidecar:
    kind, key, value = edit
    if kind == "put":
        return editing.put(sidecar, Annotation(key, "commenting", note=value))
    if kind == "remove":
        return editing.remove(sidecar, [key])
    if kind == "tag":
        return editing.retag(sidecar, [value], [])
    if kind == "untag":
        return editing.retag(sidecar, [], [value])
    return editing.set_user(sidecar, {"title": value})


def run(sidecar: Sidecar, steps: list[tuple[str, ...]]) -> Sidecar:
    for step in steps:
        sidecar = apply(sidecar, step)
    return sidecar


@given(st.lists(edits(), max_size=6), st.lists(edits(), min_size=1, max_size=4))
def test_undo_then_redo(past: list[tuple[str, ...]], step: list[tuple[str, ...]]) -> None:
    before = run(Sidecar("0" * 32), past)
    after = run(before, step)
    undone = editing.revert(after, before, after)
    assert content(undone) == content(before)
    redone = editing.revert(before, after, undone)
    assert content(redone) == content(after)


@given(st.lists(edits(), max_size=6), st.lists(edits(), min_size=1, max_size=4))
def test_an_undone_step_stays_undone_when_copies_merge(
    past: list[tuple[str, ...]], step: list[tuple[str, ...]]
) -> None:
    before = run(Sidecar("0" * 32), past)
    after = run(before, step)
    undone = editing.revert(after, before, after)
    assert content(merge(undone, after)) == content(undone)
    assert content(merge(after, undone)) == content(undone)


def test_what_others_wrote_meanwhile_stays() -> None:
    before = Sidecar("0" * 32)
    after = editing.put(before, Annotation(IDS[0], "commenting", note="mine"))
    present = editing.put(after, Annotation(IDS[1], "commenting", note="theirs"))
    undone = editing.revert(after, before, present)
    assert [item.note for item in undone.annotations] == ["theirs"]


def undo(history: History) -> str:
    with history.turning(forward=False) as turn:
        return turn.step.label if turn else ""


def redo(history: History) -> str:
    with history.turning(forward=True) as turn:
        return turn.step.label if turn else ""


def fail(history: History, done: set[str]) -> None:
    with history.turning(forward=False) as turn:
        assert turn is not None
        turn.done.update(done)
        raise OSError("full")


def step(label: str, *ids: str) -> Step:
    return Step(label, moved=ids or ("a",))


def test_the_history_is_bounded_and_forgets_the_undone() -> None:
    history = History(depth=3)
    for number in range(5):
        history.push(step(f"step {number}"))
    history.push(Step("nothing"))
    assert history.undo_label == "step 4"
    assert undo(history) == "step 4"
    assert history.redo_label == "step 4"
    history.push(step("new"))
    assert history.redo_label == ""
    labels = []
    while label := undo(history):
        labels.append(label)
    assert labels == ["new", "step 3", "step 2"]


def test_what_is_undone_is_redone_in_turn_and_nothing_else() -> None:
    history = History()
    assert (history.undo_label, history.redo_label) == ("", "")
    assert not undo(history)
    assert not redo(history)
    first, second = step("tag"), Step("delete", moved=("a" * 32,))
    history.push(first)
    history.push(second)
    assert (history.undo_label, history.redo_label) == ("delete", "")
    assert undo(history) == "delete"
    assert (history.undo_label, history.redo_label) == ("tag", "delete")
    assert undo(history) == "tag"
    assert (history.undo_label, history.redo_label) == ("", "tag")
    assert not undo(history)
    assert redo(history) == "tag"
    assert redo(history) == "delete"
    assert not redo(history)


def test_steps_that_nothing_takes_back_are_forgotten_wherever_they_stand() -> None:
    history = History()
    for label in ("delete", "tag", "delete", "edit", "delete"):
        history.push(step(label))
    undo(history)
    undo(history)
    history.forget("delete")
    assert (history.undo_label, history.redo_label) == ("tag", "edit")
    assert redo(history)
    assert not redo(history)
    assert [step.label for step in history.take()] == ["tag", "edit"]
    assert history.undo_label == ""
    assert history.take() == ()


def test_five_hundred_steps_can_be_undone() -> None:
    history = History()
    for number in range(510):
        history.push(step(str(number)))
    steps = history.take()
    assert (len(steps), steps[0].label, steps[-1].label) == (500, "10", "509")


def test_a_step_that_cannot_be_undone_stays() -> None:
    history = History()
    history.push(step("first", "a", "b"))
    with pytest.raises(OSError, match="full"):
        fail(history, set())
    assert (history.undo_label, history.redo_label) == ("first", "")
    assert undo(history) == "first"
    assert (history.undo_label, history.redo_label) == ("", "first")


def test_a_step_that_is_half_undone_is_two() -> None:
    history = History()
    history.push(step("first", "a", "b"))
    with pytest.raises(OSError, match="full"):
        fail(history, {"b"})
    assert (history.undo_label, history.redo_label) == ("first", "first")
    for forward, ids in ((False, ("a",)), (True, ("a",)), (True, ("b",))):
        with history.turning(forward=forward) as turn:
            assert turn is not None
            assert turn.step.moved == ids
