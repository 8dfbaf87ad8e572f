"""Tags across the archive: spelled once, listed wherever they are, renamed everywhere."""

from __future__ import annotations

import errno

import pytest

from archive_app import Archive
from archive_app.archive.tagging import in_query
from archive_app.core.errors import DiskError
from archive_app.core.model import Filters
from tests.faults import Faults


def ids(archive: Archive) -> list[str]:
    return [hit.article.id for hit in archive.search(limit=10).hits]


def bearing(archive: Archive, tag: str) -> int:
    return archive.search(filters=Filters(tag=(tag,)), limit=0).total


def test_a_tag_takes_the_spelling_that_is_there(archive: Archive) -> None:
    one, two, three, *_ = ids(archive)
    archive.tag(one, add=["حرب", "Syria"])
    archive.tag(two, add=["حَرْب", "SYRIA", "حـرب"])
    archive.annotate(three, 0, 5, tags=["حرب\u200b"])
    assert archive.tags() == [("حرب", 3), ("Syria", 2)]
    archive.tag(two, remove=["حـرب"])
    assert archive.article(two).tags == ("Syria",)


def test_tags_of_passages_are_listed_and_found(archive: Archive) -> None:
    one, two, *_ = ids(archive)
    made = archive.annotate(one, 0, 5, tags=["شاهد"])
    archive.tag(two, add=["حرب"])
    archive.annotate(two, 0, 5, tags=["حرب"])
    assert dict(archive.tags()) == {"شاهد": 1, "حرب": 1}
    assert archive.search("وسم:شاهد").total == bearing(archive, "شاهد") == 1
    assert archive.article(one).tags == ()
    archive.edit_annotation(one, made.id, tags=[])
    assert dict(archive.tags()) == {"حرب": 1}
    archive.remove_annotation(two, archive.annotations(two)[0].annotation.id)
    assert dict(archive.tags()) == {"حرب": 1}


def test_look_alikes_that_are_there_are_told_and_made_one(archive: Archive) -> None:
    one, two, three, *_ = ids(archive)
    archive.tag([one, two], add=["حرب"])
    archive.tag(three, add=["سلم"])
    # As an older version, or another program, wrote it.
    archive.rename_tag("سلم", "حَرْب")
    assert archive.look_alike_tags() == [("حرب", "حَرْب")]
    names = {other: most for most, *others in archive.look_alike_tags() for other in others}
    archive.rename_tags(names)
    assert archive.look_alike_tags() == []
    assert archive.tags() == [("حرب", 3)]


def _settled(archive: Archive) -> None:
    archive.save_settings(
        tag_colors={"حرب": "#aa0000", "حرب/سورية": "#00aa00", "سلم": "#0000aa"},
        saved_searches={
            "المعارك": {
                "query": 'دمشق وسم:حرب -وسم:"حرب/سورية" tag:سلم',
                "filters": {"tag": ["حرب", "-حرب/سورية"], "source": ["حرب"]},
            },
            "من نسخة لاحقة": ["حرب"],
        },
    )


def test_renaming_reaches_all_that_bears_the_tag_and_is_one_step(archive: Archive) -> None:
    one, two, *_ = ids(archive)
    archive.tag(one, add=["حرب", "سلم"])
    archive.tag(two, add=["حرب/سورية"])
    archive.annotate(two, 0, 5, tags=["حرب"], note="ملاحظة")
    _settled(archive)
    before = (archive.settings, archive.tags())
    archive.rename_tag("حرب", "نزاع مسلح")
    assert dict(archive.tags()) == {"نزاع مسلح": 2, "نزاع مسلح/سورية": 1, "سلم": 1}
    (passage,) = archive.annotations(two)
    assert (passage.annotation.tags, passage.annotation.note) == (("نزاع مسلح",), "ملاحظة")
    assert archive.settings.tag_colors == {
        "نزاع مسلح": "#aa0000",
        "نزاع مسلح/سورية": "#00aa00",
        "سلم": "#0000aa",
    }
    saved = archive.settings.saved_searches["المعارك"]
    assert saved["query"] == 'دمشق وسم:"نزاع مسلح" -وسم:"نزاع مسلح/سورية" tag:سلم'
    assert saved["filters"] == {"tag": ["نزاع مسلح", "-نزاع مسلح/سورية"], "source": ["حرب"]}
    assert archive.settings.saved_searches["من نسخة لاحقة"] == ["حرب"]
    archive.undo()
    assert (archive.settings, archive.tags()) == before
    archive.redo()
    assert archive.settings.saved_searches["المعارك"] == saved
    assert dict(archive.tags()) == {"نزاع مسلح": 2, "نزاع مسلح/سورية": 1, "سلم": 1}


def test_two_tags_become_one(archive: Archive) -> None:
    one, two, *_ = ids(archive)
    archive.tag(one, add=["حرب", "سلم"])
    archive.tag(two, add=["حرب"])
    _settled(archive)
    archive.rename_tag("حرب", "سلم")
    assert archive.tags() == [("سلم", 2)]
    assert archive.settings.tag_colors["سلم"] == "#0000aa"


def test_a_name_of_nothing_renames_nothing(archive: Archive) -> None:
    one, *_ = ids(archive)
    archive.tag(one, add=["حرب"])
    archive.rename_tag("حرب", " \u200b")
    assert archive.tags() == [("حرب", 1)]


def test_a_disk_that_refuses_leaves_all_as_it_was(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.tag(ids(archive)[:2], add=["حرب"])
    _settled(archive)
    before = (archive.settings, archive.tags())
    faults = Faults(monkeypatch, errno.ENOSPC, frozenset({"open", "write", "replace"}))
    refused = 0
    while True:
        faults.at(refused)
        try:
            archive.rename_tag("حرب", "نزاع")
        except DiskError:
            faults.at(-1)
            assert (archive.settings, archive.tags()) == before
            refused += 1
        else:
            break
    assert refused > 3
    assert dict(archive.tags()) == {"نزاع": 2}


@pytest.mark.parametrize(
    ("query", "then"),
    [
        ("وسم:حرب", "وسم:نزاع"),
        ("وسم:حَرْب سوريا", "وسم:نزاع سوريا"),
        ("(tag:حرب OR tag:سلم) حرب", "(tag:نزاع OR tag:سلم) حرب"),
        ('"وسم:حرب"', '"وسم:حرب"'),
        ("مصدر:حرب", "مصدر:حرب"),
        ("", ""),
    ],
)
def test_only_the_tag_is_renamed_in_a_query(query: str, then: str) -> None:
    assert in_query(query, "حرب", "نزاع") == then
