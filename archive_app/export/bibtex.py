"""References for LaTeX: BibTeX with the fields of biblatex, in UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive_app.core.model import Article
from archive_app.export.reference import iso, reference

SUFFIX = ".bib"

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: "\\" + character for character in "{}%&#$_"},
}
_ESCAPES = str.maketrans(_SPECIAL)
_LANGUAGES = {"ar": "arabic", "en": "english", "fr": "french", "fa": "persian", "de": "german"}


_TYPES = {"article": "article", "book": "book", "email": "misc", "webpage": "online"}
_NO_KEY = re.compile(r"[^A-Za-z0-9:_-]+")
"""What BibTeX takes for the end of a key, and all that is not ASCII."""


def write(articles: Iterable[Article]) -> str:
    """The articles as entries, one after another. Keys follow from year and id, and so stay; where
    two have the same, the second goes by its whole id."""
    taken: set[str] = set()
    entries = []
    for article in articles:
        own = key(article)
        if own in taken:
            own = _NO_KEY.sub("-", article.id).strip("-") or f"{own}-{len(taken)}"
        taken.add(own)
        entries.append(_entry(article, own))
    return "\n".join(entries)


def _entry(article: Article, own: str) -> str:
    one = reference(article)
    fields = {
        "title": f"{{{_escaped(one.title)}}}",
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in one.creator),
        "publisher" if one.kind == "book" else "journaltitle": _escaped(one.source),
        "date": one.iso,
        "url": one.url.translate({ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}),
        "urldate": iso(one.accessed),
        "howpublished": "E-mail" if one.kind == "email" else "",
        "language": _escaped(one.language),
        "langid": _LANGUAGES.get(one.language.partition("-")[0], ""),
        "abstract": _escaped(one.description),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{_TYPES[one.kind]}{{{own},", *lines, "}", ""])


def key(article: Article) -> str:
    """The key to cite an article by: ``2018-5b660aff``. It holds nothing that BibTeX refuses."""
    year = reference(article).iso[:4]
    return "-".join(filter(None, (year, _NO_KEY.sub("-", article.id[:8]).strip("-")))) or "x"


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES)
