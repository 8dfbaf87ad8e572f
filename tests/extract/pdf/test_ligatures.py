from __future__ import annotations

from archive_app.extract.pdf.layout import REPLACEMENT, Glyph, Line, lines_of
from archive_app.extract.pdf.ligatures import Ligatures


def word(letters: str, codes: tuple[str, str]) -> list[Glyph]:
    """A word from right to left, ``#`` standing for a lam-alef without letters."""
    out = []
    right = 200.0
    for letter in letters:
        if letter == "#":
            out.append(Glyph(codes[0], right - 6, right, 700, 10, known=False))
            out.append(Glyph(codes[1], right - 6, right - 1, 700, 10))
        else:
            out.append(Glyph(letter, right - 6, right, 700, 10))
        right -= 6
    return out


def read(words: list[tuple[str, tuple[str, str]]], refuse: tuple[str, ...] = ()) -> list[str]:
    ligatures = Ligatures()
    lines: list[Line] = []
    for letters, codes in words:
        lines += lines_of(ligatures.mark(word(letters, codes)))
    ligatures.resolve(lines, refuse)
    return [line.text for line in lines]


def test_the_words_tell_which_lam_alef_it_is() -> None:
    assert read([("ا#رهاب", ("\x0f", "!")), ("ا#من", ("\x0f", "@")), ("خ#ل", ("I", " "))]) == [
        "الإرهاب", "الأمن", "خلال",
    ]  # fmt: skip


def test_one_reading_holds_for_all_its_words() -> None:
    found = read([("ا#رهاب", ("\x0f", "!")), ("ا#زميل", ("\x0f", "!"))])
    assert found == ["الإرهاب", "الإزميل"]


def test_what_the_words_do_not_tell_stays_unknown() -> None:
    assert read([("ا#زميل", ("\x0f", "!"))]) == [f"ا{REPLACEMENT}زميل"]


def test_it_can_be_refused() -> None:
    assert read([("ا#رهاب", ("\x0f", "!"))], ("lam-alef",)) == [f"ا{REPLACEMENT}رهاب"]


def test_letters_printed_twice_to_look_bold_are_no_ligature() -> None:
    glyphs = [Glyph("b", 10, 16, 700, 10), Glyph("b", 10.1, 16.1, 700, 10)]
    assert Ligatures().mark(glyphs) == glyphs
