"""Half an emoji, numbers that nothing holds, names that are no text: no archive stays closed."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app import Archive
from archive_app.cli import main
from archive_app.core.errors import ImportFailed
from tests.importing.conftest import archive, article, inbox

__all__ = ["archive", "inbox"]

HALF = "\ud83d"
FIELDS = ("title", "text", "author", "source", "url", "tags", "date", "description", "language")


def record(**fields: Any) -> str:
    return json.dumps({"title": "عنوان", "text": article(1), **fields})


def reopened(archive: Archive, tmp_path: Path) -> Archive:
    """The archive, opened with no caches, as on another machine."""
    return Archive.open(archive.path, cache=tmp_path / "other")


def sound(archive: Archive) -> bool:
    """Whether all that anybody does with an archive can be done, and nothing is amiss."""
    archive.refresh()
    archive.rebuild()
    found = archive.search("").hits
    shown = [
        (archive.content(hit.article.id), archive.annotations(hit.article.id)) for hit in found
    ]
    json.dumps([str(each) for each in shown], ensure_ascii=False).encode()
    return not archive.verify() and archive.count == len(found)


@pytest.mark.slow
@pytest.mark.parametrize("field", FIELDS)
def test_half_an_emoji_in_a_record_is_taken_in(
    archive: Archive, inbox: Path, tmp_path: Path, field: str
) -> None:
    value = [f"وسم {HALF}"] if field == "tags" else f"نص {HALF} كتب"
    data = record(**{field: value})
    (inbox / "a.json").write_text(data, encoding="utf-8")
    (inbox / "b.jsonl").write_text(record(title="آخر") + "\n" + data + "\n", encoding="utf-8")
    report = archive.import_paths([inbox])
    assert len(report.imported) >= 3
    assert sound(archive)
    kept = [path for path in archive.path.rglob("*.json") if path.read_text() == data]
    assert kept, "the original is kept byte for byte"
    with reopened(archive, tmp_path) as other:
        assert other.count == archive.count


def strings(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the strings stand in a JSON value."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from strings(item, (*path, number))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where anything stands in a JSON value."""
    yield path
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in inner:
        yield from leaves(item, (*path, key))


