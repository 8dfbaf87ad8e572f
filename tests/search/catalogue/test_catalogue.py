"""The catalogue as a store: what goes in comes out, and another version is not opened."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from archive_app.core.errors import CacheError, NotFound
from archive_app.core.model import (
    Anchor,
    Annotation,
    Block,
    DateCandidate,
    Finding,
    Link,
    Metadata,
    Repair,
    Status,
)
from archive_app.search.catalogue.catalogue import Catalogue
from archive_app.search.catalogue.columns import ColumnStore
from archive_app.search.catalogue.rows import Entry
from tests.search.conftest import entry


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.open(tmp_path / "catalogue.sqlite")


def full() -> Entry:
    """An article with something in every field."""
    one = entry("النصّ 🙂 \ud800 كامل", id_="full", tags=("حرب", "a\x1fb"), creator=("أ", "ب"))
    metadata = replace(
        one.article.metadata,
        title="عنوان",
        source="سانا",
        date="2017-04",
        identifier="http://x",
        description="وصف",
        dates=(DateCandidate("2017-04", "url", 0.5, "q"),),
    )
    article = replace(
        one.article, metadata=metadata, tags=("حرب",), read=True, story=3, parent="p", reason="r"
    )
    return replace(
        one,
        article=article,
        blocks=(Block("heading", 0, 3, 2), Block("image", 4, 4, name="i.png")),
        links=(Link(0, 3, "http://y"),),
        repairs=(Repair("mojibake", 2, "a", "b"),),
        warnings=("w",),
        extractor="html/1",
        text_hash="h",
        annotations=(
            Annotation("1", "highlighting", Anchor(0, 3, "النص", "", "x"), "yellow", "n", ("t",)),
            Annotation("2", "commenting", note="# *", modified="2026", extra={"k": [1]}),
            Annotation("3", "tagging", tags=("حرب",)),
        ),
        stamp=(1, 2, 3, 4),
    )


def test_what_goes_in_comes_out(catalogue: Catalogue) -> None:
    given = full()
    (doc,) = catalogue.add([given])
    article = catalogue.get("full")
    assert article == replace(given.article, doc=doc)
    assert catalogue.get(doc) == article
    content = catalogue.content("full")
    assert content.text == given.text == catalogue.text(doc)
    assert (content.blocks, content.links) == (given.blocks, given.links)
    assert (content.repairs, content.warnings) == (given.repairs, given.warnings)
    assert content.extractor == "html/1"
    assert catalogue.annotations("full") == given.annotations
    assert catalogue.by_sha256(given.sha256) == "full" == catalogue.by_path(given.article.path)
    assert catalogue.stamps() == {"full": (given.article.path, (1, 2, 3, 4))}
    assert catalogue.text_hash("full") == "h"
    assert catalogue.stories() == [(3, 1)]
    assert catalogue.story(3) == [article]
    assert list(catalogue.all()) == [article]


def test_a_replaced_article_keeps_its_doc_and_a_removed_one_leaves_it(catalogue: Catalogue) -> None:
    first, second = catalogue.add([entry("أ", id_="a"), entry("ب", id_="b")])
    assert catalogue.add([entry("ج", id_="a")]) == [first]
    assert catalogue.text("a") == "ج"
    catalogue.remove(["b", "unknown"])
    assert catalogue.find("b") is None
    assert catalogue.count() == 1
    (third,) = catalogue.add([entry("ب", id_="b")])
    assert third > second


def test_many_keeps_the_order_and_leaves_out_what_is_gone(catalogue: Catalogue) -> None:
    docs = catalogue.add([entry(str(i), id_=str(i)) for i in range(1200)])
    wanted = [docs[700], 999_999, docs[3], docs[1100]]
    assert [article.id for article in catalogue.many(wanted)] == ["700", "3", "1100"]
    assert set(catalogue.texts(docs).values()) == {str(i) for i in range(1200)}


def test_update_writes_just_what_is_given(catalogue: Catalogue) -> None:
    catalogue.add([full()])
    before = catalogue.get("full")
    note = Annotation("9", "commenting", note="جديد")
    tag = Annotation("t", "tagging", tags=("سلم",))
    after = catalogue.update(
        "full",
        metadata=Metadata(title="آخر"),
        annotations=[note, tag],
        read=False,
        sidecar_stamp=(7, 8),
    )
    assert after.metadata.title == "آخر"
    assert (after.tags, after.annotations, after.read) == (("سلم",), 1, False)
    assert after.path == before.path
    assert catalogue.stamps()["full"][1] == (1, 2, 7, 8)
    assert set(catalogue.annotations("full")) == {note, tag}
    with pytest.raises(NotFound):
        catalogue.update("nobody", read=True)


def test_status_and_stale(catalogue: Catalogue) -> None:
    catalogue.add([entry("أ", id_="a"), entry("ب", id_="b")])
    catalogue.mark_stale(["a"])
    assert catalogue.stale() == ["a"]
    assert catalogue.get("a").status is Status.STALE
    catalogue.mark_stale(["a"], stale=False)
    catalogue.set_status(["a"], "missing", "gone")
    assert (catalogue.get("a").status, catalogue.get("a").reason) == (Status.MISSING, "gone")
    catalogue.set_status(["a"], "ok")
    assert catalogue.get("a").status is Status.OK


def test_findings_and_meta(catalogue: Catalogue) -> None:
    finding = Finding("warning", "broken-sidecar", "x.json", "why")
    catalogue.set_findings([finding])
    assert catalogue.findings() == (finding,)
    catalogue.set_findings([])
    assert catalogue.findings() == ()
    catalogue.set_meta("k", "v")
    assert catalogue.meta("k") == "v"
    catalogue.set_meta("k", None)
    assert catalogue.meta("k") is None


def test_annotations_of_the_whole_archive(catalogue: Catalogue) -> None:
    (doc,) = catalogue.add([full()])
    assert [(d, a.id) for d, a in catalogue.all_annotations()] == [(doc, "2"), (doc, "1")]
    assert [a.id for _, a in catalogue.all_annotations(color="yellow")] == ["1"]


def test_another_version_or_garbage_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    with pytest.raises(CacheError):
        Catalogue.open(path, create=False)
    Catalogue.open(path, versions={"html": "1"}).close()
    Catalogue.open(path, create=False, versions={"html": "1"}).close()
    with pytest.raises(CacheError):
        Catalogue.open(path, versions={"html": "2"})
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    with pytest.raises(CacheError):
        Catalogue.open(path)
    garbage = tmp_path / "garbage.sqlite"
    garbage.write_bytes(b"not a database at all" * 100)
    with pytest.raises(CacheError):
        Catalogue.open(garbage)


def test_a_failed_write_leaves_nothing(catalogue: Catalogue) -> None:
    generation = catalogue.generation
    bad = replace(entry("أ", id_="a"), stamp=None)
    with pytest.raises(TypeError):
        catalogue.add([entry("ب", id_="b"), bad])  # type: ignore[list-item]
    assert catalogue.count() == 0
    assert catalogue.generation == generation
    catalogue.add([entry("ب", id_="b")])
    assert catalogue.lexicon.usual(catalogue.connection, ["ب"]) == {"ب": "ب"}


def test_threads_read_while_one_writes(catalogue: Catalogue) -> None:
    columns = ColumnStore(catalogue)
    errors: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                present = columns.current()
                assert present.alive.sum() % 10 == 0
                assert catalogue.count() % 10 == 0
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for batch in range(20):
        catalogue.add([entry(f"نص {batch} {i}", id_=f"{batch}-{i}") for i in range(10)])
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert columns.current().alive.sum() == 200


def test_connections_of_dead_threads_are_closed(catalogue: Catalogue) -> None:
    for _ in range(5):
        thread = threading.Thread(target=catalogue.count)
        thread.start()
        thread.join()
    assert len(catalogue._connections) <= 2
