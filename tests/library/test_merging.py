"""Merging: any copies, in any order, any number of times, to the same result; nothing lost."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.core.model import Annotation, Metadata, Status
from archive_app.library.clock import later
from archive_app.library.merging import canonical, distinct, merge, merge_unknown
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


@pytest.mark.slow
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


def _article(**fields: object) -> Sidecar:
    return replace(Sidecar("0" * 32, original_name="مقال.txt", file="مقال.txt"), **fields)


@given(sidecars(), sidecars())
def test_copies_in_memory_merge_as_they_would_from_disk(a: Sidecar, b: Sidecar) -> None:
    decomposed = replace(a, metadata=replace(a.metadata, title=a.metadata.title + "ا\u0653خر"))
    read = from_json(to_json(decomposed))
    assert merge(decomposed, b) == merge(read, b) == merge(b, decomposed)


def test_a_name_typed_on_another_system_is_no_other_name() -> None:
    composed = _article(metadata=Metadata(title="آخر الأنباء"))
    apart = _article(metadata=Metadata(title=unicodedata.normalize("NFD", "آخر الأنباء")))
    assert merge(apart, composed).metadata.title == "آخر الأنباء"
    assert merge(apart, apart).metadata.title == "آخر الأنباء"


def test_what_another_program_wrote_is_kept_from_both_copies() -> None:
    link = {"id": "http://x.org/1", "type": "Annotation", "motivation": "linking"}
    other = {"id": "http://x.org/2", "type": "Annotation", "motivation": "assessing"}
    nameless = {"type": "Annotation", "motivation": "linking", "target": "سوريا"}
    a, b = _article(foreign=(link, nameless)), _article(foreign=(other,))
    expected = {canonical(value) for value in (link, other, nameless)}
    for merged in (merge(a, b), merge(b, a)):
        assert {canonical(value) for value in merged.foreign} == expected
        assert len(merged.foreign) == 3


@pytest.mark.parametrize("no_time", [{}, {"modified": ""}, {"modified": 7}, {"modified": "أمس"}])
def test_of_another_programs_annotation_the_newest_counts(no_time: dict[str, object]) -> None:
    old = {"id": "http://x.org/1", "z": "قديم", "modified": "2026-01-01T00:00:00Z"}
    new = {"id": "http://x.org/1", "a": "جديد", "modified": "2026-01-01T05:00:00+02:00"}
    timeless = {"id": "http://x.org/1", "zz": "بلا زمن", **no_time}
    for order in permutations((old, new, timeless)):
        merged = _article()
        for annotation in order:
            merged = merge(merged, _article(foreign=(annotation,)))
        assert merged.foreign == (new,)


def test_an_annotation_without_an_id_is_one_however_its_keys_are_ordered() -> None:
    one = {"motivation": "linking", "body": {"value": "ب", "type": "TextualBody"}}
    same = {"body": {"type": "TextualBody", "value": "ب"}, "motivation": "linking"}
    merged = merge(_article(foreign=(one,)), _article(foreign=(same,)))
    assert len(merged.foreign) == 1
    other = merge(_article(foreign=(same,)), _article(foreign=(one,)))
    assert to_json(merged) == to_json(other)


def test_what_is_no_annotation_at_all_is_kept_too() -> None:
    a, b = _article(foreign=("http://x.org/list",)), _article(foreign=(["ب"], None))
    merged = merge(a, b)
    assert merged == merge(b, a) == merge(merged, a)
    assert {canonical(value) for value in merged.foreign} == {
        '"http://x.org/list"',
        '["ب"]',
        "null",
    }


def test_keys_that_two_programs_added_to_one_annotation_are_both_kept() -> None:
    note = Annotation("1" * 32, "commenting", note="أ", modified="2026-01-01T00:00:00Z")
    a = _article(annotations=(replace(note, extra={"urn:x:a": 1, "urn:x:c": "قديم"}),))
    b = _article(annotations=(replace(note, extra={"urn:x:b": [2], "urn:x:c": "وجديد"}),))
    both = replace(note, extra={"urn:x:a": 1, "urn:x:b": [2], "urn:x:c": "وجديد"})
    assert merge(a, b).annotations == merge(b, a).annotations == (both,)


def test_keys_added_to_an_older_version_do_not_bring_it_back() -> None:
    old = Annotation("1" * 32, "commenting", note="ي", modified="2026-01-01T00:00:00Z")
    new = replace(old, note="أ", modified="2026-01-02T00:00:00Z")
    a = _article(annotations=(replace(old, extra={"urn:x:a": 1}),))
    b = _article(annotations=(new,))
    assert merge(a, b).annotations == merge(b, a).annotations == (new,)


def test_an_article_keeps_the_name_of_its_first_import_whose_time_is_known() -> None:
    unknown = _article(id="0" * 32, original_name="أ.txt")
    later_ = _article(id="2" * 32, original_name="ب.txt", added="2026-03-01T00:00:00Z")
    first = _article(id="3" * 32, original_name="ج.txt", added="2026-03-01T01:00:00+02:00")
    for order in permutations((unknown, later_, first)):
        merged = merge(merge(order[0], order[1]), order[2])
        assert (merged.id, merged.original_name, merged.added) == (
            first.id, first.original_name, first.added,
        )  # fmt: skip


def test_of_two_extractions_at_one_time_the_one_that_found_text_counts() -> None:
    failed = _article(extracted="2026-01-01", extractor="pdf/1", status=Status.NO_TEXT)
    found = replace(failed, status=Status.OK, metadata=Metadata(title="عنوان"), text_hash="ab" * 32)
    assert merge(failed, found).metadata.title == merge(found, failed).metadata.title == "عنوان"
    empty = replace(found, metadata=Metadata(), text_hash="")
    assert merge(failed, empty).status == merge(empty, failed).status == Status.OK


def test_of_unknown_values_the_greater_as_text_is_kept() -> None:
    # Arabic letters come after Latin ones, in whichever way they are written to the file.
    assert merge_unknown("سوريا", "z") == merge_unknown("z", "سوريا") == "سوريا"
    assert merge_unknown({"a": 1}, "ي") == merge_unknown("ي", {"a": 1}) == {"a": 1}
    nested = merge_unknown({"a": {"b": 1}, "c": "2"}, {"a": {"d": 3}, "c": "3"})
    assert nested == {"a": {"b": 1, "d": 3}, "c": "3"}
    # Equal values that are written differently are told apart, or two machines would never agree.
    one, same = [{"z": 1, "ب": 2}], [{"ب": 2, "z": 1}]
    assert str(merge_unknown(one, same)) == str(merge_unknown(same, one)) == str(same)


def test_an_annotation_that_stands_twice_in_a_file_is_the_newest_once() -> None:
    old = Annotation("1" * 32, "commenting", note="قديم", modified="2026-01-01T00:00:00Z")
    new = replace(old, note="جديد", modified="2026-01-02T00:00:00Z")
    other = replace(old, id="2" * 32, note="آخر")
    twice = replace(_article(), annotations=(new, other, old), tombstones={"3" * 32: "2026"})
    assert {a.note for a in distinct(twice).annotations} == {"جديد", "آخر"}
    assert distinct(twice).tombstones == {"3" * 32: "2026"}


def test_a_third_version_still_wins_over_two_that_differ_in_unknown_keys_alone() -> None:
    note = Annotation("1" * 32, "commenting", note="أ", modified="2026-01-01T00:00:00Z")
    versions = (replace(note, extra={"urn:x:a": 1}), replace(note, extra={"urn:x:b": 2}))
    newest = replace(note, note="ب", modified="2026-01-02T00:00:00Z")
    a, b = _article(annotations=versions), _article(annotations=(newest,))
    assert merge(a, b).annotations == merge(b, a).annotations == (newest,)