def with_value(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    made = dict(value) if isinstance(value, dict) else list(value)
    made[path[0]] = with_value(value[path[0]], path[1:], new)
    return made


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two articles, one with everything in its sidecar that a user can do."""
    base = tmp_path_factory.mktemp("annotated")
    with Archive.open(base, create=True, cache=base.parent / "cache") as made:
        for number in (0, 1):
            made.import_bytes(article(number).encode(), f"{number}.txt")
        key = next(
            a.id for a in (h.article for h in made.search("").hits) if a.path.endswith("/0.txt")
        )
        made.tag([key], add=["وسم"])
        made.annotate(key, 0, 5, note="ملاحظة", tags=["داخل"])
        made.set_metadata(key, title="عنوان", creator=("فلان",), date="2017-04")
        made.mark_read(key)
        gone = made.annotate(key, 3, 8, note="تزول")
        made.remove_annotation(key, gone.id)
    return base


VALUES = [
    f"x {HALF}",
    HALF,
    "\udcff",
    10**30,
    -1,
    1e308,
    True,
    None,
    [],
    {},
    [HALF],
    {HALF: HALF},
    [[1]],
]


@pytest.mark.slow
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_one_sidecar_holds_the_archive_opens(
    annotated: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    base = tmp_path_factory.mktemp("one")
    shutil.copytree(annotated, base / "archive")
    beside = next((base / "archive").rglob("0.txt.annotations.json"))
    raw = json.loads(beside.read_text(encoding="utf-8"))
    places = data.draw(
        st.lists(st.sampled_from(sorted(leaves(raw), key=repr)), min_size=1, max_size=2)
    )
    for place in sorted(places, key=len)[-1:] if len(places) > 1 else places:
        raw = with_value(raw, place, data.draw(st.sampled_from(VALUES)))
    with Archive.open(base / "archive", cache=base / "before") as opened:
        assert opened.count == 2
        beside.write_text(json.dumps(raw), encoding="utf-8")
        opened.refresh()
        assert "1.txt" in {hit.article.path[-5:] for hit in opened.search("").hits}
    with Archive.open(base / "archive", cache=base / "cache") as again:
        listed = {hit.article.path[-5:]: hit.article.id for hit in again.search("").hits}
        assert "1.txt" in listed
        if "0.txt" not in listed:
            assert [f.key for f in again.notices] == ["unlistable"]
        for key in listed.values():
            again.content(key)
            again.annotations(key)
        again.tag([listed["1.txt"]], add=["بعد"])
        again.verify()


@pytest.mark.slow
def test_every_string_of_a_sidecar_may_hold_half_an_emoji(annotated: Path, tmp_path: Path) -> None:
    shutil.copytree(annotated, tmp_path / "archive")
    beside = next((tmp_path / "archive").rglob("0.txt.annotations.json"))
    whole = json.loads(beside.read_text(encoding="utf-8"))
    for place in strings(whole):
        value = whole
        for key in place:
            value = value[key]
        beside.write_text(json.dumps(with_value(whole, place, value + HALF)), encoding="utf-8")
        with Archive.open(tmp_path / "archive", cache=tmp_path / "cache") as opened:
            opened.refresh()
            assert opened.count == 2, place
            opened.rebuild()
            assert opened.count == 2, place


def test_settings_of_an_archive_may_hold_half_an_emoji(archive: Archive, tmp_path: Path) -> None:
    path = archive.path / "archive.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw |= {"name": HALF, "variants": [["قدس", HALF]], "saved_searches": {HALF: {"text": HALF}}}
    path.write_text(json.dumps(raw), encoding="utf-8")
    with reopened(archive, tmp_path) as opened:
        assert opened.name == "\ufffd"
        opened.save_settings(tag_colors={f"وسم {HALF}": "#ff0000"})
        assert sound(opened)
        opened.search("قدس")
    with reopened(archive, tmp_path) as again:
        assert list(again.settings.tag_colors) == ["وسم \ufffd"]


def test_what_a_user_writes_may_hold_half_an_emoji(archive: Archive, tmp_path: Path) -> None:
    key = archive.import_bytes(article(0).encode(), "a.txt").imported[0].id
    archive.annotate(key, 0, 5, note=f"ملاحظة {HALF}", tags=[HALF])
    archive.tag([key], add=[f"وسم {HALF}"])
    archive.set_metadata(key, title=HALF, creator=(HALF,))
    assert archive.article(key).tags == ("وسم \ufffd",)
    assert archive.article(key).metadata.title == "\ufffd"
    archive.search(f'{HALF} وسم:{HALF} "{HALF}"')
    archive.complete(HALF)
    assert sound(archive)


def test_an_annotation_file_may_hold_half_an_emoji(archive: Archive, tmp_path: Path) -> None:
    key = archive.import_bytes(article(0).encode(), "a.txt").imported[0].id
    exact = archive.text(key)[:20]
    target = {"selector": [{"type": "TextQuoteSelector", "exact": exact, "prefix": HALF}]}
    rows = [{"id": "x", "uri": "", "text": HALF, "tags": [HALF], "user": HALF, "target": [target]}]
    path = tmp_path / "export.json"
    path.write_text(json.dumps({"rows": rows}), encoding="utf-8")
    archive.import_annotations(path, article_id=key)
    assert sound(archive)
    path.write_text('{"rows": [{"x": 1e999}]}', encoding="utf-8")
    with pytest.raises(ImportFailed):
        archive.import_annotations(path, article_id=key)


@pytest.mark.skipif(sys.platform != "linux", reason="names elsewhere are text")
def test_a_name_that_is_no_text_is_told_and_the_rest_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "b.txt").write_text(article(1), encoding="utf-8")
    strange = os.fsencode(folder) + b"/\xe3\xde.txt"
    Path(os.fsdecode(strange)).write_text(article(2), encoding="utf-8")
    with Archive.open(folder, create=True, cache=tmp_path / "cache") as opened:
        assert opened.count == 1
        assert [(f.key, f.path) for f in opened.notices] == [
            ("undecodable-name", "\ufffd\ufffd.txt")
        ]
        opened.refresh()
        opened.refresh([folder])
        assert [f.key for f in opened.verify()] == ["undecodable-name"]
        # Imported by name it comes in as a copy under a name that can be read.
        assert len(opened.import_paths([os.fsdecode(strange)]).imported) == 1
        assert Path(os.fsdecode(strange)).exists()
        assert opened.count == 2


def test_bytes_of_the_command_line_that_are_no_text(archive: Archive, tmp_path: Path) -> None:
    key = archive.import_bytes(article(0).encode(), "a.txt").imported[0].id
    where = ["--archive", str(archive.path), "--cache", str(tmp_path / "cli")]
    byte = os.fsdecode(b"\xff")
    assert main(["annotate", key, "--note", f"x{byte}", "--start", "0", "--end", "4", *where]) == 0
    assert main(["tag", key, "--add", byte, *where]) == 0
    assert main(["search", byte, *where]) == 0
    with reopened(archive, tmp_path) as opened:
        assert [p.annotation.note for p in opened.annotations(key)] == ["x\ufffd"]
        assert opened.article(key).tags == ("\ufffd",)
