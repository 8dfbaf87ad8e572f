"""The test files that programs of the world made (see make_files), against the article's text."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from archive_app.core.errors import EncryptedFile
from archive_app.extract import extract
from archive_app.extract.common.source import Source
from archive_app.extract.pdf.pdf import Pdf
from tests.extract.helpers import FIXTURES, recall
from tests.extract.make_files import OTHERS, PRODUCERS
from tests.extract.web.test_html import check_blocks

ARTICLE = [line for line in (FIXTURES / "article.txt").read_text("utf-8").split("\n") if line]

EXPECTED: dict[str, tuple[float, int]] = {
    "libreoffice.pdf": (1.0, 4),  # a paragraph's last line is full, and no gap follows it
    "wkhtmltopdf.pdf": (0.98, 5),  # no gap between a number and the word after it
    "wkhtmltopdf-naskh.pdf": (0.98, 5),
    "fpdf.pdf": (0.98, 4),  # mirrored: a sign of per cent comes to the other side
}
"""Where not every word and paragraph comes back: the recall and the paragraphs that must."""


@pytest.mark.parametrize("name", PRODUCERS)
def test_an_article_comes_back_from_every_program(name: str) -> None:
    result = extract(FIXTURES / name)
    check_blocks(result)
    words, whole = EXPECTED.get(name, (1.0, len(ARTICLE)))
    found = [result.text[block.start : block.end] for block in result.blocks]
    assert recall(" ".join(ARTICLE), result.text) >= words
    assert sum(one in found for one in ARTICLE) >= whole
    assert result.metadata.title == ARTICLE[0]


def test_every_file_is_there() -> None:
    missing = [name for name in {**PRODUCERS, **OTHERS} if not (FIXTURES / name).exists()]
    assert missing == []


@pytest.mark.parametrize("name", ["encrypted.pdf", "encrypted.docx"])
def test_files_under_a_password_say_so(name: str) -> None:
    with pytest.raises(EncryptedFile):
        extract(FIXTURES / name)


def test_a_scan_gives_no_text_and_its_reason() -> None:
    result = extract(FIXTURES / "scanned.pdf")
    assert (result.text, result.warnings) == ("", ("no-text", "scanned"))


def test_a_message_keeps_its_attachment_sender_and_date() -> None:
    result = extract(FIXTURES / "outlook.msg")
    assert [(part.name, part.data.decode()) for part in result.parts] == [("مرفق.txt", "نص مرفق")]
    assert result.metadata.creator == ("سامي حداد",)
    assert result.metadata.date == "2018-04-04"


def test_a_mirrored_pdf_is_mended_and_said_so() -> None:
    repairs = extract(FIXTURES / "fpdf.pdf").repairs
    assert [repair.kind for repair in repairs] == ["reversed"]


def test_a_pdf_whose_letters_are_wrongly_named_says_so() -> None:
    assert "garbled" in extract(FIXTURES / "weasyprint-57.pdf").warnings


def test_nameless_lam_alefs_are_told_from_the_words() -> None:
    result = extract(FIXTURES / "qt-naskh.pdf")
    assert [repair.kind for repair in result.repairs] == ["lam-alef"]
    assert "الإرهابي" in result.text
    assert "فلاديمير" in result.text


def test_each_mending_of_a_pdf_can_be_refused() -> None:
    for name, kind in (("qt-naskh.pdf", "lam-alef"), ("fpdf.pdf", "reversed")):
        source = Source(FIXTURES / name, refused=frozenset((kind,)))
        result = Pdf().extract(source)
        assert result.repairs == ()
        assert recall(" ".join(ARTICLE), result.text) < 0.95


@pytest.mark.parametrize(
    "turn", [(0, 1, -1, 0, 842, 0), (-1, 0, 0, -1, 595, 842), (0, -1, 1, 0, 0, 595)]
)
def test_a_page_that_lies_on_its_side_is_read(turn: tuple[int, ...]) -> None:
    document = pypdfium2.PdfDocument(FIXTURES / "chromium.pdf")
    page = document[0]
    for one in page.get_objects(max_depth=1):
        one.transform(pypdfium2.PdfMatrix(*turn))
    page.set_mediabox(0, 0, 900, 900)
    page.gen_content()
    data = io.BytesIO()
    document.save(data)
    document.close()
    result = Pdf().extract(Source(Path("a.pdf"), data=data.getvalue()))
    assert recall(" ".join(ARTICLE), result.text) > 0.99
