"""The links of a PDF: areas of its pages that lead to an address, found again in its text.

A link's words are those of the glyphs in its area. They become a link of the article where they
stand in its text just as often as the file links them; else it is not certain which are meant,
and none does.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from archive_app.extract.pdf.layout import Glyph, lines_of, tidy

_MOST = 2_000  # links of one document
_ADDRESS = 4_096  # bytes of an address
_URI = 3  # PDFACTION_URI


class PdfLink(NamedTuple):
    """The words that lead to an address."""

    words: str
    href: str


def links_of(document: Any, page: Any, glyphs: Sequence[Glyph]) -> Iterator[PdfLink]:
    """The links of a page whose ``glyphs`` stand upright, in the file's order."""
    import pypdfium2.raw as pdfium

    at, link, area = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(_MOST):
        if not pdfium.FPDFLink_Enumerate(page.raw, ctypes.byref(at), ctypes.byref(link)):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != _URI:
            continue
        buffer = ctypes.create_string_buffer(_ADDRESS)
        size = pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, _ADDRESS)
        href = buffer.raw[: max(0, size - 1)].decode("utf-8", "replace") if size <= _ADDRESS else ""
        if not href.lower().startswith(("http://", "https://", "mailto:")):
            continue
        if not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(area)):
            continue
        inside = [glyph for glyph in glyphs if _holds(area, glyph)]
        words = " ".join(
            tidy(line.text) if line.rtl else line.text for line in lines_of(inside)
        ).strip()
        if words:
            yield PdfLink(words, href)


def _holds(area: Any, glyph: Glyph) -> bool:
    middle = (glyph.left + glyph.right) / 2
    # The baseline lies above the area's lower edge, but for rounding.
    beside = area.left <= middle <= area.right
    return bool(beside and area.bottom <= glyph.y + 0.5 and glyph.y < area.top)


def placed(text: str, links: Iterable[PdfLink]) -> list[tuple[int, int, str]]:
    """Where links stand in ``text``: start, end and address of each, in order, none overlapping."""
    wanted: dict[str, list[str]] = {}
    for link in links:
        wanted.setdefault(link.words, []).append(link.href)
    found: list[tuple[int, int, str]] = []
    for words, targets in wanted.items():
        spans = [one.span() for one in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
        if len(spans) == len(targets):
            found += [(*span, href) for span, href in zip(spans, targets, strict=True)]
        elif len(set(targets)) == 1 and len(spans) == 1:
            found.append((*spans[0], targets[0]))
    found.sort(key=lambda one: (one[0], -one[1]))
    out: list[tuple[int, int, str]] = []
    for one in found:
        if not out or one[0] >= out[-1][1]:
            out.append(one)
    return out
