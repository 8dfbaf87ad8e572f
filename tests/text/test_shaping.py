"""Text for programs that do not shape, and back."""

import pytest

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
    ],
)
def test_there_and_back(text):
    assert unshape(shape(text)) == text


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
