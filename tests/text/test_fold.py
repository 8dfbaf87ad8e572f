"""Folding: what becomes of each letter, and the map back to the original."""

import unicodedata
from functools import cache
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.text.fold import BULK, SEVERAL, bare, bulk, fold, fold_long, fold_text, is_mark

ARABIC = st.text(
    st.one_of(
        st.sampled_from("ابتجحدرسعفقكلمنهويىةءآأإؤئٱکگیہےپچژڤ"),
        st.sampled_from("\u064b\u064e\u0651\u0670\u0640\u200c\u200f\u202b\ufeff"),
        st.sampled_from("ﻻﷲﷺﺍﺑﹰﹷ٠١٢۳۴ \n.،؟«»"),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("ســوريـــا", "سوريا"),
        ("أحمد إلى آخر ٱلكتاب", "احمد الي اخر الكتاب"),
        ("مسؤول رئيس شيء", "مسوول رييس شيء"),
        ("مدرسة على", "مدرسه علي"),
        ("ﻻ ﷲ ﺳﻮﺭﻳﺎ", "لا الله سوريا"),
        ("کتابی گفت ہے", "كتابي كفت هي"),
        ("٢٠١٥ ۱۳۹۴", "2015 1394"),
        ("Çelik ŠIBENIK Straße", "celik sibenik strasse"),
        ("ﹰا", "ا"),
        ("الر\u200fياض", "الرياض"),
        ("ا\u0654حمد", "احمد"),
    ],
)
def test_folds(text, folded):
    assert fold_text(text) == folded


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("ســوريـــا", "سوريا"),
        ("أحمد", "أحمد"),
        ("ا\u0654حمد", "أحمد"),
        ("مدرسة على", "مدرسة على"),
        ("ﻷن", "لأن"),
        ("٢٠١٥", "2015"),
        ("Café", "café"),
    ],
)
def test_bare_keeps_the_spelling(text, exact):
    assert bare(text) == exact


@cache
def written():
    """The characters of all scripts, less those that are all alike (Han, Hangul, private)."""
    some = [(0, 0x3400), (0xA000, 0xAC00), (0xD7A4, 0xE000), (0xF900, 0x17000), (0x18D80, 0x20000),
            (0xE0000, 0xE1000)]  # fmt: skip
    chars = map(chr, chain.from_iterable(range(first, last) for first, last in some))
    return [char for char in chars if unicodedata.category(char) not in ("Cn", "Co", "Cs")]


@pytest.mark.slow
def test_every_character_folds_to_a_fixed_point():
    for char in (*written(), "漢", "힣", "\ue000"):
        once = fold_text(char)
        assert fold_text(once) == once, hex(ord(char))
        assert fold_text(bare(char)) == once, hex(ord(char))
        assert bare(bare(char)) == bare(char), hex(ord(char))


@given(ARABIC)
def test_folding_is_idempotent(text):
    assert fold_text(fold_text(text)) == fold_text(text)
    assert fold(text).text == fold_text(text)


@given(ARABIC, ARABIC)
def test_folding_works_character_by_character(first, second):
    assert fold_text(first + second) == fold_text(first) + fold_text(second)


@given(ARABIC)
def test_the_fast_path_gives_the_same(text):
    long = text * (BULK // max(1, len(text)) + 1)
    assert fold_text(long) == fold(long).text


@given(ARABIC)
def test_the_map_leads_back(text):
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)
    for index, char in enumerate(folded.text):
        assert char in fold_text(text[folded.offsets[index]])


@given(ARABIC, st.data())
def test_a_span_folds_to_what_it_was_taken_from(text, data):
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert folded.text[start:end] in fold_text(text[first:last])
    if start < end:
        assert last == len(text) or not is_mark(text[last])


def test_a_hit_carries_its_tashkeel_but_no_control():
    text = "في دِمَشْقَ\u200f أمس"
    folded = fold(text)
    start = folded.text.index("دمشق")
    first, last = folded.span(start, start + 4)
    assert text[first:last] == "دِمَشْقَ"


def test_half_a_ligature_is_taken_whole():
    folded = fold("ﻻ")
    assert folded.text == "لا"
    assert folded.span(0, 1) == folded.span(1, 2) == (0, 1)


