"""Reads OpenDocument text (ISO/IEC 26300): its body, its properties, its images."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field

from archive_app.core.errors import DamagedFile, EncryptedFile, LimitExceeded, NotFound
from archive_app.core.model import BlockKind, Extraction
from archive_app.extract.common.builder import TextBuilder
from archive_app.extract.common.dom import Element
from archive_app.extract.common.finishing import finish
from archive_app.extract.common.source import Source
from archive_app.extract.office.package import DC, Package, beside, parse_xml, properties

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_PASSED = frozenset(
    (
        f"{_TEXT}tracked-changes",
        f"{_OFFICE}annotation",
        f"{_TEXT}ruby-text",
        f"{_TEXT}note-citation",
        f"{_TEXT}sequence-decls",
        f"{_TEXT}variable-decls",
        f"{_TEXT}table-of-content-source",
        f"{_OFFICE}forms",
        f"{_OFFICE}event-listeners",
        f"{_DRAW}object",
    )
)
_CELL = 400
_QUOTES = frozenset(("quotations", "quote"))
_TITLES = frozenset(("title",))
_FLAT = "binary-data:"


@dataclass(slots=True)
class _Reading:
    """The state of reading a document's body."""

    out: TextBuilder
    parents: dict[str, str]
    lists: int = 0
    items: int = 0
    notes: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    binaries: int = 0


def read_packed(source: Source, stamp: str, media_type: str) -> Extraction:
    """The extraction of an ODT. Raises `EncryptedFile` where it wants a password."""
    package = Package(source)
    manifest = package.optional_xml("META-INF/manifest.xml")
    if manifest is not None and any(True for _ in manifest.iter("{*}encryption-data")):
        raise EncryptedFile(source.path)
    try:
        root = package.xml("content.xml")
    except KeyError:
        raise DamagedFile(source.path, "no content in the package") from None
    styles = package.optional_xml("styles.xml")
    meta = package.optional_xml("meta.xml")
    return _read(source, root, styles, meta, stamp, media_type, package.warnings)


def read_flat(source: Source, stamp: str, media_type: str) -> Extraction:
    """The extraction of a FODT."""
    warnings: list[str] = []
    root = parse_xml(source.data, source, warnings, huge=True)
    return _read(source, root, root, root, stamp, media_type, warnings)


