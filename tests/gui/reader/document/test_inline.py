"""Runs: what is set apart in right-to-left text, and what runs with it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextLine

from archive_app.core.model import Article, Block, Content, Metadata
from archive_app.gui.kit.theme import WHITE
from archive_app.gui.reader.document.byline import Byline
from archive_app.gui.reader.document.document import build
from archive_app.gui.reader.document.typography import Typography

pytestmark = pytest.mark.usefixtures("qapp")


def places(text: str, *words: str) -> list[float]:
    """Where each of the words begins on the line, from its left, as it is set."""
    what = Content(Article("a", 1, "a.txt", Metadata()), text, (Block("paragraph", 0, len(text)),))
    built = build(what, Typography(), WHITE, Byline(what.article))
    built.document.setTextWidth(2000)
    built.document.documentLayout().documentSize()
    line = built.document.firstBlock().layout().lineAt(0)
    found = []
    for word in words:
        at = built.positions.to_document(text.index(word))
        assert at is not None
        found.append(left(line, at, len(word)))
    return found


def left(line: QTextLine, start: int, length: int) -> float:
    return min(run.boundingRect().left() for run in line.glyphRuns(start, length))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("في الأعوام 1975-1990 كانت", "1975", "1990"),
        ("1975-1990 حرب لبنان", "1975", "1990"),
        ("الحرب (1975-1990) في لبنان", "1975", "1990"),
        ("موسم 2018/2019 في الدوري", "2018", "2019"),
        ("موسم ٢٠١٨/٢٠١٩ في الدوري", "٢٠١٨", "٢٠١٩"),
        ("المرجع نفسه، ص. 123-145.", "123", "145"),
        ("في حرب 1967-73 كانت", "1967", "73"),
        ("١٩٧٥-١٩٩٠ حرب لبنان", "١٩٧٥", "١٩٩٠"),
        ("1975–1990 حرب لبنان", "1975", "1990"),
        ("أحداث 1990-1991، و 2003-2011.", "2003", "2011"),
    ],
)
def test_a_range_follows_the_paragraph(text: str, first: str, last: str) -> None:
    begin, end = places(text, first, last)
    assert begin > end


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("الهاتف: +962-6-555-1234 للتواصل", "962", "1234"),
        ("هاتف: 340-4601 بيروت", "340", "4601"),
        ("هاتف: (01) 340-460 بيروت", "340", "460"),
        ("يوم 2018-03-14 في دمشق", "2018", "14"),
        ("الإصدار 3.5.1-12 من البرنامج", "3.5", "12"),
        ("الإصدار 2.0-beta من البرنامج", "2.0", "beta"),
        ("راجع https://a.example/1975-1990/x اليوم", "1975", "1990"),
        ("بيروت Bldg. 1103-2110 لبنان", "1103", "2110"),
    ],
)
def test_a_number_of_several_parts_keeps_its_order(text: str, first: str, last: str) -> None:
    begin, end = places(text, first, last)
    assert begin < end


@pytest.mark.parametrize("way", ["1975-1990", "123-145"])
def test_a_range_in_latin_text_is_as_it_is_typed(way: str) -> None:
    first, last = way.split("-")
    begin, end = places(f"The war of {way} in Lebanon", first, last)
    assert begin < end