@given(ARABIC)
def test_bare_and_fold_agree(text):
    assert sorted(fold_text(bare(text))) == sorted(fold_text(text))


def test_composed_and_decomposed_text_fold_alike():
    for text in ("آخر مؤتمر رئيس أول", "Éléphant Ångström"):
        apart = unicodedata.normalize("NFD", text)
        assert fold_text(apart) == fold_text(text)
        assert bare(apart) == bare(text)


@given(ARABIC)
def test_the_map_of_a_long_text_is_that_of_its_parts(text):
    times = BULK // max(1, len(text)) + 1
    short, long = fold(text), fold(text * times)
    expected = [at + turn * len(text) for turn in range(times) for at in short.offsets[:-1]]
    assert list(long.offsets) == [*expected, len(text) * times]


FOREIGN_NAMES = {
    # Persian, Urdu, Pashto, Sindhi
    "پاریس": "باريس", "چین": "جين", "نژاد": "نجاد", "گیلان": "كيلان",
    "پاکستان": "باكستان", "ٹیکسلا": "تيكسلا", "ڈان": "دان", "لاڑکانہ": "لاركانه",
    "میاں": "ميان", "بھٹو": "بهتو", "دائرۂ": "دايره", "خانۀ": "خانه",
    "دورۃ": "دوره", "ہے": "هي", "ټانک": "تانك", "ډوډۍ": "دودي", "وړک": "ورك",
    "کاڼی": "كاني", "ږمنځ": "جمنز", "څرخ": "سرخ", "ځان": "زان", "ګل": "كل",
    "ڪراچي": "كراجي", "پاڻي": "باني",
    # Kurdish, Uyghur, Kirghiz
    "ڕانیە": "رانيه", "گوڵ": "كول", "کۆبانێ": "كوباني", "شىنجاڭ": "شينجاك",
    "ئۇيغۇر": "يويغور", "ئۈرۈمچى": "يورومجي", "ۋاڭ": "واك", "ئېلى": "ييلي",
    "ۅزگۅن": "وزكون", "ۉچ": "وج", "ۏان": "وان",
    # the Maghreb, and letters without dots
    "ڢاس": "فاس", "ڧسنطينة": "قسنطينه", "ڨفصة": "قفصه", "ڤيتنام": "فيتنام",
    "ڥيتنام": "فيتنام", "ݣلميم": "كلميم", "ڜفشاون": "شفشاون", "ڡي": "في",
    "ٯال": "قال", "ٮيت": "بيت",
    # Jawi, Kashmiri, Parkari, and others that write a letter of their own
    "ݢلاڠ": "كلاڠ", "ڬاي": "كاي", "ڮل": "كل", "ڰل": "كل", "ػل": "كل", "ؼل": "كل",
    "ؽد": "يد", "ؾد": "يد", "ؿد": "يد", "ۿل": "هل", "ٲس": "اس", "ٳس": "اس",
    # Latin
    "Ørsted": "orsted", "Łódź": "lodz", "Đà Nẵng": "da nang", "Guðmundsson": "gudmundsson",
    "Þórr": "thorr", "Ħamrun": "hamrun", "Işık": "isik", "Ægir": "aegir",
    "Œuvre": "oeuvre", "Əliyev": "eliyev", "Saŋa": "sana",
}  # fmt: skip


def test_foreign_names_are_found_as_arabic_papers_spell_them():
    assert {name: fold_text(name) for name in FOREIGN_NAMES} == FOREIGN_NAMES


# Unicode's blocks of signs for any letter: basic, extended, supplement, for symbols, half marks.
SIGNS = [(0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)]
BETWEEN_LETTERS = {
    "\u0640",
    "\u06e5",
    "\u06e6",
    "\u08e2",
}  # tatweel, small waw and yeh, end of ayah


def test_every_sign_on_a_letter_is_laid_aside_and_no_letter():
    for char in written():
        sign = unicodedata.category(char) in ("Mn", "Me")
        if is_mark(char):
            assert sign or char in BETWEEN_LETTERS, hex(ord(char))
            assert fold_text(char) == bare(char) == "", hex(ord(char))
        elif sign and char not in "\u034f\ufb1e":
            assert not unicodedata.name(char).startswith(("ARABIC", "HEBREW")), hex(ord(char))
            assert not any(first <= ord(char) <= last for first, last in SIGNS), hex(ord(char))
    assert all(map(is_mark, BETWEEN_LETTERS))
    assert fold_text("и\u0486м\u0483я\u0487") == "имя"  # Old Church Slavonic
    # Those of Devanagari and Balinese are letters to their readers; thousands are a number.
    assert not any(map(is_mark, "\u0900\u1b00\u0488"))


