"""What a document is made of, as it is shown: lists, notes, verse, letters, heads of tables."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument

from archive_app.core.model import Article, Block, Content, Link, Metadata, Style
from archive_app.gui.kit.theme import WHITE
from archive_app.gui.reader.document.byline import Byline
from archive_app.gui.reader.document.document import Built, build
from archive_app.gui.reader.document.typography import Typography
from archive_app.gui.reader.document.verse import hemistichs

pytestmark = pytest.mark.usefixtures("qapp")


def built(
    text: str, blocks: Sequence[Block], links: Sequence[Link] = (), styles: Sequence[Style] = ()
) -> Built:
    article = Article("a", 1, "a.html", Metadata())
    what = Content(article, text, tuple(blocks), tuple(links), styles=tuple(styles))
    return build(what, Typography(), WHITE, Byline(article))


def letters(made: Built, point: int) -> QTextCharFormat:
    """How the letter at a code point is set."""
    position = made.positions.to_document(point)
    assert position is not None
    cursor = QTextCursor(made.document)
    cursor.setPosition(position + 1)
    return cursor.charFormat()


def shown(document: QTextDocument) -> list[str]:
    """Each block with what Qt puts before it."""
    found, block = [], document.begin()
    while block.isValid():
        listed = block.textList()
        found.append((listed.itemText(block) + " " if listed else "") + block.text())
        block = block.next()
    return found


def items(*lines: tuple[str, int, str]) -> tuple[str, list[Block]]:
    text, blocks = "", []
    for line, level, label in lines:
        blocks.append(Block("item", len(text), len(text) + len(line), level, label=label))
        text += line + "\n"
    return text, blocks


def test_list_items_have_their_own_numbers() -> None:
    text, blocks = items(
        ("أول", 1, "1."), ("فرع", 2, "1.1."), ("فرع ثان", 2, "1.2."), ("ثان", 1, "2."),
        ("معاد", 1, "1."), ("بين قوسين", 1, "(7)"), ("حرف", 1, "ب."), ("نقطة", 1, ""),
    )  # fmt: skip
    made = built(text, blocks)
    lines = [line.replace("\u00a0", " ") for line in shown(made.document)]
    assert lines[:7] == [
        "1.  أول", "1.1.  فرع", "1.2.  فرع ثان", "2.  ثان", "1.  معاد", "(7)  بين قوسين", "ب.  حرف",
    ]  # fmt: skip
    assert lines[7].endswith(" نقطة")
    assert made.positions.selection(0, made.document.characterCount() - 1) == (0, len(text) - 1)


def test_the_lines_of_a_numbered_item_begin_behind_its_number() -> None:
    words = "كلمة " * 60
    for line, label in ((words, "12."), ("word " * 60, "3.1.")):
        text, blocks = items((line.strip(), 1, label))
        made = built(text, blocks)
        made.document.setTextWidth(500)
        made.document.documentLayout().documentSize()
        block = made.document.begin()
        position = made.positions.to_document(0)
        assert position is not None
        layout = block.layout()
        edges = []
        for number, at in ((0, position), (1, layout.lineAt(1).textStart())):
            rect = layout.lineAt(number).glyphRuns(at, 1)[0].boundingRect()
            edges.append(rect.right() if "كلمة" in line else rect.left())
        assert abs(edges[0] - edges[1]) < 6


def test_letters_are_set_apart() -> None:
    text = "مهم جدا H2O وهامش1"
    styles = [
        Style(0, 7, "bold"), Style(4, 7, "italic"), Style(9, 10, "subscript"),
        Style(17, 18, "superscript"),
    ]  # fmt: skip
    made = built(text, [Block("paragraph", 0, len(text))], styles=styles)
    assert letters(made, 0).fontWeight() == QFont.Weight.Bold
    assert not letters(made, 0).fontItalic()
    assert letters(made, 5).fontItalic()
    alignment = QTextCharFormat.VerticalAlignment
    assert letters(made, 9).verticalAlignment() == alignment.AlignSubScript
    assert letters(made, 17).verticalAlignment() == alignment.AlignSuperScript
    assert letters(made, 12).fontWeight() != QFont.Weight.Bold
    assert made.positions.selection(0, made.document.characterCount() - 1) == (0, len(text))


def test_footnotes_are_marked_numbered_and_lead_both_ways() -> None:
    text = "قبل بعد هنا\n\nالهامش الأول\n\nالهامش الثاني"
    first, second = text.index("الهامش الأول"), text.index("الهامش الثاني")
    blocks = [
        Block("paragraph", 0, 11),
        Block("paragraph", first, first + 12),
        Block("paragraph", second, len(text)),
    ]
    links = [Link(3, 3, f"#{first}"), Link(11, 11, f"#{second}")]
    made = built(text, blocks, links)
    assert shown(made.document) == [
        "قبل1 بعد هنا2", "1.\u00a0الهامش الأول", "2.\u00a0الهامش الثاني",
    ]  # fmt: skip
    cursor = QTextCursor(made.document)
    cursor.setPosition(4)
    assert cursor.charFormat().anchorHref() == f"#{first}"
    cursor.setPosition(made.document.findBlockByNumber(1).position() + 1)
    assert cursor.charFormat().anchorHref() == "#3"
    # The marks are not the article's text.
    last = made.document.characterCount() - 1
    assert made.positions.selection(0, last) == (0, len(text))


def test_links_in_every_cell_of_a_right_to_left_table() -> None:
    text = "حلب\tحمص\nإدلب\tحماة"
    links = [Link(0, 3, "https://a.example"), Link(4, 7, "https://b.example"), Link(8, 12, "#0")]
    made = built(text, [Block("table", 0, len(text))], links)
    for link in links:
        assert letters(made, link.start).anchorHref() == link.href


def test_the_head_of_a_table_and_its_caption() -> None:
    text = "أعداد النسخ\nالصحيفة\tالسنة\nالأهرام\t1950"
    made = built(text, [Block("table", 0, len(text), 1)])
    table = made.tables[0].table
    assert table.cellAt(0, 0).columnSpan() == 2
    assert letters(made, text.index("الصحيفة")).fontWeight() == QFont.Weight.Bold
    assert letters(made, text.index("السنة")).fontWeight() == QFont.Weight.Bold
    assert letters(made, text.index("الأهرام")).fontWeight() != QFont.Weight.Bold


VERSE = (
    "قِفا نَبكِ مِن ذِكرى حَبيبٍ وَمَنزِلِ          بِسِقطِ اللِوى بَينَ الدَخولِ فَحَومَلِ",
    "كَأَنّي غَداةَ البَينِ يَومَ تَحَمَّلوا *** لَدى سَمُراتِ الحَيِّ ناقِفُ حَنظَلِ",
    "وُقوفاً بِها صَحبي عَلَيَّ مَطِيَّهُم\tيَقولونَ لا تَهلِك أَسىً وَتَجَمَّلِ",
)


def test_hemistichs_stand_beside_each_other() -> None:
    text = "قصيدة\n" + "\n".join(VERSE) + "\nثم قال كلاما آخر"
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    made = built(text, blocks)
    made.document.setTextWidth(760)
    made.tables[0].fit(760)
    layout = made.document.documentLayout()

    def rect(point: int) -> tuple[float, float, float]:
        block = made.document.findBlock(made.positions.to_document(point) or 0)
        found = layout.blockBoundingRect(block)
        return found.left(), found.right(), found.top()

    pairs = [(rect(text.index(line)), rect(text.index(line) + len(line) - 3)) for line in VERSE]
    for first, second in pairs:
        assert first[0] >= second[1] - 14
        assert first[2] == second[2]
    assert len({(first[0], second[0]) for first, second in pairs}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير إن الوضع تحسن في المدينة أمس",
        "المدينة    12    حلب    13",
        "كلام طويل جدا عن أمور كثيرة لا تنتهي أبدا ولا يقف عند حد من الحدود    ثم كلام آخر",
        "Name of the minister     Address of the ministry",
    ],
)
def test_prose_is_no_verse(text: str) -> None:
    assert hemistichs(text, 0, len(text)) is None
