"""Annotations from other programs, references for other programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core.errors import ImportFailed
from archive_app.core.progress import CancelToken, Progress

QUOTE = "مكة المكرمة والمدينة المنورة"


def hypothesis(uri: str, quote: str, note: str = "ملاحظة", key: str = "abc") -> dict[str, object]:
    selector = [{"type": "TextQuoteSelector", "exact": quote, "prefix": "", "suffix": ""}]
    return {
        "id": key,
        "uri": uri,
        "text": note,
        "tags": ["حرم"],
        "created": "2020-01-02T03:04:05.000000+00:00",
        "updated": "2020-01-02T03:04:05.000000+00:00",
        "user": "acct:someone@example.org",
        "target": [{"source": uri, "selector": selector}],
    }


def test_annotations_find_their_article_by_its_address(archive: Archive, tmp_path: Path) -> None:
    article = archive.search("مكة").hits[0].article
    archive.set_metadata(article.id, identifier="https://www.example.org/خبر/1/")
    file = tmp_path / "export.json"
    rows = [
        hypothesis("http://example.org/%D8%AE%D8%A8%D8%B1/1#top", QUOTE),
        hypothesis("https://elsewhere.example/2", "شيء", key="other"),
    ]
    file.write_text(json.dumps({"rows": rows, "total": 2}), encoding="utf-8")
    brought = archive.import_annotations(file)
    assert brought.added == 1
    assert [item.source for item in brought.unmatched] == ["https://elsewhere.example/2"]
    (placed,) = archive.annotations(article.id)
    assert placed.span is not None
    assert archive.text(article.id)[slice(*placed.span)] == QUOTE
    assert placed.annotation.note == "ملاحظة"
    assert archive.import_annotations(file).added == 0
    archive.undo()
    assert archive.annotations(article.id) == ()


def test_an_import_of_annotations_tells_how_far_it_is_stops_and_is_one_step(
    archive: Archive, tmp_path: Path
) -> None:
    ids = [hit.article.id for hit in archive.search("").hits]
    for number, article in enumerate(ids):
        archive.set_metadata(article, identifier=f"https://example.org/{number}")
    rows = [
        hypothesis(f"https://example.org/{n}", archive.text(ids[n])[50:90], key=f"k{n}")
        for n in range(len(ids))
    ]
    file = tmp_path / "export.json"
    file.write_text(json.dumps({"rows": rows}), encoding="utf-8")
    cancel, seen = CancelToken(), []

    def progress(report: Progress) -> None:
        seen.append((report.done, report.total))
        if report.done == 1:
            cancel.cancel()

    brought = archive.import_annotations(file, progress=progress, cancel=cancel)
    assert (brought.added, brought.cancelled) == (2, True)
    assert seen == [(0, 5), (1, 5)]
    again = archive.import_annotations(file)
    assert (again.added, again.cancelled) == (3, False)
    archive.undo()
    assert sum(len(archive.annotations(article)) for article in ids) == 2
    archive.undo()
    assert not any(archive.annotations(article) for article in ids)


def test_annotations_can_be_given_an_article(archive: Archive, tmp_path: Path) -> None:
    article = archive.search("مكة").hits[0].article
    file = tmp_path / "export.json"
    file.write_text(json.dumps([hypothesis("urn:x", QUOTE)]), encoding="utf-8")
    assert archive.import_annotations(file, article.id).added == 1
    assert len(archive.annotations(article.id)) == 1


def test_what_holds_no_annotations_is_refused(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(ImportFailed):
        archive.import_annotations(file)


@pytest.mark.parametrize(("form", "sign"), [("bibtex", "@"), ("ris", "TY  - "), ("csl", "[")])
def test_references(archive: Archive, form: str, sign: str) -> None:
    articles = [hit.article for hit in archive.search("سوريا").hits]
    text = archive.references([article.id for article in articles], form)
    assert text.startswith(sign)
    assert all(article.metadata.title.split()[0] in text for article in articles)