INVISIBLE = ("ZERO WIDTH", "SOFT HYPHEN", "GRAPHEME JOINER", "ARABIC LETTER MARK", "END OF AYAH",
             "VARIATION SELECTOR", "MONGOLIAN VOWEL SEPARATOR")  # fmt: skip


def test_what_takes_no_room_on_the_page_parts_no_word():
    for char in written():
        category, point = unicodedata.category(char), ord(char)
        control = category in ("Cf", "Mn") and any(p in unicodedata.name(char) for p in INVISIBLE)
        shape = 0xFE70 <= point <= 0xFE7F  # tashkeel on a blank or a tatweel
        if control or shape or (category == "Cf" and (0x2000 <= point < 0x3000 or point > 0xE0000)):
            assert fold_text(f"سور{char}يا") == bare(f"سور{char}يا") == "سوريا", hex(point)
        elif fold_text(char) == "":
            assert category in ("Mn", "Me") or is_mark(unicodedata.normalize("NFKD", char)[-1])
    assert fold_text("❤\ufe0f") == fold_text("❤\ufe00") == "❤"
    assert fold_text("㐂\U000e0100") == fold_text("㐂\U000e01ef") == "㐂"
    assert fold_text("\ufeffسوريا") == fold_text("سو\xadريا") == "سوريا"


def test_what_is_seen_between_letters_stays():
    for seen in "\u0600\u060c\u061b\u061f\u06de\u06e9\u2010\u2029\u2044":
        assert fold_text("سور" + seen + "يا") == "سور" + seen + "يا"
    # Blanks and marks of other widths are what they look like.
    assert fold_text("سور\u200aيا\u202f٥⁰\u2026") == "سور يا 50..."


def articles(seeds):
    """Real text as it stands, vocalised, with ligatures, and with what breaks programs."""
    text = seeds[0].read_text(encoding="utf-8")[:1500]
    plain = "".join(char for char in text if len(fold_text(char)) == 1)
    yield plain
    yield plain.replace("م", "م\u064f").replace("ر", "ر\u0640")
    yield plain.replace("الله", "ﷲ").replace("لا", "ﻻ\u0651") + " ﷲ\ufdfa½"
    yield f"{plain[:400]}\u0000\u0001\u0002\u0003\uffff\ud7ff\ue000{plain}\u064e"
    yield f"{plain} \ud83d مُ \udfff{plain[:300]}"
    for beyond in "😀\U00010000\U000103ff\ufa6c":
        yield f"{plain[:300]} ﻻ {beyond} مُحمّد {plain[:300]}"
    yield "ﷲ" * BULK
    yield "\u0640" * BULK
    yield "سُوريا" * (BULK // 6) + "اليوم"[: BULK % 6]


def test_a_long_text_folds_as_its_characters_do(seeds):
    for text in articles(seeds):
        pieces = [fold_text(char) for char in text]
        offsets = [at for at, piece in enumerate(pieces) for _ in piece] + [len(text)]
        folded = fold(text)
        assert folded.text == fold_text(text) == "".join(pieces)
        assert list(folded.offsets) == offsets
        few = fold_long(text)
        if few is not None:
            some = [0, len(folded.text) // 3, len(folded.text)]
            assert few[0] == folded.text
            assert few[1].at(some) == [offsets[place] for place in some]
            assert list(few[1].all(len(folded.text))) == offsets
        else:
            assert max(map(ord, fold_text(text))) > 0xFFFF or "\ud800" < max(text) < "\ue000"


def test_a_long_article_goes_the_fast_way(seeds):
    whole = "".join(path.read_text(encoding="utf-8") for path in seeds)
    assert not (bulk(whole) == SEVERAL).any()
    assert bulk("مُـﷲ").tolist() == [ord("م"), 0, 0, SEVERAL]
    assert fold_long(whole + "ﷲ") is not None
