"""Reads a PDF's glyphs through PDFium, and its properties.

PDFium's own text is not used, only which letters stand where: its order of Arabic words has
changed between versions, and depends on the program that wrote the file.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any

from archive_app.core.errors import DamagedFile, EncryptedFile, LimitExceeded
from archive_app.core.model import DateCandidate, Extraction, Metadata
from archive_app.extract.builder import TextBuilder, squeeze
from archive_app.extract.finishing import finish
from archive_app.extract.layout import REPLACEMENT, Glyph, Line, lines_of, tidy
from archive_app.extract.ligatures import Ligatures
from archive_app.extract.reflow import reflow
from archive_app.extract.repair import repair
from archive_app.extract.source import Source
from archive_app.extract.webmeta import iso_date
from archive_app.extract.wordml import CREATED

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
    for number in range(count):
        glyphs = ligatures.mark(list(_glyphs(document, number, warnings)))
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
    for paragraph in reflow(pages):
        builder.text(paragraph.text)
        builder.flush(paragraph.kind, paragraph.level)
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


def _glyphs(document: Any, number: int, warnings: list[str]) -> Iterator[Glyph]:
    """The glyphs of a page in the file's order, upright whatever the page's rotation."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        warnings.append("damaged-page")
        return
    try:
        box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        x, y = ctypes.c_double(), ctypes.c_double()
        turn = _rotation(text, pdfium)
        for at in range(pdfium.FPDFText_CountChars(text)):
            code = pdfium.FPDFText_GetUnicode(text, at)
            if code in _BREAKS and pdfium.FPDFText_IsGenerated(text, at) == 1:
                continue
            if not pdfium.FPDFText_GetLooseCharBox(text, at, box):
                continue
            if code == 32 and box.right - box.left < 0.01:
                continue  # PDFium's own guess of a space; the gap itself will tell
            pdfium.FPDFText_GetCharOrigin(text, at, x, y)
            known = pdfium.FPDFText_HasUnicodeMapError(text, at) != 1
            letter = "-" if code == _HYPHEN else _letter(code)
            # The box may begin after the origin (in fonts of type 3), and leave a gap there.
            left, right, base = min(box.left, x.value), box.right, y.value
            size = box.top - box.bottom
            if turn == 90:
                left, right = min(box.bottom, y.value), box.top
                base, size = -x.value, box.right - box.left
            elif turn == 180:
                left, right, base = -box.right, -box.left, -y.value
            elif turn == 270:
                left, right, base, size = -box.top, -box.bottom, x.value, box.right - box.left
            font = pdfium.FPDFText_GetFontSize(text, at)
            if pdfium.FPDFText_GetMatrix(text, at, matrix) and font > 0:
                font *= math.hypot(matrix.c, matrix.d)
            if font < 1:
                font = size / 1.3  # the page scales it in a way the matrix does not tell
            yield Glyph(letter, left, right, base, max(font, 0.5), known)
    finally:
        text.close()
        page.close()


def _letter(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else REPLACEMENT


def _rotation(text: Any, pdfium: Any) -> int:
    """How the page's text is turned, in degrees counter-clockwise, to the next quarter."""
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
