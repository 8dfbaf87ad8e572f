"""The page: nothing wider than its column, marks on their words, the mouse on the nearest line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QTextBlock
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from archive_app.core.model import Article, Block, Content, Link, Metadata
from archive_app.gui.kit.theme import WHITE
from archive_app.gui.reader.document.byline import Byline
from archive_app.gui.reader.document.document import build
from archive_app.gui.reader.document.page import ArticlePage
from archive_app.gui.reader.document.typography import Typography

WAYS = (Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight)
WIDTHS = (340, 420, 700, 1250)
WORDS = "قال مصدر مسؤول إن الوضع تحسن في المدينة أمس وإن التحقيق مستمر حتى الآن "


def picture(width: int = 900, height: int = 420) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def with_table(rows: Sequence[Sequence[str]], *, image: bool = True) -> Content:
    """A paragraph of several lines, a picture, a table."""
    head = (WORDS * 6).strip()
    table = "\n".join("\t".join(row) for row in rows)
    text = f"{head}\n\n{table}"
    at = len(head)
    blocks = [Block("paragraph", 0, at), Block("table", at + 2, len(text))]
    if image:
        blocks.insert(1, Block("image", at, at, 0, "wide.png"))
    return Content(Article("a", 1, "a.html", Metadata(title="عنوان")), text, tuple(blocks))


def opened(
    qtbot: QtBot,
    what: Content,
    width: int,
    way: Qt.LayoutDirection = WAYS[0],
    typography: Typography | None = None,
) -> ArticlePage:
    page = ArticlePage()
    qtbot.addWidget(page)
    page.setLayoutDirection(way)
    page.viewport().setLayoutDirection(way)
    page.resize(width, 600)
    page.show()
    show(page, what, typography)
    return page


def show(page: ArticlePage, what: Content, typography: Typography | None = None) -> None:
    set_as = typography or Typography()
    wide = picture()
    built = build(what, set_as, WHITE, Byline(what.article), lambda _: wide)
    page.show_built(built, what.text, set_as)
    QApplication.processEvents()


def blocks_of(page: ArticlePage) -> list[QTextBlock]:
    found, block = [], page.document().begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def broken_words(page: ArticlePage) -> list[str]:
    """The blocks in which a line ends inside a word."""
    found = []
    for block in blocks_of(page):
        layout, text = block.layout(), block.text()
        for number in range(layout.lineCount() - 1):
            line = layout.lineAt(number)
            end = line.textStart() + line.textLength()
            if not text[end - 1].isspace() and not text[end].isspace():
                found.append(text)
    return found


COLUMNS = (
    ("الصحيفة", "السنة", "النسخ", "ملاحظات"),
    tuple(f"المؤشرات{n}" for n in range(9)),
    tuple(f"شهر{n}" for n in range(20)),
    tuple(f"القيمة{n}" for n in range(24)),
    ("https://example.org/a/very/long/address/that/does/not/break", "ب", "ج"),
)


@pytest.mark.parametrize("columns", COLUMNS, ids=lambda row: str(len(row)))
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_no_document_is_wider_than_its_page(
    qtbot: QtBot, way: Qt.LayoutDirection, columns: Sequence[str]
) -> None:
    what = with_table([columns, [f"{word} {word}" for word in columns]])
    page = opened(qtbot, what, WIDTHS[0], way)
    for width in (*WIDTHS, *reversed(WIDTHS)):
        page.resize(width, 600)
        QApplication.processEvents()
        view, margin = page.viewport().width(), page.document().documentMargin()
        assert page.document().size().width() <= view
        assert page.horizontalScrollBar().maximum() == 0
        for number, block in enumerate(blocks_of(page)):
            for place in (block.position(), block.position() + block.length() - 1):
                rect = page.caret_rect(place)
                assert margin - 2 <= rect.left() <= view - margin + 2, (width, number)


@pytest.mark.parametrize("width", [500, 700, 1250])
def test_words_in_cells_are_not_broken(qtbot: QtBot, width: int) -> None:
    rows = [
        ["الإحصاءات", "السكان", "المحافظات", "الملاحظات العامة"],
        ["المستشفيات", "12", "حلب", "x"],
    ]
    page = opened(qtbot, with_table(rows), width)
    assert not broken_words(page)
    narrow = with_table([[f"المؤشرات{n}" for n in range(9)]] * 3)
    show(page, narrow)
    assert width == 500 or not broken_words(page)


def test_a_table_that_was_narrow_grows_again(qtbot: QtBot) -> None:
    page = opened(qtbot, with_table([[f"المؤشرات{n}" for n in range(9)]] * 3), 500)
    cell = next(block for block in blocks_of(page) if block.text() == "المؤشرات0")
    small = page.caret_rect(cell.position()).height()
    page.resize(1250, 600)
    assert page.caret_rect(cell.position()).height() > small


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_mark_is_painted_on_its_words(qtbot: QtBot, way: Qt.LayoutDirection, width: int) -> None:
    """Its pixels reach from where the caret stands before the word to where it stands after."""
    what = with_table([["ا", "ب"]] * 2)
    page = opened(qtbot, what, width, way)
    start = what.text.index("مسؤول", 150)
    end = start + len("مسؤول")
    mark = page.mark("m", "yellow", (start, end))
    assert mark is not None
    page.set_marks([mark])
    first, last = (page.caret_rect(place) for place in mark.ranges[0])
    seen = page.viewport().grab().toImage()
    # The mark's colour, with little of the letters in it.
    wanted = WHITE.highlights["yellow"]
    y = round(first.center().y())
    lines = [
        [x for x in range(seen.width()) if seen.pixelColor(x, row).name() == wanted.lower()]
        for row in range(y - 8, y + 8)
    ]
    painted = [x for line in lines for x in line]
    edges = sorted((first.left(), last.left()))
    assert abs(min(painted) - edges[0]) <= 4
    assert abs(max(painted) - edges[1]) <= 4


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_document_that_is_too_wide_after_all_has_its_marks_on_its_words(
    qtbot: QtBot, way: Qt.LayoutDirection
) -> None:
    """Painting starts where Qt starts, whatever the width."""
    page = opened(qtbot, with_table([["ا", "ب"]] * 2), 500, way)
    shape = page.built.tables[0].table.format()  # type: ignore[union-attr]
    shape.clearColumnWidthConstraints()
    shape.setWidth(900)
    page.built.tables[0].table.setFormat(shape)  # type: ignore[union-attr]
    QApplication.processEvents()
    assert page.horizontalScrollBar().maximum() > 0
    rect = page.caret_rect(0)
    seen = page.document().documentLayout().blockBoundingRect(page.document().begin())
    assert seen.translated(-page.origin()).adjusted(-2, -2, 2, 2).contains(QPointF(rect.center()))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
@pytest.mark.parametrize("leading", [1.4, 1.9, 2.6])
def test_the_mouse_is_on_the_nearest_line(
    qtbot: QtBot, leading: float, way: Qt.LayoutDirection
) -> None:
    text = (WORDS * 14).strip() + "\n" + (WORDS * 3).strip()
    half = text.index("\n")
    what = Content(
        Article("a", 1, "a.txt", Metadata()),
        text,
        (Block("paragraph", 0, half), Block("paragraph", half + 1, len(text))),
    )
    page = opened(qtbot, what, 600, way, Typography(leading=leading))
    for x in (220, 300, 430):
        rows = []
        for y in range(30, 400):
            position = page.cursorForPosition(QPoint(x, y)).position()
            rect = page.caret_rect(position)
            rows.append(rect.center().y())
            assert abs(rect.center().x() - x) < 40, (x, y)
        # From one line to the next half-way between them, and nowhere else.
        lines = sorted(set(rows))
        for above, below in pairwise(lines):
            change = 30 + rows.index(below)
            assert abs(change - (above + below) / 2) <= 3
        assert rows == sorted(rows)


@pytest.mark.parametrize("leading", [1.4, 2.6])
def test_a_drag_between_two_lines_selects_letters(qtbot: QtBot, leading: float) -> None:
    text = (WORDS * 8).strip()
    article = Article("a", 1, "a.txt", Metadata())
    what = Content(article, text, (Block("paragraph", 0, len(text)),))
    page = opened(qtbot, what, 600, WAYS[0], Typography(leading=leading))
    layout = page.document().begin().layout()
    second = layout.lineAt(1).textStart()
    gap = round((page.caret_rect(0).bottom() + page.caret_rect(second + 1).top()) / 2)
    for y in range(gap - 2, gap + 3):
        view = page.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(400, y))
        QTest.mouseMove(view, QPoint(300, y))
        QTest.mouseMove(view, QPoint(200, y))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(200, y))
        span = page.selected_span()
        assert span is not None
        assert 10 < span[1] - span[0] < 40
        page.clear_selection()


def long_text(letters: int) -> Content:
    line = (WORDS * 4).strip()
    text = "\n".join([line] * (letters // len(line)))
    ends = range(len(line), len(text) + 1, len(line) + 1)
    blocks = tuple(Block("paragraph", end - len(line), end) for end in ends)
    return Content(Article("long", 1, "long.txt", Metadata()), text, blocks)


def settled(qtbot: QtBot, page: ArticlePage) -> None:
    """Wait until all of the text is laid out."""
    qtbot.waitUntil(lambda: all(block.isVisible() for block in blocks_of(page)), timeout=20_000)


@pytest.mark.slow
def test_a_long_text_keeps_its_place_after_a_short_one(qtbot: QtBot) -> None:
    what = long_text(300_000)
    page = opened(qtbot, with_table([["ا", "ب"]] * 2), 700)
    for place in (250_000, 40_000, 299_000):
        show(page, with_table([["ا", "ب"]] * 2))
        show(page, what)
        page.go_to_place(place)
        assert page.place() == place
        top = page.span_rect((place, place + 1))
        assert top is not None
        assert -40 < top.top() < page.viewport().height()
        settled(qtbot, page)
        again = page.span_rect((place, place + 1))
        assert again is not None
        assert abs(again.top() - top.top()) <= 2
        page.reveal((place // 2, place // 2 + 5))
        seen = page.span_rect((place // 2, place // 2 + 5))
        assert seen is not None
        assert 0 < seen.top() < page.viewport().height()


def test_a_place_gone_to_before_the_page_is_seen_is_kept(qtbot: QtBot) -> None:
    """As after a start: the article is there before the window has its size."""
    page = ArticlePage()
    qtbot.addWidget(page)
    show(page, long_text(300_000))
    page.go_to_place(220_000)
    page.show()
    for width in (400, 900, 640):
        page.resize(width, 700)
        QApplication.processEvents()
    rect = page.span_rect((220_000, 220_001))
    assert rect is not None
    assert -40 < rect.top() < 40
    assert page.place() == 220_000


@pytest.mark.slow
def test_what_is_seen_is_laid_out_first(qtbot: QtBot) -> None:
    """At another width the place is there in the time that two screens take."""
    page = opened(qtbot, long_text(400_000), 700)
    page.go_to_place(300_000)
    settled(qtbot, page)
    page.resize(620, 600)
    hidden = sum(not block.isVisible() for block in blocks_of(page))
    assert hidden > 0.8 * page.document().blockCount()
    rect = page.span_rect((300_000, 300_001))
    assert rect is not None
    assert -40 < rect.top() < 40
    # What is written meanwhile above the view does not move it.
    bar = page.verticalScrollBar()
    bar.setValue(bar.value() + 100)
    place = page.place()
    settled(qtbot, page)
    assert abs(page.place() - place) < 120
    assert page.document().size().height() > 100 * page.viewport().height()
    bar.setValue(bar.maximum())
    assert page.place() > 395_000


def linked(qtbot: QtBot, links: Sequence[Link]) -> ArticlePage:
    text = (WORDS * 80).strip()
    article = Article("a", 1, "a.html", Metadata())
    blocks = (Block("paragraph", 0, len(text)),)
    return opened(qtbot, Content(article, text, blocks, tuple(links)), 700)


def click(page: ArticlePage, point: int, *keys: Qt.KeyboardModifier) -> None:
    rect = page.span_rect((point, point + 1))
    assert rect is not None
    modifiers = keys[0] if keys else Qt.KeyboardModifier.NoModifier
    place = QPoint(round(rect.left()) - 4, round(rect.center().y()))
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def test_a_link_to_a_place_of_the_text_goes_there(qtbot: QtBot) -> None:
    page = linked(qtbot, [Link(0, 8, "#5000")])
    click(page, 3)
    rect = page.span_rect((5000, 5001))
    assert rect is not None
    assert 0 < rect.top() < page.viewport().height()


def test_a_link_says_where_it_goes(qtbot: QtBot) -> None:
    page = linked(qtbot, [Link(0, 8, "https://example.org/%D9%85"), Link(9, 14, "#73")])
    for point, said in ((3, "https://example.org/م"), (11, WORDS[:20])):
        rect = page.span_rect((point, point + 1))
        assert rect is not None
        place = QPoint(round(rect.left()) - 4, round(rect.center().y()))
        event = QHelpEvent(QEvent.Type.ToolTip, place, page.viewport().mapToGlobal(place))
        QApplication.sendEvent(page.viewport(), event)
        assert said in QToolTip.text()
    QToolTip.hideText()


def test_a_highlighted_link_opens_the_highlight(qtbot: QtBot) -> None:
    page = linked(qtbot, [Link(0, 8, "https://example.org/")])
    mark = page.mark("m", "yellow", (0, 12))
    assert mark is not None
    page.set_marks([mark])
    followed: list[str] = []
    page.linkClicked.connect(followed.append)
    with qtbot.waitSignal(page.annotationClicked) as opened_mark:
        click(page, 3)
    assert opened_mark.args == ["m"]
    assert followed == []
    click(page, 3, Qt.KeyboardModifier.ControlModifier)
    assert followed == ["https://example.org/"]


def test_the_page_has_a_name_for_those_who_hear_it(qtbot: QtBot) -> None:
    assert linked(qtbot, ()).accessibleName()