def _read(
    source: Source,
    root: Element,
    styles: Element | None,
    meta: Element | None,
    stamp: str,
    media_type: str,
    warnings: list[str],
) -> Extraction:
    body = root.find(f".//{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise DamagedFile(source.path, "no text in the document")
    builder = TextBuilder()
    reading = _Reading(builder, _parents(styles, root))
    try:
        _blocks(reading, body)
        for note in reading.notes:
            _blocks(reading, note)
    except RecursionError:
        raise LimitExceeded(source.path, "nested too deep") from None
    holder = meta.find(f".//{_OFFICE}meta") if meta is not None else None
    return finish(
        source,
        builder,
        stamp=stamp,
        media_type=media_type,
        known=properties(holder, builder, f"{_META}creation-date", f"{DC}date"),
        warnings=dict.fromkeys(warnings),
    )


def _parents(*roots: Element | None) -> dict[str, str]:
    """From a style's name to that of the style it is based on."""
    return {
        style.get(f"{_STYLE}name") or "": style.get(f"{_STYLE}parent-style-name") or ""
        for root in roots
        if root is not None
        for style in root.iter(f"{_STYLE}style")
    }


def _is_styled(reading: _Reading, element: Element, wanted: frozenset[str]) -> bool:
    name = element.get(f"{_TEXT}style-name") or ""
    for _ in range(8):
        if name.lower() in wanted:
            return True
        name = reading.parents.get(name, "")
        if not name:
            return False
    return False


def _blocks(reading: _Reading, parent: Element) -> None:
    for element in parent:
        tag = element.tag
        if tag == f"{_TEXT}h":
            level = element.get(f"{_TEXT}outline-level") or "1"
            _paragraph(reading, element, "heading", int(level) if level.isdecimal() else 1)
        elif tag == f"{_TEXT}p":
            if reading.items:
                _paragraph(reading, element, "item", reading.lists)
            elif _is_styled(reading, element, _TITLES):
                _paragraph(reading, element, "heading", 1)
            elif _is_styled(reading, element, _QUOTES):
                _paragraph(reading, element, "quote", 0)
            else:
                _paragraph(reading, element, "paragraph", 0)
        elif tag == f"{_TEXT}list":
            reading.lists += 1
            _blocks(reading, element)
            reading.lists -= 1
        elif tag in {f"{_TEXT}list-item", f"{_TEXT}list-header"}:
            reading.items += 1
            _blocks(reading, element)
            reading.items -= 1
        elif tag == f"{_TABLE}table":
            _table(reading, element)
        elif tag == f"{_DRAW}frame":
            _frame(reading, element)
            _boxes(reading)
        elif isinstance(tag, str) and tag not in _PASSED:
            _blocks(reading, element)


def _paragraph(reading: _Reading, element: Element, kind: BlockKind, level: int) -> None:
    _inline(reading, element)
    reading.out.flush(kind, min(level, 6) if kind == "heading" else level)
    _boxes(reading)


def _boxes(reading: _Reading) -> None:
    boxes, reading.boxes = reading.boxes, []
    for box in boxes:
        _blocks(reading, box)


def _inline(reading: _Reading, parent: Element) -> None:
    out = reading.out
    out.text(parent.text or "")
    for element in parent:
        tag = element.tag
        if tag in {f"{_TEXT}s", f"{_TEXT}tab"}:
            out.text(" ")
        elif tag == f"{_TEXT}line-break":
            out.line()
        elif tag == f"{_TEXT}a":
            out.open_link(element.get(_LINK) or "")
            _inline(reading, element)
            out.close_link()
        elif tag == f"{_TEXT}note":
            reading.notes.extend(element.iterchildren(f"{_TEXT}note-body"))
        elif tag == f"{_DRAW}frame":
            _frame(reading, element)
        elif isinstance(tag, str) and tag not in _PASSED:
            if tag == f"{_DRAW}text-box" or tag.startswith(_DRAW):
                reading.boxes.append(element)
            else:
                _inline(reading, element)
        out.text(element.tail or "")


def _frame(reading: _Reading, frame: Element) -> None:
    """A frame: its image, or the paragraphs of its text box, which come after the paragraph."""
    for element in frame:
        if element.tag == f"{_DRAW}image":
            target = element.get(_LINK) or ""
            if element.find(f"{_OFFICE}binary-data") is not None:
                reading.out.image(f"{_FLAT}{reading.binaries}")
                reading.binaries += 1
                return
            if target and (member := beside("content.xml", target)):
                reading.out.image(member)
                return
        elif element.tag == f"{_DRAW}text-box":
            reading.boxes.append(element)
            return


def _table(reading: _Reading, table: Element) -> None:
    """A table of data as rows and cells; one that lays out a page as its cells' paragraphs."""
    cells = [
        [cell for cell in row if cell.tag == f"{_TABLE}table-cell"]
        for row in table.iter(f"{_TABLE}table-row")
    ]
    wide = sum(len(row) > 1 for row in cells)
    if wide < 2 or any(_is_prose(cell) for row in cells for cell in row):
        _blocks(reading, table)
        return
    reading.out.flush()
    for row in cells:
        for number, cell in enumerate(row):
            if number:
                reading.out.cell()
            for paragraph in cell.iter(f"{_TEXT}p", f"{_TEXT}h"):
                _inline(reading, paragraph)
                reading.out.text(" ")
        reading.out.line()
    reading.out.flush("table")
    _boxes(reading)


def _is_prose(cell: Element) -> bool:
    if next(cell.iter(f"{_TABLE}table", f"{_TEXT}list", f"{_DRAW}text-box"), None) is not None:
        return True
    return sum(map(len, cell.itertext())) > _CELL


def image(source: Source, name: str) -> bytes:
    """The bytes of the image ``name`` of an ODT or a FODT. Raises `NotFound`."""
    if name.startswith(_FLAT):
        return _flat_image(source, name)
    return Package(source).image(name)


def _flat_image(source: Source, name: str) -> bytes:
    number = name.removeprefix(_FLAT)
    root = parse_xml(source.data, source, [], huge=True)
    images = [
        data
        for image in root.iter(f"{_DRAW}image")
        if (data := image.find(f"{_OFFICE}binary-data")) is not None
    ]
    if not number.isdecimal() or int(number) >= len(images):
        raise NotFound(source.path, name)
    try:
        return base64.b64decode(images[int(number)].text or "")
    except (binascii.Error, ValueError):
        raise NotFound(source.path, name) from None
