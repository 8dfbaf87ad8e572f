"""Reads a PDF's glyphs through PDFium, and its properties.

PDFium's own text is not used, only which letters stand where: its order of Arabic words has
changed between versions, and depends on the program that wrote the file.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from archive_app.core.errors import DamagedFile, EncryptedFile, LimitExceeded
from archive_app.core.model import DateCandidate, Extraction, Metadata
from archive_app.extract.common.builder import TextBuilder, squeeze
from archive_app.extract.common.finishing import finish
from archive_app.extract.common.metadata import CREATED, iso_date
from archive_app.extract.common.repair import repair
from archive_app.extract.common.source import Source
from archive_app.extract.pdf.layout import (
    REPLACEMENT,
    Glyph,
    Line,
    lines_of,
    tidy,
)
from archive_app.extract.pdf.ligatures import Ligatures
from archive_app.extract.pdf.pdflinks import PdfLink, links_of, placed
from archive_app.extract.pdf.reflow import Paragraph, reflow

_PAGES = 5_000
_GARBLED = 0.15  # of the letters that the file does not name, from which on the text is no text
_BREAKS = frozenset((0, 10, 13, 0xFFFE, 0xFFFF))
_HYPHEN = 2  # what PDFium gives for a hyphen at a line's end
_PDF_DATE = re.compile(r"D:((?:19|20)\d\d)(\d\d)(\d\d)")


def read(source: Source, stamp: str, media_type: str) -> Extraction:
    """The extraction of a PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile(source.path) from error
        raise DamagedFile(source.path, str(error)) from error
    try:
        return _read(document, source, stamp, media_type)
    finally:
        document.close()


def _read(document: Any, source: Source, stamp: str, media_type: str) -> Extraction:
    count = len(document)
    if count > _PAGES:
        raise LimitExceeded(source.path, f"{count} pages")
    warnings: list[str] = []
    pages: list[list[Line]] = []
    letters = unknown = total = 0
    ligatures = Ligatures()
    links: list[PdfLink] = []
    for number in range(count):
        glyphs = ligatures.mark(list(_glyphs(document, number, warnings, links)))
        letters += len(glyphs)
        unknown += sum(not glyph.known for glyph in glyphs)
        pages.append(lines_of(glyphs, number))
        total += sum(len(line.text) for line in pages[-1])
        if total > source.limits.text:
            raise LimitExceeded(source.path, f"more than {source.limits.text} characters")
    if letters and unknown > _GARBLED * letters:
        warnings.append("garbled")
    elif unknown:
        warnings.append("unknown-letters")
    # Lines have to be mended before they are joined, or their order would turn with them.
    lines = [line for page in pages for line in page]
    found = ligatures.resolve(lines, source.refused)
    text, repairs = repair("\n".join(line.text for line in lines), source.refused)
    for line, mended in zip(lines, text.split("\n") if lines else (), strict=True):
        line.text = tidy(mended) if line.rtl else mended
    builder = TextBuilder()
    paragraphs = reflow(pages)
    _write(builder, paragraphs, placed("\n".join(one.text for one in paragraphs), links))
    if not builder.length and count:
        warnings.append("scanned")
    return finish(
        source,
        builder,
        stamp=stamp,
        media_type=media_type,
        known=_properties(document, builder),
        repairs=(found, *repairs) if found else repairs,
        warnings=dict.fromkeys(warnings),
    )


def _write(
    builder: TextBuilder, paragraphs: Sequence[Paragraph], links: Sequence[tuple[int, int, str]]
) -> None:
    """Write the paragraphs; ``links`` are over their texts joined by line feeds."""
    waiting = deque(links)
    start = 0  # of the paragraph, in the joined texts
    for paragraph in paragraphs:
        text, at = paragraph.text, 0
        while waiting and waiting[0][0] < start + len(text):
            first, last, href = waiting.popleft()
            first, last = first - start, last - start
            if last > len(text):
                continue  # it goes over into the next paragraph
            builder.text(text[at:first])
            builder.open_link(href)
            builder.text(text[first:last])
            builder.close_link()
            at = last
        builder.text(text[at:])
        builder.flush(paragraph.kind, paragraph.level)
        start += len(text) + 1


