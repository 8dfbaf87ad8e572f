"""Writes an HTML element tree into a `TextBuilder`: paragraphs, headings, lists, tables, links.

Nothing here recurses, so that a page nested thousands deep costs no more than a flat one.
What to leave out (menus, say) is the caller's choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree

from archive_app.core.model import BlockKind, StyleKind
from archive_app.extract.common.builder import TextBuilder
from archive_app.extract.common.numbering import number

Element = Any
"""An lxml element; lxml has no annotations of its own."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = """
    address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li
    main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
_NO_TEXT_NAMES = """
    applet area audio base button canvas datalist embed frame frameset head iframe input link
    map meta noframes noscript object optgroup option param script select source style svg
    template textarea title track video
"""
_NO_TEXT = frozenset(_NO_TEXT_NAMES.split())
_LISTS = frozenset(("ul", "ol", "dir", "menu"))
_STYLES: dict[str, StyleKind] = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic",
    "sup": "superscript", "sub": "subscript",
}  # fmt: skip
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CELLS = frozenset(("td", "th"))
_CELL_LIMIT = 400  # a longer cell holds prose, not data
_IN_TABLE = frozenset(("ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "table"))


def tag_of(element: Element) -> str:
    """The element's name without its namespace, in small letters; "" for comments and the like."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].lower()


def is_textless(element: Element) -> bool:
    """Whether the element's content is no text for a reader, as a script's is not."""
    tag = tag_of(element)
    return not tag or tag in _NO_TEXT


def unseen(element: Element) -> bool:
    """Whether a browser shows nothing of the element."""
    if is_textless(element) or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style) and _UNSEEN.search(style) is not None


def is_data_table(table: Element) -> bool:
    """Whether a table holds rows of data, rather than laying out a page."""
    wide = 0
    rows = 0
    for row in table.iter("tr", "{*}tr"):
        rows += 1
        cells = [cell for cell in row if tag_of(cell) in _CELLS]
        wide += len(cells) > 1
        for cell in cells:
            if sum(map(len, cell.itertext())) > _CELL_LIMIT:
                return False
            if any(tag_of(inner) in _IN_TABLE for inner in cell.iterdescendants()):
                return False
    return wide >= 2 and wide * 2 >= rows


@dataclass(slots=True)
class _List:
    """A numbered list: how it counts, and where it is."""

    form: str
    step: int
    at: int

    @classmethod
    def of(cls, element: Element) -> _List:
        """The list of an ``ol``."""
        form = _FORMS.get(element.get("type") or "", "decimal")
        if named := _LIST_STYLE.search(element.get("style") or ""):
            form = named[1].lower()
        step = -1 if element.get("reversed") is not None else 1
        items = sum(tag_of(child) == "li" for child in element)
        return cls(form, step, _whole(element.get("start")) or (1 if step > 0 else items))

    def next(self, item: Element) -> str:
        """The label of the next item."""
        value = _whole(item.get("value"))
        self.at = self.at if value is None else value
        label = number(self.at, self.form)
        self.at += self.step
        return f"{label}." if label else ""


_FORMS = {"a": "lower-latin", "A": "upper-latin", "i": "lower-roman", "I": "upper-roman"}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_KINDS = frozenset(("li", "blockquote", "figcaption", "caption"))


def _whole(text: str | None) -> int | None:
    found = re.match(r"\s*([-+]?\d{1,6})", text or "")
    return int(found[1]) if found else None


def _head_rows(table: Element) -> int:
    """How many rows at the top of a table are its head."""
    rows = list(table.iter("tr", "{*}tr"))
    count = 0
    for row in rows:
        parent = row.getparent()
        cells = [tag_of(cell) for cell in row if tag_of(cell) in _CELLS]
        in_head = parent is not None and tag_of(parent) == "thead"
        if not (in_head or (cells and all(tag == "th" for tag in cells))):
            break
        count += 1
    return count if count < len(rows) else 0


class _Walk:
    """The state of one walk: what kind of block the text at hand belongs to."""

    def __init__(
        self,
        out: TextBuilder,
        skip: Callable[[Element], bool],
        href: Callable[[str], str],
        image: Callable[[Element], str],
        place: Callable[[str], str],
    ) -> None:
        self.out = out
        self.place = place
        self.skip = skip
        self.href = href
        self.image = image
        self.kinds: list[tuple[BlockKind, int]] = [("paragraph", 0)]
        self.lists: list[_List | None] = []
        self.label = ""
        self.verbatim = 0
        self.table: Element | None = None
        self.row_open = False

    def write(self, text: str | None) -> None:
        if not text:
            return
        if self.verbatim and self.table is None:
            self.out.verbatim(text)
        else:
            self.out.text(text)

    def flush(self) -> None:
        kind, level = self.kinds[-1]
        label = self.label if kind == "item" else ""
        if self.out.flush(kind, level, label) and label:
            self.label = ""

    def start(self, element: Element, tag: str) -> None:
        self.begin(element, tag)
        name = element.get("id") or (element.get("name") if tag == "a" else None)
        if name:
            self.out.place(self.place(name))
        if style := _STYLES.get(tag):
            self.out.open_style(style)

    def begin(self, element: Element, tag: str) -> None:
        if tag == "br":
            self.line_break()
        elif tag == "img":
            name = self.image(element)
            if name:
                self.out.image(name)
        elif tag == "a":
            target = element.get("href")
            if target and target.startswith("#"):
                self.out.open_link(f"#{self.place(unquote(target[1:]))}")
            elif target:
                self.out.open_link(self.href(target))
        elif tag in BLOCKS:
            self.start_block(element, tag)

    def start_block(self, element: Element, tag: str) -> None:
        if self.table is not None:
            if tag == "tr":
                self.out.line()
                self.row_open = False
            elif tag in _CELLS:
                if self.row_open:
                    self.out.cell()
                self.row_open = True
            else:
                self.out.text(" ")
            return
        self.flush()
        if tag in HEADINGS:
            self.kinds.append(("heading", HEADINGS[tag]))
        elif tag in _LISTS:
            self.lists.append(_List.of(element) if tag == "ol" else None)
        elif tag == "li":
            self.kinds.append(("item", max(1, len(self.lists))))
            counted = self.lists[-1] if self.lists else None
            self.label = counted.next(element) if counted is not None else ""
        elif tag in {"figcaption", "caption"}:
            self.kinds.append(("caption", 0))
        elif tag == "blockquote":
            self.kinds.append(("quote", 0))
        elif tag == "pre":
            self.verbatim += 1
        elif tag == "table" and is_data_table(element):
            self.table = element
            self.kinds.append(("table", _head_rows(element)))

    def end(self, element: Element, tag: str) -> None:
        if tag in _STYLES:
            self.out.close_style()
        elif tag == "a":
            self.out.close_link()
        elif tag in BLOCKS:
            if self.table is not None and element is not self.table:
                return
            self.flush()
            if tag in HEADINGS or tag in _KINDS or element is self.table:
                self.kinds.pop()
            if tag == "li":
                self.label = ""
            if tag in _LISTS:
                self.lists.pop()
            elif tag == "pre":
                self.verbatim -= 1
            if element is self.table:
                self.table = None
                self.row_open = False

    def line_break(self) -> None:
        if self.table is not None:
            self.out.text(" ")
        elif self.out.at_line_start and not self.out.empty:
            self.flush()
        else:
            self.out.line()


def render(
    root: Element,
    out: TextBuilder,
    *,
    skip: Callable[[Element], bool] = unseen,
    href: Callable[[str], str] = str,
    image: Callable[[Element], str] = lambda _: "",
    place: Callable[[str], str] = str,
) -> None:
    """Write what ``root`` shows into ``out``, ending with its last block.

    ``skip`` says of an element that nothing of it is wanted, ``href`` makes a link's target
    absolute, ``image`` gives the member name of an image that the file holds ("" for others),
    ``place`` that of a place by its ``id``, where one name may stand in several files.
    """
    walk = _Walk(out, skip, href, image, place)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = tag_of(element)
        if event == "start":
            if element is not root and walk.skip(element):
                walker.skip_subtree()
                continue
            walk.start(element, tag)
            walk.write(element.text)
        else:
            if element is root or not walk.skip(element):
                walk.end(element, tag)
            if element is not root:
                walk.write(element.tail)
    walk.flush()
