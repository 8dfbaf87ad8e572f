"""Annotations of other programs, brought in and anchored in the text as we have it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.core.errors import ImportFailed
from archive_app.library.foreign import plain_text, read_annotations, reanchor
from archive_app.library.record import Sidecar
from archive_app.library.sidecar import from_json, to_json
from tests.library.test_sidecar import FULL, check_web_annotation

HERE = Path(__file__).parent
SEED = next((HERE.parent.parent / "seeds").glob("000*"))
TEXT = "مقدمة أضافها مستخرج آخر\n\n" + SEED.read_text("utf-8-sig").replace("\n\n", "\n")


def test_what_hypothesis_exports() -> None:
    found = read_annotations(HERE / "foreign" / "hypothesis.json")
    assert {foreign.source for foreign in found} == {"https://www.sana.sy/?p=739021"}
    noted, highlight, page, reply, gone = [foreign.annotation for foreign in found]
    assert noted.id == "https://hypothes.is/a/a1GZkDjQEeivVQ"
    assert (noted.motivation, noted.color) == ("highlighting", "yellow")
    assert noted.note == "**كم** منها عربية؟"
    assert noted.tags == ("مؤتمر", "موسكو")
    assert noted.creator == "سمر أحمد"
    assert noted.created == "2018-04-05T08:12:33.123456Z"
    assert noted.modified == "2018-04-06T09:00:00.000000Z"
    assert noted.extra == {"via": noted.id}
    assert (highlight.motivation, highlight.note) == ("highlighting", "")
    assert (page.motivation, page.anchor, page.tags) == ("commenting", None, ("صفحة",))
    assert (reply.motivation, reply.note, reply.creator) == ("commenting", "رد", "samar")
    placed = reanchor([foreign.annotation for foreign in found], TEXT, extractor="plain/1")
    passages = [TEXT[a.anchor.start : a.anchor.end] for a in placed[:4] if a.anchor is not None]
    assert passages == [
        "بمشاركة وفود من 95 دولة",
        "وزارة الدفاع الروسية",
        "بمشاركة وفود من 95 دولة",
    ]
    assert placed[0].anchor is not None
    assert placed[0].anchor.extractor == "plain/1"
    assert placed[4] == gone  # an orphan stays as it came


def test_web_annotations() -> None:
    found = read_annotations(HERE / "foreign" / "web-annotations.json")
    assert {foreign.source for foreign in found} == {"http://example.org/page1"}
    first, comment, tag, plain, video = [foreign.annotation for foreign in found]
    assert first.note == "ملاحظة مهمة\nثانية & أخيرة"
    assert (first.tags, first.color, first.creator) == (("سورية",), "green", "ليلى")
    assert first.modified == "2018-04-05T09:00:00.000000Z"
    assert (comment.motivation, comment.note) == ("commenting", "على الصفحة")
    assert (tag.motivation, tag.tags) == ("tagging", ("حرب",))
    assert plain.note == "http://example.org/post1"
    assert (video.anchor, video.note) == (None, "http://example.org/video")
    placed = reanchor([first, plain], TEXT)
    passages = [TEXT[a.anchor.start : a.anchor.end] for a in placed if a.anchor is not None]
    assert passages == ["من 95 دولة بينها سورية", "وزارة الدفاع الروسية"]


def test_one_annotation_an_array_and_a_search_answer_are_read_too(tmp_path: Path) -> None:
    whole = json.loads((HERE / "foreign" / "hypothesis.json").read_text("utf-8"))
    rows = whole["annotations"]
    for form in ({"total": 6, "rows": rows}, rows, [rows[0]]):
        file = tmp_path / "x.json"
        file.write_text(json.dumps(form), "utf-8")
        assert read_annotations(file)[0].annotation.note == "**كم** منها عربية؟"
    one = json.loads((HERE / "foreign" / "web-annotations.json").read_text("utf-8"))
    file.write_text(json.dumps(one["first"]["items"][0]), "utf-8")
    assert len(read_annotations(file)) == 1


def test_our_own_sidecars_are_read(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(to_json(FULL), "utf-8")
    found = [foreign.annotation for foreign in read_annotations(file)]
    assert [a.id for a in found] == [a.id for a in FULL.annotations]
    assert [a.note for a in found] == [a.note for a in FULL.annotations]
    assert [a.motivation for a in found] == [a.motivation for a in FULL.annotations]


def test_what_was_brought_in_is_written_as_valid_web_annotations() -> None:
    for name in ("hypothesis.json", "web-annotations.json"):
        found = [f.annotation for f in read_annotations(HERE / "foreign" / name)]
        sidecar = Sidecar("0" * 32, original_name="a.html", annotations=tuple(found))
        written = to_json(sidecar)
        check_web_annotation(json.loads(written))
        assert set(from_json(written).annotations) == set(found)


NOTHING = [b"", b"{}", b"[]", b"\xff", b'{"annotations": [{}]}', b"3", b"[" * 9999]


@pytest.mark.parametrize("data", NOTHING)
def test_files_that_hold_no_annotations_are_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(data)
    with pytest.raises(ImportFailed):
        read_annotations(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed):
        read_annotations(tmp_path / "missing.json")


KEYS = (  # noqa: SIM905 - a list of names reads better so
    "target body selector type uri text tags items motivation id exact value purpose creator"
    " created user_info links refinedBy"
).split()
anything = st.recursive(
    st.none()
    | st.integers()
    | st.sampled_from(["Annotation", "TextQuoteSelector", "x", "tagging"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


@given(anything, anything)
def test_no_shape_is_an_error_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, target: Any, rest: Any
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.json"
    item = {"type": "Annotation", **(rest if isinstance(rest, dict) else {}), "target": target}
    file.write_text(json.dumps([item, rest]), "utf-8")
    try:
        found = read_annotations(file)
    except ImportFailed:
        return
    reanchor([foreign.annotation for foreign in found], "نص")
    to_json(Sidecar("0" * 32, annotations=tuple(f.annotation for f in found)))


def test_html_notes_become_plain_text() -> None:
    assert plain_text("a<br>b<p> c  d</p><style>x</style>&lt;e&gt;") == "a\nb\nc d\n<e>"
