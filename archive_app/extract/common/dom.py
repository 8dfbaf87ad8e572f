"""Writes an HTML element tree into a `TextBuilder`: paragraphs, headings, lists, tables, links.

Nothing here recurses, so that a page nested thousands deep costs no more than a flat one.
What to leave out (menus, say) is the caller's choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from archive_app.core.model import BlockKind
from archive_app.extract.common.builder import TextBuilder

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


class _Walk:
    """The state of one walk: what kind of block the text at hand belongs to."""

    def __init__(
        self,
        out: TextBuilder,
        skip: Callable[[Element], bool],
        href: Callable[[str], str],
        image: Callable[[Element], str],
    ) -> None:
        self.out = out
        self.skip = skip
        self.href = href
        self.image = image
        self.kinds: list[tuple[BlockKind, int]] = [("paragraph", 0)]
        self.lists = 0
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
        self.out.flush(*self.kinds[-1])

    def start(self, element: Element, tag: str) -> None:
        if tag == "br":
            self.line_break()
        elif tag == "img":
            name = self.image(element)
            if name:
                self.out.image(name)
        elif tag == "a":
            target = element.get("href")
            if target:
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
            self.lists += 1
        elif tag == "li":
            self.kinds.append(("item", max(1, self.lists)))
        elif tag == "blockquote":
            self.kinds.append(("quote", 0))
        elif tag == "pre":
            self.verbatim += 1
        elif tag == "table" and is_data_table(element):
            self.table = element
            self.kinds.append(("table", 0))

    def end(self, element: Element, tag: str) -> None:
        if tag == "a":
            self.out.close_link()
        elif tag in BLOCKS:
            if self.table is not None and element is not self.table:
                return
            self.flush()
            if tag in HEADINGS or tag in {"li", "blockquote"} or element is self.table:
                self.kinds.pop()
            if tag in _LISTS:
                self.lists -= 1
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
) -> None:
    """Write what ``root`` shows into ``out``, ending with its last block.

    ``skip`` says of an element that nothing of it is wanted, ``href`` makes a link's target
    absolute, ``image`` gives the member name of an image that the file holds ("" for others).
    """
    walk = _Walk(out, skip, href, image)
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
