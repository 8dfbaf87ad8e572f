"""References for other programs: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

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
        "  language = {ar},\n"
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


def other(media_type: str = "", **values: object) -> Article:
    metadata = replace(Metadata(title="عنوان"), **values)  # type: ignore[arg-type]
    return Article(
        "5b660affed625282",
        3,
        "a/ملف.txt",
        metadata,
        media_type,
        added="2026-11-22T00:00:00.000000Z",
    )


@pytest.mark.parametrize(
    ("article", "kinds"),
    [
        (other("text/plain"), ("@article", "NEWS", "article-newspaper")),
        (other("application/epub+zip"), ("@book", "BOOK", "book")),
        (other("message/rfc822"), ("@misc", "ICOMM", "personal_communication")),
        (other("text/html", identifier="https://x.org"), ("@online", "ELEC", "webpage")),
        (
            other("text/html", identifier="https://x.org", source="سانا"),
            ("@article", "NEWS", "article-newspaper"),
        ),
    ],
)
def test_what_an_article_is(article: Article, kinds: tuple[str, str, str]) -> None:
    assert bibtex.write([article]).startswith(kinds[0] + "{")
    assert ris.write([article]).startswith(f"TY  - {kinds[1]}\r\n")
    assert json.loads(csl.write([article]))[0]["type"] == kinds[2]


def test_language_and_the_day_of_access_in_all_forms() -> None:
    article = other(identifier="https://x.org", language="fa")
    assert "language = {fa}," in bibtex.write([article])
    assert "urldate = {2026-11-22}," in bibtex.write([article])
    assert "LA  - fa" in ris.write([article])
    assert "Y2  - 2026/11/22/" in ris.write([article])
    (entry,) = json.loads(csl.write([article]))
    assert entry["language"] == "fa"
    assert entry["accessed"] == {"date-parts": [[2026, 11, 22]]}
    assert "urldate" not in bibtex.write([other()])


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("٢٠١٨-٠٤-٠٤", "2018-04-04"),
        ("2018-04", "2018-04"),
        ("2018-02-30", ""),
        ("2018-13", ""),
        ("26 نيسان 2017", ""),
        ("\u200f2018", "2018"),
    ],
)
def test_only_dates_go_out_as_dates(written: str, iso: str) -> None:
    article = other(date=written)
    assert (f"date = {{{iso}}}," in bibtex.write([article])) == bool(iso)
    assert "date" not in bibtex.write([article]) or iso
    assert (f"PY  - {iso[:4]}" in ris.write([article])) == bool(iso)
    assert ("DA  -" in ris.write([article])) == bool(iso)
    issued = json.loads(csl.write([article]))[0]["issued"]
    parts = [int(part) for part in iso.split("-")] if iso else None
    assert issued.get("date-parts", [None])[0] == parts


@pytest.mark.parametrize("date", ["26/4", "نيسان", "20 1", "1,2}", "٢٠١٨"])
@pytest.mark.parametrize("id_", ["5b660affed", "a b/c,d", "مقال", "{x}", "~#%"])
def test_keys_hold_nothing_that_bibtex_refuses(date: str, id_: str) -> None:
    article = replace(other(date=date), id=id_)
    assert re.fullmatch(r"[A-Za-z0-9:_-]+", bibtex.key(article))
    twice = bibtex.write([article, replace(article, id=id_ + "0")])
    assert len(set(re.findall(r"@article\{([^,]+),", twice))) == 2


def test_marks_that_only_order_text_stay_behind() -> None:
    article = other(
        title="\u202bعنوان\u202c", creator=("\u2068أحمد\u2069", "\u200f"), source="سانا\u200b"
    )
    for text in (bibtex.write([article]), ris.write([article]), csl.write([article])):
        assert not re.search("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert json.loads(csl.write([article]))[0]["author"] == [{"literal": "أحمد"}]
