from __future__ import annotations

import base64
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.core.errors import ExtractError, NotFound
from archive_app.core.model import Extraction
from archive_app.extract.common.metadata import iso_date
from archive_app.extract.common.source import Source
from archive_app.extract.runtime.registry import choose
from archive_app.extract.web import page
from archive_app.extract.web.html import Html
from archive_app.extract.web.webmeta import saved_from, strip_site
from tests.extract.helpers import recall, seed, source

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MENU = "".join(f'<li><a href="/s/{n}">قسم رقم {n} من أقسام الموقع</a></li>' for n in range(20))


def read(markup: str | bytes) -> Extraction:
    return Html().extract(source(markup, "page.html"))


def modern(number: int, head: str = "") -> str:
    title, *rest = seed(number)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in rest)
    return (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title} | وكالة سانا'
        f"</title>{head}</head><body><header><nav><ul>{MENU}</ul></nav></header><main><article>"
        f"<h1>{title}</h1>{body}</article><aside><ul>{MENU}</ul></aside></main>"
        "<footer><p>جميع الحقوق محفوظة</p></footer></body></html>"
    )


def table_layout(number: int) -> str:
    title, *rest = seed(number)
    body = "<br><br>".join(rest)
    return (
        f"<html><head><title>{title}</title></head><body><table><tr><td><ul>{MENU}</ul></td><td>"
        f"<table><tr><td><b>{title}</b><br><br>{body}</td></tr></table></td></tr>"
        "<tr><td colspan=2>جميع الحقوق محفوظة</td></tr></table></body></html>"
    )


@pytest.mark.parametrize("number", range(5))
def test_a_modern_page_gives_its_article_and_nothing_else(number: int) -> None:
    result = read(modern(number))
    assert result.text.split("\n\n") == seed(number)
    assert result.metadata.title == seed(number)[0]
    assert result.metadata.language == "ar"
    assert result.warnings == ()


@pytest.mark.parametrize("number", range(5))
def test_a_page_laid_out_in_tables_keeps_its_paragraphs(number: int) -> None:
    result = read(table_layout(number))
    assert result.text.split("\n\n") == seed(number)
    assert result.blocks[0].kind in {"heading", "paragraph"}


def test_structure_is_kept() -> None:
    title, *rest = seed(0)
    result = read(
        f"<html><body><article><h1>{title}</h1><p>{rest[0]}</p><p>{rest[1]}</p><h2>عنوان فرعي</h2>"
        f"<p>{rest[2]} <a href='https://example.org/a'>رابط</a> وبعده.</p>"
        f"<ul><li>الأول من البنود</li><li>الثاني من البنود</li></ul><blockquote>{rest[3]}"
        f"</blockquote><p>{rest[4]}</p><table><tr><th>البلد</th><th>العدد</th></tr>"
        "<tr><td>سورية</td><td>١٢</td></tr><tr><td>لبنان</td><td>٧</td></tr></table>"
        f"<p>{rest[5]}</p></article></body></html>"
    )
    kinds = [(block.kind, result.text[block.start : block.end]) for block in result.blocks]
    assert ("heading", title) in kinds
    assert ("heading", "عنوان فرعي") in kinds
    assert ("item", "الأول من البنود") in kinds
    assert ("quote", rest[3]) in kinds
    assert ("table", "البلد\tالعدد\nسورية\t١٢\nلبنان\t٧") in kinds
    assert [result.text[link.start : link.end] for link in result.links] == ["رابط"]
    assert result.links[0].href == "https://example.org/a"


@pytest.mark.parametrize("meta", ["utf-8", "iso-8859-1", "iso-8859-6", ""])
@pytest.mark.parametrize("encoding", ["windows-1256", "utf-8", "utf-16"])
def test_the_encoding_is_found_whatever_the_page_says(meta: str, encoding: str) -> None:
    text = table_layout(0).replace("<title>", f'<meta charset="{meta}"><title>')
    result = read(text.encode(encoding))
    assert result.text.split("\n\n") == seed(0)


def test_three_thousand_nested_divs_still_give_their_text() -> None:
    title, *rest = seed(0)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in rest)
    markup = f"<html><body>{'<div>' * 3000}<h1>{title}</h1>{body}{'</div>' * 3000}</body></html>"
    result = read(markup)
    assert recall("\n".join(seed(0)), result.text) == 1.0
    assert "deep-page" in result.warnings


@pytest.mark.slow
def test_twenty_megabytes_take_seconds_and_lose_nothing() -> None:
    paragraph = f"<p>{' '.join(seed(1))}</p>"
    count = 20_000_000 // len(paragraph.encode()) // 2  # half of it: kind to the test machine
    started = time.process_time()
    result = read("<html><body>" + paragraph * count + "</body></html>")
    assert time.process_time() - started < 20
    assert len(result.blocks) == count
    assert "large-page" in result.warnings


