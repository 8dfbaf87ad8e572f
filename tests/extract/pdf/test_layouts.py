"""Pages of the main news systems: title, author, source, date and paragraphs, each as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive_app.core.model import Extraction
from archive_app.extract.common.source import Source
from archive_app.extract.runtime.registry import extract_from
from tests.extract import layouts


def read(page: str, encoding: str = "utf-8") -> Extraction:
    return extract_from(Source(Path("page.html"), data=page.encode(encoding)))


def shown(found: Extraction) -> list[str]:
    return [found.text[b.start : b.end] for b in found.blocks if b.kind != "hidden"]


@pytest.mark.parametrize(
    ("page", "encoding", "creator", "source"),
    [
        (layouts.wordpress, "utf-8", layouts.AUTHOR, "صحيفة المدى"),
        (layouts.drupal, "utf-8", layouts.AUTHOR, ""),
        (layouts.joomla, "utf-8", layouts.AUTHOR, ""),
        (layouts.old_tables, "cp1256", "", ""),
        (layouts.json_ld, "utf-8", layouts.AUTHOR, "قناة الخليج"),
        (layouts.amp, "utf-8", layouts.AUTHOR, ""),
        (layouts.broadcaster, "utf-8", "", "قناة الأخبار"),
    ],
)
def test_layout(page: Callable[[], str], encoding: str, creator: str, source: str) -> None:
    found = read(page(), encoding)
    known = found.metadata
    assert known.title == layouts.TITLE
    assert known.creator == ((creator,) if creator else ())
    if source:
        assert known.source == source
    assert known.date == "2018-04-04"
    blocks = shown(found)
    assert [block for block in blocks if block in layouts.PARAGRAPHS] == list(layouts.PARAGRAPHS)
    assert blocks[0] == layouts.TITLE or layouts.TITLE not in blocks
    assert not [block for block in blocks if "خبر آخر" in block or "تعليق" in block]
    assert len(blocks) <= len(layouts.PARAGRAPHS) + 7


def test_dates_of_other_articles_are_not_chosen() -> None:
    page = layouts.drupal().replace("الأربعاء, 04/04/2018 - 10:15", "")
    assert read(page).metadata.date == ""
    cards = '<div class="card"><span class="date">20 مارس 2019</span></div>'
    assert read(page.replace("<h2>", f"{cards}<h2>")).metadata.date == ""


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<span class="author">بقلم: سمر يزبك</span>', "سمر يزبك"),
        ('<div class="post-byline">كتبت سمر يزبك</div>', "سمر يزبك"),
        ('<a class="username" href="/u/5">سمر يزبك</a>', "سمر يزبك"),
        ('<div class="author-box">العدد 52</div>', ""),
        ('<div class="authority">سمر يزبك</div>', ""),
        ('<div class="comments"><span class="author">قارئ</span></div>', ""),
    ],
)
def test_the_author_that_is_shown(markup: str, name: str) -> None:
    page = layouts.broadcaster().replace('<div class="article-summary">', f"{markup}<div>")
    assert read(page).metadata.creator == ((name,) if name else ())
