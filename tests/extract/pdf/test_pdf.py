from __future__ import annotations

import pytest

from archive_app.core.errors import DamagedFile
from archive_app.extract.common.source import Source
from archive_app.extract.pdf.layout import Glyph, Line, lines_of, tidy
from archive_app.extract.pdf.pdf import Pdf
from archive_app.extract.pdf.pdflinks import PdfLink, placed
from archive_app.extract.pdf.reflow import reflow
from archive_app.extract.runtime.registry import choose
from tests.extract.helpers import source
from tests.extract.make_files import FILES


def glyphs(visual: str, y: float = 700.0, size: float = 10.0, left: float = 100.0) -> list[Glyph]:
    """Glyphs as a page shows them, given from left to right; a ligature in braces."""
    out = []
    at = left
    ligature = ""
    inside = False
    for char in visual:
        if char == "{":
            inside, ligature = True, ""
            continue
        if char == "}":
            out += [Glyph(letter, at, at + 5, y, size) for letter in ligature]
            at += 5
            inside = False
            continue
        if inside:
            ligature += char
            continue
        out.append(Glyph(char, at, at + 5, y, size))
        at += 5
    return out


def read(visual: str) -> list[str]:
    return [tidy(line.text) if line.rtl else line.text for line in lines_of(glyphs(visual))]


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        ("موسكو سانا", "اناس وكسوم"),
        ("عام 2015 وبعده", "هدعبو 2015 ماع"),
        ("قال Boeing 737 اليوم", "مويلا Boeing 737 لاق"),
        ("بنسبة 95% من", "نم 95% ةبسنب"),
        ("في ٢٠١٥/٤/٢٦ كان", "ناك ٢٠١٥/٤/٢٦ يف"),
        ("بين 2014 و 2016", "2016 و 2014 نيب"),
        ("(سورية) هنا", "انه (ةيروس)"),
        ("“داعش” هزم.", ".مزه “شعاد”"),
        ("الإرهاب", "باهر{إل}ا"),
        ("الإرهاب", "باهر{لإ}ا"),
        ("قال: «لا» ثم", "مث «ا{ل}» :لاق".replace("ا{ل}", "{ال}")),
        ("Reuters in Moscow", "Reuters in Moscow"),
        ("He said سلام عليكم to them all", "He said مكيلع مالس to them all"),
        ("1.5 مليون", "نويلم 1.5"),
        ("page 12 of 30", "page 12 of 30"),
    ],
)
def test_a_line_is_read_by_where_its_glyphs_stand(logical: str, visual: str) -> None:
    assert read(visual) == [logical]


def test_the_order_in_the_file_does_not_matter() -> None:
    line = glyphs("هدعبو 2015 ماع")
    for order in (line, line[::-1], line[5:] + line[:5]):
        assert [one.text for one in lines_of(order)] == ["عام 2015 وبعده"]


def test_gaps_are_spaces_and_columns_are_apart() -> None:
    left = glyphs("انه")
    near = [Glyph(g.text, g.left + 18, g.right + 18, g.y, g.size) for g in glyphs("كانه")]
    far = [Glyph(g.text, g.left + 300, g.right + 300, g.y, g.size) for g in glyphs("ديعب")]
    assert [line.text for line in lines_of([*left, *near, *far])] == ["بعيد", "هناك هنا"]


def test_marks_stand_behind_the_letter_that_they_are_over() -> None:
    line = glyphs("ايونس")
    mark = Glyph("\u064b", line[0].left + 1, line[0].left + 3, line[0].y + 2, 10.0)
    for at in range(len(line) + 1):
        order = [*line[:at], mark, *line[at:]]
        assert [one.text for one in lines_of(order)] == ["سنويا\u064b"]


def test_a_letter_that_the_file_does_not_name_is_marked() -> None:
    line = glyphs("بxا")
    line[1].known = False
    assert lines_of(line)[0].text == "ا\ufffdب"


def lines(*rows: tuple[str, float, float, float], page: int = 0, size: float = 10.0) -> list[Line]:
    return [Line(text, left, right, y, size, True, page) for text, left, right, y in rows]


