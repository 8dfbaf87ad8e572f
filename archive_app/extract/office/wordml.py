"""Reads WordprocessingML, the XML inside a Word document (ECMA-376, part 1).

Insertions under review are taken as text and deletions left out; of alternatives only the
first is read, so that a text box does not come twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive_app.core.errors import DamagedFile
from archive_app.core.model import BlockKind, Extraction, StyleKind
from archive_app.extract.common.builder import TextBuilder
from archive_app.extract.common.dom import Element
from archive_app.extract.common.finishing import finish
from archive_app.extract.common.source import Source
from archive_app.extract.office.package import Package, beside, properties
from archive_app.extract.office.word_lists import WordLists

_TERMS = "{http://purl.org/dc/terms/}"
_OFFICE = "/officeDocument"
_HEADING = re.compile(r"^(?:heading|titre|überschrift|عنوان)\s*([1-9])$", re.IGNORECASE)
_TITLES = frozenset(("title", "العنوان", "titre"))
_QUOTES = frozenset(
    ("quote", "intense quote", "intensequote", "block text", "quotations", "اقتباس")
)
_PASSED = frozenset(
    ("del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "sectPr", "tblPr",
     "tblGrid", "Fallback", "rt", "sdtPr", "sdtEndPr", "fldData", "proofErr")
)  # fmt: skip
_CELL = 400
_FIELD_LINK = re.compile(r'HYPERLINK\s+(\\l\s+)?"([^"]+)"')
_CAPTIONS = frozenset(("caption", "image caption", "table caption", "légende", "تسمية توضيحية"))
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass(slots=True)
class _Style:
    """What a paragraph style means: ``kind`` and ``level`` of a block."""

    kind: BlockKind = "paragraph"
    level: int = 0
    list: str = ""
    """The list that its items are counted in (``numId``)."""


@dataclass(slots=True)
class _Reading:
    """The state of reading one part: its name, the targets of its relations."""

    out: TextBuilder
    part: str
    targets: dict[str, str]
    styles: dict[str, _Style]
    boxes: list[Element] = field(default_factory=list)
    field_link: bool = False
    lists: WordLists = field(default_factory=WordLists)


def read(source: Source, stamp: str, media_type: str) -> Extraction:
    """The extraction of a Word document."""
    package = Package(source)
    main = _main_part(package)
    if main not in package:
        raise DamagedFile(source.path, "no document in the package")
    root = package.xml(main)
    body = next((one for one in root if _name(one) == "body"), None)
    if body is None:
        raise DamagedFile(source.path, "no body in the document")
    folder = main.rpartition("/")[0]
    styles = _styles(package.optional_xml(f"{folder}/styles.xml" if folder else "styles.xml"))
    builder = TextBuilder()
    numbering = package.optional_xml(f"{folder}/numbering.xml" if folder else "numbering.xml")
    lists = WordLists.read(numbering)
    reading = _Reading(builder, main, _targets(package, main), styles, lists=lists)
    _blocks(reading, body)
    for kind in ("footnotes", "endnotes"):
        name = f"{folder}/{kind}.xml"
        notes = package.optional_xml(name) if name in package else None
        if notes is not None:
            reading.part, reading.targets = name, _targets(package, name)
            for note in notes:
                if _value(note, "type") in {"", "normal"}:
                    builder.place(_note_place(kind, _value(note, "id")))
                    _blocks(reading, note)
    return finish(
        source,
        builder,
        stamp=stamp,
        media_type=media_type,
        known=properties(package.optional_xml("docProps/core.xml"), builder, f"{_TERMS}created"),
        warnings=dict.fromkeys(package.warnings),
    )


def _name(element: Element) -> str:
    """The element's local name, as Word writes it."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Element, key: str = "val") -> str:
    """An attribute in the element's own namespace, Word's or the strict one."""
    namespace = element.tag.rpartition("}")[0]
    return element.get(f"{namespace}}}{key}") or element.get(key) or ""


