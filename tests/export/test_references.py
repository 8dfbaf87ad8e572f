"""References for other programs: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from dataclasses import replace

from archive_app.core.model import Article, Metadata
from archive_app.export import bibtex, csl, ris
from tests.export.test_cite import ARABIC

BARE = Article("5b660affed625282", 3, "2026-11/ملف.txt", Metadata())
NASTY = replace(
    ARABIC,
    metadata=replace(
        ARABIC.metadata,
        title="50% {of} a_b \\ $ & #\nTY  - BOOK",
        date="2017-04",
        identifier="https://x.org/{a}",
        creator=("A", "ب"),
    ),
)


def test_bibtex() -> None:
    assert bibtex.write([ARABIC]) == (
        "@article{2018-1,\n"
        "  title = {{بوتين: تنظيم داعش هزم في سورية}},\n"
        "  author = {{سمر أحمد}},\n"
        "  journaltitle = {سانا},\n"
        "  date = {2018-04-04},\n"
        "  url = {https://sana.sy/?p=739021},\n"
        "  langid = {arabic},\n"
        "}\n"
    )
    assert bibtex.write([BARE]) == "@article{5b660aff,\n  title = {{ملف.txt}},\n}\n"


def test_bibtex_escapes_what_tex_would_obey() -> None:
    text = bibtex.write([NASTY])
    assert r"{{50\% \{of\} a\_b \textbackslash{} \$ \& \# TY - BOOK}}" in text
    assert "author = {{A} and {ب}}" in text
    assert "https://x.org/%7Ba%7D" in text
    assert text.replace(r"\{", "").replace(r"\}", "").count("{") == text.replace(r"\{", "").replace(
        r"\}", ""
    ).count("}")


def test_ris() -> None:
    assert ris.write([ARABIC]).split("\r\n") == [
        "TY  - NEWS",
        "TI  - بوتين: تنظيم داعش هزم في سورية",
        "AU  - سمر أحمد",
        "T2  - سانا",
        "PY  - 2018",
        "DA  - 2018/04/04/",
        "UR  - https://sana.sy/?p=739021",
        "LA  - ar",
        "ID  - 1",
        "ER  - ",
        "",
        "",
    ]
    lines = ris.write([NASTY, BARE]).split("\r\n")
    assert lines.count("TY  - NEWS") == 2
    assert "TY  - BOOK" not in lines
    assert "DA  - 2017/04//" in lines


def test_csl() -> None:
    first, second, bare = json.loads(csl.write([ARABIC, NASTY, BARE]))
    assert first == {
        "id": "1",
        "type": "article-newspaper",
        "title": "بوتين: تنظيم داعش هزم في سورية",
        "author": [{"literal": "سمر أحمد"}],
        "container-title": "سانا",
        "issued": {"date-parts": [[2018, 4, 4]]},
        "URL": "https://sana.sy/?p=739021",
        "language": "ar",
    }
    assert second["issued"] == {"date-parts": [[2017, 4]]}
    assert bare == {"id": BARE.id, "type": "article-newspaper", "title": "ملف.txt"}
    odd = replace(BARE, metadata=Metadata(date="ربيع 2017"))
    assert json.loads(csl.write([odd]))[0]["issued"] == {"raw": "ربيع 2017"}
