"""Sidecars on disk: whole, durable, never overwriting; and valid to others."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from archive_app.core import disk
from archive_app.core.errors import SidecarError
from archive_app.core.model import (
    Anchor,
    Annotation,
    DateCandidate,
    Metadata,
    Repair,
    Status,
)
from archive_app.library.record import Sidecar, article_id, new_id, normal, tag_id
from archive_app.library.sidecar import (
    from_json,
    load,
    save,
    save_new,
    set_aside,
    to_json,
)
from tests.library.strategies import sidecars

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
ID = "0" * 32
TIME = "2026-11-22T01:40:24.000000Z"

FULL = Sidecar(
    id="5b660affed625282a2f793815ce334fe",
    original_name="مقال.. عن شويغو?.html",
    file="مقال.. عن شويغو-.html",
    size=48211,
    sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    media_type="text/html",
    added=TIME,
    metadata=Metadata(
        title="بوتين: تنظيم داعش الإرهابي هزم في سورية",
        creator=("سمر أحمد", "Ali Hasan"),
        source="موسكو-سانا",
        date="2018-04-04",
        language="ar",
        identifier="https://sana.sy/?p=739021",
        description="مؤتمر موسكو السابع للأمن الدولي",
        dates=(
            DateCandidate("2018-04-04", "meta", 0.9, "2018-04-04T10:11:12+03:00"),
            DateCandidate("2018-04", "text", 0.4, "نيسان 2018"),
        ),
    ),
    annotations=(
        Annotation(
            id="urn:uuid:00000000-0000-4000-8000-000000000001",
            motivation="highlighting",
            anchor=Anchor(
                118,
                131,
                "أعمال مؤتمـر",
                "بدأت في موسكو صباح اليوم ",
                " موسكو",
                "ab" * 32,
                "html/1",
                "1.1.5.1.FAHxx.0",
            ),
            color="yellow",
            note="**راجع** الأصل",
            tags=("مؤتمر", "موسكو"),
            created=TIME,
            modified="2026-11-23T08:00:00.000001Z",
            creator="ليلى",
            review=True,
        ),
        Annotation(
            id="urn:uuid:00000000-0000-4000-8000-000000000002",
            motivation="commenting",
            note="ملاحظة على المقال كله",
            created=TIME,
            modified=TIME,
        ),
        Annotation(
            id=tag_id("5b660affed625282a2f793815ce334fe", "حرب"),
            motivation="tagging",
            tags=("حرب",),
            created=TIME,
            modified=TIME,
        ),
    ),
    tombstones={"urn:uuid:00000000-0000-4000-8000-000000000003": TIME},
    repairs=(Repair("mojibake", 3, "Ø³ÙˆØ±", "سور"),),
    extractor="html/1",
    text_hash="ab" * 32,
    extracted="2026-12-01T00:00:00.000000Z",
    parent="11111111111111111111111111111111",
).with_user("2026-11-24T09:00:00.000000Z", title="شويغو وبوتين", read=True, date="", source=None)


def test_the_golden_sidecar_is_written_and_read_just_so() -> None:
    """The format on disk: a change here is a change of the format, and wants a migration."""
    golden = (GOLDEN / "full.annotations.json").read_text("utf-8")
    assert to_json(FULL) == golden
    assert from_json(golden) == normal(FULL)


def test_the_smallest_sidecar() -> None:
    golden = (GOLDEN / "smallest.annotations.json").read_text("utf-8")
    smallest = normal(Sidecar(ID, original_name="a.txt", size=3, added=TIME))
    assert to_json(smallest) == golden
    assert from_json(golden) == smallest


def test_what_this_version_does_not_know_is_kept_at_every_level() -> None:
    golden = (GOLDEN / "foreign.annotations.json").read_text("utf-8")
    sidecar = from_json(golden)
    assert to_json(sidecar) == golden
    edited = sidecar.with_annotation(
        replace(sidecar.annotations[0], note="ملاحظة أخرى", modified=TIME)
    )
    before, after = json.loads(golden), json.loads(to_json(edited))
    for document in (before, after):
        items = document["first"]["items"]
        ours = next(item for item in items if item["id"] == edited.annotations[0].id)
        ours.pop("modified")
        ours["body"][0].pop("value")
    assert before == after


def check_web_annotation(document: dict[str, Any]) -> None:
    """The MUSTs of the W3C Web Annotation Data Model (Recommendation of 23 February 2017) for
    what we write: sections 3.1, 3.2.4, 3.3.1 to 3.3.4, 4.1, 4.2.4, 4.2.5, 5.1 and 5.2."""
    assert "http://www.w3.org/ns/anno.jsonld" in document["@context"]  # 3.1
    assert "AnnotationCollection" in _list(document["type"])  # 5.1
    assert ":" in document["id"]
    assert document["total"] >= 0
    if not document["total"]:
        assert "first" not in document
        return
    page = document["first"]  # 5.1: MUST have a first page
    assert page["type"] == "AnnotationPage"
    assert ":" in page["id"]
    assert page["partOf"] == document["id"]
    assert page["startIndex"] == 0
    assert len(page["items"]) == document["total"]
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids)
    for item in page["items"]:
        assert "Annotation" in _list(item["type"])  # 3.1: MUST include Annotation
        assert isinstance(item["id"], str)  # exactly one IRI
        assert ":" in item["id"]
        for target in _list(item["target"]):  # one or more targets
            if isinstance(target, dict):
                assert isinstance(target["source"], str)  # 4.1: exactly one source
                for selector in target.get("selector", []):
                    _check_selector(selector)
        for body in item.get("body", []):
            assert body["type"] == "TextualBody"
            assert isinstance(body["value"], str)  # 3.2.4: exactly one value
        for key in ("created", "modified"):  # 3.3.1: xsd:dateTime, with a zone
            assert key not in item or item[key].endswith("Z")


def _check_selector(selector: dict[str, Any]) -> None:
    if selector["type"] == "TextPositionSelector":  # 4.2.5: non-negative integers, just one each
        assert 0 <= selector["start"] <= selector["end"]
    elif (
        selector["type"] == "TextQuoteSelector"
    ):  # 4.2.4: exactly one exact; prefix, suffix: at most
        assert isinstance(selector["exact"], str)
        assert isinstance(selector["prefix"], str)
        assert isinstance(selector["suffix"], str)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@given(sidecars())
def test_every_sidecar_is_a_valid_web_annotation_collection(sidecar: Sidecar) -> None:
    # For those of other programs we cannot vouch.
    check_web_annotation(json.loads(to_json(replace(sidecar, foreign=()))))


def test_the_example_in_the_documentation_is_valid_and_ours() -> None:
    text = (HERE.parent.parent / "docs" / "storage-format.md").read_text("utf-8")
    example = text.split("```json\n", 1)[1].split("```", 1)[0]
    check_web_annotation(json.loads(example))
    assert to_json(from_json(example)) == example


def test_one_key_a_line_in_one_order() -> None:
    lines = to_json(FULL).splitlines()
    assert all(line.count('":') <= 1 or "://" in line or "urn:" in line for line in lines)
    assert to_json(FULL) == to_json(replace(FULL, annotations=FULL.annotations[::-1]))


def test_notes_are_normalised_but_never_a_quoted_passage() -> None:
    decomposed = unicodedata.normalize("NFD", "أآؤ é")
    assert decomposed != unicodedata.normalize("NFC", decomposed)
    anchor = Anchor(0, len(decomposed), decomposed, decomposed, decomposed)
    annotation = Annotation(new_id(), "highlighting", anchor, "rose", decomposed, (decomposed,))
    back = from_json(to_json(Sidecar(ID, annotations=(annotation,)))).annotations[0]
    assert back.anchor == anchor
    assert back.note == unicodedata.normalize("NFC", decomposed)
    assert back.tags == (unicodedata.normalize("NFC", decomposed),)


def test_an_original_whose_name_is_no_text_keeps_it(tmp_path: Path) -> None:
    name = b"\xe3\xde\xc7\xe1 50%.txt".decode("utf-8", "surrogateescape")
    path = tmp_path / "x.txt.annotations.json"
    save(path, Sidecar(ID, original_name=name), None)
    path.read_bytes().decode("utf-8")
    assert load(path)[0].original_name == name


def test_ids_follow_from_content_so_that_machines_agree() -> None:
    assert article_id("ab" * 32, "2026-11/é.txt") == article_id("ab" * 32, "2026-11/e\u0301.txt")
    assert article_id("ab" * 32, "a.txt") != article_id("ab" * 32, "b.txt")
    assert article_id("ab" * 32, "bad\udcff.txt")
    assert tag_id(ID, "حرب") == tag_id(ID, "حرب") != tag_id(ID, "سلم")


# ---------------------------------------------------------------- on disk


def test_of_two_versions_of_one_annotation_in_a_file_the_newest_counts(tmp_path: Path) -> None:
    old = Annotation("urn:x:1", "commenting", note="أ", modified="2026-01-01T00:00:00Z")
    new = replace(old, note="ب", modified="2026-01-02T00:00:00Z")
    path = tmp_path / "a.txt.annotations.json"
    path.write_text(to_json(Sidecar(ID, annotations=(new, old))), "utf-8")
    assert load(path)[0].annotations == (new,)


def test_saving_and_loading(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.annotations.json"
    saved, stamp = save(path, FULL, None)
    assert saved.file == "a.txt"
    assert load(path) == (saved, stamp)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    changed, stamp = save(path, replace(saved, reason="x"), stamp)
    assert load(path) == (changed, stamp)


def test_saving_what_is_there_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.annotations.json"
    saved, stamp = save(path, FULL, None)
    assert save(path, saved, stamp) == (saved, stamp)


def test_the_file_takes_the_name_of_its_original(tmp_path: Path) -> None:
    path = tmp_path / "old.html.annotations.json"
    save(path, FULL, None)
    renamed = path.rename(tmp_path / "new.html.annotations.json")
    sidecar, stamp = load(renamed)
    assert sidecar.file == "new.html"
    assert sidecar.original_name == FULL.original_name
    assert len(sidecar.annotations) == len(FULL.annotations)
    assert sidecar.annotations[0].anchor == FULL.annotations[0].anchor
    save(renamed, sidecar, stamp)
    assert '"source": "new.html"' in renamed.read_text("utf-8")


BROKEN = [
    b"",
    b"\xff\xfe",
    b"[]",
    b"{",
    b'{"type": "AnnotationCollection"}',
    b'{"type": "AnnotationCollection", "id": 3}',
    b'{"type": "Annotation", "id": "urn:uuid:0"}',
    b'{"type": "AnnotationCollection", "id": "urn:x:1", "khizana:format": 2}',
    b'{"type": "AnnotationCollection", "id": "urn:x:1", "first": []}',
    b'{"type": "AnnotationCollection", "id": "urn:x:1", "khizana:user": {"title": "x"}}',
    b'{"type": "AnnotationCollection", "id": "urn:x:1", "dcterms:title": ["x"]}',
    b"[" * 100_000,
    to_json(FULL).encode()[:-200],
]


@pytest.mark.parametrize("data", BROKEN)
def test_a_broken_sidecar_is_never_overwritten(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt.annotations.json"
    path.write_bytes(data)
    with pytest.raises(SidecarError):
        load(path)
    with pytest.raises(SidecarError):
        save(path, FULL, None)
    with pytest.raises(SidecarError):
        save_new([(tmp_path / "b.txt.annotations.json", FULL), (path, FULL)])
    assert path.read_bytes() == data
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_broken_sidecar_is_set_aside_when_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.annotations.json"
    for number in (1, 2):
        path.write_bytes(b"half")
        assert set_aside(path).name == f"a.txt.annotations.json.broken-{number}"
    save(path, FULL, None)
    assert load(path)[0].annotations == FULL.annotations


def test_a_sidecar_that_a_synchroniser_finishes_heals(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.annotations.json"
    whole = to_json(FULL).encode()
    path.write_bytes(whole[:500])
    with pytest.raises(SidecarError):
        save(path, FULL, None)
    path.write_bytes(whole)
    assert load(path)[0].annotations == FULL.annotations


def test_an_interrupted_write_leaves_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt.annotations.json"
    saved, stamp = save(path, FULL, None)

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk.os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        save(path, replace(saved, reason="x"), stamp)
    assert load(path) == (saved, stamp)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_many_new_sidecars_in_one_go(tmp_path: Path) -> None:
    batch = [
        (tmp_path / f"{n}.txt.annotations.json", Sidecar(f"{n:032x}", size=n)) for n in range(50)
    ]
    results = save_new(iter(batch))
    for (path, sidecar), (saved, stamp) in zip(batch, results, strict=True):
        assert saved.size == sidecar.size
        assert load(path) == (saved, stamp)
    assert len(list(tmp_path.iterdir())) == 50
    assert save_new([]) == []


def test_a_new_sidecar_merges_with_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.annotations.json"
    save(path, FULL, None)
    ((saved, _),) = save_new([(path, replace(FULL, annotations=(), tombstones={}))])
    assert saved.annotations == FULL.annotations


def test_a_failed_batch_leaves_no_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(disk, "sync_files", fail)
    with pytest.raises(OSError, match="Input"):
        save_new([(tmp_path / "a.txt.annotations.json", FULL)])
    assert list(tmp_path.iterdir()) == []


def test_status_and_reason_come_back() -> None:
    sidecar = Sidecar(ID, status=Status.NO_TEXT, reason="encrypted")
    assert from_json(to_json(sidecar)).status is Status.NO_TEXT
    assert from_json(to_json(sidecar)).reason == "encrypted"


def test_annotations_are_added_replaced_and_removed() -> None:
    note = Annotation(new_id(), "commenting", note="أ", modified=TIME)
    sidecar = Sidecar(ID).with_annotation(note)
    sidecar = sidecar.with_annotation(replace(note, note="ب"))
    found = sidecar.annotation(note.id)
    assert found is not None
    assert found.note == "ب"
    removed = sidecar.without([note.id, "urn:x:unknown"], TIME)
    assert removed.annotations == ()
    assert removed.tombstones == {note.id: TIME}
    assert removed.annotation(note.id) is None
    assert removed.with_annotation(note).tombstones == {}