@pytest.mark.parametrize(
    "markup",
    [
        "<p>كلمة</p>",
        "<html><body>كلمة",
        "<div><div><a href='x'>كلمة</a></div></div>",
        "<html><body><table><tr><td>كلمة</table>",
        "<html><frameset><noframes>x</noframes></frameset><body><p>كلمة",
    ],
)
def test_a_page_with_text_never_comes_out_empty(markup: str) -> None:
    assert "كلمة" in read(markup).text


def test_no_script_no_comment_no_hidden_text() -> None:
    result = read(
        "<html><body><!-- سر --><script>سر</script><style>سر</style><p style='display: none'>سر</p>"
        f"<p hidden>سر</p><p>{seed(0)[2]}</p></body></html>"
    )
    assert "سر" not in result.text.split()
    assert result.text == seed(0)[2]


def test_text_that_only_a_script_would_show_is_not_lost() -> None:
    result = read(f"<html><body style='display:none'><p>{seed(0)[2]}</p></body></html>")
    assert result.text == seed(0)[2]
    hidden = read(f"<html><body><div style='display:none'><p>{seed(0)[2]}</p></div></body></html>")
    assert hidden.text == seed(0)[2]


def test_entities_are_html_s_own_and_nothing_is_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    result = read(
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'
        f"<html><body><p>&lt;قبل&gt; &x; {seed(0)[2]} &amp; &#x628;&#1593;&#x62f;</p></body></html>"
    )
    assert "SECRET" not in result.text
    assert result.text.endswith("& بعد")


def test_metadata_comes_from_json_ld_and_meta_tags() -> None:
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "الموقع"},'
        '{"@type": "NewsArticle", "headline": "العنوان", "datePublished": "2018-04-04T10:00:00Z",'
        '"dateModified": "2018-04-06", "author": [{"name": "سامي حداد"}],'
        '"publisher": {"name": "صحيفة الغد"}}]}</script>'
        '<link rel="canonical" href="https://example.org/2018/a">'
        '<meta name="description" content="ملخص">'
    )
    metadata = read(modern(0, head)).metadata
    assert metadata.creator == ("سامي حداد",)
    assert metadata.source == "صحيفة الغد"
    assert metadata.date == "2018-04-04"
    assert [date.date for date in metadata.dates] == ["2018-04-04", "2018-04-06"]
    assert metadata.identifier == "https://example.org/2018/a"
    assert metadata.description == "ملخص"


def test_no_date_is_invented() -> None:
    assert read(modern(0)).metadata.date == ""


@pytest.mark.parametrize(
    ("title", "source_name", "url", "headline", "wanted"),
    [
        ("بوتين في موسكو | وكالة سانا", "وكالة سانا", "", "", "بوتين في موسكو"),
        ("سانا – بوتين يصل اليوم إلى موسكو", "وكالة سانا", "", "", "بوتين يصل اليوم إلى موسكو"),
        ("Putin in Moscow - Reuters", "", "https://www.reuters.com/a", "", "Putin in Moscow"),
        ("بوتين - موسكو - دمشق", "", "", "", "بوتين - موسكو - دمشق"),
        ("عنوان الخبر الطويل جدا هنا | موقع", "", "", "", "عنوان الخبر الطويل جدا هنا"),
        ("الأولى :: الثانية", "", "", "الثانية", "الثانية"),
        ("عنوان بلا فاصل", "صحيفة", "", "", "عنوان بلا فاصل"),
    ],
)
def test_the_site_s_name_is_stripped_from_titles(
    title: str, source_name: str, url: str, headline: str, wanted: str
) -> None:
    assert strip_site(title, source_name, url, headline) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2017-04-26T10:00:00+03:00", "2017-04-26"),
        ("2017-04", "2017-04"),
        ("20170426", "2017-04-26"),
        ("2017", ""),
        ("2017-14-01", ""),
        ("26/04/2017", ""),
        ("", ""),
    ],
)
def test_iso_dates(text: str, wanted: str) -> None:
    assert iso_date(text) == wanted


def test_the_address_that_a_browser_noted() -> None:
    assert (
        saved_from("<!-- saved from url=(0022)https://example.org/a -->") == "https://example.org/a"
    )
    assert saved_from("<!--\n Page saved with SingleFile \n url: https://example.org/b \n-->") == (
        "https://example.org/b"
    )
    assert saved_from("<html>") == ""