def _child(element: Element | None, *names: str) -> Element | None:
    """The descendant along a path of local names, or None."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if _name(one) == name), None)
    return element


def _main_part(package: Package) -> str:
    for target, kind in _relations(package, ""):
        if kind.endswith(_OFFICE):
            return target
    return "word/document.xml"


def _relations(package: Package, part: str) -> Iterator[tuple[str, str]]:
    for _, target, kind in _relation_rows(package, part):
        yield target, kind


def _relation_rows(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    folder, _, name = part.rpartition("/")
    root = package.optional_xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
    for row in root if root is not None else ():
        target = row.get("Target") or ""
        if row.get("TargetMode") != "External":
            target = beside(part, target)
        yield row.get("Id") or "", target, row.get("Type") or ""


def _targets(package: Package, part: str) -> dict[str, str]:
    return {key: target for key, target, _ in _relation_rows(package, part)}


def _styles(root: Element | None) -> dict[str, _Style]:
    """What each paragraph style means, what it is based on included."""
    raw: dict[str, tuple[str, str, Element]] = {}
    for style in root if root is not None else ():
        if _name(style) != "style":
            continue
        name = _child(style, "name")
        based = _child(style, "basedOn")
        raw[_value(style, "styleId")] = (
            _value(name).strip().lower() if name is not None else "",
            _value(based) if based is not None else "",
            style,
        )
    meanings: dict[str, _Style] = {}
    for key in raw:
        chain: list[str] = []
        at = key
        while at in raw and at not in chain and len(chain) < 12:
            chain.append(at)
            at = raw[at][1]
        for link in chain:
            meaning = _meaning(raw[link][0], raw[link][2])
            if meaning is not None:
                meanings[key] = meaning
                break
    return meanings


def _meaning(name: str, style: Element) -> _Style | None:
    if name in _TITLES:
        return _Style("heading", 1)
    if found := _HEADING.match(name):
        return _Style("heading", min(6, int(found[1])))
    if name in _QUOTES:
        return _Style("quote")
    if name in _CAPTIONS:
        return _Style("caption")
    outline = _child(style, "pPr", "outlineLvl")
    if outline is not None and _value(outline).isdecimal() and int(_value(outline)) < 9:
        return _Style("heading", min(6, int(_value(outline)) + 1))
    listed = _child(style, "pPr", "numPr", "numId")
    if listed is not None:
        return _Style("item", 1, _value(listed))
    return None


def _blocks(reading: _Reading, parent: Element) -> None:
    """Paragraphs and tables, through whatever wraps them."""
    for element in parent:
        name = _name(element)
        if name == "p":
            _paragraph(reading, element)
        elif name == "tbl":
            _table(reading, element)
        elif name == "AlternateContent":
            choice = _child(element, "Choice")
            _blocks(reading, choice if choice is not None else element)
        elif name == "bookmarkStart":
            reading.out.place(_value(element, "name"))
        elif name and name not in _PASSED:
            _blocks(reading, element)


def _paragraph(reading: _Reading, paragraph: Element) -> None:
    _inline(reading, paragraph)
    style = _style_of(reading, paragraph)
    written = not reading.out.empty
    label = ""
    if style.kind == "item" and style.list and written:
        label = reading.lists.label(style.list, style.level - 1)
    reading.out.flush(style.kind, style.level, label)
    boxes, reading.boxes = reading.boxes, []
    for box in boxes:
        _blocks(reading, box)


def _style_of(reading: _Reading, paragraph: Element) -> _Style:
    properties = _child(paragraph, "pPr")
    named = _child(properties, "pStyle")
    style = reading.styles.get(_value(named)) if named is not None else None
    outline = _child(properties, "outlineLvl")
    if outline is not None and _value(outline).isdecimal() and int(_value(outline)) < 9:
        return _Style("heading", min(6, int(_value(outline)) + 1))
    number = _child(properties, "numPr", "numId")
    if number is not None and (style is None or style.kind != "heading"):
        if _value(number) in {"", "0"}:
            return _Style()
        level = _child(properties, "numPr", "ilvl")
        depth = _value(level) if level is not None else "0"
        return _Style("item", int(depth) + 1 if depth.isdecimal() else 1, _value(number))
    return style or _Style()


def _inline(reading: _Reading, parent: Element) -> None:
    """The text of runs and of what wraps them."""
    out = reading.out
    for element in parent:
        name = _name(element)
        if name == "t":
            out.text(element.text or "")
        elif name in {"tab", "ptab"}:
            out.text(" ")
        elif name in {"br", "cr"}:
            out.line()
        elif name == "noBreakHyphen":
            out.text("-")
        elif name == "r":
            properties = _child(element, "rPr")
            if properties is None or not _is_on(properties, "vanish"):
                styles = _run_styles(properties)
                for style in styles:
                    out.open_style(style)
                _inline(reading, element)
                for _ in styles:
                    out.close_style()
        elif name == "hyperlink":
            inside = _value(element, "anchor")
            out.open_link(_relation(reading, element, "id") or (f"#{inside}" if inside else ""))
            _inline(reading, element)
            out.close_link()
        elif name == "instrText":
            found = _FIELD_LINK.search(element.text or "")
            if found:
                out.open_link(f"#{found[2]}" if found[1] else found[2])
                reading.field_link = True
        elif name == "fldChar" and reading.field_link and _value(element, "fldCharType") == "end":
            out.close_link()
            reading.field_link = False
        elif name in _NOTES:
            out.note(_note_place(_NOTES[name], _value(element, "id")))
        elif name == "bookmarkStart":
            out.place(_value(element, "name"))
        elif name == "txbxContent":
            reading.boxes.append(element)
        elif name in {"blip", "imagedata"}:
            target = _relation(reading, element, "embed") or _relation(reading, element, "id")
            if target and "://" not in target:
                out.image(target)
        elif name == "AlternateContent":
            choice = _child(element, "Choice")
            _inline(reading, choice if choice is not None else element)
        elif name and name not in _PASSED:
            _inline(reading, element)


def _note_place(kind: str, key: str) -> str:
    """The name of the place where a foot- or endnote stands."""
    return f"{kind}/{key}"


def _run_styles(properties: Element | None) -> list[StyleKind]:
    """How a run is set apart."""
    if properties is None:
        return []
    found: list[StyleKind] = []
    if any(_is_on(properties, name) for name in ("b", "bCs")):
        found.append("bold")
    if any(_is_on(properties, name) for name in ("i", "iCs")):
        found.append("italic")
    raised = _child(properties, "vertAlign")
    if raised is not None and _value(raised) in {"superscript", "subscript"}:
        found.append("superscript" if _value(raised) == "superscript" else "subscript")
    return found


def _is_on(properties: Element, name: str) -> bool:
    flag = _child(properties, name)
    return flag is not None and _value(flag) not in {"0", "false", "off"}


def _relation(reading: _Reading, element: Element, key: str) -> str:
    """The target of the relation that an attribute ``r:key`` names; "" where there is none."""
    for attribute, value in element.attrib.items():
        if attribute.endswith(f"/relationships}}{key}"):
            return reading.targets.get(value, "")
    return ""


def _table(reading: _Reading, table: Element) -> None:
    """A table of data as rows and cells; one that lays out a page as its cells' paragraphs."""
    rows = list(_through(table, "tr"))
    cells = [list(_through(row, "tc")) for row in rows]
    wide = sum(len(row) > 1 for row in cells)
    if wide < 2 or any(_is_prose(cell) for row in cells for cell in row):
        for row in cells:
            for cell in row:
                _blocks(reading, cell)
        return
    reading.out.flush()
    head = 0
    for row in rows:
        properties = _child(row, "trPr")
        if properties is None or not _is_on(properties, "tblHeader"):
            break
        head += 1
    for row in cells:
        for number, cell in enumerate(row):
            if number:
                reading.out.cell()
            for paragraph in cell.iter("{*}p"):
                _inline(reading, paragraph)
                reading.out.text(" ")
        reading.out.line()
    reading.out.flush("table", head if head < len(rows) else 0)
    boxes, reading.boxes = reading.boxes, []
    for box in boxes:
        _blocks(reading, box)


def _through(parent: Element, wanted: str) -> Iterator[Element]:
    """Children of the name wanted, also those inside content controls and the like."""
    for element in parent:
        name = _name(element)
        if name == wanted:
            yield element
        elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _through(element, wanted)


def _is_prose(cell: Element) -> bool:
    size = 0
    for inner in cell.iter("{*}t", "{*}tbl", "{*}txbxContent"):
        if _name(inner) != "t":
            return True
        size += len(inner.text or "")
    return size > _CELL


def image(source: Source, name: str) -> bytes:
    """The bytes of the image ``name`` of a document. Raises `NotFound`."""
    return Package(source).image(name)
