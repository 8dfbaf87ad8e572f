"""Text for programs that do not shape, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.text.shaping import shape, terminal_shapes, unshape


def test_shape_joins_and_orders():
    assert shape("سوريا") == "ﺎﻳﺭﻮﺳ"
    assert shape("plain text") == "plain text"
    assert shape("") == ""


@pytest.mark.parametrize(
    "text",
    [
        "وزير الدفاع الروسي سيرغي شويغو",
        "قال BBC News في 26/4/2017 إن (سوريا) 12.5%",
        "لا إله إلا الله محمد",
        "كلمة مُحَمَّدٌ هنا",
        "قال «داعش»: 2254.",
        "سطر أول\nسطر ثان",
        "plain (Latin) text",
        "",
        "كــتــاب جميل",
        "من 1975-1990 في بيروت",
        "ص 123-145",
        "بين 1975 - 1990، و٢٠١٥-٢٠١٨",
        "(أ) و(ب) و[ج]",
        "قال (Reuters) إن [Sputnik News] نشرت",
        "كَتَبَ الوَلَدُ (مُسرِعًا)",
        "> ماذا عن «ذا غراند بودابست هوتيل»؟",
        "أ-ب",
    ],
)
def test_there_and_back(text):
    assert unshape(shape(text)) == text


WORDS = st.sampled_from(
    [
        *("وزير", "الدفاع", "كــتــاب", "1975-1990", "٢٠١٥", "(أ)", "[Reuters]", "«داعش»", "BBC"),
        *("News،", "12.5%", "26/4/2017", "مُحَمَّدٌ؟", "الأولى:", "-", "3,500", "a@b.org"),
        *("(من)", "لا", "إلى!", "(", "»", "ص"),
    ]
)


@given(st.lists(WORDS, max_size=9).map(" ".join) | st.text("ابتلأ ـَ-()«»[]12٣ abZ.،", max_size=20))
def test_what_is_not_certain_is_left_as_it_came(text):
    visual = shape(text)
    back = unshape(visual)
    # What stands there then is what was pasted: in other words, or in the very same ones.
    assert back == visual or shape(back) == visual
    assert unshape(text) == text or "\ufb50" <= max(text) <= "\ufefc"


def test_brackets_face_the_right_way():
    assert shape("(سوريا)") == "(ﺎﻳﺭﻮﺳ)"
    assert shape("«داعش»")[0] == "«"
    assert shape("a (b) c") == "a (b) c"


def test_marks_follow_their_letter():
    assert shape("بَ") == "ﺏَ"


def test_lines_keep_their_own_direction():
    assert shape("Reuters:\nقال") == "Reuters:\nﻝﺎﻗ"
    assert shape("سوريا BBC", base="ltr") == "ﺎﻳﺭﻮﺳ BBC"
    assert shape("سوريا BBC", base="rtl") == "BBC ﺎﻳﺭﻮﺳ"


@pytest.mark.parametrize(
    ("environ", "shapes"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"VTE_VERSION": "7006"}, True),
        ({"VTE_VERSION": "5202"}, False),
        ({"KONSOLE_VERSION": "220401"}, True),
        ({"KONSOLE_VERSION": "220401", "TMUX": "/tmp/x"}, False),
        ({"TERM_PROGRAM": "Apple_Terminal"}, True),
        ({"TERM": "mlterm-256color"}, True),
    ],
)
def test_terminals(environ, shapes):
    assert terminal_shapes(environ, "linux") is shapes
