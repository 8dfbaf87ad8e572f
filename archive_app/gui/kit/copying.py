"""A passage or an article on its way out: as plain text, without tashkeel, shaped, or HTML.

What leaves is the article's own text, in logical order; only "for programs without Arabic" is
it shaped and put in visual order. Nothing hidden (web leftovers) goes along.
"""

from __future__ import annotations

import atexit
import html
import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import decomposition, normalize

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from archive_app.core.model import Block, Content, Span
from archive_app.text.direction import direction
from archive_app.text.shaping import joined, shape, unshape

_TASHKEEL = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)

_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufefc][\u0640\ufb50-\ufdff\ufe70-\ufefc]*")
_BEGINNINGS, _ENDS = "<initial>", "<final>"

_TAGS = {"quote": "blockquote", "item": "li", "paragraph": "p", "image": "p", "row": "p"}


def pieces(content: Content, span: Span | None = None) -> Iterator[tuple[Block, int, int]]:
    """The shown blocks within ``span`` (the whole text if None), each with its part of it."""
    start, end = span if span is not None else (0, len(content.text))
    blocks = content.blocks or (Block("paragraph", 0, len(content.text)),)
    for block in blocks:
        first, last = max(start, block.start), min(end, block.end)
        if block.kind != "hidden" and first < last:
            yield block, first, last


def plain(content: Content, span: Span | None = None) -> str:
    """The text as it was written, a line a paragraph."""
    parts = [content.text[first:last].strip("\n") for _, first, last in pieces(content, span)]
    return "\n".join(part for part in parts if part.strip())


def without_tashkeel(text: str) -> str:
    """``text`` without vowel signs and other marks over and under its letters."""
    return _TASHKEEL.sub("", text)


def for_programs_without_arabic(text: str) -> str:
    """``text`` line by line with its letters shaped and in visual order."""
    return "\n".join(shape(line) for line in text.split("\n"))


def pasted(text: str) -> str:
    """``text`` as it comes in: what was shaped and put in visual order for a program without
    Arabic is plain letters in reading order again.

    Letters stored as shapes but in reading order (from some PDFs) only get plain: there a word
    begins with the shape of a beginning, in visual order with that of an end. A line of which
    it is not certain what it was is left as it came.
    """
    return "\n".join(_pasted(line) for line in text.split("\n"))


def _pasted(line: str) -> str:
    if not _SHAPES.search(line):
        return line
    if (plain := unshape(line)) != line:
        return plain
    plain = _SHAPES.sub(lambda match: normalize("NFKC", match.group()), line)
    visual = logical = 0
    for word in _SHAPES.findall(line):
        first, last = (decomposition(letter).partition(" ")[0] for letter in (word[0], word[-1]))
        visual += (first == _ENDS) + (last == _BEGINNINGS)
        logical += (first == _BEGINNINGS) + (last == _ENDS)
    return plain if logical > visual or joined(plain) == line else line


def as_html(content: Content, span: Span | None = None) -> str:
    """The text as HTML, each block with its own direction; no scripts, styles or pictures."""
    out: list[str] = []
    in_list = False
    for block, first, last in pieces(content, span):
        text = content.text[first:last]
        if not text.strip():
            continue
        if in_list != (block.kind == "item"):
            out.append("</ul>" if in_list else "<ul>")
            in_list = not in_list
        way = direction(text, "rtl")
        if block.kind == "table":
            out.append(_table(text, way))
            continue
        name = _TAGS.get(block.kind, "p")
        if block.kind == "heading":
            name = f"h{min(max(block.level, 1), 6)}"
        inner = _linked(content, first, last).strip().replace("\n", "<br>")
        out.append(f'<{name} dir="{way}">{inner}</{name}>')
    if in_list:
        out.append("</ul>")
    return "\n".join(out)


def _linked(content: Content, first: int, last: int) -> str:
    """``text[first:last]`` escaped, with its links."""
    out: list[str] = []
    at = first
    for link in sorted(content.links, key=lambda link: link.start):
        begin, stop = max(at, link.start), min(last, link.end)
        if begin >= stop or not link.href.lower().startswith(("http://", "https://", "mailto:")):
            continue
        out.append(html.escape(content.text[at:begin], quote=False))
        inner = html.escape(content.text[begin:stop], quote=False)
        out.append(f'<a href="{html.escape(link.href)}">{inner}</a>')
        at = stop
    out.append(html.escape(content.text[at:last], quote=False))
    return "".join(out)


def _table(text: str, way: str) -> str:
    rows = (
        "<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in line.split("\t")) + "</tr>"
        for line in text.split("\n")
        if line.strip()
    )
    return f'<table dir="{way}">{"".join(rows)}</table>'


def mime(content: Content, span: Span | None = None, file: Path | None = None) -> QMimeData:
    """What the clipboard or a drag carries: text and HTML, and the original where given."""
    data = QMimeData()
    data.setText(plain(content, span))
    data.setHtml(as_html(content, span))
    if file is not None:
        data.setUrls([QUrl.fromLocalFile(str(file))])
    return data


def to_clipboard(data: QMimeData) -> None:
    """Put data on the clipboard."""
    QGuiApplication.clipboard().setMimeData(data)
    if QGuiApplication.platformName() in {"offscreen", "minimal"}:
        # There the clipboard outlives Python, and would end by deleting what Python made.
        atexit.unregister(_clear)
        atexit.register(_clear)


def _clear() -> None:
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()