def test_images_beside_the_page_are_its_own(tmp_path: Path) -> None:
    files = tmp_path / "page_files"
    files.mkdir()
    (files / "photo.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(b"secret")
    (files / "link.png").symlink_to(tmp_path / "secret.png")
    path = tmp_path / "page.html"
    paragraphs = seed(0)
    inline = "data:image/png;base64," + base64.b64encode(PNG * 3).decode()
    body = (
        f"<p>{paragraphs[2]}</p><img src='./page_files/photo.png'><p>{paragraphs[3]}</p>"
        f"<img src='page_files/link.png'><img src='../secret.png'><p>{paragraphs[4]}</p>"
        f"<img src='page_files/../secret.png'><img src='https://example.org/far.png'>"
        f"<img src='{inline}'><p>{paragraphs[5]}</p>"
    )
    path.write_text(f"<html><body><article>{body}</article></body></html>", "utf-8")
    result = Html().extract(Source(path))
    images = [block.name for block in result.blocks if block.kind == "image"]
    assert images[0] == "page_files/photo.png"
    assert page.image(Source(path), images[0]) == PNG
    assert [name[:5] for name in images[1:]] == ["data:"]
    assert page.image(Source(path), images[1]) == PNG * 3
    for name in ("page_files/link.png", "../secret.png", "secret.png", "/etc/passwd", "data:0"):
        with pytest.raises(NotFound):
            page.image(Source(path), name)


def test_blocks_are_in_order_and_cover_the_text() -> None:
    for markup in (modern(1), table_layout(2)):
        check_blocks(read(markup))


def check_blocks(result: Extraction) -> None:
    end = 0
    for block in result.blocks:
        assert end <= block.start <= block.end <= len(result.text)
        assert not result.text[end : block.start].strip()
        end = block.end
        if block.kind != "image":
            assert result.text[block.start : block.end].strip()
    assert not result.text[end:].strip()
    for link in result.links:
        assert 0 <= link.start < link.end <= len(result.text)
        assert result.text[link.start : link.end].strip()


TAGS = st.sampled_from(
    ["p", "div", "td", "tr", "table", "ul", "li", "a href='https://x.org'", "h2", "pre", "b",
     "blockquote", "img src=x", "br"]
)  # fmt: skip
SOUP = st.lists(
    st.one_of(
        TAGS.map(lambda tag: f"<{tag}>"),
        TAGS.map(lambda tag: f"</{tag.split()[0]}>"),
        st.text(st.sampled_from("ابتل مني \n\t\u00a0abc.،"), max_size=12),
    ),
    max_size=40,
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(SOUP)
def test_tag_soup_gives_all_its_text_in_blocks(pieces: list[str]) -> None:
    tree = page.parse("".join(["<html><body>كلمة", *pieces]))
    result = page.extraction(source("x", "x.html"), tree, stamp="html/1", media_type="text/html")
    check_blocks(result)
    assert "كلمة" in result.text


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=300))
def test_garbage_is_read_or_refused(data: bytes) -> None:
    try:
        check_blocks(read(data))
    except ExtractError:
        pass


def test_the_registry_knows_pages() -> None:
    for head, name in (
        (b"<!DOCTYPE html><html>", "x"),
        (modern(0).encode("utf-16")[:8192], "x.bin"),
        (b"<p>text", "x.htm"),
        (b"<!-- saved from url=(1)http://a --><HTML><BODY>", "x.txt"),
    ):
        chosen = choose(head, name)
        assert chosen is not None
        assert chosen.name == "html", (head[:40], name)
    chosen = choose("كلام عن <b> وسم في نص".encode(), "x.txt")
    assert chosen is not None
    assert chosen.name != "html"


def test_a_western_page_is_not_taken_for_mojibake() -> None:
    words = "Die Geschäftsführung äußerte sich zögerlich über die Größe der Übernahme für München. "
    result = read(
        f"<html><body><article><h1>Prüfung</h1><p>{words * 8}</p></article></body></html>"
    )
    assert "Geschäftsführung" in result.text
    assert result.repairs == ()


def test_boxes_of_the_site_are_left_out_by_their_names() -> None:
    title, *rest = seed(0)
    body = "".join(f"<p>{one}</p>" for one in rest[:4])
    box = "<div class='newsletter-box'><p>اشترك في نشرتنا البريدية لتصلك الأخبار كل صباح</p></div>"
    more = "".join(f"<p>{one}</p>" for one in rest[4:])
    page = f"<html><body><article><h1>{title}</h1>{body}{box}{more}</article></body></html>"
    assert read(page).text.split("\n\n") == seed(0)


def test_a_folded_rest_of_the_article_is_read() -> None:
    title, *rest = seed(0)
    shown = "".join(f"<p>{one}</p>" for one in rest[:4])
    folded = "".join(f"<p>{one}</p>" for one in rest[4:])
    markup = (
        f"<html><body><article><h1>{title}</h1>{shown}<div style='display:none'>{folded}</div>"
        f"</article><div class='modal' style='display:none'><p>{rest[2] * 3}</p></div></body>"
    )
    assert read(markup).text.split("\n\n") == seed(0)


SEVERAL = ("سعاد الحسن", "منير العلي")


@pytest.mark.parametrize(
    ("head", "creator"),
    [
        *(
            ("".join(f'<meta {kind} content="{name}">' for name in SEVERAL), SEVERAL)
            for kind in (
                'name="author"',
                'name="citation_author"',
                'property="article:author"',
                'name="DC.creator"',
            )
        ),
        ('<meta name="author" content="سعاد الحسن، منير العلي">', SEVERAL),
        ('<meta name="author" content="Smith, John">', ("Smith, John",)),
        (
            '<meta name="author" content="&amp;quot;سعاد&amp;nbsp;الحسن&amp;quot;">',
            ('"سعاد الحسن"',),
        ),
    ],
)
def test_several_authors_are_several(head: str, creator: tuple[str, ...]) -> None:
    assert read(modern(1, head)).metadata.creator == creator
