"""References for LaTeX: BibTeX with the fields of biblatex, in UTF-8."""

from __future__ import annotations

from collections.abc import Iterable

from archive_app.core.model import Article

SUFFIX = ".bib"

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: "\\" + character for character in "{}%&#$_"},
}
_ESCAPES = str.maketrans(_SPECIAL)
_LANGUAGES = {"ar": "arabic", "en": "english", "fr": "french", "fa": "persian", "de": "german"}


def write(articles: Iterable[Article]) -> str:
    """The articles as entries, one after another. Keys follow from year and id, and so stay."""
    return "\n".join(map(_entry, articles))


def _entry(article: Article) -> str:
    m = article.metadata
    fields = {
        "title": f"{{{_escaped(m.title or article.path.rpartition('/')[2])}}}",
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in m.creator),
        "journaltitle": _escaped(m.source),
        "date": m.date,
        "url": m.identifier.translate({ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}),
        "langid": _LANGUAGES.get(m.language.partition("-")[0], ""),
        "abstract": _escaped(m.description),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{key(article)},", *lines, "}", ""])


def key(article: Article) -> str:
    """The key to cite an article by: ``2018-5b660aff``."""
    return "-".join(filter(None, (article.metadata.date[:4], article.id[:8])))


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES)
