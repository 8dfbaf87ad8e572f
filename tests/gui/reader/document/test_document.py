"""The document: every letter where the map says, each paragraph in its own direction."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, Qt, QUrl
from PySide6.QtGui import QImage, QPainter, QTextBlock, QTextDocument
from PySide6.QtWidgets import QApplication

from archive_app.core.model import Article, Block, Content, Link, Metadata
from archive_app.gui.kit.i18n import locale
from archive_app.gui.kit.theme import WHITE
from archive_app.gui.reader.document.byline import Byline, long_date
from archive_app.gui.reader.document.document import Built, build
from archive_app.gui.reader.document.inline import clean
from archive_app.gui.reader.document.tables import MOST_CELLS
from archive_app.gui.reader.document.typography import ROLE, Typography

pytestmark = pytest.mark.usefixtures("qapp")


def content(
    text: str,
    blocks: Sequence[Block] = (),
    links: Sequence[Link] = (),
    **metadata: object,
) -> Content:
    article = Article("a", 1, "a.txt", Metadata(**metadata))  # type: ignore[arg-type]
    return Content(article, text, tuple(blocks), tuple(links))


def made(what: Content, typography: Typography | None = None) -> Built:
    return build(what, typography or Typography(), WHITE, Byline(what.article))


def raw(document: QTextDocument) -> bytes:
    return document.toRawText().encode("utf-16-le", "surrogatepass")


def check_map(built: Built, text: str) -> None:
    letters = raw(built.document)
    for segment in built.positions.segments:
        piece = clean(text[segment.start : segment.end])
        start = 2 * segment.position
        wanted = piece.encode("utf-16-le", "surrogatepass")
        assert letters[start : start + len(wanted)] == wanted


def blocks_of(document: QTextDocument) -> list[QTextBlock]:
    found = []
    block = document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def lined(text: str, kinds: Sequence[str] = ()) -> list[Block]:
    found, at = [], 0
    for number, line in enumerate(text.split("\n")):
        kind = kinds[number] if number < len(kinds) else "paragraph"
        if line.strip():
            found.append(Block(kind, at, at + len(line), level=1))  # type: ignore[arg-type]
        at += len(line) + 1
    return found


MIXED = st.text(
    alphabet="اب سورية كتًّاب abz 09٣ .،:/@-()🎉\u200d\u2028\n\t\x00\ufffc\ufdd0https", max_size=200
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(MIXED, st.randoms())
def test_map_is_true_whatever_the_text(text: str, random: object) -> None:
    kinds = ["paragraph", "heading", "item", "quote", "table", "image", "hidden"]
    blocks, at = [], 0
    while at < len(text):
        end = min(len(text), at + random.randint(1, 40))  # type: ignore[attr-defined]
        kind = random.choice(kinds)  # type: ignore[attr-defined]
        blocks.append(Block(kind, at, end, level=random.randint(0, 7)))  # type: ignore[attr-defined]
        at = end + random.randint(0, 2)  # type: ignore[attr-defined]
    links = [Link(0, len(text) // 2, "https://example.org")] if text else []
    check_map(made(content(text, blocks, links, title="سورية")), text)


def test_every_shown_letter_is_in_the_map() -> None:
    text = "عنوان\nفقرة أولى مع Latin و https://a.example/x/ و 2017-04-26.\n\nSecond paragraph 🎉."
    built = made(content(text, lined(text)))
    shown = "".join(text[s.start : s.end] for s in built.positions.segments)
    assert shown == text.replace("\n", "")
    check_map(built, text)


def test_each_paragraph_has_its_own_direction() -> None:
    text = "SANA قالت الوكالة السورية إن الوضع تحسن\nThe minister of سوريا said so\n2017-04-26"
    built = made(content(text, lined(text)))
    ways = [
        block.textDirection() == Qt.LayoutDirection.RightToLeft
        for block in blocks_of(built.document)
    ]
    # a Latin first word does not turn an Arabic paragraph; a bare date goes with the article
    assert ways == [True, False, True]


def test_hidden_blocks_are_not_shown() -> None:
    text = "متن الخبر هنا\nإضافة تعليق جديد"
    built = made(content(text, lined(text, ["paragraph", "hidden"])))
    assert "تعليق" not in built.document.toPlainText()
    assert built.positions.ranges(14, len(text)) == []


def test_headline_that_opens_the_text_stands_once() -> None:
    text = "عنوان الخبر\nمتن الخبر"
    built = made(content(text, lined(text), title="عنوان الخبر", source="سانا", date="2017-04-26"))
    plain = built.document.toPlainText()
    assert plain.count("عنوان الخبر") == 1
    roles = [block.blockFormat().property(ROLE) for block in blocks_of(built.document)]
    assert roles == ["title", "byline", "paragraph"]
    assert "سانا" in blocks_of(built.document)[1].text()
    assert "1438" in blocks_of(built.document)[1].text()


def test_headline_of_the_metadata_alone_is_no_text_of_the_article() -> None:
    text = "متن الخبر"
    built = made(content(text, lined(text), title="عنوان آخر"))
    assert "عنوان آخر" in built.document.toPlainText()
    assert built.positions.to_text(0) == 0
    assert built.positions.to_document(0) == len("عنوان آخر") + 1


def test_title_made_of_the_first_sentence_is_not_said_twice() -> None:
    text = "قال الرئيس إن الأمر كذا وكذا وكذا ثم مضى"
    built = made(content(text, lined(text), title="قال الرئيس إن الأمر كذا…"))
    assert built.document.toPlainText().count("قال الرئيس") == 1


def test_tables_run_from_the_right_in_arabic() -> None:
    text = "المدينة\tالعدد\nحلب\t12"
    built = made(content(text, [Block("table", 0, len(text))]))
    check_map(built, text)
    document = built.document
    document.setTextWidth(600)
    layout = document.documentLayout()
    first = document.findBlock(built.positions.to_document(0) or 0)
    second = document.findBlock(built.positions.to_document(text.index("العدد")) or 0)
    assert layout.blockBoundingRect(first).left() > layout.blockBoundingRect(second).left()


def test_a_spreadsheet_is_shown_as_lines() -> None:
    text = "\n".join("أ\tب\tج" for _ in range(MOST_CELLS))
    built = made(content(text, [Block("table", 0, len(text))]))
    assert built.document.toPlainText().count("أ") == MOST_CELLS
    check_map(built, text)


def test_links_go_only_where_a_reader_would() -> None:
    text = "اقرأ المزيد هنا أو هنا"
    links = [Link(0, 4, "javascript:alert(1)"), Link(12, 15, "https://sana.sy/")]
    built = made(content(text, lined(text), links))
    hrefs = set()
    for block in blocks_of(built.document):
        iterator = block.begin()
        while not iterator.atEnd():
            hrefs.add(iterator.fragment().charFormat().anchorHref())
            iterator += 1
    assert hrefs == {"", "https://sana.sy/"}


def test_images_come_from_the_article_alone() -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    what = content("صورة", [Block("image", 0, 4, name="a.png"), Block("image", 4, 4, name="b.png")])
    asked: list[str] = []

    def give(name: str) -> bytes:
        asked.append(name)
        return {"a.png": bytes(buffer.data().data())}[name]

    built = build(what, Typography(), WHITE, Byline(what.article), give)
    assert asked == ["a.png", "b.png"]
    roles = [block.blockFormat().property(ROLE) for block in blocks_of(built.document)]
    assert roles == ["image", "caption"]
    picture = QTextDocument.ResourceType.ImageResource.value
    for name in ("file:///etc/passwd", "https://example.org/x.png", "/etc/hostname"):
        assert built.document.loadResource(picture, QUrl(name)).isNull()


def test_no_text_says_so() -> None:
    article = Article("a", 1, "a.pdf", Metadata(title="عنوان"))
    byline = Byline(article, missing="There is no text.")
    built = build(Content(article, "", ()), Typography(), WHITE, byline)
    assert "There is no text." in built.document.toPlainText()


@pytest.mark.parametrize("face", ["", "Noto Nastaliq Urdu", "Noto Kufi Arabic"])
@pytest.mark.parametrize("size", [12, 19, 40])
@pytest.mark.parametrize("leading", [1.4, 1.9])
def test_tashkeel_touches_no_line_above(face: str, size: int, leading: float) -> None:
    """Between the ink of one full line and the next there is a row of bare paper."""
    text = "لَّا أً كَّٰ طُّ جٍّ عٍ يٍ إٍ غِّ " * 12
    what = content(text, [Block("paragraph", 0, len(text) - 1)])
    built = made(what, Typography(arabic=face, size=size, leading=leading))
    document = built.document
    document.setTextWidth(22 * size)
    picture = QImage(22 * size, round(document.size().height()), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    document.drawContents(painter)
    painter.end()
    lines = document.firstBlock().layout().lineCount()
    assert lines >= 3
    inked = [
        any(picture.pixel(x, y) & 0xFFFFFF != 0xFFFFFF for x in range(picture.width()))
        for y in range(picture.height())
    ]
    stretches = sum(now and not before for before, now in pairwise([False, *inked]))
    # (dots and marks apart from their letters may part one line's ink in several)
    assert stretches >= lines


def test_arabic_and_latin_have_their_own_faces() -> None:
    text = "قالت شركة Google إن"
    built = made(content(text, lined(text)))
    faces = []
    iterator = built.document.firstBlock().begin()
    while not iterator.atEnd():
        families = iterator.fragment().charFormat().fontFamilies()
        faces.append((iterator.fragment().text(), families[0] if families else ""))
        iterator += 1
    latin = Typography().families(latin_first=True)[0]
    assert ("Google", latin) in faces
    assert all(face != latin for words, face in faces if words != "Google")


def test_addresses_in_arabic_are_set_apart_but_not_in_the_text() -> None:
    text = "راجع https://www.sana.sy/?p=1/ اليوم"
    built = made(content(text, lined(text)))
    assert "\u2066https://www.sana.sy/?p=1/\u2069" in built.document.toPlainText()
    span = built.positions.selection(0, built.document.characterCount() - 1)
    assert span == (0, len(text))


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2017-04-26", "26 April 2017"),
        ("2017-04", "April 2017"),
        ("2017", "2017"),
        ("soon", "soon"),
    ],
)
def test_dates_in_words(iso: str, words: str) -> None:
    assert long_date(iso, locale("en")) == words


def test_a_megabyte_opens_without_a_visible_wait(seeds: list[object]) -> None:
    seed = seeds[1].read_text(encoding="utf-8")  # type: ignore[attr-defined]
    text = (seed * (600_000 // len(seed) + 1))[:600_000]
    assert len(text.encode()) > 1_000_000
    what = content(text, lined(text))
    started = time.perf_counter()
    built = made(what)
    QApplication.processEvents()
    # Some 30 ms on the machine it was written on; a build that grew quadratic takes minutes.
    assert time.perf_counter() - started < 3
    assert built.document.blockCount() > 1000
