"""Merging: any copies, in any order, any number of times, to the same result; nothing lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.core.model import Annotation, Metadata
from archive_app.library.clock import later
from archive_app.library.merging import merge
from archive_app.library.record import Sidecar, UserValue, tag_id
from archive_app.library.sidecar import from_json, load, save, to_json
from tests.library.strategies import edits, sidecars


@given(sidecars(), sidecars())
def test_merge_is_commutative(a: Sidecar, b: Sidecar) -> None:
    assert merge(a, b) == merge(b, a)
    assert to_json(merge(a, b)) == to_json(merge(b, a))


@given(sidecars(), sidecars(), sidecars())
def test_merge_is_associative(a: Sidecar, b: Sidecar, c: Sidecar) -> None:
    assert merge(merge(a, b), c) == merge(a, merge(b, c))


@given(sidecars(), sidecars())
def test_merge_is_idempotent(a: Sidecar, b: Sidecar) -> None:
    assert merge(a, a) == a
    both = merge(a, b)
    assert merge(both, both) == both
    assert merge(both, a) == both
    assert merge(b, both) == both


@st.composite
def diverged(draw: st.DrawFn) -> tuple[Sidecar, list[Sidecar]]:
    base = draw(sidecars())
    return base, [draw(edits(base, clock)) for clock in range(draw(st.integers(2, 3)))]


@given(diverged())
def test_diverged_copies_merge_alike_in_every_order_and_lose_nothing(
    case: tuple[Sidecar, list[Sidecar]],
) -> None:
    base, copies = case
    results = []
    for order in permutations(copies):
        merged = order[0]
        for copy in (*order[1:], *order):
            merged = merge(merged, copy)
        results.append(merged)
    assert all(result == results[0] for result in results)
    _assert_nothing_lost(base, copies, results[0])


def _assert_nothing_lost(base: Sidecar, copies: list[Sidecar], merged: Sidecar) -> None:
    present = {a.id: a for a in merged.annotations}
    removed = set().union(*(copy.tombstones for copy in copies))
    for copy in copies:
        for annotation in copy.annotations:
            assert annotation.id in present or annotation.id in removed
            if annotation.id in present:
                assert present[annotation.id].modified >= annotation.modified
    # What nobody touched is as it was.
    for annotation in base.annotations:
        if all(copy.annotation(annotation.id) == annotation for copy in copies):
            assert present[annotation.id] == annotation


@given(case=diverged())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_saving_over_a_changed_file_merges(
    tmp_path: Path, case: tuple[Sidecar, list[Sidecar]]
) -> None:
    base, copies = case
    results = []
    for number, order in enumerate(permutations(copies)):
        path = tmp_path / f"{number}.txt.annotations.json"
        path.unlink(missing_ok=True)
        _, stamp = save(path, base, None)
        for copy in order:
            # Each writer read the base, and does not know of the others.
            save(path, copy, stamp)
        results.append(replace(load(path)[0], file="x"))
    assert all(result == results[0] for result in results)
    _assert_nothing_lost(base, copies, results[0])


@given(sidecars())
def test_what_is_written_reads_the_same(sidecar: Sidecar) -> None:
    assert from_json(to_json(sidecar)) == sidecar
    assert to_json(from_json(to_json(sidecar))) == to_json(sidecar)


def test_an_edit_after_a_removal_wins_and_a_removal_wins_a_draw() -> None:
    note = Annotation("1" * 32, "commenting", note="أ", modified="2026-01-01T00:00:02Z")
    with_note = Sidecar("0" * 32, annotations=(note,))
    older = Sidecar("0" * 32, tombstones={note.id: "2026-01-01T00:00:01Z"})
    same = Sidecar("0" * 32, tombstones={note.id: "2026-01-01T00:00:02.000Z"})
    assert merge(with_note, older).annotations == (note,)
    assert merge(with_note, same).annotations == ()


def test_times_compare_as_moments_not_as_text() -> None:
    early = Annotation("1" * 32, "commenting", note="أ", modified="2026-01-01T00:00:00.9Z")
    late = replace(early, note="ب", modified="2026-01-01T03:00:01+03:00")
    merged = merge(Sidecar("0" * 32, annotations=(early,)), Sidecar("0" * 32, annotations=(late,)))
    assert merged.annotations == (late,)


def test_later_is_after_a_clock_that_runs_ahead() -> None:
    assert later("2126-01-01T00:00:00Z") == "2126-01-01T00:00:00.000001Z"
    assert later("", "nonsense") > "2020"


def test_fields_of_the_user_merge_each_by_its_own_time() -> None:
    a = Sidecar("0" * 32).with_user("2026-01-02T00:00:00Z", title="جديد", date="2017")
    b = Sidecar("0" * 32).with_user("2026-01-03T00:00:00Z", date="2018", source="سانا")
    assert merge(a, b).effective == Metadata(title="جديد", date="2018", source="سانا")


def test_the_same_tag_given_on_two_machines_is_one() -> None:
    def tagged(time: str) -> Sidecar:
        tag = Annotation(tag_id("0" * 32, "حرب"), "tagging", tags=("حرب",), modified=time)
        return Sidecar("0" * 32, annotations=(tag,))

    merged = merge(tagged("2026-01-01T00:00:00Z"), tagged("2026-01-02T00:00:00Z"))
    assert merged.tags == ("حرب",)
    assert len(merged.annotations) == 1


def test_the_user_wins_over_a_later_extraction_even_by_clearing() -> None:
    mine = Sidecar("0" * 32, metadata=Metadata(title="أ", date="2017"))
    mine = mine.with_user("2026-01-01T00:00:00Z", date="")
    again = Sidecar("0" * 32, metadata=Metadata(title="ب", date="2018"), extracted="2026-05-01")
    merged = merge(mine, again)
    assert merged.effective == Metadata(title="ب", date="")
    assert from_json(to_json(merged)).user == {"date": UserValue("", "2026-01-01T00:00:00Z")}