def _glyphs(
    document: Any, number: int, warnings: list[str], links: list[PdfLink]
) -> Iterator[Glyph]:
    """The glyphs of a page in the file's order, upright whatever the page's rotation; its links
    are added to ``links``."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        warnings.append("damaged-page")
        return
    try:
        box = pdfium.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        there, here_x, here_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
        turn = _rotation(text, pdfium)
        scale = _Scale(text.raw, pdfium)
        # A page has thousands of glyphs: each look-up by name would be made as often.
        unicode, bounds = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        origin, nameless = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_HasUnicodeMapError
        found: list[Glyph] = []
        raw = text.raw  # the wrapper would be asked for it at each call
        for at in range(pdfium.FPDFText_CountChars(raw)):
            code = unicode(raw, at)
            if code in _BREAKS and pdfium.FPDFText_IsGenerated(raw, at) == 1:
                continue
            if not bounds(raw, at, there):
                continue
            left, right, bottom, top = box.left, box.right, box.bottom, box.top
            if code == 32 and right - left < 0.01:
                continue  # PDFium's own guess of a space; the gap itself will tell
            origin(raw, at, here_x, here_y)
            base = y.value
            size = top - bottom
            # The box may begin after the origin (in fonts of type 3), and leave a gap there.
            if turn == 0:
                left = min(left, x.value)
            elif turn == 180:
                left, right, base = min(-right, -x.value), -left, -base
            else:
                size = right - left
                if turn == 270:
                    left, right, base = min(bottom, base), top, -x.value
                else:
                    left, right, base = min(-top, -base), -bottom, x.value
            letter = "-" if code == _HYPHEN else _letter(code)
            known = nameless(raw, at) != 1
            found.append(Glyph(letter, left, right, base, scale.size(at, size), known))
        if turn == 0:
            links += links_of(document, page, found)
        yield from found
    finally:
        text.close()
        page.close()


class _Scale:
    """The sizes of fonts as they are on the page."""

    def __init__(self, text: Any, pdfium: Any) -> None:
        self._text = text
        self._pdfium = pdfium
        self._matrix = pdfium.FS_MATRIX()
        self._known: dict[tuple[float, float], float] = {}

    def size(self, at: int, height: float) -> float:
        """The size of the font of the glyph ``at``, whose box is ``height`` high.

        Glyphs of one font have boxes of one height, as long as their scale is the same.
        """
        font = self._pdfium.FPDFText_GetFontSize(self._text, at)
        key = (font, round(height, 3))
        known = self._known.get(key)
        if known is None:
            known = font
            if self._pdfium.FPDFText_GetMatrix(self._text, at, self._matrix):
                known *= math.hypot(self._matrix.c, self._matrix.d)
            if known < 1:
                known = height / 1.3  # the page scales it in a way the matrix does not tell
            known = self._known[key] = max(known, 0.5)
        return known


def _letter(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else REPLACEMENT


def _rotation(text: Any, pdfium: Any) -> int:
    """How the page's text is turned, in degrees clockwise, to the next quarter."""
    count = pdfium.FPDFText_CountChars(text)
    votes = [0, 0, 0, 0]
    for at in range(0, count, max(1, count // 60)):
        angle = pdfium.FPDFText_GetCharAngle(text, at)
        if angle >= 0:
            votes[round(angle / (math.pi / 2)) % 4] += 1
    return votes.index(max(votes)) * 90 if any(votes) else 0


def _properties(document: Any, builder: TextBuilder) -> Metadata:
    """What the document's properties say; its title only if the text says it too."""
    import pypdfium2

    try:
        stated = document.get_metadata_dict()
    except (pypdfium2.PdfiumError, ValueError):
        return Metadata()
    title = squeeze(stated.get("Title") or "")
    created = stated.get("CreationDate") or ""
    found = _PDF_DATE.match(created)
    date = iso_date("-".join(found.groups())) if found else ""
    return Metadata(
        title=title if builder.begins_with(title) else "",
        dates=(DateCandidate(date, "meta", CREATED, created),) if date else (),
    )