def test_paragraphs_end_where_the_next_word_would_have_fitted() -> None:
    long = "كلمات كثيرة في سطر طويل يملأ الصفحة كلها"
    page = lines(
        (long, 50, 300, 700), (long, 51, 300, 686), ("نهاية الفقرة.", 220, 300, 672),
        (long, 50, 300, 658), ("ثم نهاية.", 240, 300, 644),
    )  # fmt: skip
    assert [one.text for one in reflow([page])] == [
        f"{long} {long} نهاية الفقرة.", f"{long} ثم نهاية.",
    ]  # fmt: skip


WORDS = ["أول", "ثان", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع"]


def test_paragraphs_run_over_pages_and_their_furniture() -> None:
    long = "كلمات كثيرة في سطر طويل يملأ الصفحة كلها"
    pages = [
        [
            *lines(("صحيفة الغد", 100, 200, 780), page=number),
            *lines(*((f"{word} {long}", 50, 300, 700 - 14 * at) for at, word in rows), page=number),
            *lines((str(number + 1), 170, 175, 30), page=number),
        ]
        for number in range(3)
        for rows in [list(enumerate(WORDS[3 * number : 3 * number + 3]))]
    ]
    found = reflow(pages)
    assert [one.text for one in found if one.kind != "hidden"] == [
        " ".join(f"{word} {long}" for word in WORDS)
    ]
    assert sum(one.kind == "hidden" for one in found) == 6


def test_headings_go_by_size() -> None:
    page = [
        *lines(("عنوان الخبر الكبير", 100, 300, 740), size=20),
        *lines(("كلمات كثيرة في سطر طويل يملأ الصفحة كلها", 50, 300, 700)),
        *lines(("عنوان فرعي", 200, 300, 670), size=14),
        *lines(("كلمات كثيرة في سطر طويل يملأ الصفحة كلها", 50, 300, 650)),
    ]
    assert [(one.kind, one.level) for one in reflow([page])] == [
        ("heading", 1), ("paragraph", 0), ("heading", 2), ("paragraph", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 garbage" * 50, b"not a pdf at all"])
def test_garbage_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        Pdf().extract(source(data, "a.pdf"))


EMPTY = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n"
)


def test_a_document_without_text_says_so() -> None:
    result = Pdf().extract(source(EMPTY, "scan.pdf"))
    assert result.text == ""
    assert result.warnings == ("no-text", "scanned")


def test_the_registry_knows_it() -> None:
    chosen = choose(EMPTY, "x")
    assert chosen is not None
    assert chosen.name == "pdf"


def test_columns_are_read_one_after_the_other() -> None:
    long = "كلمات كثيرة في سطر طويل يملأ العمود"
    page = [
        *lines(*((f"{word} {long}", 310, 560, 700 - 14 * at) for at, word in enumerate(WORDS[:4]))),
        *lines(*((f"{word} {long}", 40, 290, 700 - 14 * at) for at, word in enumerate(WORDS[4:8]))),
        *lines(("نهاية.", 250, 290, 644)),
    ]
    assert [one.text for one in reflow([page])] == [
        " ".join([*(f"{word} {long}" for word in WORDS[:8]), "نهاية."])
    ]


def test_a_latin_ligature_is_two_letters() -> None:
    found = lines_of([*glyphs("le of", left=110), *glyphs("{fi}", left=105)])
    assert [line.text for line in found] == ["file of"]


def test_links() -> None:
    """Those whose words stand in the text as often as they are linked, and no others."""
    result = Pdf().extract(Source(FILES / "linked.pdf"))
    assert [(result.text[one.start : one.end], one.href) for one in result.links] == [
        ("جلسته الأسبوعية", "https://example.org/session"),
        ("Reuters agency", "https://example.org/agency"),
    ]


def test_links_are_placed_where_they_are_certain() -> None:
    text = "أ ب ت أ ب\nج د"
    links = [PdfLink("ت", "x"), PdfLink("أ", "y"), PdfLink("ج د", "z"), PdfLink("ج", "w")]
    assert placed(text, links) == [(4, 5, "x"), (10, 13, "z")]
    twice = [PdfLink("أ", "1"), PdfLink("أ", "2")]
    assert placed(text, twice) == [(0, 1, "1"), (6, 7, "2")]
    assert placed("بابا", [PdfLink("با", "x")]) == []
